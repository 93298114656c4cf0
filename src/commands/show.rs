//! `show`: everything there is to tell about one case.

use crate::catalogue;
use crate::domain::digest::{Digest, Look};
use crate::domain::finding::{Thresholds, findings};
use crate::domain::mask::Mask;
use crate::domain::time::Wall;
use crate::domain::why::why;
use crate::output::{CaseReport, FindingLine, Format, Paper};

use super::Opened;

/// The case as markdown or JSON, or as text on a page.
#[must_use]
pub fn show(
    opened: &Opened,
    (format, page): (Format, Paper),
    thresholds: &Thresholds,
    mask: Mask,
    now: Wall,
) -> String {
    let Opened { case, fetched, source } = opened;
    let glossary = catalogue::glossary();
    let findings = findings(case, &glossary, thresholds, now);
    let findings: Vec<FindingLine> = findings.iter().map(FindingLine::from).collect();
    let report = CaseReport {
        case,
        digest: &Digest::of(case, &glossary, Look { at: *fetched, before: None, judged_by: None }),
        glossary: &glossary,
        why: Some(why(case, &glossary, now)),
        findings: &findings,
        mask,
        fetched: *fetched,
        source: Some(source.clone()),
    };
    match format {
        Format::Text => report.text(page),
        Format::Markdown => page.signs(&report.markdown()),
        Format::Json => report.json(),
    }
}
