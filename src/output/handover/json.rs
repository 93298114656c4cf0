//! A handover for scripts.

use serde_json::{Value, json};

use super::next::next_step;
use super::words::owed;
use super::{HandoverCase, HandoverReport, ReadCase};
use crate::domain::follow_up::{Sending, SendingState};
use crate::domain::history::{Past, Way};
use crate::domain::mask::Mask;
use crate::domain::text::SafeText;
use crate::output::json::{of_since, of_subject};
use crate::output::options::ReportOptions;
use crate::output::{SCHEMA, entered};

pub(super) fn report(report: &HandoverReport<'_>) -> Value {
    let cases = |cases: &[HandoverCase]| cases.iter().map(|case| of_case(case, report)).collect::<Vec<_>>();
    json!({
        "schema": SCHEMA,
        "source": report.source,
        "masked": report.mask == Mask::On,
        "from": report.since.to_string(),
        "to": report.now.to_string(),
        "complete": !report.cases.iter().chain(report.due).any(HandoverCase::is_partial),
        "customers": cases(report.cases),
        "also_to_chase": cases(report.due),
        "only_looked_at": report.seen,
    })
}

fn of_case(of: &HandoverCase, report: &HandoverReport<'_>) -> Value {
    let event = |past: &Past| {
        let mut event = entered::json(&past.what, report.mask)?;
        event.as_object_mut()?.insert("at".to_owned(), past.at.to_string().into());
        Some(event)
    };
    json!({
        "customer_id": of.customer.as_str(),
        "unread": of.read.as_ref().err().map(SafeText::as_str),
        "now": of.read.as_ref().ok().map(|read| now(read, report)),
        "entered": of.past.iter().filter_map(event).collect::<Vec<_>>(),
        "older_notes": of.older_notes,
        "unreadable_entries": of.unread,
    })
}

fn now(read: &ReadCase, report: &HandoverReport<'_>) -> Value {
    let options = ReportOptions::of(&read.case, report.glossary, report.mask);
    let (turn, next) = (read.turn(), next_step(read, &options, report));
    let status = read.case.profile.status.given().map(|status| options.text(status.raw()));
    // What is asked, and why, may name what holds a case.
    let owed = (!read.is_held()).then(|| {
        let owed = owed(&read.case, &options, report.glossary).into_iter();
        let owed =
            owed.map(|(subject, titles)| json!({"subject": of_subject(&subject, &options), "documents": titles}));
        json!({"by": owed.collect::<Vec<_>>(), "is_complete": read.digest.asks.exact().is_some()})
    });
    let why = (!read.is_held()).then(|| options.sentence(&read.why).on_one_line().to_string());
    json!({
        "name": options.name(),
        "customer_status": status,
        "held": read.is_held(),
        "ball": turn.ball().code(),
        "waiting_since": of_since(turn.since()),
        "why": why,
        "owed": owed,
        "requests": read.pursuit.sendings.iter().map(|it| request(it, &options)).collect::<Vec<_>>(),
        "next": {"code": next.code, "sentence": next.words, "day": next.day.map(|day| day.to_string())},
    })
}

fn request(it: &Sending, options: &ReportOptions<'_>) -> Value {
    let everybody = |subjects: &[_]| subjects.iter().map(|to| of_subject(to, options)).collect::<Vec<_>>();
    let (state, at) = match it.state {
        SendingState::Open => ("open", None),
        SendingState::Answered(at) => ("answered", Some(at)),
        SendingState::Replaced(at) => ("sent_again", Some(at)),
        SendingState::Closed(at) => ("closed", Some(at)),
    };
    json!({
        "sent_at": it.at.to_string(),
        "to": everybody(&it.to),
        "by_hand": it.way == Way::ByHand,
        "asks": it.asks.len(),
        "follow_up": it.follow_up.to_string(),
        "state": state,
        "state_since": at.map(|at| at.to_string()),
        "with_new_contact_data": everybody(&it.moved),
    })
}
