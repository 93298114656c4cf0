//! `list`: the customers, filtered, as a table, JSON or CSV.

use std::collections::HashMap;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

use crate::api::{Client, ListKind, Page};
use crate::catalogue;
use crate::domain::ball::{Ball, Requested};
use crate::domain::completeness::Completeness;
use crate::domain::customer::{CustomerRow, CustomerStatus};
use crate::domain::digest::{Digest, Look};
use crate::domain::fact::Open;
use crate::domain::failure::Failure;
use crate::domain::id::CustomerId;
use crate::domain::mask::Mask;
use crate::domain::pace::Limits;
use crate::domain::time::Wall;
use crate::domain::wording::{counted, number};
use crate::output::{ListReport, ListRow, Paper};

use super::CommandError;
use super::progress::Progress;

/// Which customers, and how they are printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListOptions {
    /// The type to list.
    pub kind: ListKind,
    /// Only customers of these statuses; none means any. One that is known is compared by what it means, another as it is
    /// written.
    pub statuses: Vec<Open<CustomerStatus>>,
    /// Only customers for whom we must act, or may have to; all details are fetched.
    pub needs_us: bool,
    /// How many details are fetched at most.
    pub max_details: Option<usize>,
    /// How it is printed.
    pub format: ListFormat,
    /// What a table is printed on.
    pub page: Paper,
    /// What is fetched at most; of these, not how often in all, as it was asked for.
    pub limits: Limits,
    /// Whether personal data is hidden.
    pub mask: Mask,
}

/// How a list is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListFormat {
    /// A table for people.
    Table,
    /// `{"schema":2,"complete":true,"customers":[…]}`.
    Json,
    /// CSV that no spreadsheet runs.
    Csv,
}

/// A list, ready to be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// What is printed.
    pub text: String,
    /// What its reader must know about it, for standard error.
    pub notes: Vec<String>,
    /// Whether customers may be missing: from the list, or as some details are.
    pub is_partial: bool,
}

/// Walks the whole list.
///
/// # Errors
/// [`CommandError::Unanswered`] where a page cannot be had, or the details of nobody.
pub async fn list(client: &Client, options: &ListOptions) -> anyhow::Result<Listed> {
    let mut progress = Progress::start();
    let Pages { mut rows, mut notes, completeness } = pages(client, options, &mut progress).await?;
    let mut details = Details::default();
    if options.needs_us {
        details = fetch(client, &rows, options.limits, options.max_details, &mut progress).await?;
        rows.retain(|row| row_of(row, &details).ball().may_need_us());
        notes.extend(details.notes());
        notes.extend(unknown(&rows, &details));
    }
    drop(progress);
    let rows: Vec<ListRow<'_>> = rows.iter().map(|row| row_of(row, &details)).collect();
    notes.extend(completeness.shortfall().map(|shortfall| format!("{}; try again", shortfall.sentence())));
    let is_partial = !completeness.is_whole() || details.failed + details.left_out > 0;
    let report = ListReport { rows: &rows, is_complete: !is_partial, mask: options.mask, now: Wall::now() };
    let text = match options.format {
        ListFormat::Table => report.table(options.page),
        ListFormat::Json => report.json(),
        ListFormat::Csv => {
            let mut csv = Vec::new();
            report.csv(&mut csv)?;
            String::from_utf8(csv)?
        }
    };
    Ok(Listed { text, notes, is_partial })
}

/// The rows of the list that are wanted.
struct Pages {
    rows: Vec<CustomerRow>,
    /// What could not be taken as it stood, outside of rows.
    notes: Vec<String>,
    completeness: Completeness,
}

async fn pages(client: &Client, options: &ListOptions, progress: &mut Progress) -> Result<Pages, CommandError> {
    let (mut rows, mut notes, mut seen) = (Vec::new(), Vec::new(), 0);
    let is_wanted = |row: &CustomerRow| {
        let is = |status: &Open<CustomerStatus>| options.statuses.iter().any(|wanted| is_same(wanted, status));
        options.statuses.is_empty() || row.profile.status.given().is_some_and(is)
    };
    let take = |page: Page| {
        seen += page.rows.len();
        progress.say(&format!("{} listed", counted(seen, "customer", "customers")));
        for problem in &page.problems {
            let note = format!("{}: {}", problem.path, problem.what);
            // Every page may say the same.
            if notes.last() != Some(&note) {
                notes.push(note);
            }
        }
        rows.extend(page.rows.into_iter().filter(is_wanted));
    };
    let completeness = client.list(options.kind, take).await?;
    Ok(Pages { rows, notes, completeness })
}

