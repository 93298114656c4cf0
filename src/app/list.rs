//! A cursor over rows: the one way in which every pane moves and scrolls.

/// How far to move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// One row down.
    Down,
    /// One row up.
    Up,
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// A page down.
    PageDown,
    /// A page up.
    PageUp,
    /// Half a page down.
    HalfPageDown,
    /// Half a page up.
    HalfPageUp,
    /// To a row, counted from 0.
    To(usize),
}

/// A selected row and the first visible one. Both are places; owners that must survive change keep an identity beside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Cursor {
    /// The selected row.
    pub at: usize,
    /// The first visible row.
    pub offset: usize,
}

impl Cursor {
    /// Moves within `rows` rows of which `page` are visible; returns whether the selection changed.
    pub fn step(&mut self, by: Move, rows: usize, page: usize) -> bool {
        let before = self.at;
        let last = rows.saturating_sub(1);
        let half = (page / 2).max(1);
        let target = match by {
            Move::Down => self.at.saturating_add(1),
            Move::Up => self.at.saturating_sub(1),
            Move::First => 0,
            Move::Last => last,
            Move::To(row) => row,
            Move::PageDown => self.at.saturating_add(page),
            Move::PageUp => self.at.saturating_sub(page),
            Move::HalfPageDown => self.at.saturating_add(half),
            Move::HalfPageUp => self.at.saturating_sub(half),
        };
        self.go_to(target, rows, page);
        self.at != before
    }

    /// Selects a row, clamped, and scrolls no more than is needed to show it.
    pub fn go_to(&mut self, row: usize, rows: usize, page: usize) {
        let page = page.max(1);
        self.at = row.min(rows.saturating_sub(1));
        self.offset = self.offset.min(self.at).max((self.at + 1).saturating_sub(page));
        self.offset = self.offset.min(rows.saturating_sub(page));
    }
}

/// What a pane lists: the one way in which panes are moved through.
pub trait List {
    /// Where its cursor stands.
    fn cursor(&self) -> Cursor;
    /// How many rows it has.
    fn row_count(&self) -> usize;
    /// Moves the cursor; `page` rows are visible.
    fn step(&mut self, by: Move, page: usize);
    /// Keeps the selected row in sight after the page changed.
    fn fit(&mut self, page: usize);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn moves_are_clamped_and_scroll_as_little_as_needed() {
        let mut cursor = Cursor::default();
        for (by, at, offset) in [
            (Move::Up, 0, 0),
            (Move::PageDown, 4, 1),
            (Move::Down, 5, 2),
            (Move::Up, 4, 2),
            (Move::Last, 9, 6),
            (Move::HalfPageUp, 7, 6),
            (Move::First, 0, 0),
        ] {
            cursor.step(by, 10, 4);
            assert_eq!((cursor.at, cursor.offset), (at, offset), "{by:?}");
        }
        assert!(!Cursor::default().step(Move::Down, 0, 4), "nothing to select");
    }

    proptest! {
        #[test]
        fn the_selected_row_is_always_visible(rows in 0_usize..50, page in 0_usize..20, to in 0_usize..80) {
            let mut cursor = Cursor { at: 3, offset: 40 };
            cursor.go_to(to, rows, page);
            prop_assert!(cursor.at < rows.max(1));
            prop_assert!(cursor.offset <= cursor.at && cursor.at < cursor.offset + page.max(1));
        }
    }
}
