//! What flags take that is more than a word of a fixed list.

use std::ffi::OsStr;
use std::time::Duration;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, Error};

use super::entering::StandardInput;
use crate::commands::handover::Since;
use crate::domain::customer::CustomerStatus;
use crate::domain::fact::{Open, Word};
use crate::domain::order::SortBy;

/// The words for statuses, of both vocabularies.
const STATUSES: [&str; 11] = [
    "INCOMPLETE",
    "PROCESSING",
    "REVIEWING",
    "APPROVED",
    "ASSOCIATED_PARTIES_REMAINING",
    "IN_COMPLIANCE",
    "ACTION_REQUIRED",
    "REJECTED",
    "QUEUED",
    "ON_HOLD",
    "REINITIATE",
];

/// Reads a status: a word that this build knows in any case, and any other exactly as it is written, as Fin may have more.
#[derive(Clone, Debug)]
pub(super) struct Status;

impl TypedValueParser for Status {
    type Value = Open<CustomerStatus>;

    fn parse_ref(&self, command: &Command, argument: Option<&Arg>, value: &OsStr) -> Result<Self::Value, Error> {
        match value.to_str().map(str::trim) {
            Some(word) if !word.is_empty() => {
                let known = word.to_ascii_uppercase();
                Ok(Open::parse(CustomerStatus::parse(&known).map_or(word, |_| &known)))
            }
            _ => {
                let mut error = Error::new(ErrorKind::InvalidValue).with_cmd(command);
                let flag = argument.map_or_else(|| "--status".to_owned(), ToString::to_string);
                error.insert(ContextKind::InvalidArg, ContextValue::String(flag));
                error.insert(ContextKind::InvalidValue, ContextValue::String(String::new()));
                error.insert(ContextKind::ValidValue, ContextValue::Strings(STATUSES.map(str::to_owned).to_vec()));
                Err(error)
            }
        }
    }

    /// For help and completions.
    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(STATUSES.into_iter().map(PossibleValue::new)))
    }
}

/// What is to be known of a status that was asked for and that this build does not know; it is not repeated.
pub(super) fn unknown_status(status: &Open<CustomerStatus>) -> Option<String> {
    let near = crate::config::spelling::did_you_mean(&status.raw().as_str().to_ascii_uppercase(), STATUSES);
    let what = "--status names a status this build does not know, so it is compared exactly as it is written";
    status.known().is_none().then(|| format!("{what}{near}"))
}

/// What a list can be sorted by: as the queue, but for what changed, as a list knows no earlier look.
const ORDERS: [SortBy; 8] = [
    SortBy::Rank,
    SortBy::Name,
    SortBy::Country,
    SortBy::Status,
    SortBy::Waiting,
    SortBy::Asks,
    SortBy::Blockers,
    SortBy::Chase,
];

/// Reads what a list is sorted by.
pub(super) fn sort() -> impl TypedValueParser<Value = SortBy> {
    let words = ORDERS.map(|by| PossibleValue::new(by.name()).help(by.words()));
    PossibleValuesParser::new(words).map(|name| ORDERS.into_iter().find(|by| by.name() == name).unwrap_or_default())
}

/// Reads how many of something.
pub(super) fn count(words: &str) -> Result<usize, String> {
    words.parse().ok().ok_or_else(|| format!("write a whole number, {} at most", usize::MAX))
}

/// More days than anything is kept.
const MOST_DAYS: u32 = 36_500;

/// Reads a number of days, such as `90d`.
pub(super) fn days(words: &str) -> Result<u32, String> {
    let number = words.strip_suffix('d').filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
    let number = number.and_then(|number| number.parse().ok()).filter(|days| (1..=MOST_DAYS).contains(days));
    number.ok_or_else(|| "write a number of days with a d, such as 90d".to_owned())
}

/// Reads that a text comes from standard input. What else was given is not repeated, as it may be the text.
pub(super) fn standard_input(words: &str) -> Result<StandardInput, String> {
    if words == "-" { Ok(StandardInput) } else { Err("write -, and give the words to standard input".to_owned()) }
}

/// Reads since when.
pub(super) fn since(words: &str) -> Result<Since, String> {
    Since::parse(words).ok_or_else(|| "write a time such as 8h or 2d, today, yesterday, or a date".to_owned())
}

/// Shortest time between two looks, on a server of our own; others get [`SHORTEST_SHARED_INTERVAL`].
const SHORTEST_INTERVAL: Duration = Duration::from_millis(100);

/// Shortest time between two looks on a server that others share.
pub(super) const SHORTEST_SHARED_INTERVAL: Duration = Duration::from_secs(1);

/// Reads a time between two looks.
pub(super) fn interval(words: &str) -> Result<Duration, String> {
    let span: Option<jiff::SignedDuration> = words.parse().ok();
    span.and_then(|span| Duration::try_from(span).ok())
        .filter(|interval| *interval >= SHORTEST_INTERVAL)
        .ok_or_else(|| "write a time such as 30s, 5m or 1h".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(word: &str) -> Result<Open<CustomerStatus>, Error> {
        Status.parse_ref(&Command::new("x"), None, OsStr::new(word))
    }

    #[test]
    fn a_known_status_is_read_in_any_case_and_another_as_it_is_written() {
        for word in STATUSES {
            assert!(status(word).unwrap().known().is_some(), "{word}");
        }
        let known = |word: &str| status(word).unwrap().known();
        assert_eq!(known("reinitiate"), Some(CustomerStatus::ActionRequired));
        let frozen = status("Frozen").unwrap();
        assert_eq!((frozen.known(), frozen.raw().as_str()), (None, "Frozen"));
        assert!(status("").is_err() && status(" ").is_err());
    }

    #[test]
    fn a_status_that_is_not_known_is_told_with_the_near_one_and_not_repeated() {
        let told = |word: &str| unknown_status(&status(word).unwrap());
        assert_eq!(told("approved"), None);
        assert!(told("Aproved").unwrap().ends_with("; did you mean `APPROVED`?"));
        assert!(!told("eyJhbGciOi").unwrap().contains("eyJ"));
    }

    #[test]
    fn a_count_is_a_whole_number() {
        assert_eq!((count("0"), count("300")), (Ok(0), Ok(300)));
        for wrong in ["", "-1", "1.5", "many", "99999999999999999999999"] {
            assert!(count(wrong).unwrap_err().starts_with("write a whole number"), "{wrong:?}");
        }
    }

    #[test]
    fn days_are_a_whole_number_with_a_d() {
        assert_eq!((days("1d"), days("90d")), (Ok(1), Ok(90)));
        for wrong in ["", "d", "0d", "90", "-1d", "+1d", "1.5d", "1d ", "99999999999d", "3m"] {
            assert!(days(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn an_interval_is_a_time_and_never_none() {
        assert_eq!(interval("30s"), Ok(Duration::from_secs(30)));
        assert_eq!(interval("5m"), Ok(Duration::from_mins(5)));
        assert_eq!(interval("100ms"), Ok(Duration::from_millis(100)));
        for wrong in ["", "30", "0s", "-5s", "1ms", "often"] {
            assert!(interval(wrong).is_err(), "{wrong:?}");
        }
    }
}
