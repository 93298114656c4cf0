//! The one way in which a row leaves the queue: an id was typed, and the server does not know it.

use crate::app::row::{InList, Judgement, Row};
use crate::domain::customer::{Profile, RowKey};

use super::Queue;

impl Queue {
    /// Forgets a row of which nothing is known but an id that was typed. What a list or a look told is never lost.
    pub fn forget_typed(&mut self, key: &RowKey) -> bool {
        let Some(place) = self.places.get(key).copied() else { return false };
        let is_typed =
            |row: &Row| row.in_list == InList::Never && row.digest.is_none() && row.profile == Profile::unknown();
        if !self.rows.get(place).is_some_and(is_typed) {
            return false;
        }
        let row = self.rows.remove(place);
        self.tallies.remove(&row);
        self.places = self.rows.iter().enumerate().map(|(place, row)| (row.key.clone(), place)).collect();
        self.changed.retain(|changed| *changed != place);
        self.changed.iter_mut().filter(|changed| **changed > place).for_each(|changed| *changed -= 1);
        self.shown.forget(place);
        if row.judged == Judgement::CannotTell {
            self.filter_state.cannot_tell = self.filter_state.cannot_tell.saturating_sub(1);
        }
        self.revision += 1;
        true
    }
}
