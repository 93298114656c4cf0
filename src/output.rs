//! What is printed, copied and exported: text, markdown, JSON, CSV. All of it is as safe as the screen, obeys the mask,
//! and never holds the token of a terms-of-service link.

mod blocks;
mod changes;
mod csv;
mod drafts;
mod entered;
mod facts;
mod handover;
mod history;
mod json;
mod list;
mod markdown;
mod memory;
mod options;
mod report;
mod text;

use crate::domain::case::Case;
use crate::domain::digest::Digest;
use crate::domain::finding::Finding;
use crate::domain::glossary::Glossary;
use crate::domain::id::CustomerId;
use crate::domain::mask::{Mask, Sentence};
use crate::domain::origin::Origin;
use crate::domain::text::SafeText;
use crate::domain::time::Wall;

pub use changes::{Values, change_words};
pub use drafts::{draft_text, drafts_json, drafts_text, sheet_text};
pub use entered::sentence as entered_sentence;
pub use handover::{HandoverCase, HandoverReport, ReadCase};
pub use history::HistoryReport;
pub use list::{ListReport, ListRow};
pub use memory::{KeptReport, MemoryReport};
pub use report::{FiguresReport, History};
pub use text::Paper;

/// The version of the JSON that reports print. It grows with every change that could break a reader.
pub const SCHEMA: u32 = 2;

/// Everything there is to tell about a case. Texts computed elsewhere are covered here once more.
#[derive(Clone, Debug)]
pub struct CaseReport<'a> {
    /// The case.
    pub case: &'a Case,
    /// The case in numbers.
    pub digest: &'a Digest,
    /// Our words for its codes.
    pub glossary: &'a Glossary,
    /// Why it stands where it stands, in one sentence.
    pub why: Option<Sentence>,
    /// What the checks found, worst first.
    pub findings: &'a [FindingLine],
    /// Whether personal data is hidden.
    pub mask: Mask,
    /// When the case was fetched, where it was.
    pub fetched: Option<Wall>,
    /// Where it came from.
    pub source: Option<Origin>,
}

/// A finding, as it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingLine {
    /// How bad it is, in a word.
    pub severity: &'static str,
    /// The check's name in JSON, such as `own-sum`.
    pub id: &'static str,
    /// The same in words.
    pub words: &'static str,
    /// What it says.
    pub sentence: Sentence,
    /// What it speaks of, in words.
    pub item: SafeText,
}

impl From<&Finding> for FindingLine {
    fn from(finding: &Finding) -> Self {
        Self {
            severity: finding.severity.word(),
            id: finding.check.id(),
            words: finding.check.words(),
            sentence: finding.sentence.clone(),
            item: finding.item.words(),
        }
    }
}

impl CaseReport<'_> {
    /// The case as plain text: no control character but line breaks.
    #[must_use]
    pub fn text(&self, page: Paper) -> String {
        text::write(&facts::all(self), page)
    }

    /// The case as markdown. Remote text stays text in it: no markup, no link.
    #[must_use]
    pub fn markdown(&self) -> String {
        markdown::write(&facts::all(self))
    }

    /// The case as JSON, `{"schema":2,…,"data":{…}}`, with every fact that was sent under `data`, so that it can be opened
    /// again. What was not sent has no key, `null` is `null`, what could not be read is `{"unreadable": why}`, and what the
    /// mask leaves out is `{"withheld": "mask"}`.
    #[must_use]
    pub fn json(&self) -> String {
        json::write(&json::of_case(self))
    }

    /// The few lines that tell a colleague which case this is and what it waits for.
    #[must_use]
    pub fn summary(&self) -> String {
        text::write(&facts::summary(self), Paper::default())
    }

    /// What is owed, by whom.
    #[must_use]
    pub fn asks(&self) -> String {
        text::write(&facts::asks(self), Paper::default())
    }
}

/// How a case is written to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// JSON.
    Json,
}

impl Format {
    /// The usual ending of such a file.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Json => "json",
        }
    }
}

/// The name of the file a case is exported to: its short id and the time, nothing personal, one path segment.
#[must_use]
pub fn export_name(id: &CustomerId, at: Wall, format: Format) -> String {
    let short: String = id.short().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    format!("kyb-{short}-{}.{}", at.strftime("%Y%m%dT%H%M%SZ"), format.ending())
}

#[cfg(test)]
mod tests;
