//! What is kept between runs, as text or JSON: numbers, places and hosts, and nothing of what is kept.

use serde_json::json;

use super::blocks::Block;
use super::{Paper, SCHEMA, json, text};
use crate::domain::text::SafeText;
use crate::domain::time::{Wall, to_second};
use crate::domain::wording::number;

/// What is kept, and where.
#[derive(Clone, Debug)]
pub struct MemoryReport {
    /// Who turned it off, where somebody did.
    pub off_by: Option<String>,
    /// Why nothing is remembered all the same, where nothing is.
    pub trouble: Option<String>,
    /// The folder; `None` where there can be none.
    pub folder: Option<String>,
    /// For how many days, and by whose word.
    pub keep_days: (u32, String),
    /// What is there; `None` where nothing is kept yet.
    pub kept: Option<KeptReport>,
}

/// How much is kept.
#[derive(Clone, Debug)]
pub struct KeptReport {
    /// The bytes of all files.
    pub bytes: u64,
    /// The oldest look or event.
    pub oldest: Option<Wall>,
    /// Each host, with customers and events.
    pub hosts: Vec<(SafeText, u64, u64)>,
}

impl KeptReport {
    /// Customers and events of all hosts.
    #[must_use]
    pub fn totals(&self) -> (u64, u64) {
        self.hosts.iter().fold((0, 0), |sum, (_, customers, events)| (sum.0 + customers, sum.1 + events))
    }

    /// The bytes as people read them.
    #[must_use]
    pub fn size(&self) -> String {
        match self.bytes {
            bytes if bytes < 1_024 * 1_024 => format!("{} KiB", bytes.div_ceil(1_024)),
            bytes => format!("{}.{} MiB", bytes / 1_048_576, bytes % 1_048_576 * 10 / 1_048_576),
        }
    }
}

impl MemoryReport {
    /// For people.
    #[must_use]
    pub fn text(&self, page: Paper) -> String {
        let fact = |name: &str, value: String| (name.to_owned(), value);
        let (days, by) = &self.keep_days;
        let state = match (&self.off_by, &self.trouble) {
            (Some(by), _) => format!("off ({by})"),
            (None, Some(trouble)) => format!("on, but nothing is remembered: {trouble}"),
            (None, None) => "on".to_owned(),
        };
        let mut facts = vec![fact("memory", state)];
        if let Some(folder) = &self.folder {
            facts.extend([fact("folder", folder.clone()), fact("kept for", format!("{days} days ({by})"))]);
        }
        let Some(kept) = &self.kept else {
            let nothing = match &self.off_by {
                None => "nothing yet; the dashboard begins once it has told you",
                Some(_) => "nothing",
            };
            facts.push(fact("kept", nothing.to_owned()));
            return text::write(&[Block::Facts(facts)], page);
        };
        facts.push(fact("since", kept.oldest.map_or_else(|| "nothing is kept yet".to_owned(), to_second)));
        facts.push(fact("size", kept.size()));
        let mut blocks = vec![Block::Facts(facts)];
        if !kept.hosts.is_empty() {
            let head = ["host", "customers", "events"].map(str::to_owned).to_vec();
            let row = |(host, customers, events): &(SafeText, u64, u64)| {
                vec![host.to_string(), count(*customers), count(*events)]
            };
            blocks.push(Block::heading(3, "Kept of each host"));
            blocks.push(Block::Table { head, rows: kept.hosts.iter().map(row).collect() });
        }
        let mut text = text::write(&blocks, page);
        if self.off_by.is_some() {
            text.push_str("\nNothing is added while it is off. `kyb-dash forget --all` removes what is there.\n");
        }
        text
    }

    /// For scripts.
    #[must_use]
    pub fn json(&self) -> String {
        let host = |(host, customers, events): &(SafeText, u64, u64)| json!({"host": host.as_str(), "customers": customers, "events": events});
        let kept = self.kept.as_ref().map(|kept| {
            json!({
                "bytes": kept.bytes,
                "since": kept.oldest.map(|at| at.to_string()),
                "hosts": kept.hosts.iter().map(host).collect::<Vec<_>>(),
            })
        });
        json::write(&json!({
            "schema": SCHEMA,
            "on": self.off_by.is_none(),
            "off_by": self.off_by,
            "trouble": self.trouble,
            "folder": self.folder,
            "keep_days": self.keep_days.0,
            "kept": kept,
        }))
    }
}

/// A number as people read it.
pub(super) fn count(count: u64) -> String {
    usize::try_from(count).map_or_else(|_| count.to_string(), number)
}
