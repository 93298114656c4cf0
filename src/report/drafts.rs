//! Drafts as text, ready to be copied or piped.

use crate::domain::draft::{Draft, Drafts, Sheet};

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
