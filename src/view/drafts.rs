//! What there is to write about a case, one message or note at a time: its text, and beside it or below what to look at
//! first, what Fin wrote, and who gets no message.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line as Painted, Span};

use crate::app::action::Action;
use crate::app::layout::Mode;
use crate::app::line::Tone;
use crate::app::model::FRESH;
use crate::app::overlay::Drafting;
use crate::app::wrap::wrap;
use crate::domain::draft::{Draft, Drafts, Original, Sheet, Source};
use crate::domain::text::SafeText;
use crate::domain::time;
use crate::domain::wording::{capital, counted, number};

use super::frame;
use super::line::{columns, cut, painted_columns, painted_cut};
use super::status_line::StatusLine;
use super::{Scene, write};

/// What stands over all that is no part of the message.
const BESIDE: &str = "What Fin wrote (not part of the message)";
/// Columns before a sentence of Fin's.
const INDENT: usize = 2;

/// Draws the preview over everything between header and footer.
pub(super) fn draw(scene: Scene<'_>, drafting: &Drafting, buf: &mut Buffer) {
    let outer = frame::body(scene);
    let Some(sheet) = drafting.shown() else { return };
    let mut rest = frame::window(scene, outer, title(scene, drafting, sheet, usize::from(outer.width)), buf);
    frame::closing(scene, outer, closing(scene, drafting), buf);
    if let Some((warning, tone)) = warning(scene, drafting, sheet) {
        let row = take_top(&mut rest, 1);
        buf.set_style(row, scene.theme.environment(tone));
        put(scene, warning, row, buf);
    }
    let state_row = take_top(&mut rest, 1);
    let beside = Beside::of(scene, (&drafting.drafts, sheet), rest);
    let mut message = message(scene, sheet, text_width(beside.message));
    if let (None, Sheet::Message(draft)) = (&beside.originals, sheet) {
        message.extend(below(scene, (&drafting.drafts, draft), text_width(beside.message)));
    }
    let room = usize::from(beside.message.height);
    let top = drafting.offset.min(message.len().saturating_sub(room));
    paint(scene, message.iter().skip(top), beside.message, buf);
    put(scene, state(scene, (top, message.len(), room)), state_row, buf);
    beside.draw(scene, (&drafting.drafts, sheet), (drafting.offset, message.len()), buf);
}

/// What the user sees first: what this is, of how many, for whom, and about how much.
fn title(scene: Scene<'_>, drafting: &Drafting, sheet: Sheet<'_>, width: usize) -> StatusLine {
    let (what, whole, about) = match sheet {
        Sheet::Message(draft) => {
            let about = if draft.asks == 0 { "to finish".to_owned() } else { counted(draft.asks, "ask", "asks") };
            ("Draft", format!("to {}", draft.to), about)
        }
        Sheet::Note(_) => ("Internal note", "for our own people".to_owned(), "never sent".to_owned()),
    };
    let count = drafting.count();
    let which =
        if count > 1 { format!("{what} {} of {}", number(drafting.which + 1), number(count)) } else { what.to_owned() };
    let room = width.saturating_sub(columns(&which) + 9);
    let short = cut(&whole, room, scene.theme.symbols().ellipsis());
    let mut title = StatusLine::default();
    title.left("", [(0, Painted::from(which))]);
    title.left(" · ", [(2, Painted::from(whole)), (0, Painted::from(short))]);
    title.left(" · ", [(3, Painted::from(about))]);
    title
}

fn closing(scene: Scene<'_>, drafting: &Drafting) -> StatusLine {
    let others = drafting.count() > 1;
    let again = |action, once, again| if drafting.armed == Some(action) { again } else { once };
    let keys = [
        (Action::Copy, again(Action::Copy, "copies", "again copies"), 2),
        (Action::Export, again(Action::Export, "saves", "again saves"), 3),
        (Action::NextTab, "next recipient", 4),
        (Action::Back, "closes", 1),
    ];
    let keys: Vec<_> = keys.into_iter().filter(|(action, ..)| others || *action != Action::NextTab).collect();
    frame::keys(scene, &keys)
}

