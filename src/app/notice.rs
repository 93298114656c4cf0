//! What the user is told in a sentence: whom it is about, whether it may take the place of another one, and how it reads under
//! a mask.

use crate::domain::customer::RowKey;
use crate::domain::mask::{Mask, Sentence};
use crate::domain::text::SafeText;

use super::line::Tone;

/// Something to tell the user; the settle pass decides whether the footer shows it.
#[derive(Clone, Debug)]
pub struct Said {
    /// The sentence; what must not be read under a mask is only in its whole form.
    pub text: Sentence,
    /// How bad it is.
    pub tone: Tone,
    /// The customer it is about, where it is about one.
    pub about: Option<RowKey>,
    /// Where it is told.
    pub manner: Manner,
}

/// Where something is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// In the footer: it is what an action of the user's led to.
    Result,
    /// In the footer, unless that tells what an action of the user's led to.
    Aside,
    /// In the footer, until anything else is told.
    Lasting,
    /// In the list of messages only: the screen shows it in another way.
    Listed,
}

impl Said {
    /// The result of an action, about no customer.
    pub fn new(tone: Tone, text: impl AsRef<str>) -> Self {
        Self::sentence(tone, Sentence::plain(SafeText::block(text.as_ref())))
    }

    /// The same of a sentence that reads differently under a mask.
    #[must_use]
    pub const fn sentence(tone: Tone, text: Sentence) -> Self {
        Self { text, tone, about: None, manner: Manner::Result }
    }

    /// The same about a customer.
    #[must_use]
    pub fn about(self, key: Option<RowKey>) -> Self {
        Self { about: key, ..self }
    }

    /// The same, told elsewhere.
    #[must_use]
    pub fn told(self, manner: Manner) -> Self {
        Self { manner, ..self }
    }
}

/// A sentence as it reads with and without a mask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// As it was said.
    pub open: SafeText,
    /// With everyone hidden.
    pub covered: SafeText,
}

impl Words {
    /// As a mask allows.
    #[must_use]
    pub const fn under(&self, mask: Mask) -> &SafeText {
        match mask {
            Mask::Off => &self.open,
            Mask::On => &self.covered,
        }
    }
}

/// What the footer tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The sentence.
    pub words: Words,
    /// How bad it is.
    pub tone: Tone,
    /// The customer it is about, where it is about one: it is shown beside no other.
    pub about: Option<RowKey>,
    /// What may take its place.
    pub(in crate::app) manner: Manner,
    /// Tells it from later ones, so that an old timer cannot take a new notice away.
    pub number: u64,
}
