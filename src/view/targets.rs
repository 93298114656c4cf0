//! What can be clicked beside rows: found again in what was painted, since a line leaves out what does not fit.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::layout::Pane;
use crate::app::pointer::{Cell, Pointer};
use crate::app::quick_view::QuickView;
use crate::app::tabs::Tab;

use super::Scene;
use super::frame::rect;

/// The words of the header that say how many customers there are, and which of them a click on it shows.
const COUNTS: [(&str, QuickView); 5] = [
    (" customer", QuickView::All),
    (" need us", QuickView::NeedUs),
    (" to chase", QuickView::ChaseDue),
    (" asked", QuickView::WithCustomer),
    (" with Fin", QuickView::WithFin),
];

/// What the last frame has to click.
#[derive(Debug, Default)]
pub(super) struct Targets(Vec<(Rect, Pointer)>);

impl Targets {
    /// Finds them in a frame.
    pub fn of(scene: Scene<'_>, buf: &Buffer) -> Self {
        let mut targets = Self::default();
        let header = Row::of(rect(scene.layout.header), buf);
        for (words, view) in COUNTS {
            targets.add(header.number_before(words), Pointer::View(view));
        }
        if let Some(place) = scene.layout.place(Pane::Case) {
            let title = Row::of(Rect { height: 1, ..rect(place.outer) }, buf);
            for tab in Tab::ALL {
                targets.add(title.word(tab.word()), Pointer::Tab(tab));
            }
        }
        targets
    }

    /// What is at a cell.
    pub fn at(&self, cell: Cell) -> Option<Pointer> {
        let position = Position { x: cell.column, y: cell.row };
        self.0.iter().find(|(area, _)| area.contains(position)).map(|(_, pointer)| *pointer)
    }

    fn add(&mut self, area: Option<Rect>, pointer: Pointer) {
        self.0.extend(area.map(|area| (area, pointer)));
    }
}

/// A painted row, cell by cell.
struct Row<'a> {
    area: Rect,
    cells: Vec<&'a str>,
}

impl<'a> Row<'a> {
    fn of(area: Rect, buf: &'a Buffer) -> Self {
        let cell = |x| buf.cell(Position { x, y: area.y }).map_or(" ", |cell| cell.symbol());
        Self { area, cells: (area.x..area.right()).map(cell).collect() }
    }

    /// The cells of an ASCII word.
    fn word(&self, word: &str) -> Option<Rect> {
        let start = self.find(word)?;
        Some(self.part(start, start + word.len()))
    }

    /// The cells of a number and the words behind it.
    fn number_before(&self, words: &str) -> Option<Rect> {
        let end = self.find(words)?;
        let digits = self
            .cells
            .iter()
            .take(end)
            .rev()
            .take_while(|cell| cell.starts_with(|c: char| c.is_ascii_digit() || c == ','));
        Some(self.part(end - digits.count(), end + words.len()))
    }

    fn find(&self, word: &str) -> Option<usize> {
        let letters: Vec<&str> = word.split("").filter(|letter| !letter.is_empty()).collect();
        self.cells.windows(letters.len()).position(|cells| cells == letters)
    }

    fn part(&self, from: usize, to: usize) -> Rect {
        let [from, to] = [from, to].map(|column| u16::try_from(column).unwrap_or(u16::MAX));
        Rect { x: self.area.x.saturating_add(from), width: to - from, ..self.area }
    }
}
