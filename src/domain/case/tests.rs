use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::domain::sample::any::{any_case, shuffled};
use crate::domain::sample::{
    case, document, other, party, reference, rejection, request, subject, time, unknown_party,
};
use crate::domain::since::Basis;

#[test]
fn the_newest_time_anywhere_is_the_last_activity() {
    let at = |text: &str| Some(text.parse::<Wall>().unwrap());
    let quiet = case("c1");
    assert_eq!(quiet.last_activity(), at("2026-05-02T09:00:00Z"), "the customer's own record");
    let party_moved = case("c1")
        .with(party("p1").verified("2026-04-01T00:00:00Z"))
        .with(party("p2").verified("2026-05-04T12:36:42Z"));
    assert_eq!(party_moved.last_activity(), at("2026-05-04T12:36:42Z"), "a party after its customer");
    let mut status_moved = case("c1");
    status_moved.last_status_updated_at = time("2026-05-09T00:00:00.47927Z");
    assert_eq!(status_moved.last_activity(), at("2026-05-09T00:00:00.47927Z"));
    let unreadable = case("c1").with(party("p1").verified("soon"));
    assert_eq!(unreadable.last_activity(), quiet.last_activity(), "what is no time is not compared");
}

#[test]
fn a_case_stands_where_it_stands_since_its_status_changed() {
    let mut case = case("c1");
    let since = |case: &Case| case.status_since().map(|since| (since.at.to_string(), since.basis)).unwrap();
    assert_eq!(since(&case), ("2026-05-02T08:00:00.123456Z".to_owned(), Basis::StatusChange));
    case.last_status_updated_at = Fact::Missing;
    assert_eq!(since(&case), ("2026-05-02T09:00:00Z".to_owned(), Basis::LastUpdate), "older replies do not send it");
    case.profile.updated_at = time("?");
    assert_eq!(since(&case), ("2026-05-01T09:00:00Z".to_owned(), Basis::Creation));
    case.details.created_at = Fact::Null;
    assert_eq!(case.status_since(), None);
}

#[test]
fn a_handle_that_stands_for_several_documents_gives_each_its_own_identity() {
    let case = reference();
    let keys: BTreeSet<DocumentKey> = case.documents().into_iter().map(|(key, _)| key).collect();
    assert_eq!(keys.len(), 5, "four of them share a handle, and two each a category");
}

#[test]
fn subjects_are_named_once_strangers_last() {
    let case = case("c1")
        .with(party("p1"))
        .refused(unknown_party("s1"), rejection())
        .refused(subject("p1"), rejection())
        .wanting(request(unknown_party("s2"), "identity"))
        .wanting(request(unknown_party("s1"), "identity"));
    assert_eq!(case.subjects(), [Subject::Company, subject("p1"), unknown_party("s1"), unknown_party("s2")]);
}

#[test]
fn fields_this_build_does_not_know_are_found_wherever_they_were_met() {
    let mut case = case("c1").with(party("2e719a54-ada")).refused(Subject::Company, rejection());
    case.other = vec![other("capabilities", "1")];
    case.party_mut("2e719a54-ada").other = vec![other("nickname", "Ada"), other("nickname", "A.")];
    let paths: BTreeMap<String, String> = case
        .other_fields()
        .into_iter()
        .map(|(path, field)| (path.to_string(), field.leaves[0].1.given().unwrap().unmasked().to_string()))
        .collect();
    let expected =
        [("capabilities", "1"), ("party 2e719a54 · nickname", "A."), ("party 2e719a54 · nickname #2", "Ada")];
    assert_eq!(paths, expected.map(|(path, value)| (path.to_owned(), value.to_owned())).into());
}

type Documents = BTreeMap<DocumentKey, (Fact<crate::domain::mask::Prose>, Vec<String>)>;

fn documents(case: &Case) -> Documents {
    let content = |document: &RejectedDocument| {
        let (comment, labels) = document.content();
        (comment.clone(), labels.into_iter().map(ToString::to_string).collect())
    };
    case.documents().into_iter().map(|(key, document)| (key, content(document))).collect()
}

proptest! {
    #[test]
    fn identities_do_not_depend_on_the_order_in_which_things_were_sent(case in any_case(), seed: u64) {
        let mixed = shuffled(&case, seed);
        prop_assert_eq!(documents(&case), documents(&mixed));
        let fields = |case: &Case| -> BTreeMap<FieldKey, RequestedField> {
            case.requested_fields().into_iter().map(|(key, field)| (key, field.clone())).collect()
        };
        prop_assert_eq!(fields(&case), fields(&mixed));
        let others = |case: &Case| -> BTreeMap<_, OtherField> {
            case.other_fields().into_iter().map(|(path, field)| (path, field.clone())).collect()
        };
        prop_assert_eq!(others(&case), others(&mixed));
    }

    #[test]
    fn identities_are_unique_and_none_is_lost(case in any_case()) {
        let sent: usize = case.rejections().iter().map(|(_, rejection)| rejection.documents.items().len()).sum();
        prop_assert_eq!(documents(&case).len(), sent);
        let fields: BTreeSet<FieldKey> = case.requested_fields().into_iter().map(|(key, _)| key).collect();
        prop_assert_eq!(fields.len(), case.requested_fields().len());
    }
}

#[test]
fn equal_documents_are_numbered_without_gaps() {
    let twin = || document("/a.png", "OWNERSHIP").saying("too dark");
    let case = case("c1").refused(Subject::Company, rejection().holding(twin()).holding(twin()).holding(twin()));
    let ordinals: BTreeSet<u32> = case.documents().into_iter().map(|(key, _)| key.ordinal).collect();
    assert_eq!(ordinals, [0, 1, 2].into());
}
