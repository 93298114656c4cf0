//! What the queue needs to know of a case after its details were read: small enough to keep one per row.

use std::collections::BTreeSet;

use super::ask::{Ask, asks};
use super::ball::{Ball, Requested};
use super::case::Case;
use super::customer::{CustomerStatus, Profile};
use super::fact::Extent;
use super::finding::{Check, Thresholds, findings};
use super::glossary::Glossary;
use super::hold::Precautions;
use super::id::{PartyId, PartyKey};
use super::key::Subject;
use super::mask::Personal;
use super::party::{Party, PartyStatus};
use super::rejection::{LabelCode, Rejection};
use super::request::DocumentType;
use super::since::{Basis, Since};
use super::tally::Tally;
use super::time::{Timestamp, Wall};

/// A case in the few numbers its queue row shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    /// Where the case stands, where that is known.
    pub status: Option<CustomerStatus>,
    /// Who must act next.
    pub ball: Ball,
    /// What is known of open requests.
    pub requested: Requested,
    /// How many signals withhold its drafts until compliance was asked.
    pub held: usize,
    /// Open asks of all subjects.
    pub asks: Tally,
    /// How many of the open asks are asked of the company itself.
    pub asks_of_company: usize,
    /// Parties with a blocker of their own.
    pub blocked_parties: Tally,
    /// All parties.
    pub parties: Tally,
    /// Since when whoever must act has had the ball.
    pub since: Option<Since>,
    /// The newest time anywhere in the case.
    pub last_activity: Option<Wall>,
    /// Every label in the case, each once.
    pub labels: Vec<LabelCode>,
    /// Whether these are all: a label that could not be read may be any.
    pub knows_all_labels: bool,
    /// What is owed; `None` where that was not kept of an earlier look.
    pub owed: Option<Owed>,
    /// Parties that are not approved; `None` where that was not kept of an earlier look.
    pub not_approved: Option<Tally>,
    /// Which checks hit, each once; `None` where they were not asked for, or the look is an earlier one.
    pub findings: Option<Vec<Check>>,
    /// The ids of its parties.
    pub party_ids: Vec<PartyId>,
    /// The e-mails of its parties.
    pub handles: Vec<Personal>,
}

/// The types of documents that are owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    /// Each once.
    pub documents: Vec<DocumentType>,
    /// Whether these are all: an ask that could not be read, or names no document, may be about any.
    pub knows_all: bool,
}

/// What stands in the way of a case, in a few words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Blocker<'a> {
    /// Nothing that is known of.
    Nothing,
    /// Nothing may be sent before compliance was asked.
    Held,
    /// The first label, in our words where the glossary has some, and how many more there are.
    Label {
        /// The label as sent.
        label: &'a LabelCode,
        /// Our words for it.
        in_short: Option<String>,
        /// How many other labels the case has.
        more: usize,
    },
    /// So many parties, for no reason that has a label.
    Parties(usize),
}

/// The look at a case that a digest is made of.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look<'a> {
    /// When it was, where that is known: a saved file does not tell.
    pub at: Option<Wall>,
    /// What the look before it showed.
    pub before: Option<&'a Digest>,
    /// What findings are judged by, and the time it is; without that, none is made.
    pub judged_by: Option<(&'a Thresholds, Wall)>,
}

