//! What is owed: by recipient, document type and field, with what was refused of it.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::domain::ask::{Ask, asks, by_subject};
use crate::domain::case::Case;
use crate::domain::glossary::{Glossary, folded};
use crate::domain::key::{AskKey, DocumentKey, Item, Subject};
use crate::domain::rejection::RejectedDocument;
use crate::domain::text::SafeText;
use crate::domain::wording::{counted, number};

use super::super::line::{Line, Mark, Tone};
use super::super::outline::words::subject_line;
use super::super::rows::Row;

/// Most refused documents that are named under an ask.
const MOST_REFUSED: usize = 50;

/// The rows of the tab, and how many asks they show.
#[must_use]
pub fn rows(case: &Case, glossary: &Glossary) -> (Vec<Row>, usize) {
    let open = asks(case);
    let own = by_subject(&open);
    let refused = Refused::of(case.documents(), glossary);
    let people = case.people();
    let mut rows = Vec::new();
    if let Some(gap) = case.asks_extent().gap().filter(|_| !open.is_empty()) {
        let line = Line::default().mark(Mark::Warn).and(format!("there may be more: the requests {gap}"), Tone::Bad);
        rows.push(Row::new(line, Some(Item::Requests)));
    }
    for subject in case.subjects() {
        let Some(own) = own.get(&subject) else { continue };
        if !rows.is_empty() {
            rows.push(Row::new(Line::default(), None));
        }
        let heading = subject_line(Line::default(), &people, &subject);
        let heading = heading.and(format!("  {}", counted(own.len(), "ask", "asks")), Tone::Dim);
        rows.push(Row::new(heading, Some(holder(&subject))));
        for ask in own {
            push_ask(&refused, glossary, ask, &mut rows);
        }
    }
    (rows, open.len())
}

fn holder(subject: &Subject) -> Item {
    match subject {
        Subject::Party(key) => Item::Party(key.clone()),
        Subject::Company | Subject::UnknownParty(_) => Item::Requests,
    }
}

fn push_ask(refused: &Refused<'_>, glossary: &Glossary, ask: &Ask<'_>, rows: &mut Vec<Row>) {
    let line = Line::own("  ", Tone::Plain).mark(Mark::Ask);
    let line = match &ask.key.document_type {
        Some(kind) => {
            let line = match glossary.document(kind) {
                Some(known) => line.and(known.title.as_str(), Tone::Strong),
                None => line.remote(&SafeText::line(&glossary.document_title(kind)), Tone::Strong),
            };
            line.and("  ", Tone::Plain).remote(kind.text(), Tone::Code)
        }
        None => line.and("(no document type)", Tone::Warn),
    };
    let line = match &ask.key.request.section {
        Some(section) => {
            let title = glossary.section_title(section).to_lowercase();
            line.and("  in ", Tone::Dim).remote(&SafeText::line(&title), Tone::Dim)
        }
        None => line,
    };
    rows.push(Row::new(line, Some(Item::Ask(ask.key.clone()))));
    push_fields(glossary, ask, rows);
    push_refused(refused, ask, rows);
}

/// Fields with a reason stand alone; those without are mostly fallout of the file and share a row.
fn push_fields(glossary: &Glossary, ask: &Ask<'_>, rows: &mut Vec<Row>) {
    let mut silent = Vec::new();
    for (key, field) in &ask.fields {
        let name = key.name.as_ref().map_or_else(|| "(no name)".to_owned(), |name| glossary.field_title(name));
        let name = field.side.given().map_or_else(|| name.clone(), |side| format!("{name}, {side}"));
        if field.reason_words().is_none() && !field.reason.is_unknown() {
            silent.push(format!("{name} {}", field.status.words()));
            continue;
        }
        let line = Line::own("      ", Tone::Plain).remote(&SafeText::line(&name), Tone::Plain).and("  ", Tone::Plain);
        let line = line.fact(&field.status, Tone::Bad).and("  ", Tone::Plain).prose(&field.reason, Tone::Plain);
        rows.push(Row::new(line, Some(Item::Field(key.clone()))));
    }
    if !silent.is_empty() {
        let silent = SafeText::line(&silent.join(", "));
        let line = Line::own("      no reason given: ", Tone::Dim).remote(&silent, Tone::Dim);
        rows.push(Row::new(line, Some(Item::Ask(ask.key.clone()))));
    }
}

fn push_refused(refused: &Refused<'_>, ask: &Ask<'_>, rows: &mut Vec<Row>) {
    let refused = refused.matching(&ask.key);
    let row = |words: Cow<'static, str>| Row::new(Line::own(words, Tone::Dim), Some(Item::Ask(ask.key.clone())));
    if refused.is_empty() {
        rows.push(row("      cannot tell which document was refused for it".into()));
    }
    for (key, document) in refused.iter().take(MOST_REFUSED) {
        let mut line = Line::own("      refused  ", Tone::Dim).handle(&document.uri, Tone::Plain);
        for label in document.verdict.labels.items() {
            line = line.and("  ", Tone::Plain).mark(Mark::Label).remote(label.text(), Tone::Code);
        }
        rows.push(Row::new(line, Some(Item::Document(key.clone()))));
    }
    if let Some(more) = refused.len().checked_sub(MOST_REFUSED).filter(|more| *more > 0) {
        rows.push(row(format!("      refused  {} more", number(more)).into()));
    }
}

/// The refused documents by whose they are and by the sections that speak of the same papers, in the order sent.
pub(in crate::app) struct Refused<'case>(HashMap<Subject, BySection<'case>>);

type BySection<'case> = HashMap<String, Vec<(DocumentKey, &'case RejectedDocument)>>;

impl<'case> Refused<'case> {
    pub(in crate::app) fn of(documents: Vec<(DocumentKey, &'case RejectedDocument)>, glossary: &Glossary) -> Self {
        let mut found: HashMap<Subject, HashMap<String, Vec<_>>> = HashMap::new();
        for (key, document) in documents {
            let Some(category) = &key.category else { continue };
            let sections = found.entry(key.subject.clone()).or_default();
            for section in glossary.sections_of(category) {
                sections.entry(section).or_default().push((key.clone(), document));
            }
        }
        Self(found)
    }

    /// The documents of the same subject whose category speaks of the same papers as an ask.
    pub(in crate::app) fn matching(&self, ask: &AskKey) -> &[(DocumentKey, &'case RejectedDocument)] {
        let section = ask.request.section.as_ref().map(folded);
        let own = self.0.get(&ask.request.subject);
        section.and_then(|section| own?.get(&section)).map_or(&[], Vec::as_slice)
    }
}
