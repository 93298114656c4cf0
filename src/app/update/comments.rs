//! The comments pane.

use super::super::action::Action;
use super::super::layout::Pane;
use super::super::list::Move;
use super::super::model::Model;
use super::{case, screen};

pub(super) fn step(model: &mut Model, by: Move) {
    let page = model.page(Pane::Comments);
    let rows = &mut model.side.comments;
    rows.cursor.step(by, rows.rows.len(), page);
}

/// Jumps to the node the selected comment speaks of, or back to the case.
pub(super) fn go(model: &mut Model, action: Action) {
    match (action, model.side.comments.target().cloned()) {
        (Action::Close, _) => screen::focus(model, Pane::Case),
        (_, Some(target)) => case::jump(model, &target),
        (_, None) => {}
    }
}
