//! The list: pages, ranks, what vanished, and what keeps its place.

use super::*;
use crate::domain::sample::row;

fn page(request: RequestId, rows: Vec<CustomerRow>, total: u64) -> Msg {
    Msg::Queue(QueueMsg::Page { request, rows, total: Some(total) })
}

fn complete(request: RequestId) -> Msg {
    Msg::Queue(QueueMsg::Complete { request, completeness: Completeness::Whole })
}

/// A list under way of which nothing has arrived.
fn waiting() -> (Harness, RequestId) {
    let mut harness = Harness::new(Server::silent(0));
    harness.start();
    let request = harness.asked_lists[0];
    (harness, request)
}

#[test]
fn the_list_is_fetched_first_and_its_first_page_can_be_worked_on_at_once() {
    let (mut harness, request) = waiting();
    assert_eq!((harness.lists_sent, harness.sent().len()), (1, 0));
    harness.tell(page(request, vec![row("b"), row("a").in_status("ACTION_REQUIRED")], 3));
    assert_eq!((harness.order(), harness.viewed()), (vec!["a".to_owned(), "b".to_owned()], "a".to_owned()));
    harness.pass(SECOND);
    assert_eq!(harness.sent(), ["a"]);
    assert_eq!(harness.model.queue.expected, Some(3));
}

#[test]
fn later_pages_are_ranked_as_they_come_and_go_to_the_end_once_a_row_was_chosen() {
    let (mut harness, request) = waiting();
    harness.tell(page(request, vec![row("b"), row("c")], 3));
    harness.act(Action::Down);
    harness.act(Action::Up);
    harness.tell(page(request, vec![row("a").in_status("ACTION_REQUIRED")], 3));
    assert_eq!(harness.order(), ["b", "c", "a"]);
    harness.tell(complete(request));
    assert_eq!((harness.order(), harness.viewed().as_str()), (["a", "b", "c"].map(str::to_owned).to_vec(), "b"));
    let (mut harness, request) = waiting();
    harness.tell(page(request, vec![row("b"), row("c")], 3));
    harness.tell(page(request, vec![row("a").in_status("ACTION_REQUIRED")], 3));
    assert_eq!((harness.order()[0].as_str(), harness.viewed().as_str()), ("a", "a"), "nobody chose another row");
}

#[test]
fn a_row_that_was_chosen_stays_selected_when_the_list_ranks() {
    for choose in [&[Action::Down, Action::Up][..], &[Action::Activate], &[Action::FocusComments]] {
        let (mut harness, request) = waiting();
        harness.tell(page(request, vec![row("b"), row("c")], 3));
        harness.acts(choose);
        harness.tell(page(request, vec![row("a").in_status("ACTION_REQUIRED")], 3));
        harness.tell(complete(request));
        assert_eq!(harness.viewed(), "b", "{choose:?}");
    }
}

#[test]
fn keys_before_the_first_row_choose_nothing() {
    let (mut harness, request) = waiting();
    harness.acts(&[Action::Down, Action::Activate, Action::Last]);
    harness.tell(page(request, vec![row("b")], 2));
    harness.tell(page(request, vec![row("a").in_status("ACTION_REQUIRED")], 2));
    harness.tell(complete(request));
    assert_eq!(harness.viewed(), "a");
}

#[test]
fn a_row_that_comes_twice_is_one_row() {
    let (mut harness, request) = waiting();
    harness.tell(page(request, vec![row("a"), row("b"), row("a")], 9));
    harness.tell(page(request, vec![row("b"), row("c")], 9));
    harness.tell(complete(request));
    assert_eq!(harness.order(), ["a", "b", "c"]);
}

#[test]
fn refreshing_the_queue_ranks_it_and_keeps_the_selection() {
    let mut harness = Harness::settled(Server::of(9));
    harness.acts(&[Action::Down, Action::Down]);
    harness.server.rows[7] = row("c007").in_status("ACTION_REQUIRED").updated("2026-05-19T00:00:00Z");
    harness.act(Action::RefreshQueue);
    assert_eq!(harness.order()[0], "c000", "not before the list is complete");
    harness.pass(SECOND);
    assert_eq!((harness.order()[0].as_str(), harness.viewed().as_str()), ("c007", "c002"));
}

