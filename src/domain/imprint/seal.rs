//! Seals a look: every text of it is either one that may be kept in the clear, or becomes a fingerprint.

use std::collections::BTreeMap;

use super::fingerprint::FingerprintKey;
use super::{CustomerKey, Names, is_uuid};
use crate::domain::change::{Gaps, Inventory, Papers, Value};
use crate::domain::customer::{CustomerKind, CustomerStatus, VerificationType};
use crate::domain::fact::{Fact, Items, Word};
use crate::domain::glossary::Glossary;
use crate::domain::id::{PartyId, PartyKey};
use crate::domain::key::{AskKey, DocumentKey, FieldKey, Item, RequestKey, Subject};
use crate::domain::mask::{Mask, Prose};
use crate::domain::party::{PartyKind, PartyStatus};
use crate::domain::rejection::{Category, DocumentUri, LabelCode, RejectedDocument, Verdict};
use crate::domain::request::{DataType, DocumentType, FieldName, FieldStatus, Section, Side};
use crate::domain::text::SafeText;

/// What a label on the hold list is kept as: that it holds, and not which one it is.
pub(super) const HELD: &str = "held";
/// The item that stands for name, e-mail and phone of a subject together.
pub(super) const CONTACT: &str = "contact";
/// The facts of the customer that go into it.
const CONTACT_OF_CUSTOMER: [&str; 5] = ["business_name", "first_name", "last_name", "email", "phone"];
/// Longest share that is kept in the clear: more digits than any share has could be a phone number.
const LONGEST_SHARE: usize = 12;

/// What a look is sealed with.
#[derive(Clone, Copy)]
pub(super) struct Seal<'a> {
    pub(super) key: &'a FingerprintKey,
    pub(super) customer: &'a CustomerKey,
    pub(super) glossary: &'a Glossary,
}

