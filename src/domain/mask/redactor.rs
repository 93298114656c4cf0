//! Decides what of a case is shown: hides its people in everything that was written about them, and leaves out what may
//! name anybody else.

pub(super) mod nicknames;
mod people;
mod spellings;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::domain::case::Case;
use crate::domain::customer::{CustomerDetails, CustomerRow, Name, Profile, RowKey};
use crate::domain::id::PartyKey;
use crate::domain::key::Subject;
use crate::domain::party::Party;
use crate::domain::phrase::Phrases;
use crate::domain::rejection::DocumentUri;
use crate::domain::text::SafeText;
use crate::domain::wording::path_of_keys;

use super::handles::{file_name, short_form, short_forms};
use super::{Mask, Personal, Prose, Sentence, TextOrProse};
use nicknames::{Ids, Nickname, start, unknown};
use people::{People, SHORTEST_PART};

/// What a key has in it under which a part of a name stands.
const PARTS: [&str; 6] = ["first", "last", "middle", "given", "family", "surname"];

/// What of one case is shown, and what stands in place of the rest.
///
/// Under a mask, known people are hidden in texts under stable nicknames: e-mails (any, and those known also by the part
/// before the `@`), known phone numbers however they are grouped, and known names, whole words in any spelling. A company's
/// name and country stay readable. [`Prose`] may name people that nobody knows, so all of it is left out but what
/// is on the reviewed list, unless it was asked for.
///
/// The default hides everything and knows nobody.
#[derive(Clone)]
pub struct Redactor {
    rule: Rule,
    phrases: Phrases,
    people: People,
    customer: SafeText,
    parties: BTreeMap<PartyKey, Nickname>,
    handles: BTreeMap<DocumentUri, SafeText>,
}

/// What is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Rule {
    /// Everything.
    All,
    /// No person, and no prose.
    #[default]
    Masked,
    /// No person that the case knows.
    MaskedWithProse,
}

impl Default for Redactor {
    fn default() -> Self {
        Self::empty(SafeText::line("Customer"))
    }
}

impl Redactor {
    /// Learns who is in a case. Everybody is hidden, and all prose.
    #[must_use]
    pub fn of(case: &Case) -> Self {
        let mut redactor = Self::empty(case.id.nickname());
        // The order in which parties were sent must not decide whose nickname a shared address gets.
        let mut parties: Vec<&Party> = case.parties.items().iter().collect();
        parties.sort_by(|a, b| a.key.cmp(&b.key));
        let ids = Ids::of(&parties);
        for party in &parties {
            let nickname = ids.nickname(party);
            redactor.learn_party(party, nickname.with_share.as_str());
            redactor.parties.insert(party.key.clone(), nickname);
        }
        redactor.learn_profile(&case.profile, &case.details);
        let rejections = case.rejections();
        let documents = rejections.iter().flat_map(|(_, rejection)| rejection.documents.items());
        redactor.handles =
            short_forms(documents.filter_map(|document| document.uri.given()), |uri| redactor.shorten(uri));
        redactor.learn_handles();
        redactor
    }

    /// Hides nothing and knows nobody.
    #[must_use]
    pub fn open() -> Self {
        Self::default().with_mask(Mask::Off)
    }

    /// Learns who a row of the list is about.
    #[must_use]
    pub fn of_row(row: &CustomerRow) -> Self {
        let mut redactor = Self::empty(row.key.nickname());
        redactor.learn_profile(&row.profile, &row.details);
        redactor
    }

    /// Learns who a customer is of whom no more is known than its profile.
    #[must_use]
    pub fn of_profile(key: &RowKey, profile: &Profile) -> Self {
        let mut redactor = Self::empty(key.nickname());
        redactor.learn_names(profile);
        redactor
    }

    /// The redactor of a case, which hides only what the mask hides.
    #[must_use]
    pub fn under(case: &Case, phrases: &Phrases, mask: Mask) -> Self {
        Self::of(case).reviewing(phrases).with_mask(mask)
    }

    /// The same redactor as the mask allows: under [`Mask::Off`] everything stays as it is.
    #[must_use]
    pub fn with_mask(self, mask: Mask) -> Self {
        let rule = if mask == Mask::Off { Rule::All } else { Rule::Masked };
        Self { rule, ..self }
    }

