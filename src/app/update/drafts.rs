//! The drafts of the viewed case: previewed, copied, saved.

use super::super::action::Action;
use super::super::effect::Effect;
use super::super::layout::Mode;
use super::super::line::Tone;
use super::super::model::Model;
use super::super::overlay::{Drafting, Overlay};
use super::super::wrap::wrap;
use super::{notify, overlay};
use crate::domain::customer::RowKey;
use crate::domain::draft::{DraftOptions, Drafts, Sheet, drafts};
use crate::domain::time::Now;

/// Drafts the messages of the viewed case. Where there is neither a message nor a note, a notice says why.
pub(super) fn open(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(drafts) = draft(model) else {
        notify(model, Tone::Warn, "the case is not loaded yet".to_owned(), effects);
        return;
    };
    if drafts.sheets().next().is_some() {
        model.screen.overlay = Overlay::Drafts(Drafting { drafts: Box::new(drafts), which: 0, offset: 0, armed: None });
        return;
    }
    let reasons = drafts.reasons();
    let tone = if reasons.iter().any(|(why, _)| why.is_incomplete()) { Tone::Warn } else { Tone::Plain };
    let sentences: Vec<String> = reasons.into_iter().map(|(_, sentence)| sentence).collect();
    notify(model, tone, sentences.join("; "), effects);
}

/// The drafts of the viewed case as of today; `None` where it is not loaded.
fn draft(model: &Model) -> Option<Drafts> {
    let case = model.viewed_case()?.case()?;
    let reading = &model.settings;
    let options =
        DraftOptions::answered_within(reading.reply_by_days, model.now.wall).answered_as(reading.how_to_answer.clone());
    Some(drafts(case, &reading.glossary, &options, model.screen.mask))
}

/// Makes the drafts anew where they are shown: the mask or the case has changed. Where nothing is left to read, they close.
pub(super) fn redraft(model: &mut Model) {
    let Overlay::Drafts(Drafting { which, offset, .. }) = model.screen.overlay else { return };
    let Some(drafts) = draft(model) else { return };
    model.screen.overlay = match drafts.sheets().count().checked_sub(1) {
        Some(last) => {
            Overlay::Drafts(Drafting { which: which.min(last), drafts: Box::new(drafts), offset, armed: None })
        }
        None => Overlay::None,
    };
}

pub(super) fn act(model: &mut Model, mut drafting: Drafting, action: Action, effects: &mut Vec<Effect>) {
    let count = drafting.count();
    let page = page(model);
    let armed = drafting.armed.take();
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
        Action::Copy | Action::CopyWhat | Action::Activate | Action::Export => {
            if armed != Some(action) && asks_first(model, &drafting) {
                drafting.armed = Some(action);
                let verb = if action == Action::Export { "saves" } else { "copies" };
                let what = drafting.drafts.to_look_at();
                notify(model, Tone::Warn, format!("look first: the same key again {verb}. {what}"), effects);
            } else {
                take(model, &drafting, action, effects);
            }
        }
        Action::Draft => return,
        _ => {}
    }
    drafting.offset = drafting.offset.min(rows(model, &drafting).saturating_sub(1));
    model.screen.overlay = Overlay::Drafts(drafting);
}

/// Whether something has to be looked at before the shown message is taken away. Once is enough for a look at a case.
fn asks_first(model: &Model, drafting: &Drafting) -> bool {
    let may_be_sent = matches!(drafting.shown(), Some(Sheet::Message(draft)) if draft.may_be_sent());
    may_be_sent && drafting.drafts.asks_once && model.screen.looked != look(model)
}

/// Which look at which case the drafts were made from.
fn look(model: &Model) -> Option<(RowKey, Now)> {
    let fetched = model.viewed_case()?.load.ready()?.fetched;
    Some((model.viewed.clone()?, fetched))
}

/// Rows of the message that are seen at once: all of the overlay, or two thirds where the originals stand below.
fn page(model: &Model) -> usize {
    let rows = overlay::page(model);
    if model.layout().mode == Mode::Medium { rows * 2 / 3 } else { rows }
}

/// Rows of what is shown, as wide as a message at least is.
fn rows(model: &Model, drafting: &Drafting) -> usize {
    let width = usize::from(model.screen.size.width);
    let width = if model.layout().mode == Mode::Wide { width * 3 / 5 } else { width };
    let Some(sheet) = drafting.shown() else { return 0 };
    let text = sheet.text();
    let message: usize = text.as_str().split('\n').map(|line| wrap(line, width.saturating_sub(4)).len().max(1)).sum();
    // What stands beside scrolls with the message, so that the longer of both decides.
    let beside = match sheet {
        Sheet::Message(draft) => {
            draft.originals.iter().map(|original| 2 + original.text.unmasked().as_str().lines().count()).sum()
        }
        Sheet::Note(_) => 0,
    };
    message.max(beside)
}

/// Copies or saves what is shown.
fn take(model: &mut Model, drafting: &Drafting, action: Action, effects: &mut Vec<Effect>) {
    let Some(sheet) = drafting.shown() else { return };
    if asks_first(model, drafting) {
        model.screen.looked = look(model);
    }
    let text = sheet.text();
    if action == Action::Export {
        let Some(id) = model.viewed.as_ref().and_then(|key| key.id()).cloned() else { return };
        effects.push(Effect::SaveDraft { id, text, mask: model.screen.mask });
        return;
    }
    let what = match sheet {
        Sheet::Message(draft) if draft.may_be_sent() => format!("the message to {}", draft.to),
        Sheet::Message(draft) => format!("the masked draft for {}, which cannot be sent", draft.to),
        Sheet::Note(_) => "the internal note, which must not be sent".to_owned(),
    };
    effects.push(Effect::Copy { text, what });
    model.screen.is_dirty = true;
}