impl Digest {
    /// Reads a case.
    #[must_use]
    pub fn of(case: &Case, glossary: &Glossary, look: Look<'_>) -> Self {
        let status = case.profile.known_status();
        let held = Precautions::of(case, glossary).holds.len();
        let requested = Requested::of(case);
        let blocked = blocked_parties(case);
        let parties = case.parties_extent();
        let open = asks(case);
        let everything = [parties, case.rejection_extent(), case.requests.extent()];
        let is_whole = everything.iter().all(|extent| *extent == Extent::Whole)
            && case.parties.items().iter().all(|party| party.status().is_some());
        Self {
            status,
            // Whatever else is true of it, compliance has to be asked first.
            ball: if held > 0 { Ball::Us } else { Ball::of(status, requested) },
            requested,
            held,
            asks: Tally { counted: open.len(), extent: case.asks_extent() },
            asks_of_company: open.iter().filter(|ask| *ask.subject() == Subject::Company).count(),
            blocked_parties: Tally {
                counted: case.parties.items().iter().filter(|party| blocked.contains(&party.key)).count(),
                extent: if is_whole { Extent::Whole } else { Extent::Partly },
            },
            parties: Tally { counted: case.parties.items().len(), extent: parties },
            since: if held > 0 { held_since(look) } else { since(case, requested, look) },
            last_activity: case.last_activity(),
            labels: labels(case),
            knows_all_labels: case.rejection_extent() == Extent::Whole,
            owed: Some(owed(&open, case.asks_extent())),
            not_approved: Some(not_approved(case)),
            findings: look.judged_by.map(|(thresholds, now)| checks(case, glossary, thresholds, now)),
            party_ids: case.parties.items().iter().filter_map(|party| party.id.given().cloned()).collect(),
            handles: case.parties.items().iter().filter_map(|party| party.email.given().cloned()).collect(),
        }
    }
}

impl Digest {
    /// Whether a row of the list was updated since the look at this time that the digest was made of. Times of the server are
    /// compared with each other: the clock of this machine may be another one. What is kept holds whole milliseconds.
    #[must_use]
    pub fn is_older_than(&self, profile: &Profile, looked_at: Wall) -> bool {
        let known = self.last_activity.unwrap_or(looked_at);
        let updated = profile.updated_at.given().and_then(Timestamp::at);
        updated.is_some_and(|at| at.as_millisecond() > known.as_millisecond())
    }

    /// Whether a case stands as another digest says. Findings hit by time alone, and are no part of it.
    #[must_use]
    pub fn is_as(&self, other: &Self) -> bool {
        let without = |digest: &Self| Self { findings: None, ..digest.clone() };
        without(self) == without(other)
    }

    /// What stands in the way: a hold before labels, labels before parties.
    #[must_use]
    pub fn blocker(&self, glossary: &Glossary) -> Blocker<'_> {
        match (self.held, self.labels.split_first(), self.blocked_parties.counted) {
            (1.., ..) => Blocker::Held,
            (0, Some((label, rest)), _) => {
                let in_short = glossary.label(label).map(|entry| entry.in_short.clone());
                Blocker::Label { label, in_short, more: rest.len() }
            }
            (0, None, 0) => Blocker::Nothing,
            (0, None, count) => Blocker::Parties(count),
        }
    }
}

/// Who must act next on a customer whose details may not have been read: from them where they were, else from what the
/// list says, which does not tell of requests.
#[must_use]
pub fn ball_of(profile: &Profile, digest: Option<&Digest>) -> Ball {
    digest.map_or_else(|| Ball::of(profile.known_status(), Requested::NotRead), |digest| digest.ball)
}

/// Since when that is so. The list tells of no status change, so what it says is an estimate.
#[must_use]
pub fn since_of(profile: &Profile, digest: Option<&Digest>) -> Option<Since> {
    match digest {
        Some(digest) => digest.since,
        None if ball_of(profile, None) == Ball::Unknown => None,
        None => {
            let updated = profile.updated_at.given().and_then(Timestamp::at);
            updated.map(|at| Since { at, basis: Basis::LastUpdate })
        }
    }
}

