//! A window with a form: what has to be read above, the fields below, a row or more each, with what is wrong below it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line as Painted, Span};

use crate::app::field::Lines;
use crate::app::form::{Form, FormField};
use crate::app::line::Tone;
use crate::app::window::OpenedOn;
use crate::domain::mask::Mask;
use crate::domain::text::SafeText;

use super::draft_notes::wrapped;
use super::field;
use super::frame;
use super::line::{columns, cut};
use super::status_line::StatusLine;
use super::{Scene, write};

/// Columns before the lines of a field of several.
const INDENT: usize = 2;
/// Columns of a name where there is little room.
const LEAST_NAME: usize = 12;

/// A window with a form.
pub(super) struct Window<'a> {
    /// What it is for.
    pub title: &'static str,
    /// Whose case it is about.
    pub on: &'a OpenedOn,
    /// The fields.
    pub form: &'a Form,
    /// What the keys do, at length and in short: what keys do in a form is no affair of the keymap.
    pub keys: [&'static str; 2],
}

impl Window<'_> {
    /// Draws it over everything between header and footer; returns where the text cursor stands. `said` is given the columns
    /// that there are.
    pub(super) fn draw(
        &self,
        scene: Scene<'_>,
        said: impl FnOnce(usize) -> Vec<Painted<'static>>,
        buf: &mut Buffer,
    ) -> Position {
        let outer = frame::body(scene);
        let mut title = StatusLine::default();
        title.left("", [(0, Painted::from(self.title))]);
        if let Some(row) = scene.model.queue.row(&self.on.key) {
            let name = row.called().to_string();
            // Whose case it is never gives way.
            let short = cut(&name, LEAST_NAME, scene.theme.symbols().ellipsis());
            title.left(" · ", [(1, Painted::from(name)), (0, Painted::from(short))]);
        }
        title.left(" · ", [(2, Painted::from(self.on.case.id.short().to_string()))]);
        let inner = frame::window(scene, outer, title, buf);
        let mut keys = StatusLine::default();
        keys.left("", [(1, Painted::from(self.keys[0])), (0, Painted::from(self.keys[1]))]);
        frame::closing(scene, outer, keys, buf);
        let area = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        let (rows, cursor) = rows(scene, self.form, usize::from(area.width));
        let height = u16::try_from(rows.len()).unwrap_or(u16::MAX).min(area.height);
        let said = said(usize::from(area.width));
        // A free row parts them, where there is room.
        let told = u16::try_from(said.len()).unwrap_or(u16::MAX).saturating_add(1).min(area.height - height);
        let below = area.y + told;
        for (row, y) in said.iter().zip(area.y..below) {
            write::line(buf, area.x, y, row, area.width);
        }
        // The field that is typed into is always seen.
        let hidden = (cursor.1 + 1).saturating_sub(usize::from(height));
        for (row, y) in rows.iter().skip(hidden).zip(below..area.bottom()) {
            write::line(buf, area.x, y, row, area.width);
        }
        let (column, row) = cursor;
        let last = area.right().saturating_sub(1);
        let x = area.x.saturating_add(u16::try_from(column).unwrap_or(u16::MAX)).min(last);
        Position { x, y: below + u16::try_from(row - hidden).unwrap_or(0) }
    }
}

/// The fields with their messages, and where the text cursor stands among these rows.
fn rows(scene: Scene<'_>, form: &Form, width: usize) -> (Vec<Painted<'static>>, (usize, usize)) {
    let mut rows = Vec::new();
    let mut cursor = (0, 0);
    for (place, one) in form.fields().iter().enumerate() {
        let is_focused = place == form.at();
        let label = format!("{}: ", one.label);
        let tone = if is_focused { Tone::Strong } else { Tone::Dim };
        let head = Span::styled(label.clone(), scene.theme.tone(tone));
        let covered = |text: &str| match scene.model.screen.mask {
            Mask::Off => text.to_owned(),
            Mask::On => scene.paint().covered(text),
        };
        if form.is_hidden(place) {
            rows.push(Painted::from(vec![head, Span::styled("hidden", scene.theme.tone(Tone::Dim))]));
            continue;
        }
        if one.text.lines() == Lines::Many {
            let above = rows.len();
            rows.push(Painted::from(head));
            let (lines, at) =
                several(one, is_focused, (width.saturating_sub(INDENT), scene.theme.symbols().ellipsis()), covered);
            if is_focused {
                cursor = (INDENT + at.0, above + 1 + at.1);
            }
            rows.extend(lines.into_iter().map(|line| Painted::from(format!("{:INDENT$}{line}", ""))));
        } else {
            let shown = field::shown(&one.text, width.saturating_sub(columns(&label) + 1));
            if is_focused {
                cursor = (columns(&label) + shown.cursor, rows.len());
            }
            let mut row = vec![head, Span::raw(covered(&shown.text))];
            row.extend(one.hint.as_ref().map(|hint| Span::styled(format!("  = {hint}"), scene.theme.tone(Tone::Dim))));
            rows.push(Painted::from(row));
        }
        if let Some(message) = &one.message {
            rows.extend(wrapped(scene, message, Tone::Bad, width));
        }
    }
    (rows, cursor)
}

/// The lines of a field of several: all of them where it is typed into, else the first.
fn several(
    one: &FormField,
    is_focused: bool,
    (width, ellipsis): (usize, &'static str),
    covered: impl Fn(&str) -> String,
) -> (Vec<String>, (usize, usize)) {
    if !is_focused {
        let text = one.text.text();
        let first = SafeText::line(text.lines().next().unwrap_or_default());
        return (vec![cut(&covered(first.as_str()), width, ellipsis)], (0, 0));
    }
    let (before, after) = one.text.around_cursor();
    let before = field::broken(&covered(before), width);
    let at = (before.last().map_or(0, |line| columns(line)), before.len().saturating_sub(1));
    let whole = format!("{}{}", one.text.around_cursor().0, after);
    (field::broken(&covered(&whole), width), at)
}
