//! The one place where state changes. A message changes what it is about, then one settle pass brings everything derived
//! back in line. One sub-update per part of the model; none of them calls one that calls it.

mod actions;
mod case;
mod clock;
mod copy_export;
mod draft_parts;
mod drafts;
mod fields;
mod find;
mod follow_up;
mod history;
mod lift;
mod memory;
mod messages;
mod notes;
mod offline;
mod overview;
mod palette;
mod panes;
mod pending;
mod pointer;
mod prefetch;
mod queue;
mod settle;
mod tabs;
mod windows;

use super::effect::{Effect, Wake};
use super::model::Model;
use super::msg::Msg;
use super::notice::Said;

/// Applies what happened and returns what is to be done outside. It cannot await, draw or send.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let mut effects = Vec::new();
    if clock::note_touch(model, &msg) {
        settle::settle(model, &mut effects);
        return effects;
    }
    match msg {
        // Nothing visible follows from the time alone: whole minutes have a wake-up of their own.
        Msg::Clock(now) => {
            model.now = now;
            memory::drawn(model);
            return effects;
        }
        msg if memory::answer(model, &msg, &mut effects) => {}
        Msg::Touched => {}
        Msg::Resized(size) => model.screen.size = size,
        Msg::Action(action) => actions::act(model, action, &mut effects),
        Msg::Pointer(pointer) => pointer::act_on(model, pointer, &mut effects),
        Msg::Edit(edit) => {
            if let Some(action) = fields::edit(model, &edit) {
                actions::run(model, action, &mut effects);
            }
        }
        Msg::Queue(news) => {
            let ended = queue::receive(model, news);
            offline::note(model, ended, &mut effects);
        }
        Msg::Case(answer) => {
            let ended = case::receive(model, answer, &mut effects);
            offline::note(model, ended, &mut effects);
        }
        Msg::Memory(news) => memory::receive(model, news),
        Msg::Wake(wake) => woken(model, wake, &mut effects),
        Msg::Waiting { seconds } => clock::wait(model, seconds, &mut effects),
        Msg::Notification { about, tone, text } => model.tell(Said::sentence(tone, text).about(about)),
        Msg::Continued => effects.push(Effect::Repaint),
    }
    settle::settle(model, &mut effects);
    effects
}

/// What the dashboard does first: fetch what it shows.
pub fn start(model: &mut Model) -> Vec<Effect> {
    let mut effects = Vec::new();
    queue::start(model, &mut effects);
    clock::schedule_minute(model, &mut effects);
    settle::settle(model, &mut effects);
    effects
}

/// What is still to be done when the program ends: the case that is read is left.
pub fn leave(model: &mut Model) -> Vec<Effect> {
    let mut effects = Vec::new();
    if let Some(key) = model.attended.clone() {
        memory::left(model, &key, &mut effects);
    }
    effects
}

fn woken(model: &mut Model, wake: Wake, effects: &mut Vec<Effect>) {
    match wake {
        Wake::Minute => {
            memory::turn_day(model);
            clock::schedule_minute(model, effects);
        }
        Wake::Rest(moves) => case::rested(model, moves),
        Wake::Details => model.prefetch.is_scheduled = false,
        Wake::DetailsAgain => model.prefetch.is_postponed = false,
        Wake::AutoCase(timer) => clock::auto_case(model, timer, effects),
        Wake::AutoQueue(timer) => clock::auto_queue(model, timer, effects),
        Wake::Notice(number) => clock::notice_over(model, number),
        Wake::Reconnect(timer) => offline::try_again(model, timer, effects),
        Wake::Idle => model.is_idle_timed = false,
        Wake::Countdown => clock::count_down(model, effects),
    }
}

#[cfg(test)]
mod tests;
