//! Which part of the queue is shown, and what could not be judged: on the screen whenever a filter or a quick view is in
//! force, whichever panes there are.

use ratatui::buffer::Buffer;

use crate::app::action::Action;
use crate::app::layout::{Area, Pane};
use crate::app::line::Tone;
use crate::app::quick_view::QuickView;
use crate::domain::text::SafeText;
use crate::domain::wording::number;

use super::frame::rect;
use super::line::cut;
use super::status_line::StatusLine;
use super::{Scene, write};

/// Columns left free at both sides.
const MARGIN: u16 = 1;
/// Columns of a filter, each with the rank at which it gives way: all of it, then fewer, and never less than the last.
const FILTER: [(u8, usize); 6] = [(3, usize::MAX), (3, 40), (3, 24), (3, 16), (3, 11), (0, 8)];

/// Draws the row.
pub(super) fn draw(scene: Scene<'_>, area: Area, buf: &mut Buffer) {
    let area = rect(area);
    let width = area.width.saturating_sub(2 * MARGIN);
    let line = words(scene).fit(usize::from(width), scene.theme.tone(Tone::Dim), scene.theme.symbols().ellipsis());
    write::line(buf, area.x + MARGIN.min(area.width), area.y, &line, width);
}

fn words(scene: Scene<'_>) -> StatusLine {
    let (queue, paint) = (&scene.model.queue, scene.paint());
    let ellipsis = scene.theme.symbols().ellipsis();
    let is_typing = scene.model.screen.typing.is_some();
    let mut line = StatusLine::default();
    let mut separator = "";
    if scene.layout.place(Pane::Queue).is_none() {
        line.left("", [(2, paint.words("queue:", Tone::Dim))]);
        separator = " ";
    }
    if queue.quick_view != QuickView::All {
        let words = queue.quick_view.words();
        let next = if is_typing { String::new() } else { format!(" ({} next view)", scene.key(Action::QuickView)) };
        let forms = [(6, format!("{words}{next}")), (0, words.to_owned())];
        line.left(separator, forms.map(|(rank, form)| (rank, paint.words(form, Tone::Strong))));
        separator = " · ";
    }
    if !queue.filter.is_empty() {
        // What was pasted into it may be anybody's.
        let text = SafeText::line(&queue.filter.text());
        let tone = if queue.filter_state().bad.is_some() { Tone::Bad } else { Tone::Strong };
        let quoted = |room: usize| format!("“{}”", cut(text.as_str(), room.saturating_sub(2), ellipsis));
        line.left(separator, FILTER.map(|(rank, room)| (rank, paint.words(quoted(room), tone))));
    }
    let untold = queue.filter_state().cannot_tell;
    if untold > 0 {
        let forms = not_judged(scene, untold).map(|(rank, form)| (rank, paint.words(form, Tone::Warn)));
        line.left(" · ", forms);
    }
    if !queue.filter.is_empty() && !is_typing {
        let does = if scene.model.leads_back() { "back to the overview" } else { "clears it" };
        line.left(" · ", [(7, paint.words(format!("{} {does}", scene.key(Action::Back)), Tone::Dim))]);
    }
    line
}

/// How many rows could not be judged, and the key that reads what would tell.
fn not_judged(scene: Scene<'_>, count: usize) -> [(u8, String); 3] {
    let count = number(count);
    if scene.model.queue.filter_state().rests_on_history() {
        let why = "nothing is remembered of that week";
        return [
            (5, format!("{count} not judged: {why}")),
            (1, format!("{count} not judged")),
            (0, format!("{count}?")),
        ];
    }
    let key = scene.model.can(Action::LookAtAll).ok().and_then(|()| scene.keymap.hint(Action::LookAtAll));
    let why = if super::queue::is_all_read(scene) { "could not be read" } else { "not looked at" };
    match key.filter(|_| !super::queue::is_all_read(scene)) {
        Some(key) => [
            (5, format!("{count} not judged, {key} reads their details")),
            (1, format!("{count} not judged: {key}")),
            (0, format!("{count}? {key}")),
        ],
        None => {
            [(5, format!("{count} not judged: {why}")), (1, format!("{count} not judged")), (0, format!("{count}?"))]
        }
    }
}
