//! What stands beside a draft or below it and is no part of the message: what to look at first, what Fin wrote, who gets
//! none; and the list in which sentences of Fin's are put in and taken out.

use ratatui::text::{Line as Painted, Span};

use crate::app::line::{Mark, Tone};
use crate::app::window::Copied;
use crate::domain::draft::{Draft, Drafts, Fate, Original, Source};
use crate::domain::text::SafeText;
use crate::domain::wording::capital;
use crate::domain::wrap::wrap;

use super::Scene;
use super::line::columns;
use super::menu::Entry;

/// Columns before a sentence of Fin's.
const INDENT: usize = 2;

/// What stands beside a message: what to look at first, what Fin wrote, who gets none.
pub(super) fn notes(scene: Scene<'_>, (drafts, draft): (&Drafts, &Draft), width: usize) -> Vec<Painted<'static>> {
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
        rows.extend(sentence(scene, original, width));
    }
    rows
}

/// On one row where it fits, else on two.
fn heading(scene: Scene<'_>, original: &Original, width: usize) -> Vec<Painted<'static>> {
    let paint = scene.paint();
    let (source, fate) = (original.source.words(), fate(original));
    let about = SafeText::line(original.about.as_str()).to_string();
    let words = |fate: &str| if fate.is_empty() { source.to_owned() } else { format!("{source} · {fate}") };
    if columns(&about) + 3 + columns(&words(fate.map_or("", |(fate, _)| fate))) <= width {
        let mut row = paint.words(about, Tone::Strong);
        row.spans.extend(paint.words(format!(" · {source}"), Tone::Dim).spans);
        if let Some((fate, tone)) = fate {
            row.spans.extend(paint.words(format!(" · {fate}"), tone).spans);
        }
        return vec![row];
    }
    let mut rows = wrapped(scene, &about, Tone::Strong, width);
    let tone = fate.map_or(Tone::Dim, |(_, tone)| tone);
    let below = words(fate.map_or("", |(fate, _)| fate));
    rows.extend(wrapped(scene, &below, tone, width.saturating_sub(INDENT)).into_iter().map(indented));
    rows
}

/// What becomes of a sentence, in words; a code says so itself.
fn fate(original: &Original) -> Option<(&'static str, Tone)> {
    match original.fate {
        _ if original.source == Source::Code => None,
        Fate::Quoted => Some(("quoted", Tone::Good)),
        Fate::PutIn => Some(("put in by you", Tone::Warn)),
        Fate::TakenOut => Some(("taken out by you", Tone::Warn)),
        Fate::LeftOut | Fate::Refused(_) => Some(("not quoted", Tone::Dim)),
    }
}

/// The sentences to choose from: whether each is in the message, what it is, why it cannot be put in, and its words.
pub(super) fn choices(scene: Scene<'_>, draft: &Draft, width: usize) -> Vec<Entry> {
    let symbols = scene.theme.symbols();
    let entry = |original: &Original| {
        let is_in = matches!(original.fate, Fate::Quoted | Fate::PutIn);
        let (sign, tone) = match original.fate {
            Fate::Refused(_) => (symbols.mark(Mark::Bad), Tone::Dim),
            _ if is_in => (symbols.mark(Mark::Good), Tone::Good),
            _ => (symbols.unknown(), Tone::Dim),
        };
        let mut rows = heading(scene, original, width.saturating_sub(INDENT));
        for (place, row) in rows.iter_mut().enumerate() {
            let ahead = if place == 0 { format!("{sign:<INDENT$}") } else { " ".repeat(INDENT) };
            row.spans.insert(0, Span::styled(ahead, scene.theme.tone(tone)));
        }
        if let Fate::Refused(why) = original.fate {
            let why = format!("cannot be put in: {}", why.words());
            rows.extend(wrapped(scene, &why, Tone::Dim, width.saturating_sub(INDENT)).into_iter().map(indented));
        }
        if original.accuses {
            let words = wrapped(scene, "it has a word that accuses", Tone::Warn, width.saturating_sub(INDENT));
            rows.extend(words.into_iter().map(indented));
        }
        rows.extend(sentence(scene, original, width));
        Entry { heading: "", rows }
    };
    draft.originals.iter().map(entry).collect()
}

/// The parts of a message that can be copied: what each is, and what it says or why there is none.
pub(super) fn parts(scene: Scene<'_>, draft: &Draft, width: usize) -> Vec<Entry> {
    let entry = |what: &Copied| {
        let (says, tone) = match what {
            Copied::Recipient => match &draft.address {
                Some(address) => (address.to_string(), Tone::Plain),
                None if draft.masked => ("personal data is hidden".to_owned(), Tone::Dim),
                None => ("Fin sent no e-mail address for this recipient".to_owned(), Tone::Dim),
            },
            Copied::Subject => (draft.subject.text().to_string(), Tone::Plain),
            _ => ("all below the subject line".to_owned(), Tone::Plain),
        };
        let mut rows = wrapped(scene, what.words(), Tone::Strong, width);
        rows.extend(wrapped(scene, &says, tone, width.saturating_sub(INDENT)).into_iter().map(indented));
        Entry { heading: "", rows }
    };
    Copied::OF_DRAFT.iter().map(entry).collect()
}

/// The words of an original, as the mask allows.
fn sentence(scene: Scene<'_>, original: &Original, width: usize) -> Vec<Painted<'static>> {
    let (words, tone) = match original.text.shown(&scene.model.case_pane.redactor) {
        Some(text) => (text.to_string(), Tone::Plain),
        None => (scene.paint().left_out(), Tone::Dim),
    };
    wrapped(scene, &words, tone, width.saturating_sub(INDENT)).into_iter().map(indented).collect()
}

/// What to look at before anything is sent, in full.
pub(super) fn look_first(scene: Scene<'_>, drafts: &Drafts, width: usize) -> Vec<Painted<'static>> {
    if drafts.look_first.is_empty() {
        return Vec::new();
    }
    wrapped(scene, &format!("Look first: {}", drafts.to_look_at()), Tone::Warn, width)
}

/// Who gets no message, and why.
pub(super) fn without(scene: Scene<'_>, drafts: &Drafts, width: usize) -> Vec<Painted<'static>> {
    let mut rows = Vec::new();
    for (why, sentence) in drafts.reasons() {
        let tone = if why.is_incomplete() { Tone::Warn } else { Tone::Dim };
        rows.extend(wrapped(scene, &format!("{}.", capital(&sentence)), tone, width));
    }
    rows
}

fn indented(mut line: Painted<'static>) -> Painted<'static> {
    line.spans.insert(0, Span::raw(" ".repeat(INDENT)));
    line
}

pub(super) fn wrapped(scene: Scene<'_>, text: &str, tone: Tone, width: usize) -> Vec<Painted<'static>> {
    wrap(text, width).into_iter().map(|row| scene.paint().words(row.trim_end().to_owned(), tone)).collect()
}
