//! The viewed case: fetched when the cursor rests on it, refreshed on demand, walked as a tree.

use super::super::action::Action;
use super::super::cases::Entry;
use super::super::effect::{Effect, Wake};
use super::super::layout::Pane;
use super::super::line::Tone;
use super::super::list::Move;
use super::super::load::Load;
use super::super::model::{FRESH, Model, REST};
use super::super::msg::CaseMsg;
use super::super::queue::Details;
use super::super::tabs::Tab;
use super::super::tree::Position;
use super::{clock, drafts, notify, prefetch, screen, tabs};
use crate::domain::case::Case;
use crate::domain::customer::RowKey;
use crate::domain::digest::{Digest, Look};
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::glossary::Glossary;
use crate::domain::key::Item;

/// Shows the selected customer's case: what is kept of it at once, the rest after the cursor has rested.
pub(super) fn view_selected(model: &mut Model, effects: &mut Vec<Effect>) {
    let selected = model.queue.selected().map(|row| row.key.clone());
    if selected == model.viewed {
        return;
    }
    if model.focus() != Pane::Queue {
        leave(model);
    }
    move_on(model, effects);
    model.viewed = selected;
    screen::fit(model);
    model.travel.moves += 1;
    model.travel.is_moving = model.session.source.is_live() && model.viewed.is_some();
    if let Some(key) = model.viewed.as_ref().filter(|_| model.travel.is_moving) {
        model.cases.touch(key);
        effects.push(Effect::Wake { wake: Wake::Rest(model.travel.moves), after: REST });
    }
}

/// The cursor has rested; unless it moved on, or the case was fetched at once, the case is fetched now.
pub(super) fn rested(model: &mut Model, moves: u64, effects: &mut Vec<Effect>) {
    model.screen.is_dirty = false;
    if model.travel.moves != moves || !model.travel.is_moving {
        return;
    }
    model.travel.is_moving = false;
    if is_wanted(model) {
        fetch(model, effects);
    } else {
        prefetch::schedule(model, effects);
    }
}

/// Fetches the viewed case now, unless that is under way or what is kept is fresh.
pub(super) fn fetch_unless_fresh(model: &mut Model, effects: &mut Vec<Effect>) {
    if is_wanted(model) {
        fetch(model, effects);
    }
}

/// Fetches the viewed case again, whatever is kept of it.
pub(super) fn refresh(model: &mut Model, effects: &mut Vec<Effect>) {
    give_up(model, effects);
    fetch(model, effects);
}

pub(super) fn auto(model: &mut Model, timer: u64, effects: &mut Vec<Effect>) {
    model.screen.is_dirty = false;
    if !model.auto.is_on || model.auto.case_timer != timer {
        return;
    }
    clock::schedule_case(model, effects);
    if !model.travel.is_moving && model.viewed_case().is_none_or(|entry| entry.load.waits_for().is_none()) {
        fetch(model, effects);
    }
}

/// Cancels what the case waits for; it is not fetched again until the user wants it.
pub(super) fn cancel(model: &mut Model, effects: &mut Vec<Effect>) {
    if !give_up(model, effects) {
        return;
    }
    if let Some(key) = model.viewed.clone() {
        model.prefetch.forget(&key);
        model.queue.change(&key, |row| {
            row.details = if row.digest.is_some() { Details::Known } else { Details::Unknown };
        });
    }
    notify(model, Tone::Plain, "cancelled; r fetches the case again".to_owned(), effects);
    prefetch::schedule(model, effects);
}

/// Hides prose that was asked for, and forgets the change marks of the row and of the selected node: the case was focused
/// and is left.
pub(super) fn leave(model: &mut Model) {
    model.screen.prose = None;
    let Some(key) = model.viewed.clone() else { return };
    see_selected(model, &key);
    if model.case_pane.tab == Tab::Changes {
        tabs::see_all(model);
    }
    model.queue.change(&key, |row| row.changed = false);
}

pub(super) fn step(model: &mut Model, by: Move) {
    walk(model, |entry, _, page| {
        entry.tree.step(by, page);
    });
}

/// Opens, closes or toggles the selected branch.
pub(super) fn go(model: &mut Model, action: Action) {
    walk(model, |entry, glossary, page| {
        match action {
            Action::Open => entry.tree.open_or_enter(page),
            Action::Close => entry.tree.close_or_leave(page),
            _ => entry.tree.toggle(page),
        }
        entry.grow(glossary, page);
    });
}

/// Selects a node of the tree by the way to it.
pub(super) fn follow(model: &mut Model, way: &[Position]) {
    walk(model, |entry, glossary, page| entry.follow(way, glossary, page));
}

/// Selects a node of the tree by its place.
pub(super) fn select(model: &mut Model, place: usize) {
    walk(model, |entry, _, page| entry.tree.reveal_place(place, page));
}

/// Selects the node that shows an item and focuses the tree.
pub(super) fn jump(model: &mut Model, item: &Item) {
    screen::focus(model, Pane::Case);
    tabs::show(model, Tab::Tree);
    walk(model, |entry, glossary, page| entry.reveal(item, glossary, page));
}

