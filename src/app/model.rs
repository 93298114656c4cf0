//! The dashboard's whole state.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use crate::domain::customer::RowKey;
use crate::domain::draft::Lift;
use crate::domain::fold::{Capitals, spelt};
use crate::domain::id::CustomerId;
use crate::domain::mask::Mask;
use crate::domain::pace::Every;
use crate::domain::time::Now;

use super::case_pane::{CasePane, SidePanes, Visibility};
use super::cases::{Cases, Entry};
use super::find::Find;
use super::layout::{Arrangement, Layout, Pane, Size};
use super::line::Tone;
use super::list::List;
use super::load::{RequestId, RequestIds};
use super::memory::Remembering;
use super::notice::Said;
use super::offline::Connection;
use super::overview::Overview;
use super::pending::Pending;
use super::prefetch::Prefetch;
use super::queue::Queue;
use super::quick_view::QuickView;
use super::review_settings::ReviewSettings;
use super::rows::Rows;
use super::screen::{Screen, Typing};
use super::session::Session;
use super::tabs::Tab;
use super::window::Window;

/// Automatic refresh: a number per timer, so that an overtaken one can be told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Auto {
    /// How often it fetches.
    pub every: Every,
    /// Whether it is on.
    pub is_on: bool,
    /// The current timer of the viewed case.
    pub case_timer: u64,
    /// The current timer of the queue.
    pub queue_timer: u64,
}

/// How the cursor travels through the customers, and whether the viewed case is to be fetched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::app) struct Travel {
    /// Counts the moves; names the timer of the latest.
    pub(in crate::app) moves: u64,
    /// Whether the cursor has not rested since, so that nothing is fetched yet.
    pub(in crate::app) is_moving: bool,
    /// What the user wants of the viewed case.
    pub(in crate::app) wants: Wanted,
    /// The latest request for a case that the user asked for by key: what comes of it is told as a result.
    pub(in crate::app) asked_for: Option<RequestId>,
}

/// What the user wants of the viewed case; the next settle pass sees to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::app) enum Wanted {
    /// Nothing.
    #[default]
    Nothing,
    /// The case, unless it is under way or what is kept of it is fresh.
    Fresh,
    /// The case as it is now, unless it is under way.
    Now,
    /// The case as it is now, whatever is under way.
    Again,
}

/// The whole state.
#[derive(Debug)]
pub struct Model {
    /// What the dashboard is connected to.
    pub session: Session,
    /// How cases are read and written about.
    pub settings: ReviewSettings,
    /// What both clocks said last.
    pub now: Now,
    /// What the screen shows.
    pub screen: Screen,
    /// The customers.
    pub queue: Queue,
    /// The customer whose case is shown: that of the selected row. Only the settle pass sets it.
    pub(in crate::app) viewed: Option<RowKey>,
    /// The cases looked at.
    pub cases: Cases,
    /// The case pane.
    pub case_pane: CasePane,
    /// Comments and documents of what is selected.
    pub side: SidePanes,
    /// The holds that the user lifted in this run, by customer.
    pub lifts: HashMap<RowKey, Lift>,
    /// What is searched for in the case and its panes.
    pub find: Find,
    /// The figures over all customers.
    pub overview: Overview,
    /// The fetching behind the queue.
    pub prefetch: Prefetch,
    /// What is remembered between runs.
    pub memory: Remembering,
    /// What was typed and is not known to be kept.
    pub(in crate::app) pending: Vec<Pending>,
    /// When a key was touched last.
    pub(in crate::app) touched: Now,
    /// Whether a timer runs towards the mask.
    pub(in crate::app) is_idle_timed: bool,
    /// Automatic refresh.
    pub auto: Auto,
    /// Whether the server can be reached.
    pub connection: Connection,
    /// Seconds until the client goes on, where the server asked for patience.
    pub retry_in: u64,
    pub(in crate::app) requests: RequestIds,
    pub(in crate::app) travel: Travel,
    /// Whether a second of the countdown is under way.
    pub(in crate::app) is_counting: bool,
    /// A number made of all that is shown. Only the settle pass sets it.
    pub(in crate::app) revision: u64,
    /// The customer whose case is read, rather than passed by in the queue. Only the settle pass sets it.
    pub(in crate::app) attended: Option<RowKey>,
}

