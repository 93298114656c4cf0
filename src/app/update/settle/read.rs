//! Keeps what is read out of the viewed case in step with it: why, findings, tabs, comments, documents.

use crate::app::case_pane::{CasePane, MadeOf, Read, ReadFrom, Selected, SidePanes, Visibility};
use crate::app::cases::Entry;
use crate::app::layout::{Layout, Pane};
use crate::app::list::List;
use crate::app::model::Model;
use crate::app::rows::{Row, Rows};
use crate::app::side_panes::{Scope, comments, documents};
use crate::app::tabs::{Tab, TabRows, asks, findings, history};
use crate::domain::case::Case;
use crate::domain::finding::findings_of;
use crate::domain::glossary::Glossary;
use crate::domain::key::{AskKey, Item};
use crate::domain::mask::{Mask, Redactor, Sentence};
use crate::domain::overview::Overview;
use crate::domain::time::Wall;
use crate::domain::why::why_within;
use crate::domain::wrap::wrap;

/// Column one of a pane holds the selection mark.
const GUTTER: usize = 1;
/// Columns of the word before the sentence that says why.
const WHY: usize = 5;
/// Lengths of it that are tried.
const MOST_LOST: usize = 4;

/// Reads anew what was made of something else than what is there now.
pub(super) fn settle(model: &mut Model) {
    read_case(model);
    make_rows(model);
    read_selection(model);
}

/// Why, findings and the rows of the tabs follow the viewed case and the width of its pane.
fn read_case(model: &mut Model) {
    let layout = model.layout();
    let kept = model.viewed.clone().and_then(|viewed| Some((model.cases.get(&viewed)?, viewed)));
    let tab = model.case_pane.tab;
    let Some((entry, viewed)) = kept else {
        let redactor = unread(model);
        model.case_pane = CasePane { tab, redactor, ..CasePane::default() };
        return;
    };
    let from = ReadFrom {
        viewed,
        fetched: entry.load.ready().map(|ready| ready.fetched),
        history: entry.history_stamp(),
        width: width(&layout, Pane::Case),
        visibility: model.visibility(),
    };
    if model.case_pane.made_of.as_ref() == Some(&from) {
        return;
    }
    let same_case = model.case_pane.made_of.as_ref().is_some_and(|before| before.viewed == from.viewed);
    let Some(case) = entry.case() else {
        let redactor = unread(model);
        model.case_pane = CasePane { tab, redactor, made_of: Some(from), ..CasePane::default() };
        return;
    };
    let redactor = redactor(case, &model.settings.glossary, from.visibility);
    let read = match model.case_pane.made_of.as_ref() {
        // The mask alone changes nothing of what is known.
        Some(before) if ReadFrom { visibility: from.visibility, ..before.clone() } == from => {
            std::mem::take(&mut model.case_pane.read)
        }
        _ => read(model, case, from.width, layout.frame.why_rows()),
    };
    let mut rows = if same_case { std::mem::take(&mut model.case_pane.rows) } else { TabRows::default() };
    rows.count(read.asks, read.findings.len(), history::count(&entry.past));
    let (why, why_in_full) = (redactor.sentence(&read.why), redactor.sentence(&read.why_in_full));
    let owed = asks::in_short(case, &model.settings.glossary);
    model.case_pane = CasePane { tab, rows, why, why_in_full, owed, read, redactor, made_of: Some(from) };
}

/// What is read out of a case, whatever of it is shown.
fn read(model: &Model, case: &Case, width: usize, rows: usize) -> Read {
    let (reading, now) = (&model.settings, model.now.wall);
    let overview = Overview::of(case, &reading.glossary);
    let mut findings = findings_of(&overview, &reading.thresholds, now);
    model.cases.shared_files().add_to(&mut findings, case);
    Read {
        findings,
        why: why_in_rows(&overview, now, width, rows),
        why_in_full: why_within(&overview, now, usize::MAX),
        asks: overview.asks(),
        precautions: overview.precautions,
    }
}

/// The fullest sentence that fits so many rows once it is wrapped: a row that breaks at a blank holds less than its width.
fn why_in_rows(overview: &Overview<'_>, now: Wall, width: usize, rows: usize) -> Sentence {
    let room = (width * rows).saturating_sub(WHY);
    let tried =
        (0..=MOST_LOST).map(|lost| why_within(overview, now, room.saturating_sub(lost * width / MOST_LOST / 2)));
    let open = Redactor::open();
    let fits = |why: &Sentence| wrap(&format!("Why: {}", open.sentence(why)), width).len() <= rows;
    let mut shortest = None;
    for why in tried {
        if fits(&why) {
            return why;
        }
        shortest = Some(why);
    }
    shortest.unwrap_or_default()
}

/// Makes the rows of the shown tab, where it is a list of which none were made yet.
fn make_rows(model: &mut Model) {
    let tab = model.case_pane.tab;
    if model.case_pane.rows.are_made(tab) {
        return;
    }
    let Some((entry, from)) = model.viewed_case().zip(model.case_pane.made_of.as_ref()) else { return };
    let Some(case) = entry.case() else { return };
    let made = match tab {
        Tab::Tree => return,
        Tab::Asks => asks::rows(case, &model.settings.glossary),
        Tab::Findings => findings::rows(&model.case_pane.read.findings, &model.case_pane.redactor, from.width),
        Tab::History => history::rows(entry.history(), case, &model.settings.glossary, model.now.wall),
    };
    model.case_pane.rows.make(tab, made);
}

