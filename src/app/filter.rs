//! The queue's filter: words that all must match, each as a text or about one thing (`status:`, `ball:`, `country:`,
//! `label:`, `owes:`, `finding:`, `age:`, `opened:`, `resolved:`, `party:`, `id:`, `sent:`, `chase:`, `note:`, `gone:`),
//! any of them negated by `!`.

mod age;
mod week;

use jiff::civil::Date;

use crate::domain::ball::Ball;
use crate::domain::customer::CustomerStatus;
use crate::domain::fact::Word;
use crate::domain::finding::Check;
use crate::domain::fold::{Capitals, folded, spelt};
use crate::domain::follow_up::FollowUp;
use crate::domain::time::Wall;

use super::row::{AskMove, Judgement, Row};
use age::Age;
use week::Week;

/// A filter that was understood. Without terms it lets everything through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    terms: Vec<Term>,
}

/// What rows are judged by beside what they are.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'a> {
    /// The time that ages are counted to.
    pub now: Wall,
    /// The Mondays of the weeks of which something is remembered.
    pub weeks: &'a [Date],
}

/// Why a word of a filter means nothing, said where it is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadTerm(pub String);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Term {
    is_negated: bool,
    about: About,
    needle: Needle,
    /// The age or the week that it is about, where it is about one.
    time: Option<Time>,
}

/// A time that a term is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Time {
    Age(Age),
    Week(Week),
}

/// What a term looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    Anything,
    Status,
    Ball,
    Country,
    Label,
    Owes,
    Finding,
    Age,
    Week(AskMove),
    Party,
    Id,
    Sent,
    Chase,
    Note,
    Gone,
}

/// What the terms about what was entered here take.
const SENT: [&str; 4] = ["yes", "no", "answered", "closed"];
const CHASE: [&str; 3] = ["due", "set", "no"];
const NOTE: [&str; 2] = ["yes", "no"];
/// Whether the server no longer knows a customer.
const GONE: [&str; 2] = ["yes", "no"];

const ABOUT: [(&str, About); 15] = [
    ("status", About::Status),
    ("ball", About::Ball),
    ("country", About::Country),
    ("label", About::Label),
    ("owes", About::Owes),
    ("finding", About::Finding),
    ("age", About::Age),
    ("opened", About::Week(AskMove::Opened)),
    ("resolved", About::Week(AskMove::Resolved)),
    ("party", About::Party),
    ("id", About::Id),
    ("sent", About::Sent),
    ("chase", About::Chase),
    ("note", About::Note),
    ("gone", About::Gone),
];

/// A text to look for. One in lower case finds either case; one with a capital finds only what is written so. Accents,
/// kinds of dash and blank, and how letters are composed never count.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Needle {
    text: String,
    is_exact: bool,
    /// Whether it has to be the whole of a code, and not a part of it: `=` before it says so.
    is_whole: bool,
}

impl Needle {
    fn new(text: &str, is_whole: bool) -> Self {
        // A whole code is meant as it is sent.
        let is_exact = is_whole || text.chars().any(char::is_uppercase);
        let text = if is_exact { spelt(text, Capitals::Apart) } else { folded(text) };
        Self { text: text.into_owned(), is_exact, is_whole }
    }

    fn is_in(&self, search_text: &str) -> bool {
        let capitals = if self.is_exact { Capitals::Apart } else { Capitals::Alike };
        let searched = spelt(search_text, capitals);
        if self.is_whole { *searched == *self.text } else { searched.contains(&self.text) }
    }
}

impl Filter {
    /// Reads a filter. A word still being typed, such as `status:`, lets everything through.
    ///
    /// # Errors
    /// The first word that means nothing.
    pub fn parse(text: &str) -> Result<Self, BadTerm> {
        // Some keyboards write a wide colon.
        let text = spelt(text, Capitals::Apart);
        let terms: Result<Vec<Option<Term>>, BadTerm> = text.split_whitespace().map(term).collect();
        Ok(Self { terms: terms?.into_iter().flatten().collect() })
    }

    /// Every term, as it is typed.
    #[must_use]
    pub fn terms() -> String {
        ABOUT.iter().map(|(name, _)| format!("{name}:")).collect::<Vec<_>>().join(" ")
    }

    /// Whether rows fare differently with it as time passes.
    #[must_use]
    pub fn rests_on_time(&self) -> bool {
        self.terms.iter().any(|term| matches!(term.time, Some(Time::Age(_))))
    }

