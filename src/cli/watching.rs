//! What `watch` is asked for.

use std::time::Duration;

use clap::{Args, ValueEnum, ValueHint};

use super::values::{count, interval};
use crate::domain::id::CustomerId;

/// What `watch` is asked for.
#[derive(Debug, Args)]
pub struct WatchArgs {
    /// The customers; without any, those that the configuration names, else the whole queue
    #[arg(value_name = "ID", value_hint = ValueHint::Other)]
    pub ids: Vec<CustomerId>,

    /// Watch the whole queue, also where the configuration names customers
    #[arg(long, conflicts_with = "ids")]
    pub queue: bool,

    /// Read the details of so many customers of the queue at most in each look, those that the list says have changed first
    #[arg(long, value_name = "NUMBER", conflicts_with = "ids", value_parser = count, value_hint = ValueHint::Other)]
    pub max_details: Option<usize>,

    /// Time between two looks, such as 30s or 5m [default: 30s; 5m for the whole queue]
    #[arg(long, value_name = "TIME", value_parser = interval, value_hint = ValueHint::Other)]
    pub interval: Option<Duration>,

    /// End at the first change, or when all are approved, or approved or rejected
    #[arg(long, value_enum)]
    pub until: Option<Until>,

    /// How to print each change
    #[arg(long, value_enum, default_value_t = WatchFormat::Text)]
    pub format: WatchFormat,
}

/// What ends a watch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Until {
    /// Anything changed.
    Change,
    /// Every customer is approved.
    Approved,
    /// Every customer is approved or rejected.
    Decided,
}

/// How each change is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum WatchFormat {
    /// For people.
    Text,
    /// For scripts: an object a line.
    Json,
}
