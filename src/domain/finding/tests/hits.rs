//! Every check with what it must hit and what it must let pass.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::payload::{business, document, party, read, refused, refused_of, request, request_to};
use super::{MAY, NOVEMBER, of};
use crate::domain::finding::Check;

/// A payload that a check must hit, and one that comes close.
struct Row {
    check: Check,
    what: &'static str,
    now: &'static str,
    hit: Value,
    miss: Value,
}

fn row(check: Check, what: &'static str, hit: Value, miss: Value) -> Row {
    Row { check, what, now: MAY, hit: business(hit), miss: business(miss) }
}

fn status(status: &str) -> Value {
    json!({ "customer_status": status })
}

fn parties(parties: &[Value]) -> Value {
    json!({ "associated_parties": parties })
}

/// Fields of a case in which action is required.
fn action(rejection: &Value, requests: &[Value]) -> Value {
    json!({ "customer_status": "ACTION_REQUIRED", "rejection_reason": rejection, "request_for_information": requests })
}

/// A party with something changed in its verification.
fn saying(mut party: Value, for_customer: &str, for_developer: &str) -> Value {
    party["verification"]["reason"] = json!({ "for_customer": for_customer, "for_developer": for_developer });
    party
}

/// Owner `a` rejected, with what was refused of it and what is asked.
fn owner(rejection: &Value, requests: &[Value]) -> Value {
    let mut fields = action(rejection, requests);
    fields["associated_parties"] = json!([party("a", 60, "REJECTED"), party("b", 40, "APPROVED")]);
    fields
}

