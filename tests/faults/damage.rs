//! Damage of every kind in every place of the reference payload: never a panic, always a case or a failure with a name,
//! and the damage stays where it is.

use kyb_dash::api::convert;
use kyb_dash::domain::case::Case;
use kyb_dash::domain::failure::Failure;
use kyb_dash::domain::id::CustomerId;
use serde_json::{Value, json};

use super::sinks::{assert_safe, json_of, tree_and_findings};
use super::{REFERENCE, REFERENCE_ID, places, reference};

fn read(reply: &[u8]) -> Result<Case, Failure> {
    convert::case(reply, &CustomerId::parse(REFERENCE_ID).unwrap())
}

/// Values that belong nowhere in particular.
fn wrong() -> Vec<Value> {
    vec![Value::Null, json!(-1e300), json!("NO_SUCH_WORD"), json!([[[1]]]), json!({"id": {"id": 1}})]
}

/// Faults: W6, W7, W8, W10.
#[test]
fn any_value_in_any_place_degrades_there_alone() {
    let whole = reference();
    for path in places(&whole) {
        let removed = {
            let mut reply = whole.clone();
            let (parent, key) = path.rsplit_once('/').unwrap();
            match reply.pointer_mut(parent).unwrap() {
                Value::Object(entries) => drop(entries.remove(key)),
                Value::Array(items) => drop(items.remove(key.parse().unwrap())),
                _ => unreachable!("a place has a parent"),
            }
            reply
        };
        let replaced = wrong().into_iter().map(|value| {
            let mut reply = whole.clone();
            *reply.pointer_mut(&path).unwrap() = value;
            reply
        });
        for reply in std::iter::once(removed).chain(replaced) {
            let at = reply.pointer(&path).map_or_else(|| "missing".to_owned(), Value::to_string);
            match read(reply.to_string().as_bytes()) {
                Ok(case) => {
                    let text = json_of(&case);
                    // A neighbour far enough away is always told.
                    let neighbour = if path.starts_with("/data/associated_parties") {
                        "contact@fin.com"
                    } else {
                        "robert.chen@acmecorp.com"
                    };
                    let is_apart =
                        path != "/data" && !path.starts_with("/data/email") && path != "/data/associated_parties";
                    assert!(!is_apart || text.contains(neighbour), "{path} = {at} hides {neighbour}");
                }
                Err(failure) => {
                    let is_whole = path == "/data" || path == "/data/customer_id";
                    assert!(is_whole && !failure.sentence().is_empty(), "{path} = {at}: {failure}");
                }
            }
        }
    }
}

/// Every place is drawn once with something in it that is of another kind.
///
/// Faults: W6, W7.
#[test]
fn damage_in_any_place_is_drawn_without_a_panic() {
    let whole = reference();
    let paths = places(&whole).into_iter().filter(|path| path != "/data" && path != "/data/customer_id");
    for (path, value) in paths.zip([json!([1, "x"]), json!({"a": 1}), json!(null)].into_iter().cycle()) {
        let mut reply = whole.clone();
        *reply.pointer_mut(&path).unwrap() = value;
        assert_safe(&tree_and_findings(&read(reply.to_string().as_bytes()).unwrap()), &path);
    }
}

/// Faults: W3, W4.
#[test]
fn a_reply_cut_anywhere_is_a_failure_with_a_name() {
    for end in 0..REFERENCE.len() {
        let cut = &REFERENCE.as_bytes()[..end];
        if REFERENCE.as_bytes()[end..].iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let failure = read(cut).unwrap_err();
        assert!(!failure.sentence().is_empty() && failure.sentence().len() < 400, "{end}: {failure}");
    }
}

/// Faults: W9, W12.
#[test]
fn doubled_and_shuffled_lists_lose_nobody() {
    let whole = reference();
    let lists: Vec<String> =
        places(&whole).into_iter().filter(|path| whole.pointer(path).is_some_and(Value::is_array)).collect();
    assert!(lists.len() > 8, "{lists:?}");
    for path in lists {
        let mut doubled = whole.clone();
        let items = doubled.pointer_mut(&path).unwrap().as_array_mut().unwrap();
        let again = items.clone();
        items.extend(again);
        let mut turned = whole.clone();
        turned.pointer_mut(&path).unwrap().as_array_mut().unwrap().reverse();
        for reply in [doubled, turned] {
            let case = read(reply.to_string().as_bytes()).unwrap();
            let text = json_of(&case);
            for person in ["jane.smith@acmecorp.com", "robert.chen@acmecorp.com"] {
                assert!(text.contains(person), "{path}: {person}");
            }
            assert_safe(&tree_and_findings(&case), &path);
        }
    }
}

/// Nesting without end must not reach the stack.
///
/// Faults: W5.
#[test]
fn nesting_without_end_is_refused() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = format!("{{\"data\":{}1{}}}", open.repeat(100_000), close.repeat(100_000));
        let failure = read(deep.as_bytes()).unwrap_err();
        assert!(failure.sentence().len() < 400, "{failure}");
    }
}

/// Faults: W4.
#[test]
fn what_is_no_case_is_named() {
    for body in ["", "null", "[]", "{}", "{\"data\":null}", "{\"data\":[]}", "<!doctype html><p>hello", "\u{feff}", "7"]
    {
        let failure = read(body.as_bytes()).unwrap_err();
        assert!(failure.said.is_some(), "{body}: {failure}");
    }
}
