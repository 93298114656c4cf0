//! Identities and joins: whom rejections and requests are about, whatever order things are sent in.

use std::collections::BTreeMap;

use kyb_dash::domain::case::Case;
use kyb_dash::domain::change::changes;
use kyb_dash::domain::id::{PartyId, PartyKey};
use kyb_dash::domain::key::Subject;
use kyb_dash::domain::mask::Mask;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{case, reference};

fn with(parties: &Value, rejected: &Value, requests: &Value) -> Case {
    case(&json!({ "data": {
        "customer_id": "c1",
        "type": "BUSINESS",
        "associated_parties": parties,
        "rejection_reason": { "associated_parties": rejected },
        "request_for_information": requests,
    }}))
}

fn party(id: &str, ordinal: u32) -> Subject {
    Subject::Party(PartyKey { id: PartyId::new(id), ordinal })
}

fn unknown_party(id: &str) -> Subject {
    Subject::UnknownParty(PartyId::new(id))
}

/// Faults: W9.
#[test]
fn requests_find_whom_they_are_about() {
    let table = [
        (json!({ "scope": "CUSTOMER" }), Subject::Company),
        (json!({}), Subject::Company),
        (json!({ "scope": null, "associated_party_id": null }), Subject::Company),
        (json!({ "scope": "CUSTOMER", "associated_party_id": "p1" }), Subject::Company),
        (json!({ "scope": "ASSOCIATED_PARTY", "associated_party_id": "p1" }), party("p1", 0)),
        (json!({ "scope": "ASSOCIATED PARTY", "associated_party_id": "p1" }), party("p1", 0)),
        (json!({ "associated_party_id": "p1" }), party("p1", 0)),
        (json!({ "associated_party_id": "nobody" }), unknown_party("nobody")),
        (json!({ "scope": "ASSOCIATED_PARTY", "associated_party_id": "nobody" }), unknown_party("nobody")),
        (json!({ "scope": "ASSOCIATED_PARTY" }), unknown_party("")),
        (json!({ "scope": "ASSOCIATED_PARTY", "associated_party_id": 7 }), unknown_party("")),
        (json!({ "scope": "BRANCH" }), unknown_party("")),
        (json!({ "scope": "BRANCH", "associated_party_id": "p1" }), party("p1", 0)),
        (json!({ "scope": 7, "associated_party_id": "p1" }), party("p1", 0)),
    ];
    let requests = Value::Array(table.iter().map(|(request, _)| request.clone()).collect());
    let case = with(&json!([{ "id": "p1" }, { "id": "p2" }]), &json!([]), &requests);
    let found = case.requests.items();
    assert_eq!(found.len(), table.len());
    for ((sent, subject), request) in table.iter().zip(found) {
        assert_eq!(&request.subject, subject, "{sent}");
    }
}

/// The case of an id's letters carries no meaning: it joins all the same, is shown as it was sent, and is no change.
///
/// Faults: W9.
#[test]
fn an_id_in_another_case_is_the_same_id() {
    let parties = json!([{ "id": "Aa-1", "email": "a@example.com" }, { "id": "aA-1", "email": "b@example.com" }]);
    let requests = json!([{ "associated_party_id": "AA-1", "section": "tax_info" }]);
    let case = with(&parties, &json!([{ "id": "aa-1" }]), &requests);
    let keys: Vec<_> = case.parties.items().iter().map(|party| (party.key.id.to_string(), party.key.ordinal)).collect();
    assert_eq!(keys, [("Aa-1".to_owned(), 0), ("aA-1".to_owned(), 1)], "two parties, as sent");
    assert_eq!(case.requests.items()[0].subject, party("aa-1", 0));
    assert_eq!(case.rejection.given().unwrap().parties.items()[0].subject, party("AA-1", 0));
    let again = with(
        &json!([{ "id": "AA-1", "email": "a@example.com" }, { "id": "aa-1", "email": "b@example.com" }]),
        &json!([{ "id": "AA-1" }]),
        &json!([{ "associated_party_id": "aa-1", "section": "tax_info" }]),
    );
    assert_eq!(changes(&case, &again), []);
}

