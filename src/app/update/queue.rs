//! The queue: its rows, its filter, and which customer is viewed.

use super::super::action::Action;
use super::super::effect::Effect;
use super::super::layout::Pane;
use super::super::line::Tone;
use super::super::list::Move;
use super::super::load::RequestId;
use super::super::model::{Model, Source};
use super::super::msg::QueueMsg;
use super::super::overlay::Choice;
use super::super::queue::{Listing, Row};
use super::super::sort::{QuickView, SortBy};
use super::super::text_field::{Edit, TextField};
use super::{case, clock, notify, overlay, prefetch, screen};
use crate::domain::completeness::{Completeness, Shortfall};
use crate::domain::customer::RowKey;

/// Fetches the list, or the customers named on the command line.
pub(super) fn start(model: &mut Model, effects: &mut Vec<Effect>) {
    match model.session.source.clone() {
        Source::List => load(model, true, effects),
        Source::Customers(ids) => {
            let page = model.page(Pane::Queue);
            model.queue.take(ids.into_iter().map(|id| Row::named(RowKey::Customer(id))), page);
            case::view_selected(model, effects);
            case::fetch_unless_fresh(model, effects);
        }
        Source::File => case::view_selected(model, effects),
    }
}

/// Moves the selection, from any pane; the case follows.
pub(super) fn step(model: &mut Model, by: Move, effects: &mut Vec<Effect>) {
    let page = model.page(Pane::Queue);
    model.queue.step(by, page);
    case::view_selected(model, effects);
}

/// Opens the selected customer's case.
pub(super) fn go(model: &mut Model, action: Action, effects: &mut Vec<Effect>) {
    if action == Action::Close || model.queue.selected().is_none() {
        return;
    }
    screen::focus(model, Pane::Case);
    case::fetch_unless_fresh(model, effects);
}

pub(super) fn refresh(model: &mut Model, effects: &mut Vec<Effect>) {
    cancel(model, effects);
    load(model, true, effects);
}

pub(super) fn auto(model: &mut Model, timer: u64, effects: &mut Vec<Effect>) {
    model.screen.is_dirty = false;
    if !model.auto.is_on || model.auto.queue_timer != timer {
        return;
    }
    clock::schedule_queue(model, effects);
    if model.session.source == Source::List && model.queue.listing.waits_for().is_none() {
        load(model, false, effects);
    }
}

pub(super) fn start_filter(model: &mut Model) {
    screen::focus(model, Pane::Queue);
    model.queue.is_filtering = true;
}

/// Shows the next part of the queue.
pub(super) fn quick_view(model: &mut Model, effects: &mut Vec<Effect>) {
    show(model, model.queue.quick_view.next(), effects);
}

/// Shows a part of the queue.
pub(super) fn show(model: &mut Model, view: QuickView, effects: &mut Vec<Effect>) {
    model.queue.quick_view = view;
    apply_filter(model, effects);
    let text = format!("showing {}: {}", model.queue.quick_view.words(), model.queue.shown_len());
    notify(model, Tone::Plain, text, effects);
}

/// Opens the choice of what to sort by.
pub(super) fn choose_sort(model: &mut Model) {
    overlay::choose(model, "Sort the queue by", SortBy::ALL.map(Choice::Sort).to_vec());
}

/// Sorts the queue; the selection stays with its customer.
pub(super) fn sort(model: &mut Model, by: SortBy, effects: &mut Vec<Effect>) {
    let page = model.page(Pane::Queue);
    model.queue.sort = by;
    model.queue.choose();
    model.queue.rank(page);
    case::view_selected(model, effects);
    prefetch::schedule(model, effects);
}

