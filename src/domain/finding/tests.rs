use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::catalogue;
use crate::domain::key::{AskKey, DocumentKey};
use crate::domain::rejection::LabelCode;
use crate::domain::request::Section;

mod hits;
mod payload;

use payload::{business, first_party_key, read, read_file, shuffled};

static GLOSSARY: LazyLock<Glossary> = LazyLock::new(catalogue::glossary);

const MAY: &str = "2026-05-05T00:00:00Z";
const NOVEMBER: &str = "2026-11-22T00:00:00Z";

fn of(case: &Case, now: &str) -> Vec<Finding> {
    findings(case, &GLOSSARY, &Thresholds::default(), now.parse().unwrap())
}

fn told(findings: &[Finding]) -> Vec<(&'static str, Severity, Item)> {
    findings.iter().map(|finding| (finding.check.id(), finding.severity, finding.item.clone())).collect()
}

fn ids(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.check.id()).collect()
}

fn reference() -> Case {
    read_file("reference.json")
}

fn document(case: &Case, category: &str) -> Item {
    let keys = case.documents().into_iter().map(|(key, _)| key);
    let of_category = |key: &DocumentKey| key.category.as_ref().is_some_and(|c| c.text().as_str() == category);
    Item::Document(keys.filter(of_category).min().unwrap())
}

fn ask(case: &Case, section: &str) -> Item {
    let keys = case.requested_documents().into_iter().map(|(key, _)| key);
    let of_section = |key: &AskKey| key.request.section == Some(Section::new(section));
    Item::Ask(keys.filter(of_section).min().unwrap())
}

#[test]
fn the_reference_payload_has_exactly_these() {
    use Severity::{Information as I, Warning as W};
    let case = reference();
    let owner = Item::Party(first_party_key(&case));
    let mut expected = vec![
        ("ubo-threshold", W, owner.clone()),
        ("same-file", W, document(&case, "OWNERSHIP_DOCUMENTS")),
        ("expiry", W, owner.clone()),
        ("ask-without-doc", I, ask(&case, "formation_documents")),
        ("ask-count", I, document(&case, "OWNERSHIP_DOCUMENTS")),
        ("ask-count", I, document(&case, "SUPPORTING_DOCUMENTS")),
        ("time-order", I, owner.clone()),
        ("unsafe-silence", I, owner),
    ];
    assert_eq!(told(&of(&case, MAY)), expected, "a check that is to hit tests/fixtures/reference.json stands here");
    expected.insert(3, ("stale-wait", W, Item::Case));
    assert_eq!(told(&of(&case, NOVEMBER)), expected);
}

#[test]
fn the_reference_payload_in_words() {
    let sentences: Vec<String> = of(&reference(), NOVEMBER).iter().map(|f| f.sentence.unmasked().to_string()).collect();
    assert_eq!(
        sentences,
        [
            "jane.smith@acmecorp.com holds 60 % (threshold 25 %) and is not approved: status REJECTED.",
            "One file stands behind 4 refused documents of the company, in 2 categories.",
            "A document of jane.smith@acmecorp.com has expired, or expires too soon.",
            "It is our move, and nothing has happened for 201 days.",
            "Evidence of directors and controllers: asked of the company again, though no refused document is known to match.",
            "Ownership documents: 1 ask for 2 refused documents of the company.",
            "Supporting documents: 1 ask for 2 refused documents of the company.",
            "jane.smith@acmecorp.com changed 2 min 39 s after the customer's own last update.",
            "jane.smith@acmecorp.com is rejected, and Fin gave no sentence meant for the customer.",
        ]
    );
}

#[test]
fn other_samples_have_what_they_should() {
    let approved = of(&read_file("v1_business_approved.json"), MAY);
    assert_eq!(ids(&approved), ["own-sum", "no-ubo"]);
    assert_eq!(approved[0].sentence.unmasked().as_str(), "The shares add up to 10 %: 90 % unaccounted for.");
    let person = read_file("individual_action_required.json");
    let orphan = Item::Label(Subject::Company, LabelCode::new("PROBLEMATIC_APPLICANT_DATA"));
    assert_eq!(ids(&of(&person, MAY)), ["label-orphan", "expiry"]);
    assert_eq!(of(&person, MAY)[0].item, orphan);
    assert_eq!(of(&person, MAY)[1].item, Item::Rejection(Subject::Company));
    assert_eq!(ids(&of(&person, NOVEMBER)), ["label-orphan", "expiry", "stale-wait"]);
    assert_eq!(ids(&of(&read_file("business_in_compliance.json"), "2026-04-27T00:00:00Z")), Vec::<&str>::new());
    assert_eq!(ids(&of(&read_file("business_in_compliance.json"), "2026-04-28T00:00:00Z")), ["stale-fin"]);
    assert_eq!(ids(&of(&read_file("v1_individual_on_hold.json"), MAY)), ["stale-fin"]);
}

