//! The overview in words: what a lead asks first, answered in three sentences.

use std::fmt::Write as _;

use crate::app::line::Tone;
use crate::domain::ball::Ball;
use crate::domain::figures::{AgeBand, BallFigure};
use crate::domain::over_time::{OverTime, WeekExtent};
use crate::domain::wording::{capital, counted, number, small};

use super::groups::Sources;
use super::weeks::monday;

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
            let _ = write!(said, "; {} held", number(self.figures.held()));
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
        let told = |words: String, cases: usize| format!("{} ({})", small(&words), number(cases));
        let labels = labels.iter().take(2).map(|(label, cases)| {
            told(glossary.label(label).map_or_else(String::new, |entry| entry.in_short.clone()), *cases)
        });
        let owed = owed.iter().take(2).map(|(document, cases)| told(glossary.document_title(document), *cases));
        let (labels, owed): (Vec<String>, Vec<String>) = (labels.collect(), owed.collect());
        let read = self.figures.labels().rests_on;
        match (labels.is_empty(), owed.is_empty()) {
            (true, true) if read == 0 => "What holds cases up is not known: none was read yet.".to_owned(),
            (true, true) => format!("Nothing holds up the {} read.", counted(read, "open case", "open cases")),
            (false, true) => format!("Refused most for {}.", labels.join(", ")),
            (true, false) => format!("Owed most: {}.", owed.join(", ")),
            (false, false) => format!("Refused most for {}; owed most: {}.", labels.join(", "), owed.join(", ")),
        }
    }

    /// Whether it is getting better: what came and what went in the last whole week.
    fn trend(&self) -> (String, Tone) {
        let Some(over_time) = self.over_time else { return (self.no_history.to_owned(), Tone::Dim) };
        let whole = over_time.weeks.iter().rev().find(|week| week.extent == WeekExtent::Whole);
        let with_us = with_us(over_time);
        let Some(week) = whole else {
            return (format!("No whole week is remembered yet, so no trend is known{with_us}."), Tone::Dim);
        };
        let (opened, resolved) = (week.opened.asks, week.resolved.asks);
        let (verdict, tone) = match resolved.cmp(&opened) {
            std::cmp::Ordering::Greater => (format!("better: {} fewer owed", number(resolved - opened)), Tone::Good),
            std::cmp::Ordering::Less => (format!("worse: {} more owed", number(opened - resolved)), Tone::Warn),
            std::cmp::Ordering::Equal => ("as before".to_owned(), Tone::Plain),
        };
        let (opened, resolved) = (number(opened), number(resolved));
        let starts = monday(week.starts);
        (format!("Week of {starts}: {opened} asked, {resolved} resolved, {verdict}{with_us}."), tone)
    }
}

fn with_us(over_time: &OverTime) -> String {
    over_time
        .with_us
        .median
        .map_or_else(String::new, |median| format!("; with us ≈{} at the median", super::days::days(median)))
}
