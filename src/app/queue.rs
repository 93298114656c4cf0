//! The queue: every customer that is known, in a stable order, with what was learned of it.

mod listing;

use std::collections::HashMap;

use crate::domain::ball::Ball;
use crate::domain::customer::{CustomerRow, CustomerStatus, Profile, RowKey};
use crate::domain::digest::{Digest, ball_of, since_of};
use crate::domain::id::CustomerId;
use crate::domain::mask::Mask;
use crate::domain::since::Since;
use crate::domain::text::SafeText;

use super::filter::{BadTerm, Filter, Judgement};
use super::list::{Cursor, Move};
use super::load::Load;
use super::sort::{QuickView, SortBy};
use super::text_field::TextField;
pub use listing::Listing;
use listing::{InList, Merge, update_listed};

/// What is known of a customer's details.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Details {
    /// Not looked at.
    #[default]
    Unknown,
    /// Being fetched.
    Loading,
    /// Read; the row's digest says what they hold.
    Known,
    /// They could not be read.
    Failed,
}

/// A customer in the queue.
#[derive(Clone, Debug)]
pub struct Row {
    /// What identifies it.
    pub key: RowKey,
    /// What the list, or a later look at its details, says of it.
    pub profile: Profile,
    /// What its details hold, once they were read.
    pub digest: Option<Box<Digest>>,
    /// How far its details are.
    pub details: Details,
    /// Whether something changed since it was last looked at.
    pub changed: bool,
    /// Whether the server no longer knows it; the row stays, marked.
    pub gone: bool,
    /// Whether parts of the row could not be read.
    pub damaged: bool,
    /// What a filter looks through, in lower case, the name first: folding a hundred thousand rows at each key press
    /// would be felt.
    pub(in crate::app) search_text: Box<str>,
    /// What the list says of it.
    pub(in crate::app) in_list: InList,
    /// Whether it is looked through a mask: what that hides is not found either, and does not decide its place.
    pub(in crate::app) mask: Mask,
}

impl Row {
    /// A row as the list gives it.
    #[must_use]
    pub fn listed(row: CustomerRow) -> Self {
        let damaged = !row.problems.is_empty();
        let mut row = Self { profile: row.profile, damaged, in_list: InList::Held, ..Self::named(row.key) };
        row.gather();
        row
    }

    /// A row of which only the key is known.
    #[must_use]
    pub fn named(key: RowKey) -> Self {
        Self {
            key,
            profile: Profile::unknown(),
            digest: None,
            details: Details::Unknown,
            changed: false,
            gone: false,
            damaged: false,
            search_text: Box::default(),
            in_list: InList::Never,
            mask: Mask::Off,
        }
    }

    /// What it is called on the screen.
    #[must_use]
    pub fn called(&self) -> SafeText {
        self.profile.name.show(self.mask, &self.key.nickname())
    }

    /// Its e-mail, unless that is hidden.
    #[must_use]
    pub fn seen_email(&self) -> Option<SafeText> {
        let email = self.profile.email.given().filter(|_| self.mask == Mask::Off);
        email.map(|email| email.show(Mask::Off))
    }

    /// The e-mails of its parties, as far as they are known, unless they are hidden.
    pub fn seen_handles(&self) -> impl Iterator<Item = SafeText> {
        let digest = self.digest.as_ref().filter(|_| self.mask == Mask::Off);
        digest.into_iter().flat_map(|digest| &digest.handles).map(|handle| handle.show(Mask::Off))
    }

    fn look_through(&mut self, mask: Mask) {
        self.mask = mask;
        self.gather();
    }

    /// Whether a text in lower case is in its name, country, status, e-mail or id, as far as these are shown.
    #[must_use]
    pub fn holds(&self, text: &str) -> bool {
        self.search_text.contains(text) || self.key.id().is_some_and(|id| id.holds(text))
    }

    /// What it is called in lower case.
    pub(in crate::app) fn folded_name(&self) -> &str {
        self.search_text.split('\n').next().unwrap_or_default()
    }

    /// Gathers anew what a filter looks through. A line break keeps fields apart: no filter holds one. The id is looked
    /// through as it stands: nearly all are in lower case already.
    fn gather(&mut self) {
        let profile = &self.profile;
        let (name, email) = (self.called(), self.seen_email());
        let parts = [
            Some(name.as_str()),
            profile.country.given().map(SafeText::as_str),
            profile.status.given().map(|status| status.raw().as_str()),
            email.as_ref().map(SafeText::as_str),
            self.key.id().map(CustomerId::as_str).filter(|id| id.chars().any(char::is_uppercase)),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().map(str::to_lowercase).collect();
        self.search_text = parts.join("\n").into();
    }

    /// Where the customer stands.
    #[must_use]
    pub fn status(&self) -> Option<CustomerStatus> {
        self.profile.known_status()
    }

    /// Who must act next: from the details where they are known, else from the status alone.
    #[must_use]
    pub fn ball(&self) -> Ball {
        ball_of(&self.profile, self.digest.as_deref())
    }

    /// Since when whoever must act has had the ball, and how that is known.
    #[must_use]
    pub fn since(&self) -> Option<Since> {
        since_of(&self.profile, self.digest.as_deref())
    }
}

/// How many customers each of the header's counts speaks of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Customers we must act on.
    pub us: usize,
    /// Customers of whom nobody can tell who must act.
    pub unknown: usize,
    /// Customers Fin must act on.
    pub fin: usize,
    /// Customers whose details were read.
    pub looked_at: usize,
}

