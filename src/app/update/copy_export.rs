//! Taking things away: copy, export, open a link; and the mask that covers all of it.

use super::super::effect::{Effect, Snapshot};
use super::super::layout::Pane;
use super::super::line::Tone;
use super::super::model::{Model, Visibility};
use super::super::overlay::{Choice, Copied, Form};
use super::super::tabs::Tab;
use super::{case, drafts, notify, overlay, prefetch};
use crate::domain::case::Case;
use crate::domain::digest::{Digest, Look};
use crate::domain::key::{DocumentKey, Item, Subject};
use crate::domain::mask::{Mask, Prose, Redactor};
use crate::domain::rejection::Verdict;
use crate::domain::text::SafeText;
use crate::domain::why::why;

/// Opens the choice of what to copy.
pub(super) fn choose_copy(model: &mut Model) {
    overlay::choose(model, "Copy", Copied::ALL.map(Choice::Copy).to_vec());
}

/// Opens the choice of how to export.
pub(super) fn choose_export(model: &mut Model) {
    overlay::choose(model, "Export this case as", [Form::Markdown, Form::Json].map(Choice::Export).to_vec());
}

/// What is to be copied, where it is.
enum Wanted {
    /// A text.
    Text(SafeText),
    /// Prose that a mask keeps from the clipboard.
    LeftOut,
}

impl Wanted {
    fn of(text: Option<SafeText>) -> Self {
        text.map_or(Self::LeftOut, Self::Text)
    }
}

/// Copies something of the viewed case.
pub(super) fn copy(model: &mut Model, what: Copied, effects: &mut Vec<Effect>) {
    let words = what.words().to_owned();
    let wanted = match what {
        Copied::Value => value(model),
        Copied::Id => {
            let id = model.viewed.as_ref().and_then(|key| key.id());
            id.map(|id| Wanted::Text(SafeText::line(id.as_str())))
        }
        Copied::Uri => of_case(model, |case, item, redactor| {
            let (_, document) = document(case, item?)?;
            Some(Wanted::Text(redactor.uri(document.uri.given()?)))
        }),
        Copied::Comment => {
            of_case(model, |case, item, redactor| Some(Wanted::of(redactor.prose(&comment(case, item?)?))))
        }
        Copied::Terms if model.screen.mask == Mask::On => None,
        Copied::Terms => of_case(model, |case, _, _| Some(Wanted::Text(case.details.tos.given()?.reveal().clone()))),
        Copied::Asks | Copied::Summary | Copied::Json => {
            match snapshot(model) {
                Some(snapshot) => effects.push(Effect::CopyReport { what, snapshot: Box::new(snapshot) }),
                None => notify(model, Tone::Warn, "the case is not loaded yet".to_owned(), effects),
            }
            return;
        }
    };
    match wanted {
        Some(Wanted::Text(text)) if !text.is_blank() => effects.push(Effect::Copy { text, what: words }),
        Some(Wanted::LeftOut) => {
            let text = "not copied: Fin's own words may name people, and personal data is hidden";
            notify(model, Tone::Warn, text.to_owned(), effects);
        }
        Some(Wanted::Text(_)) | None => {
            notify(
                model,
                Tone::Warn,
                format!("nothing to copy: what is selected has no such thing ({words})"),
                effects,
            );
        }
    }
}

/// Writes the viewed case to a new file.
pub(super) fn export(model: &mut Model, form: Form, effects: &mut Vec<Effect>) {
    match snapshot(model) {
        Some(snapshot) => effects.push(Effect::Export { form, snapshot: Box::new(snapshot) }),
        None => notify(model, Tone::Warn, "the case is not loaded yet".to_owned(), effects),
    }
}

/// Opens the configured link for the viewed customer: the first press shows where it goes, the second goes there.
pub(super) fn open_link(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(template) = model.settings.link.clone() else { return };
    let Some(id) = model.viewed.as_ref().and_then(|key| key.id()) else { return };
    let link = template.link(id);
    if model.screen.armed_link.as_ref() == Some(&link) {
        model.screen.armed_link = None;
        effects.push(Effect::OpenLink(link));
        return;
    }
    notify(
        model,
        Tone::Warn,
        format!("this opens {} in a browser; the same key again does it", template.host()),
        effects,
    );
    model.screen.armed_link = Some(link);
}

