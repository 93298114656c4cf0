//! What cannot be read, through the commands: nothing is said of it, and what is estimated says so.

use kyb_dash::sandbox::{Sandbox, Scenario};
use serde_json::{Value, json};

use crate::{json_of, on_sandbox, printed};

fn case(name: &str) -> String {
    format!("{}/tests/fixtures/cases/{name}.json", env!("CARGO_MANIFEST_DIR"))
}

fn shown(name: &str) -> (String, Value) {
    let file = case(name);
    (printed(&["show", "--file", &file]), json_of(&["show", "--file", &file, "--format", "json"]))
}

/// Faults: K2.
#[test]
fn requests_that_cannot_be_read_leave_it_with_us_and_what_is_owed_unknown() {
    let (text, json) = shown("requests_are_an_object");
    assert_eq!((&json["ball"], &json["asks_are_complete"]), (&json!("us"), &json!(false)));
    assert!(json["why"].as_str().unwrap().contains("the requests could not be read"), "{json}");
    assert!(text.contains("asks:               could not be read"), "{text}");
    assert!(!text.contains("nothing is asked") && !text.contains("resolved"), "{text}");
}

/// Faults: K2.
#[test]
fn an_approved_case_whose_requests_cannot_be_read_is_nobody_elses() {
    let (text, json) = shown("approved_requests_unreadable");
    assert_eq!((&json["ball"], &json["waiting_since"]), (&json!("unknown"), &Value::Null));
    assert!(text.contains("ball:               ?"), "{text}");
    assert!(!text.contains("nobody") && !text.contains("nothing is asked"), "{text}");
}

/// Faults: K2.
#[test]
fn an_open_request_beats_a_status_of_fins() {
    let (text, json) = shown("request_while_reviewing");
    assert_eq!(json["ball"], "us");
    assert_eq!(json["waiting_since"]["basis"], "at_most_since_status_change");
    assert!(text.contains("ball:               us since ≈ "), "{text}");
}

/// Faults: W8.
#[test]
fn a_share_just_below_the_threshold_is_below_it_and_the_sum_is_exact() {
    let (text, json) = shown("shares_near_the_threshold");
    assert!(text.contains("24.999 %") && text.contains("75.001 %"), "{text}");
    for said in [&text, &json.to_string()] {
        let codes = ["own-sum", "own-range", "ubo-threshold"];
        let words = ["shares do not add up", "impossible share", "owner not approved"];
        for wrong in ["25 %", "25.00 %", "exactly"].into_iter().chain(codes).chain(words) {
            assert!(!said.contains(wrong), "{wrong}: {said}");
        }
    }
    assert!(text.contains("Parties: 2, owned 100 %"), "{text}");
    let is_noted = |finding: &&Value| finding["check"] == "unknown-value";
    assert_eq!(json["findings"].as_array().unwrap().iter().filter(is_noted).count(), 1, "{json}");
    assert_eq!(json["problems"].as_array().unwrap().len(), 1, "{json}");
    assert_eq!(json["data"]["associated_parties"][1]["ownership_percent"], json!("75.001"));
}

/// Faults: K4.
#[test]
fn without_the_time_of_the_status_change_every_since_is_an_estimate() {
    let (text, json) = shown("no_status_time");
    for since in ["waiting_since", "status_since"] {
        assert_eq!((&json[since]["basis"], &json[since]["is_estimate"]), (&json!("updated_at"), &json!(true)));
    }
    for line in text.lines().filter(|line| line.contains(" since ")) {
        assert!(line.contains("≈") || line.contains("about"), "{line}");
    }
    assert!(text.contains("(estimated from the last update)"), "{text}");
}

/// Faults: K7.
#[test]
fn a_zero_time_is_marked_and_has_neither_age_nor_rank() {
    let (text, json) = shown("zero_time");
    let file = case("zero_time");
    let markdown = printed(&["show", "--file", &file, "--format", "markdown"]);
    let masked = printed(&["show", "--file", &file, "--mask"]);
    for told in [&text, &markdown, &masked] {
        for line in told.lines().filter(|line| line.contains("0001")) {
            assert!(line.contains("0001-01-01T00:00:00Z ?"), "{line}");
        }
        assert!(told.contains("0001-01-01T00:00:00Z ?") && !told.contains("since 0001"), "{told}");
        assert!(!told.contains("after the customer's own last update"), "{told}");
    }
    assert!(text.contains("last activity:      2026-05-04 12:36:42 UTC"), "a party's time still counts: {text}");
    assert_eq!((&json["waiting_since"], &json["status_since"]), (&Value::Null, &Value::Null));
    assert_eq!(json["data"]["created_at"], "0001-01-01T00:00:00Z", "as it was sent");
    let said = |problem: &Value| problem["what"] == "a time that stands for none";
    assert_eq!(json["problems"].as_array().unwrap().iter().filter(|problem| said(problem)).count(), 3, "{json}");
}

/// Faults: K7.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_zero_time_has_no_age_in_a_list() {
    let record = |id: &str, at: &str| {
        json!({"customer_id": id, "type": "BUSINESS", "customer_status": "ACTION_REQUIRED", "created_at": at,
            "updated_at": at, "last_status_updated_at": at})
    };
    let zeros = ["0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "1970-01-20T20:20:25Z", "1900-01-01T00:00:00+01:00"];
    let mut records: Vec<Value> = zeros.iter().enumerate().map(|(at, zero)| record(&format!("a{at}"), zero)).collect();
    records.push(record("b", "2026-05-04T12:00:00Z"));
    let sandbox = Sandbox::start(Scenario::of(records)).await.unwrap();
    let table = on_sandbox(&sandbox, &["list", "--needs-us"]).await.out;
    for row in table.lines().filter(|row| row.starts_with('a')) {
        assert!(row.contains('?') && !row.contains(" d "), "{row}");
    }
    assert!(table.lines().any(|row| row.starts_with("b ") && row.contains(" d ")), "{table}");
    let csv = on_sandbox(&sandbox, &["list", "--format", "csv"]).await.out;
    for (at, zero) in zeros.iter().enumerate() {
        let row = csv.lines().find(|row| row.starts_with(&format!("a{at},"))).unwrap();
        assert!(row.ends_with(&format!("{zero} ?,{zero} ?,,")) && row.contains(",us,,,"), "{row}");
    }
    let list = on_sandbox(&sandbox, &["list", "--format", "json"]).await.out;
    let list: Value = serde_json::from_str(&list).unwrap();
    for customer in list["customers"].as_array().unwrap().iter().filter(|customer| customer["customer_id"] != "b") {
        assert_eq!(customer["waiting_since"], Value::Null, "{customer}");
    }
}
