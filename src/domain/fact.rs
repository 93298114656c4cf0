//! One leaf of the wire: sent or not, readable or not. Nothing is guessed in its place.

use std::fmt;

use super::mask::{Prose, Sentence};
use super::text::SafeText;
use super::wording::path_of_keys;

/// Where in a reply something stands, such as `data.associated_parties[1].email`.
pub type JsonPath = SafeText;

/// Something in a reply that could not be taken as it stood.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Where it stands.
    pub path: JsonPath,
    /// What was expected and what was found, in words of ours and without the value.
    pub what: SafeText,
    /// The value, where it is worth repeating.
    pub value: Fact<Prose>,
    /// How bad it is.
    pub kind: ProblemKind,
}

impl Problem {
    /// Where it stands and what is wrong there, without a word that was sent.
    #[must_use]
    pub fn name(&self) -> SafeText {
        SafeText::line(&format!("{} {}", path_of_keys(self.path.as_str()), self.what))
    }

    /// What was expected and what was found, with the value where that is known.
    #[must_use]
    pub fn told(&self) -> Sentence {
        let with = |value: &str| SafeText::line(&format!("{}: {value}", self.what));
        match &self.value {
            Fact::Given(value) => {
                Sentence::repeating(with(value.unmasked().on_one_line().as_str()), with("left out by the mask"))
            }
            Fact::Withheld => Sentence::plain(with("left out by a mask")),
            Fact::Missing | Fact::Null | Fact::Unreadable(_) => Sentence::plain(self.what.clone()),
        }
    }
}

/// What was wrong with a piece of a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProblemKind {
    /// A value of another type than documented; it is shown as unreadable.
    Unreadable,
    /// A key sent twice; the last value is shown.
    DuplicateKey,
    /// A value this build does not know, shown verbatim.
    UnknownValue,
}

/// A value of the API in one of its four states. `null`, a missing key and `""` all occur and are kept apart
/// (`assets/api.md` §11).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Fact<T> {
    /// The key was not sent.
    #[default]
    Missing,
    /// The key was sent as `null`.
    Null,
    /// A value that could be read.
    Given(T),
    /// A value that could not be read.
    Unreadable(Box<Problem>),
    /// A value that a mask left out of the export that this was read from.
    Withheld,
}

/// A list as far as it could be read. What is missing from a list that could not be read whole says nothing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Items<T> {
    /// The entries that could be read, in the order sent.
    pub read: Vec<T>,
    /// How many entries could not.
    pub unread: usize,
}

impl<T> Default for Items<T> {
    fn default() -> Self {
        Self { read: Vec::new(), unread: 0 }
    }
}

impl<T> FromIterator<T> for Items<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self { read: items.into_iter().collect(), unread: 0 }
    }
}

/// How much is known of a list. Only [`Extent::Whole`] allows to say that something is not in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extent {
    /// All of it.
    Whole,
    /// Some of its entries could not be read.
    Partly,
    /// It was sent, and none of it could be read.
    Unreadable,
    /// It was not sent, or as `null`.
    NotTold,
}

impl Extent {
    /// Whether something was sent that could not be read.
    #[must_use]
    pub const fn is_gap(self) -> bool {
        matches!(self, Self::Partly | Self::Unreadable)
    }

    /// What is to be said of it; nothing where all is known.
    #[must_use]
    pub const fn gap(self) -> Option<&'static str> {
        match self {
            Self::Whole => None,
            Self::Partly => Some("could not all be read"),
            Self::Unreadable => Some("could not be read"),
            Self::NotTold => Some("not told"),
        }
    }
}

impl<T> Fact<T> {
    /// The value, where one was given and could be read.
    pub const fn given(&self) -> Option<&T> {
        match self {
            Self::Given(value) => Some(value),
            Self::Missing | Self::Null | Self::Unreadable(_) | Self::Withheld => None,
        }
    }

