//! What was refused.

use std::collections::BTreeSet;

use crate::domain::case::Case;
use crate::domain::fact::{Extent, Fact};
use crate::domain::key::Subject;
use crate::domain::rejection::{LabelCode, RejectedDocument, Rejection, Verdict};
use crate::domain::tally::Tally;
use crate::domain::wording::counted;

use super::super::blocks::Block;
use super::{FactWriter, said};

/// How many documents were refused, as far as that is told.
pub(super) fn counts(case: &Case) -> String {
    let counted = case.document_count();
    match case.rejection_extent() {
        Extent::Whole => counted.to_string(),
        extent => format!("{} ({})", Tally { counted, extent }, extent.gap().unwrap_or_default()),
    }
}

pub(super) fn rejections(writer: &mut FactWriter<'_>) {
    let case = writer.report.case;
    if case.rejection.given().is_none() {
        writer.heading(format!("Refused: {}", case.rejection.absence().unwrap_or_default()));
        return;
    }
    let documents = case.documents();
    writer.heading(format!("Refused: {}", counted(documents.len(), "document", "documents")));
    for (subject, rejection) in case.rejections() {
        of_subject(writer, &subject, rejection);
    }
    meanings(writer);
}

fn of_subject(writer: &mut FactWriter<'_>, subject: &Subject, rejection: &Rejection) {
    let title = writer.options.subject(subject);
    writer.put(Block::item(0, title));
    match &rejection.verdict {
        Fact::Given(verdict) => said_of(writer, 1, "as a whole", verdict),
        absent => {
            let line = format!("as a whole: {}", absent.absence().unwrap_or_default());
            writer.put(Block::item(1, line));
        }
    }
    for document in rejection.documents.items() {
        document_lines(writer, document);
    }
    if let Some(absent) = rejection.documents.absence() {
        writer.put(Block::item(1, format!("documents: {absent}")));
    }
    writer.other(1, &rejection.other);
}

fn document_lines(writer: &mut FactWriter<'_>, document: &RejectedDocument) {
    let category = said(&document.category, |category| writer.options.text(category.text()));
    let uri = said(&document.uri, |uri| writer.options.uri(uri));
    said_of(writer, 1, &format!("{category} · {uri}"), &document.verdict);
}

/// Labels and comment of a thing.
fn said_of(writer: &mut FactWriter<'_>, depth: usize, what: &str, verdict: &Verdict) {
    let labels = said(&verdict.labels, |labels| {
        let labels: Vec<String> = labels.read.iter().map(|label| writer.options.text(label.text())).collect();
        if labels.is_empty() { "no label".to_owned() } else { labels.join(", ") }
    });
    writer.put(Block::item(depth, format!("{what}: {labels}")));
    if let Some(words) = verdict.words() {
        let words = writer.options.prose_or(words);
        writer.put(Block::quote(depth + 1, words));
    } else {
        let absence = verdict.comment.absence().unwrap_or("empty");
        writer.put(Block::item(depth + 1, format!("comment: {absence}")));
    }
    writer.other(depth + 1, &verdict.other);
}

/// What the labels mean, once each.
fn meanings(writer: &mut FactWriter<'_>) {
    let case = writer.report.case;
    let own = case.rejections().into_iter().flat_map(|(_, rejection)| rejection.labels().to_vec());
    let documents = case.documents().into_iter().flat_map(|(_, document)| document.verdict.labels.items().to_vec());
    let labels: BTreeSet<LabelCode> = own.chain(documents).collect();
    if labels.is_empty() {
        return;
    }
    writer.put(Block::heading(3, "What the labels mean (our reading, not Fin's)"));
    for label in labels {
        let words = writer.report.glossary.label(&label).map_or_else(
            || "not in our catalogue".to_owned(),
            |entry| format!("{} Usual outcome: {}. {}", entry.meaning, entry.outcome.words(), entry.remedy),
        );
        let code = writer.options.text(label.text());
        writer.put(Block::item(0, format!("{code}: {words}")));
    }
}
