//! Refused documents of two looks. Those that share a handle are compared by content: equal ones cancel out, what is left
//! is paired in the order of its content.

use std::collections::{BTreeMap, BTreeSet};

use super::How;
use super::gaps::{self, Gaps};
use crate::domain::case::Case;
use crate::domain::fact::{Extent, Fact};
use crate::domain::key::{DocumentKey, Item, Subject};
use crate::domain::mask::{Prose, TextOrProse};
use crate::domain::rejection::{Category, DocumentUri, LabelCode, RejectedDocument, Verdict};
use crate::domain::text::SafeText;

/// What documents share that cannot be told apart by where they stand.
type Handle = (Subject, Option<Category>, Option<DocumentUri>);

/// The refused documents of a look by their handle, each list in the order of its content.
#[derive(Clone, Default, PartialEq, Eq)]
pub(in crate::domain) struct Papers(BTreeMap<Handle, Vec<(DocumentKey, RejectedDocument)>>);

impl Papers {
    /// Each document with its key.
    pub(in crate::domain) fn iter(&self) -> impl Iterator<Item = (&DocumentKey, &RejectedDocument)> {
        self.0.values().flatten().map(|(key, document)| (key, document))
    }

    /// Takes a document in; [`Self::sort`] follows the last.
    pub(in crate::domain) fn add(&mut self, key: DocumentKey, document: RejectedDocument) {
        self.0.entry(handle(&key)).or_default().push((key, document));
    }

    /// Brings documents that share a handle into the order of their content.
    pub(in crate::domain) fn sort(&mut self) {
        for alike in self.0.values_mut() {
            alike.sort_by(|(_, a), (_, b)| a.content().cmp(&b.content()));
        }
    }

    pub(super) fn holds(&self, key: &DocumentKey) -> bool {
        self.0.get(&handle(key)).is_some_and(|papers| papers.iter().any(|(known, _)| known == key))
    }

    /// Whether there is any document below an item.
    pub(super) fn any_below(&self, item: &Item) -> bool {
        self.0.keys().any(|(subject, ..)| match item {
            Item::Documents(of) | Item::Rejection(of) => of == subject,
            Item::PartyRejections => *subject != Subject::Company,
            Item::DocumentLabels(key) => key.subject == *subject,
            _ => false,
        })
    }

    /// Takes out a document that lost its identity, and those of a subject that did.
    pub(super) fn remove(&mut self, item: &Item) {
        match item {
            Item::Document(key) => drop(self.0.remove(&handle(key))),
            Item::Rejection(subject) => self.0.retain(|(whose, ..), _| whose != subject),
            _ => {}
        }
    }
}

fn handle(key: &DocumentKey) -> Handle {
    (key.subject.clone(), key.category.clone(), key.uri.clone())
}

/// The documents of a case; what could not be read of them is noted.
pub(super) fn papers(case: &Case, gaps: &mut Gaps, nameless: &mut BTreeSet<Item>) -> Papers {
    let mut note = |item, extent| gaps::note(gaps, item, extent);
    for (subject, rejection) in case.rejections() {
        note(Item::Documents(subject), rejection.documents.extent());
    }
    let mut papers = Papers::default();
    let entries = case.rejection.given().map_or(&[][..], |reason| reason.parties.items());
    let is_somebody_unknown = entries.iter().any(|entry| entry.id.is_unknown());
    for (key, document) in case.documents() {
        if key.subject.is_nobody() && is_somebody_unknown {
            continue;
        }
        if document.uri.is_unknown() || document.category.is_unknown() {
            note(Item::Documents(key.subject.clone()), Extent::Partly);
            continue;
        }
        if key.uri.is_none() || key.category.is_none() {
            nameless.insert(Item::Document(key.clone()));
        }
        note(Item::DocumentLabels(key.clone()), document.verdict.labels.extent());
        if document.verdict.comment.is_unknown() {
            note(Item::DocumentFact(key.clone(), "moderation_comment"), Extent::Unreadable);
        }
        papers.add(key, document.clone());
    }
    papers.sort();
    papers
}

