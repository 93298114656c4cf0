//! The figures for spreadsheets, a row each.

use super::record::{HEAD, Record};
use super::{FiguresReport, days, id_of, over_time, status_code};
use crate::domain::figures::{AgeBand, Ranking};

pub(super) fn all(report: &FiguresReport<'_>) -> Vec<Vec<String>> {
    let head = HEAD.map(str::to_owned).to_vec();
    std::iter::once(head).chain(records(report).into_iter().map(Record::row)).collect()
}

fn records(report: &FiguresReport<'_>) -> Vec<Record> {
    let figures = report.figures;
    let (reading, parties) = (figures.reading(), figures.parties());
    let mut records = vec![
        Record::of("report", "at", "", &report.now),
        Record::of("report", "since", "", &report.since),
        Record::of("report", "complete", "", &report.is_complete),
        Record::of("customers", "all", "", &reading.customers),
        Record::of("customers", "read", "", &reading.read).resting_on(reading.customers),
        Record::of("customers", "remembered", "", &reading.remembered).resting_on(reading.customers),
        Record::of("customers", "unread", "", &reading.unread()).resting_on(reading.customers),
        Record::of("customers", "open", "", &reading.open).resting_on(reading.customers),
        Record::of("customers", "held", "", &figures.held()).resting_on(figures.labels().rests_on),
    ];
    for it in figures.balls(report.now) {
        let key = it.ball.code();
        records.push(Record::of("ball", "customers", key, &it.customers).resting_on(reading.customers));
        records.extend(AgeBand::ALL.iter().zip(it.bands).map(|(band, of)| Record {
            estimated: Some(of.estimated),
            ..Record::of("ball", band.code(), key, &of.customers).resting_on(it.customers)
        }));
        let oldest = it.oldest.map(|(key, since)| {
            let id = id_of(key).map(|id| id.as_str().to_owned());
            (Some(days(since, report.now).to_string()), Some(usize::from(!since.is_exact())), id)
        });
        let (value, estimated, customer_id) = oldest.unwrap_or_default();
        records.push(Record {
            value,
            estimated,
            customer_id,
            ..Record::of("ball", "oldest_days", key, &"").resting_on(it.customers)
        });
    }
    for (status, customers) in figures.statuses() {
        let record = Record::of("status", "customers", status_code(*status), &customers);
        records.push(record.resting_on(reading.customers));
    }
    records.extend(ranking("label", figures.labels(), |label| label.text().to_string()));
    records.extend(ranking("owed", figures.owed(), |code| code.text().to_string()));
    records.extend(ranking("finding", figures.findings(), |check| check.id().to_owned()));
    records.extend([("not_approved", parties.not_approved), ("all", parties.all)].map(|(figure, value)| Record {
        partly_read: Some(parties.partly),
        ..Record::of("parties", figure, "", &value).resting_on(parties.rests_on)
    }));
    records.extend(over_time::records(report.history));
    records
}

fn ranking<K: Ord + Clone>(section: &'static str, ranking: &Ranking<K>, code: impl Fn(&K) -> String) -> Vec<Record> {
    let record = |figure, key: &str, cases: usize| Record {
        partly_read: Some(ranking.partly),
        ..Record::of(section, figure, key, &cases).resting_on(ranking.rests_on)
    };
    let ranked = ranking.most_frequent();
    let ranked = ranked.into_iter().map(|(thing, cases)| record("cases", &code(thing), cases));
    ranked.chain([record("cases_without_words", "", ranking.without_words)]).collect()
}
