//! `handover`: what was done in a shift and what is to be done next, for a colleague. Everybody it tells of is fetched, so that
//! it tells how things are now.

use std::collections::HashMap;

use jiff::civil::Date;
use jiff::{SignedDuration, ToSpan as _};

use crate::api::Client;
use crate::catalogue;
use crate::domain::calendar::{self, Calendar};
use crate::domain::case::Case;
use crate::domain::digest::{Digest, Look};
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::glossary::Glossary;
use crate::domain::history::{Event, Past, What};
use crate::domain::id::CustomerId;
use crate::domain::imprint::{CustomerKey, Names};
use crate::domain::mask::Mask;
use crate::domain::pace::Limits;
use crate::domain::text::SafeText;
use crate::domain::time::Wall;
use crate::domain::why::why;
use crate::domain::wording::counted;
use crate::output::{HandoverCase, HandoverReport, Paper, ReadCase};
use crate::store::{Compared, Remembered};

use super::CommandError;
use super::details;
use super::kept::{Recorder, Touched, nothing_remembered};
use super::progress::Progress;

/// Most days back; the memory keeps less.
const FURTHEST: u16 = 3_650;

/// Since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// So long ago.
    Ago(SignedDuration),
    /// The beginning of the day so many days ago.
    DaysBefore(u16),
    /// The beginning of a day.
    Day(Date),
}

impl Since {
    /// Reads `8h`, `2d`, `today`, `yesterday`, `2026-11-24`.
    #[must_use]
    pub fn parse(words: &str) -> Option<Self> {
        let hours = |days: u16| Self::Ago(SignedDuration::from_hours(24 * i64::from(days)));
        let days =
            words.strip_suffix('d').and_then(|days| days.parse().ok()).filter(|days| (1..=FURTHEST).contains(days));
        match words {
            "today" => Some(Self::DaysBefore(0)),
            "yesterday" => Some(Self::DaysBefore(1)),
            _ => days.map(hours).or_else(|| calendar::date(words).map(Self::Day)).or_else(|| {
                let ago: SignedDuration = words.parse().ok()?;
                ago.is_positive().then_some(Self::Ago(ago))
            }),
        }
    }

    /// The moment that is meant.
    ///
    /// # Errors
    /// Where it is to come yet, or longer ago than any time.
    pub fn at(self, calendar: &Calendar, now: Wall) -> Result<Wall, &'static str> {
        let start = |day: Date| calendar.start(day);
        let at = match self {
            Self::Ago(ago) => now.checked_sub(ago).ok(),
            Self::DaysBefore(days) => calendar.day(now).checked_sub(i64::from(days).days()).ok().and_then(start),
            Self::Day(day) => start(day),
        };
        match at {
            Some(at) if at <= now => Ok(at),
            Some(_) => Err("this day is to come yet"),
            None => Err("this is longer ago than any time"),
        }
    }
}

/// What is told, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandoverOptions {
    /// Since when.
    pub since: Wall,
    /// On which days people work.
    pub calendar: Calendar,
    /// What is fetched at most at once.
    pub limits: Limits,
    /// How it is printed.
    pub format: HandoverFormat,
    /// What text is printed on.
    pub page: Paper,
    /// Whether personal data is hidden.
    pub mask: Mask,
    /// The server in words.
    pub source: String,
}

/// How it is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandoverFormat {
    /// For people.
    Text,
    /// For tickets and chats.
    Markdown,
    /// For scripts.
    Json,
}

/// A handover, ready to be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handed {
    /// What is printed.
    pub text: String,
    /// What is said beside it.
    pub notes: Vec<String>,
    /// Whether something is missing.
    pub is_partial: bool,
}

/// Tells what was done since a moment.
///
/// # Errors
/// Where nothing is remembered, it cannot be read, or the server gives nothing to anybody.
pub async fn handover(client: &Client, options: &HandoverOptions, recorder: &mut Recorder) -> anyhow::Result<Handed> {
    let now = Wall::now();
    let today = options.calendar.day(now);
    let touched = recorder.touched(options.since, (&options.calendar, today)).await?;
    let Touched { entered, due, seen, unreadable } = touched.ok_or_else(|| nothing_remembered("`handover`"))?;
    let glossary = catalogue::glossary();
    let shift = Shift { options, glossary: &glossary, now, today };
    let mut fetched = shift.fetch(client, &[entered.as_slice(), &due].concat(), recorder).await?;
    let mut told = |customers: Vec<CustomerKey>| -> Vec<HandoverCase> {
        customers.iter().filter_map(|customer| fetched.remove(customer)).collect()
    };
    let (mut cases, mut due) = (told(entered), told(due));
    // What is held or decided meanwhile, or closed by this look, is not chased.
    due.retain(|case| case.read.as_ref().map_or(true, |read| read.turn().is_due()));
    cases.sort_by_cached_key(HandoverCase::rank);
    due.sort_by_cached_key(HandoverCase::rank);
    let report = HandoverReport {
        source: &options.source,
        since: options.since,
        now,
        calendar: &options.calendar,
        cases: &cases,
        due: &due,
        seen: &seen.iter().map(|customer| customer.as_str().to_owned()).collect::<Vec<_>>(),
        glossary: &glossary,
        mask: options.mask,
    };
    let unreadable = (unreadable > 0).then(|| {
        let customers = counted(unreadable, "customer", "customers");
        format!("what is remembered of {customers} could not be read; a request to chase may be missing")
    });
    let missing = cases.iter().chain(&due).any(HandoverCase::is_partial);
    Ok(Handed {
        text: match options.format {
            HandoverFormat::Text => report.text(options.page),
            HandoverFormat::Markdown => options.page.signs(&report.markdown()),
            HandoverFormat::Json => report.json(),
        },
        is_partial: missing || unreadable.is_some(),
        notes: unreadable.into_iter().collect(),
    })
}

