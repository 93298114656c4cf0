//! Plain text: for a terminal, a pipe, a clipboard.

use unicode_width::UnicodeWidthStr;

use super::blocks::Block;

/// Widest a column gets; what is wider pushes its neighbours.
const WIDEST: usize = 40;

/// Writes blocks as lines, each ended by a line break.
pub(super) fn write(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        match block {
            Block::Heading { level, text } => {
                if !out.is_empty() {
                    out.push('\n');
                }
                line(&mut out, 0, text);
                if *level < 3 {
                    let rule = if *level == 1 { "=" } else { "-" };
                    line(&mut out, 0, &rule.repeat(text.width().min(80)));
                }
            }
            Block::Facts(facts) => {
                columns(&mut out, facts.iter().map(|(name, value)| vec![format!("{name}:"), value.clone()]));
            }
            Block::Item { depth, text } => line(&mut out, *depth, &format!("- {text}")),
            Block::Quote { depth, text } => {
                for part in text.split('\n') {
                    line(&mut out, *depth, format!("| {part}").trim_end());
                }
            }
            Block::Table { head, rows } => {
                let head = std::iter::once(head.iter().map(|name| name.to_uppercase()).collect());
                columns(&mut out, head.chain(rows.iter().cloned()));
            }
        }
    }
    out
}

/// Rows with their columns below each other; the last column is as long as it is.
pub(super) fn columns(out: &mut String, rows: impl Iterator<Item = Vec<String>>) {
    let rows: Vec<Vec<String>> = rows.map(|row| row.iter().map(|cell| cell.replace('\n', " ")).collect()).collect();
    let mut widths: Vec<usize> = Vec::new();
    for row in &rows {
        widths.resize(widths.len().max(row.len()), 0);
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width().min(WIDEST));
        }
    }
    for row in &rows {
        let mut written = String::new();
        for (place, cell) in row.iter().enumerate() {
            written.push_str(cell);
            if place + 1 < row.len() {
                let width = widths.get(place).copied().unwrap_or_default();
                written.push_str(&" ".repeat(width.saturating_sub(cell.width()) + 2));
            }
        }
        line(out, 0, written.trim_end());
    }
}

fn line(out: &mut String, depth: usize, text: &str) {
    out.push_str(&"  ".repeat(depth));
    // Only a quote has lines of its own.
    out.push_str(&text.replace('\n', " "));
    out.push('\n');
}
