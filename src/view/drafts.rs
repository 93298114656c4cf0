//! What there is to write about a case, one message or note at a time: its text, and beside it or below what is no part of
//! it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line as Painted, Span};

use crate::app::action::Action;
use crate::app::draft_layout::{DraftLayout, Parts};
use crate::app::layout::Area;
use crate::app::line::Tone;
use crate::app::model::FRESH;
use crate::app::window::{DraftWindow, OpenedOn, Picking, Since};
use crate::domain::draft::{Draft, Drafts, Fate, Sheet};
use crate::domain::time;
use crate::domain::wording::{counted, number};

use super::draft_notes::{choices, look_first, notes, parts, without, wrapped};
use super::frame;
use super::line::{columns, cut, painted_cut};
use super::menu::{ENTRY, Menu};
use super::status_line::StatusLine;
use super::{Scene, write};

/// What stands over all that is no part of the message.
const BESIDE: [&str; 2] = ["What Fin wrote (not part of the message)", "What Fin wrote (not sent)"];
/// The same where some of it was put into the message by hand.
const BESIDE_PUT_IN: [&str; 2] =
    ["What Fin wrote (in the message: what you put in)", "What Fin wrote (in part put in)"];
/// Columns before a line that was put in by hand: its sign.
const SIGN: &str = "+ ";

/// Draws the preview over everything between header and footer.
pub(super) fn draw(scene: Scene<'_>, window: &DraftWindow, buf: &mut Buffer) {
    let outer = frame::body(scene);
    let Some(sheet) = window.shown() else { return };
    let mut rest = frame::window(scene, outer, title(scene, window, sheet, usize::from(outer.width)), buf);
    for (warning, tone) in warnings(scene, window, sheet) {
        let row = take_top(&mut rest, 1);
        buf.set_style(row, scene.theme.environment(tone));
        put(scene, warning, row, buf);
    }
    if let (Some((what, cursor)), Sheet::Message(draft)) = (window.picking, sheet) {
        let width = usize::from(rest.width.saturating_sub(ENTRY + 1));
        let (entries, takes) = match what {
            Picking::Originals => (choices(scene, draft, width), "puts in or takes out"),
            Picking::Parts => (parts(scene, draft, width), "copies it"),
        };
        Menu::new(entries, None, cursor).draw(scene, &[rest], buf);
        let keys = [(Action::Activate, takes, 1), (Action::Back, "back to the draft", 2)];
        frame::closing(scene, outer, frame::keys(scene, &keys), buf);
        return;
    }
    frame::closing(scene, outer, closing(scene, window), buf);
    let state_row = take_top(&mut rest, 1);
    let beside = Beside::of(scene, (&window.drafts, sheet), rest);
    let mut message = message(scene, sheet, text_width(beside.message));
    if let (None, Sheet::Message(draft)) = (&beside.originals, sheet) {
        message.extend(below(scene, (&window.drafts, draft), text_width(beside.message)));
    }
    let room = usize::from(beside.message.height);
    let top = window.offset.min(message.len().saturating_sub(room));
    paint(scene, message.iter().skip(top), beside.message, buf);
    put(scene, state(scene, &window.on, (top, message.len(), room)), state_row, buf);
    // Once the message is at its end, the rest of the way scrolls what is no part of it.
    let further = window.offset.saturating_sub(message.len().saturating_sub(room));
    beside.draw(scene, (&window.drafts, sheet), further, buf);
}

/// What the user sees first: what this is, of how many, for whom, and about how much.
fn title(scene: Scene<'_>, window: &DraftWindow, sheet: Sheet<'_>, width: usize) -> StatusLine {
    let (what, whole, about) = match sheet {
        Sheet::Message(draft) => {
            let about = if draft.asks == 0 { "to finish".to_owned() } else { counted(draft.asks, "ask", "asks") };
            ("Draft", format!("to {}", draft.to), about)
        }
        Sheet::Note(_) => ("Internal note", "for our own people".to_owned(), "never sent".to_owned()),
    };
    let count = window.count();
    let which =
        if count > 1 { format!("{what} {} of {}", number(window.which + 1), number(count)) } else { what.to_owned() };
    let room = width.saturating_sub(columns(&which) + 9);
    let short = cut(&whole, room, scene.theme.symbols().ellipsis());
    let mut title = StatusLine::default();
    title.left("", [(0, Painted::from(which))]);
    title.left(" · ", [(2, Painted::from(whole)), (0, Painted::from(short))]);
    title.left(" · ", [(3, Painted::from(about))]);
    title
}

