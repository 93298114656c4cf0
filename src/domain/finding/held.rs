//! What keeps every message of a case back.

use std::collections::BTreeMap;

use crate::domain::hold::Signal;
use crate::domain::key::Item;
use crate::domain::wording::listed;

use super::{Check, Found, Look, Severity};

/// Most signals of one place that its sentence names.
const MOST_NAMED: usize = 4;

pub(super) fn check(look: &Look<'_>, found: &mut Found) {
    let mut places: BTreeMap<&Item, Vec<&Signal>> = BTreeMap::new();
    for signal in &look.precautions.holds {
        places.entry(&signal.item).or_default().push(signal);
    }
    for (item, signals) in places {
        let Some(first) = signals.first() else { continue };
        let said: Vec<String> = signals.iter().map(|signal| signal.says()).collect();
        let sentence = format!("{} {}: ask compliance first.", first.place(), listed(&said, MOST_NAMED));
        found.add(Check::Held, Severity::Error, item.clone(), &sentence);
    }
}
