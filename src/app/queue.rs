//! The queue: every customer that is known, in a stable order, and which of them are shown. What is asked of it by its
//! fields (filter, quick view, sort) takes effect in [`Queue::settle`], and nowhere else.

mod counts;
mod filter_state;
mod forget;
mod judging;
mod merge;
mod moved;
mod recall;
mod shown;
mod tallies;
mod weeks;

use std::collections::HashMap;
use std::sync::Arc;

use crate::domain::customer::RowKey;
use crate::domain::figures::Figures;
use crate::domain::glossary::Glossary;
use crate::domain::mask::Mask;
use crate::domain::order::{Direction, SortBy};
use crate::domain::time::Wall;

use super::field::TextField;
use super::list::{Cursor, List, Move};
use super::load::Load;
use super::quick_view::QuickView;
use super::row::{Judgement, Row};
pub use counts::Counts;
pub use filter_state::FilterState;
pub use merge::Listing;
use merge::Merge;
use moved::{WeeksOf, weeks_of};
use shown::Shown;
use tallies::Tallies;

/// The queue.
#[derive(Debug, Default)]
pub struct Queue {
    /// How far the list is.
    pub listing: Load<Listing>,
    /// The filter, whether it is being typed or not.
    pub filter: TextField,
    /// Which part is shown.
    pub quick_view: QuickView,
    /// What the rows are sorted by.
    pub sort: SortBy,
    /// Which way round.
    pub direction: Direction,
    /// How many customers the listing under way says there are.
    pub expected: Option<u64>,
    rows: Vec<Row>,
    places: HashMap<RowKey, usize>,
    shown: Shown,
    filter_state: FilterState,
    /// Whether rows would rank differently now.
    order_is_old: bool,
    order: Order,
    /// Whether the user chose the selected row, rather than it being the first by default.
    chosen: bool,
    tallies: Tallies,
    merge: Merge,
    weeks_of: WeeksOf,
    /// Places of the rows that changed since they were last judged.
    changed: Vec<usize>,
    /// Whether the rows are to be ranked.
    ranks: bool,
    revision: u64,
}

/// Most rows that are ranked with every answer while the user has not chosen one: more would be felt.
const RANKED_AT_ONCE: usize = 2_000;

/// Where the order of the rows comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Order {
    /// From a file or the command line. It never becomes old.
    #[default]
    Given,
    /// From ranking them.
    RankedBy { by: SortBy, direction: Direction },
}

impl Queue {
    /// All rows, in order.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The rows that are shown, from a place on.
    pub fn shown_from(&self, offset: usize) -> impl Iterator<Item = &Row> {
        self.shown.places().iter().skip(offset).filter_map(|place| self.rows.get(*place))
    }

    /// The selected row.
    #[must_use]
    pub fn selected(&self) -> Option<&Row> {
        self.shown.selected().and_then(|place| self.rows.get(place))
    }

    /// A row by its key.
    #[must_use]
    pub fn row(&self, key: &RowKey) -> Option<&Row> {
        self.places.get(key).and_then(|place| self.rows.get(*place))
    }

    /// Counts over all rows.
    #[must_use]
    pub const fn counts(&self) -> Counts {
        self.tallies.counts()
    }

    /// The figures of the overview over all rows, once they were counted.
    #[must_use]
    pub fn figures(&self) -> Option<&Figures> {
        self.tallies.figures()
    }

    /// Counts the figures of the overview, unless that was done already. From then on they follow every change of a row.
    pub fn count_figures(&mut self, glossary: &Arc<Glossary>) {
        self.tallies.count_figures(&self.rows, glossary);
    }

    /// What the rows were last judged by, and how that went.
    #[must_use]
    pub const fn filter_state(&self) -> &FilterState {
        &self.filter_state
    }

    /// Whether a filter or a quick view is in force. Either may leave rows out.
    #[must_use]
    pub fn shows_part(&self) -> bool {
        self.filter_state.only.is_none() && (!self.filter.is_empty() || self.quick_view != QuickView::All)
    }

    /// Whether rows would rank differently now.
    #[must_use]
    pub const fn order_is_old(&self) -> bool {
        self.order_is_old
    }