#[test]
fn three_thirds_are_whole() {
    let thirds = |last: f64| {
        business(json!({ "associated_parties": [
            { "id": "a", "ownership_percent": 33.33, "email": "a@corp.example", "verification": { "status": "APPROVED" } },
            { "id": "b", "ownership_percent": 33.33, "email": "b@corp.example", "verification": { "status": "APPROVED" } },
            { "id": "c", "ownership_percent": last, "email": "c@corp.example", "verification": { "status": "APPROVED" } },
        ] }))
    };
    assert_eq!(of(&read(&thirds(33.33)), MAY), []);
    assert_eq!(of(&read(&thirds(33.37)), MAY), []);
    assert_eq!(ids(&of(&read(&thirds(33.38)), MAY)), ["own-sum"]);
    assert_eq!(ids(&of(&read(&thirds(33.30)), MAY)), ["own-sum"]);
}

#[test]
fn a_threshold_met_exactly_is_said_to_be() {
    let case = read(&business(json!({ "associated_parties": [
        { "id": "a", "ownership_percent": 25, "email": "a@corp.example", "verification": { "status": "REVIEWING" } },
        { "id": "b", "ownership_percent": 75, "email": "b@corp.example", "verification": { "status": "APPROVED" } },
    ] })));
    let found = of(&case, MAY);
    assert_eq!(ids(&found), ["ubo-threshold"]);
    assert!(
        found[0].sentence.unmasked().as_str().contains("25 % (exactly the threshold)"),
        "{}",
        found[0].sentence.unmasked()
    );
}

/// Faults: W8.
#[test]
fn no_spelling_of_the_type_keeps_the_shares_from_being_checked() {
    let short = json!([payload::party("a", 20, "APPROVED"), payload::party("b", 10, "APPROVED")]);
    let with = |kind: Value| read(&business(json!({ "type": kind, "associated_parties": short })));
    let odd = ["BUSINESS", "Business", "business ", "individual", "PERSON", "", "INDIVIDUAL\u{200b}"].map(Value::from);
    for kind in odd.into_iter().chain([Value::Null, json!(7), json!({}), json!(["INDIVIDUAL"])]) {
        let found = ids(&of(&with(kind.clone()), MAY));
        assert!(found.contains(&"own-sum") && found.contains(&"no-ubo"), "{kind}: {found:?}");
    }
    let found = ids(&of(&with(json!("INDIVIDUAL")), MAY));
    assert!(!found.contains(&"own-sum") && !found.contains(&"no-ubo"), "{found:?}");
}

/// Faults: K5.
#[test]
fn parties_that_changed_later_take_one_line_however_many_there_are() {
    let later = |count: usize| {
        let parties: Vec<Value> = (0..count.max(2))
            .map(|number| {
                let mut party = payload::party(&format!("p{number}"), 1, "APPROVED");
                if number < count {
                    party["verification"]["updated_at"] = json!(format!("2026-05-04T12:{:02}:00Z", 1 + number % 40));
                }
                party
            })
            .collect();
        let found = of(&read(&business(json!({ "associated_parties": parties }))), MAY);
        let found = found.into_iter().filter(|finding| finding.check == Check::TimeOrder);
        found.map(|finding| (finding.item, finding.sentence.unmasked().to_string())).collect::<Vec<_>>()
    };
    assert_eq!(later(0), []);
    let [(item, sentence)] = &later(1)[..] else { panic!("{:?}", later(1)) };
    assert!(matches!(item, Item::Party(_)) && sentence.contains("changed 1 min after"), "{sentence}");
    for count in [2, 1_000] {
        let [(item, sentence)] = &later(count)[..] else { panic!("{count}") };
        assert_eq!(*item, Item::Parties);
        assert!(sentence.contains("parties changed after the customer's own last update"), "{sentence}");
    }
}

#[test]
fn what_could_not_be_read_is_not_held_against_anyone() {
    let lost_party = json!({ "associated_parties": [
        { "id": "a", "ownership_percent": 60, "email": "a@corp.example", "verification": { "status": "APPROVED" } }, 7,
    ], "rejection_reason": { "associated_parties": [{ "id": "b", "applicant": null }] } });
    let found = of(&read(&business(lost_party)), MAY);
    assert_eq!(ids(&found), ["unreadable-field", "own-sum"]);
    assert_eq!(found[1].severity, Severity::Information);
    let lost_request = json!({ "customer_status": "ACTION_REQUIRED", "request_for_information": [[]] });
    assert_eq!(ids(&of(&read(&business(lost_request)), MAY)), ["unreadable-field"]);
}

#[test]
fn sentences_tell_nothing_personal_under_a_mask() {
    let case = read(&payload::everything());
    for finding in of(&case, NOVEMBER) {
        let sentence = finding.sentence.bare();
        for personal in ["@", "corp.example", "+1555", ".png", ".jpg"] {
            assert!(!sentence.as_str().contains(personal), "{sentence}");
        }
        assert!(sentence.as_str().ends_with('.') && sentence.as_str().chars().count() < 200, "{sentence}");
    }
}

