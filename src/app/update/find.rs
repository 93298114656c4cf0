//! Going to what is searched for, in the case and its panes.

use super::super::layout::Pane;
use super::super::line::Tone;
use super::super::model::Model;
use super::super::reason::NOT_SEARCHED;
use super::case;

/// Goes to the next or previous hit in the focused pane.
pub(super) fn go(model: &mut Model, forward: bool) {
    if !model.has_searched() {
        return model.notify(Tone::Plain, NOT_SEARCHED);
    }
    let found = match model.focus() {
        Pane::Queue => false,
        Pane::Case => in_case(model, forward),
        Pane::Comments | Pane::Documents => in_pane(model, forward),
    };
    if !found {
        let text = format!("nothing here holds “{}”", model.find.last);
        model.notify(Tone::Warn, text);
    }
}

fn in_case(model: &mut Model, forward: bool) -> bool {
    let (tab, page) = (model.case_pane.tab, model.page(Pane::Case));
    let redactor = &model.case_pane.redactor;
    if let Some(rows) = model.case_pane.rows.of_mut(tab) {
        let Some(row) = model.find.in_rows(rows, redactor, forward) else { return false };
        rows.cursor.go_to(row, rows.rows.len(), page);
        return true;
    }
    let Some(entry) = model.viewed_case() else { return false };
    if entry.tree.is_partial() {
        let way = entry.case().and_then(|case| {
            model.find.in_case(case, &entry.tree, &model.settings.glossary, &model.case_pane.redactor, forward)
        });
        let Some(way) = way else { return false };
        case::follow(model, &way);
        return true;
    }
    let Some(place) = model.find.in_tree(&entry.tree, &model.case_pane.redactor, forward) else { return false };
    case::select(model, place);
    true
}

fn in_pane(model: &mut Model, forward: bool) -> bool {
    let focus = model.focus();
    let page = model.page(focus);
    let rows = if focus == Pane::Comments { &mut model.side.comments } else { &mut model.side.documents };
    let Some(row) = model.find.in_rows(rows, &model.case_pane.redactor, forward) else { return false };
    rows.cursor.go_to(row, rows.rows.len(), page);
    true
}
