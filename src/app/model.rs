//! The dashboard's whole state.

use std::sync::Arc;
use std::time::Duration;

use crate::domain::customer::RowKey;
use crate::domain::finding::Finding;
use crate::domain::hold::Precautions;
use crate::domain::id::CustomerId;
use crate::domain::mask::{Mask, Redactor, Sentence};
use crate::domain::origin::Origin;
use crate::domain::pace::Every;
use crate::domain::text::SafeText;
use crate::domain::time::{Now, Zone};

use super::action::Action;
use super::cases::{Cases, Entry};
use super::find::Find;
use super::layout::{Arrangement, Layout, Pane, Size};
use super::line::Tone;
use super::load::RequestIds;
use super::overlay::Overlay;
use super::panes::Rows;
use super::prefetch::Prefetch;
use super::queue::Queue;
use super::review_settings::ReviewSettings;
use super::tabs::{Tab, TabRows};

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

impl Session {
    /// Where its cases come from, for a reader elsewhere.
    #[must_use]
    pub fn origin(&self) -> Origin {
        match self.source {
            Source::File => Origin::File(SafeText::line(&self.host)),
            Source::List | Source::Customers(_) => {
                Origin::Server(SafeText::line(format!("{} {}", self.word, self.host).trim_end()))
            }
        }
    }
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
    /// The customer of whom prose was asked for under a mask. It holds until the case is left.
    pub(in crate::app) prose: Option<RowKey>,
    /// In which zone times are shown.
    pub zone: Zone,
    /// The look at a case of which the user said that they looked at what has to be looked at first.
    pub(in crate::app) looked: Option<(RowKey, Now)>,
    /// A link that was announced: the same key again opens it.
    pub(in crate::app) armed_link: Option<String>,
    /// Whether the last update may have changed what is seen.
    pub is_dirty: bool,
}

/// Comments and documents of what is selected, and what they were made of.
#[derive(Debug, Default)]
pub struct SidePanes {
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
    pub(in crate::app) selected: Selected,
    pub(in crate::app) fetched: Option<Now>,
    pub(in crate::app) width: usize,
    pub(in crate::app) visibility: Visibility,
}

/// What is selected in the case: a node of the tree, or a row of another tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum Selected {
    Node(Option<super::tree::NodeId>),
    Row(Tab, usize),
}

/// The case pane: which tab is shown, and what was read out of the viewed case.
#[derive(Debug, Default)]
pub struct CasePane {
    /// The shown tab; it stays from customer to customer.
    pub tab: Tab,
    /// The rows of the tabs that are lists.
    pub rows: TabRows,
    /// What was read out of the case.
    pub read: Read,
    /// Why the case stands where it stands, in one sentence as it is shown; blank where no case is loaded.
    pub why: SafeText,
    /// What of the case is shown; without one, what of any.
    pub redactor: Redactor,
    pub(in crate::app) made_of: Option<ReadFrom>,
}

/// What is read out of a case, whatever of it is shown.
#[derive(Debug, Default)]
pub struct Read {
    /// What the checks found, worst first.
    pub findings: Vec<Finding>,
    /// What keeps its messages back, or is to be looked at before one is sent.
    pub precautions: Precautions,
    /// How many asks are open.
    pub asks: usize,
    /// How many of them are asked of the company.
    pub asked_of_company: usize,
    /// Why the case stands where it stands.
    pub(in crate::app) why: Sentence,
}

/// What the case pane was read from; it is read anew when it differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) struct ReadFrom {
    pub(in crate::app) viewed: RowKey,
    pub(in crate::app) fetched: Option<Now>,
    pub(in crate::app) width: usize,
    pub(in crate::app) visibility: Visibility,
}

/// What is shown of the viewed case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Visibility {
    /// Everything.
    Open,
    /// No person, and no prose.
    #[default]
    Masked,
    /// No person that the case knows, and the prose that was asked for.
    WithProse,
}

/// The whole state.
#[derive(Debug)]
pub struct Model {
    /// What the dashboard is connected to.
    pub session: Session,
    /// How cases are read.
    pub settings: ReviewSettings,
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
    /// The case pane.
    pub case_pane: CasePane,
    /// Comments and documents of what is selected.
    pub side: SidePanes,
    /// What is searched for in the case and its panes.
    pub find: Find,
    /// The fetching behind the queue.
    pub prefetch: Prefetch,
    /// Automatic refresh.
    pub auto: Auto,
    /// Seconds until the client goes on, where the server asked for patience.
    pub retry_in: u64,
    pub(in crate::app) requests: RequestIds,
    pub(in crate::app) travel: Travel,
    /// Counts the notices; names their timers.
    pub(in crate::app) notices: u64,
    /// Whether a second of the countdown is under way.
    pub(in crate::app) is_counting: bool,
}

