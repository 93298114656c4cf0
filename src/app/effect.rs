//! What `update` wants done outside: the only way in which it reaches the world.

use std::sync::Arc;
use std::time::Duration;

use crate::domain::case::Case;
use crate::domain::digest::Digest;
use crate::domain::finding::Finding;
use crate::domain::id::CustomerId;
use crate::domain::mask::{Mask, Sentence};
use crate::domain::origin::Origin;
use crate::domain::text::SafeText;
use crate::domain::time::Wall;

use super::load::RequestId;
use super::memory::Remember;
use super::over_time::AskOverTime;
use super::window::{Copied, ExportForm};

/// Work for the runtime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Fetch the customer list, page by page.
    LoadQueue {
        /// Names the request.
        request: RequestId,
    },
    /// Fetch one case.
    LoadCase {
        /// Names the request.
        request: RequestId,
        /// The customer.
        id: CustomerId,
    },
    /// Note in the log that an answer about this customer was refused: nobody waits for it.
    NoteRefused(CustomerId),
    /// Give up a request; its answer is no longer wanted.
    Abort(RequestId),
    /// Send [`super::msg::Msg::Wake`] after a while.
    Wake {
        /// What to wake for.
        wake: Wake,
        /// How long to wait.
        after: Duration,
    },
    /// Put a text on the clipboard.
    Copy {
        /// The text.
        text: SafeText,
        /// What it is, for the notice; whom it goes to is not told under a mask.
        what: Sentence,
    },
    /// Put a report of a case on the clipboard.
    CopyReport {
        /// Which report.
        what: Copied,
        /// The case.
        snapshot: Box<Snapshot>,
    },
    /// Write a report of a case to a new file.
    Export {
        /// In which form.
        form: ExportForm,
        /// The case.
        snapshot: Box<Snapshot>,
    },
    /// Write a message or a note to a new file.
    SaveDraft {
        /// The customer it is about.
        id: CustomerId,
        /// Its text.
        text: SafeText,
    },
    /// Keep something beyond this run.
    Remember(Remember),
    /// Work out figures over time; answered by [`MemoryMsg::OverTime`](super::memory::MemoryMsg::OverTime).
    OverTime(AskOverTime),
    /// Say beyond the screen that a watched case changed: not which one, and not how.
    Alert,
    /// Open a link in the desktop's browser.
    OpenLink(String),
    /// Forget what the terminal shows and paint everything.
    Repaint,
    /// Give the terminal back and stop until continued.
    Suspend,
    /// Leave the loop.
    Quit,
}

/// A case at one moment, as it is copied or exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The case.
    pub case: Arc<Case>,
    /// The case in numbers, as its row shows them.
    pub digest: Box<Digest>,
    /// Why it stands where it stands.
    pub why: Sentence,
    /// What the checks found.
    pub findings: Vec<Finding>,
    /// Whether personal data is hidden.
    pub mask: Mask,
    /// When the case was fetched.
    pub fetched: Wall,
    /// Where it came from.
    pub source: Origin,
}

/// What a scheduled moment is for. The number tells a current one from one that was overtaken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wake {
    /// A whole minute has passed on the wall clock: ages read differently now.
    Minute,
    /// The cursor may have rested on a customer.
    Rest(u64),
    /// Another case may be fetched behind the queue.
    Details,
    /// The pause of what is read ahead may be over, or its budget have filled again.
    DetailsAgain,
    /// The viewed case is due for its automatic refresh.
    AutoCase(u64),
    /// The list is due for its automatic refresh.
    AutoQueue(u64),
    /// A notice has been shown for long enough.
    Notice(u64),
    /// A server that could not be reached is tried again.
    Reconnect(u64),
    /// Nobody may have touched a key for long enough that personal data is to be hidden.
    Idle,
    /// A second of a visible countdown has passed.
    Countdown,
}
