//! The mouse, in terms of what it points at.

use super::quick_view::QuickView;
use super::tabs::Tab;

/// A cell of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The column, from 0.
    pub column: u16,
    /// The row, from 0.
    pub row: u16,
}

/// Something done with the mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointer {
    /// The first button was pressed.
    Click(Cell),
    /// The wheel was turned.
    Wheel {
        /// Where the pointer was.
        cell: Cell,
        /// Whether towards the user.
        down: bool,
    },
    /// A tab of the case was clicked.
    Tab(Tab),
    /// A count of the header was clicked.
    View(QuickView),
}
