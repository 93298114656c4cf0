//! What the reading of a reply notes: what is wrong with it, and the texts of what could not be read.

use std::cell::{Cell, RefCell};
use std::ops::Range;

use crate::domain::fact::{Fact, JsonPath, Problem, ProblemKind};
use crate::domain::key::{Item, Subject};
use crate::domain::mask::Prose;
use crate::domain::stray::{Stray, StrayPlace};
use crate::domain::text::SafeText;

use super::path::Path;

/// Most problems listed of one reply; the rest are counted.
const MOST_PROBLEMS: usize = 1_000;
/// Most values whose texts are kept of one reply.
const MOST_STRAYS: usize = 20_000;

/// A value that could not be read as what it should be. It is in the log already.
pub(super) struct Unreadable(pub(super) Box<Problem>);

/// What could not be taken as it stood, in the order met.
#[derive(Default)]
pub(super) struct Log {
    problems: RefCell<Vec<Problem>>,
    further: Cell<usize>,
    /// The texts of what could not be read.
    pub(super) strays: Strays,
}

impl Log {
    /// Notes a problem and gives it back.
    pub(super) fn note(&self, path: &Path<'_>, kind: ProblemKind, what: &str, value: Fact<Prose>) -> Unreadable {
        let problem = Problem { path: SafeText::line(&path.to_string()), what: SafeText::line(what), value, kind };
        let mut problems = self.problems.borrow_mut();
        if problems.len() < MOST_PROBLEMS {
            problems.push(problem.clone());
        } else {
            self.further.set(self.further.get() + 1);
        }
        Unreadable(Box::new(problem))
    }

    /// Keeps the texts of a value that could not be read.
    pub(super) fn keep(&self, path: &Path<'_>, place: StrayPlace, text: String) {
        let count = self.strays.count();
        if text.trim().is_empty() || count > MOST_STRAYS {
            return;
        }
        if count == MOST_STRAYS {
            let what = "the texts of this and further unreadable values are not searched";
            self.note(path, ProblemKind::Unreadable, what, Fact::Missing);
        }
        self.strays.0.borrow_mut().push(Loose { path: SafeText::line(&path.to_string()), place, text, home: None });
    }

    /// Everything noted.
    pub(super) fn finish(self) -> Vec<Problem> {
        let mut problems = self.problems.into_inner();
        if self.further.get() > 0 {
            let what = SafeText::line(&format!("{} more problems are not listed", self.further.get()));
            problems.push(Problem {
                path: SafeText::line("…"),
                what,
                value: Fact::Missing,
                kind: ProblemKind::Unreadable,
            });
        }
        problems
    }
}

/// The texts found so far, and where each belongs, as soon as that is known.
#[derive(Default)]
pub(super) struct Strays(RefCell<Vec<Loose>>);

struct Loose {
    path: JsonPath,
    place: StrayPlace,
    text: String,
    home: Option<(Item, Subject)>,
}

impl Strays {
    /// How many there are: those behind this number are younger than the call.
    pub(super) fn count(&self) -> usize {
        self.0.borrow().len()
    }

    /// Says where these belong, unless somebody who knows it better has said so.
    pub(super) fn settle(&self, range: Range<usize>, item: &Item, subject: &Subject) {
        for loose in self.0.borrow_mut().iter_mut().take(range.end).skip(range.start) {
            loose.home.get_or_insert_with(|| (item.clone(), subject.clone()));
        }
    }

    /// All of them.
    pub(super) fn take(&self) -> Vec<Stray> {
        let stray = |Loose { path, place, text, home }| {
            let (item, subject) = home.unwrap_or_else(|| (branch(path.as_str()), Subject::Company));
            Stray { path, item, subject, place, text: Prose::block(&text) }
        };
        self.0.take().into_iter().map(stray).collect()
    }
}

/// The branch of a case that a path leads into.
fn branch(path: &str) -> Item {
    match path {
        path if path.contains("rejection_reason") => Item::Rejections,
        path if path.contains("request_for_information") => Item::Requests,
        path if path.contains("associated_parties") => Item::Parties,
        _ => Item::Case,
    }
}
