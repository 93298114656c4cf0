//! The way through the pages of the list of one type, without a server: which pages to ask for, in which order they count,
//! and what they prove.
//!
//! Nothing is documented about the list's order or stability: rows move between two pages when others come or go. So each
//! list is walked, and once more where the first walk met anything that speaks of it. It is whole where the distinct ids of
//! both walks reach the server's last total, no page of the last walk failed and no total fell in it (a total that only grew
//! speaks of customers that came, and nobody is lost by that). Customers who went leave their ids behind, so a fallen total
//! must be reached by the ids of the last walk alone, or by so many more. What cannot be seen: between two answers as many
//! customers come as go. A server that names no total proves nothing; its list counts as whole where it ended on an empty
//! page, or after as many pages as it named, and nobody came twice. Rows without a usable id count as they come.

use std::collections::{BTreeMap, HashSet};

use crate::api::convert::Page;
use crate::domain::completeness::Shortfall;
use crate::domain::failure::Failure;
use crate::domain::id::CustomerId;
use crate::domain::wording::{counted, listed};

/// Where a list that never ends is left.
pub(super) const MOST_PAGES: u64 = 2_000;
/// How far pages are asked for ahead of the one that counts next: that one may show that there are no others.
const MOST_AHEAD: u64 = 16;
/// A walk of which so many pages failed is left: the server has gone.
const MOST_FAILED: usize = 4;
/// Failed pages that are named.
const MOST_NAMED: usize = 3;

/// One walk. Pages may be asked for ahead and answered in any order; they count in theirs.
#[derive(Debug)]
pub(super) struct PageWalk {
    /// Pages under way at once, at most.
    at_once: usize,
    under_way: usize,
    /// The last page that was asked for.
    asked: u64,
    /// Answers that wait for those of earlier pages.
    answered: BTreeMap<u64, Result<Page, Failure>>,
    /// The page that counts next.
    next: u64,
    /// The last page by the server's numbers and by what its first page holds: it need not do as it was asked, or as it
    /// says. 0 where it named no numbers.
    last: u64,
    first_page_rows: u64,
    is_over: bool,
    tally: Tally,
}

/// What a walk met.
#[derive(Debug, Default)]
pub(super) struct Tally {
    ids: HashSet<CustomerId>,
    /// Rows without a usable id. One that comes twice cannot be told from two.
    unusable: usize,
    /// Whether an id came twice.
    repeats: bool,
    totals: Totals,
    /// Pages that could not be read.
    failed: Vec<(u64, Failure)>,
    left: Option<Left>,
}

/// The server's counts, in the order in which they came.
#[derive(Debug, Default)]
struct Totals {
    first: Option<u64>,
    last: Option<u64>,
    grew: bool,
    /// By how much they fell, each fall counted.
    fell: u64,
}

/// Why a walk ended before as many customers came as the server counts, or before it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Left {
    Empty(u64),
    OnlyRepeats(u64),
    Endless,
}

impl PageWalk {
    pub(super) fn new(at_once: usize) -> Self {
        Self {
            at_once: at_once.max(1),
            under_way: 0,
            asked: 0,
            answered: BTreeMap::new(),
            next: 1,
            last: 0,
            first_page_rows: 0,
            is_over: false,
            tally: Tally::default(),
        }
    }

    /// The page to ask for now, if any: one that should be there by what is known, or the one that counts next.
    pub(super) fn ask(&mut self) -> Option<u64> {
        let is_room = self.under_way < self.at_once && self.asked < self.next.saturating_add(MOST_AHEAD);
        let may = !self.is_over && self.asked < self.last.max(self.next);
        (may && is_room).then(|| {
            self.asked += 1;
            self.under_way += 1;
            self.asked
        })
    }

    /// Takes the answer to a page that was asked for.
    pub(super) fn answer(&mut self, number: u64, mut answer: Result<Page, Failure>) {
        self.under_way = self.under_way.saturating_sub(1);
        if let Ok(page) = &mut answer {
            page.number = number;
            self.tally.totals.take(total(page));
        }
        self.answered.insert(number, answer);
    }

