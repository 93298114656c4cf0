//! In which weeks something came to be asked, or was resolved.

use jiff::civil::Date;

use crate::app::row::{AskMove, Row};
use crate::domain::calendar;

/// The week that holds a day, and what happened in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Week {
    monday: Date,
    moved: AskMove,
}

impl Week {
    /// Reads a day, as `2026-11-16`; `None` where it is none.
    pub(super) fn parse(value: &str, moved: AskMove) -> Option<Self> {
        Some(Self { monday: calendar::monday(calendar::date(value)?), moved })
    }

    /// Whether a word that is still being typed may become one.
    pub(super) fn may_begin(value: &str) -> bool {
        value.len() < 10 && value.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit())
    }

    /// Whether it is so; `None` where what is remembered was not read.
    pub(super) fn is_of(self, row: &Row) -> Option<bool> {
        let weeks = row.weeks.as_deref()?;
        Some(weeks.contains(&(self.monday, self.moved)))
    }
}