/// How long the cursor rests before a case is fetched.
pub const REST: Duration = Duration::from_millis(150);
/// How long a notice stays.
pub const NOTICE: Duration = Duration::from_secs(8);
/// Data older than this is fetched again when its case is opened.
pub const FRESH: Duration = Duration::from_mins(5);

impl Model {
    /// A dashboard that knows nothing yet.
    #[must_use]
    pub fn new(session: Session, settings: ReviewSettings, size: Size, now: Now) -> Self {
        let glossary = Arc::clone(&settings.glossary);
        Self {
            session,
            settings,
            now,
            screen: Screen { size, ..Screen::default() },
            queue: Queue::default(),
            viewed: None,
            cases: Cases::new(glossary),
            case_pane: CasePane::default(),
            side: SidePanes::default(),
            lifts: HashMap::new(),
            find: Find::default(),
            overview: Overview::default(),
            prefetch: Prefetch::default(),
            memory: Remembering::default(),
            pending: Vec::new(),
            touched: now,
            is_idle_timed: false,
            auto: Auto::default(),
            connection: Connection::default(),
            retry_in: 0,
            requests: RequestIds::default(),
            travel: Travel::default(),
            is_counting: false,
            revision: 0,
            attended: None,
        }
    }

    /// Where everything stands.
    #[must_use]
    pub fn layout(&self) -> Layout {
        Layout::of(self.screen.size, self.arrangement())
    }

    fn arrangement(&self) -> Arrangement {
        Arrangement { shows_part: self.queue.shows_part(), ..self.screen.arrangement }
    }

    /// Rows that a pane shows, or would show if it were focused: what is hidden keeps its place for when it is back.
    #[must_use]
    pub fn page(&self, pane: Pane) -> usize {
        let here = self.layout();
        let there = Arrangement { focus: pane, ..self.arrangement() };
        if here.place(pane).is_some() { here.page(pane) } else { Layout::of(self.screen.size, there).page(pane) }
    }

    /// The focused pane.
    #[must_use]
    pub const fn focus(&self) -> Pane {
        self.screen.arrangement.focus
    }

    /// Whether there is something to go back to before the program is left: from a zoom, or to a queue of several.
    #[must_use]
    pub fn has_back(&self) -> bool {
        let is_beside = self.focus() != Pane::Queue && self.queue.rows().len() > 1;
        self.screen.arrangement.zoomed || is_beside || self.leads_back()
    }

    /// Whether the queue shows what a bar of the overview led to, so that going back leads there.
    pub(in crate::app) fn leads_back(&self) -> bool {
        let led = self.overview.led.as_ref();
        led.is_some_and(|led| self.queue.quick_view == QuickView::All && self.queue.filter.text() == led.filter)
    }

    /// What is shown of the viewed case.
    #[must_use]
    pub fn visibility(&self) -> Visibility {
        match self.screen.mask {
            Mask::Off => Visibility::Open,
            Mask::On if self.screen.prose.is_some() && self.screen.prose == self.viewed => Visibility::WithProse,
            Mask::On => Visibility::Masked,
        }
    }

    /// The case being viewed, or how far it is.
    #[must_use]
    pub fn viewed_case(&self) -> Option<&Entry> {
        self.viewed.as_ref().and_then(|key| self.cases.get(key))
    }

    /// The customer whose case is shown.
    #[must_use]
    pub const fn viewed(&self) -> Option<&RowKey> {
        self.viewed.as_ref()
    }

    /// Changes whenever something on the screen does.
    #[must_use]
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// Which field keys go to, if they are text at the moment. What covers the panes takes their keys.
    #[must_use]
    pub const fn focused_field(&self) -> Option<FocusedField> {
        match (&self.screen.window, self.screen.typing) {
            (Window::None, Some(Typing::Filter)) => Some(FocusedField::Filter),
            (Window::None, Some(Typing::Search)) => Some(FocusedField::Search),
            (Window::Palette(_), _) => Some(FocusedField::Palette),
            (Window::Lift(_), _) => Some(FocusedField::Form(FormKind::Lift)),
            (Window::FollowUp(_), _) => Some(FocusedField::Form(FormKind::FollowUp)),
            (Window::Notes(_), _) => Some(FocusedField::Form(FormKind::Notes)),
            (Window::None | Window::Chooser(_) | Window::Drafts(_) | Window::Messages(_) | Window::Overview(_), _) => {
                None
            }
        }
    }

