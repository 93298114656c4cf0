//! Copying, exporting, opening a link: what it is about is read when it is asked for.

use super::super::action::Action;
use super::super::effect::{Effect, Snapshot};
use super::super::layout::Pane;
use super::super::line::Tone;
use super::super::list::Cursor;
use super::super::model::Model;
use super::super::reason::{HIDDEN, NOT_LOADED, Reason};
use super::super::window::{Choice, Chooser, Content, Copied, ExportForm, OpenedOn, Since, Window};
use super::{draft_parts, drafts};
use crate::domain::case::Case;
use crate::domain::digest::{Digest, Look};
use crate::domain::draft::{Draft, Originals};
use crate::domain::finding::findings_of;
use crate::domain::key::{DocumentKey, Item, Subject};
use crate::domain::mask::{Mask, Prose, Redactor};
use crate::domain::overview::Overview;
use crate::domain::rejection::Verdict;
use crate::domain::text::SafeText;
use crate::domain::why::why;

/// Opens the choice of what to copy. What there is to copy is read now: the panes may go on meanwhile.
pub(super) fn choose_copy(model: &mut Model) {
    let choices = Copied::ALL.map(|what| Choice::Copy(what, content(model, what))).to_vec();
    choose(model, "Copy", choices);
}

/// Opens the choice of how to export.
pub(super) fn choose_export(model: &mut Model) {
    choose(model, "Export this case as", [ExportForm::Markdown, ExportForm::Json].map(Choice::Export).to_vec());
}

fn choose(model: &mut Model, title: &'static str, choices: Vec<Choice>) {
    let on = drafts::viewed(model);
    model.screen.window = Window::Chooser(Chooser {
        title,
        choices,
        cursor: Cursor::default(),
        on,
        armed: None,
        mask: model.screen.mask,
    });
}

/// Copies something of the viewed case.
pub(super) fn copy(model: &mut Model, what: Copied, effects: &mut Vec<Effect>) {
    let content = content(model, what);
    copy_content(model, (what, content), drafts::viewed(model), effects);
}

/// Copies what was read before, of the look it was read from.
pub(super) fn copy_content(
    model: &mut Model,
    (what, content): (Copied, Content),
    on: Option<OpenedOn>,
    effects: &mut Vec<Effect>,
) {
    match (content, on) {
        (Content::Report, Some(on)) => {
            let snapshot = Box::new(snapshot(model, &on));
            effects.push(Effect::CopyReport { what, snapshot });
        }
        (Content::Report, None) => model.notify(Tone::Warn, NOT_LOADED),
        (content, _) => draft_parts::copy(model, what, content, effects),
    }
}

/// Writes a look at a case to a new file.
pub(super) fn export(model: &Model, form: ExportForm, on: &OpenedOn, effects: &mut Vec<Effect>) {
    effects.push(Effect::Export { form, snapshot: Box::new(snapshot(model, on)) });
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
    model.notify(Tone::Warn, format!("this opens {} in a browser; the same key again does it", template.host()));
    model.screen.armed_link = Some(link);
}

/// What there is to copy of what is selected.
fn content(model: &Model, what: Copied) -> Content {
    let found = match what {
        Copied::Value => value(model),
        Copied::Id => {
            let id = model.viewed.as_ref().and_then(|key| key.id());
            id.map(|id| Content::Text(SafeText::line(id.as_str())))
        }
        Copied::Uri => of_case(model, |case, item, redactor| {
            let (_, document) = document(case, item?)?;
            Some(Content::Text(redactor.uri(document.uri.given()?)))
        }),
        Copied::Comment => of_case(model, |case, item, redactor| Some(shown(redactor.prose(&comment(case, item?)?)))),
        Copied::Terms if model.screen.mask == Mask::On => Some(Content::No(HIDDEN)),
        Copied::Terms => of_case(model, |case, _, _| Some(Content::Text(case.details.tos.given()?.reveal().clone()))),
        Copied::Asks | Copied::Summary | Copied::Json => of_case(model, |_, _, _| Some(Content::Report)),
        Copied::Recipient | Copied::Subject | Copied::Body => {
            drafts::viewed(model).map(|on| of_draft(model, &on, what))
        }
    };
    found
        .filter(|content| !matches!(content, Content::Text(text) if text.is_blank()))
        .unwrap_or_else(|| Content::No(why_none(model, what)))
}

