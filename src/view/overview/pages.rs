//! Which groups stand where: all on one page where there is room, else on two, else one by one.

use ratatui::layout::{Constraint, Layout, Rect};

use crate::app::overview::GroupKind;

/// Rows of a title and of headings.
const ABOVE: u16 = 2;
/// From this size on all groups stand on one page.
const ONE_PAGE: (u16, u16) = (100, 22);
/// From this height on rows are cheap.
const TALL: u16 = 36;
/// From this size on they stand on two.
const TWO_PAGES: (u16, u16) = (80, 18);

/// Rows of what is said of the selected bar, at least and at most, where a row is short.
const DETAIL: (u16, u16) = (2, 4);

/// Where everything stands.
pub(super) struct Pages(Vec<Page>);

/// What is seen at once.
pub(super) struct Page {
    /// What is said in words.
    pub(super) headline: Rect,
    /// The groups.
    pub(super) groups: Vec<(GroupKind, Rect)>,
    /// What is said of the selected bar.
    pub(super) detail: Rect,
}

impl Pages {
    /// Lays them out, with so many rows of customers by who must act, and of what is to be said of the selected bar where
    /// groups stand one by one; `headline` says how many rows it takes at a width.
    pub(super) fn within(body: Rect, (balls, told): (usize, usize), headline: impl Fn(u16) -> usize) -> Self {
        use GroupKind as G;
        let is = |(width, height): (u16, u16)| body.width >= width && body.height >= height;
        let all_balls = u16::try_from(balls).unwrap_or(u16::MAX).saturating_add(ABOVE);
        let said = u16::try_from(headline(body.width)).unwrap_or(u16::MAX);
        let told = u16::try_from(told).unwrap_or(u16::MAX);
        if is(ONE_PAGE) {
            // Where rows are cheap, the statuses beside them are seen whole.
            let all_balls = if body.height >= TALL { all_balls.max(TALL / 3) } else { all_balls };
            let [headline, rest, detail] =
                rows(body, [Constraint::Max(said), Constraint::Min(0), Constraint::Length(told.min(2))]);
            let [top, middle, bottom] =
                rows(rest, [Constraint::Length(all_balls), Constraint::Fill(6), Constraint::Fill(5)]);
            let [balls, statuses] = side_by_side(top, [Constraint::Fill(5), Constraint::Fill(2)]);
            let [labels, documents, findings] = side_by_side(middle, [Constraint::Fill(1); 3]);
            let [weeks, days] = side_by_side(bottom, [Constraint::Fill(1); 2]);
            let groups = vec![
                (G::Balls, balls),
                (G::Statuses, statuses),
                (G::Labels, labels),
                (G::Documents, documents),
                (G::Findings, findings),
                (G::Weeks, weeks),
                (G::Days, days),
            ];
            return Self(vec![Page { headline, groups, detail }]);
        }
        if is(TWO_PAGES) {
            let [headline, rest, detail] =
                rows(body, [Constraint::Max(said), Constraint::Min(0), Constraint::Length(told.min(2))]);
            let [balls, middle, bottom] =
                rows(rest, [Constraint::Length(all_balls), Constraint::Fill(1), Constraint::Fill(1)]);
            let [labels, documents] = side_by_side(middle, [Constraint::Fill(1); 2]);
            let [weeks, days] = side_by_side(bottom, [Constraint::Fill(1); 2]);
            let first = vec![
                (G::Balls, balls),
                (G::Labels, labels),
                (G::Documents, documents),
                (G::Weeks, weeks),
                (G::Days, days),
            ];
            let [statuses, findings] = side_by_side(rest, [Constraint::Fill(1); 2]);
            let second = vec![(G::Statuses, statuses), (G::Findings, findings)];
            return Self([first, second].into_iter().map(|groups| Page { headline, groups, detail }).collect());
        }
        let told = told.clamp(DETAIL.0, DETAIL.1);
        // Without headings, which give way first.
        let left = body.height.saturating_sub(all_balls - 1 + told);
        let [headline, rest, detail] =
            rows(body, [Constraint::Max(left.min(3)), Constraint::Min(0), Constraint::Length(told)]);
        let page = |kind| Page { headline, groups: vec![(kind, rest)], detail };
        let kinds = [G::Balls, G::Labels, G::Documents, G::Weeks, G::Days, G::Statuses, G::Findings];
        Self(kinds.into_iter().map(page).collect())
    }

    pub(super) const fn count(&self) -> usize {
        self.0.len()
    }

    /// Whether each group has the screen for itself.
    pub(super) fn is_one_by_one(&self) -> bool {
        self.0.iter().all(|page| page.groups.len() == 1)
    }

    /// The page of a group and its number.
    pub(super) fn of(&self, kind: GroupKind) -> Option<(usize, &Page)> {
        let is_there = |page: &Page| page.groups.iter().any(|(one, _)| *one == kind);
        self.0.iter().zip(1..).find(|(page, _)| is_there(page)).map(|(page, number)| (number, page))
    }
}

fn rows<const N: usize>(area: Rect, constraints: [Constraint; N]) -> [Rect; N] {
    Layout::vertical(constraints).areas(area)
}

fn side_by_side<const N: usize>(area: Rect, constraints: [Constraint; N]) -> [Rect; N] {
    Layout::horizontal(constraints).spacing(1).areas(area)
}
