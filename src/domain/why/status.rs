//! A status that does not say where something stands.

use crate::domain::fact::{Fact, Open};
use crate::domain::wording::code;

/// Why it does not.
pub(super) fn unknown<K>(status: &Fact<Open<K>>) -> String {
    match status {
        Fact::Given(word) => format!("this program does not know the status {}", code(&word.to_string())),
        Fact::Missing | Fact::Null => "no status is given".to_owned(),
        Fact::Unreadable(_) | Fact::Withheld => "the status cannot be read".to_owned(),
    }
}