/// Why there is nothing of what is selected.
fn why_none(model: &Model, what: Copied) -> Reason {
    let has_case = model.viewed_case().is_some_and(|entry| entry.case().is_some());
    match what {
        Copied::Id => Reason::of("this row has no usable id"),
        Copied::Value if has_case || model.focus() == Pane::Queue => Reason::of("nothing is selected"),
        _ if !has_case => NOT_LOADED,
        Copied::Uri => Reason::of("no document is selected").unless(Action::FocusDocuments),
        Copied::Comment => Reason::of("Fin wrote no comment on what is selected").unless(Action::FocusComments),
        Copied::Terms => Reason::of("Fin sent no terms link"),
        _ => Reason::of("there is no such thing here"),
    }
}

/// A part of the draft for whom the selection is about; of the first where it is about nobody. Never of somebody else's.
fn of_draft(model: &Model, on: &OpenedOn, what: Copied) -> Content {
    let drafts = drafts::draft(model, on, &Originals::default());
    let wanted = selected(model).and_then(Item::subject);
    let is_wanted = |draft: &&Draft| wanted.as_ref().is_some_and(|wanted| draft.recipient.subject() == *wanted);
    let first = drafts.messages.first().filter(|_| wanted.is_none());
    match drafts.messages.iter().find(is_wanted).or(first) {
        Some(draft) => draft_parts::part(draft, what),
        None if drafts.is_held => {
            Content::No(Reason::of("the case is held: no message may be sent").unless(Action::Draft))
        }
        None if drafts.messages.is_empty() => {
            Content::No(Reason::of("there is no message to anyone").unless(Action::Draft))
        }
        None => Content::No(Reason::of("there is no message to whom the selection is about").unless(Action::Draft)),
    }
}

/// What is to be looked at before a part of a draft is copied from the menu, where it was not said yet that somebody did.
pub(super) fn asks_first(model: &mut Model, chooser: &Chooser) -> Option<String> {
    let on = chooser.on.as_ref()?;
    let is_part = match chooser.choices.get(chooser.cursor.at)? {
        Choice::Copy(what, Content::Text(_)) => Copied::OF_DRAFT.contains(what),
        _ => false,
    };
    if !is_part {
        return None;
    }
    let is_armed = chooser.armed == Some(chooser.cursor.at);
    if on.since == Since::Changed {
        return (!is_armed)
            .then(|| "The case has changed since; close this and choose again for the new draft.".to_owned());
    }
    if chooser.mask == Mask::On {
        // Nobody can send what is masked.
        return None;
    }
    let drafts = drafts::draft(model, on, &Originals::default());
    if !drafts.asks_once || model.screen.looked.get(&on.key) == Some(&on.fetched) {
        return None;
    }
    if is_armed {
        model.screen.looked.insert(on.key.clone(), on.fetched);
        return None;
    }
    Some(drafts.to_look_at())
}

fn shown(text: Option<SafeText>) -> Content {
    let left_out = Reason::of("Fin's own words may name people, and personal data is hidden").unless(Action::Mask);
    text.map_or(Content::No(left_out), Content::Text)
}

/// The words of the selected row, node or line, without the name they stand beside.
fn value(model: &Model) -> Option<Content> {
    let line = match model.focus() {
        Pane::Queue => return model.queue.selected().map(|row| Content::Text(row.called())),
        Pane::Case | Pane::Comments | Pane::Documents => match model.focused_rows() {
            Some(rows) => rows.selected().map(|row| &row.line),
            None => model.viewed_case()?.tree.selected().map(|node| &node.line),
        },
    }?;
    let words = line.value(&redactor(model.viewed_case()?.case()?, model));
    Some(shown(words.map(|words| SafeText::line(&words))))
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

/// The item that the focused pane has selected; the queue stands for the case.
fn selected(model: &Model) -> Option<&Item> {
    let rows = match model.focus() {
        Pane::Queue => model.case_pane.rows.of(model.case_pane.tab),
        Pane::Case | Pane::Comments | Pane::Documents => model.focused_rows(),
    };
    match rows {
        Some(rows) => rows.target(),
        None => model.viewed_case()?.tree.selected().map(|node| &node.position.item),
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

/// A look at a case with all that a report says of it.
fn snapshot(model: &Model, on: &OpenedOn) -> Snapshot {
    let glossary = &model.settings.glossary;
    let overview = Overview::of(&on.case, glossary);
    let mut findings = findings_of(&overview, &model.settings.thresholds, model.now.wall);
    model.cases.shared_files().add_to(&mut findings, &on.case);
    // The row knows when a request was first seen, but it may speak of a later look.
    let known = model.queue.row(&on.key).and_then(|row| row.digest.as_deref());
    let look = Look { at: Some(on.fetched.wall), before: known, judged_by: None };
    Snapshot {
        digest: Box::new(Digest::of(&on.case, glossary, look)),
        case: on.case.clone(),
        why: why(&on.case, glossary, model.now.wall),
        findings,
        mask: model.screen.mask,
        fetched: on.fetched.wall,
        source: model.session.origin(),
    }
}
