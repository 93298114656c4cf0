//! The last resort of a terminal whose locale is not UTF-8: whatever is not ASCII would tear the columns apart there.

use ratatui::buffer::Buffer;

use crate::domain::ascii::stand_in;

/// Replaces everything that is not ASCII, cell by cell, so that nothing moves.
pub(super) fn reduce(buf: &mut Buffer) {
    for cell in &mut buf.content {
        if !cell.symbol().is_ascii() {
            let mut chars = cell.symbol().chars();
            let sign = chars.next().filter(|_| chars.next().is_none());
            cell.set_symbol(sign.and_then(stand_in).unwrap_or("?"));
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    #[test]
    fn columns_stay_where_they_are() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 16, 1));
        buf.set_string(0, 0, "株式 é ×2 – x…", Style::new());
        reduce(&mut buf);
        assert_eq!(buf, Buffer::with_lines(["? ?  ? x2 - x.  "]));
    }
}
