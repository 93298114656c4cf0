//! What is remembered over time, for the overview and for filters by week.

use super::super::load::RequestId;
use super::super::model::Model;
use super::super::over_time::{Answer, History};
use super::super::window::Window;

/// Takes what is known over time; rows know then in which weeks something of theirs moved.
pub(super) fn receive(model: &mut Model, request: RequestId, answer: Answer) {
    if model.overview.history.take(request, answer) {
        model.queue.note_weeks(model.overview.history.known());
    }
}

/// Forgets it, as the reader wants nothing remembered.
pub(super) fn forget(model: &mut Model) {
    let is_shown = matches!(model.screen.window, Window::Overview(_));
    model.overview.history = History::default();
    model.overview.history.is_wanted = is_shown;
    model.queue.note_weeks(None);
}
