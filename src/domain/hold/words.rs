//! A text as plain words: what is left of it when case, accents, punctuation and hidden characters do not count.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::domain::fold::{Capitals, each};
use crate::domain::text::is_hidden;

/// What the end of a sentence counts for between two words of one pattern.
const SENTENCE: u8 = 3;
/// What a new item of a list counts for.
const ITEM: u8 = 2;

/// A word, and what stands before it.
#[expect(clippy::struct_excessive_bools, reason = "each tells of something else before the word")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// The word in small letters without accents, or its digits.
    pub(super) text: String,
    /// How far it is from the word before it: 0 within a sentence.
    pub(super) gap: u8,
    /// The sentence it belongs to, counted from 0.
    pub(super) sentence: usize,
    /// Whether punctuation, a line break or nothing at all stands before it.
    pub(super) opens: bool,
    /// Whether a colon or a bracket stands before it.
    pub(super) colon: bool,
    /// Whether it was written in one piece with the word before it, and only its capital parts them.
    pub(super) glued: bool,
    /// Whether only a full stop stands between it and the word before it, as in `P.E.P`.
    dotted: bool,
}

impl Word {
    fn is_letter(&self) -> bool {
        self.text.len() == 1 && self.text.bytes().all(|byte| byte.is_ascii_alphabetic())
    }

    /// Whether it is a number.
    pub(super) fn is_number(&self) -> bool {
        self.text.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// A part of a word that was written in one piece with the part before it.
    pub(super) const fn second_part(text: String, sentence: usize) -> Self {
        Self { text, gap: 0, sentence, opens: false, colon: false, glued: false, dotted: false }
    }

    /// The same place with another text.
    pub(super) fn spelt(&self, text: &str) -> Self {
        Self { text: text.to_owned(), ..self.clone() }
    }
}

/// The words of a text, in order.
pub(super) fn words(text: &str) -> Vec<Word> {
    let text = visible(text);
    let mut reader = Reader::default();
    if text.is_ascii() {
        text.chars().for_each(|c| reader.take(c));
    } else {
        text.nfkd().filter(|c| !is_combining_mark(*c)).for_each(|c| reader.take(c));
    }
    reader.finish_word();
    spelt_out(reader.words)
}

/// The text without what stands in it for hidden characters: `sanc\u{200b}tions` is one word.
fn visible(text: &str) -> Cow<'_, str> {
    let has_picture = |text: &str| text.chars().any(|c| matches!(c, '\u{2400}'..='\u{2421}'));
    if !text.contains("\\u{") && (text.is_ascii() || !has_picture(text)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let behind = rest.get(c.len_utf8()..).unwrap_or_default();
        rest = match c {
            '\\' => escape(behind).unwrap_or_else(|| {
                out.push(c);
                behind
            }),
            '\u{241b}' => behind.strip_prefix('[').map_or(behind, steering),
            '\u{2409}'..='\u{240d}' => {
                out.push('\n');
                behind
            }
            '\u{2400}'..='\u{2421}' => behind,
            c => {
                out.push(c);
                behind
            }
        };
    }
    Cow::Owned(out)
}

/// What follows the escape of a hidden character, of which this begins behind the backslash.
fn escape(text: &str) -> Option<&str> {
    let text = text.strip_prefix("u{")?;
    let behind = text.trim_start_matches(|c: char| c.is_ascii_hexdigit());
    (text.len() - behind.len() <= 6).then(|| behind.strip_prefix('}')).flatten()
}

/// What follows a sequence that wanted to steer the terminal, of which this begins behind the bracket.
fn steering(text: &str) -> &str {
    let end = text.find(|c: char| !matches!(c, '0'..='?')).unwrap_or(text.len());
    let behind = text.get(end..).unwrap_or_default();
    behind.strip_prefix(|c: char| c.is_ascii_alphabetic()).unwrap_or(behind)
}

/// What was met since the last word.
#[expect(clippy::struct_excessive_bools, reason = "any of these may stand between two words")]
#[derive(Clone, Copy, Default)]
struct Between {
    stop: bool,
    /// A mark that ends a sentence whatever follows.
    ends: bool,
    blank: bool,
    line: bool,
    bullet: bool,
    mark: bool,
    colon: bool,
}

#[derive(Default)]
struct Reader {
    words: Vec<Word>,
    /// The letters of the word being read, in their own case.
    word: Vec<char>,
    between: Between,
    sentence: usize,
}

impl Reader {
    fn take(&mut self, c: char) {
        match c {
            c if c.is_alphanumeric() => self.letter(c),
            // Within a word: don't, the owner's.
            '\'' | '\u{2019}' | '\u{2bc}' | '`' | '\u{b4}' => {}
            c if is_hidden(c) => {}
            c => {
                self.finish_word();
                let between = &mut self.between;
                match c {
                    '\n' if between.line && !between.mark => between.ends = true,
                    '\n' => between.line = true,
                    '.' | '\u{3002}' => between.stop = true,
                    '!' | '?' | ';' => between.ends = true,
                    '-' | '\u{2022}' | '*' | '\u{b7}' if between.line => between.bullet = true,
                    '_' => {}
                    '-' | '\u{2010}' | '\u{2011}' if !between.blank => {}
                    c if c.is_whitespace() => between.blank = true,
                    ':' | '(' | '[' | '\u{ff1a}' => (between.mark, between.colon) = (true, true),
                    _ => between.mark = true,
                }
            }
        }
    }

