//! What was refused and in which words: labels, comments and documents of the company and of each party.

use super::customer::OtherField;
use super::fact::{Fact, Items, code};
use super::id::PartyId;
use super::key::Subject;
use super::mask::Prose;

code! {
    /// A reject label. Fin publishes neither a list nor definitions (`assets/api.md` §5.7).
    LabelCode
}

code! {
    /// What a rejected document was filed under (`assets/api.md` §5.6).
    Category
}

code! {
    /// A document's handle. It is no link: nothing documents how to fetch it, and it is not unique
    /// (`assets/api.md` §2).
    DocumentUri
}

/// The `rejection_reason` of a case.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct RejectionReason {
    /// What was said of the company itself.
    pub company: Rejection,
    /// What was said of its parties, in the order sent.
    pub parties: Fact<Items<PartyRejection>>,
}

/// What was refused of one subject.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Rejection {
    /// The verdict on the subject as a whole (`applicant` on the wire).
    pub verdict: Fact<Verdict>,
    /// Its refused documents.
    pub documents: Fact<Items<RejectedDocument>>,
    /// Fields this build does not know.
    pub other: Vec<OtherField>,
}

impl Rejection {
    /// The labels on the subject itself.
    #[must_use]
    pub fn labels(&self) -> &[LabelCode] {
        self.verdict.given().map_or(&[], |verdict| verdict.labels.items())
    }

    /// Whether something of it was sent that could not be read, down to the labels of a document.
    #[must_use]
    pub fn has_gaps(&self) -> bool {
        let verdict = match &self.verdict {
            Fact::Given(verdict) => verdict.labels.extent().is_gap(),
            fact => fact.is_unknown(),
        };
        let document = |document: &RejectedDocument| document.verdict.labels.extent().is_gap();
        verdict || self.documents.extent().is_gap() || self.documents.items().iter().any(document)
    }

    /// Whether nothing at all was refused.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let silent = self.verdict.given().is_none_or(Verdict::is_silent);
        silent && self.documents.items().is_empty()
    }
}

/// Labels and a comment.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Verdict {
    /// The moderator's words; `""` is common at subject level.
    pub comment: Fact<Prose>,
    /// The labels.
    pub labels: Fact<Items<LabelCode>>,
    /// Fields this build does not know.
    pub other: Vec<OtherField>,
}

impl Verdict {
    /// The comment, where there are words in it.
    #[must_use]
    pub fn words(&self) -> Option<&Prose> {
        self.comment.given().filter(|comment| !comment.is_blank())
    }

    fn is_silent(&self) -> bool {
        self.words().is_none() && !self.comment.is_unknown() && self.labels.items().is_empty()
    }
}

/// A refused document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RejectedDocument {
    /// Its handle.
    pub uri: Fact<DocumentUri>,
    /// What it was filed under.
    pub category: Fact<Category>,
    /// What was said of it.
    pub verdict: Verdict,
}

impl RejectedDocument {
    /// What tells it from another document with the same handle; label order does not.
    #[must_use]
    pub fn content(&self) -> (&Fact<Prose>, Vec<&LabelCode>) {
        let mut labels: Vec<&LabelCode> = self.verdict.labels.items().iter().collect();
        labels.sort_unstable();
        (&self.verdict.comment, labels)
    }
}

/// What was refused of one party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyRejection {
    /// The party it speaks of, joined by id; an unknown party where no party has that id.
    pub subject: Subject,
    /// The id as sent.
    pub id: Fact<PartyId>,
    /// What was refused.
    pub rejection: Rejection,
}
