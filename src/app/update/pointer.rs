//! The mouse: a click selects, a second one opens, the wheel moves in the pane it is over.

use super::super::action::Action;
use super::super::effect::Effect;
use super::super::layout::{Layout, Pane, Place};
use super::super::line::Tone;
use super::super::list::{Cursor, Move};
use super::super::model::Model;
use super::super::pointer::{Cell, Pointer};
use super::super::window::Window;
use super::{actions, panes, queue, tabs};

/// Rows one notch of the wheel moves.
const NOTCH: usize = 3;

pub(super) fn act_on(model: &mut Model, pointer: Pointer, effects: &mut Vec<Effect>) {
    let is_covered = model.screen.window != Window::None;
    match pointer {
        Pointer::Wheel { down, .. } if is_covered => {
            let action = if down { Action::Down } else { Action::Up };
            (0..NOTCH).for_each(|_| actions::act(model, action, effects));
        }
        Pointer::Wheel { cell, down } => wheel(model, cell, down),
        // What covers the panes is left by its keys, never by a click that missed.
        _ if is_covered => {}
        Pointer::Click(cell) => click(model, cell),
        Pointer::Tab(tab) => {
            panes::focus(model, Pane::Case);
            tabs::show(model, tab);
        }
        Pointer::View(view) => match model.can(Action::QuickView) {
            Ok(()) => queue::show(model, view),
            Err(reason) => model.notify(Tone::Warn, reason),
        },
    }
}

fn click(model: &mut Model, cell: Cell) {
    let layout = model.layout();
    let Some(place) = place(&layout, cell) else { return };
    let was_focused = model.focus() == place.pane;
    if !was_focused {
        panes::focus(model, place.pane);
    }
    let (cursor, rows) = rows(model, place.pane);
    let Some(row) = row(place, cell).map(|row| cursor.offset + row).filter(|row| *row < rows) else { return };
    if was_focused && row == cursor.at {
        panes::go(model, Action::Activate);
    } else {
        panes::step_in(model, place.pane, Move::To(row));
    }
}

fn wheel(model: &mut Model, cell: Cell, down: bool) {
    let layout = model.layout();
    let Some(place) = place(&layout, cell) else { return };
    let (Cursor { at, .. }, rows) = rows(model, place.pane);
    let to = if down { at.saturating_add(NOTCH).min(rows.saturating_sub(1)) } else { at.saturating_sub(NOTCH) };
    panes::step_in(model, place.pane, Move::To(to));
}

/// Where the cursor of a pane stands, and how many rows it has.
fn rows(model: &Model, pane: Pane) -> (Cursor, usize) {
    model.list(pane).map_or_else(Default::default, |list| (list.cursor(), list.row_count()))
}

fn place(layout: &Layout, cell: Cell) -> Option<&Place> {
    layout.places.iter().find(|place| place.outer.holds(cell.column, cell.row))
}

/// The row of a pane's content that a cell is on, counted from the first visible one.
fn row(place: &Place, cell: Cell) -> Option<usize> {
    place.inner.holds(cell.column, cell.row).then(|| usize::from(cell.row - place.inner.y))
}
