//! Hides the people of a case inside everything that was written about them.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::ops::Range;
use std::sync::Arc;

use crate::domain::case::Case;
use crate::domain::customer::{CustomerRow, Name, Particulars, Profile};
use crate::domain::id::{CustomerId, PartyId, PartyKey};
use crate::domain::key::Subject;
use crate::domain::party::Party;
use crate::domain::rejection::DocumentUri;
use crate::domain::text::SafeText;

use super::fold::{Folded, fold};
use super::handles::{file_name, short_form, short_forms};
use super::{Mask, Personal};

/// Shortest part of a name or an address that is looked for by itself; shorter ones are articles and initials.
const SHORTEST_PART: usize = 4;
/// Fewest digits (or characters) that are looked for anywhere; with fewer they must stand alone.
const FEWEST_DIGITS: usize = 6;
/// Fewest digits of a phone number without its country code.
const FEWEST_NATIONAL_DIGITS: usize = 7;
/// Stands for an address of someone the case does not know.
const SOMEONE: &str = "•••@•••";
/// Mailboxes of a role: their words are no one's name and occur in any comment.
const ROLES: [&str; 24] = [
    "account",
    "accounting",
    "accounts",
    "admin",
    "billing",
    "company",
    "compliance",
    "contact",
    "customer",
    "director",
    "directors",
    "document",
    "documents",
    "email",
    "finance",
    "hello",
    "info",
    "legal",
    "mail",
    "office",
    "owner",
    "sales",
    "support",
    "team",
];

/// What is known of the people of one case, to hide it in texts under stable nicknames.
///
/// Hidden are e-mails (any, and those known also by the part before the `@`), known phone numbers however they are
/// grouped, and known names, whole words in any case. A company's name and country stay readable.
#[derive(Clone)]
pub struct Cover {
    open: bool,
    words: BTreeMap<char, Vec<Known>>,
    phones: Vec<Phone>,
    customer: SafeText,
    parties: BTreeMap<PartyKey, SafeText>,
    handles: BTreeMap<DocumentUri, SafeText>,
}

#[derive(Clone)]
struct Known {
    folded: Vec<char>,
    nickname: Arc<str>,
    whole_word: bool,
}

#[derive(Clone)]
struct Phone {
    digits: Vec<u8>,
    nickname: Arc<str>,
}

/// A stretch of text to hide. Where several overlap, all of it is hidden under the name of the known one.
struct Span {
    range: Range<usize>,
    nickname: Arc<str>,
    known: bool,
}

impl Cover {
    /// Learns who is in a case.
    #[must_use]
    pub fn of(case: &Case) -> Self {
        let mut cover = Self::empty(case.id.as_str());
        // The order in which parties were sent must not decide whose nickname a shared address gets.
        let mut parties: Vec<&Party> = case.parties.items().iter().collect();
        parties.sort_by(|a, b| a.key.cmp(&b.key));
        for party in &parties {
            let nickname = party_nickname(party, &parties);
            cover.learn_party(party, nickname.as_str());
            cover.parties.insert(party.key.clone(), nickname);
        }
        cover.learn_profile(&case.profile, &case.particulars);
        let documents = case.documents();
        let uris: Vec<&DocumentUri> = documents.iter().filter_map(|(_, document)| document.uri.given()).collect();
        cover.handles = short_forms(uris.into_iter(), |uri| cover.shorten(uri));
        cover.learn_handles();
        cover
    }

    /// Learns who a row of the list is about.
    #[must_use]
    pub fn of_row(row: &CustomerRow) -> Self {
        let mut cover = Self::empty(row.key.id().map_or("?", CustomerId::as_str));
        cover.learn_profile(&row.profile, &row.particulars);
        cover
    }

    /// The cover of a case, which hides only what the mask hides.
    #[must_use]
    pub fn under(case: &Case, mask: Mask) -> Self {
        Self::of(case).behind(mask)
    }

    /// The same cover as the mask allows: under [`Mask::Off`] texts and handles stay as they are.
    #[must_use]
    pub fn behind(self, mask: Mask) -> Self {
        Self { open: mask == Mask::Off, ..self }
    }

