//! What a message is made of: one type for each source, and no other way in.
//!
//! Whatever was received lives in no `'static` text, is no entry of a catalogue or of the list of phrases, and is no
//! name of the customer itself; so none of it can become part of a message, whatever the code around it does.

use std::fmt;

use jiff::civil::Date;

use crate::domain::customer::{Name, Profile};
use crate::domain::glossary::CatalogueText;
use crate::domain::id::CustomerId;
use crate::domain::mask::{Personal, Redactor};
use crate::domain::party::Share;
use crate::domain::phrase::Phrase;
use crate::domain::text::{SafeText, shows_escape};

/// A piece of a message.
///
/// ```
/// use kyb_dash::domain::draft::part::Part;
/// assert_eq!(Part::from("Kind regards").to_string(), "Kind regards");
/// ```
///
/// What was received is no piece of one, neither as it is
///
/// ```compile_fail
/// use kyb_dash::domain::{draft::part::Part, text::SafeText};
/// let reason = SafeText::line("whatever Fin wrote");
/// let part = Part::from(reason);
/// ```
///
/// nor as a plain text
///
/// ```compile_fail
/// use kyb_dash::domain::draft::part::Part;
/// let reason = String::from("whatever Fin wrote");
/// let part: Part = Part::from(reason.as_str());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A piece of the template.
    Template(&'static str),
    /// A text of the catalogues.
    Catalogue(CatalogueText),
    /// A reviewed sentence in place of Fin's.
    Phrase(Phrase),
    /// The customer's own name.
    Name(OwnName),
    /// A count.
    Number(usize),
    /// A share of ownership.
    Share(Share),
    /// A day.
    Day(Date),
    /// The case's short id.
    Reference(Reference),
    /// The user's own sentence.
    HowToAnswer(HowToAnswer),
    /// A sentence of Fin's that the reviewer put in by hand.
    PutIn(PutIn),
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Template(words) => f.write_str(words),
            Self::Catalogue(text) => f.write_str(text.as_str()),
            Self::Phrase(phrase) => f.write_str(phrase.as_str()),
            Self::Name(name) => f.write_str(name.0.as_str()),
            Self::Number(number) => write!(f, "{number}"),
            Self::Share(share) => write!(f, "{share}"),
            Self::Day(day) => write!(f, "{}", day.strftime("%-d %B %Y")),
            Self::Reference(reference) => f.write_str(&reference.0),
            Self::HowToAnswer(sentence) => f.write_str(sentence.0.as_str()),
            Self::PutIn(sentence) => f.write_str(sentence.0.as_str()),
        }
    }
}

/// The name of the customer itself, a company's or a person's: whole, as a name that is cut is another name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnName(SafeText);

impl OwnName {
    /// The customer's name as the mask allows; `None` where it has none, or one that no mail should carry: cut when it was
    /// read, with hidden characters in it, or with a link or an address.
    #[must_use]
    pub fn of(profile: &Profile, shown: &Redactor) -> Option<Self> {
        let is_there = match &profile.name {
            Name::Business(name) => name.given().is_some_and(|name| !name.is_blank()),
            Name::Individual { first, last } => {
                [first, last].iter().any(|name| name.given().is_some_and(|name| !Personal::is_blank(name)))
            }
        };
        let name = shown.name(&profile.name);
        let is_usable = is_there && !name.may_be_cut() && !shows_escape(&name) && !is_link(name.as_str());
        is_usable.then(|| Self(shown.text(&name.part(name.as_str().trim()))))
    }
}

/// Whether a text has a link or an address in it.
pub(super) fn is_link(text: &str) -> bool {
    ["://", "www.", "@"].iter().any(|sign| text.to_lowercase().contains(sign))
}

/// The short id by which a case is named to people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference(String);

impl Reference {
    /// The reference of a case.
    #[must_use]
    pub fn of(id: &CustomerId) -> Self {
        Self(id.short().to_owned())
    }
}

/// How the user's customers send papers, in the user's own sentence. It comes from the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HowToAnswer(SafeText);

/// Why a text cannot say how to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSentence;

impl fmt::Display for NoSentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this is one sentence on one line, of at most 500 characters")
    }
}

impl std::error::Error for NoSentence {}

