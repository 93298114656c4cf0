//! Navigation of the case tree: what is open, selected and visible. tui-tree-widget only paints it, as its own
//! navigation depends on what was drawn last.

use std::collections::{HashMap, HashSet};

use crate::domain::key::Item;

use super::line::Line;
use super::list::{Cursor, List, Move};

/// A node's number within one case: small, `Copy`, and the same for the same position for as long as the case is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

/// Where in the tree an item stands: what was refused of a party is shown twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Branch {
    /// In its own group.
    Main,
    /// Under the party it speaks of.
    Party,
}

/// What a node shows, and in which of its places.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The item.
    pub item: Item,
    /// The place.
    pub branch: Branch,
}

/// A node before it has a number.
#[derive(Debug)]
pub struct NewNode {
    /// What it shows and where.
    pub position: Position,
    /// Its level; 0 for a root. Never more than one below the node before it.
    pub depth: u16,
    /// What it says.
    pub line: Line,
    /// Whether it starts open.
    pub open: bool,
    /// Whether there are nodes below it that were not made.
    pub hides: bool,
}

/// A node.
#[derive(Debug)]
pub struct Node {
    /// Its number.
    pub id: NodeId,
    /// What it shows and where.
    pub position: Position,
    /// Its level; 0 for a root.
    pub depth: u16,
    /// What it says.
    pub line: Line,
    /// The place of its parent.
    pub parent: Option<usize>,
    /// One past the place of its last descendant.
    pub end: usize,
    /// Whether something about it changed.
    pub change: Changed,
    /// Whether there are nodes below it that were not made.
    pub hides: bool,
}

/// Whether something about a node changed since it was last seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Changed {
    /// Nothing.
    #[default]
    No,
    /// Something below it.
    Below,
    /// The node itself.
    Here,
}

/// The tree of one case.
#[derive(Debug, Default)]
pub struct Tree {
    nodes: Vec<Node>,
    numbers: HashMap<Position, NodeId>,
    open: HashSet<NodeId>,
    /// Places of the nodes that no closed branch hides.
    visible: Vec<usize>,
    cursor: Cursor,
    revision: u64,
}

impl Tree {
    /// Replaces the nodes. Open branches, selection and scroll stay by identity; new branches open as they say; where
    /// the selected node vanished, the nearest one that was visible takes its place.
    pub fn replace(&mut self, new_nodes: Vec<NewNode>, page: usize) {
        let before: Vec<NodeId> =
            self.visible.iter().filter_map(|place| self.nodes.get(*place)).map(|n| n.id).collect();
        let (was, offset) = (self.cursor.at, self.cursor.offset);
        self.nodes = self.grow(new_nodes);
        let alive: HashMap<NodeId, usize> =
            self.nodes.iter().enumerate().map(|(place, node)| (node.id, place)).collect();
        self.open.retain(|id| alive.contains_key(id));
        self.numbers.retain(|_, id| alive.contains_key(id));
        self.show();
        let survivor = nearest(&before, was).find_map(|id| alive.get(&id).copied());
        let row = survivor.map_or(0, |place| self.row_of(place));
        self.cursor.offset = (offset + row).saturating_sub(was.min(offset + row));
        self.cursor.go_to(row, self.visible.len(), page);
    }

    /// Marks what changed; a branch is marked for what it holds.
    pub fn mark(&mut self, changed: &HashSet<Item>) {
        for node in &mut self.nodes {
            node.change = if changed.contains(&node.position.item) { Changed::Here } else { Changed::No };
        }
        for place in (0..self.nodes.len()).rev() {
            let Some(&Node { change, parent, .. }) = self.nodes.get(place) else { continue };
            if let Some(parent) = parent.filter(|_| change != Changed::No).and_then(|parent| self.nodes.get_mut(parent))
            {
                parent.change = parent.change.max(Changed::Below);
            }
        }
        self.revision += 1;
    }