/// What must be seen before anything else: that this is not to be sent, or what to look at before it is. At length, and
/// where there is no room for that.
fn warning(scene: Scene<'_>, drafting: &Drafting, sheet: Sheet<'_>) -> Option<(StatusLine, Tone)> {
    let shows =
        || scene.keymap.hint(Action::Mask).map_or_else(String::new, |key| format!("; {key} shows personal data"));
    let first = drafting.drafts.look_first.split_first();
    let (long, short, tone) = match (sheet, first) {
        (Sheet::Message(Draft { masked: true, .. }), _) => {
            (format!("MASKED: cannot be sent{}", shows()), "MASKED: cannot be sent".to_owned(), Tone::Bad)
        }
        (Sheet::Message(_), None) => return None,
        (Sheet::Message(_), Some((what, rest))) => {
            let more = if rest.is_empty() { String::new() } else { format!(" (and {} more)", number(rest.len())) };
            let short = format!("LOOK FIRST: {}", counted(rest.len() + 1, "thing", "things"));
            (format!("LOOK FIRST: {}{more}", what.on_one_line()), short, Tone::Warn)
        }
        (Sheet::Note(note), _) => {
            let held = if drafting.drafts.is_held { "the case is held, " } else { "" };
            let masked = if note.masked { format!("; masked{}", shows()) } else { String::new() };
            let long = format!("INTERNAL NOTE: {held}nothing of this may be sent{masked}");
            (long, "INTERNAL NOTE: never send this".to_owned(), Tone::Bad)
        }
    };
    let mut status_line = StatusLine::default();
    status_line.left("", [(1, Painted::from(long)), (0, Painted::from(short))]);
    Some((status_line, tone))
}

/// How old the case is that the draft was made from, and which rows of the message are in sight.
fn state(scene: Scene<'_>, (top, rows, room): (usize, usize, usize)) -> StatusLine {
    let paint = scene.paint();
    let mut status_line = StatusLine::default();
    if let Some(ready) = scene.model.viewed_case().and_then(|entry| entry.load.ready()) {
        let age = scene.model.now.since(ready.fetched);
        let (clock, age, is_old) = (scene.model.screen.zone.clock(ready.fetched.wall), time::age(age), age >= FRESH);
        let verb = if scene.model.session.source.is_live() { "fetched" } else { "read" };
        let tone = if is_old && scene.model.session.source.is_live() { Tone::Warn } else { Tone::Dim };
        let forms = [(4, format!("case {verb} {clock} · {age}")), (0, format!("{verb} {age}"))];
        status_line.left("", forms.map(|(rank, form)| (rank, paint.words(form, tone))));
        if ready.refreshing.is_some() {
            status_line.left(" · ", [(2, paint.words("refreshing…", Tone::Waiting))]);
        } else if ready.failure.is_some() {
            status_line.left(" · ", [(2, paint.words("last refresh failed", Tone::Bad))]);
        } else if tone == Tone::Warn {
            status_line.left(" · ", [(3, paint.words("refresh before sending", Tone::Warn))]);
        }
    }
    if rows > room {
        let last = number((top + room).min(rows));
        let part = format!("{}–{last} of {}", number(top + 1), number(rows));
        status_line.right("", [(5, paint.words(format!("rows {part}"), Tone::Dim)), (1, paint.words(part, Tone::Dim))]);
    }
    status_line
}

/// Subject line, then the lines of the body, wrapped.
fn message(scene: Scene<'_>, sheet: Sheet<'_>, width: usize) -> Vec<Painted<'static>> {
    let mut rows = Vec::new();
    for line in sheet.text().as_str().split('\n') {
        let tone = if rows.is_empty() { Tone::Strong } else { Tone::Plain };
        if line.trim().is_empty() {
            rows.push(Painted::default());
        } else {
            rows.extend(wrapped(scene, line, tone, width));
        }
    }
    rows
}

