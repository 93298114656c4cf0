use std::collections::HashMap;

use proptest::prelude::*;

use super::*;
use crate::domain::change::changes;
use crate::domain::digest::{Digest, Look, Owed};
use crate::domain::fact::Fact;
use crate::domain::id::PartyId;
use crate::domain::key::Subject;
use crate::domain::mask::{Personal, PersonalKind};
use crate::domain::rejection::LabelCode;
use crate::domain::request::DocumentType;
use crate::domain::sample::any::any_case;
use crate::domain::sample::{case, document, email, field, given, other, party, reference, rejection, request};
use crate::domain::since::Since;
use crate::domain::time::Wall;

const KEY: FingerprintKey = FingerprintKey::new(*b"sixteen bytes ok");
const CUSTOMER: &str = "0b9f2f44-13a4-4c0e-9d65-5f6e7d8c9b0a";

fn customer() -> CustomerKey {
    CustomerKey::parse(CUSTOMER).unwrap()
}

fn sealed(case: &Case) -> Imprint {
    Imprint::of(case, &customer(), &KEY, &crate::catalogue::glossary())
}

fn names(case: &Case) -> Names {
    Names::of(case, &customer(), &KEY, &crate::catalogue::glossary())
}

/// The changes from one case to another, told by what is kept of them.
fn kept_changes(before: &Case, after: &Case) -> Vec<Change> {
    let mut names = names(after);
    names.0.extend(self::names(before).0);
    sealed(before).differences(&sealed(after)).unwrap().iter().map(|difference| difference.told(&names)).collect()
}

/// The items that differ, without those that name, e-mail and phone stand for together.
fn items(changes: &[Change]) -> Vec<String> {
    let is_contact = |item: &Item| {
        let (Item::Fact(name) | Item::PartyFact(_, name)) = item else { return false };
        ["business_name", "first_name", "last_name", "email", "phone", "contact"].contains(name)
    };
    let items = changes.iter().filter(|change| !is_contact(&change.item));
    let mut items: Vec<String> = items.map(|change| format!("{} {}", change.code(), change.item.words())).collect();
    items.sort();
    items
}

fn is_of_document(item: &Item) -> bool {
    matches!(item, Item::Document(_) | Item::DocumentFact(..) | Item::DocumentLabel(..) | Item::DocumentLabels(_))
}

#[test]
fn a_kept_look_tells_the_changes_of_the_reference_case_as_a_live_one_does() {
    let before = reference();
    let edits: [fn(&mut Case); 7] = [
        |case| *case = case.clone().in_status("APPROVED"),
        |case| case.requests = Fact::Null,
        |case| drop(given(&mut case.requests).read.remove(0)),
        |case| drop(given(&mut case.parties).read.remove(0)),
        |case| case.rejection = Fact::Null,
        |case| *case = case.clone().with(party("9d0c7c1e-5a2b-4f43-8c3e-0d1b2a3f4e5d").standing("INITIATED")),
        |case| *case = case.clone().wanting(request(Subject::Company, "tax_info").naming("TAX_RETURN", [])),
    ];
    for edit in edits {
        let mut after = before.clone();
        edit(&mut after);
        assert_eq!(items(&kept_changes(&before, &after)), items(&changes(&before, &after)));
    }
    assert_eq!(kept_changes(&before, &before), []);
}

#[test]
fn words_of_enumerations_and_times_are_told_and_others_are_only_said_to_differ() {
    let before = reference();
    let mut after = before.clone().in_status("REVIEWING");
    given(&mut after.rejection).company.verdict = Fact::Given(crate::domain::rejection::Verdict {
        comment: Fact::Given(crate::domain::mask::Prose::block("Ask Ines Quill")),
        ..Default::default()
    });
    let told = kept_changes(&before, &after);
    let of =
        |name: &str| told.iter().find(|change| change.item.words().as_str() == name).map(|change| change.how.clone());
    let plain = |text: &str| TextOrProse::Plain(SafeText::line(text));
    assert_eq!(of("status"), Some(How::Altered { before: plain("ACTION_REQUIRED"), after: plain("REVIEWING") }));
    let comment = of("the comment on the company");
    let not_kept = How::Altered { before: plain("(not kept)"), after: plain("(not kept)") };
    assert!(comment == Some(How::Added) || comment == Some(not_kept), "{comment:?}");
}

