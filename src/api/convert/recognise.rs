//! Telling what a document is when it is not what was wanted.

use std::fmt::Write as _;

use crate::api::wire::Json;

/// What replaces the customer details that were wanted.
pub(super) const WANTED: &str = "what is wanted is the reply of GET /v2/customers/{customer_id}";

/// The customer in a document, and whether it stands under `data`.
pub(super) fn details(json: &Json) -> Option<(&Json, bool)> {
    if json.get("event").is_some() {
        return None;
    }
    match json.get("data") {
        Some(data) => data.get("customer_id").is_some().then_some((data, true)),
        None => json.get("customer_id").is_some().then_some((json, false)),
    }
}

/// Whether a customer is only what a create or update request gets back.
pub(super) fn is_receipt(customer: &Json) -> bool {
    let receipt = |key: &str| matches!(key, "customer_id" | "tos_policies_url");
    matches!(customer, Json::Object(entries) if entries.iter().all(|(key, _)| receipt(key)))
}

/// The sentence for a document that is not what was wanted.
pub(super) fn instead(json: &Json, wanted: &str) -> String {
    let mut sentence = format!("this is {}, not {wanted}", what(json));
    if wanted == "customer details" {
        // Writing to a String cannot fail.
        let _ = write!(sentence, "; {WANTED}");
    }
    sentence
}

/// What a document is, as far as it can be recognised.
pub(super) fn what(json: &Json) -> String {
    let known = match json {
        Json::Object(_) => of_object(json),
        _ => None,
    };
    known.map_or_else(|| format!("{} without a customer_id", json.kind()), str::to_owned)
}

fn of_object(json: &Json) -> Option<&'static str> {
    let has = |keys: &[&str]| keys.iter().any(|key| json.get(key).is_some());
    if has(&["event"]) {
        return Some("a webhook event");
    }
    if has(&["access_token"]) {
        return Some("a token reply");
    }
    match json.get("data") {
        Some(data) => of_data(data).or_else(|| has(&["message", "error"]).then_some("an error reply")),
        None if is_receipt(json) && has(&["customer_id"]) => Some("the reply to a create or update request"),
        None if has(&["message", "error", "errors"]) => Some("an error reply"),
        None if has(&REQUEST_KEYS) => Some("a create, attach or update request"),
        None if has(&["customers", "pagination"]) => Some("a list page without its envelope"),
        None if has(&["on_ramp", "off_ramp"]) => Some("a capabilities reply"),
        None => None,
    }
}

/// Keys that only the bodies of requests have.
const REQUEST_KEYS: [&str; 10] = [
    "basic_info",
    "tos_policies_value",
    "formation_documents",
    "ownership_documents",
    "supporting_documents",
    "identifying_documents",
    "address_documents",
    "associated_party_attachments",
    "proof_of_identity",
    "proof_of_address",
];

fn of_data(data: &Json) -> Option<&'static str> {
    let has = |keys: &[&str]| keys.iter().any(|key| data.get(key).is_some());
    match data {
        Json::Null => Some("a reply without data"),
        Json::Object(entries) if entries.is_empty() => Some("an empty reply"),
        Json::Object(_) if has(&["customers"]) => Some("a list page"),
        Json::Object(_) if has(&["pagination"]) => Some("a catalogue page"),
        Json::Object(_) if has(&["access_token"]) => Some("a token reply"),
        Json::Object(_) if has(&["customer_id"]) && is_receipt(data) => Some("the reply to a create or update request"),
        Json::Object(_) if has(&["on_ramp", "off_ramp"]) => Some("a capabilities reply"),
        Json::Object(_) if has(&["files"]) => Some("an upload reply"),
        Json::Object(_) if has(&["data"]) => data.get("data").and_then(wallets),
        Json::List(items) if items.is_empty() => Some("an empty list"),
        Json::List(_) => wallets(data),
        _ => None,
    }
}

fn wallets(list: &Json) -> Option<&'static str> {
    let wallet = list.list()?.first()?;
    (wallet.get("rail").is_some() && wallet.get("currency").is_some()).then_some("a list of wallets")
}
