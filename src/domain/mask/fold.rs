//! A text as a run of its letters and digits, in which names are looked for: spelling, punctuation and hidden characters
//! do not count, and what they stood between is known.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::domain::fold::{Capitals, each, is_apostrophe, is_dash};

/// Most characters between two parts of one name or number.
const FARTHEST: usize = 4;
/// Fewest letters of a word that may have the `s` of whose it is at its end.
const FEWEST_BEFORE_S: usize = 5;
/// The letters that Arabic and Hebrew write before a word without a blank: and, in, for, the.
const PREFIXES: &str = "وفبلكובהלמשכ";

/// What stands before a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Another letter.
    None,
    /// A hyphen or an apostrophe, which some write and others do not.
    Hyphen,
    /// One blank.
    Blank,
    /// Marks as they group digits, but few.
    Few,
    /// Other marks, but few.
    Other,
    /// More than stands between parts of one name; or the text begins.
    Far,
}

/// What a letter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Lower,
    Upper,
    /// A letter without case.
    Letter,
    /// A letter of a script that is written without blanks, or with what belongs to the next word at its end.
    Joined,
    Digit,
    /// An `@`.
    Sign,
}

#[derive(Clone, Debug)]
struct Place {
    /// Where it begins among the letters.
    start: usize,
    /// The bytes of the text that it came from.
    origin: Range<usize>,
    gap: Gap,
    kind: Kind,
    /// Whether it completes the letter before it: a vowel sign, the end of a syllable.
    completes: bool,
}

/// A text as its folded letters, each with the bytes it came from.
pub(super) struct Folded {
    letters: String,
    places: Vec<Place>,
    /// The places before which a `…` stands, where what it cut may be a word.
    cuts: Vec<usize>,
}

impl Folded {
    pub(super) fn new(text: &str) -> Self {
        let mut folded = Self {
            letters: String::with_capacity(text.len()),
            places: Vec::with_capacity(text.len()),
            cuts: Vec::new(),
        };
        let (mut gap, mut apart) = (Gap::Far, FARTHEST);
        let mut rest = text;
        let mut after_mark = false;
        while let Some(c) = rest.chars().next() {
            let from = text.len() - rest.len();
            if let Some(behind) = behind_hidden(rest) {
                rest = behind;
                continue;
            }
            let origin = from..from + c.len_utf8();
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
            let known = folded.places.len();
            each(c, Capitals::Alike, &mut |part| {
                if is_letter(part) && (!is_combining_mark(part) || folded.may_complete(part, gap)) {
                    folded.push(c, part, origin.clone(), gap);
                    (gap, apart) = (Gap::None, 0);
                }
            });
            let is_mark = is_combining_mark(c);
            // Marks that were cut from a letter with too many of them.
            let is_cut = c == '…' && after_mark;
            after_mark = is_mark;
            if folded.places.len() > known {
                continue;
            }
            if is_mark || is_cut {
                if let Some(last) = folded.places.last_mut().filter(|last| last.origin.end == from) {
                    last.origin.end = origin.end;
                }
                continue;
            }
            if c == '…' && !matches!(gap, Gap::Other | Gap::Far) {
                folded.cuts.push(folded.places.len());
            }
            apart += 1;
            gap = match gap {
                Gap::None if is_dash(c) || is_apostrophe(c) => Gap::Hyphen,
                Gap::None if is_blank(c) => Gap::Blank,
                _ if apart > FARTHEST => Gap::Far,
                Gap::None | Gap::Hyphen | Gap::Blank | Gap::Few if groups(c) => Gap::Few,
                _ => Gap::Other,
            };
        }
        folded
    }

    fn push(&mut self, c: char, part: char, origin: Range<usize>, gap: Gap) {
        let completes = is_combining_mark(part) || (is_end_of_syllable(part) && self.may_complete(part, gap));
        let kind = match (completes, self.places.last()) {
            (true, Some(last)) => last.kind,
            _ => kind(c, part),
        };
        self.places.push(Place { start: self.letters.len(), origin, gap, kind, completes });
        self.letters.push(part);
    }

