//! The server is not there: one state, tried again by itself, that ends by itself.

use super::*;
use crate::domain::pace::{CASE_EVERY, OFFLINE_FIRST, OFFLINE_LONGEST};

/// A dashboard that has read everything, and whose server then is not there.
fn lost(count: usize) -> Harness {
    let mut harness = Harness::settled(Server::of(count));
    harness.server.is_there = false;
    harness
}

fn is_offline(harness: &Harness) -> bool {
    harness.model.connection.is_offline()
}

fn requests_of(harness: &Harness) -> (usize, usize) {
    (harness.sent.len(), harness.lists_sent)
}

#[test]
fn a_refresh_that_does_not_reach_the_server_is_a_state_and_no_notice() {
    let mut harness = lost(3);
    harness.act(Action::RefreshCase);
    harness.pass(SECOND);
    assert!(is_offline(&harness) && harness.notice().is_empty(), "{}", harness.notice());
    let offline = harness.model.connection.offline().unwrap();
    assert_eq!(offline.next.unwrap().since(offline.since), OFFLINE_FIRST);
    assert!(harness.entry(0).case().is_some(), "what was read stays");
    let kept: Vec<String> =
        harness.model.screen.messages.iter().map(|message| message.words.open.to_string()).collect();
    assert!(kept[0].starts_with("offline: no connection to the server"), "{kept:?}");
}

#[test]
fn it_is_tried_again_with_one_request_and_longer_and_longer_pauses() {
    let mut harness = lost(9);
    harness.act(Action::RefreshCase);
    harness.pass(SECOND);
    let (cases, lists) = requests_of(&harness);
    let mut tried = Vec::new();
    let mut last = harness.lists_sent;
    for second in 1..=600 {
        harness.pass(SECOND);
        if harness.lists_sent > last {
            last = harness.lists_sent;
            tried.push(second);
        }
    }
    let gaps: Vec<u64> = tried.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert_eq!(gaps, [10, 20, 40, 80, 120, 120, 120]);
    assert_eq!(harness.sent.len(), cases, "nothing but the list is asked for");
    assert_eq!(harness.lists_sent - lists, tried.len());
    let kept = harness.model.screen.messages.iter().filter(|message| message.words.open.as_str().contains("offline"));
    assert_eq!(kept.count(), 1, "said once");
}

#[test]
fn nothing_wakes_up_between_two_tries() {
    let mut harness = lost(1);
    harness.act(Action::RefreshCase);
    harness.pass(SECOND);
    let wakes = harness.agenda.iter().filter(|(_, due)| {
        matches!(due, Due::Wake(wake) if !matches!(wake, Wake::Minute | Wake::Notice(_) | Wake::DetailsAgain))
    });
    assert_eq!(wakes.count(), 1, "the next try alone");
}

#[test]
fn it_ends_by_itself_and_what_was_missed_is_fetched() {
    let mut harness = Harness::silent(6);
    harness.server.is_there = false;
    // The first case was asked for, and the others wait for it.
    harness.answer_case(0);
    assert!(is_offline(&harness));
    assert!(matches!(harness.entry(0).load, Load::Failed(_)));
    harness.server.latency = Some(Duration::from_millis(1));
    harness.pass(OFFLINE_FIRST + 11 * SECOND);
    assert!(is_offline(&harness));
    harness.server.is_there = true;
    harness.pass(30 * SECOND);
    assert!(!is_offline(&harness));
    for number in 0..6 {
        assert!(harness.entry(number).case().is_some(), "{number}");
    }
    assert!(harness.model.queue.listing.ready().is_some_and(|ready| ready.failure.is_none()));
}

#[test]
fn a_refresh_by_key_tries_at_once() {
    for key in [Action::RefreshCase, Action::RefreshQueue] {
        let mut harness = lost(3);
        harness.act(Action::RefreshQueue);
        harness.pass(100 * SECOND);
        assert!(is_offline(&harness));
        harness.server.is_there = true;
        harness.act(key);
        harness.pass(SECOND);
        assert!(!is_offline(&harness), "{key:?}");
        let listing = harness.model.queue.listing.ready().unwrap();
        assert!(listing.failure.is_none() && now(harness.elapsed).since(listing.fetched) <= SECOND, "{key:?}");
    }
}

#[test]
fn a_try_by_key_that_fails_is_followed_by_the_next_one_by_itself() {
    let mut harness = lost(1);
    harness.act(Action::RefreshQueue);
    harness.pass(SECOND);
    harness.act(Action::RefreshQueue);
    harness.pass(SECOND);
    let lists = harness.lists_sent;
    // The timer of the first try was overtaken: the next one comes ten seconds after the second.
    harness.pass(8 * SECOND);
    assert_eq!(harness.lists_sent, lists);
    harness.pass(2 * SECOND);
    assert_eq!(harness.lists_sent, lists + 1);
}

