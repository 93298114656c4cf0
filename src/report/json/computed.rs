//! What we computed of a case, and the rows of the list.

use serde_json::{Value, json};

use super::super::list::ListRow;
use super::super::sight::Sight;
use super::super::{CaseReport, FindingLine};
use super::sent::{self, Shown};
use super::{Object, list, problems};
use crate::domain::ask::{Ask, asks};
use crate::domain::case::Case;
use crate::domain::draft::{Draft, DraftKind};
use crate::domain::glossary::Glossary;
use crate::domain::hold::{Precautions, Signal};
use crate::domain::key::Subject;
use crate::domain::mask::Mask;
use crate::domain::rejection::LabelCode;
use crate::domain::time::Wall;

/// A moment as scripts read it.
pub(super) fn utc(at: Option<Wall>) -> Value {
    at.map_or(Value::Null, |at| at.to_string().into())
}

pub(super) fn case(object: &mut Object, report: &CaseReport<'_>, sight: &Sight<'_>) {
    let (case, digest) = (report.case, report.digest);
    let text = |text| Value::from(sight.text(text));
    object.put("masked", report.mask == Mask::On);
    object.put("source", report.source.as_ref().map_or(Value::Null, |source| source.as_str().into()));
    object.put("fetched_at", utc(report.fetched));
    object.put("ball", digest.ball.word());
    object.put("status_since", utc(case.status_since()));
    object.put("last_activity", utc(digest.last_activity));
    object.put("why", report.why.as_ref().map_or(Value::Null, text));
    let precautions = Precautions::of(case, report.glossary);
    object.put("held", precautions.is_held());
    object.put("hold_signals", list(&precautions.holds, |signal| of_signal(signal, sight)));
    object.put("look_first", list(&precautions.look_first, |signal| of_signal(signal, sight)));
    object.put("parties", json!({"all": digest.parties, "held_up": digest.blocked_parties}));
    object.put("asks", list(&asks(case), |ask| of_ask(ask, report.glossary, sight)));
    object.put("findings", list(report.findings, |finding| of_finding(finding, sight)));
    object.put("drafts", list(report.drafts, |draft| of_draft(draft, sight)));
    object.put("labels", labels(case, report.glossary, sight));
}

/// Whom something is about.
fn of_subject(subject: &Subject, sight: &Sight<'_>) -> Value {
    let (kind, id) = match subject {
        Subject::Company => ("customer", None),
        Subject::Party(key) => ("party", Some(&key.id)),
        Subject::Stranger(id) => ("unknown_party", Some(id)),
    };
    json!({"kind": kind, "party_id": id.map(|id| sight.text(id.text())), "name": sight.subject(subject)})
}

fn of_ask(ask: &Ask<'_>, glossary: &Glossary, sight: &Sight<'_>) -> Value {
    let (section, document) = (ask.key.request.section.as_ref(), ask.key.document_type.as_ref());
    json!({
        "subject": of_subject(ask.subject(), sight),
        "section": section.map(|section| sight.text(section.text())),
        "document_type": document.map(|code| sight.text(code.text())),
        "title": document.map(|code| glossary.document_title(code)),
        "accepted": document.and_then(|code| glossary.accepted(code)),
        "fields": list(&ask.fields, |(_, field)| sent::field(field, &Shown { sight })),
    })
}

fn of_finding(finding: &FindingLine, sight: &Sight<'_>) -> Value {
    json!({
        "severity": finding.severity,
        "check": finding.id,
        "about": sight.text(&finding.item),
        "sentence": sight.text(&finding.sentence),
    })
}

fn of_signal(signal: &Signal, sight: &Sight<'_>) -> Value {
    json!({
        "code": signal.code(),
        "subject": of_subject(&signal.subject, sight),
        "about": sight.text(&signal.item.words()),
        "sentence": sight.text(&signal.sentence()),
    })
}

fn of_draft(draft: &Draft, sight: &Sight<'_>) -> Value {
    let kind = match draft.kind {
        DraftKind::Message => "message",
        DraftKind::Escalation => "escalation",
    };
    json!({
        "recipient": of_subject(&draft.recipient.subject(), sight),
        "kind": kind,
        "may_be_sent": draft.may_be_sent(),
        "asks": draft.asks,
        "subject": sight.text(&draft.subject),
        "body": sight.text(&draft.text()),
    })
}

/// Our reading of each label of the case.
fn labels(case: &Case, glossary: &Glossary, sight: &Sight<'_>) -> Value {
    let own = case.rejections().into_iter().flat_map(|(_, rejection)| rejection.labels());
    let documents = case.documents().into_iter().flat_map(|(_, document)| document.verdict.labels.items());
    let labels: std::collections::BTreeSet<&LabelCode> = own.chain(documents).collect();
    let mut object = Object::default();
    for label in labels {
        let entry = glossary.label(label).map_or(
            Value::Null,
            |entry| json!({"meaning": entry.meaning, "usual_outcome": entry.outcome.words(), "remedy": entry.remedy}),
        );
        object.put(&sight.text(label.text()), entry);
    }
    object.value()
}

/// A row of the list.
pub(in crate::report) fn row(row: &ListRow<'_>, mask: Mask) -> Value {
    let sight = Sight::of_row(row.row, mask);
    let shown = Shown { sight: &sight };
    let mut object = Object::default();
    object.put("customer_id", row.row.key.id().map_or(Value::Null, |id| id.as_str().into()));
    sent::profile(&mut object, &row.row.profile, &row.row.particulars, &shown);
    object.put("ball", row.ball().word());
    let (since, estimated) = row.waiting_since();
    object.put("waiting_since", utc(since));
    object.put("waiting_is_estimate", estimated);
    object.put(
        "details",
        row.digest.map_or(Value::Null, |digest| {
            json!({
                "asks": digest.asks,
                "parties": digest.parties,
                "parties_held_up": digest.blocked_parties,
                "last_activity": utc(digest.last_activity),
            })
        }),
    );
    sent::other(&mut object, &row.row.other, &shown);
    object.put("problems", problems(&row.row.problems, &sight));
    object.value()
}
