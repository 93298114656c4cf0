//! Who gets a message, and why the others get none.

use crate::domain::ask::Ask;
use crate::domain::case::Case;
use crate::domain::customer::{CustomerKind, CustomerStatus};
use crate::domain::fact::{Fact, Open};
use crate::domain::key::Subject;
use crate::domain::party::{Party, PartyStatus};
use crate::domain::standing::is;

use super::Work;
use super::gap::{Gap, is_partial};

/// Why a recipient gets no message. The first that fits, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoMessage {
    /// The case is held.
    Held,
    /// The case was read from an export that a mask left things out of.
    MaskedExport,
    /// Fin has decided.
    Decided,
    /// Something that concerns the recipient could not be read.
    Unreadable(Gap),
    /// The reply does not tell what is asked.
    RequestsNotTold,
    /// The reply does not tell who the parties are, and they decide.
    PartiesNotTold,
    /// It is not among the parties of the case.
    UnknownParty,
    /// Something is wanted, but nothing is named.
    NothingNamed,
    /// A party that Fin rejected and asks nothing of.
    RejectedNothingAsked,
    /// Parties remain, but none that can go on by itself.
    NobodyLeft,
    /// Fin is looking.
    WithFin,
    /// Where it stands is not known, and nothing is asked.
    StatusUnknown,
    /// Nothing is asked.
    NothingAsked,
}

impl NoMessage {
    /// The reason in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Held => "the case is held: ask compliance first",
            Self::MaskedExport => "a masked export does not tell all that decides",
            Self::Decided => "Fin has decided: the customer is rejected",
            Self::Unreadable(Gap::Requests) => "the requests could not be read, or not all of them",
            Self::Unreadable(Gap::Rejection) => "the rejection could not be read, or not all of it",
            Self::Unreadable(Gap::Parties) => "the parties could not be read, or not all of them",
            Self::RequestsNotTold => "the requests were not told",
            Self::PartiesNotTold => "the parties were not told",
            Self::UnknownParty => "not among the parties of the case: ask Fin whom it means",
            Self::NothingNamed => "something is wanted, but nothing is named: ask Fin",
            Self::RejectedNothingAsked => "rejected, and nothing is asked: ask Fin",
            Self::NobodyLeft => "parties remain, but none that can go on by itself: ask Fin",
            Self::WithFin => "with Fin, and nothing is asked",
            Self::StatusUnknown => "its status is not known here, and nothing is asked",
            Self::NothingAsked => "nothing is asked",
        }
    }

    /// The reason as scripts read it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::MaskedExport => "masked_export",
            Self::Decided => "decided",
            Self::Unreadable(Gap::Requests) => "requests_unreadable",
            Self::Unreadable(Gap::Rejection) => "rejection_unreadable",
            Self::Unreadable(Gap::Parties) => "parties_unreadable",
            Self::RequestsNotTold => "requests_not_told",
            Self::PartiesNotTold => "parties_not_told",
            Self::UnknownParty => "unknown_party",
            Self::NothingNamed => "nothing_named",
            Self::RejectedNothingAsked => "rejected_nothing_asked",
            Self::NobodyLeft => "nobody_left",
            Self::WithFin => "with_fin",
            Self::StatusUnknown => "status_unknown",
            Self::NothingAsked => "nothing_asked",
        }
    }

    /// Whether there may be something to write that nobody can tell.
    #[must_use]
    pub const fn is_incomplete(self) -> bool {
        matches!(self, Self::MaskedExport | Self::Unreadable(_) | Self::RequestsNotTold | Self::PartiesNotTold)
    }

    /// Whether the internal note has more to say of it.
    #[must_use]
    pub const fn is_in_note(self) -> bool {
        matches!(
            self,
            Self::Held
                | Self::Decided
                | Self::UnknownParty
                | Self::NothingNamed
                | Self::RejectedNothingAsked
                | Self::NobodyLeft
        )
    }
}

