//! What the queue needs to know of a case after its details were read: small enough to keep one per row.

use std::collections::{BTreeSet, HashSet};

use super::ask::asks;
use super::ball::Ball;
use super::case::Case;
use super::customer::CustomerStatus;
use super::id::{PartyId, PartyKey};
use super::key::Subject;
use super::mask::Personal;
use super::party::{Party, PartyStatus};
use super::rejection::LabelCode;
use super::time::Wall;

/// A case in the few numbers its queue row shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    /// Where the case stands, where that is known.
    pub status: Option<CustomerStatus>,
    /// Who must act next.
    pub ball: Ball,
    /// Open asks of all subjects.
    pub asks: usize,
    /// Parties with a blocker of their own.
    pub blocked_parties: usize,
    /// All parties.
    pub parties: usize,
    /// Since when the case stands where it stands.
    pub since: Option<Wall>,
    /// The newest time anywhere in the case.
    pub last_activity: Option<Wall>,
    /// Every label in the case, each once.
    pub labels: Vec<LabelCode>,
    /// The ids of its parties.
    pub party_ids: Vec<PartyId>,
    /// The e-mails of its parties.
    pub handles: Vec<Personal>,
}

impl Digest {
    /// Reads a case.
    #[must_use]
    pub fn of(case: &Case) -> Self {
        let status = case.profile.known_status();
        Self {
            status,
            ball: Ball::of(status, !case.requests.items().is_empty()),
            asks: asks(case).len(),
            blocked_parties: blocked(case).len(),
            parties: case.parties.items().len(),
            since: case.status_since(),
            last_activity: case.last_activity(),
            labels: labels(case),
            party_ids: case.parties.items().iter().filter_map(|party| party.id.given().cloned()).collect(),
            handles: case.parties.items().iter().filter_map(|party| party.email.given().cloned()).collect(),
        }
    }
}

fn labels(case: &Case) -> Vec<LabelCode> {
    let rejections = case.rejections();
    let own = rejections.iter().flat_map(|(_, rejection)| rejection.labels());
    let of_documents = rejections
        .iter()
        .flat_map(|(_, rejection)| rejection.documents.items())
        .flat_map(|document| document.verdict.labels.items());
    let labels: BTreeSet<&LabelCode> = own.chain(of_documents).collect();
    labels.into_iter().cloned().collect()
}

/// The parties that hold their case up: rejected ones, those of whom something was refused, those of whom something is
/// wanted.
#[must_use]
pub fn blocked(case: &Case) -> HashSet<&PartyKey> {
    let people = case.people();
    let known = |subject: &Subject| match subject {
        Subject::Party(key) => people.get_key_value(key).map(|(key, _)| *key),
        Subject::Company | Subject::Stranger(_) => None,
    };
    let is_rejected = |party: &&Party| party.status() == Some(PartyStatus::Rejected);
    let rejected = case.parties.items().iter().filter(is_rejected).map(|party| &party.key);
    let refused = case.rejections().into_iter().filter(|(_, rejection)| !rejection.is_empty());
    let refused = refused.filter_map(|(subject, _)| known(&subject));
    let wanted = case.requests.items().iter().filter_map(|request| known(&request.subject));
    rejected.chain(refused).chain(wanted).collect()
}

#[cfg(test)]
mod tests;
