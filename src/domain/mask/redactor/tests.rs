mod signs;
mod spelling;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::api::convert;
use crate::domain::id::PartyId;
use crate::domain::mask::PersonalKind;

const REFERENCE: &str = include_str!("../../../../tests/fixtures/reference.json");
const NAMES: &str = include_str!("../../../../tests/fixtures/cases/names_in_a_comment.json");

fn case(json: &Value) -> Case {
    convert::saved(json.to_string().as_bytes()).unwrap().remove(0).unwrap()
}

fn reference() -> Value {
    serde_json::from_str(REFERENCE).unwrap()
}

fn covered(redactor: &Redactor, text: &str) -> String {
    redactor.text(&SafeText::block(text)).to_string()
}

#[test]
fn everyone_known_gets_a_stable_nickname() {
    let redactor = Redactor::of(&case(&reference()));
    let table = [
        ("Ask jane.smith@acmecorp.com.", "Ask Party 2e71 · 60 %."),
        ("ask JANE.SMITH@ACMECORP.COM", "ask Party 2e71 · 60 %"),
        ("Jane Smith's passport", "Party 2e71 · 60 %'s passport"),
        ("SMITH\nand robert", "Party 2e71 · 60 %\nand Party 4ef0 · 40 %"),
        ("passport_JaneSmith_2", "passport_Party 2e71 · 60 %_2"),
        ("call +1 (415) 555-2671 now", "call Customer 671536f8 now"),
        ("14155552671, 415.555.2671", "Customer 671536f8, Customer 671536f8"),
        ("contact@fin.com", "Customer 671536f8"),
        ("please contact us at Fin.com", "please contact us at Fin.com"),
        ("write to someone.else@example.org!", "write to •••@•••!"),
        ("see /OUkUie0z_approved_passport_sumsub.jpg", "see /OUkU…jpg"),
        ("Kitchen, Janet, 2026-05-04", "Kitchen, Janet, 2026-05-04"),
    ];
    for (text, shown) in table {
        assert_eq!(covered(&redactor, text), shown);
        assert_eq!(redactor.finds_someone(&SafeText::block(text)), text != shown);
    }
    assert_eq!(format!("{redactor:?}"), "Redactor(hidden)");
}

#[test]
fn an_open_cover_shows_all() {
    let case = case(&reference());
    let redactor = Redactor::under(&case, &Phrases::default(), Mask::Off);
    assert_eq!(covered(&redactor, "jane.smith@acmecorp.com"), "jane.smith@acmecorp.com");
    assert!(
        case.documents().iter().all(|(key, _)| key.uri.as_ref().is_none_or(|uri| redactor.uri(uri) == *uri.text()))
    );
}

#[test]
fn nicknames_tell_parties_apart_and_outlive_a_new_order() {
    let mut json = reference();
    let party = |id: &str, share: Value, email: &str| json!({"id": id, "ownership_percent": share, "email": email});
    let mut parties = vec![
        party("2e719a54-1", json!(60), "a@example.org"),
        party("2e71ffff-2", Value::Null, "shared@example.org"),
        party("4ef045ea-3", json!(33.33), "shared@example.org"),
        party("4ef045ea-3", json!(5), "d@example.org"),
        party("who@example.org", json!(1), "e@example.org"),
    ];
    let mut seen = Vec::new();
    for _ in 0..2 {
        json["data"]["associated_parties"] = json!(parties);
        let case = case(&json);
        let redactor = Redactor::of(&case);
        let mut names: Vec<String> =
            case.parties.items().iter().map(|party| redactor.party(&party.key).to_string()).collect();
        names.sort();
        seen.push((names, covered(&redactor, "shared@example.org d@example.org")));
        parties.reverse();
    }
    let names =
        ["Party 2e719a54 · 60 %", "Party 2e71ffff", "Party 4ef0 #2 · 33.33 %", "Party 4ef0 · 5 %", "Party ? · 1 %"];
    assert_eq!(seen[0].0, names);
    assert_eq!(seen[0], seen[1]);
    let redactor = Redactor::of(&case(&json));
    assert_eq!(redactor.subject(&Subject::UnknownParty(PartyId::new("9999aaaa"))).as_str(), "Unknown party 9999");
    assert_eq!(redactor.subject(&Subject::Company).as_str(), "Customer 671536f8");
}

