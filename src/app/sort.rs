//! In which order the queue stands, and which part of it is shown.

use std::cmp::Ordering;

use crate::domain::ball::Ball;
use crate::domain::time::Wall;

use super::row::Row;

/// What the queue is sorted by. Equal rows keep the order of their ids, so that sorting twice changes nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SortBy {
    /// Who must act, then who waits longest.
    #[default]
    Rank,
    /// The name.
    Name,
    /// The country.
    Country,
    /// The status as sent.
    Status,
    /// How long it stands where it stands, longest first.
    Waiting,
    /// Open asks, most first.
    Asks,
    /// Parties with a blocker, most first.
    Blockers,
    /// What changed, first.
    Changed,
}

/// Which way round an order is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// As its words say.
    #[default]
    Usual,
    /// Turned round.
    Reversed,
}

impl Direction {
    /// The other one.
    #[must_use]
    pub const fn turned(self) -> Self {
        match self {
            Self::Usual => Self::Reversed,
            Self::Reversed => Self::Usual,
        }
    }

    /// The word under which it is remembered.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Usual => "usual",
            Self::Reversed => "reversed",
        }
    }

    /// How two compare that compare so in the usual order.
    #[must_use]
    pub const fn of(self, order: Ordering) -> Ordering {
        match self {
            Self::Usual => order,
            Self::Reversed => order.reverse(),
        }
    }
}

impl SortBy {
    /// Every order.
    pub const ALL: [Self; 8] =
        [Self::Rank, Self::Name, Self::Country, Self::Status, Self::Waiting, Self::Asks, Self::Blockers, Self::Changed];

    /// The words of the choice.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Rank => "who must act, then who waits longest",
            Self::Name => "name",
            Self::Country => "country",
            Self::Status => "status",
            Self::Waiting => "waiting, longest first",
            Self::Asks => "asks, most first",
            Self::Blockers => "blocked parties, most first",
            Self::Changed => "changed first",
        }
    }

    /// The places of the rows in their order. What rows are compared by is read once, not at every comparison.
    #[must_use]
    pub fn order(self, rows: &[Row]) -> Vec<usize> {
        let places = 0..rows.len();
        match self {
            Self::Name => ordered(places.zip(rows.iter().map(|row| (name(row), &row.key)))),
            Self::Rank => ordered(places.zip(rows.iter().map(|row| (rank(row), &row.key)))),
            Self::Waiting => ordered(places.zip(rows.iter().map(|row| (waiting(row), &row.key)))),
            Self::Country | Self::Status | Self::Asks | Self::Blockers | Self::Changed => {
                let mut order: Vec<(usize, &Row)> = places.zip(rows).collect();
                order.sort_by(|(_, a), (_, b)| self.compare(a, b));
                order.into_iter().map(|(place, _)| place).collect()
            }
        }
    }

    /// Compares two rows.
    #[must_use]
    pub fn compare(self, a: &Row, b: &Row) -> Ordering {
        let digest =
            |row: &Row| row.digest.as_ref().map(|digest| (digest.asks.counted, digest.blocked_parties.counted));
        let order = match self {
            Self::Rank => rank(a).cmp(&rank(b)),
            Self::Name => name(a).cmp(name(b)),
            Self::Country => a.profile.country.given().cmp(&b.profile.country.given()),
            Self::Status => a.profile.status.given().cmp(&b.profile.status.given()),
            Self::Waiting => waiting(a).cmp(&waiting(b)),
            Self::Asks => digest(b).map(|(asks, _)| asks).cmp(&digest(a).map(|(asks, _)| asks)),
            Self::Blockers => digest(b).map(|(_, blocked)| blocked).cmp(&digest(a).map(|(_, blocked)| blocked)),
            Self::Changed => b.changed.cmp(&a.changed).then_with(|| rank(a).cmp(&rank(b))),
        };
        order.then_with(|| a.key.cmp(&b.key))
    }
}

fn ordered<K: Ord>(keys: impl Iterator<Item = (usize, K)>) -> Vec<usize> {
    let mut keys: Vec<(usize, K)> = keys.collect();
    keys.sort_by(|(_, a), (_, b)| a.cmp(b));
    keys.into_iter().map(|(place, _)| place).collect()
}

/// Who must act, then who waits longest.
pub(super) fn rank(row: &Row) -> (Ball, Waiting) {
    (row.ball(), waiting(row))
}

/// How long a row waits. What rests on another event than the one that counts comes behind all that does not, and what
/// nobody knows comes last.
type Waiting = (bool, Wall);

fn waiting(row: &Row) -> Waiting {
    row.since().map_or((true, Wall::MAX), |since| (!since.ranks(), since.at))
}

/// What it is called: a person's name would tell by its place what a mask hides.
fn name(row: &Row) -> &str {
    row.folded_name()
}

#[cfg(test)]
mod tests;
