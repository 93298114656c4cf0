//! How the parts of the outline write their nodes.

use std::collections::HashSet;

use crate::app::line::{Line, Tone};
use crate::app::tree::{Branch, NewNode, Position};
use crate::domain::fact::Fact;
use crate::domain::glossary::Glossary;
use crate::domain::key::Item;
use crate::domain::time::Timestamp;

/// Where nodes go, and our words for codes.
pub(super) struct Outline<'a> {
    /// Takes a node; says whether it wants more.
    pub(super) take: &'a mut dyn FnMut(NewNode) -> bool,
    /// Whether no more is wanted.
    pub(super) is_done: bool,
    pub(super) glossary: &'a Glossary,
    /// The branches of which the nodes are wanted; `None` for all.
    pub(super) opened: Option<&'a HashSet<Position>>,
}

/// Whether a node starts open.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Branches {
    Open,
    Closed,
}

impl Outline<'_> {
    pub(super) fn main(&mut self, item: Item, depth: u16, branches: Branches, line: Line) {
        self.add(Branch::Main, item, depth, branches, line);
    }

    pub(super) fn add(&mut self, branch: Branch, item: Item, depth: u16, branches: Branches, line: Line) {
        self.put(NewNode {
            position: Position { item, branch },
            depth,
            line,
            open: branches == Branches::Open,
            hides: false,
        });
    }

    pub(super) fn leaf(&mut self, branch: Branch, item: Item, depth: u16, line: Line) {
        self.add(branch, item, depth, Branches::Closed, line);
    }

    /// Adds a node with others below it, unless it `is_leaf`; whether these are wanted.
    pub(super) fn branch(
        &mut self,
        position: Position,
        depth: u16,
        branches: Branches,
        line: Line,
        is_leaf: bool,
    ) -> bool {
        let is_wanted = self.opened.is_none_or(|opened| opened.contains(&position));
        let open = branches == Branches::Open && is_wanted;
        self.put(NewNode { position, depth, line, open, hides: !is_wanted && !is_leaf });
        is_wanted && !is_leaf && !self.is_done
    }

    fn put(&mut self, new_node: NewNode) {
        if !self.is_done {
            self.is_done = !(self.take)(new_node);
        }
    }
}

/// `name  value`, the name dim.
pub(super) fn named(name: &'static str) -> Line {
    Line::own(format!("{name}  "), Tone::Dim)
}

pub(super) fn timed(name: &'static str, fact: &Fact<Timestamp>) -> Line {
    named(name).time(fact, Tone::Plain)
}
