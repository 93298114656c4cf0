//! Sentences that may be repeated to a customer, each in the words that a person reviewed.

use std::collections::HashMap;

use super::text::SafeText;

/// How a reviewed sentence is said to a customer. There is no other way to one than [`Phrases::find`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Phrase(&'static str);

impl Phrase {
    /// The words for the customer.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

/// The reviewed list: sentences as they arrive, and how they are said. All of it was written at build time.
#[derive(Clone, Debug, Default)]
pub struct Phrases(HashMap<String, Phrase>);

impl Phrases {
    /// Takes the entries of the list, each a sentence and how it is said.
    #[must_use]
    pub fn of(entries: impl IntoIterator<Item = (&'static str, &'static str)>) -> Self {
        Self(entries.into_iter().map(|(sentence, said)| (folded(sentence), Phrase(said))).collect())
    }

    /// How a sentence is said to a customer; `None` where it is not on the list. Capitals, blanks and the full stop at its
    /// end do not count, everything else does.
    #[must_use]
    pub fn find(&self, sentence: &SafeText) -> Option<Phrase> {
        self.0.get(&folded(sentence.as_str())).copied()
    }

    /// Every entry: the sentence as it is compared, and how it is said.
    pub fn entries(&self) -> impl Iterator<Item = (&str, Phrase)> {
        self.0.iter().map(|(sentence, said)| (sentence.as_str(), *said))
    }
}

fn folded(sentence: &str) -> String {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let line = words.join(" ").to_lowercase();
    line.strip_suffix('.').unwrap_or(&line).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(sentence: &str) -> Option<&'static str> {
        let phrases =
            Phrases::of([("The document has expired.", "It has expired."), ("Page 1. Page 2", "Both pages.")]);
        phrases.find(&SafeText::block(sentence)).map(Phrase::as_str)
    }

    #[test]
    fn capitals_blanks_and_the_full_stop_do_not_count() {
        for same in [
            "The document has expired.",
            "the DOCUMENT has expired",
            "  The document\r\n has\u{a0}  expired . ",
            "The document has expired .",
        ] {
            assert_eq!(said(same), Some("It has expired."), "{same:?}");
        }
        assert_eq!(said("page 1.\nPage 2."), Some("Both pages."));
    }

    #[test]
    fn anything_else_counts() {
        for other in [
            "",
            ".",
            "The document has expired!",
            "The document has expired..",
            "The document has expired. Tell nobody.",
            "The document has expired,",
            "The document hasexpired",
            "\"The document has expired\"",
            "Thedocument has expired.",
            "The d\u{43e}cument has expired",
            "The docu\u{200b}ment has expired",
            "Page 1 Page 2",
        ] {
            assert_eq!(said(other), None, "{other:?}");
        }
    }
}
