//! The first line: where we are, how many customers need whom, and how old the list is.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::text::{Line as Painted, Span};

use crate::app::action::Action;
use crate::app::line::Tone;
use crate::app::load::{Load, Ready};
use crate::app::offline::Offline;
use crate::app::queue::{Counts, Listing};
use crate::app::session::Source;
use crate::domain::completeness::Shortfall;
use crate::domain::failure::Failure;
use crate::domain::mask::Mask;
use crate::domain::text::SafeText;
use crate::domain::time;
use crate::domain::wording::{counted, number};

use super::frame::rect;
use super::line::cut;
use super::status_line::StatusLine;
use super::{Scene, write};

pub(super) fn draw(scene: Scene<'_>, buf: &mut Buffer) {
    let area = rect(scene.layout.header);
    let mut status_line = place(scene);
    status_line.append(counts(scene));
    status_line.append(state(scene, usize::from(area.width)));
    let line = status_line.fit(usize::from(area.width), scene.theme.tone(Tone::Dim), scene.theme.symbols().ellipsis());
    write::line(buf, area.x, area.y, &line, area.width);
}

/// Which program on which server. The environment's word is the one part that is never left out.
fn place(scene: Scene<'_>) -> StatusLine {
    let session = &scene.model.session;
    let mut status_line = StatusLine::default();
    status_line.left("", [(10, scene.paint().words(" kyb-dash", Tone::Strong))]);
    let word = Span::styled(format!(" {} ", session.word), scene.theme.environment(session.tone));
    status_line.left("  ", [(0, Painted::from(word))]);
    let is_masked = scene.model.screen.mask == Mask::On;
    if is_masked {
        status_line.left("  ", [(1, scene.paint().words("MASKED", Tone::Strong))]);
    }
    if scene.model.screen.is_one_case_only() {
        let ends = scene.keymap.hint(Action::ThisCaseOnly).map_or_else(String::new, |key| format!(" ({key} ends it)"));
        let forms = [(5, format!("THIS CASE ONLY{ends}")), (0, "THIS CASE ONLY".to_owned())];
        status_line.left("  ", forms.map(|(rank, form)| (rank, scene.paint().words(form, Tone::Strong))));
    }
    if is_masked && !session.source.is_live() {
        status_line.left(" ", [(6, scene.paint().words("(its name is hidden)", Tone::Dim))]);
    } else if !session.host.is_empty() {
        // It may be the name of a file, and that may hold anything.
        let host = SafeText::line(&session.host);
        status_line.left(" ", [(6, scene.paint().words(host.to_string(), Tone::Plain))]);
    }
    status_line
}

fn counts(scene: Scene<'_>) -> StatusLine {
    let queue = &scene.model.queue;
    let (counts, paint) = (queue.counts(), scene.paint());
    let rows = queue.rows().len().saturating_sub(counts.gone);
    let mut status_line = StatusLine::default();
    match incomplete(scene) {
        Some(headline) => {
            status_line.left(
                "  ",
                [(4, headline), (0, "INCOMPLETE".to_owned())].map(|(rank, form)| (rank, paint.words(form, Tone::Bad))),
            );
        }
        None if rows == 0 => return status_line,
        None => status_line.left("  ", [(4, paint.words(counted(rows, "customer", "customers"), Tone::Plain))]),
    }
    if rows == 0 {
        return status_line;
    }
    let us = if counts.us + counts.unknown > 0 { Tone::Warn } else { Tone::Plain };
    let is_whole = counts.looked_at >= rows && counts.remembered == 0 || !scene.model.session.source.is_live();
    status_line.left(" · ", [(2, paint.words(need_us(counts, is_whole), us))]);
    if counts.chase > 0 {
        status_line.left(" · ", [(2, paint.words(format!("{} to chase", number(counts.chase)), Tone::Warn))]);
    }
    if counts.customer > 0 {
        status_line.left(" · ", [(6, paint.words(format!("{} asked", number(counts.customer)), Tone::Plain))]);
    }
    status_line.left(" · ", [(7, paint.words(format!("{} with Fin", number(counts.fin)), Tone::Plain))]);
    let read = counts.looked_at.saturating_sub(counts.remembered);
    if !is_whole {
        let read = format!("{} of {} read", number(read), number(rows));
        status_line.left(" · ", [(1, paint.words(read, Tone::Dim))]);
    }
    if counts.remembered > 0 {
        let remembered = format!("{} remembered", number(counts.remembered));
        status_line.left(" · ", [(2, paint.words(remembered, Tone::Dim))]);
    }
    status_line
}

/// `3 need us`, and apart from them those of whom nobody can tell: `3 + 1 ? need us`. `3+` until the details of all were
/// read in this run: they may say of any that it needs us, too.
fn need_us(counts: Counts, is_whole: bool) -> String {
    match (counts.us, counts.unknown) {
        (us, _) if !is_whole => format!("{}+ need us", number(us)),
        (1, 0) => "1 needs us".to_owned(),
        (us, 0) => format!("{} need us", number(us)),
        (us, unknown) => format!("{} + {} ? need us", number(us), number(unknown)),
    }
}

