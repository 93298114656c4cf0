//! What the user can do: each action goes to the part of the model that it is about.

use super::super::action::Action;
use super::super::effect::Effect;
use super::super::layout::Pane;
use super::super::line::Tone;
use super::super::list::Move;
use super::super::model::Model;
use super::super::palette::Palette;
use super::super::window::{Copied, Window};
use super::{
    case, clock, copy_export, drafts, fields, find, follow_up, lift, memory, messages, notes, overview, panes,
    prefetch, queue, tabs, windows,
};

/// Does what the user wants: what covers the panes comes first.
pub(super) fn act(model: &mut Model, action: Action, effects: &mut Vec<Effect>) {
    if let windows::Handled::No(action) = windows::act(model, action, effects) {
        run(model, action, effects);
    }
}

/// Runs an action on the panes.
pub(super) fn run(model: &mut Model, action: Action, effects: &mut Vec<Effect>) {
    if action != Action::OpenLink {
        model.screen.armed_link = None;
    }
    if action != Action::Mask {
        model.screen.armed_unmask = false;
    }
    if let Err(reason) = model.can(action) {
        model.notify(Tone::Warn, reason);
        return;
    }
    match action {
        Action::Down => panes::step(model, Move::Down),
        Action::Up => panes::step(model, Move::Up),
        Action::First => panes::step(model, Move::First),
        Action::Last => panes::step(model, Move::Last),
        Action::PageDown => panes::step(model, Move::PageDown),
        Action::PageUp => panes::step(model, Move::PageUp),
        Action::HalfPageDown => panes::step(model, Move::HalfPageDown),
        Action::HalfPageUp => panes::step(model, Move::HalfPageUp),
        Action::Open | Action::Close | Action::Activate => panes::go(model, action),
        Action::NextPane => panes::focus(model, model.focus().step(true)),
        Action::PreviousPane => panes::focus(model, model.focus().step(false)),
        Action::FocusQueue => panes::focus(model, Pane::Queue),
        Action::FocusCase => panes::focus(model, Pane::Case),
        Action::FocusComments => panes::focus(model, Pane::Comments),
        Action::FocusDocuments => panes::focus(model, Pane::Documents),
        Action::NextCustomer => panes::step_in(model, Pane::Queue, Move::Down),
        Action::PreviousCustomer => panes::step_in(model, Pane::Queue, Move::Up),
        Action::RefreshCase => case::refresh(model),
        Action::RefreshQueue => queue::refresh(model, effects),
        Action::AutoRefresh => clock::toggle_auto(model, effects),
        Action::LookAtAll => prefetch::look_at_all(model),
        Action::NextTab => tabs::show(model, model.case_pane.tab.step(true)),
        Action::PreviousTab => tabs::show(model, model.case_pane.tab.step(false)),
        Action::Find => fields::start(model),
        Action::NextHit => find::go(model, true),
        Action::PreviousHit => find::go(model, false),
        Action::QuickView => queue::show(model, model.queue.quick_view.next()),
        Action::Sort => windows::choose_sort(model),
        Action::Overview => overview::open(model),
        Action::Draft => drafts::open(model),
        // Without a draft, `can` has refused it.
        Action::PickOriginals => {}
        Action::LiftHold => lift::open(model),
        Action::FollowUp => follow_up::open(model),
        Action::Note => notes::open(model),
        Action::Copy => copy_export::copy(model, Copied::Value, effects),
        Action::CopyWhat => copy_export::choose_copy(model),
        Action::Export => copy_export::choose_export(model),
        Action::OpenLink => copy_export::open_link(model, effects),
        Action::Mask => panes::toggle_mask(model),
        Action::ShowProse => panes::show_prose(model),
        Action::ThisCaseOnly => panes::toggle_only(model),
        Action::Zoom => model.screen.arrangement.zoomed = !model.screen.arrangement.zoomed,
        Action::Help => model.screen.window = Window::Palette(Palette::of(model.focus())),
        Action::Messages => messages::open(model),
        Action::Memory => memory::toggle(model, effects),
        Action::Repaint => effects.push(Effect::Repaint),
        Action::Suspend => effects.push(Effect::Suspend),
        Action::Back => back(model, effects),
        // Whoever goes back once too often has not left the program.
        Action::Quit if model.has_back() => go_back(model),
        Action::Quit | Action::QuitNow => effects.push(Effect::Quit),
    }
}

/// Leaves a text field, else unzooms, else cancels what the focused pane waits for, else clears the queue's filter or goes
/// back to the queue. Never quits.
fn back(model: &mut Model, effects: &mut Vec<Effect>) {
    if model.is_typing() {
        fields::cancel(model);
    } else if model.screen.arrangement.zoomed {
        model.screen.arrangement.zoomed = false;
    } else if model.focus() == Pane::Queue {
        if !queue::back(model, effects) {
            case::cancel(model, effects);
        }
    } else if !case::cancel(model, effects) {
        go_back(model);
    }
}

/// Out of a zoom, else to the queue, where it holds others.
fn go_back(model: &mut Model) {
    if model.screen.arrangement.zoomed {
        model.screen.arrangement.zoomed = false;
    } else if model.focus() == Pane::Queue {
        overview::back(model);
    } else if model.has_back() {
        panes::focus(model, Pane::Queue);
    }
}
