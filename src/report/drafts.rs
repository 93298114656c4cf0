//! Drafts as text, ready to be copied or piped.

use crate::domain::draft::{Draft, DraftKind};

/// The message of a draft with its subject line, and nothing else: what is copied.
#[must_use]
pub fn draft_text(draft: &Draft) -> String {
    format!("Subject: {}\n\n{}\n", draft.subject, draft.text())
}

/// Several drafts below each other, each under a line that says whom it is for.
#[must_use]
pub fn drafts_text(drafts: &[Draft]) -> String {
    let parts: Vec<String> = drafts
        .iter()
        .map(|draft| {
            let kind = match draft.kind {
                DraftKind::Message => "For",
                DraftKind::Escalation => "NOT for",
            };
            format!("==== {kind} {} ====\n{}", draft.to, draft_text(draft))
        })
        .collect();
    parts.join("\n")
}
