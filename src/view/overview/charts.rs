//! Groups as bar charts: horizontal bars, a row for each, or vertical ones, a pair for each week.

use ratatui::buffer::Buffer;
use ratatui::layout::{Direction, Rect};
use ratatui::text::Line as Painted;
use ratatui::widgets::{Bar as Charted, BarChart, BarGroup, Widget};

use crate::app::line::Tone;
use crate::app::list::Cursor;
use crate::app::overview::{Bar, Group, GroupKind, Row};
use crate::domain::wording::number;

use super::super::line::columns;
use super::super::{Scene, frame, write};
use super::padded;

/// Fewest columns of a bar of a week.
const WEEK_BAR: usize = 3;

/// The first row that is in sight.
fn first(group: &Group, bar: &Bar, height: u16) -> usize {
    let at = group.rows.iter().position(|row| row.has(bar)).unwrap_or_default();
    frame::fitted(Cursor { at, offset: 0 }, group.rows.len(), room(group, height)).offset
}

/// Which rows are in sight, where these are not all: `1–7 of 12`. Weeks have dates of their own.
pub(super) fn in_sight(group: &Group, bar: &Bar, height: u16) -> Option<String> {
    let (rows, shown) = (group.rows.len(), usize::from(room(group, height)));
    if matches!(group.kind, GroupKind::Balls | GroupKind::Weeks) || rows <= shown {
        return None;
    }
    let first = first(group, bar, height);
    Some(format!("{}–{} of {}", number(first + 1), number(first + shown), number(rows)))
}

/// Draws a group row by row; what is to be said of it follows where there is room.
pub(super) fn rows(scene: Scene<'_>, group: &Group, bar: &Bar, area: Rect, buf: &mut Buffer) {
    let shown: Vec<&Row> =
        group.rows.iter().skip(first(group, bar, area.height)).take(usize::from(room(group, area.height))).collect();
    let figure = shown.iter().map(|row| columns(&row.figure)).max().unwrap_or_default();
    let width = usize::from(area.width);
    // Words take what they need, as long as a bar has room; long ones are seen in full once they are selected.
    let longest = shown.iter().map(|row| columns(&row.words)).max().unwrap_or_default();
    let words = longest.min((width * 3 / 5).max(width.saturating_sub(figure + 12)));
    let bars: Vec<Charted<'_>> = shown
        .iter()
        .map(|row| {
            let label = format!(" {} {:>figure$}", padded(scene, &row.words, words), row.figure);
            Charted::with_label(Painted::styled(label, scene.theme.tone(Tone::Plain)), row.length).text_value("")
        })
        .collect();
    let most = group.rows.iter().map(|row| row.length).max().unwrap_or_default().max(1);
    BarChart::horizontal(bars)
        .bar_gap(0)
        .max(most)
        .bar_set(scene.theme.symbols().bars())
        .bar_style(scene.theme.tone(tone(group.kind)))
        .render(area, buf);
    for (row, y) in shown.iter().zip(area.y..area.bottom()) {
        if row.has(bar) {
            frame::mark(scene, true, Rect { y, height: 1, ..area }, buf);
        }
    }
    let below = u16::try_from(shown.len()).unwrap_or(area.height).min(area.height);
    let rest = Rect { y: area.y + below, height: area.height - below, ..area };
    if group.kind == GroupKind::Days || group.rows.is_empty() {
        let notes: Vec<(String, Tone)> = group.notes.iter().map(|note| (note.clone(), Tone::Dim)).collect();
        frame::sentences(scene, rest, &notes, buf);
    } else if !group.notes.is_empty() {
        let note = padded(scene, &group.notes.join("; "), usize::from(area.width.saturating_sub(1)));
        write::text(buf, rest.x + 1, rest.y, &note, rest.width.saturating_sub(1), scene.theme.tone(Tone::Dim));
    }
}

/// What is left of a height for rows: what else is to be said has the last line.
fn room(group: &Group, height: u16) -> u16 {
    let has_line = !group.notes.is_empty() && !group.rows.is_empty() && group.kind != GroupKind::Days;
    height.saturating_sub(u16::from(has_line && height > 1))
}

const fn tone(kind: GroupKind) -> Tone {
    match kind {
        GroupKind::Labels | GroupKind::Findings => Tone::Bad,
        GroupKind::Documents => Tone::Warn,
        _ => Tone::Waiting,
    }
}

/// Draws the weeks side by side, the newest ones where there is no room for all: what was asked at the left, what was
/// resolved at the right, each with its number below.
pub(super) fn weeks(scene: Scene<'_>, group: &Group, bar: &Bar, area: Rect, buf: &mut Buffer) {
    let Some(height) = area.height.checked_sub(2) else { return };
    // As wide as the widest number, with a free column before it for the mark.
    let widest = group.rows.iter().map(|row| columns(&row.figure)).max().unwrap_or_default().max(WEEK_BAR);
    let bar_width = u16::try_from(widest + 1).unwrap_or(u16::MAX).min((area.width / 2).max(2));
    let room = usize::from(area.width / (2 * bar_width + 1)).max(1);
    let weeks: Vec<&[Row]> = group.rows.chunks(2).collect();
    let at = weeks.iter().position(|week| week.iter().any(|row| row.has(bar)));
    // The newest ones, unless an older one is selected.
    let first = weeks.len().saturating_sub(room).min(at.unwrap_or(usize::MAX));
    let shown: Vec<&[Row]> = weeks.into_iter().skip(first).take(room).collect();
    let most = group.rows.iter().map(|row| row.length).max().unwrap_or_default().max(1);
    let charted = |week: &&[Row]| {
        let bars: Vec<Charted<'_>> = week
            .iter()
            .zip([Tone::Warn, Tone::Good])
            .map(|(row, tone)| Charted::new(row.length).text_value("").style(scene.theme.tone(tone)))
            .collect();
        BarGroup::new(bars)
    };
    BarChart::grouped(shown.iter().map(charted).collect::<Vec<_>>())
        .direction(Direction::Vertical)
        .bar_width(bar_width - 1)
        .bar_gap(1)
        .group_gap(2)
        .max(most)
        .bar_set(scene.theme.symbols().bars())
        .render(Rect { x: area.x + 1, width: area.width.saturating_sub(1), height, ..area }, buf);
    let plain = scene.theme.tone(Tone::Plain);
    for (week, x) in shown.iter().zip((area.x..).step_by(usize::from(2 * bar_width + 1))) {
        for (row, x) in week.iter().zip([x, x + bar_width]) {
            let cell = Rect { x, y: area.y + height, width: bar_width, height: 1 }.intersection(area);
            write::text(
                buf,
                cell.x,
                cell.y,
                &format!(" {}", padded(scene, &row.figure, usize::from(bar_width - 1))),
                cell.width,
                plain,
            );
            if row.has(bar) {
                frame::mark(scene, true, cell, buf);
            }
        }
        let label = Rect { x, y: area.y + height + 1, width: 2 * bar_width, height: 1 }.intersection(area);
        let words = week.first().map_or("", |row| row.words.as_str());
        write::text(buf, label.x, label.y, &format!(" {words}"), label.width, scene.theme.tone(Tone::Dim));
    }
}
