//! Why a case or a party stands where it stands: one sentence, built from status, labels, comments and reasons. It says
//! what was sent and nothing else, names nobody, and keeps to our own people: it quotes what no customer may read.

use std::collections::HashMap;

use super::case::Case;
use super::customer::CustomerStatus;
use super::fact::{Extent, Fact};
use super::glossary::Glossary;
use super::id::PartyKey;
use super::key::Subject;
use super::mask::Sentence;
use super::overview::Overview;
use super::party::{Party, PartyStatus};
use super::standing::{Standing, standings_of};
use super::text::SafeText;
use super::time::{Wall, day};
use super::wording::{capital, counted, listed};

mod asked;
mod cause;
mod find_cause;
mod refused;
mod status;
mod story;

use cause::Cause;
use story::{Detail, Story, is_rejected};

/// Characters that a sentence may have where nobody says how much room there is.
const ROOM: usize = 240;

/// How much is named of each list, in the order in which shorter sentences are tried.
const DETAIL: [Detail; 6] = [
    Detail { labels: 4, titles: 2 },
    Detail { labels: 3, titles: 2 },
    Detail { labels: 2, titles: 2 },
    Detail { labels: 2, titles: 1 },
    Detail { labels: 1, titles: 1 },
    Detail { labels: 0, titles: 1 },
];

/// What is named where there is all the room.
const ALL: Detail = Detail { labels: 20, titles: 20 };

/// Why a case stands where it stands. What holds up a party is told of the case, too.
#[must_use]
pub fn why(case: &Case, glossary: &Glossary, now: Wall) -> Sentence {
    why_within(&Overview::of(case, glossary), now, ROOM)
}

/// The same for a place with room for so many characters: fewer labels are named until it fits. What is refused and
/// asked, and of whom, is always said, however little room there is.
#[must_use]
pub fn why_within(overview: &Overview<'_>, now: Wall, room: usize) -> Sentence {
    let mut story = Story::of(overview.case, overview.glossary, &overview.standings);
    let held = if overview.precautions.is_held() { "held until compliance was asked; " } else { "" };
    let told = |story: &Story<'_>| fullest(room, |detail| format!("{held}{}", story.of_case(detail, now)));
    let whole = told(&story);
    if !story.has_quoted.get() {
        return Sentence::plain(whole);
    }
    story.quotes = false;
    Sentence::repeating(whole, told(&story))
}

/// Why each of some parties stands where it stands.
#[must_use]
pub fn why_parties(
    case: &Case,
    glossary: &Glossary,
    is_wanted: impl Fn(&Subject) -> bool,
) -> HashMap<PartyKey, Sentence> {
    let standings = standings_of(case, is_wanted);
    let mut story = Story::of(case, glossary, &standings);
    let whole = story.of_parties();
    story.quotes = false;
    let without = if story.has_quoted.get() { story.of_parties() } else { whole.clone() };
    let both = whole.into_iter().zip(without);
    both.map(|((key, whole), (_, without))| (key, Sentence::repeating(whole, without))).collect()
}

/// The fullest sentence for which there is room, else the shortest.
fn fullest(room: usize, sentence: impl Fn(Detail) -> String) -> SafeText {
    let mut told = String::new();
    for detail in (room == usize::MAX).then_some(ALL).into_iter().chain(DETAIL) {
        told = sentence(detail);
        if told.chars().count() <= room {
            break;
        }
    }
    SafeText::line(&capital(&told))
}

