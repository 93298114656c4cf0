//! What Fin wrote about a recipient, for the reviewer to compare with the draft, to put into it, and to take out of it.

use std::collections::{BTreeSet, HashMap};

use crate::domain::ask::Ask;
use crate::domain::fact::Fact;
use crate::domain::key::{Item, Subject};
use crate::domain::mask::{LEFT_OUT, Prose, TextOrProse};
use crate::domain::text::{SafeText, shows_escape};

use super::part::{PutIn, is_link};
use super::{Work, item, quote};

/// A sentence or a code as Fin sent it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original {
    /// Where it stands in the case.
    pub item: Item,
    /// What kind of sentence it is.
    pub source: Source,
    /// What it is about: a category, or a document type with its field.
    pub about: SafeText,
    /// The sentence, with the people of the case hidden where a mask does.
    pub text: TextOrProse,
    /// Tells it from others of its kind in the same place.
    ordinal: usize,
    /// What becomes of it in the message.
    pub fate: Fate,
    /// Whether it has a word that accuses.
    pub accuses: bool,
}

/// What becomes of an original in the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The message says it, in reviewed words; it can be taken out.
    Quoted,
    /// The reviewer took it out; it can be put back.
    TakenOut,
    /// The reviewer put it in, word for word; it can be taken out.
    PutIn,
    /// It is not said; it can be put in.
    LeftOut,
    /// It is not said and cannot be put in.
    Refused(Refusal),
}

/// Why a sentence cannot be put into a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is written for us.
    ForUs,
    /// It is no sentence.
    NoSentence,
    /// It has words that hold a case, also where the hold was lifted.
    Alarms,
    /// What held the case, before that was lifted, stands on this recipient.
    Held,
    /// It was cut, or holds a link or what cannot be seen.
    Unclean,
    /// It names somebody of the case.
    NamesSomeone,
    /// The message asks for nothing that it could be about.
    NothingAsked,
}

impl Refusal {
    /// The reason in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::ForUs => "it is written for us",
            Self::NoSentence => "it is no sentence",
            Self::Alarms => "it has words that must never be sent",
            Self::Held => "this recipient is what the case was held for",
            Self::Unclean => "it was cut, or holds a link or what cannot be seen",
            Self::NamesSomeone => "it names somebody of this case",
            Self::NothingAsked => "this message asks for nothing in particular",
        }
    }
}

/// Which original something is about: the same sentence in the next drafts of the case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OriginalId {
    /// Where it stands in the case.
    pub item: Item,
    /// What kind of sentence it is.
    pub source: Source,
    /// Tells it from others of its kind in the same place, by their order.
    pub ordinal: usize,
}

/// What the reviewer put in or took out by hand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Originals {
    put_in: BTreeSet<OriginalId>,
    taken_out: BTreeSet<OriginalId>,
}

impl Originals {
    /// Puts an original in, or takes it out.
    ///
    /// # Errors
    /// Why it cannot be put in.
    pub fn toggle(&mut self, original: &Original) -> Result<(), Refusal> {
        let id = original.id();
        match original.fate {
            Fate::Quoted => drop(self.taken_out.insert(id)),
            Fate::TakenOut => drop(self.taken_out.remove(&id)),
            Fate::PutIn => drop(self.put_in.remove(&id)),
            Fate::LeftOut => drop(self.put_in.insert(id)),
            Fate::Refused(why) => return Err(why),
        }
        Ok(())
    }

    pub(super) fn are_taken_out(&self, id: &OriginalId) -> bool {
        self.taken_out.contains(id)
    }

    fn are_put_in(&self, id: &OriginalId) -> bool {
        self.put_in.contains(id)
    }
}

impl Original {
    /// Which original it is.
    #[must_use]
    pub fn id(&self) -> OriginalId {
        OriginalId { item: self.item.clone(), source: self.source, ordinal: self.ordinal }
    }

