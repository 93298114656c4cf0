//! A customer in the queue: what the list says of it, what was learned of its details, and what a filter finds in it.

use std::borrow::Cow;
use std::time::Duration;

use jiff::civil::Date;

use crate::domain::ball::Ball;
use crate::domain::calendar::Calendar;
use crate::domain::customer::{CustomerRow, CustomerStatus, Profile, RowKey};
use crate::domain::digest::Digest;
use crate::domain::figures::Counted;
use crate::domain::fold::folded;
use crate::domain::follow_up::FollowUp;
use crate::domain::id::CustomerId;
use crate::domain::mask::Mask;
use crate::domain::order::Facts;
use crate::domain::since::Since;
use crate::domain::text::SafeText;
use crate::domain::time::{Timestamp, Wall, elapsed};
use crate::domain::turn::Turn;

/// What was read longer ago than this is read again.
const REMEMBERED_FOR: Duration = Duration::from_hours(12);

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
    /// Read in an earlier run, and nothing says that they differ now.
    Remembered,
    /// They could not be read.
    Failed,
}

/// How something that is asked moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AskMove {
    /// It came to be asked.
    Opened,
    /// It is asked no longer.
    Resolved,
}

impl AskMove {
    /// Its word, which is that of the filter, too.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Resolved => "resolved",
        }
    }
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
    /// When its details were read, where they are remembered from an earlier run and were not read in this one.
    pub remembered: Option<Wall>,
    /// What became of the requests that went out, where any did or anything was noted.
    pub follow_up: Option<Box<FollowUp>>,
    /// The weeks, by their Mondays, in which something came to be asked or was resolved; `None` where that was not read.
    pub weeks: Option<Box<[(Date, AskMove)]>>,
    /// How far its details are.
    pub details: Details,
    /// Whether something changed since it was last looked at.
    pub changed: bool,
    /// Whether the server no longer knows it; the row stays, marked.
    pub gone: bool,
    /// Whether parts of the row could not be read.
    pub damaged: bool,
    /// What a filter looks through, folded, the name first: folding a hundred thousand rows at each key press would be
    /// felt.
    pub(in crate::app) search_text: Box<str>,
    /// What the list says of it.
    pub(in crate::app) in_list: InList,
    /// Whether it is looked through a mask: what that hides is not found either, and does not decide its place.
    pub(in crate::app) mask: Mask,
    /// How it fared with the filter and the quick view when it was last judged.
    pub(in crate::app) judged: Judgement,
}

/// What is remembered of a customer.
#[derive(Clone, Debug)]
pub struct RecalledRow {
    /// When its case was last read.
    pub looked_at: Wall,
    /// Its row at that time.
    pub digest: Box<Digest>,
    /// Whether it differs from what the reader has seen of it; `None` where the reader never looked.
    pub is_changed: Option<bool>,
}

/// What the list says of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum InList {
    /// Nothing: no whole list held it, as far as is known.
    Never,
    /// A whole list held it, and none since lacked it.
    Held,
    /// The last whole list lacked it.
    Lacked,
}

/// What a filter says of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// The row is shown.
    Match,
    /// The row is not shown.
    NoMatch,
    /// The row is not shown, but only because its details, or what decides in them, were not read.
    CannotTell,
}

