//! What the user was told, newest first: one row each, the selected message in full.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line as Painted, Span};

use crate::app::action::Action;
use crate::app::line::Tone;
use crate::app::list::Cursor;
use crate::app::messages::{KEPT, Message};
use crate::domain::customer::RowKey;
use crate::domain::wording::number;
use crate::domain::wrap::wrap;

use super::Scene;
use super::frame;
use super::line::{cut, painted_cut};
use super::menu::{ENTRY, Entry, Menu};
use super::status_line::StatusLine;

/// From this width on a row says whom its message is about.
const WITH_CUSTOMER: usize = 60;
/// Columns of the word for the kind of message.
const KIND: usize = 7;
/// Columns of whom it is about.
const CUSTOMER: usize = 8;

/// Draws the list over everything between header and footer.
pub(super) fn draw(scene: Scene<'_>, cursor: Cursor, buf: &mut Buffer) {
    let outer = frame::body(scene);
    let messages = &scene.model.screen.messages;
    let mut title = StatusLine::default();
    title.left("", [(0, Painted::from("Messages"))]);
    title.left(" ", [(1, Painted::from(number(messages.count())))]);
    title.left(" · ", [(2, Painted::from(format!("newest first; the last {KEPT} of this run are kept")))]);
    let inner = frame::window(scene, outer, title, buf);
    if messages.count() == 0 {
        frame::sentences(scene, inner, &[("nothing was said yet".to_owned(), Tone::Plain)], buf);
    }
    let width = usize::from(inner.width.saturating_sub(ENTRY + 1));
    let entry = |(place, message): (usize, &Message)| {
        let is_selected = place == cursor.at;
        let rows = if is_selected { in_full(scene, message, width, inner) } else { vec![row(scene, message, width)] };
        Entry { heading: "", rows }
    };
    let entries: Vec<Entry> = messages.iter().enumerate().map(entry).collect();
    let mut closing = StatusLine::default();
    if let Some((first, last)) = Menu::new(entries, None, cursor).draw(scene, &[inner], buf) {
        let words = format!("{}–{} of {}", number(first), number(last), number(messages.count()));
        closing.left("", [(3, scene.paint().words(words, Tone::Dim))]);
    }
    closing.append(frame::keys(scene, &[(Action::Copy, "copies the message", 1), (Action::Back, "closes", 2)]));
    frame::closing(scene, outer, closing, buf);
}

/// A message in one row, cut.
fn row(scene: Scene<'_>, message: &Message, width: usize) -> Painted<'static> {
    let zone = &scene.model.screen.zone;
    let ahead = if width < WITH_CUSTOMER {
        zone.second(message.at)
    } else {
        format!("{}  {:<CUSTOMER$}", zone.second(message.at), about(message))
    };
    let tone = scene.theme.tone(message.tone);
    let text = message.words.under(scene.model.screen.mask).on_one_line();
    let line = Painted::from(vec![
        Span::styled(format!("{ahead} "), scene.theme.tone(Tone::Dim)),
        Span::styled(format!("{:<KIND$} ", message.kind()), tone),
        Span::styled(times(message), scene.theme.tone(Tone::Strong)),
        Span::styled(cut(text.as_str(), width, scene.theme.symbols().ellipsis()), scene.theme.tone(Tone::Plain)),
    ]);
    painted_cut(&line, width, scene.theme.symbols().ellipsis())
}

/// A message in as many rows as it takes. Where the window has fewer, the last one says how to have the rest.
fn in_full(scene: Scene<'_>, message: &Message, width: usize, inner: Rect) -> Vec<Painted<'static>> {
    let zone = &scene.model.screen.zone;
    let (at, of) =
        if width < WITH_CUSTOMER { (zone.second(message.at), "") } else { (zone.to_second(message.at), "about ") };
    let whom = if message.about.is_some() { format!(" · {of}{}", about(message)) } else { String::new() };
    let often = if message.times > 1 { format!(" · {} times", number(message.times)) } else { String::new() };
    let ahead = format!("{at} · {}{whom}{often}", message.kind());
    let paint = |tone: Tone| move |row: String| scene.paint().words(row.trim_end().to_owned(), tone);
    let mut rows: Vec<Painted<'static>> = wrap(&ahead, width).into_iter().map(paint(Tone::Dim)).collect();
    let text = message.words.under(scene.model.screen.mask);
    rows.extend(wrap(text.as_str(), width).into_iter().map(paint(message.tone)));
    let room = usize::from(inner.height).max(1);
    if rows.len() > room {
        rows.truncate(room - 1);
        let rest = format!("… {} copies all of it", scene.key(Action::Copy));
        rows.push(scene.paint().words(rest, Tone::Dim));
    }
    rows
}

/// The short id of whom a message is about.
fn about(message: &Message) -> String {
    match &message.about {
        Some(RowKey::Customer(id)) => id.short().to_string(),
        Some(key) => key.nickname().to_string(),
        None => String::new(),
    }
}

fn times(message: &Message) -> String {
    if message.times > 1 { format!("{}x ", number(message.times)) } else { String::new() }
}
