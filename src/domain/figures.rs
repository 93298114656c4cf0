//! Figures over many customers as they stand now: with whom they are and for how long, their statuses, and what holds them up.
//! Customers are added and removed one by one, so that a queue keeps its figures while details arrive.
//!
//! Each figure says how many cases it rests on. What was not read is counted as that, and never as nothing.

mod age;
mod ranking;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::ball::Ball;
use super::customer::{CustomerStatus, RowKey};
use super::digest::Digest;
use super::fact::{Extent, Fact};
use super::finding::Check;
use super::glossary::Glossary;
use super::rejection::LabelCode;
use super::request::DocumentType;
use super::since::{Basis, Since};
use super::tally::Tally;
use super::time::Wall;
use super::turn::Turn;
use super::wording::number;

pub use age::{AgeBand, tenths_of_days, whole_days};
pub use ranking::Ranking;

/// A customer to be counted.
#[derive(Clone, Copy, Debug)]
pub struct Counted<'a> {
    /// What identifies it.
    pub key: &'a RowKey,
    /// Whose turn it is, by all that is known of it.
    pub turn: Turn<'a>,
    /// Whether its details are remembered from an earlier run, and were not read in this one.
    pub is_remembered: bool,
}

/// Figures over the customers that were added.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    glossary: Arc<Glossary>,
    reading: Reading,
    balls: BTreeMap<Ball, WithBall>,
    statuses: BTreeMap<StatusFigure, usize>,
    held: usize,
    labels: Ranking<LabelCode>,
    owed: Ranking<DocumentType>,
    findings: Ranking<Check>,
    parties: Parties,
}

/// How much of the customers was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// All customers.
    pub customers: usize,
    /// Those whose details were read: of the others, the status alone says with whom they are.
    pub read: usize,
    /// Those of them whose details were read in an earlier run.
    pub remembered: usize,
    /// Those that are not closed: labels, documents, findings and parties are counted of them alone, as nothing holds up what
    /// was decided.
    pub open: usize,
}

impl Reading {
    /// Customers whose details were not read.
    #[must_use]
    pub const fn unread(self) -> usize {
        self.customers - self.read
    }
}

/// What a customer is counted under by its status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatusFigure {
    /// A status that is known.
    Known(CustomerStatus),
    /// One that this build does not know.
    Other,
    /// None was sent, or it could not be read.
    NotTold,
}

/// How many customers somebody has, and for how long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BallFigure<'a> {
    /// Who must act.
    pub ball: Ball,
    /// How many customers.
    pub customers: usize,
    /// The same by how long, in the order of [`AgeBand::ALL`].
    pub bands: [Band; AgeBand::ALL.len()],
    /// The one that waits longest, be its time an estimate or not: it may wait for less long then.
    pub oldest: Option<(&'a RowKey, Since)>,
}

impl BallFigure<'_> {
    /// How many have waited for longer than fourteen days, marked where that is an estimate of any of them.
    #[must_use]
    pub fn over_14_days(&self) -> String {
        let band = self.bands.get(AgeBand::More as usize).copied().unwrap_or_default();
        format!("{}{}", if band.estimated > 0 { "≈" } else { "" }, number(band.customers))
    }
}

/// Customers that somebody has had for about as long.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Band {
    /// How many.
    pub customers: usize,
    /// Of how many of them the time is an estimate.
    pub estimated: usize,
}

/// The parties of open cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parties {
    /// Those that are not approved.
    pub not_approved: usize,
    /// All.
    pub all: usize,
    /// On how many cases this rests.
    pub rests_on: usize,
    /// Of how many of them not all parties, or not all of their statuses, could be read.
    pub partly: usize,
}

/// The customers that somebody has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct WithBall {
    customers: usize,
    /// Those of whom it is known since when, the longest first.
    waiting: BTreeSet<Waiting>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Waiting {
    at: Wall,
    basis: Basis,
    key: RowKey,
}

impl PartialEq for Figures {
    fn eq(&self, other: &Self) -> bool {
        let parts = |it: &Self| (it.reading, it.held, it.parties);
        parts(self) == parts(other)
            && (&self.balls, &self.statuses) == (&other.balls, &other.statuses)
            && (&self.labels, &self.owed, &self.findings) == (&other.labels, &other.owed, &other.findings)
    }
}

impl Figures {
    /// Figures over nobody yet. Labels and documents are told apart by these words.
    #[must_use]
    pub fn new(glossary: Arc<Glossary>) -> Self {
        Self { glossary, ..Self::default() }
    }

    /// Counts a customer.
    pub fn add(&mut self, one: &Counted<'_>) {
        self.count(one, Step::Add);
    }

    /// Takes a customer out again, who has to be the same as when it was counted.
    pub fn remove(&mut self, one: &Counted<'_>) {
        self.count(one, Step::Remove);
    }

    fn count(&mut self, one: &Counted<'_>, step: Step) {
        let turn = one.turn;
        let ball = turn.ball();
        let is_open = ball != Ball::Nobody;
        let reading = &mut self.reading;
        step.count(&mut reading.customers, 1);
        step.count(&mut reading.read, usize::from(turn.digest.is_some()));
        step.count(&mut reading.remembered, usize::from(one.is_remembered));
        step.count(&mut reading.open, usize::from(is_open));
        step.count_in(&mut self.statuses, &status(turn));
        self.count_waiting(one, ball, step);
        if let Some(digest) = turn.digest.filter(|_| is_open) {
            step.count(&mut self.held, usize::from(digest.held > 0));
            self.count_causes(digest, step);
            self.parties.count(digest, step);
        }
    }

