//! Goes through everything of a case that is searched.

use std::collections::{BTreeSet, HashMap};

use super::alarms::Found;
use super::{Precautions, Signal, SignalKind};
use crate::domain::case::Case;
use crate::domain::customer::CustomerStatus;
use crate::domain::customer::OtherField;
use crate::domain::fact::{Fact, Open};
use crate::domain::glossary::Glossary;
use crate::domain::key::{Item, Subject};
use crate::domain::mask::Prose;
use crate::domain::party::Verification;
use crate::domain::rejection::{LabelCode, Verdict};
use crate::domain::stray::StrayPlace;
use crate::domain::text::SafeText;

/// What Fin is known to say to us (`assets/api.md` §2); it tells nothing that would keep a message back.
const KNOWN_FOR_DEVELOPER: [&str; 3] =
    ["customer is under review", "unsupported at the moment", "complete verification"];

pub(super) fn precautions(case: &Case, glossary: &Glossary) -> Precautions {
    let mut search = Search { glossary, ..Search::new(glossary) };
    search.status(case);
    search.parties(case);
    search.rejections(case);
    search.requests(case);
    search.other_fields(case);
    search.strays(case);
    // What held it may have been left out of the export.
    if search.holds.is_empty() && case.export.is_some_and(|export| export.is_held) {
        let (item, subject) = (Item::Case, Subject::Company);
        search.holds.insert(Signal { kind: SignalKind::Exported, item, subject });
    }
    Precautions { holds: search.holds.into_iter().collect(), look_first: search.look_first.into_iter().collect() }
}

struct Search<'a> {
    glossary: &'a Glossary,
    holds: BTreeSet<Signal>,
    look_first: BTreeSet<Signal>,
    /// What was found in each text: many documents say the same.
    texts: HashMap<SafeText, Found>,
    labels: HashMap<LabelCode, LabelMeaning>,
}

/// What a label is read as.
#[derive(Clone, Debug)]
enum LabelMeaning {
    Holds(Found),
    Quiet(LabelCode),
    Plain,
    Unknown,
}

impl<'a> Search<'a> {
    fn new(glossary: &'a Glossary) -> Self {
        Self {
            glossary,
            holds: BTreeSet::new(),
            look_first: BTreeSet::new(),
            texts: HashMap::new(),
            labels: HashMap::new(),
        }
    }

    fn status(&mut self, case: &Case) {
        if case.profile.known_status().is_none() {
            self.look(SignalKind::UnknownStatus, Item::Fact("customer_status"), &Subject::Company);
        }
        let is_with_compliance = case.profile.known_status() == Some(CustomerStatus::InCompliance);
        if is_with_compliance && !case.requests.items().is_empty() {
            self.look(SignalKind::AskedInCompliance, Item::Fact("customer_status"), &Subject::Company);
        }
    }

    fn parties(&mut self, case: &Case) {
        for party in case.parties.items() {
            let Some(verification) = party.verification.given() else { continue };
            let subject = Subject::Party(party.key.clone());
            let item = |name| Item::PartyFact(party.key.clone(), name);
            let Verification { status, for_customer, for_developer, .. } = verification;
            let is_odd = match status {
                Fact::Given(status) => Open::known(status).is_none(),
                Fact::Unreadable(_) | Fact::Withheld => true,
                Fact::Missing | Fact::Null => false,
            };
            if is_odd {
                self.look(SignalKind::UnknownStatus, item("status"), &subject);
            }
            self.text(for_customer, || item("for_customer"), &subject);
            self.text(for_developer, || item("for_developer"), &subject);
            if let Some(words) = for_developer.given().filter(|text| !text.is_blank()) {
                self.look(for_developer_kind(words.unmasked().as_str()), item("for_developer"), &subject);
            }
        }
    }

    fn rejections(&mut self, case: &Case) {
        for (subject, rejection) in case.rejections() {
            let Some(verdict) = rejection.verdict.given() else { continue };
            for label in verdict.labels.items() {
                self.label(label, || Item::Label(subject.clone(), label.clone()), &subject);
            }
            self.text(&verdict.comment, || Item::Comment(subject.clone()), &subject);
        }
        // Most cases have nothing to point at among thousands of documents.
        let rejections = case.rejections();
        let mut documents = rejections.iter().flat_map(|(_, rejection)| rejection.documents.items());
        if !documents.any(|document| self.has_signal(&document.verdict)) {
            return;
        }
        for (key, document) in case.documents() {
            for label in document.verdict.labels.items() {
                self.label(label, || Item::DocumentLabel(key.clone(), label.clone()), &key.subject);
            }
            let item = || Item::DocumentFact(key.clone(), "moderation_comment");
            self.text(&document.verdict.comment, item, &key.subject);
        }
    }

    fn has_signal(&mut self, verdict: &Verdict) -> bool {
        let is_plain = |reading: &LabelMeaning| matches!(reading, LabelMeaning::Plain);
        let has_label = verdict.labels.items().iter().any(|label| !is_plain(self.meaning(label)));
        let words = verdict.words().map(Prose::unmasked);
        has_label || words.is_some_and(|words| *self.in_text(words) != Found::default())
    }

    fn requests(&mut self, case: &Case) {
        for (key, field) in case.requested_fields() {
            let subject = key.ask.request.subject.clone();
            let is_odd = match &field.status {
                Fact::Given(status) => Open::known(status).is_none(),
                Fact::Unreadable(_) | Fact::Withheld => true,
                Fact::Missing | Fact::Null => false,
            };
            if is_odd {
                self.look(SignalKind::UnknownStatus, Item::FieldFact(key.clone(), "status"), &subject);
            }
            self.text(&field.reason, || Item::FieldFact(key.clone(), "reason"), &subject);
        }
    }

