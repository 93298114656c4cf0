//! What is round and in a pane whatever it shows: its frame, its title, and sentences where data would be.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line as Painted, Span};
use ratatui::widgets::{Block, Clear, Widget};

use crate::app::action::Action;
use crate::app::cases::Entry;
use crate::app::layout::{Area, Frame, Pane, Place};
use crate::app::line::Tone;
use crate::app::list::Cursor;
use crate::domain::failure::Failure;
use crate::domain::wording::number;
use crate::domain::wrap::wrap;

use super::line::{columns, painted_cut};
use super::status_line::StatusLine;
use super::{Scene, write};

/// Columns left free beside a sentence.
const MARGIN: u16 = 1;

/// An area as the painter counts it.
pub(super) const fn rect(area: Area) -> Rect {
    Rect { x: area.x, y: area.y, width: area.width, height: area.height }
}

/// Draws a pane's frame. The focused one differs in weight, not only in colour.
pub(super) fn draw(scene: Scene<'_>, place: &Place, title: StatusLine, buf: &mut Buffer) {
    let focused = scene.model.focus() == place.pane;
    let outer = rect(place.outer);
    let in_sight = in_sight(scene, place);
    if scene.layout.frame == Frame::Box {
        boxed(scene, outer, focused, title, buf);
        if let Some(words) = in_sight {
            at_right(scene, Rect { y: outer.bottom().saturating_sub(1), height: 1, ..outer }, &words, buf);
        }
        return;
    }
    // Beside the title, which gives way.
    let taken = in_sight.as_deref().map_or(0, |words| columns(words) + 3);
    let left = Rect { width: outer.width.saturating_sub(u16::try_from(taken).unwrap_or(0)), ..outer };
    rule_line(scene, outer, focused, buf);
    put_title(scene, left, focused, title, buf);
    if let Some(words) = in_sight {
        at_right(scene, outer, &words, buf);
    }
}

/// Which rows of a list are in sight, where it goes on above or below: `1–20 of 43`.
fn in_sight(scene: Scene<'_>, place: &Place) -> Option<String> {
    let has_case = || scene.model.viewed_case().and_then(Entry::case).is_some();
    let list = scene.model.list(place.pane).filter(|_| place.pane == Pane::Queue || has_case())?;
    let (rows, height) = (list.row_count(), usize::from(place.inner.height));
    if rows <= height || height == 0 {
        return None;
    }
    let first = fitted(list.cursor(), rows, place.inner.height).offset;
    let part = format!("{}–{} of {}", number(first + 1), number((first + height).min(rows)), number(rows));
    // The other panes count in their titles what takes several rows.
    Some(if place.pane == Pane::Queue { part } else { format!("rows {part}") })
}

/// Writes words near the right end of a line of a frame.
fn at_right(scene: Scene<'_>, line: Rect, words: &str, buf: &mut Buffer) {
    let width = u16::try_from(columns(words) + 2).unwrap_or(u16::MAX);
    let Some(x) = line.right().checked_sub(width + 1).filter(|x| *x > line.x) else { return };
    let style = Style::reset().patch(scene.theme.tone(Tone::Plain)).patch(scene.theme.tone(Tone::Dim));
    write::line(buf, x, line.y, &Painted::styled(format!(" {words} "), style), width);
}

/// Draws a titled line on top of what is no pane.
pub(super) fn rule(scene: Scene<'_>, outer: Rect, title: &str, buf: &mut Buffer) {
    let mut words = StatusLine::default();
    words.left("", [(0, Painted::from(title.to_owned()))]);
    rule_line(scene, outer, false, buf);
    put_title(scene, outer, false, words, buf);
}

/// The same of a chart, which may have the focus, with words at the left and at the right; returns what is below the line.
pub(super) fn ruled(
    scene: Scene<'_>,
    outer: Rect,
    focused: bool,
    titles: (StatusLine, Option<String>),
    buf: &mut Buffer,
) -> Rect {
    let (title, right) = titles;
    let taken = right.as_deref().map_or(0, |words| columns(words) + 3);
    let left = Rect { width: outer.width.saturating_sub(u16::try_from(taken).unwrap_or(0)), ..outer };
    rule_line(scene, outer, focused, buf);
    put_title(scene, left, focused, title, buf);
    if let Some(words) = right {
        at_right(scene, outer, &words, buf);
    }
    Rect { y: outer.y + outer.height.min(1), height: outer.height.saturating_sub(1), ..outer }
}

fn rule_line(scene: Scene<'_>, outer: Rect, focused: bool, buf: &mut Buffer) {
    let rule = scene.theme.symbols().border(focused).horizontal_top.repeat(usize::from(outer.width));
    write::text(buf, outer.x, outer.y, &rule, outer.width, scene.theme.border(focused));
}

/// Draws a window over everything and returns what is within its frame.
pub(super) fn window(scene: Scene<'_>, outer: Rect, title: StatusLine, buf: &mut Buffer) -> Rect {
    Clear.render(outer, buf);
    buf.set_style(outer, scene.theme.tone(Tone::Plain));
    boxed(scene, outer, true, title, buf);
    Block::bordered().inner(outer)
}

/// Everything between the program's header and its footer.
pub(super) const fn body(scene: Scene<'_>) -> Rect {
    let Area { x, y, width, height } = scene.layout.screen;
    Rect { x, y: y + 1, width, height: height.saturating_sub(2) }
}