    /// The same redactor with a list of sentences that name nobody, which are shown under any mask.
    #[must_use]
    pub fn reviewing(self, phrases: &Phrases) -> Self {
        Self { phrases: phrases.clone(), ..self }
    }

    /// The same redactor, with prose shown that was asked for. Whom the case knows stays hidden in it.
    #[must_use]
    pub fn with_prose(self) -> Self {
        let rule = if self.rule == Rule::All { Rule::All } else { Rule::MaskedWithProse };
        Self { rule, ..self }
    }

    /// Whether it hides anything.
    #[must_use]
    pub fn is_masked(&self) -> bool {
        self.rule != Rule::All
    }

    /// The text with everyone in it hidden.
    #[must_use]
    pub fn text(&self, text: &SafeText) -> SafeText {
        let spans = if self.is_masked() { self.people.spans(text.as_str()) } else { Vec::new() };
        if spans.is_empty() {
            return text.clone();
        }
        let mut covered = String::with_capacity(text.as_str().len());
        let mut done = 0;
        for span in spans {
            covered.push_str(text.as_str().get(done..span.range.start).unwrap_or_default());
            covered.push_str(&span.nickname);
            done = span.range.end;
        }
        covered.push_str(text.as_str().get(done..).unwrap_or_default());
        SafeText::block(&covered)
    }

    /// A path of keys, under a mask without any that may be somebody's name.
    #[must_use]
    pub fn path(&self, path: &SafeText) -> SafeText {
        if self.rule == Rule::Masked {
            self.text(&SafeText::line(&path_of_keys(path.as_str())))
        } else {
            self.text(path)
        }
    }

    /// Prose as far as it is shown; `None` where it is left out.
    #[must_use]
    pub fn prose(&self, prose: &Prose) -> Option<SafeText> {
        let text = prose.unmasked();
        let is_shown = self.rule != Rule::Masked || text.is_blank() || self.phrases.find(prose).is_some();
        is_shown.then(|| self.text(text))
    }

    /// Prose with the people of the case hidden, to be shown in pieces: what is on the reviewed list is prose no longer.
    /// `None` where it is left out.
    #[must_use]
    pub fn tell(&self, prose: &Prose) -> Option<TextOrProse> {
        let text = self.prose(prose)?;
        let is_reviewed = self.phrases.find(prose).is_some();
        Some(if is_reviewed { TextOrProse::Plain(text) } else { TextOrProse::Prose(Prose::from_safe(text)) })
    }

    /// The same for a sentence of ours.
    #[must_use]
    pub fn tell_sentence(&self, sentence: &Sentence) -> TextOrProse {
        let text = self.sentence(sentence);
        let has_prose = sentence.repeats() && self.rule != Rule::Masked;
        if has_prose { TextOrProse::Prose(Prose::from_safe(text)) } else { TextOrProse::Plain(text) }
    }

    /// A sentence of ours, without the prose that it repeats where that is left out.
    #[must_use]
    pub fn sentence(&self, sentence: &Sentence) -> SafeText {
        let is_whole = self.rule != Rule::Masked;
        self.text(if is_whole { sentence.unmasked() } else { sentence.bare() })
    }

    /// A personal value; under a mask the nickname of whose it is, where that is known, else dots.
    #[must_use]
    pub fn personal(&self, value: &Personal) -> SafeText {
        let open = value.show(Mask::Off);
        if !self.is_masked() {
            return open;
        }
        match self.people.spans(open.as_str()).as_slice() {
            [span] if span.known && span.range == (0..open.as_str().len()) => SafeText::line(&span.nickname),
            _ => value.show(Mask::On),
        }
    }

    /// What the customer is called. A company's name stays readable.
    #[must_use]
    pub fn name(&self, name: &Name) -> SafeText {
        name.show(if self.is_masked() { Mask::On } else { Mask::Off }, &self.customer)
    }

    /// Whether a text names anyone, whatever the mask.
    #[must_use]
    pub fn finds_someone(&self, text: &SafeText) -> bool {
        !self.people.spans(text.as_str()).is_empty()
    }

