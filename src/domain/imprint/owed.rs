//! The part of a look that a sent request rests on: what is asked of whom, how far customer and parties are, and whether
//! the addresses of those it goes to are still the same.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::seal::{CONTACT, Seal};
use super::written::Whom;
use super::{CustomerKey, Difference, FingerprintKey, Imprint, Names};
use crate::domain::change::{How, Inventory, Value, is_at_or_below};
use crate::domain::customer::CustomerStatus;
use crate::domain::fact::{Extent, Word};
use crate::domain::glossary::Glossary;
use crate::domain::key::{AskKey, Item, Subject};
use crate::domain::party::PartyStatus;

/// Somebody of a case, called as the case is kept.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeptSubject(Subject);

impl KeptSubject {
    /// What somebody of a case is called where it is kept.
    #[must_use]
    pub fn of(subject: &Subject, customer: &CustomerKey, key: &FingerprintKey, glossary: &Glossary) -> Self {
        Self(Seal { key, customer, glossary }.subject(subject))
    }

    /// The customer itself.
    #[must_use]
    pub const fn company() -> Self {
        Self(Subject::Company)
    }

    /// Who that is in the case at hand.
    #[must_use]
    pub fn told(&self, names: &Names) -> Subject {
        match &self.0 {
            Subject::Party(key) => match names.live(&Item::Party(key.clone())) {
                Item::Party(key) => Subject::Party(key),
                _ => self.0.clone(),
            },
            other => other.clone(),
        }
    }

    fn contact(&self) -> Option<Item> {
        match &self.0 {
            Subject::Company => Some(Item::Fact(CONTACT)),
            Subject::Party(key) => Some(Item::PartyFact(key.clone(), CONTACT)),
            Subject::UnknownParty(_) => None,
        }
    }
}

impl Serialize for KeptSubject {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Whom::from(&self.0).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for KeptSubject {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(Whom::deserialize(deserializer)?.into()))
    }
}

/// What a request rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Owed(Imprint);

impl Imprint {
    /// What a request to these rests on.
    #[must_use]
    pub fn owed(&self, to: &[KeptSubject]) -> Owed {
        let look = &self.sealed;
        let contacts: BTreeSet<Item> = to.iter().filter_map(KeptSubject::contact).collect();
        let is_part = |item: &Item| is_asked(item) || is_standing(item) || contacts.contains(item);
        let items = look.items.iter().filter(|(item, _)| is_part(item));
        let entries = |items: &BTreeSet<Item>| items.iter().filter(|item| is_part(item)).cloned().collect();
        let gaps = |gaps: &BTreeMap<Item, Extent>| {
            let part = gaps.iter().filter(|(item, _)| is_part(item) || **item == Item::Parties);
            part.map(|(item, extent)| (item.clone(), *extent)).collect()
        };
        let sealed = Inventory {
            items: items.map(|(item, value)| (item.clone(), value.clone())).collect(),
            entries: entries(&look.entries),
            nameless: entries(&look.nameless),
            gaps: gaps(&look.gaps),
            gaps_now: gaps(&look.gaps_now),
            ..Inventory::default()
        };
        Owed(Self { sealed, words: self.words })
    }

    /// Whether something that is asked may be missing in it, or more may be wanted than it shows.
    #[must_use]
    pub fn may_ask_more(&self) -> bool {
        may_ask_more(&self.sealed.gaps_now)
    }

    /// Every ask that is open in it.
    #[must_use]
    pub fn asks(&self) -> Vec<AskKey> {
        asks(&self.sealed).cloned().collect()
    }
}

impl Owed {
    /// Whether it can be compared with a later look: another version of this program may call the same things otherwise.
    #[must_use]
    pub fn is_comparable(&self, now: &Imprint) -> bool {
        self.0.words == now.words
    }

    /// What is asked of these.
    pub fn asks_of<'a>(&'a self, to: &'a [KeptSubject]) -> impl Iterator<Item = &'a AskKey> {
        asks(&self.0.sealed).filter(|ask| to.iter().any(|subject| subject.0 == ask.request.subject))
    }

    /// Whether anything at all is asked.
    #[must_use]
    pub fn has_asks(&self) -> bool {
        asks(&self.0.sealed).next().is_some()
    }

    /// Whether an ask was open, of whomever.
    #[must_use]
    pub fn holds(&self, ask: &AskKey) -> bool {
        self.0.sealed.items.contains_key(&Item::Ask(ask.clone()))
    }

