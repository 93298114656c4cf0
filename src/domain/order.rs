//! In which order customers stand: on the screen, and in what is printed.

use std::cmp::Ordering;

use super::ball::Ball;
use super::customer::{Profile, RowKey};
use super::digest::Digest;
use super::follow_up::FollowUp;
use super::time::Wall;
use super::turn::Turn;

/// What a customer is put in order by.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// What identifies it.
    pub key: &'a RowKey,
    /// What the list, or a later look at its details, says of it.
    pub profile: &'a Profile,
    /// What its details hold, where they were read.
    pub digest: Option<&'a Digest>,
    /// What became of the requests that went out, where any did.
    pub follow_up: Option<&'a FollowUp>,
    /// What it is called, folded, and as the mask shows it: a person's name would tell by its place what a mask hides.
    pub name: &'a str,
    /// Whether something changed since it was last looked at.
    pub changed: bool,
}

/// What customers are sorted by. Equal ones keep the order of their ids, so that sorting twice changes nothing.
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
    /// The day on which a request is to be chased, the earliest first.
    Chase,
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
    pub const ALL: [Self; 9] = [
        Self::Rank,
        Self::Name,
        Self::Country,
        Self::Status,
        Self::Waiting,
        Self::Asks,
        Self::Blockers,
        Self::Changed,
        Self::Chase,
    ];

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
            Self::Chase => "day to chase, the earliest first",
        }
    }

    /// Its name, in one word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rank => "rank",
            Self::Name => "name",
            Self::Country => "country",
            Self::Status => "status",
            Self::Waiting => "waiting",
            Self::Asks => "asks",
            Self::Blockers => "blockers",
            Self::Changed => "changed",
            Self::Chase => "chase",
        }
    }

    /// Whether the order is an estimate as long as details were not read: they tell who must act, since when, and what is
    /// owed.
    #[must_use]
    pub const fn rests_on_details(self) -> bool {
        match self {
            Self::Rank | Self::Waiting | Self::Asks | Self::Blockers | Self::Changed | Self::Chase => true,
            Self::Name | Self::Country | Self::Status => false,
        }
    }

    /// The places of customers in their order. What they are compared by is read once, not at every comparison.
    #[must_use]
    pub fn order<'a>(self, direction: Direction, customers: impl Iterator<Item = Facts<'a>>) -> Vec<usize> {
        let customers = customers.enumerate();
        let mut order = match self {
            Self::Name => ordered(customers.map(|(place, one)| (place, (one.name, one.key)))),
            Self::Rank => ordered(customers.map(|(place, one)| (place, (rank(&one), one.key)))),
            Self::Waiting => ordered(customers.map(|(place, one)| (place, (waiting(&one), one.key)))),
            Self::Country | Self::Status | Self::Asks | Self::Blockers | Self::Changed | Self::Chase => {
                let mut order: Vec<(usize, Facts<'_>)> = customers.collect();
                order.sort_by(|(_, a), (_, b)| self.compare(a, b));
                order.into_iter().map(|(place, _)| place).collect()
            }
        };
        if direction == Direction::Reversed {
            order.reverse();
        }
        order
    }

    /// Compares two customers.
    #[must_use]
    pub fn compare(self, a: &Facts<'_>, b: &Facts<'_>) -> Ordering {
        let digest = |one: &Facts<'_>| one.digest.map(|digest| (digest.asks.counted, digest.blocked_parties.counted));
        let order = match self {
            Self::Rank => rank(a).cmp(&rank(b)),
            Self::Name => a.name.cmp(b.name),
            Self::Country => a.profile.country.given().cmp(&b.profile.country.given()),
            Self::Status => a.profile.status.given().cmp(&b.profile.status.given()),
            Self::Waiting => waiting(a).cmp(&waiting(b)),
            Self::Asks => digest(b).map(|(asks, _)| asks).cmp(&digest(a).map(|(asks, _)| asks)),
            Self::Blockers => digest(b).map(|(_, blocked)| blocked).cmp(&digest(a).map(|(_, blocked)| blocked)),
            Self::Changed => b.changed.cmp(&a.changed).then_with(|| rank(a).cmp(&rank(b))),
            Self::Chase => due(a).cmp(&due(b)).then_with(|| rank(a).cmp(&rank(b))),
        };
        order.then_with(|| a.key.cmp(b.key))
    }
}

fn ordered<K: Ord>(keys: impl Iterator<Item = (usize, K)>) -> Vec<usize> {
    let mut keys: Vec<(usize, K)> = keys.collect();
    keys.sort_by(|(_, a), (_, b)| a.cmp(b));
    keys.into_iter().map(|(place, _)| place).collect()
}

/// Who must act, then who waits longest.
fn rank(one: &Facts<'_>) -> (Ball, Waiting) {
    (turn(one).ball(), waiting(one))
}

fn turn<'a>(one: &Facts<'a>) -> Turn<'a> {
    Turn { profile: one.profile, digest: one.digest, follow_up: one.follow_up }
}

/// The day to chase; those without one come last.
fn due(one: &Facts<'_>) -> (bool, Option<jiff::civil::Date>) {
    let due = one.follow_up.and_then(|follow_up| follow_up.due);
    (due.is_none(), due)
}

/// How long a customer waits. What rests on another event than the one that counts comes behind all that does not, and
/// what nobody knows comes last.
type Waiting = (bool, Wall);

fn waiting(one: &Facts<'_>) -> Waiting {
    turn(one).since().map_or((true, Wall::MAX), |since| (!since.ranks(), since.at))
}

#[cfg(test)]
mod tests;
