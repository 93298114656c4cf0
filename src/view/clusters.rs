//! Gives every character that takes a column a cell of its own.
//!
//! In some scripts (Thai, Lao, Devanagari …) a character that takes a column of its own belongs to the one before it.
//! ratatui keeps both in one cell and later clears only the first column, while terminals count two columns: the second
//! character would stay behind wherever something narrower is drawn over it.

use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthChar;

/// Splits such cells of a drawn buffer.
pub(super) fn split(buf: &mut Buffer) {
    let area = buf.area;
    let width = usize::from(area.width);
    for at in 0..buf.content.len() {
        let Some(cell) = buf.content.get(at) else { continue };
        let Some(parts) = parts(cell.symbol()) else { continue };
        if width - at % width < parts.len() {
            continue;
        }
        let style = cell.style();
        for (cell, part) in buf.content.iter_mut().skip(at).zip(&parts) {
            cell.set_symbol(part).set_style(style);
        }
    }
}

/// The parts of a symbol that take a column each; `None` where it is one part. A flag is two letters in one picture.
fn parts(symbol: &str) -> Option<Vec<String>> {
    // Nearly every cell is one character, and every cell is looked at.
    symbol.chars().nth(1)?;
    if symbol.is_ascii() || symbol.chars().any(|c| matches!(c, '\u{1f1e6}'..='\u{1f1ff}')) {
        return None;
    }
    let mut parts: Vec<String> = Vec::new();
    for c in symbol.chars() {
        match (c.width(), parts.last_mut()) {
            (Some(1), _) | (_, None) => parts.push(c.to_string()),
            (_, Some(part)) => part.push(c),
        }
    }
    (parts.len() > 1).then_some(parts)
}

#[cfg(test)]
mod tests {
    use ratatui::style::{Color, Style};

    use super::*;

    #[test]
    fn only_what_takes_a_column_of_its_own_is_parted() {
        let table: [(&str, Option<&[&str]>); 6] = [
            ("จำ", Some(&["จ", "ำ"])),
            ("น\u{e49}ำ", Some(&["น\u{e49}", "ำ"])),
            ("e\u{301}", None),
            ("株", None),
            ("🇬🇧", None),
            ("x", None),
        ];
        for (symbol, expected) in table {
            let parts = parts(symbol);
            assert_eq!(
                parts.as_deref(),
                expected.map(|parts| parts.iter().map(ToString::to_string).collect::<Vec<_>>()).as_deref(),
                "{symbol}"
            );
        }
    }

    #[test]
    fn each_part_has_its_cell_and_keeps_its_look() {
        let mut buf = Buffer::empty(ratatui::layout::Rect::new(0, 0, 4, 1));
        buf.set_string(0, 0, "จำx", Style::new().fg(Color::Red));
        split(&mut buf);
        let symbols: Vec<&str> = (0..4).map(|x| buf[(x, 0)].symbol()).collect();
        assert_eq!(symbols, ["จ", "ำ", "x", " "]);
        assert_eq!(buf[(1, 0)].fg, Color::Red);
    }
}
