//! A row of CSV.

use std::fmt;

/// The head.
pub(super) const HEAD: [&str; 8] =
    ["section", "figure", "key", "value", "rests_on", "estimated", "partly_read", "customer_id"];

/// A figure. What is not known, or does not apply, is an empty cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Record {
    pub(super) section: &'static str,
    pub(super) figure: &'static str,
    pub(super) key: String,
    pub(super) value: Option<String>,
    /// On how many cases it rests.
    pub(super) rests_on: Option<usize>,
    /// Of how many of these it is an estimate.
    pub(super) estimated: Option<usize>,
    /// Of how many of them not all could be read.
    pub(super) partly_read: Option<usize>,
    pub(super) customer_id: Option<String>,
}

impl Record {
    pub(super) fn of(section: &'static str, figure: &'static str, key: &str, value: &impl fmt::Display) -> Self {
        Self { section, figure, key: key.to_owned(), value: Some(value.to_string()), ..Self::default() }
    }

    pub(super) fn resting_on(self, cases: usize) -> Self {
        Self { rests_on: Some(cases), ..self }
    }

    pub(super) fn row(self) -> Vec<String> {
        let count = |count: Option<usize>| count.map_or_else(String::new, |count| count.to_string());
        vec![
            self.section.to_owned(),
            self.figure.to_owned(),
            self.key,
            self.value.unwrap_or_default(),
            count(self.rests_on),
            count(self.estimated),
            count(self.partly_read),
            self.customer_id.unwrap_or_default(),
        ]
    }
}
