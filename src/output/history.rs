//! What is remembered of a customer, as text, JSON or CSV.

use std::io;

use serde_json::{Map, Value, json};

use super::blocks::Block;
use super::changes::change_words;
use super::{Paper, SCHEMA, csv, entered, json, text};
use crate::domain::change::{Change, How};
use crate::domain::history::{Happened, Past, Rounds, Stay};
use crate::domain::imprint::{NOT_KEPT, holds_fingerprint};
use crate::domain::key::Item;
use crate::domain::mask::{LEFT_OUT, Mask};
use crate::domain::time::{Wall, elapsed, short_span, to_second};
use crate::domain::wording::counted;

/// Said once where something is told that is not kept in the clear.
const EXPLAINED: &str = "\
Texts are not kept. A code such as [3fa] stands for one: another code is another text, and the text cannot be told from it.";

/// What is remembered of a customer.
#[derive(Clone, Debug)]
pub struct HistoryReport<'a> {
    /// Whose history it is.
    pub customer: &'a str,
    /// The host under which it is kept.
    pub host: &'a str,
    /// When the customer was first looked at.
    pub first_looked: Option<Wall>,
    /// When it was last looked at.
    pub last_looked: Option<Wall>,
    /// When the look was made that its reader last saw in the dashboard.
    pub seen: Option<Wall>,
    /// Whether that is kept and could not be read.
    pub is_seen_unreadable: bool,
    /// The statuses it was seen in, oldest first.
    pub stays: &'a [Stay],
    /// What happened, newest first.
    pub past: &'a [Past],
    /// How many older entries are left out.
    pub left_out: usize,
    /// How many could not be read.
    pub unreadable: usize,
    /// Whether what a person typed is hidden.
    pub mask: Mask,
}

