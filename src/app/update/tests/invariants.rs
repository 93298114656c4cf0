//! What must hold after every message, whatever it was.

use super::*;
use crate::app::case_pane::Visibility;
use crate::app::filter::Filter;
use crate::app::row::Judgement;
use crate::app::rows::{Row as ListRow, Rows};
use crate::app::tree::Position;
use crate::app::window::Since;
use crate::domain::ball::Ball;
use crate::domain::figures::Figures;
use crate::domain::hold::Precautions;
use crate::domain::mask::{Mask, Prose};

impl Harness {
    pub(super) fn check(&self) {
        self.check_rows();
        self.check_shown();
        self.check_selection();
        self.check_window();
        self.check_mask();
        self.check_notice();
        self.check_figures();
        assert!(self.model.prefetch.under_way() <= 4, "at most four are read behind the queue");
        let waiting = self.model.queue.listing.waits_for();
        assert!(waiting.is_none_or(|request| self.asked_lists.contains(&request)), "the list waits for nobody");
    }

    /// The figures of the overview are those that would be counted now, and no screen that others see shows them.
    fn check_figures(&self) {
        let model = &self.model;
        let Some(figures) = model.queue.figures() else { return };
        let mut anew = Figures::new(Arc::clone(&model.settings.glossary));
        model.queue.rows().iter().filter(|row| !row.gone).for_each(|row| anew.add(&row.counted()));
        assert!(*figures == anew, "{figures:?}\n{anew:?}");
        let is_open = matches!(model.screen.window, Window::Overview(_));
        assert!(!is_open || !model.screen.is_one_case_only(), "it names other customers");
    }

    /// A notice about a customer is shown beside no other, and a server that is not there is always tried again.
    fn check_notice(&self) {
        let model = &self.model;
        let about = model.screen.notice.as_ref().and_then(|notice| notice.about.as_ref());
        assert!(about.is_none_or(|key| Some(key) == model.viewed()), "{:?}", model.screen.notice);
        assert!(model.screen.said.is_empty(), "what was said was neither shown nor listed");
        if let Some(offline) = model.connection.offline() {
            let is_tried = model.queue.listing.waits_for().is_some()
                || model.viewed_case().is_some_and(|entry| entry.load.waits_for().is_some());
            assert!(offline.next.is_some() || is_tried, "nothing tries to reach the server");
        }
    }

    /// Prose is shown under a mask only of the viewed case, whoever was asked for before; rows are seen through the mask of
    /// the screen.
    fn check_mask(&self) {
        let model = &self.model;
        assert!(model.screen.prose.is_none() || model.screen.prose == model.viewed, "of a case that was left");
        assert!(model.screen.prose.is_none() || model.screen.mask == Mask::On, "nothing is hidden");
        assert_eq!(model.case_pane.redactor.is_masked(), model.screen.mask == Mask::On);
        let unknown_party = Prose::line("Ask Bob.");
        assert_eq!(model.case_pane.redactor.prose(&unknown_party).is_some(), model.visibility() != Visibility::Masked);
    }

    /// Counts are a recount, and a row is loading exactly while its case waits for a request that is under way.
    fn check_rows(&self) {
        let rows = self.model.queue.rows();
        let known = || rows.iter().filter(|row| !row.gone);
        let with = |ball| known().filter(|row| row.ball() == ball).count();
        let looked_at = known().filter(|row| row.digest.is_some()).count();
        let counts = self.model.queue.counts();
        let recount = (with(Ball::Us), with(Ball::Fin), with(Ball::Unknown), looked_at);
        assert_eq!((counts.us, counts.fin, counts.unknown, counts.looked_at), recount);
        assert_eq!(counts.gone, rows.len() - known().count());
        for row in rows {
            let entry = self.model.cases.get(&row.key);
            let waiting = entry.and_then(|entry| entry.load.waits_for());
            assert_eq!(row.details == Details::Loading, waiting.is_some(), "{:?}", row.key);
            assert!(waiting.is_none_or(|request| self.asked_cases.contains_key(&request)), "{:?}", row.key);
            let shown = entry.and_then(Entry::case).map(|case| &case.id);
            assert!(shown.is_none_or(|id| row.key.id() == Some(id)), "{:?} shows another case", row.key);
        }
    }

    /// What is shown is what a fresh judgement shows, and the selected row, which says why it stays.
    fn check_shown(&self) {
        let queue = &self.model.queue;
        let Ok(filter) = Filter::parse(&queue.filter.text()) else {
            assert!(queue.filter_state().bad.is_some(), "a bad word is told");
            let shown = queue.shown_from(0).filter(|row| row.is_kept()).count();
            return assert!(shown <= 1, "only the selected row stays without a match");
        };
        let selected = queue.selected().map(|row| &row.key);
        if let Some(only) = &self.model.screen.only {
            assert!(queue.shown_from(0).map(|row| &row.key).eq([only]), "another customer is shown");
        }
        let (mut shown, mut cannot_tell) = (Vec::new(), 0);
        for row in queue.rows() {
            let judged = match &self.model.screen.only {
                Some(only) if *only == row.key => Judgement::Match,
                None if queue.quick_view.holds(row) => filter.judge(row, queue.filter_state().known()),
                Some(_) | None => Judgement::NoMatch,
            };
            assert_eq!(row.is_kept(), judged != Judgement::Match, "{:?}", row.key);
            cannot_tell += usize::from(judged == Judgement::CannotTell);
            let is_shown = queue.shown_from(0).any(|other| other.key == row.key);
            let stays = selected == Some(&row.key) && is_shown;
            shown.extend((judged == Judgement::Match || stays).then_some(&row.key));
        }
        assert!(queue.shown_from(0).map(|row| &row.key).eq(shown));
        assert_eq!(queue.filter_state().cannot_tell, cannot_tell);
    }

