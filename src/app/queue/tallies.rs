//! What is counted over all rows, kept up to date while they change.

use std::sync::Arc;

use super::Counts;
use crate::app::row::Row;
use crate::domain::figures::Figures;
use crate::domain::glossary::Glossary;

/// What is counted over all rows.
#[derive(Debug, Default)]
pub(super) struct Tallies {
    counts: Counts,
    /// Counted once somebody asks for them: who never looks at the overview pays nothing for it.
    figures: Option<Box<Figures>>,
}

impl Tallies {
    pub(super) const fn counts(&self) -> Counts {
        self.counts
    }

    pub(super) fn figures(&self) -> Option<&Figures> {
        self.figures.as_deref()
    }

    /// Counts a row.
    pub(super) fn add(&mut self, row: &Row) {
        self.counts = self.counts.plus(Counts::of(row));
        if let Some(figures) = self.figures.as_mut().filter(|_| !row.gone) {
            figures.add(&row.counted());
        }
    }

    /// Takes a row out, as it was counted.
    pub(super) fn remove(&mut self, row: &Row) {
        self.counts = self.counts.less(Counts::of(row));
        if let Some(figures) = self.figures.as_mut().filter(|_| !row.gone) {
            figures.remove(&row.counted());
        }
    }

    /// Counts the figures, unless that was done already. A customer that the server no longer knows is in none of them.
    pub(super) fn count_figures(&mut self, rows: &[Row], glossary: &Arc<Glossary>) {
        if self.figures.is_none() {
            let mut figures = Figures::new(Arc::clone(glossary));
            rows.iter().filter(|row| !row.gone).for_each(|row| figures.add(&row.counted()));
            self.figures = Some(Box::new(figures));
        }
    }
}