fn is_same(wanted: &Open<CustomerStatus>, status: &Open<CustomerStatus>) -> bool {
    match wanted.known() {
        Some(known) => status.known() == Some(known),
        None => status.raw() == wanted.raw(),
    }
}

/// What was read behind the rows.
#[derive(Default)]
struct Details {
    digests: HashMap<CustomerId, Digest>,
    asked: usize,
    failed: usize,
    /// How many were not asked for, as there may be no more requests.
    left_out: usize,
    last_failure: Option<Failure>,
}

impl Details {
    fn notes(&self) -> Vec<String> {
        let who = "customers that need us may be missing";
        let failed = self.last_failure.as_ref().map(|failure| {
            let (failed, asked) = (self.failed, self.asked);
            format!("the details of {failed} of {asked} could not be read, so {who} ({failure}); try again")
        });
        let left_out = (self.left_out > 0).then(|| {
            let (left_out, all) = (self.left_out, self.asked + self.left_out);
            format!("the details of {left_out} of {all} were not read, so {who}; raise --max-details")
        });
        failed.into_iter().chain(left_out).collect()
    }
}

/// How many of the rows are there only because nobody can tell who must act.
fn unknown(rows: &[CustomerRow], details: &Details) -> Option<String> {
    let count = rows.iter().filter(|row| row_of(row, details).ball() == Ball::Unknown).count();
    let ours = rows.len() - count;
    let verb = if ours == 1 { "needs" } else { "need" };
    (count > 0).then(|| {
        let ours = counted(ours, "customer", "customers");
        format!("{ours} {verb} us; of {} more it is not known who must act (?)", number(count))
    })
}

fn row_of<'a>(row: &'a CustomerRow, details: &'a Details) -> ListRow<'a> {
    ListRow { row, digest: row.key.id().and_then(|id| details.digests.get(id)) }
}

/// The order in which details are read: an open request makes a customer ours under any status, so that all have to be,
/// but those that need us by their status come first.
fn urgency(row: &CustomerRow) -> Ball {
    Ball::of(row.profile.known_status(), Requested::NotRead)
}

async fn fetch(
    client: &Client,
    rows: &[CustomerRow],
    limits: Limits,
    most: Option<usize>,
    progress: &mut Progress,
) -> Result<Details, CommandError> {
    let mut urgent: Vec<&CustomerRow> = rows.iter().filter(|row| row.key.id().is_some()).collect();
    urgent.sort_by_key(|row| urgency(row));
    let left_out = most.map_or(0, |most| urgent.len().saturating_sub(most));
    urgent.truncate(urgent.len() - left_out);
    let ids: Vec<CustomerId> = urgent.iter().filter_map(|row| row.key.id().cloned()).collect();
    // Only a server that others share needs to be spared.
    let spacing = if client.environment().is_loopback() { Duration::ZERO } else { limits.spacing };
    let mut details = Details { asked: ids.len(), left_out, ..Details::default() };
    let glossary = catalogue::glossary();
    let mut under_way = JoinSet::new();
    let mut ids = ids.into_iter();
    let mut next_at = Instant::now();
    loop {
        while under_way.len() < limits.in_flight {
            let Some(id) = ids.next() else { break };
            sleep_until(next_at).await;
            next_at = Instant::now() + spacing;
            let client = client.clone();
            under_way.spawn(async move { (client.case(&id).await, id) });
        }
        let Some(answer) = under_way.join_next().await else { return Ok(details) };
        match answer {
            Ok((Ok(case), id)) => {
                details.digests.insert(id, Digest::of(&case, &glossary, Look { at: Some(Wall::now()), before: None }));
            }
            Ok((Err(failure), _)) if failure.is_final() => return Err(failure.into()),
            Ok((Err(failure), _)) => {
                details.failed += 1;
                details.last_failure = Some(failure);
            }
            Err(_) => details.failed += 1,
        }
        progress.say(&format!("{} of {} looked at", details.digests.len() + details.failed, details.asked));
    }
}