/// Writes into the bottom of a window's frame.
pub(super) fn closing(scene: Scene<'_>, outer: Rect, words: StatusLine, buf: &mut Buffer) {
    let bottom = Rect { y: outer.bottom().saturating_sub(1), height: 1, ..outer };
    put_on_frame(scene, bottom, words, scene.theme.tone(Tone::Plain), buf);
}

/// Keys and what they do, each action with its rank: what does not fit goes, the highest rank first. An action without a
/// key is not spoken of.
pub(super) fn keys(scene: Scene<'_>, actions: &[(Action, &str, u8)]) -> StatusLine {
    let mut status_line = StatusLine::default();
    for (action, words, rank) in actions {
        let Some(key) = scene.keymap.hint(*action) else { continue };
        let key = Span::styled(key, scene.theme.tone(Tone::Strong));
        status_line.left(" · ", [(*rank, Painted::from(vec![key, Span::raw(format!(" {words}"))]))]);
    }
    status_line
}

fn boxed(scene: Scene<'_>, outer: Rect, focused: bool, title: StatusLine, buf: &mut Buffer) {
    let (set, style) = (scene.theme.symbols().border(focused), scene.theme.border(focused));
    Block::bordered().border_set(set).border_style(style).render(outer, buf);
    put_title(scene, outer, focused, title, buf);
}

fn put_title(scene: Scene<'_>, outer: Rect, focused: bool, title: StatusLine, buf: &mut Buffer) {
    put_on_frame(scene, outer, title, scene.theme.title(focused), buf);
}

/// Writes into the first row of an area, which is a line of its frame.
pub(super) fn put_on_frame(scene: Scene<'_>, area: Rect, words: StatusLine, look: Style, buf: &mut Buffer) {
    let room = area.width.saturating_sub(4);
    if room < 3 {
        return;
    }
    let words = words.fit(usize::from(room) - 2, scene.theme.tone(Tone::Dim), scene.theme.symbols().ellipsis());
    if words.spans.is_empty() {
        return;
    }
    let mut padded = Painted::from(Span::raw(" "));
    padded.spans.extend(words.spans);
    padded.spans.push(Span::raw(" "));
    // The line below is gone here, its look with it.
    let style = Style::reset().patch(scene.theme.tone(Tone::Plain)).patch(look);
    write::line(buf, area.x + 1, area.y, &padded.style(style), room);
}

/// The start of a pane's title: the key that focuses it, its name, and how much it shows.
pub(super) fn title(scene: Scene<'_>, pane: Pane, count: Option<usize>) -> StatusLine {
    let (action, name) = match pane {
        Pane::Queue => (Action::FocusQueue, "Queue"),
        Pane::Case => (Action::FocusCase, "Case"),
        Pane::Comments => (Action::FocusComments, "Comments"),
        Pane::Documents => (Action::FocusDocuments, "Documents"),
    };
    let named = match scene.keymap.hint(action) {
        Some(key) => format!("{key} {name}"),
        None => name.to_owned(),
    };
    let mut title = StatusLine::default();
    title.left("", [(0, Painted::from(named))]);
    if let Some(count) = count {
        title.left(" ", [(1, Painted::from(number(count)))]);
    }
    title
}

/// Where a cursor stands in a pane of this height. The model's own cursors fit their page but for the moment after a
/// pane grew or shrank unseen: then too the selected row is shown, and no row is wasted.
pub(super) fn fitted(mut cursor: Cursor, rows: usize, height: u16) -> Cursor {
    cursor.go_to(cursor.at, rows, usize::from(height));
    cursor
}

/// Marks a drawn row as the selected one: in column one, and by its look.
pub(super) fn select(scene: Scene<'_>, pane: Pane, row: Rect, buf: &mut Buffer) {
    mark(scene, scene.model.focus() == pane, row, buf);
}

/// The same for a row of whatever has the focus, or has not.
pub(super) fn mark(scene: Scene<'_>, focused: bool, row: Rect, buf: &mut Buffer) {
    let (sign, plain) = (scene.theme.symbols().selection(), scene.theme.tone(Tone::Plain));
    write::text(buf, row.x, row.y, sign, row.width, plain);
    buf.set_style(row, scene.theme.selection(focused));
}

/// Draws sentences from the top, wrapped; each starts a row of its own.
pub(super) fn sentences(scene: Scene<'_>, area: Rect, sentences: &[(String, Tone)], buf: &mut Buffer) {
    let width = area.width.saturating_sub(2 * MARGIN);
    let rows = sentences.iter().flat_map(|(sentence, tone)| {
        wrap(sentence, usize::from(width)).into_iter().map(|row| (row.trim_end().to_owned(), *tone))
    });
    for ((row, tone), y) in rows.zip(area.y..area.bottom()) {
        let line = painted_cut(&scene.paint().words(row, tone), usize::from(width), scene.theme.symbols().ellipsis());
        write::line(buf, area.x + MARGIN.min(area.width), y, &line, width);
    }
}

/// What is said where data failed to come: what happened, and, where there is a server to ask again, what helps and the
/// key that tries again.
pub(super) fn failed(scene: Scene<'_>, failure: &Failure, again: Action) -> Vec<(String, Tone)> {
    let mut said = vec![(scene.paint().covered(&failure.sentence()), Tone::Bad)];
    if scene.model.can(again).is_ok() {
        said.push((failure.remedy().to_owned(), Tone::Plain));
        said.push((format!("{} tries again", scene.key(again)), Tone::Strong));
    }
    said
}
