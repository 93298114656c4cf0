//! Findings: what contradicts, what is overdue, what deserves a look. Each check has one definition, and speaks of one
//! thing in one sentence.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};

use super::case::{Case, People};
use super::customer::CustomerKind;
use super::fact::{Extent, Open};
use super::glossary::Glossary;
use super::hold::Precautions;
use super::id::PartyKey;
use super::key::{Item, Subject};
use super::mask::{Mask, Sentence, nicknames};
use super::overview::Overview;
use super::percent::Percent;
use super::request::Request;
use super::standing::{Standing, called};
use super::text::SafeText;
use super::time::Wall;
use super::wording::capital;

mod check;
mod documents;
mod held;
mod labels;
mod names;
mod ownership;
mod parties;
mod problems;
mod requests;
mod sent;
mod shared;
mod times;

pub use check::{Check, Severity};
pub use sent::add_to as add_sent;
pub use shared::SharedFiles;

/// A check that hit: at most one per check and thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which check.
    pub check: Check,
    /// How bad it is.
    pub severity: Severity,
    /// What it speaks of, to jump to.
    pub item: Item,
    /// One sentence for people. Parties go by their e-mail, under a mask by their nickname; no phone, name or file name is
    /// in it.
    pub sentence: Sentence,
}

/// Where checks draw the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thresholds {
    /// The share from which an owner must be verified; a share of just this counts.
    pub ownership: Percent,
    /// Days without any activity after which a case whose next move is ours has been idle for too long.
    pub idle_days: u32,
    /// Business days (Monday to Friday, UTC) after which Fin takes longer than it aims to.
    pub stale_fin_business_days: u32,
    /// Seconds by which a time may be ahead of our clock before it lies in the future: clocks differ.
    pub clock_slack_seconds: u32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            ownership: Percent::from_hundredths(2_500),
            idle_days: 7,
            stale_fin_business_days: 10,
            clock_slack_seconds: 60,
        }
    }
}

/// Every check that hits, worst first. The order things were sent in makes no difference.
#[must_use]
pub fn findings(case: &Case, glossary: &Glossary, thresholds: &Thresholds, now: Wall) -> Vec<Finding> {
    findings_of(&Overview::of(case, glossary), thresholds, now)
}

/// The same of a case that was gathered before.
#[must_use]
pub fn findings_of(overview: &Overview<'_>, thresholds: &Thresholds, now: Wall) -> Vec<Finding> {
    let look = Look::of(overview, thresholds, now);
    let mut found = Found::default();
    held::check(&look, &mut found);
    ownership::check(&look, &mut found);
    parties::check(&look, &mut found);
    requests::check(&look, &mut found);
    documents::check(&look, &mut found);
    labels::check(&look, &mut found);
    times::check(&look, &mut found);
    names::check(&look, &mut found);
    problems::check(look.case, &mut found);
    found.worst_first()
}

/// A case and what to judge it by.
struct Look<'a> {
    case: &'a Case,
    glossary: &'a Glossary,
    thresholds: &'a Thresholds,
    now: Wall,
    standings: &'a [Standing<'a>],
    precautions: &'a Precautions,
    /// Whether the list of parties is known whole: what is missing from another says nothing.
    knows_all_parties: bool,
    /// Whether everything that is asked is known, down to the fields.
    knows_all_requests: bool,
    /// Whether everything that is refused is known, down to the labels.
    knows_all_rejections: bool,
    /// The parties and their nicknames: gathered once, where a sentence names somebody.
    called: OnceCell<(People<'a>, HashMap<&'a PartyKey, SafeText>)>,
}

/// What subjects are called in a sentence: in the open, or under a mask.
struct Names<'a> {
    case: &'a Case,
    people: &'a People<'a>,
    /// Under a mask.
    nicknames: Option<&'a HashMap<&'a PartyKey, SafeText>>,
}

impl Names<'_> {
    /// A party by its e-mail or its nickname, and by its id where no e-mail is known: as the tree names it.
    fn of(&self, subject: &Subject) -> String {
        match subject {
            Subject::Party(key) => self.party(key).unwrap_or_else(|| called(self.case, subject)),
            Subject::Company | Subject::UnknownParty(_) => called(self.case, subject),
        }
    }

    /// The same at the start of a sentence: no e-mail is changed for it.
    fn starting(&self, subject: &Subject) -> String {
        match subject {
            Subject::Party(key) => self.party(key).unwrap_or_else(|| capital(&called(self.case, subject))),
            Subject::Company | Subject::UnknownParty(_) => capital(&called(self.case, subject)),
        }
    }

    fn party(&self, key: &PartyKey) -> Option<String> {
        if let Some(nicknames) = self.nicknames {
            return nicknames.get(key).map(ToString::to_string);
        }
        let email = self.people.get(key)?.email.given().filter(|email| !email.is_blank())?;
        Some(email.show(Mask::Off).to_string())
    }
}

impl<'a> Look<'a> {
    fn of(overview: &'a Overview<'a>, thresholds: &'a Thresholds, now: Wall) -> Self {
        let &Overview { case, glossary, ref standings, ref precautions } = overview;
        let is_known = |request: &Request| {
            let knows_fields = request.documents.items().iter().all(|paper| !paper.fields.extent().is_gap());
            knows_fields && !request.scope.is_unknown() && !request.subject.is_nobody()
        };
        let knows_all_requests = || case.requests.items().iter().all(is_known);
        Self {
            case,
            glossary,
            thresholds,
            now,
            standings,
            precautions,
            knows_all_parties: case.parties_extent() == Extent::Whole,
            knows_all_requests: case.asks_extent() == Extent::Whole && knows_all_requests(),
            knows_all_rejections: case.rejection_extent() == Extent::Whole,
            called: OnceCell::new(),
        }
    }

    /// Whether what holds of a business is to be checked: a type that is missing, unreadable, unknown or oddly spelt
    /// skips no check, the exact word for a person does.
    fn may_be_business(&self) -> bool {
        self.case.profile.kind.given().and_then(Open::known) != Some(CustomerKind::Individual)
    }

    /// A sentence that names people, in the open and under a mask.
    fn say(&self, sentence: impl Fn(&Names<'_>) -> String) -> Sentence {
        let (people, nicknames) = self.called.get_or_init(|| (self.case.people(), nicknames(self.case)));
        let [open, masked] = [None, Some(nicknames)]
            .map(|nicknames| SafeText::line(&sentence(&Names { case: self.case, people, nicknames })));
        Sentence::repeating(open, masked)
    }
}

/// What was found so far.
#[derive(Default)]
struct Found(BTreeMap<(Check, Item), (Severity, Sentence)>);

impl Found {
    /// Adds a finding that names nobody.
    fn add(&mut self, check: Check, severity: Severity, item: Item, sentence: &str) {
        self.tell(check, severity, item, Sentence::plain(SafeText::line(sentence)));
    }

    /// Adds a finding. Of several about one thing the worst stays.
    fn tell(&mut self, check: Check, severity: Severity, item: Item, sentence: Sentence) {
        let said = (severity, sentence);
        let kept = self.0.entry((check, item)).or_insert_with(|| said.clone());
        if said < *kept {
            *kept = said;
        }
    }

    fn worst_first(self) -> Vec<Finding> {
        let finding = |((check, item), (severity, sentence))| Finding { check, severity, item, sentence };
        let mut findings: Vec<Finding> = self.0.into_iter().map(finding).collect();
        sort(&mut findings);
        findings
    }
}

fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| (a.severity, a.check, &a.item).cmp(&(b.severity, b.check, &b.item)));
}

#[cfg(test)]
mod tests;
