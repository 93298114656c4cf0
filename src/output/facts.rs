//! A case as blocks: the same for text and markdown.

mod customer;
mod owed;
mod refused;

use std::collections::BTreeSet;

use super::CaseReport;
use super::blocks::Block;
use super::options::ReportOptions;
use crate::domain::customer::{CustomerDetails, OtherField, Profile};
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
struct FactWriter<'a> {
    report: &'a CaseReport<'a>,
    options: ReportOptions<'a>,
    blocks: Vec<Block>,
}

impl<'a> FactWriter<'a> {
    fn new(report: &'a CaseReport<'a>) -> Self {
        Self { report, options: ReportOptions::of(report.case, report.glossary, report.mask), blocks: Vec::new() }
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
            let key = self.options.path(&field.key);
            for (path, value) in self.options.leaves(field) {
                let dot = if path.is_empty() || path.starts_with('[') { "" } else { "." };
                let value = value.as_deref().unwrap_or(LEFT_OUT);
                self.put(Block::item(depth, format!("other field {key}{dot}{path}: {value}")));
            }
        }
    }
}

/// Everything.
pub(super) fn all(report: &CaseReport<'_>) -> Vec<Block> {
    let mut writer = FactWriter::new(report);
    head(&mut writer);
    customer::facts(&mut writer);
    customer::parties(&mut writer);
    refused::rejections(&mut writer);
    owed::asks(&mut writer);
    findings(&mut writer);
    problems(&mut writer);
    writer.blocks
}

/// The head alone.
pub(super) fn summary(report: &CaseReport<'_>) -> Vec<Block> {
    let mut writer = FactWriter::new(report);
    head(&mut writer);
    writer.blocks
}

/// What is owed alone, under the name of the case.
pub(super) fn asks(report: &CaseReport<'_>) -> Vec<Block> {
    let mut writer = FactWriter::new(report);
    let title = title(&writer);
    writer.put(Block::heading(1, title));
    if report.digest.held > 0 {
        writer.put(Block::item(0, "HELD: ask compliance before writing to anybody"));
    }
    owed::asks(&mut writer);
    writer.blocks
}

fn title(writer: &FactWriter<'_>) -> String {
    let case = writer.report.case;
    let name = writer.options.subject(&crate::domain::key::Subject::Company);
    let country = said(&case.profile.country, |country| writer.options.text(country));
    format!("{name} · {country} · {}", case.id.short())
}

fn head(writer: &mut FactWriter<'_>) {
    let (case, digest) = (writer.report.case, writer.report.digest);
    let title = title(writer);
    writer.put(Block::heading(1, title));
    let status = said(&case.profile.status, |status| writer.options.text(status.raw()));
    let mut facts = Vec::new();
    let mut fact = |name: &str, value: String| facts.push((name.to_owned(), value));
    if writer.options.is_masked() {
        fact("masked", "personal data is hidden, and what may name people is left out".to_owned());
    }
    let Precautions { holds, look_first } = Precautions::of(case, writer.report.glossary);
    if !holds.is_empty() {
        let signals = counted(holds.len(), "signal", "signals");
        fact("HELD", format!("ask compliance before writing to anybody · {signals}"));
    }
    fact("customer", case.id.to_string());
    fact("status", format!("{status}{}", since(case.status_since())));
    fact("ball", format!("{}{}", digest.ball.word(), since(digest.since)));
    if let Some(why) = &writer.report.why {
        fact("why", writer.options.sentence(why).on_one_line().to_string());
    }
    if !look_first.is_empty() {
        let signs: BTreeSet<String> = look_first.iter().map(|signal| signal.kind.words()).collect();
        let signs: Vec<String> = signs.into_iter().collect();
        fact("look first at", listed(&signs, MOST_SIGNALS));
    }
    fact("asks", owed::counts(writer.report, &writer.options));
    fact("refused documents", refused::counts(case));
    fact("blocked parties", format!("{} of {}", digest.blocked_parties, digest.parties));
    if let Some(at) = digest.last_activity {
        fact("last activity", to_second(at));
    }
    if let Some(at) = writer.report.fetched {
        fact("fetched", to_second(at));
    }
    if let Some(source) = &writer.report.source {
        let name = source.shown(writer.report.mask);
        fact("source", name.map_or_else(|| format!("a file {LEFT_OUT}"), |name| name.on_one_line().to_string()));
    }
    writer.put(Block::Facts(facts));
}

/// ` since 2026-05-04 12:32:34 UTC`; an estimate says that it is one, and on what it rests.
fn since(since: Option<Since>) -> String {
    since.map_or_else(String::new, |since| {
        let at = to_second(since.at);
        if since.is_exact() { format!(" since {at}") } else { format!(" since ≈ {at} ({})", since.basis.words()) }
    })
}

fn findings(writer: &mut FactWriter<'_>) {
    writer.heading(format!("Findings: {}", writer.report.findings.len()));
    if writer.report.findings.is_empty() {
        writer.put(Block::item(0, "none"));
        return;
    }
    let rows = writer.report.findings.iter().map(|finding| {
        let (item, sentence) =
            (writer.options.text(&finding.item), writer.options.sentence(&finding.sentence).to_string());
        vec![finding.severity.to_owned(), finding.words.to_owned(), item, sentence]
    });
    let head = ["severity", "check", "about", "finding"].map(str::to_owned).to_vec();
    let rows = rows.collect();
    writer.put(Block::Table { head, rows });
}

fn problems(writer: &mut FactWriter<'_>) {
    let problems: &[Problem] = &writer.report.case.problems;
    if problems.is_empty() {
        return;
    }
    writer.heading(format!("Could not be taken as it stood: {}", problems.len()));
    for problem in problems {
        let (path, what) = (writer.options.path(&problem.path), writer.options.sentence(&problem.told()));
        writer.put(Block::item(0, format!("{path}: {what}")));
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

fn profile_facts(writer: &FactWriter<'_>, profile: &Profile, details: &CustomerDetails) -> Vec<(String, String)> {
    let options = &writer.options;
    let facts = [
        ("type", said(&profile.kind, |kind| options.text(kind.raw()))),
        ("email", said(&profile.email, |email| options.personal(email))),
        ("phone", said(&details.phone, |phone| options.personal(phone))),
        ("country", said(&profile.country, |country| options.text(country))),
        ("terms of service", said(&details.tos, |link| options.text(&SafeText::line(&link.shortened())))),
        ("created", said(&details.created_at, |time| options.time(time))),
        ("updated", said(&profile.updated_at, |time| options.time(time))),
    ];
    facts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
