//! What a person enters of a case.

use jiff::civil::Date;

use crate::domain::history::{EventId, Way};
use crate::domain::key::Subject;

/// What was entered of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entered {
    /// A request went out.
    Sent {
        /// To whom.
        to: Vec<Subject>,
        /// How.
        way: Way,
        /// When it is to be chased.
        follow_up: Date,
        /// What was noted with it, if anything.
        note: Option<String>,
    },
    /// It was put off until a day.
    Snoozed {
        /// The day.
        until: Date,
        /// What was noted with it, if anything.
        note: Option<String>,
    },
    /// The customer has answered.
    Answered,
    /// A note.
    Note(String),
    /// Other words for a note.
    Rewritten {
        /// Which.
        id: EventId,
        /// The words that it had.
        before: String,
        /// Those that it gets.
        text: String,
    },
    /// A note is to be gone.
    NoteRemoved(EventId),
    /// A request did not go out after all.
    Undone(EventId),
}
