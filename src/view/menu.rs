//! A list to choose from: entries of one or more rows under their headings, in as many columns as there are areas, the
//! selected one always in sight.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line as Painted;

use crate::app::line::Tone;
use crate::app::list::Cursor;

use super::frame;
use super::{Scene, write};

/// Columns before a heading; column one is the mark's.
const HEADING: u16 = 1;
/// Columns before an entry.
pub(super) const ENTRY: u16 = 2;

/// Something to choose, or to read at the end of the list.
#[derive(Debug)]
pub(super) struct Entry {
    /// What it is listed under: said above the first of its kind, and again at the top of a column.
    pub heading: &'static str,
    /// Its rows.
    pub rows: Vec<Painted<'static>>,
}

/// A list to choose from.
#[derive(Debug)]
pub(super) struct Menu {
    entries: Vec<Entry>,
    /// How many of the entries can be chosen; those after them come into sight with the last of them.
    choices: usize,
    cursor: Cursor,
}

/// Where an entry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Placed {
    entry: usize,
    column: usize,
    /// Its first row, the heading where it has one.
    row: usize,
    is_headed: bool,
}

impl Menu {
    /// A list of choices, and what stands below them.
    pub fn new(mut choices: Vec<Entry>, below: Option<Entry>, cursor: Cursor) -> Self {
        let count = choices.len();
        choices.extend(below);
        Self { entries: choices, choices: count, cursor }
    }

    /// Draws as much as fits into areas of one height; returns the first and the last choice in sight, counted from one,
    /// where not all of them are.
    pub fn draw(&self, scene: Scene<'_>, columns: &[Rect], buf: &mut Buffer) -> Option<(usize, usize)> {
        let room = columns.first().map_or(0, |column| usize::from(column.height));
        let placed = self.placed(self.first(columns.len(), room), columns.len(), room);
        for place in &placed {
            if let (Some(entry), Some(column)) = (self.entries.get(place.entry), columns.get(place.column)) {
                self.draw_entry(scene, *place, entry, *column, buf);
            }
        }
        let seen = || placed.iter().map(|place| place.entry).filter(|entry| *entry < self.choices);
        let (first, last) = (seen().min()? + 1, seen().max()? + 1);
        ((first, last) != (1, self.choices)).then_some((first, last))
    }

    fn draw_entry(&self, scene: Scene<'_>, place: Placed, entry: &Entry, column: Rect, buf: &mut Buffer) {
        let top = column.y.saturating_add(u16::try_from(place.row).unwrap_or(u16::MAX));
        let mut ys = top..column.bottom();
        let mut put = |line: &Painted<'_>, indent: u16, y| {
            write::line(buf, column.x + indent.min(column.width), y, line, column.width.saturating_sub(indent));
        };
        if place.is_headed
            && let Some(y) = ys.next()
        {
            put(&scene.paint().words(entry.heading, Tone::Code), HEADING, y);
        }
        for (row, y) in entry.rows.iter().zip(ys.clone()) {
            put(row, ENTRY, y);
        }
        if place.entry == self.cursor.at && place.entry < self.choices {
            for y in ys.take(entry.rows.len()) {
                frame::mark(scene, true, Rect { y, height: 1, ..column }, buf);
            }
        }
    }

    /// The first entry in sight: no further down than is needed to see the selected one, unless the cursor says so, and
    /// no row is wasted at the end.
    fn first(&self, columns: usize, room: usize) -> usize {
        let at = self.cursor.at.min(self.choices.saturating_sub(1));
        let end = self.end(columns, room);
        let wanted = if at + 1 == self.choices { end } else { at };
        let least = self.first_that_shows(wanted, columns, room);
        self.cursor.offset.min(self.first_that_shows(end, columns, room)).max(least).min(at)
    }

    /// The last entry that can come into sight: what stands below the choices only where it fits below the last of them.
    fn end(&self, columns: usize, room: usize) -> usize {
        let last = self.choices.saturating_sub(1);
        self.placed(last, columns, room).last().map_or(last, |place| place.entry)
    }

    fn first_that_shows(&self, entry: usize, columns: usize, room: usize) -> usize {
        let shows = |first: &usize| self.placed(*first, columns, room).iter().any(|place| place.entry == entry);
        (0..entry).find(shows).unwrap_or(entry)
    }

    /// Where the entries stand if this is the first: whole ones, but where one alone is higher than a column.
    fn placed(&self, first: usize, columns: usize, room: usize) -> Vec<Placed> {
        let mut placed = Vec::new();
        let (mut column, mut row) = (0, 0);
        let mut heading = "";
        for (place, entry) in self.entries.iter().enumerate().skip(first) {
            let height = |is_headed: bool| entry.rows.len() + usize::from(is_headed);
            let mut is_headed = !entry.heading.is_empty() && entry.heading != heading;
            if row > 0 && row + height(is_headed) > room {
                (column, row) = (column + 1, 0);
                is_headed = !entry.heading.is_empty();
            }
            if column >= columns {
                break;
            }
            placed.push(Placed { entry: place, column, row, is_headed });
            row += height(is_headed);
            heading = entry.heading;
        }
        placed
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn menu(heights: &[usize], below: Option<usize>, cursor: Cursor) -> Menu {
        let entry = |(place, height): (usize, &usize)| Entry {
            heading: ["Move", "Panes", "Find"][place / 3 % 3],
            rows: vec![Painted::default(); *height],
        };
        let below = below.map(|height| Entry { heading: "Signs", rows: vec![Painted::default(); height] });
        Menu::new(heights.iter().enumerate().map(entry).collect(), below, cursor)
    }

    #[test]
    fn headings_stand_above_the_first_of_a_kind_and_at_the_top_of_a_column() {
        let menu = menu(&[1, 1, 2, 1, 1], None, Cursor::default());
        let placed: Vec<_> =
            menu.placed(1, 2, 4).iter().map(|place| (place.entry, place.column, place.row, place.is_headed)).collect();
        assert_eq!(placed, [(1, 0, 0, true), (2, 0, 2, false), (3, 1, 0, true), (4, 1, 2, false)]);
    }

    #[test]
    fn the_end_comes_into_sight_with_the_last_choice_where_there_is_room() {
        for (room, first) in [(20, 0), (8, 3), (6, 5), (5, 3), (3, 4)] {
            let cursor = Cursor { at: 5, offset: 0 };
            assert_eq!(menu(&[1; 6], Some(3), cursor).first(1, room), first, "{room}");
        }
    }

    proptest! {
        #[test]
        fn the_selected_entry_is_always_in_sight(
            heights in proptest::collection::vec(1_usize..4, 1..60),
            below in proptest::option::of(1_usize..8),
            (at, offset) in (0_usize..60, 0_usize..60),
            columns in 1_usize..3,
            room in 1_usize..40,
        ) {
            let at = at % heights.len();
            let menu = menu(&heights, below, Cursor { at, offset });
            let first = menu.first(columns, room);
            let placed = menu.placed(first, columns, room);
            let place = placed.iter().find(|place| place.entry == at);
            prop_assert!(place.is_some_and(|place| place.row < room), "{first} {placed:?}");
            if menu.placed(0, columns, room).len() == menu.entries.len() {
                prop_assert_eq!(first, 0, "scrolled without need");
            }
            if let Some(before) = first.checked_sub(1) {
                let end = menu.end(columns, room);
                let shows_end = menu.placed(before, columns, room).iter().any(|place| place.entry == end);
                prop_assert!(!shows_end, "rows are wasted at the end");
            }
        }
    }
}
