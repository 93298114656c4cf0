//! Drafts: the messages that ask each recipient for what it owes, in words that may be sent.
//!
//! Our user passes requests on, so a message must hold nothing that accuses, tips off or belongs to someone else. It is
//! made of [`part::Part`]s alone: our own words, and nothing that was received but the customer's name. A case that is
//! held gets no message for anyone, and whoever gets none gets a reason.

mod gap;
mod item;
mod lift;
mod message;
mod note;
mod originals;
mod outcome;
pub mod part;
mod quote;
mod work;

use jiff::civil::Date;

pub use gap::Gap;
pub use lift::{Lift, NoReference};
pub use note::Note;
pub use originals::{Fate, Original, OriginalId, Originals, Refusal, Source};
pub use outcome::NoMessage;

use super::ask::{Ask, asks};
use super::case::Case;
use super::glossary::Glossary;
use super::id::{PartyId, PartyKey};
use super::key::Subject;
use super::mask::Mask;
use super::text::SafeText;
use super::time::Wall;

use message::Written;
use outcome::Outcome;
use part::{HowToAnswer, Line};
use work::Work;

/// What stands over everything that was made under a mask.
const MASKED: &str = "MASKED: personal data is hidden here, so this draft cannot be sent.";

/// Who gets a draft.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Recipient {
    /// The customer itself, a company or a person.
    Company,
    /// A party, for its own papers only.
    Party(PartyKey),
    /// Someone who is not among the parties. Nobody can be written to.
    UnknownParty(PartyId),
}

impl Recipient {
    /// The recipient of what is asked of a subject.
    #[must_use]
    pub fn of(subject: &Subject) -> Self {
        match subject {
            Subject::Company => Self::Company,
            Subject::Party(key) => Self::Party(key.clone()),
            Subject::UnknownParty(id) => Self::UnknownParty(id.clone()),
        }
    }

    /// The subject it answers for.
    #[must_use]
    pub fn subject(&self) -> Subject {
        match self {
            Self::Company => Subject::Company,
            Self::Party(key) => Subject::Party(key.clone()),
            Self::UnknownParty(id) => Subject::UnknownParty(id.clone()),
        }
    }
}

/// What the user configured about drafts.
#[derive(Clone, Debug, Default)]
pub struct DraftOptions {
    /// The day by which an answer is wanted; no day is named without one.
    pub reply_by: Option<Date>,
    /// How to answer, in the user's own sentence.
    pub how_to_answer: Option<HowToAnswer>,
    /// The hold that was lifted, if one was.
    pub lift: Option<Lift>,
    /// Which of Fin's sentences the reviewer put in or took out.
    pub originals: Originals,
}

impl DraftOptions {
    /// Options that give so many days for an answer, counted from today; without a number, no day is named.
    #[must_use]
    pub fn answered_within(days: Option<u16>, today: Wall) -> Self {
        let today = today.to_zoned(jiff::tz::TimeZone::UTC).date();
        let reply_by = days.and_then(|days| today.checked_add(jiff::Span::new().days(i64::from(days))).ok());
        Self { reply_by, ..Self::default() }
    }

    /// The same options with the user's sentence on how to answer.
    #[must_use]
    pub fn answered_as(self, how_to_answer: Option<HowToAnswer>) -> Self {
        Self { how_to_answer, ..self }
    }
}

/// What there is to write about a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drafts {
    /// The messages: the company's, then each party's in their order.
    pub messages: Vec<Draft>,
    /// The note to our own people, where there is something to tell them.
    pub note: Option<Note>,
    /// Everyone in the case who gets no message, and why.
    pub without: Vec<Without>,
    /// Whether the case is held; then there is no message for anyone.
    pub is_held: bool,
    /// What to look at before anything is sent, as the mask allows.
    pub look_first: Vec<SafeText>,
    /// Whether the first copy of this look at the case asks whether it was looked at.
    pub asks_once: bool,
    /// Compliance's reference, where the case would be held and the hold was lifted.
    pub lifted: Option<SafeText>,
}

/// Someone who gets no message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Without {
    /// Who.
    pub recipient: Recipient,
    /// The same in words, without a name or an address.
    pub to: SafeText,
    /// Why.
    pub why: NoMessage,
}

/// A message to a recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Who gets it.
    pub recipient: Recipient,
    /// The recipient in words for the reviewer, as the mask allows. No part of the message.
    pub to: SafeText,
    /// The address that it goes to; none where none was sent, and none under a mask.
    pub address: Option<SafeText>,
    /// Its subject line.
    pub subject: Line,
    /// Its lines; an empty one parts paragraphs.
    pub body: Vec<Line>,
    /// How many asks it is about; none where it asks to finish what was begun.
    pub asks: usize,
    /// What Fin wrote about this recipient, for the reviewer to compare. No part of the message.
    pub originals: Vec<Original>,
    /// Whether it was made under a mask, which takes out what a recipient would need to see.
    pub masked: bool,
}

