//! What Fin wrote about a recipient, for the reviewer to compare with the draft.

use crate::domain::fact::Fact;
use crate::domain::key::{Item, Subject};
use crate::domain::mask::Cover;
use crate::domain::text::SafeText;

use super::{DraftKind, Original, Source, Work, quote};

/// Every sentence about the subject: its verification, its comments, the reasons of its requests.
pub(super) fn originals(work: &Work<'_>, subject: &Subject, kind: DraftKind, shown: &Cover) -> Vec<Original> {
    let quotes = |text: &SafeText| kind == DraftKind::Message && quote::quotable(work, text).is_some();
    let mut found = verification(work, subject, &quotes);
    found.extend(comments(work, subject));
    for (key, field) in work.case.requested_fields() {
        let Some(reason) = field.reason_words().filter(|_| key.ask.request.subject == *subject) else { continue };
        let document = key.ask.document_type.as_ref().map(|code| work.glossary.document_title(code));
        let name = key.name.as_ref().map_or_else(String::new, |name| format!(" · {name}"));
        found.push(Original {
            about: SafeText::line(&format!("{}{name}", document.unwrap_or_else(|| "Document".to_owned()))),
            source: Source::Reason,
            text: reason.clone(),
            quoted: quotes(reason),
            item: Item::Field(key),
        });
    }
    for original in &mut found {
        original.text = shown.text(&original.text);
        original.about = shown.text(&original.about);
    }
    found
}

fn verification(work: &Work<'_>, subject: &Subject, quotes: &dyn Fn(&SafeText) -> bool) -> Vec<Original> {
    let Some((party, verification)) = work.case.party(subject).and_then(|p| Some((p, p.verification.given()?))) else {
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
        text,
    })
    .collect()
}

fn comments(work: &Work<'_>, subject: &Subject) -> Vec<Original> {
    let on_subject =
        work.case.rejections().into_iter().filter(|(of, _)| of == subject).filter_map(|(of, rejection)| {
            let text = rejection.verdict.given()?.words()?.clone();
            let about = SafeText::line("All of it");
            Some(Original { item: Item::Comment(of), source: Source::Comment, about, text, quoted: false })
        });
    let documents = work.case.documents().into_iter().filter(|(key, _)| key.subject == *subject);
    let on_documents = documents.filter_map(|(key, document)| {
        let text = document.verdict.words()?.clone();
        let about = SafeText::line(&document.category.words());
        Some(Original { item: Item::Document(key), source: Source::Comment, about, text, quoted: false })
    });
    on_subject.chain(on_documents).collect()
}

fn words(fact: &Fact<SafeText>) -> Option<SafeText> {
    fact.given().filter(|text| !text.is_blank()).cloned()
}
