//! The notes of a case: where they are kept, and the fields to write and change them in.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::app::line::Tone;
use crate::app::window::{NotesWindow, Since};
use crate::domain::mask::Mask;

use super::draft_notes::wrapped;
use super::{Scene, form};

/// Draws the window; returns where the text cursor stands.
pub(super) fn draw(scene: Scene<'_>, window: &NotesWindow, buf: &mut Buffer) -> Position {
    let keys = ["Ctrl-S keeps · Tab the next note · empty one removes it · Esc leaves", "Ctrl-S keeps · Esc leaves"];
    let with_form = form::Window { title: "Notes", on: &window.on, form: &window.form, keys };
    let said = |width| {
        let place = &window.place;
        let text = format!("Kept as you type it, in the clear, in {place}: write no more about people than you must.");
        let mut rows = wrapped(scene, &text, Tone::Plain, width);
        if scene.model.screen.mask == Mask::On {
            rows.extend(wrapped(scene, "Earlier notes are hidden with personal data, and not changed; what was typed in them is there again with it.", Tone::Warn, width));
        }
        if window.on.since == Since::Gone {
            rows.extend(wrapped(scene, "The server no longer knows this customer.", Tone::Bad, width));
        }
        rows
    };
    with_form.draw(scene, said, buf)
}
