//! Moving through the customers: nothing is fetched before the cursor has rested.

use super::*;
use crate::app::model::REST;
use crate::domain::sample::{party, subject};

const BEFORE_REST: Duration = Duration::from_millis(149);

#[test]
fn a_move_shows_the_row_at_once_and_fetches_after_a_rest() {
    let mut harness = Harness::silent(9);
    let effects = harness.act(Action::Down);
    assert_eq!((harness.viewed().as_str(), requests(&effects)), ("c001", 0));
    assert!(
        effects.iter().any(|effect| matches!(effect, Effect::Wake { wake: Wake::Rest(_), after } if *after == REST))
    );
    assert!(harness.model.viewed_case().is_none(), "and nothing of the case before");
    harness.pass(BEFORE_REST);
    assert_eq!(harness.sent(), ["c000"]);
    harness.pass(REST.saturating_sub(BEFORE_REST));
    assert_eq!(harness.sent(), ["c000", "c001"]);
}

#[test]
fn moving_on_aborts_the_fetch_under_way() {
    let mut harness = Harness::silent(9);
    let under_way = harness.request_for(0);
    let effects = harness.act(Action::Down);
    assert!(effects.contains(&Effect::Abort(under_way)));
    assert_eq!(harness.row(0).details, Details::Unknown);
}

#[test]
fn of_many_moves_only_the_last_is_fetched() {
    let mut harness = Harness::silent(120);
    let mut asked = 0;
    for _ in 0..90 {
        asked += requests(&harness.act(Action::Down));
        harness.pass(REPEAT);
    }
    assert_eq!((asked, harness.sent()), (0, vec!["c000"]));
    harness.pass(SECOND);
    assert_eq!(harness.sent(), ["c000", "c090"]);
}

#[test]
fn enter_fetches_without_waiting_and_the_rest_that_follows_does_not_fetch_again() {
    let mut harness = Harness::silent(9);
    harness.act(Action::Down);
    harness.act(Action::Activate);
    assert_eq!((harness.sent(), harness.model.focus()), (vec!["c000", "c001"], Pane::Case));
    harness.pass(SECOND);
    assert_eq!(harness.sent(), ["c000", "c001"]);
}

#[test]
fn a_fetch_that_was_cancelled_is_not_revived_by_the_rest_that_follows() {
    let mut harness = Harness::silent(9);
    harness.acts(&[Action::Down, Action::Activate, Action::Back]);
    assert!(matches!(harness.entry(1).load, Load::Idle));
    harness.pass(LONG);
    assert_eq!(harness.sent().iter().filter(|id| **id == "c001").count(), 1);
}

#[test]
fn a_notice_between_the_move_and_the_rest_does_not_lose_the_fetch() {
    let mut harness = Harness::silent(9);
    harness.acts(&[Action::Down, Action::AutoRefresh]);
    harness.pass(SECOND);
    assert_eq!(harness.sent(), ["c000", "c001"]);
}

#[test]
fn a_case_kept_fresh_is_shown_at_once_and_not_fetched_again() {
    let mut harness = Harness::settled(Server::of(9));
    let before = harness.sent.len();
    harness.act(Action::Down);
    assert!(harness.said().contains("Amber Basalt"), "at once");
    harness.pass(SECOND);
    assert_eq!(harness.sent.len(), before);
    harness.pass(crate::app::model::FRESH + SECOND);
    harness.act(Action::Up);
    harness.pass(SECOND);
    assert_eq!(harness.sent[before..].iter().map(|(_, id)| id.as_str()).collect::<Vec<_>>(), ["c000"], "old by now");
}

/// Holds `j` for three seconds as a keyboard does: one key, a pause, then thirty a second.
fn hold_j(harness: &mut Harness) {
    let end = harness.elapsed + 3 * SECOND;
    harness.act(Action::Down);
    harness.pass(Duration::from_millis(400));
    while harness.elapsed < end {
        harness.act(Action::Down);
        harness.pass(REPEAT);
    }
}

#[test]
fn holding_j_against_a_slow_server_asks_at_most_three_times_and_ends_on_the_right_case() {
    for latency in [Duration::from_secs(2), Duration::from_secs(10)] {
        let mut harness = Harness::new(Server::taking(200, latency));
        harness.start();
        harness.pass(latency + SECOND);
        let before = harness.sent.len();
        assert_eq!(before, 1, "the first case is under way");
        hold_j(&mut harness);
        let last = harness.viewed();
        harness.pass(latency);
        assert!(harness.sent.len() <= 3, "{:?}", harness.sent);
        harness.pass(SECOND);
        assert_eq!(
            harness.model.viewed_case().and_then(Entry::case).map(|case| case.id.to_string()),
            Some(last.clone())
        );
        assert_eq!(harness.viewed(), last);
    }
}

