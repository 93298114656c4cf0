//! All that Fin wrote about the selection, each text named by what it is: comments of moderators, reasons of requests, and what
//! was written for the customer and for us.

use unicode_width::UnicodeWidthStr;

use crate::app::line::{Line, Mark, Tone};
use crate::app::outline::words::{outcome, subject_line};
use crate::app::rows::Row;
use crate::domain::ask::asks;
use crate::domain::case::{Case, People};
use crate::domain::fact::Fact;
use crate::domain::glossary::Glossary;
use crate::domain::key::{DocumentKey, Item, Subject};
use crate::domain::mask::{Prose, Redactor};
use crate::domain::rejection::{LabelCode, RejectedDocument, Verdict};
use crate::domain::text::SafeText;
use crate::domain::wrap::wrap;

use super::scope::Scope;
use super::{MOST, more, row};

/// Columns of a sign and the blank behind it.
const SIGN: usize = 2;

/// What was written in scope, as far as the redactor shows it, wrapped to `width` columns: a heading, the words, a blank row;
/// and how many texts these are. Above it `why` the case stands where it stands, where that is wanted.
#[must_use]
pub fn comments(
    case: &Case,
    scope: &Scope,
    documents: &[(DocumentKey, &RejectedDocument)],
    (glossary, why): (&Glossary, Option<&SafeText>),
    (redactor, width): (&Redactor, usize),
) -> (Vec<Row>, usize) {
    let people = case.people();
    let mut rows = why.map_or_else(Vec::new, |why| our_reading(why, width));
    rows.extend(meaning(case, scope, glossary, width));
    let mut pane = Pane { rows, redactor, width, shown: 0, left: 0, count: 0 };
    pane.verdicts(case, scope, documents, &people);
    pane.reasons(case, scope, glossary, &people);
    pane.statements(case, scope, &people);
    let Pane { mut rows, left, count, .. } = pane;
    if left > 0 {
        rows.push(more(left, "texts"));
    } else {
        rows.pop();
    }
    (rows, count)
}

struct Pane<'a> {
    rows: Vec<Row>,
    redactor: &'a Redactor,
    width: usize,
    shown: usize,
    left: usize,
    count: usize,
}

impl Pane<'_> {
    /// What moderators wrote of the company, of parties and of documents.
    fn verdicts(
        &mut self,
        case: &Case,
        scope: &Scope,
        documents: &[(DocumentKey, &RejectedDocument)],
        people: &People<'_>,
    ) {
        for (subject, rejection) in case.rejections() {
            let Some(verdict) = rejection.verdict.given().filter(|_| scope.has_comment_on(&subject)) else { continue };
            let heading = vec![subject_line(Line::default(), people, &subject)];
            self.verdict(heading, verdict, &Item::Comment(subject.clone()));
        }
        for (key, document) in documents {
            let whose = subject_line(Line::default(), people, &key.subject);
            let heading = vec![whose, Line::default().fact(&document.category, Tone::Code)];
            self.verdict(heading, &document.verdict, &Item::Document(key.clone()));
        }
    }

    fn verdict(&mut self, mut heading: Vec<Line>, verdict: &Verdict, target: &Item) {
        if verdict.words().is_none() && !verdict.comment.is_unknown() {
            return;
        }
        let label = |label: &LabelCode| Line::default().mark(Mark::Label).remote(label.text(), Tone::Code);
        heading.extend(verdict.labels.items().iter().map(label));
        self.text(&heading, &verdict.comment, target);
    }

    /// Why something is asked; what many fields of an ask say alike is said once.
    fn reasons(&mut self, case: &Case, scope: &Scope, glossary: &Glossary, people: &People<'_>) {
        let open = if scope.has_asks() { asks(case) } else { Vec::new() };
        for ask in open {
            let mut said: Vec<&Fact<Prose>> = Vec::new();
            for (key, field) in &ask.fields {
                let is_said = field.reason_words().is_some() || field.reason.is_unknown();
                if !is_said || !scope.has_field(&ask.key, key) || said.contains(&&field.reason) {
                    continue;
                }
                said.push(&field.reason);
                let kind = ask.key.document_type.as_ref();
                let title = kind.map_or_else(|| "(no document type)".to_owned(), |kind| glossary.document_title(kind));
                let title = SafeText::line(&title);
                let heading = [
                    Line::own("why it asks for ", Tone::Dim).remote(&title, Tone::Strong),
                    subject_line(Line::own("of ", Tone::Dim), people, ask.subject()),
                ];
                self.text(&heading, &field.reason, &Item::Field(key.clone()));
            }
        }
    }

    /// What Fin wrote of a party for the customer, and for us.
    fn statements(&mut self, case: &Case, scope: &Scope, people: &People<'_>) {
        for party in case.parties.items().iter().filter(|party| scope.has_party(&party.key)) {
            let Some(verification) = party.verification.given() else { continue };
            let subject = Subject::Party(party.key.clone());
            for (name, whom, text) in [
                ("for_customer", "for the customer", &verification.for_customer),
                ("for_developer", "for us", &verification.for_developer),
            ] {
                if text.given().is_some_and(|text| !text.is_blank()) || text.is_unknown() {
                    let heading =
                        [Line::own(whom, Tone::Dim), subject_line(Line::own("on ", Tone::Dim), people, &subject)];
                    self.text(&heading, text, &Item::PartyFact(party.key.clone(), name));
                }
            }
        }
    }

    /// A text below its heading; where the mask leaves it out, or it is not known, one row says so.
    fn text(&mut self, heading: &[Line], text: &Fact<Prose>, target: &Item) {
        self.count += usize::from(!text.is_unknown());
        if self.shown == MOST {
            self.left += 1;
            return;
        }
        self.shown += 1;
        self.rows.extend(self.packed(heading).into_iter().map(|line| row(line, target)));
        match text.given().and_then(|words| self.redactor.tell(words)) {
            Some(told) => {
                let wrapped = wrap(told.unmasked().as_str(), self.width);
                self.rows.extend(
                    wrapped.iter().map(|text| row(Line::default().told(&told.part(text), Tone::Plain), target)),
                );
            }
            None => self.rows.push(row(Line::default().prose(text, Tone::Plain), target)),
        }
        self.rows.push(Row::new(Line::default(), None));
    }

    /// The parts of a heading in as many rows as they need.
    fn packed(&self, parts: &[Line]) -> Vec<Line> {
        let mut lines: Vec<(Line, usize)> = Vec::new();
        for part in parts {
            let signs = part.pieces().iter().filter(|piece| piece.is_sign()).count();
            let columns = part.words(self.redactor).width() + signs * SIGN;
            match lines.last_mut() {
                Some((line, taken)) if *taken + SIGN + columns <= self.width => {
                    *line = std::mem::take(line).and("  ", Tone::Plain).followed_by(part);
                    *taken += SIGN + columns;
                }
                _ => lines.push((part.clone(), columns)),
            }
        }
        lines.into_iter().map(|(line, _)| line).collect()
    }
}

/// Why the case stands where it stands, set apart from what Fin wrote.
fn our_reading(why: &SafeText, width: usize) -> Vec<Row> {
    let heading = Line::own("why it waits", Tone::Strong).and("  our reading, not Fin's", Tone::Dim);
    let words =
        wrap(why.as_str(), width).into_iter().map(|text| Line::default().remote(&SafeText::line(&text), Tone::Plain));
    let lines = [heading].into_iter().chain(words).chain([Line::default()]);
    lines.map(|line| Row::new(line, Some(Item::Case))).collect()
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
