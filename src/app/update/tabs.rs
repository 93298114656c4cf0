//! The tabs of the case.

use super::super::model::Model;
use super::super::tabs::Tab;

/// Shows another tab. Leaving the changes forgets their marks: they were seen.
pub(super) fn show(model: &mut Model, tab: Tab) {
    let left = std::mem::replace(&mut model.case_pane.tab, tab);
    if left == Tab::History
        && tab != Tab::History
        && let Some(entry) = model.viewed.as_ref().and_then(|key| model.cases.get_mut(key))
    {
        entry.see_all();
    }
}