#[test]
fn holding_j_while_cases_are_fetched_behind_the_queue_adds_at_most_two_requests() {
    let mut harness = Harness::new(Server::of(200));
    harness.start();
    harness.pass(SECOND);
    harness.server.latency = Some(Duration::from_secs(20));
    harness.pass(2 * SECOND);
    assert_eq!(harness.model.prefetch.under_way(), 4, "the server has become slow");
    let before = harness.sent.len();
    hold_j(&mut harness);
    harness.pass(SECOND);
    assert!(harness.sent.len() - before <= 2, "{:?}", &harness.sent[before..]);
    assert_eq!(harness.sent.last().map(|(_, id)| id.clone()), Some(harness.viewed()));
    assert_eq!(harness.model.prefetch.under_way(), 4, "what was begun for the rows before is not wasted");
}

#[test]
fn the_next_customer_is_reached_from_any_pane_and_the_pane_stays_focused() {
    for focus in [Action::FocusQueue, Action::FocusCase, Action::FocusComments, Action::FocusDocuments] {
        let mut harness = Harness::settled(Server::of(9));
        harness.act(focus);
        let pane = harness.model.focus();
        harness.acts(&[Action::NextCustomer, Action::NextCustomer, Action::PreviousCustomer]);
        assert_eq!((harness.viewed().as_str(), harness.model.focus()), ("c001", pane));
    }
}

#[test]
fn the_last_customer_has_no_next_one_and_a_lone_one_says_so() {
    let mut harness = Harness::settled(Server::of(2));
    harness.acts(&[Action::NextCustomer, Action::NextCustomer]);
    assert_eq!(harness.viewed(), "c001");
    let mut harness = Harness::settled(Server::of(1));
    harness.act(Action::NextCustomer);
    assert_eq!(harness.notice(), "no other customer is shown");
}

#[test]
fn coming_back_to_a_case_finds_it_as_it_was_left() {
    let mut server = Server::of(9);
    server.holds(sample::case("c000").with(party("p1")).with(party("p2")));
    let mut harness = Harness::settled(server);
    let crate::domain::key::Subject::Party(party) = subject("p2") else { unreachable!() };
    harness.select(&Item::PartyFact(party, "type"));
    let (left, open) = (harness.selected(), harness.entry(0).tree.open_branches().count());
    harness.acts(&[Action::NextCustomer, Action::NextCustomer]);
    harness.pass(SECOND);
    harness.acts(&[Action::PreviousCustomer, Action::PreviousCustomer]);
    assert_eq!((harness.selected(), harness.entry(0).tree.open_branches().count()), (left.clone(), open));
    harness.act(Action::RefreshCase);
    harness.pass(SECOND);
    assert_eq!(
        (harness.selected(), harness.entry(0).tree.open_branches().count()),
        (left, open),
        "and after a refresh"
    );
}

#[test]
fn the_tree_is_walked_without_a_draw_between_the_keys() {
    let mut server = Server::of(1);
    server.holds(sample::case("c000").with(party("p1")));
    let mut harness = Harness::settled(server);
    harness.acts(&[Action::FocusCase, Action::Down, Action::Open, Action::Open, Action::Down, Action::Down]);
    assert_eq!(harness.selected(), Some(Item::Fact("business_name")));
    harness.acts(&[Action::Close, Action::Close, Action::Down]);
    assert_eq!(harness.selected(), Some(Item::Parties), "out of the facts, closed, and on");
    harness.acts(&[Action::Last, Action::First]);
    assert_eq!(harness.selected(), Some(Item::Case));
}

#[test]
fn enter_on_a_comment_or_a_document_goes_to_its_node() {
    let mut server = Server::of(1);
    server.holds(Case { id: customer_id("c000"), ..sample::reference() });
    let mut harness = Harness::settled(server);
    assert_eq!((harness.model.side.comments.count, harness.model.side.documents.count), (9, 5), "the root shows all");
    harness.acts(&[Action::FocusDocuments, Action::Last, Action::Activate]);
    let owner = subject("2e719a54-ada");
    assert!(matches!(harness.selected(), Some(Item::Document(key)) if key.subject == owner));
    assert_eq!((harness.model.focus(), harness.model.side.documents.count), (Pane::Case, 1), "which they now follow");
    harness.select(&Item::Case);
    harness.act(Action::FocusComments);
    // Past why it waits, which leads to the case itself.
    while matches!(harness.model.focused_rows().and_then(|rows| rows.target()), None | Some(Item::Case)) {
        harness.act(Action::Down);
    }
    harness.act(Action::Activate);
    assert!(
        matches!(harness.selected(), Some(Item::Document(key)) if key.subject == crate::domain::key::Subject::Company)
    );
    harness.acts(&[Action::FocusComments, Action::Close]);
    assert_eq!(harness.model.focus(), Pane::Case);
}
