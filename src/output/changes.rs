//! A change in words, as `watch` and `history` print it.

use crate::domain::change::Change;
use crate::domain::mask::LEFT_OUT;

/// What was altered before and after, each where it is shown.
pub type Values = (Option<String>, Option<String>);

/// A change in words: `status: REVIEWING → APPROVED`, `resolved: ask PASSPORT of the company`. The name of what changed and
/// its values are already as the mask allows.
#[must_use]
pub fn change_words(name: &str, change: &Change, values: Option<Values>) -> String {
    let Some((before, after)) = values else {
        return format!("{}: {name}", change.verb().unwrap_or_default());
    };
    let [before, after] = [before, after].map(|value| value.unwrap_or_else(|| LEFT_OUT.to_owned()));
    // Two values of which nothing is told differ all the same.
    if before == after && before.starts_with('(') {
        format!("{name}: changed {before}")
    } else {
        format!("{name}: {before} → {after}")
    }
}
