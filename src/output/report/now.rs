//! How customers stand now, in tables.

use super::bars::{bar, bar_of_bands, sign};
use super::{FiguresReport, days_in_words, id_of, short, status_code};
use crate::domain::figures::{AgeBand, BallFigure, Band, Ranking, StatusFigure};
use crate::domain::wording::{counted, number};
use crate::output::blocks::Block;

/// Most rows of a ranking; JSON and CSV have all.
const MOST_ROWS: usize = 10;

/// Heads of columns of numbers, as wide as such numbers are.
const CUSTOMERS: &str = "customers";
const CASES: &str = "  cases";

pub(super) fn blocks(report: &FiguresReport<'_>) -> Vec<Block> {
    let (figures, glossary) = (report.figures, report.glossary);
    let mut blocks = balls(report);
    blocks.extend(statuses(report));
    let labels = |code: &_| glossary.label(code).map_or_else(String::new, |entry| entry.in_short.clone());
    blocks.extend(ranking("Labels", "label", figures.labels(), labels));
    blocks.extend(ranking("Documents owed", "document", figures.owed(), |code| glossary.document_title(code)));
    blocks.extend(ranking("Findings", "finding", figures.findings(), |check| check.words().to_owned()));
    blocks.extend(parties(report));
    blocks
}

fn balls(report: &FiguresReport<'_>) -> Vec<Block> {
    let balls = report.figures.balls(report.now);
    let largest = balls.iter().map(|it| it.customers).max().unwrap_or_default();
    let head = ["who", "    all", "by age", "oldest"];
    let row = |it: &BallFigure<'_>| {
        let oldest = it.oldest.map_or_else(
            || "–".to_owned(),
            |(key, since)| {
                let id = id_of(key).map_or_else(String::new, |id| format!(" ({})", short(&id)));
                format!("{}{id}", days_in_words(since, report.now))
            },
        );
        vec![it.ball.holder().to_owned(), right(it.customers, head[1]), bar_of_bands(&it.bands, largest), oldest]
    };
    let mut blocks = vec![
        Block::heading(2, "Who must act, and since when"),
        table(&head, balls.iter().map(row).collect()),
        Block::Paragraph(legend()),
    ];
    let counts = |it: &BallFigure<'_>| {
        let bands = it.bands.iter().map(band);
        std::iter::once(it.ball.holder().to_owned()).chain(bands).collect::<Vec<_>>()
    };
    let head: Vec<&str> = std::iter::once("who").chain(AgeBand::ALL.map(head_of)).collect();
    blocks.extend([table(&head, balls.iter().map(counts).collect()), Block::Paragraph(ESTIMATES.to_owned())]);
    blocks
}

/// Said below the table of bands.
const ESTIMATES: &str = "≈ counts those of them whose time is an estimate, as nothing tells when it began.";

/// The head of a band.
const fn head_of(band: AgeBand) -> &'static str {
    match band {
        AgeBand::Unknown => "not known",
        _ => band.short(),
    }
}

fn legend() -> String {
    let signs: Vec<String> = AgeBand::ALL.into_iter().map(|band| format!("{} {}", sign(band), head_of(band))).collect();
    format!("{}.", signs.join(", "))
}

/// `12 ≈4`: of twelve, the time of four is an estimate.
fn band(Band { customers, estimated }: &Band) -> String {
    match estimated {
        0 => number(*customers),
        _ => format!("{} ≈{}", number(*customers), number(*estimated)),
    }
}

fn statuses(report: &FiguresReport<'_>) -> Vec<Block> {
    let statuses = report.figures.statuses();
    let largest = statuses.values().copied().max().unwrap_or_default();
    let words = |status: StatusFigure| match status {
        StatusFigure::Known(_) => status_code(status),
        StatusFigure::Other => "one that this build does not know",
        StatusFigure::NotTold => "not told, or not readable",
    };
    let row = |(status, customers): (&StatusFigure, &usize)| {
        vec![right(*customers, CUSTOMERS), words(*status).to_owned(), bar(*customers, largest)]
    };
    vec![Block::heading(2, "By status"), table(&[CUSTOMERS, "status", ""], statuses.iter().map(row).collect())]
}

/// Things by how many open cases have them.
fn ranking<K: Ord + Clone>(title: &str, what: &str, ranking: &Ranking<K>, words: impl Fn(&K) -> String) -> Vec<Block> {
    let of = counted(ranking.rests_on, "open case read", "open cases read");
    let mut blocks = vec![Block::heading(2, format!("{title}, in {of}"))];
    let ranked = ranking.most_frequent();
    let largest = ranked.first().map_or(0, |(_, cases)| *cases).max(ranking.without_words);
    let shown = ranked.iter().take(MOST_ROWS);
    let mut rows: Vec<Vec<String>> =
        shown.map(|(thing, cases)| vec![right(*cases, CASES), words(thing), bar(*cases, largest)]).collect();
    if ranking.without_words > 0 {
        let cases = ranking.without_words;
        rows.push(vec![right(cases, CASES), "others, without words here".to_owned(), bar(cases, largest)]);
    }
    if rows.is_empty() {
        let none = match (ranking.rests_on, ranking.partly) {
            (0, _) => "Nothing was read, so nothing is known.",
            (_, 0) => "None.",
            _ => "None that could be read.",
        };
        blocks.push(Block::Paragraph(none.to_owned()));
    } else {
        blocks.push(table(&[CASES, what, ""], rows));
    }
    let left_out = ranked.len().saturating_sub(MOST_ROWS);
    if left_out > 0 {
        blocks.push(Block::Paragraph(format!("{} more, none of them in more cases.", number(left_out))));
    }
    blocks.extend(partly(ranking.partly).map(Block::Paragraph));
    blocks
}

fn parties(report: &FiguresReport<'_>) -> Vec<Block> {
    let parties = report.figures.parties();
    let of = counted(parties.rests_on, "open case read", "open cases read");
    let sentence = match parties.all {
        0 if parties.rests_on == 0 => "Nothing was read, so nothing is known.".to_owned(),
        0 if parties.partly == 0 => "There are none.".to_owned(),
        0 => "None that could be read.".to_owned(),
        all => {
            let all = counted(all, "party", "parties");
            format!("{} of {all} are not approved.", number(parties.not_approved))
        }
    };
    let mut blocks = vec![Block::heading(2, format!("Parties, in {of}")), Block::Paragraph(sentence)];
    blocks.extend(partly(parties.partly).map(Block::Paragraph));
    blocks
}

/// What is to be known where not all of some cases could be read.
fn partly(cases: usize) -> Option<String> {
    (cases > 0).then(|| format!("Of {} not all could be read: there may be more.", counted(cases, "case", "cases")))
}

pub(super) fn table(head: &[&str], rows: Vec<Vec<String>>) -> Block {
    Block::Table { head: head.iter().map(|&name| name.to_owned()).collect(), rows }
}

/// A number below the head of its column: the last digits stand below each other.
pub(super) fn right(count: usize, head: &str) -> String {
    format!("{:>1$}", number(count), head.chars().count())
}