#[test]
fn contact_data_differs_as_one_and_nothing_else_does() {
    let before = case("c1").with(party("9d0c7c1e-5a2b-4f43-8c3e-0d1b2a3f4e5d"));
    let mut after = before.clone();
    after.profile.email = email("new@x.example");
    assert_eq!(
        kept_changes(&before, &after).iter().map(|change| change.item.words().to_string()).collect::<Vec<_>>(),
        ["contact data"]
    );
    let mut unread = before.clone();
    unread.details.phone = Fact::Withheld;
    let told = kept_changes(&before, &unread);
    assert!(matches!(told.as_slice(), [Change { item: Item::Fact("contact"), how: How::Lost(_) }]), "{told:?}");
}

/// Every string of what is written: the bodies of keys and values.
fn strings(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => found.push(text.clone()),
        serde_json::Value::Array(values) => values.iter().for_each(|value| strings(value, found)),
        serde_json::Value::Object(fields) => fields.iter().for_each(|(name, value)| {
            found.push(name.clone());
            strings(value, found);
        }),
        _ => {}
    }
}

/// Faults: S5.
#[test]
fn nothing_a_server_wrote_freely_is_in_what_is_written() {
    const CANARY: &str = "canary";
    let wild = |name: &str| format!("{CANARY} {name}");
    let refused = rejection()
        .labelled(&[&wild("label")])
        .saying(&wild("comment"))
        .holding(document(&wild("uri"), &wild("category")).labelled(&[&wild("label")]).saying(&wild("comment")));
    let mut case = case("canary-id")
        .in_status(&wild("status"))
        .with(party(&wild("party")).standing(&wild("status")))
        .refused(Subject::Company, refused)
        .wanting(
            request(Subject::Company, &wild("section"))
                .naming(&wild("type"), [field(&wild("field")).because(&wild("reason")).offering(&[&wild("option")])]),
        );
    case.profile.email = email("canary@x.example");
    case.other = vec![other(&wild("key"), &wild("value"))];
    case.details.phone = Fact::Given(Personal::new(PersonalKind::Phone, "canary 12345"));
    let glossary = crate::catalogue::glossary();
    let digest = KeptDigest::of(&Digest::of(&case, &glossary, Look::default()), &glossary);
    let differences = sealed(&crate::domain::sample::case("c2")).differences(&sealed(&case)).unwrap();
    assert!(differences.len() > 5, "{differences:?}");
    let written = [
        serde_json::to_value(sealed(&case)).unwrap(),
        serde_json::to_value(digest).unwrap(),
        serde_json::to_value(differences).unwrap(),
    ];
    for written in written {
        let text = written.to_string();
        assert!(!text.contains(CANARY), "{text}");
    }
}

#[test]
fn every_string_that_is_written_is_ours_or_says_nothing() {
    let glossary = crate::catalogue::glossary();
    let mut found = Vec::new();
    strings(&serde_json::to_value(sealed(&reference())).unwrap(), &mut found);
    found.sort();
    found.dedup();
    let is_ours = |text: &String| {
        is_uuid(text)
            || is_fingerprint(text)
            || text.len() == 23 && text.ends_with(" UTC")
            || text.ends_with(" %")
            || text.is_empty()
            || text == "not given"
            || glossary.labels.contains_key(text)
            || glossary.documents.contains_key(text)
            || glossary.sections.contains_key(text)
            || glossary.fields.contains_key(text)
            || glossary.aliases.contains_key(text)
            || glossary.aliases.contains_key(&text.to_lowercase())
            || text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
            || text.split(", ").all(|word| glossary.documents.contains_key(word))
            || [
                "ACTION_REQUIRED",
                "BUSINESS",
                "INDIVIDUAL",
                "APPROVED",
                "REJECTED",
                "REVIEWING",
                "INITIATED",
                "STANDARD",
                "RELIANCE",
                "URI",
                "DATE",
                "TEXT",
                "ENUM",
                "MISSING",
                "EXPIRED",
                "INVALID",
                "FRONT",
                "BACK",
            ]
            .contains(&text.as_str())
    };
    let foreign: Vec<_> = found.into_iter().filter(|text| !is_ours(text)).collect();
    assert!(foreign.is_empty(), "{foreign:?}");
}