    fn count_waiting(&mut self, one: &Counted<'_>, ball: Ball, step: Step) {
        let with = self.balls.entry(ball).or_default();
        step.count(&mut with.customers, 1);
        if let Some(since) = one.turn.since() {
            let waiting = Waiting { at: since.at, basis: since.basis, key: one.key.clone() };
            match step {
                Step::Add => with.waiting.insert(waiting),
                Step::Remove => with.waiting.remove(&waiting),
            };
        }
        if with.customers == 0 {
            self.balls.remove(&ball);
        }
    }

    /// Labels that hold a case are not told in figures: it is counted as held.
    fn count_causes(&mut self, digest: &Digest, step: Step) {
        let glossary = &self.glossary;
        let labels = digest.labels.iter().filter(|label| !glossary.holds(label));
        self.labels.count(labels, digest.knows_all_labels, |label| glossary.label(label).is_some(), step);
        if let Some(owed) = &digest.owed {
            let is_known = |document: &DocumentType| glossary.document(document).is_some();
            self.owed.count(owed.documents.iter(), owed.knows_all, is_known, step);
        }
        if let Some(findings) = &digest.findings {
            self.findings.count(findings.iter(), true, |_| true, step);
        }
    }

    /// How much was read.
    #[must_use]
    pub const fn reading(&self) -> Reading {
        self.reading
    }

    /// How many open cases are held.
    #[must_use]
    pub const fn held(&self) -> usize {
        self.held
    }

    /// Customers by status, in the order of the statuses.
    #[must_use]
    pub const fn statuses(&self) -> &BTreeMap<StatusFigure, usize> {
        &self.statuses
    }

    /// Customers by who must act and for how long, as it is at a moment: everybody who may have to act, also of nobody.
    #[must_use]
    pub fn balls(&self, now: Wall) -> Vec<BallFigure<'_>> {
        Ball::ALL.into_iter().map(|ball| self.ball(ball, now)).collect()
    }

    /// The customers of one of them.
    #[must_use]
    pub fn ball(&self, ball: Ball, now: Wall) -> BallFigure<'_> {
        let mut bands = [Band::default(); AgeBand::ALL.len()];
        let Some(with) = self.balls.get(&ball) else { return BallFigure { ball, customers: 0, bands, oldest: None } };
        let mut add = |band: AgeBand, customers: usize, estimated: usize| {
            if let Some(band) = bands.get_mut(band as usize) {
                band.customers += customers;
                band.estimated += estimated;
            }
        };
        for waiting in &with.waiting {
            let since = waiting.since();
            add(AgeBand::of(since.elapsed(now)), 1, usize::from(!since.is_exact()));
        }
        add(AgeBand::Unknown, with.customers.saturating_sub(with.waiting.len()), 0);
        let oldest = with.waiting.first().map(|waiting| (&waiting.key, waiting.since()));
        BallFigure { ball, customers: with.customers, bands, oldest }
    }

    /// Labels, in open cases.
    #[must_use]
    pub const fn labels(&self) -> &Ranking<LabelCode> {
        &self.labels
    }

    /// Types of documents that are owed, in open cases.
    #[must_use]
    pub const fn owed(&self) -> &Ranking<DocumentType> {
        &self.owed
    }

    /// Findings, in open cases. They are made of a case itself, so a remembered one has none.
    #[must_use]
    pub const fn findings(&self) -> &Ranking<Check> {
        &self.findings
    }

    /// The parties of open cases.
    #[must_use]
    pub const fn parties(&self) -> Parties {
        self.parties
    }
}

impl Waiting {
    const fn since(&self) -> Since {
        Since { at: self.at, basis: self.basis }
    }
}

impl Parties {
    fn count(&mut self, digest: &Digest, step: Step) {
        let Some(Tally { counted, extent }) = digest.not_approved else { return };
        step.count(&mut self.rests_on, 1);
        step.count(&mut self.partly, usize::from(extent != Extent::Whole));
        step.count(&mut self.not_approved, counted);
        step.count(&mut self.all, digest.parties.counted);
    }
}

fn status(turn: Turn<'_>) -> StatusFigure {
    match (&turn.profile.status, turn.profile.known_status()) {
        (_, Some(status)) => StatusFigure::Known(status),
        (Fact::Given(_), None) => StatusFigure::Other,
        _ => StatusFigure::NotTold,
    }
}

/// Whether a customer is counted or taken out again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Add,
    Remove,
}

impl Step {
    const fn count(self, of: &mut usize, by: usize) {
        match self {
            Self::Add => *of += by,
            Self::Remove => *of = of.saturating_sub(by),
        }
    }

    /// Counts under a key; none stands at zero.
    fn count_in<K: Ord + Clone>(self, of: &mut BTreeMap<K, usize>, key: &K) {
        match (self, of.get_mut(key)) {
            (Self::Remove, Some(1) | None) => drop(of.remove(key)),
            (_, Some(count)) => self.count(count, 1),
            (Self::Add, None) => drop(of.insert(key.clone(), 1)),
        }
    }
}

#[cfg(test)]
mod tests;
