//! What there is to tell from.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::cause::{Cause, known_values};
use crate::domain::case::Case;
use crate::domain::glossary::Glossary;
use crate::domain::mask::Words;
use crate::domain::party::{Party, PartyStatus, Share};
use crate::domain::percent::Percent;
use crate::domain::standing::{Standing, called};

/// How many labels of one cause, and how many papers of one subject are named; the others are counted.
#[derive(Clone, Copy)]
pub(super) struct Detail {
    pub(super) labels: usize,
    pub(super) titles: usize,
}

/// Parties that are told of together.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Joint {
    Rejected,
    Remarked,
}

/// What there is to tell from.
pub(super) struct Story<'a> {
    pub(super) case: &'a Case,
    pub(super) glossary: &'a Glossary,
    pub(super) standings: &'a [Standing<'a>],
    /// How many parties hold each share, by its words.
    shares: BTreeMap<String, usize>,
    /// What the case knows that is personal.
    pub(super) known: Words,
    /// Whether it quotes what is on no reviewed list.
    pub(super) quotes: bool,
    pub(super) joint: RefCell<HashMap<(Joint, bool), Rc<Cause>>>,
    /// Whether anything was quoted so far.
    pub(super) has_quoted: Cell<bool>,
}

impl<'a> Story<'a> {
    pub(super) fn of(case: &'a Case, glossary: &'a Glossary, standings: &'a [Standing<'a>]) -> Self {
        let mut shares = BTreeMap::new();
        for share in case.parties.items().iter().filter_map(|party| party.share.given()) {
            *shares.entry(share.value().in_short()).or_default() += 1;
        }
        let known = known_values(case);
        Self {
            case,
            glossary,
            standings,
            shares,
            known,
            quotes: true,
            joint: RefCell::default(),
            has_quoted: Cell::new(false),
        }
    }

    /// A party by its share, where that tells it from the others, else by the short form of its id.
    pub(super) fn name(&self, standing: &Standing<'_>) -> String {
        let share = standing.party.and_then(|party| party.share.given()).map(Share::value);
        let share = share.filter(|share| share.is_positive()).map(Percent::in_short);
        match share.filter(|share| self.shares.get(share) == Some(&1)) {
            Some(share) => format!("the {share} owner"),
            None => called(self.case, &standing.subject),
        }
    }
}

pub(super) fn is_rejected(standing: &Standing<'_>) -> bool {
    standing.party.and_then(Party::status) == Some(PartyStatus::Rejected)
}
