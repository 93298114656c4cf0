//! What a selection in the case covers: the detail panes are about that.

use std::collections::HashSet;

use crate::app::tree::{Branch, Node, Position};
use crate::domain::case::Case;
use crate::domain::id::PartyKey;
use crate::domain::key::{AskKey, DocumentKey, FieldKey, Item, RequestKey, Subject};
use crate::domain::rejection::{LabelCode, RejectedDocument};

/// What a selection in the tree covers.
#[derive(Debug, Default)]
pub struct Scope {
    subjects: HashSet<Subject>,
    documents: HashSet<DocumentKey>,
    /// Those of whom everything is covered.
    whole: HashSet<Subject>,
    /// Whether everything of everybody is.
    is_all: bool,
    /// Parties that Fin says something of itself: not by a rejection.
    parties: HashSet<PartyKey>,
    asks: HashSet<AskKey>,
    /// Requests of which every ask is covered.
    requests: HashSet<RequestKey>,
    /// Whether every ask is.
    has_all_asks: bool,
    /// Single fields of asks.
    fields: HashSet<FieldKey>,
    /// The label that is selected, whose meaning is then told.
    pub(super) label: Option<(Subject, LabelCode)>,
}

impl Scope {
    /// These documents.
    #[must_use]
    pub fn of_documents(documents: impl IntoIterator<Item = DocumentKey>) -> Self {
        Self { documents: documents.into_iter().collect(), ..Self::default() }
    }

    /// The same with the asks of this key, and what was said with them.
    #[must_use]
    pub fn with_ask(mut self, key: AskKey) -> Self {
        self.asks.insert(key);
        self
    }

    /// The same with one field of an ask.
    #[must_use]
    pub fn with_field(mut self, key: FieldKey) -> Self {
        self.fields.insert(key);
        self
    }

    /// Everything in a subtree. A detail stands for the thing it is a detail of.
    #[must_use]
    pub fn of(subtree: &[Node]) -> Self {
        let mut scope = Self::default();
        if let Some(Node {
            position: Position { item: Item::DocumentFact(key, _) | Item::DocumentLabel(key, _), .. },
            ..
        }) = subtree.first()
        {
            scope.documents.insert(key.clone());
        }
        scope.label = match subtree.first().map(|node| &node.position.item) {
            Some(Item::Label(subject, label)) => Some((subject.clone(), label.clone())),
            Some(Item::DocumentLabel(key, label)) => Some((key.subject.clone(), label.clone())),
            _ => None,
        };
        if let Some(Node {
            position: Position { item: Item::Label(subject, _), branch: Branch::Main | Branch::Party },
            ..
        }) = subtree.first()
        {
            scope.subjects.insert(subject.clone());
        }
        for node in subtree {
            if node.hides {
                scope.add_all_of(&node.position.item);
            }
            match &node.position.item {
                Item::Comment(subject) => drop(scope.subjects.insert(subject.clone())),
                Item::Document(key) => drop(scope.documents.insert(key.clone())),
                Item::Party(key) | Item::PartyFact(key, _) => drop(scope.parties.insert(key.clone())),
                Item::Ask(key) => drop(scope.asks.insert(key.clone())),
                _ => {}
            }
        }
        scope
    }

    /// Everything of an item whose node was not made.
    #[must_use]
    pub fn of_unmade(item: &Item) -> Self {
        let mut scope = Self::default();
        scope.add_all_of(item);
        scope
    }

    fn add_all_of(&mut self, item: &Item) {
        match item {
            Item::Rejections => self.is_all = true,
            Item::Party(key) => {
                self.whole.insert(Subject::Party(key.clone()));
                self.parties.insert(key.clone());
            }
            Item::PartyFacts(key) => drop(self.parties.insert(key.clone())),
            Item::Requests => self.has_all_asks = true,
            Item::Request(key) => drop(self.requests.insert(key.clone())),
            Item::Ask(key) => drop(self.asks.insert(key.clone())),
            Item::Rejection(subject) => drop(self.whole.insert(subject.clone())),
            Item::Comment(subject) | Item::Label(subject, _) => drop(self.subjects.insert(subject.clone())),
            Item::Document(key) | Item::DocumentFact(key, _) | Item::DocumentLabel(key, _) => {
                self.documents.insert(key.clone());
            }
            _ => {}
        }
    }

    fn has_all_of(&self, subject: &Subject) -> bool {
        self.is_all || self.whole.contains(subject)
    }

    pub(super) fn has_party(&self, key: &PartyKey) -> bool {
        self.parties.contains(key)
    }

    /// Whether anything that is asked for may be covered.
    pub(super) fn has_asks(&self) -> bool {
        self.has_all_asks || [self.asks.len(), self.requests.len(), self.fields.len(), self.whole.len()] != [0; 4]
    }

    /// Whether a field of an ask is covered, with what was said of it.
    pub(super) fn has_field(&self, ask: &AskKey, field: &FieldKey) -> bool {
        self.has_all_asks
            || self.asks.contains(ask)
            || self.requests.contains(&ask.request)
            || self.fields.contains(field)
            || self.whole.contains(&ask.request.subject)
    }

    pub(super) fn has_comment_on(&self, subject: &Subject) -> bool {
        self.has_all_of(subject) || self.subjects.contains(subject)
    }

    /// The documents in scope, in the order sent.
    #[must_use]
    pub fn documents_in<'case>(&self, case: &'case Case) -> Vec<(DocumentKey, &'case RejectedDocument)> {
        let subjects: HashSet<&Subject> = self.documents.iter().map(|key| &key.subject).collect();
        let mut found = case.documents_of(|subject| self.has_all_of(subject) || subjects.contains(subject));
        found.retain(|(key, _)| self.has_all_of(&key.subject) || self.documents.contains(key));
        found
    }
}
