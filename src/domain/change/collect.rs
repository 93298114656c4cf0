//! Takes down a case: every comparable item with its value, and what could not be read.

use std::collections::{BTreeMap, BTreeSet};

use super::documents;
use super::gaps;
use super::inventory::{Inventory, Value};
use crate::domain::case::Case;
use crate::domain::customer::{CustomerDetails, Name, OtherField, Profile};
use crate::domain::fact::{Extent, Fact};
use crate::domain::key::{AskKey, FieldKey, Item, Subject};
use crate::domain::mask::{Personal, Prose};
use crate::domain::party::{Party, Verification};
use crate::domain::rejection::{Rejection, Verdict};
use crate::domain::request::{Request, RequestedDocument, RequestedField};
use crate::domain::text::SafeText;
use crate::domain::time::Timestamp;

impl Inventory {
    /// Takes down a case.
    #[must_use]
    pub fn of(case: &Case) -> Self {
        let mut taken = Self::default();
        taken.profile(&case.profile, &case.details);
        taken.fact(Item::Fact("verification_type"), &case.verification_type);
        taken.time(Item::Fact("last_status_updated_at"), &case.last_status_updated_at);
        taken.parties(case);
        taken.rejections(case);
        taken.requests(case);
        for (path, field) in case.other_fields() {
            taken.other(path, field);
        }
        taken.papers = documents::papers(case, &mut taken.gaps, &mut taken.nameless);
        taken.gaps_now.clone_from(&taken.gaps);
        taken
    }

    fn profile(&mut self, profile: &Profile, details: &CustomerDetails) {
        self.fact(Item::Fact("type"), &profile.kind);
        match &profile.name {
            Name::Business(name) => self.fact(Item::Fact("business_name"), name),
            Name::Individual { first, last } => {
                self.personal(Item::Fact("first_name"), first);
                self.personal(Item::Fact("last_name"), last);
            }
        }
        self.personal(Item::Fact("email"), &profile.email);
        self.personal(Item::Fact("phone"), &details.phone);
        self.fact(Item::Fact("country"), &profile.country);
        self.fact(Item::Fact("customer_status"), &profile.status);
        self.time(Item::Fact("created_at"), &details.created_at);
        self.time(Item::Fact("updated_at"), &profile.updated_at);
    }

    fn parties(&mut self, case: &Case) {
        self.list(Item::Parties, case.parties_extent());
        for party in case.parties.items() {
            let item = Item::Party(party.key.clone());
            if party.id.is_unknown() {
                self.list(Item::Parties, Extent::Partly);
                continue;
            }
            if party.key.id.text().is_blank() {
                self.nameless.insert(item.clone());
            }
            self.items.insert(item, Value::There);
            self.party(party);
        }
    }

    fn party(&mut self, party: &Party) {
        let at = |name| Item::PartyFact(party.key.clone(), name);
        self.fact(at("type"), &party.kind);
        self.fact(at("ownership_percent"), &party.share);
        self.personal(at("email"), &party.email);
        let Fact::Given(verification) = &party.verification else {
            let is_unknown = party.verification.is_unknown();
            self.gaps.insert(at("verification"), if is_unknown { Extent::Unreadable } else { Extent::NotTold });
            return;
        };
        let Verification { status, for_customer, for_developer, updated_at, other: _ } = verification;
        self.fact(at("status"), status);
        self.time(at("updated_at"), updated_at);
        // Both sentences stand in one object: where that could not be read, it is told once.
        if for_customer.is_unknown() && for_customer == for_developer {
            self.gaps.insert(at("reason"), Extent::Unreadable);
        } else {
            self.prose(at("for_customer"), for_customer);
            self.prose(at("for_developer"), for_developer);
        }
    }

    /// A comment without words is no comment: Fin sends an empty one with most rejections.
    fn rejections(&mut self, case: &Case) {
        let Some(reason) = case.rejection.given() else {
            // `null` is documented to mean that nothing is refused.
            if case.rejection != Fact::Null {
                let is_unknown = case.rejection.is_unknown();
                self.list(Item::Rejections, if is_unknown { Extent::Unreadable } else { Extent::NotTold });
            }
            return;
        };
        let entries = reason.parties.items();
        let unknown = entries.iter().filter(|entry| entry.id.is_unknown()).count();
        let listed = if unknown > 0 { Extent::Partly } else { reason.parties.extent() };
        self.list(Item::PartyRejections, listed);
        let mut comments: BTreeMap<Subject, BTreeSet<&str>> = BTreeMap::new();
        let known = entries.iter().filter(|entry| !entry.id.is_unknown());
        let known = known.map(|entry| (entry.subject.clone(), &entry.rejection));
        for (subject, rejection) in std::iter::once((Subject::Company, &reason.company)).chain(known) {
            self.rejection(&subject, rejection);
            if let Some(words) = rejection.verdict.given().and_then(Verdict::words) {
                comments.entry(subject).or_default().insert(words.unmasked().as_str());
            }
        }
        for (subject, words) in comments {
            let words: Vec<&str> = words.into_iter().collect();
            self.items.insert(Item::Comment(subject), Value::Prose(Prose::block(&words.join(" / "))));
        }
    }

