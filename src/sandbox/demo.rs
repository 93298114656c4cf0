//! The demo scenario's files.
//!
//! A file holds an array of `{about, customer, steps?}`: why the case is there, the customer as the API
//! would send it at first, and the merge patches that later looks apply. Times are offsets from the
//! server's start (see [`times`](super::times)), so the demo never grows old.

use serde_json::Value;

use super::scenario::Record;

/// The published sample of `GET /v2/customers/{id}`, unchanged. It is the first customer and never moves.
pub(super) const REFERENCE: &str = include_str!("../../assets/demo/reference.json");

/// A customer with duplicate keys, which only text can hold; it never moves.
pub(super) const DUPLICATE_KEYS: &str = include_str!("../../assets/demo/duplicate_keys.json");

const CASES: [&str; 4] = [
    include_str!("../../assets/demo/requests.json"),
    include_str!("../../assets/demo/queue.json"),
    include_str!("../../assets/demo/oddities.json"),
    include_str!("../../assets/demo/individuals.json"),
];

/// Every record of the demo, in list order.
///
/// # Errors
/// When an embedded file is not the JSON described above.
pub(super) fn records() -> serde_json::Result<Vec<Record>> {
    let mut reference: Value = serde_json::from_str(REFERENCE)?;
    let mut records = vec![Record {
        customer: reference.get_mut("data").map(Value::take).unwrap_or_default(),
        steps: Vec::new(),
        text: None,
    }];
    for file in CASES {
        let cases: Vec<Case> = serde_json::from_str(file)?;
        records.extend(cases.into_iter().map(|case| Record { customer: case.customer, steps: case.steps, text: None }));
    }
    records.push(Record {
        customer: serde_json::from_str(DUPLICATE_KEYS)?,
        steps: Vec::new(),
        text: Some(DUPLICATE_KEYS),
    });
    Ok(records)
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    #[serde(rename = "about")]
    _about: String,
    customer: Value,
    #[serde(default)]
    steps: Vec<Value>,
}