    /// The code that it is, as the mask allows, if it is one.
    #[must_use]
    pub const fn code(&self) -> Option<&SafeText> {
        match &self.text {
            TextOrProse::Plain(code) => Some(code),
            TextOrProse::Prose(_) => None,
        }
    }
}

/// Which of Fin's sentences an original is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// A moderator's comment: never quoted by itself.
    Comment,
    /// The reason of a requested field.
    Reason,
    /// What a party's verification says for the customer.
    ForCustomer,
    /// What it says for us: never quoted.
    ForDeveloper,
    /// A code of what is asked that the catalogue does not know: the message names it in general words.
    Code,
}

impl Source {
    /// The words shown.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Comment => "comment",
            Self::Reason => "reason of the request",
            Self::ForCustomer => "meant for the customer",
            Self::ForDeveloper => "meant for us",
            Self::Code => "asked for, in a word that is not known here: the message cannot name it",
        }
    }
}

/// Every sentence about the subject: its verification, its comments, the reasons of its requests; and what the message
/// cannot name.
pub(super) fn originals(work: &Work<'_>, subject: &Subject, asks: &[&Ask<'_>]) -> Vec<Original> {
    let mut found: Vec<Original> = asks.iter().flat_map(|ask| unnamed(work, ask)).collect();
    found.extend(sentences(work, subject).into_iter().map(|(id, about, text)| Original {
        fate: if asks.is_empty() { Fate::Refused(Refusal::NothingAsked) } else { fate(work, subject, &id, &text) },
        item: id.item,
        source: id.source,
        ordinal: id.ordinal,
        about,
        accuses: work.glossary.alarms.accuses(text.unmasked().as_str()),
        text: TextOrProse::Prose(text),
    }));
    for original in &mut found {
        original.text = original.text.covered(&work.shown);
        original.about = work.shown.text(&original.about);
    }
    found
}

/// The sentences that were put into the message to a subject.
pub(super) fn put_in(work: &Work<'_>, subject: &Subject) -> Vec<PutIn> {
    let sentences = sentences(work, subject).into_iter();
    // Whether one may be said is judged of those that were chosen alone: a case may have a hundred thousand.
    let chosen = sentences.filter(|(id, ..)| work.options.originals.are_put_in(id));
    let chosen = chosen.filter(|(id, _, text)| fate(work, subject, id, text) == Fate::PutIn);
    chosen.map(|(_, _, text)| PutIn::of(shown(work, &text))).collect()
}

/// A sentence as the message says it, on one line. A message under a mask cannot be sent and names nobody.
fn shown(work: &Work<'_>, text: &Prose) -> SafeText {
    let text = TextOrProse::Prose(text.clone()).covered(&work.shown);
    text.shown(&work.shown).map_or_else(|| SafeText::line(LEFT_OUT), |text| text.on_one_line())
}

/// What becomes of a sentence about a subject in the message to it.
fn fate(work: &Work<'_>, subject: &Subject, id: &OriginalId, text: &Prose) -> Fate {
    let can_be_quoted = matches!(id.source, Source::Reason | Source::ForCustomer);
    if can_be_quoted && quote::reviewed(work, subject, text).is_some() {
        return if work.options.originals.are_taken_out(id) { Fate::TakenOut } else { Fate::Quoted };
    }
    match refusal(work, subject, id.source, text) {
        Some(why) => Fate::Refused(why),
        None if work.options.originals.are_put_in(id) => Fate::PutIn,
        None => Fate::LeftOut,
    }
}