    /// Whether it asks for what is remembered over time.
    #[must_use]
    pub fn rests_on_history(&self) -> bool {
        self.terms.iter().any(|term| matches!(term.time, Some(Time::Week(_))))
    }

    /// Judges a row by what else is known.
    #[must_use]
    pub fn judge(&self, row: &Row, known: Known<'_>) -> Judgement {
        let mut judgement = Judgement::Match;
        for term in &self.terms {
            match term.judge(row, known) {
                Judgement::Match => {}
                Judgement::NoMatch => return Judgement::NoMatch,
                Judgement::CannotTell => judgement = Judgement::CannotTell,
            }
        }
        judgement
    }
}

fn term(word: &str) -> Result<Option<Term>, BadTerm> {
    let (is_negated, rest) = match word.strip_prefix('!') {
        Some(rest) => (true, rest),
        None => (false, word),
    };
    let (about, value) = match rest.split_once(':') {
        Some((name, value)) => (about(name)?, value),
        None => (About::Anything, rest),
    };
    let (is_whole, value) = match value.strip_prefix('=') {
        Some(value) if about.is_code() => (true, value),
        _ => (false, value),
    };
    check(about, value)?;
    let time = match about {
        About::Age => Age::parse(value).map(Time::Age),
        About::Week(moved) => Week::parse(value, moved).map(Time::Week),
        _ => None,
    };
    // What is still being typed lets everything through.
    let is_begun = value.is_empty() || (about.is_time() && time.is_none());
    Ok((!is_begun).then(|| Term { is_negated, about, needle: Needle::new(value, is_whole), time }))
}

fn about(name: &str) -> Result<About, BadTerm> {
    let found = ABOUT.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, about)| *about);
    found.ok_or_else(|| BadTerm(format!("“{name}:” means nothing here; there are {}", Filter::terms())))
}

/// Values of a closed set are checked while they are typed; a beginning of one is fine.
fn check(about: About, value: &str) -> Result<(), BadTerm> {
    let begins = |known: &[&str]| known.iter().any(|known| known.starts_with(&value.to_lowercase()));
    match about {
        About::Ball if !begins(&["us", "customer", "fin", "nobody", "?", "unknown"]) => {
            Err(BadTerm(format!("nobody called “{value}” has the ball; it is us, customer, fin, nobody or ?")))
        }
        About::Age if !value.is_empty() && !Age::may_begin(value) && Age::parse(value).is_none() => {
            Err(BadTerm("“age:” takes a number of days, such as >14d, <=7d or 36h, or ? for nobody knows".to_owned()))
        }
        About::Finding if !Check::ALL.iter().any(|check| check.id().contains(&value.to_lowercase())) => {
            Err(BadTerm(format!("no check is called “{value}”; `finding:` takes a part of an id such as own-sum")))
        }
        About::Week(moved) if !Week::may_begin(value) && Week::parse(value, moved).is_none() => {
            let word = moved.word();
            Err(BadTerm(format!("“{word}:” takes a day, such as 2026-11-16, and finds what was {word} in its week")))
        }
        About::Sent if !begins(&SENT) => Err(BadTerm(format!("“sent:” takes {}", SENT.join(", ")))),
        About::Chase if !begins(&CHASE) => Err(BadTerm(format!("“chase:” takes {}", CHASE.join(", ")))),
        About::Note if !begins(&NOTE) => Err(BadTerm(format!("“note:” takes {}", NOTE.join(", ")))),
        About::Gone if !begins(&GONE) => Err(BadTerm(format!("“gone:” takes {}", GONE.join(", ")))),
        _ => Ok(()),
    }
}

impl About {
    const fn is_time(self) -> bool {
        matches!(self, Self::Age | Self::Week(_))
    }

    /// Whether it looks at codes, of which `=` asks for a whole one.
    const fn is_code(self) -> bool {
        matches!(self, Self::Status | Self::Label | Self::Owes | Self::Finding)
    }
}

/// That something is there is certain once it was found, that it is not only where all of it could be read.
fn certain(is_found: bool, knows_all: bool) -> Option<bool> {
    (is_found || knows_all).then_some(is_found)
}

