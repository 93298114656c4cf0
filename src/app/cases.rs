//! The cases looked at: the latest are kept whole, with where their reader was.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use crate::domain::case::Case;
use crate::domain::change::{Change, How, Inventory};
use crate::domain::customer::RowKey;
use crate::domain::failure::Failure;
use crate::domain::finding::SharedFiles;
use crate::domain::follow_up::Pursuit;
use crate::domain::glossary::Glossary;
use crate::domain::history::{EventId, Happened, Past};
use crate::domain::key::Item;
use crate::domain::mask::Prose;
use crate::domain::time::{Now, Wall};

use super::load::{Load, Ready, RequestId, Stale};
use super::memory::{Kept, Recollection};
use super::outline::opened_outline;
use super::tabs::history::History;
use super::tree::{Branch, Position, Tree};

/// Entries of the history of a case that are kept of this run; those that are remembered come before them.
const MOST_OF_RUN: usize = 100;
/// Whole cases kept; older ones leave only the digest in their row.
const KEPT: usize = 64;

/// A case as its reader left it.
#[derive(Debug, Default)]
pub struct Entry {
    /// The case, or how far it is.
    pub load: Load<Arc<Case>>,
    /// Its tree: what is open, selected and visible.
    pub tree: Tree,
    /// What changed and was not seen yet.
    pub unseen: HashSet<Item>,
    /// What happened, oldest first.
    pub past: Vec<Past>,
    /// What became of the requests that went out.
    pub pursuit: Pursuit,
    /// What was seen to happen, oldest first: what is remembered, then what this run saw.
    seen_past: Vec<Past>,
    /// How many of these are of this run.
    of_run: usize,
    /// What was entered, oldest first.
    entered: Vec<Past>,
    /// Changes whenever the history does.
    pub(in crate::app) told: u64,
    /// Older entries that are not told.
    pub left_out: usize,
    /// When the case was first looked at, where that is remembered.
    pub first_seen: Option<Wall>,
    /// When the reader looked at it in an earlier run, where something changed since.
    pub seen_at: Option<Wall>,
    /// The request whose answer is shown.
    pub look: Option<RequestId>,
    /// The first such request of this run.
    first_look: Option<RequestId>,
    /// Whether what is remembered of it was taken.
    is_recalled: bool,
    /// The one whose answer was drawn last while the case was read.
    pub(in crate::app) drawn_look: Option<RequestId>,
    /// The one whose answer was on the screen when the reader last did something: nobody may have sat before a later one.
    pub(in crate::app) met_look: Option<RequestId>,
    /// The one that is kept as seen: it was met, and then left or replaced.
    pub(in crate::app) seen_look: Option<RequestId>,
    /// The last look with what it could not read as an earlier one had it, where there was anything it could not read.
    readable: Option<Box<Inventory>>,
    /// The node that was selected when the last message was settled.
    selected: Option<Position>,
}

impl Entry {
    /// The case, however old.
    #[must_use]
    pub fn case(&self) -> Option<&Case> {
        self.load.data().map(|case| &**case)
    }

