//! What moved since a moment, as far as it is remembered.

use std::time::Duration;

use serde_json::{Value, json};

use super::bars::bar;
use super::now::{right, table};
use super::record::Record;
use super::{FiguresReport, History};
use crate::domain::figures::tenths_of_days;
use crate::domain::over_time::{Moved, OverTime, Spread, Week, WeekExtent};
use crate::domain::wording::{counted, number};
use crate::output::blocks::Block;

/// The last whole week beside the one before it.
pub(super) fn in_short(over_time: &OverTime) -> Option<String> {
    let mut whole = over_time.weeks.iter().rev().filter(|week| week.extent == WeekExtent::Whole);
    let last = whole.next()?;
    let moved = |week: &Week| (number(week.opened.asks), number(week.resolved.asks));
    let (opened, resolved) = moved(last);
    let before = whole.next().map_or_else(String::new, |week| {
        let (opened, resolved) = moved(week);
        format!("; in the week before {opened} and {resolved}")
    });
    Some(format!("In the last whole week {opened} new asks came up and {resolved} were resolved{before}."))
}

pub(super) fn blocks(report: &FiguresReport<'_>) -> Vec<Block> {
    let day = report.calendar.day(report.since);
    let mut blocks = vec![Block::heading(2, format!("What moved since {day}"))];
    let over_time = match report.history {
        History::Known(over_time) => over_time,
        History::Nothing => {
            let sentence = "Nothing is remembered here, so what moved is not known; the dashboard remembers, unless it is told not to.";
            return blocks.into_iter().chain([Block::Paragraph(sentence.to_owned())]).collect();
        }
        History::Unreadable => {
            let sentence = "What is remembered could not be read, so what moved is not known.";
            return blocks.into_iter().chain([Block::Paragraph(sentence.to_owned())]).collect();
        }
    };
    blocks.push(Block::Paragraph(ground(over_time, report)));
    blocks.push(weeks(&over_time.weeks));
    blocks.extend(WEEKS.map(|told| Block::Paragraph(told.to_owned())));
    blocks.push(days(over_time));
    blocks.extend(DAYS.map(|told| Block::Paragraph(told.to_owned())));
    blocks.extend(outcomes(over_time).into_iter().map(Block::Paragraph));
    blocks
}

/// Said below the weeks.
const WEEKS: [&str; 2] = [
    "Asks are counted in the week of the look that showed them to be there, or gone: answered, withdrawn or renamed.",
    "Of a week with ?, and of all before it, nothing is remembered; of one in part, not all of its days.",
];
/// Said below the days.
const DAYS: [&str; 3] = [
    "≈ All of them are estimates, as looks are some time apart.",
    "Half of the stays took no longer than the median, nine of ten no longer than the number beside it.",
    "Not counted are stays that still run, and those whose beginning was not seen.",
];

/// On what it rests.
fn ground(over_time: &OverTime, report: &FiguresReport<'_>) -> String {
    let of = counted(over_time.customers, "customer", "customers");
    let since = over_time
        .history_since
        .map_or_else(|| "no look".to_owned(), |since| format!("looks since {}", report.calendar.day(since)));
    let unreadable = match over_time.unreadable {
        0 => String::new(),
        some => format!("; of {} something could not be read", number(some)),
    };
    format!("It rests on {since}, at {of}, be they in the list above or not{unreadable}.")
}

/// Heads of the columns of weeks.
const OPENED: &str = "came up";
const RESOLVED: &str = "resolved";

