//! The ball: who must act next. Our reading of status, open requests and holds, not a field of the API.

use std::fmt;

use super::case::Case;
use super::customer::CustomerStatus;
use super::fact::Extent;

/// Who must act next. In the order in which customers are ranked: what may be ours comes right after what is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ball {
    /// We, by asking the customer for something.
    Us,
    /// Nobody can tell: the status is one this build does not know, or what decides was not read or is unreadable.
    Unknown,
    /// The customer: we asked for all that is owed, and the day to chase it has not come.
    Customer,
    /// Fin's compliance team.
    Fin,
    /// Nobody: the case is closed.
    Nobody,
}

/// What is known of the open requests of a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Requested {
    /// The details were not read.
    NotRead,
    /// The details do not tell: older replies leave the requests out.
    NotTold,
    /// They were sent and could not be read, or not all of them, and no open one was seen.
    Unreadable,
    /// None is open.
    Nothing,
    /// At least one is open.
    Open,
}

impl Requested {
    /// What a case tells of them. One that is open is open, whatever else could not be read.
    #[must_use]
    pub fn of(case: &Case) -> Self {
        match case.requests.extent() {
            _ if !case.requests.items().is_empty() => Self::Open,
            Extent::Whole => Self::Nothing,
            Extent::Partly | Extent::Unreadable => Self::Unreadable,
            Extent::NotTold => Self::NotTold,
        }
    }
}

impl Ball {
    /// Each, in their order.
    pub const ALL: [Self; 5] = [Self::Us, Self::Unknown, Self::Customer, Self::Fin, Self::Nobody];

    /// Judges by status and requests. An open request makes a case ours under any status, as Fin can open one without
    /// touching the status (`assets/api.md` §6), but for a rejected one: Fin has decided.
    #[must_use]
    pub const fn of(status: Option<CustomerStatus>, requested: Requested) -> Self {
        use CustomerStatus as S;
        match (status, requested) {
            (Some(S::Rejected), _) | (Some(S::Approved), Requested::NotTold | Requested::Nothing) => Self::Nobody,
            (_, Requested::Open) | (Some(S::ActionRequired | S::Incomplete | S::AssociatedPartiesRemaining), _) => {
                Self::Us
            }
            (None, _)
            | (Some(S::Approved), Requested::NotRead | Requested::Unreadable)
            | (Some(S::Processing | S::Reviewing | S::InCompliance), Requested::Unreadable) => Self::Unknown,
            (Some(S::Processing | S::Reviewing | S::InCompliance), _) => Self::Fin,
        }
    }

    /// Whether the customer belongs to what needs us: what nobody can tell may be ours.
    #[must_use]
    pub const fn may_need_us(self) -> bool {
        matches!(self, Self::Us | Self::Unknown)
    }

    /// The word shown.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Us => "us",
            Self::Customer => "customer",
            Self::Fin => "Fin",
            Self::Nobody => "nobody",
            Self::Unknown => "?",
        }
    }

    /// Who has it, where figures are told.
    #[must_use]
    pub const fn holder(self) -> &'static str {
        match self {
            Self::Us => "us",
            Self::Unknown => "not known",
            Self::Customer => "customer",
            Self::Fin => "Fin",
            Self::Nobody => "closed",
        }
    }

    /// Its code in JSON and CSV.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Us => "us",
            Self::Customer => "customer",
            Self::Fin => "fin",
            Self::Nobody => "nobody",
            Self::Unknown => "unknown",
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
    use crate::domain::fact::{Fact, Items, Word};
    use crate::domain::key::Subject;
    use crate::domain::sample::{case, request};

    /// Faults: K2.
    #[test]
    fn status_and_requests_decide() {
        use Ball::{Fin, Nobody, Unknown, Us};
        // Not read, not told, unreadable, nothing, open.
        let table = [
            ("INCOMPLETE", [Us, Us, Us, Us, Us]),
            ("ASSOCIATED_PARTIES_REMAINING", [Us, Us, Us, Us, Us]),
            ("PROCESSING", [Fin, Fin, Unknown, Fin, Us]),
            ("QUEUED", [Fin, Fin, Unknown, Fin, Us]),
            ("REVIEWING", [Fin, Fin, Unknown, Fin, Us]),
            ("IN_COMPLIANCE", [Fin, Fin, Unknown, Fin, Us]),
            ("ON_HOLD", [Fin, Fin, Unknown, Fin, Us]),
            ("ACTION_REQUIRED", [Us, Us, Us, Us, Us]),
            ("REINITIATE", [Us, Us, Us, Us, Us]),
            ("APPROVED", [Unknown, Nobody, Unknown, Nobody, Us]),
            ("REJECTED", [Nobody, Nobody, Nobody, Nobody, Nobody]),
            ("FROZEN", [Unknown, Unknown, Unknown, Unknown, Us]),
        ];
        let requested =
            [Requested::NotRead, Requested::NotTold, Requested::Unreadable, Requested::Nothing, Requested::Open];
        for (status, balls) in table {
            for (requested, ball) in requested.into_iter().zip(balls) {
                assert_eq!(Ball::of(CustomerStatus::parse(status), requested), ball, "{status} {requested:?}");
            }
        }
    }

    #[test]
    fn only_a_list_that_was_read_whole_says_that_nothing_is_requested() {
        let with = |requests| {
            let mut case = case("c1");
            case.requests = requests;
            Requested::of(&case)
        };
        let open = || vec![request(Subject::Company, "ownership_documents")];
        assert_eq!(with(Fact::Missing), Requested::NotTold);
        assert_eq!(with(Fact::Null), Requested::NotTold);
        assert_eq!(with(Fact::Withheld), Requested::Unreadable);
        assert_eq!(with(Fact::Given(Items { read: Vec::new(), unread: 1 })), Requested::Unreadable);
        assert_eq!(with(Fact::Given(Items::default())), Requested::Nothing);
        assert_eq!(with(Fact::Given(Items { read: open(), unread: 1 })), Requested::Open);
    }
}