    /// Whether a mark belongs to the letter before it: one of another script does not make another word of that.
    fn may_complete(&self, mark: char, gap: Gap) -> bool {
        // Marks are in the same block as their letters.
        let block = |c: char| u32::from(c) >> 8;
        let before = self.letters.chars().next_back().filter(|_| gap == Gap::None);
        before.is_some_and(|before| block(before) == block(mark) || (is_burmese(before) && is_burmese(mark)))
    }

    /// The stretches between one `…` and the next, each of which that cuts.
    pub(super) fn cuts(&self) -> impl Iterator<Item = Range<usize>> {
        let starts = std::iter::once(0).chain(self.cuts.iter().copied());
        starts.zip(&self.cuts).map(|(start, end)| start..*end)
    }

    /// The letters of a stretch.
    pub(super) fn letters_of(&self, stretch: &Range<usize>) -> &str {
        let start = |place: usize| self.places.get(place).map_or(self.letters.len(), |at| at.start);
        self.letters.get(start(stretch.start)..start(stretch.end)).unwrap_or_default()
    }

    /// All of its letters.
    pub(super) fn letters(&self) -> &str {
        &self.letters
    }

    /// The bytes from the first letter to the last; `None` where there is no letter.
    pub(super) fn extent(&self) -> Option<Range<usize>> {
        Some(self.places.first()?.origin.start..self.places.last()?.origin.end)
    }

    /// The places to look from.
    pub(super) fn places(&self) -> Range<usize> {
        0..self.places.len()
    }

    /// The folded text from a place on.
    pub(super) fn ahead(&self, place: usize) -> &[u8] {
        self.places.get(place).and_then(|at| self.letters.as_bytes().get(at.start..)).unwrap_or_default()
    }

    /// The places that so much of the folded text from a place on has.
    pub(super) fn stretch(&self, place: usize, length: usize) -> Option<Range<usize>> {
        let end = self.places.get(place)?.start.checked_add(length)?;
        Some(place..self.places.partition_point(|at| at.start < end))
    }

    /// The bytes that places came from; an original character is taken whole.
    pub(super) fn origin(&self, stretch: &Range<usize>) -> Option<Range<usize>> {
        let last = self.places.get(stretch.end.checked_sub(1)?)?;
        Some(self.places.get(stretch.start)?.origin.start..last.origin.end)
    }

    /// What parts the places within a stretch: how many bytes of letters are before it, and what it is.
    pub(super) fn gaps(&self, stretch: &Range<usize>) -> impl Iterator<Item = (usize, Gap)> {
        let start = self.places.get(stretch.start).map_or(0, |at| at.start);
        let inner = self.places.get(stretch.clone()).unwrap_or_default().iter().skip(1);
        inner.map(move |at| (at.start - start, at.gap))
    }

    /// The digits of ours in it: the place of each, and whether it goes on with the one before it.
    pub(super) fn digits(&self) -> impl Iterator<Item = (usize, u8, bool)> {
        let mut before = None;
        self.places.iter().enumerate().filter_map(move |(place, at)| {
            let digit = *self.letters.as_bytes().get(at.start)?;
            if !digit.is_ascii_digit() {
                return None;
            }
            let goes_on = before == place.checked_sub(1) && place > 0 && !matches!(at.gap, Gap::Other | Gap::Far);
            before = Some(place);
            Some((place, digit, goes_on))
        })
    }

    /// Whether a blank before this many bytes of a stretch is one that its script does without, or one between two parts
    /// that both begin with a capital.
    pub(super) fn is_free(&self, stretch: &Range<usize>, offset: usize) -> bool {
        let Some(start) = self.places.get(stretch.start).map(|at| at.start + offset) else { return false };
        let place = self.places.partition_point(|at| at.start < start);
        let kind = |place: usize| self.places.get(place).map(|at| at.kind);
        match (place.checked_sub(1).and_then(kind), kind(place)) {
            (Some(Kind::Joined), Some(Kind::Joined)) => true,
            (Some(Kind::Lower), Some(Kind::Upper)) => kind(stretch.start) == Some(Kind::Upper),
            _ => false,
        }
    }

