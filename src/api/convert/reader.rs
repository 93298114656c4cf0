//! ReviewSettings a wire value as one thing: where it stands, what was expected, and what was found instead.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt;

use crate::api::wire::Json;
use crate::domain::customer::OtherField;
use crate::domain::fact::{Fact, Items, Open, Problem, ProblemKind, Word};
use crate::domain::mask::{Personal, PersonalKind, Prose};
use crate::domain::text::SafeText;
use crate::domain::time::Timestamp;

use super::other;
use super::stray::{self, Strays};

/// Most problems listed of one reply; the rest are counted.
const MOST_PROBLEMS: usize = 1_000;
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

/// A value that could not be read as what it should be. It is in the log already.
pub(super) struct Unreadable(Box<Problem>);

/// What could not be taken as it stood, in the order met.
#[derive(Default)]
pub(super) struct Log {
    problems: RefCell<Vec<Problem>>,
    further: Cell<usize>,
    /// The texts of what could not be read.
    pub(super) strays: Strays,
}

impl Log {
    /// Notes a problem and gives it back.
    pub(super) fn note(&self, path: &Path<'_>, kind: ProblemKind, what: &str, value: Fact<Prose>) -> Unreadable {
        let problem = Problem { path: SafeText::line(&path.to_string()), what: SafeText::line(what), value, kind };
        let mut problems = self.problems.borrow_mut();
        if problems.len() < MOST_PROBLEMS {
            problems.push(problem.clone());
        } else {
            self.further.set(self.further.get() + 1);
        }
        Unreadable(Box::new(problem))
    }

    /// Everything noted.
    pub(super) fn finish(self) -> Vec<Problem> {
        let mut problems = self.problems.into_inner();
        if self.further.get() > 0 {
            let what = SafeText::line(&format!("{} more problems are not listed", self.further.get()));
            problems.push(Problem {
                path: SafeText::line("…"),
                what,
                value: Fact::Missing,
                kind: ProblemKind::Unreadable,
            });
        }
        problems
    }
}

/// Where a value stands. Written out only when there is something to say about it.
#[derive(Clone, Copy)]
pub(super) enum Path<'a> {
    /// The document itself.
    Root,
    /// A key of an object.
    Key(&'a Self, &'a str),
    /// An element of a list, from 0.
    Index(&'a Self, usize),
}

impl<'a> Path<'a> {
    /// The key under which a value stands, alone or in lists.
    pub(super) const fn key(&self) -> Option<&'a str> {
        match self {
            Self::Root => None,
            Self::Key(_, key) => Some(key),
            Self::Index(parent, _) => parent.key(),
        }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Key(Self::Root, key) => f.write_str(key),
            Self::Key(parent, key) => write!(f, "{parent}.{key}"),
            Self::Index(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
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

    /// The elements of a list, each read on its own: one that cannot be read is noted and counted, its texts apart.
    pub(super) fn items<T>(
        self,
        mut read: impl FnMut(Node<'_>) -> Result<T, Unreadable>,
    ) -> Result<Items<T>, Unreadable> {
        let values = self.value.list().ok_or_else(|| self.wrong("a list"))?;
        let (mut items, mut others) = (Items::default(), Vec::new());
        for (index, value) in values.iter().enumerate() {
            if let Ok(item) = read(Node { value, path: &Path::Index(self.path, index), log: self.log }) {
                items.read.push(item);
            } else {
                items.unread += 1;
                others.push(value);
            }
        }
        stray::gather_items(self, &others);
        Ok(items)
    }

    /// An object. Keys sent twice are noted; the last value counts.
    pub(super) fn object(self) -> Result<Object<'a>, Unreadable> {
        let Some(Json::Object(entries)) = Some(self.value).filter(|value| mark(value, UNREADABLE).is_none()) else {
            return Err(self.wrong("an object"));
        };
        let mut fields = BTreeMap::new();
        for (key, value) in entries {
            if let Some(value) = fields.insert(key.as_str(), value) {
                let path = Path::Key(self.path, key);
                stray::gather(Node { value, path: &path, log: self.log });
                let what = "sent more than once; the last value is shown";
                self.log.note(&path, ProblemKind::DuplicateKey, what, Fact::Missing);
            }
        }
        Ok(Object { fields, path: self.path, log: self.log })
    }
}

/// An object whose fields are taken one by one; what nobody took is unknown to this build.
pub(super) struct Object<'a> {
    fields: BTreeMap<&'a str, &'a Json>,
    path: &'a Path<'a>,
    log: &'a Log,
}

impl<'a> Object<'a> {
    /// Takes a field.
    pub(super) fn fact<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(Node<'_>) -> Result<T, Unreadable>,
    ) -> Fact<T> {
        match self.fields.remove(key) {
            None => Fact::Missing,
            Some(Json::Null) => Fact::Null,
            Some(value) if is_withheld(value) => Fact::Withheld,
            Some(value) => {
                let path = Path::Key(self.path, key);
                let node = Node { value, path: &path, log: self.log };
                match read(node) {
                    Ok(value) => Fact::Given(value),
                    Err(Unreadable(problem)) => {
                        stray::gather(node);
                        Fact::Unreadable(problem)
                    }
                }
            }
        }
    }

    /// The texts of what could not be read so far.
    pub(super) const fn strays(&self) -> &'a Strays {
        &self.log.strays
    }

    /// Whether a field that nobody took yet was sent.
    pub(super) fn has(&self, key: &str) -> bool {
        self.fields.contains_key(key)
    }

    /// The fields that nobody took.
    pub(super) fn other(self) -> Vec<OtherField> {
        other::fields(&self.fields, self.path, self.log)
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
    if time.at().is_none() {
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
