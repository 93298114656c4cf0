//! What an item is called in a sentence: by codes and short ids, never by anything personal.

use super::{AskKey, DocumentKey, FieldKey, Item, RequestKey, Subject};
use crate::domain::id::PartyKey;
use crate::domain::text::SafeText;
use crate::domain::wording::path_of_keys;

impl Item {
    /// The item in words, such as `label LOW_QUALITY of the company`.
    #[must_use]
    pub fn words(&self) -> SafeText {
        SafeText::line(&match self {
            Self::Case => "the case".to_owned(),
            Self::Facts => "the customer's facts".to_owned(),
            Self::Fact(name) => plain(name),
            Self::Parties => "the parties".to_owned(),
            Self::Party(key) => party(key),
            Self::PartyFacts(key) => format!("the facts of {}", party(key)),
            Self::PartyFact(key, name) => format!("{} of {}", plain(name), party(key)),
            Self::Rejections => "the rejection".to_owned(),
            Self::PartyRejections => "the rejections of parties".to_owned(),
            Self::Rejection(subject) => format!("the rejection of {}", subject.words()),
            Self::Comment(subject) => format!("the comment on {}", subject.words()),
            Self::Labels(subject) => format!("the labels of {}", subject.words()),
            Self::Documents(subject) => format!("the documents of {}", subject.words()),
            Self::DocumentLabels(key) => format!("the labels of {}", document(key)),
            Self::Label(subject, label) => format!("label {label} of {}", subject.words()),
            Self::Document(key) => document(key),
            Self::DocumentFact(key, name) => format!("{} of {}", plain(name), document(key)),
            Self::DocumentLabel(key, label) => format!("label {label} of {}", document(key)),
            Self::Requests => "the requests".to_owned(),
            Self::Request(key) => request(key),
            Self::Ask(key) => ask(key),
            Self::Field(key) => field(key),
            Self::FieldFact(key, name) => format!("{} of {}", plain(name), field(key)),
            Self::OtherFields => "fields not known to this program".to_owned(),
            Self::OtherField(path) => format!("field {}", path_of_keys(path.as_str())),
            Self::Problems => "what is not as documented".to_owned(),
            Self::Problem(path) => path.to_string(),
        })
    }
}

impl Subject {
    /// The subject in words: by short id, never by e-mail.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Company => "the company".to_owned(),
            Self::Party(key) => party(key),
            Self::UnknownParty(id) if id.text().is_blank() => "an unknown party".to_owned(),
            Self::UnknownParty(id) => format!("unknown party {}", id.short()),
        }
    }
}

/// A party by its short id; of several that share one, all but the first by a number as well.
fn party(key: &PartyKey) -> String {
    match (key.id.text().is_blank(), key.ordinal) {
        (true, _) => "a party without an id".to_owned(),
        (false, 0) => format!("party {}", key.id.short()),
        (false, ordinal) => format!("party {} #{}", key.id.short(), ordinal + 1),
    }
}

/// A wire name in words: `last_status_updated_at` → `status changed at`.
fn plain(name: &str) -> String {
    match name {
        "customer_status" => "status".to_owned(),
        "last_status_updated_at" => "time of the status change".to_owned(),
        "updated_at" => "time of the last update".to_owned(),
        "created_at" => "time of creation".to_owned(),
        "ownership_percent" => "share".to_owned(),
        "for_customer" => "reason for the customer".to_owned(),
        "for_developer" => "reason for us".to_owned(),
        "moderation_comment" => "comment".to_owned(),
        "contact" => "contact data".to_owned(),
        "tos_policies_url" => "terms link".to_owned(),
        other => other.replace('_', " "),
    }
}

fn document(key: &DocumentKey) -> String {
    let category = key.category.as_ref().map_or_else(|| "without a category".to_owned(), ToString::to_string);
    let again = if key.ordinal > 0 { format!(" #{}", key.ordinal + 1) } else { String::new() };
    format!("document {category}{again} of {}", key.subject.words())
}

fn request(key: &RequestKey) -> String {
    let section = key.section.as_ref().map_or_else(|| "without a section".to_owned(), ToString::to_string);
    format!("request {section} of {}", key.subject.words())
}

fn ask(key: &AskKey) -> String {
    let kind = key.document_type.as_ref().map_or_else(|| "without a document type".to_owned(), ToString::to_string);
    format!("ask {kind} of {}", key.request.subject.words())
}

fn field(key: &FieldKey) -> String {
    let name = key.name.as_ref().map_or_else(|| "field without a name".to_owned(), |name| format!("field {name}"));
    let side = key.side.as_ref().map(|side| format!(" {side}")).unwrap_or_default();
    format!("{name}{side} of {}", ask(&key.ask))
}
