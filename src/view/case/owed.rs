//! The line of the case's header that says what is owed, and what was asked of whom.

use crate::app::line::{Mark, Tone};
use crate::app::outline::follow_up::in_short;
use crate::domain::calendar;
use crate::domain::case::Case;
use crate::domain::finding::Severity;
use crate::domain::wording::counted;

use super::super::queue::today;
use super::super::status_line::StatusLine;
use super::Facts;

/// ` (3 of the company, 1 of parties)`, where both are asked.
fn asked_of(company: usize, others: usize) -> String {
    match (company, others) {
        (0, _) => " (of parties)".to_owned(),
        (_, 0) => " (of the company)".to_owned(),
        (company, others) => format!(" ({company} of the company, {others} of parties)"),
    }
}

impl Facts<'_> {
    /// Who owes how much, what was refused, the worst finding.
    pub(super) fn owed(&self) -> StatusLine {
        let paint = self.scene.paint();
        let mut status_line = StatusLine::default();
        let Some(digest) = &self.digest else { return status_line };
        self.asked(&mut status_line);
        if !digest.asks.is_none() {
            let asks = format!("{} {}", digest.asks, if digest.asks.exact() == Some(1) { "ask" } else { "asks" });
            let company = digest.asks_of_company;
            let is_told = digest.asks.counted > 0;
            let by_whom =
                if is_told { asked_of(company, digest.asks.counted.saturating_sub(company)) } else { String::new() };
            let forms = [(4, format!("{asks}{by_whom}")), (1, asks)];
            status_line.left(" · ", forms.map(|(rank, form)| (rank, paint.words(form, Tone::Warn))));
        }
        let refused = self.case.map_or(0, Case::document_count);
        if refused > 0 {
            let sign = self.scene.theme.symbols().mark(Mark::Bad);
            let forms =
                [(5, counted(refused, "refused document", "refused documents")), (2, format!("{sign} {refused}"))];
            status_line.left(" · ", forms.map(|(rank, form)| (rank, paint.words(form, Tone::Bad))));
        }
        if digest.blocked_parties.counted > 0 {
            let of = format!("{} of {}", digest.blocked_parties, digest.parties);
            let sign = self.scene.theme.symbols().mark(Mark::Bad);
            let noun = if digest.parties.exact() == Some(1) { "party" } else { "parties" };
            let forms = [(5, format!("{of} {noun} blocked")), (3, format!("{of} {noun} {sign}"))];
            status_line.left(" · ", forms.map(|(rank, form)| (rank, paint.words(form, Tone::Bad))));
        }
        if let Some(worst) = self.scene.model.case_pane.read.findings.first().filter(|_| self.case.is_some()) {
            let tone = if worst.severity == Severity::Error { Tone::Bad } else { Tone::Warn };
            let forms = [(6, format!("worst: {}", worst.check.words()))];
            status_line.left(" · ", forms.map(|(rank, form)| (rank, paint.words(form, tone))));
        }
        status_line
    }

    /// What was asked of whom, and when that is chased.
    fn asked(&self, status_line: &mut StatusLine) {
        let Some(follow_up) = self.turn().told() else { return };
        let today = today(self.scene);
        let Some(asked) = in_short(follow_up, today) else { return };
        let tone = if follow_up.is_due { Tone::Warn } else { Tone::Plain };
        let short = match (follow_up.sent, follow_up.due) {
            (Some(_), Some(due)) => format!("asked, chase {}", calendar::short(due, today)),
            _ => asked.clone(),
        };
        let paint = self.scene.paint();
        status_line.left(" · ", [(4, paint.words(asked, tone)), (2, paint.words(short, tone))]);
    }
}
