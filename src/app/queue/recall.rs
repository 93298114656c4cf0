//! Fills rows with what is remembered of them.

use crate::domain::customer::RowKey;
use crate::domain::time::Wall;

use super::super::row::RecalledRow;
use super::{Order, Queue};

impl Queue {
    /// Fills every row whose details are not known with what is remembered of its customer, in one pass: there may be a
    /// hundred thousand.
    pub(in crate::app) fn recall(&mut self, mut remembered: impl FnMut(&RowKey) -> Option<RecalledRow>, now: Wall) {
        for (place, row) in self.rows.iter_mut().enumerate() {
            if row.digest.is_some() {
                continue;
            }
            let Some(remembered) = remembered(&row.key) else { continue };
            self.tallies.remove(row);
            row.recall(remembered, now);
            if row.seen_handles().next().is_some() {
                row.gather();
            }
            self.tallies.add(row);
            self.changed.push(place);
        }
        if let Order::RankedBy { by, direction } = self.order {
            let is_in_order = |a: &_, b: &_| direction.of(by.compare(a, b)).is_le();
            self.order_is_old |= !self.rows.iter().map(|row| row.facts()).is_sorted_by(is_in_order);
        }
        self.revision += 1;
    }
}