/// Edits the filter; rows follow with every change of its text.
pub(super) fn edit(model: &mut Model, edit: &Edit, effects: &mut Vec<Effect>) {
    if !model.is_typing() {
        model.screen.is_dirty = false;
        return;
    }
    let before = model.queue.filter.text();
    match edit {
        Edit::Submit => {
            model.queue.is_filtering = false;
            open_by_id(model, effects);
        }
        Edit::Cancel => {
            model.queue.is_filtering = false;
            model.queue.filter = TextField::default();
        }
        edit => model.queue.filter.apply(edit),
    }
    if model.queue.filter.text() != before {
        apply_filter(model, effects);
    }
}

/// A full id that is not in the queue is taken at its word: the customer is shown, and its details are fetched.
fn open_by_id(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(id) = model.unlisted_id() else { return };
    let page = model.page(Pane::Queue);
    model.queue.take([Row::named(RowKey::Customer(id))], page);
    case::view_selected(model, effects);
    screen::focus(model, Pane::Case);
    case::fetch_unless_fresh(model, effects);
}

/// Cancels the listing under way, else clears the filter.
pub(super) fn back(model: &mut Model, effects: &mut Vec<Effect>) {
    if cancel(model, effects) {
        notify(model, Tone::Plain, "cancelled; R fetches the queue again".to_owned(), effects);
    } else if !model.queue.filter.is_empty() {
        model.queue.filter = TextField::default();
        apply_filter(model, effects);
    } else {
        case::cancel(model, effects);
    }
}

/// Takes news of the list. What belongs to another request than the one waited for is refused.
pub(super) fn news(model: &mut Model, news: QueueMsg, effects: &mut Vec<Effect>) {
    let page = model.page(Pane::Queue);
    let request = match &news {
        QueueMsg::Page { request, .. } | QueueMsg::Complete { request, .. } | QueueMsg::Failed { request, .. } => {
            *request
        }
    };
    if model.queue.listing.waits_for() != Some(request) {
        model.screen.is_dirty = false;
        return;
    }
    match news {
        QueueMsg::Page { rows, total, .. } => take_page(model, rows.into_iter().map(Row::listed), total, page),
        QueueMsg::Complete { completeness, .. } => complete(model, request, completeness, effects),
        QueueMsg::Failed { failure, .. } => drop(model.queue.listing.fail(request, failure)),
    }
    case::view_selected(model, effects);
    prefetch::schedule(model, effects);
}

/// Takes a page. The first one of the first listing is ranked at once, so that it can be worked on.
fn take_page(model: &mut Model, rows: impl Iterator<Item = Row>, total: Option<u64>, page: usize) {
    let is_first = model.queue.rows().is_empty();
    model.queue.take(rows, page);
    model.queue.expected = total;
    if is_first {
        model.queue.rank(page);
    }
}

/// Ends a listing. That it is incomplete stays on the screen; why, is said once.
fn complete(model: &mut Model, request: RequestId, completeness: Completeness, effects: &mut Vec<Effect>) {
    let (page, is_whole) = (model.page(Pane::Queue), completeness.is_whole());
    let why = completeness.shortfall().map(Shortfall::sentence);
    if model.queue.listing.succeed(request, Listing { completeness }, model.now).is_err() {
        return;
    }
    model.queue.end_listing(is_whole, page);
    model.prefetch.plan(&model.queue);
    if let Some(why) = why {
        notify(model, Tone::Warn, why, effects);
    }
}

fn load(model: &mut Model, is_asked_for: bool, effects: &mut Vec<Effect>) {
    let request = model.requests.fresh();
    model.queue.listing.start(request);
    model.queue.start_listing(is_asked_for);
    model.screen.is_dirty = true;
    effects.push(Effect::LoadQueue { request });
}

fn cancel(model: &mut Model, effects: &mut Vec<Effect>) -> bool {
    let cancelled = model.queue.listing.cancel();
    effects.extend(cancelled.map(Effect::Abort));
    cancelled.is_some()
}

fn apply_filter(model: &mut Model, effects: &mut Vec<Effect>) {
    let page = model.page(Pane::Queue);
    model.queue.refilter(page);
    case::view_selected(model, effects);
    prefetch::schedule(model, effects);
}
