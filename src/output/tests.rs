use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::api::convert;
use crate::catalogue;
use crate::domain::digest::Look;
use crate::domain::draft::{DraftOptions, drafts};

const REFERENCE: &str = include_str!("../../tests/fixtures/reference.json");
const TOKEN: &str = "4e0e505a-36f0-4c9e-8eb1-3916410f227c";

fn reference() -> Value {
    serde_json::from_str(REFERENCE).unwrap()
}

fn case(json: &Value) -> Case {
    convert::saved(json.to_string().as_bytes()).unwrap().remove(0).unwrap()
}

fn findings() -> Vec<FindingLine> {
    let line = |severity, id, sentence: &str, item: &str| FindingLine {
        severity,
        id,
        words: id,
        sentence: Sentence::plain(SafeText::line(sentence)),
        item: SafeText::line(item),
    };
    vec![
        line("warning", "ubo-threshold", "jane.smith@acmecorp.com holds 60 % | is not approved", "party Jane Smith"),
        line("information", "same-file", "/ZuyUaH3a_testdoc1.png stands in 4 documents", "documents"),
    ]
}

fn with_report<T>(json: &Value, mask: Mask, use_it: impl FnOnce(&CaseReport<'_>) -> T) -> T {
    let (case, glossary, findings) = (case(json), catalogue::glossary(), findings());
    let digest = Digest::of(&case, &Glossary::default(), Look::default());
    use_it(&CaseReport {
        case: &case,
        digest: &digest,
        glossary: &glossary,
        why: Some(Sentence::plain(SafeText::line("jane.smith@acmecorp.com is rejected."))),
        findings: &findings,
        mask,
        fetched: Some("2026-05-05T12:00:00Z".parse().unwrap()),
        source: Some(Origin::Server(SafeText::line("sandbox.api.fin.com"))),
    })
}

fn all(json: &Value, mask: Mask) -> [String; 5] {
    with_report(json, mask, |report| {
        [report.text(Paper::default()), report.markdown(), report.json(), report.summary(), report.asks()]
    })
}

/// Every scalar of a payload with its key.
fn scalars<'a>(key: &'a str, value: &'a Value, found: &mut Vec<(&'a str, &'a Value)>) {
    match value {
        Value::Object(entries) => entries.iter().for_each(|(key, value)| scalars(key, value, found)),
        Value::Array(items) => items.iter().for_each(|item| scalars(key, item, found)),
        scalar => found.push((key, scalar)),
    }
}

#[test]
fn what_is_owed_says_that_the_case_is_held() {
    let asks = |json: &Value, held: usize| {
        let (case, glossary) = (case(json), catalogue::glossary());
        let digest = Digest { held, ..Digest::of(&case, &glossary, Look::default()) };
        with_report(json, Mask::Off, |report| CaseReport { digest: &digest, findings: &[], ..report.clone() }.asks())
    };
    let words = "HELD: ask compliance before writing to anybody";
    assert!(asks(&reference(), 1).contains(words) && !asks(&reference(), 0).contains(words));
}

#[test]
fn json_holds_every_fact_of_the_payload_but_the_consent_token() {
    let payload = reference();
    let printed: Value = serde_json::from_str(&all(&payload, Mask::Off)[2]).unwrap();
    let (mut sent, mut told) = (Vec::new(), Vec::new());
    scalars("data", &payload, &mut sent);
    scalars("data", &printed["data"], &mut told);
    for (key, value) in sent.into_iter().filter(|(key, _)| *key != "tos_policies_url") {
        let place = told.iter().position(|known| *known == (key, value));
        let place = place.unwrap_or_else(|| panic!("{key}: {value} is not told"));
        told.swap_remove(place);
    }
    assert!(!printed.to_string().contains(TOKEN));
    assert_eq!(
        printed["data"]["tos_policies_url"],
        "https://orchestration.fin.com/orchestration-customer-tos?… (token hidden)"
    );
}

