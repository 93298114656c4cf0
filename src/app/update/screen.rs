//! The screen itself: size, focus, zoom, overlays, and the way back.

use super::super::effect::Effect;
use super::super::layout::{Detail, Mode, Pane, Size};
use super::super::model::Model;
use super::super::text_field::Edit;
use super::{case, edit_text, prefetch, queue};

/// Other rows may be visible now, whose details are then wanted.
pub(super) fn resize(model: &mut Model, size: Size, effects: &mut Vec<Effect>) {
    model.screen.size = size;
    fit(model);
    prefetch::schedule(model, effects);
}

/// Scrolls every pane so that its selection stays visible. Where there is no room for panes, each keeps its place.
pub(super) fn fit(model: &mut Model) {
    if model.layout().mode == Mode::TooSmall {
        return;
    }
    let page = Pane::ALL.map(|pane| (pane, model.page(pane)));
    for (pane, page) in page {
        match pane {
            Pane::Queue => model.queue.fit(page),
            Pane::Case => {
                if let Some(entry) = model.viewed.clone().and_then(|key| model.cases.get_mut(&key)) {
                    entry.tree.fit(page);
                }
            }
            Pane::Comments => model.side.comments.fit(page),
            Pane::Documents => model.side.documents.fit(page),
        }
    }
}

pub(super) fn focus(model: &mut Model, pane: Pane) {
    match (model.focus(), pane) {
        (Pane::Queue, Pane::Queue) => {}
        (_, Pane::Queue) => case::leave(model),
        (_, Pane::Case | Pane::Comments | Pane::Documents) => {
            model.queue.choose();
            model.queue.is_filtering = false;
        }
    }
    model.find.is_typing = false;
    model.screen.arrangement.focus = pane;
    match pane {
        Pane::Comments => model.screen.arrangement.detail = Detail::Comments,
        Pane::Documents => model.screen.arrangement.detail = Detail::Documents,
        Pane::Queue | Pane::Case => {}
    }
    fit(model);
}

/// Other rows may be visible now, as after a resize.
pub(super) fn zoom(model: &mut Model, effects: &mut Vec<Effect>) {
    model.screen.arrangement.zoomed = !model.screen.arrangement.zoomed;
    fit(model);
    prefetch::schedule(model, effects);
}

/// Leaves a text field, else unzooms, else cancels what the focused pane waits for, else clears its filter. Never quits.
pub(super) fn back(model: &mut Model, effects: &mut Vec<Effect>) {
    if model.is_typing() {
        edit_text(model, &Edit::Cancel, effects);
    } else if model.screen.arrangement.zoomed {
        zoom(model, effects);
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
