//! The dashboard's whole state.

use std::time::Duration;

use crate::domain::customer::RowKey;
use crate::domain::id::CustomerId;
use crate::domain::mask::Mask;
use crate::domain::time::Now;

use super::action::Action;
use super::cases::{Cases, Entry};
use super::details::Behind;
use super::layout::{Arrangement, Layout, Pane, Size};
use super::line::Tone;
use super::load::RequestIds;
use super::panes::Rows;
use super::queue::Queue;

/// What the dashboard is connected to. Constant for a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The environment in one word, from the host: `SANDBOX`, `PRODUCTION`, `CUSTOM`, `DEMO`, or `FILE`.
    pub word: &'static str,
    /// The host, or what stands in its place.
    pub host: String,
    /// How loudly the header says it.
    pub tone: Tone,
    /// Where cases come from.
    pub source: Source,
}

/// Where cases come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The API: the whole list.
    List,
    /// The API: these customers; no list call is made.
    Customers(Vec<CustomerId>),
    /// A saved file: nothing can be fetched.
    File,
}

impl Source {
    /// Whether there is a server to ask.
    #[must_use]
    pub const fn is_live(&self) -> bool {
        !matches!(self, Self::File)
    }
}

/// Something to tell the user in the footer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The sentence.
    pub text: String,
    /// How bad it is.
    pub tone: Tone,
    /// Tells it from later ones, so that an old timer cannot take a new notice away.
    pub number: u64,
}

/// What covers the panes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Overlay {
    /// Nothing.
    #[default]
    None,
    /// The list of all keys, scrolled by this many rows.
    Help {
        /// The first visible row.
        offset: usize,
    },
}

/// Automatic refresh: a number per timer, so that an overtaken one can be told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Auto {
    /// Whether it is on.
    pub is_on: bool,
    /// The current timer of the viewed case.
    pub case_timer: u64,
    /// The current timer of the queue.
    pub queue_timer: u64,
}

/// What the screen shows and in which arrangement.
#[derive(Clone, Debug, Default)]
pub struct Screen {
    /// The terminal's size.
    pub size: Size,
    /// Focus, detail pane, zoom.
    pub arrangement: Arrangement,
    /// What covers the panes.
    pub overlay: Overlay,
    /// What the footer tells.
    pub notice: Option<Notice>,
    /// Whether personal values are hidden.
    pub mask: Mask,
    /// Whether the last update may have changed what is seen.
    pub is_dirty: bool,
}

/// Comments and documents of what is selected, and what they were made of.
#[derive(Debug, Default)]
pub struct DetailPanes {
    /// Moderation comments.
    pub comments: Rows,
    /// Document handles.
    pub documents: Rows,
    pub(in crate::app) made_of: Option<MadeOf>,
}

/// What the detail panes were made of; they are made anew when it differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) struct MadeOf {
    pub(in crate::app) viewed: RowKey,
    pub(in crate::app) selected: Option<super::tree::NodeId>,
    pub(in crate::app) fetched: Option<Now>,
    pub(in crate::app) width: usize,
}

/// The whole state.
#[derive(Debug)]
pub struct Model {
    /// What the dashboard is connected to.
    pub session: Session,
    /// What both clocks said last.
    pub now: Now,
    /// What the screen shows.
    pub screen: Screen,
    /// The customers.
    pub queue: Queue,
    /// The customer whose case is shown.
    pub viewed: Option<RowKey>,
    /// The cases looked at.
    pub cases: Cases,
    /// Comments and documents of what is selected.
    pub details: DetailPanes,
    /// The fetching behind the queue.
    pub behind: Behind,
    /// Automatic refresh.
    pub auto: Auto,
    /// Seconds until the client goes on, where the server asked for patience.
    pub waiting: u64,
    pub(in crate::app) requests: RequestIds,
    /// Counts the times the cursor moved or a notice came up; names timers.
    pub(in crate::app) moves: u64,
}

/// How long the cursor rests before a case is fetched.
pub const REST: Duration = Duration::from_millis(150);
/// How often auto-refresh fetches the viewed case.
pub const AUTO_CASE: Duration = Duration::from_secs(30);
/// How often auto-refresh fetches the list.
pub const AUTO_QUEUE: Duration = Duration::from_secs(300);
/// How long a notice stays.
pub const NOTICE: Duration = Duration::from_secs(8);
/// Data older than this is fetched again when its case is opened.
pub const FRESH: Duration = Duration::from_secs(300);

impl Model {
    /// A dashboard that knows nothing yet.
    #[must_use]
    pub fn new(session: Session, size: Size, now: Now) -> Self {
        Self {
            session,
            now,
            screen: Screen { size, is_dirty: true, ..Screen::default() },
            queue: Queue::default(),
            viewed: None,
            cases: Cases::default(),
            details: DetailPanes::default(),
            behind: Behind::default(),
            auto: Auto::default(),
            waiting: 0,
            requests: RequestIds::default(),
            moves: 0,
        }
    }

    /// Where everything stands.
    #[must_use]
    pub fn layout(&self) -> Layout {
        Layout::of(self.screen.size, self.screen.arrangement)
    }

    /// The focused pane.
    #[must_use]
    pub const fn focus(&self) -> Pane {
        self.screen.arrangement.focus
    }

    /// The case being viewed, or how far it is.
    #[must_use]
    pub fn viewed_case(&self) -> Option<&Entry> {
        self.viewed.as_ref().and_then(|key| self.cases.get(key))
    }

    /// Whether keys are text at the moment.
    #[must_use]
    pub const fn is_typing(&self) -> bool {
        self.queue.is_filtering
    }

    /// Whether an action can run now.
    ///
    /// # Errors
    /// The reason why it cannot, in words for the user.
    pub fn can(&self, action: Action) -> Result<(), &'static str> {
        use Action as A;
        let is_live = self.session.source.is_live();
        match action {
            A::RefreshCase | A::RefreshQueue | A::AutoRefresh | A::LookAtAll if !is_live => {
                Err("this is a saved file: there is no server to ask")
            }
            A::RefreshCase if self.viewed.as_ref().and_then(RowKey::id).is_none() => Err("no customer is selected"),
            A::RefreshQueue | A::LookAtAll if self.session.source != Source::List => {
                Err("only the customers named on the command line are shown")
            }
            A::NextCustomer | A::PreviousCustomer if self.queue.shown_len() < 2 => Err("there is no other customer"),
            _ => Ok(()),
        }
    }
}