    fn other_fields(&mut self, case: &Case) {
        for (name, field) in case.other_fields() {
            self.other_field(&name, field);
        }
    }

    fn other_field(&mut self, name: &SafeText, field: &OtherField) {
        let item = || Item::OtherField(name.clone());
        for (path, value) in &field.leaves {
            let Some(value) = value.given().map(Prose::unmasked) else { continue };
            let dot = if path.as_str().is_empty() || path.as_str().starts_with('[') { "" } else { "." };
            let place = format!("{}{dot}{path}", field.key);
            if !is_denial(&place, value.as_str()) {
                self.found(&self.glossary.alarms.in_text(&format!("{place}: {value}")), item, &Subject::Company);
            }
            self.found(&self.glossary.alarms.in_text(value.as_str()), item, &Subject::Company);
            if place.ends_with("for_developer") && value.as_str() != "null" && !value.is_blank() {
                self.look(for_developer_kind(value.as_str()), item(), &Subject::Company);
            }
        }
    }

    fn strays(&mut self, case: &Case) {
        for stray in &case.strays {
            let (text, item) = (stray.text.unmasked(), || stray.item.clone());
            // A sentence may go on from one value to the next, and each may say something by itself.
            for part in
                std::iter::once(text.as_str()).chain(text.as_str().lines().filter(|_| text.as_str().contains('\n')))
            {
                let found = match stray.place {
                    StrayPlace::Labels => self.glossary.alarms.in_label(part, false),
                    StrayPlace::ForDeveloper | StrayPlace::Words => self.glossary.alarms.in_text(part),
                };
                self.found(&found, item, &stray.subject);
            }
            if stray.place == StrayPlace::ForDeveloper {
                self.look(SignalKind::ForDeveloper, item(), &stray.subject);
            }
        }
    }

    fn text(&mut self, text: &Fact<Prose>, item: impl Fn() -> Item, subject: &Subject) {
        let Some(text) = text.given().map(Prose::unmasked).filter(|text| !text.is_blank()) else { return };
        let found = self.in_text(text).clone();
        self.found(&found, item, subject);
    }

    /// What stands in a text.
    fn in_text(&mut self, text: &SafeText) -> &Found {
        let alarms = &self.glossary.alarms;
        self.texts.entry(text.clone()).or_insert_with(|| alarms.in_text(text.as_str()))
    }

    /// What a label is read as.
    fn meaning(&mut self, label: &LabelCode) -> &LabelMeaning {
        let glossary = self.glossary;
        self.labels.entry(label.clone()).or_insert_with(|| read(label, glossary))
    }

    fn found(&mut self, found: &Found, item: impl Fn() -> Item, subject: &Subject) {
        self.hold(found, &item, subject);
        if let Some(word) = &found.accusing {
            self.look(SignalKind::AccusingWord(word.clone()), item(), subject);
        }
    }

    fn label(&mut self, label: &LabelCode, item: impl Fn() -> Item, subject: &Subject) {
        match self.meaning(label).clone() {
            LabelMeaning::Holds(found) => self.hold(&found, item, subject),
            LabelMeaning::Quiet(code) => self.look(SignalKind::QuietLabel(code), item(), subject),
            LabelMeaning::Unknown => self.look(SignalKind::UnknownLabel(label.clone()), item(), subject),
            LabelMeaning::Plain => {}
        }
    }

    fn hold(&mut self, found: &Found, item: impl Fn() -> Item, subject: &Subject) {
        let labels = found.labels.iter().map(|code| SignalKind::HoldLabel(LabelCode::new(code)));
        let alarms = found.alarms.iter().copied().map(SignalKind::Alarm);
        for kind in labels.chain(alarms) {
            self.holds.insert(Signal { kind, item: item(), subject: subject.clone() });
        }
    }

    fn look(&mut self, kind: SignalKind, item: Item, subject: &Subject) {
        self.look_first.insert(Signal { kind, item, subject: subject.clone() });
    }
}

/// Whether a value denies what its field is named after: `sanctions_hits: 0`. Of a field that is named after the good
/// outcome (`sanctions_clear: no`) nothing is taken for a denial but emptiness.
fn is_denial(place: &str, value: &str) -> bool {
    let (place, value) = (place.to_lowercase(), value.trim().to_lowercase());
    let names_good_outcome = ["clear", "pass", "free", "clean"].iter().any(|word| place.contains(word));
    match value.as_str() {
        "" | "null" | "[]" | "{}" => true,
        "false" | "0" | "no" | "none" | "clear" | "no match" | "no hit" | "no hits" | "n/a" => !names_good_outcome,
        _ => false,
    }
}

fn for_developer_kind(words: &str) -> SignalKind {
    let plain = words.trim().trim_end_matches('.').to_lowercase();
    if KNOWN_FOR_DEVELOPER.contains(&plain.as_str()) { SignalKind::KnownForDeveloper } else { SignalKind::ForDeveloper }
}

/// Reads a label in any spelling. What the catalogue spells so is what the catalogue says it is.
fn read(label: &LabelCode, glossary: &Glossary) -> LabelMeaning {
    let spelt = label.text().as_str().trim().to_uppercase().replace(['-', ' '], "_");
    let code = LabelCode::new(&spelt);
    if glossary.hold.contains(&spelt) {
        return LabelMeaning::Holds(Found { labels: vec![spelt], ..Found::default() });
    }
    if glossary.must_not_quote(&code) {
        return LabelMeaning::Quiet(code);
    }
    let found = glossary.alarms.in_label(label.text().as_str(), glossary.label(&code).is_some());
    if !found.labels.is_empty() || !found.alarms.is_empty() {
        return LabelMeaning::Holds(found);
    }
    if glossary.label(label).is_some() { LabelMeaning::Plain } else { LabelMeaning::Unknown }
}
