//! The overview in words: what a lead asks first, answered in three sentences.

use std::cmp::Ordering;
use std::fmt::Write as _;

use crate::app::line::Tone;
use crate::domain::ball::Ball;
use crate::domain::figures::BallFigure;
use crate::domain::over_time::{Balance, WeekExtent};
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
        let long = us.over_14_days();
        let oldest = us.oldest.map(|(_, since)| since.span(self.now, "≈"));
        let oldest = oldest.map_or_else(String::new, |span| format!(", longest {span}"));
        format!(": {long} over 14 d{oldest}")
    }

    fn held_up_by(&self) -> String {
        let glossary = self.glossary;
        let labels = self.figures.labels().most_frequent();
        let owed = self.figures.owed().most_frequent();
        let told = |words: String, cases: usize| format!("{} ({})", small(&words), number(cases));
        let labels = labels.iter().take(2).map(|(label, cases)| {
            told(glossary.label(label).map_or_else(String::new, |entry| entry.in_short.clone()), *cases)
        });
        let owed = owed.iter().take(2).map(|(document, cases)| told(glossary.document_title(document), *cases));
        let (labels, owed): (Vec<String>, Vec<String>) = (labels.collect(), owed.collect());
        let read = self.figures.labels().rests_on;
        match (labels.is_empty(), owed.is_empty()) {
            (true, true) if read == 0 => "What holds cases up is not known: none was read yet.".to_owned(),
            (true, true) if self.is_more_held_up() => {
                "What holds cases up has no words here, or could not be read: the cases tell.".to_owned()
            }
            (true, true) => {
                format!("Nothing is refused or owed in the {} read.", counted(read, "open case", "open cases"))
            }
            (false, true) => format!("Most often refused: {}.", labels.join(", ")),
            (true, false) => format!("Most often owed: {}.", owed.join(", ")),
            (false, false) => format!("Most often refused: {}; owed: {}.", labels.join(", "), owed.join(", ")),
        }
    }

    /// Whether something may hold cases up that is not told apart.
    fn is_more_held_up(&self) -> bool {
        let (labels, owed) = (self.figures.labels(), self.figures.owed());
        let is_less_known = owed.rests_on < labels.rests_on;
        is_less_known
            || labels.without_words + owed.without_words + labels.partly + owed.partly + self.figures.held() > 0
    }

    /// Whether it is getting better: what came and what went in the last whole weeks, and how the number of open asks moved
    /// for those who were known before. The running week is not over.
    fn trend(&self) -> (String, Tone) {
        let Some(over_time) = self.over_time else { return (self.no_history.to_owned(), Tone::Dim) };
        let whole = over_time.weeks.iter().rev().filter(|week| week.extent == WeekExtent::Whole);
        let whole: Vec<(usize, usize)> = whole.take(WEEKS).map(|week| (week.opened.asks, week.resolved.asks)).collect();
        if whole.is_empty() {
            return ("No whole week is remembered yet, so no trend is known.".to_owned(), Tone::Dim);
        }
        let (opened, resolved) =
            whole.iter().fold((0, 0), |(opened, resolved), week| (opened + week.0, resolved + week.1));
        let all = format!("{} new, {} resolved", number(opened), number(resolved));
        let full = |weeks: usize| counted(weeks, "full week", "full weeks");
        let Some(Balance { weeks, opened, resolved, .. }) = over_time.balance else {
            return (format!("No trend yet, as nobody was known before: {all} in {}.", full(whole.len())), Tone::Plain);
        };
        let weeks = usize::try_from(weeks).unwrap_or(usize::MAX);
        let more = |count: usize, more: &str| format!("{} {more} {} open", number(count), plural(count));
        let (verdict, tone) = match resolved.cmp(&opened) {
            Ordering::Greater => (format!("Better: {}", more(resolved - opened, "fewer")), Tone::Good),
            Ordering::Less => (format!("Worse: {}", more(opened - resolved, "more")), Tone::Warn),
            Ordering::Equal => ("As before: no more and no fewer asks open".to_owned(), Tone::Plain),
        };
        let over = if weeks == whole.len() { String::new() } else { format!(" in {}", full(whole.len())) };
        (format!("{verdict} than {} ago, of customers known then; in all {all}{over}.", full(weeks)), tone)
    }
}

const fn plural(count: usize) -> &'static str {
    if count == 1 { "ask" } else { "asks" }
}
