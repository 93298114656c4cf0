//! The history of a case: what was seen to change in it, and what was done about it, in time. An [`Event`] is what is kept;
//! a [`Past`] is the same as it is told, in which things have their own names again.

mod stays;

use std::collections::HashMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::calendar;
use super::change::{Change, How};
use super::imprint::{Difference, KeptSubject, Names, Owed};
use super::key::{AskKey, Item, Subject};
use super::mask::Prose;
use super::text::SafeText;
use super::time::Wall;

pub use stays::{Stay, status_unknown_since, stays};

/// Names an entry that is kept.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(Box<str>);

impl EventId {
    /// Takes the name under which an entry is kept.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self(name.into())
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One entry of a history, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its name.
    pub id: EventId,
    /// When it was seen or done.
    pub at: Wall,
    /// What happened.
    pub what: What,
}

/// What happened, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// A look showed that the case differs from the look before.
    Look(Vec<Difference>),
    /// The drafts of a held case were let out after compliance was asked.
    Lift {
        /// The reference that was typed.
        reference: String,
    },
    /// A request went out.
    Sent(Sent),
    /// It was put off: to be looked at again on that day.
    Snoozed {
        /// The day.
        #[serde(with = "calendar::kept")]
        until: Date,
    },
    /// Somebody said that the customer has answered what was asked until then.
    Answered,
    /// What somebody noted, in their own words.
    Note {
        /// The words, as typed.
        text: String,
    },
}

/// A request that went out, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// To whom.
    pub to: Vec<KeptSubject>,
    /// How.
    pub way: Way,
    /// When it is to be chased.
    #[serde(with = "calendar::kept")]
    pub follow_up: Date,
    /// When the case was looked at that it rests on.
    #[serde(with = "millisecond")]
    pub looked_at: Wall,
    /// What was owed then.
    pub owed: Owed,
}

/// Most characters of a note.
pub const LONGEST_NOTE: usize = 4_000;

/// How a request went out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// As a message that was drafted here.
    Draft,
    /// In some other way, such as a call.
    ByHand,
}

/// One entry of a history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// Its name, where it is kept already.
    pub id: Option<EventId>,
    /// When it was seen or done.
    pub at: Wall,
    /// What happened.
    pub what: Happened,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happened {
    /// A look showed these differences to the look before.
    Changed(Vec<Change>),
    /// The drafts of a held case were let out, by this reference.
    Lifted(SafeText),
    /// A request went out.
    Sent {
        /// To whom.
        to: Vec<Subject>,
        /// How.
        way: Way,
        /// When it is to be chased.
        follow_up: Date,
        /// How many asks it was about; none where it asked to finish.
        asks: usize,
    },
    /// It was put off until that day.
    Snoozed(Date),
    /// Somebody said that the customer has answered.
    Answered,
    /// What somebody noted, in their own words.
    Noted(Prose),
}

impl Event {
    /// The entry as it is told beside its case.
    #[must_use]
    pub fn told(&self, names: &Names) -> Past {
        let what = match &self.what {
            What::Look(differences) => {
                Happened::Changed(differences.iter().map(|difference| difference.told(names)).collect())
            }
            What::Lift { reference } => Happened::Lifted(SafeText::line(reference)),
            What::Sent(sent) => Happened::Sent {
                to: sent.to.iter().map(|to| to.told(names)).collect(),
                way: sent.way,
                follow_up: sent.follow_up,
                asks: sent.owed.asks_of(&sent.to).count(),
            },
            What::Snoozed { until } => Happened::Snoozed(*until),
            What::Answered => Happened::Answered,
            What::Note { text } => Happened::Noted(Prose::block(text)),
        };
        Past { id: Some(self.id.clone()), at: self.at, what }
    }
}

