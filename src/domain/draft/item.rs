//! One ask in words: what is wanted, what was wrong, what will be accepted, what else to tell.

use crate::domain::ask::Ask;
use crate::domain::fact::Open;
use crate::domain::glossary::CatalogueText;
use crate::domain::key::{Item, Subject};
use crate::domain::phrase::Phrase;
use crate::domain::request::{DocumentType, FieldName, FieldStatus, RequestedField, Side};
use crate::domain::text::SafeText;

use super::part::{Line, line};
use super::{OriginalId, Source, Work, quote};

/// The field that holds the document itself.
const FILES: &str = "files";
/// What is said of a document type that the catalogue does not know: its code is no words of ours.
const SOME_DOCUMENT: &str = "The document we asked you for";
/// What is said of fields that the catalogue does not know.
const SOME_DETAILS: &str = "the details we asked you for";

/// One ask in words.
pub(super) struct AskItem {
    /// The document type, with the sides that are wanted.
    pub(super) title: Line,
    /// Its section, to tell two asks of one title apart.
    pub(super) section: Option<CatalogueText>,
    /// What was wrong with what came before.
    pub(super) wrong: Vec<Line>,
    /// What will be accepted.
    pub(super) accepted: Option<CatalogueText>,
    /// What else to tell.
    pub(super) details: Vec<Line>,
    /// Whether a file is wanted.
    pub(super) is_file: bool,
}

impl AskItem {
    pub(super) fn of(work: &Work<'_>, ask: &Ask<'_>, all: &[&Ask<'_>]) -> Self {
        let fields = fields(ask);
        let entry = ask.key.document_type.as_ref().and_then(|code| work.glossary.document(code));
        let title = entry.map(|entry| entry.title);
        Self {
            title: line![title.map_or_else(|| Line::from(SOME_DOCUMENT), Line::from), sides(&fields)],
            section: ask.key.request.section.as_ref().and_then(|section| work.glossary.section(section)),
            wrong: wrong(work, ask, all),
            accepted: entry.map(|entry| entry.accepted),
            is_file: fields.is_empty() || fields.iter().any(|field| is_file(field)),
            details: details(work, &fields, title),
        }
    }
}

/// The codes of an ask that a message cannot name, as the catalogue does not know them.
pub(super) fn unnamed<'case>(work: &Work<'_>, ask: &'case Ask<'_>) -> Vec<&'case SafeText> {
    let document = ask.key.document_type.as_ref().filter(|code| work.glossary.document(code).is_none());
    let fields = fields(ask);
    let wanted = wanted_beside_the_file(&fields);
    let names = wanted.into_iter().filter_map(|field| field.name.given());
    let names = names.filter(|name| work.glossary.field(name).is_none()).map(FieldName::text);
    document.map(DocumentType::text).into_iter().chain(names).collect()
}

fn fields<'case>(ask: &Ask<'case>) -> Vec<&'case RequestedField> {
    ask.fields.iter().map(|(_, field)| *field).collect()
}

fn status(field: &RequestedField) -> Option<FieldStatus> {
    field.status.given().and_then(Open::known)
}

fn is_file(field: &RequestedField) -> bool {
    field.name.given().is_some_and(|name| name.text().as_str() == FILES)
}

fn sides(fields: &[&RequestedField]) -> &'static str {
    let wants = |wanted| fields.iter().any(|field| field.side.given().and_then(Open::known) == Some(wanted));
    match (wants(Side::Front), wants(Side::Back)) {
        (true, true) => " (front and back)",
        (true, false) => " (front)",
        (false, true) => " (back)",
        (false, false) => "",
    }
}

/// What the customer has to write besides sending the file.
///
/// A file that fails takes its type and dates with it: Fin marks them too, without a reason of their own. They are
/// fallout, because the next file brings its own, and asking for them would make one task look like four. So a field is
/// asked for only where it says why, where no file is wanted, or where it fared differently from the file.
fn wanted_beside_the_file<'case>(fields: &[&'case RequestedField]) -> Vec<&'case RequestedField> {
    let files: Vec<Option<FieldStatus>> =
        fields.iter().filter(|field| is_file(field)).map(|field| status(field)).collect();
    let is_fallout = |field: &RequestedField| field.reason_words().is_none() && files.contains(&status(field));
    fields.iter().copied().filter(|field| !is_file(field) && !is_fallout(field)).collect()
}

