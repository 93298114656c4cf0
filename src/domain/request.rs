//! Requests for information: what Fin wants, from whom, field by field. They have no id, date or answered state.

use super::customer::OtherField;
use super::fact::{Fact, Items, Open, code, words};
use super::id::PartyId;
use super::key::{RequestKey, Subject};
use super::mask::Prose;
use super::text::SafeText;

words! {
    /// Whom a request is about (`assets/api.md` §5.3).
    Scope {
        /// The customer itself.
        Customer = "CUSTOMER",
        /// One associated party.
        AssociatedParty = "ASSOCIATED_PARTY" | "ASSOCIATED PARTY",
    }
}

words! {
    /// What kind of value a field wants (`assets/api.md` §5.3).
    DataType {
        /// A file.
        Uri = "URI",
        /// A date.
        Date = "DATE",
        /// A text.
        Text = "TEXT",
        /// One of a set.
        Enum = "ENUM",
    }
}

words! {
    /// Why a field is asked for (`assets/api.md` §5.3).
    FieldStatus {
        /// It was not provided.
        Missing = "MISSING",
        /// It is past its expiry.
        Expired = "EXPIRED",
        /// It fails a requirement; see the reason.
        Invalid = "INVALID",
    }
}

words! {
    /// Which side of a document (`assets/api.md` §5.3).
    Side {
        /// The front.
        Front = "FRONT",
        /// The back.
        Back = "BACK",
    }
}

code! {
    /// The section a request belongs to (`assets/api.md` §5.4).
    Section
}

code! {
    /// A document type (`assets/api.md` §5.5); requests use words that no upload enum has.
    DocumentType
}

code! {
    /// A field's name (`assets/api.md` §5.3).
    FieldName
}

/// One entry of `request_for_information`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Whom it is about, after joining.
    pub subject: Subject,
    /// The scope as sent.
    pub scope: Fact<Open<Scope>>,
    /// The party's id as sent.
    pub party: Fact<PartyId>,
    /// The section.
    pub section: Fact<Section>,
    /// What is wanted (`categories` on the wire).
    pub documents: Fact<Items<RequestedDocument>>,
    /// Fields this build does not know.
    pub other: Vec<OtherField>,
}

impl Request {
    /// Its identity, which entries about the same subject and section share.
    #[must_use]
    pub fn key(&self) -> RequestKey {
        RequestKey { subject: self.subject.clone(), section: self.section.given().cloned() }
    }
}

/// One document type that is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestedDocument {
    /// The document type.
    pub document_type: Fact<DocumentType>,
    /// The fields that are wanted of it.
    pub fields: Fact<Items<RequestedField>>,
    /// Fields this build does not know.
    pub other: Vec<OtherField>,
}

/// One field that is wanted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RequestedField {
    /// Its name.
    pub name: Fact<FieldName>,
    /// The kind of value.
    pub data_type: Fact<Open<DataType>>,
    /// Why it is wanted.
    pub status: Fact<Open<FieldStatus>>,
    /// The reason in words; often absent.
    pub reason: Fact<Prose>,
    /// Presumably the values an `ENUM` may take; always empty in samples.
    pub options: Fact<Items<SafeText>>,
    /// Which side of the document.
    pub side: Fact<Open<Side>>,
    /// Fields this build does not know.
    pub other: Vec<OtherField>,
}

impl RequestedField {
    /// The reason, where there are words in it.
    #[must_use]
    pub fn reason_words(&self) -> Option<&Prose> {
        self.reason.given().filter(|reason| !reason.is_blank())
    }
}
