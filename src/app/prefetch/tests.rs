use super::*;
use crate::app::load::RequestIds;
use crate::domain::pace::{IN_FLIGHT, PER_RUN, SPACING};
use crate::domain::sample::{row, row_key};

/// Rows `a0`…, the last `needing` of which need action.
fn queue_of(count: usize, needing: usize) -> Queue {
    let mut queue = Queue::default();
    let listed = (0..count).map(|number| {
        let row = row(&format!("a{number}"));
        Row::listed(if number >= count - needing { row.in_status("ACTION_REQUIRED") } else { row })
    });
    queue.take(listed);
    queue.settle(crate::domain::time::Wall::UNIX_EPOCH, crate::domain::mask::Mask::Off, None, false);
    queue
}

fn at(millis: u64) -> Now {
    let start: jiff::Timestamp = "2026-05-20T12:00:00Z".parse().unwrap();
    let mono = Duration::from_millis(millis);
    Now { mono, wall: start + mono }
}

fn keys(ids: &[&str]) -> Vec<RowKey> {
    ids.iter().map(|id| row_key(id)).collect()
}

fn fetch(id: &str) -> Next {
    Next::Fetch(row_key(id))
}

/// Notes that a row is being fetched, as `update` does.
fn send(prefetch: &mut Prefetch, queue: &mut Queue, ids: &mut RequestIds, id: &str, now: Now) -> RequestId {
    let request = ids.fresh();
    queue.change(&row_key(id), |row| row.details = Details::Loading);
    prefetch.sent(request, row_key(id), now);
    request
}

#[test]
fn what_is_visible_comes_before_what_needs_action_and_nothing_else_comes() {
    let mut queue = queue_of(9, 2);
    let (mut prefetch, mut ids) = (Prefetch::default(), RequestIds::default());
    prefetch.configure(Limits { details: ReadAhead::Needed, ..Limits::default() }, []);
    prefetch.plan(&queue);
    let visible = keys(&["a1", "a0"]);
    for (step, id) in (0..).zip(["a1", "a0", "a7", "a8"]) {
        assert_eq!(prefetch.next(&queue, &visible, at(step * 200)), fetch(id));
        let request = send(&mut prefetch, &mut queue, &mut ids, id, at(step * 200));
        prefetch.received(request);
    }
    assert_eq!(prefetch.next(&queue, &visible, at(9000)), Next::Nothing);
}

#[test]
fn all_of_a_list_that_fits_the_budget_is_read_those_that_need_us_first() {
    let queue = queue_of(9, 2);
    for (per_run, details, planned) in [
        (9, ReadAhead::Auto, 9),
        (8, ReadAhead::Auto, 2),
        (9, ReadAhead::Needed, 2),
        (3, ReadAhead::All, 9),
        (9, ReadAhead::Off, 0),
    ] {
        let mut prefetch = Prefetch::default();
        prefetch.configure(Limits { per_run, details, ..Limits::default() }, []);
        prefetch.plan(&queue);
        assert_eq!(prefetch.queued.len(), planned, "{details:?} with {per_run}");
        let first: Vec<&RowKey> = prefetch.queued.iter().take(2).collect();
        assert!(planned == 0 || first == [&row_key("a7"), &row_key("a8")], "{first:?}");
    }
}

#[test]
fn a_server_that_asks_for_patience_is_asked_for_what_the_user_wants_and_no_more() {
    let queue = queue_of(9, 2);
    let mut prefetch = Prefetch::default();
    prefetch.plan(&queue);
    prefetch.pause(at(0));
    assert_eq!(prefetch.next(&queue, &[], at(60_000)), Next::Later(Duration::from_mins(9)));
    prefetch.ask_for(keys(&["a3"]));
    prefetch.settle(&queue);
    assert_eq!(prefetch.next(&queue, &[], at(60_000)), fetch("a3"));
    let mut prefetch = Prefetch::default();
    prefetch.plan(&queue);
    prefetch.pause(at(0));
    assert_eq!(prefetch.next(&queue, &[], at(600_000)), fetch("a7"));
}

#[test]
fn a_request_waits_until_a_fifth_of_a_second_after_the_one_before() {
    let mut queue = queue_of(9, 9);
    let (mut prefetch, mut ids) = (Prefetch::default(), RequestIds::default());
    prefetch.plan(&queue);
    send(&mut prefetch, &mut queue, &mut ids, "a0", at(1000));
    assert_eq!(prefetch.next(&queue, &[], at(1000)), Next::After(SPACING));
    assert_eq!(prefetch.next(&queue, &[], at(1150)), Next::After(Duration::from_millis(50)));
    assert_eq!(prefetch.next(&queue, &[], at(1200)), fetch("a1"));
    let slept = Now { mono: at(1001).mono, wall: at(9_000_000).wall };
    assert_eq!(prefetch.next(&queue, &[], slept), fetch("a1"), "a sleeping laptop stops one of the clocks");
}

#[test]
fn a_fifth_request_waits_for_an_answer() {
    let mut queue = queue_of(9, 9);
    let (mut prefetch, mut ids) = (Prefetch::default(), RequestIds::default());
    prefetch.plan(&queue);
    let first = send(&mut prefetch, &mut queue, &mut ids, "a0", at(0));
    for id in ["a1", "a2", "a3"] {
        send(&mut prefetch, &mut queue, &mut ids, id, at(0));
    }
    assert_eq!((prefetch.under_way(), prefetch.next(&queue, &[], at(9000))), (IN_FLIGHT, Next::Nothing));
    assert!(
        prefetch.waits_for(first) && prefetch.received(first) && !prefetch.received(first),
        "an answer counts once"
    );
    assert_eq!(prefetch.next(&queue, &[], at(9000)), fetch("a4"));
}