    /// Changes with every change of the rows, their order, or which of them are shown; never with the selection.
    #[must_use]
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// Notes that the selected row is the one the user means: from now on it stays selected, wherever it ranks.
    pub fn choose(&mut self) {
        self.chosen |= self.row_count() > 0;
        self.shown.anchor();
    }

    /// Lets go of the selected row: the first that is shown next is selected.
    pub fn let_go(&mut self) {
        self.chosen = false;
        self.shown.let_go();
    }

    /// Selects a customer that is known, whether its row matches what is shown or not.
    pub fn select(&mut self, key: &RowKey) {
        let Some(place) = self.places.get(key).copied() else { return };
        let matches = self.judge(place) == Judgement::Match;
        self.shown.select(place, matches);
        self.chosen = true;
        self.revision += 1;
    }

    /// Changes a row in place. Its rank may become old, its place does not.
    pub fn change(&mut self, key: &RowKey, change: impl FnOnce(&mut Row)) {
        if let Some(place) = self.places.get(key).copied() {
            self.change_at(place, change);
        }
    }

    fn change_at(&mut self, place: usize, change: impl FnOnce(&mut Row)) {
        let Some(row) = self.rows.get_mut(place) else { return };
        self.tallies.remove(row);
        let (profile, digest) = (row.profile.clone(), row.digest.as_deref().map(std::ptr::from_ref));
        change(row);
        // A digest is replaced as a whole, never changed in place.
        if row.profile != profile || row.digest.as_deref().map(std::ptr::from_ref) != digest {
            row.gather();
        }
        self.tallies.add(row);
        self.order_is_old |= self.is_out_of_order(place);
        self.changed.push(place);
        self.revision += 1;
    }

    /// Takes rows of the list without ranking them: known ones are updated in place, new ones go to the end.
    pub fn take(&mut self, rows: impl IntoIterator<Item = Row>) {
        for row in rows {
            let place = match self.places.get(&row.key).copied() {
                Some(place) => {
                    self.change_at(place, |known| known.update_listed(row));
                    place
                }
                None => self.push(row),
            };
            if let Some(row) = self.rows.get_mut(place) {
                self.merge.meet(row);
            }
        }
    }

    /// Adds a row that no list gave, unless its customer is known already: what is known is never lost.
    pub fn add(&mut self, row: Row) {
        if !self.places.contains_key(&row.key) {
            self.push(row);
        }
    }

    fn push(&mut self, mut row: Row) -> usize {
        if row.search_text.is_empty() || row.mask != self.filter_state.mask {
            row.look_through(self.filter_state.mask);
        }
        row.weeks = weeks_of(&self.weeks_of, &row.key);
        self.tallies.add(&row);
        let place = self.rows.len();
        self.places.insert(row.key.clone(), place);
        self.rows.push(row);
        self.order_is_old |= self.is_out_of_order(place);
        self.changed.push(place);
        self.revision += 1;
        place
    }

    /// Starts a listing. Only one that the user asked for, or the first, ranks the rows at its end: none moves under the
    /// cursor by itself.
    pub fn start_listing(&mut self, is_asked_for: bool) {
        self.merge = Merge::new(is_asked_for || self.order == Order::Given);
    }

    /// Ends a listing.
    pub fn end_listing(&mut self, is_complete: bool) {
        let merge = std::mem::take(&mut self.merge);
        self.ranks |= merge.ranks_at_end;
        for place in merge.end(is_complete, &mut self.rows) {
            self.change_at(place, |row| row.gone = true);
        }
    }

    /// Whether rows changed that are not judged yet.
    #[must_use]
    pub const fn has_changes(&self) -> bool {
        !self.changed.is_empty()
    }

    /// Ranks the rows in the next settle pass.
    pub const fn rank(&mut self) {
        self.ranks = true;
    }