/// The queue.
#[derive(Debug, Default)]
pub struct Queue {
    /// How far the list is.
    pub listing: Load<Listing>,
    /// The filter, whether it is being typed or not.
    pub filter: TextField,
    /// Whether the filter is being typed.
    pub is_filtering: bool,
    /// What the filter means, and how it fared.
    pub filter_state: FilterState,
    /// Which part is shown.
    pub quick_view: QuickView,
    /// What the rows are sorted by.
    pub sort: SortBy,
    /// Whether rows would rank differently now.
    pub order_is_old: bool,
    /// How many customers the listing under way says there are.
    pub expected: Option<u64>,
    rows: Vec<Row>,
    places: HashMap<RowKey, usize>,
    /// Places of the rows that the filter lets through, in order.
    shown: Vec<usize>,
    cursor: Cursor,
    /// Whether the user chose the selected row, rather than it being the first by default.
    chosen: bool,
    order: Order,
    mask: Mask,
    counts: Counts,
    merge: Merge,
}

/// What the filter means, and how it fared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilterState {
    /// The filter as it was last understood.
    pub filter: Filter,
    /// The word that means nothing, where there is one.
    pub bad: Option<BadTerm>,
    /// Rows that were left out because their details, which would tell, were not read.
    pub cannot_tell: usize,
    /// Whether a row has changed since, so that it would fare otherwise now.
    is_old: bool,
}

/// Where the order of the rows comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Order {
    /// From a file or the command line. It never becomes old.
    #[default]
    Given,
    /// From ranking them.
    Ranked,
}

impl Queue {
    /// All rows, in order.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// How many rows the filter lets through.
    #[must_use]
    pub fn shown_len(&self) -> usize {
        self.shown.len()
    }

    /// The rows that the filter lets through, from a place on.
    pub fn shown_from(&self, offset: usize) -> impl Iterator<Item = &Row> {
        self.shown.iter().skip(offset).filter_map(|place| self.rows.get(*place))
    }

    /// Where the cursor stands among the rows shown.
    #[must_use]
    pub const fn cursor(&self) -> Cursor {
        self.cursor
    }

    /// The selected row.
    #[must_use]
    pub fn selected(&self) -> Option<&Row> {
        self.shown.get(self.cursor.at).and_then(|place| self.rows.get(*place))
    }

    /// A row by its key.
    #[must_use]
    pub fn row(&self, key: &RowKey) -> Option<&Row> {
        self.places.get(key).and_then(|place| self.rows.get(*place))
    }

    /// Counts over all rows.
    #[must_use]
    pub const fn counts(&self) -> Counts {
        self.counts
    }

    /// Moves the selection; returns whether it changed.
    pub fn step(&mut self, by: Move, page: usize) -> bool {
        self.choose();
        self.cursor.step(by, self.shown.len(), page)
    }

    /// Notes that the selected row is the one the user means: from now on it stays selected, wherever it ranks.
    pub const fn choose(&mut self) {
        self.chosen |= !self.shown.is_empty();
    }

    /// Keeps the selected row visible after the page changed.
    pub fn fit(&mut self, page: usize) {
        self.cursor.go_to(self.cursor.at, self.shown.len(), page);
    }

    /// Changes a row in place. Its rank may become old, its place does not.
    pub fn change(&mut self, key: &RowKey, change: impl FnOnce(&mut Row)) {
        let Some(place) = self.places.get(key).copied() else { return };
        let judged = self.judge(place);
        let Some(row) = self.rows.get_mut(place) else { return };
        let counted = count(row);
        let profile = row.profile.clone();
        change(row);
        if row.profile != profile {
            row.gather();
        }
        self.counts = self.counts.less(counted).plus(count(row));
        self.order_is_old |= self.is_out_of_order(place);
        self.filter_state.is_old |= self.judge(place) != judged;
    }

    /// Takes rows without ranking them: known ones are updated in place, new ones go to the end.
    pub fn take(&mut self, rows: impl IntoIterator<Item = Row>, page: usize) {
        let before = self.rows.len();
        for mut row in rows {
            self.merge.met.insert(row.key.clone());
            if self.places.contains_key(&row.key) {
                let key = row.key.clone();
                self.change(&key, |known| update_listed(known, row));
            } else {
                if row.search_text.is_empty() || row.mask != self.mask {
                    row.look_through(self.mask);
                }
                self.counts = self.counts.plus(count(&row));
                let place = self.rows.len();
                self.places.insert(row.key.clone(), place);
                self.rows.push(row);
                self.order_is_old |= self.is_out_of_order(place);
            }
        }
        if before > 0 && !self.filter_state.is_old {
            // Those that were judged stay judged: a long list would else be judged once for each of its pages.
            self.judge_from(before);
            self.fit(page);
        } else {
            self.filter_rows(page);
        }
    }

