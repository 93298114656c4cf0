//! The overview: opening it, going through its bars, and what a bar leads to.

use super::super::action::Action;
use super::super::field::TextField;
use super::super::layout::Pane;
use super::super::line::Tone;
use super::super::model::Model;
use super::super::overview::{Bar, GroupKind, Led, Overview};
use super::super::quick_view::QuickView;
use super::super::window::Window;
use super::panes;
use crate::domain::ball::Ball;
use crate::domain::figures::AgeBand;

/// Opens the overview, at those who need us.
pub(super) fn open(model: &mut Model) {
    open_at(model, Bar::Ball(Ball::Us, None));
}

fn open_at(model: &mut Model, bar: Bar) {
    model.overview.led = None;
    model.overview.history.is_wanted = true;
    model.screen.window = Window::Overview(bar);
}

/// What an action is, in the overview.
pub(super) enum After {
    /// It goes on.
    Open(Bar),
    /// It is closed.
    Closed,
    /// The action is for the queue below, and the overview goes on.
    Below(Bar),
    /// It is closed, and the action is for the panes.
    Instead,
}

/// Goes through the bars, leads to what one stands for, or closes the overview.
pub(super) fn act(model: &mut Model, bar: Bar, action: Action) -> After {
    let overview = &model.overview;
    let next = match action {
        Action::Back | Action::Quit | Action::Overview => return After::Closed,
        Action::Activate => {
            return if lead(model, bar.clone()) { After::Closed } else { After::Open(bar) };
        }
        Action::RefreshQueue | Action::LookAtAll | Action::AutoRefresh => return After::Below(bar),
        Action::FocusQueue
        | Action::FocusCase
        | Action::FocusComments
        | Action::FocusDocuments
        | Action::Find
        | Action::QuickView
        | Action::Sort
        | Action::ThisCaseOnly
        | Action::Messages
        | Action::Help => return After::Instead,
        Action::Down => next_row(overview, &bar, true),
        Action::Up => next_row(overview, &bar, false),
        Action::Open => beside(overview, &bar, true),
        Action::Close => beside(overview, &bar, false),
        Action::NextPane | Action::PageDown | Action::HalfPageDown => next_group(overview, &bar, true),
        Action::PreviousPane | Action::PageUp | Action::HalfPageUp => next_group(overview, &bar, false),
        Action::First => overview.bars().next().cloned(),
        Action::Last => overview.bars().last().cloned(),
        _ => {
            model.announce(Tone::Plain, "nothing is done from the overview; going back leads to the panes");
            None
        }
    };
    After::Open(next.unwrap_or(bar))
}

/// Shows in the queue what a bar stands for, and nothing else; whether that is anybody.
fn lead(model: &mut Model, bar: Bar) -> bool {
    if model.overview.row(&bar).is_some_and(|row| row.stands_for_nobody(&bar)) {
        model.announce(Tone::Plain, "this stands for nobody");
        return false;
    }
    let filter = bar.filter(model.queue.counts().gone > 0);
    model.overview.led = Some(Led {
        bar,
        filter_before: model.queue.filter.text(),
        view_before: model.queue.quick_view,
        selected_before: model.queue.selected().map(|row| row.key.clone()),
        filter: filter.clone(),
    });
    model.queue.filter = TextField::holding(&filter);
    model.queue.quick_view = QuickView::All;
    model.queue.let_go();
    model.screen.arrangement.zoomed = false;
    panes::focus(model, Pane::Queue);
    true
}

/// Back to the overview, where the queue still shows what a bar led to; whether it does.
pub(super) fn back(model: &mut Model) -> bool {
    if !model.leads_back() {
        return false;
    }
    let Some(Led { bar, filter_before, view_before, selected_before, .. }) = model.overview.led.take() else {
        return false;
    };
    model.queue.filter = TextField::holding(&filter_before);
    model.queue.quick_view = view_before;
    if let Some(selected) = selected_before {
        model.queue.select(&selected);
    }
    open_at(model, bar);
    true
}

/// The group of a bar and its row in that.
fn place(overview: &Overview, bar: &Bar) -> Option<(usize, usize)> {
    overview
        .groups
        .iter()
        .enumerate()
        .find_map(|(group, it)| Some((group, it.rows.iter().position(|row| row.has(bar))?)))
}

/// The bar of the row below or above; of the next group behind the last row. Weeks stand side by side.
fn next_row(overview: &Overview, bar: &Bar, forward: bool) -> Option<Bar> {
    let (group, row) = place(overview, bar)?;
    let rows = &overview.groups.get(group)?;
    if rows.kind == GroupKind::Weeks {
        return next_group(overview, bar, forward);
    }
    let next = if forward { rows.rows.get(row + 1) } else { row.checked_sub(1).and_then(|row| rows.rows.get(row)) };
    match (next, bar) {
        // The same age of somebody else.
        (Some(next), Bar::Ball(_, Some(band))) => match next.bar {
            Bar::Ball(ball, _) => Some(Bar::Ball(ball, Some(*band))),
            _ => Some(next.bar.clone()),
        },
        (Some(next), _) => Some(next.bar.clone()),
        (None, _) if forward => next_group(overview, bar, true),
        (None, _) => {
            let before = overview.groups.iter().take(group).rev().find(|group| !group.rows.is_empty())?;
            before.rows.last().map(|row| row.bar.clone())
        }
    }
}

/// The bar at the right or left: an age of the same ones, the next of the weeks, else the next group.
fn beside(overview: &Overview, bar: &Bar, forward: bool) -> Option<Bar> {
    let (group, row) = place(overview, bar)?;
    let rows = overview.groups.get(group)?;
    match bar {
        Bar::Ball(ball, band) => {
            let at = band.map_or(0, |band| band as usize + 1);
            let next = if forward { at + 1 } else { at.checked_sub(1)? };
            let bands = [None].into_iter().chain(AgeBand::ALL.map(Some));
            bands.into_iter().nth(next).map(|band| Bar::Ball(*ball, band)).or_else(|| next_group(overview, bar, true))
        }
        Bar::Week(..) => {
            let next = if forward { Some(row + 1) } else { row.checked_sub(1) };
            let next = next.and_then(|row| rows.rows.get(row)).map(|row| row.bar.clone());
            next.or_else(|| next_group(overview, bar, forward))
        }
        _ => next_group(overview, bar, forward),
    }
}

/// The first bar of the next group that has any, round and round; of weeks, that of the running one.
fn next_group(overview: &Overview, bar: &Bar, forward: bool) -> Option<Bar> {
    let (group, _) = place(overview, bar)?;
    let count = overview.groups.len();
    let places = (1..=count).map(|step| if forward { (group + step) % count } else { (group + count - step) % count });
    let mut groups = places.filter_map(|place| overview.groups.get(place));
    let next = groups.find(|group| !group.rows.is_empty())?;
    let row = if next.kind == GroupKind::Weeks { next.rows.iter().nth_back(1) } else { next.rows.first() };
    row.map(|row| row.bar.clone())
}
