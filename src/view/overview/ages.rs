//! Customers by who must act and for how long: a bar for each, in parts that are the heavier the older. No chart of the
//! toolkit has bars of parts.

use std::fmt::Write as _;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::line::Tone;
use crate::app::overview::{Bar, Group, Row};
use crate::domain::ball::Ball;
use crate::domain::figures::{AgeBand, Band};
use crate::domain::wording::number;

use super::super::{Scene, frame, write};
use super::padded;

/// Columns of who must act, after that of the selection.
const WORDS: usize = 10;
/// Columns of a number.
const FIGURE: usize = 6;
/// Columns of each age, and where there is room.
const AGE: [usize; 2] = [8, 9];
/// From this width on each age has a number.
const WITH_AGES: u16 = 70;
/// From this width on it is told who waits longest.
const WITH_OLDEST: u16 = 98;
/// From this width on there is room between the ages.
const ROOMY: u16 = 78;
/// Columns of that.
const OLDEST: usize = 24;

pub(super) fn draw(scene: Scene<'_>, group: &Group, bar: &Bar, area: Rect, buf: &mut Buffer) {
    let columns = Columns::within(area.width);
    let longest = group.rows.iter().filter(|row| !is_closed(row)).map(|row| row.length).max().unwrap_or_default();
    let has_headings = usize::from(area.height) > group.rows.len();
    if has_headings {
        headings(scene, &columns, Rect { height: 1, ..area }, buf);
    }
    let first = area.y + u16::from(has_headings);
    for (row, y) in group.rows.iter().zip(first..area.bottom()) {
        let line = Rect { y, height: 1, ..area };
        draw_row(scene, row, (&columns, longest), line, buf);
        if row.has(bar) {
            frame::mark(scene, true, line, buf);
            if let Bar::Ball(_, Some(band)) = bar {
                mark_part(scene, row, (&columns, longest), *band, line, buf);
                mark_age(scene, &columns, *band, line, buf);
            }
        }
    }
}

/// How the columns share a width.
struct Columns {
    bar: usize,
    age: usize,
    has_ages: bool,
    has_oldest: bool,
}

impl Columns {
    fn within(width: u16) -> Self {
        let (has_ages, has_oldest) = (width >= WITH_AGES, width >= WITH_OLDEST);
        let taken = 1 + WORDS + FIGURE + 1;
        let [narrow, wide] = AGE;
        let age = if width >= ROOMY { wide } else { narrow };
        let ages = if has_ages { age * AgeBand::ALL.len() } else { 0 };
        let oldest = if has_oldest { OLDEST } else { 0 };
        Self { bar: usize::from(width).saturating_sub(taken + ages + oldest), age, has_ages, has_oldest }
    }

    const fn ages_at(&self) -> usize {
        1 + WORDS + FIGURE + 1 + self.bar
    }
}

fn headings(scene: Scene<'_>, columns: &Columns, area: Rect, buf: &mut Buffer) {
    let dim = scene.theme.tone(Tone::Dim);
    let symbols = scene.theme.symbols();
    let mut text = format!(" {:WORDS$}{:>FIGURE$} ", "", "all");
    if columns.has_ages {
        text.push_str(&" ".repeat(columns.bar));
        for band in AgeBand::ALL {
            let heading = match band {
                AgeBand::Unknown => "age ?".to_owned(),
                _ => format!("{} {}", symbols.age(band), band.short()),
            };
            let _ = write!(text, "{heading:>0$}", columns.age);
        }
        if columns.has_oldest {
            text.push_str("  longest");
        }
    } else {
        let bands = AgeBand::ALL.iter().take(4);
        let legend: Vec<String> = bands.map(|band| format!("{}{}", symbols.age(*band), band.short())).collect();
        text.push_str(&legend.join(" "));
    }
    write::text(buf, area.x, area.y, &text, area.width, dim);
}

fn draw_row(scene: Scene<'_>, row: &Row, (columns, longest): (&Columns, u64), area: Rect, buf: &mut Buffer) {
    let plain = scene.theme.tone(Tone::Plain);
    let text = format!(" {}{:>FIGURE$} ", padded(scene, &row.words, WORDS), row.figure);
    let mut x = write::text(buf, area.x, area.y, &text, area.width, plain);
    let bands = row.bands.unwrap_or_default();
    let cells = if is_closed(row) { [0; AgeBand::ALL.len()] } else { parts(bands, longest, columns.bar) };
    for (band, count) in AgeBand::ALL.into_iter().zip(cells) {
        let sign = scene.theme.symbols().age(band).repeat(count);
        x = write::text(buf, x, area.y, &sign, area.right().saturating_sub(x), style(scene, row, band));
    }
    if columns.has_ages {
        let at = area.x + u16::try_from(columns.ages_at()).unwrap_or_default();
        let mut numbers = String::new();
        for band in bands {
            let _ = write!(numbers, "{:>1$}", told(band), columns.age);
        }
        x = write::text(buf, at, area.y, &numbers, area.right().saturating_sub(at), plain);
        if columns.has_oldest && !row.remark.is_empty() {
            let remark = row.remark.strip_prefix("longest ").unwrap_or(&row.remark);
            let remark = format!("  {}", padded(scene, remark, OLDEST - 2));
            write::text(buf, x, area.y, &remark, area.right().saturating_sub(x), scene.theme.tone(Tone::Dim));
        }
    }
}

