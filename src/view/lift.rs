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
