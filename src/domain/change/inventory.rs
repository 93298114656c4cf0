//! What two looks at a case are compared by: every comparable item with its value, and what could not be read.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::documents::{self, Papers};
use super::gaps::{Gaps, covering, is_at_or_below, is_hidden, list_of};
use super::{Change, How};
use crate::domain::fact::{Extent, Fact};
use crate::domain::key::{DocumentKey, Item};
use crate::domain::mask::{Personal, Prose, TextOrProse};
use crate::domain::text::SafeText;

/// What an item is compared by.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::domain) enum Value {
    /// Being there is all there is to it.
    There,
    /// A value in words.
    Plain(SafeText),
    /// What somebody wrote.
    Prose(Prose),
    /// A personal value, which is not told.
    Personal(Option<Personal>),
    /// Texts of unknown content, which are not told.
    Unknown(Vec<(SafeText, Fact<Prose>)>),
}

impl Value {
    fn altered_to(&self, now: &Self) -> How {
        let told = |value: &Self| match value {
            Self::Plain(text) => TextOrProse::Plain(text.clone()),
            Self::Prose(prose) => TextOrProse::Prose(prose.clone()),
            Self::There | Self::Personal(_) | Self::Unknown(_) => TextOrProse::Plain(SafeText::line("(changed)")),
        };
        How::Altered { before: told(self), after: told(now) }
    }
}

/// A look at a case, as it is compared with another one.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Inventory {
    pub(in crate::domain) items: BTreeMap<Item, Value>,
    pub(in crate::domain) papers: Papers,
    /// Entries of lists that have no value of their own, such as a request that names documents.
    pub(in crate::domain) entries: BTreeSet<Item>,
    /// Entries without an identity, as the key that would tell them apart was not sent.
    pub(in crate::domain) nameless: BTreeSet<Item>,
    /// Lists and facts that are not known, or not whole. Nothing is concluded from what is missing below them.
    pub(in crate::domain) gaps: Gaps,
    /// The gaps of the look itself; those above are fewer where an earlier look filled some.
    pub(in crate::domain) gaps_now: Gaps,
}

impl fmt::Debug for Inventory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Inventory({} items, hidden)", self.items.len())
    }
}

impl Inventory {
    /// Whether something of the look was not known.
    #[must_use]
    pub fn has_gaps(&self) -> bool {
        !self.gaps_now.is_empty()
    }

    /// What differs from this look to a later one: company first, then parties, rejections, requests.
    #[must_use]
    pub fn changes(&self, after: &Self) -> Vec<Change> {
        let (before, after) = (self.beside(after), after.beside(self));
        let mut changes: Vec<(Item, How)> = before.gained_and_lost(&after);
        for (item, value) in &before.items {
            match after.items.get(item) {
                None if after.lacks(item) => changes.push((item.clone(), How::Removed)),
                Some(now) if now != value => changes.push((item.clone(), value.altered_to(now))),
                None | Some(_) => {}
            }
        }
        let added = after.items.keys().filter(|item| !before.items.contains_key(*item) && before.lacks(item));
        changes.extend(added.map(|item| (item.clone(), How::Added)));
        let is_gone = |key: &DocumentKey| after.lacks(&Item::Document(key.clone()));
        let is_new = |key: &DocumentKey| before.lacks(&Item::Document(key.clone()));
        changes.extend(documents::changes(&before.papers, &after.papers, is_gone, is_new));
        changes.sort_by(|a, b| a.0.cmp(&b.0));
        changes.into_iter().map(|(item, how)| Change { item, how }).collect()
    }

    /// This look, with what it could not read as an earlier one had it: the next look is compared with that.
    #[must_use]
    pub fn filled_from(mut self, earlier: &Self) -> Self {
        let gaps = std::mem::take(&mut self.gaps);
        let is_missing = |item: &Item| is_hidden(item, &gaps, |entry| self.holds(entry));
        let items: Vec<(Item, Value)> = earlier
            .items
            .iter()
            .filter(|(item, _)| !self.items.contains_key(*item) && is_missing(item))
            .map(|(item, value)| (item.clone(), value.clone()))
            .collect();
        let entries: Vec<Item> =
            earlier.entries.iter().filter(|item| !self.holds(item) && is_missing(item)).cloned().collect();
        let is_hidden_paper = |key: &DocumentKey| is_missing(&Item::Document(key.clone()));
        let papers = documents::filled(self.papers.clone(), &earlier.papers, is_hidden_paper);
        // What was never known stays unknown; what lies below a gap is known as far as it was before.
        let still = gaps.keys().filter_map(|item| Some((item.clone(), *earlier.gaps.get(item)?)));
        let below = earlier.gaps.iter().filter(|(item, _)| covering(item, &gaps).is_some());
        self.gaps = still.chain(below.map(|(item, extent)| (item.clone(), *extent))).collect();
        self.papers = papers;
        self.items.extend(items);
        self.entries.extend(entries);
        self
    }

