//! Words and numbers to look for in texts, all at once: what it costs grows with the text, not with how many are known.

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Bound, Range};
use std::sync::{Arc, OnceLock};

use super::fold::{Folded, Gap};

/// Fewest bytes of a word that is found although a blank is in it.
const FEWEST_PARTED: usize = 6;

/// Fewest letters or digits of a known one before a `…`, which may have cut it.
const FEWEST_CUT: usize = 3;
/// Most letters before a `…` that are looked at.
const MOST_CUT: usize = 64;
/// Fewest letters of a word that is found although they stand apart.
const FEWEST_SPELT_OUT: usize = 3;

/// Most words that are compared in full at one place of a text. No case has more that begin alike, unless it is made to.
const MOST_ALIKE: usize = 32;

/// A stretch of a text, and what stands in its place.
pub(in crate::domain) struct Found {
    pub(in crate::domain) range: Range<usize>,
    pub(in crate::domain) nickname: Arc<str>,
}

/// Known words without regard to their spelling, each with what stands in its place.
#[derive(Clone, Default)]
pub(in crate::domain) struct Words {
    known: BTreeMap<Arc<[u8]>, Arc<Word>>,
    /// The same in two lists, from when the first text is looked through until another word is learnt.
    sorted: OnceLock<Arc<Sorted>>,
}

type Entry = (Arc<[u8]>, Arc<Word>);

/// Known words in the order of their letters.
struct Sorted {
    all: Vec<Entry>,
    /// Those that are found within other words, too.
    anywhere: Vec<Entry>,
}

#[derive(Clone)]
struct Word {
    nickname: Arc<str>,
    /// What stands around its letters and is hidden with them.
    around: (Box<str>, Box<str>),
    /// After how many bytes it is parted, as it may be in a text, but need not.
    parted: BTreeSet<usize>,
    /// The same where it is found within other words, too, and must be parted so.
    anywhere: Option<BTreeSet<usize>>,
    /// Whether it is one letter of a script in which most letters are a word: beside others it is another word.
    is_letter: bool,
}

impl Words {
    /// Learns a word; one that is not whole counts also where a letter goes on beside it. What stands in the place of one
    /// that is known already stays what it was.
    pub(in crate::domain) fn learn(&mut self, text: &str, nickname: &Arc<str>, whole: bool) {
        let text = text.trim();
        let folded = Folded::new(text);
        let Some(extent) = folded.extent() else { return };
        let all = folded.places();
        let gaps = folded.gaps(&all).filter(|(_, gap)| *gap != Gap::None);
        let parted: BTreeSet<usize> = gaps.map(|(offset, _)| offset).collect();
        let around = [text.get(..extent.start), text.get(extent.end..)].map(|side| side.unwrap_or_default().into());
        let word = self.known.entry(folded.letters().as_bytes().into()).or_insert_with(|| {
            let ((nickname, is_letter), [before, behind]) = ((nickname.clone(), folded.is_letter()), around);
            let (parted, anywhere) = (BTreeSet::new(), None);
            Arc::new(Word { nickname, around: (before, behind), parted, anywhere, is_letter })
        });
        self.sorted.take();
        let word = Arc::make_mut(word);
        word.parted.extend(&parted);
        if !whole {
            word.anywhere.get_or_insert(parted);
        }
    }

    /// The longest known word at each place of a text.
    pub(in crate::domain) fn find(&self, text: &str) -> Vec<Found> {
        if self.known.is_empty() { Vec::new() } else { self.find_in(&Folded::new(text), text) }
    }

    /// The same in a text that was folded.
    pub(super) fn find_in(&self, folded: &Folded, text: &str) -> Vec<Found> {
        let mut found = Vec::new();
        let (sorted, mut alike) = (self.sorted(), Vec::new());
        for place in folded.places() {
            let known = if folded.may_begin_word(place) { &sorted.all } else { &sorted.anywhere };
            beginnings(known, folded.ahead(place), &mut alike);
            if let Some((word, range)) = longest(&alike, folded, place) {
                found.push(Found { range: word.with_around(range, text), nickname: word.nickname.clone() });
            }
        }
        for before in folded.cuts() {
            let nickname = |cut: &[u8]| begun(&self.known, cut).map(|word| word.nickname.clone());
            found.extend(cut(folded, &before, |stretch| folded.begins_word(stretch.start), nickname));
        }
        found
    }