impl HistoryReport<'_> {
    /// For people.
    #[must_use]
    pub fn text(&self, page: Paper) -> String {
        let time = |at: Option<Wall>, none: &str| at.map_or_else(|| none.to_owned(), to_second);
        let mut blocks = vec![
            Block::heading(1, self.customer),
            Block::Facts(vec![
                ("host".to_owned(), self.host.to_owned()),
                ("first looked at".to_owned(), time(self.first_looked, "not known")),
                ("last looked at".to_owned(), time(self.last_looked, "not known")),
                ("last seen in the dashboard".to_owned(), time(self.seen, self.never_seen())),
            ]),
        ];
        if !self.stays.is_empty() {
            let head = ["status", "from", "to", "lasted"].map(str::to_owned).to_vec();
            let rows = self.stays.iter().map(|stay| self.row(stay)).collect();
            blocks.extend([Block::heading(2, "Statuses, as the looks showed them"), Block::Table { head, rows }]);
        }
        blocks.push(Block::heading(2, "What changed, newest first"));
        if self.past.is_empty() {
            blocks.push(Block::item(0, "nothing that was seen"));
        }
        let rounds = Rounds::of(self.past);
        for past in self.past {
            blocks.push(Block::heading(3, to_second(past.at)));
            blocks.extend(self.sentences(past, &rounds).into_iter().map(|sentence| Block::item(0, sentence)));
        }
        let mut text = text::write(&blocks, page);
        let mut notes = Vec::new();
        if self.left_out > 0 {
            notes.push(format!("{} not shown.", counted(self.left_out, "older entry is", "older entries are")));
        }
        if self.unreadable > 0 {
            notes.push(format!("{} could not be read.", counted(self.unreadable, "entry", "entries")));
        }
        if text.contains(NOT_KEPT) || holds_fingerprint(&text) {
            notes.push(EXPLAINED.to_owned());
        }
        for note in notes {
            text = format!("{text}\n{}\n", page.signs(&note));
        }
        text
    }

    const fn never_seen(&self) -> &'static str {
        if self.is_seen_unreadable { "it could not be read when" } else { "never" }
    }

    fn row(&self, stay: &Stay) -> Vec<String> {
        let from = if stay.is_open { format!("{} or before", to_second(stay.from)) } else { to_second(stay.from) };
        let lasted = stay.to.or(stay.unknown_since).or(self.last_looked).map(|to| short_span(elapsed(stay.from, to)));
        let least = match stay {
            Stay { is_open: true, .. } | Stay { to: None, .. } => "at least ",
            Stay { is_cut: true, .. } => "at most ",
            _ => "",
        };
        let to = match (stay.to, stay.unknown_since) {
            (Some(to), _) => to_second(to),
            (None, Some(since)) => format!("not known since {}", to_second(since)),
            (None, None) => "the last look, at least".to_owned(),
        };
        let to = if stay.is_cut { format!("{to} or before") } else { to };
        vec![stay.status.to_string(), from, to, lasted.map_or_else(String::new, |lasted| format!("{least}{lasted}"))]
    }

    fn sentences<'p>(&self, past: &'p Past, rounds: &Rounds<'p>) -> Vec<String> {
        match &past.what {
            Happened::Changed(changes) => changes.iter().map(|change| sentence(past.at, change, rounds)).collect(),
            entered => entered::sentence(entered, self.mask).into_iter().collect(),
        }
    }

    /// For scripts.
    #[must_use]
    pub fn json(&self) -> String {
        let time = |at: Option<Wall>| at.map(|at| at.to_string());
        let status = |stay: &Stay| {
            json!({
                "status": stay.status.as_str(),
                "from": stay.from.to_string(),
                "to": time(stay.to),
                "may_have_begun_before": stay.is_open,
                "may_have_ended_before": stay.is_cut,
                "not_known_since": time(stay.unknown_since),
            })
        };
        let rounds = Rounds::of(self.past);
        json::write(&json!({
            "schema": SCHEMA,
            "customer_id": self.customer,
            "host": self.host,
            "masked": self.mask == Mask::On,
            "first_looked_at": time(self.first_looked),
            "last_looked_at": time(self.last_looked),
            "seen_at": time(self.seen),
            "statuses": self.stays.iter().map(status).collect::<Vec<_>>(),
            "events": self.past.iter().map(|past| self.event(past, &rounds)).collect::<Vec<_>>(),
            "left_out": self.left_out,
            "unreadable": self.unreadable,
        }))
    }

    fn event<'p>(&self, past: &'p Past, rounds: &Rounds<'p>) -> Value {
        match &past.what {
            Happened::Changed(changes) => {
                let changes: Vec<Value> = changes.iter().map(|change| told(past.at, change, rounds)).collect();
                json!({"at": past.at.to_string(), "what": "changed", "changes": changes})
            }
            entered => {
                let mut event = Map::from_iter([("at".to_owned(), past.at.to_string().into())]);
                if let Some(Value::Object(fields)) = entered::json(entered, self.mask) {
                    event.extend(fields);
                }
                event.into()
            }
        }
    }

    /// For spreadsheets: a row for each change, and for each thing that was entered: to whom, the day, the words.
    ///
    /// # Errors
    /// Where `out` cannot be written to.
    pub fn csv(&self, out: impl io::Write) -> io::Result<()> {
        let head = ["at", "change", "item", "before", "after", "times", "words"].map(str::to_owned).to_vec();
        let rounds = Rounds::of(self.past);
        csv::write(out, std::iter::once(head).chain(self.past.iter().flat_map(|past| self.records(past, &rounds))))
    }

    fn records<'p>(&self, past: &'p Past, rounds: &Rounds<'p>) -> Vec<Vec<String>> {
        let at = past.at.to_string();
        match &past.what {
            Happened::Changed(changes) => {
                let record = |change: &'p Change| {
                    let (before, after) = values(change).unwrap_or_default();
                    let times = asked(change).map(|ask| rounds.times(past.at, ask).to_string());
                    let item = change.item.words().to_string();
                    let (before, after, times) = (before.to_owned(), after.to_owned(), times.unwrap_or_default());
                    vec![at.clone(), change.code().to_owned(), item, before, after, times, String::new()]
                };
                changes.iter().map(record).collect()
            }
            entered => {
                let typed = |words: &str| if self.mask == Mask::Off { words.to_owned() } else { LEFT_OUT.to_owned() };
                let code = entered::code(entered).unwrap_or_default().to_owned();
                let (mut item, mut after, mut words) = (String::new(), String::new(), String::new());
                match entered {
                    Happened::Lifted(reference) => words = typed(reference.as_str()),
                    Happened::Noted(note) => words = typed(note.unmasked().as_str()),
                    Happened::Sent { to, follow_up, .. } => {
                        (item, after) = (entered::everybody(to), follow_up.to_string());
                    }
                    Happened::Snoozed(until) => after = until.to_string(),
                    Happened::Changed(_) | Happened::Answered => {}
                }
                vec![vec![at, code, item, String::new(), after, String::new(), words]]
            }
        }
    }
}

fn told<'p>(at: Wall, change: &'p Change, rounds: &Rounds<'p>) -> Value {
    let mut object = Map::new();
    object.insert("change".to_owned(), change.code().into());
    object.insert("item".to_owned(), change.item.words().as_str().into());
    if let Some((before, after)) = values(change) {
        let value = |value: &str| if value == NOT_KEPT { json!({"withheld": "memory"}) } else { value.into() };
        object.insert("before".to_owned(), value(before));
        object.insert("after".to_owned(), value(after));
    }
    if let Some(ask) = asked(change) {
        object.insert("times".to_owned(), rounds.times(at, ask).into());
    }
    Value::Object(object)
}

fn sentence<'p>(at: Wall, change: &'p Change, rounds: &Rounds<'p>) -> String {
    let values = values(change).map(|(before, after)| (Some(before.to_owned()), Some(after.to_owned())));
    let words = change_words(change.item.words().as_str(), change, values);
    let again = asked(change).and_then(|ask| rounds.words(at, ask));
    again.map_or_else(|| words.clone(), |again| format!("{words}, {again}"))
}

/// What was altered before and after. Nothing of it is anybody's: only what may be kept in the clear is kept.
fn values(change: &Change) -> Option<(&str, &str)> {
    match &change.how {
        How::Altered { before, after } => Some((before.unmasked().as_str(), after.unmasked().as_str())),
        _ => None,
    }
}

/// What is asked for since this change.
fn asked(change: &Change) -> Option<&crate::domain::key::AskKey> {
    match (&change.item, &change.how) {
        (Item::Ask(ask), How::Added) => Some(ask),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