    /// The look as it compares with another: an entry that lost its identity, or had none yet, is no other entry.
    fn beside(&self, other: &Self) -> Cow<'_, Self> {
        let holds = |item: &Item| match item {
            Item::Document(key) => other.papers.holds(key),
            item => other.holds(item),
        };
        let mut look = Cow::Borrowed(self);
        for item in self.nameless.iter().filter(|item| !holds(item)) {
            let look = look.to_mut();
            if let Some(list) = list_of(item) {
                look.gaps.entry(list).or_insert(Extent::Partly);
            }
            look.items.retain(|below, _| !is_at_or_below(below, item));
            look.papers.remove(item);
        }
        look
    }

    /// What became unreadable and what can be read again, each once and at the highest place.
    fn gained_and_lost(&self, after: &Self) -> Vec<(Item, How)> {
        let lost = after.gaps_now.iter().filter(|(item, extent)| {
            self.gaps_now.get(*item) != Some(*extent)
                && covering(item, &after.gaps_now).is_none()
                && (**extent != Extent::NotTold || self.is_worth_telling(item))
        });
        let lost = lost.map(|(item, extent)| (item.clone(), How::Lost(*extent)));
        let found = self.gaps_now.iter().filter(|(item, extent)| {
            !after.gaps_now.contains_key(*item)
                && covering(item, &after.gaps_now).is_none()
                && after.holder_is_there(item)
                && (**extent != Extent::NotTold || after.is_worth_telling(item))
        });
        lost.chain(found.map(|(item, _)| (item.clone(), How::Found))).collect()
    }

    /// Whether it matters that this look tells of a list and another does not: the large ones always, as that they are
    /// empty says something; any other where it holds something.
    fn is_worth_telling(&self, item: &Item) -> bool {
        let holds_any = || {
            self.items.keys().chain(&self.entries).any(|below| below != item && is_at_or_below(below, item))
                || self.papers.any_below(item)
        };
        let is_large = matches!(item, Item::Parties | Item::Rejections | Item::Requests);
        covering(item, &self.gaps_now).is_none() && !self.gaps_now.contains_key(item) && (is_large || holds_any())
    }

    /// Whether what a fact or a list is part of is there: of a party that is gone nothing can be read again.
    fn holder_is_there(&self, item: &Item) -> bool {
        match item {
            Item::PartyFact(key, _) => self.holds(&Item::Party(key.clone())),
            Item::Request(_) | Item::Ask(_) => self.holds(item),
            Item::FieldFact(key, _) => self.holds(&Item::Field(key.clone())),
            Item::Labels(subject) | Item::Documents(subject) | Item::Comment(subject) => {
                self.holds(&Item::Rejection(subject.clone()))
            }
            Item::DocumentLabels(key) | Item::DocumentFact(key, _) => self.papers.holds(key),
            _ => true,
        }
    }

    /// Whether an item that this look does not have is really missing, and not told by what it belongs to.
    fn lacks(&self, item: &Item) -> bool {
        !is_hidden(item, &self.gaps, |entry| self.holds(entry)) && !is_told_already(item, self)
    }

    fn holds(&self, item: &Item) -> bool {
        self.items.contains_key(item) || self.entries.contains(item)
    }
}

/// Whether naming the item would say the same thing twice: mostly as the thing it belongs to is itself missing from the
/// other side.
fn is_told_already(item: &Item, other: &Inventory) -> bool {
    let has = |item: &Item| other.items.contains_key(item);
    match item {
        Item::PartyFact(key, _) => !has(&Item::Party(key.clone())),
        Item::Field(key) => !has(&Item::Ask(key.ask.clone())),
        Item::FieldFact(key, _) => !has(&Item::Field(key.clone())) || !has(&Item::Ask(key.ask.clone())),
        // A request that names nothing yet is told by itself, one that names something by what it names.
        Item::Request(_) => other.entries.contains(item),
        _ => false,
    }
}
