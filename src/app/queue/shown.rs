//! The rows that are shown, by their places among all rows, and which of them is selected. The selection is a row, not a
//! place: it survives whatever the rows do.

use crate::app::list::{Cursor, Move};

/// The shown rows and the selected one.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// Places of the rows shown, in order.
    places: Vec<usize>,
    cursor: Cursor,
    /// The row that the user selected last. While a filter is typed the selection stays as near to it as the rows allow, and
    /// comes back to it.
    anchor: Option<usize>,
    /// The selected row where it is shown although it matches no more. It leaves when another one is selected.
    kept: Option<usize>,
    /// Whether the rows were let go of, and are to be shown anew also where the same is asked for.
    is_let_go: bool,
}

impl Shown {
    pub(super) fn places(&self) -> &[usize] {
        &self.places
    }

    pub(super) const fn cursor(&self) -> Cursor {
        self.cursor
    }

    /// The place of the selected row.
    pub(super) fn selected(&self) -> Option<usize> {
        self.places.get(self.cursor.at).copied()
    }

    pub(super) fn step(&mut self, by: Move, page: usize) {
        self.cursor.step(by, self.places.len(), page);
        self.anchor();
    }

    /// The row that the user selected last, else the selected one.
    pub(super) fn meant(&self) -> Option<usize> {
        self.anchor.or_else(|| self.selected())
    }

    /// Notes that the selected row is the one the user means.
    pub(super) fn anchor(&mut self) {
        self.anchor = self.selected().or(self.anchor);
    }

    /// Keeps the selected row in sight after the page changed.
    pub(super) fn fit(&mut self, page: usize) {
        self.cursor.go_to(self.cursor.at, self.places.len(), page);
    }

    pub(super) fn select_first(&mut self) {
        self.cursor = Cursor::default();
    }

    /// Lets go of what is selected: of the rows that are shown next, the first is.
    pub(super) fn let_go(&mut self) {
        *self = Self { is_let_go: true, ..Self::default() };
    }

    /// Whether the rows were let go of since this was asked last.
    pub(super) fn take_let_go(&mut self) -> bool {
        std::mem::take(&mut self.is_let_go)
    }

    /// Lets go of a row that matches no more, once another one is selected.
    pub(super) fn release(&mut self) -> bool {
        let Some(left) = self.kept.filter(|kept| self.selected() != Some(*kept)) else { return false };
        self.kept = None;
        self.remove(left);
        true
    }

    /// Shows a row that matches, or no longer shows one that does not. The selected row stays all the same.
    pub(super) fn set(&mut self, place: usize, matches: bool) {
        if self.selected() == Some(place) {
            self.kept = Some(place).filter(|_| !matches);
        } else if matches {
            self.insert(place);
            self.kept = self.kept.filter(|kept| *kept != place);
        } else {
            self.remove(place);
        }
    }

    /// Shows and selects a row, whether it matches or not.
    pub(super) fn select(&mut self, place: usize, matches: bool) {
        self.insert(place);
        if let Ok(at) = self.places.binary_search(&place) {
            self.move_to(at);
        }
        self.release();
        self.kept = Some(place).filter(|_| !matches);
        self.anchor();
    }

    /// Shows other rows. Where the selected one is not among them, the selection goes to the next that is, else to the one
    /// before.
    pub(super) fn replace(&mut self, places: Vec<usize>) {
        let selected = self.meant();
        self.places = places;
        self.kept = None;
        let at = selected.map_or(0, |own| self.places.partition_point(|place| *place < own));
        self.move_to(at.min(self.places.len().saturating_sub(1)));
    }

    /// Follows rows that were put into another order; `new_place` says where each of them went.
    pub(super) fn reorder(&mut self, new_place: &[usize]) {
        let moved = |place: &usize| new_place.get(*place).copied().unwrap_or(*place);
        let selected = self.selected().as_ref().map(moved);
        self.kept = self.kept.as_ref().map(moved);
        self.anchor = self.anchor.as_ref().map(moved);
        self.places = self.places.iter().map(moved).collect();
        self.places.sort_unstable();
        let at = selected.and_then(|place| self.places.binary_search(&place).ok());
        self.move_to(at.unwrap_or(0));
    }

    /// Forgets a row that is there no more; those behind it move up.
    pub(super) fn forget(&mut self, place: usize) {
        self.remove(place);
        let moved = |other: usize| if other > place { other - 1 } else { other };
        self.places.iter_mut().for_each(|other| *other = moved(*other));
        self.kept = self.kept.filter(|kept| *kept != place).map(moved);
        self.anchor = self.anchor.filter(|anchor| *anchor != place).map(moved);
    }

    fn insert(&mut self, place: usize) {
        let Err(at) = self.places.binary_search(&place) else { return };
        let is_above = at <= self.cursor.at && !self.places.is_empty();
        self.places.insert(at, place);
        if is_above {
            self.cursor.at += 1;
            self.cursor.offset += 1;
        }
    }

    fn remove(&mut self, place: usize) {
        let Ok(at) = self.places.binary_search(&place) else { return };
        self.places.remove(at);
        if at < self.cursor.at {
            self.cursor.at -= 1;
            self.cursor.offset = self.cursor.offset.saturating_sub(1);
        }
        self.cursor.at = self.cursor.at.min(self.places.len().saturating_sub(1));
        self.cursor.offset = self.cursor.offset.min(self.cursor.at);
    }

    /// Selects a row by its number; it stays on the same line of the screen where it can.
    fn move_to(&mut self, at: usize) {
        let line = self.cursor.at.saturating_sub(self.cursor.offset);
        self.cursor = Cursor { at, offset: at.saturating_sub(line) };
    }
}
