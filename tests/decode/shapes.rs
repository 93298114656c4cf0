//! The documented shapes of details and tokens, read in full.

use std::time::Duration;

use kyb_dash::api::convert;
use kyb_dash::domain::ask::asks;
use kyb_dash::domain::customer::{CustomerStatus, Name};
use kyb_dash::domain::fact::{Fact, Items, Open};
use kyb_dash::domain::failure::FailureKind;
use kyb_dash::domain::id::CustomerId;
use kyb_dash::domain::key::Subject;
use kyb_dash::domain::mask::{Mask, Redactor};
use kyb_dash::domain::party::PartyStatus;
use kyb_dash::domain::request::{DataType, FieldStatus};
use secrecy::ExposeSecret;

use super::{REFERENCE, REFERENCE_ID, read};

#[test]
fn the_reference_payload_is_read_whole() {
    let case = read(REFERENCE).unwrap();
    assert_eq!(case.problems, []);
    assert_eq!(case.other, []);
    assert_eq!(case.id.as_str(), REFERENCE_ID);
    assert_eq!(case.profile.known_status(), Some(CustomerStatus::ActionRequired));
    assert_eq!(Redactor::open().name(&case.profile.name).as_str(), "Fin.com");
    assert_eq!(case.profile.email.given().unwrap().show(Mask::Off).as_str(), "contact@fin.com");
    assert_eq!(case.profile.country.words(), "USA");
    assert_eq!(case.last_status_updated_at.given().unwrap().raw(), "2026-05-04T12:32:34.47927Z");

    let parties = case.parties.items();
    let shares: Vec<String> = parties.iter().map(|party| party.share.words()).collect();
    assert_eq!(shares, ["60 %", "40 %"]);
    assert_eq!(parties[0].status(), Some(PartyStatus::Rejected));
    assert_eq!(parties[0].verification.given().unwrap().for_customer, Fact::Null);

    let reason = case.rejection.given().unwrap();
    assert_eq!(reason.company.labels().len(), 4);
    let documents = case.documents();
    assert_eq!(documents.len(), 5);
    let comment = documents[0].1.verdict.words().unwrap().unmasked();
    assert_eq!(comment.as_str(), "This document is not accepted.\n - The document should be of good quality.");
    assert_eq!(reason.parties.items()[0].subject, Subject::Party(parties[0].key.clone()));

    assert_eq!(asks(&case).len(), 4);
    let fields = case.requested_fields();
    assert_eq!(fields.len(), 10);
    let (_, expiry) = fields[1];
    assert_eq!(expiry.data_type.given().and_then(Open::known), Some(DataType::Date));
    assert_eq!(expiry.status.given().and_then(Open::known), Some(FieldStatus::Invalid));
    assert_eq!(
        (&expiry.reason, &expiry.options, &expiry.side),
        (&Fact::Missing, &Fact::Given(Items::default()), &Fact::Missing)
    );
}

#[test]
fn an_older_copy_without_the_newer_keys_is_whole_too() {
    let case = read(include_str!("../fixtures/business_in_compliance.json")).unwrap();
    assert_eq!(case.problems, []);
    assert_eq!(case.profile.known_status(), Some(CustomerStatus::InCompliance));
    assert_eq!((&case.rejection, &case.requests), (&Fact::Missing, &Fact::Missing));
    assert_eq!(case.last_status_updated_at, Fact::Missing);
    let [capabilities] = case.other.as_slice() else { panic!("one unknown field") };
    assert_eq!(capabilities.key.as_str(), "capabilities");
    let leaves: Vec<(String, String)> = capabilities
        .leaves
        .iter()
        .map(|(at, value)| (at.to_string(), value.given().unwrap().unmasked().to_string()))
        .collect();
    assert!(leaves.contains(&("on_ramp[0].methods[1]".to_owned(), "FEDWIRE".to_owned())), "{leaves:?}");
    assert!(leaves.contains(&("off_ramp[0].reason.for_customer".to_owned(), "null".to_owned())));
    assert!(leaves.contains(&("on_ramp[0].status".to_owned(), "false".to_owned())));
}

#[test]
fn a_person_has_a_first_and_a_last_name() {
    let case = read(include_str!("../fixtures/individual_action_required.json")).unwrap();
    assert_eq!(case.problems, []);
    assert_eq!(Redactor::open().name(&case.profile.name).as_str(), "Nadia Okoro");
    assert_eq!(case.profile.country.words(), "KEN");
    assert_eq!(case.parties, Fact::Missing);
    assert_eq!(case.documents().len(), 1);
    assert!(case.requests.items().iter().all(|request| request.subject == Subject::Company));
}

#[test]
fn the_older_api_version_is_read_with_its_own_words() {
    let business = read(include_str!("../fixtures/v1_business_approved.json")).unwrap();
    assert_eq!((business.problems.len(), &business.rejection), (0, &Fact::Null));
    assert_eq!(business.requests, Fact::Given(Items::default()));
    assert_eq!(business.other.len(), 1);
    let person = read(include_str!("../fixtures/v1_individual_on_hold.json")).unwrap();
    assert_eq!(person.problems, []);
    assert_eq!(person.profile.status.words(), "ON_HOLD");
    assert_eq!(person.profile.known_status(), Some(CustomerStatus::InCompliance));
    assert_eq!(person.details.tos.given().unwrap().shortened(), "(not a link, hidden)");
}