    /// The text with everyone in it hidden.
    #[must_use]
    pub fn text(&self, text: &SafeText) -> SafeText {
        let spans = if self.open { Vec::new() } else { self.spans(text.as_str()) };
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

    /// Whether a text names anyone, whatever the mask.
    #[must_use]
    pub fn finds_someone(&self, text: &SafeText) -> bool {
        !self.spans(text.as_str()).is_empty()
    }

    /// A party's nickname, such as `Party 2e71 · 60 %`.
    #[must_use]
    pub fn party(&self, key: &PartyKey) -> SafeText {
        self.parties.get(key).cloned().unwrap_or_else(|| SafeText::line(&format!("Party {}", start(&key.id, 4))))
    }

    /// A nickname for whoever something is about.
    #[must_use]
    pub fn subject(&self, subject: &Subject) -> SafeText {
        match subject {
            Subject::Company => self.customer.clone(),
            Subject::Party(key) => self.party(key),
            Subject::Stranger(id) => SafeText::line(&format!("Unknown party {}", start(id, 4))),
        }
    }

    /// A document's handle without its file name: `/ZuyU…png`.
    #[must_use]
    pub fn uri(&self, uri: &DocumentUri) -> SafeText {
        if self.open {
            return uri.text().clone();
        }
        let known = self.handles.get(uri).cloned();
        known.unwrap_or_else(|| SafeText::line(&self.shorten(uri.text().as_str())))
    }

    fn empty(id: &str) -> Self {
        Self {
            open: false,
            words: BTreeMap::new(),
            phones: Vec::new(),
            customer: SafeText::line(&format!("Customer {}", id.chars().take(4).collect::<String>())),
            parties: BTreeMap::new(),
            handles: BTreeMap::new(),
        }
    }

    fn shorten(&self, uri: &str) -> String {
        let form = short_form(uri);
        // What looks random may still spell a name of this case.
        if self.finds_someone(&SafeText::line(&form)) { short_form(&format!("-{}", file_name(uri))) } else { form }
    }

    fn learn_profile(&mut self, profile: &Profile, particulars: &Particulars) {
        let nickname: Arc<str> = self.customer.as_str().into();
        self.learn_email(profile.email.given(), &nickname);
        self.learn_phone(particulars.phone.given(), &nickname);
        if let Name::Individual { first, last } = &profile.name {
            let parts: Vec<&str> = [first, last].into_iter().filter_map(|name| name.given().map(raw)).collect();
            self.learn_name(&parts, &nickname);
        }
    }

    fn learn_party(&mut self, party: &Party, nickname: &str) {
        let nickname: Arc<str> = nickname.into();
        self.learn_email(party.email.given(), &nickname);
        // Parties have no name or phone in the documentation; should they get one, it is a field of an unknown key.
        for field in &party.other {
            let key = field.key.as_str().to_lowercase();
            for (_, value) in &field.leaves {
                if key.contains("mail") {
                    self.learn_email(Some(value), &nickname);
                } else if key.contains("phone") {
                    self.learn_phone(Some(value), &nickname);
                } else if key.contains("name") {
                    self.learn_name(&[raw(value)], &nickname);
                }
            }
        }
    }

    fn learn_email(&mut self, email: Option<&Personal>, nickname: &Arc<str>) {
        let Some(email) = email.map(raw) else { return };
        self.learn(email, nickname, !email.contains('@') || email.len() < FEWEST_DIGITS);
        let local = email.split('@').next().unwrap_or_default();
        let parts: Vec<&str> = local
            .split(|c: char| !c.is_alphabetic())
            .filter(|part| part.chars().count() >= SHORTEST_PART && !ROLES.contains(&part.to_lowercase().as_str()))
            .collect();
        if local.chars().count() >= SHORTEST_PART && !ROLES.contains(&local.to_lowercase().as_str()) {
            self.learn(local, nickname, local.chars().all(char::is_alphabetic));
        }
        self.learn_name(&parts, nickname);
    }

    /// A name by its parts, by the words of its parts, and by two parts in either order.
    fn learn_name(&mut self, parts: &[&str], nickname: &Arc<str>) {
        for part in parts {
            self.learn(part, nickname, true);
            for word in part.split_whitespace().filter(|word| word.chars().count() >= SHORTEST_PART) {
                self.learn(word, nickname, true);
            }
        }
        if let [first, last] = parts {
            for whole in [format!("{first} {last}"), format!("{last} {first}"), format!("{first}{last}")] {
                self.learn(&whole, nickname, true);
            }
        }
    }

    fn learn_phone(&mut self, phone: Option<&Personal>, nickname: &Arc<str>) {
        let Some(phone) = phone.map(raw) else { return };
        self.learn(phone, nickname, phone.len() < FEWEST_DIGITS);
        let digits: Vec<u8> = phone.bytes().filter(u8::is_ascii_digit).collect();
        for country in 0..=3 {
            let fewest = if country == 0 { FEWEST_DIGITS } else { FEWEST_NATIONAL_DIGITS };
            if let Some(digits) = digits.get(country..).filter(|digits| digits.len() >= fewest) {
                self.phones.push(Phone { digits: digits.to_vec(), nickname: nickname.clone() });
            }
        }
    }

    fn learn_handles(&mut self) {
        let handles: Vec<(DocumentUri, SafeText)> =
            self.handles.iter().map(|(uri, form)| (uri.clone(), form.clone())).collect();
        for (uri, form) in handles {
            let (uri, form) = (uri.text().as_str(), Arc::from(form.as_str()));
            for handle in [uri, file_name(uri)] {
                if handle.chars().count() > SHORTEST_PART {
                    self.learn(handle, &form, false);
                }
            }
        }
    }

    fn learn(&mut self, text: &str, nickname: &Arc<str>, whole_word: bool) {
        let folded = fold(text.trim());
        let Some(first) = folded.first() else { return };
        let alike = self.words.entry(*first).or_default();
        if alike.iter().all(|known| known.folded != folded) {
            alike.push(Known { folded, nickname: nickname.clone(), whole_word });
            alike.sort_by_key(|known| std::cmp::Reverse(known.folded.len()));
        }
    }

    /// What to hide, in order and without overlaps.
    fn spans(&self, text: &str) -> Vec<Span> {
        let mut spans = self.known_words(text);
        spans.extend(self.known_phones(text));
        spans.extend(emails(text));
        spans.sort_by_key(|span| (span.range.start, usize::MAX - span.range.end));
        let mut apart: Vec<Span> = Vec::with_capacity(spans.len());
        for span in spans {
            match apart.last_mut() {
                Some(last) if span.range.start < last.range.end => {
                    last.range.end = last.range.end.max(span.range.end);
                    if span.known && !last.known {
                        (last.known, last.nickname) = (true, span.nickname);
                    }
                }
                _ => apart.push(span),
            }
        }
        apart
    }

    fn known_words(&self, text: &str) -> Vec<Span> {
        let folded = Folded::new(text);
        let mut spans = Vec::new();
        for (place, c) in folded.starts() {
            let alike = self.words.get(&c).map_or(&[][..], Vec::as_slice);
            let found = alike.iter().find_map(|known| {
                let range = folded.at(place, &known.folded)?;
                (!known.whole_word || folded.is_word(&range)).then_some((range, known))
            });
            if let Some((range, known)) = found {
                spans.push(Span { range, nickname: known.nickname.clone(), known: true });
            }
        }
        spans
    }

    fn known_phones(&self, text: &str) -> Vec<Span> {
        let digits: Vec<(usize, u8)> = text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit()).collect();
        let mut spans = Vec::new();
        for phone in &self.phones {
            for run in digits.windows(phone.digits.len()) {
                let same = run.iter().map(|(_, digit)| digit).eq(&phone.digits);
                if same && is_one_number(text, run) {
                    let (Some((first, _)), Some((last, _))) = (run.first(), run.last()) else { continue };
                    let before = text.get(..*first).unwrap_or_default();
                    let start = before.trim_end_matches(['+', '(']).len();
                    spans.push(Span { range: start..last + 1, nickname: phone.nickname.clone(), known: true });
                }
            }
        }
        spans
    }
}

