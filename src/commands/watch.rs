//! `watch`: a line for each change, with its time.

mod looks;
mod options;
mod queue;
mod teller;

use std::collections::HashMap;

use tokio::time::sleep;

use crate::api::Client;
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::id::CustomerId;
use crate::domain::time::{Wall, to_second};

use self::looks::{Looks, Source};
use self::options::wait;
pub use self::options::{Ended, Until, WatchFormat, WatchOptions};
use self::queue::QueueWatch;
pub use self::queue::WatchedQueue;
use super::CommandError;
use super::kept::Recorder;
use super::short_id::Meant;
use super::stdout::reader_left;

/// Whom to watch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Watched {
    /// These customers.
    Customers(Vec<Meant>),
    /// Everybody in the list.
    Queue(WatchedQueue),
}

/// Watches customers, and prints. Where something is kept of earlier runs, the first look at each is compared with that, and
/// every look is kept. A customer that cannot be had is named on standard error, and the others are watched on.
/// Failures that pass are told there, too, and the waits grow.
///
/// # Errors
/// Where the server fails before it brought anybody, or for a reason that does not pass; where no customer is left, or the
/// others are as was waited for; and where nothing can be printed.
pub async fn watch(
    client: &Client,
    watched: &Watched,
    options: &WatchOptions,
    recorder: &mut Recorder,
) -> anyhow::Result<Ended> {
    let run = async {
        let looks = Looks::new(options, recorder);
        match watched {
            Watched::Customers(customers) => Watch { client, looks, missing: HashMap::new() }.run(customers).await,
            Watched::Queue(queue) => QueueWatch::new(client, *queue, looks).run().await,
        }
    };
    tokio::select! {
        ended = run => ended,
        // Who waits for a change may have left long before there is one.
        () = reader_left() => Ok(Ended::Done),
        interrupted = tokio::signal::ctrl_c() => Ok(interrupted.map(|()| Ended::Interrupted)?),
    }
}

struct Watch<'a> {
    client: &'a Client,
    looks: Looks<'a>,
    /// Those that are watched no longer, and why.
    missing: HashMap<CustomerId, Failure>,
}

/// What one look at every customer brought.
struct Round {
    is_last: bool,
    /// Whether some customer could not be looked at.
    failed: bool,
}

impl Watch<'_> {
    async fn run(&mut self, customers: &[Meant]) -> anyhow::Result<Ended> {
        let mut failures = 0;
        loop {
            let round = self.round(customers, failures).await?;
            self.looks.keep().await;
            if round.is_last {
                return self.end(customers);
            }
            failures = if round.failed { failures + 1 } else { 0 };
            sleep(wait(self.looks.options.interval, failures)).await;
        }
    }

    /// Looks at every customer; `failures` rounds before this one failed in a row.
    async fn round(&mut self, customers: &[Meant], failures: u32) -> anyhow::Result<Round> {
        let mut failed = false;
        for meant in customers {
            let id = &meant.id;
            if self.missing.contains_key(id) {
                continue;
            }
            let case = match self.client.case(id).await {
                Ok(case) => case,
                Err(failure) if is_about_one(&failure) => {
                    self.give_up(meant, failure, customers)?;
                    continue;
                }
                // A server that brought somebody is the right one.
                Err(failure) if !self.looks.is_empty() && failure.is_passing() => {
                    failed = true;
                    let wait = wait(self.looks.options.interval, failures + 1).as_secs();
                    self.looks.say(&format!("{}  {id}  {failure}; next look in {wait} s", to_second(Wall::now())));
                    continue;
                }
                Err(failure) => return Err(CommandError::from(failure).into()),
            };
            if self.looks.tell(id, case, Source::Details).await? {
                return Ok(Round { is_last: true, failed });
            }
        }
        let is_reached = |until: Until| self.looks.have_reached(until);
        let is_last = !failed && self.looks.options.until.is_some_and(is_reached);
        Ok(Round { is_last, failed })
    }

    /// Watches one customer no longer.
    ///
    /// # Errors
    /// Where no other is left.
    fn give_up(&mut self, meant: &Meant, failure: Failure, customers: &[Meant]) -> anyhow::Result<()> {
        let id = &meant.id;
        let was_known = self.looks.source(id).is_some();
        self.looks.forget(id);
        let said = failure.to_string();
        self.missing.insert(id.clone(), failure.clone());
        if customers.iter().all(|one| self.missing.contains_key(&one.id)) {
            let none =
                if customers.len() == 1 { id.to_string() } else { format!("no customer is left to watch: {id}") };
            let error = if was_known { failure.into() } else { meant.unanswered(failure) };
            return Err(anyhow::Error::from(error).context(none));
        }
        self.looks.say(&format!("{}  {id}  {said}; it is watched no longer", to_second(Wall::now())));
        Ok(())
    }

    /// How it ends where what was waited for has come, of those that are left.
    fn end(&self, customers: &[Meant]) -> anyhow::Result<Ended> {
        let missing = customers.iter().find_map(|one| Some((&one.id, self.missing.get(&one.id)?)));
        match missing {
            Some((id, failure)) if self.looks.options.until != Some(Until::Change) => {
                Err(anyhow::Error::from(CommandError::from(failure.clone()))
                    .context(format!("what was waited for has come for all but {id}")))
            }
            _ => Ok(Ended::Done),
        }
    }
}

/// Whether another customer may be had all the same, and asking for this one again brings nothing else.
const fn is_about_one(failure: &Failure) -> bool {
    use FailureKind as K;
    matches!(failure.kind, K::NotFound | K::NotUnderstood | K::TooLarge | K::WrongCustomer)
}
