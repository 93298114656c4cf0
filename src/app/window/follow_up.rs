//! The windows of what is done after the ask.

use crate::app::form::Form;
use crate::domain::history::{EventId, Way};
use crate::domain::key::Subject;
use crate::domain::text::SafeText;

use super::draft::DraftWindow;
use super::opened_on::OpenedOn;

/// What can be done about a request that went out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FollowUpChoice {
    /// Mark that it went out again, or another one did.
    Sent,
    /// Name another day to look at it again.
    PutOff,
    /// Say that the customer has answered.
    Answered,
    /// Take what was entered last back.
    Undo(EventId, Undone),
}

/// What is taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undone {
    /// A request.
    Sent,
    /// That the customer has answered.
    Answered,
    /// Another day.
    PutOff,
}

/// Marking a request as sent, or putting it off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUpWindow {
    /// The customer and the look that it is about.
    pub on: OpenedOn,
    /// Everybody a request can go to, each by the word that stands for them here.
    pub people: Vec<(Subject, SafeText)>,
    /// Those who owe something, or have something to finish.
    pub owing: Vec<Subject>,
    /// To whom, the day to chase, a note.
    pub form: Form,
    /// How it went out.
    pub way: Way,
    /// The drafts that it was opened over.
    pub(in crate::app) over: Option<Box<DraftWindow>>,
}

impl FollowUpWindow {
    /// The field that says to whom.
    pub const TO: usize = 0;
    /// The field of the day.
    pub const DAY: usize = 1;
    /// The field of the note.
    pub const NOTE: usize = 2;
}

impl NotesWindow {
    /// The field of the new note.
    pub const NEW: usize = 0;
}

/// A note that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptNote {
    /// Which.
    pub id: EventId,
    /// As it is kept.
    pub text: String,
    /// Whether another program removed it meanwhile: what is typed in its place is a new one.
    pub(in crate::app) is_gone: bool,
}

/// What the window of notes has asked: the same key again says yes to this and to nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::app) enum Asked {
    /// Nothing.
    #[default]
    Nothing,
    /// Whether to leave, and throw away what was typed.
    Leave,
    /// Whether these notes are to be removed.
    Remove(Vec<EventId>),
}

/// The notes of a case: a new one, and those that are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotesWindow {
    /// The customer and the look that it is about.
    pub on: OpenedOn,
    /// The notes that are kept; the field of each comes behind that of the new one.
    pub kept: Vec<KeptNote>,
    /// The fields.
    pub form: Form,
    /// Where notes are kept.
    pub place: SafeText,
    /// What was asked.
    pub(in crate::app) asked: Asked,
    /// The drafts that it was opened over.
    pub(in crate::app) over: Option<Box<DraftWindow>>,
}
