//! What the queue needs to know of a case after its details were read: small enough to keep one per row.

use super::ask::asks;
use super::ball::Ball;
use super::case::Case;
use super::customer::CustomerStatus;
use super::key::Subject;
use super::party::PartyStatus;
use super::rejection::Rejection;
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
            blocked_parties: case.parties.items().iter().filter(|party| is_blocked(case, &party.key)).count(),
            parties: case.parties.items().len(),
            since: case.status_since(),
            last_activity: case.last_activity(),
        }
    }
}

/// Whether a party holds its case up: it is rejected, something of it was refused, or something is wanted of it.
#[must_use]
pub fn is_blocked(case: &Case, key: &super::id::PartyKey) -> bool {
    let subject = Subject::Party(key.clone());
    let rejected = case.party(&subject).and_then(super::party::Party::status) == Some(PartyStatus::Rejected);
    let refused = case.rejections().iter().any(|(of, rejection)| *of == subject && !Rejection::is_empty(rejection));
    let wanted = case.requests.items().iter().any(|request| request.subject == subject);
    rejected || refused || wanted
}
