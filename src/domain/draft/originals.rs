//! What Fin wrote about a recipient, for the reviewer to compare with the draft.

use crate::domain::ask::Ask;
use crate::domain::fact::Fact;
use crate::domain::key::{Item, Subject};
use crate::domain::mask::{Prose, TextOrProse};
use crate::domain::text::SafeText;

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
    /// Whether the message says it, in reviewed words.
    pub quoted: bool,
}

impl Original {
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
    /// A code of what is asked that the catalogue does not know: the message names it in general words.
    Code,
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
            Self::Code => "asked for, in a word that is not known here: the message cannot name it",
        }
    }
}

/// Every sentence about the subject: its verification, its comments, the reasons of its requests; and what the message
/// cannot name.
pub(super) fn originals(work: &Work<'_>, subject: &Subject, asks: &[&Ask<'_>]) -> Vec<Original> {
    let quotes = |text: &Prose| quote::phrase(work, subject, text).is_some();
    let mut found: Vec<Original> = asks.iter().flat_map(|ask| unnamed(work, ask)).collect();
    found.extend(verification(work, subject, &quotes));
    found.extend(comments(work, subject));
    for (key, field) in work.fields_of(subject) {
        let Some(reason) = field.reason_words() else { continue };
        let document = key.ask.document_type.as_ref().map(|code| work.glossary.document_title(code));
        let name = key.name.as_ref().map_or_else(String::new, |name| format!(" · {name}"));
        found.push(Original {
            about: SafeText::line(&format!("{}{name}", document.unwrap_or_else(|| "Document".to_owned()))),
            source: Source::Reason,
            text: TextOrProse::Prose(reason.clone()),
            quoted: quotes(reason),
            item: Item::Field(key.clone()),
        });
    }
    for original in &mut found {
        original.text = original.text.covered(&work.shown);
        original.about = work.shown.text(&original.about);
    }
    found
}

fn unnamed(work: &Work<'_>, ask: &Ask<'_>) -> Vec<Original> {
    let section = ask.key.request.section.as_ref().map(|section| work.glossary.section_title(section));
    let about = SafeText::line(section.as_deref().unwrap_or("Request"));
    let codes = item::unnamed(work, ask).into_iter();
    codes
        .map(|code| Original {
            item: Item::Ask(ask.key.clone()),
            source: Source::Code,
            about: about.clone(),
            text: TextOrProse::Plain(code.clone()),
            quoted: false,
        })
        .collect()
}

fn verification(work: &Work<'_>, subject: &Subject, quotes: &dyn Fn(&Prose) -> bool) -> Vec<Original> {
    let Some((party, verification)) = work.party(subject).and_then(|p| Some((p, p.verification.given()?))) else {
        return Vec::new();
    };
    let sentences = [
        (&verification.for_customer, Source::ForCustomer, "for_customer"),
        (&verification.for_developer, Source::ForDeveloper, "for_developer"),
    ];
    let said = sentences.into_iter().filter_map(|(fact, source, wire)| Some((words(fact)?, source, wire)));
    said.map(|(text, source, wire)| Original {
        item: Item::PartyFact(party.key.clone(), wire),
        source,
        about: SafeText::line("Verification"),
        quoted: source == Source::ForCustomer && quotes(&text),
        text: TextOrProse::Prose(text),
    })
    .collect()
}

fn comments(work: &Work<'_>, subject: &Subject) -> Vec<Original> {
    let on_subject = work.rejections_of(subject).iter().filter_map(|rejection| {
        let text = TextOrProse::Prose(rejection.verdict.given()?.words()?.clone());
        let about = SafeText::line("All of it");
        Some(Original { item: Item::Comment(subject.clone()), source: Source::Comment, about, text, quoted: false })
    });
    let on_documents = work.documents_of(subject).iter().filter_map(|(key, document)| {
        let text = TextOrProse::Prose(document.verdict.words()?.clone());
        let about = SafeText::line(&document.category.words());
        Some(Original { item: Item::Document(key.clone()), source: Source::Comment, about, text, quoted: false })
    });
    on_subject.chain(on_documents).collect()
}

fn words(fact: &Fact<Prose>) -> Option<Prose> {
    fact.given().filter(|text| !text.is_blank()).cloned()
}
