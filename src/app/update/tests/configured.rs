//! What the configuration changes: how often auto-refresh fetches, and how much is fetched behind the queue.

use super::*;
use crate::domain::pace::{Every, Limits, ReadAhead};

#[test]
fn auto_refresh_keeps_the_configured_times_and_says_them() {
    let mut harness = Harness::settled(Server::of(3));
    harness.model.auto.every = Every { case: Some(5 * SECOND), queue: None };
    harness.act(Action::AutoRefresh);
    assert_eq!(harness.notice(), "auto-refresh on: this case every 5 s");
    let (cases, lists) = (harness.sent.len(), harness.lists_sent);
    harness.pass(51 * SECOND);
    assert_eq!((harness.sent.len() - cases, harness.lists_sent - lists), (10, 0));
}

#[test]
fn without_any_time_there_is_no_auto_refresh_and_the_reason_is_told() {
    let mut harness = Harness::settled(Server::of(3));
    harness.model.auto.every = Every { case: None, queue: None };
    harness.act(Action::AutoRefresh);
    assert!(!harness.model.auto.is_on);
    assert_eq!(harness.notice(), "the configuration turns auto-refresh off (case_seconds and queue_seconds are 0)");
}

#[test]
fn details_are_fetched_within_the_configured_limits() {
    let mut harness = Harness::new(Server::taking(60, 10 * SECOND));
    let limits = Limits { in_flight: 2, spacing: SECOND, per_run: 7, ..Limits::default() };
    harness.model.prefetch.configure(limits, []);
    harness.start();
    harness.pass(15 * SECOND);
    assert!(harness.model.prefetch.under_way() <= 2);
    harness.pass(LONG);
    let gaps = harness.sent.windows(2).map(|pair| pair[1].0.saturating_sub(pair[0].0));
    assert_eq!(harness.sent.len(), 1 + 7, "the viewed case, and what a run may spend");
    assert!(gaps.skip(1).all(|gap| gap >= SECOND), "{:?}", harness.sent);
}

#[test]
fn watched_customers_are_looked_at_before_any_other_that_is_out_of_sight() {
    let mut harness = Harness::new(Server::of(200));
    let limits = Limits { details: ReadAhead::Needed, ..Limits::default() };
    harness.model.prefetch.configure(limits, [customer_id("c150")]);
    harness.start();
    harness.pass(LONG);
    assert!(harness.sent().contains(&"c150"), "{:?}", harness.sent());
    assert!(!harness.sent().contains(&"c149"), "others out of sight are not fetched unasked");
}

/// With the rate out of the way, the server's own time is what counts: as many at once as allowed, and no pause between.
#[test]
fn cases_behind_the_queue_take_hardly_longer_than_the_server_does() {
    let (count, latency) = (400_u32, Duration::from_millis(50));
    let mut harness = Harness::new(Server::taking(400, latency));
    let limits = Limits { in_flight: 4, spacing: Duration::ZERO, per_run: 10_000, ..Limits::default() };
    harness.model.prefetch.configure(limits, []);
    harness.start();
    harness.pass(latency);
    harness.act(Action::LookAtAll);
    let started = harness.elapsed;
    while harness.model.queue.counts().looked_at < 400 {
        harness.pass(Duration::from_millis(1));
    }
    let took = harness.elapsed.saturating_sub(started);
    let least = latency * count / 4;
    assert!(took <= least + least * 15 / 100, "{took:?}, {least:?} at least");
}
