//! What is wanted: section, document type, field.

use std::collections::HashSet;

use crate::domain::ask::Ask;
use crate::domain::fact::{Fact, Open};
use crate::domain::glossary::Glossary;
use crate::domain::key::{FieldKey, Item, RequestKey, Subject};
use crate::domain::request::{FieldStatus, Request, RequestedField, Scope};
use crate::domain::text::SafeText;
use crate::domain::wording::counted;

use super::super::line::{Line, Mark, Tone};
use super::super::tree::{Branch, Position};
use super::builder::{Branches, Outline, named};
use super::gathered::Gathered;
use super::words::subject_line;

pub(super) fn outline(of: &Gathered<'_>, out: &mut Outline<'_>) {
    let requests = &of.case.requests;
    let heading = Line::own("Requests  ", Tone::Strong);
    let heading = match requests.absence() {
        Some(absence) => heading.and(absence, Tone::Dim),
        None => match (requests.items().is_empty(), of.case.asks_extent().gap()) {
            (true, None) => heading.and("none open", Tone::Dim),
            (true, Some(gap)) => heading.and(gap, Tone::Bad),
            (false, None) => heading.and(counts(of.asks), Tone::Dim),
            (false, Some(gap)) => heading.and(counts(of.asks), Tone::Dim).and(format!(" · {gap}"), Tone::Bad),
        },
    };
    let position = Position { item: Item::Requests, branch: Branch::Main };
    if !out.branch(position, 1, Branches::Closed, heading, requests.items().is_empty()) {
        return;
    }
    let mut met = HashSet::new();
    for key in requests.items().iter().map(Request::key) {
        if out.is_done {
            return;
        }
        let (position, asks) = (Position { item: Item::Request(key.clone()), branch: Branch::Main }, of.asks_in(&key));
        if met.insert(key.clone()) && out.branch(position, 2, Branches::Open, request_line(of, &key), asks.is_empty()) {
            for ask in asks {
                one(ask, Branch::Main, 3, out);
            }
        }
    }
}

/// What is wanted of a party, below that party.
pub(super) fn under_party(of: &Gathered<'_>, subject: &Subject, out: &mut Outline<'_>) {
    for ask in of.asks_of(subject) {
        one(ask, Branch::Party, 3, out);
    }
}

fn counts(open: &[Ask<'_>]) -> String {
    let fields = open.iter().map(|ask| ask.fields.len()).sum();
    format!("{} · {}", counted(open.len(), "ask", "asks"), counted(fields, "field", "fields"))
}

/// Speaks for every entry that shares the key: what it wants, of whom, and in which words it says so.
fn request_line(of: &Gathered<'_>, key: &RequestKey) -> Line {
    let same = of.requests(key);
    let Some(first) = same.first() else { return Line::default() };
    let line = Line::default().mark(Mark::Ask).fact(&first.section, Tone::Code).and("  of ", Tone::Dim);
    let mut line = subject_line(line, &of.people, &key.subject);
    let mut scopes: Vec<&Fact<Open<Scope>>> = Vec::new();
    for request in same {
        let is_sent = !matches!(request.scope, Fact::Missing | Fact::Null);
        if is_sent && !scopes.contains(&&request.scope) {
            line = line.and("  ", Tone::Plain).fact(&request.scope, Tone::Dim);
            scopes.push(&request.scope);
        }
    }
    if same.iter().any(|request| !request.documents.items().is_empty()) {
        return line;
    }
    line.and("  ", Tone::Plain).and(first.documents.absence().unwrap_or("nothing named"), Tone::Warn)
}

/// What is wanted in our words, and the code they stand for.
pub(in crate::app) fn title(line: Line, ask: &Ask<'_>, glossary: &Glossary) -> Line {
    let Some(kind) = &ask.key.document_type else { return line.and("(no document type)", Tone::Warn) };
    match glossary.document(kind) {
        Some(known) => {
            let line = line.words_that_shrink(known.title.as_str().to_owned(), Tone::Strong).and("  ", Tone::Plain);
            line.remote(kind.text(), Tone::Dim)
        }
        None => line.remote(kind.text(), Tone::Code),
    }
}

fn one(ask: &Ask<'_>, branch: Branch, depth: u16, out: &mut Outline<'_>) {
    let line = Line::default().mark(Mark::Ask);
    let line = title(line, ask, out.glossary);
    let line = line.and("  ", Tone::Plain).and(counted(ask.fields.len(), "field", "fields"), Tone::Dim);
    let reason = ask.fields.iter().map(|(_, field)| field).find(|field| field.reason_words().is_some());
    let line = match reason {
        Some(field) => line.and("  ", Tone::Plain).prose(&field.reason, Tone::Plain),
        None => line,
    };
    let position = Position { item: Item::Ask(ask.key.clone()), branch };
    if !out.branch(position, depth, Branches::Closed, line, ask.fields.is_empty()) {
        return;
    }
    for (key, field) in &ask.fields {
        one_field(key, field, branch, depth + 1, out);
    }
}

fn one_field(key: &FieldKey, field: &RequestedField, branch: Branch, depth: u16, out: &mut Outline<'_>) {
    let mut line = Line::default().fact(&field.name, Tone::Strong).and("  ", Tone::Plain);
    line = line.fact(&field.data_type, Tone::Code).and("  ", Tone::Plain).status(&field.status, status_tone(field));
    if let Some(side) = field.side.given() {
        line = line.and("  ", Tone::Plain).remote(side.raw(), Tone::Code);
    }
    if field.reason_words().is_some() || field.reason.is_unknown() {
        line = line.and("  ", Tone::Plain).prose(&field.reason, Tone::Plain);
    }
    let position = Position { item: Item::Field(key.clone()), branch };
    if !out.branch(position, depth, Branches::Closed, line, false) {
        return;
    }
    let mut fact = |name: &'static str, line: Line| {
        out.leaf(branch, Item::FieldFact(key.clone(), name), depth + 1, line);
    };
    fact("field_name", named("field").fact(&field.name, Tone::Plain));
    fact("data_type", named("data type").fact(&field.data_type, Tone::Code));
    fact("status", named("status").fact(&field.status, Tone::Code));
    fact("reason", named("reason").prose(&field.reason, Tone::Plain));
    fact("options", named("options").fact(&options(field), Tone::Plain));
    fact("side", named("side").fact(&field.side, Tone::Code));
}

fn options(field: &RequestedField) -> Fact<String> {
    field.options.as_ref().map(|options| {
        let words: Vec<&str> = options.read.iter().map(SafeText::as_str).collect();
        if words.is_empty() { "none".to_owned() } else { words.join(", ") }
    })
}

fn status_tone(field: &RequestedField) -> Tone {
    match field.status.given().and_then(Open::known) {
        Some(FieldStatus::Invalid | FieldStatus::Expired) => Tone::Bad,
        Some(FieldStatus::Missing) | None => Tone::Warn,
    }
}
