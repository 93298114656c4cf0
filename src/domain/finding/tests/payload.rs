//! Payloads to judge: a business of which nothing is to be found, what differs from it, and one with much to find.

use serde_json::{Value, json};

use crate::api::convert;
use crate::domain::case::Case;
use crate::domain::id::{CustomerId, PartyKey};

/// A file of `tests/fixtures`.
pub(crate) fn file(name: &str) -> Value {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

pub(crate) fn read_file(name: &str) -> Case {
    read(&file(name))
}

pub(crate) fn read(payload: &Value) -> Case {
    let customer = payload.get("data").unwrap_or(payload);
    let id = CustomerId::parse(customer["customer_id"].as_str().unwrap()).unwrap();
    convert::case(payload.to_string().as_bytes(), &id).unwrap()
}

/// An approved business with two approved owners, with these fields put in place of its own.
pub(crate) fn business(instead: Value) -> Value {
    let mut payload = json!({
        "customer_id": "00000000-0000-4000-8000-000000000001",
        "type": "BUSINESS", "business_name": "Amber Basalt Ltd", "email": "office@corp.example", "phone": "+15550100",
        "country_of_incorporation": "GBR", "verification_type": "STANDARD", "customer_status": "APPROVED",
        "associated_parties": [party("a", 60, "APPROVED"), party("b", 40, "APPROVED")],
        "created_at": "2026-05-04T10:00:00Z", "updated_at": "2026-05-04T12:00:00Z",
        "last_status_updated_at": "2026-05-04T11:00:00Z",
        "rejection_reason": null, "request_for_information": [],
    });
    let Value::Object(fields) = instead else { panic!("fields to put in") };
    payload.as_object_mut().unwrap().extend(fields);
    json!({ "data": payload })
}

pub(crate) fn party(id: &str, share: i32, status: &str) -> Value {
    json!({
        "id": id, "type": "INDIVIDUAL", "ownership_percent": share, "email": format!("{id}@corp.example"),
        "verification": {
            "status": status, "reason": { "for_customer": null, "for_developer": null },
            "updated_at": "2026-05-04T11:00:00Z",
        },
    })
}

/// A request to the company, for one document.
pub(crate) fn request(section: &str, document: &str, status: &str) -> Value {
    json!({ "scope": "CUSTOMER", "section": section, "categories": [wanted(document, status)] })
}

/// A request to a party, for one document.
pub(crate) fn request_to(party: &str, section: &str, document: &str, status: &str) -> Value {
    json!({
        "scope": "ASSOCIATED_PARTY", "associated_party_id": party, "section": section,
        "categories": [wanted(document, status)],
    })
}

fn wanted(document: &str, status: &str) -> Value {
    let field = json!({ "field_name": "files", "data_type": "URI", "status": status, "options": [] });
    json!({ "document_type": document, "fields": [field] })
}

/// What was refused of one subject.
pub(crate) fn refused(labels: &[&str], comment: &str, documents: &[Value]) -> Value {
    json!({ "applicant": { "moderation_comment": comment, "reject_labels": labels }, "documents": documents })
}

pub(crate) fn document(uri: &str, category: &str, labels: &[&str], comment: &str) -> Value {
    json!({ "uri": uri, "category": category, "moderation_comment": comment, "reject_labels": labels })
}

/// The same of a party.
pub(crate) fn refused_of(party: &str, mut refused: Value) -> Value {
    refused["id"] = json!(party);
    json!({ "associated_parties": [refused] })
}

/// A case with much to find and nothing that speaks of a place in an array.
pub(crate) fn everything() -> Value {
    let company = [
        document("/ZuyUaH3a_testdoc1.png", "OWNERSHIP_DOCUMENTS", &["LOW_QUALITY", "NEW_LABEL"], "Ask a@corp.example."),
        document("/ZuyUaH3a_testdoc1.png", "OWNERSHIP_DOCUMENTS", &[], "Not usable."),
        document("/two.png", "BANK_PAPERS", &["PEP"], ""),
        document("/two.png", "BANK_PAPERS", &["PEP"], ""),
    ];
    let mut reasons = refused(&["FORGERY", "LOW_QUALITY"], "", &company);
    let id_card = document("/a_name.jpg", "PROOF_OF_IDENTITY", &["EXPIRATION_DATE"], "");
    reasons["associated_parties"] = json!([
        refused_of("a", refused(&["EXPIRATION_DATE"], "", std::slice::from_ref(&id_card)))["associated_parties"][0],
        refused_of("unknown_party", refused(&[], "Who is this?", &[id_card]))["associated_parties"][0],
    ]);
    business(json!({
        "customer_status": "ACTION_REQUIRED", "business_name": "\u{410}mber Ltd", "created_at": "2026-05-04T12:30:00Z",
        "associated_parties": [
            party("a", 60, "REJECTED"), party("a", 60, "REVIEWING"), party("b", -5, "APPROVED"), party("c", 5, "REJECTED"),
        ],
        "rejection_reason": reasons,
        "request_for_information": [
            request("ownership_documents", "SHAREHOLDER_REGISTER", "INVALID"),
            request("formation_documents", "ARTICLES_OF_ASSOCIATION", "EXPIRED"),
            request_to("b", "identifying_documents", "PASSPORT", "MISSING"),
            request_to("nobody", "identifying_documents", "PASSPORT", "INVALID"),
            { "scope": "CUSTOMER", "section": "supporting_documents", "categories": [] },
        ],
    }))
}

pub(crate) fn first_party_key(case: &Case) -> PartyKey {
    case.parties.items().first().unwrap().key.clone()
}

/// The same payload with every array in another order.
pub(crate) fn shuffled(payload: &Value, seed: u64) -> Value {
    let mut state = seed | 1;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    shuffle(payload, &mut next)
}

fn shuffle(payload: &Value, next: &mut impl FnMut() -> u64) -> Value {
    match payload {
        Value::Array(items) => {
            let mut items: Vec<(u64, Value)> = items.iter().map(|item| (next(), shuffle(item, next))).collect();
            items.sort_by_key(|(place, _)| *place);
            items.into_iter().map(|(_, item)| item).collect()
        }
        Value::Object(fields) => fields.iter().map(|(key, value)| (key.clone(), shuffle(value, next))).collect(),
        leaf => leaf.clone(),
    }
}
