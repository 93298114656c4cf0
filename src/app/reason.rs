//! Why something cannot be done, and what helps.

use std::fmt;

use super::action::Action;

/// Why something cannot be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Reason {
    /// In words for the user.
    pub words: &'static str,
    /// What helps, where a key does.
    pub helps: Option<Action>,
}

impl Reason {
    /// A reason that no key helps against.
    #[must_use]
    pub const fn of(words: &'static str) -> Self {
        Self { words, helps: None }
    }

    /// The same, and the action that helps.
    #[must_use]
    pub const fn unless(self, action: Action) -> Self {
        Self { helps: Some(action), ..self }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words)
    }
}

impl AsRef<str> for Reason {
    fn as_ref(&self) -> &str {
        self.words
    }
}

/// Personal data is hidden.
pub(in crate::app) const HIDDEN: Reason = Reason::of("personal data is hidden").unless(Action::Mask);
/// Nothing is known of the case.
pub(in crate::app) const NOT_LOADED: Reason = Reason::of("the case is not loaded yet").unless(Action::RefreshCase);
/// There is no hit to go to.
pub(in crate::app) const NOT_SEARCHED: Reason = Reason::of("nothing was searched for; / in the case searches");
/// One case is shown only.
pub(in crate::app) const ONE_CASE_ONLY: Reason = Reason::of("this case only is shown").unless(Action::ThisCaseOnly);
/// No customer is selected.
pub(in crate::app) const NOBODY: Reason = Reason::of("no customer is selected").unless(Action::FocusQueue);
