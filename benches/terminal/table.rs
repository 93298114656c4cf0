//! What was measured, in columns.

use std::fmt;
use std::time::Duration;

/// Rows of what, how much, and what was wanted.
#[derive(Default)]
pub struct Table(Vec<[String; 3]>);

impl Table {
    pub fn row(&mut self, what: &str, found: &str, goal: &str) {
        eprintln!("{what}: {found}");
        self.0.push([what.to_owned(), found.to_owned(), goal.to_owned()]);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| what | found | goal |\n|---|---|---|")?;
        self.0.iter().try_for_each(|[what, found, goal]| writeln!(f, "| {what} | {found} | {goal} |"))
    }
}

pub fn percentile(times: &[Duration], percent: usize) -> Duration {
    let mut times = times.to_vec();
    times.sort_unstable();
    times.get((times.len() * percent / 100).min(times.len().saturating_sub(1))).copied().unwrap_or_default()
}

pub fn median(times: &[Duration]) -> Duration {
    percentile(times, 50)
}

pub fn milliseconds(times: &[Duration]) -> String {
    format!("{:.1} ms", median(times).as_secs_f64() * 1e3)
}
