//! Why a case or a party stands where it stands: one sentence, built from status, labels, comments and reasons. It says
//! what was sent and nothing else, names nobody, and keeps to our own people: it quotes what no customer may read.

use std::collections::{BTreeMap, HashMap};

use super::case::Case;
use super::customer::{CustomerKind, CustomerStatus};
use super::fact::{Fact, Open, ProblemKind};
use super::glossary::Glossary;
use super::id::PartyKey;
use super::key::Subject;
use super::party::{Party, PartyStatus, Share};
use super::percent::Percent;
use super::standing::{Standing, is, standings};
use super::text::SafeText;
use super::time::{Wall, day};
use super::wording::{capital, code, counted, listed, small};

mod cause;

use cause::Cause;

/// Characters that a sentence may have where nobody says how much room there is.
const ROOM: usize = 165;

/// How many labels of one cause are named, in the order in which shorter sentences are tried.
const LABELS: [usize; 5] = [4, 3, 2, 1, 0];

/// Why a case stands where it stands. What holds up a party is told of the case, too.
#[must_use]
pub fn why(case: &Case, glossary: &Glossary, now: Wall) -> SafeText {
    why_within(case, glossary, now, ROOM)
}

/// The same for a place with room for so many characters: fewer labels are named until it fits. What is refused and
/// asked, and of whom, is always said, however little room there is.
#[must_use]
pub fn why_within(case: &Case, glossary: &Glossary, now: Wall, room: usize) -> SafeText {
    let story = Story::of(case, glossary);
    fullest(room, |labels| story.of_case(labels, now))
}

/// Why each party stands where it stands.
#[must_use]
pub fn why_parties(case: &Case, glossary: &Glossary) -> HashMap<PartyKey, SafeText> {
    let story = Story::of(case, glossary);
    let told = story.standings.iter().filter_map(|standing| match &standing.subject {
        Subject::Party(key) => Some((key.clone(), fullest(ROOM, |labels| story.of_party(standing, labels)))),
        Subject::Company | Subject::Stranger(_) => None,
    });
    told.collect()
}

/// The fullest sentence for which there is room, else the shortest.
fn fullest(room: usize, sentence: impl Fn(usize) -> String) -> SafeText {
    let mut told = String::new();
    for labels in LABELS {
        told = sentence(labels);
        if told.chars().count() <= room {
            break;
        }
    }
    SafeText::line(&capital(&told))
}

/// What there is to tell from.
struct Story<'a> {
    case: &'a Case,
    glossary: &'a Glossary,
    standings: Vec<Standing<'a>>,
    /// How many parties hold each share, by its words.
    shares: BTreeMap<String, usize>,
}

impl<'a> Story<'a> {
    fn of(case: &'a Case, glossary: &'a Glossary) -> Self {
        let mut shares = BTreeMap::new();
        for share in case.parties.items().iter().filter_map(|party| party.share.given()) {
            *shares.entry(share.value().in_short()).or_default() += 1;
        }
        Self { case, glossary, standings: standings(case), shares }
    }

    fn of_case(&self, labels: usize, now: Wall) -> String {
        use CustomerStatus as S;
        let since = self.case.status_since().map_or_else(String::new, |at| format!(" since {}", day(at, now)));
        let told = self.blockers(labels);
        let with = |lead: String| joined(lead, "; ", &told);
        match self.case.profile.known_status() {
            Some(S::ActionRequired) if told.is_empty() => self.of_nothing_said(),
            Some(S::ActionRequired) => told.join("; "),
            Some(S::Incomplete) if told.is_empty() => "not complete; nothing says what is missing".to_owned(),
            Some(S::Incomplete) => with("not complete".to_owned()),
            Some(S::AssociatedPartiesRemaining) => with(self.remaining()),
            Some(S::Processing) => with(format!("Fin is processing it{since}")),
            Some(S::Reviewing) => with(format!("Fin is reviewing{since}")),
            Some(S::InCompliance) => with(format!("Fin's compliance team has it{since}")),
            Some(S::Approved) => self.of_approved(labels, &since),
            Some(S::Rejected) if self.is_silent() => with(format!("rejected{since}, and no reason is given")),
            Some(S::Rejected) => joined(format!("rejected{since}"), ": ", &told),
            None => {
                let lead = status_unknown(&self.case.profile.status);
                if told.is_empty() { format!("{lead}, and nothing else is known") } else { with(lead) }
            }
        }
    }