impl Past {
    /// The changes that it tells of.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        match &self.what {
            Happened::Changed(changes) => changes,
            Happened::Lifted(_)
            | Happened::Sent { .. }
            | Happened::Snoozed(_)
            | Happened::Answered
            | Happened::Noted(_) => &[],
        }
    }
}

/// How often each thing was asked for until each time that it was, as far as is known.
#[derive(Debug, Default)]
pub struct Rounds<'a>(HashMap<(Wall, &'a AskKey), usize>);

impl<'a> Rounds<'a> {
    /// Counts them in one pass.
    #[must_use]
    pub fn of(history: &'a [Past]) -> Self {
        let mut seen = history.iter().collect::<Vec<_>>();
        seen.sort_by_key(|past| past.at);
        let (mut rounds, mut so_far) = (HashMap::new(), HashMap::new());
        for (past, change) in seen.into_iter().flat_map(|past| past.changes().iter().map(move |change| (past, change)))
        {
            let Item::Ask(ask) = &change.item else { continue };
            // What is first told to be gone was there before anybody looked.
            let count = so_far.entry(ask).or_insert_with(|| usize::from(change.how == How::Removed));
            if change.how == How::Added {
                *count += 1;
                rounds.insert((past.at, ask), *count);
            }
        }
        Self(rounds)
    }

    /// How often something was asked for until then, when it was.
    #[must_use]
    pub fn times(&self, at: Wall, ask: &'a AskKey) -> usize {
        self.0.get(&(at, ask)).copied().unwrap_or_default()
    }

    /// The same in words: `for the third time`. `None` where it is the first time, as far as is known.
    #[must_use]
    pub fn words(&self, at: Wall, ask: &'a AskKey) -> Option<String> {
        let times = self.times(at, ask);
        (times > 1).then(|| format!("for the {} time", ordinal(times)))
    }
}

/// `third`, `12th`.
fn ordinal(number: usize) -> String {
    const WORDS: [&str; 9] = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];
    if let Some(word) = number.checked_sub(1).and_then(|place| WORDS.get(place)) {
        return (*word).to_owned();
    }
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

mod millisecond {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    use crate::domain::time::Wall;

    pub(super) fn serialize<S: Serializer>(at: &Wall, serializer: S) -> Result<S::Ok, S::Error> {
        at.as_millisecond().serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Wall, D::Error> {
        Wall::from_millisecond(i64::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::key::RequestKey;
    use crate::domain::request::{DocumentType, Section};

    fn at(hour: i64) -> Wall {
        Wall::from_second(1_700_000_000 + hour * 3_600).unwrap()
    }

    fn ask() -> AskKey {
        let request = RequestKey { subject: Subject::Company, section: Some(Section::new("identifying")) };
        AskKey { request, document_type: Some(DocumentType::new("PASSPORT")) }
    }

    fn past(hour: i64, item: Item, how: How) -> Past {
        Past { id: None, at: at(hour), what: Happened::Changed(vec![Change { item, how }]) }
    }

    #[test]
    fn an_ask_that_comes_again_is_counted() {
        let asked = |hour, how| past(hour, Item::Ask(ask()), how);
        let again = [asked(1, How::Removed), asked(2, How::Added), asked(3, How::Removed), asked(4, How::Added)];
        let told = |history: &[Past], hour| Rounds::of(history).words(at(hour), &ask());
        assert_eq!([told(&again, 0), told(&again, 1)], [None, None]);
        assert_eq!(
            told(&again, 2).as_deref(),
            Some("for the second time"),
            "it was there before the first look that lacked it"
        );
        assert_eq!(told(&again, 4).as_deref(), Some("for the third time"));
        let mut reversed = again.to_vec();
        reversed.reverse();
        assert_eq!(told(&reversed, 4).as_deref(), Some("for the third time"));
        assert_eq!(told(&[asked(1, How::Added)], 1), None);
        assert_eq!(["11th", "12th", "21st", "23rd"].map(str::to_owned), [11, 12, 21, 23].map(ordinal));
    }
}
