//! What the configuration changes: how often auto-refresh fetches, and how much is fetched behind the queue.

use super::*;
use crate::domain::pace::{Every, Limits};

#[test]
fn auto_refresh_keeps_the_configured_times_and_says_them() {
    let mut desk = Desk::settled(Server::of(3));
    desk.model.auto.every = Every { case: Some(5 * SECOND), queue: None };
    desk.act(Action::AutoRefresh);
    assert_eq!(desk.notice(), "auto-refresh on: this case every 5 s");
    let (cases, lists) = (desk.sent.len(), desk.lists_sent);
    desk.pass(51 * SECOND);
    assert_eq!((desk.sent.len() - cases, desk.lists_sent - lists), (10, 0));
}

#[test]
fn without_any_time_there_is_no_auto_refresh_and_the_reason_is_told() {
    let mut desk = Desk::settled(Server::of(3));
    desk.model.auto.every = Every { case: None, queue: None };
    desk.act(Action::AutoRefresh);
    assert!(!desk.model.auto.is_on);
    assert_eq!(desk.notice(), "the configuration turns auto-refresh off");
}

#[test]
fn details_are_fetched_within_the_configured_limits() {
    let mut desk = Desk::new(Server::taking(60, 10 * SECOND));
    let limits = Limits { in_flight: 2, spacing: SECOND, per_run: 7 };
    desk.model.behind.configure(limits, []);
    desk.start();
    desk.pass(15 * SECOND);
    assert!(desk.model.behind.under_way() <= 2);
    desk.pass(LONG);
    let gaps = desk.sent.windows(2).map(|pair| pair[1].0.saturating_sub(pair[0].0));
    assert_eq!(desk.sent.len(), 1 + 7, "the viewed case, and what a run may spend");
    assert!(gaps.skip(1).all(|gap| gap >= SECOND), "{:?}", desk.sent);
}

#[test]
fn watched_customers_are_looked_at_before_any_other_that_is_out_of_sight() {
    let mut desk = Desk::new(Server::of(200));
    desk.model.behind.configure(Limits::default(), [customer_id("c150")]);
    desk.start();
    desk.pass(LONG);
    assert!(desk.sent().contains(&"c150"), "{:?}", desk.sent());
    assert!(!desk.sent().contains(&"c149"), "others out of sight are not fetched unasked");
}

/// With the rate out of the way, the server's own time is what counts: as many at once as allowed, and no pause between.
#[test]
fn cases_behind_the_queue_take_hardly_longer_than_the_server_does() {
    let (count, latency) = (400_u32, Duration::from_millis(50));
    let mut desk = Desk::new(Server::taking(400, latency));
    let limits = Limits { in_flight: 4, spacing: Duration::ZERO, per_run: 10_000 };
    desk.model.behind.configure(limits, []);
    desk.start();
    desk.pass(latency);
    desk.act(Action::LookAtAll);
    let started = desk.elapsed;
    while desk.model.queue.counts().looked_at < 400 {
        desk.pass(Duration::from_millis(1));
    }
    let took = desk.elapsed.saturating_sub(started);
    let least = latency * count / 4;
    assert!(took <= least + least * 15 / 100, "{took:?}, {least:?} at least");
}
