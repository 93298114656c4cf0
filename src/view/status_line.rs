//! A line made of parts that matter more or less: what does not fit gets shorter, then goes, the least important first.

use ratatui::style::Style;
use ratatui::text::{Line as Painted, Span};

use super::line::{painted_columns, painted_cut};

/// Columns kept free between what stands left and what stands right.
const GAP: usize = 2;

/// Where a part stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

/// Parts in the order in which they stand.
#[derive(Debug, Default)]
pub(super) struct StatusLine {
    parts: Vec<Part>,
}

#[derive(Debug)]
struct Part {
    side: Side,
    /// What separates it from the part before it.
    separator: &'static str,
    /// From the longest to the shortest, each with its rank.
    forms: Vec<Form>,
    /// Which form it has now; one past the last when it is gone.
    form: usize,
}

/// A form of a part and its rank: the higher, the sooner it gives way to the next one. Rank 0 never does.
pub(super) type Form = (u8, Painted<'static>);

impl StatusLine {
    /// Adds a part at the left, from its longest form to its shortest.
    pub fn left<const N: usize>(&mut self, separator: &'static str, forms: [Form; N]) {
        self.parts.push(Part { side: Side::Left, separator, forms: forms.into(), form: 0 });
    }

    /// Adds a part at the right.
    pub fn right<const N: usize>(&mut self, separator: &'static str, forms: [Form; N]) {
        self.parts.push(Part { side: Side::Right, separator, forms: forms.into(), form: 0 });
    }

    /// Moves the parts of another status line behind these.
    pub fn append(&mut self, other: Self) {
        self.parts.extend(other.parts);
    }

    /// Columns of everything at its longest.
    pub fn columns(&self) -> usize {
        let (left, right) = (self.side(Side::Left, Style::new()), self.side(Side::Right, Style::new()));
        let gap = if left.spans.is_empty() || right.spans.is_empty() { 0 } else { GAP };
        painted_columns(&left) + gap + painted_columns(&right)
    }

    /// The line in at most `width` columns; `separator` is the look of what stands between parts.
    pub fn fit(mut self, width: usize, separator: Style, ellipsis: &'static str) -> Painted<'static> {
        while self.columns() > width {
            let Some(part) = self.parts.iter_mut().max_by_key(|part| part.rank()) else { break };
            if part.rank() == 0 {
                break;
            }
            part.form += 1;
        }
        let (mut line, right) = (self.side(Side::Left, separator), self.side(Side::Right, separator));
        if !right.spans.is_empty() {
            let free = width.saturating_sub(painted_columns(&line) + painted_columns(&right));
            line.spans.push(Span::raw(" ".repeat(free)));
            line.spans.extend(right.spans);
        }
        painted_cut(&line, width, ellipsis)
    }

    fn side(&self, side: Side, separator: Style) -> Painted<'static> {
        let mut line = Painted::default();
        for part in self.parts.iter().filter(|part| part.side == side) {
            let Some((_, form)) = part.forms.get(part.form) else { continue };
            if !line.spans.is_empty() && !part.separator.is_empty() {
                let look = if part.separator.trim().is_empty() { Style::new() } else { separator };
                line.spans.push(Span::styled(part.separator, look));
            }
            line.spans.extend(form.spans.iter().cloned());
        }
        line
    }
}

impl Part {
    /// The rank of what it shows; 0 when it is gone.
    fn rank(&self) -> u8 {
        self.forms.get(self.form).map_or(0, |(rank, _)| *rank)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(width: usize) -> String {
        let mut status_line = StatusLine::default();
        status_line.left("", [(2, "kyb-dash".into())]);
        status_line.left("  ", [(0, "SANDBOX".into())]);
        status_line.left(" · ", [(4, "12 need us".into()), (1, "12".into())]);
        status_line.right("", [(5, "fetched 14:02".into()), (3, "14:02".into())]);
        status_line.fit(width, Style::new(), "…").to_string()
    }

    #[test]
    fn the_least_important_form_goes_first_and_rank_0_never() {
        let table = [
            (48, "kyb-dash  SANDBOX · 12 need us     fetched 14:02"),
            (40, "kyb-dash  SANDBOX · 12 need us     14:02"),
            (31, "kyb-dash  SANDBOX · 12    14:02"),
            (28, "kyb-dash  SANDBOX · 12"),
            (21, "SANDBOX · 12"),
            (10, "SANDBOX"),
            (4, "SAN…"),
            (0, ""),
        ];
        for (width, line) in table {
            assert_eq!(shown(width), line, "{width}");
        }
    }
}
