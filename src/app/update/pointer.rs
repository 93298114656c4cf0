//! The mouse: a click selects, a second one opens, the wheel moves in the pane it is over.

use super::super::action::Action;
use super::super::effect::Effect;
use super::super::layout::{Layout, Pane, Place};
use super::super::list::Move;
use super::super::model::Model;
use super::super::overlay::Overlay;
use super::super::pointer::{Cell, Pointer};
use super::super::tabs::Tab;
use super::{act, go, queue, screen, step_in, tabs};

/// Rows one notch of the wheel moves.
const NOTCH: usize = 3;

pub(super) fn act_on(model: &mut Model, pointer: Pointer, effects: &mut Vec<Effect>) {
    let is_covered = model.screen.overlay != Overlay::None;
    match pointer {
        Pointer::Wheel { down, .. } if is_covered => {
            let action = if down { Action::Down } else { Action::Up };
            (0..NOTCH).for_each(|_| act(model, action, effects));
        }
        Pointer::Wheel { cell, down } => wheel(model, cell, down, effects),
        // What covers the panes is left by its keys, never by a click that missed.
        _ if is_covered => model.screen.is_dirty = false,
        Pointer::Click(cell) => click(model, cell, effects),
        Pointer::Tab(tab) => {
            screen::focus(model, Pane::Case);
            tabs::show(model, tab);
        }
        Pointer::View(view) => queue::show(model, view, effects),
    }
}

fn click(model: &mut Model, cell: Cell, effects: &mut Vec<Effect>) {
    let layout = model.layout();
    let Some(place) = place(&layout, cell) else {
        model.screen.is_dirty = false;
        return;
    };
    let was_focused = model.focus() == place.pane;
    if !was_focused {
        screen::focus(model, place.pane);
    }
    let (offset, at, rows) = rows(model, place.pane);
    let Some(row) = row(place, cell).map(|row| offset + row).filter(|row| *row < rows) else { return };
    if was_focused && row == at {
        go(model, Action::Activate, effects);
    } else {
        step_in(model, place.pane, Move::To(row), effects);
    }
}

fn wheel(model: &mut Model, cell: Cell, down: bool, effects: &mut Vec<Effect>) {
    let layout = model.layout();
    let Some(place) = place(&layout, cell) else {
        model.screen.is_dirty = false;
        return;
    };
    let (_, at, rows) = rows(model, place.pane);
    let to = if down { at.saturating_add(NOTCH).min(rows.saturating_sub(1)) } else { at.saturating_sub(NOTCH) };
    step_in(model, place.pane, Move::To(to), effects);
}

fn place(layout: &Layout, cell: Cell) -> Option<&Place> {
    layout.places.iter().find(|place| place.outer.holds(cell.column, cell.row))
}

/// The row of a pane's content that a cell is on, counted from the first visible one.
fn row(place: &Place, cell: Cell) -> Option<usize> {
    place.inner.holds(cell.column, cell.row).then(|| usize::from(cell.row - place.inner.y))
}

/// The first visible row of a pane, the selected one, and how many there are.
fn rows(model: &Model, pane: Pane) -> (usize, usize, usize) {
    let (cursor, rows) = match pane {
        Pane::Queue => (model.queue.cursor(), model.queue.shown_len()),
        Pane::Comments => (model.side.comments.cursor, model.side.comments.rows.len()),
        Pane::Documents => (model.side.documents.cursor, model.side.documents.rows.len()),
        Pane::Case if model.case_pane.tab == Tab::Tree => match model.viewed_case() {
            Some(entry) => (entry.tree.cursor(), entry.tree.visible().len()),
            None => Default::default(),
        },
        Pane::Case => match model.case_pane.rows.of(model.case_pane.tab) {
            Some(rows) => (rows.cursor, rows.rows.len()),
            None => Default::default(),
        },
    };
    (cursor.offset, cursor.at, rows)
}