/// What is said of a list that may lack customers: it ended so, or broke off before it ended for the first time.
fn incomplete(scene: Scene<'_>) -> Option<String> {
    let queue = &scene.model.queue;
    let shortfall = match &queue.listing {
        Load::Ready(ready) => ready.data.completeness.shortfall()?.clone(),
        Load::Idle | Load::Failed(_) if scene.model.session.source == Source::List && !queue.rows().is_empty() => {
            Shortfall { listed: queue.rows().len(), total: queue.expected, reasons: Vec::new() }
        }
        Load::Idle | Load::Loading(_) | Load::Failed(_) => return None,
    };
    Some(shortfall.headline())
}

/// What the list is doing, or how old it is.
fn state(scene: Scene<'_>, width: usize) -> StatusLine {
    let model = scene.model;
    let mut status_line = StatusLine::default();
    if model.retry_in > 0 {
        let seconds = model.retry_in;
        let forms = [(8, format!("server asks for patience: {seconds} s")), (1, format!("wait {seconds} s"))];
        status_line.right("", forms.map(|(rank, form)| (rank, scene.paint().words(form, Tone::Warn))));
    }
    if let Some(offline) = model.connection.offline() {
        status_line.append(is_offline(scene, offline));
    }
    if model.session.source != Source::List {
        return status_line;
    }
    match &model.queue.listing {
        Load::Idle => {
            let text = format!("not fetched, {} fetches it", scene.key(Action::RefreshQueue));
            status_line.right("  ", [(3, scene.paint().words(text, Tone::Warn))]);
        }
        Load::Loading(_) => {
            let forms = [(3, loading(scene)), (0, "loading…".to_owned())];
            status_line.right("  ", forms.map(|(rank, form)| (rank, scene.paint().words(form, Tone::Waiting))));
        }
        Load::Failed(_) if model.connection.is_offline() => {}
        Load::Failed(failure) => failed(scene, "not fetched", failure, width, &mut status_line),
        Load::Ready(ready) => aged(scene, ready, width, &mut status_line),
    }
    status_line
}

/// That the server cannot be reached, since when, and when it is tried again: not in how long, as that would have to tick.
fn is_offline(scene: Scene<'_>, offline: &Offline) -> StatusLine {
    let since = format!("offline since {}", scene.model.screen.zone.clock(offline.since.wall));
    let [tried, _] = tried(scene, offline);
    let by = if scene.model.can(Action::RefreshQueue).is_ok() { Action::RefreshQueue } else { Action::RefreshCase };
    let now = if offline.next.is_some() { format!(" ({} tries now)", scene.key(by)) } else { String::new() };
    let forms = [(8, format!("{since}, {tried}{now}")), (4, format!("{since}, {tried}")), (2, since)];
    let [long, short, shorter] = forms.map(|(rank, form)| (rank, scene.paint().words(form, Tone::Bad)));
    let mut status_line = StatusLine::default();
    status_line.right("  ", [long, short, shorter, (0, scene.paint().words("OFFLINE", Tone::Bad))]);
    status_line
}

/// When a server that cannot be reached is tried again, at length and in short.
pub(super) fn tried(scene: Scene<'_>, offline: &Offline) -> [String; 2] {
    match offline.next {
        Some(next) => {
            let at = scene.model.screen.zone.second(next.wall);
            [format!("next try at {at}"), format!("next try {at}")]
        }
        None => ["trying again…".to_owned(), "trying…".to_owned()],
    }
}

fn loading(scene: Scene<'_>) -> String {
    let queue = &scene.model.queue;
    match (queue.rows().len(), queue.expected) {
        (0, _) => "loading…".to_owned(),
        (so_far, None) => format!("loading… {} so far", number(so_far)),
        (so_far, Some(total)) => {
            format!("loading… {} of {}", number(so_far), number(usize::try_from(total).unwrap_or(usize::MAX)))
        }
    }
}

fn aged(scene: Scene<'_>, ready: &Ready<Listing>, width: usize, status_line: &mut StatusLine) {
    if ready.refreshing.is_some() {
        status_line.right("  ", [(3, scene.paint().words("refreshing…", Tone::Waiting))]);
    } else if scene.model.connection.is_offline() {
        // That the server cannot be reached is said once.
    } else if let Some(failure) = &ready.failure {
        failed(scene, "refresh failed", failure, width, status_line);
    }
    let old = scene.model.now.since(ready.fetched);
    let age = time::age(old);
    let clock = scene.model.screen.zone.clock(ready.fetched.wall);
    let is_stale = old > LIST_FRESH || scene.model.connection.is_offline();
    let (tone, stale) = if is_stale { (Tone::Warn, "stale: ") } else { (Tone::Dim, "") };
    let forms = [
        (9, format!("{stale}fetched {clock} · {age}")),
        (5, format!("{stale}fetched {age}")),
        (0, format!("{stale}{age}")),
    ];
    status_line.right("  ", forms.map(|(rank, form)| (rank, scene.paint().words(form, tone))));
}

/// How old a list may be before it is called stale.
const LIST_FRESH: Duration = Duration::from_mins(15);

/// The key comes before the reason, as a long reason is cut.
fn failed(scene: Scene<'_>, what: &str, failure: &Failure, width: usize, status_line: &mut StatusLine) {
    let short = format!("{what}, {} tries again", scene.key(Action::RefreshQueue));
    let long = format!("{short}: {}", scene.paint().covered(&failure.sentence()));
    let ellipsis = scene.theme.symbols().ellipsis();
    let forms = [(3, cut(&long, (width * 2 / 3).max(short.len()), ellipsis)), (2, short)];
    status_line.right("  ", forms.map(|(rank, form)| (rank, scene.paint().words(form, Tone::Bad))));
}
