//! The case pane: who it is, where it stands, how old that is; below, the tree.

mod owed;

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line as Painted, Span};

use crate::app::action::Action;
use crate::app::cases::Entry;
use crate::app::layout::{Frame, Pane, Place};
use crate::app::line::{Line, Mark, Tone};
use crate::app::load::{Load, Ready};
use crate::app::model::FRESH;
use crate::app::outline::words::name_line;
use crate::app::row::Row;
use crate::app::tabs::Tab;
use crate::app::tree::Changed;
use crate::domain::ball::Ball;
use crate::domain::case::Case;
use crate::domain::customer::{Profile, RowKey};
use crate::domain::digest::{Digest, Look};
use crate::domain::fact::Fact;
use crate::domain::mask::Mask;
use crate::domain::since::{Basis, Since};
use crate::domain::time;
use crate::domain::turn::Turn;
use crate::domain::wording::{counted, number};
use crate::domain::wrap::wrap;

use super::frame::{self, rect};
use super::line::painted_cut;
use super::rows;
use super::status_line::StatusLine;
use super::tree::Painter;
use super::{Scene, write};

/// What stays of a long name and of a long status where there is little room.
const LEAST_NAME: usize = 8;
const LEAST_STATUS: usize = 11;
/// Columns before the header lines: as many as the mark of the selected row takes below them.
const MARGIN: u16 = 1;

pub(super) fn draw(scene: Scene<'_>, painter: &mut Painter, place: &Place, buf: &mut Buffer) {
    frame::draw(scene, place, title(scene), buf);
    let inner = rect(place.inner);
    let Some(viewed) = scene.model.viewed() else {
        frame::sentences(scene, rect(place.header), &[("no customer is selected".to_owned(), Tone::Plain)], buf);
        return;
    };
    let entry = scene.model.viewed_case();
    header(scene, viewed, entry, rect(place.header), buf);
    match entry.filter(|entry| entry.case().is_some()) {
        Some(entry) => match scene.model.case_pane.rows.of(scene.model.case_pane.tab) {
            None => painter.draw(scene, viewed, entry, place, buf),
            Some(rows) if rows.rows.is_empty() => frame::sentences(scene, inner, &nothing(scene), buf),
            Some(rows) => rows::window(scene, place, rows, buf),
        },
        None => frame::sentences(scene, inner, &instead(scene, viewed, entry), buf),
    }
}

/// The tabs, the shown one loud, each with how much it shows.
fn title(scene: Scene<'_>) -> StatusLine {
    let pane = &scene.model.case_pane;
    let mut title = frame::title(scene, Pane::Case, None);
    let mut separator = "  ";
    for tab in Tab::ALL {
        let count = pane.rows.of(tab).map_or(0, |rows| rows.count);
        let words = if count > 0 { format!("{} {}", tab.word(), number(count)) } else { tab.word().to_owned() };
        let is_shown = tab == pane.tab;
        let shown = if is_shown { scene.theme.symbols().shown_tab(&words) } else { words };
        let look = scene.theme.tone(if is_shown { Tone::Strong } else { Tone::Dim });
        title.left(separator, [(if is_shown { 0 } else { 3 }, Painted::from(Span::styled(shown, look)))]);
        separator = " ";
    }
    title
}

/// What is said where a tab has no rows.
fn nothing(scene: Scene<'_>) -> Vec<(String, Tone)> {
    let case = scene.model.viewed_case().and_then(Entry::case);
    if let Some(gap) = case.and_then(|case| case.asks_extent().gap()).filter(|_| scene.model.case_pane.tab == Tab::Asks)
    {
        return vec![(format!("what is owed is not known: the requests {gap}"), Tone::Bad)];
    }
    let text = match scene.model.case_pane.tab {
        Tab::Tree => "nothing here",
        Tab::Asks => "nothing is owed: no request is open",
        Tab::Findings => "no check found anything",
        Tab::History => "nothing changed since this case was first looked at; what was before is nowhere to be had",
    };
    vec![(text.to_owned(), Tone::Plain)]
}

/// What is said where a part of the case would be: all of it where the case pane is not there to say it.
pub(super) fn instead_of_part(scene: Scene<'_>, viewed: &RowKey, entry: Option<&Entry>) -> Vec<(String, Tone)> {
    let has_failed = matches!(entry.map(|entry| &entry.load), Some(Load::Failed(_)));
    if has_failed && scene.layout.place(Pane::Case).is_some() {
        return vec![("the case was not loaded".to_owned(), Tone::Bad)];
    }
    instead(scene, viewed, entry)
}

