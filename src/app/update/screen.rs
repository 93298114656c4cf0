//! The screen itself: size, focus, zoom, overlays, and the way back.

use super::super::action::Action;
use super::super::effect::Effect;
use super::super::layout::{Detail, Pane, Size};
use super::super::model::{Model, Overlay};
use super::{case, queue};

pub(super) fn resize(model: &mut Model, size: Size) {
    model.screen.size = size;
    fit(model);
}

/// Scrolls every pane so that its selection stays visible.
fn fit(model: &mut Model) {
    let layout = model.layout();
    model.queue.fit(layout.page(Pane::Queue));
    if let Some(entry) = model.viewed.clone().and_then(|key| model.cases.get_mut(&key)) {
        entry.tree.fit(layout.page(Pane::Case));
    }
}

pub(super) fn focus(model: &mut Model, pane: Pane) {
    let left = model.focus();
    model.screen.arrangement.focus = pane;
    match pane {
        Pane::Comments => model.screen.arrangement.detail = Detail::Comments,
        Pane::Documents => model.screen.arrangement.detail = Detail::Documents,
        Pane::Queue | Pane::Case => {}
    }
    if left != Pane::Queue && pane == Pane::Queue {
        case::leave(model);
    }
    fit(model);
}

pub(super) fn zoom(model: &mut Model) {
    model.screen.arrangement.zoomed = !model.screen.arrangement.zoomed;
    fit(model);
}

/// Scrolls or closes what covers the panes; whether the action was meant for it.
pub(super) fn act_on_overlay(model: &mut Model, action: Action) -> bool {
    let Overlay::Help { offset } = model.screen.overlay else { return false };
    let page = usize::from(model.screen.size.height.saturating_sub(4)).max(1);
    let moved = match action {
        Action::Down => offset + 1,
        Action::Up => offset.saturating_sub(1),
        Action::PageDown | Action::HalfPageDown => offset + page,
        Action::PageUp | Action::HalfPageUp => offset.saturating_sub(page),
        Action::First => 0,
        Action::Last => Action::ALL.len(),
        Action::Back | Action::Quit | Action::Help => {
            model.screen.overlay = Overlay::None;
            return true;
        }
        Action::QuitNow | Action::Suspend | Action::Repaint => return false,
        _ => return true,
    };
    model.screen.overlay = Overlay::Help { offset: moved.min(Action::ALL.len()) };
    true
}

/// Unzooms, else cancels what the focused pane waits for, else clears its filter. Never quits.
pub(super) fn back(model: &mut Model, effects: &mut Vec<Effect>) {
    if model.screen.arrangement.zoomed {
        zoom(model);
    } else if model.focus() == Pane::Queue {
        queue::back(model, effects);
    } else {
        case::cancel(model, effects);
    }
}

pub(super) fn notice_over(model: &mut Model, number: u64) {
    if model.screen.notice.as_ref().is_some_and(|notice| notice.number == number) {
        model.screen.notice = None;
    } else {
        model.screen.is_dirty = false;
    }
}
