//! Typing: one way for every field. A field's owner decides what follows when its text is taken or left.

use super::super::action::Action;
use super::super::field::{Edit, TextField};
use super::super::layout::Pane;
use super::super::line::Tone;
use super::super::model::{FocusedField, FormKind, Model};
use super::super::screen::Typing;
use super::super::window::Window;
use super::{find, follow_up, lift, notes, palette, panes, queue};

/// Starts a filter or a search, whichever the focused pane has. What was searched for last stays until it is replaced.
pub(super) fn start(model: &mut Model) {
    let typing = if model.focus() == Pane::Queue { Typing::Filter } else { Typing::Search };
    if typing == Typing::Search {
        model.find.field = TextField::default();
    }
    model.screen.typing = Some(typing);
}

/// Edits the field that keys go to; returns the action that was chosen by it, if one was.
pub(super) fn edit(model: &mut Model, edit: &Edit) -> Option<Action> {
    match (model.focused_field()?, edit) {
        (FocusedField::Form(FormKind::Lift), edit) => lift::edit(model, edit),
        (FocusedField::Form(FormKind::FollowUp), edit) => follow_up::edit(model, edit),
        (FocusedField::Form(FormKind::Notes), edit) => notes::edit(model, edit),
        (_, Edit::Cancel) => cancel(model),
        // Its last beginning that means something still decides: it would be told as in force and is not.
        (FocusedField::Filter, Edit::Submit | Edit::Finish) if model.queue.filter_state().bad.is_some() => {
            let why = model.queue.filter_state().bad.as_ref().map(|bad| bad.0.clone()).unwrap_or_default();
            model.announce(Tone::Warn, format!("{why}; change it, or Esc clears it"));
        }
        (FocusedField::Filter, Edit::Submit | Edit::Finish) => {
            model.screen.typing = None;
            model.queue.choose();
            queue::open_typed_id(model);
        }
        (FocusedField::Search, Edit::Submit | Edit::Finish) => {
            model.screen.typing = None;
            model.find.take_typed();
            find::go(model, true);
        }
        (FocusedField::Palette, Edit::Submit | Edit::Finish) => return take_selected(model),
        // One field is all there is: its keys lead on to the next pane, as they do outside of it.
        (FocusedField::Filter | FocusedField::Search, Edit::Next) => panes::focus(model, model.focus().step(true)),
        (FocusedField::Filter | FocusedField::Search, Edit::Previous) => panes::focus(model, model.focus().step(false)),
        (FocusedField::Filter, edit) => model.queue.filter.apply(edit),
        (FocusedField::Search, edit) => model.find.field.apply(edit),
        (FocusedField::Palette, edit) => search_palette(model, |field| field.apply(edit)),
    }
    None
}

/// Leaves the field that keys go to. A filter is cleared; what was searched for before is searched for still.
pub(super) fn cancel(model: &mut Model) {
    match model.focused_field() {
        Some(FocusedField::Filter) => {
            model.screen.typing = None;
            model.queue.filter = TextField::default();
        }
        Some(FocusedField::Search) => model.screen.typing = None,
        // What is typed goes first, then the list.
        Some(FocusedField::Palette) => match &mut model.screen.window {
            Window::Palette(palette) if !palette.search.is_empty() => {
                palette.search(|field| *field = TextField::default());
            }
            window => *window = Window::None,
        },
        Some(FocusedField::Form(FormKind::Lift)) => lift::edit(model, &Edit::Cancel),
        Some(FocusedField::Form(FormKind::FollowUp)) => follow_up::edit(model, &Edit::Cancel),
        Some(FocusedField::Form(FormKind::Notes)) => notes::edit(model, &Edit::Cancel),
        None => {}
    }
}

fn search_palette(model: &mut Model, change: impl FnOnce(&mut TextField)) {
    if let Window::Palette(palette) = &mut model.screen.window {
        palette.search(change);
    }
}

/// Closes the list of actions and returns the selected one; where none is found, the list stays.
fn take_selected(model: &mut Model) -> Option<Action> {
    let Window::Palette(open) = std::mem::take(&mut model.screen.window) else { return None };
    match palette::run_selected(open) {
        palette::After::Run(action) => Some(action),
        palette::After::Open(open) => {
            model.screen.window = Window::Palette(open);
            None
        }
        palette::After::Closed => None,
    }
}
