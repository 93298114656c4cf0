//! The parts of the queue that a key shows: all of it, those that need us, those with Fin.

use crate::domain::ball::Ball;

use super::row::Row;

/// Which part of the queue is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum QuickView {
    /// All of it.
    #[default]
    All,
    /// Customers we must act on, and those of whom nobody can tell.
    NeedUs,
    /// Customers Fin must act on.
    WithFin,
}

impl QuickView {
    /// Every view, in the order in which the key shows them.
    pub const ALL: [Self; 3] = [Self::All, Self::NeedUs, Self::WithFin];

    /// The next one, round and round.
    #[must_use]
    pub fn next(self) -> Self {
        let mut views = Self::ALL.into_iter().cycle().skip_while(|view| *view != self);
        views.nth(1).unwrap_or_default()
    }

    /// The words shown.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::NeedUs => "need us",
            Self::WithFin => "with Fin",
        }
    }

    /// Whether a row belongs to it.
    #[must_use]
    pub fn holds(self, row: &Row) -> bool {
        match self {
            Self::All => true,
            Self::NeedUs => row.ball().may_need_us(),
            Self::WithFin => row.ball() == Ball::Fin,
        }
    }
}