    /// The next page, in order, of those that were answered.
    pub(super) fn take(&mut self) -> Option<Page> {
        while !self.is_over {
            let number = self.next;
            match self.answered.remove(&number)? {
                Ok(page) => return Some(self.step(page)),
                Err(failure) => {
                    self.tally.failed.push((number, failure));
                    self.next += 1;
                    self.is_over = number >= self.last || self.tally.failed.len() >= MOST_FAILED;
                }
            }
        }
        None
    }

    /// Whether no page is of use any more.
    pub(super) const fn is_over(&self) -> bool {
        self.is_over
    }

    /// Counts a page and decides what follows.
    fn step(&mut self, mut page: Page) -> Page {
        let unusable = self.tally.meet(&page);
        // Rows without an id cannot be told from those of the page that this one repeats.
        let counts = unusable.is_some();
        self.tally.unusable += unusable.unwrap_or(0);
        self.measure(&page);
        let is_missing = match self.tally.totals.last {
            Some(total) => self.tally.count() < total,
            None => page.rows.is_empty() && page.number < self.last,
        };
        // Who is missing may be on a page behind the last, unless it is known where they are.
        let may_follow = is_missing && self.tally.failed.is_empty();
        let is_last = self.last > 0 && page.number >= self.last && !may_follow;
        self.tally.left = if page.rows.is_empty() {
            is_missing.then_some(Left::Empty(page.number))
        } else if !counts {
            page.rows.retain(|row| row.key.id().is_some());
            Some(Left::OnlyRepeats(page.number))
        } else if page.number >= MOST_PAGES && !is_last {
            Some(Left::Endless)
        } else {
            None
        };
        self.is_over = page.rows.is_empty() || self.tally.left.is_some() || is_last;
        self.next += 1;
        page
    }

    /// How many pages there should be, by the server's numbers and by what it puts on a page.
    fn measure(&mut self, page: &Page) {
        if page.number == 1 {
            self.first_page_rows = u64::try_from(page.rows.len()).unwrap_or(u64::MAX);
        }
        let by_rows = total(page).map(|total| total.div_ceil(self.first_page_rows.max(1)).max(1));
        let named = [page.pages, by_rows].into_iter().flatten().max().unwrap_or(0);
        self.last = self.last.max(named);
    }
}

/// How many customers there are by the word of a page. One behind the end may count its own rows, and a zero beside rows
/// is no count.
fn total(page: &Page) -> Option<u64> {
    page.total.filter(|total| if page.rows.is_empty() { page.number == 1 } else { *total > 0 })
}

impl Tally {
    /// Notes the ids of a page; how many of its rows have none, or nothing where it holds nothing new.
    fn meet(&mut self, page: &Page) -> Option<usize> {
        let (mut is_new, mut unusable) = (page.number == 1, 0);
        for row in &page.rows {
            match row.key.id() {
                Some(id) if self.ids.insert(id.clone()) => is_new = true,
                Some(_) => self.repeats = true,
                None => unusable += 1,
            }
        }
        is_new.then_some(unusable)
    }

    fn count(&self) -> u64 {
        u64::try_from(self.ids.len() + self.unusable).unwrap_or(u64::MAX)
    }

    /// Whether it met nothing that speaks of rows that moved, came or went.
    const fn is_steady(&self) -> bool {
        !self.totals.grew && self.totals.fell == 0 && !self.repeats
    }

    /// Whether, besides, nobody is missing.
    fn is_clean(&self) -> bool {
        let is_read = self.failed.is_empty() && self.left.is_none();
        self.is_steady() && is_read && self.totals.last.is_none_or(|total| self.count() >= total)
    }

