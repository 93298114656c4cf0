//! Where a case stood when, between what its looks showed.

use super::{CaseHistory, Looked};
use crate::domain::history::What;
use crate::domain::imprint::Stood;
use crate::domain::time::Wall;

/// A stretch of time in which no look showed status or asks to move. It lasts until the next one begins.
#[derive(Clone, Debug)]
pub(super) struct Stretch {
    /// When it begins: the look that showed it.
    pub(super) from: Wall,
    /// Where the case stood; `None` where that is not known.
    pub(super) stood: Option<Stood>,
}

/// The stretches of a case since its first look, oldest first. What is not known is the oldest, as they are found by going
/// back from the last look: until something does not fit, cannot be read, or was sealed with other words than the last look,
/// as it was before what changed with those words.
pub(super) fn stretches(case: &CaseHistory<'_>, first_seen: Wall, looked: &Looked<'_>) -> Vec<Stretch> {
    let mut stood = Stood::of(looked.known);
    let mut stretches = Vec::new();
    let is_readable = |at: Wall| case.unreadable.is_none_or(|unreadable| unreadable < at);
    let mut events = case.events.iter();
    let is_known = events.all(|event| {
        let fits = match &event.what {
            What::Look(differences) => {
                let mut before = stood.clone();
                let fits = before.step_back(differences);
                if fits && is_readable(event.at) && before != stood {
                    let from = event.at.max(first_seen);
                    stretches.push(Stretch { from, stood: Some(std::mem::replace(&mut stood, before)) });
                }
                fits
            }
            What::Sent(sent) => sent.owed.is_comparable(looked.known),
            What::Lift { .. } | What::Snoozed { .. } | What::Answered | What::Note { .. } => true,
        };
        fits && is_readable(event.at)
    });
    let is_known = is_known && case.unreadable.is_none();
    stretches.push(Stretch { from: first_seen, stood: is_known.then_some(stood) });
    stretches.reverse();
    stretches
}
