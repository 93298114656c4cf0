//! Whose turn it is with a customer, and since when: what the case says, and what was asked of the customer meanwhile.

use super::ball::{Ball, Requested};
use super::customer::Profile;
use super::digest::{Digest, ball_of, since_of};
use super::follow_up::{Cover, FollowUp};
use super::since::{Basis, Since};

/// What decides whose turn it is.
#[derive(Clone, Copy, Debug)]
pub struct Turn<'a> {
    /// What the list, or a later look at its details, says of the customer.
    pub profile: &'a Profile,
    /// What its details hold, where they were read.
    pub digest: Option<&'a Digest>,
    /// What became of the requests that went out, where any did.
    pub follow_up: Option<&'a FollowUp>,
}

impl<'a> Turn<'a> {
    /// Who must act next.
    #[must_use]
    pub fn ball(self) -> Ball {
        match self.asked() {
            Some(follow_up) if follow_up.waits() => Ball::Customer,
            _ => ball_of(self.profile, self.digest),
        }
    }

    /// Whether we must act because a request is to be chased.
    #[must_use]
    pub fn is_chase(self) -> bool {
        self.asked().is_some_and(FollowUp::is_chase)
    }

    /// What became of the requests, as far as it is told: of a case that is held or decided nothing is chased, and nobody is
    /// to be led to it.
    #[must_use]
    pub fn told(self) -> Option<&'a FollowUp> {
        let is_held = self.digest.is_some_and(|digest| digest.held > 0);
        self.follow_up.filter(|_| !is_held && self.ball() != Ball::Nobody)
    }

    /// Whether something is to be chased, or looked at again, by now: never of a case that is held or decided.
    #[must_use]
    pub fn is_due(self) -> bool {
        self.told().is_some_and(|follow_up| follow_up.is_due)
    }

    /// Since when that is so.
    #[must_use]
    pub fn since(self) -> Option<Since> {
        let from = self.asked().and_then(|follow_up| match follow_up.cover {
            Cover::All if follow_up.is_due => follow_up.due_at.map(|at| Since { at, basis: Basis::Due }),
            Cover::All => follow_up.sent.map(|at| Since { at, basis: Basis::Sent }),
            Cover::Raised(at) => Some(Since { at, basis: Basis::FirstSeen }),
            Cover::Nothing | Cover::Part | Cover::Unknown => None,
        });
        from.or_else(|| since_of(self.profile, self.digest))
    }

    /// What was asked counts only where it would be ours to ask: never of a held case, of one that is decided, or of one
    /// whose requests could not be read.
    fn asked(self) -> Option<&'a FollowUp> {
        let digest = self.digest.filter(|digest| digest.held == 0)?;
        let is_known = matches!(digest.requested, Requested::Open | Requested::Nothing);
        self.follow_up.filter(|_| is_known && ball_of(self.profile, Some(digest)) == Ball::Us)
    }
}
