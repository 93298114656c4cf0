//! The viewed case: what the user wants of it, its answers, and its tree.

use super::super::action::Action;
use super::super::cases::{Beside, Entry};
use super::super::effect::Effect;
use super::super::layout::Pane;
use super::super::line::Tone;
use super::super::model::{Model, Wanted};
use super::super::msg::CaseMsg;
use super::super::notice::{Manner, Said};
use super::super::offline::Ended;
use super::super::row::Details;
use super::super::session::Source;
use super::super::tree::Position;
use super::memory;
use crate::domain::case::Case;
use crate::domain::customer::RowKey;
use crate::domain::digest::{Digest, Look};
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::glossary::Glossary;
use crate::domain::hold::Precautions;
use crate::domain::key::Item;

/// The cursor has rested; unless it moved on, the case is wanted now.
pub(super) fn rested(model: &mut Model, moves: u64) {
    if model.travel.moves == moves && model.travel.is_moving {
        model.travel.is_moving = false;
        model.travel.wants = model.travel.wants.max(Wanted::Fresh);
    }
}

/// Wants the viewed case again, whatever is kept of it.
pub(super) fn refresh(model: &mut Model) {
    model.travel.wants = Wanted::Again;
}

/// Cancels what the case waits for; it is not fetched again until the user wants it. Whether there was anything.
pub(super) fn cancel(model: &mut Model, effects: &mut Vec<Effect>) -> bool {
    let Some(key) = model.viewed.clone() else { return false };
    if !give_up(model, &key, effects) {
        return false;
    }
    model.prefetch.forget(&key);
    model.queue.change(&key, |row| {
        row.details = match (&row.digest, row.remembered) {
            (None, _) => Details::Unknown,
            (Some(_), Some(_)) => Details::Remembered,
            (Some(_), None) => Details::Known,
        };
    });
    model.notify(Tone::Plain, "cancelled; r fetches the case again");
    true
}

/// Stops waiting for a case, which is then as good as not looked at; whether something was under way.
pub(super) fn give_up(model: &mut Model, key: &RowKey, effects: &mut Vec<Effect>) -> bool {
    let Some(request) = model.cases.get_mut(key).and_then(|entry| entry.load.cancel()) else { return false };
    model.prefetch.received(request);
    model.queue.change(key, |row| row.details = Details::Unknown);
    effects.push(Effect::Abort(request));
    true
}

