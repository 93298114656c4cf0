//! Which requests go out now: the viewed case's first, then those behind the queue.

use std::time::Duration;

use super::super::super::effect::{Effect, Wake};
use super::super::super::layout::Pane;
use super::super::super::list::List;
use super::super::super::load::{Load, RequestId};
use super::super::super::model::{FRESH, Model, Wanted};
use super::super::super::prefetch::Next;
use super::super::super::row::Details;
use super::super::super::session::Source;
use super::super::case;
use crate::domain::customer::RowKey;

/// Sends what may be sent. Nothing is sent while the cursor moves, and nothing behind the queue while the case that is read
/// is under way.
pub(super) fn settle(model: &mut Model, effects: &mut Vec<Effect>) {
    if model.session.source == Source::File {
        return;
    }
    model.prefetch.settle(&model.queue);
    send_viewed(model, effects);
    reconnect(model, effects);
    let is_loading = model.viewed_case().is_some_and(|entry| entry.load.waits_for().is_some());
    if model.travel.is_moving || is_loading || model.prefetch.is_scheduled || model.connection.is_offline() {
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
            Next::Later(after) => {
                if !std::mem::replace(&mut model.prefetch.is_postponed, true) {
                    effects.push(Effect::Wake { wake: Wake::DetailsAgain, after });
                }
                return;
            }
            Next::Fetch(key) => fetch_behind(model, key, effects),
        }
    }
}

/// Schedules the next try to reach a server that is not there, unless one is under way.
fn reconnect(model: &mut Model, effects: &mut Vec<Effect>) {
    let is_tried = match model.session.source {
        Source::List => model.queue.listing.waits_for().is_some(),
        Source::Customers(_) | Source::File => {
            model.viewed_case().is_some_and(|entry| entry.load.waits_for().is_some())
        }
    };
    let next = model.connection.settle(is_tried, model.now);
    effects.extend(next.map(|(timer, after)| Effect::Wake { wake: Wake::Reconnect(timer), after }));
}

/// Sends the request for the viewed case, where the user wants it or the list says that it differs from what was read.
fn send_viewed(model: &mut Model, effects: &mut Vec<Effect>) {
    let wants = std::mem::take(&mut model.travel.wants);
    let Some(key) = model.viewed.clone() else { return };
    let is_under_way = model.viewed_case().is_some_and(|entry| entry.load.waits_for().is_some());
    let is_sent = match wants {
        Wanted::Nothing => !model.travel.is_moving && !model.connection.is_offline() && is_outdated(model, &key),
        Wanted::Fresh => is_wanted(model, &key),
        Wanted::Now => !is_under_way && !model.connection.is_waiting(),
        Wanted::Again => {
            case::give_up(model, &key, effects);
            true
        }
    };
    if is_sent {
        let request = fetch(model, &key, effects);
        model.travel.asked_for = request.filter(|_| wants == Wanted::Again);
    }
}

/// Whether the viewed case should be fetched: nothing is under way and nothing fresh is kept.
fn is_wanted(model: &Model, key: &RowKey) -> bool {
    key.id().is_some()
        && match model.cases.get(key).map(|entry| &entry.load) {
            None | Some(Load::Idle) => true,
            Some(Load::Loading(_)) => false,
            Some(Load::Failed(_)) => model.queue.row(key).is_none_or(|row| !row.gone),
            Some(Load::Ready(ready)) => {
                let is_there = ready.refreshing.is_none() && !model.connection.is_offline();
                is_there && (is_outdated(model, key) || model.now.since(ready.fetched) > FRESH)
            }
        }
}

/// Whether the list says that the viewed case differs from what was read of it, or failed to be, and nothing is under
/// way.
fn is_outdated(model: &Model, key: &RowKey) -> bool {
    let was_read = model.cases.get(key).is_some_and(|entry| match &entry.load {
        Load::Ready(ready) => ready.refreshing.is_none(),
        Load::Failed(_) => true,
        Load::Idle | Load::Loading(_) => false,
    });
    was_read && model.queue.row(key).is_some_and(|row| row.details == Details::Unknown && !row.gone)
}

fn fetch(model: &mut Model, key: &RowKey, effects: &mut Vec<Effect>) -> Option<RequestId> {
    let id = key.id().cloned()?;
    let request = model.requests.fresh();
    model.travel.is_moving = false;
    model.prefetch.wanted(key);
    model.cases.enter(key).load.start(request);
    model.queue.change(key, |row| row.details = Details::Loading);
    effects.push(Effect::LoadCase { request, id });
    Some(request)
}

fn fetch_behind(model: &mut Model, key: RowKey, effects: &mut Vec<Effect>) {
    let Some(id) = key.id().cloned() else { return };
    let request = model.requests.fresh();
    model.cases.enter_behind(&key).load.start(request);
    model.queue.change(&key, |row| row.details = Details::Loading);
    model.prefetch.sent(request, key, model.now);
    effects.push(Effect::LoadCase { request, id });
}

/// The rows on screen beside the viewed one, which is fetched when the cursor rests on it and not after a cancel.
fn visible(model: &Model) -> Vec<RowKey> {
    let rows = model.queue.shown_from(model.queue.cursor().offset).take(model.page(Pane::Queue));
    rows.map(|row| row.key.clone()).filter(|key| model.viewed.as_ref() != Some(key)).collect()
}
