//! Personal values and the mask that hides them.
//!
//! A [`Personal`] hides itself. What else names a person (codes, file names, sentences of ours) is hidden by the [`Redactor`]
//! of its case, which knows everyone in it. [`Prose`] may name people that nobody knows, so a mask leaves it out.

mod fold;
mod handles;
mod known;
mod prose;
mod redactor;

use std::fmt;

pub(in crate::domain) use known::Words;
pub use prose::{Prose, Sentence, TextOrProse};
pub use redactor::Redactor;
pub(in crate::domain) use redactor::nicknames::nicknames;

use super::text::SafeText;

/// What stands in a text in place of what a mask leaves out.
pub const LEFT_OUT: &str = "(left out by the mask)";

/// A value that belongs to a person: it has no `Display` and is shown only through a [`Mask`].
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Personal {
    kind: PersonalKind,
    text: SafeText,
}

/// What a personal value is, which decides how much of it a mask leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PersonalKind {
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// A person's name.
    Name,
}

/// Whether personal values are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mask {
    /// Values are shown as they are.
    #[default]
    Off,
    /// Values are hidden.
    On,
}

impl Mask {
    /// The other one.
    #[must_use]
    pub const fn toggled(self) -> Self {
        match self {
            Self::Off => Self::On,
            Self::On => Self::Off,
        }
    }
}

impl Personal {
    /// Takes a personal value as sent.
    #[must_use]
    pub fn new(kind: PersonalKind, raw: &str) -> Self {
        Self { kind, text: SafeText::line(raw) }
    }

    /// Takes a text that is safe already.
    #[must_use]
    pub const fn from_safe(kind: PersonalKind, text: SafeText) -> Self {
        Self { kind, text }
    }

    /// The value as the mask allows.
    #[must_use]
    pub fn show(&self, mask: Mask) -> SafeText {
        match mask {
            Mask::Off => self.text.clone(),
            Mask::On => SafeText::line(&self.hidden()),
        }
    }

    /// Whether there is nothing to see.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.text.is_blank()
    }

    fn hidden(&self) -> String {
        match self.kind {
            PersonalKind::Email => "•••@•••".to_owned(),
            PersonalKind::Phone => "•••".to_owned(),
            PersonalKind::Name => "••••".to_owned(),
        }
    }
}

impl fmt::Debug for Personal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Personal({:?}, hidden)", self.kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_masked_or_debugged_value_tells_nothing() {
        let email = Personal::new(PersonalKind::Email, "jane.smith@acmecorp.com");
        assert_eq!(email.show(Mask::Off).as_str(), "jane.smith@acmecorp.com");
        for shown in [email.show(Mask::On).to_string(), format!("{email:?}")] {
            assert!(!shown.contains("jane") && !shown.contains("acme"), "{shown}");
        }
    }
}
