//! Which key does what: data, read from `assets/keymap.toml`, asked in both directions.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use toml::Spanned;

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

/// Why a keymap cannot be used, and where that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeymapError {
    /// The place in the file, in bytes from its start.
    pub at: Option<usize>,
    /// What is wrong there.
    pub fault: KeymapFault,
}

/// What can be wrong with a keymap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeymapFault {
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
        /// The action it is bound to here.
        action: Action,
        /// The action it does already.
        other: Action,
    },
}

impl fmt::Display for KeymapFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(message) => write!(f, "the keymap cannot be read: {message}"),
            Self::NoSuchAction(name) => write!(f, "no action is called {name}"),
            Self::NoSuchKey { action, text } => {
                write!(f, "{} is bound to something that is no key: {text}", action.name())
            }
            Self::Conflict { key, action, .. } if *key == Key::QUIT_NOW => {
                write!(f, "{key} always quits and cannot be bound to {}", action.name())
            }
            Self::Conflict { key, action, other } => {
                let [action, other] = [action, other].map(|action| action.name());
                write!(
                    f,
                    "{key} is bound to both {action} and {other}; give {other} another key, or none: {other} = []"
                )
            }
        }
    }
}

impl fmt::Display for KeymapError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fault.fmt(f)
    }
}

impl std::error::Error for KeymapError {}

/// The keys of actions as a file has them, each with its place.
type Written = BTreeMap<Spanned<String>, Vec<Spanned<String>>>;

/// The keys of an action, each with its place in the user's file where it is from there.
type Bound = Vec<(Option<usize>, Key)>;

impl Keymap {
    /// The keys as they come.
    #[must_use]
    pub fn standard() -> Self {
        // A test holds that the shipped file parses; without it there would still be Ctrl-C.
        Self::standard_with("").unwrap_or_default()
    }

    /// The keys as they come, but for the actions that a text names: these have the keys it gives them, or none.
    ///
    /// # Errors
    /// The first thing in it that has no meaning, or two.
    pub fn standard_with(text: &str) -> Result<Self, KeymapError> {
        let names = Action::ALL.iter().map(|action| (action.name(), *action)).collect();
        let mut bound = read(STANDARD, &names, |_| None)?;
        bound.extend(read(text, &names, Some)?);
        bound.entry(Action::QuitNow).or_default().push((None, Key::QUIT_NOW));
        let mut keymap = Self::default();
        // What the user bound comes last: it is their line that a conflict is reported at.
        for is_theirs in [false, true] {
            for (action, keys) in &bound {
                for (at, key) in keys.iter().filter(|(at, _)| at.is_some() == is_theirs) {
                    keymap.bind(*key, *action).map_err(|fault| KeymapError { at: *at, fault })?;
                }
            }
        }
        Ok(keymap)
    }

    fn bind(&mut self, key: Key, action: Action) -> Result<(), KeymapFault> {
        match self.actions.insert(key, action) {
            Some(other) if other != action => Err(KeymapFault::Conflict { key, action, other }),
            Some(_) => Ok(()),
            None => {
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

/// Reads which keys a text gives to which actions; `place` is what is kept of where each stands.
fn read(
    text: &str,
    names: &HashMap<String, Action>,
    place: impl Fn(usize) -> Option<usize>,
) -> Result<BTreeMap<Action, Bound>, KeymapError> {
    let written: Written = toml::from_str(text).map_err(|error| KeymapError {
        at: error.span().map(|span| span.start),
        fault: KeymapFault::Syntax(error.message().to_owned()),
    })?;
    let mut bound = BTreeMap::new();
    for (name, keys) in written {
        let at = |value: &Spanned<String>| Some(value.span().start);
        let Some(action) = names.get(name.get_ref()).copied() else {
            return Err(KeymapError { at: at(&name), fault: KeymapFault::NoSuchAction(name.into_inner()) });
        };
        let keys = keys.into_iter().map(|written| {
            let key = Key::parse(written.get_ref()).ok_or_else(|| KeymapError {
                at: at(&written),
                fault: KeymapFault::NoSuchKey { action, text: written.get_ref().clone() },
            })?;
            Ok((place(written.span().start), key))
        });
        bound.insert(action, keys.collect::<Result<_, _>>()?);
    }
    Ok(bound)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::KeyCode;

    #[test]
    fn every_action_is_bound_and_explained_and_no_key_does_two_things() {
        let keymap = Keymap::standard_with("").unwrap();
        for &action in Action::ALL {
            assert!(keymap.hint(action).is_some(), "{action:?} has no key");
            let description = action.describe();
            assert!(!description.help.is_empty() && !description.hint.is_empty(), "{action:?}");
        }
        assert_eq!(keymap.keys.len(), Action::ALL.len());
    }

    #[test]
    fn a_file_holds_only_what_differs() {
        let keymap = Keymap::standard_with("draft = [\"D\", \"ctrl-r\"]\nexport = []\ncopy = [\"d\"]").unwrap();
        assert_eq!(keymap.keys(Action::Draft), ["D", "Ctrl-R"]);
        assert_eq!((keymap.hint(Action::Export), keymap.hint(Action::Down)), (None, Some("j".to_owned())));
        let d = Key::plain(KeyCode::Char('d'));
        assert_eq!(keymap.action(d), Some(Action::Copy), "a key that was freed is free");
        assert_eq!(keymap.action(Key::plain(KeyCode::Char('e'))), None, "unbound");
    }

    #[test]
    fn ctrl_c_always_quits() {
        let keymap = Keymap::standard_with("quit_now = [\"Q\"]").unwrap();
        assert_eq!(keymap.keys(Action::QuitNow), ["Ctrl-C", "Q"]);
        let refused = Keymap::standard_with("quit_now = []\ncopy = [\"ctrl-c\"]").unwrap_err();
        assert_eq!(refused.to_string(), "Ctrl-C always quits and cannot be bound to copy");
    }

    #[test]
    fn an_unusable_keymap_says_where_and_why() {
        let table = [
            ("up = [\"down\"]", 6, "↓ is bound to both up and down; give down another key, or none: down = []"),
            (
                "up = [\"x\"]\ndown = [\"x\"]",
                6,
                "x is bound to both up and down; give down another key, or none: down = []",
            ),
            ("sideways = [\"j\"]", 0, "no action is called sideways"),
            ("mask = []\ndown = [\"jj\"]", 18, "down is bound to something that is no key: jj"),
            ("down = 1", 7, "the keymap cannot be read: invalid type: integer `1`, expected a sequence"),
        ];
        for (text, at, message) in table {
            let refused = Keymap::standard_with(text).unwrap_err();
            assert_eq!((refused.at, refused.to_string().as_str()), (Some(at), message), "{text}");
        }
    }
}
