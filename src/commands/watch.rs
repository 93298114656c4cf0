//! `watch`: a line for each change, with its time.

use std::collections::HashMap;
use std::io::{self, Write};
use std::time::Duration;

use tokio::time::sleep;

use crate::api::Client;
use crate::domain::case::Case;
use crate::domain::change::{Change, How, changes};
use crate::domain::customer::CustomerStatus;
use crate::domain::id::CustomerId;
use crate::domain::mask::{Cover, Mask};
use crate::domain::time::{Wall, to_second};

use super::CommandError;
use super::stdout::{Reader, print};

/// Longest wait after failures, unless the interval itself is longer.
const LONGEST_WAIT: Duration = Duration::from_secs(300);

/// How to watch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchOptions {
    /// Time between two looks at the same customer.
    pub interval: Duration,
    /// What ends it; without, only its user does.
    pub until: Option<Until>,
    /// Whether personal data is hidden.
    pub mask: Mask,
}

/// What ends a watch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// Anything changed.
    Change,
    /// Every customer is approved.
    Approved,
}

/// How a watch ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// What was waited for has come, or nobody reads any longer.
    Done,
    /// Its user interrupted it.
    Interrupted,
}

/// Watches customers, and prints.
///
/// # Errors
/// Where a first look fails, where a later one fails for a reason that does not pass, and where nothing can be printed.
/// Other failures are told on standard error, and the waits grow.
pub async fn watch(client: &Client, ids: &[CustomerId], options: &WatchOptions) -> anyhow::Result<Ended> {
    let mut watch = Watch { client, options, known: HashMap::new() };
    tokio::select! {
        ended = watch.run(ids) => ended,
        interrupted = tokio::signal::ctrl_c() => Ok(interrupted.map(|()| Ended::Interrupted)?),
    }
}

struct Watch<'a> {
    client: &'a Client,
    options: &'a WatchOptions,
    /// Each case as it was seen last.
    known: HashMap<CustomerId, Case>,
}

/// What one look at every customer brought.
struct Round {
    is_last: bool,
    /// Whether some customer could not be looked at.
    failed: bool,
}

impl Watch<'_> {
    async fn run(&mut self, ids: &[CustomerId]) -> anyhow::Result<Ended> {
        let mut failures = 0;
        loop {
            let round = self.round(ids, failures).await?;
            if round.is_last {
                return Ok(Ended::Done);
            }
            failures = if round.failed { failures + 1 } else { 0 };
            sleep(wait(self.options.interval, failures)).await;
        }
    }

    /// Looks at every customer; `failures` rounds before this one failed in a row.
    async fn round(&mut self, ids: &[CustomerId], failures: u32) -> anyhow::Result<Round> {
        let mut failed = false;
        for id in ids {
            let case = match self.client.case(id).await {
                Ok(case) => case,
                Err(failure) if self.known.contains_key(id) && failure.is_passing() => {
                    failed = true;
                    let (now, wait) = (to_second(Wall::now()), wait(self.options.interval, failures + 1).as_secs());
                    // Where nobody reads this, the watch goes on all the same.
                    drop(writeln!(io::stderr(), "kyb-dash: {now}  {id}  {failure}; next look in {wait} s"));
                    continue;
                }
                Err(failure) => return Err(CommandError::from(failure).into()),
            };
            if self.tell(id, case)? {
                return Ok(Round { is_last: true, failed });
            }
        }
        let approved = |case: &Case| case.profile.known_status() == Some(CustomerStatus::Approved);
        let is_last = self.options.until == Some(Until::Approved) && !failed && self.known.values().all(approved);
        Ok(Round { is_last, failed })
    }

    /// Prints what changed since the last look. Returns whether that ends the watch.
    fn tell(&mut self, id: &CustomerId, case: Case) -> io::Result<bool> {
        let lines = self.known.get(id).map_or_else(Vec::new, |before| lines(before, &case, self.options.mask));
        self.known.insert(id.clone(), case);
        let now = to_second(Wall::now());
        for line in &lines {
            if print(&format!("{now}  {id}  {line}\n"))? == Reader::Gone {
                return Ok(true);
            }
        }
        Ok(self.options.until == Some(Until::Change) && !lines.is_empty())
    }
}

/// The interval, doubled for each failure in a row, up to a bound.
fn wait(interval: Duration, failures: u32) -> Duration {
    interval.saturating_mul(2_u32.saturating_pow(failures)).min(LONGEST_WAIT.max(interval))
}

fn lines(before: &Case, after: &Case, mask: Mask) -> Vec<String> {
    let (old, new) = (Cover::under(before, mask), Cover::under(after, mask));
    changes(before, after).iter().map(|change| line(change, &old, &new)).collect()
}

fn line(change: &Change, old: &Cover, new: &Cover) -> String {
    let name = new.text(&old.text(&change.item.words()));
    match (&change.how, change.verb()) {
        (How::Altered { before, after }, _) => {
            format!("{name}: {} → {}", old.text(before).on_one_line(), new.text(after).on_one_line())
        }
        (_, verb) => format!("{}: {name}", verb.unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_up_to_a_bound_and_never_shrink_below_the_interval() {
        let seconds = Duration::from_secs;
        let table = [(30, 0, 30), (30, 1, 60), (30, 3, 240), (30, 4, 300), (30, 99, 300), (900, 2, 900)];
        for (interval, failures, expected) in table {
            assert_eq!(wait(seconds(interval), failures), seconds(expected), "{interval} {failures}");
        }
    }
}
