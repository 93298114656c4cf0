//! The window of drafts.

use std::collections::BTreeSet;

use crate::app::action::Action;
use crate::app::list::Cursor;
use crate::domain::draft::{Drafts, Originals, Sheet};
use crate::domain::mask::Mask;

use super::opened_on::{OpenedOn, Since};

/// What is chosen from in a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Picking {
    /// Which of Fin's sentences stand in the message.
    Originals,
    /// Which part of the message is copied.
    Parts,
}

/// What there is to write about a case, one message or note at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftWindow {
    /// The customer and the look that the drafts are made from.
    pub on: OpenedOn,
    /// The messages and the note.
    pub drafts: Box<Drafts>,
    /// Which is shown.
    pub which: usize,
    /// The first visible row of it.
    pub offset: usize,
    /// What was asked for before anybody said that they looked: the same action again does it.
    pub armed: Option<Action>,
    /// Which of Fin's sentences were put into messages or taken out by hand.
    pub originals: Originals,
    /// What is chosen from, and the cursor in it, while anything is.
    pub picking: Option<(Picking, Cursor)>,
    /// Which messages were copied or saved and not yet marked as sent.
    pub taken: BTreeSet<usize>,
    /// Which were marked as sent.
    pub(in crate::app) marked: BTreeSet<usize>,
    /// What was told last of what has become of the customer.
    pub(in crate::app) told: Since,
    /// Under which mask the drafts were made.
    pub(in crate::app) mask: Mask,
}

impl DraftWindow {
    /// How many messages and notes there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.drafts.sheets().count()
    }

    /// The message or note that is shown.
    #[must_use]
    pub fn shown(&self) -> Option<Sheet<'_>> {
        self.drafts.sheets().nth(self.which)
    }
}