    /// Why fewer customers came than there are.
    fn why_short(&self) -> String {
        match self.left {
            _ if self.totals.grew => "customers came while the list was read".to_owned(),
            Some(Left::Empty(number)) => format!("page {number} is empty"),
            Some(Left::OnlyRepeats(number)) => format!("page {number} only repeats earlier ones"),
            _ if self.repeats => "some came twice, so others may have been passed over".to_owned(),
            _ => "its pages hold no more".to_owned(),
        }
    }
}

impl Totals {
    fn take(&mut self, total: Option<u64>) {
        let Some(total) = total else { return };
        let before = self.last.replace(total).unwrap_or(total);
        self.first.get_or_insert(total);
        self.grew |= total > before;
        self.fell += before.saturating_sub(total);
    }
}

/// The walks through the list of one type: one, or two.
#[derive(Debug)]
pub(super) struct PageWalks {
    /// What the first one met, during the second.
    first: Option<Tally>,
    /// The one under way.
    pub(super) walk: PageWalk,
}

impl PageWalks {
    pub(super) fn new(at_once: usize) -> Self {
        Self { first: None, walk: PageWalk::new(at_once) }
    }

    /// Sets out once more after a first walk that met anything odd; says whether it did. A list without an end has none
    /// the second time.
    pub(super) fn go_again(&mut self) -> bool {
        let tally = &self.walk.tally;
        if self.first.is_some() || tally.is_clean() || tally.left == Some(Left::Endless) {
            return false;
        }
        let walk = PageWalk::new(self.walk.at_once);
        self.first = Some(std::mem::replace(&mut self.walk, walk).tally);
        true
    }

    /// What the walks prove, after the last of them: without a reason, the list is whole.
    pub(super) fn judge(&self) -> Shortfall {
        let last = &self.walk.tally;
        let first = self.first.as_ref();
        let of_first = first.map_or(0, |first| first.ids.difference(&last.ids).count());
        let ids = last.ids.len() + of_first;
        let total = last.totals.last.or_else(|| first.and_then(|first| first.totals.last));
        let mut reasons = Vec::new();
        reasons.extend(failures(&last.failed));
        if last.totals.fell > 0 {
            reasons.push("customers went while the list was read".to_owned());
        }
        if last.left == Some(Left::Endless) {
            reasons.push(format!("it did not end after {}", pages(MOST_PAGES)));
        }
        let is_short = match total {
            Some(total) => !self.reach(total, ids),
            None => last.repeats || last.left.is_some(),
        };
        if is_short && reasons.is_empty() {
            reasons.push(last.why_short());
        }
        let listed = ids + last.unusable.max(first.map_or(0, |first| first.unusable));
        Shortfall { listed, total, reasons }
    }

    /// Whether as many customers were met as there are: in the last walk, or in both less those who may have gone. Rows
    /// without an id count as the walk had them that met fewer, unless nothing moved in the last one.
    fn reach(&self, total: u64, ids: usize) -> bool {
        let last = &self.walk.tally;
        let Some(first) = &self.first else { return last.count() >= total };
        let unusable = if last.is_steady() { last.unusable } else { last.unusable.min(first.unusable) };
        let count = |ids: usize| u64::try_from(ids + unusable).unwrap_or(u64::MAX);
        let between =
            first.totals.last.zip(last.totals.first).map_or(0, |(before, after)| before.saturating_sub(after));
        let fell = first.totals.fell + last.totals.fell + between;
        count(last.ids.len()) >= total || count(ids) >= total.saturating_add(fell)
    }
}

/// Which pages failed, and why the first of them did.
fn failures(failed: &[(u64, Failure)]) -> Option<String> {
    let (_, failure) = failed.first()?;
    let numbers: Vec<String> = failed.iter().map(|(number, _)| number.to_string()).collect();
    let word = if numbers.len() == 1 { "page" } else { "pages" };
    Some(format!("{word} {} could not be read: {}", listed(&numbers, MOST_NAMED), failure.sentence()))
}

fn pages(count: u64) -> String {
    counted(usize::try_from(count).unwrap_or(usize::MAX), "page", "pages")
}
