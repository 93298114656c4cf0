//! What findings and sentences about a case are made from, gathered once.

use super::case::Case;
use super::glossary::Glossary;
use super::hold::Precautions;
use super::standing::{Standing, standings};

/// A case with where everybody in it stands and what keeps its messages back.
#[derive(Debug)]
pub struct Overview<'a> {
    pub(super) case: &'a Case,
    pub(super) glossary: &'a Glossary,
    pub(super) standings: Vec<Standing<'a>>,
    /// What keeps its messages back, or wants to be looked at first.
    pub precautions: Precautions,
}

impl<'a> Overview<'a> {
    /// Gathers a case.
    #[must_use]
    pub fn of(case: &'a Case, glossary: &'a Glossary) -> Self {
        Self { case, glossary, standings: standings(case), precautions: Precautions::of(case, glossary) }
    }

    /// How many asks are open.
    #[must_use]
    pub fn asks(&self) -> usize {
        self.standings.iter().map(|standing| standing.asks.len()).sum()
    }
}
