//! JSON: for scripts, and to be opened again. What the API sent stands under `data`, under the API's own names and as it
//! was sent; what was computed stands beside it.
//!
//! Within `data`, a key that is absent was not sent; `null` was sent as `null`; `{"unreadable": why}` was sent but not
//! understood; `{"withheld": "mask"}` was left out. Codes are lower case and stable. A time that was computed is RFC 3339
//! in UTC, or `null`.

mod computed;
mod sent;

use serde_json::{Map, Value, json};

use super::options::ReportOptions;
use super::{CaseReport, SCHEMA};
use crate::domain::case::Case;
use crate::domain::draft::Drafts;
use crate::domain::fact::{Fact, Items, Problem, ProblemKind};
use crate::domain::glossary::Glossary;
use crate::domain::mask::Mask;

pub(super) use computed::{of_since, of_subject, row};

/// JSON for people and machines: indented, with a line break at the end.
pub(super) fn write(value: &Value) -> String {
    format!("{value:#}\n")
}

/// A case with everything sent and everything computed.
pub(super) fn of_case(report: &CaseReport<'_>) -> Value {
    let options = ReportOptions::of(report.case, report.glossary, report.mask);
    let mut object = Object::default();
    object.put("schema", SCHEMA);
    computed::case(&mut object, report, &options);
    object.put("data", sent::case(report.case, &options));
    object.value()
}

/// The messages of a case, and who gets none.
pub(super) fn of_drafts(case: &Case, glossary: &Glossary, drafts: &Drafts, mask: Mask) -> Value {
    computed::drafts(case, glossary, drafts, mask)
}

/// An object in the making; keys keep the order in which they were put.
#[derive(Default)]
struct Object(Map<String, Value>);

impl Object {
    fn put(&mut self, key: &str, value: impl Into<Value>) {
        self.0.insert(key.to_owned(), value.into());
    }

    fn fact<T>(&mut self, options: &ReportOptions<'_>, key: &str, fact: &Fact<T>, show: impl FnOnce(&T) -> Value) {
        match fact {
            Fact::Missing => {}
            Fact::Null => self.put(key, Value::Null),
            Fact::Given(value) => self.put(key, show(value)),
            Fact::Unreadable(problem) => {
                let mut unreadable = Self::default();
                unreadable.put("unreadable", options.text(&problem.what));
                unreadable.beside(options, problem);
                self.put(key, unreadable.value());
            }
            Fact::Withheld => self.put(key, withheld()),
        }
    }

    /// The value that could not be taken as it stood, where it is worth repeating.
    fn beside(&mut self, options: &ReportOptions<'_>, problem: &Problem) {
        self.fact(options, "value", &problem.value, |value| options.prose(value).map_or_else(withheld, Value::from));
    }

    fn value(self) -> Value {
        Value::Object(self.0)
    }
}

/// What stands for something that the mask leaves out.
fn withheld() -> Value {
    json!({"withheld": "mask"})
}

fn list<T>(items: &[T], show: impl FnMut(&T) -> Value) -> Value {
    Value::Array(items.iter().map(show).collect())
}

/// A list as it was sent; what could not be read of it keeps its number of places.
fn items<T>(items: &Items<T>, show: impl FnMut(&T) -> Value) -> Value {
    let unread = std::iter::repeat_with(|| json!({"unreadable": "an entry that could not be read"})).take(items.unread);
    items.read.iter().map(show).chain(unread).collect()
}

fn problems(problems: &[Problem], options: &ReportOptions<'_>) -> Value {
    list(problems, |problem| {
        let kind = match problem.kind {
            ProblemKind::Unreadable => "unreadable",
            ProblemKind::DuplicateKey => "duplicate_key",
            ProblemKind::UnknownValue => "unknown_value",
        };
        let mut object = Object::default();
        object.put("path", options.path(&problem.path));
        object.put("what", options.text(&problem.what));
        object.put("kind", kind);
        object.beside(options, problem);
        object.value()
    })
}
