//! Words and numbers to look for in texts, all at once: what it costs grows with the text, not with how many are known.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::{Bound, Range};
use std::sync::Arc;

use super::fold::{Folded, fold};

/// A stretch of a text, and what stands in its place.
pub(in crate::domain) struct Found {
    pub(in crate::domain) range: Range<usize>,
    pub(in crate::domain) nickname: Arc<str>,
}

/// Known words without regard to case, each with what stands in its place.
#[derive(Clone, Default)]
pub(in crate::domain) struct Words(BTreeMap<Box<[u8]>, Word>);

#[derive(Clone)]
struct Word {
    nickname: Arc<str>,
    /// Whether it counts only where no letter goes on beside it.
    whole: bool,
}

impl Words {
    /// Learns a word. One that is known already stays what it was.
    pub(in crate::domain) fn learn(&mut self, text: &str, nickname: &Arc<str>, whole: bool) {
        let folded = fold(text.trim()).into_bytes();
        if !folded.is_empty() {
            let word = || Word { nickname: nickname.clone(), whole };
            self.0.entry(folded.into()).or_insert_with(word);
        }
    }

    /// The longest known word at each place of a text.
    pub(in crate::domain) fn find(&self, text: &str) -> Vec<Found> {
        let folded = Folded::new(text);
        let mut found = Vec::new();
        for place in folded.places() {
            let mut ahead = folded.ahead(place);
            while let Some((length, word)) = self.longest(ahead) {
                let range = folded.range(place, length);
                if let Some(range) = range.filter(|range| !word.whole || folded.is_word(range)) {
                    found.push(Found { range, nickname: word.nickname.clone() });
                    break;
                }
                ahead = ahead.get(..length - 1).unwrap_or_default();
            }
        }
        found
    }

    /// The longest word that a text begins with, and its length.
    fn longest(&self, mut text: &[u8]) -> Option<(usize, &Word)> {
        loop {
            // Whatever lies between a word that the text begins with and the text itself begins with that word.
            let up_to = (Bound::Unbounded, Bound::Included(text));
            let (known, word) = self.0.range::<[u8], _>(up_to).next_back()?;
            let shared = known.iter().zip(text).take_while(|(a, b)| a == b).count();
            if shared == known.len() {
                return Some((shared, word));
            }
            text = text.get(..shared).filter(|shared| !shared.is_empty())?;
        }
    }
}

/// Known numbers by their digits.
#[derive(Clone, Default)]
pub(in crate::domain) struct Numbers {
    known: HashMap<Box<[u8]>, Arc<str>>,
    lengths: BTreeSet<usize>,
}

impl Numbers {
    /// Learns a number. One that is known already stays what it was.
    pub(in crate::domain) fn learn(&mut self, digits: &[u8], nickname: &Arc<str>) {
        self.lengths.insert(digits.len());
        self.known.entry(digits.into()).or_insert_with(|| nickname.clone());
    }

    /// Every known number in a text, however its digits are grouped.
    pub(in crate::domain) fn find(&self, text: &str) -> Vec<Found> {
        let (places, digits): (Vec<usize>, Vec<u8>) =
            text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit()).unzip();
        let mut found = Vec::new();
        // One past the last digit of the number that the digit belongs to.
        let mut end = 0;
        for (first, start) in places.iter().enumerate() {
            if end <= first {
                end = first + 1;
                while let (Some(before), Some(here)) = (places.get(end - 1), places.get(end))
                    && is_one_number(text.get(before + 1..*here))
                {
                    end += 1;
                }
            }
            for length in self.lengths.range(1..=end - first) {
                let known = digits.get(first..first + length).and_then(|digits| self.known.get(digits));
                if let (Some(nickname), Some(last)) = (known, places.get(first + length - 1)) {
                    let before = text.get(..*start).unwrap_or_default();
                    let start = before.trim_end_matches(['+', '(']).len();
                    found.push(Found { range: start..last + 1, nickname: nickname.clone() });
                }
            }
        }
        found
    }
}

/// Whether what stands between two digits leaves them in one phone number: a few separators at most.
fn is_one_number(between: Option<&str>) -> bool {
    let is_separator = |c: char| matches!(c, ' ' | '\u{a0}' | '-' | '–' | '.' | '/' | '(' | ')');
    between.is_some_and(|between| between.chars().count() <= 3 && between.chars().all(is_separator))
}
