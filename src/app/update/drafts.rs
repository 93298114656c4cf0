//! The drafts of a case: previewed, copied, saved. The window holds its customer and the look it was made from.

use std::collections::BTreeSet;

use super::super::action::Action;
use super::super::draft_layout::DraftLayout;
use super::super::effect::Effect;
use super::super::line::Tone;
use super::super::list::Cursor;
use super::super::model::{Model, Wanted};
use super::super::window::{Copied, DraftWindow, OpenedOn, Picking, Since, Window};
use super::draft_parts;
use super::palette::movement;
use crate::domain::customer::RowKey;
use crate::domain::draft::{DraftOptions, Drafts, Fate, Original, Originals, Sheet, drafts};
use crate::domain::mask::Sentence;
use crate::domain::text::SafeText;

/// Drafts the messages of the viewed case.
pub(super) fn open(model: &mut Model) {
    match viewed(model) {
        Some(on) => open_on(model, on),
        None => model.notify(Tone::Warn, "the case is not loaded yet"),
    }
}

/// The viewed customer and the last look at its case.
pub(super) fn viewed(model: &Model) -> Option<OpenedOn> {
    latest(model, model.viewed.clone()?)
}

/// A customer and the last look at its case.
fn latest(model: &Model, key: RowKey) -> Option<OpenedOn> {
    let ready = model.cases.get(&key)?.load.ready()?;
    Some(OpenedOn::new(key, ready.data.clone(), ready.fetched))
}

/// Drafts the messages of a look at a case. Where there is neither a message nor a note, a notice says why.
pub(super) fn open_on(model: &mut Model, on: OpenedOn) {
    let originals = Originals::default();
    let drafts = draft(model, &on, &originals);
    if drafts.sheets().next().is_some() {
        let (drafts, mask) = (Box::new(drafts), model.screen.mask);
        let (which, offset, armed, picking, told) = (0, 0, None, None, Since::Same);
        let (taken, marked) = (BTreeSet::new(), BTreeSet::new());
        let window = DraftWindow { on, drafts, which, offset, armed, originals, picking, taken, marked, told, mask };
        model.screen.window = Window::Drafts(Box::new(window));
        return;
    }
    let reasons = drafts.reasons();
    let tone = if reasons.iter().any(|(why, _)| why.is_incomplete()) { Tone::Warn } else { Tone::Plain };
    let sentences: Vec<String> = reasons.into_iter().map(|(_, sentence)| sentence).collect();
    model.notify(tone, sentences.join("; "));
}

/// The drafts of a look at a case as of today.
pub(super) fn draft(model: &Model, on: &OpenedOn, originals: &Originals) -> Drafts {
    let settings = &model.settings;
    let options = DraftOptions {
        lift: model.lifts.get(&on.key).cloned(),
        originals: originals.clone(),
        ..DraftOptions::answered_within(settings.reply_by_days, model.now.wall)
    };
    drafts(&on.case, &settings.glossary, &options.answered_as(settings.how_to_answer.clone()), model.screen.mask)
}

/// Makes the drafts anew from the same look where the mask has changed; where the case is held by a later look, from that
/// one: what may be sent to nobody is not left on the screen. Where nothing is left to read, the window closes.
pub(super) fn settle(model: &mut Model) {
    let Window::Drafts(window) = &mut model.screen.window else { return };
    if window.on.since != Since::Same && window.told != window.on.since {
        // What was confirmed before was about another case.
        (window.armed, window.told) = (None, window.on.since);
        window.picking = window.picking.filter(|(what, _)| *what == Picking::Originals);
    }
    // A lift that has ended covers no message any more, not that of the look it was given for either.
    let is_unlifted = window.drafts.lifted.is_some() && !model.lifts.contains_key(&window.on.key);
    let is_newly_held = window.on.is_held_now && !window.drafts.is_held;
    let is_new_mask = window.mask != model.screen.mask;
    if is_new_mask {
        // Nobody chooses a sentence that cannot be read.
        window.picking = None;
    }
    let key = window.on.key.clone();
    if let Some(latest) = latest(model, key).filter(|_| is_newly_held) {
        model.notify(Tone::Bad, "the case is held now: nothing of it may be sent");
        open_on(model, latest);
    } else if is_new_mask || is_unlifted {
        redraft(model);
    }
}

