use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::domain::key::Subject;
use crate::domain::sample::any::{any_case, shuffled};
use crate::domain::sample::{case, field, reference, request, subject, unknown_party};

fn told(case: &Case) -> Vec<(String, usize)> {
    let words = |ask: &Ask<'_>| {
        let (section, kind) = (ask.key.request.section.as_ref(), ask.key.document_type.as_ref());
        format!("{}/{}", section.unwrap(), kind.unwrap())
    };
    asks(case).iter().map(|ask| (words(ask), ask.fields.len())).collect()
}

fn told_as(told: &[(&str, usize)]) -> Vec<(String, usize)> {
    told.iter().map(|(ask, fields)| ((*ask).to_owned(), *fields)).collect()
}

#[test]
fn an_ask_is_a_document_type_of_a_section_of_a_subject_however_many_fields_it_has() {
    let case = reference();
    let expected = [
        ("identifying_documents/PASSPORT", 4),
        ("formation_documents/EVIDENCE_OF_DIRECTORS", 2),
        ("supporting_documents/PROOF_OF_FUNDS", 2),
        ("ownership_documents/PROOF_OF_AUTHORITY", 2),
    ];
    assert_eq!(told(&case), told_as(&expected));
    let owed = |subject: &Subject| asks(&case).iter().filter(|ask| ask.subject() == subject).count();
    assert_eq!((owed(&subject("2e719a54-ada")), owed(&Subject::Company)), (1, 3));
}

#[test]
fn duplicates_merge_across_entries_and_keep_all_their_fields() {
    let case = case("c1")
        .wanting(request(Subject::Company, "ownership").naming("CHART", [field("files")]).naming("VISA", []))
        .wanting(request(Subject::Company, "ownership").naming("CHART", [field("files"), field("type")]));
    assert_eq!(told(&case), told_as(&[("ownership/CHART", 3), ("ownership/VISA", 0)]));
}

#[test]
fn the_same_document_type_is_another_ask_under_another_section_or_for_another_subject() {
    let case = case("c1")
        .wanting(request(Subject::Company, "ownership").naming("OTHER", [field("files")]))
        .wanting(request(Subject::Company, "supporting").naming("OTHER", [field("files")]))
        .wanting(request(subject("p1"), "supporting").naming("OTHER", [field("files")]))
        .wanting(request(unknown_party("p1"), "supporting").naming("OTHER", [field("files")]));
    assert_eq!(asks(&case).len(), 4);
}

#[test]
fn a_document_type_without_fields_counts_and_a_request_without_document_types_does_not() {
    let case = case("c1")
        .wanting(request(Subject::Company, "ownership").naming("CHART", []))
        .wanting(request(Subject::Company, "formation"));
    assert_eq!(told(&case), told_as(&[("ownership/CHART", 0)]));
}

proptest! {
    #[test]
    fn every_requested_field_is_in_exactly_one_ask(case in any_case()) {
        let asks = asks(&case);
        let sent: usize = case.requests.items().iter().flat_map(|request| request.documents.items())
            .map(|document| document.fields.items().len()).sum();
        let keys: BTreeSet<_> = asks.iter().flat_map(|ask| &ask.fields).map(|(key, _)| key.clone()).collect();
        prop_assert_eq!(asks.iter().map(|ask| ask.fields.len()).sum::<usize>(), sent);
        prop_assert_eq!(keys.len(), sent);
        for ask in &asks {
            prop_assert!(ask.fields.iter().all(|(key, _)| key.ask == ask.key));
        }
        let distinct: BTreeSet<_> = asks.iter().map(|ask| &ask.key).collect();
        prop_assert_eq!(distinct.len(), asks.len());
    }

    #[test]
    fn the_order_in_which_things_were_sent_changes_no_ask(case in any_case(), seed: u64) {
        let of = |case: &Case| -> BTreeSet<_> {
            asks(case).into_iter()
                .map(|ask| (ask.key, ask.fields.into_iter().map(|(key, field)| (key, field.clone())).collect::<BTreeSet<_>>()))
                .collect()
        };
        prop_assert_eq!(of(&case), of(&shuffled(&case, seed)));
    }
}