    fn of_nothing_said(&self) -> String {
        let unreadable = self.case.problems.iter().any(|problem| problem.kind == ProblemKind::Unreadable);
        let told = if unreadable { "; what for could not be read" } else { ", but nothing says which" };
        format!("action is required{told}")
    }

    /// Whether no label, no document and no text says anything.
    fn is_silent(&self) -> bool {
        self.standings.iter().all(|standing| !standing.is_refused() && standing.texts().next().is_none())
    }

    /// An approved case is told by what is asked of it all the same, and by parties that are not approved.
    fn of_approved(&self, labels: usize, since: &str) -> String {
        let asked = self.wanted(&self.standings.iter().collect::<Vec<_>>(), labels);
        if !asked.is_empty() {
            return joined("approved".to_owned(), ", yet ", &[asked.join("; ")]);
        }
        let rejected: Vec<&Standing<'_>> = self.standings.iter().filter(|standing| is_rejected(standing)).collect();
        match rejected[..] {
            [] => format!("approved{since}; nothing is asked"),
            _ => joined("approved".to_owned(), ", yet ", &self.refused_parties(&rejected, labels)),
        }
    }

    /// Which parties are still to be verified. Those that are held up are told as blockers.
    fn remaining(&self) -> String {
        let parties: Vec<&Standing<'_>> = self.standings.iter().filter(|standing| standing.party.is_some()).collect();
        let is_left = |standing: &&Standing<'_>| standing.party.and_then(Party::status) != Some(PartyStatus::Approved);
        let left: Vec<&Standing<'_>> = parties.iter().copied().filter(is_left).collect();
        let quiet: Vec<String> =
            left.iter().filter(|standing| !standing.is_blocked()).map(|standing| self.name(standing)).collect();
        if left.is_empty() {
            return "parties remain to be verified, but none is listed".to_owned();
        }
        let lead = format!("{} of {} still to be verified", left.len(), counted(parties.len(), "party", "parties"));
        if quiet.is_empty() { lead } else { format!("{lead}: {}", listed(&quiet, 2)) }
    }

    fn of_party(&self, standing: &Standing<'_>, labels: usize) -> String {
        let cause = Cause::of(standing, self);
        let asked = self.titles(standing).map(|titles| format!("Fin asks for {titles}"));
        let refused = || format!("refused{}", cause.of_refusal(labels));
        let status =
            standing.party.and_then(|party| party.verification.given()).map(|verification| &verification.status);
        let with = |lead: String| joined(lead, "; ", asked.as_slice());
        match standing.party.and_then(Party::status) {
            Some(PartyStatus::Approved) => match (&asked, standing.is_refused()) {
                (Some(asked), false) => format!("approved, yet {asked}{}", cause.in_brackets(labels)),
                (Some(asked), true) => format!("approved, yet {}; {asked}", refused()),
                (None, true) => format!("approved, yet {}", refused()),
                (None, false) => "approved".to_owned(),
            },
            Some(PartyStatus::Rejected) if cause.is_empty() => with("rejected, and no reason is given".to_owned()),
            Some(PartyStatus::Rejected) => with(refused()),
            Some(PartyStatus::Initiated) if standing.is_refused() => with(refused()),
            Some(PartyStatus::Initiated) => with("not looked at yet".to_owned()),
            Some(PartyStatus::Reviewing) if standing.is_refused() => with(format!("Fin is reviewing; {}", refused())),
            Some(PartyStatus::Reviewing) => with("Fin is reviewing".to_owned()),
            None => {
                let lead = status.map_or_else(|| "no status is given".to_owned(), status_unknown);
                with(if standing.is_refused() { format!("{lead}; {}", refused()) } else { lead })
            }
        }
    }

    /// What holds the case up: the company, then parties, then parties that the case does not have.
    fn blockers(&self, labels: usize) -> Vec<String> {
        let (company, others): (Vec<_>, Vec<_>) =
            self.standings.iter().partition(|standing| standing.subject == Subject::Company);
        let mut told = Vec::new();
        for standing in company {
            if standing.is_refused() {
                told.push(self.refused_company(standing, labels));
            } else {
                told.extend(self.wanted(&[standing], labels));
            }
        }
        let refused = |standing: &&Standing<'_>| is_rejected(standing) || standing.is_refused();
        let (refused, quiet): (Vec<&Standing<'_>>, Vec<&Standing<'_>>) = others.into_iter().partition(refused);
        told.extend(self.refused_parties(&refused, labels));
        told.extend(self.wanted(&quiet, labels));
        told
    }