#[test]
fn json_holds_what_we_computed() {
    let printed: Value = serde_json::from_str(&all(&reference(), Mask::Off)[2]).unwrap();
    assert_eq!(printed["schema"], 2);
    let case = &printed;
    assert_eq!((case["ball"].as_str(), case["asks"].as_array().map(Vec::len)), (Some("us"), Some(4)));
    let fields: usize =
        case["asks"].as_array().unwrap().iter().map(|ask| ask["fields"].as_array().unwrap().len()).sum();
    assert_eq!(fields, 10);
    assert_eq!(case["asks"][0]["subject"]["kind"], "party");
    assert_eq!(case["asks"][0]["title"], "Passport");
    assert_eq!(case["findings"][0]["check"], "ubo-threshold");
    assert_eq!(case["last_activity"], "2026-05-04T12:36:42Z");
    let since = json!({"at": "2026-05-04T12:32:34.47927Z", "basis": "status_change", "is_estimate": false});
    assert_eq!((&case["waiting_since"], &case["status_since"]), (&since, &since));
    assert_eq!(case["parties"]["blocked"], json!({"counted": 1, "is_complete": true}));
    assert_eq!(case["labels"]["NOT_DOCUMENT"]["usual_outcome"], "depends");
    assert_eq!((&case["held"], &case["hold_signals"]), (&json!(false), &json!([])));
    let look = &case["look_first"][0];
    assert_eq!((&look["code"], &look["subject"]["kind"]), (&json!("accusing_word"), &json!("customer")));
}

#[test]
fn a_held_case_says_so_in_every_form() {
    let mut json = reference();
    json["data"]["rejection_reason"]["associated_parties"][0]["applicant"]["reject_labels"] =
        json!("jane.smith@acmecorp.com: pep");
    for mask in [Mask::Off, Mask::On] {
        let [text, markdown, printed, summary, _] = all(&json, mask);
        for form in [&text, &summary] {
            assert!(
                form.contains("HELD:               ask compliance before writing to anybody · 2 signals"),
                "{form}"
            );
        }
        assert!(markdown.contains("HELD"), "{markdown}");
        let case = &serde_json::from_str::<Value>(&printed).unwrap();
        assert_eq!(case["held"], true);
        let codes: Vec<&Value> =
            case["hold_signals"].as_array().unwrap().iter().map(|signal| &signal["code"]).collect();
        assert_eq!(codes, ["hold_label", "alarm_listed"]);
        let signal = &case["hold_signals"][0];
        assert_eq!(signal["sentence"], "Something unreadable in the rejection of party 2e719a54 names PEP.");
        assert_eq!(signal["subject"]["kind"], "party");
    }
}

#[test]
fn json_tells_the_states_of_a_leaf_apart() {
    let json = json!({
        "customer_id": "c1", "type": "BUSINESS", "business_name": 7, "email": null, "created_at": "yesterday",
        "tos_policies_value": TOKEN, "nested": [{"a": 1}], "associated_parties": [{"id": "p1", "ownership_percent": 33.33}]
    });
    let printed: Value = serde_json::from_str(&all(&json, Mask::Off)[2]).unwrap();
    let case = printed["data"].as_object().unwrap();
    assert_eq!(case["business_name"], json!({"unreadable": "expected a text, found a number"}));
    assert!(case["email"].is_null() && !case.contains_key("phone"));
    assert_eq!(case["created_at"], "yesterday");
    assert_eq!(case["associated_parties"][0]["ownership_percent"], 33.33);
    assert_eq!(
        case["other_fields"],
        json!([{"key": "nested", "leaves": [{"path": "[0].a", "value": "1"}]},
               {"key": "tos_policies_value", "leaves": [{"path": "", "value": "(hidden)"}]}])
    );
    assert!(printed["problems"].as_array().unwrap().iter().any(|problem| problem["path"] == "business_name"));
}

#[test]
fn the_summary_is_short_and_says_what_matters() {
    let [_, _, _, summary, asks] = all(&reference(), Mask::Off);
    assert_eq!(
        summary,
        "Fin.com · USA · 671536f8
========================
customer:           671536f8-ddc5-4b1e-bd6f-27d0ed07a27c
status:             ACTION_REQUIRED since 2026-05-04 12:32:34 UTC
ball:               us since 2026-05-04 12:32:34 UTC
why:                jane.smith@acmecorp.com is rejected.
look first at:      the word “authentic” and the word “template”
asks:               4 (3 Fin.com, 1 jane.smith@acmecorp.com · Party 2e71 · 60 %)
refused documents:  5
blocked parties:    1 of 2
last activity:      2026-05-04 12:36:42 UTC
fetched:            2026-05-05 12:00:00 UTC
source:             sandbox.api.fin.com
"
    );
    assert!(asks.contains("  - Passport (identifying_documents / PASSPORT)\n    - type (ENUM) INVALID\n"), "{asks}");
    assert!(asks.contains("Asks: 4 (10 fields)"));
}