    /// A window is about the viewed customer, and what it shows is made from the look it was opened on.
    fn check_window(&self) {
        let model = &self.model;
        let Some(on) = model.screen.window.opened_on() else { return };
        assert_eq!(Some(&on.key), model.viewed(), "a window of another customer");
        assert_eq!(Some(&on.case.id), on.key.id());
        if let Window::Drafts(window) = &model.screen.window {
            assert!(*window.drafts == drafts::draft(model, on, &window.originals), "drafts of another look");
            let latest = model.viewed_case().and_then(|entry| entry.load.ready()).expect("a case");
            let is_latest = on.since == Since::Same && latest.data == on.case;
            assert!(is_latest || on.since != Since::Same, "a later look is told");
            let precautions = Precautions::of(&latest.data, &model.settings.glossary);
            let is_lifted = model.lifts.get(&on.key).is_some_and(|lift| lift.covers(&latest.data, &precautions));
            assert!(
                !precautions.is_held() || is_lifted || window.drafts.messages.is_empty(),
                "a held case has a message"
            );
        }
    }

    /// The viewed case is the selected row's, and every pane on screen shows its selected row.
    fn check_selection(&self) {
        let model = &self.model;
        assert_eq!(model.viewed.as_ref(), model.queue.selected().map(|row| &row.key));
        let panes = [
            (Pane::Queue, Some((model.queue.cursor(), model.queue.row_count()))),
            // A tab that is not shown keeps its place for a page that it is fitted to once it is.
            (Pane::Case, model.list(Pane::Case).map(|list| (list.cursor(), list.row_count()))),
            (Pane::Comments, Some((model.side.comments.cursor, model.side.comments.rows.len()))),
            (Pane::Documents, Some((model.side.documents.cursor, model.side.documents.rows.len()))),
        ];
        let layout = model.layout();
        for (pane, shown) in panes {
            let Some(((cursor, rows), _)) = shown.zip(layout.place(pane)) else { continue };
            let page = layout.page(pane);
            assert!(cursor.at < rows.max(1), "{pane:?}: row {} of {rows}", cursor.at);
            let is_visible = cursor.offset <= cursor.at && cursor.at < cursor.offset + page;
            assert!(is_visible, "{pane:?}: {cursor:?} in a page of {page}");
        }
    }
}

/// What is selected in every list, by what it is.
pub(super) struct Cursors {
    viewed: Option<RowKey>,
    node: Option<Position>,
    tab: Tab,
    rows: [Option<(u64, Option<Item>)>; 3],
    /// Whose node or row the side panes speak of.
    of: Option<(u64, Option<Item>)>,
}

impl Cursors {
    pub(super) fn of(model: &Model) -> Self {
        let identity =
            |rows: &Rows| rows.selected().and_then(ListRow::identity).map(|(group, item)| (group, item.cloned()));
        let tab = model.case_pane.rows.of(model.case_pane.tab);
        Self {
            viewed: model.viewed().cloned(),
            node: model.viewed_case().and_then(|entry| entry.tree.selected()).map(|node| node.position.clone()),
            tab: model.case_pane.tab,
            rows: [tab.and_then(identity), identity(&model.side.comments), identity(&model.side.documents)],
            of: tab.and_then(identity),
        }
    }

    /// Nothing but the user moves a cursor off what it stands on, as long as that is there.
    pub(super) fn check(&self, model: &Model) {
        let now = Self::of(model);
        if self.viewed.is_none() {
            return;
        }
        if self.viewed != now.viewed {
            // The overview is about no case: the first row stays the selected one there until another is chosen.
            let is_about_a_case = !matches!(model.screen.window, Window::None | Window::Overview(_));
            let was_chosen = model.focus() != Pane::Queue || is_about_a_case;
            assert!(!was_chosen, "the reader was moved from {:?} to {:?}", self.viewed, now.viewed);
            return;
        }
        let is_there = |node: &Position| model.viewed_case().is_some_and(|entry| entry.tree.place_of(node).is_some());
        let is_hidden = self.node.as_ref().is_none_or(|node| !is_there(node));
        assert!(is_hidden || self.node == now.node, "{:?} became {:?}", self.node, now.node);
        let lists = [model.case_pane.rows.of(now.tab), Some(&model.side.comments), Some(&model.side.documents)];
        for (place, rows) in lists.into_iter().enumerate() {
            let Some((rows, before)) = rows.zip(self.rows[place].as_ref()) else { continue };
            let same_source = (self.tab, &self.of, &self.node) == (now.tab, &now.of, &now.node) || place == 0;
            let is_there = rows.rows.iter().any(|row| row.identity() == Some((before.0, before.1.as_ref())));
            let stays = now.rows[place].as_ref() == Some(before);
            assert!(!same_source || !is_there || stays, "{before:?} became {:?}", now.rows[place]);
        }
    }
}
