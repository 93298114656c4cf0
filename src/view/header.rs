//! The first line: where we are, how many customers need whom, and how old the list is.

use ratatui::buffer::Buffer;
use ratatui::text::{Line as Painted, Span};

use crate::app::action::Action;
use crate::app::line::Tone;
use crate::app::load::{Load, Ready};
use crate::app::model::Source;
use crate::app::queue::{Counts, Listing};
use crate::domain::completeness::Shortfall;
use crate::domain::failure::Failure;
use crate::domain::mask::Mask;
use crate::domain::text::SafeText;
use crate::domain::time;
use crate::domain::wording::{counted, number};

use super::frame::rect;
use super::line::cut;
use super::strip::Strip;
use super::{Scene, write};

pub(super) fn draw(scene: Scene<'_>, buf: &mut Buffer) {
    let area = rect(scene.layout.header);
    let mut strip = place(scene);
    strip.append(counts(scene));
    strip.append(state(scene, usize::from(area.width)));
    let line = strip.fit(usize::from(area.width), scene.theme.tone(Tone::Dim), scene.theme.symbols().ellipsis());
    write::line(buf, area.x, area.y, &line, area.width);
}

/// Which program on which server. The environment's word is the one part that is never left out.
fn place(scene: Scene<'_>) -> Strip {
    let session = &scene.model.session;
    let mut strip = Strip::default();
    strip.left("", [(10, scene.ink().words(" kyb-dash", Tone::Strong))]);
    let word = Span::styled(format!(" {} ", session.word), scene.theme.environment(session.tone));
    strip.left("  ", [(0, Painted::from(word))]);
    let is_masked = scene.model.screen.mask == Mask::On;
    if is_masked {
        strip.left("  ", [(1, scene.ink().words("MASKED", Tone::Strong))]);
    }
    if is_masked && !session.source.is_live() {
        strip.left(" ", [(6, scene.ink().words("(its name is hidden)", Tone::Dim))]);
    } else if !session.host.is_empty() {
        // It may be the name of a file, and that may hold anything.
        let host = SafeText::line(&session.host);
        strip.left(" ", [(6, scene.ink().words(host.to_string(), Tone::Plain))]);
    }
    strip
}

fn counts(scene: Scene<'_>) -> Strip {
    let queue = &scene.model.queue;
    let (rows, counts, ink) = (queue.rows().len(), queue.counts(), scene.ink());
    let mut strip = Strip::default();
    match incomplete(scene) {
        Some(headline) => {
            strip.left(
                "  ",
                [(4, headline), (0, "INCOMPLETE".to_owned())].map(|(rank, form)| (rank, ink.words(form, Tone::Bad))),
            );
        }
        None if rows == 0 => return strip,
        None => strip.left("  ", [(4, ink.words(counted(rows, "customer", "customers"), Tone::Plain))]),
    }
    if rows == 0 {
        return strip;
    }
    let us = if counts.us + counts.unknown > 0 { Tone::Warn } else { Tone::Plain };
    strip.left(" · ", [(2, ink.words(need_us(counts), us))]);
    strip.left(" · ", [(7, ink.words(format!("{} with Fin", number(counts.fin)), Tone::Plain))]);
    if counts.looked_at < rows && scene.model.session.source.is_live() {
        let looked_at = format!("{} of {} looked at", number(counts.looked_at), number(rows));
        strip.left(" · ", [(8, ink.words(looked_at, Tone::Dim))]);
    }
    strip
}

/// `3 need us`, and apart from them those of whom nobody can tell: `3 + 1 ? need us`.
fn need_us(counts: Counts) -> String {
    match (counts.us, counts.unknown) {
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
fn state(scene: Scene<'_>, width: usize) -> Strip {
    let model = scene.model;
    let mut strip = Strip::default();
    if model.waiting > 0 {
        let seconds = model.waiting;
        let forms = [(8, format!("server asks for patience: {seconds} s")), (1, format!("wait {seconds} s"))];
        strip.right("", forms.map(|(rank, form)| (rank, scene.ink().words(form, Tone::Warn))));
    }
    if model.session.source != Source::List {
        return strip;
    }
    match &model.queue.listing {
        Load::Idle => {
            let text = format!("not fetched, {} fetches it", scene.key(Action::RefreshQueue));
            strip.right("  ", [(3, scene.ink().words(text, Tone::Warn))]);
        }
        Load::Loading(_) => {
            let forms = [(3, loading(scene)), (0, "loading…".to_owned())];
            strip.right("  ", forms.map(|(rank, form)| (rank, scene.ink().words(form, Tone::Waiting))));
        }
        Load::Failed(failure) => failed(scene, "not fetched", failure, width, &mut strip),
        Load::Ready(ready) => aged(scene, ready, width, &mut strip),
    }
    strip
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

fn aged(scene: Scene<'_>, ready: &Ready<Listing>, width: usize, strip: &mut Strip) {
    if ready.refreshing.is_some() {
        strip.right("  ", [(3, scene.ink().words("refreshing…", Tone::Waiting))]);
    } else if let Some(failure) = &ready.failure {
        failed(scene, "refresh failed", failure, width, strip);
    }
    let age = time::age(scene.model.now.since(ready.fetched));
    let clock = scene.model.screen.zone.clock(ready.fetched.wall);
    let forms = [(9, format!("fetched {clock} · {age}")), (5, format!("fetched {age}"))];
    strip.right("  ", forms.map(|(rank, form)| (rank, scene.ink().words(form, Tone::Dim))));
}

/// The key comes before the reason, as a long reason is cut.
fn failed(scene: Scene<'_>, what: &str, failure: &Failure, width: usize, strip: &mut Strip) {
    let short = format!("{what}, {} tries again", scene.key(Action::RefreshQueue));
    let long = format!("{short}: {}", scene.ink().covered(&failure.sentence()));
    let ellipsis = scene.theme.symbols().ellipsis();
    let forms = [(3, cut(&long, (width * 2 / 3).max(short.len()), ellipsis)), (2, short)];
    strip.right("  ", forms.map(|(rank, form)| (rank, scene.ink().words(form, Tone::Bad))));
}
