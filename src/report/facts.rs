//! A case as blocks: the same for text and markdown.

mod customer;
mod owed;
mod refused;

use std::collections::BTreeSet;

use super::CaseReport;
use super::blocks::Block;
use super::sight::Sight;
use crate::domain::customer::{OtherField, Particulars, Profile};
use crate::domain::fact::{Fact, Items, Problem};
use crate::domain::hold::Precautions;
use crate::domain::mask::LEFT_OUT;
use crate::domain::since::Since;
use crate::domain::text::SafeText;
use crate::domain::time::to_second;
use crate::domain::wording::{counted, listed};

/// Most things to look at first that the head names.
const MOST_SIGNALS: usize = 4;

/// A report being taken down.
struct Pen<'a> {
    report: &'a CaseReport<'a>,
    sight: Sight<'a>,
    blocks: Vec<Block>,
}

impl<'a> Pen<'a> {
    fn new(report: &'a CaseReport<'a>) -> Self {
        Self { report, sight: Sight::of(report.case, report.glossary, report.mask), blocks: Vec::new() }
    }

    fn put(&mut self, block: Block) {
        self.blocks.push(block);
    }

    fn heading(&mut self, text: impl Into<String>) {
        self.put(Block::heading(2, text));
    }

    /// Fields this build does not know, a line each.
    fn other(&mut self, depth: usize, fields: &[OtherField]) {
        for field in fields {
            let key = self.sight.path(&field.key);
            for (path, value) in self.sight.leaves(field) {
                let dot = if path.is_empty() || path.starts_with('[') { "" } else { "." };
                let value = value.as_deref().unwrap_or(LEFT_OUT);
                self.put(Block::item(depth, format!("other field {key}{dot}{path}: {value}")));
            }
        }
    }
}

/// Everything.
pub(super) fn all(report: &CaseReport<'_>) -> Vec<Block> {
    let mut pen = Pen::new(report);
    head(&mut pen);
    customer::facts(&mut pen);
    customer::parties(&mut pen);
    refused::rejections(&mut pen);
    owed::asks(&mut pen);
    findings(&mut pen);
    problems(&mut pen);
    pen.blocks
}

/// The head alone.
pub(super) fn summary(report: &CaseReport<'_>) -> Vec<Block> {
    let mut pen = Pen::new(report);
    head(&mut pen);
    pen.blocks
}

/// What is owed alone, under the name of the case.
pub(super) fn asks(report: &CaseReport<'_>) -> Vec<Block> {
    let mut pen = Pen::new(report);
    let title = title(&pen);
    pen.put(Block::heading(1, title));
    owed::asks(&mut pen);
    pen.blocks
}

fn title(pen: &Pen<'_>) -> String {
    let case = pen.report.case;
    let name = pen.sight.subject(&crate::domain::key::Subject::Company);
    let country = said(&case.profile.country, |country| pen.sight.text(country));
    format!("{name} · {country} · {}", case.id.short())
}

