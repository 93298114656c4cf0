//! The tabs of the case: which one is shown, and moving in those that are lists.

use super::super::action::Action;
use super::super::layout::Pane;
use super::super::list::Move;
use super::super::model::Model;
use super::super::tabs::Tab;
use super::case;

/// Shows another tab. Leaving the changes forgets their marks: they were seen.
pub(super) fn show(model: &mut Model, tab: Tab) {
    let left = std::mem::replace(&mut model.case_pane.tab, tab);
    if left == Tab::Changes && tab != Tab::Changes {
        see_all(model);
    }
}

pub(super) fn step_tab(model: &mut Model, forward: bool) {
    show(model, model.case_pane.tab.step(forward));
}

/// Moves in a tab that is a list; whether the shown one is.
pub(super) fn step(model: &mut Model, by: Move) -> bool {
    let page = model.page(Pane::Case);
    let tab = model.case_pane.tab;
    let Some(rows) = model.case_pane.rows.of_mut(tab) else { return false };
    rows.cursor.step(by, rows.rows.len(), page);
    true
}

/// Jumps from a row to the node it speaks of, or back to the tree; whether the shown tab is a list.
pub(super) fn go(model: &mut Model, action: Action) -> bool {
    let Some(rows) = model.case_pane.rows.of(model.case_pane.tab) else { return false };
    match (action, rows.target().cloned()) {
        (Action::Close, _) => show(model, Tab::Tree),
        (_, Some(target)) => case::jump(model, &target),
        (_, None) => {}
    }
    true
}

/// Forgets every change mark of the viewed case.
pub(super) fn see_all(model: &mut Model) {
    let Some(entry) = model.viewed.clone().and_then(|key| model.cases.get_mut(&key)) else { return };
    entry.unseen.clear();
    entry.tree.mark(&entry.unseen);
}
