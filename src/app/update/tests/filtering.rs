//! The queue's filter: text while it is typed, and what follows from it.

use super::*;
use crate::domain::sample::row;

fn three() -> Desk {
    let mut server = Server::of(0);
    server.rows = vec![
        row("c000").named("Amber Basalt Ltd"),
        row("c001").named("Zinc & Söhne GmbH").in_status("ON_HOLD"),
        row("c002").named("株式会社 Kiri"),
    ];
    Desk::settled(server)
}

#[test]
fn rows_follow_every_key_and_any_fact_of_a_row_may_match() {
    for (text, found) in [
        ("Basalt", vec!["c000"]),
        ("BASALT", vec![]),
        ("söh", vec!["c001"]),
        ("SÖH", vec![]),
        ("株", vec!["c002"]),
        ("hold", vec!["c001"]),
        ("gbr", vec!["c000", "c002", "c001"]),
        ("office@", vec!["c000", "c002", "c001"]),
        ("c00", vec!["c000", "c002", "c001"]),
        ("z", vec!["c001"]),
        ("zz", vec![]),
    ] {
        let mut desk = three();
        desk.act(Action::Find);
        desk.type_text(text);
        let mut order = desk.order();
        order.sort();
        let mut found = found;
        found.sort_unstable();
        assert_eq!(order, found, "{text}");
    }
}

#[test]
fn a_filter_that_matches_nothing_leaves_no_selection_and_nothing_of_the_case_before() {
    let mut server = Server::of(1);
    server.holds(Case { id: customer_id("c000"), ..sample::reference() });
    let mut desk = Desk::settled(server);
    assert!(desk.model.details.comments.count > 0);
    desk.act(Action::Find);
    desk.type_text("no such name");
    assert_eq!((desk.viewed().as_str(), desk.said().as_str()), ("-", ""));
    assert_eq!((desk.model.details.comments.count, desk.model.details.documents.count), (0, 0));
    desk.tell(Msg::Edit(Edit::Submit));
    desk.act(Action::RefreshCase);
    assert_eq!(desk.notice(), "no customer is selected");
    desk.acts(&[Action::Down, Action::Activate, Action::FocusQueue, Action::Back]);
    assert_eq!(desk.viewed(), "c000", "Esc clears it");
    assert!(desk.said().contains("EXPIRATION_DATE"));
}

#[test]
fn a_chosen_row_stays_selected_while_it_matches() {
    let mut desk = Desk::settled(Server::of(9));
    desk.acts(&[Action::Down, Action::Down, Action::Find]);
    desk.type_text("c00");
    assert_eq!(desk.viewed(), "c002");
    desk.type_text("7");
    assert_eq!(desk.viewed(), "c007");
    desk.tell(Msg::Edit(Edit::Backspace));
    assert_eq!(desk.viewed(), "c007");
}

#[test]
fn a_filter_ranks_the_rows_as_they_move_anyway() {
    let mut desk = Desk::settled(Server::of(9));
    desk.act(Action::RefreshQueue);
    desk.pass(SECOND);
    desk.act(Action::Activate);
    desk.server.holds(sample::case("c007").in_status("ACTION_REQUIRED").updated("2026-05-19T00:00:00Z"));
    desk.server.rows[7] = row("c007").in_status("ACTION_REQUIRED").updated("2026-05-19T00:00:00Z");
    desk.acts(&[Action::FocusQueue, Action::AutoRefresh]);
    desk.pass(crate::domain::pace::QUEUE_EVERY + SECOND);
    assert!(desk.model.queue.order_is_old);
    desk.act(Action::Find);
    desk.type_text("c");
    assert_eq!(desk.order()[0], "c007");
    assert!(!desk.model.queue.order_is_old);
    desk.act(Action::AutoRefresh);
    desk.tell(Msg::Edit(Edit::Left));
    assert_eq!(desk.viewed(), "c000", "and moving within the text moves nothing");
}

#[test]
fn keys_are_text_until_the_field_is_left() {
    let mut desk = three();
    desk.tell(Msg::Edit(Edit::Insert("x".to_owned())));
    assert!(desk.model.queue.filter.is_empty(), "no field is open yet");
    desk.act(Action::Find);
    assert!(desk.model.is_typing());
    desk.type_text("kiri");
    desk.tell(Msg::Edit(Edit::Submit));
    assert!(!desk.model.is_typing());
    assert_eq!((desk.order(), desk.model.queue.filter.text()), (vec!["c002".to_owned()], "kiri".to_owned()));
    desk.act(Action::Find);
    desk.tell(Msg::Edit(Edit::Cancel));
    assert_eq!((desk.order().len(), desk.model.is_typing()), (3, false));
}

#[test]
fn the_field_is_left_with_its_pane() {
    let mut desk = three();
    desk.act(Action::Find);
    desk.type_text("kiri");
    desk.act(Action::NextPane);
    assert!(!desk.model.is_typing());
    assert_eq!(desk.order(), ["c002"], "and the filter stays");
}

#[test]
fn what_covers_the_field_takes_its_keys() {
    let mut desk = three();
    desk.acts(&[Action::Find, Action::Help]);
    assert!(!desk.model.is_typing());
    desk.act(Action::Back);
    assert!(desk.model.is_typing(), "and gives them back");
}

#[test]
fn the_same_key_searches_in_the_case_and_leaves_the_queue_alone() {
    let mut desk = three();
    desk.acts(&[Action::FocusCase, Action::Find]);
    assert_eq!((desk.model.focus(), desk.model.is_typing()), (Pane::Case, true));
    desk.type_text("zz");
    assert_eq!(desk.order().len(), 3);
}

#[test]
fn a_filtered_list_stays_filtered_through_a_refresh() {
    let mut desk = three();
    desk.act(Action::Find);
    desk.type_text("kiri");
    desk.tell(Msg::Edit(Edit::Submit));
    desk.server.rows.push(row("c003").named("Kiri Two"));
    desk.act(Action::RefreshQueue);
    desk.pass(SECOND);
    assert_eq!(desk.order(), ["c002", "c003"]);
    assert_eq!(desk.model.queue.rows().len(), 4);
}