/// Since when whoever must act has had the ball. A status change is exact only where it gave the ball: a request under a
/// status that is not ours came at another time, at the earliest between two looks.
fn since(case: &Case, requested: Requested, look: Look<'_>) -> Option<Since> {
    use CustomerStatus as S;
    let status = case.profile.known_status();
    let changed = case.status_since();
    match (Ball::of(status, requested), status) {
        // That the customer has it follows from what was sent, which a case does not tell.
        (Ball::Unknown | Ball::Customer, _) => None,
        (Ball::Us, Some(S::ActionRequired | S::Incomplete | S::AssociatedPartiesRemaining))
        | (Ball::Fin | Ball::Nobody, _) => changed,
        (Ball::Us, _) => first_seen(look).or_else(|| {
            let basis = |since: Since| if since.is_exact() { Basis::AtMost } else { since.basis };
            changed.map(|since| Since { basis: basis(since), ..since })
        }),
    }
}

/// Since when its drafts are withheld: the look that first showed it.
fn held_since(look: Look<'_>) -> Option<Since> {
    let first = || look.at.map(|at| Since { at, basis: Basis::FirstSeen });
    look.before.filter(|before| before.held > 0).map_or_else(first, |before| before.since)
}

/// The look that first showed the open request: this one, where the one before it showed none, or an earlier one.
fn first_seen(look: Look<'_>) -> Option<Since> {
    let before = look.before?;
    match before.requested {
        Requested::Nothing => look.at.map(|at| Since { at, basis: Basis::FirstSeen }),
        Requested::Open => before.since.filter(|since| since.basis == Basis::FirstSeen),
        Requested::NotRead | Requested::NotTold | Requested::Unreadable => None,
    }
}

fn labels(case: &Case) -> Vec<LabelCode> {
    let rejections = case.rejections();
    let own = rejections.iter().flat_map(|(_, rejection)| rejection.labels());
    let of_documents = rejections
        .iter()
        .flat_map(|(_, rejection)| rejection.documents.items())
        .flat_map(|document| document.verdict.labels.items());
    // One by one: they are many, and hardly any two differ.
    let mut labels: BTreeSet<&LabelCode> = BTreeSet::new();
    for label in own.chain(of_documents) {
        labels.insert(label);
    }
    labels.into_iter().cloned().collect()
}

fn owed(asks: &[Ask<'_>], extent: Extent) -> Owed {
    let documents: BTreeSet<&DocumentType> = asks.iter().filter_map(|ask| ask.key.document_type.as_ref()).collect();
    let knows_all = extent == Extent::Whole && asks.iter().all(|ask| ask.key.document_type.is_some());
    Owed { documents: documents.into_iter().cloned().collect(), knows_all }
}

fn not_approved(case: &Case) -> Tally {
    let parties = case.parties.items();
    let is_open = |party: &&Party| party.status().is_some_and(|status| status != PartyStatus::Approved);
    let knows_all = case.parties_extent() == Extent::Whole && parties.iter().all(|party| party.status().is_some());
    Tally {
        counted: parties.iter().filter(is_open).count(),
        extent: if knows_all { Extent::Whole } else { Extent::Partly },
    }
}

fn checks(case: &Case, glossary: &Glossary, thresholds: &Thresholds, now: Wall) -> Vec<Check> {
    let found = findings(case, glossary, thresholds, now);
    let checks: BTreeSet<Check> = found.into_iter().map(|one| one.check).collect();
    checks.into_iter().collect()
}

/// The parties that hold their case up: each is rejected, something of it was refused, or something is wanted of it.
#[must_use]
pub fn blocked_parties(case: &Case) -> BTreeSet<PartyKey> {
    let party = |subject: Subject| match subject {
        Subject::Party(key) => Some(key),
        Subject::Company | Subject::UnknownParty(_) => None,
    };
    let is_rejected = |party: &&Party| party.status() == Some(PartyStatus::Rejected);
    let rejected = case.parties.items().iter().filter(is_rejected).map(|party| party.key.clone());
    let refused = case.rejections().into_iter().filter(|(_, rejection)| !Rejection::is_empty(rejection));
    let refused = refused.filter_map(|(subject, _)| party(subject));
    let wanted = case.requests.items().iter().filter_map(|request| party(request.subject.clone()));
    rejected.chain(refused).chain(wanted).collect()
}

#[cfg(test)]
mod tests;
