//! Made-up plain businesses, each a function of its number, so that a hundred thousand cost nothing until asked for.

use serde_json::{Value, json};

const FIRST: [&str; 8] = ["Alder", "Birch", "Cobalt", "Dapple", "Ember", "Fathom", "Gannet", "Heather"];
const SECOND: [&str; 7] = ["Works", "Trading", "Freight", "Foods", "Studio", "Textiles", "Supply"];
const COUNTRIES: [&str; 9] = ["GBR", "USA", "DEU", "FRA", "SGP", "NLD", "CAN", "KEN", "BRA"];
/// One in five needs something, as in a queue somebody keeps up with.
const STATUSES: [&str; 10] = [
    "ACTION_REQUIRED",
    "PROCESSING",
    "REVIEWING",
    "APPROVED",
    "APPROVED",
    "ACTION_REQUIRED",
    "IN_COMPLIANCE",
    "REVIEWING",
    "APPROVED",
    "REJECTED",
];

const ID_PREFIX: &str = "00000000-0000-4000-8000-";
const PARTY_PREFIX: &str = "00000000-0000-4000-9000-";
const TOS_PREFIX: &str = "00000000-0000-4000-a000-";

/// The customer id of number `n`.
pub(super) fn id(n: usize) -> String {
    format!("{ID_PREFIX}{n:012}")
}

/// The number behind a customer id, whether or not a scenario has that many.
pub(super) fn number(id: &str) -> Option<usize> {
    let digits = id.strip_prefix(ID_PREFIX)?;
    (digits.len() == 12 && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.parse().ok())?
}

/// The list row of number `n`, its times as offsets: made without the rest, since a page holds up to 512.
pub(super) fn row(n: usize) -> Value {
    let id = id(n);
    let (first, second) = (pick(&FIRST, n), pick(&SECOND, n));
    json!({
        "customer_id": id,
        "type": "BUSINESS",
        "business_name": format!("{first} {second} {n} Ltd"),
        "email": format!("office@{}", host(n)),
        "phone": format!("+1202555{:04}", 100 + n % 100),
        "country_of_incorporation": pick(&COUNTRIES, n),
        "customer_status": pick(&STATUSES, n),
        "tos_policies_url": format!(
            "https://orchestration.example/orchestration-customer-tos?customer_id={id}&tos_policies_value={TOS_PREFIX}{n:012}"
        ),
        "created_at": format!("@-{}d1h", days_old(n)),
        "updated_at": format!("@-{}h30m", n % 60),
    })
}

/// The whole customer of number `n`: its row and what only details have.
pub(super) fn customer(n: usize) -> Value {
    let refused = pick(&STATUSES, n) == "ACTION_REQUIRED";
    let (rejection, requests) = if refused { refused_register() } else { (Value::Null, json!([])) };
    let mut customer = row(n);
    let details = json!({
        "verification_type": "STANDARD",
        "associated_parties": [{
            "id": format!("{PARTY_PREFIX}{n:012}"),
            "type": "INDIVIDUAL",
            "ownership_percent": 100,
            "email": format!("owner@{}", host(n)),
            "verification": {
                "status": "APPROVED",
                "reason": { "for_customer": null, "for_developer": null },
                "updated_at": format!("@-{}d", days_old(n)),
            },
        }],
        "last_status_updated_at": format!("@-{}h31m", n % 60),
        "rejection_reason": rejection,
        "request_for_information": requests,
    });
    if let (Value::Object(members), Value::Object(details)) = (&mut customer, details) {
        members.extend(details);
    }
    customer
}

fn host(n: usize) -> String {
    format!("{}-{n}.example", pick(&FIRST, n).to_lowercase())
}

/// More than the 60 hours within which every one of them was last updated.
fn days_old(n: usize) -> usize {
    n % 400 + 3
}

fn pick<'a>(from: &[&'a str], n: usize) -> &'a str {
    from.get(n % from.len()).copied().unwrap_or_default()
}

fn refused_register() -> (Value, Value) {
    let rejection = json!({
        "applicant": { "moderation_comment": "", "reject_labels": ["LOW_QUALITY"] },
        "documents": [{
            "uri": "/a1b2c3d4_register.pdf",
            "category": "OWNERSHIP_DOCUMENTS",
            "moderation_comment": "This document is not accepted.\n - The second page cannot be read.",
            "reject_labels": ["LOW_QUALITY"],
        }],
        "associated_parties": [],
    });
    let requests = json!([{
        "scope": "CUSTOMER",
        "section": "ownership_documents",
        "categories": [{
            "document_type": "OWNERSHIP_INFORMATION",
            "fields": [{
                "field_name": "files",
                "data_type": "URI",
                "status": "INVALID",
                "reason": "The second page cannot be read.",
                "options": [],
            }],
        }],
    }]);
    (rejection, requests)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_leads_back_to_its_number() {
        for n in [0, 1, 99_999, 123_456_789_012] {
            assert_eq!(number(&id(n)), Some(n));
        }
        for unknown_party in ["", "671536f8-ddc5-4b1e-bd6f-27d0ed07a27c", "00000000-0000-4000-8000-1"] {
            assert_eq!(number(unknown_party), None);
        }
    }
}
