//! What the commands about the memory are asked for.

use clap::{ArgGroup, Args, ValueEnum, ValueHint};

use super::values::days;
use crate::domain::id::CustomerId;

pub(super) const HISTORY_HELP: &str = "\
No server is asked, and no credentials are needed: this is what earlier runs saw.

Examples:
  kyb-dash history ID
  kyb-dash history ID --env production --format json";

pub(super) const FORGET_HELP: &str = "\
It goes of all hosts and for good: the files are made anew without it. This also works beside an open
kyb-dash. Where that reads or writes them just then, bytes of it may stay in the files; it is then
said, and the exit code is 1.

Examples:
  kyb-dash forget ID ID
  kyb-dash forget --older-than 90d
  kyb-dash forget --all";

/// What `history` is asked for.
#[derive(Debug, Args)]
pub struct HistoryArgs {
    /// The customer; the first six characters or more of its id will do where no other remembered one begins so
    #[arg(value_name = "ID", value_hint = ValueHint::Other)]
    pub id: CustomerId,

    /// How to print it
    #[arg(long, value_enum, default_value_t = HistoryFormat::Text)]
    pub format: HistoryFormat,
}

/// How a history is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum HistoryFormat {
    /// For people.
    Text,
    /// For scripts.
    Json,
    /// For spreadsheets: a row for each change.
    Csv,
}

/// What `memory` is asked for.
#[derive(Debug, Args)]
pub struct MemoryArgs {
    /// How to print it
    #[arg(long, value_enum, default_value_t = MemoryFormat::Text)]
    pub format: MemoryFormat,
}

/// How it is printed what is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MemoryFormat {
    /// For people.
    Text,
    /// For scripts.
    Json,
}

/// What `forget` is asked for.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("forgotten").args(["ids", "older_than", "all"]).required(true)))]
pub struct ForgetArgs {
    /// These customers; the first six characters or more of an id will do where no other remembered one begins so
    #[arg(value_name = "ID", value_hint = ValueHint::Other)]
    pub ids: Vec<CustomerId>,

    /// Customers that nobody looked at for so long, and what changed before that, such as 90d
    #[arg(long, value_name = "DAYS", value_parser = days, value_hint = ValueHint::Other)]
    pub older_than: Option<u32>,

    /// Everything, and the key of the fingerprints
    #[arg(long)]
    pub all: bool,
}
