//! Changes: what differs between two looks at one case. Order is never a change.

use std::collections::{BTreeMap, BTreeSet};

use super::case::Case;
use super::customer::{OtherField, Particulars, Profile};
use super::fact::Fact;
use super::key::{DocumentKey, Item, RequestKey, Subject};
use super::mask::{Personal, PersonalKind};
use super::rejection::{LabelCode, RejectedDocument, Verdict};
use super::request::Request;
use super::text::SafeText;
use super::time::Timestamp;

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What differs.
    pub item: Item,
    /// How it differs.
    pub how: How,
}

/// How a thing differs. Personal values say only that they changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// It was not there before.
    Added,
    /// It is no longer there.
    Removed,
    /// Its value changed.
    Altered {
        /// The value before, where it may be told.
        before: SafeText,
        /// The value now, where it may be told.
        after: SafeText,
    },
}

/// What differs from `before` to `after`: company first, then parties, rejections, requests.
#[must_use]
pub fn changes(before: &Case, after: &Case) -> Vec<Change> {
    let (old, new) = (inventory(before), inventory(after));
    let mut changes = Vec::new();
    for (item, value) in &old {
        match new.get(item) {
            None if !is_told_already(item, &new) => changes.push((item.clone(), How::Removed)),
            Some(now) if now != value => changes.push((item.clone(), value.altered_to(now))),
            None | Some(_) => {}
        }
    }
    for item in new.keys() {
        if !old.contains_key(item) && !is_told_already(item, &old) {
            changes.push((item.clone(), How::Added));
        }
    }
    changes.extend(document_changes(before, after));
    changes.sort_by(|a, b| a.0.cmp(&b.0));
    changes.into_iter().map(|(item, how)| Change { item, how }).collect()
}

/// What an item is compared by.
#[derive(PartialEq, Eq)]
enum Value {
    /// Being there is all there is to it.
    There,
    /// A value that may be told.
    Told(SafeText),
    /// A value that may not.
    Secret(Vec<Personal>),
}

impl Value {
    fn altered_to(&self, now: &Self) -> How {
        let told = |value: &Self| match value {
            Self::Told(text) => text.clone(),
            Self::There | Self::Secret(_) => SafeText::line("(changed)"),
        };
        How::Altered { before: told(self), after: told(now) }
    }
}

type Inventory = BTreeMap<Item, Value>;

/// Every comparable item of a case but its documents, which compare as a multiset.
fn inventory(case: &Case) -> Inventory {
    let mut items = Inventory::new();
    profile_items(&case.profile, &case.particulars, &mut items);
    insert(&mut items, Item::Fact("verification_type"), &case.verification_type);
    insert_time(&mut items, Item::Fact("last_status_updated_at"), &case.last_status_updated_at);
    party_items(case, &mut items);
    rejection_items(case, &mut items);
    request_items(case, &mut items);
    for (path, field) in case.other_fields() {
        insert_other(&mut items, path, field);
    }
    items
}

fn profile_items(profile: &Profile, particulars: &Particulars, items: &mut Inventory) {
    use super::customer::Name;
    insert(items, Item::Fact("type"), &profile.kind);
    match &profile.name {
        Name::Business(name) => insert(items, Item::Fact("business_name"), name),
        Name::Individual { first, last } => {
            insert_personal(items, Item::Fact("first_name"), first);
            insert_personal(items, Item::Fact("last_name"), last);
        }
    }
    insert_personal(items, Item::Fact("email"), &profile.email);
    insert_personal(items, Item::Fact("phone"), &particulars.phone);
    insert(items, Item::Fact("country"), &profile.country);
    insert(items, Item::Fact("customer_status"), &profile.status);
    insert_time(items, Item::Fact("created_at"), &particulars.created_at);
    insert_time(items, Item::Fact("updated_at"), &profile.updated_at);
}

fn party_items(case: &Case, items: &mut Inventory) {
    for party in case.parties.items() {
        let at = |name| Item::PartyFact(party.key.clone(), name);
        items.insert(Item::Party(party.key.clone()), Value::There);
        insert(items, at("type"), &party.kind);
        insert(items, at("ownership_percent"), &party.share);
        insert_personal(items, at("email"), &party.email);
        if let Some(verification) = party.verification.given() {
            insert(items, at("status"), &verification.status);
            insert(items, at("for_customer"), &verification.for_customer);
            insert(items, at("for_developer"), &verification.for_developer);
            insert_time(items, at("updated_at"), &verification.updated_at);
        }
    }
}

/// A comment without words is no comment: Fin sends an empty one with most rejections.
fn rejection_items(case: &Case, items: &mut Inventory) {
    let mut comments: BTreeMap<Subject, BTreeSet<&str>> = BTreeMap::new();
    for (subject, rejection) in case.rejections() {
        let Some(verdict) = rejection.verdict.given() else { continue };
        for label in verdict.labels.items() {
            items.insert(Item::Label(subject.clone(), label.clone()), Value::There);
        }
        if let Some(words) = verdict.words() {
            comments.entry(subject).or_default().insert(words.as_str());
        }
    }
    for (subject, words) in comments {
        let words: Vec<&str> = words.into_iter().collect();
        items.insert(Item::Comment(subject), Value::Told(SafeText::block(&words.join(" / "))));
    }
}

