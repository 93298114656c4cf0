//! Why a command ends without what it was asked for.

use std::fmt;

use crate::domain::failure::Failure;

/// Why a command cannot do what it was asked to do: a sentence that says what to do instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommandError {
    /// The server did not give what was needed.
    Unanswered(Failure),
    /// The command line asks for something that is not there.
    Misuse(String),
    /// Nothing is remembered of the customer that is meant.
    NotRemembered(String),
}

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unanswered(failure) => {
                let sentence = failure.sentence();
                write!(f, "{}; {}", sentence.trim_end_matches('.'), failure.remedy())
            }
            Self::Misuse(sentence) | Self::NotRemembered(sentence) => f.write_str(sentence),
        }
    }
}

impl std::error::Error for CommandError {}

impl From<Failure> for CommandError {
    fn from(failure: Failure) -> Self {
        Self::Unanswered(failure)
    }
}
