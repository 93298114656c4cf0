//! The overview: sentences on top, groups of bars below, and all that is to be said of the selected bar at the end.

mod ages;
mod charts;
mod pages;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line as Painted;
use ratatui::widgets::{Clear, Widget};

use crate::app::action::Action;
use crate::app::line::Tone;
use crate::app::overview::{Bar, Group, GroupKind};
use crate::domain::wording::{counted, number};
use crate::domain::wrap::wrap;

use super::line::{columns, cut};
use super::status_line::StatusLine;
use super::{Scene, frame, write};

use pages::Pages;

/// Draws the overview over everything between header and footer.
pub(super) fn draw(scene: Scene<'_>, bar: &Bar, buf: &mut Buffer) {
    let body = frame::body(scene);
    Clear.render(body, buf);
    buf.set_style(body, scene.theme.tone(Tone::Plain));
    let overview = &scene.model.overview;
    let Some(group) = overview.groups.iter().find(|group| group.rows.iter().any(|row| row.has(bar))) else { return };
    let balls = overview.groups.iter().find(|group| group.kind == GroupKind::Balls);
    let balls = balls.map_or(0, |group| group.rows.len());
    let told = group.rows.iter().find(|row| row.has(bar)).map_or_else(String::new, |row| row.detail_of(bar));
    let told = wrap(&format!("7/7 · {told}"), usize::from(body.width.saturating_sub(2))).len();
    let pages = Pages::within(body, (balls, told), |width| headline(scene, width).len());
    let Some((number, page)) = pages.of(group.kind) else { return };
    detail(scene, group, bar, (number, pages.count()), page.detail, buf);
    let said = match page.groups.as_slice() {
        // Where one group has the screen, its own sentence is all there is room for.
        [(kind, _)] if pages.is_one_by_one() => wrapped(&own_sentence(scene, *kind), page.headline.width),
        _ => headline(scene, page.headline.width),
    };
    sentences(scene, page.headline, &said, buf);
    for (kind, area) in &page.groups {
        if let Some(group) = overview.groups.iter().find(|group| group.kind == *kind) {
            draw_group(scene, group, bar, *area, buf);
        }
    }
}

/// What the overview says in words, and what of the customers was not read.
fn headline(scene: Scene<'_>, width: u16) -> Vec<(String, Tone)> {
    let mut said = scene.model.overview.headline.clone();
    said.extend(unread(scene));
    said.extend(
        scene
            .model
            .overview
            .not_read_again
            .as_ref()
            .map(|trouble| (format!("What happened over time is as it was read before: {trouble}"), Tone::Warn)),
    );
    wrapped(&said, width)
}

fn own_sentence(scene: Scene<'_>, kind: GroupKind) -> Vec<(String, Tone)> {
    let at = match kind {
        GroupKind::Balls | GroupKind::Statuses => 0,
        GroupKind::Labels | GroupKind::Documents | GroupKind::Findings => 1,
        GroupKind::Weeks | GroupKind::Days => 2,
    };
    scene.model.overview.headline.get(at).cloned().into_iter().collect()
}

fn unread(scene: Scene<'_>) -> Option<(String, Tone)> {
    let reading = scene.model.overview.reading;
    if reading.unread() == 0 {
        return None;
    }
    let read = format!("{} of {} read", number(reading.read), counted(reading.customers, "customer", "customers"));
    let reads = match scene.model.can(Action::LookAtAll) {
        Ok(()) => format!("; {} reads the others", scene.key(Action::LookAtAll)),
        Err(_) => String::new(),
    };
    Some((format!("{read}: the figures of the others may differ{reads}."), Tone::Dim))
}

