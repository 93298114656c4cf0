//! What covers the panes: the list of actions, choices, drafts.

use super::super::action::Action;
use super::super::effect::Effect;
use super::super::list::{Cursor, Move};
use super::super::model::Model;
use super::super::overlay::{Choice, Chooser, Overlay, Palette};
use super::super::text_field::{Edit, TextField};
use super::{copy_export, drafts, queue, run};

/// Opens the list of all actions.
pub(super) fn open_actions(model: &mut Model) {
    model.screen.overlay = Overlay::Actions(Palette::default());
}

/// Opens a choice.
pub(super) fn choose(model: &mut Model, title: &'static str, choices: Vec<Choice>) {
    model.screen.overlay = Overlay::Chooser(Chooser { title, choices, cursor: Cursor::default() });
}

/// Edits the search of the list of actions; whether it has one that is being typed.
pub(super) fn edit(model: &mut Model, edit: &Edit) -> bool {
    let Overlay::Actions(palette) = &mut model.screen.overlay else { return false };
    match edit {
        Edit::Submit => palette.is_typing = false,
        Edit::Cancel => {
            palette.is_typing = false;
            palette.search = TextField::default();
        }
        edit => palette.search.apply(edit),
    }
    palette.cursor = Cursor::default();
    true
}

/// Acts on what covers the panes; whether the action was meant for it.
pub(super) fn act(model: &mut Model, action: Action, effects: &mut Vec<Effect>) -> bool {
    if matches!(action, Action::QuitNow | Action::Suspend | Action::Repaint | Action::Mask | Action::ShowProse) {
        return false;
    }
    if matches!(action, Action::Back | Action::Quit) {
        model.screen.overlay = Overlay::None;
        return true;
    }
    match std::mem::take(&mut model.screen.overlay) {
        Overlay::None => return false,
        Overlay::Actions(palette) => act_on_actions(model, palette, action, effects),
        Overlay::Chooser(chooser) => act_on_choice(model, chooser, action, effects),
        Overlay::Drafts(drafting) => drafts::act(model, drafting, action, effects),
    }
    true
}

fn act_on_actions(model: &mut Model, mut palette: Palette, action: Action, effects: &mut Vec<Effect>) {
    match action {
        Action::Help => return,
        Action::Find => palette.is_typing = true,
        Action::Activate => {
            let Some(chosen) = palette.selected() else { return };
            run(model, chosen, effects);
            return;
        }
        action => {
            let (rows, page) = (palette.found().len(), page(model));
            if let Some(by) = movement(action) {
                palette.cursor.step(by, rows, page);
            }
        }
    }
    model.screen.overlay = Overlay::Actions(palette);
}

fn act_on_choice(model: &mut Model, mut chooser: Chooser, action: Action, effects: &mut Vec<Effect>) {
    if action == Action::Activate {
        match chooser.choices.get(chooser.cursor.at) {
            Some(Choice::Sort(by)) => queue::sort(model, *by, effects),
            Some(Choice::Copy(what)) => copy_export::copy(model, *what, effects),
            Some(Choice::Export(form)) => copy_export::export(model, *form, effects),
            None => {}
        }
        return;
    }
    if let Some(by) = movement(action) {
        let page = page(model);
        chooser.cursor.step(by, chooser.choices.len(), page);
    }
    model.screen.overlay = Overlay::Chooser(chooser);
}

/// How an action moves in a list, if it does.
pub(super) const fn movement(action: Action) -> Option<Move> {
    Some(match action {
        Action::Down => Move::Down,
        Action::Up => Move::Up,
        Action::First => Move::First,
        Action::Last => Move::Last,
        Action::PageDown => Move::PageDown,
        Action::PageUp => Move::PageUp,
        Action::HalfPageDown => Move::HalfPageDown,
        Action::HalfPageUp => Move::HalfPageUp,
        _ => return None,
    })
}

/// Rows an overlay shows: the screen less its frame, title and closing line.
pub(super) fn page(model: &Model) -> usize {
    usize::from(model.screen.size.height.saturating_sub(6)).max(1)
}
