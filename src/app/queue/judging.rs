//! Which rows are shown: what is asked for by filter, quick view, mask and time, and how the rows fare with it.

use super::Queue;
use super::filter_state::judge;
use crate::app::filter::Filter;
use crate::app::row::Judgement;
use crate::domain::mask::Mask;
use crate::domain::time::Wall;

impl Queue {
    /// Has every row judged anew whose age decides, as no age reads differently within a minute.
    pub(super) fn note_time(&mut self, now: Wall) {
        let state = &mut self.filter_state;
        if now.as_second().div_euclid(60) == state.now.as_second().div_euclid(60) {
            return;
        }
        state.now = now;
        if state.filter.rests_on_time() {
            self.changed.extend(0..self.rows.len());
            self.revision += 1;
        }
    }

    pub(super) fn look_through(&mut self, mask: Mask) -> bool {
        let is_new = std::mem::replace(&mut self.filter_state.mask, mask) != mask;
        if is_new {
            self.rows.iter_mut().for_each(|row| row.look_through(mask));
        }
        is_new
    }

    /// Reads the filter and the quick view where they differ from what was read last; whether they did. While a word of the
    /// filter means nothing, what was understood before goes on.
    pub(super) fn understand(&mut self) -> bool {
        let is_new_view = std::mem::replace(&mut self.filter_state.quick_view, self.quick_view) != self.quick_view;
        let text = self.filter.text();
        if text == self.filter_state.text {
            return is_new_view;
        }
        match Filter::parse(&text) {
            Ok(filter) => (self.filter_state.filter, self.filter_state.bad) = (filter, None),
            Err(bad) => self.filter_state.bad = Some(bad),
        }
        self.filter_state.text = text;
        true
    }

    pub(super) fn judge_all(&mut self) {
        self.changed.clear();
        let state = &mut self.filter_state;
        state.cannot_tell = 0;
        let mut matching = Vec::with_capacity(self.rows.len());
        for (place, row) in self.rows.iter_mut().enumerate() {
            row.judged = judge(state, row);
            match row.judged {
                Judgement::Match => matching.push(place),
                Judgement::CannotTell => state.cannot_tell += 1,
                Judgement::NoMatch => {}
            }
        }
        self.shown.replace(matching);
        self.revision += 1;
    }

    pub(super) fn judge_changed(&mut self) {
        for place in std::mem::take(&mut self.changed) {
            let judged = self.judge(place);
            let Some(row) = self.rows.get_mut(place) else { continue };
            let before = std::mem::replace(&mut row.judged, judged);
            let is_untold = |judged| usize::from(judged == Judgement::CannotTell);
            self.filter_state.cannot_tell += is_untold(judged);
            self.filter_state.cannot_tell -= is_untold(before).min(self.filter_state.cannot_tell);
            self.shown.set(place, judged == Judgement::Match);
        }
    }

    /// How the row at a place fares with the quick view and the filter as it was last understood.
    pub(super) fn judge(&self, place: usize) -> Judgement {
        let state = &self.filter_state;
        self.rows.get(place).map_or(Judgement::NoMatch, |row| judge(state, row))
    }
}
