//! A dashboard over a saved file: the same screen, and nothing to fetch.

use crate::domain::case::Case;
use crate::domain::customer::RowKey;
use crate::domain::digest::{Digest, Look};
use crate::domain::failure::Failure;
use crate::domain::time::{Now, Wall};

use super::layout::{Pane, Size};
use super::model::Model;
use super::review_settings::ReviewSettings;
use super::row::{Details, Row};
use super::session::Session;

/// A dashboard that shows `cases`, in the order of the file; one that could not be read keeps its place.
#[must_use]
pub fn open(
    session: Session,
    settings: ReviewSettings,
    cases: Vec<Result<Case, Failure>>,
    size: Size,
    now: Now,
) -> Model {
    let mut model = Model::new(session, settings, size, now);
    if cases.len() == 1 {
        model.screen.arrangement.focus = Pane::Case;
    }
    let mut unusable = 0;
    for outcome in cases {
        let known = outcome.as_ref().ok().map(|case| RowKey::Customer(case.id.clone()));
        let key = known.filter(|key| model.queue.row(key).is_none()).unwrap_or_else(|| {
            unusable += 1;
            RowKey::Unusable(unusable)
        });
        let row = row(key.clone(), &outcome, &model.settings, now.wall);
        model.queue.add(row);
        model.cases.keep(&key, outcome.map(Box::new), now);
    }
    model
}

fn row(key: RowKey, outcome: &Result<Case, Failure>, settings: &ReviewSettings, now: Wall) -> Row {
    let row = Row::named(key);
    let look = Look { judged_by: Some((&settings.thresholds, now)), ..Look::default() };
    match outcome {
        Ok(case) => Row {
            profile: case.profile.clone(),
            digest: Some(Box::new(Digest::of(case, &settings.glossary, look))),
            details: Details::Known,
            damaged: !case.problems.is_empty(),
            ..row
        },
        Err(_) => Row { details: Details::Failed, damaged: true, ..row },
    }
}
