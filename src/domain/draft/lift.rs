//! The hold of a case, lifted by the reviewer after compliance was asked.

use std::sync::Arc;

use crate::domain::case::Case;
use crate::domain::glossary::Glossary;
use crate::domain::hold::{Precautions, Signal};
use crate::domain::text::SafeText;

/// A lifted hold. It covers the signals of one look at a case and nothing else: while whatever a hold is searched for in
/// stays word for word as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lift {
    signals: Vec<Signal>,
    look: Arc<Case>,
    reference: SafeText,
}

/// Why a reference was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoReference;

impl Lift {
    /// Longest reference that is taken.
    const LONGEST: usize = 80;

    /// Lifts what holds a case at this look; `reference` is compliance's own.
    ///
    /// # Errors
    /// [`NoReference`] where the reference is blank, too long, or holds what cannot be seen.
    pub fn of(look: Arc<Case>, glossary: &Glossary, reference: &str) -> Result<Self, NoReference> {
        let text = SafeText::line(reference.trim());
        let is_usable = !text.is_blank() && text.as_str() == reference.trim();
        if !is_usable || text.as_str().chars().count() > Self::LONGEST {
            return Err(NoReference);
        }
        Ok(Self { signals: Precautions::of(&look, glossary).holds, look, reference: text })
    }

    /// Compliance's reference.
    #[must_use]
    pub const fn reference(&self) -> &SafeText {
        &self.reference
    }

    /// Whether it covers all that holds a case as it is now.
    #[must_use]
    pub fn covers(&self, case: &Case, precautions: &Precautions) -> bool {
        case.id == self.look.id
            && precautions.holds.iter().all(|signal| self.signals.contains(signal))
            && is_worded_alike(case, &self.look)
    }
}

/// Whether two looks say the same wherever a hold is searched for. A signal names only its place, and another sentence
/// in the same place is another signal.
fn is_worded_alike(case: &Case, look: &Case) -> bool {
    let verifications = |case: &Case| -> Vec<_> {
        case.parties.items().iter().map(|party| (party.key.clone(), party.verification.clone())).collect()
    };
    case.profile.status == look.profile.status
        && case.rejections() == look.rejections()
        && case.requests == look.requests
        && case.other_fields() == look.other_fields()
        && case.strays == look.strays
        && case.export == look.export
        && verifications(case) == verifications(look)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::glossary;
    use crate::domain::sample::{case, party, rejection, subject};

    fn held(comment: &str) -> Arc<Case> {
        let refused = rejection().labelled(&["SANCTIONS_LIST"]).saying(comment);
        Arc::new(case("c1").with(party("p1")).refused(subject("p1"), refused))
    }

    #[test]
    fn a_lift_covers_its_signals_in_their_words_and_nothing_else() {
        let glossary = glossary();
        let look = held("On a list.");
        let lift = Lift::of(Arc::clone(&look), &glossary, " CMP-2026-114 ").unwrap();
        assert_eq!(lift.reference().as_str(), "CMP-2026-114");
        let covers = |case: &Case| lift.covers(case, &Precautions::of(case, &glossary));
        assert!(covers(&look));
        assert!(covers(&Case { details: case("x").details, ..(*look).clone().updated("2026-05-30T00:00:00Z") }));
        assert!(!covers(&held("On another list.")), "the words changed");
        let more = (*look).clone().refused(subject("p1"), rejection().labelled(&["ADVERSE_MEDIA"]));
        assert!(!covers(&more), "a new signal");
        assert!(!covers(&Case { id: case("c2").id, ..(*look).clone() }), "another customer");
    }

    #[test]
    fn a_reference_is_something_that_can_be_read() {
        let long = "x".repeat(81);
        for bad in ["", "  ", "\u{200b}", "a\u{1b}[31m", "two\nlines", long.as_str()] {
            assert_eq!(Lift::of(held("x"), &glossary(), bad).map(drop), Err(NoReference), "{bad:?}");
        }
    }
}