fn weeks(weeks: &[Week]) -> Block {
    // Of the weeks before anything was remembered, the last one stands for all.
    let unknown = weeks.iter().take_while(|week| week.extent == WeekExtent::Unknown).count();
    let weeks = weeks.get(unknown.saturating_sub(1)..).unwrap_or_default();
    let known = || weeks.iter().filter(|week| week.extent != WeekExtent::Unknown);
    let largest = known().flat_map(|week| [week.opened.asks, week.resolved.asks]).max().unwrap_or_default();
    let row = |week: &Week| {
        let starts = week.starts.to_string();
        let cell = |moved: &Moved, head: &str| vec![right(moved.asks, head), short_bar(moved.asks, largest)];
        let part = |words: &str| vec![words.to_owned()];
        match week.extent {
            WeekExtent::Unknown => {
                let none = |head: &str| vec![format!("{:>1$}", "?", head.len()), String::new()];
                [vec![starts], none(OPENED), none(RESOLVED), part("")].concat()
            }
            WeekExtent::Part => {
                [vec![starts], cell(&week.opened, OPENED), cell(&week.resolved, RESOLVED), part("in part")].concat()
            }
            WeekExtent::Whole => {
                [vec![starts], cell(&week.opened, OPENED), cell(&week.resolved, RESOLVED), part("")].concat()
            }
        }
    };
    table(&["week of", OPENED, "", RESOLVED, "", ""], weeks.iter().map(row).collect())
}

/// Two bars stand in a row.
fn short_bar(count: usize, largest: usize) -> String {
    let bar = bar(count, largest);
    bar.chars().step_by(2).collect()
}

fn days(over_time: &OverTime) -> Block {
    let head = ["days", "  stays", "median", "nine of ten", "customers", "not counted"];
    let row = |what: &str, of: &Spread<Duration>| {
        let [_, stays, median, ninetieth, customers, left_out] = head;
        let days = |time: Option<Duration>, head: &str| {
            let days = time.map_or_else(|| "–".to_owned(), |time| format!("≈{}", in_days(time)));
            format!("{days:>0$}", head.len())
        };
        vec![
            what.to_owned(),
            right(of.count, stays),
            days(of.median, median),
            days(of.ninetieth, ninetieth),
            right(of.customers, customers),
            right(of.left_out, left_out),
        ]
    };
    let rows = vec![
        row("with us", &over_time.with_us),
        row("with the customer", &over_time.with_customer),
        row("with Fin", &over_time.with_fin),
        row("until answered, closed", &over_time.answered),
    ];
    table(&head, rows)
}

fn outcomes(over_time: &OverTime) -> Vec<String> {
    let rounds = over_time.rounds;
    let mut told = Vec::new();
    if let (Some(median), Some(ninetieth)) = (rounds.median, rounds.ninetieth) {
        let of = counted(rounds.count, "case", "cases");
        let left_out = match rounds.left_out {
            0 => String::new(),
            some => format!("; of {} more it is not known", number(some)),
        };
        let median = counted(median, "round", "rounds");
        told.push(format!(
            "Rounds per case: {median} in the middle, {} in nine of ten ({of}{left_out}).",
            number(ninetieth)
        ));
    }
    told.push(format!(
        "{} approved, {} rejected. {} that went out still {}.",
        counted(over_time.approved, "case was", "cases were"),
        number(over_time.rejected),
        counted(over_time.waiting, "request", "requests"),
        if over_time.waiting == 1 { "waits" } else { "wait" },
    ));
    if over_time.held > 0 {
        let held = counted(over_time.held, "held customer is", "held customers are");
        told.push(format!("{held} left out of the days: since when each had to act is not known."));
    }
    told
}

/// `12.4`.
fn in_days(time: Duration) -> String {
    let tenths = tenths_of_days(time);
    format!("{}.{}", tenths / 10, tenths % 10)
}

