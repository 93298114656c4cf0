//! What is owed: by recipient, document type and field, with what was refused of it.

use crate::domain::ask::{Ask, asks};
use crate::domain::case::Case;
use crate::domain::glossary::Glossary;
use crate::domain::key::{DocumentKey, Item, Subject};
use crate::domain::rejection::RejectedDocument;
use crate::domain::wording::counted;

use super::super::line::{Line, Mark, Tone};
use super::super::outline::subject_line;
use super::super::panes::Row;

/// The rows of the tab, and how many asks they show.
#[must_use]
pub fn rows(case: &Case, glossary: &Glossary) -> (Vec<Row>, usize) {
    let open = asks(case);
    let mut rows = Vec::new();
    for subject in case.subjects() {
        let own: Vec<&Ask<'_>> = open.iter().filter(|ask| *ask.subject() == subject).collect();
        if own.is_empty() {
            continue;
        }
        if !rows.is_empty() {
            rows.push(Row { line: Line::default(), target: None });
        }
        let heading = subject_line(Line::default(), case, &subject);
        let heading = heading.and(format!("  {}", counted(own.len(), "ask", "asks")), Tone::Dim);
        rows.push(Row { line: heading, target: Some(holder(&subject)) });
        for ask in own {
            push_ask(case, glossary, ask, &mut rows);
        }
    }
    (rows, open.len())
}

fn holder(subject: &Subject) -> Item {
    match subject {
        Subject::Party(key) => Item::Party(key.clone()),
        Subject::Company | Subject::Stranger(_) => Item::Requests,
    }
}

fn push_ask(case: &Case, glossary: &Glossary, ask: &Ask<'_>, rows: &mut Vec<Row>) {
    let line = Line::own("  ", Tone::Plain).mark(Mark::Ask);
    let line = match &ask.key.document_type {
        Some(kind) => {
            line.and(glossary.document_title(kind), Tone::Strong).and("  ", Tone::Plain).remote(kind.text(), Tone::Code)
        }
        None => line.and("(no document type)", Tone::Warn),
    };
    let line = match &ask.key.request.section {
        Some(section) => line.and(format!("  in {}", glossary.section_title(section).to_lowercase()), Tone::Dim),
        None => line,
    };
    rows.push(Row { line, target: Some(Item::Ask(ask.key.clone())) });
    push_fields(glossary, ask, rows);
    push_refused(case, glossary, ask, rows);
}

/// Fields with a reason stand alone; those without are mostly fallout of the file and share a row.
fn push_fields(glossary: &Glossary, ask: &Ask<'_>, rows: &mut Vec<Row>) {
    let mut silent = Vec::new();
    for (key, field) in &ask.fields {
        let name = key.name.as_ref().map_or_else(|| "(no name)".to_owned(), |name| glossary.field_title(name));
        let name = field.side.given().map_or_else(|| name.clone(), |side| format!("{name}, {side}"));
        let Some(reason) = field.reason_words() else {
            silent.push(format!("{name} {}", field.status.words()));
            continue;
        };
        let line = Line::own(format!("      {name}  "), Tone::Plain).fact(&field.status, Tone::Bad);
        let line = line.and("  ", Tone::Plain).remote(reason, Tone::Plain);
        rows.push(Row { line, target: Some(Item::Field(key.clone())) });
    }
    if !silent.is_empty() {
        let line = Line::own(format!("      no reason given: {}", silent.join(", ")), Tone::Dim);
        rows.push(Row { line, target: Some(Item::Ask(ask.key.clone())) });
    }
}

fn push_refused(case: &Case, glossary: &Glossary, ask: &Ask<'_>, rows: &mut Vec<Row>) {
    let refused = refused_for(case, glossary, ask);
    if refused.is_empty() {
        let line = Line::own("      cannot tell which document was refused for it", Tone::Dim);
        rows.push(Row { line, target: Some(Item::Ask(ask.key.clone())) });
    }
    for (key, document) in refused {
        let mut line = Line::own("      refused  ", Tone::Dim).fact(&document.uri, Tone::Plain);
        for label in document.verdict.labels.items() {
            line = line.and("  ", Tone::Plain).mark(Mark::Label).remote(label.text(), Tone::Code);
        }
        rows.push(Row { line, target: Some(Item::Document(key)) });
    }
}

/// The refused documents of the same subject whose category speaks of the same papers.
pub(in crate::app) fn refused_for<'case>(
    case: &'case Case,
    glossary: &Glossary,
    ask: &Ask<'_>,
) -> Vec<(DocumentKey, &'case RejectedDocument)> {
    let Some(section) = &ask.key.request.section else { return Vec::new() };
    let matches = |key: &DocumentKey| {
        key.subject == *ask.subject()
            && key.category.as_ref().is_some_and(|category| glossary.matches(category, section))
    };
    case.documents().into_iter().filter(|(key, _)| matches(key)).collect()
}
