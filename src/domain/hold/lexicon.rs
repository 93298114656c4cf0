//! Which of the words that alarms are made of stand in a text.

use std::collections::HashMap;

use super::words::{Word, words};

/// A set of words and phrases that a pattern may ask for; every word that a pattern spells out is a set of its own.
pub(super) type Class = u16;

/// Most words of a phrase.
const LONGEST_PHRASE: usize = 6;
/// Fewest letters of a word that may be two words in one, or one that is misspelt.
const LONG: usize = 7;
/// Most bytes of such a word: more than any two known ones have. Trying every place to part a word takes the square of its
/// length, and a text may be one word.
const LONGEST_WORD: usize = 80;
/// Fewest letters of a stem, and of each of two words in one.
const SHORTEST_PART: usize = 3;
/// How the lexicon writes any number.
const NUMBER: &str = "#";

/// The words by how they begin.
#[derive(Clone, Debug, Default)]
pub(super) struct Lexicon {
    whole: HashMap<String, Vec<Phrase>>,
    /// Stems by their first letters.
    stems: HashMap<String, Vec<(String, Phrase)>>,
    /// Words that are known with one letter wrong, by their first letter.
    misspelt: HashMap<char, Vec<String>>,
}

/// What follows the first word of an entry.
#[derive(Clone, Debug)]
struct Phrase {
    class: Class,
    rest: Box<[Part]>,
}

#[derive(Clone, Debug)]
enum Part {
    Whole(String),
    Stem(String),
    Number,
}

impl Part {
    fn is(&self, word: &Word) -> bool {
        match self {
            Self::Whole(text) => *text == word.text,
            Self::Stem(stem) => word.text.starts_with(stem.as_str()),
            Self::Number => word.is_number(),
        }
    }
}

/// A text's words with what each begins.
#[derive(Debug, Default)]
pub(super) struct Marked {
    pub(super) words: Vec<Word>,
    /// For each word the sets it begins a member of, with that member's length in words.
    marks: Vec<Vec<(Class, u8)>>,
}

impl Marked {
    /// The sets that a member of begins at this word.
    pub(super) fn at(&self, place: usize) -> &[(Class, u8)] {
        self.marks.get(place).map_or(&[], Vec::as_slice)
    }

    /// The word at a place.
    pub(super) fn word(&self, place: usize) -> Option<&Word> {
        self.words.get(place)
    }
}

impl Lexicon {
    /// Adds a word or a phrase to a set. A star ends a stem, `#` is any number.
    pub(super) fn add(&mut self, class: Class, entry: &str) {
        let parts: Vec<&str> = entry.split(' ').filter(|part| !part.is_empty()).collect();
        let Some((first, rest)) = parts.split_first() else { return };
        let part = |text: &&str| match text.strip_suffix('*') {
            _ if *text == NUMBER => Part::Number,
            Some(stem) => Part::Stem(stem.to_owned()),
            None => Part::Whole((*text).to_owned()),
        };
        let phrase = Phrase { class, rest: rest.iter().map(part).collect() };
        match first.strip_suffix('*') {
            Some(stem) => {
                let key = start(stem).unwrap_or(stem).to_owned();
                self.stems.entry(key).or_default().push((stem.to_owned(), phrase));
            }
            None => self.whole.entry((*first).to_owned()).or_default().push(phrase),
        }
        let joined = parts.concat();
        if parts.len() > 1 && joined.len() >= LONG && !joined.contains('#') {
            self.add(class, &joined);
        }
    }

    /// Lets a word be found with one letter missing, added, changed, or two swapped.
    pub(super) fn forgive(&mut self, word: &str) {
        if let Some(first) = word.chars().next() {
            self.misspelt.entry(first).or_default().push(word.to_owned());
        }
    }

    /// The words of a text with what they mean here. Words in a member of `harmless` mean nothing else.
    pub(super) fn mark(&self, text: &str, harmless: Class) -> Marked {
        let words = self.known(words(text));
        let mut marks: Vec<Vec<(Class, u8)>> = Vec::with_capacity(words.len());
        let mut quiet = 0;
        for place in 0..words.len() {
            let here = self.at(&words, place);
            let silences = here.iter().filter(|(class, _)| *class == harmless).map(|(_, length)| usize::from(*length));
            quiet = quiet.max(place + silences.max().unwrap_or(0));
            marks.push(if place < quiet { Vec::new() } else { here });
        }
        Marked { words, marks }
    }

    fn at(&self, words: &[Word], place: usize) -> Vec<(Class, u8)> {
        let mut found = Vec::new();
        let Some(first) = words.get(place) else { return found };
        let mut add = |phrase: &Phrase| {
            let behind = words.get(place + 1..).unwrap_or_default();
            let fits = phrase.rest.len() <= behind.len().min(LONGEST_PHRASE)
                && phrase.rest.iter().zip(behind).all(|(part, word)| word.gap == 0 && part.is(word));
            if let Some(length) = u8::try_from(phrase.rest.len() + 1).ok().filter(|_| fits) {
                found.push((phrase.class, length));
            }
        };
        self.whole.get(&first.text).into_iter().flatten().for_each(&mut add);
        let numbers = self.whole.get(NUMBER).filter(|_| first.is_number());
        numbers.into_iter().flatten().for_each(&mut add);
        self.stems_of(&first.text).for_each(|(_, phrase)| add(phrase));
        found
    }

    fn stems_of<'a>(&'a self, word: &'a str) -> impl Iterator<Item = &'a (String, Phrase)> {
        let stems = start(word).and_then(|start| self.stems.get(start));
        stems.into_iter().flatten().filter(move |(stem, _)| word.starts_with(stem.as_str()))
    }