#[test]
fn an_automatic_refresh_moves_no_row_and_says_that_the_order_is_old() {
    let mut harness = Harness::settled(Server::of(9));
    harness.acts(&[Action::Down, Action::Up, Action::AutoRefresh, Action::RefreshQueue]);
    harness.pass(SECOND);
    assert!(!harness.model.queue.order_is_old());
    let before = harness.order();
    harness.server.rows[7] = row("c007").in_status("ACTION_REQUIRED").updated("2026-05-19T00:00:00Z");
    harness.server.rows.push(row("c010").in_status("ACTION_REQUIRED"));
    harness.pass(crate::domain::pace::QUEUE_EVERY);
    assert_eq!(harness.order(), [&before[..], &["c010".to_owned()]].concat());
    assert!(harness.model.queue.order_is_old());
    assert!(harness.row(7).changed, "though what changed is marked");
    harness.act(Action::RefreshQueue);
    harness.pass(SECOND);
    assert_eq!(harness.order()[..2], ["c007", "c010"]);
}

#[test]
fn what_two_lists_no_longer_hold_is_marked_and_kept() {
    let mut harness = Harness::settled(Server::of(3));
    let lost = harness.server.rows.remove(1);
    for _ in 0..2 {
        harness.act(Action::RefreshQueue);
        assert!(!harness.row(1).gone, "one list may have passed it over");
        harness.pass(SECOND);
    }
    assert!(harness.row(1).gone && !harness.row(0).gone && harness.order().len() == 3);
    let counts = harness.model.queue.counts();
    assert_eq!(
        (counts.gone, counts.us + counts.fin + counts.unknown, counts.looked_at),
        (1, 2, 2),
        "in no other count"
    );
    harness.server.rows.push(lost);
    harness.act(Action::RefreshQueue);
    harness.pass(SECOND);
    assert!(!harness.row(1).gone, "until it is back");
}

/// Faults: K3.
#[test]
fn an_incomplete_list_is_worked_on_says_why_and_is_forgotten_with_the_next_complete_one() {
    let mut harness = Harness::settled(Server::of(3));
    let lost = harness.server.rows.remove(1);
    let reasons = vec!["page 3 is empty".to_owned()];
    let shortfall = Shortfall { listed: 2, total: Some(4), reasons };
    harness.server.completeness = Completeness::Incomplete(shortfall.clone());
    for _ in 0..3 {
        harness.act(Action::RefreshQueue);
        harness.pass(SECOND);
    }
    assert!(!harness.row(1).gone, "it proves nothing about whom it lacks");
    assert_eq!(harness.notice(), "INCOMPLETE: 2 of 4 customers listed; page 3 is empty");
    let told = |harness: &Harness| {
        let listing = harness.model.queue.listing.data().expect("a listing");
        listing.completeness.shortfall().cloned()
    };
    assert_eq!(told(&harness), Some(shortfall.clone()));
    harness.server.completeness = Completeness::Whole;
    harness.server.latency = None;
    harness.act(Action::RefreshQueue);
    assert_eq!(told(&harness), Some(shortfall), "as long as nothing else is known");
    harness.server.rows.push(lost);
    harness.answer_list();
    assert_eq!(told(&harness), None);
}

#[test]
fn a_list_that_breaks_off_keeps_what_arrived_and_marks_nothing() {
    let mut harness = Harness::settled(Server::of(3));
    harness.server.latency = None;
    harness.act(Action::RefreshQueue);
    let request = harness.asked_lists[0];
    harness.tell(page(request, vec![row("c000")], 3));
    harness.asked_lists.clear();
    harness.tell(Msg::Queue(QueueMsg::Failed { request, failure: Failure::new(FailureKind::Interrupted) }));
    assert!(
        harness.model.queue.listing.ready().is_some_and(|ready| ready.failure.is_some()),
        "with its age and reason"
    );
    assert!(!harness.row(1).gone && harness.order().len() == 3);
}

#[test]
fn news_of_a_list_that_was_given_up_is_refused() {
    let mut harness = Harness::settled(Server::of(1));
    harness.server.latency = None;
    harness.act(Action::RefreshQueue);
    let old = harness.asked_lists[0];
    let effects = harness.act(Action::RefreshQueue);
    assert!(effects.contains(&Effect::Abort(old)));
    harness.tell(page(old, vec![row("late")], 1));
    harness.tell(complete(old));
    assert_eq!(harness.order(), ["c000"]);
    harness.act(Action::Back);
    assert!(harness.model.queue.listing.waits_for().is_none() && harness.asked_lists.is_empty());
    assert!(harness.notice().contains("R fetches"), "{}", harness.notice());
}

