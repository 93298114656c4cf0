//! Whom a window is about.

use std::sync::Arc;

use crate::domain::case::Case;
use crate::domain::customer::RowKey;
use crate::domain::time::Now;

/// The customer that a window is about, and the look at its case that it was opened on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedOn {
    /// The customer.
    pub key: RowKey,
    /// Its case as it was looked at.
    pub case: Arc<Case>,
    /// When that was fetched.
    pub fetched: Now,
    /// What has become of the customer since.
    pub since: Since,
    /// Whether the later look is held, and nothing lifted that.
    pub(in crate::app) is_held_now: bool,
    /// The latest look that was compared with this one.
    pub(in crate::app) compared: Now,
}

/// What has become of a window's customer since the window was opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Since {
    /// Nothing that is known of.
    #[default]
    Same,
    /// A later look shows another case. It is shown where the user asks for it.
    Changed,
    /// The server no longer knows it: the window can only be closed.
    Gone,
}

impl OpenedOn {
    /// A customer and a look at its case.
    #[must_use]
    pub const fn new(key: RowKey, case: Arc<Case>, fetched: Now) -> Self {
        Self { key, case, fetched, since: Since::Same, is_held_now: false, compared: fetched }
    }

    /// Whether the customer is gone, so that nothing can be done with it.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        self.since == Since::Gone
    }
}