#[test]
fn a_person_is_hidden_by_name_in_any_order() {
    let json = json!({"customer_id": "c1f0-9", "type": "INDIVIDUAL", "first_name": "Bo", "last_name": "de la Cruz",
        "email": "bo.cruz@example.org", "phone": "+34 600 555 010"});
    let redactor = Redactor::of(&case(&json));
    for text in ["BO DE LA CRUZ", "de la Cruz Bo", "Señor Cruz", "bo", "600555010", "0034600555010", "boCruz"] {
        let covered = covered(&redactor, text);
        assert!(covered.contains("Customer c1f0-9"), "{text} → {covered}");
    }
    assert_eq!(covered(&redactor, "both about la carte"), "both about la carte");
}

#[test]
fn names_too_short_for_one_alone_are_known_beside_each_other() {
    let case = case(&serde_json::from_str(NAMES).unwrap());
    let redactor = Redactor::of(&case).with_prose();
    let comment = case.documents()[0].1.verdict.words().cloned().unwrap();
    let shown = redactor.prose(&comment).unwrap();
    let (ada, bo) = ("Party 9a1c…0001 · 60 %", "Party 9a1c…0002 · 40 %");
    assert_eq!(shown.as_str(), format!("{bo} and {bo} sent it; {ada} confirmed."));
    for text in ["bo.li", "Bo-Li", "LIBO", "ADA, LUND", "Lund Ada"] {
        assert!(
            !covered(&redactor, text).to_lowercase().contains("bo") && !covered(&redactor, text).contains("da"),
            "{text}"
        );
    }
    assert_eq!(
        covered(&redactor, "a bond, to be listed by Lidl: ad alundum"),
        "a bond, to be listed by Lidl: ad alundum"
    );
}

#[test]
fn prose_is_left_out_unless_it_was_reviewed_or_asked_for() {
    let case = case(&reference());
    let phrases = Phrases::of([("Blurry image", "The picture is blurred.")]);
    let masked = Redactor::under(&case, &phrases, Mask::On);
    let (open, shown) = (masked.clone().with_mask(Mask::Off), masked.clone().with_prose());
    let table = [
        ("Ask Jane Smith's brother Bob.", None, Some("Ask Party 2e71 · 60 %'s brother Bob.")),
        ("Unacceptable document.", None, Some("Unacceptable document.")),
        ("blurry  IMAGE.", Some("blurry  IMAGE."), Some("blurry  IMAGE.")),
        ("Blurry image of Bob", None, Some("Blurry image of Bob")),
        (" \n", Some(" \n"), Some(" \n")),
    ];
    for (text, at_first, asked_for) in table {
        let prose = Prose::block(text);
        let seen = |redactor: &Redactor| redactor.prose(&prose).map(|text| text.to_string());
        assert_eq!(seen(&masked).as_deref(), at_first, "{text}");
        assert_eq!(seen(&shown).as_deref(), asked_for, "{text}");
        assert_eq!(seen(&open).as_deref(), Some(text));
        assert_eq!(masked.tell(&prose).is_some(), at_first.is_some());
        assert_eq!(open.clone().with_prose().prose(&prose).unwrap().as_str(), text, "no mask, nothing to ask for");
        let is_reviewed = at_first.is_some() && !text.trim().is_empty();
        assert_eq!(matches!(shown.tell(&prose), Some(TextOrProse::Plain(_))), is_reviewed, "{text}");
        assert!(
            Redactor::default().prose(&prose).is_none() || text.trim().is_empty(),
            "nothing is reviewed by default"
        );
        assert_eq!(format!("{prose:?}"), "Prose(hidden)");
    }
    let sentence = Sentence::repeating(SafeText::line("refused (“ask Bob”)"), SafeText::line("refused"));
    assert_eq!(masked.sentence(&sentence).as_str(), "refused");
    assert_eq!([&open, &shown].map(|redactor| redactor.sentence(&sentence).to_string()), ["refused (“ask Bob”)"; 2]);
    assert_eq!(format!("{sentence:?}"), "Sentence(\"refused\")");
    assert!(!Sentence::repeating(SafeText::line("refused"), SafeText::line("refused")).repeats());
}