    fn rejection(&mut self, subject: &Subject, rejection: &Rejection) {
        let entry = Item::Rejection(subject.clone());
        if subject.is_nobody() {
            self.nameless.insert(entry.clone());
        }
        self.entries.insert(entry);
        let labels = Item::Labels(subject.clone());
        match &rejection.verdict {
            Fact::Null => {}
            Fact::Given(verdict) => {
                self.list(labels, verdict.labels.extent());
                for label in verdict.labels.items() {
                    self.items.insert(Item::Label(subject.clone(), label.clone()), Value::There);
                }
                self.list(
                    Item::Comment(subject.clone()),
                    match &verdict.comment {
                        Fact::Given(_) => Extent::Whole,
                        Fact::Missing | Fact::Null => Extent::NotTold,
                        Fact::Unreadable(_) | Fact::Withheld => Extent::Unreadable,
                    },
                );
            }
            Fact::Missing => self.no_verdict(subject, Extent::NotTold),
            Fact::Unreadable(_) | Fact::Withheld => self.no_verdict(subject, Extent::Unreadable),
        }
    }

    /// Labels and comment of a subject stand in one object.
    fn no_verdict(&mut self, subject: &Subject, extent: Extent) {
        self.list(Item::Labels(subject.clone()), extent);
    }

    fn requests(&mut self, case: &Case) {
        self.list(Item::Requests, case.requests.extent());
        let mut naming: BTreeSet<Item> = BTreeSet::new();
        for request in case.requests.items() {
            if request.scope.is_unknown() || request.party.is_unknown() || request.section.is_unknown() {
                self.list(Item::Requests, Extent::Partly);
                continue;
            }
            let item = Item::Request(request.key());
            if request.section.given().is_none() || request.subject.is_nobody() {
                self.nameless.insert(item.clone());
            }
            self.list(item.clone(), request.documents.extent());
            if !request.documents.items().is_empty() {
                naming.insert(item.clone());
            }
            for paper in request.documents.items() {
                self.ask(request, paper);
            }
            self.entries.insert(item);
        }
        let requests = self.entries.iter().filter(|item| matches!(item, Item::Request(_)) && !naming.contains(*item));
        self.items.extend(requests.map(|item| (item.clone(), Value::There)));
        for (key, field) in case.requested_fields() {
            if self.items.contains_key(&Item::Ask(key.ask.clone())) {
                self.field(&key, field);
            }
        }
    }

    fn ask(&mut self, request: &Request, paper: &RequestedDocument) {
        let list = Item::Request(request.key());
        if paper.document_type.is_unknown() {
            self.list(list, Extent::Partly);
            return;
        }
        let document_type = paper.document_type.given().cloned();
        let is_nameless = document_type.is_none();
        let ask = Item::Ask(AskKey { request: request.key(), document_type });
        if is_nameless {
            self.nameless.insert(ask.clone());
        }
        let unnamed = paper.fields.items().iter().any(|field| field.name.is_unknown() || field.side.is_unknown());
        self.list(ask.clone(), if unnamed { Extent::Partly } else { paper.fields.extent() });
        self.items.insert(ask, Value::There);
    }

    fn field(&mut self, key: &FieldKey, field: &RequestedField) {
        if field.name.is_unknown() || field.side.is_unknown() {
            return;
        }
        let item = Item::Field(key.clone());
        if key.name.is_none() {
            self.nameless.insert(item.clone());
        }
        let at = |name| Item::FieldFact(key.clone(), name);
        self.items.insert(item, Value::There);
        self.fact(at("data_type"), &field.data_type);
        self.fact(at("status"), &field.status);
        self.prose(at("reason"), &field.reason);
        if field.options.is_unknown() {
            self.gaps.insert(at("options"), Extent::Unreadable);
        } else {
            let mut options: Vec<&str> = field.options.items().iter().map(SafeText::as_str).collect();
            options.sort_unstable();
            self.items.insert(at("options"), Value::Plain(SafeText::line(&options.join(", "))));
        }
    }

    fn list(&mut self, item: Item, extent: Extent) {
        gaps::note(&mut self.gaps, item, extent);
    }

    fn fact<T: std::fmt::Display>(&mut self, item: Item, fact: &Fact<T>) {
        self.value(item, fact, |fact| Value::Plain(SafeText::block(&fact.words())));
    }

    fn prose(&mut self, item: Item, fact: &Fact<Prose>) {
        self.value(item, fact, |fact| match fact {
            Fact::Given(prose) => Value::Prose(prose.clone()),
            absent => Value::Plain(SafeText::line(absent.absence().unwrap_or_default())),
        });
    }

    fn time(&mut self, item: Item, fact: &Fact<Timestamp>) {
        self.value(item, fact, |fact| match fact {
            Fact::Given(time) if time.at().is_some() => Value::Plain(SafeText::line(&time.to_second())),
            Fact::Given(time) => Value::Prose(Prose::line(&time.to_second())),
            absent => Value::Plain(SafeText::line(absent.absence().unwrap_or_default())),
        });
    }

    fn personal(&mut self, item: Item, fact: &Fact<Personal>) {
        self.value(item, fact, |fact| Value::Personal(fact.given().cloned()));
    }

    fn value<T>(&mut self, item: Item, fact: &Fact<T>, take: impl FnOnce(&Fact<T>) -> Value) {
        if fact.is_unknown() {
            self.gaps.insert(item, Extent::Unreadable);
        } else {
            self.items.insert(item, take(fact));
        }
    }

    fn other(&mut self, path: SafeText, field: &OtherField) {
        self.items.insert(Item::OtherField(path), Value::Unknown(field.leaves.clone()));
    }
}
