//! The server cannot be reached, or can be again: one state, and what follows from it.

use super::super::effect::Effect;
use super::super::line::Tone;
use super::super::load::Load;
use super::super::model::{Model, Wanted};
use super::super::notice::{Manner, Said};
use super::super::offline::{Ended, Missed, Reach};
use super::super::row::Details;
use super::super::session::Source;
use super::queue;
use crate::domain::customer::RowKey;
use crate::domain::time;

/// Notes how a request ended.
pub(super) fn note(model: &mut Model, ended: Option<Ended>, effects: &mut Vec<Effect>) {
    let Some(ended) = ended else { return };
    match ended.reach() {
        Reach::Unreachable => {
            let is_new = model.connection.lose(&ended, model.now);
            if let Some(failure) = ended.failure.filter(|_| is_new) {
                let text = format!("offline: {}; it is tried again by itself", failure.sentence());
                model.tell(Said::new(Tone::Bad, text).told(Manner::Listed));
            }
        }
        Reach::Unclear => {}
        Reach::Answered | Reach::Refused if model.connection.is_beside(&ended) => {}
        Reach::Answered => {
            regain(model);
            fetch_missed(model, ended.case.as_ref(), effects);
        }
        Reach::Refused => regain(model),
    }
}

/// Ends the state.
fn regain(model: &mut Model) {
    let Some(since) = model.connection.regain(model.now) else { return };
    let lasted = match model.now.since(since).as_secs() {
        seconds @ 0..60 => format!("{seconds} s"),
        seconds => time::interval(std::time::Duration::from_secs(seconds / 60 * 60)),
    };
    model.tell(Said::new(Tone::Good, format!("the server is there again, after {lasted}")).told(Manner::Aside));
}

/// Fetches what was missed, now that the server does what it is asked.
fn fetch_missed(model: &mut Model, answered: Option<&RowKey>, effects: &mut Vec<Effect>) {
    let Some(Missed { cases: missed, list: missed_list }) = model.connection.take_owed() else { return };
    for key in missed.iter().filter(|key| Some(*key) != answered) {
        model.queue.change(key, |row| {
            if row.details != Details::Loading {
                row.details = Details::Unknown;
            }
        });
    }
    model.prefetch.plan_anew();
    if !model.travel.is_moving {
        let wants = if model.auto.is_on { Wanted::Now } else { Wanted::Fresh };
        model.travel.wants = model.travel.wants.max(wants);
    }
    let has_failed = match &model.queue.listing {
        Load::Failed(_) => true,
        Load::Ready(ready) => ready.failure.is_some(),
        Load::Idle | Load::Loading(_) => false,
    };
    let is_under_way = model.queue.listing.waits_for().is_some();
    if model.session.source == Source::List && (has_failed || missed_list) && !is_under_way {
        queue::load(model, false, effects);
    }
}

/// Tries again, unless another try has taken its place: with the list, or with the viewed case where there is no list.
pub(super) fn try_again(model: &mut Model, timer: u64, effects: &mut Vec<Effect>) {
    if !model.connection.is_due(timer) {
        return;
    }
    if model.session.source != Source::List {
        model.travel.wants = model.travel.wants.max(Wanted::Now);
    } else if model.queue.listing.waits_for().is_none() {
        queue::load(model, false, effects);
    }
}
