//! What is said of a command line that cannot be understood. It names flags and what they take. What was given to them is
//! repeated only where it is a plain word, as a misspelt one is: anything else may hold a password, or be a secret in the
//! wrong place.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, Error};

use super::CommandLine;
use crate::config::spelling::did_you_mean;

/// Stands where a value would.
const HIDDEN: &str = "…";
/// The longest word that is repeated.
const LONGEST: usize = 16;

/// The refusal without any value but plain words.
#[must_use]
pub fn without_values(mut error: Error) -> Error {
    for kind in [ContextKind::InvalidValue, ContextKind::InvalidSubcommand] {
        if error.get(kind).is_some_and(|value| !is(is_word, value)) {
            error.insert(kind, ContextValue::String(HIDDEN.to_owned()));
        }
    }
    let is_named = |named: &ContextValue| is(is_flag, named) || is(is_word, named);
    if error.kind() == ErrorKind::UnknownArgument && !error.get(ContextKind::InvalidArg).is_some_and(is_named) {
        error.insert(ContextKind::InvalidArg, ContextValue::String(HIDDEN.to_owned()));
        // A suggestion of how to give it nevertheless repeats it.
        error.remove(ContextKind::Suggested);
    }
    error
}

/// What is said of a word that stands where a command or an id may stand, where it is nearly the name of a command: a
/// mistyped one is not to be looked for as a customer.
#[must_use]
pub fn mistyped(word: &str) -> Option<String> {
    let command = CommandLine::command();
    let names: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).chain(["help"]).collect();
    let near = did_you_mean(&word.to_ascii_lowercase(), names);
    let is_letters = word.len() <= LONGEST && word.chars().all(|c| c.is_ascii_alphabetic());
    (is_letters && !near.is_empty()).then(|| format!("there is no command `{word}`{near}"))
}

/// The first word of a command line that was not understood, where it is nearly the name of a command: what follows was
/// meant for that one.
#[must_use]
pub fn mistyped_first(arguments: impl Iterator<Item = OsString>) -> Option<String> {
    let words = arguments.skip(1).map(|argument| argument.to_string_lossy().into_owned());
    let first = words.into_iter().find(|word| !word.starts_with('-'))?;
    let is_command = CommandLine::command().find_subcommand(&first).is_some();
    if is_command { None } else { mistyped(&first) }
}

fn is(what: fn(&str) -> bool, value: &ContextValue) -> bool {
    matches!(value, ContextValue::String(text) if what(text))
}

fn is_word(text: &str) -> bool {
    text.len() <= LONGEST && text.chars().all(|c| c.is_ascii_alphabetic() || c == '_')
}

/// Whether this is the name of a flag, rather than something that was given in its place.
fn is_flag(name: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_lowercase() || c == '-';
    match name.strip_prefix("--") {
        Some(long) => long.len() < 20 && long.chars().all(is_letter),
        None => name.starts_with('-') && name.chars().count() == 2,
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    fn said(arguments: &[&str]) -> String {
        let given = ["kyb-dash"].iter().chain(arguments);
        without_values(CommandLine::try_parse_from(given).unwrap_err()).to_string()
    }

    #[test]
    fn no_value_that_may_be_a_secret_is_repeated() {
        let secret = "https://ada:hunter2@fin.example/?eyJhunter2";
        let flags =
            ["--type", "--theme", "--color", "--interval", "--until", "--format", "--status", "--for", "--file"];
        for command in ["list", "show", "draft", "watch", "doctor", "completions", "man", "view", "help"] {
            for mine in [&[secret][..], &[secret, secret], &["a", secret], &["--", secret, "-hunter2"], &["-hunter2"]] {
                let refused = CommandLine::try_parse_from(["kyb-dash", command].iter().chain(mine));
                let said = refused.map_or_else(|error| without_values(error).to_string(), |_| String::new());
                assert!(!said.contains("hunter2"), "{command} {mine:?}: {said}");
            }
            for flag in flags {
                for value in [format!("{flag}={secret}"), format!("{flag}x={secret}"), format!("--mask={secret}")] {
                    let refused = CommandLine::try_parse_from(["kyb-dash", command, &value, "a"]);
                    let said = refused.map_or_else(|error| without_values(error).to_string(), |_| String::new());
                    assert!(!said.contains("hunter2"), "{command} {value}: {said}");
                }
            }
        }
        assert!(!said(&[secret]).contains("hunter2"));
        assert!(!said(&["--hunter2"]).contains("hunter2"));
    }

    #[test]
    fn a_mistyped_command_is_told_from_an_id() {
        for (word, meant) in [("lsit", "list"), ("shwo", "show"), ("List", "list"), ("watc", "watch"), ("hlep", "help")]
        {
            let said = mistyped(word).unwrap();
            assert_eq!(said, format!("there is no command `{word}`; did you mean `{meant}`?"));
        }
        for id in ["671536f8", "deadbeef", "lsit1", "customer", "x"] {
            assert_eq!(mistyped(id), None, "{id}");
        }
        let first = |words: &[&str]| mistyped_first(words.iter().map(OsString::from));
        assert!(first(&["kyb-dash", "--demo", "lsit", "--needs-us"]).is_some());
        assert_eq!(first(&["kyb-dash", "show", "lsit", "--needs-us"]), None);
        assert_eq!(first(&["kyb-dash", "--needs-us"]), None);
    }

    #[test]
    fn flags_and_what_they_take_are_named() {
        let interval = said(&["watch", "a", "--interval", "often"]);
        assert!(interval.contains("'often' for '--interval <TIME>': write a time such as 30s"), "{interval}");
        let theme = said(&["--theme", "drak"]);
        assert!(
            theme.contains("possible values: terminal, dark") && theme.contains("similar value exists: 'dark'"),
            "{theme}"
        );
        let flag = said(&["list", "--needs-use"]);
        assert!(flag.contains("'--needs-use'") && flag.contains("exists: '--needs-us'"), "{flag}");
        let extra = said(&["list", "https://x.example"]);
        assert!(extra.contains("unexpected argument '…' found") && !extra.contains("tip:"), "{extra}");
        assert!(said(&["list", "needs"]).contains("unexpected argument 'needs' found"));
    }
}
