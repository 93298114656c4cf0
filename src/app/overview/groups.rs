//! The groups of bars, made of the figures.

use std::fmt::Write as _;

use crate::domain::ball::Ball;
use crate::domain::customer::RowKey;
use crate::domain::fact::Word;
use crate::domain::figures::{AgeBand, BallFigure, Band, Figures, Ranking, StatusFigure};
use crate::domain::glossary::Glossary;
use crate::domain::over_time::OverTime;
use crate::domain::time::Wall;
use crate::domain::wording::{counted, number};

use super::bar::Bar;
use super::{days, weeks};

/// Which figures a group shows. Their order is that in which they are gone through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GroupKind {
    /// Customers by who must act and for how long.
    Balls,
    /// Open cases by label.
    Labels,
    /// Open cases by the documents that they owe.
    Documents,
    /// What was asked and resolved in each week.
    Weeks,
    /// How long customers were with somebody.
    Days,
    /// Customers by status.
    Statuses,
    /// Open cases by finding.
    Findings,
}

/// A group of bars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Which figures it shows.
    pub kind: GroupKind,
    /// What they are.
    pub title: &'static str,
    /// On how many cases they rest.
    pub rests_on: String,
    /// Its rows.
    pub rows: Vec<Row>,
    /// What else is to be said of it; where it has no rows, why.
    pub notes: Vec<String>,
}

/// A row of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it stands for.
    pub bar: Bar,
    /// What it is called.
    pub words: String,
    /// How long its bar is, beside the others of its group.
    pub length: u64,
    /// Its figure.
    pub figure: String,
    /// Its parts by age, where it has them.
    pub bands: Option<[Band; AgeBand::ALL.len()]>,
    /// What is said at its end.
    pub remark: String,
    /// All that is to be said of it.
    pub detail: String,
}

/// What groups are made of.
pub(super) struct Sources<'a> {
    pub(super) figures: &'a Figures,
    pub(super) glossary: &'a Glossary,
    pub(super) now: Wall,
    /// What a customer is called.
    pub(super) called: &'a dyn Fn(&RowKey) -> Option<String>,
    pub(super) over_time: Option<&'a OverTime>,
    /// What is said where nothing is known over time.
    pub(super) no_history: &'a str,
}

/// The word for who must act.
pub(super) const fn whose(ball: Ball) -> &'static str {
    match ball {
        Ball::Us => "us",
        Ball::Unknown => "not known",
        Ball::Customer => "customer",
        Ball::Fin => "Fin",
        Ball::Nobody => "closed",
    }
}

impl Sources<'_> {
    /// Every group.
    pub(super) fn groups(&self) -> Vec<Group> {
        let Self { figures, glossary, .. } = self;
        let label = |label: &_| glossary.label(label).map_or_else(String::new, |entry| entry.in_short.clone());
        let document = |document: &_| glossary.document_title(document);
        let mut labels = self.ranked(figures.labels(), label, |it| Bar::Label(it.clone()));
        (labels.kind, labels.title) = (GroupKind::Labels, "Refused for");
        if figures.held() > 0 {
            labels.notes.push(format!("{} held; what holds is not counted here", number(figures.held())));
        }
        let mut documents = self.ranked(figures.owed(), document, |it| Bar::Document(it.clone()));
        (documents.kind, documents.title) = (GroupKind::Documents, "Owed");
        let mut findings = self.ranked(figures.findings(), |check| check.words().to_owned(), |it| Bar::Finding(*it));
        (findings.kind, findings.title) = (GroupKind::Findings, "Findings");
        let weeks = weeks::group(self.over_time, self.no_history);
        let days = days::group(self.over_time, self.no_history);
        vec![self.balls(), labels, documents, weeks, days, self.statuses(), findings]
    }

    fn balls(&self) -> Group {
        let rows = self.figures.balls(self.now).into_iter().map(|figure| self.ball(&figure)).collect();
        let reading = self.figures.reading();
        let unread = reading.unread();
        let mut rests_on = counted(reading.customers, "customer", "customers");
        if unread > 0 {
            let _ = write!(rests_on, ", {} not read", number(unread));
        }
        let (kind, title) = (GroupKind::Balls, "Who must act, and for how long");
        Group { kind, title, rests_on, rows, notes: Vec::new() }
    }

    fn ball(&self, figure: &BallFigure<'_>) -> Row {
        let words = whose(figure.ball).to_owned();
        let oldest = figure.oldest.map(|(_, since)| since.span(self.now, "≈"));
        let called = figure.oldest.and_then(|(key, _)| (self.called)(key));
        let remark = match (&oldest, called) {
            (Some(span), Some(name)) => format!("oldest {span} {name}"),
            (Some(span), None) => format!("oldest {span}"),
            (None, _) => String::new(),
        };
        let detail = format!("{words}: {}", counted(figure.customers, "customer", "customers"));
        let detail = if remark.is_empty() { detail } else { format!("{detail}; {remark}") };
        Row {
            bar: Bar::Ball(figure.ball, None),
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
        Group { kind: GroupKind::Statuses, title: "Status", rests_on, rows, notes: Vec::new() }
    }

    fn ranked<K: Ord + Clone>(
        &self,
        ranking: &Ranking<K>,
        words: impl Fn(&K) -> String,
        bar: impl Fn(&K) -> Bar,
    ) -> Group {
        let rows = ranking.most_frequent().into_iter().map(|(thing, cases)| row(bar(thing), words(thing), cases));
        let open = self.figures.reading().open;
        let mut rests_on = format!("{} of {} open read", number(ranking.rests_on), number(open));
        if ranking.partly > 0 {
            let _ = write!(rests_on, ", {} in part", number(ranking.partly));
        }
        let mut notes = Vec::new();
        if ranking.without_words > 0 {
            notes.push(format!("{} with something that has no words here", cases(ranking.without_words)));
        }
        let rows: Vec<Row> = rows.collect();
        if rows.is_empty() && ranking.without_words == 0 {
            let none = if ranking.rests_on == 0 { "nothing was read yet" } else { "none in what was read" };
            notes.insert(0, none.to_owned());
        }
        Group { kind: GroupKind::Labels, title: "", rests_on, rows, notes }
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
    Row { bar, words, length: length(count), figure: number(count), bands: None, remark: String::new(), detail }
}

impl Row {
    /// What is to be said of a bar of this row: of the whole of it, or of a part.
    #[must_use]
    pub fn detail_of(&self, bar: &Bar) -> String {
        let (Bar::Ball(_, Some(band)), Some(bands)) = (bar, &self.bands) else { return self.detail.clone() };
        let part = bands.get(*band as usize).copied().unwrap_or_default();
        let estimated = match part.estimated {
            0 => String::new(),
            count => format!(", of {} of them estimated", number(count)),
        };
        let customers = counted(part.customers, "customer", "customers");
        format!("{}, {}: {customers}{estimated}", self.words, band.words())
    }

    /// Whether it is, or has as a part, this bar.
    #[must_use]
    pub fn has(&self, bar: &Bar) -> bool {
        match (&self.bar, bar) {
            (Bar::Ball(own, _), Bar::Ball(other, _)) => own == other,
            (own, other) => own == other,
        }
    }
}
