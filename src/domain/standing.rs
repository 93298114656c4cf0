//! Where a subject stands: what was refused of it and what is wanted of it, gathered from all over its case.

use std::collections::{BTreeMap, BTreeSet};

use super::ask::{Ask, asks};
use super::case::Case;
use super::customer::CustomerKind;
use super::fact::Fact;
use super::key::{DocumentKey, Item, RequestKey, Subject};
use super::mask::Prose;
use super::party::{Party, PartyStatus};
use super::rejection::{LabelCode, RejectedDocument, Verdict};
use super::request::Request;
use super::wording::code;

/// One subject with everything that its case says of it. Nothing here depends on the order it was sent in.
#[derive(Debug)]
pub struct Standing<'case> {
    /// Whom it is about.
    pub subject: Subject,
    /// Its record, where it is a party.
    pub party: Option<&'case Party>,
    /// The labels on the subject itself.
    pub labels: BTreeSet<&'case LabelCode>,
    /// The comments on the subject itself, none of them blank.
    pub comments: BTreeSet<&'case Prose>,
    /// What is said in place of a comment on the subject itself that is not known.
    pub unknown_comment: Option<&'static str>,
    /// The labels on its documents: how many of them carry each, and the first that does.
    pub carried: BTreeMap<&'case LabelCode, (usize, DocumentKey)>,
    /// Its refused documents.
    pub documents: BTreeMap<DocumentKey, &'case RejectedDocument>,
    /// What is requested of it; entries that share a key stand together.
    pub requests: BTreeMap<RequestKey, Vec<&'case Request>>,
    /// What it owes, sorted, each with its fields sorted.
    pub asks: Vec<Ask<'case>>,
}

/// Where every subject of a case stands: the company and each party always, unknown parties where they are named.
#[must_use]
pub fn standings(case: &Case) -> Vec<Standing<'_>> {
    standings_of(case, |_| true)
}

/// The same of some subjects only.
#[must_use]
pub fn standings_of(case: &Case, is_wanted: impl Fn(&Subject) -> bool) -> Vec<Standing<'_>> {
    let mut found = BTreeMap::new();
    let parties = case.parties.items().iter().map(|party| (Subject::Party(party.key.clone()), Some(party)));
    for (subject, party) in std::iter::once((Subject::Company, None)).chain(parties) {
        if is_wanted(&subject) {
            at(&mut found, &subject).party = party;
        }
    }
    for (subject, rejection) in case.rejections().into_iter().filter(|(subject, _)| is_wanted(subject)) {
        let standing = at(&mut found, &subject);
        standing.labels.extend(rejection.labels());
        standing.comments.extend(rejection.verdict.given().and_then(Verdict::words));
        let comment = rejection.verdict.given().map(|verdict| &verdict.comment);
        standing.unknown_comment = standing.unknown_comment.or_else(|| unknown(comment?));
    }
    let mut documents = case.documents_of(&is_wanted).into_iter().peekable();
    while let Some((key, document)) = documents.next() {
        let standing = at(&mut found, &key.subject);
        standing.documents.insert(key, document);
        while let Some((key, document)) = documents.next_if(|(key, _)| key.subject == standing.subject) {
            standing.documents.insert(key, document);
        }
    }
    for request in case.requests.items().iter().filter(|request| is_wanted(&request.subject)) {
        at(&mut found, &request.subject).requests.entry(request.key()).or_default().push(request);
    }
    for mut ask in asks(case).into_iter().filter(|ask| is_wanted(ask.subject())) {
        ask.fields.sort_by(|a, b| a.0.cmp(&b.0));
        at(&mut found, &ask.key.request.subject).asks.push(ask);
    }
    let mut standings: Vec<Standing<'_>> = found.into_values().collect();
    for standing in &mut standings {
        standing.carried = carried(&standing.documents);
        standing.asks.sort_by(|a, b| a.key.cmp(&b.key));
    }
    standings
}

fn carried<'case>(
    documents: &BTreeMap<DocumentKey, &'case RejectedDocument>,
) -> BTreeMap<&'case LabelCode, (usize, DocumentKey)> {
    let mut carried = BTreeMap::new();
    for (key, document) in documents {
        let labels: BTreeSet<&LabelCode> = document.verdict.labels.items().iter().collect();
        for label in labels {
            carried.entry(label).or_insert_with(|| (0, key.clone())).0 += 1;
        }
    }
    carried
}

fn at<'map, 'case>(
    found: &'map mut BTreeMap<Subject, Standing<'case>>,
    subject: &Subject,
) -> &'map mut Standing<'case> {
    found.entry(subject.clone()).or_insert_with(|| Standing {
        subject: subject.clone(),
        party: None,
        labels: BTreeSet::new(),
        comments: BTreeSet::new(),
        unknown_comment: None,
        carried: BTreeMap::new(),
        documents: BTreeMap::new(),
        requests: BTreeMap::new(),
        asks: Vec::new(),
    })
}

