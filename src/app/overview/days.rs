//! For how many days customers were with somebody, and what else ended.

use std::time::Duration;

use crate::domain::ball::Ball;
use crate::domain::figures::tenths_of_days;
use crate::domain::over_time::{OverTime, Spread};
use crate::domain::time::day;
use crate::domain::wording::{counted, number};

use super::bar::Bar;
use super::group::{Group, GroupKind, Row};

pub(super) fn group(over_time: Option<&OverTime>, no_history: &str) -> Group {
    let (kind, title) = (GroupKind::Days, "Days of past stays");
    let Some(over_time) = over_time else {
        return Group { notes: vec![no_history.to_owned()], ..Group::empty(kind, title) };
    };
    let spreads =
        [(Ball::Us, over_time.with_us), (Ball::Customer, over_time.with_customer), (Ball::Fin, over_time.with_fin)];
    let stays = spreads.iter().map(|(_, spread)| spread.count).sum();
    Group {
        rests_on: format!("median of {}", counted(stays, "stay that ended", "stays that ended")),
        in_short: format!("median of {}", counted(stays, "stay", "stays")),
        rows: spreads.iter().map(|(ball, spread)| row(*ball, spread)).collect(),
        notes: notes(over_time),
        ..Group::empty(kind, title)
    }
}

fn row(ball: Ball, spread: &Spread<Duration>) -> Row {
    let words = ball.holder().to_owned();
    let (figure, remark) = match (spread.median, spread.ninetieth) {
        (Some(median), Some(ninetieth)) => (
            format!("≈{}", days(median)),
            format!("9 in 10 within ≈{}, {} ended", days(ninetieth), number(spread.count)),
        ),
        _ => ("?".to_owned(), "none ended".to_owned()),
    };
    let left_out = match spread.left_out {
        0 => String::new(),
        count => format!("; {} stays of the same customers not counted (not over, or begun unseen)", number(count)),
    };
    let detail = format!("with {}: median {figure}, {remark}{left_out}", if ball == Ball::Us { "us" } else { &words });
    Row {
        bar: Bar::Days(ball),
        shown: 0,
        words,
        length: spread.median.unwrap_or_default().as_secs() / 3_600,
        figure,
        bands: None,
        remark,
        detail,
    }
}

fn notes(over_time: &OverTime) -> Vec<String> {
    let mut notes = vec![format!(
        "since {}: {} approved, {} rejected",
        day(over_time.window.since, over_time.window.until),
        number(over_time.approved),
        number(over_time.rejected)
    )];
    if let Some(median) = over_time.answered.median {
        let count = counted(over_time.answered.count, "request", "requests");
        notes.push(format!("{count} answered or closed after ≈{} (median)", days(median)));
    }
    if let Some(median) = over_time.rounds.median {
        notes.push(format!("{} of asks a case (median)", counted(median, "round", "rounds")));
    }
    if over_time.held > 0 {
        notes.push(format!("{} held not counted", number(over_time.held)));
    }
    if over_time.unreadable > 0 {
        notes
            .push(format!("of {} something could not be read", counted(over_time.unreadable, "customer", "customers")));
    }
    notes
}

/// Days with one place behind the point.
fn days(time: Duration) -> String {
    let tenths = tenths_of_days(time);
    format!("{}.{} d", tenths / 10, tenths % 10)
}
