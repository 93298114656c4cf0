//! What changed while we looked, newest first, as one would say it: what matters first, times last and in one row. History
//! before the first look is nowhere to be had.

use crate::domain::case::{Case, People};
use crate::domain::change::{Change, How};
use crate::domain::glossary::Glossary;
use crate::domain::key::{AskKey, DocumentKey, Item, Subject};
use crate::domain::text::SafeText;
use crate::domain::time::Wall;
use crate::domain::wording::counted;

use super::super::line::{Line, Mark, Tone};
use super::super::outline::words::subject_line;
use super::super::rows::Row;

/// The differences that one look showed.
#[derive(Clone, Debug)]
pub struct Look {
    /// When the answer came.
    pub at: Wall,
    /// What differed from the look before.
    pub changes: Vec<Change>,
}

/// The rows of the tab, and how many changes they show.
#[must_use]
pub fn rows(looks: &[Look], case: &Case, glossary: &Glossary) -> (Vec<Row>, usize) {
    let words = Words { people: case.people(), glossary };
    let mut rows = Vec::new();
    let mut count = 0;
    for look in looks.iter().rev() {
        count += look.changes.len();
        let heading = Line::default()
            .moment(look.at, Tone::Strong)
            .and(format!("  {}", counted(look.changes.len(), "change", "changes")), Tone::Dim);
        let group = u64::try_from(look.at.as_microsecond()).unwrap_or(u64::MAX);
        rows.push(Row::new(heading, None).in_group(group));
        let (times, mut others): (Vec<&Change>, Vec<&Change>) = look.changes.iter().partition(|change| is_time(change));
        others.sort_by_key(|change| rank(change));
        rows.extend(others.iter().map(|change| {
            let line = Line::own("  ", Tone::Plain).mark(Mark::Changed);
            Row::new(words.sentence(line, change), Some(change.item.clone())).in_group(group)
        }));
        if let Some(first) = times.first() {
            let line = Line::own("  ", Tone::Plain).words_that_shrink(dates(&times), Tone::Dim);
            rows.push(Row::new(line, Some(first.item.clone())).in_group(group));
        }
    }
    (rows, count)
}

/// Whether a change is only that a time moved, which follows from the others.
fn is_time(change: &Change) -> bool {
    let (Item::Fact(name) | Item::PartyFact(_, name) | Item::DocumentFact(_, name) | Item::FieldFact(_, name)) =
        &change.item
    else {
        return false;
    };
    name.ends_with("_at") && matches!(change.how, How::Altered { .. })
}