/// Faults: W9.
#[test]
fn rejections_find_their_party_or_a_stranger() {
    let parties =
        json!([{ "id": "p1", "email": "b@example.com" }, { "id": "p1", "email": "a@example.com" }, { "id": "" }, {}]);
    let rejected = json!([{ "id": "p1" }, { "id": "p9" }, {}, { "id": "" }]);
    let case = with(&parties, &rejected, &json!([]));
    let subjects: Vec<_> = case.rejection.given().unwrap().parties.items().iter().map(|entry| &entry.subject).collect();
    // A party without an id may be the one that is meant: only a list that is known whole makes somebody unknown.
    assert_eq!(subjects, [&party("p1", 0), &party("p9", 0), &unknown_party(""), &unknown_party("")]);
    let whole = with(&json!([{ "id": "p1" }]), &rejected, &json!([]));
    assert_eq!(whole.rejection.given().unwrap().parties.items()[1].subject, unknown_party("p9"));
    let keys: Vec<_> = case.parties.items().iter().map(|party| (party.key.id.to_string(), party.key.ordinal)).collect();
    let expected = [("p1", 1), ("p1", 0), ("", 0), ("", 1)];
    assert_eq!(keys.iter().map(|(id, n)| (id.as_str(), *n)).collect::<Vec<_>>(), expected);
}

/// Everything in another order, at every level.
fn shuffled(value: Value, dice: &mut impl FnMut(usize) -> usize) -> Value {
    match value {
        Value::Array(items) => {
            let mut items: Vec<Value> = items.into_iter().map(|item| shuffled(item, dice)).collect();
            for end in (1..items.len()).rev() {
                items.swap(end, dice(end + 1));
            }
            Value::Array(items)
        }
        Value::Object(entries) => {
            let mut entries: Vec<_> = entries.into_iter().map(|(key, value)| (key, shuffled(value, dice))).collect();
            for end in (1..entries.len()).rev() {
                entries.swap(end, dice(end + 1));
            }
            Value::Object(entries.into_iter().collect())
        }
        leaf => leaf,
    }
}

proptest! {
    #[test]
    fn the_order_of_parties_does_not_matter(
        parties in Just(vec![
            json!({ "id": "p1", "email": "a@example.com", "ownership_percent": 10 }),
            json!({ "id": "p1", "email": "a@example.com", "ownership_percent": 20 }),
            json!({ "id": "p1", "email": "b@example.com" }),
            json!({ "id": "p1", "email": 7 }),
            json!({ "email": "c@example.com" }),
            json!({ "id": 7, "email": "d@example.com" }),
            json!({ "id": "p2", "verification": { "status": "APPROVED" } }),
            json!({ "id": "p2", "verification": { "status": "REJECTED" } }),
        ]).prop_shuffle()
    ) {
        let case = with(&Value::Array(parties), &json!([]), &json!([]));
        let told: BTreeMap<_, _> = case.parties.items().iter().map(|party| {
            let email = party.email.given().map(|email| email.show(Mask::Off).to_string()).unwrap_or_default();
            let status = party.verification.given().map(|v| v.status.words()).unwrap_or_default();
            ((party.key.id.to_string(), party.key.ordinal), format!("{email} {} {status}", party.share.words()))
        }).collect();
        let expected = [
            (("", 0), "c@example.com not given "),
            (("", 1), "d@example.com not given "),
            (("p1", 0), " not given "),
            (("p1", 1), "a@example.com 10 % "),
            (("p1", 2), "a@example.com 20 % "),
            (("p1", 3), "b@example.com not given "),
            (("p2", 0), " not given APPROVED"),
            (("p2", 1), " not given REJECTED"),
        ];
        let expected = expected.map(|((id, n), told)| ((id.to_owned(), n), told.to_owned()));
        prop_assert_eq!(told, BTreeMap::from(expected));
    }

    #[test]
    fn the_same_case_in_any_order_has_not_changed(rolls in proptest::collection::vec(any::<usize>(), 400)) {
        let mut rolls = rolls.into_iter().cycle();
        let other = shuffled(reference(), &mut |sides| rolls.next().unwrap() % sides);
        prop_assert_eq!(changes(&case(&reference()), &case(&other)), []);
    }
}
