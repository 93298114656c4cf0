//! What is owed, by whom.

use crate::domain::ask::{Ask, asks as asks_of, by_subject};
use crate::domain::fact::Fact;
use crate::domain::request::RequestedField;
use crate::domain::text::SafeText;
use crate::domain::wording::{counted, number};

use super::super::CaseReport;
use super::super::blocks::Block;
use super::super::options::ReportOptions;
use super::{FactWriter, said};

pub(super) fn asks(writer: &mut FactWriter<'_>) {
    let case = writer.report.case;
    if case.requests.given().is_none() {
        writer.heading(format!("Asks: {}", case.requests.absence().unwrap_or_default()));
        return;
    }
    let asks = asks_of(case);
    let fields: usize = asks.iter().map(|ask| ask.fields.len()).sum();
    let gap = case.asks_extent().gap().map_or_else(String::new, |gap| format!("; the requests {gap}"));
    writer.heading(format!("Asks: {} ({}){gap}", asks.len(), counted(fields, "field", "fields")));
    let own = by_subject(&asks);
    for subject in case.subjects() {
        let Some(own) = own.get(&subject) else { continue };
        let title = writer.options.subject(&subject);
        writer.put(Block::item(0, format!("{title}: {}", own.len())));
        for ask in own {
            of_ask(writer, ask);
        }
    }
    for request in case.requests.items() {
        writer.other(0, &request.other);
        for document in request.documents.items() {
            writer.other(0, &document.other);
        }
    }
}

/// Most of those who owe something that the head names.
const MOST_NAMED: usize = 20;

/// `4 (3 Fin.com, 1 Party 2e71 · 60 %)`.
pub(super) fn counts(report: &CaseReport<'_>, options: &ReportOptions<'_>) -> String {
    let asks = asks_of(report.case);
    let own = by_subject(&asks);
    let subjects = report.case.subjects();
    let owing = subjects.iter().filter_map(|subject| own.get(subject).map(|own| (subject, own.len())));
    let mut parts: Vec<String> =
        owing.take(MOST_NAMED).map(|(subject, count)| format!("{count} {}", options.subject(subject))).collect();
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

fn of_ask(writer: &mut FactWriter<'_>, ask: &Ask<'_>) {
    let code = |text: Option<String>| text.unwrap_or_else(|| "not given".to_owned());
    let document = ask.key.document_type.as_ref();
    let section = code(ask.key.request.section.as_ref().map(|section| writer.options.text(section.text())));
    let title =
        code(document.map(|code| writer.options.text(&SafeText::line(&writer.report.glossary.document_title(code)))));
    let document = code(document.map(|code| writer.options.text(code.text())));
    writer.put(Block::item(1, format!("{title} ({section} / {document})")));
    for (_, field) in &ask.fields {
        of_field(writer, field);
    }
}

fn of_field(writer: &mut FactWriter<'_>, field: &RequestedField) {
    let name = said(&field.name, |name| writer.options.text(name.text()));
    let data_type = said(&field.data_type, |word| writer.options.text(word.raw()));
    let status = said(&field.status, |word| writer.options.text(word.raw()));
    let side = field.side.given().map_or_else(String::new, |side| format!(", {}", writer.options.text(side.raw())));
    let options: Vec<String> = field.options.items().iter().map(|option| writer.options.text(option)).collect();
    let options = if options.is_empty() { String::new() } else { format!(", one of {}", options.join(", ")) };
    let reason = match &field.reason {
        Fact::Given(reason) if !reason.is_blank() => format!(": {}", writer.options.prose_or(&reason.on_one_line())),
        unknown if unknown.is_unknown() => format!(": {}", unknown.absence().unwrap_or_default()),
        _ => String::new(),
    };
    writer.put(Block::item(2, format!("{name} ({data_type}{side}{options}) {status}{reason}")));
    writer.other(3, &field.other);
}
