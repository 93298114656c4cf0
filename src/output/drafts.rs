//! Drafts as text, ready to be copied or piped.

use super::json;
use crate::domain::case::Case;
use crate::domain::draft::{Draft, Drafts, Sheet};
use crate::domain::glossary::Glossary;
use crate::domain::mask::Mask;

/// The message of a draft with its subject line, and nothing else: what is copied.
#[must_use]
pub fn draft_text(draft: &Draft) -> String {
    sheet_text(Sheet::Message(draft))
}

/// A message or the note with its subject line, and nothing else.
#[must_use]
pub fn sheet_text(sheet: Sheet<'_>) -> String {
    format!("{}\n", sheet.text())
}

/// The same as JSON, `{"schema":2,…,"messages":[…]}`.
#[must_use]
pub fn drafts_json(case: &Case, glossary: &Glossary, drafts: &Drafts, mask: Mask) -> String {
    json::write(&json::of_drafts(case, glossary, drafts, mask))
}

/// Everything that is written about a case, each under a line that says whom it is for.
#[must_use]
pub fn drafts_text(drafts: &Drafts) -> String {
    let parts: Vec<String> = drafts
        .sheets()
        .map(|sheet| {
            let head = match sheet {
                Sheet::Message(draft) => format!("For {}", draft.to),
                Sheet::Note(_) => "NOT for sending: an internal note".to_owned(),
            };
            format!("==== {head} ====\n{}", sheet_text(sheet))
        })
        .collect();
    parts.join("\n")
}
