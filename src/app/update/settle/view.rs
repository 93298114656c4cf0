//! Whose case is viewed: the selected row's. What leaving a case does, happens here.

use super::super::super::cases::Entry;
use super::super::super::effect::{Effect, Wake};
use super::super::super::layout::Pane;
use super::super::super::model::{Model, REST, Wanted};
use super::super::super::tabs::Tab;
use super::super::{case, memory};
use crate::domain::customer::RowKey;

/// Brings the viewed case in line with the selected row.
pub(super) fn settle(model: &mut Model, effects: &mut Vec<Effect>) {
    let selected = model.queue.selected().map(|row| row.key.clone());
    if selected != model.viewed {
        move_on(model, effects);
        model.viewed = selected;
        travel(model, effects);
    }
    attend(model, effects);
    if let Some(key) = &model.viewed
        && model.cases.get_mut(key).is_some_and(Entry::see_left)
    {
        model.queue.change(key, |row| row.changed = false);
    }
}

/// Gives up what the case waits for as the cursor moves on; what is fetched behind the queue is wanted all the same.
fn move_on(model: &mut Model, effects: &mut Vec<Effect>) {
    let request = model.viewed_case().and_then(|entry| entry.load.waits_for());
    if request.is_some_and(|request| !model.prefetch.waits_for(request))
        && let Some(key) = model.viewed.clone()
    {
        case::give_up(model, &key, effects);
    }
}

/// The cursor came to another customer: its case is fetched once the cursor has rested, or at once where the user went in.
fn travel(model: &mut Model, effects: &mut Vec<Effect>) {
    model.travel.moves += 1;
    model.travel.is_moving = false;
    let Some(key) = model.viewed.as_ref().filter(|_| model.session.source.is_live()) else { return };
    model.cases.touch(key);
    model.travel.is_moving = model.travel.wants == Wanted::Nothing;
    effects.push(Effect::Wake { wake: Wake::Rest(model.travel.moves), after: REST });
}

/// A case is read while a pane beside the queue is focused. When it is no more, the mark at its row stays only where marks
/// are left in it, and prose that was asked for under a mask is hidden.
fn attend(model: &mut Model, effects: &mut Vec<Effect>) {
    let attended = model.viewed.clone().filter(|_| model.focus() != Pane::Queue);
    if model.attended != attended
        && let Some(left) = std::mem::replace(&mut model.attended, attended)
    {
        leave(model, &left, effects);
    }
    if model.screen.prose != model.viewed {
        model.screen.prose = None;
    }
}

fn leave(model: &mut Model, left: &RowKey, effects: &mut Vec<Effect>) {
    model.screen.prose = None;
    memory::left(model, left, effects);
    if let Some(entry) = model.cases.get_mut(left) {
        entry.see_selected();
        if model.case_pane.tab == Tab::History {
            entry.see_all();
        }
    }
    let is_unseen = model.cases.get(left).is_some_and(|entry| !entry.unseen.is_empty());
    model.queue.change(left, |row| row.changed = is_unseen);
}
