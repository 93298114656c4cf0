//! Identity inside a case: who and what a thing is, never where it stands. Keys survive refresh, sort and filter.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

mod words;

use super::id::{PartyId, PartyKey};
use super::rejection::{Category, DocumentUri, LabelCode};
use super::request::{DocumentType, FieldName, Section};
use super::text::SafeText;

/// Whom something is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The customer itself: the company, or the person where the customer is an individual.
    Company,
    /// One of its parties.
    Party(PartyKey),
    /// An id no party has, or none at all: shown and marked, never dropped.
    UnknownParty(PartyId),
}

impl Subject {
    /// Whether nobody can tell who is meant: neither the customer nor any id.
    #[must_use]
    pub fn is_nobody(&self) -> bool {
        matches!(self, Self::UnknownParty(id) if id.text().is_blank())
    }
}

/// A rejected document: one uri may stand in several documents, so equal ones are numbered.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentKey {
    /// Whose document it is.
    pub subject: Subject,
    /// What it was filed under.
    pub category: Option<Category>,
    /// Its handle.
    pub uri: Option<DocumentUri>,
    /// 0 for the first of equal documents.
    pub ordinal: u32,
}

/// A request: entries with the same subject and section merge.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestKey {
    /// Whom it is about.
    pub subject: Subject,
    /// Its section.
    pub section: Option<Section>,
}

/// An ask: one document type of one request. Duplicates merge.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AskKey {
    /// The request it belongs to.
    pub request: RequestKey,
    /// The document type.
    pub document_type: Option<DocumentType>,
}

/// A field of an ask.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldKey {
    /// The ask it belongs to.
    pub ask: AskKey,
    /// Its name.
    pub name: Option<FieldName>,
    /// The side, as sent.
    pub side: Option<SafeText>,
    /// 0 for the first of equal fields.
    pub ordinal: u32,
}

