//! What cannot be read, through the commands: nothing is said of it, and what is estimated says so.

use serde_json::{Value, json};

use crate::{json_of, printed};

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
        for wrong in ["25 %", "25.00 %", "exactly", "own-sum", "own-range", "ubo-threshold"] {
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
