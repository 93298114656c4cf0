//! What could not be read of a case, and what therefore may be there without having been seen.

use std::collections::BTreeMap;

use crate::domain::fact::Extent;
use crate::domain::key::{Item, Subject};

/// Lists and facts that are not known, or not whole.
pub(in crate::domain) type Gaps = BTreeMap<Item, Extent>;

/// The facts of a party that its verification holds.
const OF_VERIFICATION: [&str; 4] = ["status", "for_customer", "for_developer", "updated_at"];

/// Notes how much of a list is known; of several entries that share it, the worst counts.
pub(super) fn note(gaps: &mut Gaps, item: Item, extent: Extent) {
    if extent != Extent::Whole {
        let known = gaps.entry(item).or_insert(extent);
        *known = (*known).max(extent);
    }
}

/// What an item belongs to when it is compared.
pub(super) fn list_of(item: &Item) -> Option<Item> {
    match item {
        Item::PartyFact(key, "for_customer" | "for_developer") => Some(Item::PartyFact(key.clone(), "reason")),
        Item::PartyFact(key, "reason") => Some(Item::PartyFact(key.clone(), "verification")),
        Item::PartyFact(key, name) if OF_VERIFICATION.contains(name) => {
            Some(Item::PartyFact(key.clone(), "verification"))
        }
        Item::PartyFact(key, _) => Some(Item::Party(key.clone())),
        Item::Rejection(Subject::Party(_) | Subject::UnknownParty(_)) => Some(Item::PartyRejections),
        // A comment stands in one object with the labels.
        Item::Comment(subject) => Some(Item::Labels(subject.clone())),
        item => item.holder(),
    }
}

/// The items an item belongs to, from the nearest on.
fn lists_of(item: &Item) -> impl Iterator<Item = Item> {
    std::iter::successors(list_of(item), list_of)
}

/// Whether an item is another one, or belongs to it.
pub(in crate::domain) fn is_at_or_below(item: &Item, top: &Item) -> bool {
    item == top || lists_of(item).any(|list| list == *top)
}

/// The gap that covers all of an item, where one does: a list above it of which nothing is known.
pub(super) fn covering(item: &Item, gaps: &Gaps) -> Option<Item> {
    lists_of(item).find(|list| matches!(gaps.get(list), Some(Extent::NotTold | Extent::Unreadable)))
}

/// Whether an item may be there without having been seen: it, or what it belongs to, could not be read. From a list that
/// was read in part any entry may be missing that is not `held`.
pub(super) fn is_hidden(item: &Item, gaps: &Gaps, held: impl Fn(&Item) -> bool) -> bool {
    if gaps.is_empty() {
        return false;
    }
    let mut entry = item.clone();
    if gaps.contains_key(item) && !matches!(gaps.get(item), Some(Extent::Partly)) {
        return true;
    }
    while let Some(list) = list_of(&entry) {
        match gaps.get(&list) {
            Some(Extent::NotTold | Extent::Unreadable) => return true,
            Some(Extent::Partly) if !held(&entry) => return true,
            Some(Extent::Partly | Extent::Whole) | None => entry = list,
        }
    }
    false
}
