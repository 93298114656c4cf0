//! The queue's filter: text while it is typed, and what follows from it.

use super::*;
use crate::domain::sample::row;

fn three() -> Harness {
    let mut server = Server::of(0);
    server.rows = vec![
        row("c000").named("Amber Basalt Ltd"),
        row("c001").named("Zinc & Söhne GmbH").in_status("ON_HOLD"),
        row("c002").named("株式会社 Kiri"),
    ];
    Harness::settled(server)
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
        let mut harness = three();
        harness.act(Action::Find);
        harness.type_text(text);
        let mut order = harness.order();
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
    let mut harness = Harness::settled(server);
    assert!(harness.model.side.comments.count > 0);
    harness.act(Action::Find);
    harness.type_text("no such name");
    assert_eq!((harness.viewed().as_str(), harness.said().as_str()), ("-", ""));
    assert_eq!((harness.model.side.comments.count, harness.model.side.documents.count), (0, 0));
    harness.tell(Msg::Edit(Edit::Submit));
    harness.act(Action::RefreshCase);
    assert_eq!(harness.notice(), "no customer is selected");
    harness.acts(&[Action::Down, Action::Activate, Action::FocusQueue, Action::Back]);
    assert_eq!(harness.viewed(), "c000", "Esc clears it");
    assert!(harness.said().contains("EXPIRATION_DATE"));
}

#[test]
fn a_chosen_row_stays_selected_while_it_matches() {
    let mut harness = Harness::settled(Server::of(9));
    harness.acts(&[Action::Down, Action::Down, Action::Find]);
    harness.type_text("c00");
    assert_eq!(harness.viewed(), "c002");
    harness.type_text("7");
    assert_eq!(harness.viewed(), "c007");
    harness.tell(Msg::Edit(Edit::Backspace));
    assert_eq!(harness.viewed(), "c002", "it is selected again once it matches again");
}

#[test]
fn a_filter_ranks_the_rows_as_they_move_anyway() {
    let mut harness = Harness::settled(Server::of(9));
    harness.act(Action::RefreshQueue);
    harness.pass(SECOND);
    harness.act(Action::Activate);
    harness.server.holds(sample::case("c007").in_status("ACTION_REQUIRED").updated("2026-05-19T00:00:00Z"));
    harness.server.rows[7] = row("c007").in_status("ACTION_REQUIRED").updated("2026-05-19T00:00:00Z");
    harness.acts(&[Action::FocusQueue, Action::AutoRefresh]);
    harness.pass(crate::domain::pace::QUEUE_EVERY + SECOND);
    assert!(harness.model.queue.order_is_old());
    harness.act(Action::Find);
    harness.type_text("c");
    assert_eq!(harness.order()[0], "c007");
    assert!(!harness.model.queue.order_is_old());
    harness.act(Action::AutoRefresh);
    harness.tell(Msg::Edit(Edit::Left));
    assert_eq!(harness.viewed(), "c000", "and moving within the text moves nothing");
}

#[test]
fn keys_are_text_until_the_field_is_left() {
    let mut harness = three();
    harness.tell(Msg::Edit(Edit::Insert("x".to_owned())));
    assert!(harness.model.queue.filter.is_empty(), "no field is open yet");
    harness.act(Action::Find);
    assert!(harness.model.is_typing());
    harness.type_text("kiri");
    harness.tell(Msg::Edit(Edit::Submit));
    assert!(!harness.model.is_typing());
    assert_eq!((harness.order(), harness.model.queue.filter.text()), (vec!["c002".to_owned()], "kiri".to_owned()));
    harness.act(Action::Find);
    harness.tell(Msg::Edit(Edit::Cancel));
    assert_eq!((harness.order().len(), harness.model.is_typing()), (3, false));
}

#[test]
fn the_field_is_left_with_its_pane() {
    let mut harness = three();
    harness.act(Action::Find);
    harness.type_text("kiri");
    harness.act(Action::NextPane);
    assert!(!harness.model.is_typing());
    assert_eq!(harness.order(), ["c002"], "and the filter stays");
}

#[test]
fn what_covers_the_field_takes_its_keys() {
    let mut harness = three();
    harness.acts(&[Action::Find, Action::Help]);
    harness.type_text("kiri");
    assert!(harness.model.queue.filter.is_empty());
    harness.acts(&[Action::Back]);
    assert_eq!(harness.model.focused_field(), Some(FocusedField::Filter), "and gives them back");
}

#[test]
fn the_same_key_searches_in_the_case_and_leaves_the_queue_alone() {
    let mut harness = three();
    harness.acts(&[Action::FocusCase, Action::Find]);
    assert_eq!((harness.model.focus(), harness.model.is_typing()), (Pane::Case, true));
    harness.type_text("zz");
    assert_eq!(harness.order().len(), 3);
}

#[test]
fn a_filtered_list_stays_filtered_through_a_refresh() {
    let mut harness = three();
    harness.act(Action::Find);
    harness.type_text("kiri");
    harness.tell(Msg::Edit(Edit::Submit));
    harness.server.rows.push(row("c003").named("Kiri Two"));
    harness.act(Action::RefreshQueue);
    harness.pass(SECOND);
    assert_eq!(harness.order(), ["c002", "c003"]);
    assert_eq!(harness.model.queue.rows().len(), 4);
}

#[test]
fn an_id_that_the_server_does_not_know_leaves_no_row_and_is_told() {
    let unknown = "99999999-0000-4000-8000-000000000000";
    let mut harness = three();
    harness.server.cases.insert(customer_id(unknown), Err(Failure::new(FailureKind::NotFound)));
    harness.acts(&[Action::Down, Action::Find]);
    harness.type_text(unknown);
    harness.tell(Msg::Edit(Edit::Submit));
    harness.pass(SECOND);
    assert_eq!(harness.model.queue.rows().len(), 3);
    assert!(harness.notice().contains("404"), "{}", harness.notice());
    assert_eq!(harness.model.focus(), Pane::Queue);
    harness.act(Action::Back);
    assert_eq!(harness.order().len(), 3, "Esc clears the filter");
}

/// Else it would be told as in force while a part of it decides.
#[test]
fn a_filter_with_a_word_that_means_nothing_is_not_left() {
    let mut harness = Harness::settled(Server::of(3));
    harness.act(Action::Find);
    harness.type_text("nonsense:x");
    harness.tell(Msg::Edit(Edit::Submit));
    assert!(harness.model.is_typing());
    assert!(
        harness.notice().contains("means nothing here") && harness.notice().contains("Esc"),
        "{}",
        harness.notice()
    );
    harness.tell(Msg::Edit(Edit::Cancel));
    assert!(!harness.model.is_typing() && harness.model.queue.filter.is_empty());
}
