//! The open window against its customer: a later look is noted, never swapped in.

use super::super::super::cases::Cases;
use super::super::super::model::Model;
use super::super::super::window::{OpenedOn, Since};
use super::super::drafts;

/// Notes what has become of the window's customer, and makes what the window shows anew where the mask changed.
pub(super) fn settle(model: &mut Model) {
    if let Some(on) = model.screen.window.opened_on_mut() {
        let is_gone = model.queue.row(&on.key).is_none_or(|row| row.gone);
        let before = (on.key.clone(), on.fetched);
        on.since = since(&model.cases, on, is_gone);
        // What was looked at first is looked at still where the later look shows the same.
        if on.fetched != before.1 && model.screen.looked.as_ref() == Some(&before) {
            model.screen.looked = Some((before.0, on.fetched));
        }
    }
    drafts::settle(model);
}

fn since(cases: &Cases, on: &mut OpenedOn, is_gone: bool) -> Since {
    if is_gone {
        return Since::Gone;
    }
    let Some(latest) = cases.get(&on.key).and_then(|entry| entry.load.ready()) else { return on.since };
    if latest.fetched == on.compared {
        return if on.since == Since::Gone { Since::Changed } else { on.since };
    }
    on.compared = latest.fetched;
    if latest.data == on.case {
        on.fetched = latest.fetched;
        return Since::Same;
    }
    Since::Changed
}
