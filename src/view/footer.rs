//! The last line: what just happened, what is being typed, or what can be done next; and what is going on besides.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line as Painted, Span};

use crate::app::action::Action;
use crate::app::filter::Filter;
use crate::app::layout::Pane;
use crate::app::line::Tone;
use crate::app::list::List;
use crate::app::memory::Memory;
use crate::app::notice::Notice;
use crate::app::row::Row;
use crate::app::screen::Typing;
use crate::app::window::Window;
use crate::domain::text::SafeText;
use crate::domain::wording::{counted, number};
use crate::domain::wrap::wrap;

use super::field;
use super::frame::rect;
use super::line::columns;
use super::status_line::StatusLine;
use super::{Scene, write};

/// From this width on the header has room to say when a server that cannot be reached is tried again.
const AT_LENGTH: u16 = 120;

/// Draws the line; returns where the text cursor stands while something is typed.
pub(super) fn draw(scene: Scene<'_>, buf: &mut Buffer) -> Option<Position> {
    let area = rect(scene.layout.footer);
    if scene.model.types_in_footer() {
        return Some(field(scene, area, buf));
    }
    if let Memory::Asking { place, .. } = &scene.model.memory.state {
        let key = scene.key(Action::Memory);
        let text = format!(
            "From now on kyb-dash remembers what changes in cases, in {place}: ids, times, statuses and codes; no name, no contact, \
             no word of Fin's. {key} keeps nothing; any other key agrees."
        );
        over_the_panes(scene, &text, Tone::Warn, area, buf);
        return None;
    }
    let mut status_line = match &scene.model.screen.notice {
        Some(notice) if columns(told(scene, notice)) + 1 > usize::from(area.width) => {
            over_the_panes(scene, told(scene, notice), notice.tone, area, buf);
            return None;
        }
        Some(notice) => {
            let mut status_line = StatusLine::default();
            let text = told(scene, notice);
            status_line.left("", [(0, scene.paint().words(format!(" {text}"), notice.tone))]);
            status_line
        }
        None => hints(scene),
    };
    status_line.append(notes(scene));
    put(scene, status_line, area, buf);
    None
}

fn put(scene: Scene<'_>, status_line: StatusLine, area: Rect, buf: &mut Buffer) {
    let line = status_line.fit(usize::from(area.width), scene.theme.tone(Tone::Dim), scene.theme.symbols().ellipsis());
    write::line(buf, area.x, area.y, &line, area.width);
}

/// A notice as the mask allows.
fn told<'a>(scene: Scene<'a>, notice: &'a Notice) -> &'a str {
    notice.words.under(scene.model.screen.mask).as_str()
}

/// A notice takes the rows it needs, over the end of the panes: every sentence can be read whole.
fn over_the_panes(scene: Scene<'_>, text: &str, tone: Tone, area: Rect, buf: &mut Buffer) {
    let width = area.width.saturating_sub(1);
    let rows = wrap(text, usize::from(width));
    let height = u16::try_from(rows.len()).unwrap_or(u16::MAX).min(area.bottom().saturating_sub(1));
    let first = area.bottom() - height;
    for (row, y) in rows.into_iter().zip(first..area.bottom()) {
        write::text(buf, area.x, y, &" ".repeat(usize::from(area.width)), area.width, scene.theme.tone(Tone::Plain));
        write::line(buf, area.x + 1, y, &scene.paint().words(row, tone), width);
    }
}

