//! Refused documents against what is asked for. Categories and sections share no vocabulary: where nothing is known to
//! match, nobody can tell, and what has no category or no section may match anything.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::ask::Ask;
use crate::domain::fact::Open;
use crate::domain::glossary::{folded, in_words};
use crate::domain::key::{DocumentKey, Item};
use crate::domain::rejection::{Category, DocumentUri};
use crate::domain::request::{FieldStatus, RequestedField};
use crate::domain::standing::Standing;
use crate::domain::wording::{code, counted, listed};

use super::{Check, Found, Look, Severity};

pub(super) fn check(look: &Look<'_>, found: &mut Found) {
    let comparable = look.knows_all_requests && look.knows_all_rejections;
    for standing in look.standings {
        expiry(look, standing, found);
        if comparable {
            let categories = by_category(standing);
            refused_but_not_asked(look, standing, &categories, found);
            asked_but_not_refused(look, standing, &categories, found);
        }
    }
    same_file(look, found);
}

type Categories<'a> = BTreeMap<Option<&'a Category>, Vec<&'a DocumentKey>>;

fn by_category<'a>(standing: &'a Standing<'_>) -> Categories<'a> {
    let mut categories = Categories::new();
    for key in standing.documents.keys() {
        categories.entry(key.category.as_ref()).or_default().push(key);
    }
    categories
}

fn refused_but_not_asked(look: &Look<'_>, standing: &Standing<'_>, categories: &Categories<'_>, found: &mut Found) {
    // Asks by section, without regard to case: a request without an ask counts as a section all the same.
    let mut sections: BTreeMap<Option<String>, usize> = BTreeMap::new();
    for request in standing.requests.keys() {
        sections.entry(request.section.as_ref().map(folded)).or_default();
    }
    for ask in &standing.asks {
        *sections.entry(ask.key.request.section.as_ref().map(folded)).or_default() += 1;
    }
    let whose = &standing.subject;
    for (category, keys) in categories {
        let (Some(category), Some(first)) = (category, keys.first()) else { continue };
        let matching = look.glossary.sections_of(category).into_iter();
        let asks: Vec<usize> = matching.filter_map(|section| sections.get(&Some(section)).copied()).collect();
        let title = code(&in_words(category.text().as_str()));
        let item = Item::Document((*first).clone());
        let documents = counted(keys.len(), "refused document", "refused documents");
        if asks.is_empty() {
            if !look.case.requests.items().is_empty() && !sections.contains_key(&None) {
                let sentence = look.say(|names| {
                    format!("{title}: {documents} of {}, and no request to it is known to match.", names.of(whose))
                });
                found.tell(Check::DocWithoutAsk, Severity::Warning, item, sentence);
            }
        } else if asks.iter().sum::<usize>() < keys.len() {
            let asks = counted(asks.iter().sum(), "ask", "asks");
            let sentence = look.say(|names| format!("{title}: {asks} for {documents} of {}.", names.of(whose)));
            found.tell(Check::AskCount, Severity::Information, item, sentence);
        }
    }
}

fn asked_but_not_refused(look: &Look<'_>, standing: &Standing<'_>, categories: &Categories<'_>, found: &mut Found) {
    if categories.contains_key(&None) {
        return;
    }
    let refused: BTreeSet<String> =
        categories.keys().flatten().flat_map(|category| look.glossary.sections_of(category)).collect();
    let whose = &standing.subject;
    for ask in standing.asks.iter().filter(|ask| asks_again(ask)) {
        let Some(section) = &ask.key.request.section else { continue };
        if !refused.contains(&folded(section)) {
            let title = ask.key.document_type.as_ref().map(|paper| look.glossary.document_title(paper));
            let title = title.map_or_else(|| "A document without a type".to_owned(), |title| code(&title));
            let sentence = look.say(|names| {
                format!("{title}: asked of {} again, though no refused document is known to match.", names.of(whose))
            });
            found.tell(Check::AskWithoutDoc, Severity::Information, Item::Ask(ask.key.clone()), sentence);
        }
    }
}

/// Whether an ask says that what was there is not good enough.
fn asks_again(ask: &Ask<'_>) -> bool {
    ask.fields.iter().any(|(_, field)| matches!(status(field), Some(FieldStatus::Invalid | FieldStatus::Expired)))
}

fn status(field: &RequestedField) -> Option<FieldStatus> {
    field.status.given().and_then(Open::known)
}

fn expiry(look: &Look<'_>, standing: &Standing<'_>, found: &mut Found) {
    let is_label = standing.all_labels().iter().any(|label| label.text().as_str() == "EXPIRATION_DATE");
    let is_field = |field: &RequestedField| {
        let is_date = field.name.given().is_some_and(|name| name.text().as_str() == "expiry_date");
        status(field) == Some(FieldStatus::Expired) || (is_date && status(field) == Some(FieldStatus::Invalid))
    };
    if is_label || standing.asks.iter().flat_map(|ask| &ask.fields).any(|(_, field)| is_field(field)) {
        let whose = &standing.subject;
        let sentence = look.say(|names| format!("A document of {} has expired, or expires too soon.", names.of(whose)));
        found.tell(Check::Expiry, Severity::Warning, standing.item(), sentence);
    }
}

fn same_file(look: &Look<'_>, found: &mut Found) {
    let mut uses: BTreeMap<&DocumentUri, Vec<&DocumentKey>> = BTreeMap::new();
    for key in look.standings.iter().flat_map(|standing| standing.documents.keys()) {
        if let Some(uri) = key.uri.as_ref().filter(|uri| !uri.text().is_blank()) {
            uses.entry(uri).or_default().push(key);
        }
    }
    for keys in uses.values().filter(|keys| keys.len() > 1) {
        let Some(first) = keys.first() else { continue };
        let categories: BTreeSet<_> = keys.iter().map(|key| &key.category).collect();
        let owners: BTreeSet<_> = keys.iter().map(|key| &key.subject).collect();
        let sentence = look.say(|names| {
            let owners: Vec<String> = owners.iter().map(|subject| names.of(subject)).collect();
            format!(
                "One file stands behind {} of {}, in {}.",
                counted(keys.len(), "refused document", "refused documents"),
                listed(&owners, 3),
                counted(categories.len(), "category", "categories"),
            )
        });
        found.tell(Check::SameFile, Severity::Warning, Item::Document((*first).clone()), sentence);
    }
}