/// What all cases are told by.
struct Shift<'a> {
    options: &'a HandoverOptions,
    glossary: &'a Glossary,
    now: Wall,
    today: Date,
}

impl Shift<'_> {
    /// Every one of them: as it is now, or why that is not known.
    async fn fetch(
        &self,
        client: &Client,
        customers: &[CustomerKey],
        recorder: &mut Recorder,
    ) -> anyhow::Result<HashMap<CustomerKey, HandoverCase>> {
        let mut progress = Progress::start();
        let mut told = HashMap::new();
        let ids: Vec<CustomerId> = customers.iter().filter_map(|customer| customer.as_str().parse().ok()).collect();
        let (all, mut failures) = (ids.len(), HashMap::new());
        let take = async |id: CustomerId, answer: Result<Case, Failure>| {
            let Some(customer) = CustomerKey::of(&id) else { return anyhow::Ok(()) };
            match answer {
                Ok(case) => {
                    let beside = recorder.beside(&case, Wall::now()).await?;
                    told.extend(beside.map(|compared| (customer, self.case(case, compared))));
                }
                Err(failure) => drop(failures.insert(customer, failure)),
            }
            progress.say(&format!("{} of {all} looked at", told.len() + failures.len()));
            Ok(())
        };
        let read = details::read(client, ids, self.options.limits, take).await;
        read.map_err(|error: anyhow::Error| match error.downcast::<Failure>() {
            Ok(failure) => CommandError::from(failure).into(),
            Err(error) => error,
        })?;
        for customer in customers {
            if told.contains_key(customer) {
                continue;
            }
            // A look whose task died brought no answer at all.
            let failure = failures.remove(customer).unwrap_or_else(|| Failure::new(FailureKind::Panicked));
            let remembered = recorder.remembered(customer).await?;
            let id = customer.as_str().parse()?;
            let why = SafeText::line(failure.sentence().trim_end_matches('.'));
            told.insert(customer.clone(), self.told(id, Err(why), &remembered, &Names::default()));
        }
        Ok(told)
    }

    fn case(&self, case: Case, compared: Compared) -> HandoverCase {
        let Compared { remembered, names, mut pursuit, .. } = compared;
        let before = remembered.looked.as_ref().and_then(|looked| looked.digest.digest());
        let digest =
            Digest::of(&case, self.glossary, Look { at: Some(self.now), before: before.as_ref(), judged_by: None });
        pursuit.in_short = pursuit.in_short.on(&self.options.calendar, self.today);
        let (id, why) = (case.id.clone(), why(&case, self.glossary, self.now));
        self.told(id, Ok(Box::new(ReadCase { case, digest, pursuit, why })), &remembered, &names)
    }

    fn told(
        &self,
        customer: CustomerId,
        read: Result<Box<ReadCase>, SafeText>,
        remembered: &Remembered,
        names: &Names,
    ) -> HandoverCase {
        let Remembered { events, left_out, unreadable, .. } = remembered;
        let (recent, older): (Vec<&Event>, Vec<&Event>) =
            events.iter().partition(|event| event.at >= self.options.since);
        let is_entered = |event: &&&Event| !matches!(event.what, What::Look(_));
        let past: Vec<Past> = recent.iter().filter(is_entered).map(|event| event.told(names)).collect();
        // Older ones that are not read at all may be of this shift only where all that were read are.
        let unread = unreadable + if older.is_empty() { *left_out } else { 0 };
        let older_notes = older.iter().filter(|event| matches!(event.what, What::Note { .. })).count();
        HandoverCase { customer, read, past, older_notes, unread }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn since_is_a_time_ago_or_a_day() {
        let now: Wall = "2026-11-26T08:30:00Z".parse().unwrap();
        let at =
            |words: &str| Since::parse(words).map(|since| since.at(&Calendar::default(), now).map(|at| at.to_string()));
        for (words, expected) in [
            ("8h", "2026-11-26T00:30:00Z"),
            ("90m", "2026-11-26T07:00:00Z"),
            ("2d", "2026-11-24T08:30:00Z"),
            ("today", "2026-11-26T00:00:00Z"),
            ("yesterday", "2026-11-25T00:00:00Z"),
            ("2026-11-20", "2026-11-20T00:00:00Z"),
        ] {
            assert_eq!(at(words), Some(Ok(expected.to_owned())), "{words}");
        }
        for words in ["", "8", "-8h", "0h", "0d", "soon", "2026-13-01", "99999d", "tomorrow"] {
            assert_eq!(at(words), None, "{words}");
        }
        assert_eq!(at("2026-11-27"), Some(Err("this day is to come yet")));
    }
}