/// What differs from one look's documents to another's.
pub(super) fn changes(
    before: &Papers,
    after: &Papers,
    is_gone: impl Fn(&DocumentKey) -> bool,
    is_new: impl Fn(&DocumentKey) -> bool,
) -> Vec<(Item, How)> {
    let mut changes = Vec::new();
    let handles: BTreeSet<&Handle> = before.0.keys().chain(after.0.keys()).collect();
    for handle in handles {
        let of = |papers: &'_ Papers| papers.0.get(handle).cloned().unwrap_or_default();
        let (old, new): (Vec<(DocumentKey, RejectedDocument)>, Vec<_>) = (of(before), of(after));
        let (old, new) = without_equal(old, new);
        for pair in 0..old.len().max(new.len()) {
            match (old.get(pair), new.get(pair)) {
                (Some((_, before)), Some((key, now))) => verdict_changes(key, before, now, &mut changes),
                (Some((key, _)), None) if is_gone(key) => {
                    changes.push((Item::Document(key.clone()), How::Removed));
                }
                (None, Some((key, _))) if is_new(key) => {
                    changes.push((Item::Document(key.clone()), How::Added));
                }
                _ => {}
            }
        }
    }
    changes
}

type Alike = Vec<(DocumentKey, RejectedDocument)>;

/// Both sides, in order, without what stands on either.
fn without_equal(old: Alike, new: Alike) -> (Alike, Alike) {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let (mut old, mut new) = (old.into_iter().peekable(), new.into_iter().peekable());
    while let (Some((_, a)), Some((_, b))) = (old.peek(), new.peek()) {
        match a.content().cmp(&b.content()) {
            std::cmp::Ordering::Equal => drop((old.next(), new.next())),
            std::cmp::Ordering::Less => left.extend(old.next()),
            std::cmp::Ordering::Greater => right.extend(new.next()),
        }
    }
    left.extend(old);
    right.extend(new);
    (left, right)
}

fn verdict_changes(key: &DocumentKey, before: &RejectedDocument, after: &RejectedDocument, out: &mut Vec<(Item, How)>) {
    let (old, new): (&Verdict, &Verdict) = (&before.verdict, &after.verdict);
    let is_readable = !old.comment.is_unknown() && !new.comment.is_unknown();
    if is_readable && old.words() != new.words() {
        let told = |fact: &Fact<Prose>| match fact {
            Fact::Given(prose) => TextOrProse::Prose(prose.clone()),
            absent => TextOrProse::Plain(SafeText::line(absent.absence().unwrap_or_default())),
        };
        let how = How::Altered { before: told(&old.comment), after: told(&new.comment) };
        out.push((Item::DocumentFact(key.clone(), "moderation_comment"), how));
    }
    let named = |label: &LabelCode| Item::DocumentLabel(key.clone(), label.clone());
    let labels = |verdict: &Verdict| verdict.labels.items().iter().cloned().collect::<BTreeSet<LabelCode>>();
    let (had, has) = (labels(old), labels(new));
    if new.labels.extent() == Extent::Whole {
        out.extend(had.difference(&has).map(|label| (named(label), How::Removed)));
    }
    if old.labels.extent() == Extent::Whole {
        out.extend(has.difference(&had).map(|label| (named(label), How::Added)));
    }
}

/// The documents of a look, with what it could not read as an earlier one had it. A document that stands on both sides is
/// itself; the others are paired in order, and what has no partner may be one that could not be read.
pub(super) fn filled(mut papers: Papers, earlier: &Papers, is_hidden: impl Fn(&DocumentKey) -> bool) -> Papers {
    for (handle, before) in &earlier.0 {
        let alike = papers.0.entry(handle.clone()).or_default();
        let (left, mut changed) = without_equal(before.clone(), alike.clone());
        alike.retain(|paper| !changed.contains(paper));
        for ((_, document), (_, old)) in changed.iter_mut().zip(&left) {
            if document.verdict.labels.extent() != Extent::Whole && old.verdict.labels.extent() == Extent::Whole {
                document.verdict.labels.clone_from(&old.verdict.labels);
            }
            if document.verdict.comment.is_unknown() {
                document.verdict.comment.clone_from(&old.verdict.comment);
            }
        }
        let missing: Vec<_> = left.into_iter().skip(changed.len()).filter(|(key, _)| is_hidden(key)).collect();
        alike.extend(changed);
        alike.extend(missing);
        alike.sort_by(|(_, a), (_, b)| a.content().cmp(&b.content()));
    }
    papers.0.retain(|_, alike| !alike.is_empty());
    papers
}
