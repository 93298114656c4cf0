//! The embedded scenario: what it must contain, and that it contains nothing real.

use std::collections::HashSet;

use jiff::Timestamp;

use super::*;
use crate::sandbox::demo::{DUPLICATE_KEYS, REFERENCE, records};
use crate::sandbox::merge;
use crate::sandbox::scenario::Record;
use crate::sandbox::times::settle;

const REFERENCE_ID: &str = "671536f8-ddc5-4b1e-bd6f-27d0ed07a27c";

fn start() -> Timestamp {
    "2026-03-10T12:00:00Z".parse().unwrap()
}

/// Whether a customer is the one meant.
type Check = Box<dyn Fn(&Value) -> bool>;

/// A record at each of its steps, times settled.
fn stages(record: &Record) -> Vec<Value> {
    let mut customer = record.customer.clone();
    let mut stages = vec![customer.clone()];
    for step in &record.steps {
        merge::apply(&mut customer, step);
        stages.push(customer.clone());
    }
    let settled = |stage: &Value| serde_json::from_str(&settle(&stage.to_string(), start())).unwrap();
    stages.iter().map(settled).collect()
}

fn customers() -> Vec<Value> {
    records().unwrap().into_iter().map(|record| record.customer).collect()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// Every string anywhere in a value, keys excluded.
fn strings<'a>(value: &'a Value, into: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => into.push(text),
        Value::Array(items) => items.iter().for_each(|item| strings(item, into)),
        Value::Object(members) => members.values().for_each(|member| strings(member, into)),
        _ => {}
    }
}

fn has_string(customer: &Value, found: impl Fn(&str) -> bool) -> bool {
    let mut all = Vec::new();
    strings(customer, &mut all);
    all.into_iter().any(found)
}

fn count(customers: &[Value], matching: impl Fn(&Value) -> bool) -> usize {
    customers.iter().filter(|customer| matching(customer)).count()
}

#[test]
fn the_reference_is_as_published() {
    // FNV-1a over the file as it was published; any edit changes it.
    let hash = REFERENCE
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    assert_eq!(hash, 0x0671_07d0_3d25_f749);
}

#[tokio::test]
async fn the_reference_comes_first_and_never_moves() {
    let harness = Harness::open(Scenario::demo()).await;
    assert_eq!(harness.rows("BUSINESS").await[0]["customer_id"], REFERENCE_ID);
    let published: Value = serde_json::from_str(REFERENCE).unwrap();
    for _ in 0..3 {
        let (_, body) = harness.get(&format!("/v2/customers/{REFERENCE_ID}")).await;
        assert_eq!(body.to_string(), published.to_string(), "order of keys included");
    }
}

#[test]
fn every_status_of_both_vocabularies_occurs() {
    let customers = customers();
    for status in [
        "INCOMPLETE",
        "PROCESSING",
        "REVIEWING",
        "APPROVED",
        "ASSOCIATED_PARTIES_REMAINING",
        "IN_COMPLIANCE",
        "ACTION_REQUIRED",
        "REJECTED",
        "QUEUED",
        "ON_HOLD",
        "REINITIATE",
    ] {
        assert!(count(&customers, |c| c["customer_status"] == status) > 0, "{status}");
    }
    assert!(customers.len() >= 44);
    assert!(count(&customers, |c| c["customer_status"] == "ACTION_REQUIRED") >= 10);
    assert!(count(&customers, |c| c["type"] == "INDIVIDUAL") >= 2);
}