    /// Whether places are a word of their own: no letter goes on beside it (`JaneSmith` is two words), nor a digit.
    pub(super) fn is_word(&self, stretch: &Range<usize>) -> bool {
        let (mut start, mut end) = (stretch.start, stretch.end);
        // Half of a letter is all of it.
        while self.is_one(start) {
            start -= 1;
        }
        while self.is_one(end) {
            end += 1;
        }
        // `Smiths`: whose it is.
        let is_ended = self.begins_word(end)
            || (end - start >= FEWEST_BEFORE_S && self.letter(end) == Some('s') && self.begins_word(end + 1));
        is_ended && (self.begins_word(start) || (end - start > 2 && self.is_prefixed(start)))
    }

    /// Whether it is one letter of a script in which a word may begin beside another letter.
    pub(super) fn is_letter(&self) -> bool {
        let is_joined = self.places.first().is_some_and(|first| first.kind == Kind::Joined);
        is_joined && self.places.iter().skip(1).all(|at| at.completes)
    }

    /// Whether a letter of such a script goes on before places or behind them.
    pub(super) fn is_within_joined(&self, stretch: &Range<usize>) -> bool {
        let goes_on = |place: usize| self.places.get(place).is_some_and(|at| at.gap == Gap::None);
        let is_joined = |place: usize| self.places.get(place).is_some_and(|at| at.kind == Kind::Joined);
        (goes_on(stretch.start) && stretch.start.checked_sub(1).is_some_and(is_joined))
            || (goes_on(stretch.end) && is_joined(stretch.end))
    }

    /// Whether places from one on may be a word of their own.
    pub(super) fn may_begin_word(&self, place: usize) -> bool {
        let mut start = place;
        while self.is_one(start) {
            start -= 1;
        }
        self.begins_word(start) || self.is_prefixed(start)
    }

    /// Whether a prefix stands before a place.
    fn is_prefixed(&self, place: usize) -> bool {
        place.checked_sub(1).is_some_and(|before| {
            self.letter(before).is_some_and(|letter| PREFIXES.contains(letter)) && self.begins_word(before)
        })
    }

    /// Whether a place came from the same character as the one before it, which is not one of several signs.
    fn is_one(&self, place: usize) -> bool {
        let before = place.checked_sub(1).and_then(|before| self.places.get(before));
        before.zip(self.places.get(place)).is_some_and(|(a, b)| a.origin.start == b.origin.start && !b.completes)
    }

    fn letter(&self, place: usize) -> Option<char> {
        let start = self.places.get(place)?.start;
        self.letters.get(start..)?.chars().next()
    }

    /// Whether a word may begin at a place.
    pub(super) fn begins_word(&self, place: usize) -> bool {
        let before = place.checked_sub(1).and_then(|before| self.places.get(before));
        let Some((before, at)) = before.zip(self.places.get(place)) else { return true };
        match (before.kind, at.kind) {
            _ if at.completes => false,
            _ if at.gap != Gap::None => true,
            (Kind::Joined | Kind::Sign, _) | (_, Kind::Joined | Kind::Sign) | (Kind::Lower, Kind::Upper) => true,
            (before, at) => (before == Kind::Digit) != (at == Kind::Digit),
        }
    }
}

/// Whether a sign stands between groups of digits.
fn groups(c: char) -> bool {
    is_blank(c) || is_dash(c) || is_apostrophe(c) || "./()（）_·•．。／~:,*;～：，＊；、".contains(c)
}

/// Whether a character is a blank, or the picture of a tab or a line's end in a safe text.
const fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{2409}'..='\u{240d}')
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '@' || is_combining_mark(c)
}

/// Whether a letter is a vowel or an end of a syllable of Hangul.
const fn is_end_of_syllable(c: char) -> bool {
    matches!(c, '\u{1160}'..='\u{11ff}')
}

const fn is_burmese(c: char) -> bool {
    matches!(c, '\u{1000}'..='\u{109f}' | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aa7f}')
}

/// Whether a character is read as letters but is a sign of its own, such as `™`, `№` and raised letters.
fn is_sign(c: char) -> bool {
    matches!(c, 'ª' | 'º' | '\u{2b0}'..='\u{2b8}' | '\u{2e0}'..='\u{2e4}' | '\u{1d2c}'..='\u{1d6a}' | '\u{1d78}'
        | '\u{1d9b}'..='\u{1dbf}' | '\u{2071}' | '\u{207f}' | '\u{2090}'..='\u{209c}')
        || !(c.is_alphanumeric() || is_combining_mark(c))
}

