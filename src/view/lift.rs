//! Lifting a hold: what holds the case, and the fields that have to be filled in for it.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::text::Line as Painted;

use crate::app::line::Tone;
use crate::app::window::{LiftWindow, Since};

use super::draft_notes::wrapped;
use super::{Scene, form};

/// Draws the window; returns where the text cursor stands.
pub(super) fn draw(scene: Scene<'_>, window: &LiftWindow, buf: &mut Buffer) -> Position {
    let keys = [
        "Tab next field · PgDn more · Enter on the last one lifts · Esc lifts nothing",
        "PgDn more · Esc lifts nothing",
    ];
    let with_form = form::Window { title: "Lift the hold", on: &window.on, form: &window.form, keys };
    with_form.draw(scene, |width| said(scene, window, width), buf)
}

/// What the lift covers, and what has become of the case since.
fn said(scene: Scene<'_>, window: &LiftWindow, width: usize) -> Vec<Painted<'static>> {
    let mut rows = Vec::new();
    match window.on.since {
        Since::Same => {}
        Since::Changed => {
            let text = "The case has changed since: this lifts only what is shown here, and anything new holds again.";
            rows.extend(wrapped(scene, text, Tone::Warn, width));
        }
        Since::Gone => rows.extend(wrapped(scene, "The server no longer knows this customer.", Tone::Bad, width)),
    }
    let text = "Lift this only where compliance said so. It counts for this run, on this machine, and for what is listed alone.";
    rows.extend(wrapped(scene, text, Tone::Plain, width));
    for signal in window.signals.iter().skip(window.offset) {
        let sentence = scene.paint().covered(signal.sentence().as_str());
        rows.extend(wrapped(scene, &format!("Held by: {sentence}"), Tone::Bad, width));
    }
    rows
}
