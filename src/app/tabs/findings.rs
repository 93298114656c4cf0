//! What the checks found, worst first.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::domain::finding::{Finding, Severity};
use crate::domain::mask::Redactor;

use super::super::line::{Line, Mark, Tone};
use super::super::rows::Row;
use crate::domain::wrap::wrap;

/// Columns before a sentence: its sign.
const SIGN: usize = 2;

/// The rows of the tab, as far as the redactor shows them, at this width, and how many findings they show.
#[must_use]
pub fn rows(findings: &[Finding], redactor: &Redactor, width: usize) -> (Vec<Row>, usize) {
    let mut rows = Vec::new();
    for finding in findings {
        let target = Some(finding.item.clone());
        let group = group(finding.check.id());
        let (mark, tone) = sign(finding.severity);
        let sentence = redactor.sentence(&finding.sentence);
        for (place, part) in wrap(sentence.as_str(), width.saturating_sub(SIGN)).iter().enumerate() {
            let line = if place == 0 { Line::default().mark(mark) } else { Line::own("  ", Tone::Plain) };
            rows.push(Row::new(line.remote(&sentence.part(part), tone), target.clone()).in_group(group));
        }
        let line = Line::own(format!("  {} · {}", finding.severity.word(), finding.check.words()), Tone::Dim);
        rows.push(Row::new(line, target).in_group(group));
    }
    (rows, findings.len())
}

/// Tells the checks apart that speak of the same thing.
fn group(check: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    check.hash(&mut hasher);
    hasher.finish()
}

const fn sign(severity: Severity) -> (Mark, Tone) {
    match severity {
        Severity::Error => (Mark::Bad, Tone::Bad),
        Severity::Warning => (Mark::Warn, Tone::Plain),
        Severity::Information => (Mark::Note, Tone::Plain),
    }
}
