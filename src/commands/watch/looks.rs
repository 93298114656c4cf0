//! What was seen of customers last, and how a new look is told.

use std::collections::HashMap;
use std::io::{self, Write};

use crate::catalogue;
use crate::commands::kept::Recorder;
use crate::commands::stdout::{Reader, print};
use crate::domain::case::Case;
use crate::domain::change::{Change, Inventory};
use crate::domain::id::CustomerId;
use crate::domain::mask::Redactor;
use crate::domain::phrase::Phrases;
use crate::domain::time::Wall;

use super::options::{Until, WatchOptions};
use super::teller::Teller;

/// The last look at each customer.
pub(super) struct Looks<'a> {
    pub(super) options: &'a WatchOptions,
    phrases: Phrases,
    known: HashMap<CustomerId, Known>,
    recorder: &'a mut Recorder,
}

/// Where a look was taken. What the list does not tell is no change, so that looks of two kinds are not compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// A row of the list.
    List,
    /// The details.
    Details,
}

/// A case as it was seen last.
struct Known {
    source: Source,
    case: Case,
    /// What the next look is compared with: what could not be read is there as it could be read last.
    inventory: Inventory,
}

impl<'a> Looks<'a> {
    pub(super) fn new(options: &'a WatchOptions, recorder: &'a mut Recorder) -> Self {
        Self { options, phrases: catalogue::glossary().phrases, known: HashMap::new(), recorder }
    }

    /// Keeps what was looked at, where something is kept.
    pub(super) async fn keep(&mut self) {
        self.recorder.write().await;
    }

    pub(super) fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    pub(super) fn forget(&mut self, id: &CustomerId) {
        self.known.remove(id);
    }

    /// Where the last look at a customer was taken.
    pub(super) fn source(&self, id: &CustomerId) -> Option<Source> {
        self.known.get(id).map(|known| known.source)
    }

    /// Whether all customers are as was waited for. Of nobody that cannot be said.
    pub(super) fn have_reached(&self, until: Until) -> bool {
        !self.known.is_empty() && self.known.values().all(|known| until.is_reached(known.case.profile.known_status()))
    }

    /// Prints what changed since the last look, of this run or an earlier one. Returns whether that ends the watch.
    pub(super) async fn tell(&mut self, id: &CustomerId, case: Case, source: Source) -> anyhow::Result<bool> {
        let at = Wall::now();
        let earlier = match source {
            Source::Details => self.recorder.compare(&case, at).await,
            Source::List => None,
        };
        let now = Inventory::of(&case);
        let redactor = |case: &Case| Redactor::under(case, &self.phrases, self.options.mask);
        let new = redactor(&case);
        let Some(before) = self.known.remove(id).filter(|before| before.source == source) else {
            let (since, changes) = earlier.map_or((None, Vec::new()), |earlier| (Some(earlier.at), earlier.changes));
            let teller = Teller { old: redactor(&case), new, options: self.options, since };
            self.known.insert(id.clone(), Known { source, case, inventory: now });
            return self.print(&teller, (id, at), &changes);
        };
        let changes = before.inventory.changes(&now);
        let teller = Teller { old: redactor(&before.case), new, options: self.options, since: None };
        self.known.insert(id.clone(), Known { source, case, inventory: now.filled_from(&before.inventory) });
        self.print(&teller, (id, at), &changes)
    }

    fn print(&self, teller: &Teller<'_>, (id, at): (&CustomerId, Wall), changes: &[Change]) -> anyhow::Result<bool> {
        for change in changes {
            if print(&teller.line(id, at, change))? == Reader::Gone {
                return Ok(true);
            }
        }
        // What could not be read is no change of the case.
        let has_changed = changes.iter().any(|change| change.how.is_of_the_case());
        Ok(self.options.until == Some(Until::Change) && has_changed)
    }

    /// Says something beside the changes. Where nobody reads it, the watch goes on all the same.
    pub(super) fn say(&self, sentence: &str) {
        drop(writeln!(io::stderr(), "kyb-dash: {}", self.options.page.signs(sentence)));
    }
}
