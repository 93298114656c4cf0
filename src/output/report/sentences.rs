//! The first look: what a lead asks first, in short sentences.

use super::{FiguresReport, History, days_in_words, id_of, over_time, short};
use crate::domain::ball::Ball;
use crate::domain::figures::{AgeBand, BallFigure, Band};
use crate::domain::wording::{counted, listed, number};

/// Most reasons that a sentence names.
const MOST_REASONS: usize = 3;

pub(super) fn in_short(report: &FiguresReport<'_>) -> Vec<String> {
    let figures = report.figures;
    let reading = figures.reading();
    let with = |ball| figures.ball(ball, report.now);
    let mut told = vec![ours(&with(Ball::Us), report)];
    let unknown = with(Ball::Unknown).customers;
    if unknown > 0 {
        told.push(format!("Of {} more nobody can tell who must act.", number(unknown)));
    }
    let [customer, fin, nobody] = [Ball::Customer, Ball::Fin, Ball::Nobody].map(with);
    told.push(format!(
        "{} with Fin{}; {} with the customer{}; {} closed.",
        are(fin.customers),
        over_14_days(&fin),
        are(customer.customers),
        over_14_days(&customer),
        are(nobody.customers),
    ));
    told.extend(causes(report));
    if let History::Known(known) = report.history {
        told.extend(over_time::in_short(known));
    }
    if !report.is_complete {
        told.push("INCOMPLETE: customers are missing, so every number may be too small.".to_owned());
    }
    if reading.unread() > 0 {
        let what = counted(reading.unread(), "customer was", "customers were");
        told.push(format!("{what} not read: with whom they are is told by the list alone, and nothing of why."));
    }
    if reading.remembered > 0 {
        let what = counted(reading.remembered, "customer is", "customers are");
        told.push(format!("{what} told as an earlier run read them, without findings."));
    }
    told
}

fn ours(us: &BallFigure<'_>, report: &FiguresReport<'_>) -> String {
    let oldest = us.oldest.map_or_else(String::new, |(key, since)| {
        let id = id_of(key).map_or_else(String::new, |id| format!(" ({})", short(&id)));
        format!("; the oldest for {}{id}", days_in_words(since, report.now))
    });
    // Who was not read, or is missing from the list, may need us as well.
    let is_whole = report.figures.reading().unread() == 0 && report.is_complete;
    let (at_least, long) = (if is_whole { "" } else { "At least " }, over_14_days(us));
    match us.customers {
        0 if is_whole => "Nobody needs us.".to_owned(),
        0 => "Nobody is known to need us; not all were read.".to_owned(),
        1 => format!("{at_least}1 customer needs us{long}{oldest}."),
        many => format!("{at_least}{} customers need us{long}{oldest}.", number(many)),
    }
}

/// `, 7 of them for more than 14 days, 3 of these by an estimate`.
fn over_14_days(figure: &BallFigure<'_>) -> String {
    let Some(Band { customers, estimated }) = figure.bands.get(AgeBand::More as usize).copied() else {
        return String::new();
    };
    match (customers, estimated) {
        (0, _) => String::new(),
        (_, 0) => format!(", {} of them for more than 14 days", number(customers)),
        _ => format!(", {} of them for more than 14 days (≈{})", number(customers), number(estimated)),
    }
}

fn are(count: usize) -> String {
    format!("{} {}", number(count), if count == 1 { "is" } else { "are" })
}

/// What holds open cases up.
fn causes(report: &FiguresReport<'_>) -> Vec<String> {
    let (figures, glossary) = (report.figures, report.glossary);
    let (labels, owed, findings) = (figures.labels(), figures.owed(), figures.findings());
    let read = labels.rests_on;
    if read == 0 {
        return vec!["No open case was read, so nothing is known of what holds them up.".to_owned()];
    }
    let cases = counted(read, "open case", "open cases");
    let mut told = Vec::new();
    if figures.held() > 0 {
        told.push(format!("{} of {cases} read {} held: ask compliance.", number(figures.held()), {
            if figures.held() == 1 { "is" } else { "are" }
        }));
    }
    let named = |reasons: Vec<(String, usize)>, rests_on: usize| -> Option<String> {
        let named = reasons.into_iter().take(MOST_REASONS).enumerate().map(|(place, (words, cases))| {
            let of = if place == 0 {
                format!(" of {} read", counted(rests_on, "open case", "open cases"))
            } else {
                String::new()
            };
            format!("{words} ({}{of})", number(cases))
        });
        let named: Vec<String> = named.collect();
        (!named.is_empty()).then(|| listed(&named, MOST_REASONS))
    };
    let label = |code: &_| glossary.label(code).map_or_else(String::new, |entry| entry.in_short.clone());
    let reasons = labels.most_frequent().into_iter().map(|(code, cases)| (label(code), cases)).collect();
    told.extend(named(reasons, labels.rests_on).map(|named| format!("Held up most by: {named}.")));
    let documents = owed.most_frequent().into_iter().map(|(code, cases)| (glossary.document_title(code), cases));
    told.extend(named(documents.collect(), owed.rests_on).map(|named| format!("Owed most: {named}.")));
    let checks = findings.most_frequent().into_iter().map(|(check, cases)| (check.words().to_owned(), cases));
    told.extend(named(checks.collect(), findings.rests_on).map(|named| format!("Found most: {named}.")));
    let parties = figures.parties();
    if parties.all > 0 {
        let all = counted(parties.all, "party", "parties");
        let cases = counted(parties.rests_on, "open case", "open cases");
        let partly = if parties.partly > 0 { ", as far as they could be read" } else { "" };
        told.push(format!("{} of {all} of {cases} read are not approved{partly}.", number(parties.not_approved)));
    }
    told
}
