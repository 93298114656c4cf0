//! Who is known in a case, and where a text names one of them.

use std::ops::Range;
use std::sync::Arc;

use crate::domain::mask::known::{Found, Numbers, Words};

/// Shortest part of a name or an address that is looked for by itself; shorter ones are articles and initials.
pub(super) const SHORTEST_PART: usize = 4;
/// Shortest part that is looked for beside another one of the same name.
const SHORTEST_BESIDE: usize = 2;
/// What may stand between two parts of one name.
const BETWEEN: [&str; 7] = [" ", ", ", ",", ".", "_", "-", ""];
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

/// The people of one case by everything that names them, each with the nickname that stands in its place.
#[derive(Clone, Default)]
pub(super) struct People {
    words: Words,
    phones: Numbers,
}

/// A stretch of text to hide. Where several overlap, all of it is hidden under the name of the known one.
pub(super) struct Span {
    pub(super) range: Range<usize>,
    pub(super) nickname: Arc<str>,
    pub(super) known: bool,
}

impl People {
    pub(super) fn learn_email(&mut self, email: &str, nickname: &Arc<str>) {
        self.learn(email, nickname, !email.contains('@') || email.len() < FEWEST_DIGITS);
        let local = email.split('@').next().unwrap_or_default();
        let is_role = |part: &str| ROLES.contains(&part.to_lowercase().as_str());
        let parts: Vec<&str> = local.split(|c: char| !c.is_alphabetic()).filter(|part| !is_role(part)).collect();
        if local.chars().count() >= SHORTEST_PART && !is_role(local) {
            self.learn(local, nickname, local.chars().all(char::is_alphabetic));
        }
        let alone: Vec<&str> = parts.iter().copied().filter(|part| part.chars().count() >= SHORTEST_PART).collect();
        self.learn_parts(&alone, nickname);
        self.learn_beside(&parts, nickname);
    }

    /// A name by its parts, by the words of its parts, and by two parts beside each other.
    pub(super) fn learn_name(&mut self, parts: &[&str], nickname: &Arc<str>) {
        self.learn_parts(parts, nickname);
        self.learn_beside(parts, nickname);
        if let [whole] = parts {
            let words: Vec<&str> = whole.split_whitespace().collect();
            // Of a longer name two neighbouring words may be articles.
            if words.len() == 2 {
                self.learn_beside(&words, nickname);
            }
        }
    }

    pub(super) fn learn_phone(&mut self, phone: &str, nickname: &Arc<str>) {
        self.learn(phone, nickname, phone.len() < FEWEST_DIGITS);
        let digits: Vec<u8> = phone.bytes().filter(u8::is_ascii_digit).collect();
        for country in 0..=3 {
            let fewest = if country == 0 { FEWEST_DIGITS } else { FEWEST_NATIONAL_DIGITS };
            if let Some(digits) = digits.get(country..).filter(|digits| digits.len() >= fewest) {
                self.phones.learn(digits, nickname);
            }
        }
    }

    pub(super) fn learn(&mut self, text: &str, nickname: &Arc<str>, whole_word: bool) {
        self.words.learn(text, nickname, whole_word);
    }

    fn learn_parts(&mut self, parts: &[&str], nickname: &Arc<str>) {
        for part in parts {
            self.learn(part, nickname, true);
            for word in part.split_whitespace().filter(|word| word.chars().count() >= SHORTEST_PART) {
                self.learn(word, nickname, true);
            }
        }
    }

    /// Two neighbouring parts in either order, however they are written together: `Li, Bo`, `bo_li`. Beside each other
    /// also parts are a name that are too short for one alone.
    fn learn_beside(&mut self, parts: &[&str], nickname: &Arc<str>) {
        for pair in parts.windows(2) {
            let [first, last] = *pair else { continue };
            if [first, last].iter().any(|part| part.chars().count() < SHORTEST_BESIDE) {
                continue;
            }
            for between in BETWEEN {
                self.learn(&format!("{first}{between}{last}"), nickname, true);
                self.learn(&format!("{last}{between}{first}"), nickname, true);
            }
        }
    }

    /// What to hide, in order and without overlaps.
    pub(super) fn spans(&self, text: &str) -> Vec<Span> {
        let known = self.words.find(text).into_iter().chain(self.phones.find(text));
        let known = known.map(|Found { range, nickname }| Span { range, nickname, known: true });
        let mut spans: Vec<Span> = known.chain(emails(text)).collect();
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