fn request_items(case: &Case, items: &mut Inventory) {
    let mut named: BTreeSet<RequestKey> = BTreeSet::new();
    for (ask, _) in case.requested_documents() {
        named.insert(ask.request.clone());
        items.insert(Item::Ask(ask), Value::There);
    }
    let bare = case.requests.items().iter().map(Request::key).filter(|key| !named.contains(key));
    items.extend(bare.map(|key| (Item::Request(key), Value::There)));
    for (key, field) in case.requested_fields() {
        let at = |name| Item::FieldFact(key.clone(), name);
        items.insert(Item::Field(key.clone()), Value::There);
        insert(items, at("data_type"), &field.data_type);
        insert(items, at("status"), &field.status);
        insert(items, at("reason"), &field.reason);
        let mut options: Vec<&str> = field.options.items().iter().map(SafeText::as_str).collect();
        options.sort_unstable();
        items.insert(at("options"), Value::Told(SafeText::line(&options.join(", "))));
    }
}

/// Documents that share a handle are compared by content: equal ones cancel out, what is left is paired in the order of
/// their content.
fn document_changes(before: &Case, after: &Case) -> Vec<(Item, How)> {
    let (mut old, mut new) = (before.documents(), after.documents());
    for documents in [&mut old, &mut new] {
        documents.sort_by(|a, b| a.0.cmp(&b.0));
    }
    old.retain(|(key, document)| {
        let twin = new.iter().position(|(other, now)| same_handle(key, other) && document.content() == now.content());
        twin.map(|place| new.remove(place)).is_none()
    });
    let mut changes = Vec::new();
    for (key, document) in old {
        match new.iter().position(|(other, _)| same_handle(&key, other)) {
            Some(place) => {
                let (key, now) = new.remove(place);
                verdict_changes(&key, document, now, &mut changes);
            }
            None => changes.push((Item::Document(key), How::Removed)),
        }
    }
    changes.extend(new.into_iter().map(|(key, _)| (Item::Document(key), How::Added)));
    changes
}

fn same_handle(a: &DocumentKey, b: &DocumentKey) -> bool {
    (&a.subject, &a.category, &a.uri) == (&b.subject, &b.category, &b.uri)
}

fn verdict_changes(key: &DocumentKey, before: &RejectedDocument, after: &RejectedDocument, out: &mut Vec<(Item, How)>) {
    let (old, new): (&Verdict, &Verdict) = (&before.verdict, &after.verdict);
    if old.words() != new.words() {
        let how = How::Altered { before: told(&old.comment), after: told(&new.comment) };
        out.push((Item::DocumentFact(key.clone(), "moderation_comment"), how));
    }
    let labels = |verdict: &Verdict| verdict.labels.items().iter().cloned().collect::<BTreeSet<LabelCode>>();
    let (old, new) = (labels(old), labels(new));
    let named = |label: &LabelCode| Item::DocumentLabel(key.clone(), label.clone());
    out.extend(old.difference(&new).map(|label| (named(label), How::Removed)));
    out.extend(new.difference(&old).map(|label| (named(label), How::Added)));
}

/// Whether naming the item would say the same thing twice: mostly as the thing it belongs to is itself missing from the
/// other side.
fn is_told_already(item: &Item, other: &Inventory) -> bool {
    let parent = match item {
        Item::PartyFact(key, _) => Item::Party(key.clone()),
        Item::Field(key) => Item::Ask(key.ask.clone()),
        Item::FieldFact(key, _) => {
            let (field, ask) = (Item::Field(key.clone()), Item::Ask(key.ask.clone()));
            return !other.contains_key(&field) || !other.contains_key(&ask);
        }
        // A request that names nothing yet is told by itself, one that names something by what it names.
        Item::Request(key) => {
            return other.keys().any(|item| matches!(item, Item::Ask(ask) if ask.request == *key));
        }
        _ => return false,
    };
    !other.contains_key(&parent)
}

fn told<T: std::fmt::Display>(fact: &Fact<T>) -> SafeText {
    SafeText::block(&fact.words())
}

fn insert<T: std::fmt::Display>(items: &mut Inventory, item: Item, fact: &Fact<T>) {
    items.insert(item, Value::Told(told(fact)));
}

fn insert_time(items: &mut Inventory, item: Item, fact: &Fact<Timestamp>) {
    let told = fact.given().map_or_else(|| told(&fact.as_ref().map(|_| "")), |time| SafeText::line(&time.to_second()));
    items.insert(item, Value::Told(told));
}

fn insert_personal(items: &mut Inventory, item: Item, fact: &Fact<Personal>) {
    items.insert(item, Value::Secret(fact.given().cloned().into_iter().collect()));
}

fn insert_other(items: &mut Inventory, path: SafeText, field: &OtherField) {
    let named = |(below, value): &(SafeText, Personal)| {
        [Personal::from_safe(PersonalKind::Unknown, below.clone()), value.clone()]
    };
    items.insert(Item::OtherField(path), Value::Secret(field.leaves.iter().flat_map(named).collect()));
}

#[cfg(test)]
mod tests;