/// What of a case is shown. Nobody has to be learnt where nobody is hidden.
fn redactor(case: &Case, glossary: &Glossary, visibility: Visibility) -> Redactor {
    let masked = || Redactor::under(case, &glossary.phrases, Mask::On);
    match visibility {
        Visibility::Open => Redactor::open(),
        Visibility::Masked => masked(),
        Visibility::WithProse => masked().with_prose(),
    }
}

/// The same of a customer whose case is not there.
fn unread(model: &Model) -> Redactor {
    let row = model.viewed.as_ref().and_then(|key| model.queue.row(key));
    let redactor = row.map_or_else(Redactor::default, |row| Redactor::of_profile(&row.key, &row.profile));
    redactor.with_mask(model.screen.mask)
}

/// Comments and documents follow what is selected in the case.
fn read_selection(model: &mut Model) {
    let layout = model.layout();
    let kept = model.viewed.clone().and_then(|viewed| Some((model.cases.get(&viewed)?, viewed)));
    let Some((entry, viewed)) = kept else {
        model.side = SidePanes::default();
        return;
    };
    let shown = model.case_pane.rows.of(model.case_pane.tab);
    let selected = match shown {
        None => Selected::Node(entry.tree.selected().map(|node| node.id)),
        Some(rows) => Selected::Row(model.case_pane.tab, rows.selected().and_then(Row::identity).map(owned)),
    };
    let made_of = MadeOf {
        viewed,
        selected,
        fetched: entry.load.ready().map(|ready| ready.fetched),
        width: width(&layout, Pane::Comments),
        visibility: model.visibility(),
    };
    if model.side.made_of.as_ref() == Some(&made_of) {
        return;
    }
    let Some(case) = entry.case() else {
        model.side = SidePanes { made_of: Some(made_of), ..Default::default() };
        return;
    };
    let scope = scope(entry, case, &model.settings.glossary, shown);
    let redactor = &model.case_pane.redactor;
    let is_case = shown.is_none() && entry.tree.selected().is_some_and(|node| node.position.item == Item::Case);
    let why = Some(&model.case_pane.why_in_full).filter(|why| is_case && !why.is_blank());
    let words = (&*model.settings.glossary, why);
    let found = scope.documents_in(case);
    let made = (comments(case, &scope, &found, words, (redactor, made_of.width)), documents(case, &found));
    let before = model.side.made_of.as_ref();
    let same_selection =
        before.is_some_and(|before| (&before.viewed, &before.selected) == (&made_of.viewed, &made_of.selected));
    if same_selection {
        model.side.comments.reshow(made.0);
        model.side.documents.reshow(made.1);
    } else {
        model.side.comments.show(made.0);
        model.side.documents.show(made.1);
    }
    model.side.made_of = Some(made_of);
}

fn owned((group, item): (u64, Option<&Item>)) -> (u64, Option<Item>) {
    (group, item.cloned())
}

/// What the selection covers: a subtree, or what the selected row points to; an ask covers what was refused of it.
fn scope(entry: &Entry, case: &Case, glossary: &Glossary, shown: Option<&Rows>) -> Scope {
    let Some(rows) = shown else {
        let place = entry.tree.visible().get(entry.tree.cursor().at).copied().unwrap_or(0);
        return match entry.tree.selected().map(|node| &node.position.item) {
            Some(Item::Ask(key)) => refused_for(case, glossary, key).with_ask(key.clone()),
            Some(Item::Field(key) | Item::FieldFact(key, _)) => {
                refused_for(case, glossary, &key.ask).with_field(key.clone())
            }
            _ => Scope::of(entry.tree.subtree(place)),
        };
    };
    match rows.target() {
        Some(Item::Ask(key)) => refused_for(case, glossary, key).with_ask(key.clone()),
        Some(Item::Field(key)) => refused_for(case, glossary, &key.ask).with_field(key.clone()),
        Some(item) => match entry.tree.place(item) {
            Some(place) => Scope::of(entry.tree.subtree(place)),
            None => Scope::of_unmade(item),
        },
        None => Scope::of(entry.tree.subtree(0)),
    }
}

/// The refused documents that an ask is about.
fn refused_for(case: &Case, glossary: &Glossary, key: &AskKey) -> Scope {
    let documents = case.documents_of(|subject| *subject == key.request.subject);
    let refused = asks::Refused::of(documents, glossary);
    Scope::of_documents(refused.matching(key).iter().map(|(key, _)| key.clone()))
}

/// Columns a row of a pane may take; where the pane is hidden, as many as the screen has.
fn width(layout: &Layout, pane: Pane) -> usize {
    let width = layout.place(pane).map_or(layout.screen.width, |place| place.inner.width);
    usize::from(width).saturating_sub(GUTTER)
}
