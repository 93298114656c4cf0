//! The history of a case, newest first, as one would say it: what changed from look to look, what matters first, times last
//! and in one row; and what was done. What was before the first look is nowhere to be had.

use jiff::civil::Date;

use crate::domain::calendar;
use crate::domain::case::{Case, People};
use crate::domain::change::{Change, How};
use crate::domain::fact::Fact;
use crate::domain::glossary::Glossary;
use crate::domain::history::{Happened, Past, Rounds, Stay, Way, stays};
use crate::domain::key::{AskKey, DocumentKey, Item, Subject};
use crate::domain::mask::{Prose, TextOrProse};
use crate::domain::text::SafeText;
use crate::domain::time::{Wall, elapsed, short_span};
use crate::domain::wording::counted;

use super::super::line::{Line, Mark, Tone};
use super::super::outline::follow_up::everybody;
use super::super::outline::words::subject_line;
use super::super::review_settings::ReviewSettings;
use super::super::rows::Row;

/// The history of a case, as far as it is known.
#[derive(Clone, Copy, Debug)]
pub struct History<'a> {
    /// What happened, oldest first.
    pub past: &'a [Past],
    /// Older entries that are not told.
    pub left_out: usize,
    /// When the case was first looked at, where that is remembered.
    pub first_seen: Option<Wall>,
    /// Since when the reader has not seen what changed; `None` where the reader has seen all, or never looked.
    pub seen_at: Option<Wall>,
}

/// The rows of the tab, and how many changes they show.
#[must_use]
pub fn rows(history: History<'_>, case: &Case, settings: &ReviewSettings, now: Wall) -> (Vec<Row>, usize) {
    let (glossary, today) = (&*settings.glossary, settings.calendar.day(now));
    let words = Words { people: case.people(), glossary, rounds: Rounds::of(history.past), today };
    let mut rows = Vec::new();
    let mut is_news = history.seen_at.is_some();
    for past in history.past.iter().rev() {
        // What the reader has seen stands below this row.
        if let Some(at) = history.seen_at.filter(|at| is_news && past.at <= *at) {
            is_news = false;
            if !rows.is_empty() {
                rows.push(looked(at));
            }
        }
        words.entry(past, &mut rows);
    }
    if history.left_out > 0 {
        let left_out = format!(
            "{} not told: too many, or not readable",
            counted(history.left_out, "older entry", "older entries")
        );
        rows.push(Row::new(Line::own(left_out, Tone::Dim), None));
    }
    let since = history.first_seen.filter(|_| history.left_out == 0);
    rows.extend(lasting(&stays(history.past, since), now).map(|line| Row::new(line, None)));
    if let Some(at) = history.first_seen {
        rows.push(Row::new(Line::own("first looked at ", Tone::Dim).moment(at, Tone::Dim), None));
    }
    (rows, count(history.past))
}

/// How many changes a history tells of.
#[must_use]
pub fn count(past: &[Past]) -> usize {
    past.iter().map(|past| past.changes().len()).sum()
}

/// The row between what is new and what the reader has seen.
fn looked(at: Wall) -> Row {
    let line = Line::own("above: since you looked at ", Tone::Warn).moment(at, Tone::Warn);
    Row::new(line, None)
}

/// How long each status lasted, oldest first.
fn lasting(stays: &[Stay], now: Wall) -> Option<Line> {
    let line = Line::own("statuses: ", Tone::Dim);
    let told = stays.iter().enumerate().fold(line, |line, (place, stay)| {
        let until = stay.to.or(stay.unknown_since).unwrap_or(now);
        let at_least = match stay {
            Stay { is_open: true, .. } | Stay { unknown_since: Some(_), .. } => "at least ",
            Stay { is_cut: true, .. } => "at most ",
            _ => "",
        };
        let so_far = match (stay.to, stay.unknown_since) {
            (Some(_), _) => "",
            (None, Some(_)) => ", then not known",
            (None, None) => " so far",
        };
        let line = if place > 0 { line.and(", then ", Tone::Dim) } else { line };
        let span = short_span(elapsed(stay.from, until));
        line.remote(&stay.status, Tone::Plain).and(format!(" {at_least}{span}{so_far}"), Tone::Dim)
    });
    (!stays.is_empty()).then_some(told)
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
    rounds: Rounds<'a>,
    today: Date,
}

