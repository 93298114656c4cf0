//! A case: a customer with its details.

use std::collections::{HashMap, HashSet};

use super::customer::{CustomerDetails, CustomerKind, CustomerStatus, OtherField, Profile, VerificationType};
use super::fact::{Extent, Fact, Items, Open, Problem};
use super::id::{CustomerId, PartyKey};
use super::key::{AskKey, DocumentKey, FieldKey, Subject, ordinals};
use super::party::Party;
use super::rejection::{RejectedDocument, Rejection, RejectionReason};
use super::request::{Request, RequestedDocument, RequestedField};
use super::since::{Basis, Since};
use super::stray::Stray;
use super::text::SafeText;
use super::time::{Timestamp, Wall};

/// A customer with its details (`assets/api.md` §2, `GET /v2/customers/{customer_id}`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The customer's id.
    pub id: CustomerId,
    /// What the list says of it too.
    pub profile: Profile,
    /// What else the list says of it.
    pub details: CustomerDetails,
    /// How Fin verifies it.
    pub verification_type: Fact<Open<VerificationType>>,
    /// When its status last changed; not always sent.
    pub last_status_updated_at: Fact<Timestamp>,
    /// The people behind it.
    pub parties: Fact<Items<Party>>,
    /// What was refused.
    pub rejection: Fact<RejectionReason>,
    /// What is wanted (`request_for_information` on the wire). May be open on an approved case (`assets/api.md` §6).
    pub requests: Fact<Items<Request>>,
    /// Fields this build does not know.
    pub other: Vec<OtherField>,
    /// What could not be taken as it stood, in the order met.
    pub problems: Vec<Problem>,
    /// Texts that stood where they could not be read as what should have been there, in the order met.
    pub strays: Vec<Stray>,
    /// What the export of ours says of it that it was read from, where it was.
    pub export: Option<Export>,
}

/// What an export says of a case that its data may no longer show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Export {
    /// A mask left things out of it.
    pub is_masked: bool,
    /// Its drafts were withheld.
    pub is_held: bool,
}

/// The parties of a case by identity.
pub type People<'case> = HashMap<&'case PartyKey, &'case Party>;

