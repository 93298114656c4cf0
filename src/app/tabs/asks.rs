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
use super::super::outline::request::title;
use super::super::outline::words::subject_line;
use super::super::rows::Row;

/// Most asks of one who owes, and most of those, that are told in short.
const MOST_IN_SHORT: usize = 20;
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
        // By section, as a refused paper is one of its section and may belong to any ask in it.
        let mut places = HashMap::new();
        let mut sections: Vec<Vec<&Ask<'_>>> = Vec::new();
        for ask in own {
            let place = *places.entry(&ask.key.request.section).or_insert(sections.len());
            match sections.get_mut(place) {
                Some(asks) => asks.push(ask),
                None => sections.push(vec![ask]),
            }
        }
        for asks in sections {
            for ask in &asks {
                push_ask(glossary, ask, &mut rows);
            }
            if let Some(last) = asks.last() {
                push_refused(&refused, last, &mut rows);
            }
        }
    }
    (rows, open.len())
}

/// What is owed in a line for each who owes: their handle, and the titles of what is asked.
#[must_use]
pub fn in_short(case: &Case, glossary: &Glossary) -> Vec<Line> {
    let open = asks(case);
    let own = by_subject(&open);
    let people = case.people();
    let mut lines = Vec::new();
    for subject in case.subjects() {
        let Some(own) = own.get(&subject) else { continue };
        let mut line = subject_line(Line::default(), &people, &subject).and(": ", Tone::Plain);
        for (place, ask) in own.iter().enumerate().take(MOST_IN_SHORT) {
            let title = ask
                .key
                .document_type
                .as_ref()
                .map_or_else(|| "(no document type)".to_owned(), |kind| glossary.document_title(kind));
            let between = if place == 0 { "" } else { ", " };
            line = line.and(between, Tone::Plain).remote(&SafeText::line(&title), Tone::Warn);
        }
        if let Some(more) = own.len().checked_sub(MOST_IN_SHORT).filter(|more| *more > 0) {
            line = line.and(format!(", {} more", number(more)), Tone::Warn);
        }
        lines.push(line);
        if lines.len() == MOST_IN_SHORT {
            break;
        }
    }
    lines
}

fn holder(subject: &Subject) -> Item {
    match subject {
        Subject::Party(key) => Item::Party(key.clone()),
        Subject::Company | Subject::UnknownParty(_) => Item::Requests,
    }
}

fn push_ask(glossary: &Glossary, ask: &Ask<'_>, rows: &mut Vec<Row>) {
    let line = Line::own("  ", Tone::Plain).mark(Mark::Ask);
    let line = title(line, ask, glossary);
    let line = match &ask.key.request.section {
        Some(section) => {
            let title = glossary.section_title(section).to_lowercase();
            line.and("  in ", Tone::Dim).remote(&SafeText::line(&title), Tone::Dim)
        }
        None => line,
    };
    rows.push(Row::new(line, Some(Item::Ask(ask.key.clone()))));
    push_fields(glossary, ask, rows);
}

/// Fields with a reason stand alone. Those without are mostly fallout of the file, and are named where no other says more.
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
    if silent.len() == ask.fields.len() && !silent.is_empty() {
        let silent = SafeText::line(&silent.join(", "));
        let line = Line::own("      no reason given: ", Tone::Dim).remote(&silent, Tone::Dim);
        rows.push(Row::new(line, Some(Item::Ask(ask.key.clone()))));
    }
}

fn push_refused(refused: &Refused<'_>, ask: &Ask<'_>, rows: &mut Vec<Row>) {
    let refused = refused.matching(&ask.key);
    let row = |words: Cow<'static, str>| Row::new(Line::own(words, Tone::Dim), Some(Item::Ask(ask.key.clone())));
    for (key, document) in refused.iter().take(MOST_REFUSED) {
        let mut line = Line::own("      refused before  ", Tone::Dim).handle(&document.uri, Tone::Plain);
        for label in document.verdict.labels.items() {
            line = line.and("  ", Tone::Plain).mark(Mark::Label).remote(label.text(), Tone::Code);
        }
        rows.push(Row::new(line, Some(Item::Document(key.clone()))));
    }
    if let Some(more) = refused.len().checked_sub(MOST_REFUSED).filter(|more| *more > 0) {
        rows.push(row(format!("      refused before  {} more", number(more)).into()));
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