/// All that is to be said of the selected bar, and which page this is. What it says wraps where there is room.
fn detail(scene: Scene<'_>, group: &Group, bar: &Bar, (number, count): (usize, usize), area: Rect, buf: &mut Buffer) {
    let row = group.rows.iter().find(|row| row.has(bar));
    let told = row.map_or_else(String::new, |row| row.detail_of(bar));
    let page = format!("page {number} of {count}");
    if area.height > 1 && area.width >= 80 {
        let shows = format!("{told} · {page}");
        sentences(scene, area, &wrapped(&[(if count > 1 { shows } else { told }, Tone::Strong)], area.width), buf);
        return;
    }
    if area.height > 1 {
        let told = if count > 1 { format!("{number}/{count} · {told}") } else { told };
        sentences(scene, area, &wrapped(&[(told, Tone::Strong)], area.width), buf);
        return;
    }
    let mut line = StatusLine::default();
    line.left("", [(0, scene.paint().words(told, Tone::Strong))]);
    let shows = format!("{} shows them", scene.key(Action::Activate));
    line.left(" · ", [(4, scene.paint().words(shows, Tone::Dim))]);
    if count > 1 {
        let next = format!("{page}, {} next", scene.key(Action::NextPane));
        line.right("  ", [(3, next), (1, page)].map(|(rank, form)| (rank, scene.paint().words(form, Tone::Dim))));
    }
    let room = usize::from(area.width.saturating_sub(2));
    let line = line.fit(room, scene.theme.tone(Tone::Dim), scene.theme.symbols().ellipsis());
    write::line(buf, area.x + 1, area.y, &line, area.width.saturating_sub(2));
}

fn wrapped(sentences: &[(String, Tone)], width: u16) -> Vec<(String, Tone)> {
    let room = usize::from(width.saturating_sub(2));
    let rows = sentences.iter().flat_map(|(sentence, tone)| wrap(sentence, room).into_iter().map(|row| (row, *tone)));
    rows.collect()
}

/// Draws rows; where there is no room for all of them, the last one says so.
fn sentences(scene: Scene<'_>, area: Rect, rows: &[(String, Tone)], buf: &mut Buffer) {
    let mut rows = rows.to_vec();
    let room = usize::from(area.height);
    if rows.len() > room {
        rows.truncate(room);
        if let Some((last, _)) = rows.last_mut() {
            let width = usize::from(area.width.saturating_sub(2));
            let more = format!("{} {}", last.trim_end(), "…");
            *last = if columns(&more) > width { cut(&format!("{more} "), width, "…") } else { more };
        }
    }
    frame::sentences(scene, area, &rows, buf);
}

fn draw_group(scene: Scene<'_>, group: &Group, bar: &Bar, area: Rect, buf: &mut Buffer) {
    let is_focused = group.rows.iter().any(|row| row.has(bar));
    let titles = (title(scene, group), charts::in_sight(group, bar, area.height.saturating_sub(1)));
    let inner = frame::ruled(scene, area, is_focused, titles, buf);
    match group.kind {
        GroupKind::Balls => ages::draw(scene, group, bar, inner, buf),
        GroupKind::Weeks if !group.rows.is_empty() => charts::weeks(scene, group, bar, inner, buf),
        _ => charts::rows(scene, group, bar, inner, buf),
    }
}

fn title(scene: Scene<'_>, group: &Group) -> StatusLine {
    let mut title = StatusLine::default();
    title.left("", [(0, Painted::from(group.title))]);
    if !group.rests_on.is_empty() {
        let words = |form: &String| scene.paint().words(form.clone(), Tone::Dim);
        if group.in_short.is_empty() {
            title.left(" · ", [(3, words(&group.rests_on))]);
        } else {
            title.left(" · ", [(3, words(&group.rests_on)), (1, words(&group.in_short))]);
        }
    }
    title
}

/// A text that fills so many columns, from the left.
fn padded(scene: Scene<'_>, text: &str, width: usize) -> String {
    let text = cut(text, width, scene.theme.symbols().ellipsis());
    let missing = width.saturating_sub(columns(&text));
    format!("{text}{}", " ".repeat(missing))
}
