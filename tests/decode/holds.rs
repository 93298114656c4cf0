//! What holds a case is found wherever it stands, in whatever shape.

use kyb_dash::catalogue;
use kyb_dash::domain::glossary::Glossary;
use kyb_dash::domain::hold::{Alarm, Precautions, Signal, SignalKind};
use kyb_dash::domain::key::{Item, Subject};
use serde_json::{Value, json};

use super::{case, read, reference};

const SENTENCE: &str = "Possible match on a sanctions list. Do not contact the customer.";

fn precautions(json: &Value, glossary: &Glossary) -> Precautions {
    Precautions::of(&case(json), glossary)
}

fn codes(precautions: &Precautions) -> Vec<&'static str> {
    precautions.holds.iter().map(Signal::code).collect()
}

/// Pointers to everything below a value, the value itself included.
fn places(value: &Value, pointer: &str, found: &mut Vec<String>) {
    found.push(pointer.to_owned());
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| places(item, &format!("{pointer}/{index}"), found));
        }
        Value::Object(fields) => {
            fields.iter().for_each(|(key, field)| places(field, &format!("{pointer}/{key}"), found));
        }
        _ => {}
    }
}

/// Whether text at this place is searched: a comment, label, reason or sentence, or a branch that holds some.
fn is_searched(pointer: &str) -> bool {
    let keys: Vec<&str> = pointer.split('/').filter(|key| key.parse::<usize>().is_err()).collect();
    let last = keys.last().copied().unwrap_or_default();
    let not = [
        "id",
        "type",
        "email",
        "phone",
        "business_name",
        "uri",
        "category",
        "section",
        "document_type",
        "options",
        "status",
        "customer_status",
        "scope",
        "associated_party_id",
        "field_name",
        "data_type",
        "ownership_percent",
        "updated_at",
        "created_at",
        "last_status_updated_at",
        "customer_id",
        "country_of_incorporation",
        "verification_type",
        "tos_policies_url",
        "data",
        "",
    ];
    !not.contains(&last)
}

/// Faults: H1.
#[test]
fn a_signal_holds_in_every_place_and_shape() {
    let glossary = catalogue::glossary();
    let mut pointers = Vec::new();
    places(&reference()["data"], "/data", &mut pointers);
    let shapes = [
        json!(SENTENCE),
        json!([SENTENCE]),
        json!({ "a": { "b": [SENTENCE] } }),
        json!([[], { "text": SENTENCE }]),
        json!({ "reason": SENTENCE }),
        json!(["Do not", "inform", "the client"]),
    ];
    let (mut searched, mut silent) = (0, 0);
    for pointer in pointers.iter().filter(|pointer| !["/data", "/data/customer_id"].contains(&pointer.as_str())) {
        for shape in &shapes {
            let mut json = reference();
            *json.pointer_mut(pointer).unwrap() = shape.clone();
            let held = precautions(&json, &glossary).is_held();
            let named = shape.get("reason").is_some();
            // A list of labels is a list of labels, whatever they say together.
            if pointer.ends_with("reject_labels") && shape.get(1).is_some_and(Value::is_string) {
                continue;
            }
            if is_searched(pointer) {
                searched += 1;
                assert!(held, "{pointer} {shape}");
            } else if named {
                assert!(held, "{pointer} {shape}: a reason within something else");
            } else {
                silent += 1;
                assert!(!held, "{pointer} {shape}");
            }
        }
    }
    assert!(searched > 300 && silent > 300, "{searched} {silent}");
}

