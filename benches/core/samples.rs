//! Replies of any size.

use std::ops::Range;

use kyb_dash::api::convert;
use kyb_dash::domain::case::Case;
use kyb_dash::domain::customer::CustomerRow;
use kyb_dash::domain::id::CustomerId;
use kyb_dash::domain::time::Wall;
use serde_json::{Value, json};

pub const REFERENCE: &[u8] = include_bytes!("../../assets/demo/reference.json");
const REFERENCE_ID: &str = "671536f8-ddc5-4b1e-bd6f-27d0ed07a27c";

pub fn reference_id() -> CustomerId {
    REFERENCE_ID.parse().expect("an id")
}

pub fn now() -> Wall {
    "2026-11-22T14:02:10Z".parse().expect("a time")
}

fn read(reply: &Value) -> Case {
    convert::case(reply.to_string().as_bytes(), &reference_id()).expect("a case")
}

fn reply() -> Value {
    serde_json::from_slice(REFERENCE).expect("JSON")
}

pub fn reference() -> Case {
    read(&reply())
}

/// The reference case after Fin looked at it again.
pub fn changed() -> Case {
    let mut reply = reply();
    reply["data"]["customer_status"] = json!("REVIEWING");
    reply["data"]["associated_parties"][0]["verification"]["status"] = json!("APPROVED");
    reply["data"]["request_for_information"] = json!([]);
    read(&reply)
}

/// The reference case with this many parties: each has about nine nodes when all is open.
pub fn with_parties(count: usize) -> Case {
    let mut reply = reply();
    let party = |number: usize| {
        json!({"id": format!("party-{number}"), "type": "INDIVIDUAL", "ownership_percent": 1,
            "email": format!("owner{number}@corp.example"),
            "verification": {"status": "APPROVED", "reason": {"for_customer": null, "for_developer": null},
                "updated_at": "2026-05-04T12:36:42Z"}})
    };
    reply["data"]["associated_parties"] = (0..count).map(party).collect();
    read(&reply)
}

/// The reference case with this many refused documents, each with a comment of its own.
pub fn with_documents(count: usize) -> Case {
    let mut reply = reply();
    let document = |number: usize| {
        json!({"uri": format!("/{number}_register.pdf"), "category": "OWNERSHIP_DOCUMENTS", "reject_labels": ["LOW_QUALITY"],
            "moderation_comment": format!("This document is not accepted.\n - The number on page {number} cannot be read.")})
    };
    reply["data"]["rejection_reason"]["documents"] = (0..count).map(document).collect();
    read(&reply)
}

/// A page of the list with these customers.
pub fn page(numbers: Range<usize>) -> Value {
    const WORDS: [&str; 8] = ["Alder", "Birch", "Cobalt", "Dapple", "Ember", "Fathom", "Gannet", "Heather"];
    const STATUSES: [&str; 5] = ["ACTION_REQUIRED", "PROCESSING", "REVIEWING", "APPROVED", "IN_COMPLIANCE"];
    let customer = |number: usize| {
        json!({"customer_id": format!("00000000-0000-4000-8000-{number:012}"), "type": "BUSINESS",
            "business_name": format!("{} Trading {number} Ltd", WORDS[number % 8]),
            "email": format!("office@company-{number}.example"), "phone": "+12025550142",
            "country_of_incorporation": "GBR", "customer_status": STATUSES[number % 5],
            "tos_policies_url": "https://orchestration.example/tos?customer_id=x&tos_policies_value=y",
            "created_at": "2026-05-01T08:00:00Z",
            "updated_at": format!("2026-05-{:02}T10:{:02}:00Z", 1 + number % 28, number % 60)})
    };
    let customers: Vec<Value> = numbers.map(customer).collect();
    json!({"data": {"customers": customers, "pagination": {"current_page": 1, "per_page": 512}}})
}

/// A whole list, in pages of the largest size.
pub fn pages(rows: usize) -> Vec<Vec<CustomerRow>> {
    let page = |first: usize| {
        let reply = page(first..(first + 512).min(rows)).to_string();
        convert::page(reply.as_bytes()).expect("a page").rows
    };
    (0..rows).step_by(512).map(page).collect()
}
