//! Moving through the customers: nothing is fetched before the cursor has rested.

use super::*;
use crate::app::model::REST;
use crate::domain::sample::{party, subject};

const BEFORE_REST: Duration = Duration::from_millis(149);

#[test]
fn a_move_shows_the_row_at_once_and_fetches_after_a_rest() {
    let mut desk = Desk::silent(9);
    let effects = desk.act(Action::Down);
    assert_eq!((desk.viewed().as_str(), requests(&effects)), ("c001", 0));
    assert!(
        effects.iter().any(|effect| matches!(effect, Effect::Wake { wake: Wake::Rest(_), after } if *after == REST))
    );
    assert!(desk.model.viewed_case().is_none(), "and nothing of the case before");
    desk.pass(BEFORE_REST);
    assert_eq!(desk.sent(), ["c000"]);
    desk.pass(REST.saturating_sub(BEFORE_REST));
    assert_eq!(desk.sent(), ["c000", "c001"]);
}

#[test]
fn moving_on_aborts_the_fetch_under_way() {
    let mut desk = Desk::silent(9);
    let under_way = desk.request_for(0);
    let effects = desk.act(Action::Down);
    assert!(effects.contains(&Effect::Abort(under_way)));
    assert_eq!(desk.row(0).details, Details::Unknown);
}

#[test]
fn of_many_moves_only_the_last_is_fetched() {
    let mut desk = Desk::silent(120);
    let mut asked = 0;
    for _ in 0..90 {
        asked += requests(&desk.act(Action::Down));
        desk.pass(REPEAT);
    }
    assert_eq!((asked, desk.sent()), (0, vec!["c000"]));
    desk.pass(SECOND);
    assert_eq!(desk.sent(), ["c000", "c090"]);
}

#[test]
fn enter_fetches_without_waiting_and_the_rest_that_follows_does_not_fetch_again() {
    let mut desk = Desk::silent(9);
    desk.act(Action::Down);
    desk.act(Action::Activate);
    assert_eq!((desk.sent(), desk.model.focus()), (vec!["c000", "c001"], Pane::Case));
    desk.pass(SECOND);
    assert_eq!(desk.sent(), ["c000", "c001"]);
}

#[test]
fn a_fetch_that_was_cancelled_is_not_revived_by_the_rest_that_follows() {
    let mut desk = Desk::silent(9);
    desk.acts(&[Action::Down, Action::Activate, Action::Back]);
    assert!(matches!(desk.entry(1).load, Load::Idle));
    desk.pass(LONG);
    assert_eq!(desk.sent().iter().filter(|id| **id == "c001").count(), 1);
}

#[test]
fn a_notice_between_the_move_and_the_rest_does_not_lose_the_fetch() {
    let mut desk = Desk::silent(9);
    desk.acts(&[Action::Down, Action::AutoRefresh]);
    desk.pass(SECOND);
    assert_eq!(desk.sent(), ["c000", "c001"]);
}

#[test]
fn a_case_kept_fresh_is_shown_at_once_and_not_fetched_again() {
    let mut desk = Desk::settled(Server::of(9));
    let before = desk.sent.len();
    desk.act(Action::Down);
    assert!(desk.said().contains("Amber Basalt"), "at once");
    desk.pass(SECOND);
    assert_eq!(desk.sent.len(), before);
    desk.pass(crate::app::model::FRESH + SECOND);
    desk.act(Action::Up);
    desk.pass(SECOND);
    assert_eq!(desk.sent[before..].iter().map(|(_, id)| id.as_str()).collect::<Vec<_>>(), ["c000"], "old by now");
}

/// Holds `j` for three seconds as a keyboard does: one key, a pause, then thirty a second.
fn hold_j(desk: &mut Desk) {
    let end = desk.elapsed + 3 * SECOND;
    desk.act(Action::Down);
    desk.pass(Duration::from_millis(400));
    while desk.elapsed < end {
        desk.act(Action::Down);
        desk.pass(REPEAT);
    }
}

#[test]
fn holding_j_against_a_slow_server_asks_at_most_three_times_and_ends_on_the_right_case() {
    for latency in [Duration::from_secs(2), Duration::from_secs(10)] {
        let mut desk = Desk::new(Server::taking(200, latency));
        desk.start();
        desk.pass(latency + SECOND);
        let before = desk.sent.len();
        assert_eq!(before, 1, "the first case is under way");
        hold_j(&mut desk);
        let last = desk.viewed();
        desk.pass(latency);
        assert!(desk.sent.len() <= 3, "{:?}", desk.sent);
        desk.pass(SECOND);
        assert_eq!(desk.model.viewed_case().and_then(Entry::case).map(|case| case.id.to_string()), Some(last.clone()));
        assert_eq!(desk.viewed(), last);
    }
}

