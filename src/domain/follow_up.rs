//! After the ask: what became of the requests that went out, and when they are to be chased. The API knows nothing of them;
//! all of this follows from what was entered here and from the looks at the case since.

mod entered;
mod pursuit;

use jiff::civil::Date;

use super::calendar::Calendar;
use super::history::{EventId, Way};
use super::key::{AskKey, Subject};
use super::time::Wall;

pub use entered::Entered;
pub use pursuit::{Since, pursuit};

/// What became of the requests of a case.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Pursuit {
    /// The requests, newest first.
    pub sendings: Vec<Sending>,
    /// Asks that were opened or changed after a request went out, as far as no later one covers them.
    pub raised: Vec<AskKey>,
    /// In short, for the row of the queue.
    pub in_short: FollowUp,
}

/// A request that went out, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sending {
    /// Its name.
    pub id: EventId,
    /// When it went out.
    pub at: Wall,
    /// To whom.
    pub to: Vec<Subject>,
    /// How.
    pub way: Way,
    /// When it is to be chased.
    pub follow_up: Date,
    /// What it asked for; nothing where it asked to finish.
    pub asks: Vec<AskKey>,
    /// What became of it.
    pub state: SendingState,
    /// Those whose contact data is another one since.
    pub moved: Vec<Subject>,
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendingState {
    /// It waits for the customer.
    Open,
    /// A person said that the customer has answered.
    Answered(Wall),
    /// All of it was asked again then.
    Replaced(Wall),
    /// What it asked for is no longer asked, since this look: answered, withdrawn or renamed, nobody can tell.
    Closed(Wall),
}

/// What became of the requests of a case, in short.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct FollowUp {
    /// When the newest request went out that still waits.
    pub sent: Option<Wall>,
    /// Whether one that waits went to the customer itself.
    pub to_company: bool,
    /// To how many parties those that wait went.
    pub to_parties: usize,
    /// When to look at it again: the first day on which one is to be chased, or the one to which it was put off.
    pub due: Option<Date>,
    /// The moment at which that day begins.
    pub due_at: Option<Wall>,
    /// Whether that day has come.
    pub is_due: bool,
    /// Whether all that is owed was asked.
    pub cover: Cover,
    /// When the newest request that was closed went out, and the look that showed it closed.
    pub closed: Option<(Wall, Wall)>,
    /// When a person said last that the customer has answered, while what was asked is still open.
    pub answered: Option<Wall>,
    /// How many notes there are.
    pub notes: usize,
}

/// Whether all that is owed was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Cover {
    /// Nothing that waits covers it.
    #[default]
    Nothing,
    /// A request covers all of it.
    All,
    /// Something was opened or changed after a request went out: the look that first showed it.
    Raised(Wall),
    /// Some of it was asked, and some never.
    Part,
    /// It cannot be told: what is asked now was not read, or not all of it.
    Unknown,
}

impl FollowUp {
    /// As it stands on that day.
    #[must_use]
    pub fn on(mut self, calendar: &Calendar, today: Date) -> Self {
        self.due_at = self.due.and_then(|due| calendar.start(due));
        self.is_due = self.due.is_some_and(|due| due <= today);
        self
    }

    /// Whether the customer is asked for all that is owed, and the day on which that is chased has not come.
    #[must_use]
    pub const fn waits(&self) -> bool {
        matches!(self.cover, Cover::All) && !self.is_due
    }

    /// Whether a request is to be chased.
    #[must_use]
    pub const fn is_chase(&self) -> bool {
        matches!(self.cover, Cover::All) && self.is_due
    }

    /// Whether there is anything to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
mod tests;