fn closing(scene: Scene<'_>, window: &DraftWindow) -> StatusLine {
    let others = window.count() > 1;
    let again = |action, once, again| if window.armed == Some(action) { again } else { once };
    let is_held = window.drafts.is_held && scene.model.can(Action::LiftHold).is_ok();
    let has_originals = scene.model.can(Action::PickOriginals).is_ok();
    let mut keys = Vec::new();
    if !window.on.is_gone() {
        keys.push((Action::Copy, again(Action::Copy, "copies", "again copies"), 2));
        if scene.model.can(Action::FollowUp).is_ok() {
            let is_taken = window.taken.contains(&window.which);
            keys.push((
                Action::FollowUp,
                if is_taken { "marks it as sent" } else { "marks as sent" },
                if is_taken { 1 } else { 6 },
            ));
        }
        keys.push((Action::Export, again(Action::Export, "saves", "again saves"), 3));
        if matches!(window.shown(), Some(Sheet::Message(_))) {
            keys.push((Action::CopyWhat, again(Action::CopyWhat, "a part of it", "again: a part of it"), 7));
        }
        keys.extend(others.then_some((Action::NextTab, "next recipient", 4)));
        keys.extend(has_originals.then_some((Action::PickOriginals, "Fin's sentences", 5)));
        keys.extend(is_held.then_some((Action::LiftHold, "lifts the hold", 6)));
    }
    keys.push((Action::Back, "closes", 1));
    frame::keys(scene, &keys)
}

/// What must be seen before anything else: what became of the customer, that a hold was lifted, that this is not to be
/// sent, or what to look at before it is. Each at length, and where there is no room for that.
fn warnings(scene: Scene<'_>, window: &DraftWindow, sheet: Sheet<'_>) -> Vec<(StatusLine, Tone)> {
    let mut warnings = Vec::new();
    let mut warn = |long: String, short: String, tone| {
        let mut line = StatusLine::default();
        line.left("", [(1, Painted::from(long)), (0, Painted::from(short))]);
        warnings.push((line, tone));
    };
    let key = |action: Action| scene.keymap.hint(action);
    match window.on.since {
        Since::Same => {}
        Since::Changed => {
            let shows = key(Action::RefreshCase).map_or_else(String::new, |key| format!(": {key} shows the new draft"));
            warn(format!("THE CASE CHANGED{shows}"), "THE CASE CHANGED".to_owned(), Tone::Warn);
        }
        Since::Gone => {
            let short = "GONE: can only be closed";
            let long = "GONE: the server no longer knows this customer, so this can only be closed";
            warn(long.to_owned(), short.to_owned(), Tone::Bad);
        }
    }
    if let Some(reference) = &window.drafts.lifted {
        let long = format!("HOLD LIFTED by you; compliance's reference: {reference}");
        warn(long, "HOLD LIFTED".to_owned(), Tone::Bad);
    }
    let shows = || key(Action::Mask).map_or_else(String::new, |key| format!("; {key} shows personal data"));
    match (sheet, window.drafts.look_first.split_first()) {
        (Sheet::Message(Draft { masked: true, .. }), _) => {
            warn(format!("MASKED: cannot be sent{}", shows()), "MASKED: cannot be sent".to_owned(), Tone::Bad);
        }
        (Sheet::Message(_), None) => {}
        (Sheet::Message(_), Some((what, rest))) => {
            let more = if rest.is_empty() { String::new() } else { format!(" (and {} more)", number(rest.len())) };
            let short = format!("LOOK FIRST: {}", counted(rest.len() + 1, "thing", "things"));
            warn(format!("LOOK FIRST: {}{more}", what.on_one_line()), short, Tone::Warn);
        }
        (Sheet::Note(note), _) => {
            let held = if window.drafts.is_held { "the case is held, " } else { "" };
            let masked = if note.masked { format!("; masked{}", shows()) } else { String::new() };
            let long = format!("INTERNAL NOTE: {held}nothing of this may be sent{masked}");
            warn(long, "INTERNAL NOTE: never send this".to_owned(), Tone::Bad);
        }
    }
    warnings
}