impl Story<'_> {
    /// What is told of each party, in their order.
    fn of_parties(&self) -> Vec<(PartyKey, SafeText)> {
        let told = self.standings.iter().filter_map(|standing| match &standing.subject {
            Subject::Party(key) => Some((key.clone(), fullest(ROOM, |detail| self.of_party(standing, detail)))),
            Subject::Company | Subject::UnknownParty(_) => None,
        });
        told.collect()
    }

    fn of_case(&self, detail: Detail, now: Wall) -> String {
        use CustomerStatus as S;
        let since = self.case.status_since().map_or_else(String::new, |since| {
            let about = if since.is_exact() { "" } else { "about " };
            format!(" since {about}{}", day(since.at, now))
        });
        let told = self.told(detail);
        let with = |lead: String| joined(lead, "; ", &told);
        match self.case.profile.known_status() {
            Some(S::ActionRequired) if told.is_empty() => "action is required, but nothing says which".to_owned(),
            Some(S::ActionRequired) if self.asks_are_open() => told.join("; "),
            Some(S::ActionRequired) => with("action is required".to_owned()),
            Some(S::Incomplete) if told.is_empty() => "not complete; nothing says what is missing".to_owned(),
            Some(S::Incomplete) => with("not complete".to_owned()),
            Some(S::AssociatedPartiesRemaining) => with(self.remaining()),
            Some(S::Processing) => with(format!("Fin is processing it{since}")),
            Some(S::Reviewing) => with(format!("Fin is reviewing{since}")),
            Some(S::InCompliance) => with(format!("Fin's compliance team has it{since}")),
            Some(S::Approved) => self.of_approved(detail, &since),
            Some(S::Rejected) if self.is_silent() => with(format!("rejected{since}, and no reason is given")),
            Some(S::Rejected) => joined(format!("rejected{since}"), ": ", &told),
            None => {
                let lead = status::unknown(&self.case.profile.status);
                if told.is_empty() { format!("{lead}, and nothing else is known") } else { with(lead) }
            }
        }
    }

    /// What is refused, what is asked, and what of both could not be read.
    fn told(&self, detail: Detail) -> Vec<String> {
        let mut told = self.refusals(detail);
        told.extend(self.asked(&self.standings.iter().collect::<Vec<_>>(), detail));
        told.extend(self.gaps());
        told
    }

    /// What is not known of requests and rejections. That a rejection was not told is worth a word only where there is
    /// one to explain; that a person has no parties is no gap.
    fn gaps(&self) -> Vec<String> {
        let is_ours = matches!(self.case.profile.known_status(), Some(CustomerStatus::ActionRequired) | None);
        let requests = match self.case.asks_extent() {
            Extent::NotTold if is_ours => Some("what is asked is not told"),
            Extent::Unreadable => Some("the requests could not be read"),
            Extent::Partly => Some("the requests could not all be read"),
            Extent::NotTold | Extent::Whole => None,
        };
        let rejections = match &self.case.rejection {
            Fact::Unreadable(_) | Fact::Withheld => Some("what is refused could not be read"),
            Fact::Given(_) if self.case.rejection_extent() == Extent::Partly => {
                Some("what is refused could not all be read")
            }
            _ => None,
        };
        let parties = matches!(self.case.parties_extent(), Extent::Unreadable | Extent::Partly)
            .then_some("the parties could not all be read");
        requests.into_iter().chain(rejections).chain(parties).map(str::to_owned).collect()
    }

    fn asks_are_open(&self) -> bool {
        self.standings.iter().any(Standing::is_wanted)
    }

    /// Whether it is certain that no label, no document and no text says anything.
    fn is_silent(&self) -> bool {
        let says_nothing = |standing: &Standing<'_>| {
            !standing.is_refused() && standing.texts().next().is_none() && standing.unknown_text().is_none()
        };
        self.case.rejection_extent() == Extent::Whole && self.standings.iter().all(says_nothing)
    }

    /// An approved case is told by what is asked of it all the same, and by parties that are not approved.
    fn of_approved(&self, detail: Detail, since: &str) -> String {
        if let Some(asked) = self.asked(&self.standings.iter().collect::<Vec<_>>(), detail) {
            return joined(format!("approved, yet {asked}"), "; ", &self.gaps());
        }
        let rejected: Vec<&Standing<'_>> = self.standings.iter().filter(|standing| is_rejected(standing)).collect();
        let lead = match rejected[..] {
            [] => format!("approved{since}"),
            _ => joined("approved".to_owned(), ", yet ", &self.refused_parties(&rejected, detail)),
        };
        let requests = match self.case.requests.extent() {
            Extent::Whole if rejected.is_empty() => Some("nothing is asked"),
            Extent::NotTold => Some("whether anything is asked is not told"),
            Extent::Whole | Extent::Partly | Extent::Unreadable => None,
        };
        let rest: Vec<String> = requests.map(str::to_owned).into_iter().chain(self.gaps()).collect();
        joined(lead, "; ", &rest)
    }

    /// Which parties are still to be verified. Those that are held up are told as blockers.
    fn remaining(&self) -> String {
        let parties: Vec<&Standing<'_>> = self.standings.iter().filter(|standing| standing.party.is_some()).collect();
        let is_left = |standing: &&Standing<'_>| standing.party.and_then(Party::status) != Some(PartyStatus::Approved);
        let left: Vec<&Standing<'_>> = parties.iter().copied().filter(is_left).collect();
        let quiet: Vec<String> =
            left.iter().filter(|standing| !standing.is_blocked()).map(|standing| self.name(standing)).collect();
        if left.is_empty() {
            return match self.case.parties_extent() {
                Extent::Whole if parties.is_empty() => "parties remain to be verified, but none is listed".to_owned(),
                Extent::Whole => "parties remain to be verified, yet all that are listed are approved".to_owned(),
                _ => "parties remain to be verified; which is not known".to_owned(),
            };
        }
        let lead = format!("{} of {} still to be verified", left.len(), counted(parties.len(), "party", "parties"));
        if quiet.is_empty() { lead } else { format!("{lead}: {}", listed(&quiet, 2)) }
    }

    fn of_party(&self, standing: &Standing<'_>, detail: Detail) -> String {
        let cause = Cause::of(standing, self);
        let asked = self.titles(standing, detail).map(|titles| format!("Fin asks for {titles}"));
        let refused = || match standing.documents.len() {
            0 => format!("remarks{}", cause.in_brackets(detail.labels)),
            count => format!("{} refused{}", counted(count, "document", "documents"), cause.of_refusal(detail.labels)),
        };
        let status =
            standing.party.and_then(|party| party.verification.given()).map(|verification| &verification.status);
        let with = |lead: String| joined(lead, "; ", asked.as_slice());
        match standing.party.and_then(Party::status) {
            Some(PartyStatus::Approved) => match (&asked, standing.is_refused()) {
                (Some(asked), false) => format!("approved, yet {asked}{}", cause.in_brackets(detail.labels)),
                (Some(asked), true) => format!("approved, yet {}; {asked}", refused()),
                (None, true) => format!("approved, yet {}", refused()),
                (None, false) => "approved".to_owned(),
            },
            Some(PartyStatus::Rejected) if cause.is_empty() => {
                with(format!("rejected{}", self.without_reason(standing)))
            }
            Some(PartyStatus::Rejected) => with(format!("rejected{}", cause.in_brackets(detail.labels))),
            Some(PartyStatus::Initiated) if standing.is_refused() => with(refused()),
            Some(PartyStatus::Initiated) => with("not looked at yet".to_owned()),
            Some(PartyStatus::Reviewing) if standing.is_refused() => with(format!("Fin is reviewing; {}", refused())),
            Some(PartyStatus::Reviewing) => with("Fin is reviewing".to_owned()),
            None => {
                let lead = status.map_or_else(|| "no status is given".to_owned(), status::unknown);
                with(if standing.is_refused() { format!("{lead}; {}", refused()) } else { lead })
            }
        }
    }
}

fn joined(lead: String, between: &str, rest: &[String]) -> String {
    if rest.is_empty() { lead } else { format!("{lead}{between}{}", rest.join("; ")) }
}

#[cfg(test)]
mod tests;
