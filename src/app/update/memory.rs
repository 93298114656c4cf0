//! What is remembered between runs: what of it fills the queue, and what is to be kept.

use std::collections::HashMap;

use super::super::action::Action;
use super::super::cases::Beside;
use super::super::effect::Effect;
use super::super::layout::Mode;
use super::super::line::Tone;
use super::super::memory::{Memory, MemoryMsg, Preferences, Recalled, Remember};
use super::super::model::Model;
use super::super::msg::Msg;
use super::super::notice::{Manner, Said};
use super::super::row::{RecalledRow, Row};
use super::super::session::Source;
use super::super::window::Window;
use super::{history, pending};
use crate::domain::customer::RowKey;
use crate::domain::follow_up::{Cover, FollowUp};
use crate::domain::imprint::CustomerKey;
use crate::domain::wording::counted;

/// Takes news of the memory.
pub(super) fn receive(model: &mut Model, news: MemoryMsg) {
    match news {
        MemoryMsg::Ask(_) | MemoryMsg::Recalled(_) if model.memory.is_forbidden => {}
        MemoryMsg::Ask(place) => model.memory.state = Memory::Asking { place, is_drawn: false },
        MemoryMsg::Recalled(recalled) => recall(model, *recalled),
        MemoryMsg::Late { key, look, recollection } => {
            follow(model, &key, recollection.pursuit.in_short.clone());
            match model.cases.recall(&key, look, *recollection, model.now) {
                Some(Beside::Differs) => model.queue.change(&key, |row| row.changed = true),
                Some(Beside::Same) => model.queue.change(&key, |row| row.changed = false),
                Some(Beside::Unknown) | None => {}
            }
        }
        MemoryMsg::Entered { key, kept } => {
            follow(model, &key, kept.pursuit.in_short.clone());
            model.cases.take_entered(&key, *kept);
        }
        MemoryMsg::Answered { key, answer } => pending::answered(model, &key, answer),
        MemoryMsg::OverTime { request, answer } => history::receive(model, request, answer),
        MemoryMsg::Off(why) => {
            model.memory.state = Memory::Off;
            pending::refuse_all(model, &why);
            model.tell(Said::new(Tone::Warn, why).told(Manner::Aside));
        }
    }
}

fn recall(model: &mut Model, recalled: Recalled) {
    let Recalled { rows, unreadable, preferences, follow_ups, place } = recalled;
    model.memory.place = place;
    model.memory.state = Memory::On;
    (model.memory.rows, model.memory.follow_ups) = (rows, follow_ups);
    if unreadable > 0 {
        let what = counted(unreadable, "remembered customer", "remembered customers");
        model.tell(
            Said::new(Tone::Warn, format!("{what} could not be read; read anew, they are remembered again"))
                .told(Manner::Aside),
        );
    }
    if !model.memory.has_acted
        && let Some(preferences) = preferences
    {
        restore(model, preferences);
    }
    model.memory.preferences = Some(current(model));
    let Model { memory, queue, now, .. } = model;
    queue.recall(|key| take(&mut memory.rows, key), now.wall);
    for (key, follow_up) in known_follow_ups(model) {
        follow(model, &key, follow_up);
    }
    if !model.memory.has_acted {
        model.queue.rank();
    }
    model.overview.history.is_wanted |= matches!(model.screen.window, Window::Overview(_));
    model.prefetch.plan_anew();
}

/// Fills rows of the list with what is remembered of them.
pub(super) fn fill(model: &mut Model, rows: Vec<Row>) -> Vec<Row> {
    if model.memory.rows.is_empty() && model.memory.follow_ups.is_empty() {
        return rows;
    }
    let mut rows = rows;
    for row in &mut rows {
        if let Some(remembered) = take(&mut model.memory.rows, &row.key) {
            row.recall(remembered, model.now.wall);
        }
        if let Some(follow_up) = follow_up_of(model, &row.key) {
            row.follow(Some(follow_up), &model.settings.calendar, model.now.wall);
        }
    }
    rows
}

fn follow_up_of(model: &Model, key: &RowKey) -> Option<FollowUp> {
    if model.memory.follow_ups.is_empty() {
        return None;
    }
    model.memory.follow_ups.get(&CustomerKey::of(key.id()?)?).cloned()
}

fn known_follow_ups(model: &Model) -> Vec<(RowKey, FollowUp)> {
    let rows = model.queue.rows().iter();
    rows.filter_map(|row| Some((row.key.clone(), follow_up_of(model, &row.key)?))).collect()
}

/// Takes what became of the requests to a customer.
pub(super) fn follow(model: &mut Model, key: &RowKey, follow_up: FollowUp) {
    if let Some(customer) = key.id().and_then(CustomerKey::of) {
        model.memory.follow_ups.insert(customer, follow_up.clone());
    }
    let (calendar, now) = (&model.settings.calendar, model.now.wall);
    model.queue.change(key, |row| row.follow(Some(follow_up), calendar, now));
}

/// A case was read, and nobody compared it with what was sent.
pub(super) fn doubt(model: &mut Model, key: &RowKey) {
    let Some(known) = model.queue.row(key).and_then(|row| row.follow_up.as_deref().cloned()) else { return };
    follow(model, key, FollowUp { cover: Cover::Unknown, ..known });
}

