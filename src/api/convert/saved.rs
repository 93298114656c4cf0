//! Customer details in a file, and telling what a document is when it is something else.

use std::error::Error;
use std::fmt::{self, Write as _};

use crate::api::wire::{self, Document, Json, NotJson};
use crate::domain::case::{Case, Export};
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::text::SafeText;

use super::case::customer;
use super::file::unwrapped;
use super::not_understood;
use super::reader::Path;

/// What replaces the customer details that were wanted.
pub(super) const WANTED: &str = "what is wanted is the reply of GET /v2/customers/{customer_id}";

/// Most documents in one file: more customers than any list has.
const MOST_DOCUMENTS: usize = 100_000;

/// Why a file holds no customer: one sentence about the file, not about an answer of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoCase(SafeText);

impl fmt::Display for NoCase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Error for NoCase {}

impl From<Failure> for NoCase {
    fn from(failure: Failure) -> Self {
        Self(failure.said.clone().unwrap_or_else(|| SafeText::line(&failure.sentence())))
    }
}

/// Reads saved customer details: an API reply, a bare customer, a list of either, or several of them one after the other,
/// as one on each line. They may be in UTF-16, packed with gzip, or behind the head of their HTTP response. Of several,
/// what is no customer fails on its own, unless nothing is one.
///
/// # Errors
/// One sentence that says what the file is instead, where it holds no customer at all.
pub fn saved(file: &[u8]) -> Result<Vec<Result<Case, Failure>>, NoCase> {
    let document = unwrapped(file)?;
    let json = match wire::parse(&document) {
        Ok(json) => json,
        Err(error) => {
            return match wire::documents(&document, MOST_DOCUMENTS).as_slice() {
                [] | [_] => Err(not_json(&error).into()),
                several => each(several),
            };
        }
    };
    let root = Path::Root;
    let Json::List(items) = &json else {
        return Ok(vec![Ok(one(&json, &root)?)]);
    };
    let cases: Vec<_> = items.iter().enumerate().map(|(index, item)| one(item, &Path::Index(&root, index))).collect();
    if cases.is_empty() {
        return Err(not_understood("this is an empty list, with no customer details in it").into());
    }
    if cases.iter().any(Result::is_ok) {
        return Ok(cases);
    }
    let what = items.first().map_or_else(String::new, what);
    let count = items.len();
    let sentence = format!("none of the {count} entries of this list is customer details; the first is {what}");
    Err(not_understood(&sentence).into())
}

/// Reads documents that stand one after the other, each by itself, so that their values are never held all at once.
fn each(documents: &[Document<'_>]) -> Result<Vec<Result<Case, Failure>>, NoCase> {
    let count = documents.len();
    if count > MOST_DOCUMENTS {
        return Err(Failure::saying(FailureKind::TooLarge, "more than 100,000 documents in one file").into());
    }
    let mut first = None;
    let read = |(index, document): (usize, &Document<'_>)| {
        let json = wire::parse(document.bytes).map_err(|error| not_json(&document.place(error)))?;
        first.get_or_insert_with(|| what(&json));
        one(&json, &Path::Index(&Path::Root, index))
    };
    let cases: Vec<_> = documents.iter().enumerate().map(read).collect();
    if cases.iter().any(Result::is_ok) {
        return Ok(cases);
    }
    let what = first.unwrap_or_else(|| "no JSON".to_owned());
    let sentence = format!("none of the {count} documents in this file is customer details; the first is {what}");
    Err(not_understood(&sentence).into())
}

fn not_json(error: &NotJson) -> Failure {
    match error {
        NotJson::Syntax { .. } => not_understood(&format!("this is not JSON: {error}")),
        NotJson::TooManyValues => Failure::saying(FailureKind::TooLarge, &error.to_string()),
    }
}

fn one(json: &Json, path: &Path<'_>) -> Result<Case, Failure> {
    let Some((value, in_data)) = details(json).filter(|(value, _)| !is_receipt(value)) else {
        return Err(not_understood(&instead(json, "customer details")));
    };
    let data = Path::Key(path, "data");
    let export = export(json);
    // Beside the data, an export of ours has what it says of itself.
    let reply = (in_data && export.is_none()).then_some((json, path));
    let case = customer(value, if in_data { &data } else { path }, reply)?;
    Ok(Case { export, ..case })
}

/// What an export of ours says of its case beside the data.
fn export(json: &Json) -> Option<Export> {
    json.get("schema")?;
    let is = |key: &str| matches!(json.get(key), Some(Json::Bool(true)));
    Some(Export { is_masked: is("masked"), is_held: is("held") })
}

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
fn is_receipt(customer: &Json) -> bool {
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
fn what(json: &Json) -> String {
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
