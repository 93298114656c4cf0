//! The tabs of the case pane beside the tree: what is owed, what contradicts, what changed.

pub mod asks;
pub mod changes;
pub mod findings;

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
    /// What changed while we looked.
    Changes,
}

impl Tab {
    /// All tabs in order.
    pub const ALL: [Self; 4] = [Self::Tree, Self::Asks, Self::Findings, Self::Changes];

    /// The word on the tab.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Tree => "Tree",
            Self::Asks => "Asks",
            Self::Findings => "Findings",
            Self::Changes => "Changes",
        }
    }

    /// The tab beside this one, round and round.
    #[must_use]
    pub const fn step(self, forward: bool) -> Self {
        match (self, forward) {
            (Self::Tree, true) | (Self::Findings, false) => Self::Asks,
            (Self::Asks, true) | (Self::Changes, false) => Self::Findings,
            (Self::Findings, true) | (Self::Tree, false) => Self::Changes,
            (Self::Changes, true) | (Self::Asks, false) => Self::Tree,
        }
    }
}

/// The rows of the tabs that are lists. Those of a tab are made when it is shown; how many things it has is known before.
#[derive(Debug, Default)]
pub struct TabRows {
    asks: Rows,
    findings: Rows,
    changes: Rows,
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
            Tab::Changes => Some(&self.changes),
        }
    }

    /// The rows of a tab, to move in; the tree has none.
    pub const fn of_mut(&mut self, tab: Tab) -> Option<&mut Rows> {
        match tab {
            Tab::Tree => None,
            Tab::Asks => Some(&mut self.asks),
            Tab::Findings => Some(&mut self.findings),
            Tab::Changes => Some(&mut self.changes),
        }
    }

    /// Takes how many things there are now; rows made of others count no longer.
    pub fn count(&mut self, asks: usize, findings: usize, changes: usize) {
        (self.asks.count, self.findings.count, self.changes.count) = (asks, findings, changes);
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
