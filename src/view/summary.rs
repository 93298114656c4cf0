//! Below a queue that has no case beside it: where the selected customer stands, why it waits and what is owed.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line as Painted;

use crate::app::action::Action;
use crate::app::cases::Entry;
use crate::app::layout::Area;
use crate::app::line::Tone;

use super::frame::{self, rect};
use super::{Scene, case, whole, write};

/// Columns left free at both sides.
const MARGIN: u16 = 1;

pub(super) fn draw(scene: Scene<'_>, area: Area, buf: &mut Buffer) {
    let outer = rect(area);
    let key = scene.key(Action::Activate);
    frame::rule(scene, outer, &format!("why it waits and what is owed · {key} opens the case"), buf);
    let inner = Rect { y: outer.y + 1, height: outer.height.saturating_sub(1), ..outer };
    let Some(viewed) = scene.model.viewed() else {
        frame::sentences(scene, inner, &[("no customer is selected".to_owned(), Tone::Plain)], buf);
        return;
    };
    let entry = scene.model.viewed_case();
    let width = inner.width.saturating_sub(2 * MARGIN);
    let [identity, standing] = case::standing(scene, viewed, entry, usize::from(width));
    let mut lines = vec![identity, standing];
    let height = usize::from(inner.height);
    let wrapped = |lines: &[Painted<'_>]| whole::wrapped(lines, usize::from(width), height + 1);
    if entry.and_then(Entry::case).is_some() {
        let pane = &scene.model.case_pane;
        let owed = pane.owed.iter().take(height).map(|line| scene.paint().line(line, height * usize::from(width)));
        let told = |why| {
            let why = scene.paint().words(format!("Why: {why}"), Tone::Plain);
            lines.iter().cloned().chain([why]).chain(owed.clone()).collect::<Vec<_>>()
        };
        // In fewer words where what is owed had no room else.
        let full = told(&pane.why_in_full);
        lines = if wrapped(&full).len() > height { told(&pane.why) } else { full };
    }
    let rows = wrapped(&lines);
    let fits = rows.len() <= usize::from(inner.height);
    for (place, (row, y)) in rows.iter().zip(inner.y..inner.bottom()).enumerate() {
        let is_last = !fits && place + 1 == usize::from(inner.height);
        let more = scene.paint().words(format!("… {key} shows the rest"), Tone::Dim);
        let row: &Painted<'_> = if is_last { &more } else { row };
        write::line(buf, inner.x + MARGIN.min(inner.width), y, row, width);
    }
    if entry.and_then(Entry::case).is_none() {
        let used = u16::try_from(rows.len()).unwrap_or(u16::MAX).min(inner.height);
        let below = Rect { y: inner.y + used, height: inner.height - used, ..inner };
        frame::sentences(scene, below, &case::instead(scene, viewed, entry), buf);
    }
}
