//! A listing under way: which rows it met, and what follows for those that it did not meet.

use std::collections::HashSet;

use crate::app::row::{InList, Row};
use crate::domain::completeness::Completeness;
use crate::domain::customer::RowKey;

/// A listing that has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// Whether every customer came.
    pub completeness: Completeness,
}

/// The listing under way.
#[derive(Debug, Default)]
pub(super) struct Merge {
    /// Keys met so far.
    met: HashSet<RowKey>,
    /// Whether it ranks the rows at its end.
    pub(super) ranks_at_end: bool,
}

impl Merge {
    /// A listing that has met nobody yet.
    pub(super) fn new(ranks_at_end: bool) -> Self {
        Self { met: HashSet::new(), ranks_at_end }
    }

    /// Notes that the list holds a row.
    pub(super) fn meet(&mut self, row: &mut Row) {
        self.met.insert(row.key.clone());
        // Only a whole list can show that a row is in the list; that it is still there, any page can.
        if row.in_list == InList::Lacked {
            row.in_list = InList::Held;
        }
    }

    /// Ends the listing; returns the places of the rows that are gone by it. One list may lack a customer that moved while
    /// it was read: gone is only who was in a whole list and is in neither of two whole ones in a row. An incomplete list
    /// proves nothing about whom it did not meet.
    pub(super) fn end(self, is_complete: bool, rows: &mut [Row]) -> Vec<usize> {
        let mut gone = Vec::new();
        for (place, row) in rows.iter_mut().enumerate().filter(|_| is_complete) {
            let is_met = self.met.contains(&row.key);
            match row.in_list {
                _ if is_met => row.in_list = InList::Held,
                InList::Never => {}
                InList::Held => row.in_list = InList::Lacked,
                InList::Lacked => gone.push(place),
            }
        }
        gone
    }
}
