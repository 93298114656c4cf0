//! What was refused: labels, comments and documents of the company and of each party.

use crate::domain::ask::{Ask, asks};
use crate::domain::case::Case;
use crate::domain::fact::Fact;
use crate::domain::glossary::{Glossary, Outcome};
use crate::domain::key::{DocumentKey, Item, Subject};
use crate::domain::rejection::{LabelCode, RejectedDocument, Rejection};
use crate::domain::text::SafeText;
use crate::domain::wording::counted;

use super::super::line::{Line, Mark, Tone};
use super::super::tree::Branch;
use super::party::subject_line;
use super::{Branches, Outline, named};

pub(super) fn outline(case: &Case, out: &mut Outline<'_>) {
    let heading = Line::own("Rejection  ", Tone::Strong);
    let heading = match &case.rejection {
        Fact::Given(_) => heading.and(summary(case), Tone::Dim),
        other => heading.and(other.absence().unwrap_or_default(), Tone::Dim),
    };
    out.main(Item::Rejections, 1, Branches::Closed, heading);
    for subject in subjects(case) {
        let line = subject_line(Line::default().mark(Mark::Bad), case, &subject);
        let line = line.and("  ", Tone::Plain).and(counts(&of_subject(case, &subject)), Tone::Dim);
        out.main(Item::Rejection(subject.clone()), 2, Branches::Open, line);
        body(case, &subject, Branch::Main, out);
    }
}

/// The same below the party it speaks of.
pub(super) fn under_party(case: &Case, subject: &Subject, out: &mut Outline<'_>) {
    let rejections = of_subject(case, subject);
    if rejections.is_empty() {
        return;
    }
    let line = Line::own("Rejection  ", Tone::Strong).and(counts(&rejections), Tone::Dim);
    out.add(Branch::Party, Item::Rejection(subject.clone()), 3, Branches::Closed, line);
    body_at(case, subject, Branch::Party, 4, out);
}

fn summary(case: &Case) -> String {
    let rejections: Vec<&Rejection> = case.rejections().into_iter().map(|(_, rejection)| rejection).collect();
    let labels = rejections.iter().map(|rejection| rejection.labels().len()).sum();
    format!("{} · {}", counted(labels, "label", "labels"), counted(case.documents().len(), "document", "documents"))
}

fn counts(rejections: &[&Rejection]) -> String {
    let labels = rejections.iter().map(|rejection| rejection.labels().len()).sum();
    let documents = rejections.iter().map(|rejection| rejection.documents.items().len()).sum();
    format!("{} · {}", counted(labels, "label", "labels"), counted(documents, "document", "documents"))
}

/// Each subject something was refused of, once, in the order sent. A party's empty entry is shown too: it was sent.
fn subjects(case: &Case) -> Vec<Subject> {
    let mut subjects = Vec::new();
    for (subject, rejection) in case.rejections() {
        let silent_company = subject == Subject::Company && rejection.is_empty();
        if !silent_company && !subjects.contains(&subject) {
            subjects.push(subject);
        }
    }
    subjects
}

fn of_subject<'case>(case: &'case Case, subject: &Subject) -> Vec<&'case Rejection> {
    case.rejections().into_iter().filter(|(of, _)| of == subject).map(|(_, rejection)| rejection).collect()
}

fn body(case: &Case, subject: &Subject, branch: Branch, out: &mut Outline<'_>) {
    body_at(case, subject, branch, 3, out);
}

fn body_at(case: &Case, subject: &Subject, branch: Branch, depth: u16, out: &mut Outline<'_>) {
    let rejections = of_subject(case, subject);
    for (label, times) in each_once(rejections.iter().flat_map(|rejection| rejection.labels())) {
        let line = label_line(case, subject, label, times, out.glossary);
        out.leaf(branch, Item::Label(subject.clone(), label.clone()), depth, line);
    }
    let comments: Vec<&Fact<SafeText>> =
        rejections.iter().filter_map(|rejection| rejection.verdict.given()).map(|verdict| &verdict.comment).collect();
    if let [first, ..] = comments[..] {
        let words = comments.iter().filter_map(|fact| fact.given()).filter(|comment| !comment.is_blank());
        let words: Vec<String> = words.map(ToString::to_string).collect();
        let told =
            if words.is_empty() { first.as_ref().map(ToString::to_string) } else { Fact::Given(words.join(" / ")) };
        let told = told.map(|text| SafeText::block(&text).on_one_line());
        out.leaf(branch, Item::Comment(subject.clone()), depth, named("comment").fact(&told, Tone::Plain));
    }
    for (key, document) in case.documents().into_iter().filter(|(key, _)| &key.subject == subject) {
        one(case, &key, document, branch, depth, out);
    }
}