/// Makes the drafts anew from the look of the window.
pub(super) fn redraft(model: &mut Model) {
    let Window::Drafts(mut window) = std::mem::take(&mut model.screen.window) else { return };
    let drafts = draft(model, &window.on, &window.originals);
    let Some(last) = drafts.sheets().count().checked_sub(1) else { return };
    *window.drafts = drafts;
    (window.which, window.armed, window.mask) = (window.which.min(last), None, model.screen.mask);
    model.screen.window = Window::Drafts(window);
}

pub(super) fn act(model: &mut Model, mut window: Box<DraftWindow>, action: Action, effects: &mut Vec<Effect>) {
    let armed = window.armed.take();
    match window.picking {
        Some((Picking::Originals, cursor)) => return pick(model, window, (action, cursor)),
        Some((Picking::Parts, cursor)) => return pick_part(model, window, (action, cursor), effects),
        None => {}
    }
    let (count, layout) = (window.count().max(1), DraftLayout::of(model.screen.size));
    let reach = layout.reach(&window);
    match action {
        Action::Back | Action::Quit | Action::Draft => return,
        Action::NextTab | Action::NextPane | Action::Open => {
            (window.which, window.offset) = ((window.which + 1) % count, 0);
        }
        Action::PreviousTab | Action::PreviousPane | Action::Close => {
            (window.which, window.offset) = ((window.which + count - 1) % count, 0);
        }
        Action::Down => window.offset += 1,
        Action::Up => window.offset = window.offset.saturating_sub(1),
        Action::PageDown => window.offset = reach.page_down(window.offset, 1),
        Action::HalfPageDown => window.offset = reach.page_down(window.offset, 2),
        Action::PageUp => window.offset = reach.page_up(window.offset, 1),
        Action::HalfPageUp => window.offset = reach.page_up(window.offset, 2),
        Action::First => window.offset = 0,
        Action::Last => window.offset = usize::MAX,
        Action::RefreshCase => return refresh(model, window),
        Action::PickOriginals => return start_picking(model, window),
        Action::NextCustomer | Action::PreviousCustomer => {
            model.notify(Tone::Plain, "this draft is open: close it first, then go to another customer");
        }
        Action::Copy | Action::CopyWhat | Action::Export => {
            take(model, &mut window, action, armed, effects);
        }
        _ => {}
    }
    window.offset = window.offset.min(layout.reach(&window).end());
    model.screen.window = Window::Drafts(window);
}

/// Shows the draft of the latest look, where there is one that differs; else asks for the case.
fn refresh(model: &mut Model, window: Box<DraftWindow>) {
    if let Some(on) = latest(model, window.on.key.clone()).filter(|_| window.on.since == Since::Changed) {
        if window.originals != Originals::default() {
            model.notify(Tone::Warn, "this is the new draft: what you put in or took out by hand is not kept");
        }
        return open_on(model, on);
    }
    model.screen.window = Window::Drafts(window);
    match model.can(Action::RefreshCase) {
        Ok(()) => model.travel.wants = Wanted::Again,
        Err(reason) => model.notify(Tone::Warn, reason),
    }
}

fn start_picking(model: &mut Model, window: Box<DraftWindow>) {
    model.screen.window = Window::Drafts(window);
    let can = model.can(Action::PickOriginals);
    match (can, &mut model.screen.window) {
        (Ok(()), Window::Drafts(window)) => window.picking = Some((Picking::Originals, Cursor::default())),
        (Ok(()), _) => {}
        (Err(reason), _) => model.notify(Tone::Warn, reason),
    }
}

/// Moves in the list of Fin's sentences; puts the selected one in, or takes it out.
fn pick(model: &mut Model, mut window: Box<DraftWindow>, (action, mut cursor): (Action, Cursor)) {
    let page = DraftLayout::of(model.screen.size).page();
    let (count, selected) = match window.shown() {
        Some(Sheet::Message(draft)) => (draft.originals.len(), draft.originals.get(cursor.at).cloned()),
        Some(Sheet::Note(_)) | None => (0, None),
    };
    match (action, movement(action)) {
        (Action::Back | Action::Quit | Action::PickOriginals, _) => window.picking = None,
        (Action::Activate, _) => toggle(model, &mut window, selected.as_ref()),
        (_, Some(by)) => {
            cursor.step(by, count, page);
            window.picking = Some((Picking::Originals, cursor));
        }
        _ => {}
    }
    model.screen.window = Window::Drafts(window);
    if action == Action::Activate {
        redraft(model);
    }
}