impl HowToAnswer {
    /// Longest sentence that is taken.
    const LONGEST: usize = 500;

    /// Takes the sentence as configured.
    ///
    /// # Errors
    /// [`NoSentence`] where it is blank, too long, or holds what cannot be seen.
    pub fn configured(sentence: &str) -> Result<Self, NoSentence> {
        let sentence = sentence.trim();
        let safe = SafeText::line(sentence);
        if sentence.is_empty() || safe.as_str() != sentence || sentence.chars().count() > Self::LONGEST {
            return Err(NoSentence);
        }
        Ok(Self(safe))
    }
}

/// A sentence of Fin's that the reviewer put into a message by hand. Made only within the module of the drafts, of a
/// sentence about the recipient that may be put in.
///
/// ```compile_fail
/// use kyb_dash::domain::{draft::part::PutIn, text::SafeText};
/// let sentence = PutIn::of(SafeText::line("whatever Fin wrote"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutIn(SafeText);

impl PutIn {
    pub(super) const fn of(sentence: SafeText) -> Self {
        Self(sentence)
    }
}

/// A line of a message; without parts it is empty and separates paragraphs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line(Vec<Part>);

impl Line {
    /// A line of several pieces, one right after the other.
    #[must_use]
    pub fn of(pieces: impl IntoIterator<Item = Self>) -> Self {
        Self(pieces.into_iter().flat_map(|piece| piece.0).collect())
    }

    /// Several pieces with the same words between them.
    #[must_use]
    pub fn joined(pieces: impl IntoIterator<Item = Self>, between: &'static str) -> Self {
        let mut line = Self::default();
        for piece in pieces {
            if !line.0.is_empty() {
                line.0.push(Part::Template(between));
            }
            line.0.extend(piece.0);
        }
        line
    }

    /// What it is made of.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.0
    }

    /// Its words.
    #[must_use]
    pub fn text(&self) -> SafeText {
        SafeText::block(&self.to_string())
    }

    /// Whether a sentence of it was put in by hand.
    #[must_use]
    pub fn is_put_in(&self) -> bool {
        self.0.iter().any(|part| matches!(part, Part::PutIn(_)))
    }

    /// Whether it separates paragraphs.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|part| part.fmt(f))
    }
}

impl<P: Into<Part>> From<P> for Line {
    fn from(part: P) -> Self {
        Self(vec![part.into()])
    }
}

/// Declares which types are pieces of a message.
macro_rules! parts {
    ($($source:ty => $variant:ident),+ $(,)?) => {
        $(impl From<$source> for Part {
            fn from(source: $source) -> Self {
                Self::$variant(source)
            }
        })+
    };
}

parts! {
    &'static str => Template,
    CatalogueText => Catalogue,
    Phrase => Phrase,
    OwnName => Name,
    usize => Number,
    Share => Share,
    Date => Day,
    Reference => Reference,
    HowToAnswer => HowToAnswer,
    PutIn => PutIn,
}

/// A line from its pieces.
macro_rules! line {
    ($($piece:expr),+ $(,)?) => {
        $crate::domain::draft::part::Line::of([$($crate::domain::draft::part::Line::from($piece)),+])
    };
}
pub(super) use line;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_its_pieces_in_order() {
        let line = line!["Reference: ", Reference::of(&CustomerId::parse("671536f8-ddc5").unwrap()), line![", ", 3]];
        assert_eq!((line.to_string().as_str(), line.parts().len()), ("Reference: 671536f8, 3", 4));
        let listed = Line::joined(["a", "b", "c"].map(Line::from), ", ");
        assert_eq!((listed.to_string().as_str(), listed.is_empty()), ("a, b, c", false));
        assert!(Line::default().is_empty() && Line::joined([], ", ").is_empty());
    }

    #[test]
    fn the_users_own_sentence_is_one_line_that_can_be_seen() {
        let sentence = HowToAnswer::configured(" Please upload it in your account. ").unwrap();
        assert_eq!(Part::from(sentence).to_string(), "Please upload it in your account.");
        let long = "x".repeat(501);
        for bad in ["", "  ", "two\nlines", "\u{1b}[31mred", "hid\u{200b}den", long.as_str()] {
            assert_eq!(HowToAnswer::configured(bad), Err(NoSentence), "{bad:?}");
        }
    }
}
