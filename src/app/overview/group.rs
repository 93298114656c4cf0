//! A group of bars.

use crate::domain::figures::{AgeBand, Band};
use crate::domain::wording::{counted, number};

use super::bar::Bar;

/// Which figures a group shows. Their order is that in which they are gone through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GroupKind {
    /// Customers by who must act and for how long.
    Balls,
    /// Open cases by label.
    Labels,
    /// Open cases by the documents that they owe.
    Documents,
    /// What was asked and resolved in each week.
    Weeks,
    /// How long customers were with somebody.
    Days,
    /// Customers by status.
    Statuses,
    /// Open cases by finding.
    Findings,
}

/// A group of bars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Which figures it shows.
    pub kind: GroupKind,
    /// What they are.
    pub title: &'static str,
    /// On how many cases they rest.
    pub rests_on: String,
    /// The same where there is little room.
    pub in_short: String,
    /// Its rows.
    pub rows: Vec<Row>,
    /// What else is to be said of it; where it has no rows, why.
    pub notes: Vec<String>,
}

impl Group {
    /// A group without rows.
    pub(super) fn empty(kind: GroupKind, title: &'static str) -> Self {
        let (rests_on, in_short) = (String::new(), String::new());
        Self { kind, title, rests_on, in_short, rows: Vec::new(), notes: Vec::new() }
    }
}

/// A row of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it stands for.
    pub bar: Bar,
    /// What it is called.
    pub words: String,
    /// How long its bar is, beside the others of its group.
    pub length: u64,
    /// How many customers of the queue it leads to, at least.
    pub shown: usize,
    /// Its figure.
    pub figure: String,
    /// Its parts by age, where it has them.
    pub bands: Option<[Band; AgeBand::ALL.len()]>,
    /// What is said at its end.
    pub remark: String,
    /// All that is to be said of it.
    pub detail: String,
}

impl Row {
    /// What is to be said of a bar of this row: of the whole of it, or of a part.
    #[must_use]
    pub fn detail_of(&self, bar: &Bar) -> String {
        let (Bar::Ball(_, Some(band)), Some(bands)) = (bar, &self.bands) else { return self.detail.clone() };
        let part = bands.get(*band as usize).copied().unwrap_or_default();
        let estimated = match part.estimated {
            0 => String::new(),
            count => format!(", {} of them estimated", number(count)),
        };
        let customers = counted(part.customers, "customer", "customers");
        format!("{}, {}: {customers}{estimated}", self.words, band.words())
    }

    /// Whether nobody would be shown for a bar of this row.
    #[must_use]
    pub fn stands_for_nobody(&self, bar: &Bar) -> bool {
        match (bar, &self.bands) {
            (Bar::Days(_), _) => false,
            (Bar::Ball(_, Some(band)), Some(bands)) => bands.get(*band as usize).is_some_and(|it| it.customers == 0),
            _ => self.shown == 0,
        }
    }

    /// Whether it is, or has as a part, this bar.
    #[must_use]
    pub fn has(&self, bar: &Bar) -> bool {
        match (&self.bar, bar) {
            (Bar::Ball(own, _), Bar::Ball(other, _)) => own == other,
            (own, other) => own == other,
        }
    }
}
