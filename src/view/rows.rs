//! What the comments and the documents pane have in common: rows that the model has ready.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line as Painted;

use crate::app::cases::Entry;
use crate::app::layout::Place;
use crate::app::line::Tone;
use crate::app::rows::Rows;

use super::frame::{self, rect};
use super::whole;
use super::write;
use super::{Scene, case};

/// Columns before a row.
const GUTTER: u16 = 1;

/// Draws a detail pane; `nothing` is said where the selection holds no row for it.
pub(super) fn draw(scene: Scene<'_>, place: &Place, rows: &Rows, nothing: &str, buf: &mut Buffer) {
    let inner = rect(place.inner);
    let entry = scene.model.viewed_case();
    let is_there = entry.and_then(Entry::case).is_some();
    // Rows of a case that is no longer viewed may still lie in the model.
    let title = frame::title(scene, place.pane, is_there.then_some(rows.count));
    frame::draw(scene, place, title, buf);
    let says = match scene.model.viewed() {
        None => vec![("no customer is selected".to_owned(), Tone::Dim)],
        Some(viewed) if !is_there => case::instead_of_part(scene, viewed, entry),
        Some(_) if rows.rows.is_empty() => {
            match entry.and_then(Entry::case).and_then(|case| case.rejection_extent().gap()) {
                None => vec![(nothing.to_owned(), Tone::Dim)],
                Some(gap) => vec![(format!("nothing here, but the rejection {gap}"), Tone::Warn)],
            }
        }
        Some(_) => {
            window(scene, place, rows, buf);
            return;
        }
    };
    frame::sentences(scene, inner, &says, buf);
}

/// Draws the rows in sight; column one holds the mark of the selected one.
pub(super) fn window(scene: Scene<'_>, place: &Place, rows: &Rows, buf: &mut Buffer) {
    let inner = rect(place.inner);
    let in_full: Vec<Painted<'_>> =
        rows.selected().map(|row| scene.paint().line(&row.line, whole::room(place))).into_iter().collect();
    let cursor = frame::fitted(rows.cursor, rows.rows.len(), inner.height);
    let visible = rows.rows.iter().enumerate().skip(cursor.offset);
    let room = inner.width.saturating_sub(GUTTER);
    for ((at, row), y) in visible.zip(inner.y..inner.bottom()) {
        let line = scene.paint().line(&row.line, usize::from(room));
        write::line(buf, inner.x + GUTTER.min(inner.width), y, &line, room);
        if at == cursor.at {
            frame::select(scene, place.pane, Rect { y, height: 1, ..inner }, buf);
        }
    }
    whole::draw(scene, place, cursor.at.saturating_sub(cursor.offset), &in_full, buf);
}
