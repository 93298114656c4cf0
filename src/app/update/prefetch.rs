//! Details fetched behind the queue.

use std::time::Duration;

use super::super::effect::{Effect, Wake};
use super::super::layout::Pane;
use super::super::line::Tone;
use super::super::model::{Model, Source};
use super::super::prefetch::Next;
use super::super::queue::Details;
use super::{case, notify};
use crate::domain::customer::RowKey;

pub(super) fn woken(model: &mut Model, effects: &mut Vec<Effect>) {
    model.prefetch.is_scheduled = false;
    model.screen.is_dirty = false;
    schedule(model, effects);
}

/// Sends what may be sent now. The case being read comes first: nothing is sent while the cursor moves or that case is
/// under way.
pub(super) fn schedule(model: &mut Model, effects: &mut Vec<Effect>) {
    if model.session.source == Source::File || model.travel.is_moving {
        return;
    }
    if case::is_outdated(model) {
        case::fetch(model, effects);
    }
    let is_loading = model.viewed_case().is_some_and(|entry| entry.load.waits_for().is_some());
    if is_loading || model.prefetch.is_scheduled {
        return;
    }
    let visible = visible(model);
    loop {
        match model.prefetch.next(&model.queue, &visible, model.now) {
            Next::Nothing => return,
            Next::After(after) => {
                model.prefetch.is_scheduled = true;
                effects.push(Effect::Wake { wake: Wake::Details, after: after.max(Duration::from_millis(1)) });
                return;
            }
            Next::Fetch(key) => fetch(model, key, effects),
        }
    }
}

/// Fetches every case that was not looked at; says how many these are.
pub(super) fn look_at_all(model: &mut Model, effects: &mut Vec<Effect>) {
    let count = model.prefetch.ask_for_all(&model.queue);
    let text = match count {
        0 => "every customer was looked at already".to_owned(),
        1 => "looking at 1 more customer".to_owned(),
        count => format!("looking at {count} more customers, {} a second", model.prefetch.limits().per_second()),
    };
    notify(model, Tone::Plain, text, effects);
    schedule(model, effects);
}

fn fetch(model: &mut Model, key: RowKey, effects: &mut Vec<Effect>) {
    let Some(id) = key.id().cloned() else { return };
    let request = model.requests.fresh();
    model.cases.enter_behind(&key).load.start(request);
    model.queue.change(&key, |row| row.details = Details::Loading);
    model.prefetch.sent(request, key, model.now);
    model.screen.is_dirty = true;
    effects.push(Effect::LoadCase { request, id });
}

/// The rows on screen beside the viewed one, which is fetched when the cursor rests on it and not after a cancel.
fn visible(model: &Model) -> Vec<RowKey> {
    let rows = model.queue.shown_from(model.queue.cursor().offset).take(model.page(Pane::Queue));
    rows.map(|row| row.key.clone()).filter(|key| model.viewed.as_ref() != Some(key)).collect()
}
