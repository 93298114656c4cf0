//! A terminal screen as a picture: what the README shows is what the code draws.

use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

const CELL_WIDTH: f32 = 8.4;
const CELL_HEIGHT: f32 = 18.0;
const PAPER: &str = "#1d2021";
const INK: &str = "#d5c4a1";

/// Draws a screen.
pub fn picture(buffer: &Buffer) -> String {
    let (width, height) = (f32::from(buffer.area.width) * CELL_WIDTH, f32::from(buffer.area.height) * CELL_HEIGHT);
    let mut svg = String::new();
    writeln!(
        svg,
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0}" height="{height:.0}" viewBox="0 0 {width:.1} {height:.1}" font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14">"#
    )
    .unwrap();
    writeln!(svg, r#"<rect width="100%" height="100%" fill="{PAPER}"/>"#).unwrap();
    for row in 0..buffer.area.height {
        let mut column = 0;
        while column < buffer.area.width {
            column += run(&mut svg, buffer, column, row);
        }
    }
    svg.push_str("</svg>\n");
    svg
}

/// Draws the cells from here on that look alike; returns how many these are.
fn run(svg: &mut String, buffer: &Buffer, column: u16, row: u16) -> u16 {
    let first = &buffer[(column, row)];
    let mut text = String::new();
    let mut cells = 0;
    while column + cells < buffer.area.width {
        let cell = &buffer[(column + cells, row)];
        if look(cell) != look(first)
            || (cells > 0 && !first.symbol().is_ascii())
            || (cells > 0 && !cell.symbol().is_ascii())
        {
            break;
        }
        text.push_str(cell.symbol());
        cells += u16::try_from(cell.symbol().width().max(1)).unwrap();
    }
    let cells = cells.max(1);
    let (ink, paper, bold) = look(first);
    let (x, y) = (f32::from(column) * CELL_WIDTH, f32::from(row) * CELL_HEIGHT);
    let width = f32::from(cells) * CELL_WIDTH;
    if paper != PAPER {
        writeln!(svg, r#"<rect x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{CELL_HEIGHT:.1}" fill="{paper}"/>"#)
            .unwrap();
    }
    if !text.trim().is_empty() {
        let weight = if bold { r#" font-weight="bold""# } else { "" };
        let base = y + CELL_HEIGHT * 0.75;
        writeln!(
            svg,
            r#"<text x="{x:.1}" y="{base:.1}" fill="{ink}"{weight} textLength="{width:.1}" xml:space="preserve">{}</text>"#,
            escaped(&text)
        )
        .unwrap();
    }
    cells
}

fn look(cell: &Cell) -> (&'static str, &'static str, bool) {
    let (mut ink, mut paper) = (colour(cell.fg, INK), colour(cell.bg, PAPER));
    if cell.modifier.contains(Modifier::REVERSED) {
        std::mem::swap(&mut ink, &mut paper);
    }
    if cell.modifier.contains(Modifier::DIM) && ink == INK {
        ink = "#928374";
    }
    (ink, paper, cell.modifier.contains(Modifier::BOLD))
}

fn colour(colour: Color, default: &'static str) -> &'static str {
    match colour {
        Color::Black => "#282828",
        Color::Red => "#cc241d",
        Color::Green => "#98971a",
        Color::Yellow => "#d79921",
        Color::Blue => "#458588",
        Color::Magenta => "#b16286",
        Color::Cyan => "#689d6a",
        Color::Gray => "#a89984",
        Color::DarkGray => "#928374",
        Color::LightRed => "#fb4934",
        Color::LightGreen => "#b8bb26",
        Color::LightYellow => "#fabd2f",
        Color::LightBlue => "#83a598",
        Color::LightMagenta => "#d3869b",
        Color::LightCyan => "#8ec07c",
        Color::White => "#ebdbb2",
        _ => default,
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
