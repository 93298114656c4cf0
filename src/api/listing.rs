//! Walking the customer list. Nothing is documented about its order or stability, so rows are told apart by id, a list
//! that goes in circles is left, and counts are what was really seen.

use std::collections::{HashSet, VecDeque};

use crate::domain::customer::{CustomerRow, RowKey};
use crate::domain::fact::{Problem, ProblemKind};
use crate::domain::failure::Failure;
use crate::domain::id::CustomerId;
use crate::domain::text::SafeText;

use super::client::Client;
use super::convert::Page;

/// The most the API gives at once.
const PER_PAGE: u64 = 512;
/// Where a list that never ends is left.
const MOST_PAGES: u64 = 2_000;

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

/// A walk through the list. Customers already given are not given again.
#[derive(Debug)]
pub struct Listing {
    client: Client,
    /// The types still to list, the one under way first.
    kinds: VecDeque<&'static str>,
    walk: Walk,
    given: HashSet<CustomerId>,
    unusable: u32,
}

/// The way through the pages of one type.
#[derive(Debug)]
struct Walk {
    next: u64,
    seen: HashSet<CustomerId>,
    unusable: usize,
}

impl Walk {
    fn new() -> Self {
        Self { next: 1, seen: HashSet::new(), unusable: 0 }
    }
}

/// What follows a page.
enum Next {
    Page,
    /// Nothing; says why where the server spoke of more.
    End(Option<String>),
    /// Nothing, as this page only repeats.
    Circle(Option<String>),
}

impl Listing {
    pub(super) fn new(client: Client, kind: ListKind) -> Self {
        let kinds = match kind {
            ListKind::Business => VecDeque::from(["BUSINESS"]),
            ListKind::Individual => VecDeque::from(["INDIVIDUAL"]),
            ListKind::All => VecDeque::from(["BUSINESS", "INDIVIDUAL"]),
        };
        Self { client, kinds, walk: Walk::new(), given: HashSet::new(), unusable: 0 }
    }

    /// The next page; `None` after the last, and after a failure. Dropping the future loses nothing: the same page comes
    /// with the next call. [`Page::total`] and [`Page::pages`] are the server's words about this type alone.
    pub async fn next_page(&mut self) -> Option<Result<Page, Failure>> {
        loop {
            let kind = self.kinds.front()?;
            let number = self.walk.next;
            let page = match self.client.page(kind, PER_PAGE, number).await {
                Ok(page) => page,
                Err(failure) => {
                    self.kinds.clear();
                    return Some(Err(failure));
                }
            };
            if let Some(page) = self.take(page, number) {
                return Some(Ok(page));
            }
        }
    }

    /// Counts a page and decides what follows; `None` where nothing of it is worth giving.
    fn take(&mut self, mut page: Page, number: u64) -> Option<Page> {
        page.number = number;
        let next = self.walk.step(&page);
        page.rows.retain(|row| row.key.id().is_none_or(|id| self.given.insert(id.clone())));
        if matches!(next, Next::Circle(_)) {
            // Rows without an id cannot be told from those of the page this one repeats.
            page.rows.retain(|row| row.key.id().is_some());
        }
        for row in &mut page.rows {
            self.number(row);
        }
        if let Next::End(Some(why)) | Next::Circle(Some(why)) = &next {
            let problem = Problem {
                path: SafeText::line("data.pagination"),
                what: SafeText::line(why),
                kind: ProblemKind::UnknownValue,
            };
            page.problems.push(problem);
        }
        let is_worth_giving = !page.rows.is_empty() || !page.problems.is_empty() || number == 1;
        match next {
            Next::Page => self.walk.next += 1,
            Next::End(_) | Next::Circle(_) => {
                self.kinds.pop_front();
                self.walk = Walk::new();
            }
        }
        is_worth_giving.then_some(page)
    }

    /// Rows without a usable id are numbered through all pages.
    const fn number(&mut self, row: &mut CustomerRow) {
        if let RowKey::Unusable(place) = &mut row.key {
            *place = self.unusable;
            self.unusable = self.unusable.saturating_add(1);
        }
    }
}

impl Walk {
    fn step(&mut self, page: &Page) -> Next {
        let before = self.seen.len();
        self.seen.extend(page.rows.iter().filter_map(|row| row.key.id()).cloned());
        let is_new = self.seen.len() > before;
        let unusable = page.rows.iter().filter(|row| row.key.id().is_none()).count();
        // Rows without an id can only be counted once, on a page that is no repetition.
        let counts = is_new || (self.next == 1 && unusable > 0);
        self.unusable += if counts { unusable } else { 0 };

        let listed = self.seen.len() + self.unusable;
        let missing = page.total.filter(|total| *total > u64::try_from(listed).unwrap_or(u64::MAX));
        let shortfall = |why: String| missing.map(|total| format!("{why}: {listed} of {total} customers were listed"));
        if page.rows.is_empty() {
            return Next::End(shortfall(format!("page {} is empty", self.next)));
        }
        if !counts {
            return Next::Circle(shortfall(format!("page {} only repeats earlier ones", self.next)));
        }
        if self.next >= MOST_PAGES {
            return Next::End(Some(format!("the list did not end after {MOST_PAGES} pages")));
        }
        let per_page = page.per_page.filter(|rows| *rows > 0).unwrap_or(PER_PAGE);
        let is_full = u64::try_from(page.rows.len()).unwrap_or(u64::MAX) >= per_page;
        let is_last = page.pages.is_some_and(|pages| self.next >= pages);
        if is_last && !(is_full && missing.is_some()) {
            return Next::End(shortfall("the last page came early".to_owned()));
        }
        Next::Page
    }
}