    /// Its history.
    #[must_use]
    pub fn history(&self) -> History<'_> {
        History { past: &self.past, left_out: self.left_out, first_seen: self.first_seen, seen_at: self.seen_at }
    }

    /// Adds what a look of this run showed.
    fn note(&mut self, at: Wall, changes: Vec<Change>) {
        if self.of_run == MOST_OF_RUN {
            let oldest = self.seen_past.len().saturating_sub(self.of_run);
            self.seen_past.remove(oldest);
            self.left_out += 1;
        } else {
            self.of_run += 1;
        }
        self.seen_past.push(Past { id: None, at, what: Happened::Changed(changes) });
        self.join_past();
    }

    fn join_past(&mut self) {
        self.past = self.seen_past.iter().chain(&self.entered).cloned().collect();
        self.past.sort_by_key(|past| past.at);
        self.told += 1;
    }

    /// The notes of the case, newest first.
    pub fn notes(&self) -> impl Iterator<Item = (&EventId, Wall, &Prose)> {
        self.entered.iter().rev().filter_map(|past| match &past.what {
            Happened::Noted(words) => Some((past.id.as_ref()?, past.at, words)),
            _ => None,
        })
    }

    /// Makes the nodes of branches that were opened and have none yet.
    pub fn grow(&mut self, glossary: &Glossary, page: usize) {
        if self.tree.wants_more() {
            self.remake(glossary, &self.tree.opened(), page);
        }
    }

    /// Selects the node that shows an item, or the nearest that holds it, opening what hides it.
    pub fn reveal(&mut self, item: &Item, glossary: &Glossary, page: usize) {
        if self.tree.is_partial() && self.tree.place(item).is_none() {
            let mut opened = self.tree.opened();
            let holders = std::iter::successors(item.holder(), Item::holder);
            opened.extend(holders.map(|item| Position { item, branch: Branch::Main }));
            self.remake(glossary, &opened, page);
        }
        self.tree.reveal(item, page);
    }

    /// Selects the node at the end of a way from the root, opening what hides it.
    pub fn follow(&mut self, way: &[Position], glossary: &Glossary, page: usize) {
        let Some(position) = way.last() else { return };
        if self.tree.is_partial() && self.tree.place_of(position).is_none() {
            let mut opened = self.tree.opened();
            opened.extend(way.iter().cloned());
            self.remake(glossary, &opened, page);
        }
        if let Some(place) = self.tree.place_of(position) {
            self.tree.reveal_place(place, page);
        }
    }

    fn remake(&mut self, glossary: &Glossary, opened: &HashSet<Position>, page: usize) {
        let Some(case) = self.load.data() else { return };
        self.tree.replace(opened_outline(case, glossary, opened), page);
        self.tree.mark(&self.unseen);
    }

    /// Forgets every change mark.
    pub fn see_all(&mut self) {
        if !self.unseen.is_empty() {
            self.unseen.clear();
            self.tree.mark(&self.unseen);
        }
    }

    /// Forgets the change mark of the node that was selected, once another one is.
    pub(in crate::app) fn see_left(&mut self) {
        let selected = self.tree.selected().map(|node| &node.position);
        if self.selected.as_ref() != selected {
            let left = std::mem::replace(&mut self.selected, selected.cloned());
            if let Some(left) = left {
                self.see(&left.item);
            }
        }
    }

    /// Forgets the change mark of the selected node: its case is left.
    pub(in crate::app) fn see_selected(&mut self) {
        if let Some(item) = self.tree.selected().map(|node| node.position.item.clone()) {
            self.see(&item);
        }
    }

    /// Forgets a change mark.
    fn see(&mut self, item: &Item) {
        if self.unseen.remove(item) {
            self.tree.mark(&self.unseen);
        }
    }
}

/// A case beside what its reader has seen of it in an earlier run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// It is another one.
    Differs,
    /// It is the same, and this run saw no change of it.
    Same,
    /// The reader never looked, or this run saw a change.
    Unknown,
}

/// The cases by customer.
#[derive(Debug, Default)]
pub struct Cases {
    entries: HashMap<RowKey, Entry>,
    /// Least recently used first.
    recent: VecDeque<RowKey>,
    /// Which files stand in which of them.
    shared: SharedFiles,
    /// Our words for codes.
    glossary: Arc<Glossary>,
}

impl Cases {
    /// No cases yet; those to come are read with these words.
    #[must_use]
    pub fn new(glossary: Arc<Glossary>) -> Self {
        Self { glossary, ..Self::default() }
    }

    /// A customer's case, if it is kept.
    #[must_use]
    pub fn get(&self, key: &RowKey) -> Option<&Entry> {
        self.entries.get(key)
    }

    /// Which files stand in which of the cases.
    #[must_use]
    pub const fn shared_files(&self) -> &SharedFiles {
        &self.shared
    }

    /// A customer's case to change, if it is kept.
    pub fn get_mut(&mut self, key: &RowKey) -> Option<&mut Entry> {
        self.entries.get_mut(key)
    }

    /// A customer's case, made room for. The least recently read one without a request under way leaves.
    pub fn enter(&mut self, key: &RowKey) -> &mut Entry {
        self.recent.retain(|recent| recent != key);
        self.recent.push_back(key.clone());
        self.make_room(key)
    }

    /// The same for a case that nobody reads yet: it leaves before those that were read.
    pub fn enter_behind(&mut self, key: &RowKey) -> &mut Entry {
        if !self.recent.contains(key) {
            self.recent.push_front(key.clone());
        }
        self.make_room(key)
    }

    /// Notes that a case is read now, if it is kept: it is the last to leave.
    pub fn touch(&mut self, key: &RowKey) {
        if let Some(place) = self.recent.iter().position(|recent| recent == key) {
            self.recent.remove(place);
            self.recent.push_back(key.clone());
        }
    }

    fn make_room(&mut self, key: &RowKey) -> &mut Entry {
        while self.recent.len() > KEPT {
            let leaving = self.recent.iter().position(|old| old != key && self.is_resting(old));
            let Some(old) = leaving.and_then(|place| self.recent.remove(place)) else { break };
            self.entries.remove(&old);
            if let Some(id) = old.id() {
                self.shared.forget(id);
            }
        }
        self.entries.entry(key.clone()).or_default()
    }

    /// Keeps a case that was not asked for: one from a file. It stays, however many there are.
    pub fn keep(&mut self, key: &RowKey, outcome: Result<Box<Case>, Failure>, now: Now) {
        let entry = self.entries.entry(key.clone()).or_default();
        match outcome {
            Ok(case) => {
                entry.tree.replace(opened_outline(&case, &self.glossary, &entry.tree.opened()), 1);
                self.shared.note(&case);
                entry.load =
                    Load::Ready(Ready { data: Arc::from(case), fetched: now, refreshing: None, failure: None });
            }
            Err(failure) => entry.load = Load::Failed(failure),
        }
    }

