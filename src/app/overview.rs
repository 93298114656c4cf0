//! The overview: the figures over all customers as groups of bars, each of which leads into the queue.

mod bar;
mod days;
mod group;
mod groups;
mod headline;
mod weeks;

use std::collections::HashMap;

use crate::domain::customer::RowKey;
use crate::domain::figures::Reading;
use crate::domain::glossary::Glossary;
use crate::domain::mask::Mask;
use crate::domain::time::Wall;

use super::line::Tone;
use super::over_time::History;
use super::queue::Queue;
use super::quick_view::QuickView;

pub use bar::Bar;
pub use group::{Group, GroupKind, Row};

use groups::Sources;

/// The overview, as it was made last.
#[derive(Debug, Default)]
pub struct Overview {
    /// What it says in words, the most important first.
    pub headline: Vec<(String, Tone)>,
    /// How much of the customers was read.
    pub reading: Reading,
    /// The groups of bars, in the order in which they are gone through.
    pub groups: Vec<Group>,
    /// What is known over time.
    pub history: History,
    /// Why what happened over time is as it was read before, where it could not be read again.
    pub not_read_again: Option<String>,
    /// What it was made of.
    pub(in crate::app) made_of: Option<MadeOf>,
    /// Counts how often it was made.
    pub(in crate::app) revision: u64,
    /// Where it led last.
    pub(in crate::app) led: Option<Led>,
}

/// What an overview was made of: where none of it changed, it is not made anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) struct MadeOf {
    /// The revision of the queue.
    pub(in crate::app) queue: u64,
    /// The minute: ages read differently at each.
    pub(in crate::app) minute: i64,
    pub(in crate::app) mask: Mask,
    /// The revision of the history.
    pub(in crate::app) history: u64,
}

/// That the queue shows what a bar stands for, and what it showed before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) struct Led {
    /// The bar.
    pub(in crate::app) bar: Bar,
    /// The filter that shows it.
    pub(in crate::app) filter: String,
    /// The filter before.
    pub(in crate::app) filter_before: String,
    /// The quick view before.
    pub(in crate::app) view_before: QuickView,
    /// The customer that was selected before.
    pub(in crate::app) selected_before: Option<RowKey>,
}

impl Overview {
    /// Makes it anew.
    pub(in crate::app) fn make(
        &mut self,
        queue: &Queue,
        glossary: &Glossary,
        now: Wall,
        (is_remembered, is_whole_queue): (bool, bool),
    ) {
        let Some(figures) = queue.figures() else { return };
        let called = |key: &RowKey| queue.row(key).map(|row| row.called().to_string());
        let no_history = self.history.absence(is_remembered, is_whole_queue);
        let over_time = self.history.known().filter(|_| is_whole_queue);
        let listed = if over_time.is_some() { queue.moved() } else { HashMap::new() };
        let (called, listed) = (&called, &listed);
        let sources = Sources { figures, glossary, now, called, over_time, listed, no_history: &no_history };
        let (headline, groups) = (sources.headline(), sources.groups());
        (self.headline, self.groups, self.reading) = (headline, groups, figures.reading());
        self.not_read_again = over_time.and_then(|_| self.history.trouble().map(str::to_owned));
        self.revision += 1;
    }

    /// The row of a bar.
    #[must_use]
    pub fn row(&self, bar: &Bar) -> Option<&Row> {
        self.groups.iter().flat_map(|group| &group.rows).find(|row| row.has(bar))
    }

    /// All bars, in the order in which they are gone through.
    pub fn bars(&self) -> impl Iterator<Item = &Bar> {
        self.groups.iter().flat_map(|group| group.rows.iter().map(|row| &row.bar))
    }
}
