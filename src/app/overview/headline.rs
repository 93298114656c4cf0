//! The overview in words: what a lead asks first, answered in three sentences.

use std::cmp::Ordering;
use std::fmt::Write as _;

use crate::app::line::Tone;
use crate::domain::ball::Ball;
use crate::domain::figures::{AgeBand, BallFigure};
use crate::domain::over_time::WeekExtent;
use crate::domain::wording::{capital, counted, number, small};

use super::groups::Sources;

/// Whole weeks that a trend is told of.
const WEEKS: usize = 4;

impl Sources<'_> {
    /// How many need us and for how long; what holds up most; whether it is getting better.
    pub(super) fn headline(&self) -> Vec<(String, Tone)> {
        vec![self.need_us(), (self.held_up_by(), Tone::Plain), self.trend()]
    }

    fn need_us(&self) -> (String, Tone) {
        let us = self.figures.ball(Ball::Us, self.now);
        let unknown = self.figures.ball(Ball::Unknown, self.now).customers;
        let unread = self.figures.reading().unread();
        let at_least = if unread > 0 { "at least " } else { "" };
        let need = if us.customers == 1 { "needs" } else { "need" };
        let mut said = format!("{at_least}{} {need} us", number(us.customers));
        if us.customers > 0 {
            said.push_str(&self.how_long(&us));
        }
        if self.figures.held() > 0 {
            let _ = write!(said, "; {} held for compliance", number(self.figures.held()));
        }
        if unknown > 0 {
            let _ = write!(said, "; of {} more nobody can tell", number(unknown));
        }
        let tone = if us.customers + unknown > 0 { Tone::Warn } else { Tone::Plain };
        (capital(&format!("{said}.")), tone)
    }

    fn how_long(&self, us: &BallFigure<'_>) -> String {
        let long = us.bands.get(AgeBand::More as usize).copied().unwrap_or_default().customers;
        let oldest = us.oldest.map(|(_, since)| since.span(self.now, "≈"));
        let oldest = oldest.map_or_else(String::new, |span| format!(", longest {span}"));
        format!(": {} over 14 d{oldest}", number(long))
    }

    fn held_up_by(&self) -> String {
        let glossary = self.glossary;
        let labels = self.figures.labels().most_frequent();
        let owed = self.figures.owed().most_frequent();
        let told = |words: String, cases: usize| format!("{} {}", small(&words), number(cases));
        let labels = labels.iter().take(2).map(|(label, cases)| {
            told(glossary.label(label).map_or_else(String::new, |entry| entry.in_short.clone()), *cases)
        });
        let owed = owed.iter().take(2).map(|(document, cases)| told(glossary.document_title(document), *cases));
        let (labels, owed): (Vec<String>, Vec<String>) = (labels.collect(), owed.collect());
        let read = self.figures.labels().rests_on;
        match (labels.is_empty(), owed.is_empty()) {
            (true, true) if read == 0 => "What holds cases up is not known: none was read yet.".to_owned(),
            (true, true) => format!("Nothing holds up the {} read.", counted(read, "open case", "open cases")),
            (false, true) => format!("In most cases refused: {}.", labels.join(", ")),
            (true, false) => format!("In most cases owed: {}.", owed.join(", ")),
            (false, false) => format!("In most cases refused: {}; owed: {}.", labels.join(", "), owed.join(", ")),
        }
    }

    /// Whether it is getting better: what came and what went in the last whole weeks, and in the very last of them. A single
    /// week says little, and the running one is not over.
    fn trend(&self) -> (String, Tone) {
        let Some(over_time) = self.over_time else { return (self.no_history.to_owned(), Tone::Dim) };
        let whole: Vec<(usize, usize)> = over_time
            .weeks
            .iter()
            .rev()
            .filter(|week| week.extent == WeekExtent::Whole)
            .take(WEEKS)
            .map(|week| (week.opened.asks, week.resolved.asks))
            .collect();
        let Some(last) = whole.first() else {
            return ("No whole week is remembered yet, so no trend is known.".to_owned(), Tone::Dim);
        };
        let all = whole.iter().fold((0, 0), |(opened, resolved), week| (opened + week.0, resolved + week.1));
        let tone = match all.1.cmp(&all.0) {
            Ordering::Greater => Tone::Good,
            Ordering::Less => Tone::Warn,
            Ordering::Equal => Tone::Plain,
        };
        let told = |(opened, resolved): (usize, usize)| {
            let asks = counted(opened, "new ask", "new asks");
            format!("{asks}, {} resolved, {}", number(resolved), verdict(opened, resolved))
        };
        let said = match whole.len() {
            1 => format!("Last week: {}.", told(*last)),
            weeks => format!("Last {weeks} weeks: {}; last week {}.", told(all), verdict(last.0, last.1)),
        };
        (said, tone)
    }
}

/// What became of the number of open asks.
fn verdict(opened: usize, resolved: usize) -> String {
    match resolved.cmp(&opened) {
        Ordering::Greater => format!("{} fewer open", number(resolved - opened)),
        Ordering::Less => format!("{} more open", number(opened - resolved)),
        Ordering::Equal => "as many open as before".to_owned(),
    }
}
