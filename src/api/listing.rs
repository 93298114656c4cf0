//! The customer list: its first page, then the others at the same time, and once more where customers moved meanwhile.

mod page_walk;

use std::collections::HashSet;
use std::sync::Arc;

use tokio::task::JoinSet;

use crate::domain::completeness::{Completeness, Shortfall};
use crate::domain::customer::RowKey;
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::id::CustomerId;

use super::convert::Page;
use super::reads::Reads;
use page_walk::{PageWalk, PageWalks};

/// Which customers to list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListKind {
    /// Companies.
    #[default]
    Business,
    /// People.
    Individual,
    /// Companies, then people: the API lists one type at a time.
    All,
}

/// One type of customers.
#[derive(Clone, Copy, Debug)]
struct Kind {
    /// As the API names it.
    code: &'static str,
    /// As people do.
    word: &'static str,
}

const BUSINESS: Kind = Kind { code: "BUSINESS", word: "companies" };
const INDIVIDUAL: Kind = Kind { code: "INDIVIDUAL", word: "people" };

impl ListKind {
    /// The types to list, in order.
    const fn kinds(self) -> &'static [Kind] {
        match self {
            Self::Business => &[BUSINESS],
            Self::Individual => &[INDIVIDUAL],
            Self::All => &[BUSINESS, INDIVIDUAL],
        }
    }
}

/// The most the API gives at once.
const PER_PAGE: u64 = 512;

/// Reads the first page of the first type.
pub(super) async fn first_page(reads: &Reads, kind: ListKind) -> Result<Page, Failure> {
    let kind = if kind == ListKind::Individual { INDIVIDUAL } else { BUSINESS };
    reads.page(kind.code, PER_PAGE, 1).await
}

/// Reads the whole list and gives its pages in their order, each customer once.
pub(super) async fn list(
    reads: &Arc<Reads>,
    kind: ListKind,
    mut give: impl FnMut(Page),
) -> Result<Completeness, Failure> {
    let mut given = Given::default();
    let kinds = kind.kinds();
    for kind in kinds {
        let mut walks = PageWalks::new(reads.exchange.options.pages_at_once);
        walk(reads, *kind, &mut walks.walk, &mut given, &mut give).await?;
        if walks.go_again() {
            given.go_again();
            walk(reads, *kind, &mut walks.walk, &mut given, &mut give).await?;
        }
        let mut found = walks.judge();
        if kinds.len() > 1 {
            found.reasons.iter_mut().for_each(|reason| *reason = format!("{}: {reason}", kind.word));
        }
        given.go_on(found);
    }
    let Given { found, .. } = given;
    Ok(if found.reasons.is_empty() { Completeness::Whole } else { Completeness::Incomplete(found) })
}

/// Walks through the pages of one type. A failure that every other page meets, too, ends it; so does one before anything
/// was read.
async fn walk(
    reads: &Arc<Reads>,
    kind: Kind,
    walk: &mut PageWalk,
    given: &mut Given,
    give: &mut impl FnMut(Page),
) -> Result<(), Failure> {
    // What is under way when the walk is over is ended with it.
    let mut under_way = JoinSet::new();
    while !walk.is_over() {
        while let Some(number) = walk.ask() {
            let reads = Arc::clone(reads);
            under_way.spawn(async move { (number, reads.page(kind.code, PER_PAGE, number).await) });
        }
        let Some(joined) = under_way.join_next().await else { break };
        let Ok((number, answer)) = joined else { return Err(Failure::new(FailureKind::Panicked)) };
        let answer = match answer {
            Err(failure) if failure.is_final() || !given.is_begun => return Err(failure),
            answer => answer,
        };
        walk.answer(number, answer);
        while let Some(page) = walk.take() {
            if let Some(page) = given.take(page) {
                give(page);
            }
        }
    }
    Ok(())
}

/// What was given so far, over all types and walks.
#[derive(Debug)]
struct Given {
    is_begun: bool,
    ids: HashSet<CustomerId>,
    /// Rows without a usable id: of earlier types, of this one, and of this walk. They are told apart by their number, so a
    /// second walk gives those alone that the first did not have.
    unusable: (u32, u32, u32),
    /// What was found of earlier types.
    found: Shortfall,
}

impl Default for Given {
    fn default() -> Self {
        let found = Shortfall { listed: 0, total: Some(0), reasons: Vec::new() };
        Self { is_begun: false, ids: HashSet::new(), unusable: (0, 0, 0), found }
    }
}

impl Given {
    /// The page with the rows that are new; nothing where it is not worth giving.
    fn take(&mut self, mut page: Page) -> Option<Page> {
        let is_first = !std::mem::replace(&mut self.is_begun, true);
        page.total = add(self.found.total, page.total);
        page.rows.retain_mut(|row| match &mut row.key {
            RowKey::Customer(id) => self.ids.insert(id.clone()),
            RowKey::Unusable(number) => {
                let (earlier, before, met) = &mut self.unusable;
                *number = earlier.saturating_add(*met);
                *met = met.saturating_add(1);
                let is_new = *met > *before;
                *before = (*before).max(*met);
                is_new
            }
        });
        (is_first || !page.rows.is_empty() || !page.problems.is_empty()).then_some(page)
    }

    /// The same type is walked once more.
    const fn go_again(&mut self) {
        self.unusable.2 = 0;
    }

    /// The next type follows.
    fn go_on(&mut self, found: Shortfall) {
        self.unusable = (self.unusable.0.saturating_add(self.unusable.1), 0, 0);
        self.found.listed += found.listed;
        self.found.total = add(self.found.total, found.total);
        self.found.reasons.extend(found.reasons);
    }
}

/// A count is known where both are.
fn add(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    one.zip(other).map(|(one, other)| one.saturating_add(other))
}

#[cfg(test)]
mod tests;
