//! What became of requests, in lines.

use jiff::civil::Date;

use super::words::subject_line;
use crate::app::line::{Line, Tone};
use crate::domain::calendar;
use crate::domain::case::{Case, People};
use crate::domain::follow_up::{FollowUp, Sending, SendingState};
use crate::domain::key::Subject;
use crate::domain::time::{Wall, elapsed, short_span};
use crate::domain::wording::counted;

/// `the company and ivo.tamsin@…`.
#[must_use]
pub fn everybody(line: Line, people: &People<'_>, to: &[Subject]) -> Line {
    to.iter().enumerate().fold(line, |line, (place, subject)| {
        let between = match place {
            0 => "",
            place if place + 1 == to.len() => " and ",
            _ => ", ",
        };
        match subject {
            Subject::Company => line.and(format!("{between}the company"), Tone::Plain),
            subject => subject_line(line.and(between, Tone::Plain), people, subject),
        }
    })
}

/// What became of the requests of a case, without a name: `asked the company and 1 party on Mon 23 Nov, chase Thu 26 Nov`.
/// `None` where there is nothing to say.
#[must_use]
pub fn in_short(follow_up: &FollowUp, today: Date) -> Option<String> {
    let day = |day: Date| calendar::words(day, today);
    let chase = follow_up.due.map(|due| match (follow_up.sent, follow_up.is_due) {
        (Some(_), true) => format!("to be chased since {}", day(due)),
        (Some(_), false) => format!("chase {}", day(due)),
        (None, true) => format!("to be looked at since {}", day(due)),
        (None, false) => format!("look again {}", day(due)),
    });
    let asked = follow_up.sent.map(|_| {
        let parties = counted(follow_up.to_parties, "party", "parties");
        match (follow_up.to_company, follow_up.to_parties) {
            (true, 0) => "asked the company".to_owned(),
            (true, _) => format!("asked the company and {parties}"),
            (false, _) => format!("asked {parties}"),
        }
    });
    let rest = match (follow_up.answered, follow_up.closed) {
        (Some(_), _) => Some("marked as answered".to_owned()),
        (None, Some((sent, at))) if follow_up.sent.is_none() => {
            Some(format!("what was asked closed after {}", short_span(elapsed(sent, at))))
        }
        _ => None,
    };
    let parts: Vec<String> = [asked, chase, rest].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// A request and what became of it: `asked the company 2 d ago, chase Thu 26 Nov`.
#[must_use]
pub fn sending_line(sending: &Sending, case: &Case, today: Date, now: Wall) -> Line {
    let line = everybody(Line::own("asked ", Tone::Plain), &case.people(), &sending.to);
    let line = line.and(format!(" {} ago", short_span(elapsed(sending.at, now))), Tone::Plain);
    let line = match sending.state {
        SendingState::Open => {
            let is_due = sending.follow_up <= today;
            let words = format!(", chase {}", calendar::words(sending.follow_up, today));
            line.and(words, if is_due { Tone::Warn } else { Tone::Plain })
        }
        SendingState::Answered(at) => {
            line.and(format!(", answered {} ago, as you said", short_span(elapsed(at, now))), Tone::Good)
        }
        SendingState::Replaced(at) => line.and(format!(", and again {} ago", short_span(elapsed(at, now))), Tone::Dim),
        SendingState::Closed(at) => {
            line.and(format!(", closed after {}", short_span(elapsed(sending.at, at))), Tone::Good)
        }
    };
    if sending.moved.is_empty() { line } else { line.and("; the address is another one now", Tone::Warn) }
}
