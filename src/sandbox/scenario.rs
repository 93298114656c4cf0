//! Which customers a sandbox has, and how each of them moves.

use serde_json::Value;

use super::demo;
use super::times;

/// The customers of a sandbox, in the order its list shows them.
#[derive(Debug, Clone, Default)]
pub struct Scenario {
    pub(super) records: Vec<Record>,
    /// How many made-up customers follow the records.
    pub(super) generated: usize,
}

/// One customer and its future.
#[derive(Debug, Clone)]
pub(super) struct Record {
    /// The customer at step 0; whatever a test gave, so not always an object.
    pub(super) customer: Value,
    /// Merge patches; the case at step n is the customer with the first n of them applied in order.
    pub(super) steps: Vec<Value>,
    /// Sent instead of the customer, for JSON that a parsed value cannot hold (duplicate keys).
    pub(super) text: Option<&'static str>,
}

impl Scenario {
    /// The embedded demo. Its files are part of the program and a test reads them all, so the empty
    /// scenario that would stand for unreadable ones does not occur.
    #[must_use]
    pub fn demo() -> Self {
        Self { records: demo::records().unwrap_or_default(), generated: 0 }
    }

    /// What a server that was started then answers to the first request for this customer's details; none for another id.
    #[must_use]
    pub fn first_look(&self, id: &str, start: jiff::Timestamp) -> Option<String> {
        let is_meant = |record: &&Record| record.customer.get("customer_id").and_then(Value::as_str) == Some(id);
        let record = self.records.iter().find(is_meant)?;
        Some(times::settle(&serde_json::json!({ "data": record.customer }).to_string(), start))
    }

    /// These customers (bare objects as under `data` in the API), none of which moves by itself. Strings
    /// that are offsets from the server's start (`"@-3d4h"`) become times here too.
    #[must_use]
    pub fn of(records: Vec<Value>) -> Self {
        let records = records.into_iter().map(|customer| Record { customer, steps: Vec::new(), text: None }).collect();
        Self { records, generated: 0 }
    }

    /// `n` plain businesses, made when they are asked for: for tests of size.
    #[must_use]
    pub const fn many(n: usize) -> Self {
        Self { records: Vec::new(), generated: n }
    }
}