#[test]
fn text_and_markdown_tell_the_same_facts() {
    let [text, markdown, ..] = all(&reference(), Mask::Off);
    for part in [
        "contact",
        "+14155552671",
        "robert.chen",
        "2e719a54-cdef-43f9-a5ac-f6ef679ea1dc",
        "UNFILLED_ID",
        "The document is not authentic",
        "Unacceptable document.",
        "2026-05-04 12:29:47 UTC",
        "our reading, not Fin's",
        "ubo-threshold",
        "(token hidden)",
        "OWNERSHIP_DOCUMENTS · /ZuyUaH3a_testdoc1.png",
    ] {
        assert!(text.contains(part), "{part} in {text}");
        assert!(markdown.contains(part), "{part} in {markdown}");
    }
    assert!(markdown.contains(
        "| warning | ubo-threshold | party Jane Smith | jane.smith\\@acmecorp.com holds 60 % \\| is not approved |"
    ));
    assert!(markdown.starts_with("# Fin.com · USA · 671536f8\n"));
}

#[test]
fn masked_reports_leak_nobody() {
    let mut json = reference();
    json["data"]["rejection_reason"]["documents"][0]["moderation_comment"] =
        json!("Jane Smith (jane.smith@acmecorp.com, +1 415 555 2671) sent robert_chen.png\nTwice");
    json["data"]["rejection_reason"]["documents"][1]["uri"] = json!("/jane_smith_passport.png");
    json["data"]["request_for_information"][1]["categories"][0]["fields"][1]["reason"] =
        json!("robert.chen@acmecorp.com must sign");
    json["data"]["associated_parties"][0]["note_on_jane"] = json!({"jane.smith@acmecorp.com": "Jane"});
    for out in all(&json, Mask::On) {
        let lower = out.to_lowercase();
        for secret in
            ["jane", "smith", "robert", "chen", "acmecorp", "contact@", "4155552671", "555 2671", "testdoc", TOKEN]
        {
            assert!(!lower.contains(secret), "{secret} in {out}");
        }
        assert!(out.contains("Party 2e71 · 60 %") && out.contains("Fin.com"), "{out}");
    }
}

#[test]
fn an_export_is_named_without_anything_personal() {
    let at = "2026-05-05T12:00:00Z".parse().unwrap();
    let name = |id| export_name(&CustomerId::parse(id).unwrap(), at, Format::Markdown);
    assert_eq!(name("671536f8-ddc5-4b1e-bd6f-27d0ed07a27c"), "kyb-671536f8-20260505T120000Z.md");
    assert_eq!(name("..a_b"), "kyb---a-b-20260505T120000Z.md");
    assert_eq!(export_name(&CustomerId::parse("a").unwrap(), at, Format::Json), "kyb-a-20260505T120000Z.json");
}

#[test]
fn drafts_are_printed_under_whom_they_are_for() {
    let (case, glossary) = (case(&reference()), catalogue::glossary());
    let made = drafts(&case, &glossary, &DraftOptions::default(), Mask::Off);
    let printed = drafts_text(&made);
    assert!(printed.starts_with("==== For Fin.com · contact@fin.com ====\nSubject: Fin.com: three documents needed"));
    assert!(printed.contains("\n\n==== For Party 2e71 · 60 % · jane.smith@acmecorp.com ====\nSubject: "));
    assert!(!draft_text(&made.messages[0]).contains("contact@fin.com"), "what is copied is the message alone");
}

/// Fills every text of a payload with one hostile text.
fn filled(value: &mut Value, hostile: &str) {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries.iter_mut().filter(|(key, _)| !matches!(key.as_str(), "customer_id" | "type")) {
                if key != "id" || value.is_object() {
                    filled(value, hostile);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| filled(item, hostile)),
        Value::String(text) => hostile.clone_into(text),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn nothing_unsafe_is_ever_printed(hostile in "(\\PC|[\\x00-\\x1f\\x7f\\u{9b}\\u{202e}\\u{200b}|`#<\\[]){0,40}", masked in any::<bool>()) {
        let mut json = reference();
        filled(&mut json, &hostile);
        let mask = if masked { Mask::On } else { Mask::Off };
        for out in all(&json, mask) {
            let unsafe_char = out.chars().find(|c| *c != '\n' && (c.is_control() || crate::domain::text::is_hidden(*c)));
            prop_assert_eq!(unsafe_char, None);
        }
    }
}
