//! The queue pane: one row per customer, and four different words where there is none.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line as Painted;

use crate::app::action::Action;
use crate::app::layout::{Pane, Place};
use crate::app::line::{Line, Mark, Tone};
use crate::app::list::List;
use crate::app::load::Load;
use crate::app::outline::words::name_line;
use crate::app::quick_view::QuickView;
use crate::app::row::{Details, Row};
use crate::app::screen::Typing;
use crate::app::session::Source;
use crate::app::sort::SortBy;
use crate::app::tree::Changed;
use crate::domain::ball::Ball;
use crate::domain::customer::RowKey;
use crate::domain::mask::{Mask, Redactor};
use crate::domain::text::SafeText;
use crate::domain::wording::number;

use super::frame::{self, rect};
use super::line::{columns, cut};
use super::status_line::StatusLine;
use super::{Scene, write};

/// Columns before the name: the marks of what is selected and of what changed.
const SIGNS: u16 = 2;
/// A name is never narrower.
const NAME: u16 = 8;
/// A pane at least this wide names the status.
const WITH_STATUS: u16 = 60;

pub(super) fn draw(scene: Scene<'_>, place: &Place, buf: &mut Buffer) {
    frame::draw(scene, place, title(scene), buf);
    let inner = rect(place.inner);
    if scene.model.queue.row_count() == 0 {
        frame::sentences(scene, inner, &nothing(scene), buf);
        return;
    }
    let columns = Columns::within(inner.width, place.outer.width >= WITH_STATUS);
    let queue = &scene.model.queue;
    let cursor = frame::fitted(queue.cursor(), queue.row_count(), inner.height);
    let rows = queue.shown_from(cursor.offset).zip(cursor.offset..);
    for ((row, place), y) in rows.zip(inner.y..inner.bottom()) {
        let area = Rect { y, height: 1, ..inner };
        columns.draw(scene, row, area, buf);
        if place == cursor.at {
            frame::select(scene, Pane::Queue, area, buf);
        }
    }
}