fn ownership_rows() -> Vec<Row> {
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

fn party_rows() -> Vec<Row> {
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

fn request_rows() -> Vec<Row> {
    let none = Value::Null;
    let passport = |id| request_to(id, "identifying_documents", "PASSPORT", "MISSING");
    let to_company = || request("ownership_documents", "SHAREHOLDER_REGISTER", "MISSING");
    let mut no_id = passport("a");
    no_id["associated_party_id"] = none.clone();
    let mut no_scope = to_company();
    no_scope["scope"] = none.clone();
    let mut both = passport("a");
    both["scope"] = json!("CUSTOMER");
    let mut no_documents = to_company();
    no_documents["categories"] = json!([]);
    let mut no_fields = to_company();
    no_fields["categories"][0]["fields"] = json!([]);
    let in_status =
        |status: &str, requests: &[Value]| json!({ "customer_status": status, "request_for_information": requests });
    let mut alone = in_status("ACTION_REQUIRED", &[to_company()]);
    alone["associated_parties"] = json!([]);
    vec![
        row(Check::RfiUnknownParty, "another id", action(&none, &[passport("z")]), action(&none, &[passport("a")])),
        row(Check::RfiUnknownParty, "no id", action(&none, &[no_id]), action(&none, &[no_scope])),
        row(Check::RfiUnknownParty, "both", action(&none, &[both]), action(&none, &[to_company()])),
        row(Check::RfiEmpty, "no request", action(&none, &[]), status("INCOMPLETE")),
        row(Check::RfiEmpty, "no documents", action(&none, &[no_documents]), action(&none, &[to_company()])),
        row(Check::RfiEmpty, "no fields", action(&none, &[no_fields]), action(&none, &[passport("a")])),
        row(
            Check::RfiOnApproved,
            "open",
            in_status("APPROVED", &[to_company()]),
            in_status("REVIEWING", &[to_company()]),
        ),
        row(Check::StatusVsRfi, "rejected", in_status("REJECTED", &[to_company()]), in_status("REJECTED", &[])),
        row(Check::StatusVsRfi, "V1", in_status("QUEUED", &[to_company()]), in_status("REVIEWING", &[to_company()])),
        row(
            Check::BlockedOnlyBy,
            "party",
            action(&none, &[passport("a")]),
            action(&none, &[passport("a"), to_company()]),
        ),
        row(Check::BlockedOnlyBy, "company", action(&none, &[to_company()]), alone),
    ]
}

fn document_rows() -> Vec<Row> {
    let paper = |uri: &str, category: &str| document(uri, category, &["LOW_QUALITY"], "Too poor.");
    let company = |documents: &[Value]| refused(&["LOW_QUALITY"], "", documents);
    let register = |status| request("ownership_documents", "SHAREHOLDER_REGISTER", status);
    let (one, two) = (paper("/1.png", "OWNERSHIP_DOCUMENTS"), paper("/2.png", "OWNERSHIP_DOCUMENTS"));
    let mut uncategorised = paper("/3.png", "");
    uncategorised["category"] = Value::Null;
    let mut no_section = register("INVALID");
    no_section["section"] = Value::Null;
    let articles = || request("formation_documents", "ARTICLES_OF_ASSOCIATION", "INVALID");
    let other_paper = || request("Ownership_Documents", "CAP_TABLE", "INVALID");
    let field = |name: &str, status: &str| {
        let mut request = register("MISSING");
        request["categories"][0]["fields"][0] = json!({ "field_name": name, "status": status });
        request
    };
    let fresh = |label: &str| action(&refused(&[label], "Late.", &[]), &[register("MISSING")]);
    vec![
        row(
            Check::DocWithoutAsk,
            "another section",
            action(&company(std::slice::from_ref(&one)), &[articles()]),
            action(&company(std::slice::from_ref(&one)), &[register("INVALID")]),
        ),
        row(
            Check::DocWithoutAsk,
            "asked of another",
            action(
                &company(std::slice::from_ref(&one)),
                &[request_to("a", "ownership_documents", "CAP_TABLE", "INVALID")],
            ),
            action(&company(std::slice::from_ref(&one)), &[]),
        ),
        row(
            Check::DocWithoutAsk,
            "cannot tell",
            action(&company(&[paper("/1.png", "BRAND_NEW")]), &[register("INVALID")]),
            action(&company(&[paper("/1.png", "BRAND_NEW")]), &[no_section]),
        ),
        row(
            Check::AskWithoutDoc,
            "another category",
            action(&company(std::slice::from_ref(&one)), &[articles()]),
            action(&company(&[uncategorised]), &[articles()]),
        ),
        row(
            Check::AskWithoutDoc,
            "never sent",
            action(&Value::Null, &[register("EXPIRED")]),
            action(&Value::Null, &[register("MISSING")]),
        ),
        row(
            Check::AskCount,
            "fewer",
            action(&company(&[one.clone(), two.clone()]), &[register("INVALID")]),
            action(&company(&[one.clone(), two.clone()]), &[register("INVALID"), other_paper()]),
        ),
        row(
            Check::SameFile,
            "twice",
            action(&company(&[one.clone(), paper("/1.png", "SUPPORTING_DOCUMENTS")]), &[]),
            action(&company(&[one, two, paper("", "A"), paper("", "A")]), &[]),
        ),
        row(Check::Expiry, "label", fresh("EXPIRATION_DATE"), fresh("LOW_QUALITY")),
        row(
            Check::Expiry,
            "field",
            action(&Value::Null, &[field("files", "EXPIRED")]),
            action(&Value::Null, &[field("files", "INVALID")]),
        ),
        row(
            Check::Expiry,
            "date",
            action(&Value::Null, &[field("expiry_date", "INVALID")]),
            action(&Value::Null, &[field("expiry_date", "MISSING")]),
        ),
    ]
}

fn label_rows() -> Vec<Row> {
    let paper = |labels: &[&str], comment: &str| document("/1.png", "OWNERSHIP_DOCUMENTS", labels, comment);
    let only = |rejection: Value| json!({ "rejection_reason": rejection });
    let register = || request("ownership_documents", "SHAREHOLDER_REGISTER", "INVALID");
    let mut with_reason = register();
    with_reason["categories"][0]["fields"][0]["reason"] = json!("Unacceptable.");
    let on_document = |labels: &[&str]| only(refused(labels, "", &[paper(&["LOW_QUALITY"], "Poor.")]));
    vec![
        row(
            Check::RejectionNoComment,
            "no document",
            only(refused(&["LOW_QUALITY"], "", &[])),
            only(refused(&["LOW_QUALITY"], "Poor.", &[])),
        ),
        row(
            Check::RejectionNoComment,
            "document",
            only(refused(&["LOW_QUALITY"], " ", &[paper(&["LOW_QUALITY"], "")])),
            only(refused(&["LOW_QUALITY"], "", &[paper(&["LOW_QUALITY"], "Poor.")])),
        ),
        row(
            Check::RejectionNoComment,
            "reason",
            action(&refused(&["LOW_QUALITY"], "", &[]), &[register()]),
            action(&refused(&["LOW_QUALITY"], "", &[]), &[with_reason]),
        ),
        row(Check::CommentNoLabel, "subject", only(refused(&[], "Poor.", &[])), only(refused(&[], " ", &[]))),
        row(
            Check::CommentNoLabel,
            "document",
            only(refused(&["LOW_QUALITY"], "", &[paper(&[], "Poor.")])),
            only(refused(&["LOW_QUALITY"], "Poor.", &[paper(&["LOW_QUALITY"], "Poor.")])),
        ),
        row(Check::LabelOrphan, "not carried", on_document(&["NOT_DOCUMENT"]), on_document(&["LOW_QUALITY"])),
        row(Check::LabelOrphan, "no documents", on_document(&["OTHER"]), only(refused(&["OTHER"], "Poor.", &[]))),
        row(Check::LabelUnknown, "new", on_document(&["BRAND_NEW"]), on_document(&["OK"])),
        row(
            Check::LabelMixed,
            "final",
            action(&refused(&["AGE_REQUIREMENT_MISMATCH"], "", &[]), &[register()]),
            action(&refused(&["DOCUMENT_TEMPLATE"], "", &[]), &[register()]),
        ),
        row(
            Check::LabelMixed,
            "asked of that subject",
            owner(
                &refused_of("a", refused(&["PEP"], "", &[])),
                &[request_to("a", "identifying_documents", "PASSPORT", "INVALID")],
            ),
            owner(&refused_of("a", refused(&["PEP"], "", &[])), &[register()]),
        ),
        row(Check::LabelSensitive, "list", on_document(&["DUPLICATE"]), on_document(&["AGE_REQUIREMENT_MISMATCH"])),
        row(Check::LabelSensitive, "holds", on_document(&["SPAM"]), on_document(&["PEP"])),
        row(Check::Held, "label", on_document(&["PEP"]), on_document(&["DUPLICATE"])),
        row(
            Check::Held,
            "comment",
            only(refused(&[], "Sanctions hit.", &[])),
            only(refused(&[], "No sanctions hit.", &[])),
        ),
        row(
            Check::LabelSensitive,
            "on a document",
            only(refused(&[], "", &[paper(&["GRAPHIC_EDITOR"], "")])),
            only(refused(&[], "", &[paper(&["UNFILLED_ID"], "")])),
        ),
    ]
}

fn time_rows() -> Vec<Row> {
    let at = |created: &str, changed: &str, updated: &str| json!({ "created_at": created, "last_status_updated_at": changed, "updated_at": updated });
    let verified = |at: &str| {
        let mut a = party("a", 60, "APPROVED");
        a["verification"]["updated_at"] = json!(at);
        parties(&[a, party("b", 40, "APPROVED")])
    };
    let (ten, eleven, noon) = ("2026-05-04T10:00:00Z", "2026-05-04T11:00:00Z", "2026-05-04T12:00:00Z");
    let idle = |status: &str, now: &'static str, miss_now_party: &str| {
        let mut miss = verified(miss_now_party);
        miss["customer_status"] = json!(status);
        Row { now, ..row(Check::StaleWait, "activity", self::status(status), miss) }
    };
    let fin = |what, now, hit: &str, miss: &str| Row { now, ..row(Check::StaleFin, what, status(hit), status(miss)) };
    let mut later = status("REVIEWING");
    later["last_status_updated_at"] = json!("2026-05-05T00:00:00Z");
    vec![
        row(Check::TimeOrder, "status change", at(noon, eleven, noon), at(eleven, eleven, noon)),
        row(Check::TimeOrder, "update", at(noon, noon, eleven), at(noon, noon, noon)),
        row(
            Check::TimeOrder,
            "future",
            at(ten, eleven, "2026-05-05T00:02:00Z"),
            at(ten, eleven, "2026-05-05T00:00:30Z"),
        ),
        row(Check::TimeOrder, "unreadable", at(ten, eleven, "9999-12-30T00:00:00Z"), at(ten, eleven, "1714825923")),
        row(Check::TimeOrder, "party", verified("2026-05-04T12:00:01Z"), verified(noon)),
        idle("ACTION_REQUIRED", "2026-05-11T12:00:01Z", "2026-05-04T12:00:01Z"),
        idle("INCOMPLETE", "2026-05-12T00:00:00Z", "2026-05-10T12:00:01Z"),
        Row { now: NOVEMBER, ..row(Check::StaleWait, "ours", status("REINITIATE"), status("APPROVED")) },
        fin("ours", "2026-05-19T00:00:00Z", "IN_COMPLIANCE", "ACTION_REQUIRED"),
        fin("V1", "2026-05-19T00:00:00Z", "ON_HOLD", "APPROVED"),
        Row { now: "2026-05-19T00:00:00Z", ..row(Check::StaleFin, "exactly ten", status("QUEUED"), later) },
    ]
}

fn other_rows() -> Vec<Row> {
    let name = |name: &str| json!({ "business_name": name });
    let mail = |mail: &str| {
        let mut a = party("a", 60, "APPROVED");
        a["email"] = json!(mail);
        parties(&[a, party("b", 40, "APPROVED")])
    };
    vec![
        row(Check::NameMixedScript, "name", name("\u{410}mber Basalt Ltd"), name("Янтарь Basalt Ltd")),
        row(Check::NameMixedScript, "hidden", name("Amber\u{200b} Basalt"), name("Amber\u{a0}Basalt")),
        row(Check::NameMixedScript, "e-mail", mail("m\u{430}ra@corp.example"), mail("mára@corp.example")),
        row(Check::UnreadableField, "type", json!({ "email": 7 }), json!({ "email": null })),
        row(
            Check::UnreadableField,
            "list",
            json!({ "request_for_information": {} }),
            json!({ "request_for_information": null }),
        ),
        row(Check::UnknownValue, "word", status("FROZEN"), status("ON_HOLD")),
        row(Check::UnknownValue, "case", json!({ "verification_type": "standard" }), json!({ "other": "FROZEN" })),
    ]
}

#[test]
fn every_check_hits_what_it_should_and_nothing_else() {
    let themes =
        [ownership_rows(), party_rows(), request_rows(), document_rows(), label_rows(), time_rows(), other_rows()];
    let rows: Vec<Row> = themes.into_iter().flatten().collect();
    for Row { check, what, now, hit, miss } in &rows {
        let hits = |payload: &Value| of(&read(payload), now).iter().any(|finding| finding.check == *check);
        assert!(hits(hit), "{check}: {what}: must hit {hit}");
        assert!(!hits(miss), "{check}: {what}: must not hit {miss}");
    }
    let covered: BTreeSet<Check> = rows.iter().map(|row| row.check).collect();
    let missing: Vec<&Check> = Check::ALL.iter().filter(|check| !covered.contains(check)).collect();
    let advice = "no row in src/domain/finding/tests/hits.rs for these checks; add one to the function of their topic";
    assert!(missing.is_empty(), "{advice}: {missing:?}");
}

#[test]
fn a_case_in_order_has_none() {
    assert_eq!(of(&read(&business(json!({}))), MAY), []);
    assert_eq!(of(&read(&business(json!({}))), NOVEMBER), []);
}