    /// A party's nickname, such as `Party 2e71 · 60 %`.
    #[must_use]
    pub fn party(&self, key: &PartyKey) -> SafeText {
        self.parties.get(key).map_or_else(|| unknown(key), |nickname| nickname.with_share.clone())
    }

    /// The same without the share, for where that stands beside it.
    #[must_use]
    pub fn party_beside_share(&self, key: &PartyKey) -> SafeText {
        self.parties.get(key).map_or_else(|| unknown(key), |nickname| nickname.alone.clone())
    }

    /// A nickname for whoever something is about.
    #[must_use]
    pub fn subject(&self, subject: &Subject) -> SafeText {
        match subject {
            Subject::Company => self.customer.clone(),
            Subject::Party(key) => self.party(key),
            Subject::UnknownParty(id) => SafeText::line(&format!("Unknown party {}", start(id, 4))),
        }
    }

    /// A document's handle without its file name: `/ZuyU…png`.
    #[must_use]
    pub fn uri(&self, uri: &DocumentUri) -> SafeText {
        if !self.is_masked() {
            return uri.text().clone();
        }
        let known = self.handles.get(uri).cloned();
        known.unwrap_or_else(|| SafeText::line(&self.shorten(uri.text().as_str())))
    }

    fn empty(customer: SafeText) -> Self {
        Self {
            rule: Rule::default(),
            phrases: Phrases::default(),
            people: People::default(),
            customer,
            parties: BTreeMap::new(),
            handles: BTreeMap::new(),
        }
    }

    fn shorten(&self, uri: &str) -> String {
        let form = short_form(uri);
        // What looks random may still spell a name of this case.
        if self.finds_someone(&SafeText::line(&form)) { short_form(&format!("-{}", file_name(uri))) } else { form }
    }

    fn learn_profile(&mut self, profile: &Profile, details: &CustomerDetails) {
        self.learn_names(profile);
        if let Some(phone) = details.phone.given() {
            let nickname: Arc<str> = self.customer.as_str().into();
            self.people.learn_phone(raw(phone), &nickname);
        }
    }

    fn learn_names(&mut self, profile: &Profile) {
        let nickname: Arc<str> = self.customer.as_str().into();
        if let Some(email) = profile.email.given() {
            self.people.learn_email(raw(email), &nickname);
        }
        if let Name::Individual { first, last } = &profile.name {
            let parts: Vec<&str> = [first, last]
                .into_iter()
                .filter_map(|name| name.given().map(raw))
                .filter(|name| !name.is_empty())
                .collect();
            self.people.learn_name(&parts, &nickname);
        }
    }

    fn learn_party(&mut self, party: &Party, nickname: &str) {
        let nickname: Arc<str> = nickname.into();
        if let Some(email) = party.email.given() {
            self.people.learn_email(raw(email), &nickname);
        }
        // Parties have no name or phone in the documentation; should they get one, it is a field of an unknown key.
        let mut pieces = Vec::new();
        for field in &party.other {
            let key = field.key.as_str().to_lowercase();
            let leaves = field.leaves.iter().filter_map(|(path, value)| Some((path, value.given()?)));
            for (path, value) in leaves {
                let value = value.unmasked().as_str().trim();
                if key.contains("mail") {
                    self.people.learn_email(value, &nickname);
                } else if key.contains("phone") {
                    self.people.learn_phone(value, &nickname);
                } else if key.contains("name") && !value.is_empty() {
                    let path = format!("{key} {}", path.as_str().to_lowercase());
                    if PARTS.iter().any(|part| path.contains(part)) {
                        pieces.push(value);
                    } else {
                        self.people.learn_name(&[value], &nickname);
                    }
                }
            }
        }
        self.people.learn_name(&pieces, &nickname);
    }

    fn learn_handles(&mut self) {
        for (uri, form) in &self.handles {
            let (uri, form) = (uri.text().as_str(), Arc::from(form.as_str()));
            for handle in [uri, file_name(uri)] {
                if handle.chars().count() > SHORTEST_PART {
                    self.people.learn(handle, &form, false);
                }
            }
        }
    }
}

impl fmt::Debug for Redactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Redactor(hidden)")
    }
}

fn raw(value: &Personal) -> &str {
    value.text.as_str().trim()
}

#[cfg(test)]
mod tests;
