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
fn waiting() -> (Desk, RequestId) {
    let mut desk = Desk::new(Server::silent(0));
    desk.start();
    let request = desk.asked_lists[0];
    (desk, request)
}

#[test]
fn the_list_is_fetched_first_and_its_first_page_can_be_worked_on_at_once() {
    let (mut desk, request) = waiting();
    assert_eq!((desk.lists_sent, desk.sent().len()), (1, 0));
    desk.tell(page(request, vec![row("b"), row("a").in_status("ACTION_REQUIRED")], 3));
    assert_eq!((desk.order(), desk.viewed()), (vec!["a".to_owned(), "b".to_owned()], "a".to_owned()));
    desk.pass(SECOND);
    assert_eq!(desk.sent(), ["a"]);
    assert_eq!(desk.model.queue.expected, Some(3));
}

#[test]
fn later_pages_go_to_the_end_until_the_list_is_complete_and_then_rank() {
    let (mut desk, request) = waiting();
    desk.tell(page(request, vec![row("b"), row("c")], 3));
    desk.tell(page(request, vec![row("a").in_status("ACTION_REQUIRED")], 3));
    assert_eq!(desk.order(), ["b", "c", "a"]);
    desk.tell(complete(request));
    assert_eq!(desk.order(), ["a", "b", "c"]);
    assert_eq!(desk.viewed(), "a", "nobody chose another row");
}

#[test]
fn a_row_that_was_chosen_stays_selected_when_the_list_ranks() {
    for choose in [&[Action::Down, Action::Up][..], &[Action::Activate], &[Action::FocusComments]] {
        let (mut desk, request) = waiting();
        desk.tell(page(request, vec![row("b"), row("c")], 3));
        desk.acts(choose);
        desk.tell(page(request, vec![row("a").in_status("ACTION_REQUIRED")], 3));
        desk.tell(complete(request));
        assert_eq!(desk.viewed(), "b", "{choose:?}");
    }
}

#[test]
fn keys_before_the_first_row_choose_nothing() {
    let (mut desk, request) = waiting();
    desk.acts(&[Action::Down, Action::Activate, Action::Last]);
    desk.tell(page(request, vec![row("b")], 2));
    desk.tell(page(request, vec![row("a").in_status("ACTION_REQUIRED")], 2));
    desk.tell(complete(request));
    assert_eq!(desk.viewed(), "a");
}

#[test]
fn a_row_that_comes_twice_is_one_row() {
    let (mut desk, request) = waiting();
    desk.tell(page(request, vec![row("a"), row("b"), row("a")], 9));
    desk.tell(page(request, vec![row("b"), row("c")], 9));
    desk.tell(complete(request));
    assert_eq!(desk.order(), ["a", "b", "c"]);
}

#[test]
fn refreshing_the_queue_ranks_it_and_keeps_the_selection() {
    let mut desk = Desk::settled(Server::of(9));
    desk.acts(&[Action::Down, Action::Down]);
    desk.server.rows[7] = row("c007").in_status("ACTION_REQUIRED").updated("2026-05-19T00:00:00Z");
    desk.act(Action::RefreshQueue);
    assert_eq!(desk.order()[0], "c000", "not before the list is complete");
    desk.pass(SECOND);
    assert_eq!((desk.order()[0].as_str(), desk.viewed().as_str()), ("c007", "c002"));
}

#[test]
fn an_automatic_refresh_moves_no_row_and_says_that_the_order_is_old() {
    let mut desk = Desk::settled(Server::of(9));
    desk.acts(&[Action::AutoRefresh, Action::RefreshQueue]);
    desk.pass(SECOND);
    assert!(!desk.model.queue.order_is_old);
    let before = desk.order();
    desk.server.rows[7] = row("c007").in_status("ACTION_REQUIRED").updated("2026-05-19T00:00:00Z");
    desk.server.rows.push(row("c010").in_status("ACTION_REQUIRED"));
    desk.pass(crate::domain::pace::QUEUE_EVERY);
    assert_eq!(desk.order(), [&before[..], &["c010".to_owned()]].concat());
    assert!(desk.model.queue.order_is_old);
    assert!(desk.row(7).changed, "though what changed is marked");
    desk.act(Action::RefreshQueue);
    desk.pass(SECOND);
    assert_eq!(desk.order()[..2], ["c007", "c010"]);
}

#[test]
fn what_two_lists_no_longer_hold_is_marked_and_kept() {
    let mut desk = Desk::settled(Server::of(3));
    let lost = desk.server.rows.remove(1);
    for _ in 0..2 {
        desk.act(Action::RefreshQueue);
        assert!(!desk.row(1).gone, "one list may have passed it over");
        desk.pass(SECOND);
    }
    assert!(desk.row(1).gone && !desk.row(0).gone && desk.order().len() == 3);
    desk.server.rows.push(lost);
    desk.act(Action::RefreshQueue);
    desk.pass(SECOND);
    assert!(!desk.row(1).gone, "until it is back");
}

