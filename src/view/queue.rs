//! The queue pane: one row per customer, and four different words where there is none.

mod columns;

use std::collections::HashSet;
use std::fmt::Write as _;

use jiff::civil::Date;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line as Painted;

use crate::app::action::Action;
use crate::app::layout::{Pane, Place};
use crate::app::line::{Line, Tone};
use crate::app::list::List;
use crate::app::load::Load;
use crate::app::outline::follow_up;
use crate::app::outline::words::name_line;
use crate::app::row::Row;
use crate::app::screen::Typing;
use crate::app::session::Source;
use crate::domain::customer::RowKey;
use crate::domain::order::{Direction, SortBy};
use crate::domain::text::SafeText;
use crate::domain::time::{age, elapsed};
use crate::domain::wording::number;

use super::frame::{self, rect};
use super::status_line::StatusLine;
use super::{Scene, whole};

use columns::{Columns, covered};

/// A pane at least this wide names the status.
const WITH_STATUS: u16 = 60;

pub(super) fn draw(scene: Scene<'_>, place: &Place, buf: &mut Buffer) {
    frame::draw(scene, place, title(scene), buf);
    let inner = rect(place.inner);
    if scene.model.queue.row_count() == 0 {
        frame::sentences(scene, inner, &nothing(scene), buf);
        return;
    }
    let is_followed = scene.model.queue.counts().followed > 0;
    let columns = Columns::within(inner.width, place.outer.width >= WITH_STATUS, is_followed);
    if place.header.height > 0 {
        columns.headings(scene, rect(place.header), buf);
    }
    let queue = &scene.model.queue;
    let in_full = in_full(scene);
    let cursor = frame::fitted(queue.cursor(), queue.row_count(), inner.height);
    let visible: Vec<&Row> = queue.shown_from(cursor.offset).take(usize::from(inner.height)).collect();
    let alike = alike(&visible);
    for ((row, at), y) in visible.iter().zip(cursor.offset..).zip(inner.y..inner.bottom()) {
        let area = Rect { y, height: 1, ..inner };
        columns.draw(scene, row, alike.contains(row.called().as_str()), area, buf);
        if at == cursor.at {
            frame::select(scene, Pane::Queue, area, buf);
        }
    }
    whole::draw(scene, place, cursor.at.saturating_sub(cursor.offset), &in_full, buf);
}

/// Names that more than one of these rows has: an id tells them apart.
fn alike(rows: &[&Row]) -> HashSet<String> {
    let mut met = HashSet::new();
    rows.iter().map(|row| row.called().to_string()).filter(|name| !met.insert(name.clone())).collect()
}

/// The day it is for those who follow up.
pub(super) fn today(scene: Scene<'_>) -> Date {
    scene.model.settings.calendar.day(scene.model.now.wall)
}

