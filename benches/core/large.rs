//! Replies of the size that a case may reach, for the bench and for the suite of the faults.

use serde_json::{Value, json};

const REFERENCE: &[u8] = include_bytes!("../../assets/demo/reference.json");

/// How much a reply holds.
#[derive(Clone, Copy)]
pub struct Large {
    /// Parties, each rejected, with an entry of what was refused and a request.
    pub parties: usize,
    /// Refused documents of each of them.
    pub documents: usize,
    /// Refused documents of the company, all the same.
    pub alike: usize,
}

impl Large {
    /// The reference case at this size.
    pub fn reply(self) -> Vec<u8> {
        let mut reply: Value = serde_json::from_slice(REFERENCE).expect("JSON");
        reply["data"]["associated_parties"] = (0..self.parties).map(party).collect();
        reply["data"]["rejection_reason"]["documents"] = (0..self.alike).map(|_| document(0, 0)).collect();
        reply["data"]["rejection_reason"]["associated_parties"] =
            (0..self.parties).map(|number| refused(number, self.documents)).collect();
        reply["data"]["request_for_information"] = (0..self.parties).map(asked).collect();
        reply.to_string().into_bytes()
    }
}

fn id(number: usize) -> String {
    format!("{number:08x}-0000-4000-8000-000000000000")
}

fn party(number: usize) -> Value {
    json!({"id": id(number), "type": "INDIVIDUAL", "ownership_percent": 0.01,
        "email": format!("owner{number}@corp.example"),
        "verification": {"status": "REJECTED", "reason": {"for_customer": null, "for_developer": null},
            "updated_at": "2026-05-04T12:36:42Z"}})
}

fn document(number: usize, place: usize) -> Value {
    const LABELS: [&str; 4] = ["LOW_QUALITY", "UNFILLED_ID", "EXPIRATION_DATE", "DOCUMENT_TEMPLATE"];
    const CATEGORIES: [&str; 3] = ["IDENTITY", "PROOF_OF_ADDRESS", "SUPPORTING_DOCUMENTS"];
    json!({"uri": format!("/{:08x}_scan{place}.png", number * 10 + place), "category": CATEGORIES[place % 3],
        "moderation_comment": "The picture is blurred.", "reject_labels": [LABELS[(number + place) % 4]]})
}

fn refused(number: usize, documents: usize) -> Value {
    let documents: Vec<Value> = (0..documents).map(|place| document(number, place)).collect();
    json!({"id": id(number), "documents": documents,
        "applicant": {"moderation_comment": "", "reject_labels": ["LOW_QUALITY"]}})
}

fn asked(number: usize) -> Value {
    let field = json!({"field_name": "files", "data_type": "URI", "status": "INVALID",
        "reason": "Unacceptable document.", "options": []});
    json!({"scope": "ASSOCIATED_PARTY", "associated_party_id": id(number), "section": "identifying_documents",
        "categories": [{"document_type": "PASSPORT", "fields": [field]}]})
}