fn head(pen: &mut Pen<'_>) {
    let (case, digest) = (pen.report.case, pen.report.digest);
    let title = title(pen);
    pen.put(Block::heading(1, title));
    let status = said(&case.profile.status, |status| pen.sight.text(status.raw()));
    let mut facts = Vec::new();
    let mut fact = |name: &str, value: String| facts.push((name.to_owned(), value));
    if pen.sight.is_masked() {
        fact("masked", "personal data is hidden, and what may name people is left out".to_owned());
    }
    let Precautions { holds, look_first } = Precautions::of(case, pen.report.glossary);
    if !holds.is_empty() {
        let signals = counted(holds.len(), "signal", "signals");
        fact("HELD", format!("ask compliance before writing to anybody · {signals}"));
    }
    fact("customer", case.id.to_string());
    fact("status", format!("{status}{}", since(case.status_since())));
    fact("ball", format!("{}{}", digest.ball.word(), since(digest.since)));
    if let Some(why) = &pen.report.why {
        fact("why", pen.sight.sentence(why).on_one_line().to_string());
    }
    if !look_first.is_empty() {
        let signs: BTreeSet<String> = look_first.iter().map(|signal| signal.kind.words()).collect();
        let signs: Vec<String> = signs.into_iter().collect();
        fact("look first at", listed(&signs, MOST_SIGNALS));
    }
    fact("asks", owed::counts(pen.report, &pen.sight));
    fact("refused documents", refused::counts(case));
    fact("blocked parties", format!("{} of {}", digest.blocked_parties, digest.parties));
    if let Some(at) = digest.last_activity {
        fact("last activity", to_second(at));
    }
    if let Some(at) = pen.report.fetched {
        fact("fetched", to_second(at));
    }
    if let Some(source) = &pen.report.source {
        let name = source.shown(pen.report.mask);
        fact("source", name.map_or_else(|| format!("a file {LEFT_OUT}"), |name| name.on_one_line().to_string()));
    }
    pen.put(Block::Facts(facts));
}

/// ` since 2026-05-04 12:32:34 UTC`; an estimate says that it is one, and on what it rests.
fn since(since: Option<Since>) -> String {
    since.map_or_else(String::new, |since| {
        let at = to_second(since.at);
        if since.is_exact() { format!(" since {at}") } else { format!(" since ≈ {at} ({})", since.basis.words()) }
    })
}

fn findings(pen: &mut Pen<'_>) {
    pen.heading(format!("Findings: {}", pen.report.findings.len()));
    if pen.report.findings.is_empty() {
        pen.put(Block::item(0, "none"));
        return;
    }
    let rows = pen.report.findings.iter().map(|finding| {
        let (item, sentence) = (pen.sight.text(&finding.item), pen.sight.text(&finding.sentence));
        vec![finding.severity.to_owned(), finding.id.to_owned(), item, sentence]
    });
    let head = ["severity", "check", "about", "finding"].map(str::to_owned).to_vec();
    let rows = rows.collect();
    pen.put(Block::Table { head, rows });
}

fn problems(pen: &mut Pen<'_>) {
    let problems: &[Problem] = &pen.report.case.problems;
    if problems.is_empty() {
        return;
    }
    pen.heading(format!("Could not be taken as it stood: {}", problems.len()));
    for problem in problems {
        let (path, what) = (pen.sight.path(&problem.path), pen.sight.sentence(&problem.told()));
        pen.put(Block::item(0, format!("{path}: {what}")));
    }
}

/// How many entries a list has: `3`, or `3, and 1 that could not be read`.
fn counted_of<T>(list: &Fact<Items<T>>) -> String {
    let unread = list.given().map_or(0, |items| items.unread);
    let read = list.items().len();
    if unread == 0 { read.to_string() } else { format!("{read}, and {unread} that could not be read") }
}

/// A value in words, or what is said in its absence.
fn said<T>(fact: &Fact<T>, show: impl FnOnce(&T) -> String) -> String {
    fact.given().map_or_else(|| fact.absence().unwrap_or_default().to_owned(), show)
}

fn profile_facts(pen: &Pen<'_>, profile: &Profile, particulars: &Particulars) -> Vec<(String, String)> {
    let sight = &pen.sight;
    let facts = [
        ("type", said(&profile.kind, |kind| sight.text(kind.raw()))),
        ("email", said(&profile.email, |email| sight.personal(email))),
        ("phone", said(&particulars.phone, |phone| sight.personal(phone))),
        ("country", said(&profile.country, |country| sight.text(country))),
        ("terms of service", said(&particulars.tos, |link| sight.text(&SafeText::line(&link.shortened())))),
        ("created", said(&particulars.created_at, |time| sight.time(time))),
        ("updated", said(&profile.updated_at, |time| sight.time(time))),
    ];
    facts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