/// Faults: K3.
#[test]
fn an_incomplete_list_is_worked_on_says_why_and_is_forgotten_with_the_next_complete_one() {
    let mut desk = Desk::settled(Server::of(3));
    let lost = desk.server.rows.remove(1);
    let reasons = vec!["page 3 is empty".to_owned()];
    let shortfall = Shortfall { listed: 2, total: Some(4), reasons };
    desk.server.completeness = Completeness::Incomplete(shortfall.clone());
    for _ in 0..3 {
        desk.act(Action::RefreshQueue);
        desk.pass(SECOND);
    }
    assert!(!desk.row(1).gone, "it proves nothing about whom it lacks");
    assert_eq!(desk.notice(), "INCOMPLETE: 2 of 4 customers listed; page 3 is empty");
    let told = |desk: &Desk| {
        let listing = desk.model.queue.listing.data().expect("a listing");
        listing.completeness.shortfall().cloned()
    };
    assert_eq!(told(&desk), Some(shortfall.clone()));
    desk.server.completeness = Completeness::Whole;
    desk.server.latency = None;
    desk.act(Action::RefreshQueue);
    assert_eq!(told(&desk), Some(shortfall), "as long as nothing else is known");
    desk.server.rows.push(lost);
    desk.answer_list();
    assert_eq!(told(&desk), None);
}

#[test]
fn a_list_that_breaks_off_keeps_what_arrived_and_marks_nothing() {
    let mut desk = Desk::settled(Server::of(3));
    desk.server.latency = None;
    desk.act(Action::RefreshQueue);
    let request = desk.asked_lists[0];
    desk.tell(page(request, vec![row("c000")], 3));
    desk.asked_lists.clear();
    desk.tell(Msg::Queue(QueueMsg::Failed { request, failure: Failure::new(FailureKind::Interrupted) }));
    assert!(desk.model.queue.listing.ready().is_some_and(|ready| ready.failure.is_some()), "with its age and reason");
    assert!(!desk.row(1).gone && desk.order().len() == 3);
}

#[test]
fn news_of_a_list_that_was_given_up_is_refused() {
    let mut desk = Desk::settled(Server::of(1));
    desk.server.latency = None;
    desk.act(Action::RefreshQueue);
    let old = desk.asked_lists[0];
    let effects = desk.act(Action::RefreshQueue);
    assert!(effects.contains(&Effect::Abort(old)));
    desk.tell(page(old, vec![row("late")], 1));
    desk.tell(complete(old));
    assert_eq!(desk.order(), ["c000"]);
    desk.act(Action::Back);
    assert!(desk.model.queue.listing.waits_for().is_none() && desk.asked_lists.is_empty());
    assert!(desk.notice().contains("R fetches"), "{}", desk.notice());
}

#[test]
fn a_row_the_list_says_has_changed_is_marked_and_looked_at_again() {
    let mut desk = Desk::settled(Server::of(4));
    let before = desk.sent.len();
    desk.server.rows[2] = row("c002").in_status("APPROVED").updated("2026-05-19T00:00:00Z");
    desk.act(Action::RefreshQueue);
    desk.pass(SECOND);
    assert!(desk.row(2).changed);
    assert_eq!(desk.sent[before..].iter().map(|(_, id)| id.as_str()).collect::<Vec<_>>(), ["c002"]);
    assert_eq!(desk.row(2).ball(), Ball::Nobody);
}

#[test]
fn the_viewed_case_is_fetched_again_when_the_list_says_that_it_changed() {
    let mut desk = Desk::settled(Server::of(3));
    let before = desk.sent.len();
    for number in [0, 1] {
        desk.server.rows[number] = row(&id(number)).named("Renamed Ltd").updated("2026-05-19T00:00:00Z");
    }
    desk.act(Action::RefreshQueue);
    desk.pass(SECOND);
    let sent: Vec<&str> = desk.sent[before..].iter().map(|(_, id)| id.as_str()).collect();
    assert_eq!(sent, ["c000", "c001"], "it comes first, and does not hold the others up");
    assert!(desk.said().contains("Renamed Ltd"));
}

#[test]
fn the_same_moment_written_otherwise_is_no_change() {
    let mut desk = Desk::settled(Server::of(2));
    let before = desk.sent.len();
    desk.server.rows[1] = row("c001").updated("2026-05-02T11:00:00.000000+02:00");
    desk.act(Action::RefreshQueue);
    desk.pass(SECOND);
    assert!(!desk.row(1).changed);
    assert_eq!(desk.sent.len(), before);
}

#[test]
fn an_older_word_of_the_list_does_not_undo_what_the_details_said() {
    let mut server = Server::of(1);
    server.holds(sample::case("c000").in_status("APPROVED").updated("2026-05-09T00:00:00Z"));
    let mut desk = Desk::settled(server);
    desk.act(Action::RefreshQueue);
    desk.pass(SECOND);
    assert_eq!(desk.row(0).ball(), Ball::Nobody);
    assert!(desk.row(0).digest.is_some());
}

#[test]
fn a_list_that_lands_while_a_case_is_under_way_does_not_ask_for_it_twice() {
    let mut desk = Desk::settled(Server::of(2));
    desk.server.latency = None;
    desk.act(Action::RefreshCase);
    let before = desk.sent.len();
    desk.server.rows[0] = row("c000").updated("2026-05-19T00:00:00Z");
    desk.act(Action::RefreshQueue);
    desk.answer_list();
    desk.pass(LONG);
    assert_eq!(desk.sent.len(), before);
    desk.answer_case(0);
    assert_eq!(desk.row(0).details, Details::Known);
}

#[test]
fn a_row_without_a_usable_id_is_shown_and_has_nothing_to_fetch() {
    let (mut desk, request) = waiting();
    let unusable = CustomerRow { key: RowKey::Unusable(0), ..row("x") };
    desk.tell(page(request, vec![unusable], 1));
    desk.tell(complete(request));
    desk.pass(LONG);
    assert_eq!((desk.model.queue.shown_len(), desk.sent().len()), (1, 0));
    let effects = desk.act(Action::RefreshCase);
    assert_eq!((requests(&effects), desk.notice()), (0, "this row has no id to ask for"));
}