impl Term {
    fn judge(&self, row: &Row, known: Known<'_>) -> Judgement {
        let found = match self.about {
            About::Anything => {
                let is_found = self.is_anywhere(row) || self.is_of_a_party(row);
                certain(is_found, row.digest.as_ref().is_some_and(|digest| digest.parties.exact().is_some()))
            }
            About::Status => Some(self.is_status(row)),
            About::Ball => Some(self.is_ball(row.ball())),
            About::Country => {
                Some(row.profile.country.given().is_some_and(|country| self.needle.is_in(country.as_str())))
            }
            About::Sent | About::Chase | About::Note | About::Gone => Some(self.is_entered(row)),
            About::Id => Some(row.key.id().is_some_and(|id| id.begins_with(&self.needle.text))),
            About::Label => row.digest.as_ref().and_then(|digest| {
                let is_found = digest.labels.iter().any(|label| self.needle.is_in(label.text().as_str()));
                certain(is_found, digest.knows_all_labels)
            }),
            About::Owes => row.digest.as_ref().and_then(|digest| digest.owed.as_ref()).and_then(|owed| {
                let is_found = owed.documents.iter().any(|document| self.needle.is_in(document.text().as_str()));
                certain(is_found, owed.knows_all)
            }),
            About::Finding => row
                .digest
                .as_ref()
                .and_then(|digest| digest.findings.as_ref())
                .map(|findings| findings.iter().any(|check| self.needle.is_in(check.id()))),
            About::Age | About::Week(_) => match self.time {
                Some(Time::Age(age)) => age.is_of(row.since(), known.now),
                Some(Time::Week(week)) => week.is_of(row, known.weeks),
                None => None,
            },
            About::Party => row.digest.as_ref().and_then(|digest| {
                let names = row.seen_handles().any(|handle| self.needle.is_in(handle.as_str()));
                certain(names || self.is_of_a_party(row), digest.parties.exact().is_some())
            }),
        };
        match found {
            None => Judgement::CannotTell,
            Some(found) if found != self.is_negated => Judgement::Match,
            Some(_) => Judgement::NoMatch,
        }
    }

    fn is_status(&self, row: &Row) -> bool {
        if self.needle.text == "?" {
            return row.status().is_none();
        }
        let Some(status) = row.profile.status.given() else { return false };
        let asked = CustomerStatus::parse(&self.needle.text.to_uppercase());
        // The old word finds the new one, as both mean the same.
        self.needle.is_in(status.raw().as_str()) || asked.is_some_and(|asked| status.known() == Some(asked))
    }

    fn is_ball(&self, ball: Ball) -> bool {
        let wanted = self.needle.text.to_lowercase();
        [ball.word().to_lowercase().as_str(), ball.code()].iter().any(|word| word.starts_with(&wanted))
    }

    /// Whether it is the word for what was entered here of a customer, or for whether it is gone. A beginning stands for the
    /// first word that has it.
    fn is_entered(&self, row: &Row) -> bool {
        let nothing = FollowUp::default();
        let entered = row.follow_up.as_deref().unwrap_or(&nothing);
        let chase = row.turn().told().and_then(|told| told.due);
        let words: &[(&str, bool)] = match self.about {
            About::Sent => &[
                ("yes", entered.sent.is_some()),
                ("no", entered.sent.is_none()),
                ("answered", entered.answered.is_some()),
                ("closed", entered.closed.is_some()),
            ],
            About::Chase => &[("due", row.is_due()), ("set", chase.is_some()), ("no", chase.is_none())],
            About::Gone => &[("yes", row.gone), ("no", !row.gone)],
            _ => &[("yes", entered.notes > 0), ("no", entered.notes == 0)],
        };
        let wanted = self.needle.text.to_lowercase();
        words.iter().find(|(word, _)| word.starts_with(&wanted)).is_some_and(|(_, is_so)| *is_so)
    }

    /// Whether it begins the id of a party.
    fn is_of_a_party(&self, row: &Row) -> bool {
        let ids = row.digest.iter().flat_map(|digest| &digest.party_ids);
        ids.into_iter().any(|id| id.begins_with(&self.needle.text))
    }

    /// Whether it is in what the list says of a customer, or in an e-mail of one of its parties.
    fn is_anywhere(&self, row: &Row) -> bool {
        if !self.needle.is_exact {
            return row.holds(&self.needle.text);
        }
        let profile = &row.profile;
        self.needle.is_in(row.called().as_str())
            || profile.country.given().is_some_and(|country| self.needle.is_in(country.as_str()))
            || profile.status.given().is_some_and(|status| self.needle.is_in(status.raw().as_str()))
            || row.seen_email().is_some_and(|email| self.needle.is_in(email.as_str()))
            || row.seen_handles().any(|handle| self.needle.is_in(handle.as_str()))
            || row.key.id().is_some_and(|id| id.holds(&self.needle.text.to_lowercase()))
    }
}

#[cfg(test)]
mod tests;
