//! How else a name may be written: its words, and letters that are one sign here and two there.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::domain::fold::{folded, is_apostrophe};
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
/// Fewest letters of a last name that is looked for with an initial joined to it.
const FEWEST_BESIDE_INITIAL: usize = 4;
/// What stands before a name of one letter.
const TITLES_BEFORE: [&str; 4] = ["老", "小", "阿", "姓"];
/// What stands behind one.
const TITLES_BEHIND: [&str; 43] = [
    "先生",
    "女士",
    "小姐",
    "太太",
    "夫人",
    "同志",
    "老师",
    "老師",
    "律师",
    "律師",
    "医生",
    "醫生",
    "博士",
    "教授",
    "经理",
    "經理",
    "总",
    "總",
    "董",
    "某",
    "氏",
    "さん",
    "さま",
    "くん",
    "ちゃん",
    "様",
    "殿",
    "君",
    "社長",
    "部長",
    "씨",
    "님",
    "군",
    "양",
    "선생",
    "사장",
    "부장",
    "과장",
    "대표",
    "이사",
    "회장",
    "여사",
    "박사",
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
    let is_in_word = |c: char| (c.is_alphanumeric() && !is_apostrophe(c)) || is_combining_mark(c);
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

/// A name of one letter of Han, Kana or Hangul with what people are called by; alone it is part of many words.
pub(super) fn with_titles(name: &str) -> Vec<String> {
    let mut letters = name.nfc();
    let is_letter = letters.next().is_some_and(is_joined) && letters.next().is_none();
    let (before, behind) = if is_letter { (&TITLES_BEFORE[..], &TITLES_BEHIND[..]) } else { (&[][..], &[][..]) };
    let before = before.iter().map(|title| format!("{title} {name}"));
    before.chain(behind.iter().map(|title| format!("{name} {title}"))).collect()
}

/// The initial of a first name joined to a last name, as logins are: `jsmith`, `smithj`.
pub(super) fn with_initial(first: &str, last: &str) -> Vec<String> {
    let is_long = last.chars().count() >= FEWEST_BESIDE_INITIAL && !last.contains(is_joined) && !is_particle(last);
    let initial = first.chars().next().filter(|c| is_long && c.is_alphabetic() && !is_joined(*c));
    initial.map_or_else(Vec::new, |initial| vec![format!("{initial}{last}"), format!("{last}{initial}")])
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
