//! What `report` is asked for.

use clap::{Args, ValueEnum, ValueHint};

use super::values::{count, since};
use crate::commands::handover::Since;

pub(super) const REPORT_HELP: &str = "\
How many customers there are, with whom and for how long, their statuses, what holds them up, and what moved week by week as far
as that is remembered. The details of all are read. Each figure says on how many cases it rests; ≈ marks estimates. Nobody is
named: ids stand for customers, and of codes only those are told that kyb-dash has words for.

Examples:
  kyb-dash report
  kyb-dash report --since 90d --format markdown > report.md
  kyb-dash report --env production --format csv > report.csv
  kyb-dash report --format json | jq '.balls[] | [.ball, .customers]'";

/// What `report` is asked for.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// From when on to tell what moved: a time such as 30d, `today`, `yesterday`, or a date
    #[arg(long, value_name = "WHEN", default_value = "30d", value_parser = since, value_hint = ValueHint::Other)]
    pub since: Since,

    /// Read the details of so many customers at most, those that need us by their status first
    #[arg(long, value_name = "NUMBER", value_parser = count, value_hint = ValueHint::Other)]
    pub max_details: Option<usize>,

    /// How to print it
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
}

/// How a report is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For people.
    Text,
    /// For wikis.
    Markdown,
    /// For scripts.
    Json,
    /// For spreadsheets: a row for each figure.
    Csv,
}
