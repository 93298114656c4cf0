//! What was asked and resolved in each week.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::app::row::AskMove;
use crate::domain::over_time::{Moved, OverTime, Week, WeekExtent};
use crate::domain::wording::{counted, number};

use super::bar::Bar;
use super::group::{Group, GroupKind, Row};

/// How many customers of the queue had something move, by week.
pub(super) type Listed = HashMap<(Date, AskMove), usize>;

/// `listed`: how many customers of the queue had something move in each week.
pub(super) fn group(over_time: Option<&OverTime>, listed: &Listed, no_history: &str) -> Group {
    let (kind, title) = (GroupKind::Weeks, "New + and resolved − asks per week");
    let Some(over_time) = over_time else {
        return Group { notes: vec![no_history.to_owned()], ..Group::empty(kind, title) };
    };
    let rows = over_time.weeks.iter().flat_map(|week| {
        [row(week, AskMove::Opened, &week.opened, listed), row(week, AskMove::Resolved, &week.resolved, listed)]
    });
    let rests_on = format!("of {} looked at", counted(over_time.customers, "customer", "customers"));
    let in_short = format!("of {}", counted(over_time.customers, "customer", "customers"));
    Group { rests_on, in_short, rows: rows.collect(), ..Group::empty(kind, title) }
}

/// The Monday of a week, without its year.
pub(super) fn monday(day: Date) -> String {
    day.strftime("%-d %b").to_string()
}

fn row(week: &Week, which: AskMove, moved: &Moved, listed: &Listed) -> Row {
    let starts = monday(week.starts);
    let sign = match which {
        AskMove::Opened => '+',
        AskMove::Resolved => '−',
    };
    let shown = listed.get(&(week.starts, which)).copied().unwrap_or_default();
    let is_known = week.extent != WeekExtent::Unknown;
    let detail = match (week.extent, which) {
        (WeekExtent::Unknown, _) => format!("week of {starts}: nothing was remembered yet"),
        (extent, which) => {
            let asks = match which {
                AskMove::Opened => counted(moved.asks, "new ask", "new asks"),
                AskMove::Resolved => format!("{} resolved", counted(moved.asks, "ask", "asks")),
            };
            let part = if extent == WeekExtent::Part { " (a part of the week)" } else { "" };
            let customers = counted(moved.customers.len(), "customer", "customers");
            let others = moved.customers.len().saturating_sub(shown);
            let others = match others {
                0 => String::new(),
                some => format!("; {} of them not in this list", number(some)),
            };
            format!("week of {starts}{part}: {asks}, of {customers}{others}")
        }
    };
    Row {
        bar: Bar::Week(week.starts, which),
        shown,
        // A week of which a part is known goes on.
        words: if week.extent == WeekExtent::Part { format!("{starts}…") } else { starts },
        length: if is_known { u64::try_from(moved.asks).unwrap_or(u64::MAX) } else { 0 },
        figure: if is_known { format!("{sign}{}", number(moved.asks)) } else { "?".to_owned() },
        bands: None,
        remark: String::new(),
        detail,
    }
}
