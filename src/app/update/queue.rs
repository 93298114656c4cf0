//! The queue: its listing, and what the user asks of it. What follows for the rows that are shown is the settle pass's.

use super::super::effect::Effect;
use super::super::field::TextField;
use super::super::layout::Pane;
use super::super::line::Tone;
use super::super::load::RequestId;
use super::super::model::{Model, Wanted};
use super::super::msg::QueueMsg;
use super::super::notice::{Manner, Said};
use super::super::offline::Ended;
use super::super::queue::Listing;
use super::super::quick_view::QuickView;
use super::super::row::Row;
use super::super::session::Source;
use super::super::window::Window;
use super::{memory, overview, panes};
use crate::domain::completeness::{Completeness, Shortfall};
use crate::domain::customer::RowKey;
use crate::domain::order::{Direction, SortBy};

/// Fetches the list, or the customers named on the command line.
pub(super) fn start(model: &mut Model, effects: &mut Vec<Effect>) {
    match model.session.source.clone() {
        Source::List => load(model, true, effects),
        Source::Customers(ids) => {
            let keys: Vec<RowKey> = ids.into_iter().map(RowKey::Customer).collect();
            for key in &keys {
                model.queue.add(Row::named(key.clone()));
            }
            model.prefetch.ask_for(keys);
            model.travel.wants = Wanted::Fresh;
        }
        Source::File => {}
    }
}

/// Fetches the list again, whatever is under way.
pub(super) fn refresh(model: &mut Model, effects: &mut Vec<Effect>) {
    cancel(model, effects);
    load(model, true, effects);
}

/// Shows a part of the queue.
pub(super) fn show(model: &mut Model, view: QuickView) {
    model.queue.quick_view = view;
    model.announce(Tone::Plain, format!("showing: {}", view.words()));
}

/// Sorts the queue; by what it is sorted by already, the other way round.
pub(super) fn sort(model: &mut Model, by: SortBy) {
    let is_again = by == model.queue.sort;
    model.queue.direction = if is_again { model.queue.direction.turned() } else { Direction::Usual };
    model.queue.sort = by;
    model.queue.choose();
    model.queue.rank();
}

/// A full id that is typed where nothing matches is taken at its word: a customer outside the quick view is shown, and one
/// that is not in the queue is asked for.
pub(super) fn open_typed_id(model: &mut Model) {
    let Some(key) = model.typed_id().map(RowKey::Customer) else { return };
    model.queue.add(Row::named(key.clone()));
    model.queue.select(&key);
    panes::focus(model, Pane::Case);
    model.travel.wants = Wanted::Fresh;
}

/// Cancels the listing under way, else clears the filter; whether there was any of both.
pub(super) fn back(model: &mut Model, effects: &mut Vec<Effect>) -> bool {
    if cancel(model, effects) {
        model.announce(Tone::Plain, "cancelled; R fetches the queue again");
        return true;
    }
    // What is not seen is not cleared.
    if model.screen.is_one_case_only() {
        return false;
    }
    if overview::back(model) {
        return true;
    }
    !std::mem::take::<TextField>(&mut model.queue.filter).is_empty()
}

/// Takes news of the list, and returns what they say of the way to the server. What belongs to another request than the one
/// waited for is refused.
pub(super) fn receive(model: &mut Model, news: QueueMsg) -> Option<Ended> {
    let request = match &news {
        QueueMsg::Page { request, .. } | QueueMsg::Complete { request, .. } | QueueMsg::Failed { request, .. } => {
            *request
        }
    };
    if model.queue.listing.waits_for() != Some(request) {
        return None;
    }
    let failure = match &news {
        QueueMsg::Failed { failure, .. } => Some(failure.clone()),
        QueueMsg::Page { .. } | QueueMsg::Complete { .. } => None,
    };
    match news {
        QueueMsg::Page { rows, total, .. } => {
            // The first page of the first listing is ranked at once, so that it can be worked on.
            if model.queue.rows().is_empty() {
                model.queue.rank();
            }
            let rows = memory::fill(model, rows.into_iter().map(Row::listed).collect());
            model.queue.take(rows);
            model.queue.expected = total;
        }
        QueueMsg::Complete { completeness, .. } => complete(model, request, completeness),
        QueueMsg::Failed { failure, .. } => drop(model.queue.listing.fail(request, failure)),
    }
    Some(Ended { case: None, failure })
}

/// Ends a listing. That it is incomplete stays on the screen; why, is said once.
fn complete(model: &mut Model, request: RequestId, completeness: Completeness) {
    let is_whole = completeness.is_whole();
    let why = completeness.shortfall().map(Shortfall::sentence);
    if model.queue.listing.succeed(request, Listing { completeness }, model.now).is_err() {
        return;
    }
    model.queue.end_listing(is_whole);
    model.overview.history.is_wanted |= matches!(model.screen.window, Window::Overview(_));
    // Whoever is watched is read, also where no list has them.
    for key in model.prefetch.watched().to_vec() {
        model.queue.add(Row::named(key));
    }
    model.prefetch.plan_anew();
    if let Some(why) = why {
        model.tell(Said::new(Tone::Warn, why).told(Manner::Aside));
    }
}

/// Asks for the list.
pub(super) fn load(model: &mut Model, is_asked_for: bool, effects: &mut Vec<Effect>) {
    let request = model.requests.fresh();
    model.queue.listing.start(request);
    model.queue.start_listing(is_asked_for);
    effects.push(Effect::LoadQueue { request });
}

fn cancel(model: &mut Model, effects: &mut Vec<Effect>) -> bool {
    let cancelled = model.queue.listing.cancel();
    effects.extend(cancelled.map(Effect::Abort));
    cancelled.is_some()
}
