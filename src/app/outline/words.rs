//! What a customer, a party and a label are called in a line, wherever one stands.

use crate::app::line::{Line, Mark, Tone};
use crate::domain::case::People;
use crate::domain::customer::{CustomerStatus, Name};
use crate::domain::glossary::Outcome;
use crate::domain::key::Subject;
use crate::domain::mask::Mask;
use crate::domain::party::Party;
use crate::domain::text::SafeText;

/// Appends what the customer is called.
#[must_use]
pub fn name_line(line: Line, name: &Name, nickname: SafeText) -> Line {
    match name {
        Name::Business(_) => line.company(&name.show(Mask::Off, &nickname), Tone::Strong),
        Name::Individual { .. } => line.person(name.of_person(), nickname),
    }
}

/// The sign of a customer status.
#[must_use]
pub const fn status_mark(status: Option<CustomerStatus>) -> Mark {
    use CustomerStatus as S;
    match status {
        Some(S::Approved) => Mark::Good,
        Some(S::Rejected) => Mark::Bad,
        Some(S::ActionRequired | S::Incomplete | S::AssociatedPartiesRemaining) | None => Mark::Warn,
        Some(S::Processing | S::Reviewing | S::InCompliance) => Mark::Waiting,
    }
}

/// What a party is called: its e-mail, the only human handle it has, else its id.
pub(super) fn handle(line: Line, party: &Party) -> Line {
    line.party(party.email.given().filter(|email| !email.is_blank()).cloned(), party.key.clone())
}

/// What a subject is called.
pub(in crate::app) fn subject_line(line: Line, people: &People<'_>, subject: &Subject) -> Line {
    let party = match subject {
        Subject::Party(key) => people.get(key),
        Subject::Company | Subject::UnknownParty(_) => None,
    };
    match (subject, party) {
        (_, Some(party)) => handle(line, party),
        (Subject::Company, None) => line.and("Company", Tone::Plain),
        (Subject::Party(key), None) => line.party(None, key.clone()),
        (Subject::UnknownParty(id), None) if id.text().is_blank() => line.and("unknown party (no id)", Tone::Warn),
        // In full: no party has this id, so nothing else tells the rest of it.
        (Subject::UnknownParty(id), None) => line.and("unknown party ", Tone::Warn).remote(id.text(), Tone::Warn),
    }
}

/// How a label usually ends. An open request outranks that: whoever asks again has not closed the door.
pub(in crate::app) const fn outcome(is_wanted: bool, usual: Outcome) -> &'static str {
    if is_wanted { "asked for again" } else { usual.words() }
}
