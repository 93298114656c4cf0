//! What is owed, by whom.

use crate::domain::ask::{Ask, asks as asks_of, by_subject};
use crate::domain::fact::Fact;
use crate::domain::request::RequestedField;
use crate::domain::text::SafeText;
use crate::domain::wording::{counted, number};

use super::super::CaseReport;
use super::super::blocks::Block;
use super::super::sight::Sight;
use super::{Pen, said};

pub(super) fn asks(pen: &mut Pen<'_>) {
    let case = pen.report.case;
    if case.requests.given().is_none() {
        pen.heading(format!("Asks: {}", case.requests.absence().unwrap_or_default()));
        return;
    }
    let asks = asks_of(case);
    let fields: usize = asks.iter().map(|ask| ask.fields.len()).sum();
    let gap = case.asks_extent().gap().map_or_else(String::new, |gap| format!("; the requests {gap}"));
    pen.heading(format!("Asks: {} ({}){gap}", asks.len(), counted(fields, "field", "fields")));
    let own = by_subject(&asks);
    for subject in case.subjects() {
        let Some(own) = own.get(&subject) else { continue };
        let title = pen.sight.subject(&subject);
        pen.put(Block::item(0, format!("{title}: {}", own.len())));
        for ask in own {
            of_ask(pen, ask);
        }
    }
    for request in case.requests.items() {
        pen.other(0, &request.other);
        for document in request.documents.items() {
            pen.other(0, &document.other);
        }
    }
}

/// Most of those who owe something that the head names.
const MOST_NAMED: usize = 20;

/// `4 (3 Fin.com, 1 Party 2e71 · 60 %)`.
pub(super) fn counts(report: &CaseReport<'_>, sight: &Sight<'_>) -> String {
    let asks = asks_of(report.case);
    let own = by_subject(&asks);
    let subjects = report.case.subjects();
    let owing = subjects.iter().filter_map(|subject| own.get(subject).map(|own| (subject, own.len())));
    let mut parts: Vec<String> =
        owing.take(MOST_NAMED).map(|(subject, count)| format!("{count} {}", sight.subject(subject))).collect();
    if let Some(more) = own.len().checked_sub(MOST_NAMED).filter(|more| *more > 0) {
        parts.push(format!("{} more", number(more)));
    }
    let total = report.digest.asks;
    match (parts.is_empty(), report.case.asks_extent().gap()) {
        (true, None) => "0".to_owned(),
        (true, Some(gap)) => gap.to_owned(),
        (false, _) => format!("{total} ({})", parts.join(", ")),
    }
}

fn of_ask(pen: &mut Pen<'_>, ask: &Ask<'_>) {
    let code = |text: Option<String>| text.unwrap_or_else(|| "not given".to_owned());
    let document = ask.key.document_type.as_ref();
    let section = code(ask.key.request.section.as_ref().map(|section| pen.sight.text(section.text())));
    let title = code(document.map(|code| pen.sight.text(&SafeText::line(&pen.report.glossary.document_title(code)))));
    let document = code(document.map(|code| pen.sight.text(code.text())));
    pen.put(Block::item(1, format!("{title} ({section} / {document})")));
    for (_, field) in &ask.fields {
        of_field(pen, field);
    }
}

fn of_field(pen: &mut Pen<'_>, field: &RequestedField) {
    let name = said(&field.name, |name| pen.sight.text(name.text()));
    let data_type = said(&field.data_type, |word| pen.sight.text(word.raw()));
    let status = said(&field.status, |word| pen.sight.text(word.raw()));
    let side = field.side.given().map_or_else(String::new, |side| format!(", {}", pen.sight.text(side.raw())));
    let options: Vec<String> = field.options.items().iter().map(|option| pen.sight.text(option)).collect();
    let options = if options.is_empty() { String::new() } else { format!(", one of {}", options.join(", ")) };
    let reason = match &field.reason {
        Fact::Given(reason) if !reason.is_blank() => format!(": {}", pen.sight.prose_or(&reason.on_one_line())),
        unknown if unknown.is_unknown() => format!(": {}", unknown.absence().unwrap_or_default()),
        _ => String::new(),
    };
    pen.put(Block::item(2, format!("{name} ({data_type}{side}{options}) {status}{reason}")));
    pen.other(3, &field.other);
}
