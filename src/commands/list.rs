//! `list`: the customers, filtered and put in order, as a table, JSON or CSV.

use std::collections::HashMap;

use crate::api::{Client, ListKind};
use crate::catalogue;
use crate::domain::ball::Ball;
use crate::domain::calendar::Calendar;
use crate::domain::customer::{CustomerRow, CustomerStatus};
use crate::domain::digest::{Digest, Look};
use crate::domain::fact::Open;
use crate::domain::fold::folded;
use crate::domain::glossary::Glossary;
use crate::domain::id::CustomerId;
use crate::domain::mask::{Mask, Redactor};
use crate::domain::order::{Direction, Facts, SortBy};
use crate::domain::pace::Limits;
use crate::domain::text::SafeText;
use crate::domain::time::Wall;
use crate::domain::why::why;
use crate::domain::wording::{counted, number};
use crate::output::{ListReport, ListRow, Paper};

use super::CommandError;
use super::customers::{self, DetailsRead, JustRead, Listing};
use super::kept::Recorder;
use super::progress::Progress;
use super::seen::Seen;

/// Which customers, in which order, and how they are printed.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that people give or do not give")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListOptions {
    /// The type to list.
    pub kind: ListKind,
    /// Only customers of these statuses; none means any. One that is known is compared by what it means, another as it is
    /// written.
    pub statuses: Vec<Open<CustomerStatus>>,
    /// Only customers for whom we must act, or may have to; all details are fetched.
    pub needs_us: bool,
    /// All details are fetched, whoever must act.
    pub details: bool,
    /// Each with the sentence why it waits; all details are fetched.
    pub why: bool,
    /// Only customers that differ from what the reader has seen in the dashboard.
    pub changed: bool,
    /// Only customers of whom a request is to be chased or looked at again by now; their details are fetched.
    pub chase: bool,
    /// How many details are fetched at most.
    pub max_details: Option<usize>,
    /// What they are sorted by.
    pub sort: SortBy,
    /// Which way round.
    pub direction: Direction,
    /// How many are printed at most, of those that come first.
    pub limit: Option<usize>,
    /// How it is printed.
    pub format: ListFormat,
    /// On which days people work.
    pub calendar: Calendar,
    /// What a table is printed on.
    pub page: Paper,
    /// What is fetched at most; of these, not how often in all, as it was asked for.
    pub limits: Limits,
    /// Whether personal data is hidden.
    pub mask: Mask,
}

impl ListOptions {
    /// The flag that cannot be followed where nothing is remembered.
    const fn needs_memory(&self) -> Option<&'static str> {
        match (self.changed, self.chase) {
            (true, _) => Some("--changed"),
            (false, true) => Some("--chase"),
            (false, false) => None,
        }
    }
}

/// How a list is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListFormat {
    /// A table for people.
    Table,
    /// `{"schema":2,"complete":true,…,"customers":[…]}`.
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
/// [`CommandError::Unanswered`] where a page cannot be had, or the details of nobody; and where what changed, or what is to be
/// chased, is asked for and cannot be read.
pub async fn list(client: &Client, options: &ListOptions, recorder: &mut Recorder) -> anyhow::Result<Listed> {
    let mut progress = Progress::start();
    let Listing { mut rows, mut notes, completeness } =
        customers::listing(client, options.kind, |row| is_wanted(row, options), &mut progress).await?;
    let now = Wall::now();
    let today = (&options.calendar, options.calendar.day(now));
    if options.chase {
        let seen = Seen::of(recorder, Some("--chase"), today).await?;
        rows.retain(|row| seen.follow_up(row).is_some_and(|follow_up| follow_up.is_due));
    }
    let reads_details = options.needs_us || options.details || options.why || options.chase;
    let mut details = Details::default();
    if reads_details {
        details = fetch(client, &rows, options, (&mut *recorder, &mut progress)).await?;
    }
    drop(progress);
    let seen = Seen::of(recorder, options.needs_memory(), today).await?;
    notes.extend(seen.trouble());
    // Of whom the reader never looked at, nothing can have changed since.
    let (untold, knows_changed) = if options.changed { seen.retain_changed(&mut rows) } else { (Vec::new(), true) };
    notes.extend(untold);
    if options.needs_us {
        rows.retain(|row| row_of(row, &details, &seen).ball().may_need_us());
    }
    if options.chase {
        rows.retain(|row| row_of(row, &details, &seen).is_due());
    }
    let rows: Vec<ListRow<'_>> = rows.iter().map(|row| row_of(row, &details, &seen)).collect();
    let mut rows = in_order(&rows, options);
    let is_unread = |row: &ListRow<'_>| row.digest.is_none() && row.row.key.id().is_some();
    let order_is_estimate = options.sort.rests_on_details() && rows.iter().any(is_unread);
    notes.extend(details.notes(options, order_is_estimate));
    // Who reads no table on a terminal has the same in a key of JSON, or in the signs of each row.
    let is_shown = options.format == ListFormat::Table && options.page.width.is_some();
    if order_is_estimate && !reads_details && is_shown {
        notes.push("the order is an estimate, as no details were read; --details reads them".to_owned());
    }
    if options.needs_us {
        notes.extend(unknown(&rows));
    }
    let left_out = options.limit.map_or(0, |limit| rows.len().saturating_sub(limit));
    rows.truncate(rows.len() - left_out);
    if left_out > 0 && options.format != ListFormat::Json {
        notes.push(format!("{} left out, as --limit asks for", counted(left_out, "customer", "customers")));
    }
    notes.extend(completeness.shortfall().map(|shortfall| format!("{}; try again", shortfall.sentence())));
    let is_short = details.fetched.is_short();
    let report = ListReport {
        rows: &rows,
        is_complete: completeness.is_whole() && knows_changed && !(options.needs_us && is_short),
        left_out,
        order_is_estimate,
        with_why: options.why,
        is_remembered: seen.is_known(),
        mask: options.mask,
        now,
        today: today.1,
    };
    let text = match options.format {
        ListFormat::Table => report.table(options.page),
        ListFormat::Json => report.json(),
        ListFormat::Csv => {
            let mut csv = Vec::new();
            report.csv(&mut csv)?;
            String::from_utf8(csv)?
        }
    };
    Ok(Listed { text, notes, is_partial: !completeness.is_whole() || !knows_changed || is_short })
}