    /// The same state with its value changed.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Fact<U> {
        match self {
            Self::Missing => Fact::Missing,
            Self::Null => Fact::Null,
            Self::Given(value) => Fact::Given(f(value)),
            Self::Unreadable(problem) => Fact::Unreadable(problem),
            Self::Withheld => Fact::Withheld,
        }
    }

    /// The same state by reference.
    pub fn as_ref(&self) -> Fact<&T> {
        match self {
            Self::Missing => Fact::Missing,
            Self::Null => Fact::Null,
            Self::Given(value) => Fact::Given(value),
            Self::Unreadable(problem) => Fact::Unreadable(problem.clone()),
            Self::Withheld => Fact::Withheld,
        }
    }

    /// What to say where no value can be shown; `None` iff one was given.
    pub fn absence(&self) -> Option<&'static str> {
        match self {
            Self::Given(_) => None,
            Self::Missing | Self::Null => Some("not given"),
            Self::Unreadable(_) => Some("unreadable"),
            Self::Withheld => Some("left out by a mask"),
        }
    }
}

impl<T> Fact<T> {
    /// Whether something was sent that is not known here: unreadable, or left out by a mask.
    #[must_use]
    pub const fn is_unknown(&self) -> bool {
        matches!(self, Self::Unreadable(_) | Self::Withheld)
    }
}

impl<T> Fact<Items<T>> {
    /// The entries that could be read; none where the list is missing, null or unreadable.
    #[must_use]
    pub fn items(&self) -> &[T] {
        self.given().map_or(&[], |items| items.read.as_slice())
    }

    /// How much of the list is known.
    #[must_use]
    pub const fn extent(&self) -> Extent {
        match self {
            Self::Missing | Self::Null => Extent::NotTold,
            Self::Unreadable(_) | Self::Withheld => Extent::Unreadable,
            Self::Given(items) if items.unread > 0 => Extent::Partly,
            Self::Given(_) => Extent::Whole,
        }
    }
}

impl<T: fmt::Display> Fact<T> {
    /// The value in words, or what is said in its absence.
    pub fn words(&self) -> String {
        match self {
            Self::Given(value) => value.to_string(),
            other => other.absence().unwrap_or_default().to_owned(),
        }
    }
}

/// An enumeration of the API: the set is open, so the word as sent is always kept (`assets/api.md` §5).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Open<K> {
    raw: SafeText,
    known: Option<K>,
}

/// The known words of an open enumeration.
pub trait Word: Sized + Copy {
    /// All words that this build knows.
    const WORDS: &'static [&'static str];

    /// The value a word stands for; `None` for a word this build does not know.
    fn parse(word: &str) -> Option<Self>;

    /// The word for a value; where there are several, that of today's API.
    fn word(self) -> &'static str;

    /// A known word as all that hold it share it: a hundred thousand rows say the same few.
    fn kept(word: &str) -> Option<SafeText>;
}

impl<K: Word> Open<K> {
    /// Reads a word; matching is exact, so a new spelling is seen rather than guessed.
    #[must_use]
    pub fn parse(raw: &str) -> Self {
        Self { raw: K::kept(raw).unwrap_or_else(|| SafeText::line(raw)), known: K::parse(raw) }
    }

    /// The meaning, where this build knows the word.
    #[must_use]
    pub const fn known(&self) -> Option<K> {
        self.known
    }

    /// The word as sent.
    #[must_use]
    pub const fn raw(&self) -> &SafeText {
        &self.raw
    }
}

impl<K> fmt::Display for Open<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.raw.fmt(f)
    }
}

/// Declares an enumeration with the words that stand for each value.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal $(| $older:literal)*),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $crate::domain::fact::Word for $name {
            const WORDS: &'static [&'static str] = &[$($word $(, $older)*),+];

            fn parse(word: &str) -> Option<Self> {
                match word { $($word $(| $older)* => Some(Self::$variant),)+ _ => None }
            }

            fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            fn kept(word: &str) -> Option<$crate::domain::text::SafeText> {
                use $crate::domain::text::SafeText;
                static WORDS: std::sync::LazyLock<Vec<SafeText>> =
                    std::sync::LazyLock::new(|| $name::WORDS.iter().copied().map(SafeText::line).collect());
                WORDS.iter().find(|known| known.as_str() == word).cloned()
            }
        }
    };
}
pub(crate) use words;

/// Declares a newtype over a code of the API: an open set of words, shown as sent.
macro_rules! code {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name($crate::domain::text::SafeText);

        impl $name {
            /// Takes the code as sent.
            #[must_use]
            pub fn new(raw: &str) -> Self {
                Self($crate::domain::text::SafeText::line(raw))
            }

            /// The code as sent, made safe.
            #[must_use]
            pub const fn text(&self) -> &$crate::domain::text::SafeText {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}
pub(crate) use code;
