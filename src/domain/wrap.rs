//! Breaks text into rows. Done once per text and width, as wrapping a megabyte on every frame costs a second.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The rows a text takes in `width` columns: broken at spaces where there are any, else between characters.
#[must_use]
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut rows = Vec::new();
    for line in text.lines() {
        let mut row = Row::default();
        // Only white space parts words: a full stop belongs to the word before it.
        for piece in line.split_inclusive(char::is_whitespace) {
            let word = piece.trim_end();
            row.push(word, width, &mut rows);
            row.push(piece.strip_prefix(word).unwrap_or_default(), width, &mut rows);
        }
        row.finish(&mut rows);
    }
    rows
}

#[derive(Default)]
struct Row {
    text: String,
    width: usize,
}

impl Row {
    fn push(&mut self, word: &str, width: usize, rows: &mut Vec<String>) {
        let wide = word.width();
        if self.width + wide <= width {
            self.append(word, wide);
        } else if word.trim().is_empty() {
            // White space that does not fit ends the row; nothing is lost but the blank itself.
            self.finish(rows);
        } else if wide <= width {
            self.finish(rows);
            self.append(word, wide);
        } else {
            for part in word.graphemes(true) {
                let wide = part.width();
                if self.width + wide > width && self.width > 0 {
                    self.finish(rows);
                }
                self.append(part, wide);
            }
        }
    }

    fn append(&mut self, part: &str, wide: usize) {
        self.text.push_str(part);
        self.width += wide;
    }

    fn finish(&mut self, rows: &mut Vec<String>) {
        rows.push(std::mem::take(&mut self.text).trim_end().to_owned());
        self.width = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn breaks_at_spaces_then_anywhere() {
        let table: [(&str, usize, &[&str]); 7] = [
            ("one two three", 7, &["one two", "three"]),
            ("a\n - b c", 20, &["a", " - b c"]),
            ("not accepted. So", 12, &["not", "accepted. So"]),
            ("abcdefgh", 3, &["abc", "def", "gh"]),
            ("株式会社", 5, &["株式", "会社"]),
            ("", 5, &[]),
            ("e\u{301}e\u{301}", 1, &["e\u{301}", "e\u{301}"]),
        ];
        for (text, width, rows) in table {
            assert_eq!(wrap(text, width), rows, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_but_blanks_is_lost_and_every_row_fits(text in "[a-z 株é.,\n]{0,200}", width in 2_usize..40) {
            let rows = wrap(&text, width);
            let squeeze = |s: &str| s.split_whitespace().collect::<String>();
            prop_assert_eq!(squeeze(&rows.join(" ")), squeeze(&text));
            for row in rows {
                prop_assert!(row.trim_end().width() <= width);
            }
        }
    }
}