/// Takes the answer to a request. One that nobody waits for, or about another customer, is refused.
pub(super) fn answer(model: &mut Model, answer: CaseMsg, effects: &mut Vec<Effect>) {
    let CaseMsg { request, id, outcome } = answer;
    let key = RowKey::Customer(id);
    model.prefetch.received(request);
    let outcome = outcome.and_then(|case| check_identity(&key, case));
    let learned = match &outcome {
        Ok(case) => {
            let before = model.queue.row(&key).and_then(|row| row.digest.as_deref());
            let look = Look { at: Some(model.now.wall), before };
            Ok((
                Box::new(Digest::of(case, &model.settings.glossary, look)),
                case.profile.clone(),
                !case.problems.is_empty(),
            ))
        }
        Err(failure) => Err(failure.kind.clone()),
    };
    let page = model.page(Pane::Case);
    let why_not = outcome.as_ref().err().map(why_not);
    let had_case = model.cases.get(&key).is_some_and(|entry| entry.case().is_some());
    let Ok(changes) = model.cases.receive(&key, request, outcome, model.now, page) else {
        model.screen.is_dirty = false;
        effects.extend(key.id().cloned().map(Effect::NoteRefused));
        prefetch::schedule(model, effects);
        return;
    };
    model.queue.change(&key, |row| match learned {
        Ok((digest, profile, damaged)) => {
            let differs = row.digest.as_ref().is_some_and(|known| *known != digest);
            row.changed |= !changes.is_empty() || (!had_case && differs);
            (row.digest, row.profile, row.damaged, row.details, row.gone) =
                (Some(digest), profile, damaged, Details::Known, false);
        }
        Err(kind) => {
            row.details = if row.digest.is_some() { Details::Known } else { Details::Failed };
            row.gone |= kind == FailureKind::NotFound;
        }
    });
    if model.viewed.as_ref() == Some(&key) {
        drafts::redraft(model);
    }
    if had_case && model.viewed.as_ref() == Some(&key) {
        match why_not {
            None => tell(model, changes.len(), effects),
            Some(why) => notify(model, Tone::Bad, why, effects),
        }
    }
    prefetch::schedule(model, effects);
}

/// Why a case was not read again, and what helps: the header has room for little of it.
fn why_not(failure: &Failure) -> String {
    format!("not refreshed: {}; {}", failure.sentence(), failure.remedy())
}

fn tell(model: &mut Model, changes: usize, effects: &mut Vec<Effect>) {
    let text = match changes {
        0 => "refreshed: nothing changed".to_owned(),
        1 => "refreshed: 1 change".to_owned(),
        count => format!("refreshed: {count} changes"),
    };
    notify(model, if changes == 0 { Tone::Plain } else { Tone::Warn }, text, effects);
}

fn check_identity(key: &RowKey, case: Box<Case>) -> Result<Box<Case>, Failure> {
    if key.id() == Some(&case.id) { Ok(case) } else { Err(Failure::new(FailureKind::WrongCustomer)) }
}

/// Whether the viewed case should be fetched: nothing is under way and nothing fresh is kept.
fn is_wanted(model: &Model) -> bool {
    let Some(key) = model.viewed.as_ref().filter(|key| key.id().is_some()) else { return false };
    model.session.source.is_live()
        && match model.cases.get(key).map(|entry| &entry.load) {
            None | Some(Load::Idle) => true,
            Some(Load::Loading(_)) => false,
            Some(Load::Failed(_)) => model.queue.row(key).is_none_or(|row| !row.gone),
            Some(Load::Ready(ready)) => {
                ready.refreshing.is_none() && (is_outdated(model) || model.now.since(ready.fetched) > FRESH)
            }
        }
}

/// Whether the list says that the viewed case differs from what was read of it, or failed to be, and nothing is under
/// way.
pub(super) fn is_outdated(model: &Model) -> bool {
    let was_read = model.viewed_case().is_some_and(|entry| match &entry.load {
        Load::Ready(ready) => ready.refreshing.is_none(),
        Load::Failed(_) => true,
        Load::Idle | Load::Loading(_) => false,
    });
    let row = model.viewed.as_ref().and_then(|key| model.queue.row(key));
    was_read && row.is_some_and(|row| row.details == Details::Unknown && !row.gone)
}

/// Fetches the viewed case.
pub(super) fn fetch(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(key) = model.viewed.clone() else { return };
    let Some(id) = key.id().cloned() else { return };
    let request = model.requests.fresh();
    model.travel.is_moving = false;
    model.cases.enter(&key).load.start(request);
    model.queue.change(&key, |row| row.details = Details::Loading);
    model.screen.is_dirty = true;
    effects.push(Effect::LoadCase { request, id });
}

/// Gives up what the case waits for as the cursor moves on; what is fetched behind the queue is wanted all the same.
fn move_on(model: &mut Model, effects: &mut Vec<Effect>) {
    let request = model.viewed_case().and_then(|entry| entry.load.waits_for());
    if request.is_some_and(|request| !model.prefetch.waits_for(request)) {
        give_up(model, effects);
    }
}

/// Stops waiting for the viewed case, which is then as good as not looked at; whether something was under way.
fn give_up(model: &mut Model, effects: &mut Vec<Effect>) -> bool {
    let Some(key) = model.viewed.clone() else { return false };
    let Some(request) = model.cases.get_mut(&key).and_then(|entry| entry.load.cancel()) else { return false };
    model.prefetch.received(request);
    model.queue.change(&key, |row| row.details = Details::Unknown);
    effects.push(Effect::Abort(request));
    true
}

fn walk(model: &mut Model, go: impl FnOnce(&mut Entry, &Glossary, usize)) {
    let (page, glossary) = (model.page(Pane::Case), &model.settings.glossary);
    let Some(entry) = model.viewed.clone().and_then(|key| model.cases.get_mut(&key)) else { return };
    let left = entry.tree.selected().map(|node| node.position.clone());
    go(entry, glossary, page);
    if let Some(left) = left.filter(|left| entry.tree.selected().is_none_or(|node| node.position != *left)) {
        entry.see(&left.item);
    }
}

fn see_selected(model: &mut Model, key: &RowKey) {
    let Some(entry) = model.cases.get_mut(key) else { return };
    if let Some(item) = entry.tree.selected().map(|node| node.position.item.clone()) {
        entry.see(&item);
    }
}
