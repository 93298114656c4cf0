//! What is remembered of the customers of a list: how the last look showed them, which of them differ from what their reader
//! has seen in the dashboard, and what became of the requests that went out.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use crate::commands::kept::{Recorder, nothing_remembered};
use crate::domain::calendar::Calendar;
use crate::domain::customer::CustomerRow;
use crate::domain::digest::Digest;
use crate::domain::follow_up::FollowUp;
use crate::domain::imprint::CustomerKey;
use crate::domain::time::Wall;
use crate::domain::wording::counted;
use crate::store::RememberedRow;

/// What is remembered of the rows.
#[derive(Default)]
pub(super) struct Seen {
    /// `None` where nothing is remembered of anybody.
    rows: Option<HashMap<CustomerKey, SeenRow>>,
    follow_ups: HashMap<CustomerKey, FollowUp>,
    /// Of whom something is remembered that cannot be read, or not be compared.
    unreadable: HashSet<CustomerKey>,
    trouble: Option<String>,
}

struct SeenRow {
    looked_at: Wall,
    digest: Digest,
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
        let mut rows = HashMap::new();
        let mut unreadable: HashSet<CustomerKey> =
            recalled.unreadable.iter().filter_map(|customer| CustomerKey::parse(customer)).collect();
        for RememberedRow { customer, looked_at, digest, has_seen, differs_from_seen: differs } in recalled.rows {
            match digest.digest().filter(|_| differs.is_some() || !has_seen) {
                Some(digest) => drop(rows.insert(customer, SeenRow { looked_at, digest, differs })),
                None => drop(unreadable.insert(customer)),
            }
        }
        let follow_ups = recalled.follow_ups.into_iter().filter(|(_, follow_up)| !follow_up.is_empty());
        let follow_ups = follow_ups.map(|(customer, it)| (customer, it.on(calendar, today))).collect();
        Ok(Self { rows: Some(rows), follow_ups, unreadable, trouble: None })
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
        Some(&seen.digest)
    }

    /// Whether a row of the list differs from what was seen; `None` where nobody can tell.
    pub(super) fn has_changed(&self, row: &CustomerRow) -> Option<bool> {
        let seen = self.row(row)?;
        seen.differs.map(|differs| differs || seen.has_moved(row))
    }

    fn row(&self, row: &CustomerRow) -> Option<&SeenRow> {
        self.rows.as_ref()?.get(&row.key.id().and_then(CustomerKey::of)?)
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

impl SeenRow {
    /// Whether the list says that the customer moved since the last look.
    fn has_moved(&self, row: &CustomerRow) -> bool {
        let is_newer = self.digest.is_older_than(&row.profile, self.looked_at);
        let is_another = match (row.profile.known_status(), self.digest.status) {
            (Some(now), Some(then)) => now != then,
            // What cannot be read is no change.
            _ => false,
        };
        is_newer || is_another
    }
}