/// What is said where the case would be.
pub(super) fn instead(scene: Scene<'_>, viewed: &RowKey, entry: Option<&Entry>) -> Vec<(String, Tone)> {
    match entry.map(|entry| &entry.load) {
        Some(Load::Failed(failure)) => frame::failed(scene, failure, Action::RefreshCase),
        Some(Load::Idle) => vec![(format!("not fetched; {} fetches it", scene.key(Action::RefreshCase)), Tone::Plain)],
        None if viewed.id().is_none() => {
            vec![("this row has no usable id, so its details cannot be asked for".to_owned(), Tone::Warn)]
        }
        Some(Load::Loading(_) | Load::Ready(_)) | None => {
            let mut said = vec![("loading…".to_owned(), Tone::Waiting)];
            let remembered = scene.model.queue.row(viewed).and_then(|row| row.remembered);
            said.extend(remembered.map(|at| {
                let age = time::age(time::elapsed(at, scene.model.now.wall));
                (format!("what the queue says of it is remembered: read {age}"), Tone::Dim)
            }));
            said
        }
    }
}

/// What the header lines are made of: the case's own facts, or those of its row until it is there.
struct Facts<'a> {
    scene: Scene<'a>,
    viewed: &'a RowKey,
    profile: &'a Profile,
    digest: Option<Cow<'a, Digest>>,
    row: Option<&'a Row>,
    entry: Option<&'a Entry>,
    case: Option<&'a Case>,
}

/// The facts of the viewed customer; `None` where there is neither a case nor a row.
fn facts<'a>(scene: Scene<'a>, viewed: &'a RowKey, entry: Option<&'a Entry>) -> Option<Facts<'a>> {
    let row = scene.model.queue.row(viewed);
    let case = entry.and_then(Entry::case);
    let profile = case.map(|case| &case.profile).or_else(|| row.map(|row| &row.profile))?;
    let kept = row.and_then(|row| row.digest.as_deref()).map(Cow::Borrowed);
    let read = |case| Cow::Owned(Digest::of(case, &scene.model.settings.glossary, Look::default()));
    let digest = kept.or_else(|| case.map(read));
    Some(Facts { scene, viewed, profile, digest, row, entry, case })
}

/// Who it is, and where it stands with how much is owed and how old that is: a line each.
pub(super) fn standing(
    scene: Scene<'_>,
    viewed: &RowKey,
    entry: Option<&Entry>,
    width: usize,
) -> [Painted<'static>; 2] {
    let Some(facts) = facts(scene, viewed, entry) else { return Default::default() };
    let mut identity = facts.identity(width);
    identity.append(facts.standing());
    let mut state = facts.owed();
    state.append(facts.state());
    let (dim, ellipsis) = (scene.theme.tone(Tone::Dim), scene.theme.symbols().ellipsis());
    [identity, state].map(|line| line.fit(width, dim, ellipsis))
}

fn header(scene: Scene<'_>, viewed: &RowKey, entry: Option<&Entry>, area: Rect, buf: &mut Buffer) {
    let Some(facts) = facts(scene, viewed, entry) else { return };
    let width = usize::from(area.width.saturating_sub(MARGIN));
    let (mut identity, standing) = (facts.identity(width), facts.standing());
    let mut state = facts.owed();
    state.append(facts.state());
    let mut strips = if area.height >= Frame::Box.header_rows() {
        vec![identity, standing]
    } else {
        identity.append(standing);
        vec![identity]
    };
    strips.extend(facts.why(width));
    strips.push(state);
    let ellipsis = scene.theme.symbols().ellipsis();
    for (status_line, y) in strips.into_iter().zip(area.y..area.bottom()) {
        let line = status_line.fit(width, scene.theme.tone(Tone::Dim), ellipsis);
        write::line(buf, area.x + MARGIN.min(area.width), y, &line, area.width.saturating_sub(MARGIN));
    }
}

