//! JSON: for scripts. Keys are those of the API where a value is one of its facts; what we computed stands beside them.
//!
//! A key that is absent was not sent; `null` was sent as `null`; `{"unreadable": why}` was sent but not understood.
//! A time is `{"raw": as sent, "utc": RFC 3339 or null}`.

mod computed;
mod sent;

use serde_json::{Map, Value, json};

use super::sight::Sight;
use super::{CaseReport, SCHEMA};
use crate::domain::fact::{Fact, Problem, ProblemKind};
use crate::domain::time::Timestamp;

pub(super) use computed::row;

/// JSON for people and machines: indented, with a line break at the end.
pub(super) fn write(value: &Value) -> String {
    format!("{value:#}\n")
}

/// A case with everything sent and everything computed.
pub(super) fn of_case(report: &CaseReport<'_>) -> Value {
    let sight = Sight::of(report.case, report.mask);
    let mut object = Object::default();
    sent::case(&mut object, report.case, &sight);
    computed::case(&mut object, report, &sight);
    json!({"schema": SCHEMA, "case": object.value()})
}

/// An object in the making; keys keep the order in which they were put.
#[derive(Default)]
struct Object(Map<String, Value>);

impl Object {
    fn put(&mut self, key: &str, value: impl Into<Value>) {
        self.0.insert(key.to_owned(), value.into());
    }

    fn fact<T>(&mut self, sight: &Sight<'_>, key: &str, fact: &Fact<T>, show: impl FnOnce(&T) -> Value) {
        match fact {
            Fact::Missing => {}
            Fact::Null => self.put(key, Value::Null),
            Fact::Given(value) => self.put(key, show(value)),
            Fact::Unreadable(problem) => self.put(key, json!({"unreadable": sight.text(&problem.what)})),
        }
    }

    fn value(self) -> Value {
        Value::Object(self.0)
    }
}

fn list<T>(items: &[T], show: impl FnMut(&T) -> Value) -> Value {
    Value::Array(items.iter().map(show).collect())
}

fn time(time: &Timestamp) -> Value {
    json!({"raw": time.raw(), "utc": computed::utc(time.at())})
}

fn problems(problems: &[Problem], sight: &Sight<'_>) -> Value {
    list(problems, |problem| {
        let kind = match problem.kind {
            ProblemKind::Unreadable => "unreadable",
            ProblemKind::DuplicateKey => "duplicate_key",
            ProblemKind::UnknownValue => "unknown_value",
        };
        json!({"path": sight.text(&problem.path), "what": sight.text(&problem.what), "kind": kind})
    })
}
