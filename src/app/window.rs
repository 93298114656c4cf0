//! What covers the panes. A window that is about a customer holds that customer and the look at its case that it was opened
//! on: what it copies, saves or changes is about these, whatever the panes below do meanwhile.

mod draft;
mod follow_up;
mod opened_on;

use crate::domain::hold::Signal;
use crate::domain::mask::Mask;
use crate::domain::order::SortBy;
use crate::domain::text::SafeText;

pub use draft::{DraftWindow, Picking};
pub(in crate::app) use follow_up::Asked;
pub use follow_up::{FollowUpChoice, FollowUpWindow, KeptNote, NotesWindow, Undone};
pub use opened_on::{OpenedOn, Since};

use super::form::Form;
use super::list::Cursor;
use super::overview::Bar;
use super::palette::Palette;
use super::reason::Reason;

/// What covers the panes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Window {
    /// Nothing.
    #[default]
    None,
    /// All actions with their keys.
    Palette(Palette),
    /// A choice.
    Chooser(Chooser),
    /// The drafts of a case.
    Drafts(Box<DraftWindow>),
    /// Lifting the hold of a case.
    Lift(Box<LiftWindow>),
    /// Marking a request as sent, or putting it off.
    FollowUp(Box<FollowUpWindow>),
    /// The notes of a case.
    Notes(Box<NotesWindow>),
    /// What the user was told last; the selected message.
    Messages(Cursor),
    /// The figures over all customers; the selected bar.
    Overview(Bar),
}

impl Window {
    /// What it was opened on, where it is about a customer.
    #[must_use]
    pub fn opened_on(&self) -> Option<&OpenedOn> {
        match self {
            Self::None | Self::Palette(_) | Self::Messages(_) | Self::Overview(_) => None,
            Self::Chooser(chooser) => chooser.on.as_ref(),
            Self::Drafts(window) => Some(&window.on),
            Self::Lift(window) => Some(&window.on),
            Self::FollowUp(window) => Some(&window.on),
            Self::Notes(window) => Some(&window.on),
        }
    }

    /// The form that is filled in, where there is one.
    #[must_use]
    pub fn form(&self) -> Option<&Form> {
        match self {
            Self::Lift(window) => Some(&window.form),
            Self::FollowUp(window) => Some(&window.form),
            Self::Notes(window) => Some(&window.form),
            Self::None
            | Self::Palette(_)
            | Self::Messages(_)
            | Self::Overview(_)
            | Self::Chooser(_)
            | Self::Drafts(_) => None,
        }
    }

    /// The same, to note what became of it.
    pub(in crate::app) fn opened_on_mut(&mut self) -> Option<&mut OpenedOn> {
        match self {
            Self::None | Self::Palette(_) | Self::Messages(_) | Self::Overview(_) => None,
            Self::Chooser(chooser) => chooser.on.as_mut(),
            Self::Drafts(window) => Some(&mut window.on),
            Self::Lift(window) => Some(&mut window.on),
            Self::FollowUp(window) => Some(&mut window.on),
            Self::Notes(window) => Some(&mut window.on),
        }
    }
}

/// A choice: Enter takes the selected one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chooser {
    /// What is chosen.
    pub title: &'static str,
    /// What there is to choose from.
    pub choices: Vec<Choice>,
    /// The selected one.
    pub cursor: Cursor,
    /// The case it is about, if it is about one that is loaded.
    pub on: Option<OpenedOn>,
    /// The choice that asked to look first: taken again, it is done.
    pub(in crate::app) armed: Option<usize>,
    /// Under which mask the choices were read.
    pub(in crate::app) mask: Mask,
}

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Sort the queue by this.
    Sort(SortBy),
    /// Copy this. What it is was read when the choice was opened.
    Copy(Copied, Content),
    /// Export in this form.
    Export(ExportForm),
    /// Follow up in this way.
    FollowUp(FollowUpChoice),
}

