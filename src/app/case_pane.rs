//! The panes that are about the viewed case, and what they were made of: they are made anew when that differs.

use crate::domain::customer::RowKey;
use crate::domain::finding::Finding;
use crate::domain::hold::Precautions;
use crate::domain::key::Item;
use crate::domain::mask::{Redactor, Sentence};
use crate::domain::text::SafeText;
use crate::domain::time::{Now, Wall};

use super::line::Line;
use super::rows::Rows;
use super::tabs::{Tab, TabRows};
use super::tree::NodeId;

/// What is shown of the viewed case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Visibility {
    /// Everything.
    Open,
    /// No person, and no prose.
    #[default]
    Masked,
    /// No person that the case knows, and the prose that was asked for.
    WithProse,
}

/// The case pane: which tab is shown, and what was read out of the viewed case.
#[derive(Debug, Default)]
pub struct CasePane {
    /// The shown tab; it stays from customer to customer.
    pub tab: Tab,
    /// The rows of the tabs that are lists.
    pub rows: TabRows,
    /// What was read out of the case.
    pub read: Read,
    /// Why the case stands where it stands, in one sentence as it is shown; blank where no case is loaded.
    pub why: SafeText,
    /// The same with nothing left out for want of room.
    pub why_in_full: SafeText,
    /// What is owed and by whom, a line for each.
    pub owed: Vec<Line>,
    /// What of the case is shown; without one, what of any.
    pub redactor: Redactor,
    pub(in crate::app) made_of: Option<ReadFrom>,
}

/// What is read out of a case, whatever of it is shown.
#[derive(Debug, Default)]
pub struct Read {
    /// What the checks found, worst first.
    pub findings: Vec<Finding>,
    /// What keeps its messages back, or is to be looked at before one is sent.
    pub precautions: Precautions,
    /// How many asks are open.
    pub asks: usize,
    /// Why the case stands where it stands, within the rows of the case header.
    pub(in crate::app) why: Sentence,
    /// The same in full.
    pub(in crate::app) why_in_full: Sentence,
}

/// What the case pane was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) struct ReadFrom {
    pub(in crate::app) viewed: RowKey,
    pub(in crate::app) fetched: Option<Now>,
    pub(in crate::app) history: HistoryStamp,
    pub(in crate::app) width: usize,
    pub(in crate::app) visibility: Visibility,
}

/// Differs where the history of a case does: how many entries are told and left out, the first look, and what was seen.
pub(in crate::app) type HistoryStamp = (usize, usize, Option<Wall>, Option<Wall>);

/// Comments and documents of what is selected in the case.
#[derive(Debug, Default)]
pub struct SidePanes {
    /// Moderation comments.
    pub comments: Rows,
    /// Document handles.
    pub documents: Rows,
    pub(in crate::app) made_of: Option<MadeOf>,
}

/// What the side panes were made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) struct MadeOf {
    pub(in crate::app) viewed: RowKey,
    pub(in crate::app) selected: Selected,
    pub(in crate::app) fetched: Option<Now>,
    pub(in crate::app) width: usize,
    pub(in crate::app) visibility: Visibility,
}

/// What is selected in the case: a node of the tree, or a row of another tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) enum Selected {
    Node(Option<NodeId>),
    Row(Tab, Option<(u64, Option<Item>)>),
}
