//! The detail panes: moderation comments and document handles of what is selected in the case.

use std::collections::{HashMap, HashSet};

use crate::domain::case::Case;
use crate::domain::glossary::Glossary;
use crate::domain::key::{DocumentKey, Item, Subject};
use crate::domain::mask::Cover;
use crate::domain::rejection::{DocumentUri, LabelCode, RejectedDocument, Verdict};

use super::line::{Line, Mark, Tone};
use super::list::Cursor;
use super::outline::{outcome, subject_line};
use super::tree::{Branch, Node, Spot};
use super::wrap::wrap;

/// A row of a detail pane.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it says.
    pub line: Line,
    /// The node it speaks of.
    pub target: Option<Item>,
}

/// The rows of a detail pane, its cursor, and how many things they show.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// The rows.
    pub rows: Vec<Row>,
    /// The selected row.
    pub cursor: Cursor,
    /// Comments or documents, not rows.
    pub count: usize,
}

impl Rows {
    /// Shows other rows, from the top.
    pub fn show(&mut self, (rows, count): (Vec<Row>, usize)) {
        *self = Self { rows, count, cursor: Cursor::default() };
    }

    /// Shows the same rows in a new form, the cursor staying as near as it can.
    pub fn reshow(&mut self, (rows, count): (Vec<Row>, usize), page: usize) {
        self.rows = rows;
        self.count = count;
        self.fit(page);
    }

    /// Keeps the selected row visible after the page changed.
    pub fn fit(&mut self, page: usize) {
        self.cursor.go_to(self.cursor.at, self.rows.len(), page);
    }

    /// What the selected row says.
    #[must_use]
    pub fn selected_line(&self) -> Option<&Line> {
        self.rows.get(self.cursor.at).map(|row| &row.line)
    }

    /// The node that the selected row speaks of.
    #[must_use]
    pub fn target(&self) -> Option<&Item> {
        self.rows.get(self.cursor.at).and_then(|row| row.target.as_ref())
    }
}

/// What a selection in the tree covers.
#[derive(Debug, Default)]
pub struct Scope {
    subjects: HashSet<Subject>,
    documents: HashSet<DocumentKey>,
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
            spot: Spot { item: Item::DocumentFact(key, _) | Item::DocumentLabel(key, _), .. }, ..
        }) = subtree.first()
        {
            scope.documents.insert(key.clone());
        }
        scope.label = match subtree.first().map(|node| &node.spot.item) {
            Some(Item::Label(subject, label)) => Some((subject.clone(), label.clone())),
            Some(Item::DocumentLabel(key, label)) => Some((key.subject.clone(), label.clone())),
            _ => None,
        };
        if let Some(Node {
            spot: Spot { item: Item::Label(subject, _), branch: Branch::Main | Branch::Party }, ..
        }) = subtree.first()
        {
            scope.subjects.insert(subject.clone());
        }
        for node in subtree {
            match &node.spot.item {
                Item::Comment(subject) => drop(scope.subjects.insert(subject.clone())),
                Item::Document(key) => drop(scope.documents.insert(key.clone())),
                _ => {}
            }
        }
        scope
    }
}

impl Scope {
    /// The documents in scope, in the order sent.
    fn documents_in<'case>(&self, case: &'case Case) -> Vec<(DocumentKey, &'case RejectedDocument)> {
        let subjects: HashSet<&Subject> = self.documents.iter().map(|key| &key.subject).collect();
        let mut found = case.documents_of(|subject| subjects.contains(subject));
        found.retain(|(key, _)| self.documents.contains(key));
        found
    }
}

/// The comments in scope, under the cover of a mask if there is one, wrapped to `width` columns: a heading, the words, a
/// blank row.
#[must_use]
pub fn comments(
    case: &Case,
    scope: &Scope,
    glossary: &Glossary,
    cover: Option<&Cover>,
    width: usize,
) -> (Vec<Row>, usize) {
    let mut rows = meaning(case, scope, glossary, width);
    let people = case.people();
    let mut count = 0;
    for (subject, rejection) in case.rejections() {
        let Some(verdict) = rejection.verdict.given().filter(|_| scope.subjects.contains(&subject)) else { continue };
        let heading = subject_line(Line::default(), &people, &subject);
        count += usize::from(push_comment(&mut rows, heading, verdict, &Item::Comment(subject), (cover, width)));
    }
    for (key, document) in scope.documents_in(case) {
        let heading = subject_line(Line::default(), &people, &key.subject).and("  ", Tone::Plain);
        let heading = heading.fact(&document.category, Tone::Code);
        count += usize::from(push_comment(&mut rows, heading, &document.verdict, &Item::Document(key), (cover, width)));
    }
    rows.pop();
    (rows, count)
}

/// What the selected label means to us, set apart from what Fin wrote.
fn meaning(case: &Case, scope: &Scope, glossary: &Glossary, width: usize) -> Vec<Row> {
    let Some((subject, label)) = &scope.label else { return Vec::new() };
    let row = |line: Line| Row { line, target: None };
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
    (cover, width): (Option<&Cover>, usize),
) -> bool {
    let Some(words) = verdict.words() else { return false };
    let words = cover.map_or_else(|| words.clone(), |cover| cover.text(words));
    rows.push(row(with_labels(heading, verdict.labels.items()), target));
    let wrapped = wrap(words.as_str(), width);
    rows.extend(wrapped.iter().map(|text| row(Line::default().remote(&words.part(text), Tone::Plain), target)));
    rows.push(Row { line: Line::default(), target: None });
    true
}

fn with_labels(mut line: Line, labels: &[LabelCode]) -> Line {
    for label in labels {
        line = line.and("  ", Tone::Plain).mark(Mark::Label).remote(label.text(), Tone::Code);
    }
    line
}

fn row(line: Line, target: &Item) -> Row {
    Row { line, target: Some(target.clone()) }
}

/// The documents in scope by handle: one handle may stand for several documents.
#[must_use]
pub fn documents(case: &Case, scope: &Scope) -> (Vec<Row>, usize) {
    let found = scope.documents_in(case);
    let people = case.people();
    let mut handles: Vec<Vec<&(DocumentKey, &RejectedDocument)>> = Vec::new();
    let mut places: HashMap<Option<&DocumentUri>, usize> = HashMap::new();
    for one in &found {
        let place = *places.entry(one.1.uri.given()).or_insert(handles.len());
        match handles.get_mut(place) {
            Some(same) => same.push(one),
            None => handles.push(vec![one]),
        }
    }
    let mut rows = Vec::new();
    for same in handles {
        let Some((first, document)) = same.first() else { continue };
        let mut line = Line::default().fact(&document.uri, Tone::Strong);
        if same.len() > 1 {
            line = line.and(format!("  ×{}", same.len()), Tone::Warn);
        }
        rows.push(row(line, &Item::Document(first.clone())));
        for (key, document) in same {
            let line = Line::own("  ", Tone::Plain).fact(&document.category, Tone::Code).and("  ", Tone::Plain);
            let line = subject_line(line, &people, &key.subject);
            rows.push(row(with_labels(line, document.verdict.labels.items()), &Item::Document(key.clone())));
        }
    }
    (rows, found.len())
}