    fn refused_company(&self, standing: &Standing<'_>, labels: usize) -> String {
        let is_person = is(self.case, CustomerKind::Individual);
        let cause = Cause::of(standing, self).of_refusal(labels);
        match (standing.documents.len(), is_person) {
            (0, true) => format!("the customer is refused{cause}"),
            (0, false) => format!("the company is refused{cause}"),
            (count, true) => format!("{} refused{cause}", counted(count, "document", "documents")),
            (count, false) => format!("{} refused{cause}", counted(count, "company document", "company documents")),
        }
    }

    /// One party is named, several are counted and share their reasons.
    fn refused_parties(&self, refused: &[&Standing<'_>], labels: usize) -> Vec<String> {
        let (known, strangers): (Vec<&Standing<'_>>, Vec<&Standing<'_>>) =
            refused.iter().copied().partition(|standing| standing.party.is_some());
        let mut told = Vec::new();
        match known[..] {
            [] => {}
            [one] => {
                let cause = Cause::of(one, self).of_refusal(labels);
                told.push(format!("{} is refused{cause}", self.name(one)));
            }
            _ => {
                let all = self.case.parties.items().len();
                let cause = Cause::of_all(&known, self).of_refusal(labels);
                told.push(format!("{} of {} are refused{cause}", known.len(), counted(all, "party", "parties")));
            }
        }
        if !strangers.is_empty() {
            told.push("a refusal speaks of a party the case does not have".to_owned());
        }
        told
    }

    /// What is asked of those of whom something is asked.
    fn wanted(&self, standings: &[&Standing<'_>], labels: usize) -> Vec<String> {
        let wanted: Vec<&Standing<'_>> = standings.iter().copied().filter(|standing| standing.is_wanted()).collect();
        let (parties, others): (Vec<&Standing<'_>>, Vec<&Standing<'_>>) =
            wanted.into_iter().partition(|standing| standing.party.is_some());
        let mut told = Vec::new();
        for standing in others {
            let from = match standing.subject {
                Subject::Company => "",
                Subject::Party(_) | Subject::Stranger(_) => " from a party the case does not have",
            };
            told.extend(self.asked(standing, from, labels));
        }
        match parties[..] {
            [] => {}
            [one] => told.extend(self.asked(one, &format!(" from {}", self.name(one)), labels)),
            _ => {
                let asks = parties.iter().map(|standing| standing.asks.len()).sum();
                let asks = counted(asks, "document", "documents");
                told.push(format!("Fin asks for {asks} from {} parties", parties.len()));
            }
        }
        told
    }

    fn asked(&self, standing: &Standing<'_>, from: &str, labels: usize) -> Option<String> {
        let cause = Cause::of(standing, self).in_brackets(labels);
        self.titles(standing).map(|titles| format!("Fin asks for {titles}{from}{cause}"))
    }

    /// What a subject owes, in words; `None` where nothing is asked of it.
    fn titles(&self, standing: &Standing<'_>) -> Option<String> {
        if !standing.is_wanted() {
            return None;
        }
        let mut titles: Vec<String> = Vec::new();
        for paper in standing.asks.iter().filter_map(|ask| ask.key.document_type.as_ref()) {
            let title = small(&code(&self.glossary.document_title(paper)));
            if !titles.contains(&title) {
                titles.push(title);
            }
        }
        let named = if titles.is_empty() { "something that it does not name".to_owned() } else { listed(&titles, 2) };
        Some(named)
    }

    /// A party by its share, where that tells it from the others, else by the short form of its id.
    fn name(&self, standing: &Standing<'_>) -> String {
        let share = standing.party.and_then(|party| party.share.given()).map(Share::value);
        let share = share.filter(|share| share.is_positive()).map(Percent::in_short);
        match share.filter(|share| self.shares.get(share) == Some(&1)) {
            Some(share) => format!("the {share} owner"),
            None => super::standing::called(self.case, &standing.subject),
        }
    }
}

fn is_rejected(standing: &Standing<'_>) -> bool {
    standing.party.and_then(Party::status) == Some(PartyStatus::Rejected)
}

fn status_unknown<K>(status: &Fact<Open<K>>) -> String {
    match status {
        Fact::Given(word) => format!("this program does not know the status {}", code(&word.to_string())),
        Fact::Missing | Fact::Null => "no status is given".to_owned(),
        Fact::Unreadable(_) => "the status cannot be read".to_owned(),
    }
}

fn joined(lead: String, between: &str, rest: &[String]) -> String {
    if rest.is_empty() { lead } else { format!("{lead}{between}{}", rest.join("; ")) }
}

#[cfg(test)]
mod tests;
