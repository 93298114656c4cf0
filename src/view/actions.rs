//! All actions with their live keys: searched, and run from here. Below them, what the signs mean.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line as Painted, Span};

use crate::app::action::Action;
use crate::app::layout::Pane;
use crate::app::line::{Mark, Tone};
use crate::app::palette::Palette;
use crate::app::reason::Reason;
use crate::app::tree::Changed;
use crate::domain::text::SafeText;
use crate::domain::wording::number;
use crate::domain::wrap::wrap;

use super::field;
use super::frame;
use super::line::{columns, painted_columns};
use super::menu::{ENTRY, Entry, Menu};
use super::status_line::StatusLine;
use super::{Scene, write};

/// From this width on there are two columns.
const TWO_COLUMNS: u16 = 100;
/// With fewer rows there is none to spare for headings.
const WITH_HEADINGS: u16 = 7;
/// From this width on the signs are explained at length.
const AT_LENGTH: usize = 70;
/// Columns between keys and what they do, between signs, and between two columns.
const GAP: usize = 2;

/// Draws the window over everything between header and footer; returns where the text cursor stands while the search is
/// typed.
pub(super) fn draw(scene: Scene<'_>, palette: &Palette, buf: &mut Buffer) -> Position {
    let outer = frame::body(scene);
    let found = palette.found();
    let inner = frame::window(scene, outer, title(found.len()), buf);
    let top = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), height: inner.height.min(1), ..inner };
    let list = Rect { y: inner.y + top.height, height: inner.height - top.height, ..inner };
    let cursor = search(scene, palette, top, buf);
    if found.is_empty() {
        let text = format!("no action holds “{}”", SafeText::line(&palette.search.text()));
        frame::sentences(scene, list, &[(text, Tone::Plain)], buf);
        return cursor;
    }
    let areas = areas(list);
    let width = areas.first().map_or(0, |area| usize::from(area.width.saturating_sub(ENTRY + 1)));
    let mut entries = entries(scene, palette, &found, width);
    let mut signs = palette.search.is_empty().then(|| signs(scene, width));
    if list.height < WITH_HEADINGS {
        entries.iter_mut().chain(&mut signs).for_each(|entry| entry.heading = "");
    }
    if let Some((first, last)) = Menu::new(entries, signs, palette.cursor).draw(scene, &areas, buf) {
        let from = if first == last { String::new() } else { format!("{}–", number(first)) };
        let words = format!("{from}{} of {}", number(last), number(found.len()));
        let mut part = StatusLine::default();
        part.left("", [(0, scene.paint().words(words, Tone::Dim))]);
        frame::closing(scene, outer, part, buf);
    }
    cursor
}

fn title(found: usize) -> StatusLine {
    let all = Action::ALL.len();
    let count = if found == all { number(all) } else { format!("{} of {}", number(found), number(all)) };
    let mut title = StatusLine::default();
    title.left("", [(0, Painted::from("All actions"))]);
    title.left(" ", [(1, Painted::from(count))]);
    title
}

/// The line at the top: what is searched for, and what keys do. What they do in a field is no affair of the keymap.
fn search(scene: Scene<'_>, palette: &Palette, area: Rect, buf: &mut Buffer) -> Position {
    const PROMPT: &str = "> ";
    let shown = field::shown(&palette.search, usize::from(area.width).saturating_sub(columns(PROMPT) + 1));
    let ahead = u16::try_from(columns(PROMPT) + shown.cursor).unwrap_or(u16::MAX);
    let mut line = StatusLine::default();
    let prompt = Span::styled(PROMPT, scene.theme.tone(Tone::Strong));
    line.left("", [(0, Painted::from(vec![prompt, Span::raw(format!("{} ", shown.text))]))]);
    let hints = if palette.search.is_empty() {
        ["type to search · Up/Down · Enter runs · Esc closes", "type to search"]
    } else {
        ["Up/Down · Enter runs what is selected · Esc clears it", "Esc clears it"]
    };
    line.left("  ", [(2, hints[0]), (1, hints[1])].map(|(rank, words)| (rank, scene.paint().words(words, Tone::Dim))));
    let (width, ellipsis) = (usize::from(area.width), scene.theme.symbols().ellipsis());
    write::line(buf, area.x, area.y, &line.fit(width, scene.theme.tone(Tone::Dim), ellipsis), area.width);
    let last = area.right().saturating_sub(1);
    Position { x: area.x.saturating_add(ahead).min(last), y: area.y }
}

/// The columns of the list.
fn areas(list: Rect) -> Vec<Rect> {
    if list.width < TWO_COLUMNS {
        return vec![list];
    }
    let left = list.width.div_ceil(2);
    vec![Rect { width: left, ..list }, Rect { x: list.x + left, width: list.width - left, ..list }]
}

