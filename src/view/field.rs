//! A field that is typed into: its text round the cursor where it is longer than its place.

use crate::app::field::TextField;
use crate::domain::text::SafeText;

use super::line::{columns, cut};

/// What is seen of a field.
pub(super) struct Shown {
    /// Its text, as much as there is room for.
    pub(super) text: String,
    /// Columns before the text cursor.
    pub(super) cursor: usize,
}

/// The part of a field's line that is seen in so many columns. What was typed or pasted may be anything.
pub(super) fn shown(field: &TextField, width: usize) -> Shown {
    let (before, after) = field.around_cursor();
    let (before, after) = (SafeText::line(before), SafeText::line(after));
    let before = tail(before.as_str(), width);
    let after = cut(after.as_str(), width - columns(before).min(width), "");
    Shown { text: format!("{before}{after}"), cursor: columns(before) }
}

/// A text of several lines, each broken where it is wider than there is room.
pub(super) fn broken(text: &str, width: usize) -> Vec<String> {
    use unicode_segmentation::UnicodeSegmentation;
    let mut lines = Vec::new();
    for line in SafeText::block(text).as_str().split('\n') {
        let mut row = String::new();
        for grapheme in line.graphemes(true) {
            if columns(&row) + columns(grapheme) > width.max(2) {
                lines.push(std::mem::take(&mut row));
            }
            row.push_str(grapheme);
        }
        lines.push(row);
    }
    lines
}

/// The end of a text in at most `width` columns.
fn tail(text: &str, width: usize) -> &str {
    use unicode_segmentation::UnicodeSegmentation;
    let mut start = text.len();
    let mut taken = 0;
    for (at, grapheme) in text.grapheme_indices(true).rev() {
        taken += columns(grapheme);
        if taken > width {
            break;
        }
        start = at;
    }
    text.get(start..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tail_never_splits_a_character() {
        for (text, width, shown) in
            [("abcdef", 3, "def"), ("株式会社", 5, "会社"), ("ae\u{301}", 1, "e\u{301}"), ("ab", 0, "")]
        {
            assert_eq!(tail(text, width), shown);
        }
    }
}
