//! What a case says of each subject, gathered once: a case may have thousands of parties.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::domain::ask::{Ask, by_subject};
use crate::domain::case::{Case, People};
use crate::domain::digest::blocked_parties;
use crate::domain::glossary::{Glossary, folded};
use crate::domain::id::PartyKey;
use crate::domain::key::{DocumentKey, Item, RequestKey, Subject};
use crate::domain::mask::Sentence;
use crate::domain::rejection::{RejectedDocument, Rejection};
use crate::domain::request::Request;
use crate::domain::why::why_parties;
use crate::domain::wording::number;

use super::super::tree::Position;

/// Most asks that are named beside a refused document.
const MOST_TITLES: usize = 20;

/// Whom the opened branches are about.
fn subjects(opened: &HashSet<Position>) -> HashSet<Subject> {
    let about = |position: &Position| match &position.item {
        Item::Party(key) => Some(Subject::Party(key.clone())),
        Item::Rejection(subject) => Some(subject.clone()),
        _ => None,
    };
    opened.iter().filter_map(about).collect()
}

/// A case by subject.
pub(super) struct Gathered<'a> {
    pub(super) case: &'a Case,
    pub(super) people: People<'a>,
    pub(super) asks: &'a [Ask<'a>],
    blocked: BTreeSet<PartyKey>,
    why: HashMap<PartyKey, Sentence>,
    rejections: HashMap<Subject, Vec<&'a Rejection>>,
    documents: HashMap<Subject, Vec<(DocumentKey, &'a RejectedDocument)>>,
    by_subject: HashMap<&'a Subject, Vec<&'a Ask<'a>>>,
    by_request: HashMap<&'a RequestKey, Vec<&'a Ask<'a>>>,
    requests: HashMap<RequestKey, Vec<&'a Request>>,
    wanted: HashSet<&'a Subject>,
    /// What is asked of a subject in each section, in words.
    titles: HashMap<&'a Subject, BTreeMap<String, Vec<String>>>,
}

impl<'a> Gathered<'a> {
    /// Gathers a case; what is only needed below branches that are not opened is left out.
    pub(super) fn of(
        case: &'a Case,
        asks: &'a [Ask<'a>],
        glossary: &Glossary,
        opened: Option<&HashSet<Position>>,
    ) -> Self {
        let opened = opened.map(subjects);
        let is_opened = |subject: &Subject| opened.as_ref().is_none_or(|opened| opened.contains(subject));
        let mut gathered = Self {
            case,
            people: case.people(),
            asks,
            blocked: blocked_parties(case),
            why: why_parties(case, glossary, is_opened),
            rejections: HashMap::new(),
            documents: HashMap::new(),
            by_subject: by_subject(asks),
            by_request: HashMap::new(),
            requests: HashMap::new(),
            wanted: case.requests.items().iter().map(|request| &request.subject).collect(),
            titles: HashMap::new(),
        };
        for (subject, rejection) in case.rejections() {
            gathered.rejections.entry(subject).or_default().push(rejection);
        }
        for (key, document) in case.documents_of(is_opened) {
            gathered.documents.entry(key.subject.clone()).or_default().push((key, document));
        }
        for request in case.requests.items() {
            gathered.requests.entry(request.key()).or_default().push(request);
        }
        for ask in asks {
            gathered.by_request.entry(&ask.key.request).or_default().push(ask);
            if let (Some(section), Some(kind)) = (&ask.key.request.section, &ask.key.document_type)
                && is_opened(ask.subject())
            {
                let sections = gathered.titles.entry(ask.subject()).or_default();
                sections.entry(folded(section)).or_default().push(glossary.document_title(kind));
            }
        }
        gathered
    }

    /// Why a party holds the case up, if it does.
    pub(super) fn why_blocked(&self, key: &PartyKey) -> Option<&Sentence> {
        self.why.get(key).filter(|_| self.blocked.contains(key))
    }

    /// What was refused of a subject, in the order sent.
    pub(super) fn rejections(&self, subject: &Subject) -> &[&'a Rejection] {
        self.rejections.get(subject).map_or(&[], Vec::as_slice)
    }

    /// Its refused documents, in the order sent.
    pub(super) fn documents(&self, subject: &Subject) -> &[(DocumentKey, &'a RejectedDocument)] {
        self.documents.get(subject).map_or(&[], Vec::as_slice)
    }

    /// What it owes, in the order sent.
    pub(super) fn asks_of(&self, subject: &Subject) -> &[&'a Ask<'a>] {
        self.by_subject.get(subject).map_or(&[], Vec::as_slice)
    }

    /// What a request asks for, in the order sent.
    pub(super) fn asks_in(&self, request: &RequestKey) -> &[&'a Ask<'a>] {
        self.by_request.get(request).map_or(&[], Vec::as_slice)
    }

    /// Whether anything is requested of a subject.
    pub(super) fn is_wanted(&self, subject: &Subject) -> bool {
        self.wanted.contains(subject)
    }

    /// The requests that share a key.
    pub(super) fn requests(&self, key: &RequestKey) -> &[&'a Request] {
        self.requests.get(key).map_or(&[], Vec::as_slice)
    }

    /// The asks of the same subject whose section speaks of the same papers as a document, in words.
    pub(super) fn asked_again(&self, key: &DocumentKey, glossary: &Glossary) -> String {
        let sections = key.category.as_ref().map(|category| glossary.sections_of(category)).unwrap_or_default();
        let asked = self.titles.get(&key.subject);
        let asked: Vec<&Vec<String>> = sections.iter().filter_map(|section| asked?.get(section)).collect();
        let named: Vec<&str> = asked.iter().copied().flatten().take(MOST_TITLES).map(String::as_str).collect();
        let more = asked.iter().map(|titles| titles.len()).sum::<usize>() - named.len();
        let named = named.join(", ");
        if more > 0 { format!("{named}, {} more", number(more)) } else { named }
    }
}