#[test]
fn a_try_that_is_cancelled_is_followed_by_another() {
    let mut harness = lost(1);
    harness.act(Action::RefreshQueue);
    harness.pass(SECOND);
    harness.server.latency = None;
    harness.pass(OFFLINE_FIRST);
    assert!(harness.model.connection.offline().unwrap().next.is_none(), "it is tried");
    harness.act(Action::Back);
    assert!(harness.model.connection.offline().unwrap().next.is_some());
}

#[test]
fn refusals_are_not_offline_and_end_it() {
    for kind in [FailureKind::SignedOut, FailureKind::Forbidden, FailureKind::RateLimited, FailureKind::Server(503)] {
        let mut harness = Harness::settled(Server::of(2));
        harness.server.fails(0, kind.clone());
        harness.act(Action::RefreshCase);
        harness.pass(SECOND);
        assert!(!is_offline(&harness) && harness.notice().starts_with("not refreshed"), "{kind:?}");
        harness.server.is_there = false;
        harness.act(Action::RefreshCase);
        harness.pass(SECOND);
        assert!(is_offline(&harness));
        harness.server.is_there = true;
        harness.act(Action::RefreshCase);
        harness.pass(SECOND);
        assert!(!is_offline(&harness), "{kind:?}: somebody answers");
    }
}

#[test]
fn one_case_that_takes_too_long_does_not_make_the_server_unreachable() {
    let mut harness = Harness::settled(Server::of(2));
    for kind in [FailureKind::TimedOut, FailureKind::Interrupted] {
        harness.server.fails(0, kind.clone());
        harness.act(Action::RefreshCase);
        harness.pass(SECOND);
        assert!(!is_offline(&harness) && harness.notice().starts_with("not refreshed"), "{kind:?}");
    }
    harness.server.latency = None;
    harness.act(Action::RefreshQueue);
    let request = *harness.asked_lists.last().unwrap();
    harness.asked_lists.clear();
    harness.tell(Msg::Queue(QueueMsg::Failed { request, failure: Failure::new(FailureKind::TimedOut) }));
    assert!(is_offline(&harness), "a list that never comes does");
}

#[test]
fn automatic_refreshes_wait_and_are_made_up_for() {
    let mut harness = lost(2);
    harness.act(Action::AutoRefresh);
    harness.pass(CASE_EVERY + SECOND);
    assert!(is_offline(&harness));
    let cases = harness.sent.len();
    harness.pass(20 * CASE_EVERY);
    assert_eq!(harness.sent.len(), cases, "the list alone is tried");
    harness.server.is_there = true;
    harness.pass(OFFLINE_LONGEST);
    assert!(!is_offline(&harness));
    assert!(harness.sent.len() > cases);
    let ready = harness.entry(0).load.ready().unwrap();
    assert!(ready.failure.is_none() && ready.fetched.mono > harness.elapsed.saturating_sub(OFFLINE_LONGEST));
}

#[test]
fn customers_named_on_the_command_line_are_tried_with_the_viewed_one() {
    let ids = vec![customer_id("c000"), customer_id("c001")];
    let mut server = Server::of(2);
    server.is_there = false;
    let mut harness = Harness::with(server, Source::Customers(ids), WIDE);
    harness.start();
    harness.pass(SECOND);
    assert!(is_offline(&harness));
    let cases = harness.sent.len();
    harness.pass(OFFLINE_FIRST);
    assert_eq!((harness.sent.len(), harness.lists_sent), (cases + 1, 0));
    harness.server.is_there = true;
    harness.pass(30 * SECOND);
    assert!(!is_offline(&harness) && harness.entry(0).case().is_some() && harness.entry(1).case().is_some());
}

#[test]
fn what_fails_again_soon_is_not_tried_as_often_as_at_first() {
    let mut harness = lost(1);
    harness.act(Action::RefreshQueue);
    harness.pass(40 * SECOND);
    harness.server.is_there = true;
    harness.act(Action::RefreshQueue);
    harness.pass(SECOND);
    harness.server.is_there = false;
    harness.act(Action::RefreshQueue);
    harness.pass(SECOND);
    let offline = harness.model.connection.offline().unwrap();
    assert!(offline.next.unwrap().since(offline.since) > 2 * OFFLINE_FIRST);
}
