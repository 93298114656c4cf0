//! What the checks found, worst first.

use crate::domain::finding::{Finding, Severity};

use super::super::line::{Line, Mark, Tone};
use super::super::panes::Row;
use super::super::wrap::wrap;

/// Columns before a sentence: its sign.
const SIGN: usize = 2;

/// The rows of the tab at this width, and how many findings they show.
#[must_use]
pub fn rows(findings: &[Finding], width: usize) -> (Vec<Row>, usize) {
    let mut rows = Vec::new();
    for finding in findings {
        let target = Some(finding.item.clone());
        let (mark, tone) = sign(finding.severity);
        for (place, part) in wrap(finding.sentence.as_str(), width.saturating_sub(SIGN)).iter().enumerate() {
            let line = if place == 0 { Line::default().mark(mark) } else { Line::own("  ", Tone::Plain) };
            rows.push(Row { line: line.remote(&finding.sentence.part(part), tone), target: target.clone() });
        }
        let line = Line::own(format!("  {} · {}", finding.severity.word(), finding.check.id()), Tone::Dim);
        rows.push(Row { line, target });
    }
    (rows, findings.len())
}

const fn sign(severity: Severity) -> (Mark, Tone) {
    match severity {
        Severity::Error => (Mark::Bad, Tone::Bad),
        Severity::Warning => (Mark::Warn, Tone::Plain),
        Severity::Information => (Mark::Note, Tone::Plain),
    }
}
