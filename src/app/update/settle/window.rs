//! The open window against its customer: a later look is noted, never swapped in.

use crate::app::cases::Cases;
use crate::app::line::Tone;
use crate::app::model::Model;
use crate::app::window::{Choice, Chooser, OpenedOn, Since, Window};
use crate::domain::draft::Lift;
use crate::domain::glossary::Glossary;
use crate::domain::hold::Precautions;
use crate::domain::mask::Mask;

use super::super::{drafts, lift, notes, pending};

/// Notes what has become of the window's customer, and brings what the window shows in line with the mask.
pub(super) fn settle(model: &mut Model) {
    pending::settle(model);
    if let Some(on) = model.screen.window.opened_on_mut() {
        let is_gone = model.queue.row(&on.key).is_none_or(|row| row.gone);
        let (before, since) = (on.fetched, on.since);
        let lift = model.lifts.get(&on.key);
        compare(on, &model.cases, (&model.settings.glossary, lift), is_gone);
        // What was looked at first is looked at still where the later look shows the same.
        if on.fetched != before && model.screen.looked.get(&on.key) == Some(&before) {
            model.screen.looked.insert(on.key.clone(), on.fetched);
        }
        let is_another = on.since != since;
        // What was asked about the look before is not answered for this one.
        if let Window::Chooser(chooser) = &mut model.screen.window
            && is_another
        {
            chooser.armed = None;
        }
    }
    close_what_the_mask_changed(model);
    leave_the_lift_under_a_mask(model);
    notes::settle(model);
    drafts::settle(model);
}

/// What there is to copy was read under another mask.
fn close_what_the_mask_changed(model: &mut Model) {
    let Window::Chooser(Chooser { choices, mask, .. }) = &model.screen.window else { return };
    let is_copy = choices.iter().any(|choice| matches!(choice, Choice::Copy(..)));
    if is_copy && *mask != model.screen.mask {
        model.screen.window = Window::None;
        model.announce(Tone::Plain, "the mask has changed: choose again what to copy");
    }
}

/// What holds a case is hidden under a mask, and what is hidden is not lifted.
fn leave_the_lift_under_a_mask(model: &mut Model) {
    if model.screen.mask == Mask::Off || !matches!(model.screen.window, Window::Lift(_)) {
        return;
    }
    if let Window::Lift(window) = std::mem::take(&mut model.screen.window) {
        lift::leave(model, *window);
    }
}

fn compare(on: &mut OpenedOn, cases: &Cases, (glossary, lift): (&Glossary, Option<&Lift>), is_gone: bool) {
    let latest = cases.get(&on.key).and_then(|entry| entry.load.ready());
    if let Some(latest) = latest.filter(|latest| latest.fetched != on.compared) {
        on.compared = latest.fetched;
        if latest.data == on.case {
            (on.fetched, on.since, on.is_held_now) = (latest.fetched, Since::Same, false);
        } else {
            let precautions = Precautions::of(&latest.data, glossary);
            on.since = Since::Changed;
            on.is_held_now = precautions.is_held() && !lift.is_some_and(|lift| lift.covers(&latest.data, &precautions));
        }
    }
    if is_gone {
        on.since = Since::Gone;
    } else if on.since == Since::Gone {
        let is_same = latest.is_none_or(|latest| latest.data == on.case);
        on.since = if is_same { Since::Same } else { Since::Changed };
    }
}
