//! The panes: which one is focused, moving in it, going into what is selected, and what of personal data is shown.

use super::super::action::Action;
use super::super::case_pane::Visibility;
use super::super::layout::{Detail, Pane};
use super::super::line::Tone;
use super::super::list::Move;
use super::super::model::{Model, Wanted};
use super::super::tabs::Tab;
use super::{case, tabs};
use crate::domain::key::Item;
use crate::domain::mask::Mask;

/// Focuses a pane; what was being typed in another is left as it is.
pub(super) fn focus(model: &mut Model, pane: Pane) {
    model.screen.typing = None;
    model.screen.arrangement.focus = pane;
    match pane {
        Pane::Comments => model.screen.arrangement.detail = Detail::Comments,
        Pane::Documents => model.screen.arrangement.detail = Detail::Documents,
        Pane::Queue | Pane::Case => {}
    }
}

/// Moves in the focused pane.
pub(super) fn step(model: &mut Model, by: Move) {
    step_in(model, model.focus(), by);
}

/// Moves in a pane.
pub(super) fn step_in(model: &mut Model, pane: Pane, by: Move) {
    let rows = model.page(pane);
    if let Some(list) = model.list_mut(pane) {
        list.step(by, rows);
    }
}

/// Goes into, out of, or to what is selected.
pub(super) fn go(model: &mut Model, action: Action) {
    match (model.focus(), action) {
        (Pane::Queue, Action::Close) => {}
        (Pane::Queue, _) if model.queue.selected().is_some() => {
            focus(model, Pane::Case);
            model.travel.wants = model.travel.wants.max(Wanted::Fresh);
        }
        (Pane::Queue, _) => {}
        // Closing the case itself would leave one row; whoever goes left of it wants out.
        (Pane::Case, Action::Close) if is_root_selected(model) && model.has_back() => focus(model, Pane::Queue),
        (Pane::Case, _) if model.case_pane.tab == Tab::Tree => case::go(model, action),
        (Pane::Case, Action::Close) => tabs::show(model, Tab::Tree),
        (Pane::Comments | Pane::Documents, Action::Close) => focus(model, Pane::Case),
        // A row leads to the node of what it speaks of.
        (Pane::Case | Pane::Comments | Pane::Documents, _) => {
            if let Some(target) = model.focused_rows().and_then(|rows| rows.target()).cloned() {
                focus(model, Pane::Case);
                tabs::show(model, Tab::Tree);
                case::reveal(model, &target);
            }
        }
    }
}

fn is_root_selected(model: &Model) -> bool {
    let selected = model.viewed_case().and_then(|entry| entry.tree.selected());
    model.case_pane.tab == Tab::Tree && selected.is_none_or(|node| node.position.item == Item::Case)
}

/// Shows what Fin wrote on the viewed case although it may name people, or hides it again.
pub(super) fn show_prose(model: &mut Model) {
    let is_shown = model.screen.prose.is_some();
    model.screen.prose = model.viewed.clone().filter(|_| !is_shown);
    let text = match model.visibility() {
        Visibility::WithProse => "what Fin wrote on this case is shown until you leave it; it may name people",
        Visibility::Masked | Visibility::Open => "what Fin wrote is hidden again",
    };
    model.notify(Tone::Plain, text);
}

/// Shows the viewed customer only, or all again.
pub(super) fn toggle_only(model: &mut Model) {
    let ends = model.screen.only.is_some();
    model.screen.only = model.viewed.clone().filter(|_| !ends);
    let text = if ends {
        "all customers are shown again"
    } else {
        "this case only: no other customer is shown, and none can be gone to, until the same key ends it"
    };
    model.announce(Tone::Plain, text);
}

/// Hides personal data everywhere, or shows it again.
pub(super) fn toggle_mask(model: &mut Model) {
    let is_asked = std::mem::replace(&mut model.screen.armed_unmask, false);
    if model.screen.mask == Mask::On && model.screen.is_mask_set && !is_asked {
        model.screen.armed_unmask = true;
        model.announce(Tone::Warn, "the configuration or a flag hides personal data; the same key again shows it");
        return;
    }
    model.screen.mask = model.screen.mask.toggled();
    model.screen.prose = None;
    let text = match model.screen.mask {
        Mask::On => "personal data is hidden: on screen, in copies, drafts and exports",
        Mask::Off => "personal data is shown",
    };
    model.announce(Tone::Plain, text);
}
