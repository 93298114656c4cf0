//! What may be repeated to a customer: reviewed sentences, and our own words for labels.

use std::collections::HashSet;

use crate::domain::glossary::CatalogueText;
use crate::domain::hold::{Precautions, SignalKind};
use crate::domain::key::Subject;
use crate::domain::mask::Prose;
use crate::domain::phrase::Phrase;
use crate::domain::rejection::LabelCode;

use super::{OriginalId, Work};

/// Labels whose wording says that nothing is to be sent, which would contradict an open ask, or how far other people's
/// checks are, which is theirs.
const UNFIT_BESIDE_AN_ASK: [&str; 8] = [
    "CHECK_UNAVAILABLE",
    "COMPANY_NOT_VALIDATED_BENEFICIAL_OWNERS",
    "COMPANY_NOT_VALIDATED_BENEFICIARIES",
    "COMPANY_NOT_VALIDATED_DIRECTORS",
    "COMPANY_NOT_VALIDATED_REPRESENTATIVES",
    "DB_NO_DATA_SOURCE",
    "NOT_ALL_CHECKS_COMPLETED",
    "VI_ATTEMPTS_LIMIT_REACHED",
];

/// How a sentence about a subject is said to it; `None` where it is not on the reviewed list, where the reviewer took it
/// out, or where a label of the subject must not be told: then nothing is repeated, so that no choice of words can hint at
/// it.
pub(super) fn phrase(work: &Work<'_>, subject: &Subject, sentence: &Prose, is: &OriginalId) -> Option<Phrase> {
    reviewed(work, subject, sentence).filter(|_| !work.options.originals.are_taken_out(is))
}

/// The same, whatever the reviewer took out.
pub(super) fn reviewed(work: &Work<'_>, subject: &Subject, sentence: &Prose) -> Option<Phrase> {
    let phrase = work.glossary.phrases.find(sentence)?;
    (!work.is_silent(subject)).then_some(phrase)
}

/// On whom, or on whose documents, a label stands that must not be told.
pub(super) fn silent(precautions: &Precautions) -> HashSet<Subject> {
    let signals = precautions.holds.iter().chain(&precautions.look_first);
    let is_quiet = |kind: &SignalKind| matches!(kind, SignalKind::QuietLabel(_) | SignalKind::HoldLabel(_));
    signals.filter(|signal| is_quiet(&signal.kind)).map(|signal| signal.subject.clone()).collect()
}

/// What may be said of a label beside an ask of its document. Unknown labels say nothing.
pub(super) fn of_label(work: &Work<'_>, label: &LabelCode, to_company: bool) -> Option<CatalogueText> {
    let code = label.text().as_str();
    let for_company = code.starts_with("COMPANY_");
    if UNFIT_BESIDE_AN_ASK.contains(&code) || (for_company && !to_company) {
        return None;
    }
    work.glossary.label(label)?.to_customer
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;

    #[test]
    fn the_list_speaks_of_the_catalogue() {
        let glossary = catalogue::glossary();
        for code in UNFIT_BESIDE_AN_ASK {
            assert!(glossary.labels[code].to_customer.is_some(), "{code}");
        }
        for (code, entry) in &glossary.labels {
            let Some(text) = entry.to_customer.map(CatalogueText::as_str) else { continue };
            let contradicts = ["nothing for now", "nothing you need", "nothing is needed", "wait for", "ask each"]
                .iter()
                .any(|words| text.contains(words));
            assert!(!contradicts || UNFIT_BESIDE_AN_ASK.contains(&code.as_str()), "{code}: {text}");
        }
    }
}
