//! Marking a request as sent: to whom it can go, what was sent before, and the fields.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::text::Line as Painted;

use crate::app::line::Tone;
use crate::app::outline::follow_up::sending_line;
use crate::app::window::{FollowUpWindow, Since};

use super::draft_notes::wrapped;
use super::{Scene, form};

/// Draws the window; returns where the text cursor stands.
pub(super) fn draw(scene: Scene<'_>, window: &FollowUpWindow, buf: &mut Buffer) -> Position {
    let keys = [
        "Ctrl-S marks it · Tab next field, or completes · Enter in the note begins a line · Esc marks nothing",
        "Ctrl-S marks · Esc marks nothing",
    ];
    let with_form = form::Window { title: "Mark as sent, or put off", on: &window.on, form: &window.form, keys };
    with_form.draw(scene, |width| said(scene, window, width), buf)
}

fn said(scene: Scene<'_>, window: &FollowUpWindow, width: usize) -> Vec<Painted<'static>> {
    let mut rows = Vec::new();
    match window.on.since {
        Since::Same => {}
        Since::Changed => {
            let text = "The case has changed since: this marks what was asked by the look that was open.";
            rows.extend(wrapped(scene, text, Tone::Warn, width));
        }
        Since::Gone => rows.extend(wrapped(scene, "The server no longer knows this customer.", Tone::Bad, width)),
    }
    let people: Vec<&str> = window.people.iter().map(|(_, words)| words.as_str()).collect();
    let text = format!("To: all who owe something, nobody (only the day), or {}.", people.join(", "));
    rows.extend(wrapped(scene, &scene.paint().covered(&text), Tone::Plain, width));
    let text = "Chase on: 2026-12-04, fri, tomorrow, +5 (business days). The note is kept as typed.";
    rows.extend(wrapped(scene, text, Tone::Dim, width));
    if let Some(entry) = scene.model.cases.get(&window.on.key) {
        let today = scene.model.settings.calendar.day(scene.model.now.wall);
        for sending in &entry.pursuit.sendings {
            let line = sending_line(sending, &window.on.case, today, scene.model.now.wall);
            rows.push(scene.paint().line(&line, width));
        }
    }
    rows
}
