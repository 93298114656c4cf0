//! What we computed of a case, and the rows of the list.

use serde_json::{Value, json};

use super::super::list::{ListReport, ListRow};
use super::super::options::ReportOptions;
use super::super::{CaseReport, FindingLine, SCHEMA};
use super::sent::{self, Shown};
use super::{Object, list, problems, withheld};
use crate::domain::ask::{Ask, asks};
use crate::domain::case::Case;
use crate::domain::draft::{Draft, Drafts, Note, Without};
use crate::domain::glossary::Glossary;
use crate::domain::hold::{Precautions, Signal};
use crate::domain::key::Subject;
use crate::domain::mask::Mask;
use crate::domain::origin::Origin;
use crate::domain::rejection::LabelCode;
use crate::domain::since::Since;
use crate::domain::tally::Tally;
use crate::domain::text::SafeText;
use crate::domain::time::Wall;
use crate::output::entered;

/// A moment as scripts read it.
fn utc(at: Option<Wall>) -> Value {
    at.map_or(Value::Null, |at| at.to_string().into())
}

/// Since when, and how that is known: only `status_change` is exact.
pub(in crate::output) fn of_since(since: Option<Since>) -> Value {
    since.map_or(
        Value::Null,
        |since| json!({"at": utc(Some(since.at)), "basis": since.basis.code(), "is_estimate": !since.is_exact()}),
    )
}

/// A count, and whether there may be more.
fn of_tally(tally: Tally) -> Value {
    json!({"counted": tally.counted, "is_complete": tally.exact().is_some()})
}

pub(super) fn case(object: &mut Object, report: &CaseReport<'_>, options: &ReportOptions<'_>) {
    let (case, digest) = (report.case, report.digest);
    let was_masked = case.export.is_some_and(|export| export.is_masked);
    object.put("masked", report.mask == Mask::On || was_masked);
    let source = |source: &Origin| source.shown(report.mask).map_or_else(withheld, |source| source.as_str().into());
    object.put("source", report.source.as_ref().map_or(Value::Null, source));
    object.put("fetched_at", utc(report.fetched));
    let precautions = Precautions::of(case, report.glossary);
    object.put("held", precautions.is_held());
    object.put("hold_signals", signals(&precautions.holds, options));
    object.put("look_first", signals(&precautions.look_first, options));
    object.put("ball", digest.ball.code());
    object.put("waiting_since", of_since(digest.since));
    object.put("status_since", of_since(case.status_since()));
    object.put("last_activity", utc(digest.last_activity));
    object.put("why", report.why.as_ref().map_or(Value::Null, |why| options.sentence(why).as_str().into()));
    object.put("parties", json!({"all": of_tally(digest.parties), "blocked": of_tally(digest.blocked_parties)}));
    object.put("asks_are_complete", digest.asks.exact().is_some());
    object.put("asks", list(&asks(case), |ask| of_ask(ask, report.glossary, options)));
    object.put("findings", list(report.findings, |finding| of_finding(finding, options)));
    object.put("labels", labels(case, report.glossary, options));
    object.put("problems", problems(&case.problems, options));
}

/// Whom something is about.
pub(in crate::output) fn of_subject(subject: &Subject, options: &ReportOptions<'_>) -> Value {
    let (kind, id) = match subject {
        Subject::Company => ("customer", None),
        Subject::Party(key) => ("party", Some(&key.id)),
        Subject::UnknownParty(id) => ("unknown_party", Some(id)),
    };
    json!({"kind": kind, "party_id": id.map(|id| options.text(id.text())), "name": options.subject(subject)})
}

/// What withholds the messages of a case, or wants to be looked at first.
fn signals(signals: &[Signal], options: &ReportOptions<'_>) -> Value {
    list(signals, |signal| {
        json!({
            "code": signal.code(),
            "subject": of_subject(&signal.subject, options),
            "about": options.text(&signal.item.words()),
            "sentence": options.text(&signal.sentence()),
        })
    })
}