/// How the cursor travels through the customers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::app) struct Travel {
    /// Counts the moves; names the timer of the latest.
    pub(in crate::app) moves: u64,
    /// Whether the cursor has not rested since, so that nothing is fetched yet.
    pub(in crate::app) is_moving: bool,
}

/// How long the cursor rests before a case is fetched.
pub const REST: Duration = Duration::from_millis(150);
/// How long a notice stays.
pub const NOTICE: Duration = Duration::from_secs(8);
/// Data older than this is fetched again when its case is opened.
pub const FRESH: Duration = Duration::from_secs(300);

impl Model {
    /// A dashboard that knows nothing yet.
    #[must_use]
    pub fn new(session: Session, settings: ReviewSettings, size: Size, now: Now) -> Self {
        let glossary = Arc::clone(&settings.glossary);
        Self {
            session,
            settings,
            now,
            screen: Screen { size, is_dirty: true, ..Screen::default() },
            queue: Queue::default(),
            viewed: None,
            cases: Cases::new(glossary),
            case_pane: CasePane::default(),
            side: SidePanes::default(),
            find: Find::default(),
            prefetch: Prefetch::default(),
            auto: Auto::default(),
            retry_in: 0,
            requests: RequestIds::default(),
            travel: Travel::default(),
            notices: 0,
            is_counting: false,
        }
    }

    /// Where everything stands.
    #[must_use]
    pub fn layout(&self) -> Layout {
        Layout::of(self.screen.size, self.screen.arrangement)
    }

    /// Rows that a pane shows, or would show if it were focused: what is hidden keeps its place for when it is back.
    #[must_use]
    pub fn page(&self, pane: Pane) -> usize {
        let here = self.layout();
        let there = Arrangement { focus: pane, ..self.screen.arrangement };
        if here.place(pane).is_some() { here.page(pane) } else { Layout::of(self.screen.size, there).page(pane) }
    }

    /// The focused pane.
    #[must_use]
    pub const fn focus(&self) -> Pane {
        self.screen.arrangement.focus
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

    /// Whether keys are text at the moment. What covers the field takes its keys.
    #[must_use]
    pub const fn is_typing(&self) -> bool {
        match &self.screen.overlay {
            Overlay::None => self.queue.is_filtering || self.find.is_typing,
            Overlay::Actions(palette) => palette.is_typing,
            Overlay::Chooser(_) | Overlay::Drafts(_) => false,
        }
    }

    /// The id that the filter holds, where it is a whole one, nothing in the queue matches and a server could know it.
    #[must_use]
    pub fn unlisted_id(&self) -> Option<CustomerId> {
        let text = self.queue.filter.text();
        let word = text.trim().trim_start_matches("id:");
        let is_whole = word.len() >= 32 && word.contains('-');
        let is_asked = self.session.source.is_live() && self.queue.shown_len() == 0 && is_whole;
        CustomerId::parse(word).ok().filter(|_| is_asked)
    }

    fn has_case(&self) -> bool {
        self.viewed_case().is_some_and(|entry| entry.case().is_some())
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
            A::AutoRefresh if self.auto.every.is_never() => Err("the configuration turns auto-refresh off"),
            A::RefreshCase if self.viewed.is_none() => Err("no customer is selected"),
            A::RefreshCase if self.viewed.as_ref().and_then(RowKey::id).is_none() => {
                Err("this row has no id to ask for")
            }
            A::RefreshQueue | A::LookAtAll if self.session.source != Source::List => {
                Err("only the customers named on the command line are shown")
            }
            A::LookAtAll if self.queue.rows().is_empty() => Err("no customer is listed yet"),
            A::ShowProse if self.screen.mask == Mask::Off => Err("nothing is hidden"),
            A::Draft | A::Export | A::ShowProse if !self.has_case() => Err("the case is not loaded yet"),
            A::OpenLink if self.settings.link.is_none() => Err("no link is configured"),
            A::OpenLink if self.viewed.as_ref().and_then(RowKey::id).is_none() => Err("no customer is selected"),
            A::NextCustomer | A::PreviousCustomer if self.queue.shown_len() < 2 => Err("there is no other customer"),
            _ => Ok(()),
        }
    }
}