/// Whom it is about, how old the look is that it was made from, and which rows of the message are in sight.
fn state(scene: Scene<'_>, on: &OpenedOn, (top, rows, room): (usize, usize, usize)) -> StatusLine {
    let paint = scene.paint();
    let mut line = StatusLine::default();
    if let Some(row) = scene.model.queue.row(&on.key) {
        line.left("", [(3, paint.words(row.called().to_string(), Tone::Strong))]);
    }
    let age = scene.model.now.since(on.fetched);
    let (clock, age, is_old) = (scene.model.screen.zone.clock(on.fetched.wall), time::age(age), age >= FRESH);
    let is_live = scene.model.session.source.is_live();
    let verb = if is_live { "fetched" } else { "read" };
    let tone = if is_old && is_live { Tone::Warn } else { Tone::Dim };
    let forms = [(4, format!("case {verb} {clock} · {age}")), (0, format!("{verb} {age}"))];
    line.left(" · ", forms.map(|(rank, form)| (rank, paint.words(form, tone))));
    let latest = scene.model.cases.get(&on.key).and_then(|entry| entry.load.ready());
    if latest.is_some_and(|ready| ready.refreshing.is_some()) {
        line.left(" · ", [(2, paint.words("refreshing…", Tone::Waiting))]);
    } else if latest.is_some_and(|ready| ready.failure.is_some()) {
        line.left(" · ", [(2, paint.words("last refresh failed", Tone::Bad))]);
    } else if tone == Tone::Warn {
        line.left(" · ", [(3, paint.words("refresh before sending", Tone::Warn))]);
    }
    if rows > room {
        let last = number((top + room).min(rows));
        let part = format!("{}–{last} of {}", number(top + 1), number(rows));
        line.right("", [(5, paint.words(format!("rows {part}"), Tone::Dim)), (1, paint.words(part, Tone::Dim))]);
    }
    line
}

/// Subject line, then the lines of the body, wrapped. What was put in by hand is marked.
fn message(scene: Scene<'_>, sheet: Sheet<'_>, width: usize) -> Vec<Painted<'static>> {
    let mut rows = Vec::new();
    for (line, is_put_in) in lines(sheet) {
        let tone = if rows.is_empty() { Tone::Strong } else { Tone::Plain };
        if line.trim().is_empty() {
            rows.push(Painted::default());
        } else if is_put_in {
            let mark = |mut row: Painted<'static>| {
                row.spans.insert(0, Span::styled(SIGN, scene.theme.tone(Tone::Warn)));
                row
            };
            rows.extend(wrapped(scene, &line, Tone::Warn, width.saturating_sub(columns(SIGN))).into_iter().map(mark));
        } else {
            rows.extend(wrapped(scene, &line, tone, width));
        }
    }
    rows
}

/// The lines as they are copied, each with whether it was put in by hand.
fn lines(sheet: Sheet<'_>) -> Vec<(String, bool)> {
    let put_in = match sheet {
        Sheet::Message(draft) => draft.body.iter().filter(|line| line.is_put_in()).map(ToString::to_string).collect(),
        Sheet::Note(_) => Vec::new(),
    };
    let text = sheet.text();
    text.as_str().split('\n').map(|line| (line.to_owned(), put_in.iter().any(|put_in| put_in == line))).collect()
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

/// Where the message and the originals stand.
struct Beside {
    message: Rect,
    /// The line between them, and the originals; none where there is no room.
    originals: Option<(Rect, Rect)>,
}

impl Beside {
    fn of(scene: Scene<'_>, (drafts, sheet): (&Drafts, Sheet<'_>), area: Rect) -> Self {
        let Sheet::Message(draft) = sheet else { return Self { message: area, originals: None } };
        let below = notes(scene, (drafts, draft), text_width(area)).len();
        let Parts { message, beside } = DraftLayout::of(scene.model.screen.size).split(cells(area), below);
        let originals = beside.map(|(between, rest)| (frame::rect(between), frame::rect(rest)));
        Self { message: frame::rect(message), originals }
    }

    /// Draws what is no part of the message, scrolled so far.
    fn draw(&self, scene: Scene<'_>, (drafts, sheet): (&Drafts, Sheet<'_>), offset: usize, buf: &mut Buffer) {
        let (Some((between, mut area)), Sheet::Message(draft)) = (self.originals, sheet) else { return };
        let is_upright = between.width == 1;
        let set = scene.theme.symbols().border(false);
        for position in between.positions() {
            let line = if is_upright { set.vertical_left } else { set.horizontal_top };
            write::text(buf, position.x, position.y, line, 1, scene.theme.border(false));
        }
        let heading_row = if is_upright { take_top(&mut area, 1) } else { between };
        let rows = notes(scene, (drafts, draft), text_width(area));
        let room = usize::from(area.height);
        let top = offset.min(rows.len().saturating_sub(room));
        paint(scene, rows.iter().skip(top), area, buf);
        let mut heading = StatusLine::default();
        let is_put_in = draft.originals.iter().any(|original| original.fate == Fate::PutIn);
        let forms = if is_put_in { BESIDE_PUT_IN } else { BESIDE };
        let [long, short] = forms.map(|words| scene.paint().words(words, Tone::Code));
        heading.left("", [(2, long), (0, short)]);
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

/// An area as the layout counts it.
const fn cells(area: Rect) -> Area {
    Area { x: area.x, y: area.y, width: area.width, height: area.height }
}

/// Columns of text in an area.
fn text_width(area: Rect) -> usize {
    DraftLayout::text_width(cells(area))
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