/// Opens, closes or toggles the selected branch of the tree.
pub(super) fn go(model: &mut Model, action: Action) {
    in_tree(model, |entry, glossary, page| {
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
    in_tree(model, |entry, glossary, page| entry.follow(way, glossary, page));
}

/// Selects a node of the tree by its place.
pub(super) fn select(model: &mut Model, place: usize) {
    in_tree(model, |entry, _, page| entry.tree.reveal_place(place, page));
}

/// Selects the node that shows an item.
pub(super) fn reveal(model: &mut Model, item: &Item) {
    in_tree(model, |entry, glossary, page| entry.reveal(item, glossary, page));
}

fn in_tree(model: &mut Model, go: impl FnOnce(&mut Entry, &Glossary, usize)) {
    let (page, glossary) = (model.page(Pane::Case), &model.settings.glossary);
    if let Some(entry) = model.viewed.as_ref().and_then(|key| model.cases.get_mut(key)) {
        go(entry, glossary, page);
    }
}

/// What an answer says of its customer.
enum Learned {
    Case { digest: Box<Digest>, profile: crate::domain::customer::Profile, is_damaged: bool },
    Failure(FailureKind),
}

/// Takes the answer to a request, and returns what it says of the way to the server. One that nobody waits for, or about
/// another customer, is refused.
pub(super) fn receive(model: &mut Model, answer: CaseMsg, effects: &mut Vec<Effect>) -> Option<Ended> {
    let CaseMsg { request, id, outcome, recollection } = answer;
    let key = RowKey::Customer(id);
    model.prefetch.received(request);
    let outcome = outcome.and_then(|case| check_identity(&key, case));
    let learned = learn(model, &key, &outcome);
    let failure = outcome.as_ref().err().cloned();
    let had_case = model.cases.get(&key).is_some_and(|entry| entry.case().is_some());
    let page = model.page(Pane::Case);
    if failure.is_none() {
        memory::see(model, &key, effects);
    }
    let Ok(changes) = model.cases.receive(&key, request, outcome, model.now, page) else {
        effects.extend(key.id().cloned().map(Effect::NoteRefused));
        return None;
    };
    end_lift(model, &key);
    // What this run saw is compared with that; only the first look with what is remembered.
    let recollection = recollection.filter(|_| failure.is_none());
    match &recollection {
        Some(recollection) => memory::follow(model, &key, recollection.pursuit.in_short.clone()),
        // What is asked by now was not compared with what was sent.
        None if failure.is_none() => memory::doubt(model, &key),
        None => {}
    }
    let beside = recollection.and_then(|recollection| model.cases.recall(&key, request, *recollection, model.now));
    let is_news = beside.map(|beside| beside == Beside::Differs);
    model.queue.change(&key, |row| match learned {
        Learned::Case { digest, profile, is_damaged } => {
            // A digest that is remembered lacks what is not kept.
            let differs = row.remembered.is_none() && row.digest.as_ref().is_some_and(|known| !known.is_as(&digest));
            row.changed |= !changes.is_empty() || is_news.unwrap_or(!had_case && differs);
            // The list may have told of a way there and back.
            row.changed &= beside != Some(Beside::Same) || !changes.is_empty();
            (row.digest, row.profile, row.damaged) = (Some(digest), profile, is_damaged);
            row.remembered = None;
            (row.details, row.gone) = (Details::Known, false);
        }
        Learned::Failure(kind) => {
            let is_of_this_run = row.digest.is_some() && row.remembered.is_none();
            row.details = if is_of_this_run { Details::Known } else { Details::Failed };
            row.gone |= kind == FailureKind::NotFound;
        }
    });
    let has_news = changes.iter().any(|change| change.how.is_of_the_case()) || is_news == Some(true);
    if has_news && model.prefetch.watched().contains(&key) {
        effects.push(Effect::Alert);
    }
    // That the server cannot be reached is a state, which the header shows.
    let is_unreachable = failure.as_ref().is_some_and(|failure| failure.kind == FailureKind::Offline);
    // An id that was typed and that the server does not know is no customer: it leaves no row behind.
    let is_unknown = model.session.source == Source::List && model.queue.row(&key).is_some_and(|row| row.gone);
    if is_unknown && !model.prefetch.watched().contains(&key) && model.queue.forget_typed(&key) {
        model.announce(Tone::Bad, failure.as_ref().map(why_not).unwrap_or_default());
        model.screen.only = model.screen.only.take().filter(|only| *only != key);
        if model.viewed.as_ref() == Some(&key) {
            model.screen.arrangement.focus = Pane::Queue;
        }
    } else if had_case && model.viewed.as_ref() == Some(&key) && !is_unreachable {
        let said = match &failure {
            None => refreshed(changes.len()),
            Some(failure) => Said::new(Tone::Bad, format!("not refreshed: {}", why_not(failure))),
        };
        let is_asked_for = model.travel.asked_for == Some(request);
        let manner = if is_asked_for { Manner::Result } else { Manner::Aside };
        model.tell(said.about(Some(key.clone())).told(manner));
    }
    Some(Ended { case: Some(key), failure })
}

/// A lift ends with the first look that it does not cover, also where that is not held: what holds again is new.
fn end_lift(model: &mut Model, key: &RowKey) {
    let Some((lift, case)) = model.lifts.get(key).zip(model.cases.get(key).and_then(Entry::case)) else { return };
    let precautions = Precautions::of(case, &model.settings.glossary);
    if !precautions.is_held() || !lift.covers(case, &precautions) {
        model.lifts.remove(key);
    }
}

fn learn(model: &Model, key: &RowKey, outcome: &Result<Box<Case>, Failure>) -> Learned {
    match outcome {
        Ok(case) => {
            let before = model.queue.row(key).and_then(|row| row.digest.as_deref());
            let look = Look {
                at: Some(model.now.wall),
                before,
                judged_by: Some((&model.settings.thresholds, model.now.wall)),
            };
            Learned::Case {
                digest: Box::new(Digest::of(case, &model.settings.glossary, look)),
                profile: case.profile.clone(),
                is_damaged: !case.problems.is_empty(),
            }
        }
        Err(failure) => Learned::Failure(failure.kind.clone()),
    }
}

/// Why a case was not read, and what helps: the header has room for little of it.
fn why_not(failure: &Failure) -> String {
    format!("{}; {}", failure.sentence(), failure.remedy())
}

fn refreshed(changes: usize) -> Said {
    let text = match changes {
        0 => "refreshed: nothing changed".to_owned(),
        1 => "refreshed: 1 change".to_owned(),
        count => format!("refreshed: {count} changes"),
    };
    Said::new(if changes == 0 { Tone::Plain } else { Tone::Warn }, text)
}

fn check_identity(key: &RowKey, case: Box<Case>) -> Result<Box<Case>, Failure> {
    if key.id() == Some(&case.id) { Ok(case) } else { Err(Failure::new(FailureKind::WrongCustomer)) }
}