#[test]
fn every_peculiarity_has_its_case() {
    let customers = customers();
    let parties = |c: &Value| list(c, "associated_parties").len();
    let table: Vec<(&str, Check)> = vec![
        (
            "a request on an approved case",
            Box::new(|c| c["customer_status"] == "APPROVED" && !list(c, "request_for_information").is_empty()),
        ),
        ("an individual in the older shape", Box::new(|c| c["type"] == "INDIVIDUAL" && c["capabilities"].is_object())),
        (
            "an individual in the newer shape",
            Box::new(|c| c["type"] == "INDIVIDUAL" && c.get("capabilities").is_none()),
        ),
        ("twelve parties", Box::new(move |c| parties(c) == 12)),
        ("no party", Box::new(|c| c["associated_parties"] == json!([]) && c["customer_status"] == "INCOMPLETE")),
        (
            "three thirds",
            Box::new(|c| list(c, "associated_parties").iter().filter(|p| p["ownership_percent"] == 33.33).count() == 3),
        ),
        ("a third party as the only problem", Box::new(only_the_third)),
        (
            "a forgery label beside a request",
            Box::new(|c| has_string(c, |s| s == "FORGERY") && !list(c, "request_for_information").is_empty()),
        ),
        ("a request for an unknown party", Box::new(asks_a_stranger)),
        (
            "equal documents",
            Box::new(|c| {
                let docs = list(&c["rejection_reason"], "documents");
                docs.len() > 2 && docs.iter().all(|d| *d == docs[0])
            }),
        ),
        (
            "an unreadable share",
            Box::new(|c| list(c, "associated_parties").iter().any(|p| p["ownership_percent"] == "12,5")),
        ),
        ("a numeric date", Box::new(|c| c["created_at"].is_number())),
        ("an object for an array", Box::new(|c| c["rejection_reason"]["documents"].is_object())),
        ("an unknown status", Box::new(|c| c["customer_status"] == "UNDER_APPEAL")),
        (
            "a reason for the customer",
            Box::new(|c| {
                list(c, "associated_parties").iter().any(|p| p["verification"]["reason"]["for_customer"].is_string())
            }),
        ),
        (
            "a reason for the developer",
            Box::new(|c| {
                list(c, "associated_parties").iter().any(|p| p["verification"]["reason"]["for_developer"].is_string())
            }),
        ),
        (
            "nulls throughout",
            Box::new(|c| {
                c["business_name"].is_null() && c["request_for_information"].is_null() && c.get("email").is_some()
            }),
        ),
        ("keys left out", Box::new(|c| c.get("email").is_none() && c.get("rejection_reason").is_none())),
        ("a very long comment", Box::new(|c| has_string(c, |s| s.lines().count() > 40))),
        ("an older section", Box::new(|c| has_string(c, |s| s == "ownership_structure"))),
        ("an unknown label", Box::new(|c| has_string(c, |s| s == "PILOT_CHECK_7"))),
        ("both sides of a document", Box::new(|c| has_string(c, |s| s == "FRONT") && has_string(c, |s| s == "BACK"))),
    ];
    for (what, check) in table {
        assert!(count(&customers, check) > 0, "{what}");
    }
}

fn only_the_third(customer: &Value) -> bool {
    let parties = list(customer, "associated_parties");
    let rejection = &customer["rejection_reason"];
    let rejected = list(rejection, "associated_parties");
    let asks = list(customer, "request_for_information");
    parties.len() > 3
        && rejection["applicant"].is_null()
        && list(rejection, "documents").is_empty()
        && rejected.len() == 1
        && rejected[0]["id"] == parties[2]["id"]
        && !asks.is_empty()
        && asks.iter().all(|ask| ask["associated_party_id"] == parties[2]["id"])
        && parties.iter().enumerate().all(|(n, p)| (p["verification"]["status"] == "APPROVED") == (n != 2))
}

fn asks_a_stranger(customer: &Value) -> bool {
    let known: Vec<&Value> = list(customer, "associated_parties").iter().map(|p| &p["id"]).collect();
    list(customer, "request_for_information")
        .iter()
        .any(|ask| ask["associated_party_id"].is_string() && !known.contains(&&ask["associated_party_id"]))
}

#[test]
fn names_of_every_awkward_kind_occur() {
    let customers = customers();
    let named = |range: std::ops::RangeInclusive<char>| {
        count(&customers, |c| text(c, "business_name").chars().any(|ch| range.contains(&ch)))
    };
    for (what, range) in [
        ("CJK", '\u{4e00}'..='\u{9fff}'),
        ("Hangul", '\u{ac00}'..='\u{d7a3}'),
        ("Arabic", '\u{600}'..='\u{6ff}'),
        ("Hebrew", '\u{590}'..='\u{5ff}'),
        ("Thai", '\u{e00}'..='\u{e7f}'),
        ("Cyrillic", '\u{400}'..='\u{4ff}'),
        ("emoji", '\u{1f300}'..='\u{1faff}'),
        ("escape", '\u{1b}'..='\u{1b}'),
        ("bidi override", '\u{202e}'..='\u{202e}'),
    ] {
        assert!(named(range) > 0, "{what}");
    }
    assert!(count(&customers, |c| text(c, "business_name").chars().count() > 80) > 0);
}

#[tokio::test]
async fn duplicate_keys_reach_the_client_and_its_row_has_the_last() {
    let harness = Harness::open(Scenario::demo()).await;
    let customer: Value = serde_json::from_str(DUPLICATE_KEYS).unwrap();
    let id = text(&customer, "customer_id");
    let request = harness.http.get(harness.url(&format!("/v2/customers/{id}"))).bearer_auth(&harness.token);
    let body = request.send().await.unwrap().text().await.unwrap();
    assert_eq!(body.matches("\"business_name\"").count(), 2);
    assert_eq!(body.matches("\"@").count(), 0, "its offsets are settled too");
    let rows = harness.rows("BUSINESS").await;
    let row = rows.iter().find(|row| row["customer_id"] == id).unwrap();
    assert_eq!(row["business_name"], "Twinfold Mirrors Incorporated");
}

