//! Watches the whole queue: who is in the list, and the details of everybody.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use tokio::time::sleep;

use crate::api::{Client, ListKind};
use crate::commands::details::{self, urgency};
use crate::commands::error::CommandError;
use crate::commands::stdout::{Reader, print};
use crate::domain::case::Case;
use crate::domain::completeness::{Completeness, Shortfall};
use crate::domain::customer::CustomerRow;
use crate::domain::fact::Fact;
use crate::domain::failure::Failure;
use crate::domain::id::CustomerId;
use crate::domain::pace::Limits;

use super::looks::{Looks, Source};
use super::options::{Ended, Until, wait};
use super::teller::InList;

/// What is watched of the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WatchedQueue {
    /// The type to list.
    pub kind: ListKind,
    /// What is fetched at most; of these, not how often in all, as it was asked for.
    pub limits: Limits,
    /// How many details are read at most in each look.
    pub max_details: Option<usize>,
}

pub(super) struct QueueWatch<'a> {
    client: &'a Client,
    queue: WatchedQueue,
    looks: Looks<'a>,
    listed: HashMap<CustomerId, Listed>,
    /// Whether some list held everybody: else who comes later need not be new.
    was_whole: bool,
    /// Counts the looks at the queue.
    look: u64,
    /// What was said last beside the changes: it is not said again with every look.
    said: Option<String>,
}

/// A customer of the list.
struct Listed {
    row: CustomerRow,
    /// Whether the last whole list lacked it. Customers move while a list is read, so that one alone proves nothing.
    is_lacked: bool,
    /// Whether the list tells of a change that the details have not told yet.
    is_due: bool,
    /// The look in which its details were asked for last.
    asked_in: u64,
}

/// Why the reading of details ends before its end.
enum Stop {
    /// The watch is over.
    Over,
    Failed(anyhow::Error),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failed(CommandError::from(failure).into())
    }
}

/// What one look at the queue brought.
struct Round {
    is_last: bool,
    /// Whether nothing could be read of it.
    failed: bool,
}

impl<'a> QueueWatch<'a> {
    pub(super) fn new(client: &'a Client, queue: WatchedQueue, looks: Looks<'a>) -> Self {
        Self { client, queue, looks, listed: HashMap::new(), was_whole: false, look: 0, said: None }
    }

    pub(super) async fn run(&mut self) -> anyhow::Result<Ended> {
        let mut failures = 0;
        loop {
            let round = self.round().await?;
            self.looks.keep().await;
            if round.is_last {
                return Ok(Ended::Done);
            }
            failures = if round.failed { failures + 1 } else { 0 };
            sleep(wait(self.looks.options.interval, failures)).await;
        }
    }

    async fn round(&mut self) -> anyhow::Result<Round> {
        self.look += 1;
        let mut rows = Vec::new();
        let completeness = match self.client.list(self.queue.kind, |page| rows.extend(page.rows)).await {
            Ok(completeness) => completeness,
            // A server that brought a list is the right one.
            Err(failure) if self.look > 1 && failure.is_passing() => {
                self.say_once(Some(format!("the list could not be read ({failure}); it is tried again")));
                return Ok(Round { is_last: false, failed: true });
            }
            Err(failure) => return Err(CommandError::from(failure).into()),
        };
        let mut said: Vec<String> = completeness.shortfall().map(Shortfall::sentence).into_iter().collect();
        if self.take_list(rows, &completeness).await? {
            return Ok(Round { is_last: true, failed: false });
        }
        let ids = self.due();
        let asked = ids.len();
        let (failed, is_over) = self.read(ids).await?;
        if is_over {
            return Ok(Round { is_last: true, failed: false });
        }
        if let Some((count, failure)) = &failed {
            said.push(format!("the details of {count} of {asked} could not be read ({failure})"));
        }
        self.say_once((!said.is_empty()).then(|| format!("{}; it is tried again", said.join("; "))));
        let count = failed.as_ref().map_or(0, |(count, _)| *count);
        let is_whole = completeness.is_whole() && count == 0;
        let is_last = is_whole && self.looks.options.until.is_some_and(|until| self.looks.have_reached(until));
        Ok(Round { is_last, failed: asked > 0 && count == asked })
    }

    /// Says something beside the changes, unless it was what was said last.
    fn say_once(&mut self, sentence: Option<String>) {
        if let Some(sentence) = sentence.as_ref().filter(|sentence| self.said.as_ref() != Some(sentence)) {
            self.looks.say(sentence);
        }
        self.said = sentence;
    }

