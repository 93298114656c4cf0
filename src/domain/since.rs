//! Since when something stands where it stands, and how that is known. Nothing documents when a request was opened
//! (`assets/api.md` §6), so only a status change that itself gave somebody the ball is exact.

use std::time::Duration;

use super::time::{Wall, elapsed, short_span};

/// A moment since which something holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Since {
    /// The moment.
    pub at: Wall,
    /// How it is known.
    pub basis: Basis,
}

/// How a moment is known. All but the first are estimates, and marked as such wherever they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// The status change that brought it about.
    StatusChange,
    /// The look that first showed it: it may be older by the time between two looks.
    FirstSeen,
    /// A status change that did not bring it about: it holds at most since then.
    AtMost,
    /// The last update of the customer's record, as no status change was told.
    LastUpdate,
    /// The creation of the customer, as nothing later was told.
    Creation,
    /// The request that went out from here.
    Sent,
    /// The day on which a request is to be chased.
    Due,
}

impl Basis {
    /// Its code in JSON and CSV.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::StatusChange => "status_change",
            Self::FirstSeen => "first_seen",
            Self::AtMost => "at_most_since_status_change",
            Self::LastUpdate => "updated_at",
            Self::Creation => "created_at",
            Self::Sent => "sent",
            Self::Due => "follow_up",
        }
    }

    /// What it rests on, in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::StatusChange => "the status change",
            Self::FirstSeen => "estimated: first seen then",
            Self::AtMost => "at most: the request came after that status change",
            Self::LastUpdate => "estimated from the last update",
            Self::Creation => "estimated from the creation",
            Self::Sent => "when the request went out",
            Self::Due => "the day on which it was to be chased",
        }
    }
}

impl Since {
    /// Whether it is the very change, and no estimate.
    #[must_use]
    pub const fn is_exact(self) -> bool {
        matches!(self.basis, Basis::StatusChange | Basis::Sent | Basis::Due)
    }

    /// Whether it may decide who waits longer. What rests on another event may not.
    #[must_use]
    pub const fn ranks(self) -> bool {
        self.is_exact() || matches!(self.basis, Basis::FirstSeen)
    }

    /// How long that is now, in short form, with a mark before it where it is an estimate.
    #[must_use]
    pub fn span(self, now: Wall, mark: &str) -> String {
        let mark = if self.is_exact() { "" } else { mark };
        format!("{mark}{}", short_span(elapsed(self.at, now)))
    }

    /// The same as a duration.
    #[must_use]
    pub fn elapsed(self, now: Wall) -> Duration {
        elapsed(self.at, now)
    }
}