    /// The words with misspelt ones put right, two in one parted and names with a capital inside put together, as far as
    /// that makes them known.
    fn known(&self, words: Vec<Word>) -> Vec<Word> {
        let words = self.rejoined(words);
        let may_be_odd = |text: &str| (LONG..=LONGEST_WORD).contains(&text.len()) && text.is_ascii();
        let is_odd = |word: &Word| may_be_odd(&word.text) && !self.knows_whole(&word.text);
        if !words.iter().any(is_odd) {
            return words;
        }
        let mut out = Vec::with_capacity(words.len() + 1);
        for word in words {
            if !is_odd(&word) {
                out.push(word);
            } else if let Some((first, second)) = self.two_in_one(&word.text) {
                out.push(word.spelt(first));
                out.push(Word::second_part(second.to_owned(), word.sentence));
            } else if let Some(meant) = self.meant(&word.text) {
                out.push(word.spelt(meant));
            } else {
                out.push(word);
            }
        }
        out
    }

    fn rejoined(&self, words: Vec<Word>) -> Vec<Word> {
        if !words.iter().any(|word| word.glued) {
            return words;
        }
        let mut out: Vec<Word> = Vec::with_capacity(words.len());
        for word in words {
            match out.last_mut() {
                Some(before) if word.glued && self.whole.contains_key(&format!("{}{}", before.text, word.text)) => {
                    before.text.push_str(&word.text);
                }
                _ => out.push(word),
            }
        }
        out
    }

    /// Whether a word is known as it stands, or is a stem with the ending of a plural or of a tense.
    fn knows_whole(&self, word: &str) -> bool {
        const ENDINGS: [&str; 16] =
            ["", "s", "es", "ed", "d", "ing", "er", "ers", "ion", "ions", "ent", "ly", "ism", "ist", "ists", "al"];
        let is_ending = |stem: &str| word.strip_prefix(stem).is_some_and(|rest| ENDINGS.contains(&rest));
        self.whole.contains_key(word) || self.stems_of(word).any(|(stem, _)| is_ending(stem))
    }

    fn two_in_one<'word>(&self, word: &'word str) -> Option<(&'word str, &'word str)> {
        let parts =
            (SHORTEST_PART..=word.len().saturating_sub(SHORTEST_PART)).rev().filter_map(|at| word.split_at_checked(at));
        parts.into_iter().find(|(first, second)| self.knows_whole(first) && self.knows_whole(second))
    }

    fn meant(&self, word: &str) -> Option<&str> {
        let first = word.chars().next()?;
        let candidates = self.misspelt.get(&first)?.iter();
        candidates.map(String::as_str).find(|known| is_near(word, known))
    }
}

/// The first letters of a word, by which stems are kept.
fn start(word: &str) -> Option<&str> {
    word.get(..SHORTEST_PART)
}

/// Whether one letter missing, added or changed, or two neighbours swapped, makes one word the other.
pub(super) fn is_near(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let rest = |word: &[u8], skip: usize| word.get(same + skip..).map(<[u8]>::to_vec);
    let swapped = || {
        let (a, b) = (a.get(same..same + 2)?, b.get(same..same + 2)?);
        Some(a.first() == b.last() && a.last() == b.first())
    };
    match (a.len(), b.len()) {
        (a_length, b_length) if a_length == b_length => {
            a == b || rest(a, 1) == rest(b, 1) || (swapped() == Some(true) && rest(a, 2) == rest(b, 2))
        }
        (a_length, b_length) if a_length == b_length + 1 => rest(a, 1) == rest(b, 0),
        (a_length, b_length) if a_length + 1 == b_length => rest(a, 0) == rest(b, 1),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon() -> Lexicon {
        let mut lexicon = Lexicon::default();
        for (class, entry) in [
            (1, "sanction*"),
            (2, "hit"),
            (3, "watch list*"),
            (4, "hong kong sar"),
            (5, "sar"),
            (6, "sar #"),
            (2, "match"),
            (7, "suspicio*"),
        ] {
            lexicon.add(class, entry);
        }
        lexicon.forgive("sanctions");
        lexicon
    }

    fn classes(text: &str) -> Vec<Class> {
        let marked = lexicon().mark(text, 4);
        (0..marked.words.len()).flat_map(|place| marked.at(place).to_vec()).map(|(class, _)| class).collect()
    }

    #[test]
    fn words_are_known_by_stem_in_phrases_joined_and_misspelt() {
        let table: [(&str, &[Class]); 11] = [
            ("Sanctioned", &[1]),
            ("a watch-listed name", &[3]),
            ("WATCHLIST", &[3]),
            ("sanctionshit", &[1, 2]),
            ("sanctoins", &[1]),
            ("sanctins match", &[1, 2]),
            ("santcions santions", &[1, 1]),
            ("section sections action", &[]),
            ("SAR 10,000", &[5, 6]),
            ("the Hong Kong SAR", &[]),
            ("suspiciousness", &[7]),
        ];
        for (text, expected) in table {
            assert_eq!(classes(text), expected, "{text}");
        }
    }

    #[test]
    fn near_is_one_letter_away() {
        for word in ["sanctions", "anctions", "sanction", "sanctionss", "sancti0ns", "snactions", "sanctiosn"] {
            assert!(is_near(word, "sanctions"), "{word}");
        }
        for word in ["sections", "sanct", "snatcions", "", "sanctionally"] {
            assert!(!is_near(word, "sanctions"), "{word}");
        }
    }
}
