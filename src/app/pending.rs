//! What was typed in a window that is closed, until it is kept.

use std::collections::VecDeque;

use crate::domain::customer::RowKey;
use crate::domain::follow_up::Entered;

use super::memory::NotKept;
use super::window::Window;

/// What was entered in one go. Where something of it is not kept, its window is open again.
#[derive(Debug)]
pub struct Pending {
    /// The case.
    pub(in crate::app) key: RowKey,
    /// The window as it was when it closed; none where nothing was typed.
    pub(in crate::app) window: Window,
    /// What is not answered yet, in the order in which it was entered.
    pub(in crate::app) waiting: VecDeque<Entered>,
    /// What is kept.
    pub(in crate::app) kept: Vec<Entered>,
    /// What is not, and why.
    pub(in crate::app) refused: Vec<(Entered, NotKept)>,
}
