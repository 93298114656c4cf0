//! The columns of the queue: which there is room for, their headings and cells.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line as Painted;

use crate::app::line::{Line, Mark, Tone};
use crate::app::outline::words::name_line;
use crate::app::row::{Details, Row};
use crate::app::tree::Changed;
use crate::domain::ball::Ball;
use crate::domain::calendar;
use crate::domain::digest::{Blocker, Digest};
use crate::domain::mask::{Mask, Redactor};
use crate::domain::order::SortBy;
use crate::domain::text::SafeText;
use crate::domain::time::{elapsed, short_span};
use crate::domain::wording::{counted, number};

use super::super::line::{columns, cut, painted_columns};
use super::super::{Scene, write};
use super::today;

/// Columns before the name: the marks of what is selected and of what changed.
const SIGNS: u16 = 2;
/// A name is never narrower.
const NAME: u16 = 8;
/// Nor than this in a pane of [`WITH_LONG_NAMES`] columns.
const LONG_NAME: u16 = 19;
const WITH_LONG_NAMES: u16 = 40;

/// A column beside the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Country,
    Status,
    Ball,
    Since,
    Parties,
    Owed,
    Sent,
    Chase,
    Blocker,
}

impl Column {
    /// From left to right.
    const ORDER: [Self; 9] = [
        Self::Country,
        Self::Status,
        Self::Ball,
        Self::Since,
        Self::Parties,
        Self::Owed,
        Self::Sent,
        Self::Chase,
        Self::Blocker,
    ];

    /// What stands over it, and by what it is sorted.
    fn heading(self, scene: Scene<'_>) -> (&'static str, SortBy) {
        match self {
            Self::Country => ("ctr", SortBy::Country),
            Self::Status => ("status", SortBy::Status),
            Self::Ball => ("who", SortBy::Rank),
            Self::Since => ("waits", SortBy::Waiting),
            Self::Parties => (scene.theme.symbols().mark(Mark::Bad), SortBy::Blockers),
            Self::Owed => ("owed", SortBy::Asks),
            Self::Sent => ("sent", SortBy::Waiting),
            Self::Chase => ("chase", SortBy::Chase),
            Self::Blocker => ("what blocks", SortBy::Blockers),
        }
    }

    /// Numbers and ages stand at the right of their column.
    const fn is_at_right(self) -> bool {
        matches!(self, Self::Since)
    }
}

/// Which columns there is room for.
pub(super) struct Columns {
    name: u16,
    /// From left to right, each with its width.
    beside: Vec<(Column, u16)>,
}

impl Columns {
    /// Chooses columns for a width: the most important first, each only if the name keeps what it needs.
    pub(super) fn within(width: u16, with_status: bool, with_chase: bool) -> Self {
        let ball = if with_status { 6 } else { 3 };
        let name = if width < WITH_LONG_NAMES { NAME } else { LONG_NAME };
        // Column, columns it takes, columns it must leave to the name.
        let wanted = [
            (Column::Ball, ball, name),
            (Column::Since, 6, name),
            (Column::Parties, 2, name),
            (Column::Owed, 4, name),
            (Column::Chase, 6, name),
            (Column::Country, 3, name.max(14)),
            // The longest status where there is room for it.
            (Column::Status, 28, 28),
            (Column::Status, 16, name.max(16)),
            (Column::Sent, 5, 28),
            (Column::Blocker, 24, 28),
        ];
        let mut name = width.saturating_sub(SIGNS);
        let mut beside = Vec::new();
        for (column, columns, least) in wanted {
            let left = name.saturating_sub(columns + 1);
            let is_there = beside.iter().any(|(other, _)| *other == column);
            let is_wanted = match column {
                Column::Status => with_status,
                Column::Chase | Column::Sent => with_chase,
                _ => true,
            };
            if left >= least && !is_there && is_wanted {
                name = left;
                beside.push((column, columns));
            }
        }
        beside.sort_by_key(|(column, _)| Column::ORDER.iter().position(|other| other == column));
        Self { name, beside }
    }

