//! How else a name may be written: its words, and letters that are one sign here and two there.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::domain::fold::folded;
use crate::domain::mask::fold::is_joined;

/// Shortest word of a name in letters; shorter ones are articles and initials.
const SHORTEST_WORD: usize = 3;
/// Fewest letters of a word in which two letters are taken for one.
const FEWEST_LETTERS: usize = 5;
/// Words of many names, which are no one's.
const PARTICLES: [&str; 40] = [
    "abd", "abu", "and", "aus", "bin", "bint", "bte", "co", "corp", "dal", "das", "degli", "del", "dela", "della",
    "den", "der", "des", "dos", "for", "ibn", "inc", "las", "los", "ltd", "miss", "mrs", "not", "of", "san", "ter",
    "the", "und", "van", "vande", "vander", "vom", "von", "was", "zur",
];
/// Letters that are written as two where they are not at hand.
const AS_TWO: [(char, &str); 10] = [
    ('ä', "ae"),
    ('ö', "oe"),
    ('ü', "ue"),
    ('Ä', "Ae"),
    ('Ö', "Oe"),
    ('Ü', "Ue"),
    ('å', "aa"),
    ('Å', "Aa"),
    ('ø', "oe"),
    ('Ø', "Oe"),
];

/// The words of a name: of a double one, each half.
pub(super) fn words_of(name: &str) -> impl Iterator<Item = &str> {
    let is_in_word = |c: char| c.is_alphanumeric() || is_combining_mark(c);
    name.split(move |c: char| !is_in_word(c)).filter(|word| !word.is_empty())
}

/// Fewest letters of a word of a name that is looked for by itself: one where a letter is a syllable or a word.
pub(super) fn shortest_alone(word: &str) -> usize {
    match word.chars().next() {
        Some('\u{2e80}'..='\u{2fdf}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{faff}' | '\u{20000}'..) => 1,
        Some(c) if is_joined(c) => 2,
        _ => SHORTEST_WORD,
    }
}

/// Whether a word is part of many names.
pub(super) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&&*folded(word))
}

/// What a name of Han or Hangul in one piece is made of: the family's name first, of one letter, or of two where four are
/// written, and the other one.
pub(super) fn names_within(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.nfc().collect();
    if !letters.iter().all(|c| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{20000}'..)) {
        return Vec::new();
    }
    let family = match letters.len() {
        2 | 3 => 1,
        4 => 2,
        _ => return Vec::new(),
    };
    let (family, own) = letters.split_at(family);
    let [family, own]: [String; 2] = [family, own].map(|letters| letters.iter().collect());
    vec![format!("{own} {family}"), family, own]
}

/// The other ways to write a name: `Müller` as `Mueller`, and `Mueller` as `Müller`.
pub(super) fn respelt(name: &str) -> Vec<String> {
    let mut others = Vec::new();
    if !name.is_ascii() {
        let mut as_two = String::with_capacity(name.len() + 4);
        for c in name.nfc() {
            match AS_TWO.iter().find(|(letter, _)| *letter == c) {
                Some((_, two)) => as_two.push_str(two),
                None => as_two.push(c),
            }
        }
        others.push(as_two);
    }
    let has_two = |two| name.contains(two);
    if name.chars().count() >= FEWEST_LETTERS
        && ["ae", "oe", "ue", "AE", "OE", "UE", "Ae", "Oe", "Ue"].iter().any(has_two)
    {
        let mut as_one = name.to_lowercase();
        for (two, one) in [("ae", "a"), ("oe", "o"), ("ue", "u")] {
            as_one = as_one.replace(two, one);
        }
        others.push(as_one);
    }
    others
}
