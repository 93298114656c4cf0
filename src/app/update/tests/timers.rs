//! What happens by itself: automatic refresh, notices, countdowns, whole minutes.

use super::*;
use crate::app::model::NOTICE;
use crate::domain::pace::{CASE_EVERY, QUEUE_EVERY};

#[test]
fn nothing_is_refreshed_by_itself_unless_the_user_turns_it_on() {
    let mut harness = Harness::settled(Server::of(3));
    let before = harness.sent.len();
    harness.pass(1000 * SECOND);
    assert_eq!((harness.model.auto.is_on, harness.sent.len(), harness.lists_sent), (false, before, 1));
}

#[test]
fn auto_refresh_fetches_the_viewed_case_and_now_and_then_the_list() {
    let mut harness = Harness::settled(Server::of(3));
    let before = harness.sent.len();
    harness.act(Action::AutoRefresh);
    assert!(harness.notice().starts_with("auto-refresh on"));
    harness.pass(QUEUE_EVERY + SECOND);
    let sent: Vec<&str> = harness.sent[before..].iter().map(|(_, id)| id.as_str()).collect();
    let expected = QUEUE_EVERY.as_secs() / CASE_EVERY.as_secs();
    assert_eq!((sent.len() as u64, harness.lists_sent), (expected, 2));
    assert!(sent.iter().all(|id| *id == "c000"), "{sent:?}");
    harness.act(Action::AutoRefresh);
    let before = harness.sent.len();
    harness.pass(2 * QUEUE_EVERY);
    assert_eq!((harness.notice(), harness.sent.len(), harness.lists_sent), ("", before, 2), "off again");
}

#[test]
fn a_timer_that_was_overtaken_is_ignored() {
    let mut harness = Harness::settled(Server::of(1));
    harness.act(Action::AutoRefresh);
    harness.pass(10 * SECOND);
    harness.acts(&[Action::AutoRefresh, Action::AutoRefresh]);
    let before = harness.sent.len();
    harness.pass(25 * SECOND);
    assert_eq!(harness.sent.len(), before, "the first timer is over and was taken out of force");
    harness.pass(10 * SECOND);
    assert_eq!(harness.sent.len(), before + 1);
}

#[test]
fn refreshes_do_not_pile_up_on_a_server_that_does_not_answer() {
    let mut harness = Harness::settled(Server::of(1));
    harness.server.latency = None;
    harness.act(Action::AutoRefresh);
    let before = harness.sent.len();
    harness.pass(10 * QUEUE_EVERY);
    assert_eq!((harness.sent.len(), harness.lists_sent), (before + 1, 2), "one each");
}

#[test]
fn an_automatic_refresh_waits_for_a_cursor_that_moves() {
    let mut harness = Harness::settled(Server::of(200));
    harness.server.latency = None;
    harness.act(Action::AutoRefresh);
    harness.pass(CASE_EVERY.saturating_sub(SECOND));
    let before = harness.sent.len();
    for _ in 0..60 {
        harness.act(Action::Down);
        harness.pass(REPEAT);
    }
    assert_eq!(harness.sent.len(), before);
}

#[test]
fn a_notice_stays_for_a_while_and_an_old_timer_does_not_take_a_new_one_away() {
    let mut harness = Harness::settled(Server::of(2));
    harness.act(Action::AutoRefresh);
    harness.pass(NOTICE.saturating_sub(SECOND));
    harness.act(Action::AutoRefresh);
    harness.pass(2 * SECOND);
    assert_eq!(harness.notice(), "auto-refresh off");
    harness.pass(NOTICE);
    assert_eq!(harness.notice(), "");
}

#[test]
fn the_patience_a_server_asks_for_is_counted_down_second_by_second() {
    let mut harness = Harness::settled(Server::of(1));
    let mut seen = Vec::new();
    harness.tell(Msg::Waiting { seconds: 3 });
    for _ in 0..4 {
        seen.push(harness.model.retry_in);
        harness.pass(SECOND);
    }
    assert_eq!(seen, [3, 2, 1, 0]);
}

#[test]
fn a_countdown_that_starts_anew_does_not_run_twice_as_fast() {
    let mut harness = Harness::settled(Server::of(1));
    harness.tell(Msg::Waiting { seconds: 9 });
    harness.tell(Msg::Waiting { seconds: 0 });
    harness.tell(Msg::Waiting { seconds: 9 });
    harness.pass(3 * SECOND);
    assert_eq!(harness.model.retry_in, 6);
}

#[test]
fn ages_are_looked_at_on_whole_minutes_of_the_wall_clock_and_never_in_a_file() {
    let mut harness = Harness::new(Server::silent(0));
    let effects = harness.start();
    let minute = |effects: &[Effect]| {
        effects.iter().find_map(|effect| match effect {
            Effect::Wake { wake: Wake::Minute, after } => Some(*after),
            _ => None,
        })
    };
    assert_eq!(minute(&effects), Some(30 * SECOND), "it is half past");
    harness.pass(30 * SECOND);
    assert_eq!(minute(&harness.tell(Msg::Wake(Wake::Minute))), Some(60 * SECOND));
    let mut file = Harness::with(Server::silent(0), Source::File, WIDE);
    assert_eq!(minute(&file.start()), None);
}

#[test]
fn what_happens_unseen_is_not_worth_a_draw() {
    let mut harness = Harness::settled(Server::of(3));
    harness.tell(Msg::Wake(Wake::Minute));
    for wake in [Wake::Rest(0), Wake::Details, Wake::AutoCase(0), Wake::AutoQueue(0), Wake::Notice(0)] {
        harness.tell(Msg::Wake(wake));
        assert!(!harness.is_changed, "{wake:?}");
    }
    harness.tell(Msg::Clock(now(LONG)));
    assert!(!harness.is_changed);
    harness.elapsed += 60 * SECOND;
    harness.tell(Msg::Wake(Wake::Minute));
    assert!(harness.is_changed, "ages read differently now");
}
