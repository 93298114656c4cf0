//! What covers the panes takes the keys first: the list of actions, choices, drafts, and the lift of a hold.

use crate::domain::order::SortBy;

use super::super::action::Action;
use super::super::effect::Effect;
use super::super::line::Tone;
use super::super::list::Cursor;
use super::super::model::Model;
use super::super::overview::Bar;
use super::super::palette::Palette;
use super::super::window::{Choice, Chooser, OpenedOn, Window};
use super::{copy_export, drafts, follow_up, lift, messages, notes, overview, palette, queue};

/// Whether what covers the panes took an action.
pub(super) enum Handled {
    /// It did.
    Yes,
    /// This action is for the panes.
    No(Action),
}

/// Opens the choice of what to sort by.
pub(super) fn choose_sort(model: &mut Model) {
    let choices = SortBy::ALL.map(Choice::Sort).to_vec();
    let at = SortBy::ALL.iter().position(|by| *by == model.queue.sort).unwrap_or(0);
    let cursor = Cursor { at, offset: 0 };
    model.screen.window = Window::Chooser(Chooser {
        title: "Sort the queue by",
        choices,
        cursor,
        on: None,
        armed: None,
        mask: model.screen.mask,
    });
}

/// Acts on what covers the panes.
pub(super) fn act(model: &mut Model, action: Action, effects: &mut Vec<Effect>) -> Handled {
    let is_global =
        matches!(action, Action::QuitNow | Action::Suspend | Action::Repaint | Action::Mask | Action::ShowProse);
    if model.screen.window == Window::None || is_global {
        return Handled::No(action);
    }
    match (std::mem::take(&mut model.screen.window), action) {
        (Window::None, _) => return Handled::No(action),
        (Window::Drafts(window), Action::LiftHold) => lift::open_over(model, window),
        (Window::Drafts(window), Action::FollowUp) => follow_up::open_over(model, window),
        (Window::Drafts(window), Action::Note) => notes::open_over(model, window),
        (Window::Drafts(window), _) => drafts::act(model, window, action, effects),
        (Window::Lift(window), Action::Back | Action::Quit) => lift::leave(model, *window),
        (Window::Lift(window), _) => lift::act(model, window, action),
        (Window::FollowUp(window), _) => follow_up::act(model, window, action),
        (Window::Notes(window), _) => notes::act(model, window, action),
        (Window::Palette(_) | Window::Chooser(_), Action::Back | Action::Quit) => {}
        (Window::Overview(bar), _) => return act_on_overview(model, bar, action),
        (Window::Messages(cursor), _) => messages::act(model, cursor, action, effects),
        (Window::Palette(palette), _) => return act_on_palette(model, palette, action),
        (Window::Chooser(chooser), _) => act_on_choice(model, chooser, action, effects),
    }
    Handled::Yes
}

fn act_on_overview(model: &mut Model, bar: Bar, action: Action) -> Handled {
    match overview::act(model, bar, action) {
        overview::After::Open(bar) => model.screen.window = Window::Overview(bar),
        overview::After::Closed => {}
        overview::After::Below(bar) => {
            model.screen.window = Window::Overview(bar);
            return Handled::No(action);
        }
    }
    Handled::Yes
}

fn act_on_palette(model: &mut Model, palette: Palette, action: Action) -> Handled {
    let page = palette::page(model);
    match palette::act(palette, action, page) {
        palette::After::Open(palette) => model.screen.window = Window::Palette(palette),
        palette::After::Closed => {}
        palette::After::Run(action) => return Handled::No(action),
    }
    Handled::Yes
}

fn act_on_choice(model: &mut Model, mut chooser: Chooser, action: Action, effects: &mut Vec<Effect>) {
    if action != Action::Activate {
        chooser.armed = None;
        if let Some(by) = palette::movement(action) {
            let page = palette::page(model);
            chooser.cursor.step(by, chooser.choices.len(), page);
        }
        model.screen.window = Window::Chooser(chooser);
        return;
    }
    if chooser.on.as_ref().is_some_and(OpenedOn::is_gone) {
        let what = "the server no longer knows this customer, and what is shown is of an earlier look";
        let helps = "y copies a selected value of it, R fetches the queue again";
        model.notify(Tone::Warn, format!("nothing was done: {what}; {helps}"));
        return;
    }
    if chooser.on.as_ref().is_some_and(|on| on.is_held_now) {
        model.notify(Tone::Bad, "nothing was done: the case is held by a later look; choose again");
        return;
    }
    if let Some(why) = copy_export::asks_first(model, &chooser) {
        chooser.armed = Some(chooser.cursor.at);
        model.notify(Tone::Warn, format!("look first: Enter again copies. {why}"));
        model.screen.window = Window::Chooser(chooser);
        return;
    }
    let Chooser { mut choices, cursor, on, .. } = chooser;
    if cursor.at >= choices.len() {
        return;
    }
    match (choices.swap_remove(cursor.at), on) {
        (Choice::Sort(by), _) => queue::sort(model, by),
        (Choice::Copy(what, content), on) => copy_export::copy_content(model, (what, content), on, effects),
        (Choice::Export(form), Some(on)) => copy_export::export(model, form, &on, effects),
        (Choice::FollowUp(choice), Some(on)) => follow_up::choose(model, choice, on),
        (Choice::Export(_) | Choice::FollowUp(_), None) => {}
    }
}
