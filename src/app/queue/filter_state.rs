//! What the rows of the queue are judged by, and how a row fares with it.

use crate::app::filter::{BadTerm, Filter};
use crate::app::quick_view::QuickView;
use crate::app::row::{Judgement, Row};
use crate::domain::customer::RowKey;
use crate::domain::mask::Mask;
use crate::domain::time::Wall;

/// What the rows were last judged by, and how that went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilterState {
    /// The filter as it was last understood.
    pub(super) filter: Filter,
    /// The text that was read.
    pub(super) text: String,
    pub(super) quick_view: QuickView,
    pub(super) mask: Mask,
    /// The time that ages were judged by.
    pub(super) now: Wall,
    /// The customer that is shown and no other, whatever the filter says.
    pub(super) only: Option<RowKey>,
    /// The word that means nothing, where there is one.
    pub bad: Option<BadTerm>,
    /// Rows that were left out because their details, which would tell, were not read.
    pub cannot_tell: usize,
}

impl FilterState {
    /// Whether what is asked for is told only by what is remembered over time.
    #[must_use]
    pub fn rests_on_history(&self) -> bool {
        self.filter.rests_on_history()
    }
}

/// How a row fares with what is asked for.
pub(super) fn judge(state: &FilterState, row: &Row) -> Judgement {
    match &state.only {
        Some(only) if *only == row.key => Judgement::Match,
        None if state.quick_view.holds(row) => state.filter.judge(row, state.now),
        Some(_) | None => Judgement::NoMatch,
    }
}
