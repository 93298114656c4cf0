//! What is remembered between runs, as far as the dashboard knows of it. The store itself belongs to a task of its own; it
//! is reached by effects and answers by messages.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::domain::case::Case;
use crate::domain::change::Change;
use crate::domain::customer::RowKey;
use crate::domain::follow_up::{Entered, FollowUp, Pursuit};
use crate::domain::history::Past;
use crate::domain::imprint::CustomerKey;
use crate::domain::order::{Direction, SortBy};
use crate::domain::text::SafeText;
use crate::domain::time::Wall;

use super::load::RequestId;
use super::over_time::Answer;
use super::quick_view::QuickView;
use super::row::RecalledRow;
use super::tabs::Tab;

/// How far the memory is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Memory {
    /// There is none, or the reader wants none: nothing is kept of this run.
    #[default]
    Off,
    /// What is kept is being opened.
    Starting,
    /// The reader is being told of it. Nothing is written before that was on screen for a key press.
    Asking {
        /// Where it would be kept.
        place: SafeText,
        /// Whether the sentence was drawn.
        is_drawn: bool,
    },
    /// It is kept.
    On,
}

impl Memory {
    /// Whether looks are kept.
    #[must_use]
    pub const fn is_on(&self) -> bool {
        matches!(self, Self::On)
    }

    /// Whether what a person enters now is kept, at once or once it is open.
    #[must_use]
    pub const fn will_keep(&self) -> bool {
        matches!(self, Self::On | Self::Starting)
    }
}

/// What is remembered between runs, as far as the dashboard knows of it.
#[derive(Debug, Default)]
pub struct Remembering {
    /// How far it is.
    pub state: Memory,
    /// Where it is kept, in words.
    pub place: SafeText,
    /// Whether the reader turned it off for this run: what is still under way begins nothing any more.
    pub(in crate::app) is_forbidden: bool,
    /// What is remembered of customers whose row is not there yet.
    pub(in crate::app) rows: HashMap<CustomerKey, RecalledRow>,
    /// What became of the requests that went out to customers, as the store knows it.
    pub(in crate::app) follow_ups: HashMap<CustomerKey, FollowUp>,
    /// The day for which they were judged.
    pub(in crate::app) today: Option<Date>,
    /// Whether the user did anything yet: what they chose is not changed by what is remembered.
    pub(in crate::app) has_acted: bool,
    /// What a person entered and is to be kept; the settle pass sends it.
    pub(in crate::app) entered: Vec<Remember>,
    /// How the screen was left, as it is kept.
    pub(in crate::app) preferences: Option<Preferences>,
}

/// What the memory has to say.
#[derive(Debug)]
pub enum MemoryMsg {
    /// It would begin to be kept at this place: the reader has to be told first.
    Ask(SafeText),
    /// What is remembered of all customers.
    Recalled(Box<Recalled>),
    /// What is remembered of a case, where it took longer than its answer waited for.
    Late {
        /// The case.
        key: RowKey,
        /// The request whose answer it is about.
        look: RequestId,
        /// What is remembered.
        recollection: Box<Recollection>,
    },
    /// What was entered of a case, after something was.
    Entered {
        /// The case.
        key: RowKey,
        /// What is kept of it.
        kept: Box<Kept>,
    },
    /// What became of something that was entered: one for each, in the order in which they were entered.
    Answered {
        /// The case.
        key: RowKey,
        /// Whether it is kept.
        answer: Result<(), NotKept>,
    },
    /// Figures over time.
    OverTime {
        /// The request that this answers.
        request: RequestId,
        /// The figures.
        answer: Answer,
    },
    /// There is none, and why.
    Off(String),
}

/// Why something that was entered is not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotKept {
    /// It failed; in words.
    Failed(String),
    /// The note was changed meanwhile, by another program.
    Changed,
    /// The note was removed meanwhile, by another program.
    Gone,
}

/// What is remembered at the start of a run.
#[derive(Debug, Default)]
pub struct Recalled {
    /// The rows of the queue, by customer.
    pub rows: HashMap<CustomerKey, RecalledRow>,
    /// How many could not be read.
    pub unreadable: usize,
    /// What became of the requests that went out.
    pub follow_ups: HashMap<CustomerKey, FollowUp>,
    /// How the reader left the screen.
    pub preferences: Option<Preferences>,
    /// Where it is kept, in words.
    pub place: SafeText,
}

/// What is remembered of a case that was just read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recollection {
    /// When it was first looked at.
    pub first_seen: Option<Wall>,
    /// What differs from the last look of an earlier run, or of another program.
    pub changes: Vec<Change>,
    /// What differs from what the reader has seen of it; `None` where the reader never looked.
    pub unseen: Option<Vec<Change>>,
    /// When the reader last looked at it, where it differs from what was seen.
    pub seen_at: Option<Wall>,
    /// What happened before, newest first.
    pub past: Vec<Past>,
    /// How many older entries are left out, or could not be read.
    pub left_out: usize,
    /// What became of the requests that went out.
    pub pursuit: Pursuit,
}

/// What was entered of a case, and what follows from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// What was entered, oldest first.
    pub past: Vec<Past>,
    /// What became of the requests that went out.
    pub pursuit: Pursuit,
}

/// How the reader left the screen. Never what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Preferences {
    /// The tab of the case pane.
    pub tab: Tab,
    /// By what the queue is sorted.
    pub sort: SortBy,
    /// In which direction.
    pub direction: Direction,
    /// Which part of it is shown.
    pub quick_view: QuickView,
}

impl Preferences {
    /// The names under which they are kept, and their words.
    #[must_use]
    pub fn words(self) -> [(&'static str, &'static str); 4] {
        [
            ("tab", self.tab.word()),
            ("sort", self.sort.words()),
            ("direction", self.direction.word()),
            ("view", self.quick_view.words()),
        ]
    }

    /// Reads them, `None` where none are kept; a word that this build does not know stands for what is usual.
    #[must_use]
    pub fn parse<'a>(kept: impl Fn(&str) -> Option<&'a str>) -> Option<Self> {
        let is = |name: &str, word: &str| kept(name) == Some(word);
        let direction =
            if is("direction", Direction::Reversed.word()) { Direction::Reversed } else { Direction::Usual };
        kept("tab").or_else(|| kept("sort")).map(|_| Self {
            tab: Tab::ALL.into_iter().find(|tab| is("tab", tab.word())).unwrap_or_default(),
            sort: SortBy::ALL.into_iter().find(|by| is("sort", by.words())).unwrap_or_default(),
            direction,
            quick_view: QuickView::ALL.into_iter().find(|view| is("view", view.words())).unwrap_or_default(),
        })
    }
}

/// What is to be remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remember {
    /// The reader was told: from now on looks are kept. Those that were made meanwhile, too.
    Begin,
    /// The reader wants nothing kept.
    Nothing,
    /// The reader looked at a case and left it.
    Seen {
        /// The case.
        key: RowKey,
        /// The request whose answer was looked at.
        look: RequestId,
    },
    /// The hold of a case was lifted, by this reference.
    Lift {
        /// The case.
        key: RowKey,
        /// The reference.
        reference: SafeText,
    },
    /// Something was entered of a case.
    Entered {
        /// The case and the look at it that this is about.
        on: EnteredOn,
        /// What was entered.
        what: Entered,
    },
    /// How the screen is left.
    Preferences(Preferences),
}

/// The look at a case that something entered is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnteredOn {
    /// The customer.
    pub key: RowKey,
    /// Its case.
    pub case: Arc<Case>,
    /// When that was fetched.
    pub looked_at: Wall,
}