    /// Whether keys are text at the moment.
    #[must_use]
    pub const fn is_typing(&self) -> bool {
        self.focused_field().is_some()
    }

    /// Whether the footer shows what is typed, and nothing else.
    #[must_use]
    pub fn types_in_footer(&self) -> bool {
        self.is_typing() && self.screen.window == Window::None
    }

    /// What a pane lists; the case pane lists nothing while no case is loaded.
    #[must_use]
    pub fn list(&self, pane: Pane) -> Option<&dyn List> {
        match pane {
            Pane::Queue => Some(&self.queue),
            Pane::Comments => Some(&self.side.comments),
            Pane::Documents => Some(&self.side.documents),
            Pane::Case => match self.case_pane.rows.of(self.case_pane.tab) {
                Some(rows) => Some(rows),
                None => self.viewed_case().map(|entry| -> &dyn List { &entry.tree }),
            },
        }
    }

    /// The same, to move in.
    pub fn list_mut(&mut self, pane: Pane) -> Option<&mut dyn List> {
        match pane {
            Pane::Queue => Some(&mut self.queue),
            Pane::Comments => Some(&mut self.side.comments),
            Pane::Documents => Some(&mut self.side.documents),
            Pane::Case if self.case_pane.tab == Tab::Tree => {
                let entry = self.viewed.as_ref().and_then(|key| self.cases.get_mut(key))?;
                Some(&mut entry.tree)
            }
            Pane::Case => {
                let rows = self.case_pane.rows.of_mut(self.case_pane.tab)?;
                Some(rows)
            }
        }
    }

    /// The rows of the focused pane, where it is a list of rows.
    #[must_use]
    pub const fn focused_rows(&self) -> Option<&Rows> {
        match self.focus() {
            Pane::Queue => None,
            Pane::Comments => Some(&self.side.comments),
            Pane::Documents => Some(&self.side.documents),
            Pane::Case => self.case_pane.rows.of(self.case_pane.tab),
        }
    }

    /// The whole id that the filter holds where nothing that is shown matches it: of a customer outside the quick view, or
    /// of one that a server may know.
    #[must_use]
    pub fn typed_id(&self) -> Option<CustomerId> {
        let text = self.queue.filter.text();
        let text = spelt(text.trim(), Capitals::Apart);
        let prefix = text.get(..3).filter(|prefix| prefix.eq_ignore_ascii_case("id:"));
        let word = text.get(prefix.map_or(0, str::len)..).unwrap_or_default();
        let is_whole = word.len() >= 32 && word.contains('-') && self.queue.row_count() == 0;
        let id: CustomerId = word.parse().ok().filter(|_| is_whole)?;
        let is_known = self.queue.row(&RowKey::Customer(id.clone())).is_some();
        (is_known || self.session.source.is_live()).then_some(id)
    }

    /// Tells the user something about the viewed customer.
    pub fn notify(&mut self, tone: Tone, text: impl AsRef<str>) {
        let said = Said::new(tone, text).about(self.viewed.clone());
        self.tell(said);
    }

    /// Tells the user something about no customer in particular.
    pub fn announce(&mut self, tone: Tone, text: impl AsRef<str>) {
        self.tell(Said::new(tone, text));
    }

    /// Tells the user something; the settle pass decides where.
    pub fn tell(&mut self, said: Said) {
        self.screen.said.push(said);
    }
}

/// A field that keys go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FocusedField {
    /// The queue's filter.
    Filter,
    /// The search in the case and its panes.
    Search,
    /// The search of the list of all actions.
    Palette,
    /// A field of the form of a window.
    Form(FormKind),
}

/// The forms that windows have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormKind {
    /// Lifting a hold.
    Lift,
    /// Marking a request as sent, or putting it off.
    FollowUp,
    /// The notes of a case.
    Notes,
}
