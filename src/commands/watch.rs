//! `watch`: a line for each change, with its time.

use std::collections::HashMap;
use std::io::{self, Write};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::sleep;

use crate::api::Client;
use crate::catalogue;
use crate::domain::case::Case;
use crate::domain::change::{Change, How, Inventory};
use crate::domain::customer::CustomerStatus;
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::id::CustomerId;
use crate::domain::mask::{LEFT_OUT, Mask, Redactor, TextOrProse};
use crate::domain::phrase::Phrases;
use crate::domain::time::{Wall, to_second};

use crate::output::{Paper, SCHEMA};

use super::CommandError;
use super::stdout::{Reader, print, reader_left};

/// Longest wait after failures, unless the interval itself is longer.
const LONGEST_WAIT: Duration = Duration::from_mins(5);

/// How to watch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchOptions {
    /// Time between two looks at the same customer.
    pub interval: Duration,
    /// What ends it; without, only its user does.
    pub until: Option<Until>,
    /// Whether personal data is hidden.
    pub mask: Mask,
    /// How each change is printed.
    pub format: WatchFormat,
    /// What it is printed on.
    pub page: Paper,
}

/// How each change is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WatchFormat {
    /// A line for people.
    Text,
    /// A JSON object on a line of its own.
    Json,
}

/// What ends a watch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// Anything changed.
    Change,
    /// Every customer is approved.
    Approved,
    /// Every customer is approved or rejected.
    Decided,
}

impl Until {
    /// Whether a status is what is waited for. One that could not be read is nothing of the kind.
    fn is_reached(self, status: Option<CustomerStatus>) -> bool {
        match self {
            Self::Change => false,
            Self::Approved => status == Some(CustomerStatus::Approved),
            Self::Decided => matches!(status, Some(CustomerStatus::Approved | CustomerStatus::Rejected)),
        }
    }
}

/// How a watch ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// What was waited for has come, or nobody reads any longer.
    Done,
    /// Its user interrupted it.
    Interrupted,
}

/// Watches customers, and prints. A customer that cannot be had is named on standard error, and the others are watched on.
/// Failures that pass are told there, too, and the waits grow.
///
/// # Errors
/// Where the server fails before it brought anybody, or for a reason that does not pass; where no customer is left, or the
/// others are as was waited for; and where nothing can be printed.
pub async fn watch(client: &Client, ids: &[CustomerId], options: &WatchOptions) -> anyhow::Result<Ended> {
    let phrases = catalogue::glossary().phrases;
    let mut watch = Watch { client, options, phrases, known: HashMap::new(), missing: HashMap::new() };
    tokio::select! {
        ended = watch.run(ids) => ended,
        // Who waits for a change may have left long before there is one.
        () = reader_left() => Ok(Ended::Done),
        interrupted = tokio::signal::ctrl_c() => Ok(interrupted.map(|()| Ended::Interrupted)?),
    }
}

struct Watch<'a> {
    client: &'a Client,
    options: &'a WatchOptions,
    phrases: Phrases,
    known: HashMap<CustomerId, Known>,
    /// Those that are watched no longer, and why.
    missing: HashMap<CustomerId, Failure>,
}

