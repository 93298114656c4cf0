//! One ask in words: what is wanted, what was wrong, what will be accepted, what else to tell.

use crate::domain::ask::Ask;
use crate::domain::fact::Open;
use crate::domain::key::Subject;
use crate::domain::request::{FieldStatus, RequestedField, Side};

use super::{Work, quote};

/// The field that holds the document itself.
const FILES: &str = "files";

/// One ask in words.
pub(super) struct AskItem {
    /// The document type, with the sides that are wanted.
    pub(super) title: String,
    /// Its section, to tell two asks of one title apart.
    pub(super) section: Option<String>,
    /// What was wrong with what came before, in one line.
    pub(super) wrong: Option<String>,
    /// What will be accepted.
    pub(super) accepted: Option<String>,
    /// What else to tell.
    pub(super) details: Vec<String>,
    /// Whether a file is wanted.
    pub(super) is_file: bool,
}

impl AskItem {
    pub(super) fn of(work: &Work<'_>, ask: &Ask<'_>, all: &[&Ask<'_>], told_otherwise: bool) -> Self {
        let fields: Vec<&RequestedField> = ask.fields.iter().map(|(_, field)| *field).collect();
        let glossary = work.glossary;
        let section = ask.key.request.section.as_ref();
        let section = section.and_then(|section| quote::title(glossary, glossary.section_title(section)));
        let document = ask.key.document_type.as_ref();
        let titled = document.and_then(|code| quote::title(glossary, glossary.document_title(code)));
        let title = titled.unwrap_or_else(|| "The document we asked you for".to_owned());
        let details = details(work, &fields, &title);
        let labels = if told_otherwise { None } else { label_words(work, ask, all) };
        Self {
            title: with_sides(title, &fields),
            section,
            wrong: wrong(work, &fields, labels.as_ref()),
            accepted: document.and_then(|code| glossary.accepted(code)).map(str::to_owned),
            is_file: fields.is_empty() || fields.iter().any(|field| is_file(field)),
            details,
        }
    }
}

fn status(field: &RequestedField) -> Option<FieldStatus> {
    field.status.given().and_then(Open::known)
}

fn is_file(field: &RequestedField) -> bool {
    field.name.given().is_some_and(|name| name.text().as_str() == FILES)
}

fn with_sides(title: String, fields: &[&RequestedField]) -> String {
    let wants = |wanted| fields.iter().any(|field| field.side.given().and_then(Open::known) == Some(wanted));
    match (wants(Side::Front), wants(Side::Back)) {
        (true, true) => format!("{title} (front and back)"),
        (true, false) => format!("{title} (front)"),
        (false, true) => format!("{title} (back)"),
        (false, false) => title,
    }
}

/// What the customer has to write besides sending the file.
///
/// A file that fails takes its type and dates with it: Fin marks them too, without a reason of their own. They are
/// fallout, because the next file brings its own, and asking for them would make one task look like four. So a field is
/// asked for only where it says why, where no file is wanted, or where it fared differently from the file.
fn details(work: &Work<'_>, fields: &[&RequestedField], title: &str) -> Vec<String> {
    let files: Vec<Option<FieldStatus>> =
        fields.iter().filter(|field| is_file(field)).map(|field| status(field)).collect();
    let is_fallout = |field: &RequestedField| field.reason_words().is_none() && files.contains(&status(field));
    let mut details = Vec::new();
    for field in fields.iter().filter(|field| !is_file(field) && !is_fallout(field)) {
        let name = field.name.given().map(|name| work.glossary.field_title(name));
        let words = name.and_then(|words| quote::title(work.glossary, lower_first(&words)));
        let repeats_title = |words: &String| words.eq_ignore_ascii_case(title);
        if let Some(words) = words.filter(|words| !repeats_title(words) && !details.contains(words)) {
            details.push(words);
        }
    }
    details
}

fn lower_first(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// What was wrong: Fin's own reason where it may be quoted; else what our catalogue says of the `labels`; else how the
/// request itself stands.
fn wrong(work: &Work<'_>, fields: &[&RequestedField], labels: Option<&String>) -> Option<String> {
    let statuses: Vec<FieldStatus> = fields.iter().filter_map(|field| status(field)).collect();
    let missing = !statuses.is_empty() && statuses.iter().all(|status| *status == FieldStatus::Missing);
    let reasons = reasons(work, fields);
    let not_received = "We have not received this yet.".to_owned();
    if !reasons.is_empty() {
        let quoted: Vec<String> = reasons.iter().map(|reason| format!("“{reason}”")).collect();
        let quoted = quoted.join(" ");
        return Some(if missing { format!("{not_received} {quoted}") } else { format!("What was wrong: {quoted}") });
    }
    if missing {
        return Some(not_received);
    }
    if let Some(labels) = labels {
        return Some(labels.clone());
    }
    let has = |wanted| statuses.contains(&wanted);
    if has(FieldStatus::Invalid) {
        Some("What was wrong: We could not use what you sent before.".to_owned())
    } else if has(FieldStatus::Expired) {
        Some("What was wrong: What you sent before has expired.".to_owned())
    } else {
        None
    }
}

fn reasons(work: &Work<'_>, fields: &[&RequestedField]) -> Vec<String> {
    let mut reasons: Vec<String> = Vec::new();
    for field in fields {
        let reason = field.reason_words().and_then(|reason| quote::quotable(work, reason));
        if let Some(reason) = reason.filter(|reason| !reasons.iter().any(|known| known.eq_ignore_ascii_case(reason))) {
            reasons.push(reason);
        }
    }
    reasons
}

/// Our wording for the labels on this subject's refused documents that belong to the ask's section. Where several asks
/// share the section, nobody can tell which document was meant for which, and the words say so.
fn label_words(work: &Work<'_>, ask: &Ask<'_>, all: &[&Ask<'_>]) -> Option<String> {
    let section = ask.key.request.section.as_ref()?;
    let to_company = *ask.subject() == Subject::Company;
    let mut words = Vec::new();
    for (key, document) in work.case.documents() {
        let matches = key.category.as_ref().is_some_and(|category| work.glossary.matches(category, section));
        if key.subject != *ask.subject() || !matches {
            continue;
        }
        for label in document.verdict.labels.items() {
            if let Some(text) = quote::of_label(work, label, to_company).filter(|text| !words.contains(text)) {
                words.push(text);
            }
        }
    }
    let shared = all.iter().filter(|other| other.key.request == ask.key.request).count() > 1;
    let of_what = if shared { " with one or more documents of this group" } else { "" };
    (!words.is_empty()).then(|| format!("What was wrong{of_what}: {}", words.join(" ")))
}
