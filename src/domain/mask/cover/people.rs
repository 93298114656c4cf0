//! Who is known in a case, and where a text names one of them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::domain::mask::fold::{Folded, fold};

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
    words: BTreeMap<char, Vec<Known>>,
    phones: Vec<Phone>,
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
                self.phones.push(Phone { digits: digits.to_vec(), nickname: nickname.clone() });
            }
        }
    }

    pub(super) fn learn(&mut self, text: &str, nickname: &Arc<str>, whole_word: bool) {
        let folded = fold(text.trim());
        let Some(first) = folded.first() else { return };
        let alike = self.words.entry(*first).or_default();
        if alike.iter().all(|known| known.folded != folded) {
            alike.push(Known { folded, nickname: nickname.clone(), whole_word });
            alike.sort_by_key(|known| std::cmp::Reverse(known.folded.len()));
        }
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
