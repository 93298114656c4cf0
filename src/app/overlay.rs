//! What covers the panes: the list of all actions, a choice to make, the drafts.

use crate::domain::draft::{Drafts, Sheet};

use super::action::Action;
use super::list::Cursor;
use super::sort::SortBy;
use super::text_field::TextField;

/// What covers the panes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Overlay {
    /// Nothing.
    #[default]
    None,
    /// All actions with their keys.
    Actions(Palette),
    /// A choice.
    Chooser(Chooser),
    /// The drafts of the viewed case.
    Drafts(Drafting),
}

/// The list of all actions: searchable, and Enter runs one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Palette {
    /// What is searched for.
    pub search: TextField,
    /// Whether it is being typed.
    pub is_typing: bool,
    /// The selected action among those found.
    pub cursor: Cursor,
}

impl Palette {
    /// The actions that hold what is searched for, in the order of help.
    #[must_use]
    pub fn found(&self) -> Vec<Action> {
        let needle = self.search.text().to_lowercase();
        let holds = |action: &&Action| {
            let described = action.describe();
            [described.group, described.hint, described.help].iter().any(|text| text.to_lowercase().contains(&needle))
        };
        Action::ALL.iter().filter(holds).copied().collect()
    }

    /// The selected action.
    #[must_use]
    pub fn selected(&self) -> Option<Action> {
        self.found().get(self.cursor.at).copied()
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
}

/// Something to choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Sort the queue by this.
    Sort(SortBy),
    /// Copy this.
    Copy(Copied),
    /// Export in this form.
    Export(Form),
}

impl Choice {
    /// The words of the choice.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Sort(by) => by.words(),
            Self::Copy(what) => what.words(),
            Self::Export(Form::Markdown) => "markdown",
            Self::Export(Form::Json) => "JSON",
        }
    }
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
    /// The case in a few lines.
    Summary,
    /// The case as JSON.
    Json,
    /// The terms-of-service link with its consent token.
    Terms,
}

impl Copied {
    /// Everything there is to copy.
    pub const ALL: [Self; 8] =
        [Self::Value, Self::Id, Self::Uri, Self::Comment, Self::Asks, Self::Summary, Self::Json, Self::Terms];

    /// The words of the choice.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Value => "the selected value",
            Self::Id => "the customer's id",
            Self::Uri => "the document's handle",
            Self::Comment => "the comment",
            Self::Asks => "what is owed",
            Self::Summary => "a summary of the case",
            Self::Json => "the case as JSON",
            Self::Terms => "the terms link (holds a consent token: treat it as a secret)",
        }
    }
}

/// The form of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Markdown.
    Markdown,
    /// JSON.
    Json,
}

/// What there is to write about a case, one message or note at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drafting {
    /// The messages and the note.
    pub drafts: Box<Drafts>,
    /// Which is shown.
    pub which: usize,
    /// The first visible row of it.
    pub offset: usize,
    /// What was asked for before anybody said that they looked: the same action again does it.
    pub armed: Option<Action>,
}

impl Drafting {
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
