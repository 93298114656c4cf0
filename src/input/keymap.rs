//! Which key does what: data, read from `assets/keymap.toml`, asked in both directions.

use std::collections::{BTreeMap, HashMap};

use crate::app::action::Action;
use crate::config::spelling::did_you_mean;
use crate::config::written::{self, Fault, Placed};

use super::key::Key;

/// The keys of the program as they come.
const STANDARD: &str = include_str!("../../assets/keymap.toml");

/// Which key does what.
#[derive(Clone, Debug, Default)]
pub struct Keymap {
    actions: HashMap<Key, Action>,
    keys: HashMap<Action, Vec<Key>>,
}

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
    pub fn standard_with(text: &str) -> Result<Self, Fault> {
        let names = Action::ALL.iter().map(|action| (action.name(), *action)).collect();
        let mut bound = read(STANDARD, &names, |_| None)?;
        bound.extend(read(text, &names, Some)?);
        bound.entry(Action::QuitNow).or_default().push((None, Key::QUIT_NOW));
        let mut keymap = Self::default();
        // What the user bound comes last: it is their line that a conflict is reported at.
        for is_theirs in [false, true] {
            for (action, keys) in &bound {
                for (at, key) in keys.iter().filter(|(at, _)| at.is_some() == is_theirs) {
                    keymap.bind(*key, *action).map_err(|what| Fault { at: at.unwrap_or(0), what })?;
                }
            }
        }
        Ok(keymap)
    }

    /// The words for what is in the way where the key has an action already.
    fn bind(&mut self, key: Key, action: Action) -> Result<(), String> {
        match self.actions.insert(key, action) {
            Some(other) if other != action => Err(conflict(key, action, other)),
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

fn conflict(key: Key, action: Action, other: Action) -> String {
    let [action, other] = [action, other].map(Action::name);
    if key == Key::QUIT_NOW {
        return format!("{key} always quits and cannot be bound to {action}");
    }
    format!("{key} is bound to both {action} and {other}; give {other} another key, or none: {other} = []")
}

/// Reads which keys a text gives to which actions; `place` is what is kept of where each stands.
fn read(
    text: &str,
    names: &BTreeMap<String, Action>,
    place: impl Fn(usize) -> Option<usize>,
) -> Result<BTreeMap<Action, Bound>, Fault> {
    written::read(text, |root| {
        let mut bound = BTreeMap::new();
        for (name, keys) in root.lists("an action has a list of keys, each in quotes, as in draft = [\"D\"]") {
            let Some(action) = names.get(&name.value).copied() else {
                root.fault(name.at, no_such_action(&name.value, names));
                continue;
            };
            let read = |written: Placed<String>| {
                let key = Key::parse(&written.value);
                if key.is_none() {
                    root.fault(written.at, format!("{} is bound to something that is no key", name.value));
                }
                Some((place(written.at), key?))
            };
            bound.insert(action, keys.into_iter().filter_map(read).collect());
        }
        bound
    })
}

/// What is written is repeated only where it is nearly one of ours.
fn no_such_action(written: &str, names: &BTreeMap<String, Action>) -> String {
    let near = did_you_mean(written, names.keys().map(String::as_str));
    if near.is_empty() {
        return "no action has this name; assets/keymap.toml has them all".to_owned();
    }
    format!("no action is called {written}{near}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::KeyCode;

    #[test]
    fn every_action_is_bound_and_explained_and_no_key_does_two_things() {
        let keymap = Keymap::standard_with("").unwrap();
        for &action in Action::ALL {
            assert!(
                keymap.hint(action).is_some(),
                "{action:?} has no key; add a line for {} to assets/keymap.toml",
                action.name()
            );
            let description = action.describe();
            assert!(
                !description.help.is_empty() && !description.hint.is_empty(),
                "{action:?}: write its hint and help in src/app/action.rs"
            );
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
            ("sideways = [\"j\"]", 0, "no action has this name; assets/keymap.toml has them all"),
            ("drafft = [\"j\"]", 0, "no action is called drafft; did you mean `draft`?"),
            ("mask = []\ndown = [\"jj\"]", 18, "down is bound to something that is no key"),
            ("down = 1", 7, "an action has a list of keys, each in quotes, as in draft = [\"D\"]"),
        ];
        for (text, at, message) in table {
            let refused = Keymap::standard_with(text).unwrap_err();
            assert_eq!((refused.at, refused.what.as_str()), (at, message), "{text}");
        }
    }
}
