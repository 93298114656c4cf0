//! The list of all actions: moving in it, searching it, running what is selected.

use super::super::action::Action;
use super::super::list::Move;
use super::super::model::Model;
use super::super::palette::Palette;

/// What becomes of the list after an action.
pub(super) enum After {
    /// It stays open.
    Open(Palette),
    /// It is closed.
    Closed,
    /// It is closed, and this runs.
    Run(Action),
}

/// Acts on the list; `page` of its rows are visible.
pub(super) fn act(mut palette: Palette, action: Action, page: usize) -> After {
    match action {
        Action::Help => return After::Closed,
        Action::Activate => return run_selected(palette),
        action => {
            let rows = palette.found().len();
            if let Some(by) = movement(action) {
                palette.cursor.step(by, rows, page);
            }
        }
    }
    After::Open(palette)
}

/// Runs what is selected; where nothing is, the list stays.
pub(super) fn run_selected(palette: Palette) -> After {
    match palette.selected() {
        Some(action) => After::Run(action),
        None => After::Open(palette),
    }
}

/// How an action moves in a list, if it does.
pub(super) const fn movement(action: Action) -> Option<Move> {
    Some(match action {
        Action::Down => Move::Down,
        Action::Up => Move::Up,
        Action::First => Move::First,
        Action::Last => Move::Last,
        Action::PageDown => Move::PageDown,
        Action::PageUp => Move::PageUp,
        Action::HalfPageDown => Move::HalfPageDown,
        Action::HalfPageUp => Move::HalfPageUp,
        _ => return None,
    })
}

/// Rows a window shows: the screen less its frame, title and closing line.
pub(super) fn page(model: &Model) -> usize {
    usize::from(model.screen.size.height.saturating_sub(6)).max(1)
}