impl<'a> Words<'a> {
    fn entry(&self, past: &'a Past, rows: &mut Vec<Row>) {
        let group = u64::try_from(past.at.as_microsecond()).unwrap_or(u64::MAX);
        let heading = Line::default().moment(past.at, Tone::Strong);
        let Happened::Changed(changes) = &past.what else {
            rows.extend(self.entered(heading, &past.what).map(|line| Row::new(line, None).in_group(group)));
            return;
        };
        let heading = heading.and(format!("  {}", counted(changes.len(), "change", "changes")), Tone::Dim);
        rows.push(Row::new(heading, None).in_group(group));
        let (times, mut others): (Vec<&Change>, Vec<&Change>) = changes.iter().partition(|change| is_time(change));
        others.sort_by_key(|change| rank(change));
        rows.extend(others.iter().map(|change| {
            let line = Line::own("  ", Tone::Plain).mark(Mark::Changed);
            let line = self.sentence(line, change);
            let line = match self.again(past.at, change) {
                Some(again) => line.and(format!(" {again}"), Tone::Warn),
                None => line,
            };
            Row::new(line, Some(change.item.clone())).in_group(group)
        }));
        if let Some(first) = times.first() {
            let line = Line::own("  ", Tone::Plain).words_that_shrink(dates(&times), Tone::Dim);
            rows.push(Row::new(line, Some(first.item.clone())).in_group(group));
        }
    }

    /// What a person entered.
    fn entered(&self, heading: Line, what: &Happened) -> impl Iterator<Item = Line> {
        let day = |line: Line, day: Date| line.and(calendar::words(day, self.today), Tone::Strong);
        let (first, notes) = match what {
            Happened::Changed(_) => (heading, Vec::new()),
            Happened::Lifted(reference) => {
                let line = heading.and("  the hold was lifted, by the reference ", Tone::Warn);
                // A person typed it, and may have typed anything.
                let reference = TextOrProse::Prose(Prose::from_safe(reference.clone()));
                (line.told(&reference, Tone::Strong), Vec::new())
            }
            Happened::Sent { to, way, follow_up, asks } => {
                let line = everybody(heading.and("  asked ", Tone::Good), &self.people, to);
                let what = match (asks, way) {
                    (0, _) => " to finish".to_owned(),
                    (asks, _) => format!(" for {}", counted(*asks, "thing", "things")),
                };
                let by = if *way == Way::ByHand { ", not by a draft" } else { "" };
                (day(line.and(format!("{what}{by}; to be chased "), Tone::Plain), *follow_up), Vec::new())
            }
            Happened::Snoozed(until) => (day(heading.and("  put off until ", Tone::Plain), *until), Vec::new()),
            Happened::Answered => (heading.and("  marked as answered by the customer", Tone::Good), Vec::new()),
            Happened::Noted(words) => {
                let lines = words.unmasked().as_str().lines().map(Prose::line);
                let line = |words: Prose| Line::own("  ", Tone::Plain).prose(&Fact::Given(words), Tone::Plain);
                (heading.and("  note", Tone::Dim), lines.map(line).collect())
            }
        };
        std::iter::once(first).chain(notes)
    }

    /// Whether something is asked for again, and how often it was.
    fn again(&self, at: Wall, change: &'a Change) -> Option<String> {
        match (&change.item, &change.how) {
            (Item::Ask(key), How::Added) => self.rounds.words(at, key),
            _ => None,
        }
    }

    fn sentence(&self, line: Line, change: &Change) -> Line {
        match (&change.item, &change.how) {
            (Item::Fact("customer_status"), How::Altered { before, after }) => {
                let what = if is_absent(after) { "the status is " } else { "the case is " };
                was(line.and(what, Tone::Plain).told(after, Tone::Strong), before)
            }
            (Item::PartyFact(_, "status"), How::Altered { before, after }) => {
                let line = if is_absent(after) { line.and("the status of ", Tone::Plain) } else { line };
                was(self.name(line, &change.item).and(" is ", Tone::Plain).told(after, Tone::Strong), before)
            }
            (Item::Ask(key), How::Added) => self.ask(line.and("now asked: ", Tone::Warn), key),
            (Item::Ask(key), How::Removed) => self.ask(line, key).and(" is settled", Tone::Good),
            (Item::Document(_), How::Added) => self.name(line.and("now refused: ", Tone::Bad), &change.item),
            (Item::Document(_), How::Removed) => self.name(line.and("no longer refused: ", Tone::Good), &change.item),
            // Neither is told; that they differ is.
            (item, How::Altered { before, after }) if before == after => {
                self.name(line, item).and(" changed", Tone::Strong)
            }
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

fn was(line: Line, before: &TextOrProse) -> Line {
    line.and(" (was ", Tone::Dim).told(before, Tone::Dim).and(")", Tone::Dim)
}

/// Whether words stand in place of a value that was not sent.
fn is_absent(value: &TextOrProse) -> bool {
    Fact::<SafeText>::Missing.absence() == Some(value.unmasked().as_str())
}

fn fact(line: Line, name: &'static str) -> Line {
    line.remote(&Item::Fact(name).words(), Tone::Plain)
}