impl Row {
    /// A row as the list gives it.
    #[must_use]
    pub fn listed(row: CustomerRow) -> Self {
        let damaged = !row.problems.is_empty();
        let mut row = Self { profile: row.profile, damaged, ..Self::named(row.key) };
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
            remembered: None,
            follow_up: None,
            weeks: None,
            details: Details::Unknown,
            changed: false,
            gone: false,
            damaged: false,
            search_text: Box::default(),
            in_list: InList::Never,
            mask: Mask::Off,
            judged: Judgement::NoMatch,
        }
    }

    /// Whether it stays on screen only because it is selected: it matches no more what is shown.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        self.judged != Judgement::Match
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

    pub(in crate::app) fn look_through(&mut self, mask: Mask) {
        self.mask = mask;
        self.gather();
    }

    /// Takes what is remembered of it, unless its details are known already or the list contradicts it. What needs us or is
    /// unknown, what the list says has moved since, and what is old is read again before what else is remembered.
    pub(in crate::app) fn recall(&mut self, remembered: RecalledRow, now: Wall) {
        let RecalledRow { looked_at, digest, is_changed } = remembered;
        if self.digest.is_some() {
            return;
        }
        self.changed |= is_changed == Some(true);
        let listed = self.profile.status.given();
        if listed.is_some() && self.status() != digest.status {
            // The reader has seen another status.
            self.changed |= is_changed.is_some();
            return;
        }
        let has_moved = digest.is_older_than(&self.profile, looked_at);
        let is_due = has_moved || digest.ball.may_need_us() || elapsed(looked_at, now) > REMEMBERED_FOR;
        (self.digest, self.remembered) = (Some(digest), Some(looked_at));
        if self.details == Details::Unknown && !is_due {
            self.details = Details::Remembered;
        }
    }

    /// Whether a folded text is in its name, country, status, e-mail or id, or in an e-mail of a party, as far as these are
    /// known and shown.
    #[must_use]
    pub fn holds(&self, text: &str) -> bool {
        self.search_text.contains(text) || self.key.id().is_some_and(|id| id.holds(text))
    }

    /// What it is put in order by.
    pub(in crate::app) fn facts(&self) -> Facts<'_> {
        let Self { key, profile, changed, .. } = self;
        let name = self.search_text.split('\n').next().unwrap_or_default();
        let (digest, follow_up) = (self.digest.as_deref(), self.follow_up.as_deref());
        Facts { key, profile, digest, follow_up, name, changed: *changed }
    }

    /// Gathers anew what a filter looks through. A line break keeps fields apart: no filter holds one. The id is looked
    /// through as it stands: nearly all are in lower case already.
    pub(in crate::app) fn gather(&mut self) {
        let profile = &self.profile;
        let (name, email) = (self.called(), self.seen_email());
        let parts = [
            Some(name.as_str()),
            profile.country.given().map(SafeText::as_str),
            profile.status.given().map(|status| status.raw().as_str()),
            email.as_ref().map(SafeText::as_str),
            self.key.id().map(CustomerId::as_str).filter(|id| id.chars().any(char::is_uppercase)),
        ];
        let handles: Vec<SafeText> = self.seen_handles().collect();
        let parts = parts.into_iter().flatten().chain(handles.iter().map(SafeText::as_str));
        let parts: Vec<Cow<'_, str>> = parts.map(folded).collect();
        self.search_text = parts.join("\n").into();
    }

    /// Where the customer stands.
    #[must_use]
    pub fn status(&self) -> Option<CustomerStatus> {
        self.profile.known_status()
    }

    /// Takes what became of its requests, as it stands on a day.
    pub(in crate::app) fn follow(&mut self, follow_up: Option<FollowUp>, calendar: &Calendar, now: Wall) {
        let follow_up = follow_up.filter(|follow_up| !follow_up.is_empty());
        self.follow_up = follow_up.map(|follow_up| Box::new(follow_up.on(calendar, calendar.day(now))));
    }

    /// Whose turn it is.
    #[must_use]
    pub fn turn(&self) -> Turn<'_> {
        let Self { profile, digest, follow_up, .. } = self;
        Turn { profile, digest: digest.as_deref(), follow_up: follow_up.as_deref() }
    }

    /// What is counted of it.
    #[must_use]
    pub fn counted(&self) -> Counted<'_> {
        Counted { key: &self.key, turn: self.turn(), is_remembered: self.remembered.is_some() }
    }

    /// Whether something is to be chased or looked at again today, or was to be since: never of a case that is held or
    /// decided.
    #[must_use]
    pub fn is_due(&self) -> bool {
        self.turn().is_due()
    }

    /// Who must act next: from the details where they are known, else from the status alone.
    #[must_use]
    pub fn ball(&self) -> Ball {
        self.turn().ball()
    }

    /// Since when whoever must act has had the ball, and how that is known.
    #[must_use]
    pub fn since(&self) -> Option<Since> {
        self.turn().since()
    }

    /// Updates a row by what the list says now. What was learned from its details stays, unless the list contradicts it.
    pub(in crate::app) fn update_listed(&mut self, listed: Self) {
        let updated = |row: &Self| row.profile.updated_at.given().and_then(Timestamp::at);
        let is_older = matches!((updated(&listed), updated(self)), (Some(new), Some(old)) if new < old);
        self.gone = false;
        if is_older {
            return;
        }
        // What cannot be read here and there says nothing of a change; only where it stands differs.
        let is_unknown = self.profile.status.is_unknown() && listed.profile.status.is_unknown();
        let status_moved = !is_unknown && self.profile.status != listed.profile.status;
        // The list and the details need not write the same moment alike.
        if status_moved || updated(&listed) != updated(self) {
            self.changed = true;
            // An answer under way tells what changed; asking twice would not tell more.
            if self.details != Details::Loading {
                self.details = Details::Unknown;
            }
        }
        if status_moved {
            (self.digest, self.remembered) = (None, None);
        }
        self.damaged = listed.damaged;
        self.profile = listed.profile;
    }
}
