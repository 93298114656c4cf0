//! What is remembered of the customers of a list: which of them differ from what their reader has seen in the dashboard, and
//! what became of the requests that went out.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::commands::kept::{Recorder, nothing_remembered};
use crate::domain::calendar::Calendar;
use crate::domain::customer::CustomerRow;
use crate::domain::digest::Digest;
use crate::domain::follow_up::FollowUp;
use crate::domain::imprint::CustomerKey;
use crate::domain::time::{Timestamp, Wall};
use crate::domain::wording::counted;

/// What is remembered of the rows.
#[derive(Default)]
pub(super) struct Seen {
    /// `None` where nothing is remembered of anybody.
    rows: Option<HashMap<CustomerKey, SeenRow>>,
    follow_ups: HashMap<CustomerKey, FollowUp>,
    unreadable: usize,
    trouble: Option<String>,
}

struct SeenRow {
    looked_at: Wall,
    digest: Option<Digest>,
    /// Whether the last look differs from what was seen; `None` where the reader never looked.
    differs: Option<bool>,
}

impl Seen {
    /// What is remembered, as it stands on a day. Where a flag `needs` it, there has to be something.
    pub(super) async fn of(
        recorder: &mut Recorder,
        needs: Option<&str>,
        (calendar, today): (&Calendar, Date),
    ) -> anyhow::Result<Self> {
        let recalled = match (recorder.recall().await, needs) {
            (Ok(Some(recalled)), _) => recalled,
            (Ok(None), Some(flag)) => return Err(nothing_remembered(flag)),
            (Err(refusal), Some(_)) => return Err(refusal.into()),
            (Ok(None), None) => return Ok(Self::default()),
            (Err(refusal), None) => {
                let trouble = format!("what was sent and noted could not be read: {refusal}");
                return Ok(Self { trouble: Some(trouble), ..Self::default() });
            }
        };
        let rows = recalled.rows.into_iter().map(|row| {
            let (looked_at, digest) = (row.looked_at, row.digest.digest());
            (row.customer, SeenRow { looked_at, digest, differs: row.differs_from_seen })
        });
        let follow_ups = recalled.follow_ups.into_iter().filter(|(_, follow_up)| !follow_up.is_empty());
        Ok(Self {
            rows: Some(rows.collect()),
            follow_ups: follow_ups.map(|(customer, it)| (customer, it.on(calendar, today))).collect(),
            unreadable: recalled.unreadable,
            trouble: None,
        })
    }

    pub(super) const fn is_known(&self) -> bool {
        self.rows.is_some()
    }

    /// What could not be read though nobody asked for it: without it, somebody else seems to have to act.
    pub(super) fn trouble(&self) -> Option<String> {
        self.trouble.clone()
    }

    /// What became of the requests that went out.
    pub(super) fn follow_up(&self, row: &CustomerRow) -> Option<&FollowUp> {
        self.follow_ups.get(&row.key.id().and_then(CustomerKey::of)?)
    }

    /// The case of a row in numbers as it was looked at last, unless the list says that it moved since.
    pub(super) fn digest(&self, row: &CustomerRow) -> Option<&Digest> {
        let seen = self.row(row).filter(|seen| !seen.has_moved(row))?;
        seen.digest.as_ref()
    }

    /// Whether a row of the list differs from what was seen; `None` where nobody can tell.
    pub(super) fn has_changed(&self, row: &CustomerRow) -> Option<bool> {
        let seen = self.row(row)?;
        seen.differs.map(|differs| differs || seen.has_moved(row))
    }

    fn row(&self, row: &CustomerRow) -> Option<&SeenRow> {
        self.rows.as_ref()?.get(&row.key.id().and_then(CustomerKey::of)?)
    }

    /// What whoever asks for changes must know of those that are left out.
    pub(super) fn notes(&self, unknown: usize) -> Vec<String> {
        let unseen = (unknown > 0).then(|| {
            let customers = counted(unknown, "customer is", "customers are");
            format!("{customers} left out, as nobody has looked at them in the dashboard yet")
        });
        let unreadable = (self.unreadable > 0).then(|| {
            let customers = counted(self.unreadable, "customer", "customers");
            format!("what is remembered of {customers} could not be read; looked at again, they are remembered anew")
        });
        unseen.into_iter().chain(unreadable).collect()
    }
}

impl SeenRow {
    /// Whether the list says that the customer moved since the last look.
    fn has_moved(&self, row: &CustomerRow) -> bool {
        let is_newer = row.profile.updated_at.given().and_then(Timestamp::at).is_some_and(|at| at > self.looked_at);
        let status = self.digest.as_ref().and_then(|digest| digest.status);
        let is_another = match (row.profile.known_status(), status) {
            (Some(now), Some(then)) => now != then,
            // What cannot be read is no change.
            _ => false,
        };
        is_newer || is_another
    }
}