impl Case {
    /// The parties by identity: for whoever looks up more than one.
    #[must_use]
    pub fn people(&self) -> People<'_> {
        self.parties.items().iter().map(|party| (&party.key, party)).collect()
    }

    /// The party with this identity.
    #[must_use]
    pub fn party(&self, subject: &Subject) -> Option<&Party> {
        match subject {
            Subject::Party(key) => self.parties.items().iter().find(|party| &party.key == key),
            Subject::Company | Subject::UnknownParty(_) => None,
        }
    }

    /// Every subject something was refused of or that has a party record: the company, the parties in order, unknown
    /// parties.
    #[must_use]
    pub fn subjects(&self) -> Vec<Subject> {
        let own = std::iter::once(Subject::Company);
        let parties = self.parties.items().iter().map(|party| Subject::Party(party.key.clone()));
        let met = self.rejections().into_iter().map(|(subject, _)| subject);
        let asked = self.requests.items().iter().map(|request| request.subject.clone());
        let mut known = HashSet::new();
        own.chain(parties).chain(met).chain(asked).filter(|subject| known.insert(subject.clone())).collect()
    }

    /// What was refused, by subject, in the order sent; entries of one subject stay apart.
    #[must_use]
    pub fn rejections(&self) -> Vec<(Subject, &Rejection)> {
        let Some(reason) = self.rejection.given() else { return Vec::new() };
        let company = std::iter::once((Subject::Company, &reason.company));
        let parties = reason.parties.items().iter().map(|entry| (entry.subject.clone(), &entry.rejection));
        company.chain(parties).collect()
    }

    /// How many documents were refused.
    #[must_use]
    pub fn document_count(&self) -> usize {
        let Some(reason) = self.rejection.given() else { return 0 };
        let parties = reason.parties.items().iter().map(|entry| &entry.rejection);
        std::iter::once(&reason.company).chain(parties).map(|rejection| rejection.documents.items().len()).sum()
    }

    /// The refused documents of the whole case with their identities, company first, in the order sent.
    #[must_use]
    pub fn documents(&self) -> Vec<(DocumentKey, &RejectedDocument)> {
        self.documents_of(|_| true)
    }

    /// The same of some subjects only.
    #[must_use]
    pub fn documents_of(&self, is_wanted: impl Fn(&Subject) -> bool) -> Vec<(DocumentKey, &RejectedDocument)> {
        let sent: Vec<(Subject, &RejectedDocument)> = self
            .rejections()
            .into_iter()
            .filter(|(subject, _)| is_wanted(subject))
            .flat_map(|(subject, rejection)| {
                rejection.documents.items().iter().map(move |document| (subject.clone(), document))
            })
            .collect();
        let ordinals = ordinals(
            &sent,
            |(subject, document)| (subject, document.category.given(), document.uri.given()),
            |(_, document)| document.content(),
        );
        sent.into_iter()
            .zip(ordinals)
            .map(|((subject, document), ordinal)| {
                let (category, uri) = (document.category.given().cloned(), document.uri.given().cloned());
                (DocumentKey { subject, category, uri, ordinal }, document)
            })
            .collect()
    }

    /// Everything that is wanted: each document type of each request with its identity, in the order sent.
    #[must_use]
    pub fn requested_documents(&self) -> Vec<(AskKey, &RequestedDocument)> {
        let mut wanted = Vec::new();
        for request in self.requests.items() {
            let key = request.key();
            for document in request.documents.items() {
                let document_type = document.document_type.given().cloned();
                wanted.push((AskKey { request: key.clone(), document_type }, document));
            }
        }
        wanted
    }

    /// Every requested field with its identity, in the order sent.
    #[must_use]
    pub fn requested_fields(&self) -> Vec<(FieldKey, &RequestedField)> {
        let sent: Vec<(AskKey, &RequestedField)> = self
            .requested_documents()
            .into_iter()
            .flat_map(|(ask, document)| document.fields.items().iter().map(move |field| (ask.clone(), field)))
            .collect();
        let ordinals = ordinals(
            &sent,
            |(ask, field)| (ask, field.name.given(), field.side.given().map(Open::raw)),
            |(_, field)| *field,
        );
        sent.iter()
            .zip(ordinals)
            .map(|((ask, field), ordinal)| {
                let side = field.side.given().map(|side| side.raw().clone());
                (FieldKey { ask: ask.clone(), name: field.name.given().cloned(), side, ordinal }, *field)
            })
            .collect()
    }

    /// Every field this build does not know, wherever it was met, with its identity: whose it is, its key, and a number
    /// where several share both.
    #[must_use]
    pub fn other_fields(&self) -> Vec<(SafeText, &OtherField)> {
        let own = self.other.iter().map(|field| (field.key.to_string(), field));
        let below = self.party_fields().into_iter().chain(self.rejection_fields()).chain(self.request_fields());
        let named: Vec<(String, &OtherField)> =
            own.chain(below.map(|(holder, field)| (format!("{holder} · {}", field.key), field))).collect();
        let ordinals = ordinals(&named, |(name, _)| name, |(_, field)| *field);
        let numbered = |name: &str, ordinal| match ordinal {
            0 => SafeText::line(name),
            again => SafeText::line(&format!("{name} #{}", again + 1)),
        };
        named.iter().zip(ordinals).map(|((name, field), ordinal)| (numbered(name, ordinal), *field)).collect()
    }

    fn party_fields(&self) -> Vec<(String, &OtherField)> {
        let mut found = Vec::new();
        for party in self.parties.items() {
            let verification = party.verification.given().map_or(&[][..], |verification| &verification.other);
            let fields = party.other.iter().chain(verification);
            found.extend(fields.map(|field| (format!("party {}", party.key.id.short()), field)));
        }
        found
    }

    fn rejection_fields(&self) -> Vec<(String, &OtherField)> {
        let mut found = Vec::new();
        for (_, rejection) in self.rejections() {
            let verdict = rejection.verdict.given().map_or(&[][..], |verdict| &verdict.other);
            let documents = rejection.documents.items().iter().flat_map(|document| &document.verdict.other);
            let fields = rejection.other.iter().chain(verdict).chain(documents);
            found.extend(fields.map(|field| ("rejection".to_owned(), field)));
        }
        found
    }

    fn request_fields(&self) -> Vec<(String, &OtherField)> {
        let mut found = Vec::new();
        for request in self.requests.items() {
            let documents = request.documents.items();
            let fields = documents.iter().flat_map(|document| document.fields.items()).flat_map(|field| &field.other);
            let all = request.other.iter().chain(documents.iter().flat_map(|document| &document.other)).chain(fields);
            found.extend(all.map(|field| (format!("request {}", request.section.words()), field)));
        }
        found
    }

    /// The newest time anywhere in the case: a party may have changed after the customer's own `updated_at`.
    #[must_use]
    pub fn last_activity(&self) -> Option<Wall> {
        let own = [&self.details.created_at, &self.profile.updated_at, &self.last_status_updated_at];
        let parties = self.parties.items().iter().filter_map(|party| party.verification.given());
        own.into_iter()
            .chain(parties.map(|verification| &verification.updated_at))
            .filter_map(|fact| fact.given().and_then(Timestamp::at))
            .max()
    }

    /// Since when the case has its status: the status change where it was told, else an estimate. A customer is created
    /// as `INCOMPLETE`, so that its creation says more of that status than an update does.
    #[must_use]
    pub fn status_since(&self) -> Option<Since> {
        let at = |fact: &Fact<Timestamp>, basis| fact.given().and_then(Timestamp::at).map(|at| Since { at, basis });
        let update = || at(&self.profile.updated_at, Basis::LastUpdate);
        let creation = || at(&self.details.created_at, Basis::Creation);
        let is_new = self.profile.known_status() == Some(CustomerStatus::Incomplete);
        let changed = at(&self.last_status_updated_at, Basis::StatusChange);
        changed.or_else(|| if is_new { creation().or_else(update) } else { update().or_else(creation) })
    }

    /// How much is known of what is refused: `null` is documented to mean that nothing is (`assets/api.md` §2). Within
    /// a rejection that was sent, replies leave out lists that would be empty.
    #[must_use]
    pub fn rejection_extent(&self) -> Extent {
        match &self.rejection {
            Fact::Null => Extent::Whole,
            Fact::Missing => Extent::NotTold,
            Fact::Unreadable(_) | Fact::Withheld => Extent::Unreadable,
            Fact::Given(reason) => {
                // An entry that does not say of whom it speaks may speak of anybody.
                let is_gap = reason.parties.extent().is_gap()
                    || reason.parties.items().iter().any(|entry| entry.subject.is_nobody())
                    || self.rejections().into_iter().any(|(_, rejection)| rejection.has_gaps());
                if is_gap { Extent::Partly } else { Extent::Whole }
            }
        }
    }

    /// How much is known of what is asked, down to the document types.
    #[must_use]
    pub fn asks_extent(&self) -> Extent {
        let requests = self.requests.extent();
        let is_whole = |request: &Request| request.documents.extent() == Extent::Whole;
        match requests {
            Extent::Whole if !self.requests.items().iter().all(is_whole) => Extent::Partly,
            extent => extent,
        }
    }

    /// How much is known of its parties. Details of a person have none (`assets/api.md` §2).
    #[must_use]
    pub fn parties_extent(&self) -> Extent {
        match &self.parties {
            Fact::Missing if self.is_person() => Extent::Whole,
            parties => parties.extent(),
        }
    }

    fn is_person(&self) -> bool {
        self.profile.kind.given().and_then(Open::known) == Some(CustomerKind::Individual)
    }
}

#[cfg(test)]
mod tests;