fn entries(scene: Scene<'_>, palette: &Palette, found: &[Action], width: usize) -> Vec<Entry> {
    let keys = |action: Action| scene.keymap.keys(action).join(" ");
    // As wide as for all actions, so that nothing moves sideways while a search goes on.
    let column = Action::ALL.iter().map(|action| columns(&keys(*action))).max().unwrap_or(0).min(width / 2);
    let entry = |action: &Action| {
        let described = action.describe();
        let (text, look, key_look) = match scene.model.can(*action) {
            Ok(()) => (described.help.to_owned(), scene.theme.tone(Tone::Plain), scene.theme.tone(Tone::Strong)),
            Err(reason) => {
                let dim = scene.theme.tone(Tone::Dim);
                (format!("{} ({})", described.help, why(scene, reason)), dim, dim)
            }
        };
        let heading = if palette.is_own(*action) { own(palette.pane) } else { described.group };
        Entry { heading, rows: beside((&keys(*action), key_look), (&text, look), column, width) }
    };
    found.iter().map(entry).collect()
}

/// What stands over the actions of a pane.
const fn own(pane: Pane) -> &'static str {
    match pane {
        Pane::Queue => "In the queue",
        Pane::Case => "In the case",
        Pane::Comments => "In the comments",
        Pane::Documents => "In the documents",
    }
}

/// Why something cannot be done, and the key that helps.
pub(super) fn why(scene: Scene<'_>, reason: Reason) -> String {
    let helps = reason.helps.and_then(|action| Some((scene.keymap.hint(action)?, action.describe().hint)));
    helps.map_or_else(|| reason.to_string(), |(key, hint)| format!("{reason}; {key}: {hint}"))
}

/// Keys in their column and what they do beside them, wrapped.
fn beside(keys: (&str, Style), text: (&str, Style), column: usize, width: usize) -> Vec<Painted<'static>> {
    let ahead = column + GAP;
    let mut keys = Some(keys);
    let row = |row: String| {
        let (keys, look) = keys.take().unwrap_or_default();
        let named = Span::styled(keys.to_owned(), look);
        let rest = Span::raw(" ".repeat(ahead.saturating_sub(columns(keys))));
        Painted::from(vec![named, rest, Span::styled(row, text.1)])
    };
    wrap(text.0, width.saturating_sub(ahead)).into_iter().map(row).collect()
}

/// What the signs mean, as many to a row as fit.
fn signs(scene: Scene<'_>, width: usize) -> Entry {
    let symbols = scene.theme.symbols();
    let signs = [
        (symbols.changed(Changed::Here), "changed", "changed since you looked at it"),
        (symbols.changed(Changed::Below), "below it", "something below it changed"),
        (symbols.mark(Mark::Good), "verified", "verified"),
        (symbols.mark(Mark::Bad), "refused", "refused"),
        (symbols.mark(Mark::Label), "label", "a reason for a refusal"),
        (symbols.mark(Mark::Ask), "asked for", "asked for"),
        ("4+1", "owed: company+parties", "owed: 4 asks of the company, 1 of parties; ? there may be more"),
        ("1✗", "parties in the way", "how many parties are in the way"),
        ("due", "to chase", "who: ours again, as a request is to be chased"),
        ("cus", "asked", "who: the customer, asked for all that is owed"),
        (symbols.mark(Mark::Waiting), "under way", "under way, or being fetched"),
        (symbols.mark(Mark::Warn), "look", "worth a look, or could not be read"),
        (symbols.unknown(), "not looked at", "good to know; in the queue: not looked at yet"),
        (symbols.remembered(), "remembered", "remembered from an earlier run; not read again yet"),
        (symbols.kept(), "no match", "no longer matches what is shown; stays until you move"),
        (
            symbols.guess(),
            "estimate, ranks behind",
            "an estimated wait; ranks behind the exact ones, however long it is",
        ),
        (symbols.in_full(), "row in full", "the selected row in full"),
        ("order is old", "no row moves by itself", "no row moves by itself; the key behind it sorts them again"),
    ];
    let (strong, plain) = (scene.theme.tone(Tone::Strong), scene.theme.tone(Tone::Plain));
    let mut rows: Vec<Painted<'static>> = Vec::new();
    for (sign, short, long) in signs {
        let meaning = if width < AT_LENGTH { short } else { long };
        let spans = [Span::styled(sign, strong), Span::styled(format!(" {meaning}"), plain)];
        let taken = columns(sign) + 1 + columns(meaning);
        match rows.last_mut().filter(|row| painted_columns(row) + GAP + taken <= width) {
            Some(row) => {
                row.spans.push(Span::raw(" ".repeat(GAP)));
                row.spans.extend(spans);
            }
            None => rows.push(Painted::from(spans.to_vec())),
        }
    }
    Entry { heading: "Signs", rows }
}