/// Shows what Fin wrote on the viewed case although it may name people, or hides it again.
pub(super) fn show_prose(model: &mut Model, effects: &mut Vec<Effect>) {
    let is_shown = model.screen.prose.is_some();
    model.screen.prose = model.viewed.clone().filter(|_| !is_shown);
    let text = match model.visibility() {
        Visibility::WithProse => "what Fin wrote on this case is shown until you leave it; it may name people",
        Visibility::Masked | Visibility::Open => "what Fin wrote is hidden again",
    };
    notify(model, Tone::Plain, text.to_owned(), effects);
}

/// Hides personal data everywhere, or shows it again.
pub(super) fn toggle_mask(model: &mut Model, effects: &mut Vec<Effect>) {
    model.screen.mask = model.screen.mask.toggled();
    model.screen.prose = None;
    let page = model.page(Pane::Queue);
    model.queue.look_through(model.screen.mask, page);
    case::view_selected(model, effects);
    prefetch::schedule(model, effects);
    drafts::redraft(model);
    let text = match model.screen.mask {
        Mask::On => "personal data is hidden: on screen, in copies, drafts and exports",
        Mask::Off => "personal data is shown",
    };
    notify(model, Tone::Plain, text.to_owned(), effects);
}

/// The words of the selected row, node or line, without the name they stand beside.
fn value(model: &Model) -> Option<Wanted> {
    let line = match model.focus() {
        Pane::Queue => return model.queue.selected().map(|row| Wanted::Text(row.called())),
        Pane::Comments => model.side.comments.selected_line(),
        Pane::Documents => model.side.documents.selected_line(),
        Pane::Case => match model.case_pane.rows.of(model.case_pane.tab) {
            Some(rows) => rows.selected_line(),
            None => model.viewed_case()?.tree.selected().map(|node| &node.line),
        },
    }?;
    let words = line.value(&redactor(model.viewed_case()?.case()?, model));
    Some(Wanted::of(words.map(|words| SafeText::line(&words))))
}

/// What of a case may be copied or exported.
fn redactor(case: &Case, model: &Model) -> Redactor {
    Redactor::under(case, &model.settings.glossary.phrases, model.screen.mask)
}

/// Prose that was asked for on the screen is for the screen alone.
fn of_case<T>(model: &Model, read: impl FnOnce(&Case, Option<&Item>, &Redactor) -> Option<T>) -> Option<T> {
    let case = model.viewed_case()?.case()?;
    read(case, selected(model), &redactor(case, model))
}

/// The item that the focused pane has selected.
fn selected(model: &Model) -> Option<&Item> {
    match model.focus() {
        Pane::Comments => model.side.comments.target(),
        Pane::Documents => model.side.documents.target(),
        Pane::Queue | Pane::Case if model.case_pane.tab != Tab::Tree => {
            model.case_pane.rows.of(model.case_pane.tab).and_then(|rows| rows.target())
        }
        Pane::Queue | Pane::Case => model.viewed_case()?.tree.selected().map(|node| &node.position.item),
    }
}

fn document<'case>(
    case: &'case Case,
    item: &Item,
) -> Option<(DocumentKey, &'case crate::domain::rejection::RejectedDocument)> {
    let (Item::Document(key) | Item::DocumentFact(key, _) | Item::DocumentLabel(key, _)) = item else { return None };
    case.documents().into_iter().find(|(known, _)| known == key)
}

/// The moderator's words on an item: of its document, else of its subject.
fn comment(case: &Case, item: &Item) -> Option<Prose> {
    if let Some((_, document)) = document(case, item) {
        return document.verdict.words().cloned();
    }
    let subject = match item {
        Item::Comment(subject) | Item::Label(subject, _) | Item::Rejection(subject) => subject.clone(),
        Item::Party(key) | Item::PartyFact(key, _) => Subject::Party(key.clone()),
        _ => return None,
    };
    let of_subject = |(of, _): &(Subject, _)| *of == subject;
    let (_, rejection) = case.rejections().into_iter().find(of_subject)?;
    rejection.verdict.given().and_then(Verdict::words).cloned()
}

fn snapshot(model: &Model) -> Option<Snapshot> {
    let entry = model.viewed_case()?;
    let ready = entry.load.ready()?;
    let row = model.viewed.as_ref().and_then(|key| model.queue.row(key));
    let digest = row.and_then(|row| row.digest.clone());
    Some(Snapshot {
        digest: digest.unwrap_or_else(|| Box::new(Digest::of(&ready.data, &model.settings.glossary, Look::default()))),
        case: ready.data.clone(),
        why: why(&ready.data, &model.settings.glossary, model.now.wall),
        findings: model.case_pane.read.findings.clone(),
        mask: model.screen.mask,
        fetched: ready.fetched.wall,
        source: model.session.origin(),
    })
}
