//! The settle pass: after every message, in this order and nowhere else, everything derived is brought back in line.
//!
//! 1. rows that changed are judged anew: which are shown, in which order, and which is selected;
//! 2. the selected row decides whose case is viewed, and what leaving one does;
//! 3. the open window is held against its customer;
//! 4. every list shows its selected row;
//! 5. the panes are made of the viewed case and of what is selected in it;
//! 6. the requests go out that may go out now, and a server that cannot be reached is tried again in time;
//! 7. the overview is made anew where its figures differ, while it is open;
//! 8. what was said is shown, but beside no other customer, and listed;
//! 9. the revision says whether anything on screen changed.

mod notices;
mod overview;
mod read;
mod requests;
mod revision;
mod view;
mod window;

use super::super::effect::Effect;
use super::super::layout::{Mode, Pane};
use super::super::model::Model;
use super::super::window::Window;
use super::memory;

/// Brings everything derived back in line.
pub(super) fn settle(model: &mut Model, effects: &mut Vec<Effect>) {
    // Whoever reads a case, or has a window open, means the selected row: it no longer follows the order of the rows.
    let is_about_a_case = !matches!(model.screen.window, Window::None | Window::Overview(_));
    let is_read = model.focus() != Pane::Queue || is_about_a_case;
    if is_read {
        model.queue.choose();
    }
    model.queue.settle(model.now.wall, model.screen.mask, model.screen.only.as_ref(), is_read);
    view::settle(model, effects);
    // The row of a case that was left has no news any more, which a quick view may ask for.
    if model.queue.has_changes() {
        model.queue.settle(model.now.wall, model.screen.mask, model.screen.only.as_ref(), is_read);
    }
    window::settle(model);
    fit(model);
    read::settle(model);
    fit(model);
    requests::settle(model, effects);
    memory::settle(model, effects);
    overview::settle(model, effects);
    super::clock::time_idle(model, effects);
    notices::settle(model, effects);
    model.revision = revision::of(model);
}

/// Scrolls every list so that its selected row is in sight. Where there is no room for panes, each keeps its place.
fn fit(model: &mut Model) {
    if model.layout().mode == Mode::TooSmall {
        return;
    }
    for pane in Pane::ALL {
        let page = model.page(pane);
        if let Some(list) = model.list_mut(pane) {
            list.fit(page);
        }
    }
}
