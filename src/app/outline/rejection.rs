//! What was refused: labels, comments and documents of the company and of each party.

use std::collections::{HashMap, HashSet};

use crate::domain::fact::Fact;
use crate::domain::glossary::Glossary;
use crate::domain::key::{DocumentKey, Item, Subject};
use crate::domain::mask::Prose;
use crate::domain::rejection::{LabelCode, RejectedDocument, Rejection};
use crate::domain::text::SafeText;
use crate::domain::wording::counted;

use super::super::line::{Line, Mark, Tone};
use super::super::tree::{Branch, Position};
use super::builder::{Branches, Outline, named};
use super::gathered::Gathered;
use super::words::{outcome, subject_line};

pub(super) fn outline(of: &Gathered<'_>, out: &mut Outline<'_>) {
    let heading = Line::own("Rejection  ", Tone::Strong);
    let heading = match &of.case.rejection {
        Fact::Given(_) => match of.case.rejection_extent().gap() {
            None => heading.and(summary(of), Tone::Dim),
            Some(gap) => heading.and(summary(of), Tone::Dim).and(format!(" · {gap}"), Tone::Bad),
        },
        other => heading.and(other.absence().unwrap_or_default(), Tone::Dim),
    };
    let subjects = subjects(of);
    let position = Position { item: Item::Rejections, branch: Branch::Main };
    if !out.branch(position, 1, Branches::Closed, heading, subjects.is_empty()) {
        return;
    }
    for subject in subjects {
        if out.is_done {
            return;
        }
        let line = subject_line(Line::default().mark(Mark::Bad), &of.people, &subject);
        let line = line.and("  ", Tone::Plain).and(counts(of.rejections(&subject)), Tone::Dim);
        let position = Position { item: Item::Rejection(subject.clone()), branch: Branch::Main };
        if out.branch(position, 2, Branches::Open, line, is_bare(of.rejections(&subject))) {
            body(of, &subject, Branch::Main, 3, out);
        }
    }
}

/// The same below the party it speaks of.
pub(super) fn under_party(of: &Gathered<'_>, subject: &Subject, out: &mut Outline<'_>) {
    let rejections = of.rejections(subject);
    if rejections.is_empty() {
        return;
    }
    let line = Line::own("Rejection  ", Tone::Strong).and(counts(rejections), Tone::Dim);
    let position = Position { item: Item::Rejection(subject.clone()), branch: Branch::Party };
    if out.branch(position, 3, Branches::Closed, line, is_bare(rejections)) {
        body(of, subject, Branch::Party, 4, out);
    }
}

/// Whether there is nothing to show below what was refused of a subject.
fn is_bare(rejections: &[&Rejection]) -> bool {
    rejections.iter().all(|rejection| rejection.verdict.given().is_none() && rejection.documents.items().is_empty())
}

fn summary(of: &Gathered<'_>) -> String {
    let labels = of.case.rejections().into_iter().map(|(_, rejection)| rejection.labels().len()).sum();
    let documents = of.case.document_count();
    format!("{} · {}", counted(labels, "label", "labels"), counted(documents, "document", "documents"))
}

fn counts(rejections: &[&Rejection]) -> String {
    let labels = rejections.iter().map(|rejection| rejection.labels().len()).sum();
    let documents = rejections.iter().map(|rejection| rejection.documents.items().len()).sum();
    format!("{} · {}", counted(labels, "label", "labels"), counted(documents, "document", "documents"))
}

/// Each subject something was refused of, once, in the order sent. A party's empty entry is shown too: it was sent.
fn subjects(of: &Gathered<'_>) -> Vec<Subject> {
    let mut met = HashSet::new();
    let sent = of.case.rejections().into_iter();
    let shown = sent.filter(|(subject, rejection)| *subject != Subject::Company || !rejection.is_empty());
    shown.map(|(subject, _)| subject).filter(|subject| met.insert(subject.clone())).collect()
}