    /// Tells who came and who is gone. Returns whether that ends the watch.
    async fn take_list(&mut self, rows: Vec<CustomerRow>, completeness: &Completeness) -> anyhow::Result<bool> {
        let mut met = HashSet::new();
        for row in rows {
            let Some(id) = row.key.id().cloned() else { continue };
            met.insert(id.clone());
            let is_due = match self.listed.get(&id) {
                Some(known) => known.is_due || known.row.profile != row.profile,
                None if self.was_whole && self.tell_of_list(&id, &row, InList::Appeared)? => return Ok(true),
                None => true,
            };
            // Where its details are known, these tell what changed.
            if self.looks.source(&id) != Some(Source::Details)
                && self.looks.tell(&id, as_listed(&id, &row), Source::List).await?
            {
                return Ok(true);
            }
            let asked_in = self.listed.get(&id).map_or(0, |known| known.asked_in);
            self.listed.insert(id, Listed { row, is_lacked: false, is_due, asked_in });
        }
        if !completeness.is_whole() {
            return Ok(false);
        }
        self.was_whole = true;
        let mut gone = Vec::new();
        for (id, listed) in self.listed.iter_mut().filter(|(id, _)| !met.contains(*id)) {
            if std::mem::replace(&mut listed.is_lacked, true) {
                gone.push(id.clone());
            }
        }
        gone.sort();
        for id in gone {
            self.looks.forget(&id);
            let Some(listed) = self.listed.remove(&id) else { continue };
            if self.tell_of_list(&id, &listed.row, InList::Vanished)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn tell_of_list(&self, id: &CustomerId, row: &CustomerRow, what: InList) -> anyhow::Result<bool> {
        let reader = print(&what.line(id, row, self.looks.options))?;
        Ok(reader == Reader::Gone || self.looks.options.until == Some(Until::Change))
    }

    /// Whose details are read in this look: of whom the list tells a change, then whose were read longest ago, then who
    /// needs us by their status.
    fn due(&mut self) -> Vec<CustomerId> {
        let mut ids: Vec<_> = self.listed.iter().filter(|(_, listed)| !listed.is_lacked).collect();
        ids.sort_by_key(|(id, listed)| (Reverse(listed.is_due), listed.asked_in, urgency(&listed.row), (*id).clone()));
        let most = self.queue.max_details.unwrap_or(ids.len());
        let ids: Vec<CustomerId> = ids.into_iter().take(most).map(|(id, _)| id.clone()).collect();
        for id in &ids {
            if let Some(listed) = self.listed.get_mut(id) {
                listed.asked_in = self.look;
            }
        }
        ids
    }

    /// Reads details and tells what changed. Returns how many could not be read, and whether that ends the watch.
    async fn read(&mut self, ids: Vec<CustomerId>) -> anyhow::Result<(Option<(usize, Failure)>, bool)> {
        let mut failed: Option<(usize, Failure)> = None;
        let Self { looks, listed, .. } = self;
        let take = async |id: CustomerId, answer: Result<Case, Failure>| {
            match answer {
                Ok(case) => {
                    if let Some(listed) = listed.get_mut(&id) {
                        listed.is_due = false;
                    }
                    if looks.tell(&id, case, Source::Details).await.map_err(Stop::Failed)? {
                        return Err(Stop::Over);
                    }
                }
                Err(failure) => failed = Some((failed.as_ref().map_or(1, |(count, _)| count + 1), failure)),
            }
            Ok(())
        };
        match details::read(self.client, ids, self.queue.limits, take).await {
            Ok(()) => Ok((failed, false)),
            Err(Stop::Over) => Ok((failed, true)),
            Err(Stop::Failed(error)) => Err(error),
        }
    }
}

/// A case of which only the list was seen.
fn as_listed(id: &CustomerId, row: &CustomerRow) -> Case {
    Case {
        id: id.clone(),
        profile: row.profile.clone(),
        details: row.details.clone(),
        verification_type: Fact::Missing,
        last_status_updated_at: Fact::Missing,
        parties: Fact::Missing,
        rejection: Fact::Missing,
        requests: Fact::Missing,
        other: row.other.clone(),
        problems: row.problems.clone(),
        strays: Vec::new(),
        export: None,
    }
}
