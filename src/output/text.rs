//! Plain text: for a terminal, a pipe, a clipboard.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::blocks::Block;
use crate::domain::ascii::signs;
use crate::domain::wrap::wrap;

/// Widest a column gets where there is no end to a line; what is wider pushes its neighbours.
const WIDEST: usize = 40;
/// A column gives way down to this.
const NARROWEST: usize = 12;
/// Between two columns.
pub(super) const GAP: usize = 2;

/// What text is printed on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Paper {
    /// Its columns; `None` where a line may be of any length, as in a pipe or a file.
    pub width: Option<usize>,
    /// Whether our own signs have to be ASCII.
    pub ascii: bool,
}

impl Paper {
    /// A text with signs that can be shown.
    #[must_use]
    pub fn signs(self, text: &str) -> String {
        if self.ascii { signs(text) } else { text.to_owned() }
    }

    /// A text in at most so many columns.
    pub(super) fn cut(self, text: &str, width: usize) -> String {
        let text = self.signs(text);
        if text.width() <= width {
            return text;
        }
        let end = if self.ascii { ".." } else { "…" };
        let mut out = String::new();
        let mut left = width.saturating_sub(end.width());
        for part in text.graphemes(true) {
            let Some(rest) = left.checked_sub(part.width()) else { break };
            out.push_str(part);
            left = rest;
        }
        out.truncate(out.trim_end().len());
        out + end
    }
}

/// Writes blocks as lines, each ended by a line break.
pub(super) fn write(blocks: &[Block], page: Paper) -> String {
    let mut out = String::new();
    for block in blocks {
        match block {
            Block::Heading { level, text } => {
                if !out.is_empty() {
                    out.push('\n');
                }
                let text = page.signs(text);
                line(&mut out, 0, &text);
                if *level < 3 {
                    let rule = if *level == 1 { "=" } else { "-" };
                    line(&mut out, 0, &rule.repeat(text.width().min(page.width.unwrap_or(80)).min(80)));
                }
            }
            Block::Paragraph(text) => {
                let text = page.signs(text);
                let lines = page.width.map_or_else(|| vec![text.clone()], |width| wrap(&text, width));
                for part in lines {
                    line(&mut out, 0, &part);
                }
            }
            Block::Facts(facts) => {
                columns(&mut out, facts.iter().map(|(name, value)| vec![format!("{name}:"), value.clone()]), page, GAP);
            }
            Block::Item { depth, text } => line(&mut out, *depth, &page.signs(&format!("- {text}"))),
            Block::Quote { depth, text } => {
                for part in page.signs(text).split('\n') {
                    line(&mut out, *depth, format!("| {part}").trim_end());
                }
            }
            Block::Table { head, rows } => {
                let head = std::iter::once(head.iter().map(|name| name.to_uppercase()).collect());
                columns(&mut out, head.chain(rows.iter().cloned()), page, GAP);
            }
        }
    }
    out
}

/// Rows with their columns below each other. Where a line ends, the widest columns give way, and what has no room in a line
/// of its column goes on in the next one; else the last column is as long as it is.
pub(super) fn columns(out: &mut String, rows: impl Iterator<Item = Vec<String>>, page: Paper, gap: usize) {
    out.extend(in_columns(rows, page, gap));
}

/// The same, row by row: each with all its lines.
pub(super) fn in_columns(rows: impl Iterator<Item = Vec<String>>, page: Paper, gap: usize) -> Vec<String> {
    let cell = |cell: &String| page.signs(&cell.replace('\n', " "));
    let rows: Vec<Vec<String>> = rows.map(|row| row.iter().map(cell).collect()).collect();
    let mut widths: Vec<usize> = Vec::new();
    for row in &rows {
        widths.resize(widths.len().max(row.len()), 0);
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    let Some(most) = page.width else {
        for width in &mut widths {
            *width = (*width).min(WIDEST);
        }
        return rows.iter().map(|row| joined(row, &widths, gap) + "\n").collect();
    };
    while widths.iter().sum::<usize>() + gap * widths.len().saturating_sub(1) > most {
        let Some(widest) = widths.iter_mut().max().filter(|width| **width > NARROWEST) else { break };
        *widest -= 1;
    }
    let lines = |row: &Vec<String>| {
        let cells: Vec<Vec<String>> = row.iter().zip(&widths).map(|(cell, width)| wrap(cell, *width)).collect();
        let mut lines = String::new();
        for place in 0..cells.iter().map(Vec::len).max().unwrap_or_default() {
            let parts: Vec<String> = cells.iter().map(|cell| cell.get(place).cloned().unwrap_or_default()).collect();
            lines.push_str(&(joined(&parts, &widths, gap) + "\n"));
        }
        lines
    };
    rows.iter().map(lines).collect()
}

/// Columns that rows take as they are, perhaps with nothing in one of their columns.
pub(super) fn width_without(rows: &[Vec<String>], left_out: Option<usize>, gap: usize) -> usize {
    let count = rows.iter().map(Vec::len).max().unwrap_or_default();
    let widest = |place: usize| rows.iter().filter_map(|row| row.get(place)).map(|cell| cell.width()).max();
    let widths = (0..count).filter(|place| Some(*place) != left_out).filter_map(widest);
    widths.sum::<usize>() + gap * count.saturating_sub(1)
}

fn joined(row: &[String], widths: &[usize], gap: usize) -> String {
    let mut written = String::new();
    for (place, cell) in row.iter().enumerate() {
        written.push_str(cell);
        if place + 1 < row.len() {
            let width = widths.get(place).copied().unwrap_or_default();
            written.push_str(&" ".repeat(width.saturating_sub(cell.width()) + gap));
        }
    }
    written.truncate(written.trim_end().len());
    written
}

fn line(out: &mut String, depth: usize, text: &str) {
    out.push_str(&"  ".repeat(depth));
    // Only a quote has lines of its own.
    out.push_str(&text.replace('\n', " "));
    out.push('\n');
}
