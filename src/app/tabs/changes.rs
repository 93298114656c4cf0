//! What changed while we looked, newest first. History before the first look is nowhere to be had.

use crate::domain::change::{Change, How};
use crate::domain::time::Wall;
use crate::domain::wording::counted;

use super::super::line::{Line, Mark, Tone};
use super::super::rows::Row;

/// The differences that one look showed.
#[derive(Clone, Debug)]
pub struct Look {
    /// When the answer came.
    pub at: Wall,
    /// What differed from the look before.
    pub changes: Vec<Change>,
}

/// The rows of the tab, and how many changes they show.
#[must_use]
pub fn rows(looks: &[Look]) -> (Vec<Row>, usize) {
    let mut rows = Vec::new();
    let mut count = 0;
    for look in looks.iter().rev() {
        count += look.changes.len();
        let heading = Line::default()
            .moment(look.at, Tone::Strong)
            .and(format!("  {}", counted(look.changes.len(), "change", "changes")), Tone::Dim);
        let group = u64::try_from(look.at.as_microsecond()).unwrap_or(u64::MAX);
        rows.push(Row::new(heading, None).in_group(group));
        rows.extend(look.changes.iter().map(|change| row(change).in_group(group)));
    }
    (rows, count)
}

fn row(change: &Change) -> Row {
    let name = change.item.words();
    let line = Line::own("  ", Tone::Plain).mark(Mark::Changed);
    let verb = change.verb().map_or_else(String::new, |verb| format!("{verb}: "));
    let line = match &change.how {
        How::Added | How::Found => line.and(verb, Tone::Warn).remote(&name, Tone::Plain),
        How::Removed => line.and(verb, Tone::Good).remote(&name, Tone::Plain),
        How::Lost(_) => line.and(verb, Tone::Bad).remote(&name, Tone::Plain),
        How::Altered { before, after } => line
            .remote(&name, Tone::Plain)
            .and(": ", Tone::Plain)
            .told(before, Tone::Dim)
            .and(" → ", Tone::Plain)
            .told(after, Tone::Strong),
    };
    Row::new(line, Some(change.item.clone()))
}
