//! The drafts of the viewed case: previewed, copied, saved.

use super::super::action::Action;
use super::super::effect::Effect;
use super::super::layout::Mode;
use super::super::line::Tone;
use super::super::model::Model;
use super::super::overlay::{Drafting, Overlay};
use super::super::wrap::wrap;
use super::{notify, overlay};
use crate::domain::draft::{Draft, DraftOptions, drafts};
use crate::domain::text::SafeText;

/// Drafts the messages of the viewed case.
pub(super) fn open(model: &mut Model, effects: &mut Vec<Effect>) {
    match draft(model) {
        Some(drafts) if !drafts.is_empty() => {
            model.screen.overlay = Overlay::Drafts(Drafting { drafts, which: 0, offset: 0 });
        }
        Some(_) => notify(model, Tone::Plain, "nothing is owed, so there is nothing to ask for".to_owned(), effects),
        None => notify(model, Tone::Warn, "the case is not loaded yet".to_owned(), effects),
    }
}

/// The drafts of the viewed case as of today; `None` where it is not loaded.
fn draft(model: &Model) -> Option<Vec<Draft>> {
    let case = model.viewed_case()?.case()?;
    let options = DraftOptions::answered_within(model.reading.reply_by_days, model.now.wall);
    Some(drafts(case, &model.reading.glossary, &options, model.screen.mask))
}

/// Makes the drafts anew where they are shown: the mask or the case has changed. Drafts of what is no longer owed close.
pub(super) fn redraft(model: &mut Model) {
    let Overlay::Drafts(Drafting { which, offset, .. }) = model.screen.overlay else { return };
    let Some(drafts) = draft(model) else { return };
    model.screen.overlay = match drafts.len().checked_sub(1) {
        Some(last) => Overlay::Drafts(Drafting { which: which.min(last), drafts, offset }),
        None => Overlay::None,
    };
}

pub(super) fn act(model: &mut Model, mut drafting: Drafting, action: Action, effects: &mut Vec<Effect>) {
    let count = drafting.drafts.len();
    let page = page(model);
    match action {
        Action::NextTab | Action::NextPane | Action::Open | Action::NextCustomer => {
            (drafting.which, drafting.offset) = ((drafting.which + 1) % count.max(1), 0);
        }
        Action::PreviousTab | Action::PreviousPane | Action::Close | Action::PreviousCustomer => {
            (drafting.which, drafting.offset) = ((drafting.which + count.saturating_sub(1)) % count.max(1), 0);
        }
        Action::Down => drafting.offset += 1,
        Action::Up => drafting.offset = drafting.offset.saturating_sub(1),
        Action::PageDown | Action::HalfPageDown => drafting.offset += page,
        Action::PageUp | Action::HalfPageUp => drafting.offset = drafting.offset.saturating_sub(page),
        Action::First => drafting.offset = 0,
        Action::Last => drafting.offset = usize::MAX,
        Action::Copy | Action::CopyWhat | Action::Activate => copy(model, &drafting, effects),
        Action::Export => save(model, &drafting, effects),
        Action::Draft => return,
        _ => {}
    }
    drafting.offset = drafting.offset.min(rows(model, &drafting).saturating_sub(1));
    model.screen.overlay = Overlay::Drafts(drafting);
}

/// Rows of the message that are seen at once: all of the overlay, or two thirds where the originals stand below.
fn page(model: &Model) -> usize {
    let rows = overlay::page(model);
    if model.layout().mode == Mode::Medium { rows * 2 / 3 } else { rows }
}

/// Rows of the shown draft, as wide as its message at least is.
fn rows(model: &Model, drafting: &Drafting) -> usize {
    let width = usize::from(model.screen.size.width);
    let width = if model.layout().mode == Mode::Wide { width * 3 / 5 } else { width };
    let Some(draft) = drafting.shown() else { return 0 };
    let message: usize = draft.body.iter().map(|line| wrap(line.as_str(), width.saturating_sub(4)).len().max(1)).sum();
    // The originals scroll with the message, so that the longer of both decides.
    message.max(draft.originals.iter().map(|original| 2 + original.text.as_str().lines().count()).sum())
}

fn copy(model: &mut Model, drafting: &Drafting, effects: &mut Vec<Effect>) {
    let Some(draft) = drafting.shown() else { return };
    let what = if draft.may_be_sent() {
        format!("the message to {}", draft.to)
    } else if draft.masked {
        format!("the masked draft for {}, which cannot be sent", draft.to)
    } else {
        format!("the internal note on {}, which must not be sent", draft.to)
    };
    let text = SafeText::block(&format!("Subject: {}\n\n{}", draft.subject, draft.text()));
    effects.push(Effect::Copy { text, what });
    model.screen.is_dirty = true;
}

fn save(model: &mut Model, drafting: &Drafting, effects: &mut Vec<Effect>) {
    let Some(draft) = drafting.shown() else { return };
    let Some(id) = model.viewed.as_ref().and_then(|key| key.id()) else { return };
    effects.push(Effect::SaveDraft { id: id.clone(), draft: Box::new(draft.clone()) });
}