/// A case as it was seen last.
struct Known {
    case: Case,
    /// What the next look is compared with: what could not be read is there as it could be read last.
    inventory: Inventory,
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
                return self.end(ids);
            }
            failures = if round.failed { failures + 1 } else { 0 };
            sleep(wait(self.options.interval, failures)).await;
        }
    }

    /// Looks at every customer; `failures` rounds before this one failed in a row.
    async fn round(&mut self, ids: &[CustomerId], failures: u32) -> anyhow::Result<Round> {
        let mut failed = false;
        for id in ids {
            if self.missing.contains_key(id) {
                continue;
            }
            let case = match self.client.case(id).await {
                Ok(case) => case,
                Err(failure) if is_about_one(&failure) => {
                    self.give_up(id, failure, ids)?;
                    continue;
                }
                // A server that brought somebody is the right one.
                Err(failure) if !self.known.is_empty() && failure.is_passing() => {
                    failed = true;
                    let (now, wait) = (to_second(Wall::now()), wait(self.options.interval, failures + 1).as_secs());
                    self.say(&format!("{now}  {id}  {failure}; next look in {wait} s"));
                    continue;
                }
                Err(failure) => return Err(CommandError::from(failure).into()),
            };
            if self.tell(id, case)? {
                return Ok(Round { is_last: true, failed });
            }
        }
        let is_reached =
            |until: Until| self.known.values().all(|known| until.is_reached(known.case.profile.known_status()));
        let is_last = !failed && self.options.until.is_some_and(is_reached);
        Ok(Round { is_last, failed })
    }

    /// Watches one customer no longer.
    ///
    /// # Errors
    /// Where no other is left.
    fn give_up(&mut self, id: &CustomerId, failure: Failure, ids: &[CustomerId]) -> anyhow::Result<()> {
        self.known.remove(id);
        let said = failure.to_string();
        self.missing.insert(id.clone(), failure.clone());
        if ids.iter().all(|id| self.missing.contains_key(id)) {
            let none = if ids.len() == 1 { id.to_string() } else { format!("no customer is left to watch: {id}") };
            return Err(anyhow::Error::from(CommandError::from(failure)).context(none));
        }
        self.say(&format!("{}  {id}  {said}; it is watched no longer", to_second(Wall::now())));
        Ok(())
    }

    /// Says something beside the changes. Where nobody reads it, the watch goes on all the same.
    fn say(&self, sentence: &str) {
        drop(writeln!(io::stderr(), "kyb-dash: {}", self.options.page.signs(sentence)));
    }

    /// How it ends where what was waited for has come, of those that are left.
    fn end(&self, ids: &[CustomerId]) -> anyhow::Result<Ended> {
        let missing = ids.iter().find_map(|id| Some((id, self.missing.get(id)?)));
        match missing {
            Some((id, failure)) if self.options.until != Some(Until::Change) => {
                Err(anyhow::Error::from(CommandError::from(failure.clone()))
                    .context(format!("what was waited for has come for all but {id}")))
            }
            _ => Ok(Ended::Done),
        }
    }

    /// Prints what changed since the last look. Returns whether that ends the watch.
    fn tell(&mut self, id: &CustomerId, case: Case) -> anyhow::Result<bool> {
        let now = Inventory::of(&case);
        let Some(before) = self.known.remove(id) else {
            self.known.insert(id.clone(), Known { case, inventory: now });
            return Ok(false);
        };
        let changes = before.inventory.changes(&now);
        let teller = Teller {
            old: Redactor::under(&before.case, &self.phrases, self.options.mask),
            new: Redactor::under(&case, &self.phrases, self.options.mask),
            options: self.options,
        };
        self.known.insert(id.clone(), Known { case, inventory: now.filled_from(&before.inventory) });
        let at = Wall::now();
        for change in &changes {
            if print(&teller.line(id, at, change))? == Reader::Gone {
                return Ok(true);
            }
        }
        // What could not be read is no change of the case.
        let has_changed = changes.iter().any(|change| change.how.is_of_the_case());
        Ok(self.options.until == Some(Until::Change) && has_changed)
    }
}

/// Whether another customer may be had all the same, and asking for this one again brings nothing else.
const fn is_about_one(failure: &Failure) -> bool {
    use FailureKind as K;
    matches!(failure.kind, K::NotFound | K::NotUnderstood | K::TooLarge | K::WrongCustomer)
}

/// The interval, doubled for each failure in a row, up to a bound.
fn wait(interval: Duration, failures: u32) -> Duration {
    interval.saturating_mul(2_u32.saturating_pow(failures)).min(LONGEST_WAIT.max(interval))
}

/// Says what changed, as the mask allows.
struct Teller<'a> {
    old: Redactor,
    new: Redactor,
    options: &'a WatchOptions,
}

impl Teller<'_> {
    fn line(&self, id: &CustomerId, at: Wall, change: &Change) -> String {
        let name = self.new.text(&self.old.text(&change.item.words())).to_string();
        match self.options.format {
            WatchFormat::Text => {
                let page = self.options.page;
                page.signs(&format!("{}  {id}  {}\n", to_second(at), self.words(&name, change)))
            }
            WatchFormat::Json => {
                let mut object = json!({
                    "schema": SCHEMA, "at": at.to_string(), "customer_id": id.as_str(),
                    "change": change.code(), "item": name,
                });
                if let Some((before, after)) = self.values(change) {
                    object["before"] = before.map_or_else(withheld, Value::from);
                    object["after"] = after.map_or_else(withheld, Value::from);
                }
                format!("{object}\n")
            }
        }
    }

    fn words(&self, name: &str, change: &Change) -> String {
        match (self.values(change), change.verb()) {
            (Some((None, None)), _) => format!("{name}: changed {LEFT_OUT}"),
            (Some((before, after)), _) => {
                let [before, after] = [before, after].map(|value| value.unwrap_or_else(|| LEFT_OUT.to_owned()));
                format!("{name}: {before} → {after}")
            }
            (None, verb) => format!("{}: {name}", verb.unwrap_or_default()),
        }
    }

    /// Both values of what was altered, each where it is shown.
    fn values(&self, change: &Change) -> Option<(Option<String>, Option<String>)> {
        let How::Altered { before, after } = &change.how else { return None };
        let shown =
            |redactor: &Redactor, told: &TextOrProse| told.shown(redactor).map(|text| text.on_one_line().to_string());
        Some((shown(&self.old, before), shown(&self.new, after)))
    }
}

fn withheld() -> Value {
    json!({"withheld": "mask"})
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