fn one(case: &Case, key: &DocumentKey, document: &RejectedDocument, branch: Branch, depth: u16, out: &mut Outline<'_>) {
    let mut line = Line::default().mark(Mark::Bad).fact(&document.uri, Tone::Plain);
    line = line.and("  ", Tone::Plain).fact(&document.category, Tone::Code);
    for label in document.verdict.labels.items() {
        line = line.and("  ", Tone::Plain).mark(Mark::Label).remote(label.text(), Tone::Code);
    }
    out.add(branch, Item::Document(key.clone()), depth, Branches::Closed, line);
    let below = depth + 1;
    let asked = asked_again(case, key, out.glossary);
    let mut fact = |name: &'static str, line: Line| {
        out.leaf(branch, Item::DocumentFact(key.clone(), name), below, line);
    };
    fact("uri", named("handle").fact(&document.uri, Tone::Plain));
    fact("category", named("category").fact(&document.category, Tone::Code));
    let comment = document.verdict.comment.as_ref().map(SafeText::on_one_line);
    fact("moderation_comment", named("comment").fact(&comment, Tone::Plain));
    if !asked.is_empty() {
        fact("asks", named("matching asks").and(asked.join(", "), Tone::Plain));
    }
    if let Some(absence) = document.verdict.labels.absence() {
        fact("reject_labels", named("labels").and(absence, Tone::Dim));
    }
    for (label, times) in each_once(document.verdict.labels.items()) {
        let line = label_line(case, &key.subject, label, times, out.glossary);
        out.leaf(branch, Item::DocumentLabel(key.clone(), label.clone()), below, line);
    }
}

/// The asks of the same subject whose section speaks of the same papers, in words.
fn asked_again(case: &Case, key: &DocumentKey, glossary: &Glossary) -> Vec<String> {
    let Some(category) = &key.category else { return Vec::new() };
    let matches = |ask: &Ask<'_>| {
        let section = ask.key.request.section.as_ref();
        *ask.subject() == key.subject && section.is_some_and(|section| glossary.matches(category, section))
    };
    let titles = asks(case).into_iter().filter(matches).filter_map(|ask| ask.key.document_type);
    titles.map(|kind| glossary.document_title(&kind)).collect()
}

/// Each label once, in the order met, with how often it was sent.
pub(super) fn each_once<'case>(labels: impl IntoIterator<Item = &'case LabelCode>) -> Vec<(&'case LabelCode, usize)> {
    let mut met: Vec<(&LabelCode, usize)> = Vec::new();
    for label in labels {
        match met.iter_mut().find(|(known, _)| *known == label) {
            Some((_, times)) => *times += 1,
            None => met.push((label, 1)),
        }
    }
    met
}

/// The code, and beside it our reading in a few words. A code the catalogue does not know stands alone.
fn label_line(case: &Case, subject: &Subject, label: &LabelCode, times: usize, glossary: &Glossary) -> Line {
    let line = Line::default().mark(Mark::Label).remote(label.text(), Tone::Code);
    let line = match glossary.label(label) {
        Some(entry) => {
            let outcome = outcome(case, subject, entry.outcome);
            line.and(format!("  {} · {outcome}", entry.in_short), Tone::Dim)
        }
        None => line,
    };
    if times > 1 { line.and(format!("  ×{times}"), Tone::Dim) } else { line }
}

/// How a label usually ends. An open request outranks that: whoever asks again has not closed the door.
pub(in crate::app) fn outcome(case: &Case, subject: &Subject, usual: Outcome) -> &'static str {
    let is_asked_again = case.requests.items().iter().any(|request| request.subject == *subject);
    if is_asked_again { "asked for again" } else { usual.words() }
}
