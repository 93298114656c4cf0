//! What two looks at a case are compared by: every comparable item with its value, and what could not be read.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::documents::{self, Papers};
use super::gaps::{self, Gaps, covering, is_at_or_below, is_hidden, list_of};
use super::{Change, How};
use crate::domain::case::Case;
use crate::domain::customer::{CustomerDetails, Name, OtherField, Profile};
use crate::domain::fact::{Extent, Fact};
use crate::domain::key::{AskKey, DocumentKey, FieldKey, Item, Subject};
use crate::domain::mask::{Personal, Prose, TextOrProse};
use crate::domain::party::{Party, Verification};
use crate::domain::rejection::{Rejection, Verdict};
use crate::domain::request::{Request, RequestedDocument, RequestedField};
use crate::domain::text::SafeText;
use crate::domain::time::Timestamp;

/// What an item is compared by.
#[derive(Clone, PartialEq, Eq)]
enum Value {
    /// Being there is all there is to it.
    There,
    /// A value in words.
    Plain(SafeText),
    /// What somebody wrote.
    Prose(Prose),
    /// A personal value, which is not told.
    Personal(Option<Personal>),
    /// Texts of unknown content, which are not told.
    Unknown(Vec<(SafeText, Fact<Prose>)>),
}

impl Value {
    fn altered_to(&self, now: &Self) -> How {
        let told = |value: &Self| match value {
            Self::Plain(text) => TextOrProse::Plain(text.clone()),
            Self::Prose(prose) => TextOrProse::Prose(prose.clone()),
            Self::There | Self::Personal(_) | Self::Unknown(_) => TextOrProse::Plain(SafeText::line("(changed)")),
        };
        How::Altered { before: told(self), after: told(now) }
    }
}

/// A look at a case, as it is compared with another one.
#[derive(Clone, Default)]
pub struct Inventory {
    items: BTreeMap<Item, Value>,
    papers: Papers,
    /// Entries of lists that have no value of their own, such as a request that names documents.
    entries: BTreeSet<Item>,
    /// Entries without an identity, as the key that would tell them apart was not sent.
    nameless: BTreeSet<Item>,
    /// Lists and facts that are not known, or not whole. Nothing is concluded from what is missing below them.
    gaps: Gaps,
    /// The gaps of the look itself; those above are fewer where an earlier look filled some.
    gaps_now: Gaps,
}