#[test]
fn a_type_that_is_not_sent_is_told_by_the_names() {
    let name = |fields: &str| {
        let reply = format!(r#"{{"data":{{"customer_id":"c1"{fields}}}}}"#);
        convert::case(reply.as_bytes(), &CustomerId::parse("c1").unwrap()).unwrap().profile
    };
    let person = |fields| matches!(name(fields).name, Name::Individual { .. });
    assert!(person(r#","last_name":"Byron""#));
    assert!(person(r#","type":"ROBOT","first_name":"Ada""#));
    assert!(person(r#","type":"INDIVIDUAL""#));
    assert!(!person(r#","type":"BUSINESS","first_name":"Ada""#));
    assert!(!person(r#","business_name":"A Ltd","first_name":"Ada""#));
    assert!(!person(""));
    assert_eq!(name(r#","country_of_residence":"KEN""#).country.words(), "KEN", "under the other key");
    assert_eq!(name(r#","country_of_residence":"KEN","country_of_incorporation":"USA""#).country.words(), "USA");
}

/// Faults: W21.
#[test]
fn a_reply_about_another_customer_is_refused() {
    let other = CustomerId::parse("671536f8-ddc5-4b1e-bd6f-27d0ed07a27d").unwrap();
    assert_eq!(convert::case(REFERENCE.as_bytes(), &other).unwrap_err().kind, FailureKind::WrongCustomer);
    for id in ["null", "7", "\"\"", "\"a/b\"", "[]"] {
        let reply = format!(r#"{{"data":{{"customer_id":{id},"type":"BUSINESS"}}}}"#);
        let failure = convert::case(reply.as_bytes(), &other).unwrap_err();
        assert_eq!(failure.kind, FailureKind::NotUnderstood, "{id}");
    }
}

#[test]
fn what_is_no_reply_is_named() {
    let id = CustomerId::parse("c1").unwrap();
    let table = [
        ("", "the server sent an empty answer"),
        ("  \r\n", "the server sent an empty answer"),
        ("<!DOCTYPE html><html><body>Bad gateway", "the server sent HTML, not JSON"),
        ("<HTML>", "the server sent HTML, not JSON"),
        ("upstream \u{1b}[31mdown", "the server sent text, not JSON: “upstream ␛[31mdown”"),
        ("null", "this is null without a customer_id, not customer details"),
        (r#"{"data":null}"#, "this is a reply without data, not customer details"),
        (r#"{"data":[]}"#, "this is an empty list, not customer details"),
        (r#"{"data":["c1"]}"#, "this is an object without a customer_id, not customer details"),
        (
            r#"{"data":{"customer_id":"c1","email":"ada@exam"#,
            "the server sent JSON that cannot be read: EOF while parsing",
        ),
    ];
    for (reply, said) in table {
        let failure = convert::case(reply.as_bytes(), &id).unwrap_err();
        assert_eq!(failure.kind, FailureKind::NotUnderstood, "{reply}");
        let sentence = failure.said.unwrap();
        assert!(sentence.as_str().starts_with(said), "{sentence} for {reply}");
        assert!(!sentence.as_str().contains("exam"), "{sentence}");
    }
    let deep = format!("{{\"data\":{}", "[".repeat(100_000));
    assert!(convert::case(deep.as_bytes(), &id).unwrap_err().sentence().contains("recursion limit"));
    let many = format!("[0{}]", ",0".repeat(1_000_000));
    assert_eq!(convert::case(many.as_bytes(), &id).unwrap_err().kind, FailureKind::TooLarge);
}

/// Faults: W3.
#[test]
fn truncation_at_any_offset_is_a_named_error() {
    let id = CustomerId::parse(REFERENCE_ID).unwrap();
    let whole = REFERENCE.trim_end();
    for end in 0..whole.len() {
        let failure = convert::case(&whole.as_bytes()[..end], &id).unwrap_err();
        assert_eq!(failure.kind, FailureKind::NotUnderstood, "{end}");
        assert!(!failure.sentence().contains("fin.com"), "{end}");
    }
}

#[test]
fn both_token_envelopes_are_read() {
    let table = [
        (include_str!("../fixtures/token_bare.json"), "invented.access.token-bare", 7, 7),
        (include_str!("../fixtures/token_wrapped.json"), "invented.access.token-wrapped", 1, 7),
    ];
    for (reply, access, days, refresh_days) in table {
        let pair = convert::token(reply.as_bytes()).unwrap();
        assert_eq!(pair.access.expose_secret(), access);
        assert!(pair.refresh.is_some());
        let day = Duration::from_hours(24);
        assert_eq!((pair.access_life, pair.refresh_life), (Some(day * days), Some(day * refresh_days)));
    }
    let failure = convert::token(REFERENCE.as_bytes()).unwrap_err();
    assert_eq!(failure.kind, FailureKind::NotUnderstood);
}
