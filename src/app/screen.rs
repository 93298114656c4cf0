//! What the screen shows and in which arrangement.

use std::collections::HashMap;

use crate::domain::customer::RowKey;
use crate::domain::mask::Mask;
use crate::domain::time::{Now, Zone};

use super::layout::{Arrangement, Size};
use super::messages::Messages;
use super::notice::{Notice, Said};
use super::window::Window;

/// Which field of the panes is typed into; a window's own field comes before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Typing {
    /// The queue's filter.
    Filter,
    /// The search in the case and its panes.
    Search,
}

/// What the screen shows and in which arrangement.
#[derive(Clone, Debug, Default)]
pub struct Screen {
    /// The terminal's size.
    pub size: Size,
    /// Focus, detail pane, zoom.
    pub arrangement: Arrangement,
    /// What covers the panes.
    pub window: Window,
    /// Which field of the panes is typed into.
    pub typing: Option<Typing>,
    /// What the footer tells.
    pub notice: Option<Notice>,
    /// Whether personal values are hidden.
    pub mask: Mask,
    /// Whether the configuration or a flag asked for that: it takes two keys to show them then.
    pub is_mask_set: bool,
    /// Whether the key that shows them was pressed once.
    pub(in crate::app) armed_unmask: bool,
    /// The customer that is shown and no other: for a screen that others see.
    pub(in crate::app) only: Option<RowKey>,
    /// In which zone times are shown.
    pub zone: Zone,
    /// The customer of whom prose was asked for under a mask. It holds until the case is left.
    pub(in crate::app) prose: Option<RowKey>,
    /// The looks at cases of which the user said that they looked at what has to be looked at first.
    pub(in crate::app) looked: HashMap<RowKey, Now>,
    /// A link that was announced: the same key again opens it.
    pub(in crate::app) armed_link: Option<String>,
    /// What was said since the last settle pass, which decides what of it the footer shows.
    pub(in crate::app) said: Vec<Said>,
    /// What the user was told.
    pub messages: Messages,
    /// Counts the notices; names their timers.
    pub(in crate::app) notices: u64,
}

impl Screen {
    /// Whether one case is shown only, for a screen that others see.
    #[must_use]
    pub const fn is_one_case_only(&self) -> bool {
        self.only.is_some()
    }
}