/// Faults: H1.
#[test]
fn a_label_holds_in_any_spelling_and_shape() {
    let glossary = catalogue::glossary();
    let spellings = [
        "SANCTIONS",
        "sanctions hit",
        "Sanctions",
        "SANCTION",
        "sanctions_list",
        "Sanctioned person",
        "sanctoins",
        "SANCTIONSHIT",
        "pep-match",
        "PEP",
        "P.E.P.",
        "pepMatch",
        "Politically exposed person",
        "Adverse Media",
        "adversemedia",
        "NEGATIVE_MEDIA",
        "ADVERSE_MEDIA_SUSPECTED",
        "Black list",
        "black-listed",
        "blocklist",
        "criminal",
        "CRIMINAL_RECORD",
        "CRIMINALS",
        "forgery",
        "FORGED_DOCUMENT",
        "forgeries",
        "stolen documents",
        "STOLEN_DOC",
        "Suspicious Pattern",
        "patterns, suspicious",
        "SUSPICIOUS_PATTERNS_V2",
        "fraud",
        "FRAUDULENT PATTERN",
        "fraudulent liveness",
        "restricted persons",
        "RESTRICTED-PERSON",
        "compromised person",
        "Regulations violation",
        "VIOLATION_OF_REGULATIONS",
        "external decision rejection",
        "TERRORISM",
        "watchlist",
        "SAR",
        "OFAC",
        "money laundering",
        "ＳＡＮＣＴＩＯＮＳ",
        "sanc\u{200b}tions",
        " sanctions ",
    ];
    for spelling in spellings {
        let shapes = [
            json!([spelling]),
            json!(spelling),
            json!(format!("LOW_QUALITY, {spelling}")),
            json!(["LOW_QUALITY", { "code": spelling, "score": 1 }]),
            json!({ "labels": [spelling] }),
            json!([[spelling], 7]),
            json!({ spelling: true }),
            json!(["LOW_QUALITY", spelling]),
        ];
        for (pointer, shape) in [
            "/data/rejection_reason/applicant/reject_labels",
            "/data/rejection_reason/documents/2/reject_labels",
            "/data/rejection_reason/associated_parties/0/applicant/reject_labels",
        ]
        .iter()
        .flat_map(|pointer| shapes.iter().map(move |shape| (pointer, shape)))
        {
            let mut json = reference();
            *json.pointer_mut(pointer).unwrap() = shape.clone();
            let held = precautions(&json, &glossary);
            assert!(held.is_held(), "{pointer} {shape}");
            let party = pointer.contains("associated_parties");
            assert_eq!(held.holds[0].subject != Subject::Company, party, "{pointer} {shape}");
        }
    }
}

#[test]
fn labels_that_hold_nothing() {
    let glossary = catalogue::glossary();
    let others = glossary.labels.keys().filter(|code| !glossary.hold.contains(*code)).map(String::as_str);
    for label in others.chain(["PILOT_CHECK_7", "low quality", "Wrong address", "SELFIE_MISMATCH_2", "7", ""]) {
        let mut json = reference();
        json["data"]["rejection_reason"]["applicant"]["reject_labels"] = json!([label, label.to_lowercase()]);
        assert_eq!(codes(&precautions(&json, &glossary)), Vec::<&str>::new(), "{label}");
    }
}

/// Faults: H1.
#[test]
fn the_cases_that_stand_for_their_kind() {
    let glossary = catalogue::glossary();
    let of = |file: &str| Precautions::of(&read(file).unwrap(), &glossary);
    let text = of(include_str!("../fixtures/cases/labels_are_text.json"));
    assert_eq!(codes(&text), ["hold_label", "alarm_listed"]);
    assert_eq!(text.holds[0].item, Item::Rejection(Subject::Company));
    assert_eq!(
        text.holds[0].sentence().as_str(),
        "Something unreadable in the rejection of the company names SANCTIONS."
    );
    let owner = of(include_str!("../fixtures/owner_holds_the_case.json"));
    assert_eq!(codes(&owner), ["hold_label", "alarm_listed"]);
    assert_eq!(owner.holds[0].sentence().as_str(), "A label on party 9a1c0d2e reads as SANCTIONS.");
    let developer = of(include_str!("../fixtures/for_developer_holds_the_case.json"));
    assert_eq!(codes(&developer), ["alarm_listed", "alarm_silence"]);
    assert!(developer.asks_once());
    let requests = of(include_str!("../fixtures/cases/requests_are_an_object.json"));
    assert_eq!((codes(&requests), requests.look_first.len()), (vec![], 0));
}

#[test]
fn the_published_samples_are_not_held() {
    let glossary = catalogue::glossary();
    for file in [
        include_str!("../fixtures/reference.json"),
        include_str!("../fixtures/individual_action_required.json"),
        include_str!("../fixtures/business_in_compliance.json"),
        include_str!("../fixtures/v1_business_approved.json"),
        include_str!("../fixtures/v1_individual_on_hold.json"),
    ] {
        let found = Precautions::of(&read(file).unwrap(), &glossary);
        assert_eq!(codes(&found), Vec::<&str>::new());
        assert!(!found.asks_once(), "{:?}", found.look_first);
    }
    let found = precautions(&reference(), &glossary);
    let look: Vec<&str> = found.look_first.iter().map(Signal::code).collect();
    assert_eq!(look, ["accusing_word", "accusing_word"], "{:?}", found.look_first);
}

#[test]
fn unknown_fields_are_searched_with_their_keys() {
    let glossary = catalogue::glossary();
    let held = |field: Value| {
        let mut json = reference();
        json["data"]["screening"] = field;
        precautions(&json, &glossary).is_held()
    };
    for field in [
        json!(SENTENCE),
        json!({ "note": [SENTENCE] }),
        json!({ "tags": ["SANCTIONS"] }),
        json!({ "pep": true }),
        json!({ "sanctions_status": "MATCH" }),
        json!({ "adverseMedia": "confirmed" }),
        json!("x".repeat(3_000) + ". " + SENTENCE),
        json!((0..400).map(|n| if n == 399 { SENTENCE.to_owned() } else { n.to_string() }).collect::<Vec<_>>()),
        json!([[[[[[[[[[[[SENTENCE]]]]]]]]]]]]),
    ] {
        assert!(held(field.clone()), "{field}");
    }
    for field in [
        json!(null),
        json!({ "pep": false, "sanctions": "clear", "adverse_media": "none", "watchlist_hits": 0 }),
        json!({ "sanctions_hits": [], "pep_match": null, "adverse_media": {} }),
        json!({ "provider": "internal", "score": 12 }),
    ] {
        assert!(!held(field.clone()), "{field}");
    }
}

