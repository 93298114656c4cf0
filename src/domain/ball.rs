//! The ball: who must act next. Our reading of status and open requests, not a field of the API.

use std::fmt;

use super::customer::CustomerStatus;

/// Who must act next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ball {
    /// We, by asking the customer for something.
    Us,
    /// Fin's compliance team.
    Fin,
    /// The status is one this build does not know.
    Unknown,
    /// Nobody: the case is closed.
    Nobody,
}

impl Ball {
    /// Judges by status and whether anything is requested. An open request makes an approved case ours, as Fin can open
    /// one without touching the status (`fin-api.md` §6).
    #[must_use]
    pub const fn of(status: Option<CustomerStatus>, has_requests: bool) -> Self {
        use CustomerStatus as S;
        match status {
            Some(S::ActionRequired | S::Incomplete | S::AssociatedPartiesRemaining) => Self::Us,
            Some(S::Processing | S::Reviewing | S::InCompliance) => Self::Fin,
            Some(S::Approved) | None if has_requests => Self::Us,
            Some(S::Approved | S::Rejected) => Self::Nobody,
            None => Self::Unknown,
        }
    }

    /// The word shown.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Us => "us",
            Self::Fin => "Fin",
            Self::Nobody => "nobody",
            Self::Unknown => "?",
        }
    }
}

impl fmt::Display for Ball {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fact::Word;

    #[test]
    fn status_and_open_requests_decide() {
        let table = [
            ("INCOMPLETE", false, Ball::Us),
            ("ASSOCIATED_PARTIES_REMAINING", false, Ball::Us),
            ("PROCESSING", false, Ball::Fin),
            ("QUEUED", true, Ball::Fin),
            ("REVIEWING", false, Ball::Fin),
            ("IN_COMPLIANCE", false, Ball::Fin),
            ("ON_HOLD", false, Ball::Fin),
            ("ACTION_REQUIRED", false, Ball::Us),
            ("REINITIATE", true, Ball::Us),
            ("APPROVED", false, Ball::Nobody),
            ("APPROVED", true, Ball::Us),
            ("REJECTED", false, Ball::Nobody),
            ("REJECTED", true, Ball::Nobody),
            ("FROZEN", false, Ball::Unknown),
            ("FROZEN", true, Ball::Us),
        ];
        for (status, requests, ball) in table {
            assert_eq!(Ball::of(CustomerStatus::parse(status), requests), ball, "{status} {requests}");
        }
    }
}
