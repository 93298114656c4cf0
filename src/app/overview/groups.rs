//! The groups of bars, made of the figures.

use std::fmt::Write as _;

use crate::domain::ball::Ball;
use crate::domain::customer::RowKey;
use crate::domain::fact::Word;
use crate::domain::figures::{BallFigure, Figures, Ranking, StatusFigure};
use crate::domain::glossary::Glossary;
use crate::domain::over_time::OverTime;
use crate::domain::time::Wall;
use crate::domain::wording::{counted, number};

use super::bar::Bar;
use super::group::{Group, GroupKind, Row};
use super::weeks::Listed;
use super::{days, weeks};

/// What groups are made of.
pub(super) struct Sources<'a> {
    pub(super) figures: &'a Figures,
    pub(super) glossary: &'a Glossary,
    pub(super) now: Wall,
    /// What a customer is called.
    pub(super) called: &'a dyn Fn(&RowKey) -> Option<String>,
    pub(super) over_time: Option<&'a OverTime>,
    /// How many customers of the queue had something move, by week.
    pub(super) listed: &'a Listed,
    /// What is said where nothing is known over time.
    pub(super) no_history: &'a str,
}

impl Sources<'_> {
    /// Every group.
    pub(super) fn groups(&self) -> Vec<Group> {
        let Self { figures, glossary, .. } = self;
        let label = |label: &_| glossary.label(label).map_or_else(String::new, |entry| entry.in_short.clone());
        let document = |document: &_| glossary.document_title(document);
        let refused = (GroupKind::Labels, "Refused");
        let mut labels = self.ranked(figures.labels(), label, |it| Bar::Label(it.clone()), refused);
        if figures.held() > 0 {
            labels.notes.insert(0, format!("{} held", number(figures.held())));
        }
        let owed = (GroupKind::Documents, "Owed");
        let documents = self.ranked(figures.owed(), document, |it| Bar::Document(it.clone()), owed);
        let found = (GroupKind::Findings, "Findings");
        let findings = self.ranked(figures.findings(), |check| check.words().to_owned(), |it| Bar::Finding(*it), found);
        let weeks = weeks::group(self.over_time, self.listed, self.no_history);
        let days = days::group(self.over_time, self.no_history);
        vec![self.balls(), labels, documents, weeks, days, self.statuses(), findings]
    }

    fn balls(&self) -> Group {
        // Who is not known is left out where that is nobody.
        let balls = self.figures.balls(self.now).into_iter();
        let balls = balls.filter(|figure| figure.ball != Ball::Unknown || figure.customers > 0);
        let rows: Vec<Row> = balls.map(|figure| self.ball(&figure)).collect();
        let reading = self.figures.reading();
        let unread = reading.unread();
        let mut rests_on = counted(reading.customers, "customer", "customers");
        if unread > 0 {
            let _ = write!(rests_on, ", {} not read", number(unread));
        }
        if rows.iter().any(|row| row.bands.iter().flatten().any(|band| band.estimated > 0)) {
            rests_on.push_str(", ≈ age estimated");
        }
        let (kind, title) = (GroupKind::Balls, "Who must act, and for how long");
        let in_short = if unread > 0 { format!("{} not read", number(unread)) } else { String::new() };
        Group { rests_on, in_short, rows, ..Group::empty(kind, title) }
    }

    fn ball(&self, figure: &BallFigure<'_>) -> Row {
        let words = figure.ball.holder().to_owned();
        let oldest = figure.oldest.map(|(_, since)| since.span(self.now, "≈"));
        let called = figure.oldest.and_then(|(key, _)| (self.called)(key));
        let remark = match (&oldest, called) {
            (Some(span), Some(name)) => format!("longest {name} {span}"),
            (Some(span), None) => format!("longest {span}"),
            (None, _) => String::new(),
        };
        let mut detail = format!("{words}: {}", counted(figure.customers, "customer", "customers"));
        if figure.customers > 0 {
            let _ = write!(detail, ", {} over 14 d", figure.over_14_days());
        }
        let detail = if remark.is_empty() { detail } else { format!("{detail}; {remark}") };
        Row {
            bar: Bar::Ball(figure.ball, None),
            shown: figure.customers,
            words,
            length: length(figure.customers),
            figure: number(figure.customers),
            bands: Some(figure.bands),
            remark,
            detail,
        }
    }

    fn statuses(&self) -> Group {
        let mut rows: Vec<Row> = Vec::new();
        let mut unknown = 0;
        for (status, customers) in self.figures.statuses() {
            match status {
                StatusFigure::Known(status) => {
                    rows.push(row(Bar::Status(Some(*status)), status.word().to_owned(), *customers));
                }
                StatusFigure::Other | StatusFigure::NotTold => unknown += customers,
            }
        }
        rows.sort_by_key(|row| std::cmp::Reverse(row.length));
        if unknown > 0 {
            rows.push(row(Bar::Status(None), "not known".to_owned(), unknown));
        }
        let rests_on = counted(self.figures.reading().customers, "customer", "customers");
        Group { rests_on, rows, ..Group::empty(GroupKind::Statuses, "Status") }
    }

    fn ranked<K: Ord + Clone>(
        &self,
        ranking: &Ranking<K>,
        words: impl Fn(&K) -> String,
        bar: impl Fn(&K) -> Bar,
        (kind, title): (GroupKind, &'static str),
    ) -> Group {
        let rows = ranking.most_frequent().into_iter().map(|(thing, cases)| row(bar(thing), words(thing), cases));
        let open = self.figures.reading().open;
        let rests_on = format!("{} of {} open read", number(ranking.rests_on), number(open));
        let in_short = cases(ranking.rests_on);
        let mut notes = Vec::new();
        if ranking.partly > 0 {
            notes.push(format!("{} read in part", number(ranking.partly)));
        }
        if ranking.without_words > 0 {
            notes.push(format!("{} with unknown ones", number(ranking.without_words)));
        }
        let rows: Vec<Row> = rows.collect();
        if rows.is_empty() && ranking.without_words == 0 {
            let none = if ranking.rests_on == 0 { "nothing was read yet" } else { "none in what was read" };
            notes.insert(0, none.to_owned());
        }
        Group { rests_on, in_short, rows, notes, ..Group::empty(kind, title) }
    }
}

fn cases(count: usize) -> String {
    counted(count, "case", "cases")
}

fn length(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

fn row(bar: Bar, words: String, count: usize) -> Row {
    let detail = match &bar {
        Bar::Status(_) => format!("{words}: {}", counted(count, "customer", "customers")),
        _ => format!("{words}: in {}", counted(count, "open case", "open cases")),
    };
    Row {
        bar,
        words,
        length: length(count),
        shown: count,
        figure: number(count),
        bands: None,
        remark: String::new(),
        detail,
    }
}