    /// The names of the columns; the one that the queue is sorted by is marked.
    pub(super) fn headings(&self, scene: Scene<'_>, area: Rect, buf: &mut Buffer) {
        let queue = &scene.model.queue;
        let heading = |words: &str, sort: SortBy, width: u16| {
            let is_sorted = queue.sort == sort;
            let sign = if is_sorted { scene.theme.symbols().sorted(queue.direction) } else { "" };
            let room = usize::from(width).saturating_sub(columns(sign));
            let words = format!("{}{sign}", cut(words, room, ""));
            scene.paint().words(words, if is_sorted { Tone::Strong } else { Tone::Dim })
        };
        let mut x = area.x + SIGNS;
        put(&heading("customer", SortBy::Name, self.name), x, self.name, area, buf);
        x += self.name + 1;
        for (column, width) in &self.beside {
            let (words, sort) = column.heading(scene);
            let line = heading(words, sort, *width);
            let free = width.saturating_sub(u16::try_from(painted_columns(&line)).unwrap_or(*width));
            put(&line, x + if column.is_at_right() { free } else { 0 }, *width, area, buf);
            x += width + 1;
        }
    }

    /// Each column starts where it starts, whatever stands in the one before it.
    pub(super) fn draw(&self, scene: Scene<'_>, row: &Row, with_id: bool, area: Rect, buf: &mut Buffer) {
        let (sign, tone) = sign(scene, row);
        write::text(buf, area.x + 1, area.y, sign, area.width.saturating_sub(1), scene.theme.tone(tone));
        let faded = row.gone || row.ball() == Ball::Nobody;
        let line = name_line(Line::default(), &row.profile.name, row.key.nickname());
        let line = match row.key.id().filter(|_| with_id) {
            Some(id) => line.and(format!(" {}", id.short()), Tone::Dim),
            None => line,
        };
        let name = scene.paint().line(&line, usize::from(self.name));
        let tone = if faded { Tone::Dim } else { Tone::Plain };
        let mut x = area.x + SIGNS;
        put(&Painted::styled(name.to_string(), scene.theme.tone(tone)), x, self.name, area, buf);
        x += self.name + 1;
        for (column, width) in &self.beside {
            let (text, tone) = cell(scene, row, *column, *width);
            let text = cut(&text, usize::from(*width), scene.theme.symbols().ellipsis());
            let free = usize::from(*width).saturating_sub(columns(&text));
            let ahead = if column.is_at_right() { u16::try_from(free).unwrap_or(0) } else { 0 };
            put(&scene.paint().words(text, if row.gone { Tone::Dim } else { tone }), x + ahead, *width, area, buf);
            x += width + 1;
        }
    }
}

fn put(line: &Painted<'_>, x: u16, width: u16, area: Rect, buf: &mut Buffer) {
    if x < area.right() {
        write::line(buf, x, area.y, line, width.min(area.right() - x));
    }
}

/// The sign before the name.
fn sign(scene: Scene<'_>, row: &Row) -> (&'static str, Tone) {
    let symbols = scene.theme.symbols();
    match (row.changed, row.damaged) {
        _ if row.is_kept() => (symbols.kept(), Tone::Warn),
        (true, _) => (symbols.changed(Changed::Here), Tone::Warn),
        (false, true) => (symbols.mark(Mark::Warn), Tone::Warn),
        (false, false) if row.remembered.is_some() => (symbols.remembered(), Tone::Dim),
        (false, false) => ("", Tone::Plain),
    }
}

fn cell(scene: Scene<'_>, row: &Row, column: Column, width: u16) -> (String, Tone) {
    let symbols = scene.theme.symbols();
    match column {
        Column::Country => {
            (row.profile.country.given().map(|country| covered(scene, row, country)).unwrap_or_default(), Tone::Dim)
        }
        Column::Status => (covered(scene, row, &SafeText::line(&row.profile.status.words())), Tone::Code),
        Column::Ball if row.turn().is_chase() => ("due".to_owned(), Tone::Warn),
        Column::Ball => ball(row.ball(), width),
        Column::Since => (since(scene, row), Tone::Plain),
        Column::Parties => match (&row.digest, row.details) {
            (Some(digest), _) if digest.blocked_parties.counted > 0 => {
                (few(digest.blocked_parties.counted, symbols.mark(Mark::Bad)), Tone::Bad)
            }
            (Some(_), _) | (None, Details::Known | Details::Remembered) => (String::new(), Tone::Plain),
            (None, Details::Unknown) => (symbols.unknown().to_owned(), Tone::Dim),
            (None, Details::Loading) => (symbols.mark(Mark::Waiting).to_owned(), Tone::Waiting),
            (None, Details::Failed) => (symbols.mark(Mark::Warn).to_owned(), Tone::Bad),
        },
        Column::Owed => match row.digest.as_ref() {
            None => (String::new(), Tone::Plain),
            Some(digest) => (owed(digest), Tone::Warn),
        },
        Column::Sent => match row.turn().told().and_then(|it| it.sent) {
            None => (String::new(), Tone::Plain),
            Some(at) => (short_span(elapsed(at, scene.model.now.wall)), Tone::Plain),
        },
        Column::Chase => match row.turn().told().and_then(|it| it.due) {
            None => (String::new(), Tone::Plain),
            Some(due) => {
                let tone = if row.is_due() { Tone::Warn } else { Tone::Plain };
                (calendar::short(due, today(scene)), tone)
            }
        },
        Column::Blocker => match row.digest.as_ref() {
            None => (String::new(), Tone::Plain),
            Some(digest) => blocker(scene, row, digest),
        },
    }
}