#[test]
fn a_label_that_holds_is_kept_as_held_and_never_by_name() {
    let glossary = crate::catalogue::glossary();
    for code in glossary.hold.iter().map(String::as_str).chain(["adverse media", "Sanctions"]) {
        if !glossary.holds(&LabelCode::new(code)) {
            continue;
        }
        let case = case("c1").refused(
            Subject::Company,
            rejection().labelled(&[code]).holding(document("u", "IDENTITY").labelled(&[code])),
        );
        let imprint = serde_json::to_string(&sealed(&case)).unwrap();
        let digest = Digest::of(&case, &glossary, Look::default());
        let digest = serde_json::to_string(&KeptDigest::of(&digest, &glossary)).unwrap();
        assert!(imprint.contains("\"held\""), "{imprint}");
        assert!(!imprint.contains(code) && !digest.contains(code), "{code} {imprint} {digest}");
    }
}

/// Of 100,000 people with name, e-mail and phone, 99 % share their fingerprint with at least ten others.
#[test]
fn a_fingerprint_of_contact_data_fits_many_people() {
    let mut sharing: HashMap<SafeText, usize> = HashMap::new();
    for number in 0..100_000_u32 {
        let texts = [format!("Name {number}"), format!("person{number}@x.example"), format!("+44 20 7946 {number:06}")];
        *sharing.entry(KEY.of(&[seal::CONTACT], texts.iter().map(String::as_str))).or_default() += 1;
    }
    let alike: usize = sharing.values().filter(|people| **people > 10).sum();
    assert!(alike >= 99_000, "{alike}");
    assert_eq!(sharing.len(), 4096);
}

#[test]
fn fingerprints_hang_on_key_customer_and_place() {
    let other_key = FingerprintKey::new(*b"another sixteen!");
    let texts = || (0..64).map(|number| format!("text {number}"));
    let all =
        |key: &FingerprintKey, about: &[&str]| texts().map(|text| key.of(about, [text.as_str()])).collect::<Vec<_>>();
    let one = all(&KEY, &["customer", "place"]);
    for another in
        [all(&other_key, &["customer", "place"]), all(&KEY, &["other", "place"]), all(&KEY, &["customer", "x"])]
    {
        assert!(one.iter().zip(&another).filter(|(a, b)| a == b).count() < 4);
    }
    assert_ne!(KEY.of(&["a"], ["bc", "d"]), KEY.of(&["a"], ["b", "cd"]));
    assert!(one.iter().all(|print| is_fingerprint(print.as_str())));
    assert_eq!(format!("{KEY:?}"), "FingerprintKey(hidden)");
}

#[test]
fn only_uuids_name_a_customer() {
    assert_eq!(CustomerKey::parse(&CUSTOMER.to_uppercase()), Some(customer()));
    for odd in
        ["", "c1", "0b9f2f4413a44c0e9d655f6e7d8c9b0a", "0b9f2f44-13a4-4c0e-9d65-5f6e7d8c9b0g", &format!("{CUSTOMER}-")]
    {
        assert_eq!(CustomerKey::parse(odd), None, "{odd}");
    }
}

#[test]
fn another_version_is_refused() {
    let text = serde_json::to_string(&sealed(&reference())).unwrap();
    assert!(serde_json::from_str::<Imprint>(&text).is_ok());
    assert!(serde_json::from_str::<Imprint>(&text.replacen("\"v\":1", "\"v\":2", 1)).is_err());
    assert!(serde_json::from_str::<Imprint>(&text.replacen("customer_status", "customer_state", 1)).is_err());
}