#[test]
fn a_personal_value_is_its_nickname_or_dots() {
    let email = |text: &str| Personal::new(PersonalKind::Email, text);
    let redactor = Redactor::of(&case(&reference()));
    let table = [
        ("jane.smith@acmecorp.com", "Party 2e71 · 60 %"),
        ("contact@fin.com", "Customer 671536f8"),
        ("someone@example.org", "•••@•••"),
        ("jane.smith@acmecorp.com or her brother Bob", "•••@•••"),
        ("Bob UnknownParty", "•••@•••"),
    ];
    for (text, shown) in table {
        assert_eq!(redactor.personal(&email(text)).as_str(), shown);
        assert_eq!(Redactor::open().personal(&email(text)).as_str(), text);
    }
}

#[test]
fn parties_whose_ids_look_alike_are_told_apart() {
    let party = |id: &str| json!({"id": id, "ownership_percent": 50, "email": "same@example.org"});
    let ids = ["9a1c0d2e-0000-4000-8000-000000000001", "9a1c0d2e-0000-4000-8000-000000000002", "9a1c0d2e-7-0001"];
    let json = json!({"customer_id": "c1", "associated_parties": ids.map(party)});
    let case = case(&json);
    let redactor = Redactor::of(&case);
    let names = case.parties.items().iter().map(|party| redactor.party(&party.key).to_string());
    let names: std::collections::BTreeSet<String> = names.collect();
    assert_eq!(names.len(), 3, "{names:?}");
}

#[test]
fn fields_of_tomorrow_that_name_a_party_are_learnt() {
    let mut json = reference();
    json["data"]["associated_parties"][0]["full_name"] = json!("Ottilie Quartz");
    json["data"]["associated_parties"][0]["phone_number"] = json!("+1 555 0142 77");
    let redactor = Redactor::of(&case(&json));
    assert_eq!(covered(&redactor, "Ottilie Quartz, quartz, 1555014277"), ["Party 2e71 · 60 %"; 3].join(", "));
}

#[test]
fn values_too_short_to_be_anyone_do_not_shred_a_text() {
    let json = json!({"customer_id": "c1", "type": "INDIVIDUAL", "first_name": "", "last_name": " ", "email": "e",
        "phone": "1", "rejection_reason": {"documents": [{"uri": "a"}, {"uri": ""}]}});
    let redactor = Redactor::of(&case(&json));
    assert_eq!(covered(&redactor, "a document from 2011"), "a document from 2011");
}

fn part(text: &str, range: impl std::slice::SliceIndex<str, Output = str>) -> &str {
    text.get(range).unwrap()
}

prop_compose! {
    fn person()(first in "[A-Z][a-zé]{1,9}", last in "[A-Z][a-z]{3,9}( [A-Z][a-z]{3,6})?", phone in "\\+1555[0-9]{7}",
                local in "[a-z]{4,8}[._][a-z]{4,8}") -> (String, String, String, String) {
        (first, last, phone, format!("{local}@mail.example"))
    }
}

proptest! {
    #[test]
    fn nobody_survives((first, last, phone, email) in person(), (_, _, _, other) in person(),
                       shape in 0..6_usize, loud in any::<bool>()) {
        let json = json!({"customer_id": "c1f0-9", "type": "INDIVIDUAL", "first_name": first, "last_name": last,
            "email": email, "phone": phone, "associated_parties": [{"id": "2e719a54", "email": other}]});
        let redactor = Redactor::of(&case(&json));
        let (local, digits) = (email.split('@').next().unwrap(), part(&phone, 1..));
        let text = [
            format!("The passport of {first} {last} ({email}) expired; call {phone}, or {other}."),
            format!("{last}, {first}: {digits} / {} {} {}", part(&phone, 2..5), part(&phone, 5..8), part(&phone, 8..)),
            format!("/x_{first}_{last}.pdf <{email}>\n{local}"),
            format!("{first}{last} and {local}"),
            format!("+{}-{}-{}.", part(digits, ..1), part(digits, 1..4), part(digits, 4..)),
            format!("“{other}”{first}"),
        ][shape].clone();
        let text = if loud { text.to_uppercase() } else { text };
        let covered = redactor.text(&SafeText::block(&text)).as_str().to_lowercase();
        let words: Vec<&str> = covered.split(|c: char| !c.is_alphanumeric()).collect();
        for name in [&first, &last] {
            prop_assert!(!words.contains(&name.to_lowercase().as_str()), "{name} in {covered}");
        }
        for value in [&email, &other, digits, part(digits, 1..), local] {
            prop_assert!(!covered.contains(value), "{value} in {covered}");
        }
    }
}
