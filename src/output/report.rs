//! Figures over all customers, as text, markdown, JSON or CSV: how many there are, with whom and for how long, and what holds
//! them up. Each figure says on how many cases it rests. Nobody is named in it, and of codes only those that this build has
//! words for: what else a server sends may be anything. So it is the same with and without a mask.

mod bars;
mod json;
mod now;
mod over_time;
mod record;
mod records;
mod sentences;

use std::io;

use crate::domain::calendar::Calendar;
use crate::domain::customer::RowKey;
use crate::domain::fact::Word as _;
use crate::domain::figures::{Figures, StatusFigure, whole_days};
use crate::domain::glossary::Glossary;
use crate::domain::imprint::CustomerKey;
use crate::domain::over_time::OverTime;
use crate::domain::since::Since;
use crate::domain::time::{Wall, to_second};
use crate::domain::wording::{counted, number};

use super::blocks::Block;
use super::{Paper, csv, markdown, text};

/// Figures over all customers.
#[derive(Clone, Copy, Debug)]
pub struct FiguresReport<'a> {
    /// The server in words.
    pub source: &'a str,
    /// When they were counted.
    pub now: Wall,
    /// From when on figures over time are told.
    pub since: Wall,
    /// In which zone days are told.
    pub calendar: &'a Calendar,
    /// How customers stand now.
    pub figures: &'a Figures,
    /// What moved.
    pub history: History<'a>,
    /// Whether nobody is missing, and all details were read that can be.
    pub is_complete: bool,
    /// Our words for their codes.
    pub glossary: &'a Glossary,
}

/// What moved, as far as it is remembered.
#[derive(Clone, Copy, Debug)]
pub enum History<'a> {
    /// Nothing is remembered.
    Nothing,
    /// What is remembered could not be read.
    Unreadable,
    /// These figures.
    Known(&'a OverTime),
}

impl FiguresReport<'_> {
    /// For people.
    #[must_use]
    pub fn text(&self, page: Paper) -> String {
        text::write(&self.blocks(), page)
    }

    /// For wikis.
    #[must_use]
    pub fn markdown(&self) -> String {
        markdown::write(&self.blocks())
    }

    /// For scripts.
    #[must_use]
    pub fn json(&self) -> String {
        super::json::write(&json::report(self))
    }

    /// For spreadsheets: a row for each figure.
    ///
    /// # Errors
    /// Where `out` cannot be written to.
    pub fn csv(&self, out: impl io::Write) -> io::Result<()> {
        csv::write(out, records::all(self).into_iter())
    }

    fn blocks(&self) -> Vec<Block> {
        let reading = self.figures.reading();
        let also =
            |count: usize, words: &str| if count > 0 { format!(", {} {words}", number(count)) } else { String::new() };
        let read = format!(
            "{}; details read of {}{}{}",
            number(reading.customers),
            number(reading.read),
            also(reading.remembered, "of them by an earlier run"),
            also(reading.unread(), "not read"),
        );
        let mut blocks = vec![
            Block::heading(1, "Report"),
            Block::Facts(vec![
                ("at".to_owned(), to_second(self.now)),
                ("server".to_owned(), self.source.to_owned()),
                ("customers".to_owned(), read),
            ]),
            Block::heading(2, "In short"),
        ];
        blocks.extend(sentences::in_short(self).into_iter().map(Block::Paragraph));
        blocks.extend(now::blocks(self));
        blocks.extend(over_time::blocks(self));
        blocks
    }
}

/// The id of a customer where it can be told: one that is no UUID may be anything.
fn id_of(key: &RowKey) -> Option<CustomerKey> {
    key.id().and_then(CustomerKey::of)
}

/// Its first eight digits.
fn short(key: &CustomerKey) -> &str {
    key.as_str().split('-').next().unwrap_or_default()
}

/// Whole days, as the bands count them.
fn days(since: Since, now: Wall) -> u64 {
    whole_days(since.elapsed(now))
}

/// `≈41 days`, where it is an estimate.
fn days_in_words(since: Since, now: Wall) -> String {
    let mark = if since.is_exact() { "" } else { "≈" };
    match usize::try_from(days(since, now)) {
        Ok(0) => "less than a day".to_owned(),
        days => format!("{mark}{}", counted(days.unwrap_or(usize::MAX), "day", "days")),
    }
}

/// What is counted under a status: its word, or why it has none.
fn status_code(status: StatusFigure) -> &'static str {
    match status {
        StatusFigure::Known(status) => status.word(),
        StatusFigure::Other => "other",
        StatusFigure::NotTold => "not_told",
    }
}

#[cfg(test)]
mod tests;
