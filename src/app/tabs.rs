//! The tabs of the case pane beside the tree: what is owed, what contradicts, what happened.

pub mod asks;
pub mod findings;
pub mod history;

use std::collections::HashSet;

use super::rows::{Row, Rows};

/// A tab of the case pane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tab {
    /// The case as a tree.
    #[default]
    Tree,
    /// What is owed, by whom.
    Asks,
    /// What the checks found.
    Findings,
    /// What changed from look to look, and what was done.
    History,
}

impl Tab {
    /// All tabs in order.
    pub const ALL: [Self; 4] = [Self::Tree, Self::Asks, Self::Findings, Self::History];

    /// The word on the tab.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Tree => "Tree",
            Self::Asks => "Asks",
            Self::Findings => "Findings",
            Self::History => "History",
        }
    }

    /// The tab beside this one, round and round.
    #[must_use]
    pub const fn step(self, forward: bool) -> Self {
        match (self, forward) {
            (Self::Tree, true) | (Self::Findings, false) => Self::Asks,
            (Self::Asks, true) | (Self::History, false) => Self::Findings,
            (Self::Findings, true) | (Self::Tree, false) => Self::History,
            (Self::History, true) | (Self::Asks, false) => Self::Tree,
        }
    }
}

/// The rows of the tabs that are lists. Those of a tab are made when it is shown; how many things it has is known before.
#[derive(Debug, Default)]
pub struct TabRows {
    asks: Rows,
    findings: Rows,
    history: Rows,
    made: HashSet<Tab>,
}

impl TabRows {
    /// The rows of a tab; the tree has none.
    #[must_use]
    pub const fn of(&self, tab: Tab) -> Option<&Rows> {
        match tab {
            Tab::Tree => None,
            Tab::Asks => Some(&self.asks),
            Tab::Findings => Some(&self.findings),
            Tab::History => Some(&self.history),
        }
    }

    /// The rows of a tab, to move in; the tree has none.
    pub const fn of_mut(&mut self, tab: Tab) -> Option<&mut Rows> {
        match tab {
            Tab::Tree => None,
            Tab::Asks => Some(&mut self.asks),
            Tab::Findings => Some(&mut self.findings),
            Tab::History => Some(&mut self.history),
        }
    }

    /// Takes how many things there are now; rows made of others count no longer.
    pub fn count(&mut self, asks: usize, findings: usize, changes: usize) {
        (self.asks.count, self.findings.count, self.history.count) = (asks, findings, changes);
        self.made.clear();
    }

    /// Whether the rows of a tab are made.
    #[must_use]
    pub fn are_made(&self, tab: Tab) -> bool {
        self.made.contains(&tab)
    }

    /// Takes the rows of a tab, the cursor staying as near as it can.
    pub fn make(&mut self, tab: Tab, rows: (Vec<Row>, usize)) {
        if let Some(own) = self.of_mut(tab) {
            own.reshow(rows);
            self.made.insert(tab);
        }
    }
}