/// What a part of a character is.
fn kind(c: char, part: char) -> Kind {
    match part {
        '@' => Kind::Sign,
        part if part.is_numeric() => Kind::Digit,
        part if is_joined(part) || is_sign(c) => Kind::Joined,
        _ if c.is_lowercase() => Kind::Lower,
        _ if c.is_uppercase() => Kind::Upper,
        _ => Kind::Letter,
    }
}

/// Whether a letter is of a script in which a word may begin and end beside another letter: Thai, Lao, Tibetan, Burmese,
/// Khmer, Han, Kana and Hangul.
pub(super) const fn is_joined(c: char) -> bool {
    matches!(
        c,
        '\u{e00}'..='\u{109f}'
            | '\u{1100}'..='\u{11ff}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{2e80}'..='\u{2fdf}'
            | '\u{3005}'..='\u{3007}'
            | '\u{3031}'..='\u{3035}'
            | '\u{303b}'..='\u{303c}'
            | '\u{3041}'..='\u{318f}'
            | '\u{31a0}'..='\u{31bf}'
            | '\u{31f0}'..='\u{31ff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{a960}'..='\u{a97f}'
            | '\u{aa60}'..='\u{aa7f}'
            | '\u{ac00}'..='\u{d7ff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}'
    )
}

/// What is behind a hidden character that the text begins with, as a safe text shows it: `\u{200b}`.
fn behind_hidden(text: &str) -> Option<&str> {
    let code = text.strip_prefix("\\u{")?;
    let behind = code.trim_start_matches(|c: char| c.is_ascii_hexdigit());
    (1..=6).contains(&(code.len() - behind.len())).then(|| behind.strip_prefix('}')).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(text: &str, wanted: &str) -> Vec<(String, bool)> {
        let (folded, wanted) = (Folded::new(text), Folded::new(wanted));
        let wanted = wanted.letters();
        let found = folded.places().filter(|place| folded.ahead(*place).starts_with(wanted.as_bytes()));
        let found = found.filter_map(|place| folded.stretch(place, wanted.len()));
        let text_of = |stretch: &_| text.get(folded.origin(stretch).unwrap()).unwrap().to_owned();
        found.map(|stretch| (text_of(&stretch), folded.is_word(&stretch))).collect()
    }

    #[test]
    fn letters_match_in_any_spelling_and_are_taken_whole() {
        assert_eq!(find("JOSÉ josé", "José"), [("JOSÉ".to_owned(), true), ("josé".to_owned(), true)]);
        assert_eq!(find("GROSS", "groß"), [("GROSS".to_owned(), true)]);
        assert_eq!(find("Groß", "gros"), [("Groß".to_owned(), true)], "half of a letter hides all of it");
        assert_eq!(find("İnan", "i\u{307}nan"), [("İnan".to_owned(), true)]);
        assert_eq!(find("jose\u{301}!", "José"), [("jose\u{301}".to_owned(), true)], "its mark belongs to it");
        assert_eq!(find("Wei\\u{200b}Zhang.", "weizhang"), [("Wei\\u{200b}Zhang".to_owned(), true)]);
        assert!(find("", "x").is_empty() && find("x", "xy").is_empty());
    }

    #[test]
    fn words_end_at_digits_underscores_humps_and_other_scripts() {
        let is_word = |text, wanted| find(text, wanted).into_iter().all(|(_, is_word)| is_word);
        for text in ["jane", "jane's", "_jane_", "12jane3", "JaneSmith", "SmithJane", "人Jane已", "에게jane이", "jane@"]
        {
            assert!(is_word(text, "jane"), "{text}");
        }
        for (text, wanted) in
            [("我是张伟吗", "张伟"), ("김민수는", "김민수"), ("คุณสมชายมา", "สมชาย"), ("وأحمد", "أحمد")]
        {
            assert!(is_word(text, wanted), "{text}");
        }
        assert!(!is_word("quality", "li") && !is_word("janet", "jane") && !is_word("JANESMITH", "jane"));
        assert!(!is_word("각", "가") && !is_word("が", "か") && !is_word("ญ่", "ญ"), "another syllable");
    }
}
