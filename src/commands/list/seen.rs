//! Which customers differ from what their reader has seen of them in the dashboard, as far as that is remembered.

use std::collections::{HashMap, HashSet};

use crate::commands::kept::Recorder;
use crate::domain::customer::CustomerRow;
use crate::domain::digest::Digest;
use crate::domain::imprint::CustomerKey;
use crate::domain::time::Wall;
use crate::domain::wording::counted;
use crate::store::RememberedRow;

/// What is remembered of the rows.
#[derive(Default)]
pub(super) struct Seen {
    /// `None` where nothing is remembered of anybody, or nobody asked.
    rows: Option<HashMap<CustomerKey, SeenRow>>,
    /// Of whom something is remembered that cannot be read, or not be compared.
    unreadable: HashSet<CustomerKey>,
}

struct SeenRow {
    looked_at: Wall,
    digest: Digest,
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
        let mut rows = HashMap::new();
        let mut unreadable: HashSet<CustomerKey> =
            recalled.unreadable.iter().filter_map(|customer| CustomerKey::parse(customer)).collect();
        for RememberedRow { customer, looked_at, digest, has_seen, differs_from_seen: differs } in recalled.rows {
            match digest.digest().filter(|_| differs.is_some() || !has_seen) {
                Some(digest) => drop(rows.insert(customer, SeenRow { looked_at, digest, differs })),
                None => drop(unreadable.insert(customer)),
            }
        }
        Ok(Self { rows: Some(rows), unreadable })
    }

    pub(super) const fn is_known(&self) -> bool {
        self.rows.is_some()
    }

    /// Whether a row of the list differs from what was seen; `None` where nobody can tell.
    pub(super) fn has_changed(&self, row: &CustomerRow) -> Option<bool> {
        let customer = row.key.id().and_then(CustomerKey::of)?;
        let SeenRow { looked_at, digest, differs } = self.rows.as_ref()?.get(&customer)?;
        let is_newer = digest.is_older_than(&row.profile, *looked_at);
        let is_another = match (row.profile.known_status(), digest.status) {
            (Some(now), Some(then)) => now != then,
            // What cannot be read is no change.
            _ => false,
        };
        differs.map(|differs| differs || is_newer || is_another)
    }

    /// Keeps the rows that differ from what was seen. Answers what whoever asks for them must know of the others, and whether
    /// what was seen could be read of all of them.
    pub(super) fn retain_changed(&self, rows: &mut Vec<CustomerRow>) -> (Vec<String>, bool) {
        let unknown = rows.iter().filter(|row| self.has_changed(row).is_none());
        let (unreadable, unseen): (Vec<_>, Vec<_>) = unknown
            .map(|row| row.key.id().and_then(CustomerKey::of))
            .partition(|key| key.as_ref().is_some_and(|key| self.unreadable.contains(key)));
        rows.retain(|row| self.has_changed(row) == Some(true));
        let told = |customers: Vec<_>, why: &str| {
            let what = counted(customers.len(), "customer is", "customers are");
            (!customers.is_empty()).then(|| format!("{what} left out, as {why}"))
        };
        let unseen = told(unseen, "nobody has looked at them in the dashboard yet");
        let unreadable = told(
            unreadable,
            "what is remembered of them cannot be read or compared; looked at in the dashboard, they are remembered anew",
        );
        let knows_all = unreadable.is_none();
        (unseen.into_iter().chain(unreadable).collect(), knows_all)
    }
}