fn refusal(work: &Work<'_>, subject: &Subject, source: Source, text: &Prose) -> Option<Refusal> {
    match source {
        Source::ForDeveloper => return Some(Refusal::ForUs),
        Source::Code => return Some(Refusal::NoSentence),
        Source::Comment | Source::Reason | Source::ForCustomer => {}
    }
    if work.precautions.holds.iter().any(|signal| signal.subject == *subject) {
        return Some(Refusal::Held);
    }
    // The message says it on one line: words that stood apart may make a name or an alarm together.
    let texts = [text.unmasked().clone(), text.unmasked().on_one_line()];
    if texts.iter().any(|text| work.glossary.alarms.hold(text.as_str())) {
        return Some(Refusal::Alarms);
    }
    if texts.iter().any(|text| work.people.finds_someone(text)) {
        return Some(Refusal::NamesSomeone);
    }
    let is_clean = !texts[0].may_be_cut() && !shows_escape(&texts[0]) && !is_link(texts[0].as_str());
    (!is_clean).then_some(Refusal::Unclean)
}

fn unnamed(work: &Work<'_>, ask: &Ask<'_>) -> Vec<Original> {
    let section = ask.key.request.section.as_ref().map(|section| work.glossary.section_title(section));
    let about = SafeText::line(section.as_deref().unwrap_or("Request"));
    let codes = item::unnamed(work, ask).into_iter();
    codes
        .map(|code| Original {
            item: Item::Ask(ask.key.clone()),
            source: Source::Code,
            ordinal: 0,
            about: about.clone(),
            text: TextOrProse::Plain(code.clone()),
            fate: Fate::Refused(Refusal::NoSentence),
            accuses: false,
        })
        .collect()
}

/// A sentence: which it is, what it is about, its words.
type Sentence = (OriginalId, SafeText, Prose);

fn sentences(work: &Work<'_>, subject: &Subject) -> Vec<Sentence> {
    let mut found = verification(work, subject);
    found.extend(comments(work, subject));
    for (key, field) in work.fields_of(subject) {
        let Some(reason) = field.reason_words() else { continue };
        let document = key.ask.document_type.as_ref().map(|code| work.glossary.document_title(code));
        let name = key.name.as_ref().map_or_else(String::new, |name| format!(" · {name}"));
        let about = SafeText::line(&format!("{}{name}", document.unwrap_or_else(|| "Document".to_owned())));
        let id = OriginalId { item: Item::Field(key.clone()), source: Source::Reason, ordinal: 0 };
        found.push((id, about, reason.clone()));
    }
    let mut met: HashMap<OriginalId, usize> = HashMap::new();
    for (id, ..) in &mut found {
        let times = met.entry(id.clone()).or_default();
        id.ordinal = *times;
        *times += 1;
    }
    found
}

fn verification(work: &Work<'_>, subject: &Subject) -> Vec<Sentence> {
    let Some((party, verification)) = work.party(subject).and_then(|p| Some((p, p.verification.given()?))) else {
        return Vec::new();
    };
    let sentences = [
        (&verification.for_customer, Source::ForCustomer, "for_customer"),
        (&verification.for_developer, Source::ForDeveloper, "for_developer"),
    ];
    let said = sentences.into_iter().filter_map(|(fact, source, wire)| Some((words(fact)?, source, wire)));
    said.map(|(text, source, wire)| {
        let item = Item::PartyFact(party.key.clone(), wire);
        (OriginalId { item, source, ordinal: 0 }, SafeText::line("Verification"), text)
    })
    .collect()
}

fn comments(work: &Work<'_>, subject: &Subject) -> Vec<Sentence> {
    let comment = |item: Item| OriginalId { item, source: Source::Comment, ordinal: 0 };
    let on_subject = work.rejections_of(subject).iter().filter_map(|rejection| {
        let text = rejection.verdict.given()?.words()?.clone();
        Some((comment(Item::Comment(subject.clone())), SafeText::line("All of it"), text))
    });
    let on_documents = work.documents_of(subject).iter().filter_map(|(key, document)| {
        let about = SafeText::line(&document.category.words());
        Some((comment(Item::Document(key.clone())), about, document.verdict.words()?.clone()))
    });
    on_subject.chain(on_documents).collect()
}

fn words(fact: &Fact<Prose>) -> Option<Prose> {
    fact.given().filter(|text| !text.is_blank()).cloned()
}