impl Seal<'_> {
    /// The look as it is kept, and its things by what they are called there.
    pub(super) fn inventory(self, look: &Inventory) -> (Inventory, Names) {
        let mut names = Names::default();
        let mut sealed = Inventory::default();
        for (item, value) in &look.items {
            if !is_contact(item) {
                sealed.items.insert(self.named(item, &mut names), self.value(item, value));
            }
        }
        sealed.entries = look.entries.iter().map(|item| self.named(item, &mut names)).collect();
        sealed.nameless = look.nameless.iter().map(|item| self.item(item)).collect();
        sealed.gaps = self.gaps(&look.gaps);
        sealed.gaps_now = self.gaps(&look.gaps_now);
        let mut papers = Papers::default();
        for (key, document) in look.papers.iter() {
            let kept = self.document_key(key);
            let labels = document.verdict.labels.items().iter();
            let labels = labels.map(|label| Item::DocumentLabel(key.clone(), label.clone()));
            let own = [Item::Document(key.clone()), Item::DocumentFact(key.clone(), "moderation_comment")];
            own.into_iter().chain(labels).for_each(|item| drop(self.named(&item, &mut names)));
            papers.add(kept, self.document(document));
        }
        papers.sort();
        sealed.papers = papers;
        self.contact(look, &mut sealed);
        (sealed, names)
    }

    fn named(self, item: &Item, names: &mut Names) -> Item {
        let kept = self.item(item);
        names.note(kept.clone(), item);
        kept
    }

    fn gaps(self, gaps: &Gaps) -> Gaps {
        gaps.iter().map(|(item, extent)| (self.item(item), *extent)).collect()
    }

    /// Name, e-mail and phone of each subject under one fingerprint, so that none of them can be guessed alone. It depends
    /// on nothing else: people who differ must be able to share it.
    fn contact(self, look: &Inventory, sealed: &mut Inventory) {
        let mut contacts: BTreeMap<Item, Vec<String>> = BTreeMap::new();
        for (item, value) in look.items.iter().filter(|(item, _)| is_contact(item)) {
            let words = match value {
                Value::Personal(personal) => personal.as_ref().map(|personal| personal.show(Mask::Off).to_string()),
                Value::Plain(text) => Some(text.to_string()),
                Value::There | Value::Prose(_) | Value::Unknown(_) => None,
            };
            contacts.entry(self.item(item)).or_default().push(words.unwrap_or_default());
        }
        for (item, texts) in contacts {
            // Where a part of it could not be read, all of it is unknown.
            if !sealed.gaps.contains_key(&item) {
                let kept = self.key.of(&[CONTACT], texts.iter().map(String::as_str));
                sealed.items.insert(item, Value::Plain(kept));
            }
        }
    }

    fn value(self, item: &Item, value: &Value) -> Value {
        let sealed = |texts: &mut dyn Iterator<Item = &str>| Value::Plain(self.fingerprint(&place(item), texts));
        match value {
            Value::There => Value::There,
            Value::Plain(text) => Value::Plain(self.plain(item, text)),
            Value::Prose(prose) => sealed(&mut std::iter::once(prose.unmasked().as_str())),
            Value::Personal(personal) => {
                let shown = personal.as_ref().map(|personal| personal.show(Mask::Off));
                sealed(&mut shown.iter().map(SafeText::as_str))
            }
            Value::Unknown(leaves) => {
                let leaf = |(path, fact): &(SafeText, Fact<Prose>)| {
                    let words = fact.given().map_or_else(
                        || fact.absence().unwrap_or_default().to_owned(),
                        |prose| prose.unmasked().to_string(),
                    );
                    [path.to_string(), words]
                };
                let leaves: Vec<String> = leaves.iter().flat_map(leaf).collect();
                sealed(&mut leaves.iter().map(String::as_str))
            }
        }
    }

    /// A value in words: a time, a share, a word of an enumeration, or a list of such.
    fn plain(self, item: &Item, text: &SafeText) -> SafeText {
        let name = match item {
            Item::Fact(name) | Item::PartyFact(_, name) | Item::FieldFact(_, name) => *name,
            _ => "",
        };
        let words = text.as_str();
        let is_kept = match name {
            _ if ABSENCES.contains(&words) => true,
            name if name.ends_with("_at") => is_time(words),
            "ownership_percent" => {
                words.len() <= LONGEST_SHARE
                    && words.bytes().all(|byte| byte.is_ascii_digit() || b". %".contains(&byte))
            }
            "options" => words.is_empty() || words.split(", ").all(|word| self.is_known_document(word)),
            _ => is_word(words),
        };
        if is_kept { text.clone() } else { self.fingerprint(&place(item), std::iter::once(words)) }
    }

    fn is_known_document(self, word: &str) -> bool {
        self.glossary.document(&DocumentType::new(word)).is_some()
    }

    fn fingerprint<'t>(self, place: &str, texts: impl IntoIterator<Item = &'t str>) -> SafeText {
        self.key.of(&[self.customer.as_str(), place], texts)
    }

    /// A text of its own, such as an id or a code: kept where it is known.
    fn code(self, place: &str, text: &SafeText, is_known: bool) -> SafeText {
        if is_known || text.is_blank() { text.clone() } else { self.fingerprint(place, std::iter::once(text.as_str())) }
    }

    fn item(self, item: &Item) -> Item {
        match item {
            Item::Fact(name) if CONTACT_OF_CUSTOMER.contains(name) => Item::Fact(CONTACT),
            Item::PartyFact(key, "email") => Item::PartyFact(self.party(key), CONTACT),
            Item::Case
            | Item::Facts
            | Item::Fact(_)
            | Item::Parties
            | Item::Rejections
            | Item::PartyRejections
            | Item::Requests
            | Item::OtherFields
            | Item::Problems => item.clone(),
            Item::Party(key) => Item::Party(self.party(key)),
            Item::PartyFacts(key) => Item::PartyFacts(self.party(key)),
            Item::PartyFact(key, name) => Item::PartyFact(self.party(key), name),
            Item::Rejection(subject) => Item::Rejection(self.subject(subject)),
            Item::Comment(subject) => Item::Comment(self.subject(subject)),
            Item::Labels(subject) => Item::Labels(self.subject(subject)),
            Item::Label(subject, label) => Item::Label(self.subject(subject), self.label(label)),
            Item::Documents(subject) => Item::Documents(self.subject(subject)),
            Item::Document(key) => Item::Document(self.document_key(key)),
            Item::DocumentFact(key, name) => Item::DocumentFact(self.document_key(key), name),
            Item::DocumentLabels(key) => Item::DocumentLabels(self.document_key(key)),
            Item::DocumentLabel(key, label) => Item::DocumentLabel(self.document_key(key), self.label(label)),
            Item::Request(key) => Item::Request(self.request(key)),
            Item::Ask(key) => Item::Ask(self.ask(key)),
            Item::Field(key) => Item::Field(self.field(key)),
            Item::FieldFact(key, name) => Item::FieldFact(self.field(key), name),
            Item::OtherField(path) => Item::OtherField(self.code("field", path, false)),
            Item::Problem(path) => Item::Problem(self.code("problem", path, false)),
        }
    }

    /// The id of a party that is no uuid becomes a fingerprint. Two of a case may then share it, one time in 4,096: their
    /// changes are told of one party.
    fn party_id(self, id: &PartyId) -> PartyId {
        PartyId::new(self.code("party", id.text(), is_uuid(id.text().as_str())).as_str())
    }

    fn party(self, key: &PartyKey) -> PartyKey {
        PartyKey { id: self.party_id(&key.id), ordinal: key.ordinal }
    }

    pub(super) fn subject(self, subject: &Subject) -> Subject {
        match subject {
            Subject::Company => Subject::Company,
            Subject::Party(key) => Subject::Party(self.party(key)),
            Subject::UnknownParty(id) => Subject::UnknownParty(self.party_id(id)),
        }
    }

    pub(super) fn label(self, label: &LabelCode) -> LabelCode {
        if self.glossary.holds(label) {
            return LabelCode::new(HELD);
        }
        LabelCode::new(self.code("label", label.text(), self.glossary.label(label).is_some()).as_str())
    }

    fn category(self, category: &Category) -> Category {
        let text = category.text();
        let is_known = self.glossary.aliases.contains_key(&text.as_str().to_lowercase())
            || self.glossary.sections.contains_key(text.as_str())
            || self.is_known_document(text.as_str());
        Category::new(self.code("category", text, is_known).as_str())
    }

    fn uri(self, uri: &DocumentUri) -> DocumentUri {
        DocumentUri::new(self.code("uri", uri.text(), false).as_str())
    }

    fn document_key(self, key: &DocumentKey) -> DocumentKey {
        DocumentKey {
            subject: self.subject(&key.subject),
            category: key.category.as_ref().map(|category| self.category(category)),
            uri: key.uri.as_ref().map(|uri| self.uri(uri)),
            ordinal: key.ordinal,
        }
    }

    fn request(self, key: &RequestKey) -> RequestKey {
        let section = |section: &Section| {
            Section::new(self.code("section", section.text(), self.glossary.section(section).is_some()).as_str())
        };
        RequestKey { subject: self.subject(&key.subject), section: key.section.as_ref().map(section) }
    }

    fn ask(self, key: &AskKey) -> AskKey {
        let document_type = |kind: &DocumentType| {
            DocumentType::new(self.code("document", kind.text(), self.glossary.document(kind).is_some()).as_str())
        };
        AskKey { request: self.request(&key.request), document_type: key.document_type.as_ref().map(document_type) }
    }

    fn field(self, key: &FieldKey) -> FieldKey {
        let name = |name: &FieldName| {
            FieldName::new(self.code("name", name.text(), self.glossary.field(name).is_some()).as_str())
        };
        let side = |side: &SafeText| self.code("side", side, Side::parse(side.as_str()).is_some());
        FieldKey {
            ask: self.ask(&key.ask),
            name: key.name.as_ref().map(name),
            side: key.side.as_ref().map(side),
            ordinal: key.ordinal,
        }
    }

    fn document(self, document: &RejectedDocument) -> RejectedDocument {
        let comment = |words: &Prose| {
            let text = words.unmasked();
            Prose::from_safe(self.code("document comment", text, false))
        };
        let labels = |labels: &Items<LabelCode>| Items {
            read: labels.read.iter().map(|label| self.label(label)).collect(),
            unread: labels.unread,
        };
        RejectedDocument {
            uri: known(&document.uri, |uri| self.uri(uri)),
            category: known(&document.category, |category| self.category(category)),
            verdict: Verdict {
                comment: known(&document.verdict.comment, comment),
                labels: known(&document.verdict.labels, labels),
                other: Vec::new(),
            },
        }
    }
}