    /// Whether an ask of a later look wants something else than it did: a field came, or its status or reason differs. That
    /// less is wanted is nothing new.
    #[must_use]
    pub fn is_changed(&self, now: &Imprint, ask: &AskKey) -> bool {
        let (then, now) = (&self.0.sealed.items, &now.sealed.items);
        let about = Item::Ask(ask.clone());
        let mut below = now.iter().filter(|(item, _)| is_asked(item) && is_at_or_below(item, &about));
        below.any(|(item, value)| then.get(item) != Some(value))
    }

    /// Whether customer or parties stand elsewhere than they did, as far as both looks tell. `None` where a look does not
    /// tell.
    #[must_use]
    pub fn has_moved(&self, now: &Imprint) -> Option<bool> {
        let is_known = |gaps: &BTreeMap<Item, Extent>| {
            !gaps
                .iter()
                .any(|(item, extent)| is_standing(item) || (*item == Item::Parties && *extent != Extent::NotTold))
        };
        if !is_known(&self.0.sealed.gaps_now) || !is_known(&now.sealed.gaps_now) {
            return None;
        }
        Some(!standing(&self.0.sealed).eq(standing(&now.sealed)))
    }

    /// Whether these are all who have to go on: the customer itself, or every party that has not begun.
    #[must_use]
    pub fn reaches_all_unfinished(&self, to: &[KeptSubject]) -> bool {
        let status = |item: &Item| match self.0.sealed.items.get(item) {
            Some(Value::Plain(text)) => Some(text.as_str().to_owned()),
            _ => None,
        };
        let customer = status(&Item::Fact("customer_status")).and_then(|word| CustomerStatus::parse(&word));
        let is_told = |subject: &Subject| to.iter().any(|told| told.0 == *subject);
        let unfinished = self.0.sealed.items.keys().filter_map(|item| match item {
            Item::PartyFact(key, "status") => {
                let is_unfinished =
                    status(item).and_then(|word| PartyStatus::parse(&word)) == Some(PartyStatus::Initiated);
                is_unfinished.then(|| Subject::Party(key.clone()))
            }
            _ => None,
        });
        let mut unfinished = unfinished.peekable();
        match customer {
            Some(CustomerStatus::Incomplete) => is_told(&Subject::Company),
            Some(CustomerStatus::AssociatedPartiesRemaining) => {
                is_told(&Subject::Company) || (unfinished.peek().is_some() && unfinished.all(|party| is_told(&party)))
            }
            // Nothing else asks anybody to finish.
            _ => false,
        }
    }

    /// Whether somebody's contact data is not what it was, as far as both looks tell of it.
    #[must_use]
    pub fn has_new_contact(&self, now: &Imprint, of: &KeptSubject) -> bool {
        let Some(item) = of.contact() else { return false };
        matches!((self.0.sealed.items.get(&item), now.sealed.items.get(&item)), (Some(then), Some(now)) if then != now)
    }
}

impl Difference {
    /// The ask that is gone.
    #[must_use]
    pub const fn removed_ask(&self) -> Option<&AskKey> {
        match (&self.0.item, &self.0.how) {
            (Item::Ask(ask), How::Removed) => Some(ask),
            _ => None,
        }
    }

    /// The ask that came, or of which more or something else is wanted.
    #[must_use]
    pub const fn raised_ask(&self) -> Option<&AskKey> {
        match (&self.0.item, &self.0.how) {
            (Item::Ask(ask), How::Added | How::Altered { .. }) => Some(ask),
            (Item::Field(field) | Item::FieldFact(field, _), How::Added | How::Altered { .. }) => Some(&field.ask),
            _ => None,
        }
    }

    /// Whether the customer or a party moved on.
    #[must_use]
    pub fn is_move(&self) -> bool {
        is_standing(&self.0.item) && matches!(self.0.how, How::Added | How::Removed | How::Altered { .. })
    }
}

fn asks(look: &Inventory) -> impl Iterator<Item = &AskKey> {
    look.items.keys().filter_map(|item| match item {
        Item::Ask(ask) => Some(ask),
        _ => None,
    })
}

pub(super) fn may_ask_more(gaps: &BTreeMap<Item, Extent>) -> bool {
    gaps.iter().any(|(item, extent)| match item {
        Item::Requests | Item::Request(_) => true,
        item => is_asked(item) && *extent != Extent::NotTold,
    })
}

pub(super) const fn is_asked(item: &Item) -> bool {
    matches!(item, Item::Requests | Item::Request(_) | Item::Ask(_) | Item::Field(_) | Item::FieldFact(..))
}

fn is_standing(item: &Item) -> bool {
    matches!(item, Item::Fact("customer_status") | Item::Party(_) | Item::PartyFact(_, "status"))
}

/// How far customer and parties are.
fn standing(look: &Inventory) -> impl Iterator<Item = (&Item, &Value)> {
    look.items.iter().filter(|(item, _)| is_standing(item))
}
