//! What somebody wrote in their own words, and sentences of ours that may repeat it.

use std::fmt;

use crate::domain::text::SafeText;

use super::Redactor;

/// A text in which anybody may be named, also people whom the case does not know: what Fin wrote in its own words, or
/// what stands where this build does not know what should.
///
/// It has no `Display` and is shown only through a [`Redactor`], which under a mask leaves it out unless it is
/// a reviewed sentence.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Prose(SafeText);

impl Prose {
    /// Takes a text as sent, keeping its line breaks.
    #[must_use]
    pub fn block(raw: &str) -> Self {
        Self(SafeText::block(raw))
    }

    /// Takes a text as sent, on one line.
    #[must_use]
    pub fn line(raw: &str) -> Self {
        Self(SafeText::line(raw))
    }

    /// Takes a text that is safe already.
    #[must_use]
    pub const fn from_safe(text: SafeText) -> Self {
        Self(text)
    }

    /// The text whatever the mask: to judge and to compare it, never to show it.
    #[must_use]
    pub const fn unmasked(&self) -> &SafeText {
        &self.0
    }

    /// Whether there is nothing to see.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.0.is_blank()
    }

    /// The same on one line.
    #[must_use]
    pub fn on_one_line(&self) -> Self {
        Self(self.0.on_one_line())
    }

    /// A part of it, such as one wrapped row.
    #[must_use]
    pub fn part(&self, part: &str) -> Self {
        Self(self.0.part(part))
    }
}

impl fmt::Debug for Prose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Prose(hidden)")
    }
}

/// Words that are prose or are none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextOrProse {
    /// A code, a value in words, or a sentence of ours.
    Plain(SafeText),
    /// What somebody wrote.
    Prose(Prose),
}

impl TextOrProse {
    /// The words whatever the mask: to judge and to measure them, never to show them.
    #[must_use]
    pub const fn unmasked(&self) -> &SafeText {
        match self {
            Self::Plain(text) | Self::Prose(Prose(text)) => text,
        }
    }

    /// The words as they are shown; `None` where they are left out.
    #[must_use]
    pub fn shown(&self, redactor: &Redactor) -> Option<SafeText> {
        match self {
            Self::Plain(text) => Some(redactor.text(text)),
            Self::Prose(prose) => redactor.prose(prose),
        }
    }

    /// A part of the words, such as one wrapped row.
    #[must_use]
    pub fn part(&self, part: &str) -> Self {
        match self {
            Self::Plain(text) => Self::Plain(text.part(part)),
            Self::Prose(prose) => Self::Prose(prose.part(part)),
        }
    }

    /// The same words with the people hidden that a redactor hides. Prose stays prose.
    #[must_use]
    pub fn covered(&self, redactor: &Redactor) -> Self {
        match self {
            Self::Plain(text) => Self::Plain(redactor.text(text)),
            Self::Prose(prose) => Self::Prose(Prose(redactor.text(&prose.0))),
        }
    }
}

/// A sentence of ours that may repeat prose, or name people by their addresses. It has no `Display` either: a [`Redactor`]
/// decides how it is told.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Sentence {
    /// With what it repeats.
    whole: SafeText,
    /// The same said without it; `None` where it repeats nothing.
    without: Option<SafeText>,
}

impl Sentence {
    /// A sentence that repeats nothing.
    #[must_use]
    pub const fn plain(text: SafeText) -> Self {
        Self { whole: text, without: None }
    }

    /// A sentence, and how it is told without the prose that it repeats.
    #[must_use]
    pub fn repeating(whole: SafeText, without: SafeText) -> Self {
        let without = (without != whole).then_some(without);
        Self { whole, without }
    }

    /// The same in other words around it.
    #[must_use]
    pub fn within(&self, words: impl Fn(&str) -> String) -> Self {
        let text = |text: &SafeText| SafeText::block(&words(text.as_str()));
        Self { whole: text(&self.whole), without: self.without.as_ref().map(text) }
    }

    /// The same with another sentence behind it, which repeats nothing.
    #[must_use]
    pub fn and(&self, more: &str) -> Self {
        self.within(|text| format!("{text} {more}"))
    }

    /// Whether it repeats anything.
    #[must_use]
    pub const fn repeats(&self) -> bool {
        self.without.is_some()
    }

    /// Whether it says nothing.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.whole.is_blank()
    }

    /// All of it, whatever the mask: to judge and to compare it, never to show it.
    #[must_use]
    pub const fn unmasked(&self) -> &SafeText {
        &self.whole
    }

    /// What it says without anything that it repeats.
    #[must_use]
    pub fn bare(&self) -> &SafeText {
        self.without.as_ref().unwrap_or(&self.whole)
    }
}

impl fmt::Debug for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Sentence").field(self.bare()).finish()
    }
}
