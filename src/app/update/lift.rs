//! Lifting the hold of a case: the signals that it covers are shown, and it takes the short id of the case and compliance's
//! reference, both typed.

use super::super::action::Action;
use super::super::field::Edit;
use super::super::form::{Form, FormField, FormOutcome};
use super::super::line::Tone;
use super::super::memory::Remember;
use super::super::model::Model;
use super::super::window::{DraftWindow, LiftWindow, OpenedOn, Since, Window};
use super::drafts;
use crate::domain::draft::Lift;
use crate::domain::hold::Precautions;

/// Opens the window on the viewed case.
pub(super) fn open(model: &mut Model) {
    if let Some(on) = drafts::viewed(model) {
        open_on(model, on, None);
    }
}

/// Opens the window in the place of the drafts of the same look; they come back where it is not allowed.
pub(super) fn open_over(model: &mut Model, window: Box<DraftWindow>) {
    match model.can(Action::LiftHold) {
        Ok(()) => open_on(model, window.on.clone(), Some(window)),
        Err(reason) => {
            model.screen.window = Window::Drafts(window);
            model.notify(Tone::Warn, reason);
        }
    }
}

fn open_on(model: &mut Model, on: OpenedOn, over: Option<Box<DraftWindow>>) {
    let signals = Precautions::of(&on.case, &model.settings.glossary).holds;
    let form = Form::new(vec![FormField::line("short id of this case"), FormField::line("compliance's reference")]);
    model.screen.window = Window::Lift(Box::new(LiftWindow { on, signals, form, offset: 0, over }));
}

/// Moves through what is shown, or from field to field.
pub(super) fn act(model: &mut Model, mut window: Box<LiftWindow>, action: Action) {
    match action {
        Action::Down => window.form.step(true),
        Action::Up => window.form.step(false),
        Action::PageDown | Action::HalfPageDown => window.offset += 1,
        Action::PageUp | Action::HalfPageUp => window.offset = window.offset.saturating_sub(1),
        _ => {}
    }
    let last = window.sentences(model.memory.state.will_keep()).saturating_sub(1);
    window.offset = window.offset.min(last);
    model.screen.window = Window::Lift(window);
}

/// Leaves the window: nothing was lifted, and the drafts that it was opened over are back.
pub(super) fn leave(model: &mut Model, window: LiftWindow) {
    model.notify(Tone::Plain, "nothing was lifted");
    model.screen.window = window.over.map_or(Window::None, Window::Drafts);
}

/// Edits the fields.
pub(super) fn edit(model: &mut Model, edit: &Edit) {
    let Window::Lift(mut window) = std::mem::take(&mut model.screen.window) else { return };
    match window.form.edit(edit) {
        FormOutcome::Open => {}
        FormOutcome::Left => return leave(model, *window),
        FormOutcome::Submitted => {
            if let Some(lift) = lift(model, &mut window) {
                return take(model, *window, lift);
            }
        }
    }
    model.screen.window = Window::Lift(window);
}

/// The lift that the fields ask for; where they do not, the field that is wrong says so.
fn lift(model: &Model, window: &mut LiftWindow) -> Option<Lift> {
    if window.on.is_gone() {
        window.form.refuse(LiftWindow::SHORT_ID, "the server no longer knows this customer: nothing can be lifted");
        return None;
    }
    if window.on.since == Since::Changed {
        let message = "the case has changed since: nothing was lifted; Esc, then look at it again";
        window.form.refuse(LiftWindow::SHORT_ID, message);
        return None;
    }
    let short = window.on.case.id.short().to_string();
    if !window.form.text(LiftWindow::SHORT_ID).eq_ignore_ascii_case(&short) {
        window.form.refuse(LiftWindow::SHORT_ID, format!("type {short}, the short id of this case"));
        return None;
    }
    let reference = window.form.text(LiftWindow::REFERENCE);
    if reference.is_empty() {
        window.form.refuse(LiftWindow::REFERENCE, "compliance's reference is missing");
        return None;
    }
    let lift = Lift::of(window.on.case.clone(), &model.settings.glossary, &reference).ok();
    if lift.is_none() {
        window.form.refuse(LiftWindow::REFERENCE, "compliance's reference: up to 80 characters that can be read");
    }
    lift
}

fn take(model: &mut Model, window: LiftWindow, lift: Lift) {
    model.notify(Tone::Warn, "the hold is lifted for what is shown here and for this run; anything new holds again");
    let (key, reference) = (window.on.key.clone(), lift.reference().clone());
    model.memory.entered.push(Remember::Lift { key, reference });
    model.lifts.insert(window.on.key.clone(), lift);
    match window.over {
        Some(over) => {
            model.screen.window = Window::Drafts(over);
            drafts::redraft(model);
        }
        None => drafts::open_on(model, window.on),
    }
}
