//! The notes of a case: one is written, others are changed or removed. They are kept as typed.

use super::super::action::Action;
use super::super::cases::Entry;
use super::super::field::Edit;
use super::super::form::{Form, FormField, FormOutcome};
use super::super::line::Tone;
use super::super::model::Model;
use super::super::window::{NotesWindow, OpenedOn, Window};
use super::drafts;
use super::follow_up::enter;
use crate::domain::follow_up::Entered;
use crate::domain::mask::Mask;

/// Most notes that can be changed; older ones are read in the history.
const MOST: usize = 20;

/// Opens the window on the viewed case.
pub(super) fn open(model: &mut Model) {
    if let Some(on) = drafts::viewed(model) {
        open_on(model, on);
    }
}

/// Opens the window on a look at a case. What was noted is hidden under a mask, and what is hidden is not changed.
pub(super) fn open_on(model: &mut Model, on: OpenedOn) {
    if let Err(reason) = model.can(Action::Note) {
        return model.notify(Tone::Warn, reason);
    }
    let zone = &model.screen.zone;
    let notes = model.cases.get(&on.key).into_iter().flat_map(Entry::notes);
    let shown = notes.take(if model.screen.mask == Mask::Off { MOST } else { 0 });
    let (mut kept, mut fields) = (Vec::new(), vec![FormField::lines("new note")]);
    for (id, at, words) in shown {
        let text = words.unmasked().as_str();
        let field = FormField::lines(format!("note of {}", zone.to_second(at))).holding(text);
        kept.push((id.clone(), field.text.text()));
        fields.push(field);
    }
    let (form, place) = (Form::new(fields), model.memory.place.clone());
    model.screen.window = Window::Notes(Box::new(NotesWindow { on, kept, form, place, asked: false }));
}

/// Moves within a note and from note to note.
pub(super) fn act(model: &mut Model, mut window: Box<NotesWindow>, action: Action) {
    match action {
        Action::Back | Action::Quit => return leave(model, *window),
        Action::Down => window.form.step(true),
        Action::Up => window.form.step(false),
        _ => {}
    }
    model.screen.window = Window::Notes(window);
}

/// What was typed and not kept stays open once, so that one key loses nothing.
fn leave(model: &mut Model, mut window: NotesWindow) {
    if changes(&window).is_empty() || window.asked {
        return;
    }
    window.asked = true;
    window.form.warn("not kept yet: Ctrl-S keeps it, Esc again throws it away");
    model.screen.window = Window::Notes(Box::new(window));
}

/// Edits the notes.
pub(super) fn edit(model: &mut Model, edit: &Edit) {
    let Window::Notes(mut window) = std::mem::take(&mut model.screen.window) else { return };
    match window.form.edit(edit) {
        FormOutcome::Open => {
            window.asked = false;
            model.screen.window = Window::Notes(window);
        }
        FormOutcome::Left => leave(model, *window),
        FormOutcome::Submitted => keep(model, window),
    }
}

/// Keeps what was changed. A note that was emptied is removed, once that was asked.
fn keep(model: &mut Model, mut window: Box<NotesWindow>) {
    let changes = changes(&window);
    let removed = window.kept.iter().position(|(id, _)| changes.contains(&Entered::NoteRemoved(id.clone())));
    if let Some(place) = removed.filter(|_| !window.asked) {
        window.asked = true;
        window.form.refuse(place + 1, "this note is empty now: Ctrl-S again removes it for good");
        model.screen.window = Window::Notes(window);
        return;
    }
    if changes.is_empty() {
        model.notify(Tone::Plain, "nothing was noted");
    }
    for change in changes {
        enter(model, &window.on, change);
    }
}

/// What differs from what is kept.
fn changes(window: &NotesWindow) -> Vec<Entered> {
    let new = Some(window.form.text(NotesWindow::NEW)).filter(|text| !text.is_empty()).map(Entered::Note);
    let kept = window.kept.iter().zip(1..).filter_map(|((id, before), field)| {
        let text = window.form.text(field);
        match (text == before.trim(), text.is_empty()) {
            (true, _) => None,
            (false, true) => Some(Entered::NoteRemoved(id.clone())),
            (false, false) => Some(Entered::Rewritten(id.clone(), text)),
        }
    });
    new.into_iter().chain(kept).collect()
}

/// What was noted is hidden once personal data is.
pub(super) fn settle(model: &mut Model) {
    let is_masked = model.screen.mask == Mask::On;
    if let Window::Notes(window) = &mut model.screen.window
        && is_masked
        && !window.kept.is_empty()
    {
        window.kept.clear();
        window.form.keep_only(1);
    }
}
