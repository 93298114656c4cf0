//! From replies to cases: every documented shape, and what becomes of damaged ones.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

#[path = "decode/damage.rs"]
mod damage;
#[path = "decode/errors.rs"]
mod errors;
#[path = "decode/facts.rs"]
mod facts;
#[path = "decode/holds.rs"]
mod holds;
#[path = "decode/joins.rs"]
mod joins;
#[path = "decode/lists.rs"]
mod lists;
#[path = "decode/saved.rs"]
mod saved;
#[path = "decode/shapes.rs"]
mod shapes;
#[path = "decode/wrapped.rs"]
mod wrapped;

use kyb_dash::api::convert;
use kyb_dash::domain::case::Case;
use kyb_dash::domain::failure::Failure;
use kyb_dash::domain::id::CustomerId;
use serde_json::Value;

const REFERENCE: &str = include_str!("fixtures/reference.json");
const REFERENCE_ID: &str = "671536f8-ddc5-4b1e-bd6f-27d0ed07a27c";

fn reference() -> Value {
    serde_json::from_str(REFERENCE).unwrap()
}

/// Reads a details reply, asking for the customer it is about.
fn read(reply: &str) -> Result<Case, Failure> {
    let json: Value = serde_json::from_str(reply).unwrap_or_default();
    let id = json["data"]["customer_id"].as_str().unwrap_or(REFERENCE_ID);
    convert::case(reply.as_bytes(), &CustomerId::parse(id).unwrap())
}

fn case(json: &Value) -> Case {
    read(&json.to_string()).unwrap()
}

fn problems(case: &Case) -> Vec<(String, String)> {
    case.problems.iter().map(|problem| (problem.path.to_string(), problem.told().unmasked().to_string())).collect()
}
