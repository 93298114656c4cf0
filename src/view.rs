//! What the dashboard looks like: one file per pane. The view borrows the model and keeps caches only; what stands
//! where is the layout's affair, how it looks the theme's.
//!
//! ```text
//!  kyb-dash   SANDBOX  sandbox.api.fin.com   42 customers · 12 need us · 27 with Fin    fetched 14:02 UTC · just now
//! ┏ 1 Queue 42 ━━━━━━━━━━━━━━━━┓┌ 2 Case  Tree ─────────────────────────────┐┌ 3 Comments 5 ──────────────┐
//! ┃▌ Fin.com       USA us  202 d┃│ Fin.com · USA · 671536f8 · BUSINESS        ││ jane.smith@acmecorp.com    │
//! ┃  Amber Basalt… GBR Fin  2 d ┃│ ACTION_REQUIRED for 202 d · waits for us   ││ Your identity document …   │
//! ┃                             ┃│ 4 asks · 1 of 2 ✗ · fetched 14:02 UTC      │├ 4 Documents 5 ─────────────┤
//! ┃                             ┃│▌▾ ! Fin.com  ACTION_REQUIRED               ││ /OUkUie0z_approved_pas…    │
//! ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛└────────────────────────────────────────────┘└────────────────────────────┘
//!  j/k move  Enter open  / filter  R refresh queue  ? all keys                        order is old: R sorts again
//! ```
//!
//! A weighty frame and the mark in column one say what focus and selection are where there is no colour, and no other
//! style either.

mod actions;
mod ascii;
mod case;
mod chooser;
mod clusters;
mod comments;
mod documents;
mod draft_notes;
mod drafts;
mod field;
mod follow_up;
mod footer;
mod form;
mod frame;
mod header;
mod lift;
mod line;
mod menu;
mod messages;
mod notes;
mod overview;
mod part;
mod queue;
mod rows;
mod shrink;
mod small;
mod status_line;
mod summary;
mod symbols;
mod targets;
pub mod theme;
mod tree;
mod whole;
mod write;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::app::action::Action;
use crate::app::layout::{Layout, Mode, Pane};
use crate::app::line::Tone;
use crate::app::model::Model;
use crate::app::pointer::{Cell, Pointer};
use crate::app::window::Window;
use crate::input::keymap::Keymap;

pub use theme::Theme;

use self::line::PaintContext;
use self::symbols::Symbols;
use self::targets::Targets;

/// Draws the dashboard. Keeps what was painted last, and nothing that `update` reads.
#[derive(Debug)]
pub struct View {
    theme: Theme,
    tree: tree::Painter,
    targets: Targets,
}

/// Everything a pane draws from.
#[derive(Clone, Copy)]
struct Scene<'a> {
    model: &'a Model,
    keymap: &'a Keymap,
    theme: &'a Theme,
    layout: &'a Layout,
}

impl<'a> Scene<'a> {
    fn paint(self) -> PaintContext<'a> {
        let screen = &self.model.screen;
        PaintContext {
            theme: self.theme,
            redactor: &self.model.case_pane.redactor,
            keymap: self.keymap,
            zone: &screen.zone,
            threshold: self.model.settings.thresholds.ownership.hundredths_needed(),
        }
    }

    /// The key of an action, for a sentence.
    fn key(self, action: Action) -> String {
        self.keymap.hint(action).unwrap_or_else(|| "(no key)".to_owned())
    }
}

impl View {
    /// A view that has painted nothing yet.
    #[must_use]
    pub fn new(theme: Theme) -> Self {
        Self { theme, tree: tree::Painter::default(), targets: Targets::default() }
    }

    /// Draws a frame.
    pub fn draw(&mut self, frame: &mut Frame<'_>, model: &Model, keymap: &Keymap) {
        let layout = model.layout();
        let screen = frame::rect(layout.screen);
        let shown = screen.intersection(frame.area());
        let cursor = if shown == screen {
            self.paint(frame.buffer_mut(), model, keymap, &layout)
        } else {
            // The terminal has shrunk and the model was not told yet: what still fits is shown.
            let mut whole = Buffer::empty(screen);
            let cursor = self.paint(&mut whole, model, keymap, &layout);
            copy(&whole, frame.buffer_mut(), shown);
            cursor
        };
        if let Some(cursor) = cursor.filter(|cursor| shown.contains(*cursor)) {
            frame.set_cursor_position(cursor);
        }
    }

    /// What is drawn at a cell beside rows: a tab, a count of the header.
    #[must_use]
    pub fn target(&self, cell: Cell) -> Option<Pointer> {
        self.targets.at(cell)
    }

    /// Paints everything; returns where the text cursor stands.
    fn paint(&mut self, buf: &mut Buffer, model: &Model, keymap: &Keymap, layout: &Layout) -> Option<Position> {
        let scene = Scene { model, keymap, theme: &self.theme, layout };
        let plain = self.theme.tone(Tone::Plain);
        if plain != Style::new() {
            buf.set_style(frame::rect(layout.screen), plain);
        }
        let cursor = if layout.mode == Mode::TooSmall {
            small::draw(scene, buf);
            None
        } else {
            header::draw(scene, buf);
            for place in &layout.places {
                match place.pane {
                    Pane::Queue => queue::draw(scene, place, buf),
                    Pane::Case => case::draw(scene, &mut self.tree, place, buf),
                    Pane::Comments => comments::draw(scene, place, buf),
                    Pane::Documents => documents::draw(scene, place, buf),
                }
            }
            if let Some(area) = layout.summary {
                summary::draw(scene, area, buf);
            }
            if let Some(area) = layout.part {
                part::draw(scene, area, buf);
            }
            let typed = overlay(scene, buf);
            footer::draw(scene, buf).or(typed)
        };
        self.targets = Targets::of(scene, buf);
        clusters::split(buf);
        if self.theme.symbols() == Symbols::Ascii {
            ascii::reduce(buf);
        }
        cursor
    }
}

/// Draws what covers the panes; returns where the text cursor stands while something is typed there.
fn overlay(scene: Scene<'_>, buf: &mut Buffer) -> Option<Position> {
    match &scene.model.screen.window {
        Window::None => return None,
        Window::Palette(palette) => return Some(actions::draw(scene, palette, buf)),
        Window::Chooser(chooser) => chooser::draw(scene, chooser, buf),
        Window::Drafts(window) => drafts::draw(scene, window, buf),
        Window::Overview(bar) => overview::draw(scene, bar, buf),
        Window::Messages(cursor) => messages::draw(scene, *cursor, buf),
        Window::Lift(window) => return Some(lift::draw(scene, window, buf)),
        Window::FollowUp(window) => return Some(follow_up::draw(scene, window, buf)),
        Window::Notes(window) => return Some(notes::draw(scene, window, buf)),
    }
    None
}

fn copy(from: &Buffer, to: &mut Buffer, area: Rect) {
    for position in area.positions() {
        if let (Some(cell), Some(place)) = (from.cell(position), to.cell_mut(position)) {
            *place = cell.clone();
        }
    }
}
