//! What is asked, and of whom.

use super::cause::Cause;
use super::story::{Detail, Story, is_rejected};
use crate::domain::key::Subject;
use crate::domain::standing::Standing;
use crate::domain::wording::{code, counted, listed, small};

impl Story<'_> {
    /// What is asked of those of whom something is asked, in one sentence. The reasons stand with what is refused, where
    /// anything of the same subject is.
    pub(super) fn asked(&self, standings: &[&Standing<'_>], detail: Detail) -> Option<String> {
        let wanted: Vec<&Standing<'_>> = standings.iter().copied().filter(|standing| standing.is_wanted()).collect();
        let (company, others): (Vec<&Standing<'_>>, Vec<&Standing<'_>>) =
            wanted.into_iter().partition(|standing| standing.subject == Subject::Company);
        let mut pieces: Vec<String> = company.iter().filter_map(|one| self.ask_of(one, "", detail)).collect();
        match others[..] {
            [] => {}
            [one] => pieces.extend(self.ask_of(one, &format!(" from {}", self.name(one)), detail)),
            _ => {
                let asks = others.iter().map(|standing| standing.asks.len()).sum();
                pieces.push(format!("{} from {} parties", counted(asks, "document", "documents"), others.len()));
            }
        }
        (!pieces.is_empty()).then(|| format!("Fin asks for {}", pieces.join(", and ")))
    }

    fn ask_of(&self, standing: &Standing<'_>, from: &str, detail: Detail) -> Option<String> {
        let is_told = standing.is_refused() || is_rejected(standing);
        let cause = if is_told { String::new() } else { Cause::of(standing, self).in_brackets(detail.labels) };
        self.titles(standing, detail).map(|titles| format!("{titles}{from}{cause}"))
    }

    /// What a subject owes, in words; `None` where nothing is asked of it.
    pub(super) fn titles(&self, standing: &Standing<'_>, detail: Detail) -> Option<String> {
        if !standing.is_wanted() {
            return None;
        }
        let mut titles: Vec<String> = Vec::new();
        for paper in standing.asks.iter().filter_map(|ask| ask.key.document_type.as_ref()) {
            let title = small(&code(&self.glossary.document_title(paper)));
            if !titles.contains(&title) {
                titles.push(title);
            }
        }
        let is_unnamed = titles.is_empty();
        let named =
            if is_unnamed { "something that it does not name".to_owned() } else { listed(&titles, detail.titles) };
        Some(named)
    }
}
