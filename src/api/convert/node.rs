//! A wire value with its place: what was expected there, and what was found instead.

use crate::api::wire::Json;
use crate::domain::fact::{Fact, Open, ProblemKind, Word};
use crate::domain::mask::{Personal, PersonalKind, Prose};
use crate::domain::text::SafeText;
use crate::domain::time::Timestamp;

use super::log::{Log, Unreadable};
use super::path::Path;

/// Longest piece of a value that a problem repeats.
const LONGEST_QUOTE: usize = 40;

/// The key of the object that stands in an export of ours for what could not be read.
const UNREADABLE: &str = "unreadable";
/// The key of the object that stands in an export of ours for what its mask left out.
const WITHHELD: &str = "withheld";

/// The key beside it for the value that could not be read.
const VALUE: &str = "value";

/// The text under the first key of such an object.
fn mark<'a>(value: &'a Json, key: &str) -> Option<&'a str> {
    match value {
        Json::Object(entries) => match entries.as_slice() {
            [(name, Json::Text(text))] if name == key => Some(text),
            [(name, Json::Text(text)), (beside, Json::Text(_) | Json::Object(_))]
                if name == key && name == UNREADABLE && beside == VALUE =>
            {
                Some(text)
            }
            _ => None,
        },
        _ => None,
    }
}

/// Whether an export of ours says that its mask left the value out.
pub(super) fn is_withheld(value: &Json) -> bool {
    mark(value, WITHHELD).is_some()
}

/// Whether an export of ours says that the value could not be read.
pub(super) fn is_unreadable(value: &Json) -> bool {
    mark(value, UNREADABLE).is_some()
}

/// A value, where it stands, and where to note what is wrong with it.
#[derive(Clone, Copy)]
pub(super) struct Node<'a> {
    pub(super) value: &'a Json,
    pub(super) path: &'a Path<'a>,
    pub(super) log: &'a Log,
}

impl<'a> Node<'a> {
    /// Notes that something else was expected; the value itself is not repeated. What an export of ours says could not be
    /// read is told in its words.
    pub(super) fn wrong(&self, expected: &str) -> Unreadable {
        match mark(self.value, UNREADABLE) {
            Some(what) => {
                let value = match self.value.get(VALUE) {
                    Some(Json::Text(value)) => Fact::Given(Prose::line(value)),
                    Some(value) if is_withheld(value) => Fact::Withheld,
                    _ => Fact::Missing,
                };
                self.log.note(self.path, ProblemKind::Unreadable, what, value)
            }
            None => self.unreadable(&format!("expected {expected}, found {}", self.value.kind())),
        }
    }

    /// Notes why a value cannot be read.
    pub(super) fn unreadable(&self, what: &str) -> Unreadable {
        self.log.note(self.path, ProblemKind::Unreadable, what, Fact::Missing)
    }

    /// Notes why a value cannot be read, and repeats it.
    pub(super) fn unreadable_value(&self, what: &str, value: Prose) -> Unreadable {
        self.log.note(self.path, ProblemKind::Unreadable, what, Fact::Given(value))
    }

    /// Notes something about a value that is shown all the same.
    pub(super) fn odd(&self, what: &str) {
        self.log.note(self.path, ProblemKind::UnknownValue, what, Fact::Missing);
    }

    /// The same, and repeats the value.
    pub(super) fn odd_value(&self, what: &str, value: Prose) {
        self.log.note(self.path, ProblemKind::UnknownValue, what, Fact::Given(value));
    }

    /// A text.
    pub(super) fn text(self) -> Result<&'a str, Unreadable> {
        self.value.text().ok_or_else(|| self.wrong("a text"))
    }

    /// A personal text.
    pub(super) fn personal(self, kind: PersonalKind) -> Result<Personal, Unreadable> {
        self.text().map(|text| Personal::new(kind, text))
    }
}

/// A text on one line.
pub(super) fn line(node: Node<'_>) -> Result<SafeText, Unreadable> {
    node.text().map(SafeText::line)
}

/// What somebody wrote; it may have lines.
pub(super) fn prose(node: Node<'_>) -> Result<Prose, Unreadable> {
    node.text().map(Prose::block)
}

/// A word of an open enumeration; one that is not known is noted and kept.
pub(super) fn word<K: Word>(node: Node<'_>) -> Result<Open<K>, Unreadable> {
    let word = Open::parse(node.text()?);
    if word.known().is_none() {
        node.odd_value("a word this build does not know", quote(word.raw().as_str()));
    }
    Ok(word)
}

/// A time. A number is no documented form, but its digits are worth showing.
pub(super) fn time(node: Node<'_>) -> Result<Timestamp, Unreadable> {
    let raw = match node.value {
        Json::Text(raw) => raw.as_str(),
        Json::Number(digits) => digits,
        _ => return Err(node.wrong("a time")),
    };
    let time = Timestamp::parse(raw);
    if time.is_zero() {
        node.odd("a time that stands for none");
    } else if time.at().is_none() {
        node.odd("not a date and time with a zone");
    }
    Ok(time)
}

/// A short piece of a value that stood where nothing personal should, for a problem to repeat.
pub(super) fn quote(value: &str) -> Prose {
    if value.trim().is_empty() {
        return Prose::line("(blank)");
    }
    let mut short: String = value.chars().take(LONGEST_QUOTE).collect();
    if short.len() < value.len() {
        short.push('…');
    }
    Prose::line(&short)
}
