//! Which key does what: data, read from `assets/keymap.toml`, asked in both directions.

use std::collections::HashMap;
use std::fmt;

use crate::app::action::Action;

use super::key::Key;

/// The keys of the program as they come.
const STANDARD: &str = include_str!("../../assets/keymap.toml");

/// Which key does what.
#[derive(Clone, Debug, Default)]
pub struct Keymap {
    actions: HashMap<Key, Action>,
    keys: HashMap<Action, Vec<Key>>,
}

/// Why a keymap cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeymapError {
    /// It is no TOML, or not of this shape.
    Syntax(String),
    /// It names something that is no action.
    NoSuchAction(String),
    /// It names something that is no key.
    NoSuchKey {
        /// The action it stands at.
        action: Action,
        /// What stands there.
        text: String,
    },
    /// One key would do two things.
    Conflict {
        /// The key.
        key: Key,
        /// The actions.
        actions: [Action; 2],
    },
}

impl fmt::Display for KeymapError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(message) => write!(f, "the keymap cannot be read: {message}"),
            Self::NoSuchAction(name) => write!(f, "the keymap names an action that does not exist: {name}"),
            Self::NoSuchKey { action, text } => {
                write!(f, "{} is bound to something that is no key: {text}", action.name())
            }
            Self::Conflict { key, actions: [one, other] } => {
                write!(f, "{key} is bound to both {} and {}", one.name(), other.name())
            }
        }
    }
}

impl std::error::Error for KeymapError {}

impl Keymap {
    /// The keys as they come.
    #[must_use]
    pub fn standard() -> Self {
        // A test holds that the shipped file parses; without it there would still be Ctrl-C.
        Self::parse(STANDARD).unwrap_or_default()
    }

    /// Reads a keymap.
    ///
    /// # Errors
    /// The first thing in it that has no meaning, or two.
    pub fn parse(text: &str) -> Result<Self, KeymapError> {
        let table: HashMap<String, Vec<String>> =
            toml::from_str(text).map_err(|error| KeymapError::Syntax(error.message().to_owned()))?;
        let mut keymap = Self::default();
        let mut known: HashMap<String, Action> = Action::ALL.iter().map(|action| (action.name(), *action)).collect();
        for (name, texts) in table {
            let action = known.remove(&name).ok_or(KeymapError::NoSuchAction(name))?;
            for text in texts {
                let key = Key::parse(&text).ok_or(KeymapError::NoSuchKey { action, text })?;
                keymap.bind(key, action)?;
            }
        }
        Ok(keymap)
    }

    fn bind(&mut self, key: Key, action: Action) -> Result<(), KeymapError> {
        match self.actions.insert(key, action) {
            Some(other) if other != action => {
                let mut actions = [other, action];
                actions.sort_unstable();
                Err(KeymapError::Conflict { key, actions })
            }
            _ => {
                self.keys.entry(action).or_default().push(key);
                Ok(())
            }
        }
    }

    /// What a key does.
    #[must_use]
    pub fn action(&self, key: Key) -> Option<Action> {
        self.actions.get(&key).copied()
    }

    /// The keys of an action as they are shown, in the order of the file.
    #[must_use]
    pub fn keys(&self, action: Action) -> Vec<String> {
        self.keys.get(&action).into_iter().flatten().map(ToString::to_string).collect()
    }

    /// The first key of an action as it is shown; `None` where it has none.
    #[must_use]
    pub fn hint(&self, action: Action) -> Option<String> {
        self.keys.get(&action).and_then(|keys| keys.first()).map(ToString::to_string)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_is_bound_and_explained_and_no_key_does_two_things() {
        let keymap = Keymap::parse(STANDARD).unwrap();
        for &action in Action::ALL {
            assert!(keymap.hint(action).is_some(), "{action:?} has no key");
            let description = action.describe();
            assert!(!description.help.is_empty() && !description.hint.is_empty(), "{action:?}");
        }
        assert_eq!(keymap.keys.len(), Action::ALL.len());
    }

    #[test]
    fn an_unusable_keymap_says_why() {
        let table = [
            ("down = [\"j\"]\nup = [\"j\"]", "j is bound to both down and up"),
            ("sideways = [\"j\"]", "the keymap names an action that does not exist: sideways"),
            ("down = [\"jj\"]", "down is bound to something that is no key: jj"),
        ];
        for (text, message) in table {
            assert_eq!(Keymap::parse(text).map(|_| ()).unwrap_err().to_string(), message);
        }
        assert!(matches!(Keymap::parse("down = 1"), Err(KeymapError::Syntax(_))));
    }
}