    fn sorted(&self) -> &Sorted {
        self.sorted.get_or_init(|| {
            let all: Vec<Entry> = self.known.iter().map(|(letters, word)| (letters.clone(), word.clone())).collect();
            let anywhere = all.iter().filter(|(_, word)| word.anywhere.is_some()).cloned().collect();
            Arc::new(Sorted { all, anywhere })
        })
    }
}

/// The known words that a text begins with, shortest first. It takes no longer however many of them begin alike.
fn beginnings<'a>(mut known: &'a [Entry], text: &[u8], found: &mut Vec<&'a Entry>) {
    found.clear();
    for depth in 0..=text.len() {
        // All that are left begin as the text does up to here.
        if let Some((first, rest)) = known.split_first().filter(|((letters, _), _)| letters.len() == depth) {
            found.push(first);
            known = rest;
        }
        let (Some(byte), Some((first, _)), Some((last, _))) = (text.get(depth), known.first(), known.last()) else {
            return;
        };
        // Mostly all go on alike.
        if last.get(depth) > Some(byte) {
            (known, _) = known.split_at(known.partition_point(|(letters, _)| letters.get(depth) <= Some(byte)));
        }
        if first.get(depth) < Some(byte) {
            (_, known) = known.split_at(known.partition_point(|(letters, _)| letters.get(depth) < Some(byte)));
        }
    }
}

/// The longest of some words that is one at a place, and the bytes it has there.
fn longest<'a>(alike: &[&'a Entry], folded: &Folded, place: usize) -> Option<(&'a Word, Range<usize>)> {
    let may_be = alike.iter().rev().filter_map(|(letters, word)| {
        let stretch = folded.stretch(place, letters.len())?;
        let is_word = folded.is_word(&stretch);
        (is_word || word.anywhere.is_some()).then_some((word, stretch, is_word, letters.len()))
    });
    let mut hostile = None;
    for (tried, (word, stretch, is_word, length)) in may_be.enumerate() {
        if word.is(folded, &stretch, is_word, length) {
            return Some((word, folded.origin(&stretch)?));
        }
        // Rather too much is hidden than time is lost.
        let (word, stretch) = hostile.get_or_insert((word, stretch));
        if tried == MOST_ALIKE {
            return Some((word, folded.origin(stretch)?));
        }
    }
    None
}

/// The first known one that begins so.
fn begun<'a, K: Borrow<[u8]> + Ord, T>(known: &'a BTreeMap<K, T>, cut: &[u8]) -> Option<&'a T> {
    let from = (Bound::Included(cut), Bound::Unbounded);
    known.range::<[u8], _>(from).next().filter(|(known, _)| (*known).borrow().starts_with(cut)).map(|(_, value)| value)
}

/// What is left of a known one at the end of a stretch where it was cut: as much as is one.
fn cut(
    folded: &Folded,
    before: &Range<usize>,
    may_begin: impl Fn(&Range<usize>) -> bool,
    nickname: impl Fn(&[u8]) -> Option<Arc<str>>,
) -> Option<Found> {
    let end = before.end;
    let starts = before.start.max(end.saturating_sub(MOST_CUT))..(end + 1).saturating_sub(FEWEST_CUT);
    starts.map(|start| start..end).filter(may_begin).find_map(|stretch| {
        let nickname = nickname(folded.letters_of(&stretch).as_bytes())?;
        let is_near = folded.gaps(&stretch).all(|(_, gap)| gap != Gap::Far);
        folded.origin(&stretch).filter(|_| is_near).map(|range| Found { range, nickname })
    })
}

