//! Days on which nobody works besides weekends.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::written::Table;
use crate::domain::calendar::date;

/// What is expected.
const EXPECTED: &str = "a list of days, each in quotes, as in [\"2026-12-25\"]";

pub(super) fn holidays(root: &mut Table<'_>) -> Option<BTreeSet<Date>> {
    let written = root.texts("holidays", EXPECTED)?;
    let mut days = BTreeSet::new();
    for day in written.value {
        match date(&day.value) {
            Some(day) => drop(days.insert(day)),
            None => root.fault(day.at, format!("holidays has something that is no day; it is {EXPECTED}")),
        }
    }
    Some(days)
}
