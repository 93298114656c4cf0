//! Items as they are written down: names of ours, and the texts they are made of.

use serde::{Deserialize, Serialize};

use crate::domain::fact::Extent;
use crate::domain::id::{PartyId, PartyKey};
use crate::domain::imprint::seal::CONTACT;
use crate::domain::key::{AskKey, DocumentKey, FieldKey, Item, RequestKey, Subject};
use crate::domain::rejection::{Category, DocumentUri, LabelCode};
use crate::domain::request::{DocumentType, FieldName, Section};
use crate::domain::text::SafeText;

/// The names of facts that items have.
const NAMES: [&str; 22] = [
    CONTACT,
    "business_name",
    "country",
    "created_at",
    "customer_status",
    "data_type",
    "email",
    "first_name",
    "for_customer",
    "for_developer",
    "last_name",
    "last_status_updated_at",
    "moderation_comment",
    "options",
    "ownership_percent",
    "phone",
    "reason",
    "status",
    "type",
    "updated_at",
    "verification",
    "verification_type",
];

/// An [`Item`].
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::domain::imprint) enum Thing {
    Case,
    Facts,
    Fact(String),
    Parties,
    Party(Whose),
    PartyFacts(Whose),
    PartyFact(Whose, String),
    Rejections,
    PartyRejections,
    Rejection(Whom),
    Comment(Whom),
    Labels(Whom),
    Label(Whom, String),
    Documents(Whom),
    Document(PaperKey),
    DocumentFact(PaperKey, String),
    DocumentLabels(PaperKey),
    DocumentLabel(PaperKey, String),
    Requests,
    Request(Whom, Option<String>),
    Ask(Whom, Option<String>, Option<String>),
    Field(Asked),
    FieldFact(Asked, String),
    OtherFields,
    OtherField(String),
    Problems,
    Problem(String),
}

/// A party: id and number among equals.
pub(super) type Whose = (String, u32);
/// A document: whose, category, handle, number among equals.
pub(super) type PaperKey = (Whom, Option<String>, Option<String>, u32);
/// A field: whose, section, document type, name, side, number among equals.
pub(super) type Asked = (Whom, Option<String>, Option<String>, Option<String>, Option<String>, u32);

/// A [`Subject`].
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::domain::imprint) enum Whom {
    Company,
    Party(String, u32),
    Unknown(String),
}

/// An [`Extent`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::domain::imprint) enum Reach {
    Whole,
    Partly,
    Unreadable,
    NotTold,
}

/// A fact by a name that this build does not have.
#[derive(Debug)]
pub(super) struct UnknownName;

impl std::fmt::Display for UnknownName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a fact by a name that this version does not know")
    }
}

fn name(written: &str) -> Result<&'static str, UnknownName> {
    NAMES.into_iter().find(|name| *name == written).ok_or(UnknownName)
}

impl From<&Item> for Thing {
    fn from(item: &Item) -> Self {
        match item {
            Item::Case => Self::Case,
            Item::Facts => Self::Facts,
            Item::Fact(name) => Self::Fact((*name).to_owned()),
            Item::Parties => Self::Parties,
            Item::Party(key) => Self::Party(whose(key)),
            Item::PartyFacts(key) => Self::PartyFacts(whose(key)),
            Item::PartyFact(key, name) => Self::PartyFact(whose(key), (*name).to_owned()),
            Item::Rejections => Self::Rejections,
            Item::PartyRejections => Self::PartyRejections,
            Item::Rejection(subject) => Self::Rejection(subject.into()),
            Item::Comment(subject) => Self::Comment(subject.into()),
            Item::Labels(subject) => Self::Labels(subject.into()),
            Item::Label(subject, label) => Self::Label(subject.into(), label.to_string()),
            Item::Documents(subject) => Self::Documents(subject.into()),
            Item::Document(key) => Self::Document(paper_key(key)),
            Item::DocumentFact(key, name) => Self::DocumentFact(paper_key(key), (*name).to_owned()),
            Item::DocumentLabels(key) => Self::DocumentLabels(paper_key(key)),
            Item::DocumentLabel(key, label) => Self::DocumentLabel(paper_key(key), label.to_string()),
            Item::Requests => Self::Requests,
            Item::Request(key) => Self::Request((&key.subject).into(), key.section.as_ref().map(ToString::to_string)),
            Item::Ask(key) => {
                let RequestKey { subject, section } = &key.request;
                let kind = key.document_type.as_ref().map(ToString::to_string);
                Self::Ask(subject.into(), section.as_ref().map(ToString::to_string), kind)
            }
            Item::Field(key) => Self::Field(asked(key)),
            Item::FieldFact(key, name) => Self::FieldFact(asked(key), (*name).to_owned()),
            Item::OtherFields => Self::OtherFields,
            Item::OtherField(path) => Self::OtherField(path.to_string()),
            Item::Problems => Self::Problems,
            Item::Problem(path) => Self::Problem(path.to_string()),
        }
    }
}

