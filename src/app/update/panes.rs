//! Keeps comments and documents in step with what is selected.

use super::super::layout::{Layout, Pane};
use super::super::model::{MadeOf, Model};
use super::super::panes::{Scope, comments, documents};

/// Makes the detail panes anew where what they were made of differs.
pub(super) fn refresh(model: &mut Model) {
    let layout = model.layout();
    let Some(viewed) = model.viewed.clone() else { return };
    let Some(entry) = model.cases.get(&viewed) else {
        model.details = super::super::model::DetailPanes::default();
        return;
    };
    let place = entry.tree.visible().get(entry.tree.cursor().at).copied();
    let made_of = MadeOf {
        viewed,
        selected: entry.tree.selected().map(|node| node.id),
        fetched: entry.load.ready().map(|ready| ready.fetched),
        width: width(&layout),
    };
    if model.details.made_of.as_ref() == Some(&made_of) {
        return;
    }
    let (Some(case), Some(place)) = (entry.case(), place) else {
        model.details = super::super::model::DetailPanes { made_of: Some(made_of), ..Default::default() };
        return;
    };
    let scope = Scope::of(entry.tree.subtree(place));
    let made = (comments(case, &scope, made_of.width), documents(case, &scope));
    let same_selection = model
        .details
        .made_of
        .as_ref()
        .is_some_and(|before| (&before.viewed, before.selected) == (&made_of.viewed, made_of.selected));
    if same_selection {
        model.details.comments.reshow(made.0, layout.page(Pane::Comments));
        model.details.documents.reshow(made.1, layout.page(Pane::Documents));
    } else {
        model.details.comments.show(made.0);
        model.details.documents.show(made.1);
    }
    model.details.made_of = Some(made_of);
}

/// Columns a comment may take; where the pane is hidden, as many as it had or would have.
fn width(layout: &Layout) -> usize {
    let hidden = layout.screen.width;
    layout.place(Pane::Comments).map_or_else(|| usize::from(hidden), |place| usize::from(place.inner.width))
}