    /// Brings what is shown in line with the rows, the filter, the quick view, the sort and the mask. Rows that did not
    /// change are not judged again. The selected row stays, also where it matches no more, unless the user changed what is
    /// asked for: then the nearest that matches is selected.
    ///
    /// `is_read` says that the case of the selected row is being read: then no mask takes it away either. `only` is a
    /// customer that is shown and no other.
    pub fn settle(&mut self, now: Wall, mask: Mask, only: Option<&RowKey>, is_read: bool) {
        self.note_time(now);
        let is_new_mask = self.look_through(mask);
        let is_new_only = self.filter_state.only.as_ref() != only;
        if is_new_only {
            self.filter_state.only = only.cloned();
        }
        let is_cleared = self.filter.is_empty() && !self.filter_state.text.is_empty() && self.chosen;
        let is_new_filter = self.understand();
        let is_asked_anew = self.shown.take_let_go() || is_new_filter || is_new_mask || is_new_only;
        let is_sorted_by_what_is_hidden = is_new_mask && self.sort == SortBy::Name;
        match self.order {
            Order::RankedBy { by, direction }
                if (by, direction) != (self.sort, self.direction) || is_sorted_by_what_is_hidden =>
            {
                self.ranks = true;
            }
            Order::RankedBy { .. } if self.order_is_old && !self.chosen && self.rows.len() <= RANKED_AT_ONCE => {
                self.ranks = true;
            }
            Order::RankedBy { .. } if is_asked_anew && self.order_is_old => self.ranks = true,
            Order::Given if self.sort != SortBy::default() => self.ranks = true,
            Order::Given | Order::RankedBy { .. } => {}
        }
        let ranks = std::mem::take(&mut self.ranks);
        if ranks {
            self.put_in_order();
        }
        if is_asked_anew {
            let keeps = is_cleared || (is_read && !is_new_filter);
            let selected = match only {
                Some(only) if is_new_only => self.places.get(only).copied(),
                None if is_new_only => self.shown.selected(),
                _ => self.shown.meant().filter(|_| keeps),
            };
            self.judge_all();
            // Clearing a filter moves nobody, nor does a mask move whoever reads a case.
            if let Some(place) = selected {
                self.shown.select(place, self.judge(place) == Judgement::Match);
            }
        } else {
            self.judge_changed();
        }
        if ranks && !self.chosen && !is_asked_anew {
            self.shown.select_first();
        }
        if self.shown.release() {
            self.revision += 1;
        }
    }

    /// Ranks the rows; the selected one stays selected.
    fn put_in_order(&mut self) {
        let order = self.sort.order(self.direction, self.rows.iter().map(Row::facts));
        let mut new_place = vec![0; self.rows.len()];
        for (new, old) in order.iter().enumerate() {
            if let Some(place) = new_place.get_mut(*old) {
                *place = new;
            }
        }
        let mut unordered: Vec<Option<Row>> = std::mem::take(&mut self.rows).into_iter().map(Some).collect();
        self.rows = order.into_iter().filter_map(|place| unordered.get_mut(place)?.take()).collect();
        self.places = self.rows.iter().enumerate().map(|(place, row)| (row.key.clone(), place)).collect();
        for place in &mut self.changed {
            *place = new_place.get(*place).copied().unwrap_or(*place);
        }
        self.shown.reorder(&new_place);
        self.order_is_old = false;
        self.order = Order::RankedBy { by: self.sort, direction: self.direction };
        self.revision += 1;
    }

    /// Whether a row stands on the wrong side of a neighbour.
    fn is_out_of_order(&self, place: usize) -> bool {
        let Order::RankedBy { by, direction } = self.order else { return false };
        let around = self.rows.get(place.saturating_sub(1)..self.rows.len().min(place + 2)).unwrap_or_default();
        !around.is_sorted_by(|a, b| direction.of(by.compare(&a.facts(), &b.facts())).is_le())
    }
}

impl List for Queue {
    fn cursor(&self) -> Cursor {
        self.shown.cursor()
    }

    fn row_count(&self) -> usize {
        self.shown.places().len()
    }

    fn step(&mut self, by: Move, page: usize) {
        self.choose();
        self.shown.step(by, page);
    }

    fn fit(&mut self, page: usize) {
        self.shown.fit(page);
    }
}

#[cfg(test)]
mod tests;