#[test]
fn a_row_the_list_says_has_changed_is_marked_and_looked_at_again() {
    let mut harness = Harness::settled(Server::of(4));
    let before = harness.sent.len();
    harness.server.rows[2] = row("c002").in_status("APPROVED").updated("2026-05-19T00:00:00Z");
    harness.act(Action::RefreshQueue);
    harness.pass(SECOND);
    assert!(harness.row(2).changed);
    assert_eq!(harness.sent[before..].iter().map(|(_, id)| id.as_str()).collect::<Vec<_>>(), ["c002"]);
    assert_eq!(harness.row(2).ball(), Ball::Nobody);
}

#[test]
fn the_viewed_case_is_fetched_again_when_the_list_says_that_it_changed() {
    let mut harness = Harness::settled(Server::of(3));
    let before = harness.sent.len();
    for number in [0, 1] {
        harness.server.rows[number] = row(&id(number)).named("Renamed Ltd").updated("2026-05-19T00:00:00Z");
    }
    harness.act(Action::RefreshQueue);
    harness.pass(SECOND);
    let sent: Vec<&str> = harness.sent[before..].iter().map(|(_, id)| id.as_str()).collect();
    assert_eq!(sent, ["c000", "c001"], "it comes first, and does not hold the others up");
    assert!(harness.said().contains("Renamed Ltd"));
}

#[test]
fn the_same_moment_written_otherwise_is_no_change() {
    let mut harness = Harness::settled(Server::of(2));
    let before = harness.sent.len();
    harness.server.rows[1] = row("c001").updated("2026-05-02T11:00:00.000000+02:00");
    harness.act(Action::RefreshQueue);
    harness.pass(SECOND);
    assert!(!harness.row(1).changed);
    assert_eq!(harness.sent.len(), before);
}

#[test]
fn an_older_word_of_the_list_does_not_undo_what_the_details_said() {
    let mut server = Server::of(1);
    server.holds(sample::case("c000").in_status("APPROVED").updated("2026-05-09T00:00:00Z"));
    let mut harness = Harness::settled(server);
    harness.act(Action::RefreshQueue);
    harness.pass(SECOND);
    assert_eq!(harness.row(0).ball(), Ball::Nobody);
    assert!(harness.row(0).digest.is_some());
}

#[test]
fn a_list_that_lands_while_a_case_is_under_way_does_not_ask_for_it_twice() {
    let mut harness = Harness::settled(Server::of(2));
    harness.server.latency = None;
    harness.act(Action::RefreshCase);
    let before = harness.sent.len();
    harness.server.rows[0] = row("c000").updated("2026-05-19T00:00:00Z");
    harness.act(Action::RefreshQueue);
    harness.answer_list();
    harness.pass(LONG);
    assert_eq!(harness.sent.len(), before);
    harness.answer_case(0);
    assert_eq!(harness.row(0).details, Details::Known);
}

#[test]
fn a_row_without_a_usable_id_is_shown_and_has_nothing_to_fetch() {
    let (mut harness, request) = waiting();
    let unusable = CustomerRow { key: RowKey::Unusable(0), ..row("x") };
    harness.tell(page(request, vec![unusable], 1));
    harness.tell(complete(request));
    harness.pass(LONG);
    assert_eq!((harness.model.queue.row_count(), harness.sent().len()), (1, 0));
    let effects = harness.act(Action::RefreshCase);
    assert_eq!((requests(&effects), harness.notice()), (0, "this row has no id to ask for"));
}

#[test]
fn sorting_by_the_same_again_turns_the_order_round_and_by_another_does_not() {
    let mut harness = Harness::settled(Server::of(4));
    let sort = |harness: &mut Harness, downs: usize| {
        harness.act(Action::Sort);
        harness.acts(&[Action::First]);
        (0..downs).for_each(|_| drop(harness.act(Action::Down)));
        harness.act(Action::Activate);
        harness.order()
    };
    let by_name = sort(&mut harness, 1);
    let turned = sort(&mut harness, 1);
    assert_eq!(turned, by_name.iter().rev().cloned().collect::<Vec<_>>());
    assert_eq!(sort(&mut harness, 1), by_name, "and back");
    sort(&mut harness, 1);
    sort(&mut harness, 2);
    assert_eq!(harness.model.queue.direction, crate::domain::order::Direction::Usual);
}