    /// Looks at the rows through a mask, or without one. Those that were sorted or found by what is hidden now must not be
    /// told by their places.
    pub fn look_through(&mut self, mask: Mask, page: usize) {
        if self.mask == mask {
            return;
        }
        self.mask = mask;
        self.rows.iter_mut().for_each(|row| row.look_through(mask));
        match self.order {
            Order::Ranked if self.sort == SortBy::Name => self.rank(page),
            Order::Given | Order::Ranked => self.filter_rows(page),
        }
    }

    /// Applies a filter that has changed: the rows move anyway, so they are ranked as well, unless their order was given.
    pub fn refilter(&mut self, page: usize) {
        match self.order {
            Order::Ranked if self.order_is_old => self.rank(page),
            Order::Given | Order::Ranked => self.filter_rows(page),
        }
    }

    /// Ranks the rows: who must act, then who waits longest. Selection stays by identity.
    pub fn rank(&mut self, page: usize) {
        let selected = self.selected().map(|row| row.key.clone()).filter(|_| self.chosen);
        let order = self.sort.order(&self.rows);
        let mut unordered: Vec<Option<Row>> = std::mem::take(&mut self.rows).into_iter().map(Some).collect();
        self.rows = order.into_iter().filter_map(|place| unordered.get_mut(place)?.take()).collect();
        self.places = self.rows.iter().enumerate().map(|(place, row)| (row.key.clone(), place)).collect();
        self.order_is_old = false;
        self.order = Order::Ranked;
        self.filter_rows(page);
        self.select(selected.as_ref(), page);
    }

    /// Applies the filter; selection stays by identity where its row is still shown.
    pub fn filter_rows(&mut self, page: usize) {
        let selected = self.selected().map(|row| row.key.clone());
        self.understand();
        self.filter_state.cannot_tell = 0;
        self.filter_state.is_old = false;
        self.shown.clear();
        self.judge_from(0);
        self.select(selected.as_ref(), page);
    }

    /// Adds the rows from a place on that the filter lets through.
    fn judge_from(&mut self, first: usize) {
        for place in first..self.rows.len() {
            match self.judge(place) {
                Judgement::Match => self.shown.push(place),
                Judgement::NoMatch => {}
                Judgement::CannotTell => self.filter_state.cannot_tell += 1,
            }
        }
    }

    /// How the row at a place fares with the quick view and the filter as it was last understood.
    fn judge(&self, place: usize) -> Judgement {
        let row = self.rows.get(place).filter(|row| self.quick_view.holds(row));
        row.map_or(Judgement::NoMatch, |row| self.filter_state.filter.judge(row))
    }

    /// Reads the filter. While a word of it means nothing, what was understood before goes on.
    fn understand(&mut self) {
        match Filter::parse(&self.filter.text()) {
            Ok(filter) => (self.filter_state.filter, self.filter_state.bad) = (filter, None),
            Err(bad) => self.filter_state.bad = Some(bad),
        }
    }

    /// Whether a row stands on the wrong side of a neighbour.
    fn is_out_of_order(&self, place: usize) -> bool {
        let around = self.rows.get(place.saturating_sub(1)..self.rows.len().min(place + 2)).unwrap_or_default();
        self.order == Order::Ranked && !around.is_sorted_by(|a, b| self.sort.compare(a, b).is_le())
    }

    fn select(&mut self, key: Option<&RowKey>, page: usize) {
        let place = key.and_then(|key| self.places.get(key));
        let at = place.and_then(|place| self.shown.iter().position(|shown| shown == place));
        self.cursor.go_to(at.unwrap_or(0), self.shown.len(), page);
    }
}

fn count(row: &Row) -> Counts {
    Counts {
        us: usize::from(row.ball() == Ball::Us),
        unknown: usize::from(row.ball() == Ball::Unknown),
        fin: usize::from(row.ball() == Ball::Fin),
        looked_at: usize::from(row.digest.is_some()),
    }
}

impl Counts {
    const fn plus(self, other: Self) -> Self {
        Self {
            us: self.us + other.us,
            unknown: self.unknown + other.unknown,
            fin: self.fin + other.fin,
            looked_at: self.looked_at + other.looked_at,
        }
    }

    const fn less(self, other: Self) -> Self {
        Self {
            us: self.us.saturating_sub(other.us),
            unknown: self.unknown.saturating_sub(other.unknown),
            fin: self.fin.saturating_sub(other.fin),
            looked_at: self.looked_at.saturating_sub(other.looked_at),
        }
    }
}

#[cfg(test)]
mod tests;
