//! The detail panes: moderation comments and document handles of what is selected in the case.

use std::collections::{HashMap, HashSet};

use crate::domain::case::Case;
use crate::domain::glossary::Glossary;
use crate::domain::key::{DocumentKey, Item, Subject};
use crate::domain::mask::Redactor;
use crate::domain::rejection::{DocumentUri, LabelCode, RejectedDocument, Verdict};
use crate::domain::wording::number;

use super::line::{Line, Mark, Tone};
use super::outline::words::{outcome, subject_line};
use super::rows::Row;
use super::tree::{Branch, Node, Position};
use crate::domain::wrap::wrap;

/// Most comments and most documents that are shown at once.
const MOST: usize = 1_000;

/// What a selection in the tree covers.
#[derive(Debug, Default)]
pub struct Scope {
    subjects: HashSet<Subject>,
    documents: HashSet<DocumentKey>,
    /// Those of whom everything is covered.
    whole: HashSet<Subject>,
    /// Whether everything of everybody is.
    is_all: bool,
    /// The label that is selected, whose meaning is then told.
    label: Option<(Subject, LabelCode)>,
}

impl Scope {
    /// These documents.
    #[must_use]
    pub fn of_documents(documents: impl IntoIterator<Item = DocumentKey>) -> Self {
        Self { documents: documents.into_iter().collect(), ..Self::default() }
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
            Item::Party(key) => drop(self.whole.insert(Subject::Party(key.clone()))),
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

    fn has_comment_on(&self, subject: &Subject) -> bool {
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

/// The comments in scope, as far as the redactor shows them, wrapped to `width` columns: a heading, the words, a blank row.
#[must_use]
pub fn comments(
    case: &Case,
    scope: &Scope,
    documents: &[(DocumentKey, &RejectedDocument)],
    glossary: &Glossary,
    (redactor, width): (&Redactor, usize),
) -> (Vec<Row>, usize) {
    let mut rows = meaning(case, scope, glossary, width);
    let people = case.people();
    let rejections = case.rejections();
    let on_subjects = rejections.iter().filter_map(|(subject, rejection)| {
        let verdict = rejection.verdict.given().filter(|_| scope.has_comment_on(subject))?;
        Some((Comment::OnSubject(subject), verdict))
    });
    let on_documents = documents.iter().map(|(key, document)| (Comment::OnDocument(key, document), &document.verdict));
    let (mut shown, mut left) = (0, 0);
    let mut count = 0;
    for (comment, verdict) in on_subjects.chain(on_documents).filter(|(_, verdict)| says_anything(verdict)) {
        count += usize::from(!verdict.comment.is_unknown());
        if shown == MOST {
            left += 1;
            continue;
        }
        shown += 1;
        let (heading, target) = match comment {
            Comment::OnSubject(subject) => {
                (subject_line(Line::default(), &people, subject), Item::Comment(subject.clone()))
            }
            Comment::OnDocument(key, document) => {
                let heading = subject_line(Line::default(), &people, &key.subject).and("  ", Tone::Plain);
                (heading.fact(&document.category, Tone::Code), Item::Document(key.clone()))
            }
        };
        push_comment(&mut rows, heading, verdict, &target, (redactor, width));
    }
    if left > 0 {
        rows.push(more(left, "comments"));
    } else {
        rows.pop();
    }
    (rows, count)
}

/// A comment and what it is about.
enum Comment<'case> {
    OnSubject(&'case Subject),
    OnDocument(&'case DocumentKey, &'case RejectedDocument),
}

/// Whether there are words, or may be some that are not known.
fn says_anything(verdict: &Verdict) -> bool {
    verdict.words().is_some() || verdict.comment.is_unknown()
}

/// How many are not shown, and how to see them.
fn more(count: usize, what: &str) -> Row {
    let text = format!("… {} more {what}: each can be selected in the tree", number(count));
    Row::new(Line::own(text, Tone::Dim), None)
}

/// What the selected label means to us, set apart from what Fin wrote.
fn meaning(case: &Case, scope: &Scope, glossary: &Glossary, width: usize) -> Vec<Row> {
    let Some((subject, label)) = &scope.label else { return Vec::new() };
    let row = |line: Line| Row::new(line, None);
    let heading = Line::default().mark(Mark::Label).remote(label.text(), Tone::Code);
    let Some(entry) = glossary.label(label) else {
        return vec![row(heading.and("  not in our catalogue: shown as sent", Tone::Dim)), row(Line::default())];
    };
    let mut rows = vec![row(heading.and("  our reading, not Fin's", Tone::Dim))];
    let is_wanted = case.requests.items().iter().any(|request| request.subject == *subject);
    let outcome = format!("Usually: {}; here: {}.", entry.outcome.words(), outcome(is_wanted, entry.outcome));
    for text in [entry.meaning.clone(), outcome, format!("What helps: {}", entry.remedy)] {
        rows.extend(wrap(&text, width).into_iter().map(|text| row(Line::own(text, Tone::Plain))));
    }
    rows.push(row(Line::default()));
    rows
}

fn push_comment(
    rows: &mut Vec<Row>,
    heading: Line,
    verdict: &Verdict,
    target: &Item,
    (redactor, width): (&Redactor, usize),
) {
    rows.push(row(with_labels(heading, verdict.labels.items()), target));
    match verdict.words().and_then(|words| redactor.tell(words)) {
        Some(told) => {
            let wrapped = wrap(told.unmasked().as_str(), width);
            rows.extend(wrapped.iter().map(|text| row(Line::default().told(&told.part(text), Tone::Plain), target)));
        }
        // Left out by the mask, or not known: one row says so.
        None => rows.push(row(Line::default().prose(&verdict.comment, Tone::Plain), target)),
    }
    rows.push(Row::new(Line::default(), None));
}

fn with_labels(mut line: Line, labels: &[LabelCode]) -> Line {
    for label in labels {
        line = line.and("  ", Tone::Plain).mark(Mark::Label).remote(label.text(), Tone::Code);
    }
    line
}

fn row(line: Line, target: &Item) -> Row {
    Row::new(line, Some(target.clone()))
}

/// Documents by handle: one handle may stand for several of them.
#[must_use]
pub fn documents(case: &Case, found: &[(DocumentKey, &RejectedDocument)]) -> (Vec<Row>, usize) {
    let people = case.people();
    let mut places: HashMap<Option<&DocumentUri>, usize> = HashMap::new();
    let mut handles: Vec<Vec<&(DocumentKey, &RejectedDocument)>> = Vec::new();
    let mut shown = 0;
    for one in found {
        // What stands behind the handles that are shown is not looked at but for theirs.
        let place = match places.get(&one.1.uri.given()) {
            Some(place) => *place,
            None if shown >= MOST => continue,
            None => *places.entry(one.1.uri.given()).or_insert(handles.len()),
        };
        shown += 1;
        match handles.get_mut(place) {
            Some(same) => same.push(one),
            None => handles.push(vec![one]),
        }
    }
    let mut rows = Vec::new();
    let mut left = found.len();
    for same in handles {
        let Some((first, document)) = same.first() else { continue };
        let mut line = Line::default().handle(&document.uri, Tone::Strong);
        if same.len() > 1 {
            line = line.and(format!("  ×{}", same.len()), Tone::Warn);
        }
        rows.push(row(line, &Item::Document(first.clone())));
        for (key, document) in same.iter().take(MOST) {
            let line = Line::own("  ", Tone::Plain).fact(&document.category, Tone::Code).and("  ", Tone::Plain);
            let line = subject_line(line, &people, &key.subject);
            rows.push(row(with_labels(line, document.verdict.labels.items()), &Item::Document(key.clone())));
            left -= 1;
        }
    }
    if left > 0 {
        rows.push(more(left, "documents"));
    }
    (rows, found.len())
}
