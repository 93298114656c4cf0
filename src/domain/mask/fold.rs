//! Finding a text inside another without regard to case.

use std::ops::Range;

/// A text as its case-folded characters, each with the bytes it came from.
pub(super) struct Folded<'a> {
    text: &'a str,
    /// The folded characters.
    letters: String,
    /// Where each of them begins.
    starts: Vec<usize>,
    /// The bytes of the text that each came from.
    origins: Vec<Range<usize>>,
}

/// Upper case first: it is what makes `ß` equal `SS`.
fn fold_char(c: char) -> impl Iterator<Item = char> {
    c.to_uppercase().flat_map(char::to_lowercase)
}

/// The folded characters of a text to look for.
pub(super) fn fold(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { text.chars().flat_map(fold_char).collect() }
}

impl<'a> Folded<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut folded = Self {
            text,
            letters: String::with_capacity(text.len()),
            starts: Vec::with_capacity(text.len()),
            origins: Vec::with_capacity(text.len()),
        };
        for (start, c) in text.char_indices() {
            let origin = start..start + c.len_utf8();
            if c.is_ascii() {
                folded.push(c.to_ascii_lowercase(), origin);
            } else {
                fold_char(c).for_each(|c| folded.push(c, origin.clone()));
            }
        }
        folded
    }

    fn push(&mut self, c: char, origin: Range<usize>) {
        self.starts.push(self.letters.len());
        self.origins.push(origin);
        self.letters.push(c);
    }

    /// The places to look from.
    pub(super) fn places(&self) -> Range<usize> {
        0..self.starts.len()
    }

    /// The folded text from a place on.
    pub(super) fn ahead(&self, place: usize) -> &[u8] {
        self.starts.get(place).and_then(|start| self.letters.as_bytes().get(*start..)).unwrap_or_default()
    }

    /// The bytes that so much of the folded text from a place on came from; an original character is taken whole.
    pub(super) fn range(&self, place: usize, length: usize) -> Option<Range<usize>> {
        let end = self.starts.get(place)?.checked_add(length)?;
        let last = self.starts.partition_point(|start| *start < end).checked_sub(1)?;
        Some(self.origins.get(place)?.start..self.origins.get(last)?.end)
    }

    /// Whether a range is a word of its own: no letter goes on beside it (`JaneSmith` is two words), nor a digit.
    pub(super) fn is_word(&self, range: &Range<usize>) -> bool {
        let inside = self.text.get(range.clone()).unwrap_or_default();
        let before = self.text.get(..range.start).and_then(|text| text.chars().next_back());
        let after = self.text.get(range.end..).and_then(|text| text.chars().next());
        begins_word(before, inside.chars().next()) && begins_word(inside.chars().next_back(), after)
    }
}

fn begins_word(before: Option<char>, c: Option<char>) -> bool {
    match (before, c) {
        (Some(before), Some(c)) => {
            let letters = before.is_alphabetic() && c.is_alphabetic();
            let hump = before.is_lowercase() && c.is_uppercase();
            let digits = before.is_numeric() && c.is_numeric();
            !digits && (!letters || hump)
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(text: &str, wanted: &str) -> Vec<(String, bool)> {
        let (folded, wanted) = (Folded::new(text), fold(wanted));
        let found = folded.places().filter(|place| folded.ahead(*place).starts_with(wanted.as_bytes()));
        let found = found.filter_map(|place| folded.range(place, wanted.len()));
        found.map(|range| (text.get(range.clone()).unwrap().to_owned(), folded.is_word(&range))).collect()
    }

    #[test]
    fn letters_match_in_any_case_and_are_taken_whole() {
        assert_eq!(find("JOSÉ josé", "José"), [("JOSÉ".to_owned(), true), ("josé".to_owned(), true)]);
        assert_eq!(find("GROSS", "groß"), [("GROSS".to_owned(), true)]);
        assert_eq!(find("Groß", "gros"), [("Groß".to_owned(), true)], "half of a letter hides all of it");
        assert_eq!(find("İnan", "i\u{307}nan"), [("İnan".to_owned(), true)]);
        assert!(find("", "x").is_empty() && find("x", "xy").is_empty());
    }

    #[test]
    fn words_end_at_digits_underscores_and_humps() {
        let is_word = |text, wanted| find(text, wanted).into_iter().all(|(_, is_word)| is_word);
        for text in ["jane", "jane's", "_jane_", "12jane3", "JaneSmith", "SmithJane"] {
            assert!(is_word(text, "jane"), "{text}");
        }
        assert!(!is_word("quality", "li") && !is_word("janet", "jane") && !is_word("JANESMITH", "jane"));
    }
}
