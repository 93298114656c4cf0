//! How much, and how often, a server that others share is asked.

use std::time::Duration;

/// Requests for details, or for pages of the list, under way at once, as long as nobody says anything else.
pub const IN_FLIGHT: usize = 4;
/// Time between two of them: five a second.
pub const SPACING: Duration = Duration::from_millis(200);
/// Requests a run that nobody asked for.
pub const PER_RUN: usize = 300;
/// How often auto-refresh fetches the viewed case.
pub const CASE_EVERY: Duration = Duration::from_secs(30);
/// How often auto-refresh fetches the list.
pub const QUEUE_EVERY: Duration = Duration::from_secs(300);

/// How long a run's budget lasts: what was spent before that may be spent again.
pub const BUDGET_FOR: Duration = Duration::from_secs(3600);
/// How long after it was lost a connection is tried again; the time doubles with each try.
pub const OFFLINE_FIRST: Duration = Duration::from_secs(5);
/// How long at most between two tries.
pub const OFFLINE_LONGEST: Duration = Duration::from_secs(120);
/// How long nothing is read ahead once the server asked for patience.
pub const PATIENCE: Duration = Duration::from_secs(600);

/// How long to wait after so many tries to reach a server that is not there.
#[must_use]
pub fn offline_pause(tries: u32) -> Duration {
    OFFLINE_FIRST.saturating_mul(2_u32.saturating_pow(tries)).min(OFFLINE_LONGEST)
}

/// Which details are read behind the queue though nobody asked for them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ReadAhead {
    /// All, where the whole list fits the budget; else those that need us for sure.
    #[default]
    Auto,
    /// Those that need us for sure.
    Needed,
    /// All, as far as the budget goes.
    All,
    /// None: a case is read when it is looked at.
    Off,
}

impl ReadAhead {
    /// Each with its word.
    pub const WORDS: [(Self, &'static str); 4] =
        [(Self::Auto, "auto"), (Self::Needed, "needed"), (Self::All, "all"), (Self::Off, "off")];

    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.into_iter().find(|(which, _)| *which == self).map_or("", |(_, word)| word)
    }
}

/// What is fetched behind the queue at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Requests for details, or for pages of the list, under way at once.
    pub in_flight: usize,
    /// Shortest time between two of them.
    pub spacing: Duration,
    /// Requests an hour that nobody asked for.
    pub per_run: usize,
    /// Which these are.
    pub details: ReadAhead,
}

impl Default for Limits {
    fn default() -> Self {
        Self { in_flight: IN_FLIGHT, spacing: SPACING, per_run: PER_RUN, details: ReadAhead::Auto }
    }
}

impl Limits {
    /// These limits for so many requests a second; at least one.
    #[must_use]
    pub fn a_second(self, requests: u32) -> Self {
        Self { spacing: Duration::from_secs(1) / requests.max(1), ..self }
    }

    /// How many requests a second these limits allow.
    #[must_use]
    pub fn per_second(self) -> u128 {
        1_000_000 / self.spacing.as_micros().max(1)
    }
}

/// How often auto-refresh fetches what is shown; without a time, never.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Every {
    /// The viewed case.
    pub case: Option<Duration>,
    /// The list.
    pub queue: Option<Duration>,
}

impl Default for Every {
    fn default() -> Self {
        Self { case: Some(CASE_EVERY), queue: Some(QUEUE_EVERY) }
    }
}

impl Every {
    /// Whether anything is fetched at all.
    #[must_use]
    pub const fn is_never(self) -> bool {
        self.case.is_none() && self.queue.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pause_between_two_tries_doubles_up_to_two_minutes() {
        let pauses = [0, 1, 2, 3, 4, 5, 6, u32::MAX].map(|tries| offline_pause(tries).as_secs());
        assert_eq!(pauses, [5, 10, 20, 40, 80, 120, 120, 120]);
    }

    #[test]
    fn requests_a_second_are_a_time_between_two() {
        assert_eq!(Limits::default().per_second(), 5);
        for requests in [1, 3, 5, 7, 50] {
            assert_eq!(Limits::default().a_second(requests).per_second(), u128::from(requests));
        }
    }
}
