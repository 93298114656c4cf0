//! Reads all customers of a list and their details, as `list` and `report` tell of them.

use crate::api::{Client, ListKind, Page};
use crate::domain::case::Case;
use crate::domain::completeness::Completeness;
use crate::domain::customer::CustomerRow;
use crate::domain::digest::Digest;
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::id::CustomerId;
use crate::domain::pace::Limits;
use crate::domain::time::Wall;
use crate::domain::wording::counted;

use super::CommandError;
use super::details::{self, urgency};
use super::kept::Recorder;
use super::progress::Progress;

/// The rows of a list that are wanted.
pub(super) struct Listing {
    pub(super) rows: Vec<CustomerRow>,
    /// What could not be taken as it stood, outside of rows.
    pub(super) notes: Vec<String>,
    pub(super) completeness: Completeness,
}

/// Walks the whole list.
///
/// # Errors
/// Where a page cannot be had.
pub(super) async fn listing(
    client: &Client,
    kind: ListKind,
    is_wanted: impl Fn(&CustomerRow) -> bool,
    progress: &mut Progress,
) -> Result<Listing, CommandError> {
    let (mut rows, mut notes, mut seen) = (Vec::new(), Vec::new(), 0);
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
        rows.extend(page.rows.into_iter().filter(&is_wanted));
    };
    let completeness = client.list(kind, take).await?;
    Ok(Listing { rows, notes, completeness })
}

/// How many details were read.
#[derive(Default)]
pub(super) struct DetailsRead {
    asked: usize,
    read: usize,
    /// How many were not asked for, as there may be no more requests.
    left_out: usize,
    last_failure: Option<Failure>,
}

impl DetailsRead {
    /// Whether some of them are missing.
    pub(super) const fn is_short(&self) -> bool {
        self.failed() + self.left_out > 0
    }

    const fn failed(&self) -> usize {
        self.asked - self.read
    }

    /// What is missing, and what follows from it.
    pub(super) fn notes(&self, so: &str) -> Vec<String> {
        let failed = self.last_failure.as_ref().map(|failure| {
            let (failed, asked) = (self.failed(), self.asked);
            format!("the details of {failed} of {asked} could not be read{so} ({failure}); try again")
        });
        let left_out = (self.left_out > 0).then(|| {
            let (left_out, all) = (self.left_out, self.asked + self.left_out);
            format!("the details of {left_out} of {all} were not read{so}; raise --max-details")
        });
        failed.into_iter().chain(left_out).collect()
    }
}

/// A case that was read just now.
pub(super) struct JustRead<'a> {
    pub(super) case: &'a Case,
    pub(super) at: Wall,
    /// How the look before it showed the case, where that is remembered.
    pub(super) before: Option<&'a Digest>,
}

/// Reads the details of customers, the most urgent first, of so many `at_most`, and keeps these looks.
///
/// # Errors
/// A failure that every other look would meet, too.
pub(super) async fn read_details(
    client: &Client,
    rows: &[CustomerRow],
    (limits, at_most): (Limits, Option<usize>),
    (recorder, progress): (&mut Recorder, &mut Progress),
    mut take: impl FnMut(CustomerId, JustRead<'_>),
) -> Result<DetailsRead, CommandError> {
    let mut urgent: Vec<&CustomerRow> = rows.iter().filter(|row| row.key.id().is_some()).collect();
    urgent.sort_by_key(|row| urgency(row));
    let left_out = at_most.map_or(0, |most| urgent.len().saturating_sub(most));
    urgent.truncate(urgent.len() - left_out);
    let ids: Vec<CustomerId> = urgent.iter().filter_map(|row| row.key.id().cloned()).collect();
    let mut details = DetailsRead { asked: ids.len(), left_out, ..DetailsRead::default() };
    let mut looked_at = 0;
    let each = async |id: CustomerId, answer: Result<Case, Failure>| {
        match answer {
            Ok(case) => {
                let at = Wall::now();
                let before = recorder.look(&case, at).await;
                take(id, JustRead { case: &case, at, before: before.as_ref() });
                details.read += 1;
            }
            Err(failure) => details.last_failure = Some(failure),
        }
        looked_at += 1;
        progress.say(&format!("{looked_at} of {} looked at", details.asked));
        Ok::<(), CommandError>(())
    };
    details::read(client, ids, limits, each).await?;
    if details.failed() > 0 {
        details.last_failure.get_or_insert(Failure::new(FailureKind::Panicked));
    }
    Ok(details)
}