#[test]
fn each_step_is_later_than_the_one_before_and_never_in_the_future() {
    let mut moving = 0;
    for record in records().unwrap() {
        let stages = stages(&record);
        moving += usize::from(stages.len() > 1);
        for pair in stages.windows(2) {
            let updated: Vec<Timestamp> = pair.iter().map(|stage| text(stage, "updated_at").parse().unwrap()).collect();
            let name = text(&pair[0], "business_name");
            assert!(updated[0] < updated[1], "{name}");
            assert!(updated[1] <= start(), "{name}");
            assert_eq!(pair[0]["customer_id"], pair[1]["customer_id"], "{name}");
            let status_moved = pair[0]["customer_status"] != pair[1]["customer_status"];
            assert_eq!(status_moved, pair[0]["last_status_updated_at"] != pair[1]["last_status_updated_at"], "{name}");
        }
    }
    assert!(moving >= 5);
}

#[test]
fn plain_cases_tell_a_consistent_story_of_time() {
    for record in records().unwrap() {
        for stage in stages(&record) {
            let time = |key: &str| text(&stage, key).parse::<Timestamp>().ok();
            let (Some(created), Some(updated), Some(status)) =
                (time("created_at"), time("updated_at"), time("last_status_updated_at"))
            else {
                continue;
            };
            if text(&stage, "customer_id") == REFERENCE_ID {
                continue;
            }
            let name = text(&stage, "business_name");
            assert!(created <= status && status <= updated && updated <= start(), "{name}");
            for party in list(&stage, "associated_parties") {
                let Ok(verified) = text(&party["verification"], "updated_at").parse::<Timestamp>() else {
                    continue;
                };
                assert!(created <= verified && verified <= updated, "{name}");
            }
        }
    }
}

#[test]
fn no_offset_is_misspelt() {
    for record in records().unwrap() {
        for stage in stages(&record) {
            assert!(!has_string(&stage, |s| s.starts_with('@')), "{}", stage["customer_id"]);
        }
    }
}

#[test]
fn ids_are_unique_and_everybody_is_invented() {
    let customers = customers();
    let mut seen = HashSet::new();
    for customer in &customers {
        assert!(seen.insert(text(customer, "customer_id")), "{}", customer["customer_id"]);
        if text(customer, "customer_id") == REFERENCE_ID {
            continue;
        }
        let mut all = Vec::new();
        strings(customer, &mut all);
        for address in all.into_iter().filter(|s| !s.starts_with('@') && s.contains('@') && !s.contains(' ')) {
            let reserved = [".example", "@example.com", "@example.org", "@example.net"];
            assert!(reserved.iter().any(|end| address.ends_with(end)), "{address}");
        }
        let phone = text(customer, "phone");
        let fictional = phone.get(5..).is_some_and(|rest| rest.starts_with("55501"))
            || phone.starts_with("+442079460")
            || phone.starts_with("+61255501");
        assert!(phone.is_empty() || fictional, "{phone}");
    }
}

/// Faults: H1.
#[test]
fn these_cases_are_held_and_no_other() {
    use crate::api::convert;
    use crate::domain::hold::Precautions;
    let glossary = crate::catalogue::glossary();
    let mut held = Vec::new();
    for record in records().unwrap() {
        let sent = record.text.map(str::to_owned);
        let stages = stages(&record).into_iter().map(|stage| stage.to_string());
        for stage in stages.chain(sent.map(|text| settle(&text, start()))) {
            let id =
                serde_json::from_str::<Value>(&stage).unwrap()["customer_id"].as_str().unwrap_or_default().to_owned();
            let case = convert::case(format!("{{\"data\":{stage}}}").as_bytes(), &id.parse().unwrap()).unwrap();
            let found = Precautions::of(&case, &glossary);
            held.extend(found.holds.iter().map(|signal| (id.clone(), signal.sentence().to_string())));
        }
    }
    held.sort_unstable();
    held.dedup();
    let expected = [
        ("90237de7-232a-49de-bed4-32292ed99a49", "A label on a document of the company reads as FORGERY."),
        ("90237de7-232a-49de-bed4-32292ed99a49", "A label on the company reads as FORGERY."),
        ("cf4a6cf6-5eb9-439f-98a2-29eeeeb2a36b", "A label on the company reads as FRAUDULENT_PATTERNS."),
    ];
    assert_eq!(held, expected.map(|(id, sentence)| (id.to_owned(), sentence.to_owned())));
}
