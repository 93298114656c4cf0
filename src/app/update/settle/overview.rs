//! The overview is made anew where what it is made of has changed, while it is open.

use std::sync::Arc;

use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::overview::{Bar, MadeOf};
use crate::app::session::Source;
use crate::app::window::Window;
use crate::domain::ball::Ball;
use crate::domain::over_time::Window as Span;

/// How far back it looks.
const WEEKS: u32 = 8;

/// Asks for what is remembered over time, where that is wanted: of whole weeks, up to now.
fn ask(model: &mut Model, effects: &mut Vec<Effect>) {
    if !model.overview.history.is_wanted {
        return;
    }
    let request = model.requests.fresh();
    let Model { overview, settings, now, .. } = model;
    let span = Span::of_weeks(WEEKS, &settings.calendar, now.wall);
    effects.push(Effect::OverTime(overview.history.ask(request, span, &settings.calendar)));
}

/// Brings the overview in line with the queue, the history and the clock.
pub(super) fn settle(model: &mut Model, effects: &mut Vec<Effect>) {
    let is_open = matches!(model.screen.window, Window::Overview(_));
    let history = &mut model.overview.history;
    let today = model.settings.calendar.day(model.now.wall);
    let is_needed = model.queue.filter_state().rests_on_history() || is_open;
    history.is_wanted |= is_needed && !history.was_asked_in_week_of(today);
    ask(model, effects);
    let Window::Overview(bar) = &model.screen.window else { return };
    let bar = bar.clone();
    let glossary = Arc::clone(&model.settings.glossary);
    model.queue.count_figures(&glossary);
    let made_of = MadeOf {
        queue: model.queue.revision(),
        minute: model.now.wall.as_second().div_euclid(60),
        mask: model.screen.mask,
        history: model.overview.history.revision(),
    };
    if model.overview.made_of.as_ref() != Some(&made_of) {
        let Model { overview, queue, .. } = model;
        let of = (model.memory.state.is_on(), model.session.source == Source::List);
        overview.make(queue, &glossary, model.now.wall, of);
        overview.made_of = Some(made_of);
    }
    // A bar that is there no more.
    if !model.overview.groups.iter().any(|group| group.rows.iter().any(|row| row.has(&bar))) {
        model.screen.window = Window::Overview(Bar::Ball(Ball::Us, None));
    }
}
