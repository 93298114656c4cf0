use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::api::convert;
use crate::catalogue;
use crate::domain::id::{CustomerId, PartyId};

static GLOSSARY: LazyLock<Glossary> = LazyLock::new(catalogue::glossary);

fn read(payload: &Value) -> Case {
    let customer = payload.get("data").unwrap_or(payload);
    let id = CustomerId::parse(customer["customer_id"].as_str().unwrap()).unwrap();
    convert::case(payload.to_string().as_bytes(), &id).unwrap()
}

fn file(name: &str) -> Value {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

fn of(case: &Case) -> String {
    why(case, &GLOSSARY, "2026-11-22T00:00:00Z".parse().unwrap()).unmasked().to_string()
}

fn of_party(case: &Case, id: &str) -> String {
    why_parties(case, &GLOSSARY, |_| true)[&PartyKey { id: PartyId::new(id), ordinal: 0 }].unmasked().to_string()
}

/// A business with these parties, refusals and requests.
fn business(status: &str, parties: &[Value], rejection: &Value, requests: &[Value]) -> Case {
    read(&json!({
        "customer_id": "c-1", "type": "BUSINESS", "business_name": "Amber Basalt Ltd", "email": "office@corp.example",
        "customer_status": status, "associated_parties": parties, "rejection_reason": rejection,
        "request_for_information": requests, "last_status_updated_at": "2026-05-04T11:00:00Z",
    }))
}

fn party(id: &str, share: u8, status: &str) -> Value {
    json!({ "id": id, "ownership_percent": share, "email": "mara@corp.example", "verification": { "status": status } })
}

fn request(party: Option<&str>, document: &str, reason: &str) -> Value {
    let scope = if party.is_some() { "ASSOCIATED_PARTY" } else { "CUSTOMER" };
    json!({
        "scope": scope, "associated_party_id": party, "section": "identifying_documents",
        "categories": [{ "document_type": document, "fields": [{ "field_name": "files", "reason": reason }] }],
    })
}

fn entry(id: &str, labels: &[&str], comment: &str) -> Value {
    json!({ "id": id, "applicant": { "reject_labels": labels, "moderation_comment": comment } })
}

#[test]
fn the_reference_payload_in_a_sentence() {
    let case = read(&file("reference.json"));
    assert_eq!(
        of(&case),
        "4 company documents refused (template, not a document, 2 more); \
         the 60 % owner is rejected (passport: must be valid for 2 more months); \
         Fin asks for evidence of directors and controllers and 2 more, and passport from the 60 % owner"
    );
    let within = |room| why_within(&Overview::of(&case, &GLOSSARY), "2026-11-22T00:00:00Z".parse().unwrap(), room);
    assert_eq!(
        within(400).unmasked().as_str(),
        "4 company documents refused (template, not a document, poor quality, unsigned or unsealed); \
         the 60 % owner is rejected (passport: must be valid for 2 more months); \
         Fin asks for evidence of directors and controllers, proof of signatory authority and 1 more, \
         and passport from the 60 % owner"
    );
    assert_eq!(
        within(10).unmasked().as_str(),
        "4 company documents refused; the 60 % owner is rejected; \
         Fin asks for evidence of directors and controllers and 2 more, and passport from the 60 % owner",
        "what is asked is named however little room there is"
    );
    let (jane, robert) = ("2e719a54-cdef-43f9-a5ac-f6ef679ea1dc", "4ef045ea-c7a7-46dc-84a0-9a3d83186971");
    assert_eq!(of_party(&case, jane), "Rejected (passport: must be valid for 2 more months); Fin asks for passport");
    assert_eq!(of_party(&case, robert), "Approved");
}

#[test]
fn other_samples_in_a_sentence() {
    let table = [
        ("business_in_compliance.json", "Fin's compliance team has it since about 13 Apr"),
        ("v1_business_approved.json", "Approved since 15 Apr; nothing is asked"),
        ("v1_individual_on_hold.json", "Fin's compliance team has it since 15 Apr"),
        (
            "individual_action_required.json",
            "1 document refused (passport: personal details not confirmed, expired or expiring soon); Fin asks for passport",
        ),
    ];
    for (name, sentence) in table {
        assert_eq!(of(&read(&file(name))), sentence, "{name}");
    }
}

#[test]
fn a_party_that_alone_holds_the_case_up_is_named() {
    let parties = [party("p1", 60, "APPROVED"), party("p2", 20, "APPROVED"), party("p3-long-id", 20, "REJECTED")];
    let refused = json!({ "associated_parties": [entry("p3-long-id", &["LOW_QUALITY"], "")] });
    let case = business("ACTION_REQUIRED", &parties, &refused, &[request(Some("p3-long-id"), "PASSPORT", "")]);
    assert_eq!(
        of(&case),
        "Party p3-long- is rejected (poor quality); Fin asks for passport from party p3-long-",
        "its share does not tell it from another"
    );
    assert_eq!(of_party(&case, "p3-long-id"), "Rejected (poor quality); Fin asks for passport");

    let case =
        business("ACTION_REQUIRED", &parties[..2], &Value::Null, &[request(Some("p2"), "PASSPORT", "Not clear")]);
    assert_eq!(of(&case), "Fin asks for passport from the 20 % owner (“Not clear”)");
    assert_eq!(of_party(&case, "p2"), "Approved, yet Fin asks for passport (“Not clear”)");
}

#[test]
fn several_parties_are_counted_with_their_reasons() {
    let parties = [party("p1", 50, "REJECTED"), party("p2", 30, "REJECTED"), party("p3", 20, "APPROVED")];
    let entries = [entry("p1", &["LOW_QUALITY"], ""), entry("p2", &["PEP", "LOW_QUALITY"], "")];
    let case = business("ACTION_REQUIRED", &parties, &json!({ "associated_parties": entries }), &[]);
    assert_eq!(
        of(&case),
        "Held until compliance was asked; action is required; 2 of 3 parties are rejected (politically exposed person, poor quality)"
    );
    let asked = [request(Some("p1"), "PASSPORT", ""), request(Some("p3"), "PASSPORT", "")];
    let quiet = [party("p1", 50, "REVIEWING"), party("p3", 20, "REVIEWING")];
    assert_eq!(
        of(&business("ACTION_REQUIRED", &quiet, &Value::Null, &asked)),
        "Fin asks for 2 documents from 2 parties"
    );
}

#[test]
fn every_status_has_its_sentence() {
    let owners = [party("p1", 60, "APPROVED"), party("p2", 40, "INITIATED")];
    let passport = [request(Some("p2"), "PASSPORT", "")];
    let company = [request(None, "PROOF_OF_SIGNATORY_AUTHORITY", "Document appears to be corrupted")];
    let none: [Value; 0] = [];
    let table: [(&str, &[Value], &[Value], &str); 15] = [
        ("ACTION_REQUIRED", &owners, &none, "Action is required, but nothing says which"),
        ("REINITIATE", &owners, &passport, "Fin asks for passport from the 40 % owner"),
        ("INCOMPLETE", &owners, &none, "Not complete; nothing says what is missing"),
        ("INCOMPLETE", &owners, &passport, "Not complete; Fin asks for passport from the 40 % owner"),
        ("ASSOCIATED_PARTIES_REMAINING", &owners, &none, "1 of 2 parties still to be verified: the 40 % owner"),
        (
            "ASSOCIATED_PARTIES_REMAINING",
            &owners,
            &passport,
            "1 of 2 parties still to be verified; Fin asks for passport from the 40 % owner",
        ),
        ("ASSOCIATED_PARTIES_REMAINING", &none, &none, "Parties remain to be verified, but none is listed"),
        ("QUEUED", &owners, &none, "Fin is processing it since 4 May"),
        ("REVIEWING", &owners, &none, "Fin is reviewing since 4 May"),
        ("REVIEWING", &owners, &passport, "Fin is reviewing since 4 May; Fin asks for passport from the 40 % owner"),
        ("APPROVED", &owners, &none, "Approved since 4 May; nothing is asked"),
        (
            "APPROVED",
            &owners,
            &company,
            "Approved, yet Fin asks for proof of signatory authority (“Document appears to be corrupted”)",
        ),
        ("REJECTED", &owners, &none, "Rejected since 4 May, and no reason is given"),
        ("FROZEN", &owners, &none, "This program does not know the status FROZEN, and nothing else is known"),
        (
            "FROZEN",
            &owners,
            &passport,
            "This program does not know the status FROZEN; Fin asks for passport from the 40 % owner",
        ),
    ];
    for (status, parties, requests, sentence) in table {
        assert_eq!(of(&business(status, parties, &Value::Null, requests)), sentence, "{status}");
    }
    let unreadable = read(&json!({
        "customer_id": "c-1", "customer_status": "ACTION_REQUIRED", "request_for_information": {},
    }));
    assert_eq!(of(&unreadable), "Action is required; the requests could not be read");
    let unknown = read(&json!({ "customer_id": "c-1" }));
    assert_eq!(of(&unknown), "No status is given; what is asked is not told");
    let final_word = json!({ "applicant": { "reject_labels": ["FORGERY"] } });
    let rejected = business("REJECTED", &owners, &final_word, &none);
    assert_eq!(
        of(&rejected),
        "Held until compliance was asked; rejected since 4 May: remarks on the company (held to be falsified)"
    );
    let late = [party("p1", 60, "REJECTED"), party("p2", 40, "APPROVED")];
    let approved = business("APPROVED", &late, &Value::Null, &none);
    assert_eq!(of(&approved), "Approved, yet the 60 % owner is rejected, and no reason is given");
}

#[test]
fn every_party_status_has_its_sentence() {
    let table = [
        ("INITIATED", "Not looked at yet"),
        ("REVIEWING", "Fin is reviewing"),
        ("APPROVED", "Approved"),
        ("REJECTED", "Rejected, and no reason is given"),
        ("PAUSED", "This program does not know the status PAUSED"),
    ];
    for (status, sentence) in table {
        let case = business("REVIEWING", &[party("p1", 60, status)], &Value::Null, &[]);
        assert_eq!(of_party(&case, "p1"), sentence);
    }
    let refused = json!({ "associated_parties": [entry("p1", &["LOW_QUALITY"], "")] });
    let table = [
        ("INITIATED", "Remarks (poor quality)"),
        ("REVIEWING", "Fin is reviewing; remarks (poor quality)"),
        ("APPROVED", "Approved, yet remarks (poor quality)"),
        ("PAUSED", "This program does not know the status PAUSED; remarks (poor quality)"),
    ];
    for (status, sentence) in table {
        let case = business("REVIEWING", &[party("p1", 60, status)], &refused, &[]);
        assert_eq!(of_party(&case, "p1"), sentence);
    }
}

#[test]
fn texts_speak_where_labels_do_not_and_never_of_people() {
    let quoted = |comment: &str| {
        let refused = json!({ "applicant": { "reject_labels": [], "moderation_comment": comment } });
        of(&business("ACTION_REQUIRED", &[party("p1", 100, "APPROVED")], &refused, &[]))
    };
    let table = [
        (
            "Not accepted.\n - The stamp is missing.\n - Other",
            "Action is required; remarks on the company (“The stamp is missing.”)",
        ),
        ("Write to MARA@corp.example", "Action is required; remarks on the company (see its comment)"),
        ("See someone@elsewhere.example", "Action is required; remarks on the company (see its comment)"),
        ("\n-\nOnly this", "Action is required; remarks on the company (“-”)"),
    ];
    for (comment, sentence) in table {
        assert_eq!(quoted(comment), sentence);
    }
    assert!(quoted(&"word ".repeat(100)).ends_with("…”)"));
    let unknown = json!({ "applicant": { "reject_labels": ["BRAND_NEW"], "moderation_comment": "Two months" } });
    assert_eq!(
        of(&business("ACTION_REQUIRED", &[], &unknown, &[])),
        "Action is required; remarks on the company (BRAND_NEW)"
    );
}

#[test]
fn months_come_from_the_text_and_from_nowhere_else() {
    let case = |comment: &str| {
        let refused = json!({ "applicant": { "reject_labels": ["EXPIRATION_DATE"], "moderation_comment": comment } });
        of(&business("ACTION_REQUIRED", &[], &refused, &[]))
    };
    let table = [
        ("It must be valid for at least 1 month(s).", "must be valid for 1 more month"),
        ("It must be valid for at least 3 months.", "must be valid for 3 more months"),
        ("It must be valid for at least two months.", "expired or expiring soon"),
        ("It must be valid for at least 20 days, not 2 months.", "expired or expiring soon"),
        ("It expired 2 months ago.", "expired or expiring soon"),
    ];
    for (comment, reason) in table {
        assert_eq!(case(comment), format!("Action is required; remarks on the company ({reason})"), "{comment}");
    }
}

#[test]
fn each_label_alone_is_told_in_its_short_words() {
    for (label, entry) in &GLOSSARY.labels {
        let refused = json!({ "applicant": { "reject_labels": [label], "moderation_comment": "" } });
        let sentence = of(&business("ACTION_REQUIRED", &[], &refused, &[]));
        let told = sentence.strip_prefix("Held until compliance was asked; a").map(|rest| format!("A{rest}"));
        assert_eq!(told.is_some(), GLOSSARY.hold.contains(label), "{label}");
        let expected = format!("Action is required; remarks on the company ({})", entry.in_short);
        assert_eq!(told.unwrap_or(sentence), expected);
    }
}

proptest! {
    #[test]
    fn sentences_stay_short_and_personal_values_stay_out(
        labels in proptest::collection::vec("[A-Z_]{0,60}", 0..6), comment in "\\PC{0,200}",
        status in prop_oneof![Just("ACTION_REQUIRED".to_owned()), Just("REJECTED".to_owned()), "\\PC{0,99}"],
        shares in proptest::collection::vec(any::<u8>(), 0..5),
    ) {
        let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
        let parties: Vec<Value> =
            shares.iter().enumerate().map(|(number, share)| party(&format!("p{number}"), *share, &status)).collect();
        let comment = format!("{comment} mara@corp.example");
        let refused = json!({
            "applicant": { "reject_labels": labels, "moderation_comment": comment },
            "associated_parties": [entry("p0", &labels, &comment), entry("p1", &[], &comment)],
        });
        let case = business(&status, &parties, &refused, &[request(None, "PASSPORT", &comment)]);
        let told = why_parties(&case, &GLOSSARY, |_| true).into_values().map(|told| told.unmasked().to_string());
        for sentence in told.chain([of(&case)]) {
            prop_assert!(!sentence.contains("mara@") && sentence.chars().count() <= 400, "{}", sentence);
        }
    }
}