/// What a subject gets.
pub(super) enum Outcome<'work, 'case> {
    /// A message that asks for these.
    Asks(&'work [&'case Ask<'case>]),
    /// A message that asks to finish.
    Finish,
    /// None.
    Nothing(NoMessage),
}

pub(super) fn outcome<'work, 'case>(work: &'work Work<'case>, subject: &Subject) -> Outcome<'work, 'case> {
    let why = |why| Outcome::Nothing(why);
    if work.is_held() {
        return why(NoMessage::Held);
    }
    if work.case.export.is_some_and(|export| export.is_masked) {
        return why(NoMessage::MaskedExport);
    }
    if work.status() == Some(CustomerStatus::Rejected) {
        return why(NoMessage::Decided);
    }
    if let Some(gap) = work.gaps.about(subject) {
        return why(NoMessage::Unreadable(gap));
    }
    if work.case.requests.given().is_none() {
        return why(NoMessage::RequestsNotTold);
    }
    match subject {
        Subject::UnknownParty(_) => return why(NoMessage::UnknownParty),
        // A request names it, and nobody knows whether it is among the parties.
        Subject::Party(_) if work.case.party(subject).is_none() => {
            let is_told = is_partial(&work.case.parties);
            return why(if is_told { NoMessage::Unreadable(Gap::Parties) } else { NoMessage::PartiesNotTold });
        }
        Subject::Party(_) | Subject::Company => {}
    }
    let asks = work.asks_of(subject);
    if !asks.is_empty() {
        return Outcome::Asks(asks);
    }
    if work.is_wanted(subject) {
        return why(NoMessage::NothingNamed);
    }
    match work.party(subject) {
        Some(party) => of_party(work, party),
        None => of_company(work),
    }
}

fn of_party<'work, 'case>(work: &Work<'_>, party: &Party) -> Outcome<'work, 'case> {
    Outcome::Nothing(match party.status() {
        Some(PartyStatus::Rejected) => NoMessage::RejectedNothingAsked,
        Some(PartyStatus::Reviewing) => NoMessage::WithFin,
        Some(PartyStatus::Initiated) if work.is_unfinished() => return Outcome::Finish,
        None if work.is_unfinished() && has_unread_status(party) => NoMessage::Unreadable(Gap::Parties),
        None if work.is_unfinished() => NoMessage::StatusUnknown,
        Some(PartyStatus::Initiated | PartyStatus::Approved) | None => NoMessage::NothingAsked,
    })
}

fn of_company<'work, 'case>(work: &Work<'_>) -> Outcome<'work, 'case> {
    use CustomerStatus as S;
    let owners = Owners::of(work.case);
    Outcome::Nothing(match work.status() {
        Some(S::Incomplete | S::AssociatedPartiesRemaining) if work.is_unfinished() => match owners {
            Owners::Unread => NoMessage::Unreadable(Gap::Parties),
            _ if work.status() == Some(S::Incomplete) => return Outcome::Finish,
            Owners::NotTold => NoMessage::PartiesNotTold,
            Owners::Known { unfinished, .. } if !unfinished.is_empty() => return Outcome::Finish,
            Owners::Known { with_fin: true, .. } => NoMessage::WithFin,
            Owners::Known { .. } => NoMessage::NobodyLeft,
        },
        Some(S::ActionRequired) if work.asks.is_empty() => NoMessage::NothingNamed,
        Some(S::Processing | S::Reviewing | S::InCompliance) if work.asks.is_empty() => NoMessage::WithFin,
        None if work.asks.is_empty() => NoMessage::StatusUnknown,
        _ => NoMessage::NothingAsked,
    })
}

/// The people behind a company, by how far they are.
pub(super) enum Owners<'case> {
    /// Some of it could not be read.
    Unread,
    /// The reply does not name them.
    NotTold,
    /// As far as is told.
    Known {
        /// Those who have not begun.
        unfinished: Vec<&'case Party>,
        /// Whether Fin is looking at any of them.
        with_fin: bool,
        /// Whether it is known of each how far it is.
        is_certain: bool,
    },
}

impl<'case> Owners<'case> {
    pub(super) fn of(case: &'case Case) -> Self {
        if is_partial(&case.parties) || case.parties.items().iter().any(has_unread_status) {
            return Self::Unread;
        }
        let is_person = is(case, CustomerKind::Individual);
        if matches!(case.parties, Fact::Missing | Fact::Null) && !is_person {
            return Self::NotTold;
        }
        let in_status = |wanted| case.parties.items().iter().filter(move |party| party.status() == Some(wanted));
        Self::Known {
            unfinished: in_status(PartyStatus::Initiated).collect(),
            with_fin: in_status(PartyStatus::Reviewing).next().is_some(),
            is_certain: case.parties.items().iter().all(|party| party.status().is_some()),
        }
    }
}

/// Whether how far a party is was sent and could not be read.
fn has_unread_status(party: &Party) -> bool {
    party.verification.is_unknown() || party.verification.given().is_some_and(|it| it.status.is_unknown())
}

impl Work<'_> {
    /// Whether nothing may be sent to anyone.
    pub(super) fn is_held(&self) -> bool {
        self.precautions.is_held() && self.lifted.is_none()
    }

    /// The customer's status, where it was sent and is known.
    pub(super) fn status(&self) -> Option<CustomerStatus> {
        self.case.profile.status.given().and_then(Open::known)
    }

    /// Whether the customer itself still has to go on, without being asked for anything in particular.
    pub(super) fn is_unfinished(&self) -> bool {
        let open = [CustomerStatus::Incomplete, CustomerStatus::AssociatedPartiesRemaining];
        self.case.requests.items().is_empty() && self.status().is_some_and(|status| open.contains(&status))
    }
}
