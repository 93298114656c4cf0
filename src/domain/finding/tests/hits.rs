//! Every check with what it must hit and what it must let pass.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::payload::{business, party, read};
use super::{MAY, NOVEMBER, of};
use crate::domain::finding::Check;

mod documents;
mod parties;
mod row;

use documents::{document_rows, label_rows, request_rows};
use parties::{ownership_rows, party_rows};
use row::{Row, parties, row, status};

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
    // These follow from what was entered here, and not from a case.
    let of_requests = [Check::ChaseDue, Check::AskedSince, Check::AddressChanged];
    let is_missing = |check: &&Check| !covered.contains(check) && !of_requests.contains(check);
    let missing: Vec<&Check> = Check::ALL.iter().filter(is_missing).collect();
    let advice = "no row in src/domain/finding/tests/hits.rs for these checks; add one to the function of their topic";
    assert!(missing.is_empty(), "{advice}: {missing:?}");
}

#[test]
fn a_case_in_order_has_none() {
    assert_eq!(of(&read(&business(json!({}))), MAY), []);
    assert_eq!(of(&read(&business(json!({}))), NOVEMBER), []);
}
