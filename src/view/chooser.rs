//! A choice: a small box in the middle, one row per thing to choose.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line as Painted, Span};

use crate::app::action::Action;
use crate::app::line::{Mark, Tone};
use crate::app::window::{Choice, Chooser, Since};
use crate::domain::wrap::wrap;

use super::line::columns;
use super::menu::{ENTRY, Entry, Menu};
use super::status_line::StatusLine;
use super::{Scene, actions, frame};

/// Columns of the frame, and of the blank before its right side.
const AROUND: u16 = 3;
/// Columns before the words: whether it is so now.
const SIGN: u16 = 2;
/// A box is never narrower, so that its closing line has room.
const LEAST: u16 = 32;

/// Draws the box.
pub(super) fn draw(scene: Scene<'_>, chooser: &Chooser, buf: &mut Buffer) {
    let body = frame::body(scene);
    let ahead = ENTRY + if chooser.choices.iter().any(|choice| is_now(scene, choice)) { SIGN } else { 0 };
    let longest = chooser.choices.iter().map(|choice| columns(&words(scene, choice))).max().unwrap_or(0);
    let wanted = u16::try_from(longest.max(columns(chooser.title))).unwrap_or(u16::MAX);
    let width = wanted.saturating_add(ahead + AROUND).max(LEAST).min(body.width);
    let room = width.saturating_sub(ahead + AROUND);
    let entries: Vec<Entry> =
        chooser.choices.iter().map(|choice| entry(scene, choice, ahead - ENTRY, usize::from(room))).collect();
    let rows = u16::try_from(entries.iter().map(|entry| entry.rows.len()).sum::<usize>()).unwrap_or(u16::MAX);
    let outer = centred(body, width, rows.saturating_add(2));
    let mut title = StatusLine::default();
    title.left("", [(0, Painted::from(chooser.title))]);
    if let Some(row) = chooser.on.as_ref().and_then(|on| scene.model.queue.row(&on.key)) {
        title.left(" · ", [(1, Painted::from(row.called().to_string()))]);
    }
    let inner = frame::window(scene, outer, title, buf);
    Menu::new(entries, None, chooser.cursor).draw(scene, &[inner], buf);
    let since = chooser.on.as_ref().map_or(Since::Same, |on| on.since);
    let mut closing = StatusLine::default();
    match since {
        Since::Same => {}
        Since::Changed => closing.left("", [(3, scene.paint().words("of the look before the last", Tone::Warn))]),
        Since::Gone => closing.left("", [(0, scene.paint().words("GONE: nothing to take", Tone::Bad))]),
    }
    let is_sort = chooser.choices.iter().any(|choice| is_now(scene, choice));
    let takes = if is_sort { "takes it, again turns it round" } else { "takes it" };
    let keys = [(Action::Activate, takes, 1), (Action::Back, "closes", 2)];
    let first = usize::from(since == Since::Gone);
    closing.append(frame::keys(scene, keys.get(first..).unwrap_or_default()));
    frame::closing(scene, outer, closing, buf);
}

/// A choice, with a sign where it is so now; `sign` is how many columns that takes.
fn entry(scene: Scene<'_>, choice: &Choice, sign: u16, room: usize) -> Entry {
    let sign = usize::from(sign);
    let mark = if is_now(scene, choice) { scene.theme.symbols().mark(Mark::Good) } else { "" };
    let tone = if choice.refused().is_some() { Tone::Dim } else { Tone::Plain };
    let rows = wrap(&words(scene, choice), room).into_iter().enumerate().map(|(row, words)| {
        let ahead = format!("{:<sign$}", if row == 0 { mark } else { "" });
        let ahead = Span::styled(ahead, scene.theme.tone(Tone::Good));
        Painted::from(vec![ahead, Span::styled(words, scene.theme.tone(tone))])
    });
    Entry { heading: "", rows: rows.collect() }
}

/// What is chosen, and why it cannot be where it cannot.
fn words(scene: Scene<'_>, choice: &Choice) -> String {
    match choice.refused() {
        Some(reason) => format!("{} ({})", choice.words(), actions::why(scene, reason)),
        None => choice.words().to_owned(),
    }
}

fn is_now(scene: Scene<'_>, choice: &Choice) -> bool {
    *choice == Choice::Sort(scene.model.queue.sort)
}

/// A rectangle of at most this size in the middle of another.
fn centred(within: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(within.width), height.min(within.height));
    let (x, y) = (within.x + (within.width - width) / 2, within.y + (within.height - height) / 2);
    Rect { x, y, width, height }
}