impl<'case> Standing<'case> {
    /// Whether anything was refused of it: a label, a comment or a document.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        let is_commented = !self.comments.is_empty() || self.unknown_comment.is_some();
        !self.labels.is_empty() || is_commented || !self.documents.is_empty()
    }

    /// Whether anything is requested of it.
    #[must_use]
    pub fn is_wanted(&self) -> bool {
        !self.requests.is_empty()
    }

    /// Whether it holds its case up: it is rejected, something of it was refused, or something is wanted of it.
    #[must_use]
    pub fn is_blocked(&self) -> bool {
        let is_rejected = self.party.and_then(Party::status) == Some(PartyStatus::Rejected);
        is_rejected || self.is_refused() || self.is_wanted()
    }

    /// The labels on it and on its documents, each once.
    #[must_use]
    pub fn all_labels(&self) -> BTreeSet<&'case LabelCode> {
        self.labels.iter().chain(self.carried.keys()).copied().collect()
    }

    /// How many of its documents carry a label.
    #[must_use]
    pub fn carriers(&self, label: &LabelCode) -> usize {
        self.carried.get(label).map_or(0, |(count, _)| *count)
    }

    /// Where one of its labels stands: on the subject itself, else on the first document that carries it.
    #[must_use]
    pub fn label_item(&self, label: &LabelCode) -> Item {
        match self.carried.get(label) {
            Some((_, first)) if !self.labels.contains(label) => Item::DocumentLabel(first.clone(), label.clone()),
            _ => Item::Label(self.subject.clone(), label.clone()),
        }
    }

    /// Where to look for the subject as a whole.
    #[must_use]
    pub fn item(&self) -> Item {
        match (&self.subject, self.requests.keys().next()) {
            (Subject::Party(key), _) if self.party.is_some() => Item::Party(key.clone()),
            _ if self.is_refused() => Item::Rejection(self.subject.clone()),
            (_, Some(request)) => Item::Request(request.clone()),
            _ => Item::Case,
        }
    }

    /// Every text that says what is wrong, the nearest first: on the subject, on its documents, in its verification, in
    /// its requests. None is blank.
    pub fn texts(&self) -> impl Iterator<Item = &'case Prose> {
        let documents = self.documents.values().filter_map(|document| document.verdict.words());
        let verification = self.party.and_then(|party| party.verification.given());
        let reasons = verification.into_iter().flat_map(|verification| {
            let sentences = [&verification.for_developer, &verification.for_customer];
            sentences.into_iter().filter_map(|sentence| sentence.given().filter(|text| !text.is_blank()))
        });
        let asked = self.asks.iter().flat_map(|ask| &ask.fields).filter_map(|(_, field)| field.reason_words());
        self.comments.iter().copied().chain(documents).chain(reasons).chain(asked)
    }

    /// What is said in place of such a text that is not known: then nothing tells that there is none.
    #[must_use]
    pub fn unknown_text(&self) -> Option<&'static str> {
        let documents = self.documents.values().map(|document| &document.verdict.comment);
        let verification = self.party.and_then(|party| party.verification.given());
        let reasons = verification.into_iter().flat_map(|one| [&one.for_developer, &one.for_customer]);
        let asked = self.asks.iter().flat_map(|ask| &ask.fields).map(|(_, field)| &field.reason);
        self.unknown_comment.or_else(|| documents.chain(reasons).chain(asked).find_map(unknown))
    }
}

/// What is said of a text that is not known; `None` of one that is, or of which it is known that there is none.
fn unknown(text: &Fact<Prose>) -> Option<&'static str> {
    text.absence().filter(|_| text.is_unknown())
}

/// What a subject is called where nothing personal may stand: parties by the short form of their id.
#[must_use]
pub fn called(case: &Case, subject: &Subject) -> String {
    match subject {
        Subject::Company if is(case, CustomerKind::Individual) => "the customer".to_owned(),
        Subject::Company => "the company".to_owned(),
        Subject::Party(key) if key.id.text().is_blank() => "a party without an id".to_owned(),
        Subject::Party(key) if key.ordinal > 0 => format!("party {} #{}", key.id.short(), key.ordinal + 1),
        Subject::Party(key) => format!("party {}", key.id.short()),
        Subject::UnknownParty(id) if id.text().is_blank() => "an unknown party".to_owned(),
        Subject::UnknownParty(id) => format!("unknown party {}", code(id.short())),
    }
}

/// Whether the customer is known to be of this kind.
#[must_use]
pub fn is(case: &Case, kind: CustomerKind) -> bool {
    case.profile.known_kind() == Some(kind)
}
