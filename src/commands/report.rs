//! `report`: figures over all customers: how many, with whom, for how long, and why.

use std::collections::HashMap;
use std::sync::Arc;

use crate::api::{Client, ListKind};
use crate::catalogue;
use crate::domain::calendar::Calendar;
use crate::domain::digest::{Digest, Look};
use crate::domain::figures::{Counted, Figures};
use crate::domain::finding::Thresholds;
use crate::domain::id::CustomerId;
use crate::domain::over_time::{OverTime, Window};
use crate::domain::pace::Limits;
use crate::domain::time::Wall;
use crate::domain::turn::Turn;
use crate::domain::wording::counted;
use crate::output::{FiguresReport, History, Paper};

use super::customers::{self, JustRead, Listing};
use super::kept::Recorder;
use super::progress::Progress;
use super::seen::Seen;

/// What is counted, and how it is printed.
#[derive(Clone, Debug)]
pub struct ReportOptions {
    /// The type of the customers.
    pub kind: ListKind,
    /// From when on figures over time are told.
    pub since: Wall,
    /// How many details are fetched at most.
    pub max_details: Option<usize>,
    /// What is fetched at most at once.
    pub limits: Limits,
    /// What findings are judged by.
    pub thresholds: Thresholds,
    /// In which zone days are told, and on which people work.
    pub calendar: Calendar,
    /// How it is printed.
    pub format: ReportFormat,
    /// What text is printed on.
    pub page: Paper,
    /// The server in words.
    pub source: String,
    /// Whether something is remembered here that could not be opened.
    pub is_memory_unreadable: bool,
}

/// How it is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportFormat {
    /// For people.
    Text,
    /// For wikis.
    Markdown,
    /// For scripts.
    Json,
    /// For spreadsheets.
    Csv,
}

/// A report, ready to be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    /// What is printed.
    pub text: String,
    /// What its reader must know about it, for standard error.
    pub notes: Vec<String>,
    /// Whether something is missing.
    pub is_partial: bool,
}

/// Counts all customers.
///
/// # Errors
/// Where a page of the list cannot be had, or the details of nobody.
pub async fn report(client: &Client, options: &ReportOptions, recorder: &mut Recorder) -> anyhow::Result<Reported> {
    let mut progress = Progress::start();
    let Listing { rows, mut notes, completeness } =
        customers::listing(client, options.kind, |_| true, &mut progress).await?;
    let glossary = Arc::new(catalogue::glossary());
    let mut read: HashMap<CustomerId, Digest> = HashMap::new();
    let take = |id: CustomerId, JustRead { case, at, before }: JustRead<'_>| {
        let look = Look { at: Some(at), before, judged_by: Some((&options.thresholds, at)) };
        read.insert(id, Digest::of(case, &glossary, look));
    };
    let at_most = (options.limits, options.max_details);
    let fetched = customers::read_details(client, &rows, at_most, (&mut *recorder, &mut progress), take).await?;
    drop(progress);
    let now = Wall::now();
    let seen = Seen::of(recorder, None, (&options.calendar, options.calendar.day(now))).await?;
    let mut figures = Figures::new(Arc::clone(&glossary));
    for row in &rows {
        let own = row.key.id().and_then(|id| read.get(id));
        let remembered = if own.is_none() { seen.digest(row) } else { None };
        figures.add(&Counted {
            key: &row.key,
            turn: Turn { profile: &row.profile, digest: own.or(remembered), follow_up: seen.follow_up(row) },
            is_remembered: remembered.is_some(),
        });
    }
    notes.extend(seen.trouble());
    let window = Window { since: options.since, until: now };
    let over_time = recorder.over_time(window, &options.calendar).await;
    let is_history_short = over_time.as_ref().map_or(true, |it| it.as_ref().is_some_and(|it| it.unreadable > 0));
    let history = match &over_time {
        Ok(Some(over_time)) if over_time.history_since.is_some() => History::Known(over_time),
        Ok(_) if options.is_memory_unreadable => History::Unreadable,
        Ok(_) => History::Nothing,
        Err(refusal) => {
            notes.push(format!("what moved could not be read: {refusal}"));
            History::Unreadable
        }
    };
    if let History::Known(OverTime { unreadable: unreadable @ 1.., .. }) = history {
        let customers = counted(*unreadable, "customer", "customers");
        notes.push(format!("what is remembered of {customers} could not be read; figures over time may miss it"));
    }
    let is_memory_short = options.is_memory_unreadable || seen.trouble().is_some() || is_history_short;
    let without_id = rows.iter().filter(|row| row.key.id().is_none()).count();
    let report = FiguresReport {
        source: &options.source,
        now,
        since: options.since,
        calendar: &options.calendar,
        figures: &figures,
        history,
        is_complete: completeness.is_whole() && !fetched.is_short() && without_id == 0,
        glossary: &glossary,
    };
    if without_id > 0 {
        let rows = counted(without_id, "row of the list has", "rows of the list have");
        notes.push(format!("{rows} no id that can be asked for, so figures may miss what only their details tell"));
    }
    notes.extend(fetched.notes(", so figures may miss what only they tell"));
    notes.extend(completeness.shortfall().map(|shortfall| format!("{}; try again", shortfall.sentence())));
    let text = match options.format {
        ReportFormat::Text => report.text(options.page),
        ReportFormat::Markdown => options.page.signs(&report.markdown()),
        ReportFormat::Json => report.json(),
        ReportFormat::Csv => {
            let mut csv = Vec::new();
            report.csv(&mut csv)?;
            String::from_utf8(csv)?
        }
    };
    Ok(Reported { text, notes, is_partial: !report.is_complete || is_memory_short })
}
