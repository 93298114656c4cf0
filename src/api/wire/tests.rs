use proptest::prelude::*;
use serde_json::Value;

use super::*;

/// The value as `serde_json` knows it, for comparison.
fn plain(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Bool(*value),
        Json::Number(text) => serde_json::from_str(text).unwrap(),
        Json::Text(text) => Value::String(text.clone()),
        Json::List(items) => items.iter().map(plain).collect(),
        Json::Object(entries) => entries.iter().map(|(key, value)| (key.clone(), plain(value))).collect(),
    }
}

#[test]
fn keys_keep_their_order_and_their_duplicates() {
    let json = parse(br#"{"b":1,"a":2,"b":3}"#).unwrap();
    let Json::Object(entries) = &json else { panic!("an object") };
    let keys: Vec<&str> = entries.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, ["b", "a", "b"]);
    assert_eq!(json.get("b"), Some(&Json::Number("3".into())));
}

#[test]
fn numbers_keep_their_text() {
    let texts = ["60", "60.0", "33.330", "-0", "1e2", "1E400", "-12345678901234567890123", "0.1000000000000000055"];
    let document = format!(r#"["9\"8",{{"7":[{}]}},"é6"]"#, texts.join(" , "));
    let json = parse(document.as_bytes()).unwrap();
    let numbers = json.list().unwrap()[1].get("7").unwrap().list().unwrap();
    let found: Vec<Json> = texts.iter().map(|text| Json::Number((*text).into())).collect();
    assert!(numbers == found);
    let huge = "9".repeat(400);
    assert!(parse(huge.as_bytes()).unwrap() == Json::Number(huge.into()));
}

#[test]
fn half_a_surrogate_pair_spoils_one_character_alone() {
    let json = parse(br#"["a\ud83d","\ud83d\ude00","\ude00z","\\ud83d","\ud83d\ud83d\ude00"]"#).unwrap();
    let texts: Vec<&str> = json.list().unwrap().iter().filter_map(Json::text).collect();
    assert_eq!(texts, ["a\u{fffd}", "😀", "\u{fffd}z", "\\ud83d", "\u{fffd}😀"]);
}

#[test]
fn what_is_no_json_is_named_by_place_and_not_by_content() {
    let table = [
        ("", "EOF while parsing a value at line 1 column 0"),
        ("hunter2", "expected value at line 1 column 1"),
        ("{\n  \"a\": hunter2}", "expected value at line 2 column 8"),
        ("{\"a\":1} hunter2", "trailing characters at line 1 column 9"),
        ("{\"hunter2\":01}", "invalid number at line 1 column 13"),
        ("[1e5,hunter2]", "expected value at line 1 column 6"),
    ];
    for (document, said) in table {
        assert_eq!(parse(document.as_bytes()).unwrap_err().to_string(), said, "{document}");
    }
    assert!(parse(b"\xef\xbb\xbf{}").is_ok());
    assert!(parse(b"\"\xff\"").is_err());
}

#[test]
fn depth_and_number_of_values_are_bounded() {
    assert!(parse("[".repeat(100_000).as_bytes()).unwrap_err().to_string().contains("recursion limit"));
    let nested = format!("{}{}", "{\"a\":".repeat(100_000), "}".repeat(100_000));
    assert!(parse(nested.as_bytes()).is_err());
    let many = format!("[0{}]", ",0".repeat(MOST_VALUES));
    assert_eq!(parse(many.as_bytes()), Err(NotJson::TooManyValues));
}

#[test]
fn truncation_at_any_offset_is_an_error_and_no_panic() {
    let document = r#"{"a":[1,2.5e3,"é\u00e9\ud83d\ude00",null,true],"b":{"c":"d"}}"#;
    assert!(parse(document.as_bytes()).is_ok());
    for end in 0..document.len() {
        assert!(parse(&document.as_bytes()[..end]).is_err(), "{end}");
    }
}

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::vec((".{0,6}", inner), 0..6).prop_map(|entries| entries.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn it_reads_what_serde_json_reads(value in values(), pretty: bool) {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
        let json = parse(text.as_bytes()).unwrap();
        prop_assert_eq!(plain(&json), serde_json::from_str::<Value>(&text).unwrap());
    }

    #[test]
    fn it_refuses_what_serde_json_refuses(text in r#"[\[\]{}:,"\\u0-9eE+.truefalsn -]{0,40}"#) {
        if parse(text.as_bytes()).is_ok() {
            // An overflow and half a pair are the two things read beyond what serde_json takes.
            let strict = serde_json::from_str::<Value>(&text);
            let beyond = strict.as_ref().is_err_and(|e| {
                let said = e.to_string();
                said.contains("out of range") || said.contains("surrogate") || said.contains("hex escape")
            });
            prop_assert!(strict.is_ok() || beyond, "{}", text);
        } else {
            prop_assert!(serde_json::from_str::<Value>(&text).is_err(), "{}", text);
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = parse(&bytes);
    }
}