impl Facts<'_> {
    fn turn(&self) -> Turn<'_> {
        let follow_up = self.row.and_then(|row| row.follow_up.as_deref());
        Turn { profile: self.profile, digest: self.digest.as_deref(), follow_up }
    }

    /// Name, country, id, type.
    fn identity(&self, width: usize) -> StatusLine {
        let paint = self.scene.paint();
        let mut status_line = StatusLine::default();
        let id = self.case.map(|case| &case.id).or_else(|| self.viewed.id()).map(|id| id.short().to_owned());
        let beside = id.as_ref().map_or(0, |id| id.len() + 3);
        let name = paint.line(&name_line(Line::default(), &self.profile.name, self.viewed.nickname()), usize::MAX);
        let name = name.style(self.scene.theme.tone(Tone::Strong));
        let short = painted_cut(&name, width.saturating_sub(beside), self.scene.theme.symbols().ellipsis());
        let cut = |columns| painted_cut(&short, columns, self.scene.theme.symbols().ellipsis());
        let (shorter, least) = (cut(2 * LEAST_NAME), cut(LEAST_NAME));
        status_line.left("", [(4, name), (3, short), (2, shorter), (0, least)]);
        let country = match &self.profile.country {
            Fact::Given(country) if !country.is_blank() => paint.remote(country, Tone::Plain),
            _ => paint.words("no country", Tone::Dim),
        };
        status_line.left(" · ", [(5, country)]);
        status_line.left(" · ", [(1, paint.words(id.unwrap_or_else(|| "no usable id".to_owned()), Tone::Plain))]);
        if let Some(kind) = self.profile.kind.given() {
            status_line.left(" · ", [(6, paint.remote(kind.raw(), Tone::Dim))]);
        }
        status_line
    }

    /// That every message of the case is withheld; under a mask it is not told how much there is to it.
    fn held(&self) -> StatusLine {
        let mut status_line = StatusLine::default();
        let holds = self.scene.model.case_pane.read.precautions.holds.len();
        if self.case.is_some() && self.scene.model.lifts.contains_key(self.viewed) {
            let look = self.scene.theme.environment(Tone::Warn);
            let forms = [(7, "HOLD LIFTED by you, for this run"), (3, "HOLD LIFTED"), (0, "LIFTED")];
            status_line.left(" · ", forms.map(|(rank, form)| (rank, Painted::from(Span::styled(form, look)))));
        } else if self.case.is_some() && holds > 0 {
            let signals = match self.scene.model.screen.mask {
                Mask::On => String::new(),
                Mask::Off => format!(" · {}", counted(holds, "signal", "signals")),
            };
            let forms = [
                (7, format!("HELD: ask compliance before writing to anybody{signals}")),
                (3, "HELD: ask compliance".to_owned()),
                (0, "HELD".to_owned()),
            ];
            let look = self.scene.theme.environment(Tone::Bad);
            status_line.left(" · ", forms.map(|(rank, form)| (rank, Painted::from(Span::styled(form, look)))));
        }
        status_line
    }

    /// Status, since when, and who must act.
    fn standing(&self) -> StatusLine {
        let paint = self.scene.paint();
        let mut status_line = self.held();
        let status = match &self.profile.status {
            Fact::Given(status) => paint.remote(status.raw(), Tone::Strong),
            other => paint.words(format!("status {}", other.absence().unwrap_or_default()), Tone::Warn),
        };
        let least = painted_cut(&status, LEAST_STATUS, self.scene.theme.symbols().ellipsis());
        status_line.left(" · ", [(1, status), (0, least)]);
        // Since when a held case waits for us, or what was sent waits for the customer, is not since when it has its status.
        let is_held = self.digest.as_ref().is_some_and(|digest| digest.held > 0);
        let is_ours = |since: Since| matches!(since.basis, Basis::Sent | Basis::Due);
        let since = match (self.case, self.turn().since()) {
            (Some(case), since) if is_held || since.is_some_and(is_ours) => case.status_since(),
            (_, since) => since,
        };
        if let Some(since) = since {
            let now = self.scene.model.now.wall;
            let guess = self.scene.theme.symbols().guess();
            let (day, span) = (time::day(since.at, now), since.span(now, guess));
            let guess = if since.is_exact() { "" } else { guess };
            let bare = time::short_span(since.elapsed(now));
            // How long never gives way.
            let forms = [(6, format!("since {guess}{day} ({bare})")), (2, format!("for {span}")), (0, span.clone())];
            status_line.left(" ", forms.map(|(rank, form)| (rank, paint.words(form, Tone::Plain))));
        }
        let turn = self.turn();
        let (long, short, tone) = match turn.ball() {
            Ball::Us if turn.is_chase() => ("to be chased", "chase", Tone::Warn),
            Ball::Us => ("waits for us", "needs us", Tone::Warn),
            Ball::Customer => ("waits for the customer", "asked", Tone::Waiting),
            Ball::Fin => ("waits for Fin", "with Fin", Tone::Waiting),
            Ball::Nobody => ("nobody must act", "closed", Tone::Dim),
            Ball::Unknown => ("who must act is not known", "who acts: ?", Tone::Warn),
        };
        status_line.left(" · ", [(4, paint.words(long, tone)), (1, paint.words(short, tone))]);
        status_line
    }

    /// Why it stands where it stands, in one sentence, on as many rows as there are for it.
    fn why(&self, width: usize) -> Vec<StatusLine> {
        let rows = self.scene.layout.frame.why_rows();
        let why = &self.scene.model.case_pane.why;
        let is_known = self.case.is_some() && !why.is_blank();
        let sentence = if is_known { format!("Why: {why}") } else { String::new() };
        let mut parts = wrap(&sentence, width.max(1)).into_iter().map(|part| part.trim_end().to_owned());
        let mut shown: Vec<String> = parts.by_ref().take(rows).collect();
        if let Some(last) = shown.last_mut() {
            // What does not fit is seen to be missing, and all of it is in the copied summary.
            parts.for_each(|part| *last = format!("{last} {part}"));
        }
        shown.resize(rows, String::new());
        let status_line = |row: String| {
            let mut status_line = StatusLine::default();
            status_line.left("", [(0, self.scene.paint().words(row, Tone::Plain))]);
            status_line
        };
        shown.into_iter().map(status_line).collect()
    }

    /// What changed, what could not be read, and how old all that is.
    fn state(&self) -> StatusLine {
        let paint = self.scene.paint();
        let mut status_line = StatusLine::default();
        if self.row.is_some_and(|row| row.gone) {
            let forms = [(5, "the server no longer knows this customer"), (1, "gone")];
            status_line.left(" · ", forms.map(|(rank, form)| (rank, paint.words(form, Tone::Bad))));
        }
        let unseen = self.entry.map_or(0, |entry| entry.unseen.len());
        if unseen > 0 {
            let sign = self.scene.theme.symbols().changed(Changed::Here);
            // How many they are is told where they are listed: one change may mark several places, or none that is left.
            let forms = [(4, format!("{sign} changed since you looked")), (1, format!("{sign} changed"))];
            status_line.left(" · ", forms.map(|(rank, form)| (rank, paint.words(form, Tone::Warn))));
        }
        let looks = self.scene.model.case_pane.read.precautions.look_first.len();
        if self.case.is_some() && looks > 0 {
            let forms =
                [(5, format!("look first at {}", counted(looks, "thing", "things"))), (4, "look first".to_owned())];
            status_line.left(" · ", forms.map(|(rank, form)| (rank, paint.words(form, Tone::Warn))));
        }
        let problems = self.case.map_or(0, |case| case.problems.len());
        if problems > 0 {
            let sign = self.scene.theme.symbols().mark(Mark::Warn);
            let places = format!("{} not as documented", counted(problems, "place", "places"));
            let forms = [(4, places), (3, format!("{sign} {}", number(problems)))];
            status_line.left(" · ", forms.map(|(rank, form)| (rank, paint.words(form, Tone::Warn))));
        } else if self.row.is_some_and(|row| row.damaged) {
            status_line.left(" · ", [(3, paint.words("its row is not as documented", Tone::Warn))]);
        }
        match self.entry.map(|entry| &entry.load) {
            Some(Load::Ready(ready)) => self.age(ready, &mut status_line),
            Some(Load::Failed(_)) => status_line.left(" · ", [(0, paint.words("not loaded", Tone::Bad))]),
            Some(Load::Idle) => status_line.left(" · ", [(0, paint.words("not fetched", Tone::Dim))]),
            None if self.viewed.id().is_none() => {}
            Some(Load::Loading(_)) | None => status_line.left(" · ", [(0, paint.words("loading…", Tone::Waiting))]),
        }
        status_line
    }

    fn age<T>(&self, ready: &Ready<T>, status_line: &mut StatusLine) {
        let paint = self.scene.paint();
        if ready.refreshing.is_some() {
            status_line.left(" · ", [(1, paint.words("refreshing…", Tone::Waiting))]);
        } else if let Some(failure) = &ready.failure {
            let key = self.scene.key(Action::RefreshCase);
            let long = format!("last refresh failed: {} ({key} tries again)", paint.covered(&failure.sentence()));
            let forms = [(5, long), (1, format!("last refresh failed, {key} tries again"))];
            status_line.left(" · ", forms.map(|(rank, form)| (rank, paint.words(form, Tone::Bad))));
        }
        let verb = if self.scene.model.session.source.is_live() { "fetched" } else { "read" };
        let old = self.scene.model.now.since(ready.fetched);
        let age = time::age(old);
        let clock = self.scene.model.screen.zone.clock(ready.fetched.wall);
        // Nobody should act on old data unawares: its age never gives way.
        let is_stale = old > FRESH || self.scene.model.connection.is_offline();
        let (tone, stale) = if is_stale { (Tone::Warn, "stale: ") } else { (Tone::Dim, "") };
        let forms = [(6, format!("{stale}{verb} {clock} · {age}")), (0, format!("{stale}{verb} {age}"))];
        status_line.left(" · ", forms.map(|(rank, form)| (rank, paint.words(form, tone))));
    }
}