fn body(of: &Gathered<'_>, subject: &Subject, branch: Branch, depth: u16, out: &mut Outline<'_>) {
    let rejections = of.rejections(subject);
    for (label, times) in each_once(rejections.iter().flat_map(|rejection| rejection.labels())) {
        let line = label_line(of, subject, label, times, out.glossary);
        out.leaf(branch, Item::Label(subject.clone(), label.clone()), depth, line);
    }
    let comments: Vec<&Fact<Prose>> =
        rejections.iter().filter_map(|rejection| rejection.verdict.given()).map(|verdict| &verdict.comment).collect();
    if let [first, ..] = comments[..] {
        let says = |comment: &&&Fact<Prose>| comment.given().is_some_and(|comment| !comment.is_blank());
        let mut spoken = comments.iter().filter(says);
        let line = named("comment").prose(spoken.next().copied().unwrap_or(first), Tone::Plain);
        let line = spoken.fold(line, |line, comment| line.and(" / ", Tone::Plain).prose(comment, Tone::Plain));
        out.leaf(branch, Item::Comment(subject.clone()), depth, line);
    }
    for (key, document) in of.documents(subject) {
        if out.is_done {
            return;
        }
        one(of, key, document, branch, depth, out);
    }
}

fn one(
    of: &Gathered<'_>,
    key: &DocumentKey,
    document: &RejectedDocument,
    branch: Branch,
    depth: u16,
    out: &mut Outline<'_>,
) {
    let mut line = Line::default().mark(Mark::Bad).handle(&document.uri, Tone::Plain);
    line = line.and("  ", Tone::Plain).fact(&document.category, Tone::Code);
    for label in document.verdict.labels.items() {
        line = line.and("  ", Tone::Plain).mark(Mark::Label).remote(label.text(), Tone::Code);
    }
    let position = Position { item: Item::Document(key.clone()), branch };
    if !out.branch(position, depth, Branches::Closed, line, false) {
        return;
    }
    let below = depth + 1;
    let asked = of.asked_again(key, out.glossary);
    let mut fact = |name: &'static str, line: Line| {
        out.leaf(branch, Item::DocumentFact(key.clone(), name), below, line);
    };
    fact("uri", named("handle").handle(&document.uri, Tone::Plain));
    fact("category", named("category").fact(&document.category, Tone::Code));
    fact("moderation_comment", named("comment").prose(&document.verdict.comment, Tone::Plain));
    if !asked.is_empty() {
        fact("asks", named("matching asks").remote(&SafeText::line(&asked), Tone::Plain));
    }
    if let Some(absence) = document.verdict.labels.absence() {
        fact("reject_labels", named("labels").and(absence, Tone::Dim));
    }
    for (label, times) in each_once(document.verdict.labels.items()) {
        let line = label_line(of, &key.subject, label, times, out.glossary);
        out.leaf(branch, Item::DocumentLabel(key.clone(), label.clone()), below, line);
    }
}

/// Each label once, in the order met, with how often it was sent.
fn each_once<'case>(labels: impl IntoIterator<Item = &'case LabelCode>) -> Vec<(&'case LabelCode, usize)> {
    let mut met: Vec<(&LabelCode, usize)> = Vec::new();
    let mut places: HashMap<&LabelCode, usize> = HashMap::new();
    for label in labels {
        let place = *places.entry(label).or_insert(met.len());
        match met.get_mut(place) {
            Some((_, times)) => *times += 1,
            None => met.push((label, 1)),
        }
    }
    met
}

/// The code, and beside it our reading in a few words. A code the catalogue does not know stands alone.
fn label_line(of: &Gathered<'_>, subject: &Subject, label: &LabelCode, times: usize, glossary: &Glossary) -> Line {
    let line = Line::default().mark(Mark::Label).remote(label.text(), Tone::Code);
    let line = match glossary.label(label) {
        Some(entry) => {
            let outcome = outcome(of.is_wanted(subject), entry.outcome);
            line.words_that_shrink(format!("  {} · {outcome}", entry.in_short), Tone::Dim)
        }
        None => line,
    };
    if times > 1 { line.and(format!("  ×{times}"), Tone::Dim) } else { line }
}