/// Another day has begun: what is to be chased on it is due.
pub(super) fn turn_day(model: &mut Model) {
    let today = model.settings.calendar.day(model.now.wall);
    if model.memory.today.replace(today) == Some(today) {
        return;
    }
    for (key, follow_up) in known_follow_ups(model) {
        follow(model, &key, follow_up);
    }
}

fn take(remembered: &mut HashMap<CustomerKey, RecalledRow>, key: &RowKey) -> Option<RecalledRow> {
    if remembered.is_empty() {
        return None;
    }
    remembered.remove(&CustomerKey::of(key.id()?)?)
}

/// What was told with the last batch has been drawn since, unless there was no room for it or a field stood in its place.
pub(super) fn drawn(model: &mut Model) {
    if model.layout().mode == Mode::TooSmall {
        return;
    }
    let is_covered = model.types_in_footer();
    if let Memory::Asking { is_drawn, .. } = &mut model.memory.state {
        *is_drawn |= !is_covered;
    }
    if let Some(entry) = model.attended.as_ref().and_then(|key| model.cases.get_mut(key)) {
        entry.drawn_look = entry.look;
    }
}

/// The user did something before the case that is read: what was drawn of it has met its reader.
fn meet(model: &mut Model) {
    if let Some(entry) = model.attended.as_ref().and_then(|key| model.cases.get_mut(key)) {
        entry.met_look = entry.drawn_look;
    }
}

/// The user did something. Where the memory was told of and that was on screen, it begins, unless this is the key that turns
/// it off. Whether there is nothing else to do.
pub(super) fn answer(model: &mut Model, msg: &Msg, effects: &mut Vec<Effect>) -> bool {
    if !matches!(msg, Msg::Action(_) | Msg::Edit(_) | Msg::Pointer(_)) {
        return false;
    }
    model.memory.has_acted = true;
    meet(model);
    let Memory::Asking { is_drawn: true, .. } = &model.memory.state else { return false };
    if matches!(msg, Msg::Action(Action::Memory)) {
        forbid(model, effects);
        return true;
    }
    // A program that is left at once was not agreed to.
    if !matches!(msg, Msg::Action(Action::Quit | Action::QuitNow)) {
        model.memory.state = Memory::On;
        effects.push(Effect::Remember(Remember::Begin));
    }
    false
}

/// Turns the memory off for this run, or begins it.
pub(super) fn toggle(model: &mut Model, effects: &mut Vec<Effect>) {
    match model.memory.state {
        Memory::On | Memory::Starting | Memory::Asking { .. } => forbid(model, effects),
        Memory::Off => {}
    }
}

fn forbid(model: &mut Model, effects: &mut Vec<Effect>) {
    (model.memory.state, model.memory.is_forbidden) = (Memory::Off, true);
    effects.push(Effect::Remember(Remember::Nothing));
    // What was sent is judged by nobody any more, and nobody is to rest on it.
    let known: Vec<RowKey> =
        model.queue.rows().iter().filter(|row| row.follow_up.is_some()).map(|row| row.key.clone()).collect();
    for key in &known {
        model.queue.change(key, |row| row.follow_up = None);
    }
    model.memory.follow_ups.clear();
    history::forget(model);
    let text =
        "from now on nothing of this run is remembered; off = true under [memory] in the configuration keeps it so";
    model.announce(Tone::Plain, text);
}

/// The reader looked at a case and left it.
pub(super) fn left(model: &mut Model, key: &RowKey, effects: &mut Vec<Effect>) {
    if !model.memory.state.is_on() {
        return;
    }
    if let Some(entry) = model.cases.get_mut(key) {
        entry.seen_at = None;
    }
    see(model, key, effects);
}

/// Of a case the look that its reader met was seen: it was left, or a later one takes its place. One that nobody met was not
/// seen by anybody.
pub(super) fn see(model: &mut Model, key: &RowKey, effects: &mut Vec<Effect>) {
    if !model.memory.state.is_on() {
        return;
    }
    let Some(entry) = model.cases.get_mut(key) else { return };
    if let Some(look) = entry.met_look.filter(|_| entry.seen_look != entry.met_look) {
        entry.seen_look = Some(look);
        effects.push(Effect::Remember(Remember::Seen { key: key.clone(), look }));
    }
}

/// Keeps what was entered, and how the screen is left, where that changed.
pub(super) fn settle(model: &mut Model, effects: &mut Vec<Effect>) {
    // What is entered while it is opened is kept then.
    if model.memory.state == Memory::Starting {
        return;
    }
    let now = current(model);
    let entered = std::mem::take(&mut model.memory.entered);
    if model.memory.state.is_on() {
        effects.extend(entered.into_iter().map(Effect::Remember));
    }
    if model.memory.state.is_on()
        && let Some(kept) = &mut model.memory.preferences
        && *kept != now
    {
        *kept = now;
        effects.push(Effect::Remember(Remember::Preferences(now)));
    }
}

const fn current(model: &Model) -> Preferences {
    let queue = &model.queue;
    Preferences { tab: model.case_pane.tab, sort: queue.sort, direction: queue.direction, quick_view: queue.quick_view }
}

/// A list is shown as it was left; customers that were named are shown as they were named.
fn restore(model: &mut Model, preferences: Preferences) {
    model.case_pane.tab = preferences.tab;
    if model.session.source == Source::List {
        (model.queue.sort, model.queue.direction) = (preferences.sort, preferences.direction);
        model.queue.quick_view = preferences.quick_view;
        model.queue.rank();
    }
}