/// Moves in the list of the parts of a message; copies the selected one. The window has asked to look first before.
fn pick_part(
    model: &mut Model,
    mut window: Box<DraftWindow>,
    (action, mut cursor): (Action, Cursor),
    effects: &mut Vec<Effect>,
) {
    match (action, movement(action)) {
        (Action::Back | Action::Quit | Action::CopyWhat, _) => window.picking = None,
        (Action::Activate, _) => {
            window.picking = None;
            copy_part(model, &window, cursor, effects);
        }
        (_, Some(by)) => {
            cursor.step(by, Copied::OF_DRAFT.len(), Copied::OF_DRAFT.len());
            window.picking = Some((Picking::Parts, cursor));
        }
        _ => {}
    }
    model.screen.window = Window::Drafts(window);
}

fn copy_part(model: &mut Model, window: &DraftWindow, cursor: Cursor, effects: &mut Vec<Effect>) {
    if window.on.is_gone() {
        return model.notify(Tone::Warn, "nothing was done: the server no longer knows this customer");
    }
    let (Some(Sheet::Message(draft)), Some(what)) = (window.shown(), Copied::OF_DRAFT.get(cursor.at)) else { return };
    let content = draft_parts::part(draft, *what);
    draft_parts::copy(model, *what, content, effects);
}

fn toggle(model: &mut Model, window: &mut DraftWindow, original: Option<&Original>) {
    let Some(original) = original else { return };
    if let Err(why) = window.originals.toggle(original) {
        model.notify(Tone::Warn, format!("this cannot be put into a message: {}", why.words()));
    }
}

/// Copies or saves what is shown, unless something has to be looked at first.
fn take(model: &mut Model, window: &mut DraftWindow, action: Action, armed: Option<Action>, effects: &mut Vec<Effect>) {
    if window.on.is_gone() {
        return model.notify(Tone::Warn, "nothing was done: the server no longer knows this customer");
    }
    let asks = asks_first(model, window);
    if let Some(why) = why_twice(window, asks).filter(|_| armed != Some(action)) {
        window.armed = Some(action);
        let verb = match action {
            Action::Export => "saves",
            Action::CopyWhat => "shows what to copy",
            _ => "copies",
        };
        return model.notify(Tone::Warn, format!("look first: the same key again {verb}. {why}"));
    }
    if asks {
        model.screen.looked.insert(window.on.key.clone(), window.on.fetched);
    }
    let Some(sheet) = window.shown() else { return };
    if let (Action::CopyWhat, Sheet::Message(_)) = (action, sheet) {
        window.picking = Some((Picking::Parts, Cursor::default()));
        return;
    }
    let text = sheet.text();
    if action == Action::Export {
        let id = window.on.case.id.clone();
        effects.push(Effect::SaveDraft { id, text });
        note_taken(model, window);
        return;
    }
    let line = |words: &str| SafeText::line(words);
    // The window may hold an older look, with people whom the latest does not know.
    let what = match sheet {
        Sheet::Message(draft) if draft.may_be_sent() => {
            Sentence::repeating(line(&format!("the message to {}", draft.to)), line("a message"))
        }
        Sheet::Message(draft) => Sentence::repeating(
            line(&format!("the masked draft for {}, which cannot be sent", draft.to)),
            line("a masked draft, which cannot be sent"),
        ),
        Sheet::Note(_) => Sentence::plain(line("the internal note, which must not be sent")),
    };
    effects.push(Effect::Copy { text, what });
    note_taken(model, window);
}

/// A message that was taken away can be marked as sent.
fn note_taken(model: &mut Model, window: &mut DraftWindow) {
    let may_be_sent = matches!(window.shown(), Some(Sheet::Message(draft)) if draft.may_be_sent());
    if may_be_sent && model.can(Action::FollowUp).is_ok() {
        window.taken.insert(window.which);
    }
}

/// Why the key has to be pressed twice: the case is another by now, or there is something to look at first.
fn why_twice(window: &DraftWindow, asks: bool) -> Option<String> {
    let Some(Sheet::Message(draft)) = window.shown() else { return None };
    if window.on.since == Since::Changed {
        return Some("The case has changed since; r shows the new draft.".to_owned());
    }
    if draft.originals.iter().any(|original| original.fate == Fate::PutIn && original.accuses) {
        return Some("A sentence that you put in has a word that accuses.".to_owned());
    }
    asks.then(|| window.drafts.to_look_at())
}

/// Whether something has to be looked at before the shown message is taken away. Once is enough for a look at a case.
fn asks_first(model: &Model, window: &DraftWindow) -> bool {
    let may_be_sent = matches!(window.shown(), Some(Sheet::Message(draft)) if draft.may_be_sent());
    may_be_sent && window.drafts.asks_once && model.screen.looked.get(&window.on.key) != Some(&window.on.fetched)
}
