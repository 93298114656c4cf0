//! Drafts: the messages that ask each recipient for what it owes, in words that may be sent.
//!
//! Our user passes requests on, so a draft must hold nothing that accuses, tips off or belongs to someone else. Of
//! what came with the case it quotes only what was meant for the customer or asks for something, and that only where
//! every word of it is harmless; all other sentences are our own. See `quote` for the rule.

mod escalation;
mod item;
mod message;
mod originals;
mod quote;

use jiff::civil::Date;

use super::ask::{Ask, asks};
use super::case::Case;
use super::glossary::Glossary;
use super::id::{PartyId, PartyKey};
use super::key::{Item, Subject};
use super::mask::{Cover, Mask};
use super::text::SafeText;
use super::time::Wall;

/// Who gets a draft.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Recipient {
    /// The customer itself, a company or a person.
    Company,
    /// A party, for its own papers only.
    Party(PartyKey),
    /// Someone who is not among the parties. Nobody can be written to, so the draft is always a note to ourselves.
    Stranger(PartyId),
}

impl Recipient {
    /// The recipient of what is asked of a subject.
    #[must_use]
    pub fn of(subject: &Subject) -> Self {
        match subject {
            Subject::Company => Self::Company,
            Subject::Party(key) => Self::Party(key.clone()),
            Subject::Stranger(id) => Self::Stranger(id.clone()),
        }
    }

    /// The subject it answers for.
    #[must_use]
    pub fn subject(&self) -> Subject {
        match self {
            Self::Company => Subject::Company,
            Self::Party(key) => Subject::Party(key.clone()),
            Self::Stranger(id) => Subject::Stranger(id.clone()),
        }
    }
}

/// What a draft is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftKind {
    /// A message to the recipient.
    Message,
    /// A note to our own compliance people. Nothing of it may be sent.
    Escalation,
}

/// What the user configured about drafts.
#[derive(Clone, Copy, Debug, Default)]
pub struct DraftOptions {
    /// The day by which an answer is wanted; no day is named without one.
    pub reply_by: Option<Date>,
}

impl DraftOptions {
    /// Options that give so many days for an answer, counted from today; without a number, no day is named.
    #[must_use]
    pub fn answered_within(days: Option<u16>, today: Wall) -> Self {
        let today = today.to_zoned(jiff::tz::TimeZone::UTC).date();
        let reply_by = days.and_then(|days| today.checked_add(jiff::Span::new().days(i64::from(days))).ok());
        Self { reply_by }
    }
}

/// A draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Who gets it.
    pub recipient: Recipient,
    /// The recipient in words for the reviewer, as the mask allows. No part of the message.
    pub to: SafeText,
    /// What it is for.
    pub kind: DraftKind,
    /// Its subject line.
    pub subject: SafeText,
    /// Its lines; an empty one parts paragraphs.
    pub body: Vec<SafeText>,
    /// How many asks it is about.
    pub asks: usize,
    /// What Fin wrote about this recipient, for the reviewer to compare. No part of the message.
    pub originals: Vec<Original>,
    /// Whether it was made under a mask, which takes out what a recipient would need to see.
    pub masked: bool,
}

impl Draft {
    /// Whether it is complete and fit to be sent.
    #[must_use]
    pub fn may_be_sent(&self) -> bool {
        self.kind == DraftKind::Message && !self.masked
    }

    /// Its lines as one text.
    #[must_use]
    pub fn text(&self) -> SafeText {
        let lines: Vec<&str> = self.body.iter().map(SafeText::as_str).collect();
        SafeText::block(&lines.join("\n"))
    }
}

/// A sentence as Fin sent it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original {
    /// Where it stands in the case.
    pub item: Item,
    /// What kind of sentence it is.
    pub source: Source,
    /// What it is about: a category, or a document type with its field.
    pub about: SafeText,
    /// The sentence, as the mask allows.
    pub text: SafeText,
    /// Whether the draft quotes it.
    pub quoted: bool,
}

/// Which of Fin's sentences an original is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A moderator's comment: never quoted.
    Comment,
    /// The reason of a requested field.
    Reason,
    /// What a party's verification says for the customer.
    ForCustomer,
    /// What it says for us: never quoted.
    ForDeveloper,
}

impl Source {
    /// The words shown.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Comment => "comment, never quoted",
            Self::Reason => "reason of the request",
            Self::ForCustomer => "meant for the customer",
            Self::ForDeveloper => "meant for us, never quoted",
        }
    }
}

/// The drafts of a case: the company's, then each party's in their order, then notes on strangers. Whoever owes nothing
/// gets none, except a note where something of theirs must not be told.
#[must_use]
pub fn drafts(case: &Case, glossary: &Glossary, options: &DraftOptions, mask: Mask) -> Vec<Draft> {
    let work = Work { case, glossary, options: *options, people: Cover::of(case) };
    let asks = asks(case);
    let shown = Cover::under(case, mask);
    case.subjects().iter().filter_map(|subject| draft(&work, &asks, subject, &shown, mask)).collect()
}

/// What every draft of a case is made from.
struct Work<'a> {
    case: &'a Case,
    glossary: &'a Glossary,
    options: DraftOptions,
    /// Everyone in the case, to keep one person's data out of another's message.
    people: Cover,
}

fn draft(work: &Work<'_>, all: &[Ask<'_>], subject: &Subject, shown: &Cover, mask: Mask) -> Option<Draft> {
    let asks: Vec<&Ask<'_>> = all.iter().filter(|ask| ask.subject() == subject).collect();
    let held = escalation::cause(work, subject);
    if asks.is_empty() && held.is_empty() {
        return None;
    }
    let stranger = matches!(subject, Subject::Stranger(_));
    let (kind, title, body) = if stranger || !held.is_empty() {
        let (title, body) = escalation::note(work, subject, &asks, &held);
        (DraftKind::Escalation, title, body)
    } else {
        let (title, body) = message::message(work, subject, &asks, mask);
        (DraftKind::Message, title, body)
    };
    let mut body: Vec<SafeText> = body.iter().map(|line| shown.text(&SafeText::block(line))).collect();
    if mask == Mask::On {
        let warning = "MASKED: personal data is hidden here, so this draft cannot be sent.";
        body.splice(0..0, [SafeText::line(warning), SafeText::default()]);
    }
    Some(Draft {
        recipient: Recipient::of(subject),
        to: recipient(work, subject, mask),
        kind,
        subject: shown.text(&SafeText::line(&title)),
        body,
        asks: asks.len(),
        originals: originals::originals(work, subject, kind, shown),
        masked: mask == Mask::On,
    })
}

/// The recipient as the reviewer knows it.
fn recipient(work: &Work<'_>, subject: &Subject, mask: Mask) -> SafeText {
    let nickname = work.people.subject(subject);
    let (name, email) = match subject {
        Subject::Company => (work.case.profile.name.show(mask), work.case.profile.email.given()),
        Subject::Party(_) => (nickname, work.case.party(subject).and_then(|party| party.email.given())),
        Subject::Stranger(_) => (nickname, None),
    };
    match email.filter(|email| mask == Mask::Off && !email.is_blank()) {
        Some(email) => SafeText::line(&format!("{name} · {}", email.show(mask))),
        None => name,
    }
}

#[cfg(test)]
mod tests;