#[test]
fn a_party_is_called_as_everywhere() {
    let party = |email: Option<&str>| {
        let mut party = payload::party("2e719a54-0001", 60, "REJECTED");
        party["email"] = json!(email);
        let case = read(&business(json!({ "associated_parties": [party] })));
        let found = of(&case, MAY).into_iter().find(|finding| finding.check == Check::UboThreshold).unwrap();
        (found.sentence.unmasked().to_string(), found.sentence.bare().to_string())
    };
    let (open, masked) = party(Some("ada@amber.example"));
    assert!(open.starts_with("ada@amber.example holds 60 %"), "{open}");
    assert!(masked.starts_with("Party 2e71 · 60 % holds 60 %"), "{masked}");
    let (open, masked) = party(None);
    assert!(
        open.starts_with("Party 2e719a54 holds") && masked.starts_with("Party 2e71 · 60 % holds"),
        "{open} {masked}"
    );
}

#[test]
fn one_file_in_several_cases_is_told_of_each() {
    let (one, two) = (reference(), read(&payload::everything()));
    let mut files = SharedFiles::default();
    files.note(&one);
    let mut found = of(&one, MAY);
    let alone = found.clone();
    files.add_to(&mut found, &one);
    assert_eq!(found, alone, "a case shares nothing with itself");

    files.note(&two);
    files.add_to(&mut found, &one);
    assert_eq!(told(&found), told(&alone), "one finding per file");
    let sentence = "One file stands behind 4 refused documents of the company, in 2 categories. \
                    The same file stands in case 00000000.";
    assert!(found.iter().any(|finding| finding.sentence.unmasked().as_str() == sentence), "{found:?}");

    let mut bare = Vec::new();
    files.add_to(&mut bare, &two);
    assert_eq!(ids(&bare), ["same-file"]);
    assert_eq!(bare[0].sentence.unmasked().as_str(), "The same file stands in case 671536f8.");
    files.forget(&one.id);
    let mut bare = Vec::new();
    files.add_to(&mut bare, &two);
    assert_eq!(bare, []);
}

#[test]
fn ids_are_unique_and_findings_sorted() {
    for (place, check) in Check::ALL.iter().enumerate() {
        let other = Check::ALL[..place].iter().find(|other| other.id() == check.id());
        assert_eq!(other, None, "{check:?} has the same id; give it another one in src/domain/finding/check.rs");
        let is_plain = check.id().chars().all(|c| c.is_ascii_lowercase() || c == '-');
        assert!(is_plain, "{check}: an id has small letters and hyphens alone, as reports and filters use it");
    }
    let found = of(&read(&payload::everything()), NOVEMBER);
    assert!(found.is_sorted_by_key(|finding| finding.severity));
    let mut targets: Vec<_> = found.iter().map(|finding| (finding.check, finding.item.clone())).collect();
    let all = targets.len();
    targets.sort();
    targets.dedup();
    assert_eq!(targets.len(), all, "one finding per check and thing");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn order_makes_no_difference(seed in any::<u64>()) {
        for payload in [payload::file("reference.json"), payload::everything()] {
            let case = read(&payload);
            let other = read(&shuffled(&payload, seed));
            prop_assert_eq!(of(&case, NOVEMBER), of(&other, NOVEMBER));
        }
    }

    #[test]
    fn odd_values_are_survived(
        shares in proptest::collection::vec(odd_number(), 0..5),
        created in odd_text(), updated in odd_text(), now in any::<i32>(), threshold in any::<i64>(),
    ) {
        let parties: Vec<Value> = shares.iter().enumerate().map(|(number, share)| json!({
            "id": format!("p{}", number % 3), "ownership_percent": share, "email": updated,
            "verification": { "status": created, "updated_at": updated },
        })).collect();
        let case = read(&business(json!({
            "associated_parties": parties, "created_at": created, "updated_at": updated, "last_status_updated_at": now,
            "customer_status": updated, "business_name": created,
            "request_for_information": [{ "scope": updated, "section": created, "categories": [{ "fields": null }] }],
        })));
        let thresholds = Thresholds { ownership: Percent::from_hundredths(threshold), idle_days: u32::MAX, ..Thresholds::default() };
        for now in [Wall::MIN, Wall::MAX, Wall::from_second(i64::from(now)).unwrap()] {
            let found = findings(&case, &GLOSSARY, &thresholds, now);
            prop_assert!(found.is_sorted_by_key(|finding| finding.severity));
        }
    }
}

fn odd_number() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        Just(json!(-5)),
        Just(json!(101)),
        Just(json!("12,5")),
        Just(Value::Null),
        Just(json!(i64::MIN)),
        Just(json!(i64::MAX)),
    ]
}

fn odd_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,12}",
        Just("9999-12-30T00:00:00Z".to_owned()),
        Just("-009999-01-02T00:00:00Z".to_owned()),
        Just("REJECTED".to_owned()),
        Just("ACTION_REQUIRED".to_owned()),
        Just("APPROVED".to_owned()),
        Just("ASSOCIATED_PARTY".to_owned()),
    ]
}