/// Anything in a case that can be selected, pointed at or marked as changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// The case itself.
    Case,
    /// The group of the customer's own facts.
    Facts,
    /// One of the customer's own facts, by its wire name.
    Fact(&'static str),
    /// The group of parties.
    Parties,
    /// One party.
    Party(PartyKey),
    /// The group of a party's own facts.
    PartyFacts(PartyKey),
    /// A fact of a party, by its wire name.
    PartyFact(PartyKey, &'static str),
    /// The group of rejections.
    Rejections,
    /// What was refused of parties.
    PartyRejections,
    /// What was refused of one subject.
    Rejection(Subject),
    /// The comment on a subject.
    Comment(Subject),
    /// The labels on a subject.
    Labels(Subject),
    /// A label on a subject.
    Label(Subject, LabelCode),
    /// The refused documents of a subject.
    Documents(Subject),
    /// A refused document.
    Document(DocumentKey),
    /// A fact of a rejected document, by its wire name.
    DocumentFact(DocumentKey, &'static str),
    /// The labels on a document.
    DocumentLabels(DocumentKey),
    /// A label on a document.
    DocumentLabel(DocumentKey, LabelCode),
    /// The group of requests.
    Requests,
    /// A request.
    Request(RequestKey),
    /// An ask.
    Ask(AskKey),
    /// A requested field.
    Field(FieldKey),
    /// A fact of a requested field, by its wire name.
    FieldFact(FieldKey, &'static str),
    /// The group of fields this build does not know.
    OtherFields,
    /// A field this build does not know, by its path.
    OtherField(SafeText),
    /// The group of what could not be taken as it stood.
    Problems,
    /// One of these, by its path and what is wrong there; see [`Problem::name`](super::fact::Problem::name).
    Problem(SafeText),
}

impl Item {
    /// The subject that it is about, where it is about one.
    #[must_use]
    pub fn subject(&self) -> Option<Subject> {
        Some(match self {
            Self::Party(key) | Self::PartyFacts(key) | Self::PartyFact(key, _) => Subject::Party(key.clone()),
            Self::Rejection(subject)
            | Self::Comment(subject)
            | Self::Labels(subject)
            | Self::Label(subject, _)
            | Self::Documents(subject) => subject.clone(),
            Self::Document(key)
            | Self::DocumentFact(key, _)
            | Self::DocumentLabels(key)
            | Self::DocumentLabel(key, _) => key.subject.clone(),
            Self::Request(key) => key.subject.clone(),
            Self::Ask(key) => key.request.subject.clone(),
            Self::Field(key) | Self::FieldFact(key, _) => key.ask.request.subject.clone(),
            Self::Fact(_) | Self::Facts => Subject::Company,
            Self::Case
            | Self::Parties
            | Self::Rejections
            | Self::PartyRejections
            | Self::Requests
            | Self::OtherFields
            | Self::OtherField(_)
            | Self::Problems
            | Self::Problem(_) => return None,
        })
    }

    /// What an item belongs to, for when the item itself is gone or is only a detail of something larger.
    #[must_use]
    pub fn holder(&self) -> Option<Self> {
        Some(match self {
            Self::Case => return None,
            Self::Facts | Self::Parties | Self::Rejections | Self::Requests | Self::OtherFields | Self::Problems => {
                Self::Case
            }
            Self::Fact(_) => Self::Facts,
            Self::Party(_) => Self::Parties,
            Self::PartyFacts(key) => Self::Party(key.clone()),
            Self::PartyFact(key, _) => Self::PartyFacts(key.clone()),
            Self::Rejection(_) | Self::PartyRejections => Self::Rejections,
            Self::Comment(subject) | Self::Labels(subject) | Self::Documents(subject) => {
                Self::Rejection(subject.clone())
            }
            Self::Label(subject, _) => Self::Labels(subject.clone()),
            Self::Document(key) => Self::Documents(key.subject.clone()),
            Self::DocumentFact(key, _) | Self::DocumentLabels(key) => Self::Document(key.clone()),
            Self::DocumentLabel(key, _) => Self::DocumentLabels(key.clone()),
            Self::Request(_) => Self::Requests,
            Self::Ask(key) => Self::Request(key.request.clone()),
            Self::Field(key) => Self::Ask(key.ask.clone()),
            Self::FieldFact(key, _) => Self::Field(key.clone()),
            Self::OtherField(_) => Self::OtherFields,
            Self::Problem(_) => Self::Problems,
        })
    }
}

/// Numbers things that share a key by the rank of their content, so that the order in which they were sent does not
/// matter. The answer has one number per item, in the order given. Content is looked at only where a key is shared.
#[must_use]
pub fn ordinals<'a, T, K: Hash + Eq, C: Ord>(
    items: &'a [T],
    key: impl Fn(&'a T) -> K,
    content: impl Fn(&'a T) -> C,
) -> Vec<u32> {
    let mut first = HashMap::with_capacity(items.len());
    let mut sharing: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, item) in items.iter().enumerate() {
        let first = *first.entry(key(item)).or_insert(place);
        if first != place {
            sharing.entry(first).or_insert_with(|| vec![first]).push(place);
        }
    }
    let mut numbers = vec![0; items.len()];
    for mut places in sharing.into_values() {
        places.sort_by_cached_key(|place| items.get(*place).map(&content));
        for (number, place) in (0..).zip(places) {
            if let Some(known) = numbers.get_mut(place) {
                *known = number;
            }
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_keys_are_numbered_by_content_not_by_place() {
        let numbers = |items: &[(&str, u8)]| ordinals(items, |item| item.0.to_owned(), |item| item.1);
        assert_eq!(numbers(&[("a", 2), ("b", 9), ("a", 1), ("a", 2)]), [1, 0, 0, 2]);
        assert_eq!(numbers(&[("a", 1), ("a", 2), ("a", 2), ("b", 9)]), [0, 1, 2, 0]);
    }

    /// Faults: K5.
    #[test]
    fn as_many_as_a_reply_holds_are_told_apart() {
        let same = vec![(); 100_000];
        assert_eq!(ordinals(&same, |()| "one key", |()| "one content"), (0..100_000).collect::<Vec<u32>>());
    }
}
