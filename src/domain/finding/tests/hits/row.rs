//! A check with what it must hit and what it must let pass, and the payloads of which these are made.

use serde_json::{Value, json};

use crate::domain::finding::Check;
use crate::domain::finding::tests::MAY;
use crate::domain::finding::tests::payload::{business, party};

/// A payload that a check must hit, and one that comes close.
pub(super) struct Row {
    pub(super) check: Check,
    pub(super) what: &'static str,
    pub(super) now: &'static str,
    pub(super) hit: Value,
    pub(super) miss: Value,
}

pub(super) fn row(check: Check, what: &'static str, hit: Value, miss: Value) -> Row {
    Row { check, what, now: MAY, hit: business(hit), miss: business(miss) }
}

pub(super) fn status(status: &str) -> Value {
    json!({ "customer_status": status })
}

pub(super) fn parties(parties: &[Value]) -> Value {
    json!({ "associated_parties": parties })
}

/// Fields of a case in which action is required.
pub(super) fn action(rejection: &Value, requests: &[Value]) -> Value {
    json!({ "customer_status": "ACTION_REQUIRED", "rejection_reason": rejection, "request_for_information": requests })
}

/// Owner `a` rejected, with what was refused of it and what is asked.
pub(super) fn owner(rejection: &Value, requests: &[Value]) -> Value {
    let mut fields = action(rejection, requests);
    fields["associated_parties"] = json!([party("a", 60, "REJECTED"), party("b", 40, "APPROVED")]);
    fields
}
