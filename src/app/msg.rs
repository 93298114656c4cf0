//! Everything that can happen to the dashboard.

use crate::domain::case::Case;
use crate::domain::completeness::Completeness;
use crate::domain::customer::{CustomerRow, RowKey};
use crate::domain::failure::Failure;
use crate::domain::id::CustomerId;
use crate::domain::mask::Sentence;
use crate::domain::time::Now;

use super::action::Action;
use super::effect::Wake;
use super::field::Edit;
use super::layout::Size;
use super::line::Tone;
use super::load::RequestId;
use super::memory::{MemoryMsg, Recollection};
use super::pointer::Pointer;

/// Something that happened.
#[derive(Debug)]
pub enum Msg {
    /// What both clocks say; comes before every other message of a batch.
    Clock(Now),
    /// The terminal has a new size.
    Resized(Size),
    /// The user wants something.
    Action(Action),
    /// A key was touched that means nothing here.
    Touched,
    /// The user points at something.
    Pointer(Pointer),
    /// The user edits the focused text field.
    Edit(Edit),
    /// News of the customer list.
    Queue(QueueMsg),
    /// The answer to a request for one case.
    Case(CaseMsg),
    /// News of what is remembered between runs.
    Memory(MemoryMsg),
    /// A scheduled moment has come.
    Wake(Wake),
    /// The client waits before it sends anything more; zero seconds mean that it goes on.
    Waiting {
        /// Seconds until it goes on.
        seconds: u64,
    },
    /// Something that was done outside has something to say.
    Notification {
        /// The customer it was done for, where it was done for one.
        about: Option<RowKey>,
        /// How bad it is.
        tone: Tone,
        /// The sentence.
        text: Sentence,
    },
    /// The program was stopped and goes on: the screen is no longer ours until painted anew.
    Continued,
}

/// News of the customer list.
#[derive(Debug)]
pub enum QueueMsg {
    /// One page arrived.
    Page {
        /// The request it belongs to.
        request: RequestId,
        /// Its rows.
        rows: Vec<CustomerRow>,
        /// How many customers the server says there are.
        total: Option<u64>,
    },
    /// No more pages come.
    Complete {
        /// The request that has ended.
        request: RequestId,
        /// Whether every customer came.
        completeness: Completeness,
    },
    /// The list could not be read.
    Failed {
        /// The request that failed.
        request: RequestId,
        /// Why.
        failure: Failure,
    },
}

/// The answer to a request for one case.
#[derive(Debug)]
pub struct CaseMsg {
    /// The request it answers.
    pub request: RequestId,
    /// Whom it was for.
    pub id: CustomerId,
    /// The case, or why there is none.
    pub outcome: Result<Box<Case>, Failure>,
    /// What is remembered of it, where anything is.
    pub recollection: Option<Box<Recollection>>,
}

impl Msg {
    /// What the footer says of something that was done, or why it was not.
    #[must_use]
    pub fn said(about: Option<RowKey>, said: Result<Sentence, Sentence>) -> Self {
        match said {
            Ok(text) => Self::Notification { about, tone: Tone::Good, text },
            Err(text) => Self::Notification { about, tone: Tone::Bad, text },
        }
    }
}