impl Word {
    /// Whether a stretch whose letters are those of the word is this word.
    fn is(&self, folded: &Folded, stretch: &Range<usize>, is_word: bool, length: usize) -> bool {
        let may_be = |(offset, gap): (usize, Gap)| match gap {
            Gap::None | Gap::Hyphen => true,
            Gap::Blank | Gap::Few | Gap::Other if self.parted.contains(&offset) => true,
            Gap::Blank => length >= FEWEST_PARTED && folded.is_free(stretch, offset),
            Gap::Few | Gap::Other | Gap::Far => false,
        };
        // Letters that stand apart each: `J a n e`.
        let is_spelt_out = || {
            let stands_apart = |(_, gap)| !matches!(gap, Gap::None | Gap::Other | Gap::Far);
            stretch.len() >= FEWEST_SPELT_OUT && folded.gaps(stretch).all(stands_apart)
        };
        let is_own = is_word && !(self.is_letter && folded.is_within_joined(stretch));
        if is_own && (folded.gaps(stretch).all(may_be) || is_spelt_out()) {
            return true;
        }
        self.anywhere.as_ref().is_some_and(|parted| {
            folded
                .gaps(stretch)
                .all(|(offset, gap)| gap == Gap::Hyphen || (gap != Gap::None) == parted.contains(&offset))
        })
    }

    /// The range with what the word has around its letters, where that is there.
    fn with_around(&self, range: Range<usize>, text: &str) -> Range<usize> {
        let (before, behind) = &self.around;
        let start = text.get(..range.start).filter(|text| text.ends_with(&**before)).map_or(0, |_| before.len());
        let end = text.get(range.end..).filter(|text| text.starts_with(&**behind)).map_or(0, |_| behind.len());
        range.start - start..range.end + end
    }
}

/// Known numbers by their digits.
#[derive(Clone, Default)]
pub(in crate::domain) struct Numbers {
    known: BTreeMap<Box<[u8]>, Arc<str>>,
    lengths: BTreeSet<usize>,
}

impl Numbers {
    /// Learns a number. One that is known already stays what it was.
    pub(in crate::domain) fn learn(&mut self, digits: &[u8], nickname: &Arc<str>) {
        self.lengths.insert(digits.len());
        self.known.entry(digits.into()).or_insert_with(|| nickname.clone());
    }

    /// Every known number in a text, however its digits are grouped and in whatever script.
    pub(super) fn find_in(&self, folded: &Folded, text: &str) -> Vec<Found> {
        let mut found = Vec::new();
        if self.known.is_empty() {
            return found;
        }
        let read: Vec<(usize, u8, bool)> = folded.digits().collect();
        let digits: Vec<u8> = read.iter().map(|(_, digit, _)| *digit).collect();
        // One past the last digit of the number that the digit belongs to.
        let mut end = 0;
        let mut numbers: Vec<(Range<usize>, &Arc<str>)> = Vec::new();
        for first in 0..read.len() {
            if end <= first {
                let going_on = read.iter().skip(first + 1).take_while(|(_, _, goes_on)| *goes_on);
                end = first + 1 + going_on.count();
            }
            numbers.extend(self.lengths.range(1..=end - first).filter_map(|length| {
                let known = self.known.get(digits.get(first..first + length)?)?;
                Some((first..first + length, known))
            }));
        }
        let ends: BTreeMap<usize, usize> = numbers.iter().map(|(number, _)| (number.start, number.end)).collect();
        // Where the end of one and the next together happen to be a number, they are two.
        let mut before = 0;
        numbers.retain(|(number, _)| {
            let is_of_both = number.start < before
                && before < number.end
                && ends.get(&before).is_some_and(|next| number.end <= *next);
            before = if is_of_both { before } else { before.max(number.end) };
            !is_of_both
        });
        for (number, nickname) in numbers {
            let places = read.get(number.start).zip(read.get(number.end - 1));
            if let Some(range) = places.and_then(|((start, ..), (last, ..))| folded.origin(&(*start..last + 1))) {
                let before = text.get(..range.start).unwrap_or_default();
                let start = before.trim_end_matches(['+', '(', '＋', '（']).len();
                found.push(Found { range: start..range.end, nickname: nickname.clone() });
            }
        }
        for before in folded.cuts() {
            let is_number =
                |stretch: &Range<usize>| folded.letters_of(stretch).bytes().all(|byte| byte.is_ascii_digit());
            found.extend(cut(folded, &before, is_number, |cut| begun(&self.known, cut).cloned()));
        }
        found
    }
}

/// The digits of a number in any script.
pub(super) fn digits_of(text: &str) -> Vec<u8> {
    Folded::new(text).digits().map(|(_, digit, _)| digit).collect()
}