    /// Takes what is remembered of a case beside the look that this is about, once in a run: what the run saw later is
    /// compared with that. Returns how it stands beside what the reader has seen of it; `None` where it is not taken.
    pub fn recall(&mut self, key: &RowKey, look: RequestId, recollection: Recollection, now: Now) -> Option<Beside> {
        let entry = self.entries.get_mut(key).filter(|entry| entry.look == Some(look))?;
        let Recollection { first_seen, changes, unseen, seen_at, mut past, left_out, pursuit } = recollection;
        past.reverse();
        let (mut seen, entered): (Vec<Past>, Vec<Past>) =
            past.into_iter().partition(|past| matches!(past.what, Happened::Changed(_)));
        // Another program may have entered something since.
        (entry.entered, entry.pursuit) = (entered, pursuit);
        if entry.is_recalled {
            entry.join_past();
            return None;
        }
        entry.is_recalled = true;
        seen.append(&mut entry.seen_past);
        (entry.seen_past, entry.first_seen, entry.seen_at) = (seen, first_seen, seen_at);
        entry.left_out += left_out;
        entry.join_past();
        // Of a later look they were told already.
        if !changes.is_empty() && entry.first_look == Some(look) {
            entry.note(now.wall, changes);
        }
        let Some(unseen) = unseen else { return Some(Beside::Unknown) };
        entry.unseen.extend(unseen.iter().filter_map(|change| visible_trace(&entry.tree, change)));
        entry.tree.mark(&entry.unseen);
        Some(match (unseen.is_empty(), entry.unseen.is_empty()) {
            (false, _) => Beside::Differs,
            (true, true) => Beside::Same,
            (true, false) => Beside::Unknown,
        })
    }

    /// Takes what is kept of what was entered of a case.
    pub fn take_entered(&mut self, key: &RowKey, kept: Kept) {
        if let Some(entry) = self.entries.get_mut(key) {
            (entry.entered, entry.pursuit) = (kept.past, kept.pursuit);
            entry.join_past();
        }
    }

    fn is_resting(&self, key: &RowKey) -> bool {
        self.entries.get(key).is_none_or(|entry| entry.load.waits_for().is_none())
    }

    /// Takes the answer to a request. Returns what changed since the last look, or refuses an answer nobody waits for.
    ///
    /// # Errors
    /// [`Stale`] where the case waits for another request or for none.
    pub fn receive(
        &mut self,
        key: &RowKey,
        request: RequestId,
        outcome: Result<Box<Case>, Failure>,
        now: Now,
        page: usize,
    ) -> Result<Vec<Change>, Stale> {
        let entry = self.entries.get_mut(key).ok_or(Stale)?;
        let case = match outcome {
            Ok(case) => case,
            Err(failure) => return entry.load.fail(request, failure).map(|()| Vec::new()),
        };
        let old = entry.load.succeed(request, Arc::from(case), now)?;
        let Some(case) = entry.load.data() else { return Err(Stale) };
        let found = compare(&mut entry.readable, old.as_deref(), case);
        entry.tree.replace(opened_outline(case, &self.glossary, &entry.tree.opened()), page);
        entry.unseen.retain(|item| entry.tree.shows(item));
        entry.look = Some(request);
        entry.first_look.get_or_insert(request);
        entry.unseen.extend(found.iter().filter_map(|change| visible_trace(&entry.tree, change)));
        entry.tree.mark(&entry.unseen);
        self.shared.note(case);
        if !found.is_empty() {
            entry.note(now.wall, found.clone());
        }
        Ok(found)
    }
}

/// What changed since the last look. What cannot be read now is kept as it could be read last, for the look after this.
fn compare(readable: &mut Option<Box<Inventory>>, old: Option<&Case>, case: &Case) -> Vec<Change> {
    let now = Inventory::of(case);
    let before = readable.take().map(|kept| *kept).or_else(|| old.map(Inventory::of));
    let found = before.as_ref().map_or_else(Vec::new, |before| before.changes(&now));
    if now.has_gaps() {
        *readable = Some(Box::new(match &before {
            Some(before) => now.filled_from(before),
            None => now,
        }));
    }
    found
}

/// The node on which a change is marked: its own, or the nearest that holds it where it is gone.
fn visible_trace(tree: &Tree, change: &Change) -> Option<Item> {
    let own = match change.how {
        How::Removed => change.item.holder(),
        How::Added | How::Altered { .. } | How::Lost(_) | How::Found => Some(change.item.clone()),
    };
    std::iter::successors(own, Item::holder).find(|item| tree.shows(item))
}

#[cfg(test)]
mod tests;
