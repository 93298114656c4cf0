//! What a terminal would show, as text: the characters first, then the runs of style of each line.

use std::fmt::Write as _;

use kyb_dash::app::model::Model;
use kyb_dash::input::keymap::Keymap;
use kyb_dash::view::View;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};

/// What was drawn.
pub struct Picture {
    pub buffer: Buffer,
    /// Where the text cursor stands, if it is shown.
    pub cursor: Option<Position>,
}

/// Draws the model on a terminal of its size.
pub fn draw(view: &mut View, model: &Model) -> Picture {
    let size = model.screen.size;
    draw_on(view, model, size.width, size.height)
}

/// Draws the model on a terminal of another size than it believes.
pub fn draw_on(view: &mut View, model: &Model, width: u16, height: u16) -> Picture {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    let keymap = Keymap::standard();
    let buffer = terminal.draw(|frame| view.draw(frame, model, &keymap)).unwrap().buffer.clone();
    let backend = terminal.backend();
    Picture { buffer, cursor: backend.cursor_visible().then(|| backend.cursor_position()) }
}

impl Picture {
    /// A row's characters, without blanks at its end.
    pub fn row(&self, y: u16) -> String {
        let area = self.buffer.area;
        self.part(y, area.x, area.right()).trim_end().to_owned()
    }

    /// A row's characters between two columns.
    pub fn part(&self, y: u16, from: u16, to: u16) -> String {
        let mut text = String::new();
        let mut x = from;
        while x < to {
            let symbol = self.buffer[(x, y)].symbol();
            text.push_str(symbol);
            x += symbol.cell_width().max(1);
        }
        text
    }

    pub fn rows(&self) -> Vec<String> {
        (0..self.buffer.area.height).map(|y| self.row(y)).collect()
    }

    pub fn text(&self) -> String {
        self.rows().join("\n")
    }

    pub fn cell(&self, x: u16, y: u16) -> &Cell {
        &self.buffer[(x, y)]
    }

    /// Text and styles, for a snapshot.
    pub fn describe(&self) -> String {
        let mut out = self.text();
        if let Some(cursor) = self.cursor {
            let _ = write!(out, "\n-- cursor at column {}, row {}", cursor.x, cursor.y);
        }
        out.push_str("\n-- styles by row");
        for y in 0..self.buffer.area.height {
            let runs = self.runs(y);
            if !runs.is_empty() {
                let _ = write!(out, "\n{y:>2}: {}", runs.join(", "));
            }
        }
        out
    }

    fn runs(&self, y: u16) -> Vec<String> {
        let mut runs: Vec<(u16, u16, String)> = Vec::new();
        for x in 0..self.buffer.area.width {
            let style = look(&self.buffer[(x, y)]);
            match runs.last_mut() {
                Some((_, end, last)) if *end == x && *last == style => *end += 1,
                _ => runs.push((x, x + 1, style)),
            }
        }
        let styled = runs.into_iter().filter(|(.., style)| !style.is_empty());
        styled.map(|(start, end, style)| format!("{start}..{end} {style}")).collect()
    }
}

fn look(cell: &Cell) -> String {
    const MODIFIERS: [(Modifier, &str); 5] = [
        (Modifier::BOLD, "bold"),
        (Modifier::DIM, "dim"),
        (Modifier::ITALIC, "italic"),
        (Modifier::UNDERLINED, "underlined"),
        (Modifier::REVERSED, "reversed"),
    ];
    let mut words: Vec<String> =
        MODIFIERS.iter().filter(|(bit, _)| cell.modifier.contains(*bit)).map(|(_, word)| (*word).to_owned()).collect();
    if cell.fg != Color::Reset {
        words.push(cell.fg.to_string().to_lowercase());
    }
    if cell.bg != Color::Reset {
        words.push(format!("on {}", cell.bg.to_string().to_lowercase()));
    }
    words.join(" ")
}
