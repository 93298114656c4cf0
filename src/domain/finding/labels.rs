//! Labels and the words beside them.

use std::collections::BTreeMap;

use crate::domain::fact::Fact;
use crate::domain::glossary::Outcome;
use crate::domain::key::Item;
use crate::domain::rejection::LabelCode;
use crate::domain::standing::Standing;
use crate::domain::wording::code;

use super::{Check, Found, Look, Severity};

pub(super) fn check(look: &Look<'_>, found: &mut Found) {
    for standing in look.standings {
        words(look, standing, found);
        for label in standing.all_labels() {
            one(look, standing, label, found);
        }
    }
    unknown(look, found);
}

/// Labels without a word, and words without a label.
fn words(look: &Look<'_>, standing: &Standing<'_>, found: &mut Found) {
    if !look.knows_all_rejections {
        return;
    }
    let whose = &standing.subject;
    let is_labelled = !standing.all_labels().is_empty();
    if is_labelled && standing.texts().next().is_none() && standing.unknown_text().is_none() {
        let sentence =
            look.say(|names| format!("{} has labels, but nowhere a word that says why.", names.starting(whose)));
        let item = Item::Rejection(standing.subject.clone());
        found.tell(Check::RejectionNoComment, Severity::Warning, item, sentence);
    }
    if !is_labelled && !standing.comments.is_empty() {
        let sentence = look.say(|names| format!("A comment on {} has no label.", names.of(whose)));
        let item = Item::Comment(standing.subject.clone());
        found.tell(Check::CommentNoLabel, Severity::Information, item, sentence);
    }
    for (key, document) in &standing.documents {
        let is_bare = document.verdict.labels.items().is_empty();
        if is_bare && !matches!(document.verdict.labels, Fact::Unreadable(_)) && document.verdict.words().is_some() {
            let sentence = look.say(|names| format!("A comment on a document of {} has no label.", names.of(whose)));
            found.tell(Check::CommentNoLabel, Severity::Information, Item::Document(key.clone()), sentence);
        }
    }
}

fn one(look: &Look<'_>, standing: &Standing<'_>, label: &LabelCode, found: &mut Found) {
    let (name, whose) = (code(label.text().as_str()), &standing.subject);
    let item = standing.label_item(label);
    let is_orphan = standing.labels.contains(label) && !standing.documents.is_empty() && standing.carriers(label) == 0;
    if is_orphan && look.knows_all_rejections {
        let sentence = look.say(|names| format!("{name} is on {}, but on none of its documents.", names.of(whose)));
        found.tell(Check::LabelOrphan, Severity::Warning, item.clone(), sentence);
    }
    let is_final = look.glossary.label(label).is_some_and(|entry| entry.outcome == Outcome::TendsToBeFinal);
    if is_final && standing.is_wanted() {
        let sentence =
            look.say(|names| format!("{name} tends to be final, yet something is asked of {}.", names.of(whose)));
        found.tell(Check::LabelMixed, Severity::Warning, item.clone(), sentence);
    }
    // Labels of the hold list are told by the check `held`.
    if look.glossary.must_not_quote(label) && !look.glossary.holds(label) {
        let sentence = look.say(|names| {
            format!("{name} on {} must not be told: look at it before anything is sent.", names.of(whose))
        });
        found.tell(Check::LabelSensitive, Severity::Warning, item, sentence);
    }
}

fn unknown(look: &Look<'_>, found: &mut Found) {
    let mut first: BTreeMap<&LabelCode, Item> = BTreeMap::new();
    for standing in look.standings {
        for label in standing.all_labels().into_iter().filter(|label| look.glossary.label(label).is_none()) {
            first.entry(label).or_insert_with(|| standing.label_item(label));
        }
    }
    for (label, item) in first {
        let text = label.text();
        let sentence = if text.is_blank() {
            "A label has no letters, so our catalogue does not know it.".to_owned()
        } else {
            format!("Our catalogue does not know the label {}.", code(text.as_str()))
        };
        found.add(Check::LabelUnknown, Severity::Information, item, &sentence);
    }
}
