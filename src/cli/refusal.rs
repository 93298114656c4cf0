//! What is said of a command line that cannot be understood. It names flags and what they take. What was given to them is
//! repeated only where it is a plain word, as a misspelt one is: anything else may hold a password, or be a secret in the
//! wrong place.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

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

    use super::super::CommandLine;
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