fn details(work: &Work<'_>, fields: &[&RequestedField], title: Option<CatalogueText>) -> Vec<Line> {
    let mut details: Vec<Line> = Vec::new();
    for field in wanted_beside_the_file(fields) {
        let known = field.name.given().and_then(|name| work.glossary.field(name));
        let repeats_title =
            known.zip(title).is_some_and(|(name, title)| name.as_str().eq_ignore_ascii_case(title.as_str()));
        let words = known.map_or_else(|| Line::from(SOME_DETAILS), Line::from);
        if !repeats_title && !details.contains(&words) {
            details.push(words);
        }
    }
    details
}

/// What was wrong: Fin's reasons as far as they are on the reviewed list, and what our catalogue says of the labels, each
/// beside the other; else how the request itself stands.
fn wrong(work: &Work<'_>, ask: &Ask<'_>, all: &[&Ask<'_>]) -> Vec<Line> {
    let fields = fields(ask);
    let statuses: Vec<FieldStatus> = fields.iter().filter_map(|field| status(field)).collect();
    let reasons = reasons(work, ask).into_iter().map(Line::from);
    if !statuses.is_empty() && statuses.iter().all(|status| *status == FieldStatus::Missing) {
        let not_received = Line::from("We have not received this yet.");
        return vec![Line::joined(std::iter::once(not_received).chain(reasons), " ")];
    }
    let labels = labels(work, ask).into_iter().map(Line::from);
    // Where several asks share the section, nobody can tell which document was meant for which, and the words say so.
    let shares_section = all.iter().filter(|other| other.key.request == ask.key.request).count() > 1;
    let (own, shared) = if shares_section {
        (Line::joined(reasons, " "), Line::joined(labels, " "))
    } else {
        (Line::joined(reasons.chain(labels), " "), Line::default())
    };
    let mut wrong = Vec::new();
    if !own.is_empty() {
        wrong.push(line!["What was wrong: ", own]);
    }
    if !shared.is_empty() {
        wrong.push(line!["What was wrong with one or more documents of this group: ", shared]);
    }
    if wrong.is_empty() {
        wrong.extend(by_status(&statuses).map(Line::from));
    }
    wrong
}

fn by_status(statuses: &[FieldStatus]) -> Option<&'static str> {
    if statuses.contains(&FieldStatus::Invalid) {
        Some("What was wrong: We could not use what you sent before.")
    } else if statuses.contains(&FieldStatus::Expired) {
        Some("What was wrong: What you sent before has expired.")
    } else {
        None
    }
}

fn reasons(work: &Work<'_>, ask: &Ask<'_>) -> Vec<Phrase> {
    let mut said = Vec::new();
    for (key, reason) in ask.fields.iter().filter_map(|(key, field)| Some((key, field.reason_words()?))) {
        let is = OriginalId { item: Item::Field(key.clone()), source: Source::Reason, ordinal: 0 };
        if let Some(phrase) = quote::phrase(work, ask.subject(), reason, &is).filter(|phrase| !said.contains(phrase)) {
            said.push(phrase);
        }
    }
    said
}

/// Our wording for the labels on this subject's refused documents that belong to the ask's section.
fn labels(work: &Work<'_>, ask: &Ask<'_>) -> Vec<CatalogueText> {
    let Some(section) = ask.key.request.section.as_ref() else { return Vec::new() };
    let to_company = *ask.subject() == Subject::Company;
    let mut words = Vec::new();
    for (key, document) in work.documents_of(ask.subject()) {
        if !key.category.as_ref().is_some_and(|category| work.glossary.matches(category, section)) {
            continue;
        }
        for label in document.verdict.labels.items() {
            if let Some(text) = quote::of_label(work, label, to_company).filter(|text| !words.contains(text)) {
                words.push(text);
            }
        }
    }
    words
}
