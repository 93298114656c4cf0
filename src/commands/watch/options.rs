//! How to watch, and how a watch ends.

use std::time::Duration;

use crate::domain::customer::CustomerStatus;
use crate::domain::mask::Mask;
use crate::output::Paper;

/// Longest wait after failures, unless the interval itself is longer.
const LONGEST_WAIT: Duration = Duration::from_mins(5);

/// How to watch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchOptions {
    /// Time between two looks.
    pub interval: Duration,
    /// What ends it; without, only its user does.
    pub until: Option<Until>,
    /// Whether personal data is hidden.
    pub mask: Mask,
    /// How each change is printed.
    pub format: WatchFormat,
    /// What it is printed on.
    pub page: Paper,
}

/// How each change is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WatchFormat {
    /// A line for people.
    Text,
    /// A JSON object on a line of its own.
    Json,
}

/// What ends a watch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// Anything changed.
    Change,
    /// Every customer is approved.
    Approved,
    /// Every customer is approved or rejected.
    Decided,
}

impl Until {
    /// Whether a status is what is waited for. One that could not be read is nothing of the kind.
    pub(super) fn is_reached(self, status: Option<CustomerStatus>) -> bool {
        match self {
            Self::Change => false,
            Self::Approved => status == Some(CustomerStatus::Approved),
            Self::Decided => matches!(status, Some(CustomerStatus::Approved | CustomerStatus::Rejected)),
        }
    }
}

/// How a watch ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// What was waited for has come, or nobody reads any longer.
    Done,
    /// Its user interrupted it.
    Interrupted,
}

/// The interval, doubled for each failure in a row, up to a bound.
pub(super) fn wait(interval: Duration, failures: u32) -> Duration {
    interval.saturating_mul(2_u32.saturating_pow(failures)).min(LONGEST_WAIT.max(interval))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_up_to_a_bound_and_never_shrink_below_the_interval() {
        let seconds = Duration::from_secs;
        let table = [(30, 0, 30), (30, 1, 60), (30, 3, 240), (30, 4, 300), (30, 99, 300), (900, 2, 900)];
        for (interval, failures, expected) in table {
            assert_eq!(wait(seconds(interval), failures), seconds(expected), "{interval} {failures}");
        }
    }
}
