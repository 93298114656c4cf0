//! Who is known in a case, and where a text names one of them.

use std::ops::Range;
use std::sync::Arc;

use unicode_normalization::char::is_combining_mark;

use super::spellings::{is_particle, names_within, respelt, shortest_alone, with_initial, with_titles, words_of};
use crate::domain::fold::{is_apostrophe, is_dash};
use crate::domain::mask::fold::Folded;
use crate::domain::mask::known::{Found, Numbers, Words, digits_of};

/// Shortest part of an address that is looked for by itself; shorter ones are articles and initials.
pub(super) const SHORTEST_PART: usize = 4;
/// Shortest part that is looked for beside another one of the same name.
const SHORTEST_BESIDE: usize = 2;
/// Most words of a name that are looked for in pairs.
const MOST_WORDS: usize = 6;
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
        self.learn(email, nickname, !email.contains(is_at) || email.len() < FEWEST_DIGITS);
        let local = email.split(is_at).next().unwrap_or_default();
        let is_role = |part: &str| ROLES.contains(&part.to_lowercase().as_str());
        let is_in_word = |c: char| (c.is_alphabetic() && !is_apostrophe(c)) || is_combining_mark(c);
        let parts: Vec<&str> = local.split(|c: char| !is_in_word(c)).filter(|part| !is_role(part)).collect();
        if local.chars().count() >= SHORTEST_PART && !is_role(local) {
            self.learn(local, nickname, local.chars().all(is_in_word));
        }
        for part in parts.iter().filter(|part| part.chars().count() >= SHORTEST_PART) {
            self.learn_name_or_word(part, nickname);
        }
        self.learn_beside(&parts, nickname);
    }

    /// A name by its parts, by the words of its parts, and by any two of them beside each other.
    pub(super) fn learn_name(&mut self, parts: &[&str], nickname: &Arc<str>) {
        for part in parts {
            self.learn_name_or_word(part, nickname);
        }
        self.learn_beside(parts, nickname);
        let words: Vec<&str> = parts.iter().flat_map(|part| words_of(part)).collect();
        // Of a longer name two neighbouring words may be articles.
        let is_short = words.len() == 2;
        let own: Vec<&str> = words.iter().copied().filter(|word| is_short || is_alone(word)).take(MOST_WORDS).collect();
        for word in own.iter().copied().filter(|word| is_alone(word)) {
            self.learn_name_or_word(word, nickname);
            // What the fields tell apart already is not taken apart.
            let within = if parts.len() == 1 { names_within(word) } else { Vec::new() };
            for word in within.iter().map(String::as_str).chain([word]) {
                self.learn(word, nickname, true);
                for with_title in with_titles(word) {
                    self.learn(&with_title, nickname, true);
                }
            }
        }
        for first in [words.first(), words.last()].into_iter().flatten() {
            for last in own.iter().filter(|last| *last != first) {
                for joined in with_initial(first, last) {
                    self.learn_name_or_word(&joined, nickname);
                }
            }
        }
        for count in 3..=own.len() {
            for run in own.windows(count) {
                self.learn_name_or_word(&run.join(" "), nickname);
            }
        }
        for (at, first) in own.iter().enumerate() {
            for last in own.iter().skip(at + 1) {
                self.learn_beside(&[first, last], nickname);
            }
        }
    }

    pub(super) fn learn_phone(&mut self, phone: &str, nickname: &Arc<str>) {
        self.learn(phone, nickname, phone.len() < FEWEST_DIGITS);
        let digits = digits_of(phone);
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

    fn learn_name_or_word(&mut self, text: &str, nickname: &Arc<str>) {
        self.learn(text, nickname, true);
        for other in respelt(text) {
            self.learn(&other, nickname, true);
        }
    }

    /// Two neighbouring parts in either order, however they are written together: `Li, Bo`, `bo_li`. Beside each other
    /// also parts are a name that are too short for one alone.
    fn learn_beside(&mut self, parts: &[&str], nickname: &Arc<str>) {
        for pair in parts.windows(2) {
            let [first, last] = *pair else { continue };
            if [first, last].iter().any(|part| part.chars().count() < SHORTEST_BESIDE && !is_alone(part)) {
                continue;
            }
            self.learn_name_or_word(&format!("{first} {last}"), nickname);
            self.learn_name_or_word(&format!("{last} {first}"), nickname);
        }
    }

    /// What to hide, in order and without overlaps.
    pub(super) fn spans(&self, text: &str) -> Vec<Span> {
        let folded = Folded::new(text);
        let known = self.words.find_in(&folded, text).into_iter().chain(self.phones.find_in(&folded, text));
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

/// Whether a word is looked for by itself.
fn is_alone(word: &str) -> bool {
    word.chars().count() >= shortest_alone(word) && !is_particle(word)
}

const fn is_at(c: char) -> bool {
    matches!(c, '@' | '＠' | '﹫')
}

/// Everything shaped like an e-mail address, so that those the case does not know are hidden too. A hidden character in it
/// stands there as `\u{200b}`.
fn emails(text: &str) -> Vec<Span> {
    let is_both = |c: char| c.is_alphanumeric() || is_combining_mark(c) || is_dash(c) || "\\{}.．。".contains(c);
    let is_local = |c: char| is_both(c) || "_%+'’!#$&*=?^~".contains(c);
    let mut spans = Vec::new();
    for (at, sign) in text.match_indices(is_at) {
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + sign.len()..).unwrap_or_default());
        let start = before.trim_end_matches(is_local).len();
        let domain = after.split(|c| !is_both(c)).next().unwrap_or_default();
        let domain = domain.trim_end_matches(|c: char| is_dash(c) || "\\{}.．。".contains(c)).len();
        if start < at && domain > 0 {
            spans.push(Span { range: start..at + sign.len() + domain, nickname: SOMEONE.into(), known: false });
        }
    }
    spans
}