    /// Whether a node shows the item, in its own group.
    #[must_use]
    pub fn shows(&self, item: &Item) -> bool {
        self.numbers.contains_key(&Position { item: item.clone(), branch: Branch::Main })
    }

    /// The place of the node that shows an item, its own group first.
    #[must_use]
    pub fn place(&self, item: &Item) -> Option<usize> {
        let branches = [Branch::Main, Branch::Party].into_iter();
        branches.map(|branch| Position { item: item.clone(), branch }).find_map(|position| self.place_of(&position))
    }

    /// The place of the node at a position.
    #[must_use]
    pub fn place_of(&self, position: &Position) -> Option<usize> {
        let id = *self.numbers.get(position)?;
        self.nodes.iter().position(|node| node.id == id)
    }

    /// All nodes, parents before their children.
    #[must_use]
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Places of the visible nodes.
    #[must_use]
    pub fn visible(&self) -> &[usize] {
        &self.visible
    }

    /// Whether a branch is open.
    #[must_use]
    pub fn is_open(&self, id: NodeId) -> bool {
        self.open.contains(&id)
    }

    /// The positions of the open branches.
    #[must_use]
    pub fn opened(&self) -> HashSet<Position> {
        self.nodes.iter().filter(|node| self.open.contains(&node.id)).map(|node| node.position.clone()).collect()
    }