    fn letter(&mut self, c: char) {
        if let Some(before) = self.word.last()
            && before.is_ascii_digit() != c.is_ascii_digit()
        {
            self.finish_word();
        }
        self.word.push(c);
    }

    fn finish_word(&mut self) {
        let word = std::mem::take(&mut self.word);
        let mut start = 0;
        for at in 1..=word.len() {
            if at < word.len() && !is_hump(&word, at) {
                continue;
            }
            if let Some(part) = word.get(start..at) {
                self.add(part, start > 0);
            }
            start = at;
        }
    }

    fn add(&mut self, letters: &[char], glued: bool) {
        let Some(first) = letters.first() else { return };
        let text = fold(letters);
        let between = std::mem::take(&mut self.between);
        let after_letter = self.words.last().is_none_or(Word::is_letter);
        let stops = match between {
            Between { stop: false, .. } => false,
            Between { blank: false, line: false, .. } => first.is_uppercase() && !after_letter,
            _ => !first.is_lowercase() && !first.is_ascii_digit(),
        };
        let gap = match () {
            () if self.words.is_empty() => 0,
            () if stops || between.ends => SENTENCE,
            () if between.bullet => ITEM,
            () => 0,
        };
        self.sentence += usize::from(gap > 0);
        self.words.push(Word {
            text,
            gap,
            sentence: self.sentence,
            opens: self.words.is_empty() || gap > 0 || between.line || between.mark || between.stop,
            colon: between.colon,
            glued,
            dotted: between.stop && !between.blank && !between.line,
        });
    }
}

/// Whether a new word begins here: `adverseMedia`, `PEPMatch`, but not `PEPs`.
fn is_hump(word: &[char], at: usize) -> bool {
    let is_upper = |at: usize| word.get(at).is_some_and(|c| c.is_uppercase());
    let is_lower = |at: usize| word.get(at).is_some_and(|c| c.is_lowercase());
    is_upper(at) && (is_lower(at - 1) || (is_lower(at + 1) && is_lower(at + 2)))
}

fn fold(letters: &[char]) -> String {
    let mut out = String::with_capacity(letters.len());
    for c in letters {
        each(*c, Capitals::Alike, &mut |c| out.push(c));
    }
    out
}

/// Letters that stand alone are one word where they were spelt out: `P.E.P.`, `S A R`.
fn spelt_out(words: Vec<Word>) -> Vec<Word> {
    if !words.iter().any(Word::is_letter) {
        return words;
    }
    let mut out: Vec<Word> = Vec::with_capacity(words.len());
    let mut rest = words.as_slice();
    while let Some(first) = rest.first() {
        let joined = |word: &&Word| word.is_letter() && word.gap == 0 && (word.dotted || !word.opens);
        let letters = if first.is_letter() { 1 + rest.iter().skip(1).take_while(joined).count() } else { 1 };
        let (run, behind) = rest.split_at(letters);
        let dotted = run.iter().skip(1).all(|word| word.dotted);
        if letters >= 3 || (letters == 2 && dotted) {
            let text: String = run.iter().map(|word| word.text.as_str()).collect();
            out.push(Word { text, ..first.clone() });
        } else {
            out.extend_from_slice(run);
        }
        rest = behind;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::text::SafeText;

    fn plain(raw: &str) -> String {
        let safe = SafeText::block(raw);
        words(safe.as_str()).into_iter().map(|word| word.text).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn spelling_does_not_count() {
        let table = [
            ("Sanctions-HIT", "sanctions hit"),
            ("ADVERSE_MEDIA", "adverse media"),
            ("adverseMedia PEPMatch PEPs SARs", "adverse media pep match peps sars"),
            ("Don't; don’t", "dont dont"),
            ("S.A.R. and P-E-P, U.N. list", "sar and pep un list"),
            ("s a n c t i o n s", "sanctions"),
            ("A or B", "a or b"),
            ("Ｓａｎｃｔｉｏｎｓ", "sanctions"),
            ("Géldwäsche Großbetrug Łódź ı", "geldwasche grossbetrug lodz i"),
            ("sanc\u{200b}tions\u{ad}hit", "sanctionshit"),
            ("sanc\u{1b}[0mtions\thit", "sanctions hit"),
            ("SAR10,000 PEP2", "sar 10 000 pep 2"),
            ("ta\u{301}x", "tax"),
            ("C:\\u {x} \\u{zz}", "c u x u zz"),
            ("", ""),
        ];
        for (raw, expected) in table {
            assert_eq!(plain(raw), expected, "{raw:?}");
        }
    }

    #[test]
    fn sentences_end_where_people_end_them() {
        let sentences = |raw: &str| words(raw).last().map_or(0, |word| word.sentence + 1);
        let table = [
            ("One. Two! Three? Four; five", 5),
            ("adverse. media", 1),
            ("adverse\nmedia", 1),
            ("done.Next", 2),
            ("file.pdf 10.000", 1),
            ("not accepted.\n - quality\n - template", 3),
            ("one\n\ntwo", 2),
        ];
        for (raw, expected) in table {
            assert_eq!(sentences(raw), expected, "{raw:?}");
        }
    }
}