impl Choice {
    /// Why it cannot be taken, where it cannot.
    #[must_use]
    pub const fn refused(&self) -> Option<Reason> {
        match self {
            Self::Copy(_, Content::No(reason)) => Some(*reason),
            Self::Copy(..) | Self::Sort(_) | Self::Export(_) | Self::FollowUp(_) => None,
        }
    }

    /// The words of the choice.
    #[must_use]
    pub const fn words(&self) -> &'static str {
        match self {
            Self::Sort(by) => by.words(),
            Self::Copy(what, _) => what.words(),
            Self::Export(ExportForm::Markdown) => "markdown",
            Self::Export(ExportForm::Json) => "JSON",
            Self::FollowUp(FollowUpChoice::Sent) => "mark as sent again",
            Self::FollowUp(FollowUpChoice::PutOff) => "chase on another day",
            Self::FollowUp(FollowUpChoice::Answered) => "everybody asked has answered",
            Self::FollowUp(FollowUpChoice::Undo(_, Undone::Sent)) => "undo: the last one was not sent",
            Self::FollowUp(FollowUpChoice::Undo(_, Undone::Answered)) => "undo: not answered",
            Self::FollowUp(FollowUpChoice::Undo(_, Undone::PutOff)) => "undo: not another day",
        }
    }
}

/// What there is to copy of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A text.
    Text(SafeText),
    /// A report of the case, which is written when it is copied.
    Report,
    /// There is none, and why.
    No(Reason),
}

/// What can be copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copied {
    /// The words of the selected row or node.
    Value,
    /// The customer's id.
    Id,
    /// The handle of the selected document.
    Uri,
    /// The comment on what is selected.
    Comment,
    /// What is owed, as a list.
    Asks,
    /// The address that the draft goes to.
    Recipient,
    /// The subject line of the draft.
    Subject,
    /// The text of the draft, without its subject line.
    Body,
    /// The case in a few lines.
    Summary,
    /// The case as JSON.
    Json,
    /// The terms-of-service link with its consent token.
    Terms,
}

impl Copied {
    /// Everything there is to copy.
    pub const ALL: [Self; 11] = [
        Self::Value,
        Self::Id,
        Self::Uri,
        Self::Comment,
        Self::Recipient,
        Self::Subject,
        Self::Body,
        Self::Asks,
        Self::Summary,
        Self::Json,
        Self::Terms,
    ];

    /// The parts of a draft.
    pub const OF_DRAFT: [Self; 3] = [Self::Recipient, Self::Subject, Self::Body];

    /// The words of the choice.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Value => "the selected value",
            Self::Id => "the customer's id",
            Self::Uri => "the document's handle",
            Self::Comment => "the comment",
            Self::Asks => "what is owed",
            Self::Recipient => "the draft's recipient",
            Self::Subject => "the draft's subject line",
            Self::Body => "the draft's text",
            Self::Summary => "a summary of the case",
            Self::Json => "the case as JSON",
            Self::Terms => "the terms link (holds a consent token: treat it as a secret)",
        }
    }
}

/// The form of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportForm {
    /// Markdown.
    Markdown,
    /// JSON.
    Json,
}

/// Lifting the hold of a case, once compliance was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiftWindow {
    /// The customer and the look whose signals are shown.
    pub on: OpenedOn,
    /// What holds the case: the lift covers these and no other.
    pub signals: Vec<Signal>,
    /// The short id of the case, and compliance's reference.
    pub form: Form,
    /// The first visible sentence of those over the fields.
    pub offset: usize,
    /// The drafts that it was opened over; they are back once it is left.
    pub(in crate::app) over: Option<Box<DraftWindow>>,
}

impl LiftWindow {
    /// The field of the short id.
    pub const SHORT_ID: usize = 0;
    /// The field of compliance's reference.
    pub const REFERENCE: usize = 1;

    /// How many sentences stand over the fields: what a lift is, that the reference is kept where it is, what has become of the
    /// case, and what holds it.
    pub(in crate::app) fn sentences(&self, is_kept: bool) -> usize {
        1 + usize::from(is_kept) + usize::from(self.on.since != Since::Same) + self.signals.len()
    }
}