impl fmt::Debug for Cover {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cover(hidden)")
    }
}

fn raw(value: &Personal) -> &str {
    value.text.as_str().trim()
}

fn start(id: &PartyId, chars: usize) -> String {
    // An id with an @ is an address put in the wrong place.
    if id.text().as_str().contains('@') { "?".to_owned() } else { id.text().as_str().chars().take(chars).collect() }
}

fn party_nickname(party: &Party, all: &[&Party]) -> SafeText {
    let id = &party.key.id;
    let same_start = |other: &&&Party| other.key.id != *id && start(&other.key.id, 4) == start(id, 4);
    let short = if all.iter().any(|other| same_start(&other)) { start(id, 8) } else { start(id, 4) };
    let mut nickname = format!("Party {}", if short.is_empty() { "?" } else { &short });
    if party.key.ordinal > 0 {
        // Writing to a String cannot fail.
        let _ = write!(nickname, " #{}", party.key.ordinal + 1);
    }
    if let Some(share) = party.share.given() {
        let _ = write!(nickname, " · {}", share.value().in_short());
    }
    SafeText::line(&nickname)
}

/// Whether digits are grouped as in one phone number: nothing but a few separators between two of them.
fn is_one_number(text: &str, digits: &[(usize, u8)]) -> bool {
    digits.windows(2).all(|pair| {
        let [(a, _), (b, _)] = *pair else { return false };
        let between = text.get(a + 1..b).unwrap_or("?");
        between.chars().count() <= 3
            && between.chars().all(|c| matches!(c, ' ' | '\u{a0}' | '-' | '–' | '.' | '/' | '(' | ')'))
    })
}

/// Everything shaped like an e-mail address, so that those the case does not know are hidden too.
fn emails(text: &str) -> Vec<Span> {
    let is_local = |c: char| c.is_alphanumeric() || "._%+-'".contains(c);
    let is_domain = |c: char| c.is_alphanumeric() || ".-".contains(c);
    let mut spans = Vec::new();
    for (at, _) in text.match_indices('@') {
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default());
        let start = before.trim_end_matches(is_local).len();
        let domain = after.split(|c| !is_domain(c)).next().unwrap_or_default().trim_end_matches(['.', '-']).len();
        if start < at && domain > 0 {
            spans.push(Span { range: start..at + 1 + domain, nickname: SOMEONE.into(), known: false });
        }
    }
    spans
}

#[cfg(test)]
mod tests;
