//! Where a case stands, what is owed, and what became of its requests, in words.

use super::{HandoverReport, ReadCase};
use crate::domain::ask::{asks, by_subject};
use crate::domain::ball::Ball;
use crate::domain::calendar;
use crate::domain::case::Case;
use crate::domain::follow_up::{Sending, SendingState};
use crate::domain::glossary::Glossary;
use crate::domain::history::Way;
use crate::domain::key::{AskKey, Subject};
use crate::domain::text::SafeText;
use crate::domain::time::{elapsed, short_span};
use crate::domain::wording::{counted, listed};
use crate::output::options::ReportOptions;

pub(super) fn everybody(to: &[Subject], options: &ReportOptions<'_>) -> String {
    match to {
        [] => "the customer".to_owned(),
        to => listed(&to.iter().map(|subject| options.in_sentence(subject)).collect::<Vec<_>>(), usize::MAX),
    }
}

/// What an ask is for.
pub(super) fn title(ask: &AskKey, options: &ReportOptions<'_>, glossary: &Glossary) -> String {
    ask.document_type.as_ref().map_or_else(
        || "a document that is not named".to_owned(),
        |code| options.text(&SafeText::line(&glossary.document_title(code))),
    )
}

/// Who owes what, in the order of the case.
pub(super) fn owed(case: &Case, options: &ReportOptions<'_>, glossary: &Glossary) -> Vec<(Subject, Vec<String>)> {
    let asks = asks(case);
    let own = by_subject(&asks);
    let owing = case.subjects().into_iter().filter_map(|subject| {
        let titles = own.get(&subject)?.iter().map(|ask| title(&ask.key, options, glossary)).collect();
        Some((subject, titles))
    });
    owing.collect()
}

/// `ACTION_REQUIRED, the customer's turn since 2026-11-20 10:00:00 UTC`.
pub(super) fn stands(read: &ReadCase, options: &ReportOptions<'_>, report: &HandoverReport<'_>) -> String {
    let status = &read.case.profile.status;
    let status = status.given().map_or_else(|| "status not known".to_owned(), |status| options.text(status.raw()));
    let turn = match read.turn().ball() {
        _ if read.is_held() => "held",
        Ball::Us => "our turn",
        Ball::Customer => "the customer's turn",
        Ball::Fin => "Fin's turn",
        Ball::Nobody => "nobody's turn",
        Ball::Unknown => "whose turn it is, is not known",
    };
    let since = read.turn().since().map_or_else(String::new, |since| {
        let at = report.time(since.at);
        if since.is_exact() { format!(" since {at}") } else { format!(" since ≈ {at} ({})", since.basis.words()) }
    });
    format!("{status}, {turn}{since}")
}

/// `asked the company for 2 things on …; to be chased on Wed 25 Nov: open`.
pub(super) fn asked(it: &Sending, options: &ReportOptions<'_>, report: &HandoverReport<'_>) -> String {
    let to = everybody(&it.to, options);
    let what = match it.asks.len() {
        0 => "to finish".to_owned(),
        count => format!("for {}", counted(count, "thing", "things")),
    };
    let by = if it.way == Way::ByHand { ", not by a draft," } else { "" };
    let day = calendar::words(it.follow_up, report.today());
    let state = match it.state {
        SendingState::Open if it.follow_up <= report.today() => format!("open, to be chased since {day}"),
        SendingState::Open => format!("open, to be chased on {day}"),
        SendingState::Answered(at) => format!("answered, as was said on {}", report.time(at)),
        SendingState::Replaced(at) => format!("sent again on {}", report.time(at)),
        SendingState::Closed(at) => format!("closed after {}", short_span(elapsed(it.at, at))),
    };
    let moved = if it.moved.is_empty() {
        String::new()
    } else {
        format!("; the contact data of {} is another one now", everybody(&it.moved, options))
    };
    format!("asked {to} {what}{by} on {}: {state}{moved}", report.time(it.at))
}