    /// Whether there are branches whose nodes were not made.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        self.nodes.iter().any(|node| node.hides)
    }

    /// Whether there are such branches among the open ones.
    #[must_use]
    pub fn wants_more(&self) -> bool {
        self.nodes.iter().any(|node| node.hides && self.open.contains(&node.id))
    }

    /// The open branches.
    #[cfg(test)]
    pub fn open_branches(&self) -> impl Iterator<Item = NodeId> {
        self.open.iter().copied()
    }

    /// Changes with every change of nodes or open branches, never with the selection.
    #[must_use]
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// The selected node.
    #[must_use]
    pub fn selected(&self) -> Option<&Node> {
        self.visible.get(self.cursor.at).and_then(|place| self.nodes.get(*place))
    }

    /// Numbers from the root down to a node: how the painter addresses it.
    #[must_use]
    pub fn path(&self, place: usize) -> Vec<NodeId> {
        let mut path = Vec::new();
        let mut next = Some(place);
        while let Some(node) = next.and_then(|place| self.nodes.get(place)) {
            path.push(node.id);
            next = node.parent;
        }
        path.reverse();
        path
    }

    /// The nodes below a place, the node itself first.
    #[must_use]
    pub fn subtree(&self, place: usize) -> &[Node] {
        let end = self.nodes.get(place).map_or(place, |node| node.end);
        self.nodes.get(place..end).unwrap_or_default()
    }

    /// Opens the selected branch, or goes to its first child.
    pub fn open_or_enter(&mut self, page: usize) {
        let Some((id, has_children)) = self.selected_branch() else { return };
        if !has_children {
            return;
        }
        if self.open.contains(&id) {
            self.step(Move::Down, page);
        } else {
            self.toggle(page);
        }
    }

    /// Closes the selected branch, or goes to its parent.
    pub fn close_or_leave(&mut self, page: usize) {
        let Some((id, _)) = self.selected_branch() else { return };
        if self.open.contains(&id) {
            self.toggle(page);
        } else if let Some(parent) = self.selected().and_then(|node| node.parent) {
            self.cursor.go_to(self.row_of(parent), self.visible.len(), page);
        }
    }

    /// Opens or closes the selected branch; a leaf has nothing to toggle.
    pub fn toggle(&mut self, page: usize) {
        let Some((id, true)) = self.selected_branch() else { return };
        if !self.open.remove(&id) {
            self.open.insert(id);
        }
        self.show();
        self.fit(page);
    }

    /// Selects the node that shows an item, or the nearest that holds it, opening what hides it. Returns whether there is
    /// one.
    pub fn reveal(&mut self, item: &Item, page: usize) -> bool {
        let place = std::iter::successors(Some(item.clone()), Item::holder).find_map(|item| self.place(&item));
        if let Some(place) = place {
            self.reveal_place(place, page);
        }
        place.is_some()
    }

    /// Selects a node, opening what hides it.
    pub fn reveal_place(&mut self, place: usize, page: usize) {
        let mut parent = self.nodes.get(place).and_then(|node| node.parent);
        while let Some(node) = parent.and_then(|place| self.nodes.get(place)) {
            self.open.insert(node.id);
            parent = node.parent;
        }
        self.show();
        self.cursor.go_to(self.row_of(place), self.visible.len(), page);
    }

    fn selected_branch(&self) -> Option<(NodeId, bool)> {
        let place = *self.visible.get(self.cursor.at)?;
        let node = self.nodes.get(place)?;
        Some((node.id, node.hides || node.end > place + 1))
    }

    /// The row of a node, or of the nearest ancestor that is visible.
    fn row_of(&self, place: usize) -> usize {
        let mut place = Some(place);
        while let Some(here) = place {
            if let Ok(row) = self.visible.binary_search(&here) {
                return row;
            }
            place = self.nodes.get(here).and_then(|node| node.parent);
        }
        0
    }

    fn grow(&mut self, new_nodes: Vec<NewNode>) -> Vec<Node> {
        let mut nodes: Vec<Node> = Vec::with_capacity(new_nodes.len());
        let mut ancestors: Vec<usize> = Vec::new();
        let mut met = HashSet::new();
        for NewNode { position, depth, line, open, hides } in new_nodes {
            // A position met twice would give two siblings one number; only a defect of the outline could do that.
            if !met.insert(position.clone()) {
                continue;
            }
            let place = nodes.len();
            while ancestors.len() > usize::from(depth) {
                close_branch(&mut nodes, &mut ancestors, place);
            }
            let parent = ancestors.last().copied();
            let id = self.number(&position, open);
            nodes.push(Node { id, position, depth, line, parent, end: place + 1, change: Changed::No, hides });
            ancestors.push(place);
        }
        let end = nodes.len();
        while !ancestors.is_empty() {
            close_branch(&mut nodes, &mut ancestors, end);
        }
        nodes
    }

    fn number(&mut self, position: &Position, open: bool) -> NodeId {
        if let Some(id) = self.numbers.get(position) {
            return *id;
        }
        // Freed numbers are not given out again, so a number never means two things within one case.
        self.revision += 1;
        let id = NodeId(u32::try_from(self.revision).unwrap_or(u32::MAX));
        self.numbers.insert(position.clone(), id);
        if open {
            self.open.insert(id);
        }
        id
    }

    fn show(&mut self) {
        self.revision += 1;
        self.visible.clear();
        let mut place = 0;
        while let Some(node) = self.nodes.get(place) {
            self.visible.push(place);
            place = if self.open.contains(&node.id) { place + 1 } else { node.end };
        }
    }
}

impl List for Tree {
    fn cursor(&self) -> Cursor {
        self.cursor
    }

    fn row_count(&self) -> usize {
        self.visible.len()
    }

    fn step(&mut self, by: Move, page: usize) {
        self.cursor.step(by, self.visible.len(), page);
    }

    fn fit(&mut self, page: usize) {
        self.cursor.go_to(self.cursor.at, self.visible.len(), page);
    }
}

fn close_branch(nodes: &mut [Node], ancestors: &mut Vec<usize>, end: usize) {
    if let Some(node) = ancestors.pop().and_then(|place| nodes.get_mut(place)) {
        node.end = end;
    }
}

/// The entries of a list by their distance from one of them: itself, the next, the one before, and so on.
fn nearest<T: Copy>(list: &[T], from: usize) -> impl Iterator<Item = T> {
    let distances = 0..list.len();
    distances
        .flat_map(move |by| [from.checked_add(by), from.checked_sub(by)])
        .filter_map(|place| place.and_then(|place| list.get(place)).copied())
}

#[cfg(test)]
mod tests;
