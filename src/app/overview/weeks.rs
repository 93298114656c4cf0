//! What was asked and resolved in each week.

use jiff::civil::Date;

use crate::app::row::AskMove;
use crate::domain::over_time::{Moved, OverTime, Week, WeekExtent};
use crate::domain::wording::{counted, number};

use super::bar::Bar;
use super::group::{Group, GroupKind, Row};

pub(super) fn group(over_time: Option<&OverTime>, no_history: &str) -> Group {
    let (kind, title) = (GroupKind::Weeks, "Asked + and resolved − per week");
    let Some(over_time) = over_time else {
        return Group { kind, title, rests_on: String::new(), rows: Vec::new(), notes: vec![no_history.to_owned()] };
    };
    let rows = over_time
        .weeks
        .iter()
        .flat_map(|week| [row(week, AskMove::Opened, &week.opened), row(week, AskMove::Resolved, &week.resolved)]);
    let rests_on = format!("{} looked at", counted(over_time.customers, "customer", "customers"));
    Group { kind, title, rests_on, rows: rows.collect(), notes: Vec::new() }
}

/// The Monday of a week, without its year.
pub(super) fn monday(day: Date) -> String {
    day.strftime("%-d %b").to_string()
}

fn row(week: &Week, which: AskMove, moved: &Moved) -> Row {
    let starts = monday(week.starts);
    let sign = match which {
        AskMove::Opened => '+',
        AskMove::Resolved => '−',
    };
    let is_known = week.extent != WeekExtent::Unknown;
    let asks = counted(moved.asks, "document", "documents");
    let detail = match (week.extent, which) {
        (WeekExtent::Unknown, _) => format!("week of {starts}: nothing was remembered yet"),
        (extent, which) => {
            let verb = if which == AskMove::Opened { "asked" } else { "asked no longer" };
            let part = if extent == WeekExtent::Part { " (a part of the week)" } else { "" };
            let customers = counted(moved.customers.len(), "customer", "customers");
            format!("week of {starts}{part}: {asks} {verb}, of {customers}")
        }
    };
    Row {
        bar: Bar::Week(week.starts, which),
        words: starts,
        length: if is_known { u64::try_from(moved.asks).unwrap_or(u64::MAX) } else { 0 },
        figure: if is_known { format!("{sign}{}", number(moved.asks)) } else { "?".to_owned() },
        bands: None,
        remark: String::new(),
        detail,
    }
}
