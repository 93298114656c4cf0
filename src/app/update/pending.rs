//! What was typed in a window stays until it is known to be kept. Where it is not, the window is open again with all of it,
//! once nothing else has the keys.

use super::super::memory::{EnteredOn, NotKept, Remember};
use super::super::model::Model;
use super::super::pending::Pending;
use super::super::window::{Asked, DraftWindow, FollowUpWindow, NotesWindow, OpenedOn, Window};
use crate::app::cases::Entry;
use crate::domain::customer::RowKey;
use crate::domain::follow_up::Entered;

/// Said in a window where the memory was turned off meanwhile.
pub(super) const NOTHING_REMEMBERED: &str = "nothing is remembered in this run, so this cannot be kept; Esc leaves";

/// Has something kept of a look at a case. `window` is where it was typed, if it was.
pub(super) fn enter(model: &mut Model, on: &OpenedOn, what: Vec<Entered>, window: Window) {
    let about = EnteredOn { key: on.key.clone(), case: on.case.clone(), looked_at: on.fetched.wall };
    let entered = what.iter().map(|what| Remember::Entered { on: about.clone(), what: what.clone() });
    model.memory.entered.extend(entered);
    let (kept, refused) = (Vec::new(), Vec::new());
    model.pending.push(Pending { key: on.key.clone(), window, waiting: what.into(), kept, refused });
}

/// Takes what became of something: answers come in the order in which it was entered.
pub(super) fn answered(model: &mut Model, key: &RowKey, answer: Result<(), NotKept>) {
    let mut pending = model.pending.iter_mut();
    let Some(pending) = pending.find(|pending| pending.key == *key && !pending.waiting.is_empty()) else { return };
    let Some(what) = pending.waiting.pop_front() else { return };
    match answer {
        Ok(()) => pending.kept.push(what),
        Err(why) => pending.refused.push((what, why)),
    }
    drop_what_is_over(model);
}

/// There is no memory, so nothing of what waits is kept.
pub(super) fn refuse_all(model: &mut Model, why: &str) {
    model.memory.entered.clear();
    for pending in &mut model.pending {
        let refused = pending.waiting.drain(..).map(|what| (what, NotKept::Failed(format!("not kept: {why}"))));
        pending.refused.extend(refused);
    }
    drop_what_is_over(model);
}

/// All of it is kept, or there is no window to open again.
fn drop_what_is_over(model: &mut Model) {
    let is_over = |pending: &Pending| pending.refused.is_empty() || pending.window == Window::None;
    model.pending.retain(|pending| !pending.waiting.is_empty() || !is_over(pending));
}

/// Opens the window again in which something was typed that is not kept.
pub(super) fn settle(model: &mut Model) {
    let Some(place) = model.pending.iter().position(|pending| pending.waiting.is_empty()) else { return };
    let is_free = match &model.screen.window {
        Window::None => !model.types_in_footer(),
        Window::Drafts(drafts) => drafts.on.key == model.pending[place].key && drafts.picking.is_none(),
        _ => false,
    };
    if !is_free {
        return;
    }
    let Pending { key, window, kept, refused, .. } = model.pending.remove(place);
    let shown = match std::mem::take(&mut model.screen.window) {
        Window::Drafts(drafts) => Some(drafts),
        _ => None,
    };
    model.screen.window = match window {
        Window::FollowUp(mut window) => {
            window.over = over(window.over, shown);
            say(&mut window, &refused);
            Window::FollowUp(window)
        }
        Window::Notes(mut window) => {
            window.over = over(window.over, shown);
            window.asked = Asked::Nothing;
            for what in &kept {
                leave_out(&mut window, what);
            }
            for (what, why) in &refused {
                refuse(&mut window, what, why, model.cases.get(&key));
            }
            Window::Notes(window)
        }
        window => window,
    };
}

/// The drafts below: as they are shown by now, but nobody in them is marked by what is not kept.
fn over(before: Option<Box<DraftWindow>>, shown: Option<Box<DraftWindow>>) -> Option<Box<DraftWindow>> {
    match (before, shown) {
        (Some(before), Some(mut shown)) if before.count() == shown.count() => {
            shown.marked = before.marked;
            shown.taken.extend(before.taken);
            Some(shown)
        }
        (before, shown) => before.or(shown),
    }
}

fn say(window: &mut FollowUpWindow, refused: &[(Entered, NotKept)]) {
    if let Some((_, NotKept::Failed(why))) = refused.first() {
        window.form.warn(why);
    }
}

/// What is kept is not entered again.
fn leave_out(window: &mut NotesWindow, what: &Entered) {
    match what {
        Entered::Note(text) if window.form.text(NotesWindow::NEW) == *text => window.form.set(NotesWindow::NEW, ""),
        Entered::Note(text) => {
            let is_it = |place: &usize| window.kept[*place].is_gone && window.form.text(place + 1) == *text;
            if let Some(place) = (0..window.kept.len()).find(is_it) {
                drop_note(window, place);
            }
        }
        Entered::Rewritten { id, text, .. } => {
            if let Some(kept) = window.kept.iter_mut().find(|kept| kept.id == *id) {
                kept.text.clone_from(text);
            }
        }
        Entered::NoteRemoved(id) => {
            if let Some(place) = window.kept.iter().position(|kept| kept.id == *id) {
                drop_note(window, place);
            }
        }
        Entered::Sent { .. } | Entered::Snoozed { .. } | Entered::Answered | Entered::Undone(_) => {}
    }
}

fn drop_note(window: &mut NotesWindow, place: usize) {
    window.kept.remove(place);
    window.form.drop_field(place + 1);
}

/// Says at its field why something is not kept, and what helps. What another program made of the note is what is compared
/// with from now on.
fn refuse(window: &mut NotesWindow, what: &Entered, why: &NotKept, entry: Option<&Entry>) {
    let place = match what {
        Entered::Rewritten { id, .. } | Entered::NoteRemoved(id) => window.kept.iter().position(|kept| kept.id == *id),
        _ => None,
    };
    let field = place.map_or(NotesWindow::NEW, |place| place + 1);
    let kept = place.and_then(|place| window.kept.get_mut(place));
    let message = match (why, kept) {
        (NotKept::Failed(why), _) => why.clone(),
        (NotKept::Gone, kept) => {
            if let Some(kept) = kept {
                kept.is_gone = true;
            }
            "this note was removed meanwhile, by another program: Ctrl-S keeps what you typed as a new one".to_owned()
        }
        (NotKept::Changed, None) => "this note was changed meanwhile, by another program".to_owned(),
        (NotKept::Changed, Some(kept)) => {
            let now = entry.and_then(|entry| entry.notes().find(|(id, ..)| **id == kept.id));
            if let Some((_, _, words)) = now {
                words.unmasked().as_str().clone_into(&mut kept.text);
            }
            format!(
                "this note was changed meanwhile, by another program, to: “{}”; Ctrl-S again puts yours in its place",
                kept.text
            )
        }
    };
    window.form.refuse(field, message);
}
