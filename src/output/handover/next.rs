//! The next step with a case, in one plain sentence.

use jiff::civil::Date;

use super::words::{everybody, title};
use super::{HandoverReport, ReadCase, asked_now};
use crate::domain::ball::{Ball, Requested};
use crate::domain::calendar;
use crate::domain::customer::CustomerStatus;
use crate::domain::follow_up::Cover;
use crate::domain::wording::listed;
use crate::output::options::ReportOptions;

/// Most of what was asked since that is named.
const MOST_RAISED: usize = 4;

/// What is to be done next.
pub(super) struct NextStep {
    /// In one word for scripts.
    pub(super) code: &'static str,
    /// In a sentence.
    pub(super) words: String,
    /// The day it is about.
    pub(super) day: Option<Date>,
}

fn step(code: &'static str, words: impl Into<String>) -> NextStep {
    NextStep { code, words: words.into(), day: None }
}

/// What is to be done next with a case.
pub(super) fn next_step(read: &ReadCase, options: &ReportOptions<'_>, report: &HandoverReport<'_>) -> NextStep {
    if read.is_held() {
        return step("ask_compliance", "ask compliance: the case is held, and nothing may be sent before");
    }
    match read.turn().ball() {
        Ball::Nobody => decided(read),
        Ball::Unknown => step("look", "look at the case: who must act is not known"),
        Ball::Customer => on_day(read, report, "wait", |day| {
            format!("wait until {day}, then chase {}", everybody(&asked_now(read), options))
        }),
        Ball::Fin if read.pursuit.in_short.due.is_some() => on_day(read, report, "look_again", |day| {
            let again = if read.pursuit.in_short.is_due { "that was due on" } else { "on" };
            format!("look at it again, {again} {day}; Fin reviews it")
        }),
        Ball::Fin => step("wait_for_fin", "wait for Fin"),
        Ball::Us => ours(read, options, report),
    }
}

fn decided(read: &ReadCase) -> NextStep {
    match (read.case.profile.known_status(), read.digest.requested) {
        (Some(CustomerStatus::Approved), Requested::NotTold) => step(
            "nothing",
            "nothing that is known of: Fin has approved it, and does not tell whether anything is asked",
        ),
        _ => step("nothing", "nothing: Fin has decided"),
    }
}

fn ours(read: &ReadCase, options: &ReportOptions<'_>, report: &HandoverReport<'_>) -> NextStep {
    let in_short = &read.pursuit.in_short;
    let has_asks = read.digest.asks.counted > 0;
    match (in_short.cover, read.digest.requested) {
        (_, Requested::Unreadable | Requested::NotTold) if !is_unfinished(read) => {
            step("look", "look at the case: what is asked could not be read, or is not told")
        }
        (Cover::Raised(_), _) => {
            let raised: Vec<String> =
                read.pursuit.raised.iter().map(|ask| title(ask, options, report.glossary)).collect();
            step("ask_since", format!("ask for what Fin asked since the request: {}", listed(&raised, MOST_RAISED)))
        }
        _ if in_short.is_due && in_short.sent.is_some() => on_day(read, report, "chase", |day| {
            format!("chase {}: that was due on {day}", everybody(&asked_now(read), options))
        }),
        _ if in_short.is_due => {
            on_day(read, report, "look_again", |day| format!("look at it again: it was put off until {day}"))
        }
        _ if in_short.answered.is_some() && in_short.sent.is_none() && has_asks => {
            step("pass_on", "pass the answer on to Fin, which still asks for what was asked")
        }
        (Cover::Part, _) => step("ask_rest", "ask for the rest: only a part of what is owed was asked"),
        (Cover::Unknown, _) => step("look", "look at the case: not all that is asked could be read"),
        _ if in_short.due.is_some() && in_short.sent.is_none() => {
            on_day(read, report, "look_again", |day| format!("look at it again on {day}"))
        }
        _ if has_asks => step("ask", "ask for what is owed: nothing that waits was sent"),
        _ => step("ask", "ask the customer to finish"),
    }
}

/// Whether it is ours by its status alone, whatever is asked.
fn is_unfinished(read: &ReadCase) -> bool {
    let status = read.case.profile.known_status();
    matches!(status, Some(CustomerStatus::Incomplete | CustomerStatus::AssociatedPartiesRemaining))
}

fn on_day(
    read: &ReadCase,
    report: &HandoverReport<'_>,
    code: &'static str,
    words: impl FnOnce(&str) -> String,
) -> NextStep {
    let day = read.pursuit.in_short.due;
    let told = day.map_or_else(|| "a day that is not known".to_owned(), |day| calendar::words(day, report.today()));
    NextStep { code, words: words(&told), day }
}
