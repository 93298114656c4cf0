//! What a listing does to the queue: rows are met or not, and one that two complete listings lack is gone.

use std::collections::HashSet;

use super::{Details, Order, Queue, Row};
use crate::domain::completeness::Completeness;
use crate::domain::customer::RowKey;
use crate::domain::time::Timestamp;

/// A listing that has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// Whether every customer came.
    pub completeness: Completeness,
}

/// What the list says of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum InList {
    /// Nothing: the row was named or opened by its id.
    Never,
    /// It was listed, and no complete list since lacked it.
    Held,
    /// The last complete list lacked it.
    Lacked,
}

/// The listing under way.
#[derive(Debug, Default)]
pub(super) struct Merge {
    /// Keys met so far.
    pub(super) met: HashSet<RowKey>,
    /// Whether it ranks the rows at its end.
    ranks_at_end: bool,
}

impl Queue {
    /// Starts a listing. Only one that the user asked for, or the first, ranks the rows at its end: none moves under the
    /// cursor by itself.
    pub fn start_listing(&mut self, is_asked_for: bool) {
        self.merge = Merge { met: HashSet::new(), ranks_at_end: is_asked_for || self.order == Order::Given };
    }

    /// Ends a listing. One list may lack a customer that moved while it was read: gone is only who was in the list and is
    /// in neither of two complete ones in a row. An incomplete one proves nothing about whom it did not meet.
    pub fn end_listing(&mut self, is_complete: bool, page: usize) {
        let Merge { met, ranks_at_end } = std::mem::take(&mut self.merge);
        for row in self.rows.iter_mut().filter(|row| is_complete && !met.contains(&row.key)) {
            match row.in_list {
                InList::Never => {}
                InList::Held => row.in_list = InList::Lacked,
                InList::Lacked => row.gone = true,
            }
        }
        if ranks_at_end {
            self.rank(page);
        }
    }
}

/// Updates a row by what the list says now. What was learned from its details stays, unless the list contradicts it.
pub(super) fn update_listed(known: &mut Row, listed: Row) {
    let updated = |row: &Row| row.profile.updated_at.given().and_then(Timestamp::at);
    let is_older = matches!((updated(&listed), updated(known)), (Some(new), Some(old)) if new < old);
    known.gone = false;
    known.in_list = listed.in_list;
    if is_older {
        return;
    }
    let status_moved = known.profile.status != listed.profile.status;
    // The list and the details need not write the same moment alike.
    if status_moved || updated(&listed) != updated(known) {
        known.changed = true;
        // An answer under way tells what changed; asking twice would not tell more.
        if known.details != Details::Loading {
            known.details = Details::Unknown;
        }
    }
    if status_moved {
        known.digest = None;
    }
    known.damaged = listed.damaged;
    known.profile = listed.profile;
}
