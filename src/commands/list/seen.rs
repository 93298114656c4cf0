//! Which customers differ from what their reader has seen of them in the dashboard, as far as that is remembered.

use std::collections::HashMap;

use crate::commands::kept::Recorder;
use crate::domain::customer::{CustomerRow, CustomerStatus};
use crate::domain::imprint::CustomerKey;
use crate::domain::time::{Timestamp, Wall};
use crate::domain::wording::counted;

/// What is remembered of the rows.
#[derive(Default)]
pub(super) struct Seen {
    /// `None` where nothing is remembered of anybody, or nobody asked.
    rows: Option<HashMap<CustomerKey, SeenRow>>,
    unreadable: usize,
}

struct SeenRow {
    looked_at: Wall,
    status: Option<CustomerStatus>,
    /// Whether the last look differs from what was seen; `None` where the reader never looked.
    differs: Option<bool>,
}

impl Seen {
    /// What is remembered: where it is asked for (`changed`) there has to be something, and where there is a place for it
    /// (`has_place`) it is told if it is there.
    pub(super) async fn of(recorder: &mut Recorder, changed: bool, has_place: bool) -> anyhow::Result<Self> {
        if !changed && !has_place {
            recorder.write().await;
            return Ok(Self::default());
        }
        let recalled = match recorder.recall().await {
            Ok(Some(recalled)) => recalled,
            Ok(None) if changed => anyhow::bail!(
                "--changed needs what the dashboard remembers, and nothing is remembered here yet; open the dashboard once"
            ),
            Err(refusal) if changed => return Err(refusal.into()),
            Ok(None) | Err(_) => return Ok(Self::default()),
        };
        let rows = recalled.rows.into_iter().map(|row| {
            let status = row.digest.digest().and_then(|digest| digest.status);
            (row.customer, SeenRow { looked_at: row.looked_at, status, differs: row.differs_from_seen })
        });
        Ok(Self { rows: Some(rows.collect()), unreadable: recalled.unreadable })
    }

    pub(super) const fn is_known(&self) -> bool {
        self.rows.is_some()
    }

    /// Whether a row of the list differs from what was seen; `None` where nobody can tell.
    pub(super) fn has_changed(&self, row: &CustomerRow) -> Option<bool> {
        let customer = row.key.id().and_then(CustomerKey::of)?;
        let SeenRow { looked_at, status, differs } = self.rows.as_ref()?.get(&customer)?;
        let is_newer = row.profile.updated_at.given().and_then(Timestamp::at).is_some_and(|at| at > *looked_at);
        let is_another = match (row.profile.known_status(), status) {
            (Some(now), Some(then)) => now != *then,
            // What cannot be read is no change.
            _ => false,
        };
        differs.map(|differs| differs || is_newer || is_another)
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