impl Draft {
    /// Whether it is complete and fit to be sent.
    #[must_use]
    pub const fn may_be_sent(&self) -> bool {
        !self.masked
    }

    /// Whether sentences were put in by hand.
    #[must_use]
    pub fn has_put_in(&self) -> bool {
        self.body.iter().any(Line::is_put_in)
    }

    /// Its lines as one text.
    #[must_use]
    pub fn text(&self) -> SafeText {
        let lines: Vec<String> = self.body.iter().map(Line::to_string).collect();
        SafeText::block(&lines.join("\n"))
    }
}

/// A message or the note: what is previewed, copied and saved.
#[derive(Clone, Copy, Debug)]
pub enum Sheet<'a> {
    /// A message.
    Message(&'a Draft),
    /// The note.
    Note(&'a Note),
}

impl Sheet<'_> {
    /// Subject line and lines, as they are copied.
    #[must_use]
    pub fn text(self) -> SafeText {
        let (subject, body) = match self {
            Self::Message(draft) => (draft.subject.text(), draft.text()),
            Self::Note(note) => (note.subject.clone(), note.text()),
        };
        SafeText::block(&format!("Subject: {subject}\n\n{body}"))
    }
}

impl Drafts {
    /// Everything there is to read: the messages, then the note.
    pub fn sheets(&self) -> impl Iterator<Item = Sheet<'_>> {
        self.messages.iter().map(Sheet::Message).chain(self.note.iter().map(Sheet::Note))
    }

    /// All there is to look at first, one sentence after the other.
    #[must_use]
    pub fn to_look_at(&self) -> String {
        let what: Vec<String> = self.look_first.iter().map(|what| what.on_one_line().to_string()).collect();
        what.join(" ")
    }

    /// Who gets no message for each of the reasons there are, in words: `party 2e719a54: nothing is asked`.
    #[must_use]
    pub fn reasons(&self) -> Vec<(NoMessage, String)> {
        let mut reasons: Vec<(NoMessage, Vec<&str>)> = Vec::new();
        for Without { to, why, .. } in &self.without {
            match reasons.iter_mut().find(|(known, _)| known == why) {
                Some((_, who)) => who.push(to.as_str()),
                None => reasons.push((*why, vec![to.as_str()])),
            }
        }
        let is_everyone = |who: &[&str]| self.messages.is_empty() && who.len() > 1 && who.len() == self.without.len();
        let said = |(why, who): (NoMessage, Vec<&str>)| {
            let who = if is_everyone(&who) { "anyone".to_owned() } else { who.join(", ") };
            (why, format!("no message for {who}: {}", why.words()))
        };
        reasons.into_iter().map(said).collect()
    }
}

/// What there is to write about a case.
#[must_use]
pub fn drafts(case: &Case, glossary: &Glossary, options: &DraftOptions, mask: Mask) -> Drafts {
    let asks = asks(case);
    let work = Work::of(case, &asks, glossary, options, mask);
    let (mut messages, mut without) = (Vec::new(), Vec::new());
    for subject in case.subjects() {
        match outcome::outcome(&work, &subject) {
            Outcome::Asks(asks) => messages.push(draft(&work, &subject, asks)),
            Outcome::Finish => messages.push(draft(&work, &subject, &[])),
            Outcome::Nothing(why) => {
                let to = SafeText::line(&work.called(&subject));
                without.push(Without { recipient: Recipient::of(&subject), to, why });
            }
        }
    }
    let note = note::note(&work, &without);
    let look_first = &work.precautions.look_first;
    Drafts {
        messages,
        note,
        without,
        is_held: work.is_held(),
        look_first: look_first.iter().map(|signal| work.shown.text(&signal.sentence())).collect(),
        asks_once: work.precautions.asks_once(),
        lifted: work.lifted.clone(),
    }
}

/// The message that asks a subject for these, or to finish where there are none.
fn draft(work: &Work<'_>, subject: &Subject, asks: &[&Ask<'_>]) -> Draft {
    let Written { title, mut body } =
        if asks.is_empty() { message::finishing(work, subject) } else { message::asking(work, subject, asks) };
    if work.mask == Mask::On {
        body.splice(0..0, [Line::from(MASKED), Line::default()]);
    }
    Draft {
        recipient: Recipient::of(subject),
        to: work.recipient(subject),
        address: work.address(subject),
        subject: title,
        body,
        asks: asks.len(),
        originals: originals::originals(work, subject, asks),
        masked: work.mask == Mask::On,
    }
}

#[cfg(test)]
mod tests;
