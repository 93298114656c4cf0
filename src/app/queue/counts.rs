//! How many customers each of the header's counts speaks of.

use crate::app::row::Row;
use crate::domain::ball::Ball;

/// How many customers each of the header's counts speaks of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Customers we must act on.
    pub us: usize,
    /// Customers of whom nobody can tell who must act.
    pub unknown: usize,
    /// Customers of whom something is to be chased.
    pub chase: usize,
    /// Customers who were asked for all that is owed.
    pub customer: usize,
    /// Customers Fin must act on.
    pub fin: usize,
    /// Customers who were asked for something, or have a day to be looked at again.
    pub followed: usize,
    /// Customers whose details were read.
    pub looked_at: usize,
    /// Those of them whose details were read in an earlier run, and not in this one.
    pub remembered: usize,
    /// Customers that the server no longer knows: they are in no other count.
    pub gone: usize,
}

impl Counts {
    /// What a row adds.
    #[must_use]
    pub fn of(row: &Row) -> Self {
        if row.gone {
            return Self { gone: 1, ..Self::default() };
        }
        let ball = row.ball();
        Self {
            us: usize::from(ball == Ball::Us),
            unknown: usize::from(ball == Ball::Unknown),
            chase: usize::from(row.is_due()),
            customer: usize::from(ball == Ball::Customer),
            fin: usize::from(ball == Ball::Fin),
            followed: usize::from(row.turn().told().is_some_and(|it| it.sent.is_some() || it.due.is_some())),
            looked_at: usize::from(row.digest.is_some()),
            remembered: usize::from(row.remembered.is_some()),
            gone: 0,
        }
    }

    pub(super) const fn plus(self, other: Self) -> Self {
        Self {
            us: self.us + other.us,
            unknown: self.unknown + other.unknown,
            chase: self.chase + other.chase,
            customer: self.customer + other.customer,
            fin: self.fin + other.fin,
            followed: self.followed + other.followed,
            looked_at: self.looked_at + other.looked_at,
            remembered: self.remembered + other.remembered,
            gone: self.gone + other.gone,
        }
    }

    pub(super) const fn less(self, other: Self) -> Self {
        Self {
            us: self.us.saturating_sub(other.us),
            unknown: self.unknown.saturating_sub(other.unknown),
            chase: self.chase.saturating_sub(other.chase),
            customer: self.customer.saturating_sub(other.customer),
            fin: self.fin.saturating_sub(other.fin),
            followed: self.followed.saturating_sub(other.followed),
            looked_at: self.looked_at.saturating_sub(other.looked_at),
            remembered: self.remembered.saturating_sub(other.remembered),
            gone: self.gone.saturating_sub(other.gone),
        }
    }
}