/// Which dates are newer that follow from the other changes: `with that, also new: last update, verified`.
fn dates(times: &[&Change]) -> String {
    let mut names = Vec::new();
    for change in times {
        let name = match &change.item {
            Item::Fact("last_status_updated_at") => "the date of the status",
            Item::PartyFact(..) => "the date of a party's check",
            Item::Fact("updated_at") => "the date of the last update",
            _ => "another date",
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    format!("new with that: {}", names.join(", "))
}

/// What matters comes first: where the case and its parties stand, what is asked, what was refused.
const fn rank(change: &Change) -> u8 {
    match &change.item {
        Item::Fact(_) => 0,
        Item::PartyFact(..) | Item::Party(_) | Item::Parties => 1,
        Item::Ask(_) | Item::Request(_) | Item::Requests => 2,
        Item::Document(_) | Item::Rejection(_) | Item::Comment(_) => 3,
        _ => 4,
    }
}

/// What changes are told with.
struct Words<'a> {
    people: People<'a>,
    glossary: &'a Glossary,
}

impl Words<'_> {
    fn sentence(&self, line: Line, change: &Change) -> Line {
        match (&change.item, &change.how) {
            (Item::Fact("customer_status"), How::Altered { before, after }) => {
                let line = line.and("the case is ", Tone::Plain).told(after, Tone::Strong);
                line.and(" (was ", Tone::Dim).told(before, Tone::Dim).and(")", Tone::Dim)
            }
            (Item::PartyFact(_, "status"), How::Altered { before, after }) => {
                let line = self.name(line, &change.item).and(" is ", Tone::Plain).told(after, Tone::Strong);
                line.and(" (was ", Tone::Dim).told(before, Tone::Dim).and(")", Tone::Dim)
            }
            (Item::Ask(key), How::Added) => self.ask(line.and("now asked: ", Tone::Warn), key),
            (Item::Ask(key), How::Removed) => self.ask(line, key).and(" is settled", Tone::Good),
            (Item::Document(_), How::Added) => self.name(line.and("now refused: ", Tone::Bad), &change.item),
            (Item::Document(_), How::Removed) => self.name(line.and("no longer refused: ", Tone::Good), &change.item),
            (item, How::Altered { before, after }) => {
                let line = self.name(line, item).and(": ", Tone::Plain).told(before, Tone::Dim);
                line.and(" → ", Tone::Plain).told(after, Tone::Strong)
            }
            (item, how) => {
                let tone = match how {
                    How::Removed => Tone::Good,
                    How::Lost(_) => Tone::Bad,
                    _ => Tone::Warn,
                };
                let verb = change.verb().map_or_else(String::new, |verb| format!("{verb}: "));
                self.name(line.and(verb, tone), item)
            }
        }
    }

    /// What an item is called, its party by the handle that stands for it everywhere.
    fn name(&self, line: Line, item: &Item) -> Line {
        match item {
            Item::Party(key) | Item::PartyFact(key, "status") => self.subject(line, &Subject::Party(key.clone())),
            Item::PartyFact(key, name) => self.of(fact(line, name), &Subject::Party(key.clone())),
            Item::Ask(key) => self.ask(line, key),
            Item::Document(key) => self.document(line, key),
            Item::DocumentFact(key, name) => self.document(fact(line, name).and(" of ", Tone::Plain), key),
            Item::Label(subject, label) => {
                let line = line.and("label ", Tone::Plain).remote(label.text(), Tone::Code).and(" on ", Tone::Plain);
                self.subject(line, subject)
            }
            Item::DocumentLabel(key, label) => {
                let line = line.and("label ", Tone::Plain).remote(label.text(), Tone::Code).and(" on ", Tone::Plain);
                self.document(line, key)
            }
            Item::Comment(subject) => self.subject(line.and("the comment on ", Tone::Plain), subject),
            Item::FieldFact(key, name) => {
                let line = fact(line, name).and(" of ", Tone::Plain);
                let line = match &key.name {
                    Some(name) => line.remote(&SafeText::line(&self.glossary.field_title(name)), Tone::Plain),
                    None => line.and("a field without a name", Tone::Plain),
                };
                self.ask(line.and(" for ", Tone::Plain), &key.ask)
            }
            other => line.remote(&other.words(), Tone::Plain),
        }
    }

    fn ask(&self, line: Line, key: &AskKey) -> Line {
        let title = key.document_type.as_ref().map(|kind| self.glossary.document_title(kind));
        let title = title.unwrap_or_else(|| "something without a document type".to_owned());
        self.of(line.remote(&SafeText::line(&title), Tone::Strong), &key.request.subject)
    }

    fn document(&self, line: Line, key: &DocumentKey) -> Line {
        let line = match &key.category {
            Some(category) => line.remote(category.text(), Tone::Code),
            None => line.and("a document without a category", Tone::Plain),
        };
        let line = if key.ordinal > 0 { line.and(format!(" #{}", key.ordinal + 1), Tone::Dim) } else { line };
        self.of(line, &key.subject)
    }

    fn of(&self, line: Line, subject: &Subject) -> Line {
        self.subject(line.and(" of ", Tone::Dim), subject)
    }

    /// A party with its share, where one is given.
    fn subject(&self, line: Line, subject: &Subject) -> Line {
        let line = subject_line(line, &self.people, subject);
        let Subject::Party(key) = subject else { return line };
        match self.people.get(key).and_then(|party| party.share.given()) {
            Some(share) => line.beside_share().and(format!(" ({})", share.value().in_short()), Tone::Dim),
            None => line,
        }
    }
}

fn fact(line: Line, name: &'static str) -> Line {
    line.remote(&Item::Fact(name).words(), Tone::Plain)
}
