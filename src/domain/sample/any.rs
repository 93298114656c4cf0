//! Cases of any content and order, for properties. Few different values, so that equal ones meet often.

use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::{case, document, email, field, other, party, rejection, request, subject, unknown_party};
use crate::domain::case::Case;
use crate::domain::customer::OtherField;
use crate::domain::fact::{Fact, Items};
use crate::domain::key::Subject;
use crate::domain::party::Party;
use crate::domain::rejection::{RejectedDocument, Rejection};
use crate::domain::request::{Request, RequestedField};

/// Any case of the customer `c1`.
pub(crate) fn any_case() -> impl Strategy<Value = Case> {
    let facts = (
        select(vec!["REVIEWING", "ACTION_REQUIRED", "APPROVED"]),
        option::of(select(vec!["a@x.example", "b@x.example"])),
    );
    let refused = (any_rejection(), vec((any_subject(), any_rejection()), 0..4));
    (facts, any_parties(), refused, vec(any_request(), 0..5), vec(any_other(), 0..3)).prop_map(
        |((status, mail), parties, (company, refusals), requests, others)| {
            let mut case = case("c1").in_status(status).refused(Subject::Company, company);
            case.profile.email = mail.map_or_else(Default::default, email);
            case = parties.into_iter().fold(case, Case::with);
            for (subject, rejection) in refusals.into_iter().filter(|(subject, _)| *subject != Subject::Company) {
                case = case.refused(subject, rejection);
            }
            case.other = others;
            requests.into_iter().fold(case, Case::wanting)
        },
    )
}

/// The same case with every list in another order.
pub(crate) fn shuffled(case: &Case, seed: u64) -> Case {
    let mut dice = Dice(seed);
    let mut case = case.clone();
    dice.mix(&mut case.other);
    for party in dice.shuffle(&mut case.parties) {
        dice.mix(&mut party.other);
    }
    if let Fact::Given(reason) = &mut case.rejection {
        shuffle_rejection(&mut reason.company, &mut dice);
        for entry in dice.shuffle(&mut reason.parties) {
            shuffle_rejection(&mut entry.rejection, &mut dice);
        }
    }
    for request in dice.shuffle(&mut case.requests) {
        for document in dice.shuffle(&mut request.documents) {
            dice.shuffle(&mut document.fields);
        }
    }
    case
}

fn shuffle_rejection(rejection: &mut Rejection, dice: &mut Dice) {
    if let Fact::Given(verdict) = &mut rejection.verdict {
        dice.shuffle(&mut verdict.labels);
    }
    for document in dice.shuffle(&mut rejection.documents) {
        dice.shuffle(&mut document.verdict.labels);
    }
}

/// Dice that fall alike for the same seed.
struct Dice(u64);

impl Dice {
    fn shuffle<'fact, T>(&mut self, fact: &'fact mut Fact<Items<T>>) -> &'fact mut [T] {
        let Fact::Given(items) = fact else { return &mut [] };
        self.mix(&mut items.read);
        &mut items.read
    }

    fn mix<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let chosen = (self.0 >> 33) % (last as u64 + 1);
            items.swap(last, usize::try_from(chosen).unwrap());
        }
    }
}

fn any_subject() -> impl Strategy<Value = Subject> {
    select(vec![Subject::Company, subject("p1"), subject("p2"), unknown_party("s1")])
}

fn any_parties() -> impl Strategy<Value = Vec<Party>> {
    let status = select(vec!["REVIEWING", "APPROVED", "REJECTED"]);
    let facts =
        (status, select(vec!["25", "60"]), select(vec!["ada@x.example", "bob@x.example"]), vec(any_other(), 0..2));
    // The ordinal is part of the identity: two parties may have sent the same id.
    btree_map((select(vec!["p1", "p2", "p3"]), 0_u32..2), facts, 0..5).prop_map(|parties| {
        let build = |((id, ordinal), (status, share, mail, others)): ((&str, u32), (&str, &str, &str, Vec<_>))| {
            let mut party = party(id).standing(status).owning(share).mailing(mail);
            party.key.ordinal = ordinal;
            party.other = others;
            party
        };
        parties.into_iter().map(build).collect()
    })
}

fn any_rejection() -> impl Strategy<Value = Rejection> {
    (any_labels(), any_words(), vec(any_document(), 0..4)).prop_map(|(labels, words, documents)| {
        documents.into_iter().fold(rejection().labelled(&labels).saying(words), Rejection::holding)
    })
}

fn any_document() -> impl Strategy<Value = RejectedDocument> {
    (select(vec!["/a.png", "/b.png"]), select(vec!["OWNERSHIP", "IDENTITY"]), any_words(), any_labels())
        .prop_map(|(uri, category, words, labels)| document(uri, category).saying(words).labelled(&labels))
}

fn any_labels() -> impl Strategy<Value = Vec<&'static str>> {
    vec(select(vec!["EXPIRED", "BLURRED", "FORGED"]), 0..3)
}

fn any_words() -> impl Strategy<Value = &'static str> {
    select(vec!["", "too dark", "cut off"])
}

fn any_request() -> impl Strategy<Value = Request> {
    let documents = vec((select(vec!["PASSPORT", "VISA"]), vec(any_field(), 0..4)), 0..3);
    (any_subject(), select(vec!["identity", "ownership"]), documents).prop_map(|(subject, section, documents)| {
        documents.into_iter().fold(request(subject, section), |request, (kind, fields)| request.naming(kind, fields))
    })
}

fn any_field() -> impl Strategy<Value = RequestedField> {
    let reason = option::of(select(vec!["expires", "unreadable"]));
    (select(vec!["files", "type"]), select(vec!["MISSING", "INVALID"]), reason).prop_map(|(name, status, reason)| {
        let field = field(name).being(status);
        reason.into_iter().fold(field, RequestedField::because)
    })
}

fn any_other() -> impl Strategy<Value = OtherField> {
    (select(vec!["capabilities", "nickname"]), select(vec!["1", "2"])).prop_map(|(key, value)| other(key, value))
}
