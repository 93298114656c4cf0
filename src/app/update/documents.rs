//! The documents pane.

use super::super::action::Action;
use super::super::layout::Pane;
use super::super::list::Move;
use super::super::model::Model;
use super::{case, screen};

pub(super) fn step(model: &mut Model, by: Move) {
    let page = model.page(Pane::Documents);
    let rows = &mut model.side.documents;
    rows.cursor.step(by, rows.rows.len(), page);
}

/// Jumps to the node the selected document stands for, or back to the case.
pub(super) fn go(model: &mut Model, action: Action) {
    match (action, model.side.documents.target().cloned()) {
        (Action::Close, _) => screen::focus(model, Pane::Case),
        (_, Some(target)) => case::jump(model, &target),
        (_, None) => {}
    }
}
