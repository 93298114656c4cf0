//! The one place where state changes. One sub-update per pane, named like the pane's view.

mod case;
mod clock;
mod comments;
mod copy_export;
mod documents;
mod drafts;
mod find;
mod overlay;
mod panes;
mod pointer;
mod prefetch;
mod queue;
mod screen;
mod tabs;

use super::action::Action;
use super::effect::{Effect, Wake};
use super::layout::Pane;
use super::line::Tone;
use super::list::Move;
use super::model::{Model, NOTICE, Notice};
use super::msg::Msg;
use super::overlay::{Copied, Overlay};
use super::text_field::Edit;

/// Applies what happened and returns what is to be done outside. It cannot await, draw or send.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let mut effects = Vec::new();
    model.screen.is_dirty = true;
    match msg {
        Msg::Clock(now) => clock::tick(model, now),
        Msg::Resized(size) => screen::resize(model, size, &mut effects),
        Msg::Action(action) => act(model, action, &mut effects),
        Msg::Pointer(pointer) => pointer::act_on(model, pointer, &mut effects),
        Msg::Edit(edit) => edit_text(model, &edit, &mut effects),
        Msg::Queue(news) => queue::news(model, news, &mut effects),
        Msg::Case(answer) => case::answer(model, answer, &mut effects),
        Msg::Wake(wake) => woken(model, wake, &mut effects),
        Msg::Waiting { seconds } => clock::wait(model, seconds, &mut effects),
        Msg::Notification { tone, text } => notify(model, tone, text, &mut effects),
        Msg::Continued => effects.push(Effect::Repaint),
    }
    panes::refresh(model);
    effects
}

/// What the dashboard does first: fetch what it shows.
pub fn start(model: &mut Model) -> Vec<Effect> {
    let mut effects = Vec::new();
    let page = model.page(Pane::Queue);
    model.queue.look_through(model.screen.mask, page);
    queue::start(model, &mut effects);
    clock::schedule_minute(model, &mut effects);
    panes::refresh(model);
    effects
}

fn woken(model: &mut Model, wake: Wake, effects: &mut Vec<Effect>) {
    match wake {
        Wake::Minute => clock::schedule_minute(model, effects),
        Wake::Rest(moves) => case::rested(model, moves, effects),
        Wake::Details => prefetch::woken(model, effects),
        Wake::AutoCase(timer) => case::auto(model, timer, effects),
        Wake::AutoQueue(timer) => queue::auto(model, timer, effects),
        Wake::Notice(number) => screen::notice_over(model, number),
        Wake::Countdown => clock::count_down(model, effects),
    }
}

fn act(model: &mut Model, action: Action, effects: &mut Vec<Effect>) {
    if model.screen.overlay != Overlay::None && overlay::act(model, action, effects) {
        return;
    }
    run(model, action, effects);
}

/// Runs an action, whatever covers the panes.
fn run(model: &mut Model, action: Action, effects: &mut Vec<Effect>) {
    if action != Action::OpenLink {
        model.screen.armed_link = None;
    }
    if let Err(reason) = model.can(action) {
        notify(model, Tone::Warn, reason.to_owned(), effects);
        return;
    }
    match action {
        Action::Down => step(model, Move::Down, effects),
        Action::Up => step(model, Move::Up, effects),
        Action::First => step(model, Move::First, effects),
        Action::Last => step(model, Move::Last, effects),
        Action::PageDown => step(model, Move::PageDown, effects),
        Action::PageUp => step(model, Move::PageUp, effects),
        Action::HalfPageDown => step(model, Move::HalfPageDown, effects),
        Action::HalfPageUp => step(model, Move::HalfPageUp, effects),
        Action::Open | Action::Close | Action::Activate => go(model, action, effects),
        Action::NextPane => screen::focus(model, model.focus().step(true)),
        Action::PreviousPane => screen::focus(model, model.focus().step(false)),
        Action::FocusQueue => screen::focus(model, Pane::Queue),
        Action::FocusCase => screen::focus(model, Pane::Case),
        Action::FocusComments => screen::focus(model, Pane::Comments),
        Action::FocusDocuments => screen::focus(model, Pane::Documents),
        Action::NextCustomer => queue::step(model, Move::Down, effects),
        Action::PreviousCustomer => queue::step(model, Move::Up, effects),
        Action::RefreshCase => case::refresh(model, effects),
        Action::RefreshQueue => queue::refresh(model, effects),
        Action::AutoRefresh => clock::toggle_auto(model, effects),
        Action::LookAtAll => prefetch::look_at_all(model, effects),
        Action::NextTab => tabs::step_tab(model, true),
        Action::PreviousTab => tabs::step_tab(model, false),
        Action::Find => find::start(model),
        Action::NextHit => find::go(model, true, effects),
        Action::PreviousHit => find::go(model, false, effects),
        Action::QuickView => queue::quick_view(model, effects),
        Action::Sort => queue::choose_sort(model),
        Action::Draft => drafts::open(model, effects),
        Action::Copy => copy_export::copy(model, Copied::Value, effects),
        Action::CopyWhat => copy_export::choose_copy(model),
        Action::Export => copy_export::choose_export(model),
        Action::OpenLink => copy_export::open_link(model, effects),
        Action::Mask => copy_export::toggle_mask(model, effects),
        Action::ShowProse => copy_export::show_prose(model, effects),
        Action::Zoom => screen::zoom(model, effects),
        Action::Help => overlay::open_actions(model),
        Action::Repaint => effects.push(Effect::Repaint),
        Action::Suspend => effects.push(Effect::Suspend),
        Action::Back => screen::back(model, effects),
        Action::Quit | Action::QuitNow => effects.push(Effect::Quit),
    }
}

fn step(model: &mut Model, by: Move, effects: &mut Vec<Effect>) {
    step_in(model, model.focus(), by, effects);
}

fn step_in(model: &mut Model, pane: Pane, by: Move, effects: &mut Vec<Effect>) {
    match pane {
        Pane::Queue => queue::step(model, by, effects),
        Pane::Case if tabs::step(model, by) => {}
        Pane::Case => case::step(model, by),
        Pane::Comments => comments::step(model, by),
        Pane::Documents => documents::step(model, by),
    }
}

/// Goes into, out of, or to what is selected.
fn go(model: &mut Model, action: Action, effects: &mut Vec<Effect>) {
    match model.focus() {
        Pane::Queue => queue::go(model, action, effects),
        Pane::Case if tabs::go(model, action) => {}
        Pane::Case => case::go(model, action),
        Pane::Comments => comments::go(model, action),
        Pane::Documents => documents::go(model, action),
    }
}

/// Edits whichever field is being typed into.
fn edit_text(model: &mut Model, edit: &Edit, effects: &mut Vec<Effect>) {
    if !model.is_typing() {
        model.screen.is_dirty = false;
    } else if overlay::edit(model, edit) {
    } else if model.find.is_typing {
        find::edit(model, edit, effects);
    } else {
        queue::edit(model, edit, effects);
    }
}

/// Tells the user something in the footer, for a while.
fn notify(model: &mut Model, tone: Tone, text: String, effects: &mut Vec<Effect>) {
    model.notices += 1;
    let number = model.notices;
    model.screen.notice = Some(Notice { text, tone, number });
    effects.push(Effect::Wake { wake: Wake::Notice(number), after: NOTICE });
}

#[cfg(test)]
mod tests;