#[test]
fn nothing_sent_twice_or_too_long_is_lost() {
    let glossary = catalogue::glossary();
    let twice = reference().to_string().replacen(
        r#""reject_labels":["#,
        r#""reject_labels":["SANCTIONS"],"reject_labels":["#,
        1,
    );
    assert!(Precautions::of(&read(&twice).unwrap(), &glossary).is_held());
    let mut json = reference();
    json["data"]["rejection_reason"]["applicant"]["reject_labels"][0] = json!("x ".repeat(3_000) + "SANCTIONS");
    assert!(precautions(&json, &glossary).is_held());
    json = reference();
    json["data"]["rejection_reason"]["applicant"]["moderation_comment"] = json!("so on ".repeat(50_000) + SENTENCE);
    assert!(precautions(&json, &glossary).is_held());
}

#[test]
fn what_is_looked_at_first() {
    let glossary = catalogue::glossary();
    let look = |change: &dyn Fn(&mut Value)| {
        let mut json = reference();
        change(&mut json["data"]);
        let found = precautions(&json, &glossary);
        assert!(!found.is_held(), "{:?}", found.holds);
        let kinds: Vec<SignalKind> = found.look_first.iter().map(|signal| signal.kind.clone()).collect();
        let new = kinds
            .into_iter()
            .filter(|kind| !matches!(kind, SignalKind::AccusingWord(_)))
            .map(|kind| format!("{kind:?}"));
        (new.collect::<Vec<String>>(), found.asks_once())
    };
    let says = |words: &'static str| {
        move |data: &mut Value| data["associated_parties"][0]["verification"]["reason"]["for_developer"] = json!(words)
    };
    let labelled = |label: &'static str| {
        move |data: &mut Value| data["rejection_reason"]["applicant"]["reject_labels"] = json!([label])
    };
    let none: (Vec<String>, bool) = (Vec::new(), false);
    assert_eq!(look(&|_| {}), none);
    assert_eq!(look(&says(" ")), none);
    for words in ["Customer is under review", "unsupported at the moment.", "Complete verification"] {
        let known =
            look(&|data| data["associated_parties"][0]["verification"]["reason"]["for_developer"] = json!(words));
        assert_eq!(known, (vec!["KnownForDeveloper".to_owned()], false));
    }
    assert_eq!(look(&says("Two of two attempts refused")), (vec!["ForDeveloper".to_owned()], true));
    assert!(look(&|data| data["associated_parties"][0]["verification"]["reason"]["for_developer"] = json!([1])).1);
    assert_eq!(look(&labelled("selfie-mismatch")).0, ["QuietLabel(LabelCode(\"SELFIE_MISMATCH\"))"]);
    assert_eq!(look(&labelled("PILOT_CHECK_7")).0, ["UnknownLabel(LabelCode(\"PILOT_CHECK_7\"))"]);
    let status = |value: Value| move |data: &mut Value| data["customer_status"] = value.clone();
    for value in [json!("UNDER_APPEAL"), json!(null), json!(7)] {
        assert_eq!(look(&status(value)), (vec!["UnknownStatus".to_owned()], true));
    }
    assert_eq!(look(&status(json!("REINITIATE"))), none);
}

#[test]
fn strays_and_signals_tell_nothing_personal() {
    let mut json = reference();
    json["data"]["rejection_reason"]["applicant"]["reject_labels"] =
        json!({ "note": "jane@acmecorp.com: sanctions hit" });
    json["data"]["rejection_reason"]["documents"][0]["reject_labels"] = json!(["Jane Smith sanctions hit"]);
    json["data"]["associated_parties"][0]["verification"] = json!("Jane Smith is a PEP");
    let case = case(&json);
    assert_eq!(case.strays.len(), 2);
    let found = Precautions::of(&case, &catalogue::glossary());
    assert!(found.holds.iter().any(|signal| signal.kind == SignalKind::Alarm(Alarm::Listed)));
    let told: Vec<String> =
        found.holds.iter().chain(&found.look_first).map(|signal| signal.sentence().to_string()).collect();
    for text in told.into_iter().chain([format!("{:?}", case.strays)]) {
        assert!(!text.contains("Jane") && !text.contains("jane") && !text.contains("acme"), "{text}");
    }
}