/// The selected customer in full, where no case beside the queue tells it.
fn in_full(scene: Scene<'_>) -> Vec<Painted<'static>> {
    let Some(row) = scene.model.queue.selected() else { return Vec::new() };
    let line = name_line(Line::default(), &row.profile.name, row.key.nickname());
    let id = row.key.id().map_or_else(|| "no usable id".to_owned(), |id| id.short().to_string());
    let status = covered(scene, row, &SafeText::line(&row.profile.status.words()));
    let held = if row.digest.as_ref().is_some_and(|digest| digest.held > 0) { " · HELD" } else { "" };
    let mut said = format!("{held} · {id} · {status}");
    if let Some(digest) = &row.digest {
        let others = digest.asks.counted.saturating_sub(digest.asks_of_company);
        let asks = format!("{} {}", digest.asks, if digest.asks.exact() == Some(1) { "ask" } else { "asks" });
        // What could not be counted is told as that, and never left out.
        if !digest.asks.is_none() {
            let _ = write!(said, " · {asks}");
        }
        if digest.asks.counted > 0 {
            let _ = write!(said, " ({} of the company, {others} of parties)", digest.asks_of_company);
        }
        let _ = write!(said, " · {} of {} parties blocked", digest.blocked_parties, digest.parties);
    }
    if let Some(asked) = row.turn().told().and_then(|it| follow_up::in_short(it, today(scene))) {
        let _ = write!(said, " · {asked}");
    }
    if let Some(at) = row.remembered {
        let _ = write!(said, " · remembered: read {}", age(elapsed(at, scene.model.now.wall)));
    }
    let mut painted = scene.paint().line(&line, usize::MAX);
    painted.spans.extend(scene.paint().words(said, Tone::Plain).spans);
    vec![painted]
}

fn title(scene: Scene<'_>) -> StatusLine {
    let queue = &scene.model.queue;
    if scene.model.screen.is_one_case_only() {
        let mut title = frame::title(scene, Pane::Queue, None);
        let ends = scene.keymap.hint(Action::ThisCaseOnly).map_or_else(String::new, |key| format!(": {key} ends it"));
        let key = scene.keymap.hint(Action::ThisCaseOnly).map_or_else(String::new, |key| format!(": {key}"));
        let forms = [(2, format!("this case only{ends}")), (1, format!("this case only{key}"))];
        title.left(" · ", forms.map(|(rank, form)| (rank, Painted::from(form))));
        return title;
    }
    let is_whole = !queue.shows_part();
    let count = (is_whole && !queue.rows().is_empty()).then(|| queue.rows().len());
    let mut title = frame::title(scene, Pane::Queue, count);
    if !is_whole {
        let shown = format!("{} of {}", number(queue.row_count()), number(queue.rows().len()));
        title.left(" ", [(1, Painted::from(shown))]);
    }
    let is_reversed = queue.direction == Direction::Reversed;
    if queue.sort != SortBy::Rank || is_reversed {
        let by = format!("by {}", queue.sort.words());
        if is_reversed {
            title.left(" · ", [(4, Painted::from(format!("reversed: {by}"))), (2, Painted::from("reversed"))]);
        } else {
            title.left(" · ", [(4, Painted::from(by))]);
        }
    }
    title
}

fn is_filtering(scene: Scene<'_>) -> bool {
    scene.model.screen.typing == Some(Typing::Filter)
}

/// The filter's text; what was pasted into it may be anybody's.
fn filter(scene: Scene<'_>) -> SafeText {
    SafeText::line(&scene.model.queue.filter.text())
}

/// Whether the details of every customer were read, as far as they can be.
pub(super) fn is_all_read(scene: Scene<'_>) -> bool {
    let queue = &scene.model.queue;
    queue.counts().looked_at + queue.counts().gone >= queue.rows().len()
}

/// What is said where the rows would be: loading, nothing here, nothing matches, or failed.
fn nothing(scene: Scene<'_>) -> Vec<(String, Tone)> {
    let queue = &scene.model.queue;
    let says = |text: &str, tone| vec![(text.to_owned(), tone)];
    if let Some(id) = scene.model.typed_id() {
        let short = id.short().to_string();
        let text = match queue.row(&RowKey::Customer(id)) {
            Some(_) => format!("{short} is not among what is shown ({}); Enter shows it", queue.quick_view.words()),
            None => format!("{short} is not in the queue; Enter asks the server for it"),
        };
        return vec![(text, Tone::Warn)];
    }
    if !queue.rows().is_empty() && queue.filter.is_empty() {
        let (key, words) = (scene.key(Action::QuickView), queue.quick_view.words());
        return vec![(format!("no customer here: {words} ({key} shows the next view)"), Tone::Plain)];
    }
    if !queue.rows().is_empty() {
        let way_out = if is_filtering(scene) { "Esc".to_owned() } else { scene.key(Action::Back) };
        let text = format!("nothing matches “{}” ({way_out} clears it)", filter(scene));
        let mut said = vec![(text, Tone::Plain)];
        let untold = queue.filter_state().cannot_tell;
        if untold > 0 {
            let key = scene.key(Action::LookAtAll);
            let why = if queue.filter_state().rests_on_history() {
                "nothing is remembered of that week".to_owned()
            } else if is_all_read(scene) {
                "what decides in them could not be read".to_owned()
            } else {
                format!("not looked at yet ({key} looks)")
            };
            said.push((format!("{} could not be judged: {why}", number(untold)), Tone::Warn));
        }
        return said;
    }
    match (&scene.model.session.source, &queue.listing) {
        (Source::File, _) => says("no customer in this file", Tone::Plain),
        (Source::Customers(_), _) => says("no customer was named", Tone::Plain),
        (Source::List, Load::Loading(_)) => says("loading…", Tone::Waiting),
        (Source::List, Load::Failed(failure)) => frame::failed(scene, failure, Action::RefreshQueue),
        (Source::List, Load::Ready(ready)) => match ready.data.completeness.shortfall() {
            None => says("no customers here", Tone::Plain),
            Some(shortfall) => vec![(shortfall.sentence(), Tone::Bad)],
        },
        (Source::List, Load::Idle) => {
            vec![(format!("not fetched; {} fetches the queue", scene.key(Action::RefreshQueue)), Tone::Plain)]
        }
    }
}