/// What is owed by the company and, behind the sign, by parties: `4+1`. `?` where there may be more.
fn owed(digest: &Digest) -> String {
    let parties = digest.asks.counted.saturating_sub(digest.asks_of_company);
    let known = match (digest.asks_of_company, parties) {
        (0, 0) => String::new(),
        (company, 0) => company.to_string(),
        (0, parties) => format!("+{parties}"),
        (company, parties) => format!("{company}+{parties}"),
    };
    if digest.asks.exact().is_some() { known } else { format!("{known}?") }
}

/// What stands in the way.
fn blocker(scene: Scene<'_>, row: &Row, digest: &Digest) -> (String, Tone) {
    match digest.blocker(&scene.model.settings.glossary) {
        Blocker::Nothing => (String::new(), Tone::Plain),
        Blocker::Held => ("HELD".to_owned(), Tone::Bad),
        Blocker::Label { label, in_short, more } => {
            let words = in_short.unwrap_or_else(|| covered(scene, row, label.text()));
            let more = if more == 0 { String::new() } else { format!(" +{}", number(more)) };
            (format!("{words}{more}"), Tone::Plain)
        }
        Blocker::Parties(count) => (counted(count, "party", "parties"), Tone::Plain),
    }
}

/// A code of a row, which may be anything where it is none that is known.
pub(super) fn covered(scene: Scene<'_>, row: &Row, code: &SafeText) -> String {
    match scene.model.screen.mask {
        Mask::Off => code.to_string(),
        Mask::On => Redactor::of_profile(&row.key, &row.profile).text(code).to_string(),
    }
}

/// A small number and its sign in two columns.
fn few(count: usize, sign: &str) -> String {
    if count < 10 { format!("{count}{sign}") } else { format!("+{sign}") }
}

fn ball(ball: Ball, width: u16) -> (String, Tone) {
    let word = match ball {
        Ball::Nobody if width < 6 => "–",
        Ball::Customer if width < 6 => "cus",
        Ball::Customer => "cust.",
        ball => ball.word(),
    };
    let tone = match ball {
        Ball::Us => Tone::Strong,
        Ball::Customer | Ball::Fin => Tone::Waiting,
        Ball::Unknown => Tone::Warn,
        Ball::Nobody => Tone::Dim,
    };
    (word.to_owned(), tone)
}

/// How long the customer has stood where it stands. A long span loses its blank before it loses a digit.
fn since(scene: Scene<'_>, row: &Row) -> String {
    if row.gone {
        return "gone".to_owned();
    }
    let Some(since) = row.since() else { return "?".to_owned() };
    let span = since.span(scene.model.now.wall, scene.theme.symbols().guess());
    if columns(&span) > 6 { span.replace(' ', "") } else { span }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_name_shrinks_last() {
        let table =
            [(9, 7, 0), (16, 10, 1), (30, 9, 4), (34, 13, 4), (39, 14, 5), (40, 19, 4), (41, 20, 4), (45, 20, 5)];
        for (width, name, beside) in table {
            let columns = Columns::within(width, false, false);
            assert_eq!((columns.name, columns.beside.len()), (name, beside), "{width}");
        }
        assert!(Columns::within(100, true, false).beside.contains(&(Column::Status, 28)));
        let chase = |width| Columns::within(width, false, true).beside.contains(&(Column::Chase, 6));
        assert_eq!([37, 43, 57].map(chase), [true, false, true]);
    }

    proptest! {
        #[test]
        fn columns_fill_the_width_exactly(width in 10_u16..300, with_status: bool, with_chase: bool) {
            let columns = Columns::within(width, with_status, with_chase);
            let beside: u16 = columns.beside.iter().map(|(_, columns)| columns + 1).sum();
            prop_assert_eq!(SIGNS + columns.name + beside, width);
            prop_assert!(columns.name >= NAME);
        }
    }
}