/// A hint: one action in its own words, or two that belong together in others.
#[derive(Clone, Copy)]
enum Hint {
    One(Action),
    Two(Action, Action, &'static str),
}

fn hints(scene: Scene<'_>) -> StatusLine {
    use Action as A;
    use Hint::{One, Two};
    let moves = Two(A::Down, A::Up, "move");
    let customers = Two(A::NextCustomer, A::PreviousCustomer, "next/previous customer");
    let branches = Two(A::Close, A::Open, "close/open");
    let jump = Two(A::Activate, A::Activate, "show in tree");
    // The first one matters most, as it leads to all others; it stands last.
    let hints: &[Hint] = match (&scene.model.screen.window, scene.model.focus()) {
        (Window::Chooser(_), _) => &[One(A::Back), moves, One(A::Activate)],
        (Window::Drafts(window), _) if window.picking.is_some() => &[One(A::Back), moves, One(A::Activate)],
        (Window::Drafts(_), _) => &[
            One(A::Back),
            moves,
            One(A::Copy),
            One(A::Export),
            One(A::FollowUp),
            Two(A::NextTab, A::NextTab, "next recipient"),
            One(A::PickOriginals),
            One(A::LiftHold),
        ],
        (Window::Overview(_), _) => &[
            One(A::Back),
            moves,
            Two(A::Close, A::Open, "left/right"),
            Two(A::NextPane, A::NextPane, "next chart"),
            Two(A::Activate, A::Activate, "show in the queue"),
        ],
        (Window::Messages(_), _) => &[One(A::Back), moves, One(A::Copy)],
        // Letters are typed there.
        (Window::Palette(_) | Window::Lift(_) | Window::FollowUp(_) | Window::Notes(_), _) => &[One(A::Back)],
        (Window::None, Pane::Queue) => &[
            One(A::Help),
            moves,
            One(A::Activate),
            One(A::Find),
            One(A::QuickView),
            One(A::Sort),
            One(A::RefreshQueue),
            One(A::Quit),
            One(A::Messages),
        ],
        (Window::None, Pane::Case) => &[
            One(A::Help),
            moves,
            One(A::Quit),
            One(A::NextTab),
            One(A::ShowProse),
            One(A::Draft),
            One(A::FollowUp),
            customers,
            One(A::RefreshCase),
            branches,
            One(A::Copy),
        ],
        (Window::None, Pane::Comments | Pane::Documents) => {
            &[One(A::Help), moves, One(A::Quit), One(A::ShowProse), jump, customers, One(A::NextPane)]
        }
    };
    let leaves = |hint: &Hint| match hint {
        One(A::Quit) if scene.model.has_back() => One(A::Back),
        other => *other,
    };
    let hints: Vec<Hint> = hints.iter().map(leaves).collect();
    let mut status_line = StatusLine::default();
    status_line.left("", [(0, Painted::from(" "))]);
    let mut separator = "";
    for (rank, hint) in (1..).zip(hints.iter().skip(1)).chain(hints.first().map(|first| (0, first))) {
        if let Some(shown) = hint.shown(scene) {
            status_line.left(separator, [(rank, shown)]);
            separator = "  ";
        }
    }
    status_line
}

impl Hint {
    fn shown(self, scene: Scene<'_>) -> Option<Painted<'static>> {
        let (first, second, words) = match self {
            Self::One(action) => (action, action, action.describe().hint),
            Self::Two(first, second, words) => (first, second, words),
        };
        let usable = |action| scene.model.can(action).ok().and_then(|()| scene.keymap.hint(action));
        let (key, other) = (usable(first)?, usable(second)?);
        let keys = if first == second { key } else { format!("{key}/{other}") };
        let key = Span::styled(keys, scene.theme.tone(Tone::Strong));
        Some(Painted::from(vec![key, Span::raw(format!(" {words}"))]))
    }
}

/// What is going on besides.
fn notes(scene: Scene<'_>) -> StatusLine {
    let model = scene.model;
    let queue = &model.queue;
    let mut status_line = StatusLine::default();
    if let Some(offline) = model.connection.offline().filter(|_| scene.layout.screen.width < AT_LENGTH) {
        let forms = super::header::tried(scene, offline).map(|words| scene.paint().words(words, Tone::Bad));
        let [long, short] = forms;
        status_line.right("", [(4, long), (0, short)]);
    }
    let unseen = model.screen.messages.unseen;
    if unseen > 0 && model.can(Action::Messages).is_ok() {
        let key = scene.key(Action::Messages);
        let forms = [
            (5, format!("{} about another customer, {key} shows", counted(unseen, "message", "messages"))),
            (1, format!("{key}: {}", counted(unseen, "message", "messages"))),
        ];
        status_line.right(" · ", forms.map(|(rank, form)| (rank, scene.paint().words(form, Tone::Warn))));
    }
    if queue.selected().is_some_and(Row::is_kept) {
        let forms = [(5, "the selected row no longer matches: it stays until you move"), (1, "no longer matches")];
        status_line.right(" · ", forms.map(|(rank, form)| (rank, scene.paint().words(form, Tone::Warn))));
    }
    if queue.order_is_old() && model.can(Action::RefreshQueue).is_ok() {
        let key = scene.key(Action::RefreshQueue);
        let forms =
            [(5, format!("order is old: {key} sorts the queue again")), (1, format!("order is old: {key} sorts"))];
        status_line.right(" · ", forms.map(|(rank, form)| (rank, scene.paint().words(form, Tone::Warn))));
    }
    if queue.filter_state().cannot_tell > 0 && model.screen.typing.is_none() {
        status_line.right(" · ", [(2, scene.paint().words(not_judged(scene), Tone::Warn))]);
    } else if model.prefetch.is_spent() && !super::queue::is_all_read(scene) {
        let text = format!("{} looks at the rest", scene.key(Action::LookAtAll));
        status_line.right(" · ", [(4, scene.paint().words(text, Tone::Warn))]);
    }
    if model.auto.is_on {
        let forms = [(6, "auto-refresh on"), (1, "auto")];
        status_line.right(" · ", forms.map(|(rank, form)| (rank, scene.paint().words(form, Tone::Waiting))));
    }
    status_line
}

/// The filter or the search that is being typed.
fn field(scene: Scene<'_>, area: Rect, buf: &mut Buffer) -> Position {
    let is_search = scene.model.screen.typing == Some(Typing::Search);
    let prompt = format!(" {}", scene.key(Action::Find));
    let field = if is_search { &scene.model.find.field } else { &scene.model.queue.filter };
    let shown = field::shown(field, usize::from(area.width).saturating_sub(columns(&prompt) + 1));
    let ahead = u16::try_from(columns(&prompt) + shown.cursor).unwrap_or(u16::MAX);
    let paint = scene.paint();
    let mut line = StatusLine::default();
    let typed = vec![Span::styled(prompt, scene.theme.tone(Tone::Strong)), Span::raw(shown.text), Span::raw(" ")];
    line.left("", [(0, Painted::from(typed))]);
    if is_search {
        let last = SafeText::line(&scene.model.find.last);
        let words = match (field.is_empty(), last.is_blank()) {
            (true, false) => format!("Enter finds “{last}” again · Esc leaves"),
            _ => "Enter finds it · Esc leaves".to_owned(),
        };
        line.left("  ", [(2, paint.words(words, Tone::Dim))]);
    } else {
        for (separator, rank, words, tone) in filtered(scene) {
            line.left(separator, [(rank, paint.words(words, tone))]);
        }
    }
    put(scene, line, area, buf);
    Position { x: area.x.saturating_add(ahead).min(area.right().saturating_sub(1)), y: area.y }
}

/// How many rows could not be judged, and the key that helps.
fn not_judged(scene: Scene<'_>) -> String {
    let count = number(scene.model.queue.filter_state().cannot_tell);
    if scene.model.queue.filter_state().rests_on_history() {
        return format!("{count} not judged: nothing is remembered of that week");
    }
    if super::queue::is_all_read(scene) {
        return format!("{count} not judged: what decides in them could not be read");
    }
    match scene.model.can(Action::LookAtAll).ok().and_then(|()| scene.keymap.hint(Action::LookAtAll)) {
        Some(key) => format!("{count} not judged: not looked at yet ({key} looks)"),
        None => format!("{count} not judged: not looked at yet"),
    }
}

/// How the filter fares: what it means, how much it lets through, and what it could not judge.
fn filtered(scene: Scene<'_>) -> Vec<(&'static str, u8, String, Tone)> {
    let queue = &scene.model.queue;
    if let Some(bad) = &queue.filter_state().bad {
        // What there is instead has room on a wide screen only.
        let is_wide = scene.layout.screen.width >= AT_LENGTH;
        let told = bad.0.split_once("; ").map_or(bad.0.as_str(), |(what, _)| what);
        return vec![("  ", 1, if is_wide { bad.0.clone() } else { told.to_owned() }, Tone::Bad)];
    }
    let mut parts =
        vec![("  ", 1, format!("{} of {}", number(queue.row_count()), number(queue.rows().len())), Tone::Dim)];
    if queue.filter_state().cannot_tell > 0 {
        parts.push((" · ", 2, not_judged(scene), Tone::Warn));
    }
    if scene.model.typed_id().is_some() {
        parts.push((" · ", 1, "Enter opens this customer".to_owned(), Tone::Strong));
    } else {
        parts.push((" · ", 5, format!("{} !not", Filter::terms()), Tone::Dim));
        parts.push((" · ", 4, "Enter keeps it · Esc clears it".to_owned(), Tone::Dim));
    }
    parts
}
