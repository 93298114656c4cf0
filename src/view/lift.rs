//! Lifting a hold: what holds the case, and the fields that have to be filled in for it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line as Painted;

use crate::app::line::Tone;
use crate::app::window::{LiftWindow, Since};

use super::draft_notes::wrapped;
use super::form;
use super::frame;
use super::status_line::StatusLine;
use super::{Scene, write};

/// Draws the window over everything between header and footer; returns where the text cursor stands.
pub(super) fn draw(scene: Scene<'_>, window: &LiftWindow, buf: &mut Buffer) -> Position {
    let outer = frame::body(scene);
    let mut title = StatusLine::default();
    title.left("", [(0, Painted::from("Lift the hold"))]);
    if let Some(row) = scene.model.queue.row(&window.on.key) {
        title.left(" · ", [(1, Painted::from(row.called().to_string()))]);
    }
    title.left(" · ", [(2, Painted::from(window.on.case.id.short().to_string()))]);
    let inner = frame::window(scene, outer, title, buf);
    let mut keys = StatusLine::default();
    // What keys do in a form is no affair of the keymap.
    let forms = [
        "Tab next field · PgDn more · Enter on the last one lifts · Esc lifts nothing",
        "PgDn more · Esc lifts nothing",
    ];
    keys.left("", [(1, Painted::from(forms[0])), (0, Painted::from(forms[1]))]);
    frame::closing(scene, outer, keys, buf);
    let area = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    let (rows, cursor) = form::rows(scene, &window.form, usize::from(area.width));
    let height = u16::try_from(rows.len()).unwrap_or(u16::MAX).min(area.height);
    let (told, below) = (area.height - height, area.y + area.height - height);
    for (row, y) in said(scene, window, usize::from(area.width)).iter().zip(area.y..area.y + told) {
        write::line(buf, area.x, y, row, area.width);
    }
    for (row, y) in rows.iter().zip(below..area.bottom()) {
        write::line(buf, area.x, y, row, area.width);
    }
    let (column, row) = cursor;
    let last = area.right().saturating_sub(1);
    let x = area.x.saturating_add(u16::try_from(column).unwrap_or(u16::MAX)).min(last);
    Position { x, y: below + u16::try_from(row).unwrap_or(0) }
}

/// What the lift covers, and what has become of the case since; from the sentence on that is shown first.
fn said(scene: Scene<'_>, window: &LiftWindow, width: usize) -> Vec<Painted<'static>> {
    let own = |text: &str, tone| (text.to_owned(), tone);
    let since = match window.on.since {
        Since::Same => None,
        Since::Changed => {
            let text = "The case has changed since: this lifts only what is shown here, and anything new holds again.";
            Some(own(text, Tone::Warn))
        }
        Since::Gone => Some(own("The server no longer knows this customer.", Tone::Bad)),
    };
    let text = "Lift this only where compliance said so. It counts for this run, on this machine, and for what is listed alone.";
    let is_kept = scene.model.memory.state.will_keep();
    let kept =
        is_kept.then(|| own("The reference is kept in the history of this case just as it is typed.", Tone::Plain));
    let signals = window.signals.iter().map(|signal| {
        let sentence = scene.paint().covered(signal.sentence().as_str());
        (format!("Held by: {sentence}"), Tone::Bad)
    });
    let sentences = since.into_iter().chain([own(text, Tone::Plain)]).chain(kept).chain(signals).skip(window.offset);
    sentences.flat_map(|(text, tone)| wrapped(scene, &text, tone, width)).collect()
}
