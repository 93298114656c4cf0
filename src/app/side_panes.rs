//! The detail panes: what Fin wrote about what is selected in the case, and the handles of its refused documents.

mod comments;
mod scope;

use std::collections::HashMap;

use crate::domain::case::Case;
use crate::domain::key::{DocumentKey, Item};
use crate::domain::rejection::{DocumentUri, LabelCode, RejectedDocument};
use crate::domain::wording::number;

use super::line::{Line, Mark, Tone};
use super::outline::words::subject_line;
use super::rows::Row;

pub use comments::comments;
pub use scope::Scope;

/// Most texts and most documents that are shown at once.
const MOST: usize = 1_000;

/// How many are not shown, and how to see them.
fn more(count: usize, what: &str) -> Row {
    let text = format!("… {} more {what}: each can be selected in the tree", number(count));
    Row::new(Line::own(text, Tone::Dim), None)
}

fn with_labels(mut line: Line, labels: &[LabelCode]) -> Line {
    for label in labels {
        line = line.and("  ", Tone::Plain).mark(Mark::Label).remote(label.text(), Tone::Code);
    }
    line
}

fn row(line: Line, target: &Item) -> Row {
    Row::new(line, Some(target.clone()))
}

/// Documents by handle: one handle may stand for several of them.
#[must_use]
pub fn documents(case: &Case, found: &[(DocumentKey, &RejectedDocument)]) -> (Vec<Row>, usize) {
    let people = case.people();
    let mut places: HashMap<Option<&DocumentUri>, usize> = HashMap::new();
    let mut handles: Vec<Vec<&(DocumentKey, &RejectedDocument)>> = Vec::new();
    let mut shown = 0;
    for one in found {
        // What stands behind the handles that are shown is not looked at but for theirs.
        let place = match places.get(&one.1.uri.given()) {
            Some(place) => *place,
            None if shown >= MOST => continue,
            None => *places.entry(one.1.uri.given()).or_insert(handles.len()),
        };
        shown += 1;
        match handles.get_mut(place) {
            Some(same) => same.push(one),
            None => handles.push(vec![one]),
        }
    }
    let mut rows = Vec::new();
    let mut left = found.len();
    for same in handles {
        let Some((first, document)) = same.first() else { continue };
        let mut line = Line::default().handle(&document.uri, Tone::Strong);
        if same.len() > 1 {
            line = line.and(format!("  ×{}", same.len()), Tone::Warn);
        }
        rows.push(row(line, &Item::Document(first.clone())));
        for (key, document) in same.iter().take(MOST) {
            let line = Line::own("  ", Tone::Plain).fact(&document.category, Tone::Code).and("  ", Tone::Plain);
            let line = subject_line(line, &people, &key.subject);
            rows.push(row(with_labels(line, document.verdict.labels.items()), &Item::Document(key.clone())));
            left -= 1;
        }
    }
    if left > 0 {
        rows.push(more(left, "documents"));
    }
    (rows, found.len())
}