/// What is said below the message where there is no room for what Fin wrote.
fn below(scene: Scene<'_>, (drafts, draft): (&Drafts, &Draft), width: usize) -> Vec<Painted<'static>> {
    let count = counted(draft.originals.len(), "sentence", "sentences");
    let text = format!("Not part of the message: Fin wrote {count}, shown where there are 80×20 cells.");
    let rule = scene.theme.symbols().border(false).horizontal_top.repeat(width);
    let mut rows = vec![Painted::from(Span::styled(rule, scene.theme.border(false)))];
    rows.extend(wrapped(scene, &text, Tone::Dim, width));
    rows.extend(look_first(scene, drafts, width));
    rows.extend(without(scene, drafts, width));
    rows
}

/// What to look at before anything is sent, in full.
fn look_first(scene: Scene<'_>, drafts: &Drafts, width: usize) -> Vec<Painted<'static>> {
    if drafts.look_first.is_empty() {
        return Vec::new();
    }
    wrapped(scene, &format!("Look first: {}", drafts.to_look_at()), Tone::Warn, width)
}

/// Who gets no message, and why.
fn without(scene: Scene<'_>, drafts: &Drafts, width: usize) -> Vec<Painted<'static>> {
    let mut rows = Vec::new();
    for (why, sentence) in drafts.reasons() {
        let tone = if why.is_incomplete() { Tone::Warn } else { Tone::Dim };
        rows.extend(wrapped(scene, &format!("{}.", capital(&sentence)), tone, width));
    }
    rows
}

/// Where the message and the originals stand.
struct Beside {
    message: Rect,
    /// The line between them, and the originals; none where there is no room.
    originals: Option<(Rect, Rect)>,
}

impl Beside {
    /// Side by side on a wide screen, one above the other on a medium one. The message takes more than half of the width,
    /// as the model scrolls by rows of that.
    fn of(scene: Scene<'_>, (drafts, sheet): (&Drafts, Sheet<'_>), area: Rect) -> Self {
        let mut rest = area;
        let Sheet::Message(draft) = sheet else { return Self { message: area, originals: None } };
        match scene.layout.mode {
            Mode::Wide => {
                let message = take_left(&mut rest, area.width * 6 / 10);
                let between = take_left(&mut rest, 1);
                Self { message, originals: Some((between, rest)) }
            }
            Mode::Medium => {
                let rows = notes(scene, (drafts, draft), text_width(area)).len();
                let most = area.height / 3;
                let below = u16::try_from(rows + 1).unwrap_or(u16::MAX).min(most);
                let message = take_top(&mut rest, area.height - below);
                let between = take_top(&mut rest, 1);
                Self { message, originals: Some((between, rest)) }
            }
            Mode::Narrow | Mode::TooSmall => Self { message: area, originals: None },
        }
    }

    /// Draws what is no part of the message. It scrolls together with the message; where it is longer by so much that the message's rows
    /// do not reach its end, a step is worth more than a row.
    fn draw(
        &self,
        scene: Scene<'_>,
        (drafts, sheet): (&Drafts, Sheet<'_>),
        (offset, rows): (usize, usize),
        buf: &mut Buffer,
    ) {
        let (Some((between, mut area)), Sheet::Message(draft)) = (self.originals, sheet) else { return };
        let steps = rows.saturating_sub(1);
        let is_upright = between.width == 1;
        let set = scene.theme.symbols().border(false);
        for position in between.positions() {
            let line = if is_upright { set.vertical_left } else { set.horizontal_top };
            write::text(buf, position.x, position.y, line, 1, scene.theme.border(false));
        }
        let heading_row = if is_upright { take_top(&mut area, 1) } else { between };
        let rows = notes(scene, (drafts, draft), text_width(area));
        let room = usize::from(area.height);
        let top = top(offset, steps, rows.len(), room);
        paint(scene, rows.iter().skip(top), area, buf);
        let mut heading = StatusLine::default();
        heading.left("", [(0, scene.paint().words(BESIDE, Tone::Code))]);
        if rows.len() > room {
            let part = format!("{}–{} of {}", number(top + 1), number(top + room), number(rows.len()));
            heading.left(" · ", [(1, scene.paint().words(part, Tone::Dim))]);
        }
        if is_upright {
            put(scene, heading, heading_row, buf);
        } else {
            frame::put_on_frame(scene, heading_row, heading, scene.theme.tone(Tone::Code), buf);
        }
    }
}

/// The first visible row of so many. Steps are counted without knowing them; where the rows are more than the steps
/// reach, a step is worth more, so that the last row can still be seen.
fn top(offset: usize, steps: usize, rows: usize, room: usize) -> usize {
    let hidden = rows.saturating_sub(room);
    if hidden <= steps { offset.min(hidden) } else { (offset.min(steps) * hidden).div_ceil(steps.max(1)) }
}

/// What stands beside a message: what to look at first, what Fin wrote, who gets none.
fn notes(scene: Scene<'_>, (drafts, draft): (&Drafts, &Draft), width: usize) -> Vec<Painted<'static>> {
    let mut rows = look_first(scene, drafts, width);
    for more in [originals(scene, draft, width), without(scene, drafts, width)] {
        if !rows.is_empty() && !more.is_empty() {
            rows.push(Painted::default());
        }
        rows.extend(more);
    }
    rows
}

/// What Fin wrote about the recipient: what it is about, where it comes from, whether it is quoted; the sentence.
fn originals(scene: Scene<'_>, draft: &Draft, width: usize) -> Vec<Painted<'static>> {
    if draft.originals.is_empty() {
        return wrapped(scene, "Fin wrote nothing about this recipient.", Tone::Dim, width);
    }
    let mut rows = Vec::new();
    for original in &draft.originals {
        if !rows.is_empty() {
            rows.push(Painted::default());
        }
        rows.extend(heading(scene, original, width));
        let (words, tone) = match original.text.shown(&scene.model.case_pane.redactor) {
            Some(text) => (text.to_string(), Tone::Plain),
            None => (scene.paint().left_out(), Tone::Dim),
        };
        let sentence = wrapped(scene, &words, tone, width.saturating_sub(INDENT));
        rows.extend(sentence.into_iter().map(indented));
    }
    rows
}

/// On one row where it fits, else on two.
fn heading(scene: Scene<'_>, original: &Original, width: usize) -> Vec<Painted<'static>> {
    let paint = scene.paint();
    let about = SafeText::line(original.about.as_str());
    let mut source = paint.words(original.source.words(), Tone::Dim);
    let fate = match original.source {
        Source::Reason | Source::ForCustomer if original.quoted => Some((" · quoted", Tone::Good)),
        Source::Reason | Source::ForCustomer => Some((" · not quoted", Tone::Dim)),
        // Its words say that it never is.
        Source::Comment | Source::ForDeveloper | Source::Code => None,
    };
    if let Some((fate, tone)) = fate {
        source.spans.extend(paint.words(fate, tone).spans);
    }
    let mut about = paint.words(about.to_string(), Tone::Strong);
    if painted_columns(&about) + 3 + painted_columns(&source) <= width {
        about.spans.extend(paint.words(" · ", Tone::Dim).spans);
        about.spans.extend(source.spans);
        vec![about]
    } else {
        vec![about, indented(source)]
    }
}

fn indented(mut line: Painted<'static>) -> Painted<'static> {
    line.spans.insert(0, Span::raw(" ".repeat(INDENT)));
    line
}

fn wrapped(scene: Scene<'_>, text: &str, tone: Tone, width: usize) -> Vec<Painted<'static>> {
    wrap(text, width).into_iter().map(|row| scene.paint().words(row.trim_end().to_owned(), tone)).collect()
}

/// Columns of text in an area: one stays free on each side.
fn text_width(area: Rect) -> usize {
    usize::from(area.width.saturating_sub(2))
}

fn put(scene: Scene<'_>, status_line: StatusLine, row: Rect, buf: &mut Buffer) {
    let width = text_width(row);
    let line = status_line.fit(width, scene.theme.tone(Tone::Dim), scene.theme.symbols().ellipsis());
    paint(scene, std::iter::once(&line), row, buf);
}

/// Draws rows from the top, as many as there is room for.
fn paint<'a>(scene: Scene<'_>, rows: impl Iterator<Item = &'a Painted<'static>>, area: Rect, buf: &mut Buffer) {
    let width = text_width(area);
    for (row, y) in rows.zip(area.y..area.bottom()) {
        let line = painted_cut(row, width, scene.theme.symbols().ellipsis());
        write::line(buf, area.x + area.width.min(1), y, &line, area.width.saturating_sub(2));
    }
}

/// Takes the first rows off an area.
fn take_top(area: &mut Rect, rows: u16) -> Rect {
    let top = Rect { height: rows.min(area.height), ..*area };
    (area.y, area.height) = (area.y + top.height, area.height - top.height);
    top
}

/// Takes the first columns off an area.
fn take_left(area: &mut Rect, columns: u16) -> Rect {
    let left = Rect { width: columns.min(area.width), ..*area };
    (area.x, area.width) = (area.x + left.width, area.width - left.width);
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_row_can_be_reached_whatever_there_is_to_show() {
        for (steps, rows) in (0_usize..40).flat_map(|steps| (0_usize..150).map(move |rows| (steps, rows))) {
            for room in 4..30 {
                let hidden = rows.saturating_sub(room);
                let tops: Vec<usize> = (0..=steps.max(1)).map(|offset| top(offset, steps.max(1), rows, room)).collect();
                assert_eq!((tops.first(), tops.last()), (Some(&0), Some(&hidden)), "{steps} {rows} {room}");
                assert!(tops.windows(2).all(|pair| pair[0] <= pair[1]), "{steps} {rows} {room}");
            }
        }
    }

    #[test]
    fn areas_are_taken_apart_without_a_rest() {
        let mut rest = Rect { x: 1, y: 2, width: 10, height: 4 };
        assert_eq!(take_top(&mut rest, 1), Rect { x: 1, y: 2, width: 10, height: 1 });
        assert_eq!(take_left(&mut rest, 6), Rect { x: 1, y: 3, width: 6, height: 3 });
        assert_eq!(rest, Rect { x: 7, y: 3, width: 4, height: 3 });
        assert_eq!((take_top(&mut rest, 9).height, rest.height), (3, 0));
    }
}
