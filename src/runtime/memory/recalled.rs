//! What the store remembers, as the dashboard takes it.

use std::collections::HashMap;

use crate::app::memory::{Preferences, Recalled, Recollection};
use crate::app::row::RecalledRow;
use crate::domain::follow_up::Pursuit;
use crate::domain::imprint::{Imprint, Names};
use crate::domain::text::SafeText;
use crate::store::{self, Remembered};

/// What is remembered of all customers, and how the screen was left.
pub(super) fn recalled(kept: store::Recalled, place: SafeText) -> Recalled {
    let mut unreadable = kept.unreadable.len();
    let mut rows = HashMap::with_capacity(kept.rows.len());
    for row in kept.rows {
        match row.digest.digest() {
            Some(digest) => {
                let (looked_at, is_changed) = (row.looked_at, row.differs_from_seen);
                rows.insert(row.customer, RecalledRow { looked_at, digest: Box::new(digest), is_changed });
            }
            None => unreadable += 1,
        }
    }
    let preference = |name: &str| kept.preferences.iter().find(|(kept, _)| kept.as_str() == name);
    let preferences = Preferences::parse(|name| preference(name).map(|(_, value)| value.as_str()));
    Recalled { rows, unreadable, preferences, follow_ups: kept.follow_ups.into_iter().collect(), place }
}

/// What a look shows beside what is remembered.
pub(super) fn recollection(remembered: &Remembered, now: &Imprint, names: &Names, pursuit: Pursuit) -> Recollection {
    let told = |before: &Imprint| -> Option<Vec<_>> {
        Some(before.differences(now)?.iter().map(|difference| difference.told(names)).collect())
    };
    let changes = remembered.looked.as_ref().map(|looked| told(&looked.known));
    let unseen = remembered.seen.as_ref().and_then(|seen| Some((seen.at, told(&seen.imprint)?)));
    // What changed since the last look cannot be told where another version sealed it.
    let untold = usize::from(changes == Some(None));
    Recollection {
        first_seen: remembered.looked.as_ref().map(|looked| looked.first_seen),
        changes: changes.flatten().unwrap_or_default(),
        seen_at: unseen.as_ref().filter(|(_, changes)| !changes.is_empty()).map(|(at, _)| *at),
        unseen: unseen.map(|(_, changes)| changes),
        past: remembered.events.iter().map(|event| event.told(names)).collect(),
        left_out: remembered.left_out + remembered.unreadable + untold,
        pursuit,
    }
}