fn title(scene: Scene<'_>) -> StatusLine {
    let queue = &scene.model.queue;
    let is_whole = queue.filter.is_empty() && queue.quick_view == QuickView::All;
    let count = (is_whole && !queue.rows().is_empty()).then(|| queue.rows().len());
    let mut title = frame::title(scene, Pane::Queue, count);
    if !is_whole {
        let shown = format!("{} of {}", number(queue.row_count()), number(queue.rows().len()));
        title.left(" ", [(1, Painted::from(shown))]);
    }
    if queue.quick_view != QuickView::All {
        title.left(" · ", [(2, Painted::from(queue.quick_view.words()))]);
    }
    if !queue.filter.is_empty() && !is_filtering(scene) {
        title.left(" · ", [(2, Painted::from(format!("“{}”", filter(scene))))]);
    }
    if queue.filter_state().cannot_tell > 0 {
        let untold = format!("{} not judged", number(queue.filter_state().cannot_tell));
        title.left(" · ", [(2, Painted::from(untold))]);
    }
    if queue.sort != SortBy::Rank {
        title.left(" · ", [(3, Painted::from(format!("by {}", queue.sort.words())))]);
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
            said.push((format!("{} could not be judged: not looked at yet ({key} looks)", number(untold)), Tone::Warn));
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

/// A column beside the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Country,
    Status,
    Ball,
    Since,
    Parties,
    Asks,
}

/// Which columns there is room for.
struct Columns {
    name: u16,
    /// From left to right, each with its width.
    beside: Vec<(Column, u16)>,
}

impl Columns {
    /// Chooses columns for a width: the most important first, each only if the name keeps what it needs.
    fn within(width: u16, with_status: bool) -> Self {
        let ball = if with_status { 6 } else { 3 };
        // Column, columns it takes, columns it must leave to the name.
        let wanted = [
            (Column::Ball, ball, NAME),
            (Column::Since, 6, NAME),
            (Column::Parties, 2, NAME),
            (Column::Country, 3, 14),
            (Column::Asks, 2, 16),
            (Column::Status, 16, 16),
        ];
        let mut name = width.saturating_sub(SIGNS);
        let mut beside = Vec::new();
        for (column, columns, least) in wanted {
            let left = name.saturating_sub(columns + 1);
            if left >= least && (column != Column::Status || with_status) {
                name = left;
                beside.push((column, columns));
            }
        }
        // A wide pane has room for the longest status.
        let spare = name.saturating_sub(28).min(12);
        for (_, columns) in beside.iter_mut().filter(|(column, _)| *column == Column::Status) {
            *columns += spare;
            name -= spare;
        }
        let order = [Column::Country, Column::Status, Column::Ball, Column::Since, Column::Parties, Column::Asks];
        beside.sort_by_key(|(column, _)| order.iter().position(|other| other == column));
        Self { name, beside }
    }

    /// Each column starts where it starts, whatever stands in the one before it.
    fn draw(&self, scene: Scene<'_>, row: &Row, area: Rect, buf: &mut Buffer) {
        let (sign, tone) = sign(scene, row);
        write::text(buf, area.x + 1, area.y, sign, area.width.saturating_sub(1), scene.theme.tone(tone));
        let faded = row.gone || row.ball() == Ball::Nobody;
        let name = scene
            .paint()
            .line(&name_line(Line::default(), &row.profile.name, row.key.nickname()), usize::from(self.name));
        let tone = if faded { Tone::Dim } else { Tone::Plain };
        let mut x = area.x + SIGNS;
        put(&Painted::styled(name.to_string(), scene.theme.tone(tone)), x, self.name, area, buf);
        x += self.name + 1;
        for (column, width) in &self.beside {
            let (text, tone) = cell(scene, row, *column, *width);
            let text = cut(&text, usize::from(*width), scene.theme.symbols().ellipsis());
            let free = usize::from(*width).saturating_sub(columns(&text));
            let ahead = if *column == Column::Since { u16::try_from(free).unwrap_or(0) } else { 0 };
            put(&scene.paint().words(text, if row.gone { Tone::Dim } else { tone }), x + ahead, *width, area, buf);
            x += width + 1;
        }
    }
}

fn put(line: &Painted<'_>, x: u16, width: u16, area: Rect, buf: &mut Buffer) {
    if x < area.right() {
        write::line(buf, x, area.y, line, width.min(area.right() - x));
    }
}

/// The sign before the name.
fn sign(scene: Scene<'_>, row: &Row) -> (&'static str, Tone) {
    let symbols = scene.theme.symbols();
    match (row.changed, row.damaged) {
        _ if row.is_kept() => (symbols.kept(), Tone::Warn),
        (true, _) => (symbols.changed(Changed::Here), Tone::Warn),
        (false, true) => (symbols.mark(Mark::Warn), Tone::Warn),
        (false, false) => ("", Tone::Plain),
    }
}

fn cell(scene: Scene<'_>, row: &Row, column: Column, width: u16) -> (String, Tone) {
    let symbols = scene.theme.symbols();
    match column {
        Column::Country => {
            (row.profile.country.given().map(|country| covered(scene, row, country)).unwrap_or_default(), Tone::Dim)
        }
        Column::Status => (covered(scene, row, &SafeText::line(&row.profile.status.words())), Tone::Code),
        Column::Ball => ball(row.ball(), width),
        Column::Since => (since(scene, row), Tone::Plain),
        Column::Parties => match (&row.digest, row.details) {
            (Some(digest), _) if digest.blocked_parties.counted > 0 => {
                (few(digest.blocked_parties.counted, symbols.mark(Mark::Bad)), Tone::Bad)
            }
            (Some(_), _) | (None, Details::Known) => (String::new(), Tone::Plain),
            (None, Details::Unknown) => (symbols.unknown().to_owned(), Tone::Dim),
            (None, Details::Loading) => (symbols.mark(Mark::Waiting).to_owned(), Tone::Waiting),
            (None, Details::Failed) => (symbols.mark(Mark::Warn).to_owned(), Tone::Bad),
        },
        Column::Asks => match row.digest.as_ref().map(|digest| digest.asks) {
            None => (String::new(), Tone::Plain),
            Some(asks) if asks.counted > 0 => (few(asks.counted, symbols.mark(Mark::Ask)), Tone::Warn),
            Some(asks) if asks.is_none() => (String::new(), Tone::Plain),
            // What is asked was not told, or could not be read.
            Some(_) => (format!("?{}", symbols.mark(Mark::Ask)), Tone::Warn),
        },
    }
}

/// A code of a row, which may be anything where it is none that is known.
fn covered(scene: Scene<'_>, row: &Row, code: &SafeText) -> String {
    match scene.model.screen.mask {
        Mask::Off => code.to_string(),
        Mask::On => Redactor::of_profile(&row.key, &row.profile).text(code).to_string(),
    }
}

/// A small number and its sign in two columns.
fn few(count: usize, sign: &str) -> String {
    if count < 10 { format!("{count}{sign}") } else { format!("+{sign}") }
}

fn ball(ball: Ball, width: u16) -> (String, Tone) {
    let word = if ball == Ball::Nobody && width < 6 { "–" } else { ball.word() };
    let tone = match ball {
        Ball::Us => Tone::Strong,
        Ball::Fin => Tone::Waiting,
        Ball::Unknown => Tone::Warn,
        Ball::Nobody => Tone::Dim,
    };
    (word.to_owned(), tone)
}

/// How long the customer has stood where it stands. A long span loses its blank before it loses a digit.
fn since(scene: Scene<'_>, row: &Row) -> String {
    if row.gone {
        return "gone".to_owned();
    }
    let Some(since) = row.since() else { return "?".to_owned() };
    let span = since.span(scene.model.now.wall, scene.theme.symbols().guess());
    if columns(&span) > 6 { span.replace(' ', "") } else { span }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_name_shrinks_last() {
        let table = [(9, 7, 0), (16, 10, 1), (30, 14, 3), (34, 14, 4), (38, 18, 4), (40, 17, 5)];
        for (width, name, beside) in table {
            let columns = Columns::within(width, false);
            assert_eq!((columns.name, columns.beside.len()), (name, beside), "{width}");
        }
        assert!(Columns::within(100, true).beside.contains(&(Column::Status, 28)));
    }

    proptest! {
        #[test]
        fn columns_fill_the_width_exactly(width in 10_u16..300, with_status: bool) {
            let columns = Columns::within(width, with_status);
            let beside: u16 = columns.beside.iter().map(|(_, columns)| columns + 1).sum();
            prop_assert_eq!(SIGNS + columns.name + beside, width);
            prop_assert!(columns.name >= NAME);
        }
    }
}