pub(super) fn item(thing: Thing) -> Result<Item, UnknownName> {
    Ok(match thing {
        Thing::Case => Item::Case,
        Thing::Facts => Item::Facts,
        Thing::Fact(fact) => Item::Fact(name(&fact)?),
        Thing::Parties => Item::Parties,
        Thing::Party(key) => Item::Party(party(key)),
        Thing::PartyFacts(key) => Item::PartyFacts(party(key)),
        Thing::PartyFact(key, fact) => Item::PartyFact(party(key), name(&fact)?),
        Thing::Rejections => Item::Rejections,
        Thing::PartyRejections => Item::PartyRejections,
        Thing::Rejection(whom) => Item::Rejection(whom.into()),
        Thing::Comment(whom) => Item::Comment(whom.into()),
        Thing::Labels(whom) => Item::Labels(whom.into()),
        Thing::Label(whom, label) => Item::Label(whom.into(), LabelCode::new(&label)),
        Thing::Documents(whom) => Item::Documents(whom.into()),
        Thing::Document(key) => Item::Document(document_key(key)),
        Thing::DocumentFact(key, fact) => Item::DocumentFact(document_key(key), name(&fact)?),
        Thing::DocumentLabels(key) => Item::DocumentLabels(document_key(key)),
        Thing::DocumentLabel(key, label) => Item::DocumentLabel(document_key(key), LabelCode::new(&label)),
        Thing::Requests => Item::Requests,
        Thing::Request(whom, section) => Item::Request(request(whom, section.as_deref())),
        Thing::Ask(whom, section, kind) => Item::Ask(ask(whom, section.as_deref(), kind.as_deref())),
        Thing::Field(key) => Item::Field(field(key)),
        Thing::FieldFact(key, fact) => Item::FieldFact(field(key), name(&fact)?),
        Thing::OtherFields => Item::OtherFields,
        Thing::OtherField(path) => Item::OtherField(SafeText::line(&path)),
        Thing::Problems => Item::Problems,
        Thing::Problem(path) => Item::Problem(SafeText::line(&path)),
    })
}

fn whose(key: &PartyKey) -> Whose {
    (key.id.text().to_string(), key.ordinal)
}

fn party((id, ordinal): Whose) -> PartyKey {
    PartyKey { id: PartyId::new(&id), ordinal }
}

impl From<&Subject> for Whom {
    fn from(subject: &Subject) -> Self {
        match subject {
            Subject::Company => Self::Company,
            Subject::Party(key) => Self::Party(key.id.text().to_string(), key.ordinal),
            Subject::UnknownParty(id) => Self::Unknown(id.text().to_string()),
        }
    }
}

impl From<Whom> for Subject {
    fn from(whom: Whom) -> Self {
        match whom {
            Whom::Company => Self::Company,
            Whom::Party(id, ordinal) => Self::Party(party((id, ordinal))),
            Whom::Unknown(id) => Self::UnknownParty(PartyId::new(&id)),
        }
    }
}

pub(super) fn paper_key(key: &DocumentKey) -> PaperKey {
    let category = key.category.as_ref().map(ToString::to_string);
    ((&key.subject).into(), category, key.uri.as_ref().map(ToString::to_string), key.ordinal)
}

pub(super) fn document_key((whom, category, uri, ordinal): PaperKey) -> DocumentKey {
    let (category, uri) = (category.as_deref().map(Category::new), uri.as_deref().map(DocumentUri::new));
    DocumentKey { subject: whom.into(), category, uri, ordinal }
}

fn request(whom: Whom, section: Option<&str>) -> RequestKey {
    RequestKey { subject: whom.into(), section: section.map(Section::new) }
}

fn ask(whom: Whom, section: Option<&str>, kind: Option<&str>) -> AskKey {
    AskKey { request: request(whom, section), document_type: kind.map(DocumentType::new) }
}

fn asked(key: &FieldKey) -> Asked {
    let AskKey { request, document_type } = &key.ask;
    (
        (&request.subject).into(),
        request.section.as_ref().map(ToString::to_string),
        document_type.as_ref().map(ToString::to_string),
        key.name.as_ref().map(ToString::to_string),
        key.side.as_ref().map(ToString::to_string),
        key.ordinal,
    )
}

fn field((whom, section, kind, name, side, ordinal): Asked) -> FieldKey {
    FieldKey {
        ask: ask(whom, section.as_deref(), kind.as_deref()),
        name: name.as_deref().map(FieldName::new),
        side: side.as_deref().map(SafeText::line),
        ordinal,
    }
}

impl From<Extent> for Reach {
    fn from(extent: Extent) -> Self {
        match extent {
            Extent::Whole => Self::Whole,
            Extent::Partly => Self::Partly,
            Extent::Unreadable => Self::Unreadable,
            Extent::NotTold => Self::NotTold,
        }
    }
}

impl From<Reach> for Extent {
    fn from(reach: Reach) -> Self {
        match reach {
            Reach::Whole => Self::Whole,
            Reach::Partly => Self::Partly,
            Reach::Unreadable => Self::Unreadable,
            Reach::NotTold => Self::NotTold,
        }
    }
}