#[test]
fn holding_j_while_cases_are_fetched_behind_the_queue_adds_at_most_two_requests() {
    let mut desk = Desk::new(Server::of(200));
    desk.start();
    desk.pass(SECOND);
    desk.server.latency = Some(Duration::from_secs(20));
    desk.pass(2 * SECOND);
    assert_eq!(desk.model.behind.under_way(), 4, "the server has become slow");
    let before = desk.sent.len();
    hold_j(&mut desk);
    desk.pass(SECOND);
    assert!(desk.sent.len() - before <= 2, "{:?}", &desk.sent[before..]);
    assert_eq!(desk.sent.last().map(|(_, id)| id.clone()), Some(desk.viewed()));
    assert_eq!(desk.model.behind.under_way(), 4, "what was begun for the rows behind is not wasted");
}

#[test]
fn the_next_customer_is_reached_from_any_pane_and_the_pane_stays_focused() {
    for focus in [Action::FocusQueue, Action::FocusCase, Action::FocusComments, Action::FocusDocuments] {
        let mut desk = Desk::settled(Server::of(9));
        desk.act(focus);
        let pane = desk.model.focus();
        desk.acts(&[Action::NextCustomer, Action::NextCustomer, Action::PreviousCustomer]);
        assert_eq!((desk.viewed().as_str(), desk.model.focus()), ("c001", pane));
    }
}

#[test]
fn the_last_customer_has_no_next_one_and_a_lone_one_says_so() {
    let mut desk = Desk::settled(Server::of(2));
    desk.acts(&[Action::NextCustomer, Action::NextCustomer]);
    assert_eq!(desk.viewed(), "c001");
    let mut desk = Desk::settled(Server::of(1));
    desk.act(Action::NextCustomer);
    assert_eq!(desk.notice(), "there is no other customer");
}

#[test]
fn coming_back_to_a_case_finds_it_as_it_was_left() {
    let mut server = Server::of(9);
    server.holds(sample::case("c000").with(party("p1")).with(party("p2")));
    let mut desk = Desk::settled(server);
    let crate::domain::key::Subject::Party(party) = subject("p2") else { unreachable!() };
    desk.select(&Item::PartyFact(party, "type"));
    let (left, open) = (desk.selected(), desk.entry(0).tree.open_branches().count());
    desk.acts(&[Action::NextCustomer, Action::NextCustomer]);
    desk.pass(SECOND);
    desk.acts(&[Action::PreviousCustomer, Action::PreviousCustomer]);
    assert_eq!((desk.selected(), desk.entry(0).tree.open_branches().count()), (left.clone(), open));
    desk.act(Action::RefreshCase);
    desk.pass(SECOND);
    assert_eq!((desk.selected(), desk.entry(0).tree.open_branches().count()), (left, open), "and after a refresh");
}

#[test]
fn the_tree_is_walked_without_a_draw_between_the_keys() {
    let mut server = Server::of(1);
    server.holds(sample::case("c000").with(party("p1")));
    let mut desk = Desk::settled(server);
    desk.acts(&[Action::FocusCase, Action::Down, Action::Open, Action::Open, Action::Down, Action::Down]);
    assert_eq!(desk.selected(), Some(Item::Fact("business_name")));
    desk.acts(&[Action::Close, Action::Close, Action::Down]);
    assert_eq!(desk.selected(), Some(Item::Parties), "out of the facts, closed, and on");
    desk.acts(&[Action::Last, Action::First]);
    assert_eq!(desk.selected(), Some(Item::Case));
}

#[test]
fn enter_on_a_comment_or_a_document_goes_to_its_node() {
    let mut server = Server::of(1);
    server.holds(Case { id: customer_id("c000"), ..sample::reference() });
    let mut desk = Desk::settled(server);
    assert_eq!((desk.model.details.comments.count, desk.model.details.documents.count), (5, 5), "the root shows all");
    desk.acts(&[Action::FocusDocuments, Action::Last, Action::Activate]);
    let owner = subject("2e719a54-ada");
    assert!(matches!(desk.selected(), Some(Item::Document(key)) if key.subject == owner));
    assert_eq!((desk.model.focus(), desk.model.details.documents.count), (Pane::Case, 1), "which they now follow");
    desk.select(&Item::Case);
    desk.acts(&[Action::FocusComments, Action::Activate]);
    assert!(
        matches!(desk.selected(), Some(Item::Document(key)) if key.subject == crate::domain::key::Subject::Company)
    );
    desk.acts(&[Action::FocusComments, Action::Close]);
    assert_eq!(desk.model.focus(), Pane::Case);
}
