//! The overview is made anew where what it is made of has changed, while it is open.

use std::sync::Arc;

use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::overview::{Bar, MadeOf};
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
    let history = &mut model.overview.history;
    history.is_wanted |= model.queue.filter_state().rests_on_history() && !history.was_asked();
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
        let is_remembered = model.memory.state.is_on();
        overview.make(queue, &glossary, model.now.wall, is_remembered);
        overview.made_of = Some(made_of);
    }
    // A bar that is there no more.
    if !model.overview.groups.iter().any(|group| group.rows.iter().any(|row| row.has(&bar))) {
        model.screen.window = Window::Overview(Bar::Ball(Ball::Us, None));
    }
}