impl fmt::Debug for Inventory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Inventory({} items, hidden)", self.items.len())
    }
}

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

    /// Whether something of the look was not known.
    #[must_use]
    pub fn has_gaps(&self) -> bool {
        !self.gaps_now.is_empty()
    }

    /// What differs from this look to a later one: company first, then parties, rejections, requests.
    #[must_use]
    pub fn changes(&self, after: &Self) -> Vec<Change> {
        let (before, after) = (self.beside(after), after.beside(self));
        let mut changes: Vec<(Item, How)> = before.gained_and_lost(&after);
        for (item, value) in &before.items {
            match after.items.get(item) {
                None if after.lacks(item) => changes.push((item.clone(), How::Removed)),
                Some(now) if now != value => changes.push((item.clone(), value.altered_to(now))),
                None | Some(_) => {}
            }
        }
        let added = after.items.keys().filter(|item| !before.items.contains_key(*item) && before.lacks(item));
        changes.extend(added.map(|item| (item.clone(), How::Added)));
        let is_gone = |key: &DocumentKey| after.lacks(&Item::Document(key.clone()));
        let is_new = |key: &DocumentKey| before.lacks(&Item::Document(key.clone()));
        changes.extend(documents::changes(&before.papers, &after.papers, is_gone, is_new));
        changes.sort_by(|a, b| a.0.cmp(&b.0));
        changes.into_iter().map(|(item, how)| Change { item, how }).collect()
    }

    /// This look, with what it could not read as an earlier one had it: the next look is compared with that.
    #[must_use]
    pub fn filled_from(mut self, earlier: &Self) -> Self {
        let gaps = std::mem::take(&mut self.gaps);
        let is_missing = |item: &Item| is_hidden(item, &gaps, |entry| self.holds(entry));
        let items: Vec<(Item, Value)> = earlier
            .items
            .iter()
            .filter(|(item, _)| !self.items.contains_key(*item) && is_missing(item))
            .map(|(item, value)| (item.clone(), value.clone()))
            .collect();
        let entries: Vec<Item> =
            earlier.entries.iter().filter(|item| !self.holds(item) && is_missing(item)).cloned().collect();
        let is_hidden_paper = |key: &DocumentKey| is_missing(&Item::Document(key.clone()));
        let papers = documents::filled(self.papers.clone(), &earlier.papers, is_hidden_paper);
        // What was never known stays unknown; what lies below a gap is known as far as it was before.
        let still = gaps.keys().filter_map(|item| Some((item.clone(), *earlier.gaps.get(item)?)));
        let below = earlier.gaps.iter().filter(|(item, _)| covering(item, &gaps).is_some());
        self.gaps = still.chain(below.map(|(item, extent)| (item.clone(), *extent))).collect();
        self.papers = papers;
        self.items.extend(items);
        self.entries.extend(entries);
        self
    }

    /// The look as it compares with another: an entry that lost its identity, or had none yet, is no other entry.
    fn beside(&self, other: &Self) -> Cow<'_, Self> {
        let holds = |item: &Item| match item {
            Item::Document(key) => other.papers.holds(key),
            item => other.holds(item),
        };
        let mut look = Cow::Borrowed(self);
        for item in self.nameless.iter().filter(|item| !holds(item)) {
            let look = look.to_mut();
            if let Some(list) = list_of(item) {
                look.gaps.entry(list).or_insert(Extent::Partly);
            }
            look.items.retain(|below, _| !is_at_or_below(below, item));
            look.papers.remove(item);
        }
        look
    }

    /// What became unreadable and what can be read again, each once and at the highest place.
    fn gained_and_lost(&self, after: &Self) -> Vec<(Item, How)> {
        let lost = after.gaps_now.iter().filter(|(item, extent)| {
            self.gaps_now.get(*item) != Some(*extent)
                && covering(item, &after.gaps_now).is_none()
                && (**extent != Extent::NotTold || self.is_worth_telling(item))
        });
        let lost = lost.map(|(item, extent)| (item.clone(), How::Lost(*extent)));
        let found = self.gaps_now.iter().filter(|(item, extent)| {
            !after.gaps_now.contains_key(*item)
                && covering(item, &after.gaps_now).is_none()
                && after.holder_is_there(item)
                && (**extent != Extent::NotTold || after.is_worth_telling(item))
        });
        lost.chain(found.map(|(item, _)| (item.clone(), How::Found))).collect()
    }

    /// Whether it matters that this look tells of a list and another does not: the large ones always, as that they are
    /// empty says something; any other where it holds something.
    fn is_worth_telling(&self, item: &Item) -> bool {
        let holds_any = || {
            self.items.keys().chain(&self.entries).any(|below| below != item && is_at_or_below(below, item))
                || self.papers.any_below(item)
        };
        let is_large = matches!(item, Item::Parties | Item::Rejections | Item::Requests);
        covering(item, &self.gaps_now).is_none() && !self.gaps_now.contains_key(item) && (is_large || holds_any())
    }

    /// Whether what a fact or a list is part of is there: of a party that is gone nothing can be read again.
    fn holder_is_there(&self, item: &Item) -> bool {
        match item {
            Item::PartyFact(key, _) => self.holds(&Item::Party(key.clone())),
            Item::Request(_) | Item::Ask(_) => self.holds(item),
            Item::FieldFact(key, _) => self.holds(&Item::Field(key.clone())),
            Item::Labels(subject) | Item::Documents(subject) | Item::Comment(subject) => {
                self.holds(&Item::Rejection(subject.clone()))
            }
            Item::DocumentLabels(key) | Item::DocumentFact(key, _) => self.papers.holds(key),
            _ => true,
        }
    }

    /// Whether an item that this look does not have is really missing, and not told by what it belongs to.
    fn lacks(&self, item: &Item) -> bool {
        !is_hidden(item, &self.gaps, |entry| self.holds(entry)) && !is_told_already(item, self)
    }

    fn holds(&self, item: &Item) -> bool {
        self.items.contains_key(item) || self.entries.contains(item)
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

/// Whether naming the item would say the same thing twice: mostly as the thing it belongs to is itself missing from the
/// other side.
fn is_told_already(item: &Item, other: &Inventory) -> bool {
    let has = |item: &Item| other.items.contains_key(item);
    match item {
        Item::PartyFact(key, _) => !has(&Item::Party(key.clone())),
        Item::Field(key) => !has(&Item::Ask(key.ask.clone())),
        Item::FieldFact(key, _) => !has(&Item::Field(key.clone())) || !has(&Item::Ask(key.ask.clone())),
        // A request that names nothing yet is told by itself, one that names something by what it names.
        Item::Request(_) => other.entries.contains(item),
        _ => false,
    }
}
