//! Writes painted lines into the buffer. In most of them each character is a cell; ratatui looks for the ends of characters
//! there too, which took a quarter of a frame.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::Style;
use ratatui::text::Line as Painted;

use super::line::is_simple;

/// Writes a line in at most `width` columns.
pub(super) fn line(buf: &mut Buffer, x: u16, y: u16, line: &Painted<'_>, width: u16) {
    let (mut x, mut left) = (x, width);
    for span in line {
        let end = text(buf, x, y, &span.content, left, line.style.patch(span.style));
        left = left.saturating_sub(end.saturating_sub(x));
        x = end;
    }
}

/// Writes a text in at most `width` columns; returns the column after it.
pub(super) fn text(buf: &mut Buffer, x: u16, y: u16, text: &str, width: u16, style: Style) -> u16 {
    if !is_simple(text) {
        return buf.set_stringn(x, y, text, usize::from(width), style).0;
    }
    if !buf.area.contains(Position::new(x, y)) {
        return x;
    }
    let start = buf.index_of(x, y);
    let (mut end, room) = (x, width.min(buf.area.right() - x));
    let cells = buf.content.iter_mut().skip(start).take(usize::from(room));
    for (cell, c) in cells.zip(text.chars()) {
        cell.set_char(c).set_style(style);
        end += 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::buffer::Cell;
    use ratatui::layout::Rect;
    use ratatui::style::Color;
    use ratatui::text::Span;

    use super::*;

    proptest! {
        #[test]
        fn it_is_what_ratatui_writes(
            texts in prop::collection::vec("([ -~é·…│✗]{0,9}|[ -~é株…\u{301}\u{7}👩🏽]{0,9})", 0..4),
            x in 0_u16..12,
            y in 0_u16..2,
            width in 0_u16..16,
        ) {
            let colours = [Color::Red, Color::Green, Color::Blue, Color::Reset];
            let spans = texts.iter().zip(colours).map(|(text, colour)| Span::styled(text.as_str(), colour));
            let written = Painted::from(spans.collect::<Vec<_>>()).style(Style::new().bold());
            let mut ours = Buffer::filled(Rect::new(0, 0, 12, 2), Cell::new("z"));
            let mut theirs = ours.clone();
            line(&mut ours, x, y, &written, width);
            theirs.set_line(x, y, &written, width);
            prop_assert_eq!(ours, theirs);
        }
    }
}