pub(super) fn json(history: History<'_>) -> Value {
    let History::Known(over_time) = history else { return Value::Null };
    let week = |week: &Week| {
        let moved = |moved: &Moved| match week.extent {
            WeekExtent::Unknown => Value::Null,
            WeekExtent::Whole | WeekExtent::Part => json!({"asks": moved.asks, "customers": moved.customers.len()}),
        };
        json!({
            "starts": week.starts.to_string(),
            "known": known(week),
            "opened": moved(&week.opened),
            "resolved": moved(&week.resolved),
        })
    };
    let days = |of: &Spread<Duration>| {
        spread(of, |time| {
            let tenths = u32::try_from(tenths_of_days(time)).unwrap_or(u32::MAX);
            (f64::from(tenths) / 10.0).into()
        })
    };
    json!({
        "history_since": over_time.history_since.map(|since| since.to_string()),
        "customers": over_time.customers,
        "unreadable": over_time.unreadable,
        "weeks": over_time.weeks.iter().map(week).collect::<Vec<_>>(),
        "days_with": {
            "us": days(&over_time.with_us),
            "customer": days(&over_time.with_customer),
            "fin": days(&over_time.with_fin),
            "held_left_out": over_time.held,
        },
        "rounds_per_case": spread(&over_time.rounds, Value::from),
        "days_until_answered_or_closed": days(&over_time.answered),
        "still_waiting": over_time.waiting,
        "approved": over_time.approved,
        "rejected": over_time.rejected,
    })
}

fn spread<T: Copy>(of: &Spread<T>, value: impl Fn(T) -> Value) -> Value {
    json!({
        "rests_on": of.count,
        "customers": of.customers,
        "left_out": of.left_out,
        "median": of.median.map(&value),
        "ninetieth": of.ninetieth.map(&value),
    })
}

const fn known(week: &Week) -> &'static str {
    match week.extent {
        WeekExtent::Whole => "whole",
        WeekExtent::Part => "part",
        WeekExtent::Unknown => "unknown",
    }
}

pub(super) fn records(history: History<'_>) -> Vec<Record> {
    let History::Known(over_time) = history else {
        return vec![Record::of("over_time", "history_since", "", &"")];
    };
    let since = over_time.history_since.map_or_else(String::new, |since| since.to_string());
    let mut records = vec![
        Record::of("over_time", "history_since", "", &since),
        Record::of("over_time", "customers", "", &over_time.customers),
        Record::of("over_time", "unreadable", "", &over_time.unreadable),
    ];
    for week in &over_time.weeks {
        let starts = week.starts.to_string();
        records.push(Record::of("week", "known", &starts, &known(week)));
        for (figure, of_customers, moved) in
            [("opened_asks", "opened_customers", &week.opened), ("resolved_asks", "resolved_customers", &week.resolved)]
        {
            for (figure, count) in [(figure, moved.asks), (of_customers, moved.customers.len())] {
                let value = (week.extent != WeekExtent::Unknown).then(|| count.to_string());
                records.push(Record { value, ..Record::of("week", figure, &starts, &"") });
            }
        }
    }
    for (key, of) in [("us", &over_time.with_us), ("customer", &over_time.with_customer), ("fin", &over_time.with_fin)]
    {
        records.extend(spread_records("days_with", key, of, in_days));
    }
    records.push(Record::of("days_with", "held_left_out", "", &over_time.held));
    records.extend(spread_records("rounds_per_case", "", &over_time.rounds, |rounds| rounds.to_string()));
    records.extend(spread_records("days_until_answered_or_closed", "", &over_time.answered, in_days));
    records.extend([
        Record::of("requests", "still_waiting", "", &over_time.waiting),
        Record::of("outcome", "approved", "", &over_time.approved),
        Record::of("outcome", "rejected", "", &over_time.rejected),
    ]);
    records
}

/// All durations are estimates, as looks are some time apart; so are rounds, of which some may lie between two looks.
fn spread_records<T: Copy>(
    section: &'static str,
    key: &str,
    of: &Spread<T>,
    words: impl Fn(T) -> String,
) -> Vec<Record> {
    let record = |figure, value: Option<T>| Record {
        value: value.map(&words),
        estimated: Some(of.count),
        ..Record::of(section, figure, key, &"").resting_on(of.count)
    };
    let count = |figure, count| Record::of(section, figure, key, &count);
    vec![
        record("median", of.median),
        record("ninetieth", of.ninetieth),
        count("customers", of.customers),
        count("left_out", of.left_out),
    ]
}
