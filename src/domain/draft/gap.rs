//! What could not be read, and whose message it keeps back.

use std::collections::HashMap;

use crate::domain::case::Case;
use crate::domain::fact::{Fact, Items, Open};
use crate::domain::key::Subject;
use crate::domain::rejection::{Rejection, Verdict};
use crate::domain::request::{Request, RequestedDocument, RequestedField, Scope};

/// A branch of a case that could not be read, or not all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// What is asked.
    Requests,
    /// What was refused, labels among it.
    Rejection,
    /// Who is behind the company, or how far they are.
    Parties,
}

/// The gaps of a case by whom they concern.
pub(super) struct Gaps {
    /// Nobody knows whom this concerns, so it may be anyone.
    anyone: Option<Gap>,
    /// Nobody knows which of the parties this concerns.
    parties: Option<Gap>,
    /// The first gap of each.
    own: HashMap<Subject, Gap>,
}

impl Gaps {
    pub(super) fn of(case: &Case) -> Self {
        let mut gaps = Self { anyone: None, parties: None, own: HashMap::new() };
        gaps.in_requests(case);
        gaps.in_rejection(case);
        gaps
    }

    /// What could not be read of what concerns a subject.
    pub(super) fn about(&self, subject: &Subject) -> Option<Gap> {
        let own = self.own.get(subject).copied();
        let parties = self.parties.filter(|_| *subject != Subject::Company);
        self.anyone.or(own).or(parties)
    }

    fn in_requests(&mut self, case: &Case) {
        if is_partial(&case.requests) {
            self.anyone = Some(Gap::Requests);
        }
        for request in case.requests.items() {
            match addressee(request) {
                Addressee::Anyone => self.anyone = Some(Gap::Requests),
                Addressee::AnyParty => self.parties = Some(Gap::Requests),
                Addressee::Known => {}
            }
            if is_partial(&request.documents) || request.documents.items().iter().any(is_vague) {
                self.own.entry(request.subject.clone()).or_insert(Gap::Requests);
            }
        }
    }

    fn in_rejection(&mut self, case: &Case) {
        if case.rejection.is_unknown() {
            self.anyone = self.anyone.or(Some(Gap::Rejection));
        }
        if let Some(reason) = case.rejection.given() {
            let is_nameless = reason.parties.items().iter().any(|entry| entry.id.is_unknown());
            if is_partial(&reason.parties) || is_nameless {
                self.parties = self.parties.or(Some(Gap::Rejection));
            }
        }
        for (subject, rejection) in case.rejections() {
            if has_gap(rejection) {
                self.own.entry(subject).or_insert(Gap::Rejection);
            }
        }
    }
}

/// Whether a list was sent and could not be read, or not all of it.
pub(super) const fn is_partial<T>(list: &Fact<Items<T>>) -> bool {
    list.extent().is_gap()
}

/// Whether a request is known to be about one subject.
enum Addressee {
    Known,
    AnyParty,
    Anyone,
}

/// Whom a request may be about. An id that can be read decides where the scope cannot.
fn addressee(request: &Request) -> Addressee {
    let scope = request.scope.given().and_then(Open::known);
    match (&request.party, scope) {
        (_, Some(Scope::Customer)) | (Fact::Given(_), _) => Addressee::Known,
        (party, Some(Scope::AssociatedParty)) if party.is_unknown() => Addressee::AnyParty,
        (party, None) if party.is_unknown() || request.scope.is_unknown() => Addressee::Anyone,
        _ => Addressee::Known,
    }
}

/// Whether it cannot be told what is wanted, or what was wrong.
fn is_vague(document: &RequestedDocument) -> bool {
    let is_unread =
        |field: &RequestedField| field.name.is_unknown() || field.status.is_unknown() || field.reason.is_unknown();
    document.document_type.is_unknown() || is_partial(&document.fields) || document.fields.items().iter().any(is_unread)
}

/// Whether there may be labels or comments that nobody read.
fn has_gap(rejection: &Rejection) -> bool {
    let is_unread = |verdict: &Verdict| is_partial(&verdict.labels) || verdict.comment.is_unknown();
    let papers = rejection.documents.items().iter().any(|document| is_unread(&document.verdict));
    rejection.verdict.given().is_some_and(is_unread)
        || papers
        || rejection.verdict.is_unknown()
        || is_partial(&rejection.documents)
}
