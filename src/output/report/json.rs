//! The figures for scripts.

use serde_json::{Value, json};

use super::{FiguresReport, days, id_of, over_time, status_code};
use crate::domain::figures::{AgeBand, BallFigure, Ranking};
use crate::output::SCHEMA;
use crate::output::json::of_since;

pub(super) fn report(report: &FiguresReport<'_>) -> Value {
    let (figures, glossary) = (report.figures, report.glossary);
    let (reading, parties) = (figures.reading(), figures.parties());
    let statuses = figures.statuses().iter();
    let statuses = statuses.map(|(status, customers)| json!({"status": status_code(*status), "customers": customers}));
    json!({
        "schema": SCHEMA,
        "source": report.source,
        "at": report.now.to_string(),
        "since": report.since.to_string(),
        "complete": report.is_complete,
        "customers": {
            "all": reading.customers,
            "read": reading.read,
            "remembered": reading.remembered,
            "unread": reading.unread(),
            "open": reading.open,
        },
        "balls": figures.balls(report.now).iter().map(|it| ball(it, report)).collect::<Vec<_>>(),
        "statuses": statuses.collect::<Vec<_>>(),
        "held": {"cases": figures.held(), "rests_on": figures.labels().rests_on},
        "labels": ranking(figures.labels(), |label| {
            (label.text().to_string(), glossary.label(label).map(|entry| entry.in_short.clone()).unwrap_or_default())
        }),
        "owed": ranking(figures.owed(), |code| (code.text().to_string(), glossary.document_title(code))),
        "findings": ranking(figures.findings(), |check| (check.id().to_owned(), check.words().to_owned())),
        "parties": {
            "not_approved": parties.not_approved,
            "all": parties.all,
            "rests_on": parties.rests_on,
            "partly_read": parties.partly,
        },
        "over_time": over_time::json(report.history),
    })
}

fn ball(it: &BallFigure<'_>, report: &FiguresReport<'_>) -> Value {
    let bands = AgeBand::ALL.iter().zip(it.bands);
    let bands =
        bands.map(|(band, of)| json!({"band": band.code(), "customers": of.customers, "estimated": of.estimated}));
    let oldest = it.oldest.map(|(key, since)| {
        json!({
            "customer_id": id_of(key).as_ref().map(|id| id.as_str().to_owned()),
            "days": days(since, report.now),
            "waiting_since": of_since(Some(since)),
        })
    });
    json!({
        "ball": it.ball.code(),
        "customers": it.customers,
        "by_age": bands.collect::<Vec<_>>(),
        "oldest": oldest,
    })
}

/// Things by how many cases have them, each by its code and in words.
fn ranking<K: Ord + Clone>(ranking: &Ranking<K>, told: impl Fn(&K) -> (String, String)) -> Value {
    let ranked = ranking.most_frequent().into_iter().map(|(thing, cases)| {
        let (code, words) = told(thing);
        json!({"code": code, "words": words, "cases": cases})
    });
    json!({
        "rests_on": ranking.rests_on,
        "partly_read": ranking.partly,
        "without_words": ranking.without_words,
        "most_frequent": ranked.collect::<Vec<_>>(),
    })
}
