//! What is shown where there is no room for anything else.

use ratatui::buffer::Buffer;

use crate::app::line::Tone;
use crate::domain::wrap::wrap;

use super::frame::rect;
use super::line::columns;
use super::{Scene, write};

/// Draws one sentence in the middle, as much of it as fits.
pub(super) fn draw(scene: Scene<'_>, buf: &mut Buffer) {
    let area = rect(scene.layout.screen);
    let sentence = format!("kyb-dash needs 40×10; this is {}×{}", area.width, area.height);
    let rows = wrap(&sentence, usize::from(area.width));
    let free = usize::from(area.height).saturating_sub(rows.len()) / 2;
    for (row, y) in rows.iter().zip((area.y..area.bottom()).skip(free)) {
        let row = row.trim_end();
        let ahead = u16::try_from(usize::from(area.width).saturating_sub(columns(row)) / 2).unwrap_or(0);
        write::text(buf, area.x + ahead, y, row, area.width, scene.theme.tone(Tone::Plain));
    }
}