#[test]
fn the_budget_ends_what_nobody_asked_for_and_not_what_somebody_did() {
    let mut queue = queue_of(PER_RUN + 5, PER_RUN + 5);
    let (mut prefetch, mut ids) = (Prefetch::default(), RequestIds::default());
    prefetch.plan(&queue);
    for number in 0..PER_RUN {
        let request = send(&mut prefetch, &mut queue, &mut ids, &format!("a{number}"), at(0));
        prefetch.received(request);
    }
    assert!(prefetch.is_spent());
    let rest = Duration::from_secs(3600 - 9);
    assert_eq!(
        prefetch.next(&queue, &keys(&["a301"]), at(9000)),
        Next::Later(rest),
        "until the budget has filled again"
    );
    assert_eq!(prefetch.next(&queue, &keys(&["a301"]), at(3_600_000)), fetch("a301"));
    for number in 0..PER_RUN {
        let request = send(&mut prefetch, &mut queue, &mut ids, &format!("a{number}"), at(0));
        prefetch.received(request);
    }
    queue.change(&row_key("a0"), |row| row.details = Details::Known);
    assert_eq!(prefetch.ask_for_all(&queue), 5);
    prefetch.settle(&queue);
    assert_eq!(prefetch.next(&queue, &[], at(9000)), fetch("a300"));
    send(&mut prefetch, &mut queue, &mut ids, "a300", at(9000));
    assert_eq!(prefetch.next(&queue, &[], at(9999)), fetch("a301"));
}

#[test]
fn rows_that_are_read_failed_gone_or_without_an_id_are_left_alone() {
    let mut queue = queue_of(4, 4);
    queue.take([Row::listed(crate::domain::customer::CustomerRow { key: RowKey::Unusable(0), ..row("x") })]);
    queue.change(&row_key("a0"), |row| row.details = Details::Known);
    queue.change(&row_key("a1"), |row| row.details = Details::Failed);
    queue.change(&row_key("a2"), |row| row.gone = true);
    queue.change(&row_key("a3"), |row| row.details = Details::Loading);
    let mut prefetch = Prefetch::default();
    prefetch.plan(&queue);
    let visible: Vec<RowKey> = queue.rows().iter().map(|row| row.key.clone()).collect();
    assert_eq!(prefetch.next(&queue, &visible, at(0)), Next::Nothing);
    assert_eq!(prefetch.ask_for_all(&queue), 1, "what failed may be asked for again");
    prefetch.settle(&queue);
    assert_eq!(prefetch.next(&queue, &visible, at(0)), fetch("a1"));
}

#[test]
fn a_row_the_user_does_not_want_is_not_planned_any_more() {
    let queue = queue_of(2, 2);
    let mut prefetch = Prefetch::default();
    prefetch.plan(&queue);
    prefetch.forget(&row_key("a0"));
    assert_eq!(prefetch.next(&queue, &[], at(0)), fetch("a1"));
}

/// Its server may have changed one without touching its row.
#[test]
fn where_all_is_read_what_is_remembered_is_read_again_after_the_rest() {
    for (per_run, details, expected) in [
        (4, ReadAhead::Auto, &["a1", "a2", "a0", "a3"][..]),
        (3, ReadAhead::Auto, &["a1", "a2"]),
        (1, ReadAhead::Auto, &[]),
        (9, ReadAhead::Needed, &[]),
        (9, ReadAhead::All, &["a1", "a2", "a0", "a3"]),
        (9, ReadAhead::Off, &[]),
    ] {
        let mut queue = queue_of(4, 0);
        let (mut prefetch, mut ids) = (Prefetch::default(), RequestIds::default());
        for id in ["a0", "a3"] {
            queue.change(&row_key(id), |row| row.details = Details::Remembered);
        }
        prefetch.configure(Limits { per_run, details, ..Limits::default() }, []);
        prefetch.plan(&queue);
        let mut fetched = Vec::new();
        // All are on the screen, which brings none of the remembered forward.
        let visible = if expected.is_empty() { Vec::new() } else { keys(&["a0", "a1", "a2", "a3"]) };
        let mut step = 0;
        while let Next::Fetch(key) = prefetch.next(&queue, &visible, at(step * 200)) {
            let id = key.id().unwrap().to_string();
            let request = send(&mut prefetch, &mut queue, &mut ids, &id, at(step * 200));
            queue.change(&key, |row| row.details = Details::Known);
            prefetch.received(request);
            prefetch.plan(&queue);
            fetched.push(id);
            step += 1;
        }
        assert_eq!(fetched, expected, "{details:?} with {per_run}");
    }
}

#[test]
fn what_the_user_does_not_want_or_what_is_gone_is_not_read_again() {
    let mut queue = queue_of(3, 0);
    for id in ["a0", "a1", "a2"] {
        queue.change(&row_key(id), |row| row.details = Details::Remembered);
    }
    queue.change(&row_key("a1"), |row| row.gone = true);
    let mut prefetch = Prefetch::default();
    prefetch.plan(&queue);
    prefetch.forget(&row_key("a0"));
    prefetch.plan(&queue);
    assert_eq!(prefetch.next(&queue, &[], at(0)), fetch("a2"));
    assert_eq!(prefetch.ask_for_all(&queue), 2, "unless all are asked for");
}
