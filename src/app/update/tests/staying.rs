//! The reader is never moved: rows, cursors and what is known of a customer survive what arrives.

use super::*;

#[test]
fn a_cursor_in_the_asks_stays_with_its_ask() {
    let ask =
        |document: &str| sample::request(sample::subject("p1"), "identity").naming(document, [sample::field("files")]);
    let case = || sample::case("c000").in_status("ACTION_REQUIRED").with(sample::party("p1"));
    let mut server = Server::of(1);
    server.holds(case().wanting(ask("PASSPORT")).wanting(ask("ID_CARD")));
    let mut harness = Harness::settled(server);
    harness.acts(&[Action::FocusCase, Action::NextTab, Action::Last]);
    let selected = |harness: &Harness| harness.model.focused_rows().and_then(|rows| rows.target()).cloned();
    let before = selected(&harness);
    assert!(matches!(&before, Some(Item::Ask(key)) if key.document_type.is_some()), "{before:?}");
    harness.server.holds(case().wanting(ask("DRIVERS")).wanting(ask("PASSPORT")).wanting(ask("ID_CARD")));
    let at = harness.model.focused_rows().unwrap().cursor.at;
    harness.act(Action::RefreshCase);
    harness.pass(SECOND);
    assert_eq!(selected(&harness), before);
    assert!(harness.model.focused_rows().unwrap().cursor.at > at, "an ask came before it");
    harness.tell(Msg::Resized(MEDIUM));
    assert_eq!(selected(&harness), before, "and through another size");
}

#[test]
fn opening_a_known_customer_by_its_id_loses_nothing() {
    let whole = "11111111-2222-4333-8444-555555555555";
    let mut server = Server::of(2);
    server.rows.push(sample::row(whole).named("Known Ltd").in_status("REVIEWING"));
    server.holds(sample::case(whole).named("Known Ltd").in_status("REVIEWING"));
    let mut harness = Harness::settled(server);
    harness.show_view(QuickView::NeedUs);
    let before = harness.model.queue.row(&row_key(whole)).expect("a row").clone();
    harness.act(Action::Find);
    harness.type_text(&whole.to_uppercase());
    assert_eq!(harness.order(), [""; 0]);
    harness.tell(Msg::Edit(Edit::Submit));
    assert_eq!(harness.viewed(), whole);
    let row = harness.model.queue.row(&row_key(whole)).expect("a row");
    assert_eq!((row.called(), row.digest.is_some()), (before.called(), before.digest.is_some()));
    assert!(row.is_kept(), "it is outside the view and says so");
    harness.acts(&[Action::FocusQueue, Action::Back]);
    assert_eq!(harness.viewed(), whole, "clearing the filter moves nobody");
}

#[test]
fn rows_are_judged_anew_as_their_details_arrive_and_what_cannot_be_told_is_counted() {
    let mut server = Server::silent(3);
    let refused = sample::rejection().labelled(&["ID_INVALID"]);
    server.holds(sample::case("c002").with(sample::party("p1")).refused(sample::subject("p1"), refused));
    let mut harness = Harness::new(server);
    harness.start();
    harness.answer_list();
    harness.act(Action::Find);
    harness.type_text("label:ID_INVALID");
    harness.tell(Msg::Edit(Edit::Submit));
    assert_eq!((harness.order().len(), harness.model.queue.filter_state().cannot_tell), (0, 3));
    harness.act(Action::LookAtAll);
    harness.pass(10 * SECOND);
    for _ in 0..3 {
        let asked: Vec<RequestId> = harness.asked_cases.keys().copied().collect();
        for request in asked {
            harness.answer(request);
        }
        harness.pass(10 * SECOND);
    }
    assert_eq!((harness.order(), harness.model.queue.filter_state().cannot_tell), (vec!["c002".to_owned()], 0));
}

#[test]
fn a_filter_that_drops_the_selected_row_selects_the_nearest_that_is_left() {
    let mut harness = Harness::settled(Server::of(30));
    for _ in 0..14 {
        harness.act(Action::Down);
    }
    harness.act(Action::Find);
    harness.type_text("!c014");
    assert_eq!(harness.viewed(), "c015", "although there was a moment when nothing matched");
    harness.tell(Msg::Edit(Edit::Submit));
    harness.act(Action::Back);
    assert_eq!(harness.viewed(), "c015", "and stays there when the filter goes");
}

#[test]
fn every_customer_named_on_the_command_line_is_read() {
    let ids: Vec<CustomerId> = (0..80).map(|number| customer_id(&id(number))).collect();
    let mut harness = Harness::with(Server::of(80), Source::Customers(ids), WIDE);
    harness.model.prefetch.configure(crate::domain::pace::Limits { per_run: 3, ..Default::default() }, []);
    harness.start();
    harness.pass(LONG);
    assert_eq!(harness.model.queue.counts().looked_at, 80, "also those below the page, and whatever the budget");
}

#[test]
fn every_watched_customer_is_read_also_where_no_list_has_it() {
    let mut harness = Harness::new(Server::of(60));
    let watched = [50, 59, 77].map(|number| customer_id(&id(number)));
    harness.model.prefetch.configure(crate::domain::pace::Limits { per_run: 0, ..Default::default() }, watched);
    harness.start();
    harness.pass(LONG);
    for number in [50, 59, 77] {
        assert!(harness.row(number).digest.is_some(), "{number}");
    }
}