fn of_ask(ask: &Ask<'_>, glossary: &Glossary, options: &ReportOptions<'_>) -> Value {
    let (section, document) = (ask.key.request.section.as_ref(), ask.key.document_type.as_ref());
    json!({
        "subject": of_subject(ask.subject(), options),
        "section": section.map(|section| options.text(section.text())),
        "document_type": document.map(|code| options.text(code.text())),
        "title": document.map(|code| options.text(&SafeText::line(&glossary.document_title(code)))),
        "accepted": document.and_then(|code| glossary.accepted(code)),
        "fields": list(&ask.fields, |(_, field)| sent::field(field, &Shown { options })),
    })
}

fn of_finding(finding: &FindingLine, options: &ReportOptions<'_>) -> Value {
    json!({
        "severity": finding.severity,
        "check": finding.id,
        "about": options.text(&finding.item),
        "sentence": options.sentence(&finding.sentence).as_str(),
    })
}

/// The messages of a case, and who gets none.
pub(super) fn drafts(case: &Case, glossary: &Glossary, drafts: &Drafts, mask: Mask) -> Value {
    let options = ReportOptions::of(case, glossary, mask);
    let of_draft = |draft: &Draft| {
        json!({
            "recipient": of_subject(&draft.recipient.subject(), &options),
            "may_be_sent": draft.may_be_sent(),
            "asks": draft.asks,
            "subject": draft.subject.to_string(),
            "body": draft.text().as_str(),
        })
    };
    let of_note = |note: &Note| json!({"subject": note.subject.as_str(), "body": note.text().as_str()});
    let of_without = |one: &Without| {
        json!({
            "recipient": of_subject(&one.recipient.subject(), &options),
            "reason": one.why.code(),
            "sentence": one.why.words(),
        })
    };
    let precautions = Precautions::of(case, glossary);
    json!({
        "schema": SCHEMA,
        "customer_id": case.id.as_str(),
        "masked": mask == Mask::On,
        "held": drafts.is_held,
        "hold_signals": signals(&precautions.holds, &options),
        "look_first": signals(&precautions.look_first, &options),
        "messages": list(&drafts.messages, of_draft),
        "note": drafts.note.as_ref().map(of_note),
        "without": list(&drafts.without, of_without),
    })
}

/// Our reading of each label of the case.
fn labels(case: &Case, glossary: &Glossary, options: &ReportOptions<'_>) -> Value {
    let own = case.rejections().into_iter().flat_map(|(_, rejection)| rejection.labels());
    let documents = case.documents().into_iter().flat_map(|(_, document)| document.verdict.labels.items());
    let labels: std::collections::BTreeSet<&LabelCode> = own.chain(documents).collect();
    let mut object = Object::default();
    for label in labels {
        let entry = glossary.label(label).map_or(
            Value::Null,
            |entry| json!({"meaning": entry.meaning, "usual_outcome": entry.outcome.code(), "remedy": entry.remedy}),
        );
        object.put(&options.text(label.text()), entry);
    }
    object.value()
}

/// A row of the list.
pub(in crate::output) fn row(row: &ListRow<'_>, report: &ListReport<'_>) -> Value {
    let options = ReportOptions::of_row(row.row, report.mask);
    let shown = Shown { options: &options };
    let mut object = Object::default();
    object.put("customer_id", row.row.key.id().map_or(Value::Null, |id| id.as_str().into()));
    sent::profile(&mut object, &row.row.profile, &row.row.details, &shown);
    object.put("ball", row.ball().code());
    object.put("waiting_since", of_since(row.waiting_since()));
    if report.is_remembered {
        object.put("changed", row.changed);
        object.put("follow_up", row.follow_up.map_or(Value::Null, entered::follow_up));
    }
    if report.with_why {
        object.put("why", row.why.map_or(Value::Null, |why| why.as_str().into()));
    }
    object.put(
        "details",
        row.digest.map_or(Value::Null, |digest| {
            json!({
                "asks": of_tally(digest.asks),
                "parties": of_tally(digest.parties),
                "blocked_parties": of_tally(digest.blocked_parties),
                "last_activity": utc(digest.last_activity),
                "held": digest.held > 0,
            })
        }),
    );
    sent::other(&mut object, &row.row.other, &shown);
    object.put("problems", problems(&row.row.problems, &options));
    object.value()
}