/// A later version has words for codes that this one keeps as fingerprints: nothing of the case differs by that.
#[test]
fn looks_that_were_sealed_with_other_words_are_not_compared() {
    let case = case("c1").refused(Subject::Company, rejection().labelled(&["NEW_LABEL"]));
    let before = sealed(&case);
    let mut later = crate::catalogue::glossary();
    let entry = later.labels["LOW_QUALITY"].clone();
    later.labels.insert("NEW_LABEL".to_owned(), entry);
    let after = Imprint::of(&case, &customer(), &KEY, &later);
    assert_ne!(before, after);
    assert_eq!(before.differences(&after), None);
    assert_eq!(after.clone().filled_from(&before), after, "nor does one fill the other");
    let read = serde_json::from_str::<Imprint>(&serde_json::to_string(&after).unwrap()).unwrap();
    assert_eq!((read.differences(&after), read.differences(&before)), (Some(vec![]), None));
    let same = Imprint::of(&case, &customer(), &KEY, &crate::catalogue::glossary());
    assert_eq!(before.differences(&same), Some(vec![]), "the order of the lists says nothing");
}

#[test]
fn a_digest_comes_back_as_far_as_it_is_kept() {
    let glossary = crate::catalogue::glossary();
    let id = "9d0c7c1e-5a2b-4f43-8c3e-0d1b2a3f4e5d";
    let case = reference().with(party(id).mailing("ivo@x.example"));
    let digest = Digest::of(&case, &glossary, Look::default());
    let kept = KeptDigest::of(&digest, &glossary);
    let text = serde_json::to_string(&kept).unwrap();
    let back = serde_json::from_str::<KeptDigest>(&text).unwrap().digest().unwrap();
    let since =
        digest.since.map(|since| Since { at: Wall::from_millisecond(since.at.as_millisecond()).unwrap(), ..since });
    // Of documents, too, only those are kept that have words.
    let owed = Some(Owed { documents: vec![DocumentType::new("PASSPORT")], knows_all: false });
    assert_eq!(back, Digest { owed, handles: Vec::new(), party_ids: vec![PartyId::new(id)], since, ..digest });
    assert!(!text.contains('@'), "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// What is kept tells the same things to have changed as two looks of one run, but for contact data and for a text
    /// whose fingerprint happens to stay. Documents that share a handle may be paired otherwise: by sealed comments.
    #[test]
    fn kept_looks_differ_where_live_ones_do(before in any_case(), after in any_case()) {
        let of_documents = |changes: &[Change]| changes.iter().any(|change| is_of_document(&change.item));
        let (kept, live) = (kept_changes(&before, &after), changes(&before, &after));
        prop_assert_eq!(of_documents(&kept), of_documents(&live));
        let others = |mut changes: Vec<Change>| {
            changes.retain(|change| !is_of_document(&change.item));
            items(&changes)
        };
        let (kept, live) = (others(kept), others(live));
        for change in &kept {
            prop_assert!(live.contains(change), "{change} of {live:?}");
        }
        prop_assert!(live.len() - kept.len() <= 1, "{kept:?} of {live:?}");
    }

    #[test]
    fn what_is_written_is_read_as_it_was(before in any_case(), after in any_case()) {
        let (before, after) = (sealed(&before), sealed(&after));
        let text = serde_json::to_string(&before).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Imprint>(&text).unwrap(), &before);
        let differences = before.differences(&after).unwrap();
        let text = serde_json::to_string(&differences).unwrap();
        prop_assert_eq!(serde_json::from_str::<Vec<Difference>>(&text).unwrap(), differences);
        prop_assert_eq!(before.differences(&before), Some(vec![]));
    }
}

#[test]
fn documents_of_categories_that_nobody_knows_stay_apart() {
    let both = |case: Case| {
        let papers = ["OLD_KIND", "NEW_KIND"].map(|category| document("u", category));
        let [old, new] = papers;
        case.refused(Subject::Company, rejection().holding(old).holding(new))
    };
    assert_eq!(items(&kept_changes(&both(case("c1")), &case("c1"))).len(), 2);
    let names = names(&both(case("c1")));
    assert!(names.0.values().any(|item| item.words().as_str().contains("OLD_KIND")), "{names:?}");
    assert!(names.0.values().any(|item| item.words().as_str().contains("NEW_KIND")), "{names:?}");
}
