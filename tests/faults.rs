//! Nothing gets through: the faults of `faults/list.md`, as far as no other suite is nearer to them. Which test holds
//! which fault is in `faults/coverage.md`.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

#[path = "faults/coverage.rs"]
mod coverage;
#[path = "faults/damage.rs"]
mod damage;
#[path = "dashboard/harness.rs"]
#[expect(dead_code, reason = "shared with the suite of the dashboard")]
mod harness;
#[path = "faults/hostile.rs"]
mod hostile;
#[path = "faults/large.rs"]
mod large;
#[path = "faults/masked.rs"]
mod masked;
#[path = "client/server.rs"]
#[expect(dead_code, reason = "shared with the suite of the client")]
mod server;
#[path = "faults/sinks.rs"]
mod sinks;
#[path = "faults/truth.rs"]
mod truth;
#[path = "faults/wire.rs"]
mod wire;

use serde_json::Value;

const REFERENCE: &str = include_str!("fixtures/reference.json");
const REFERENCE_ID: &str = "671536f8-ddc5-4b1e-bd6f-27d0ed07a27c";

fn reference() -> Value {
    serde_json::from_str(REFERENCE).unwrap()
}

/// Where everything stands in a JSON value, leaves and containers alike, the whole left out.
fn places(value: &Value) -> Vec<String> {
    fn walk(value: &Value, path: &str, places: &mut Vec<String>) {
        let children: Vec<(String, &Value)> = match value {
            Value::Object(entries) => entries.iter().map(|(key, value)| (key.clone(), value)).collect(),
            Value::Array(items) => items.iter().enumerate().map(|(place, value)| (place.to_string(), value)).collect(),
            _ => Vec::new(),
        };
        for (key, child) in children {
            let path = format!("{path}/{key}");
            places.push(path.clone());
            walk(child, &path, places);
        }
    }
    let mut places = Vec::new();
    walk(value, "", &mut places);
    places
}
