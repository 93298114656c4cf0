//! Rows of a list pane with a cursor that stays on its row whatever is shown around it.

use crate::domain::key::Item;

use super::line::Line;
use super::list::{Cursor, List, Move};

/// A row of a list pane.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it says.
    pub line: Line,
    /// What of the case it speaks of.
    pub target: Option<Item>,
    /// Tells rows apart that speak of the same: a check, a look.
    group: u64,
}

impl Row {
    /// A row.
    #[must_use]
    pub const fn new(line: Line, target: Option<Item>) -> Self {
        Self { line, target, group: 0 }
    }

    /// The same row as one of a group, whose number tells it from rows of another that speak of the same.
    #[must_use]
    pub fn in_group(self, group: u64) -> Self {
        Self { group, ..self }
    }

    /// By what the row is found again; `None` where it only stands between others.
    pub(in crate::app) fn identity(&self) -> Option<(u64, Option<&Item>)> {
        (self.group != 0 || self.target.is_some()).then_some((self.group, self.target.as_ref()))
    }
}

/// The rows of a list pane, its cursor, and how many things they show.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// The rows.
    pub rows: Vec<Row>,
    /// The selected row.
    pub cursor: Cursor,
    /// Comments or documents, not rows.
    pub count: usize,
    revision: u64,
}

impl Rows {
    /// Shows other rows, from the top.
    pub fn show(&mut self, (rows, count): (Vec<Row>, usize)) {
        *self = Self { rows, count, cursor: Cursor::default(), revision: self.revision + 1 };
    }

    /// Shows what the rows are now. The cursor stays with its row, at the same line of the screen; where that row is gone it
    /// goes to the nearest that is left.
    pub fn reshow(&mut self, (rows, count): (Vec<Row>, usize)) {
        let before = std::mem::replace(&mut self.rows, rows);
        self.count = count;
        self.revision += 1;
        let line = self.cursor.at.saturating_sub(self.cursor.offset);
        let at = self.find_again(&before).unwrap_or(self.cursor.at);
        self.cursor = Cursor { at, offset: at.saturating_sub(line) };
    }

    /// Where the selected row stands now. One thing may take several rows: the cursor stays on the same of them.
    fn find_again(&self, before: &[Row]) -> Option<usize> {
        let from = self.cursor.at;
        let beside = (0..before.len()).flat_map(|by| [from.checked_add(by), from.checked_sub(by)]).flatten();
        let known = beside.filter_map(|place| Some((place, before.get(place)?.identity()?)));
        for (place, identity) in known {
            let part = before.iter().take(place).filter(|row| row.identity() == Some(identity)).count();
            let mut same = self.rows.iter().enumerate().filter(|(_, row)| row.identity() == Some(identity));
            if let Some((found, _)) = same.clone().nth(part).or_else(|| same.next_back()) {
                return Some(found);
            }
        }
        None
    }

    /// Changes with every change of the rows, never with the selection.
    #[must_use]
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// The selected row.
    #[must_use]
    pub fn selected(&self) -> Option<&Row> {
        self.rows.get(self.cursor.at)
    }

    /// What of the case the selected row speaks of.
    #[must_use]
    pub fn target(&self) -> Option<&Item> {
        self.selected().and_then(|row| row.target.as_ref())
    }
}

impl List for Rows {
    fn cursor(&self) -> Cursor {
        self.cursor
    }

    fn row_count(&self) -> usize {
        self.rows.len()
    }

    fn step(&mut self, by: Move, page: usize) {
        self.cursor.step(by, self.rows.len(), page);
    }

    fn fit(&mut self, page: usize) {
        self.cursor.go_to(self.cursor.at, self.rows.len(), page);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(fact: &'static str) -> Row {
        Row::new(Line::default(), Some(Item::Fact(fact)))
    }

    fn between() -> Row {
        Row::new(Line::default(), None)
    }

    fn selected(rows: &Rows) -> (usize, usize) {
        (rows.cursor.at, rows.cursor.offset)
    }

    #[test]
    fn the_cursor_stays_with_its_row_and_on_its_line() {
        let mut rows = Rows::default();
        rows.show((vec![row("a"), row("a"), between(), row("b"), row("b"), row("b"), row("c")], 3));
        rows.cursor = Cursor { at: 4, offset: 2 };
        rows.reshow((vec![row("x"), row("y"), row("a"), between(), row("b"), row("b"), row("c")], 3));
        assert_eq!(selected(&rows), (5, 3), "the second row of the same thing");
        rows.reshow((vec![row("a"), row("b"), row("c")], 3));
        assert_eq!(selected(&rows).0, 1, "its last one where there are fewer");
        rows.reshow((vec![row("a"), row("c")], 2));
        assert_eq!(selected(&rows).0, 1, "gone: the next one");
        rows.reshow((vec![row("a")], 1));
        assert_eq!(selected(&rows).0, 0, "none after it: the one before");
    }

    #[test]
    fn rows_that_speak_of_the_same_are_told_apart_by_their_group() {
        let look = |group, facts: &[&'static str]| -> Vec<Row> {
            let heading = between().in_group(group);
            [vec![heading], facts.iter().map(|fact| row(fact).in_group(group)).collect()].concat()
        };
        let mut rows = Rows::default();
        rows.show((look(1, &["status", "asks"]), 2));
        rows.cursor.at = 1;
        rows.reshow(([look(2, &["status"]), look(1, &["status", "asks"])].concat(), 3));
        assert_eq!(rows.cursor.at, 3, "the status of the look that was read");
    }
}