/// A number of customers, marked where the age of any of them is an estimate.
fn told(band: Band) -> String {
    match band.customers {
        0 => "-".to_owned(),
        count if band.estimated > 0 => format!("≈{}", number(count)),
        count => number(count),
    }
}

/// What is closed waits for nobody, and would make all other bars small.
fn is_closed(row: &Row) -> bool {
    row.bar == Bar::Ball(Ball::Nobody, None)
}

fn style(scene: Scene<'_>, row: &Row, band: AgeBand) -> Style {
    let is_ours = matches!(row.bar, Bar::Ball(Ball::Us | Ball::Unknown, _));
    scene.theme.tone(match band {
        AgeBand::More if is_ours => Tone::Bad,
        AgeBand::UpTo14 if is_ours => Tone::Warn,
        AgeBand::Unknown => Tone::Dim,
        _ => Tone::Waiting,
    })
}

/// How many cells each part of a bar has. One that has customers has a cell, and the whole keeps its length.
fn parts(bands: [Band; AgeBand::ALL.len()], longest: u64, width: usize) -> [usize; AgeBand::ALL.len()] {
    let longest = usize::try_from(longest).unwrap_or(usize::MAX).max(1);
    let mut cells = [0; AgeBand::ALL.len()];
    let (mut so_far, mut drawn) = (0_usize, 0);
    for (cell, band) in cells.iter_mut().zip(bands) {
        if band.customers == 0 {
            continue;
        }
        so_far += band.customers;
        let end = (so_far.saturating_mul(width) + longest / 2) / longest;
        *cell = end.saturating_sub(drawn).max(1).min(width.saturating_sub(drawn));
        drawn += *cell;
    }
    cells
}

/// Shows one part of the bar of the selected row as it is, between those that are marked with the row.
fn mark_part(
    scene: Scene<'_>,
    row: &Row,
    (columns, longest): (&Columns, u64),
    band: AgeBand,
    line: Rect,
    buf: &mut Buffer,
) {
    if is_closed(row) {
        return;
    }
    let cells = parts(row.bands.unwrap_or_default(), longest, columns.bar);
    let before: usize = cells.iter().take(band as usize).sum();
    let width = cells.get(band as usize).copied().unwrap_or_default();
    let [before, width] = [before + 1 + WORDS + FIGURE + 1, width].map(|it| u16::try_from(it).unwrap_or_default());
    let part = Rect { x: line.x.saturating_add(before), width, ..line }.intersection(line);
    buf.set_style(part, Style::reset().patch(scene.theme.tone(Tone::Plain)).patch(style(scene, row, band)));
}

/// Marks one age of the selected row, where it has a number: by a sign before it.
fn mark_age(scene: Scene<'_>, columns: &Columns, band: AgeBand, row: Rect, buf: &mut Buffer) {
    if !columns.has_ages {
        return;
    }
    let at = columns.ages_at() + columns.age * band as usize;
    let x = row.x + u16::try_from(at).unwrap_or_default();
    let area = Rect { x, width: u16::try_from(columns.age).unwrap_or_default(), ..row }.intersection(row);
    write::text(buf, area.x + 1, area.y, scene.theme.symbols().selection(), 1, scene.theme.tone(Tone::Plain));
    buf.set_style(area, scene.theme.tone(Tone::Strong));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_part_is_seen_and_none_leaves_the_bar(
            counts in proptest::array::uniform5(0_usize..5_000),
            others in 0_u64..20_000,
            width in 5_usize..120,
        ) {
            let bands = counts.map(|customers| Band { customers, estimated: 0 });
            let sum: usize = counts.iter().sum();
            let longest = others.max(u64::try_from(sum).unwrap());
            let cells = parts(bands, longest, width);
            prop_assert!(cells.iter().sum::<usize>() <= width);
            for (cell, count) in cells.into_iter().zip(counts) {
                prop_assert!(cell == 0 || count > 0);
            }
            let is_room = sum > 0 && counts.iter().filter(|count| **count > 0).count() <= 1;
            prop_assert!(!is_room || cells.iter().sum::<usize>() >= 1);
        }
    }
}
