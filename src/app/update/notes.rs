//! The notes of a case: one is written, others are changed or removed. They are kept as typed.

use super::super::action::Action;
use super::super::cases::Entry;
use super::super::field::Edit;
use super::super::form::{Form, FormField, FormOutcome};
use super::super::line::Tone;
use super::super::model::Model;
use super::super::window::{Asked, DraftWindow, KeptNote, NotesWindow, OpenedOn, Window};
use super::{drafts, pending};
use crate::domain::follow_up::Entered;
use crate::domain::history::EventId;
use crate::domain::mask::Mask;

/// Most notes that can be changed; older ones are read in the history.
const MOST: usize = 20;
/// Said where a changed note would be kept unseen.
const HIDDEN: &str = "a note that you changed is hidden: nothing is kept before personal data is shown again";

/// Opens the window on the viewed case.
pub(super) fn open(model: &mut Model) {
    if let Some(on) = drafts::viewed(model) {
        open_on(model, on, None);
    }
}

/// Opens the window over drafts; they are back once it is left, or where it is not allowed.
pub(super) fn open_over(model: &mut Model, window: Box<DraftWindow>) {
    open_on(model, window.on.clone(), Some(window));
}

/// What was noted is hidden under a mask, and what is hidden is not changed.
fn open_on(model: &mut Model, on: OpenedOn, over: Option<Box<DraftWindow>>) {
    if let Err(reason) = model.can(Action::Note) {
        back_to(model, over);
        return model.notify(Tone::Warn, reason);
    }
    let zone = &model.screen.zone;
    let notes = model.cases.get(&on.key).into_iter().flat_map(Entry::notes);
    let (mut kept, mut fields) = (Vec::new(), vec![FormField::lines("new note")]);
    for (id, at, words) in notes.take(MOST) {
        let text = words.unmasked().as_str();
        fields.push(FormField::lines(format!("note of {}", zone.to_second(at))).holding(text));
        kept.push(KeptNote { id: id.clone(), text: text.to_owned(), is_gone: false });
    }
    let (form, place) = (Form::new(fields), model.memory.place.clone());
    model.screen.window = Window::Notes(Box::new(NotesWindow { on, kept, form, place, asked: Asked::Nothing, over }));
}

fn back_to(model: &mut Model, over: Option<Box<DraftWindow>>) {
    model.screen.window = over.map_or(Window::None, Window::Drafts);
}

/// Moves within a note and from note to note.
pub(super) fn act(model: &mut Model, mut window: Box<NotesWindow>, action: Action) {
    match action {
        Action::Back | Action::Quit => return leave(model, window),
        Action::Down => window.form.step(true),
        Action::Up => window.form.step(false),
        _ => {}
    }
    model.screen.window = Window::Notes(window);
}

/// What was typed and not kept stays open once, so that one key loses nothing.
fn leave(model: &mut Model, mut window: Box<NotesWindow>) {
    if changes(&window).is_empty() || window.asked == Asked::Leave {
        return back_to(model, window.over);
    }
    window.asked = Asked::Leave;
    window.form.warn("not kept yet: Ctrl-S keeps it, Esc again throws it away");
    model.screen.window = Window::Notes(window);
}

/// Edits the notes.
pub(super) fn edit(model: &mut Model, edit: &Edit) {
    let Window::Notes(mut window) = std::mem::take(&mut model.screen.window) else { return };
    match window.form.edit(edit) {
        FormOutcome::Open => {
            window.asked = Asked::Nothing;
            model.screen.window = Window::Notes(window);
        }
        FormOutcome::Left => leave(model, window),
        FormOutcome::Submitted => keep(model, window),
    }
}

/// Keeps what was changed, where nothing speaks against it.
fn keep(model: &mut Model, mut window: Box<NotesWindow>) {
    let changes = changes(&window);
    if !changes.is_empty() && refuse(model, &mut window, &changes) {
        model.screen.window = Window::Notes(window);
        return;
    }
    back_to(model, window.over.clone());
    if changes.is_empty() {
        model.notify(Tone::Plain, "nothing was noted");
    } else {
        let on = window.on.clone();
        pending::enter(model, &on, changes, Window::Notes(window));
    }
}

/// Says why nothing is kept yet; whether it is so. A note that was emptied is removed once that was asked of this note.
fn refuse(model: &Model, window: &mut NotesWindow, changes: &[Entered]) -> bool {
    if !model.memory.state.will_keep() {
        window.form.warn(pending::NOTHING_REMEMBERED);
        return true;
    }
    if (1..=window.kept.len()).any(|field| window.form.is_hidden(field) && change(window, field).is_some()) {
        window.form.warn(HIDDEN);
        return true;
    }
    let mut asked = match std::mem::take(&mut window.asked) {
        Asked::Remove(asked) => asked,
        Asked::Nothing | Asked::Leave => Vec::new(),
    };
    let is_new = |id: &EventId| changes.contains(&Entered::NoteRemoved(EventId::clone(id))) && !asked.contains(id);
    let Some(place) = window.kept.iter().position(|kept| is_new(&kept.id)) else { return false };
    asked.push(window.kept[place].id.clone());
    window.asked = Asked::Remove(asked);
    window.form.refuse(place + 1, "this note is empty now: Ctrl-S again removes it for good");
    true
}

/// What differs from what is kept.
fn changes(window: &NotesWindow) -> Vec<Entered> {
    let new = Some(window.form.text(NotesWindow::NEW)).filter(|text| !text.is_empty()).map(Entered::Note);
    new.into_iter().chain((1..=window.kept.len()).filter_map(|field| change(window, field))).collect()
}

/// What differs in the field of a note that is kept.
fn change(window: &NotesWindow, field: usize) -> Option<Entered> {
    let KeptNote { id, text: before, is_gone } = window.kept.get(field.checked_sub(1)?)?.clone();
    let text = window.form.text(field);
    match (is_gone, text.is_empty()) {
        (true, true) => None,
        (true, false) => Some(Entered::Note(text)),
        (false, _) if text == before.trim() => None,
        (false, true) => Some(Entered::NoteRemoved(id)),
        (false, false) => Some(Entered::Rewritten { id, before, text }),
    }
}

/// What was noted is hidden while personal data is; what was changed in it is there again with it.
pub(super) fn settle(model: &mut Model) {
    if let Window::Notes(window) = &mut model.screen.window {
        window.form.hide_last(if model.screen.mask == Mask::On { window.kept.len() } else { 0 });
    }
}
