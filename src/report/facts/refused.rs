//! What was refused.

use std::collections::BTreeSet;

use crate::domain::case::Case;
use crate::domain::fact::{Extent, Fact};
use crate::domain::key::Subject;
use crate::domain::rejection::{LabelCode, RejectedDocument, Rejection, Verdict};
use crate::domain::tally::Tally;
use crate::domain::wording::counted;

use super::super::blocks::Block;
use super::{Pen, said};

/// How many documents were refused, as far as that is told.
pub(super) fn counts(case: &Case) -> String {
    let counted = case.document_count();
    match case.rejection_extent() {
        Extent::Whole => counted.to_string(),
        extent => format!("{} ({})", Tally { counted, extent }, extent.gap().unwrap_or_default()),
    }
}

pub(super) fn rejections(pen: &mut Pen<'_>) {
    let case = pen.report.case;
    if case.rejection.given().is_none() {
        pen.heading(format!("Refused: {}", case.rejection.absence().unwrap_or_default()));
        return;
    }
    let documents = case.documents();
    pen.heading(format!("Refused: {}", counted(documents.len(), "document", "documents")));
    for (subject, rejection) in case.rejections() {
        of_subject(pen, &subject, rejection);
    }
    meanings(pen);
}

fn of_subject(pen: &mut Pen<'_>, subject: &Subject, rejection: &Rejection) {
    let title = pen.sight.subject(subject);
    pen.put(Block::item(0, title));
    match &rejection.verdict {
        Fact::Given(verdict) => said_of(pen, 1, "as a whole", verdict),
        absent => {
            let line = format!("as a whole: {}", absent.absence().unwrap_or_default());
            pen.put(Block::item(1, line));
        }
    }
    for document in rejection.documents.items() {
        document_lines(pen, document);
    }
    if let Some(absent) = rejection.documents.absence() {
        pen.put(Block::item(1, format!("documents: {absent}")));
    }
    pen.other(1, &rejection.other);
}

fn document_lines(pen: &mut Pen<'_>, document: &RejectedDocument) {
    let category = said(&document.category, |category| pen.sight.text(category.text()));
    let uri = said(&document.uri, |uri| pen.sight.uri(uri));
    said_of(pen, 1, &format!("{category} · {uri}"), &document.verdict);
}

/// Labels and comment of a thing.
fn said_of(pen: &mut Pen<'_>, depth: usize, what: &str, verdict: &Verdict) {
    let labels = said(&verdict.labels, |labels| {
        let labels: Vec<String> = labels.read.iter().map(|label| pen.sight.text(label.text())).collect();
        if labels.is_empty() { "no label".to_owned() } else { labels.join(", ") }
    });
    pen.put(Block::item(depth, format!("{what}: {labels}")));
    if let Some(words) = verdict.words() {
        let words = pen.sight.prose_or(words);
        pen.put(Block::quote(depth + 1, words));
    } else {
        let absence = verdict.comment.absence().unwrap_or("empty");
        pen.put(Block::item(depth + 1, format!("comment: {absence}")));
    }
    pen.other(depth + 1, &verdict.other);
}

/// What the labels mean, once each.
fn meanings(pen: &mut Pen<'_>) {
    let case = pen.report.case;
    let own = case.rejections().into_iter().flat_map(|(_, rejection)| rejection.labels().to_vec());
    let documents = case.documents().into_iter().flat_map(|(_, document)| document.verdict.labels.items().to_vec());
    let labels: BTreeSet<LabelCode> = own.chain(documents).collect();
    if labels.is_empty() {
        return;
    }
    pen.put(Block::heading(3, "What the labels mean (our reading, not Fin's)"));
    for label in labels {
        let words = pen.report.glossary.label(&label).map_or_else(
            || "not in our catalogue".to_owned(),
            |entry| format!("{} Usual outcome: {}. {}", entry.meaning, entry.outcome.words(), entry.remedy),
        );
        let code = pen.sight.text(label.text());
        pen.put(Block::item(0, format!("{code}: {words}")));
    }
}
