//! The fields of a form: a row each, with what is wrong below it.

use ratatui::text::{Line as Painted, Span};

use crate::app::form::Form;
use crate::app::line::Tone;

use super::Scene;
use super::draft_notes::wrapped;
use super::field;
use super::line::columns;

/// The fields with their messages, and where the text cursor stands among these rows.
pub(super) fn rows(scene: Scene<'_>, form: &Form, width: usize) -> (Vec<Painted<'static>>, (usize, usize)) {
    let mut rows = Vec::new();
    let mut cursor = (0, 0);
    for (place, one) in form.fields().iter().enumerate() {
        let label = format!("{}: ", one.label);
        let shown = field::shown(&one.text, width.saturating_sub(columns(&label) + 1));
        let is_focused = place == form.at();
        if is_focused {
            cursor = (columns(&label) + shown.cursor, rows.len());
        }
        let tone = if is_focused { Tone::Strong } else { Tone::Dim };
        rows.push(Painted::from(vec![Span::styled(label, scene.theme.tone(tone)), Span::raw(shown.text)]));
        if let Some(message) = &one.message {
            rows.extend(wrapped(scene, message, Tone::Bad, width));
        }
    }
    (rows, cursor)
}
