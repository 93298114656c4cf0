//! The checks of shares and of parties.

use serde_json::{Value, json};

use super::row::{Row, action, owner, parties, row};
use crate::domain::finding::Check;
use crate::domain::finding::tests::payload::{party, refused, refused_of, request, request_to};

/// A party with something changed in its verification.
fn saying(mut party: Value, for_customer: &str, for_developer: &str) -> Value {
    party["verification"]["reason"] = json!({ "for_customer": for_customer, "for_developer": for_developer });
    party
}

pub(super) fn ownership_rows() -> Vec<Row> {
    let shares = |shares: &[(&str, i32)]| {
        parties(&shares.iter().map(|(id, share)| party(id, *share, "APPROVED")).collect::<Vec<_>>())
    };
    let mut not_given = shares(&[("a", 60), ("b", 40)]);
    not_given["associated_parties"][1]["ownership_percent"] = Value::Null;
    let mut too_much = not_given.clone();
    too_much["associated_parties"][0]["ownership_percent"] = json!(101);
    let mut no_number = shares(&[("a", 60), ("b", 40)]);
    no_number["associated_parties"][1]["ownership_percent"] = json!("12,5");
    let person = json!({ "type": "INDIVIDUAL", "associated_parties": [party("a", 60, "APPROVED")] });
    vec![
        row(Check::OwnSum, "too much", shares(&[("a", 60), ("b", 41)]), shares(&[("a", 60), ("b", 40)])),
        row(Check::OwnSum, "too little", shares(&[("a", 60), ("b", 39)]), person.clone()),
        row(Check::OwnSum, "not given", not_given.clone(), shares(&[])),
        row(Check::OwnSum, "too much, one not given", too_much, shares(&[("a", 100)])),
        row(Check::OwnRange, "below", shares(&[("a", -5), ("b", 105)]), shares(&[("a", 0), ("b", 100)])),
        row(Check::OwnRange, "no number", no_number, not_given.clone()),
        row(
            Check::UboThreshold,
            "not approved",
            parties(&[party("a", 25, "REVIEWING"), party("b", 75, "APPROVED")]),
            parties(&[party("a", 24, "REVIEWING"), party("b", 76, "APPROVED")]),
        ),
        row(Check::NoUbo, "nobody", shares(&[("a", 24), ("b", 24)]), shares(&[("a", 25), ("b", 24)])),
        row(Check::NoUbo, "all given", shares(&[("a", 10)]), {
            not_given["associated_parties"][0]["ownership_percent"] = json!(10);
            not_given
        }),
    ]
}

pub(super) fn party_rows() -> Vec<Row> {
    let passport = || request_to("a", "identifying_documents", "PASSPORT", "INVALID");
    let to_company = || request("ownership_documents", "SHAREHOLDER_REGISTER", "INVALID");
    let entry = || refused_of("a", refused(&["LOW_QUALITY"], "", &[]));
    let with_parties = |parties: &[Value], rejection: Value, requests: &[Value]| {
        let mut fields = action(&rejection, requests);
        fields["associated_parties"] = json!(parties);
        fields
    };
    let rejected = |for_customer: &str, for_developer: &str| {
        let a = saying(party("a", 60, "REJECTED"), for_customer, for_developer);
        with_parties(&[a, party("b", 40, "APPROVED")], Value::Null, &[passport()])
    };
    let mut twin = party("b", 40, "APPROVED");
    twin["email"] = json!("A@Corp.example");
    vec![
        row(
            Check::PartyRejectedNoRfi,
            "asked of the company",
            owner(&entry(), &[to_company()]),
            owner(&entry(), &[passport()]),
        ),
        row(Check::PartyRejectedNoReason, "no entry", rejected("", " "), rejected("", "Not clear")),
        row(Check::PartyRejectedNoReason, "entry", owner(&Value::Null, &[passport()]), owner(&entry(), &[passport()])),
        row(
            Check::PartyApprovedOpen,
            "request",
            action(&Value::Null, &[passport()]),
            action(&Value::Null, &[to_company()]),
        ),
        row(
            Check::PartyApprovedOpen,
            "entry",
            action(&entry(), &[]),
            action(&refused_of("a", refused(&[], "", &[])), &[]),
        ),
        row(
            Check::DupParty,
            "id",
            parties(&[party("a", 60, "APPROVED"), party("a", 40, "APPROVED")]),
            parties(&[party("", 60, "APPROVED"), party("b", 40, "APPROVED"), party("c", 0, "APPROVED")]),
        ),
        row(
            Check::DupParty,
            "e-mail",
            parties(&[party("a", 60, "APPROVED"), twin]),
            parties(&[party("a", 60, "APPROVED"), party("aa", 40, "APPROVED")]),
        ),
        row(Check::UnsafeSilence, "for us only", rejected("", "Not clear"), rejected("Please send another", "")),
        row(
            Check::ReasonUnknownParty,
            "another id",
            action(&refused_of("z", refused(&[], "", &[])), &[]),
            action(&refused_of("a", refused(&[], "", &[])), &[]),
        ),
    ]
}
