//! How the number of open asks moved.

use jiff::ToSpan as _;

use super::{CaseHistory, Window, looks};
use crate::domain::calendar::{self, Calendar};
use crate::domain::time::Wall;

/// How the number of open asks moved in some whole weeks, of the customers that were looked at before these began. What a
/// first look shows was asked before, nobody knows when, so customers that came later would only ever lose asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// How many weeks: the last ones before the running one.
    pub weeks: u32,
    /// What came to be asked.
    pub opened: usize,
    /// What is asked no longer.
    pub resolved: usize,
}

/// Whole weeks, and the balance of them.
#[derive(Clone, Debug)]
pub(super) struct Span {
    pub(super) since: Wall,
    until: Wall,
    pub(super) balance: Balance,
}

/// Most weeks of a balance.
const BALANCED: u32 = 4;

impl Span {
    /// Takes a customer, where it was known before.
    pub(super) fn add(&mut self, case: &CaseHistory<'_>) {
        if case.first_seen.is_none_or(|first_seen| first_seen >= self.since) {
            return;
        }
        for (_, differences) in looks(case.events).filter(|(at, _)| self.since <= *at && *at < self.until) {
            self.balance.opened += differences.iter().filter(|it| it.added_ask().is_some()).count();
            self.balance.resolved += differences.iter().filter(|it| it.removed_ask().is_some()).count();
        }
    }
}

/// The spans of whole weeks before the running one, the longest first, as far as the window reaches.
pub(super) fn balances(window: Window, calendar: &Calendar) -> Vec<Span> {
    let monday = calendar::monday(calendar.day(window.until));
    let span = |weeks: u32| {
        let since = calendar.start(monday.checked_sub(i64::from(weeks).weeks()).ok()?)?;
        let until = calendar.start(monday)?;
        let balance = Balance { weeks, ..Balance::default() };
        (since >= window.since).then_some(Span { since, until, balance })
    };
    (1..=BALANCED).rev().filter_map(span).collect()
}