#[test]
fn the_list_of_actions_runs_what_is_selected_while_it_is_searched() {
    let mut harness = Harness::settled(Server::of(2));
    harness.act(Action::Help);
    harness.type_text("fill the screen");
    harness.tell(Msg::Edit(Edit::Submit));
    assert_eq!(harness.model.screen.window, Window::None);
    assert!(harness.model.screen.arrangement.zoomed, "what is selected ran");
    harness.act(Action::Help);
    harness.type_text("no such thing");
    harness.tell(Msg::Edit(Edit::Submit));
    assert!(matches!(harness.model.screen.window, Window::Palette(_)), "nothing is selected: it stays");
}

#[test]
fn the_selected_action_stays_selected_through_a_search_as_long_as_it_is_found() {
    let mut harness = Harness::settled(Server::of(2));
    harness.act(Action::Help);
    let selected = |harness: &Harness| match &harness.model.screen.window {
        Window::Palette(palette) => palette.selected(),
        _ => None,
    };
    while selected(&harness) != Some(Action::Zoom) {
        harness.act(Action::Down);
    }
    harness.type_text("screen");
    assert_eq!(selected(&harness), Some(Action::Zoom));
    harness.tell(Msg::Edit(Edit::Cancel));
    assert_eq!(selected(&harness), Some(Action::Zoom));
}

#[test]
fn what_was_searched_for_stays_until_something_else_is() {
    let mut server = Server::of(1);
    server.holds(Case { id: customer_id("c000"), ..sample::reference() });
    let mut harness = Harness::settled(server);
    harness.acts(&[Action::FocusCase, Action::Find]);
    harness.type_text("parties");
    harness.tell(Msg::Edit(Edit::Submit));
    let hit = harness.selected();
    harness.acts(&[Action::First, Action::Find]);
    harness.type_text("some");
    harness.tell(Msg::Edit(Edit::Cancel));
    harness.act(Action::NextHit);
    assert_eq!(harness.selected(), hit, "a search that was given up replaces nothing");
    harness.acts(&[Action::First, Action::Find]);
    harness.tell(Msg::Edit(Edit::Submit));
    assert_eq!(harness.selected(), hit, "an empty one searches again");
}

#[test]
fn a_late_answer_is_refused_even_where_another_request_is_under_way() {
    let mut harness = Harness::silent(1);
    let late = harness.request_for(0);
    harness.act(Action::RefreshCase);
    assert_eq!(harness.aborted, [late]);
    let outcome = Ok(Box::new(sample::case("c000").named("Late Ltd")));
    harness.tell(Msg::Case(CaseMsg { request: late, id: customer_id("c000"), outcome, recollection: None }));
    assert!(harness.viewed_name() != "Late Ltd" && harness.row(0).details == Details::Loading);
    harness.answer_case(0);
    let outcome = Ok(Box::new(sample::case("c000").named("Late Ltd")));
    harness.tell(Msg::Case(CaseMsg { request: late, id: customer_id("c000"), outcome, recollection: None }));
    assert!(!harness.said().contains("Late Ltd") && !harness.is_changed);
}

#[test]
fn the_looks_kept_of_a_case_are_bounded_and_what_is_left_out_is_counted() {
    let mut harness = Harness::settled(Server::of(1));
    for look in 0..130 {
        let status = if look % 2 == 0 { "ACTION_REQUIRED" } else { "REVIEWING" };
        harness.server.holds(sample::case("c000").in_status(status));
        harness.act(Action::RefreshCase);
        harness.pass(SECOND);
    }
    let entry = harness.entry(0);
    assert_eq!((entry.past.len(), entry.left_out > 0), (100, true));
}

#[test]
fn every_move_of_a_cursor_is_worth_a_draw() {
    let mut server = Server::of(3);
    server.holds(Case { id: customer_id("c000"), ..sample::reference() });
    let mut harness = Harness::settled(server);
    harness.tell(Msg::Wake(Wake::Minute));
    for focus in [Action::FocusComments, Action::FocusDocuments, Action::FocusCase, Action::FocusQueue, Action::Help] {
        harness.act(focus);
        harness.act(Action::Down);
        assert!(harness.is_changed, "{focus:?}");
    }
}

#[test]
fn the_actions_of_the_pane_come_first_and_what_is_typed_searches_at_once() {
    let mut harness = Harness::settled(Server::of(2));
    let found = |harness: &Harness| match &harness.model.screen.window {
        Window::Palette(palette) => palette.found(),
        _ => panic!("no list of actions"),
    };
    for (focus, first) in [(Action::FocusQueue, Action::Activate), (Action::FocusCase, Action::Close)] {
        harness.acts(&[focus, Action::Help]);
        assert_eq!(found(&harness)[0], first);
        assert_eq!(found(&harness).len(), Action::ALL.len());
        let own = found(&harness).iter().position(|action| *action == Action::Down).expect("a first of the others");
        assert!(found(&harness)[..own].contains(&Action::Find) && own < 20, "{own}");
        harness.act(Action::Back);
    }
    harness.act(Action::Help);
    harness.type_text("fill the");
    assert_eq!(found(&harness), [Action::Zoom], "a blank is a blank");
    harness.tell(Msg::Edit(Edit::Cancel));
    assert_eq!(found(&harness).len(), Action::ALL.len(), "what is typed goes first");
    harness.tell(Msg::Edit(Edit::Cancel));
    assert_eq!(harness.model.screen.window, Window::None, "then the list");
}
