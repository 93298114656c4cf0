//! What a user can do. Every action is bound in the keymap, listed in help, and explains itself when it cannot run.

use serde::{Deserialize, Serialize};

/// An intention of the user. The order of the variants is the order of help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Next row.
    Down,
    /// Previous row.
    Up,
    /// First row.
    First,
    /// Last row.
    Last,
    /// One page down.
    PageDown,
    /// One page up.
    PageUp,
    /// Half a page down.
    HalfPageDown,
    /// Half a page up.
    HalfPageUp,
    /// Close the branch, or go to its parent.
    Close,
    /// Open the branch, or go into it.
    Open,
    /// Toggle the branch, open the case, or jump to what is shown.
    Activate,
    /// Next pane.
    NextPane,
    /// Previous pane.
    PreviousPane,
    /// Focus the queue.
    FocusQueue,
    /// Focus the case.
    FocusCase,
    /// Focus the comments.
    FocusComments,
    /// Focus the documents.
    FocusDocuments,
    /// Next customer, from any pane.
    NextCustomer,
    /// Previous customer, from any pane.
    PreviousCustomer,
    /// Fetch the viewed case again.
    RefreshCase,
    /// Fetch the list again and rank it.
    RefreshQueue,
    /// Turn auto-refresh on or off.
    AutoRefresh,
    /// Fetch the details of every case that was not looked at.
    LookAtAll,
    /// Filter the queue.
    Find,
    /// Fill the screen with the focused pane.
    Zoom,
    /// List all actions.
    Help,
    /// Paint the screen anew.
    Repaint,
    /// Suspend the program.
    Suspend,
    /// Leave what is open.
    Back,
    /// Quit, or close what is open.
    Quit,
    /// Quit at once.
    QuitNow,
}

/// How an action is explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Description {
    /// The group it is listed under.
    pub group: &'static str,
    /// A few words for the hint line.
    pub hint: &'static str,
    /// A sentence for help.
    pub help: &'static str,
}

impl Action {
    /// Every action in the order of help.
    pub const ALL: [Self; 31] = [
        Self::Down,
        Self::Up,
        Self::First,
        Self::Last,
        Self::PageDown,
        Self::PageUp,
        Self::HalfPageDown,
        Self::HalfPageUp,
        Self::Close,
        Self::Open,
        Self::Activate,
        Self::NextPane,
        Self::PreviousPane,
        Self::FocusQueue,
        Self::FocusCase,
        Self::FocusComments,
        Self::FocusDocuments,
        Self::NextCustomer,
        Self::PreviousCustomer,
        Self::RefreshCase,
        Self::RefreshQueue,
        Self::AutoRefresh,
        Self::LookAtAll,
        Self::Find,
        Self::Zoom,
        Self::Help,
        Self::Repaint,
        Self::Suspend,
        Self::Back,
        Self::Quit,
        Self::QuitNow,
    ];

    /// Its name in the keymap.
    #[must_use]
    pub fn name(self) -> String {
        let words = format!("{self:?}");
        let mut name = String::with_capacity(words.len() + 4);
        for (place, c) in words.char_indices() {
            if place > 0 && c.is_ascii_uppercase() {
                name.push('_');
            }
            name.push(c.to_ascii_lowercase());
        }
        name
    }

    /// How the action is explained.
    #[must_use]
    pub const fn describe(self) -> Description {
        let (group, hint, help) = match self {
            Self::Down => ("Move", "down", "next row"),
            Self::Up => ("Move", "up", "previous row"),
            Self::First => ("Move", "first", "first row"),
            Self::Last => ("Move", "last", "last row"),
            Self::PageDown => ("Move", "page down", "one page down"),
            Self::PageUp => ("Move", "page up", "one page up"),
            Self::HalfPageDown => ("Move", "half page down", "half a page down"),
            Self::HalfPageUp => ("Move", "half page up", "half a page up"),
            Self::Close => ("Move", "close", "close the branch, or go to its parent"),
            Self::Open => ("Move", "open", "open the branch, or go into it"),
            Self::Activate => ("Move", "open", "open the case, toggle the branch, or jump to it in the tree"),
            Self::NextPane => ("Panes", "next pane", "next pane"),
            Self::PreviousPane => ("Panes", "previous pane", "previous pane"),
            Self::FocusQueue => ("Panes", "queue", "go to the queue"),
            Self::FocusCase => ("Panes", "case", "go to the case"),
            Self::FocusComments => ("Panes", "comments", "go to the moderation comments"),
            Self::FocusDocuments => ("Panes", "documents", "go to the document handles"),
            Self::NextCustomer => ("Customers", "next customer", "next customer, from any pane"),
            Self::PreviousCustomer => ("Customers", "previous customer", "previous customer, from any pane"),
            Self::RefreshCase => ("Refresh", "refresh", "fetch this case again"),
            Self::RefreshQueue => ("Refresh", "refresh queue", "fetch the queue again and rank it"),
            Self::AutoRefresh => ("Refresh", "auto-refresh", "auto-refresh on or off: case every 30 s, queue every 5 min"),
            Self::LookAtAll => ("Refresh", "look at all", "fetch the details of every customer not looked at yet"),
            Self::Find => ("Find", "filter", "filter the queue"),
            Self::Zoom => ("Screen", "zoom", "fill the screen with this pane, and back"),
            Self::Help => ("Screen", "all keys", "all keys"),
            Self::Repaint => ("Screen", "repaint", "paint the screen anew"),
            Self::Suspend => ("Screen", "suspend", "suspend; fg brings it back"),
            Self::Back => ("Screen", "back", "close, leave a field, unzoom, cancel a load, clear a filter"),
            Self::Quit => ("Screen", "quit", "close what is open, else quit"),
            Self::QuitNow => ("Screen", "quit now", "quit from anywhere"),
        };
        Description { group, hint, help }
    }
}