/// The rows as they are printed. All have to be there: who comes last may be first.
fn in_order<'a>(rows: &[ListRow<'a>], options: &ListOptions) -> Vec<ListRow<'a>> {
    let names: Vec<String> = rows.iter().map(|row| name(row.row, options.mask)).collect();
    let facts = rows.iter().zip(&names).map(|(row, name)| {
        let ListRow { row: CustomerRow { key, profile, .. }, follow_up, .. } = *row;
        // A list is not sorted by what changed.
        Facts { key, profile, digest: row.known(), follow_up, name, changed: false }
    });
    let order = options.sort.order(options.direction, facts);
    order.into_iter().filter_map(|place| rows.get(place).copied()).collect()
}

fn name(row: &CustomerRow, mask: Mask) -> String {
    folded(row.profile.name.show(mask, &row.key.nickname()).as_str()).into_owned()
}

/// Whether a customer is of a status that is wanted.
fn is_wanted(row: &CustomerRow, options: &ListOptions) -> bool {
    let is = |status: &Open<CustomerStatus>| options.statuses.iter().any(|wanted| is_same(wanted, status));
    options.statuses.is_empty() || row.profile.status.given().is_some_and(is)
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
    read: HashMap<CustomerId, Read>,
    fetched: DetailsRead,
}

/// What is told of a customer's details.
struct Read {
    digest: Digest,
    why: Option<SafeText>,
}

impl Read {
    fn of(one: &JustRead<'_>, glossary: &Glossary, options: &ListOptions) -> Self {
        let JustRead { case, at, before } = *one;
        let told = || Redactor::under(case, &glossary.phrases, options.mask).sentence(&why(case, glossary, at));
        let digest = Digest::of(case, glossary, Look { at: Some(at), before, judged_by: None });
        Self { digest, why: options.why.then(|| told().on_one_line()) }
    }
}

impl Details {
    fn notes(&self, options: &ListOptions, order_is_estimate: bool) -> Vec<String> {
        self.fetched.notes(match (options.needs_us, order_is_estimate) {
            (true, true) => ", so customers that need us may be missing and the order is an estimate",
            (true, false) => ", so customers that need us may be missing",
            (false, true) => ", so the order is an estimate",
            (false, false) => "",
        })
    }
}

/// How many of the rows are there only because nobody can tell who must act.
fn unknown(rows: &[ListRow<'_>]) -> Option<String> {
    let count = rows.iter().filter(|row| row.ball() == Ball::Unknown).count();
    let ours = rows.len() - count;
    let verb = if ours == 1 { "needs" } else { "need" };
    (count > 0).then(|| {
        let ours = counted(ours, "customer", "customers");
        format!("{ours} {verb} us; of {} more it is not known who must act (?)", number(count))
    })
}

fn row_of<'a>(row: &'a CustomerRow, details: &'a Details, seen: &'a Seen) -> ListRow<'a> {
    let read = row.key.id().and_then(|id| details.read.get(id));
    ListRow {
        row,
        digest: read.map(|read| &read.digest),
        remembered: seen.digest(row),
        follow_up: seen.follow_up(row),
        why: read.and_then(|read| read.why.as_ref()),
        changed: seen.has_changed(row),
    }
}

async fn fetch(
    client: &Client,
    rows: &[CustomerRow],
    options: &ListOptions,
    beside: (&mut Recorder, &mut Progress),
) -> Result<Details, CommandError> {
    let glossary = catalogue::glossary();
    let mut read = HashMap::new();
    let take = |id: CustomerId, one: JustRead<'_>| drop(read.insert(id, Read::of(&one, &glossary, options)));
    let fetched = customers::read_details(client, rows, (options.limits, options.max_details), beside, take).await?;
    Ok(Details { read, fetched })
}