impl Names {
    fn note(&mut self, kept: Item, live: &Item) {
        if kept != *live && !matches!(kept, Item::Fact(CONTACT) | Item::PartyFact(_, CONTACT)) {
            self.0.entry(kept).or_insert_with(|| live.clone());
        }
    }
}

/// A fact as it is kept: what could not be read says no more than that.
fn known<T, U>(fact: &Fact<T>, seal: impl FnOnce(&T) -> U) -> Fact<U> {
    match fact {
        Fact::Missing => Fact::Missing,
        Fact::Null => Fact::Null,
        Fact::Given(value) => Fact::Given(seal(value)),
        Fact::Unreadable(_) | Fact::Withheld => Fact::Withheld,
    }
}

fn is_contact(item: &Item) -> bool {
    match item {
        Item::Fact(name) => CONTACT_OF_CUSTOMER.contains(name),
        Item::PartyFact(_, name) => *name == "email",
        _ => false,
    }
}

/// What a fingerprint is about, beside whose it is.
fn place(item: &Item) -> String {
    match item {
        Item::Fact(name) => format!("fact {name}"),
        Item::PartyFact(key, name) => format!("party {} {name}", key.id.text()),
        Item::FieldFact(key, name) => {
            format!("field {} {name}", key.name.as_ref().map_or("", |name| name.text().as_str()))
        }
        Item::Comment(_) => "comment".to_owned(),
        Item::OtherField(path) => format!("other {path}"),
        _ => "value".to_owned(),
    }
}

/// What is said where no value was sent.
const ABSENCES: [&str; 2] = ["not given", "left out by a mask"];

/// Whether a text is a moment as this program writes it.
fn is_time(text: &str) -> bool {
    jiff::civil::DateTime::strptime("%Y-%m-%d %H:%M:%S UTC", text).is_ok()
}

/// Whether a text is a word of one of the API's enumerations.
fn is_word(text: &str) -> bool {
    CustomerKind::parse(text).is_some()
        || CustomerStatus::parse(text).is_some()
        || VerificationType::parse(text).is_some()
        || PartyKind::parse(text).is_some()
        || PartyStatus::parse(text).is_some()
        || DataType::parse(text).is_some()
        || FieldStatus::parse(text).is_some()
}
