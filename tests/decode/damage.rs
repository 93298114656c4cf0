//! Damage in one place of the reference payload must show there and nowhere else.

use std::fmt::Write as _;

use kyb_dash::api::convert;
use kyb_dash::domain::fact::ProblemKind;
use kyb_dash::domain::id::CustomerId;
use serde_json::Value::{self, Array as List};
use serde_json::json;

use super::facts::{Facts, facts};
use super::{case, problems, read, reference};

/// The path of every key in a document, parents before what is in them, with the pointer that finds it.
fn places(value: &Value, path: &str, pointer: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                let pointer = format!("{pointer}/{key}");
                found.push((path.clone(), pointer.clone()));
                places(value, &path, &pointer, found);
            }
        }
        List(items) => {
            for (index, value) in items.iter().enumerate() {
                places(value, &format!("{path}[{index}]"), &format!("{pointer}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// Every key below `data` but the id, without which there is no case.
fn damageable() -> Vec<(String, String)> {
    let mut found = Vec::new();
    places(&reference(), "", "", &mut found);
    found.retain(|(path, _)| path.starts_with("data.") && path != "data.customer_id");
    assert!(found.len() > 100, "{}", found.len());
    found
}

/// The facts that are neither this one, nor in it, nor around it.
fn without(mut facts: Facts, path: &str) -> Facts {
    facts.retain(|at, _| !at.starts_with(path));
    facts
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null | Value::String(_) => "text",
        Value::Bool(_) => "bool",
        Value::Number(_) => "number",
        List(_) => "list",
        Value::Object(_) => "object",
    }
}

/// Faults: W6.
#[test]
fn a_wrong_type_is_marked_where_it_stands_and_nowhere_else() {
    let whole = facts(&case(&reference()));
    for (path, pointer) in damageable() {
        for wrong in [json!(7), json!(true), json!(["a", 1]), json!({ "a": 1 }), json!("wrong")] {
            let mut damaged = reference();
            let place = damaged.pointer_mut(&pointer).unwrap();
            if kind(place) == kind(&wrong) {
                continue;
            }
            *place = wrong.clone();
            let read = case(&damaged);
            let found = facts(&read);
            assert_eq!(without(found.clone(), &path), without(whole.clone(), &path), "{path} = {wrong}");
            let at: Vec<_> = read.problems.iter().map(|problem| problem.path.as_str()).collect();
            assert_eq!(at, [path.as_str()], "{path} = {wrong}");
            let is_time_in_digits = path.ends_with("_at") && wrong.is_number();
            let expected = if is_time_in_digits { "given 7".to_owned() } else { format!("unreadable at {path}") };
            let shown = found.get(&path).or_else(|| found.get(&format!("{path}.for_customer"))).unwrap();
            assert_eq!(shown, &expected, "{path} = {wrong}");
        }
    }
}

#[test]
fn null_and_missing_are_two_things_and_no_problem() {
    let whole = facts(&case(&reference()));
    for (path, pointer) in damageable() {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        let mut missing = reference();
        missing.pointer_mut(parent).unwrap().as_object_mut().unwrap().shift_remove(key).unwrap();
        let mut null = reference();
        *null.pointer_mut(&pointer).unwrap() = Value::Null;
        for (damaged, word) in [(missing, "missing"), (null, "null")] {
            let read = case(&damaged);
            let found = facts(&read);
            assert_eq!(without(found.clone(), &path), without(whole.clone(), &path), "{path} {word}");
            assert_eq!(read.problems, [], "{path} {word}");
            let shown = found.get(&path).or_else(|| found.get(&format!("{path}.for_customer"))).unwrap();
            assert_eq!(shown, word, "{path}");
        }
    }
}

/// The document with one key sent twice, first with another value.
fn doubled(value: &Value, pointer: &str, twice: &str, out: &mut String) {
    match value {
        Value::Object(entries) => {
            out.push('{');
            for (index, (key, value)) in entries.iter().enumerate() {
                let here = format!("{pointer}/{key}");
                out.push_str(if index > 0 { "," } else { "" });
                if here == twice {
                    write!(out, r#""{key}":{{"first":1}},"#).unwrap();
                }
                write!(out, r#""{key}":"#).unwrap();
                doubled(value, &here, twice, out);
            }
            out.push('}');
        }
        List(items) => {
            out.push('[');
            for (index, value) in items.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                doubled(value, &format!("{pointer}/{index}"), twice, out);
            }
            out.push(']');
        }
        leaf => out.push_str(&leaf.to_string()),
    }
}

/// Faults: W7.
#[test]
fn a_key_sent_twice_is_reported_and_its_last_value_shown() {
    let whole = facts(&case(&reference()));
    let id = ("data.customer_id".to_owned(), "/data/customer_id".to_owned());
    for (path, pointer) in damageable().into_iter().chain([id]) {
        let mut reply = String::new();
        doubled(&reference(), "", &pointer, &mut reply);
        let read = read(&reply).unwrap();
        assert_eq!(facts(&read), whole, "{path}");
        let found: Vec<_> = read.problems.iter().map(|problem| (problem.path.as_str(), problem.kind)).collect();
        assert_eq!(found, [(path.as_str(), ProblemKind::DuplicateKey)]);
    }
}

/// Faults: W6.
#[test]
fn an_unreadable_element_leaves_its_neighbours() {
    let table = [
        ("/data/associated_parties", "data.associated_parties", 1),
        ("/data/rejection_reason/documents", "data.rejection_reason.documents", 3),
        ("/data/rejection_reason/applicant/reject_labels", "data.rejection_reason.applicant.reject_labels", 3),
        ("/data/request_for_information", "data.request_for_information", 3),
        (
            "/data/request_for_information/0/categories/0/fields",
            "data.request_for_information[0].categories[0].fields",
            3,
        ),
    ];
    for (pointer, path, left) in table {
        for wrong in [Value::Null, json!(7), json!(["a", 1])] {
            let mut damaged = reference();
            damaged.pointer_mut(pointer).unwrap().as_array_mut().unwrap()[0] = wrong.clone();
            let read = case(&damaged);
            let problems = problems(&read);
            assert_eq!(problems.len(), 1, "{path} {problems:?}");
            assert_eq!(problems[0].0, format!("{path}[0]"));
            let shown = &facts(&read)[path];
            let labels_left = shown.matches("LabelCode").count();
            assert!(shown == &format!("given {left}") || labels_left == left, "{path}: {shown}");
        }
    }
}

/// Faults: W6, W10.
#[test]
fn words_and_times_that_are_not_known_are_shown_as_sent() {
    let mut damaged = reference();
    damaged["data"]["customer_status"] = json!("FROZEN");
    damaged["data"]["updated_at"] = json!("2026-05-04 noon");
    damaged["data"]["associated_parties"][1]["type"] = json!("COMPANY");
    damaged["data"]["request_for_information"][0]["categories"][0]["fields"][0]["side"] = json!("");
    let read = case(&damaged);
    assert_eq!(read.profile.status.words(), "FROZEN");
    assert_eq!(read.profile.updated_at.given().unwrap().to_second(), "2026-05-04 noon ?");
    let field = "data.request_for_information[0].categories[0].fields[0].side";
    let expected = [
        ("data.customer_status", "a word this build does not know: FROZEN"),
        ("data.updated_at", "not a date and time with a zone"),
        ("data.associated_parties[1].type", "a word this build does not know: COMPANY"),
        (field, "a word this build does not know: (blank)"),
    ];
    let expected: Vec<_> = expected.iter().map(|(path, what)| ((*path).to_owned(), (*what).to_owned())).collect();
    assert_eq!(problems(&read), expected);
    assert!(read.problems.iter().all(|problem| problem.kind == ProblemKind::UnknownValue));
}

/// Faults: W8.
#[test]
fn shares_are_exact_or_marked() {
    let read = |share: &str| {
        let reply =
            format!(r#"{{"data":{{"customer_id":"c1","associated_parties":[{{"ownership_percent":{share}}}]}}}}"#);
        let case = convert::case(reply.as_bytes(), &CustomerId::parse("c1").unwrap()).unwrap();
        let what = problems(&case).pop().map(|(_, what)| what);
        (case.parties.items()[0].share.words(), what)
    };
    let table = [
        ("33.33", "33.33 %", None),
        ("60.0", "60 %", None),
        ("-5", "-5 %", None),
        ("101", "101 %", None),
        ("1e1", "10 %", None),
        ("1e300", "unreadable", Some("expected a percentage: 1e300")),
        ("1e999", "unreadable", Some("expected a percentage: 1e999")),
        ("\"12,5\"", "unreadable", Some("expected a number, found a text: 12,5")),
        ("null", "not given", None),
    ];
    for (sent, shown, what) in table {
        assert_eq!(read(sent), (shown.to_owned(), what.map(str::to_owned)), "{sent}");
    }
}

#[test]
fn problems_never_repeat_personal_values() {
    let mut damaged = reference();
    for pointer in ["/data/email", "/data/phone", "/data/business_name", "/data/associated_parties/0/email"] {
        *damaged.pointer_mut(pointer).unwrap() = json!([{ "secret": "hunter2" }, 5_551_234_567_u64]);
    }
    damaged["data"]["extra"] = json!("hunter2");
    let read = case(&damaged);
    assert_eq!(read.problems.len(), 4);
    let shown = format!("{:?} {:?}", read.problems, read.other);
    assert!(!shown.contains("hunter2") && !shown.contains("5551234567"), "{shown}");
}

#[test]
fn unknown_fields_stay_at_their_level_and_are_bounded() {
    let mut extended = reference();
    for pointer in [
        "/data",
        "/data/associated_parties/0",
        "/data/associated_parties/0/verification",
        "/data/associated_parties/0/verification/reason",
        "/data/rejection_reason",
        "/data/rejection_reason/applicant",
        "/data/rejection_reason/documents/0",
        "/data/rejection_reason/associated_parties/0",
        "/data/request_for_information/0",
        "/data/request_for_information/0/categories/0",
        "/data/request_for_information/0/categories/0/fields/0",
    ] {
        extended.pointer_mut(pointer).unwrap()["zz\u{1b}new"] = json!({ "a": [1, "b\nc"] });
    }
    let read = case(&extended);
    assert_eq!(read.problems, []);
    let (party, reason) = (&read.parties.items()[0], read.rejection.given().unwrap());
    let verification = party.verification.given().unwrap();
    let request = &read.requests.items()[0];
    let field = &request.documents.items()[0].fields.items()[0];
    let levels = [
        &read.other,
        &party.other,
        &reason.company.other,
        &reason.company.verdict.given().unwrap().other,
        &reason.company.documents.items()[0].verdict.other,
        &reason.parties.items()[0].rejection.other,
        &request.other,
        &request.documents.items()[0].other,
        &field.other,
    ];
    for other in levels {
        assert_eq!(other.len(), 1);
        assert_eq!(other[0].key.as_str(), "zz␛new");
        let leaves: Vec<_> =
            other[0].leaves.iter().map(|(at, leaf)| format!("{at}={}", leaf.given().unwrap().unmasked())).collect();
        assert_eq!(leaves, ["a[0]=1", "a[1]=b␊c"]);
    }
    let keys: Vec<_> = verification.other.iter().map(|field| field.key.as_str()).collect();
    assert_eq!(keys, ["reason.zz␛new", "zz␛new"]);

    let mut crowded = reference();
    for n in 0..500 {
        crowded["data"][format!("new{n}")] = json!(n);
    }
    crowded["data"]["a_list"] = json!((0..5_000).collect::<Vec<_>>());
    let nest = (0..100).fold(json!(1), |inner, _| json!([inner]));
    crowded["data"]["a_nest"] = nest;
    let other = case(&crowded).other;
    assert_eq!(other.len(), 101);
    assert!(other.iter().all(|field| field.leaves.len() <= 301));
}
