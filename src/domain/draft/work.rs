//! What everything about a case is written from, by whom it concerns: a case may have thousands of parties.

use std::collections::{HashMap, HashSet};

use super::gap::Gaps;
use super::part::OwnName;
use super::{DraftOptions, quote};
use crate::domain::ask::{Ask, by_subject};
use crate::domain::case::{Case, People};
use crate::domain::customer::CustomerKind;
use crate::domain::glossary::Glossary;
use crate::domain::hold::{Precautions, SignalKind};
use crate::domain::key::{DocumentKey, FieldKey, Subject};
use crate::domain::mask::{Mask, Redactor};
use crate::domain::party::Party;
use crate::domain::rejection::{RejectedDocument, Rejection};
use crate::domain::request::RequestedField;
use crate::domain::standing::is;
use crate::domain::text::SafeText;

pub(super) struct Work<'a> {
    pub(super) case: &'a Case,
    pub(super) glossary: &'a Glossary,
    pub(super) options: &'a DraftOptions,
    pub(super) mask: Mask,
    /// Everyone in the case, by their nicknames.
    pub(super) people: Redactor,
    /// The same, hiding only what the mask hides.
    pub(super) shown: Redactor,
    /// The customer's own name.
    pub(super) name: Option<OwnName>,
    pub(super) asks: &'a [Ask<'a>],
    pub(super) gaps: Gaps,
    pub(super) precautions: Precautions,
    /// Compliance's reference, where a hold was lifted.
    pub(super) lifted: Option<SafeText>,
    parties: People<'a>,
    owed: HashMap<&'a Subject, Vec<&'a Ask<'a>>>,
    wanted: HashSet<&'a Subject>,
    rejections: HashMap<Subject, Vec<&'a Rejection>>,
    documents: HashMap<Subject, Vec<(DocumentKey, &'a RejectedDocument)>>,
    fields: HashMap<Subject, Vec<(FieldKey, &'a RequestedField)>>,
    /// Of whom something must not be told.
    silent: HashSet<Subject>,
}

impl<'a> Work<'a> {
    pub(super) fn of(
        case: &'a Case,
        asks: &'a [Ask<'a>],
        glossary: &'a Glossary,
        options: &'a DraftOptions,
        mask: Mask,
    ) -> Self {
        let people = Redactor::of(case);
        let shown = people.clone().with_mask(mask);
        let precautions = Precautions::of(case, glossary);
        let documents = case.documents().into_iter().map(|(key, document)| (key.subject.clone(), (key, document)));
        let fields = case.requested_fields().into_iter();
        let fields = fields.map(|(key, field)| (key.ask.request.subject.clone(), (key, field)));
        Self {
            name: OwnName::of(&case.profile, &shown),
            case,
            glossary,
            options,
            mask,
            people,
            asks,
            gaps: Gaps::of(case),
            parties: case.people(),
            owed: by_subject(asks),
            wanted: case.requests.items().iter().map(|request| &request.subject).collect(),
            rejections: grouped(case.rejections().into_iter()),
            documents: grouped(documents),
            fields: grouped(fields),
            silent: quote::silent(&precautions),
            lifted: lifted(case, &precautions, options).map(|reference| shown.text(reference)),
            precautions,
            shown,
        }
    }

    /// The record of a party.
    pub(super) fn party(&self, subject: &Subject) -> Option<&'a Party> {
        match subject {
            Subject::Party(key) => self.parties.get(key).copied(),
            Subject::Company | Subject::UnknownParty(_) => None,
        }
    }

    /// What a subject owes, in the order sent.
    pub(super) fn asks_of(&self, subject: &Subject) -> &[&'a Ask<'a>] {
        self.owed.get(subject).map_or(&[], Vec::as_slice)
    }

    /// Whether anything is requested of a subject, even where nothing is named.
    pub(super) fn is_wanted(&self, subject: &Subject) -> bool {
        self.wanted.contains(subject)
    }

    /// What was refused of a subject, in the order sent.
    pub(super) fn rejections_of(&self, subject: &Subject) -> &[&'a Rejection] {
        self.rejections.get(subject).map_or(&[], Vec::as_slice)
    }

    /// The refused documents of a subject, in the order sent.
    pub(super) fn documents_of(&self, subject: &Subject) -> &[(DocumentKey, &'a RejectedDocument)] {
        self.documents.get(subject).map_or(&[], Vec::as_slice)
    }

    /// The requested fields of a subject, in the order sent.
    pub(super) fn fields_of(&self, subject: &Subject) -> &[(FieldKey, &'a RequestedField)] {
        self.fields.get(subject).map_or(&[], Vec::as_slice)
    }

    /// Whether a label that must not be told stands on a subject or on one of its documents.
    pub(super) fn is_silent(&self, subject: &Subject) -> bool {
        self.silent.contains(subject)
    }

    /// What a subject is called where neither a name nor an address may stand.
    pub(super) fn called(&self, subject: &Subject) -> String {
        match subject {
            Subject::Company if is(self.case, CustomerKind::Individual) => "the customer".to_owned(),
            Subject::Company => "the company".to_owned(),
            Subject::Party(_) | Subject::UnknownParty(_) => self.people.subject(subject).to_string(),
        }
    }

    /// The recipient as the reviewer knows it.
    pub(super) fn recipient(&self, subject: &Subject) -> SafeText {
        let name = match subject {
            Subject::Company => self.shown.name(&self.case.profile.name),
            Subject::Party(_) | Subject::UnknownParty(_) => self.people.subject(subject),
        };
        match self.address(subject) {
            Some(address) => SafeText::line(&format!("{name} · {address}")),
            None => name,
        }
    }

    /// Where a message to a recipient goes, unless that is not known or hidden.
    pub(super) fn address(&self, subject: &Subject) -> Option<SafeText> {
        let email = match subject {
            Subject::Company => self.case.profile.email.given(),
            Subject::Party(_) => self.party(subject)?.email.given(),
            Subject::UnknownParty(_) => None,
        }?;
        (self.mask == Mask::Off && !email.is_blank()).then(|| email.show(self.mask))
    }
}

/// Compliance's reference, where the hold of a case was lifted and the lift covers it. That an export was held cannot be
/// lifted: nobody can tell by what.
fn lifted<'a>(case: &Case, precautions: &Precautions, options: &'a DraftOptions) -> Option<&'a SafeText> {
    let lift = options.lift.as_ref().filter(|_| precautions.is_held())?;
    let is_told = precautions.holds.iter().all(|signal| signal.kind != SignalKind::Exported);
    (is_told && lift.covers(case, precautions)).then(|| lift.reference())
}

fn grouped<T>(sent: impl Iterator<Item = (Subject, T)>) -> HashMap<Subject, Vec<T>> {
    let mut groups: HashMap<Subject, Vec<T>> = HashMap::new();
    for (subject, one) in sent {
        groups.entry(subject).or_default().push(one);
    }
    groups
}
