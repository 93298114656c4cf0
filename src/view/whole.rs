//! The selected row in full, below its list: what the row itself has no room for.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line as Painted, Span};
use unicode_segmentation::UnicodeSegmentation;

use crate::app::layout::Place;
use crate::app::line::Tone;

use super::frame::rect;
use super::line::columns;
use super::{Scene, write};

/// Columns before a row of it, for its mark.
const GUTTER: u16 = 1;

/// Columns of all rows it may take: what is said in more is cut.
pub(super) fn room(place: &Place) -> usize {
    let Place { inner, header, whole, .. } = place;
    usize::from(inner.height + header.height + whole.height) * usize::from(whole.width)
}

/// Draws it, where its place is or, where that is too small, over the end of the list; over its start where the selected row
/// stands too low for that. The list itself is never scrolled for it: a click is on the row that is seen.
///
/// `row` is the row of the list that is selected, counted from its first one in sight.
pub(super) fn draw(scene: Scene<'_>, place: &Place, row: usize, lines: &[Painted<'_>], buf: &mut Buffer) {
    draw_within(scene, place, row, (lines, Growth::OverTheList), buf);
}

/// Whether what is said in full may cover rows of the list.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Growth {
    /// It may: nothing else says it.
    OverTheList,
    /// It is cut: it stands in full elsewhere.
    No,
}

/// The same, as far as it may grow.
pub(super) fn draw_within(
    scene: Scene<'_>,
    place: &Place,
    row: usize,
    (lines, growth): (&[Painted<'_>], Growth),
    buf: &mut Buffer,
) {
    if place.whole.height == 0 {
        return;
    }
    let (header, inner, whole) = (rect(place.header), rect(place.inner), rect(place.whole));
    let row = u16::try_from(row).unwrap_or(u16::MAX).min(inner.height.saturating_sub(1));
    let (above, below) = match growth {
        Growth::OverTheList => (row + header.height, inner.height.saturating_sub(row + 1) + whole.height),
        Growth::No => (0, whole.height),
    };
    let rows = wrapped(lines, usize::from(whole.width.saturating_sub(GUTTER)), usize::from(above.max(below)) + 1);
    let wanted = u16::try_from(rows.len()).unwrap_or(u16::MAX);
    let area = if wanted <= below || below >= above {
        let height = wanted.max(whole.height).min(below);
        Rect { y: whole.bottom() - height, height, ..whole }
    } else {
        Rect { y: inner.y - header.height, height: wanted.min(above), ..whole }
    };
    for y in area.top()..area.bottom() {
        write::text(buf, area.x, y, &" ".repeat(usize::from(area.width)), area.width, scene.theme.tone(Tone::Plain));
    }
    for (row, y) in rows.iter().zip(area.top()..area.bottom()) {
        write::text(buf, area.x, y, scene.theme.symbols().in_full(), area.width, scene.theme.tone(Tone::Dim));
        write::line(buf, area.x + GUTTER, y, row, area.width.saturating_sub(GUTTER));
    }
    if wanted > area.height && area.height > 0 {
        let sign = scene.theme.symbols().ellipsis();
        let x = area.right().saturating_sub(u16::try_from(columns(sign)).unwrap_or(1));
        write::text(buf, x, area.bottom() - 1, sign, area.width, scene.theme.tone(Tone::Dim));
    }
}

/// Lines in rows of `width`: broken at blanks where there are any, else between characters. No more than `most` rows.
pub(super) fn wrapped(lines: &[Painted<'_>], width: usize, most: usize) -> Vec<Painted<'static>> {
    let mut flow = Flow { width: width.max(1), most, rows: Vec::new(), row: Vec::new(), taken: 0 };
    for line in lines {
        for span in &line.spans {
            for word in span.content.split_inclusive(char::is_whitespace) {
                flow.put(word, line.style.patch(span.style));
                if flow.rows.len() >= most {
                    return flow.rows;
                }
            }
        }
        flow.end_row();
    }
    flow.rows.truncate(most);
    flow.rows
}

struct Flow {
    width: usize,
    most: usize,
    rows: Vec<Painted<'static>>,
    row: Vec<Span<'static>>,
    taken: usize,
}

impl Flow {
    fn put(&mut self, word: &str, style: Style) {
        let bare = word.trim_end();
        let needs = columns(bare);
        if self.taken + needs > self.width && self.taken > 0 {
            self.end_row();
        }
        if needs > self.width {
            for grapheme in bare.graphemes(true) {
                if self.taken + columns(grapheme) > self.width && self.taken > 0 {
                    self.end_row();
                    if self.rows.len() >= self.most {
                        return;
                    }
                }
                self.push(grapheme, style);
            }
        } else {
            self.push(bare, style);
        }
        let blank = word.get(bare.len()..).unwrap_or_default();
        if self.taken > 0 && self.taken + columns(blank) <= self.width {
            self.push(blank, style);
        }
    }

    fn push(&mut self, text: &str, style: Style) {
        self.taken += columns(text);
        match self.row.last_mut().filter(|last| last.style == style) {
            Some(last) => last.content.to_mut().push_str(text),
            None => self.row.push(Span::styled(text.to_owned(), style)),
        }
    }

    fn end_row(&mut self) {
        self.taken = 0;
        if !self.row.is_empty() {
            self.rows.push(Painted::from(std::mem::take(&mut self.row)));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::style::Color;

    use super::*;

    fn texts(rows: &[Painted<'_>]) -> Vec<String> {
        rows.iter().map(|row| row.to_string().trim_end().to_owned()).collect()
    }

    #[test]
    fn rows_break_at_blanks_and_keep_their_looks() {
        let line = Painted::from(vec![Span::styled("one two", Color::Red), Span::styled(" three", Color::Blue)]);
        let rows = wrapped(&[line.clone(), Painted::from("四五六")], 9, 9);
        assert_eq!(texts(&rows), ["one two", "three", "四五六"]);
        assert_eq!(rows[1].spans[0].style.fg, Some(Color::Blue));
        assert_eq!(texts(&wrapped(&[line], 9, 1)), ["one two"]);
        assert_eq!(texts(&wrapped(&[Painted::from("abcdefgh")], 3, 9)), ["abc", "def", "gh"]);
    }

    proptest! {
        #[test]
        fn nothing_but_blanks_is_lost_and_every_row_fits(text in "[a-z 株é.,]{0,200}", width in 2_usize..40) {
            let rows = wrapped(&[Painted::from(text.as_str())], width, usize::MAX);
            let squeeze = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(squeeze(&texts(&rows).join(" ")), squeeze(&text));
            prop_assert!(rows.iter().all(|row| columns(row.to_string().trim_end()) <= width));
        }
    }
}
