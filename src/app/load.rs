//! A slot that waits for an answer.

use crate::domain::failure::Failure;
use crate::domain::time::Now;

/// Names one request. Never reused, so a late answer can be told from the one that is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(u64);

/// Gives out fresh request ids.
#[derive(Debug, Default)]
pub struct RequestIds(u64);

impl RequestIds {
    /// An id that was never given out before.
    pub const fn fresh(&mut self) -> RequestId {
        self.0 += 1;
        RequestId(self.0)
    }
}

/// What is known of something that is fetched.
#[derive(Debug, Default)]
pub enum Load<T> {
    /// Not asked for.
    #[default]
    Idle,
    /// Asked for the first time; there is nothing to show yet.
    Loading(RequestId),
    /// There is data. It stays on screen while it is refreshed and after a refresh failed.
    Ready(Ready<T>),
    /// Asked for and not received.
    Failed(Failure),
}

/// Data that arrived.
#[derive(Debug)]
pub struct Ready<T> {
    /// The data.
    pub data: T,
    /// When it was received.
    pub fetched: Now,
    /// The request that will replace it, if one is under way.
    pub refreshing: Option<RequestId>,
    /// Why the latest refresh failed, if it did.
    pub failure: Option<Failure>,
}

impl<T> Load<T> {
    /// The data, however old.
    pub const fn data(&self) -> Option<&T> {
        match self {
            Self::Ready(ready) => Some(&ready.data),
            Self::Idle | Self::Loading(_) | Self::Failed(_) => None,
        }
    }

    /// The data with its age and the state of its refresh.
    pub const fn ready(&self) -> Option<&Ready<T>> {
        match self {
            Self::Ready(ready) => Some(ready),
            Self::Idle | Self::Loading(_) | Self::Failed(_) => None,
        }
    }

    /// The request under way, if any.
    pub const fn waits_for(&self) -> Option<RequestId> {
        match self {
            Self::Loading(request) => Some(*request),
            Self::Ready(ready) => ready.refreshing,
            Self::Idle | Self::Failed(_) => None,
        }
    }

    /// Notes that `request` is under way; data on hand stays.
    pub fn start(&mut self, request: RequestId) {
        match self {
            Self::Ready(ready) => ready.refreshing = Some(request),
            Self::Idle | Self::Loading(_) | Self::Failed(_) => *self = Self::Loading(request),
        }
    }

    /// Takes the answer to `request` and returns the data it replaces. An answer nobody waits for is refused.
    ///
    /// # Errors
    /// [`Stale`] where the slot waits for another request or for none.
    pub fn succeed(&mut self, request: RequestId, data: T, fetched: Now) -> Result<Option<T>, Stale> {
        if self.waits_for() != Some(request) {
            return Err(Stale);
        }
        let ready = Ready { data, fetched, refreshing: None, failure: None };
        match std::mem::replace(self, Self::Ready(ready)) {
            Self::Ready(old) => Ok(Some(old.data)),
            Self::Idle | Self::Loading(_) | Self::Failed(_) => Ok(None),
        }
    }

    /// Takes the failure of `request`; data on hand stays.
    ///
    /// # Errors
    /// [`Stale`] where the slot waits for another request or for none.
    pub fn fail(&mut self, request: RequestId, failure: Failure) -> Result<(), Stale> {
        if self.waits_for() != Some(request) {
            return Err(Stale);
        }
        match self {
            Self::Ready(ready) => {
                ready.refreshing = None;
                ready.failure = Some(failure);
            }
            Self::Idle | Self::Loading(_) | Self::Failed(_) => *self = Self::Failed(failure),
        }
        Ok(())
    }

    /// Stops waiting; returns the request that is now unwanted.
    pub fn cancel(&mut self) -> Option<RequestId> {
        let request = self.waits_for()?;
        match self {
            Self::Ready(ready) => ready.refreshing = None,
            Self::Idle | Self::Loading(_) | Self::Failed(_) => *self = Self::Idle,
        }
        Some(request)
    }
}

/// An answer that nobody waits for any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stale;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::failure::FailureKind;
    use std::time::Duration;

    fn now() -> Now {
        Now { mono: Duration::ZERO, wall: jiff::Timestamp::UNIX_EPOCH }
    }

    /// Faults: W12.
    #[test]
    fn only_the_newest_request_may_land() {
        let mut ids = RequestIds::default();
        let (first, second) = (ids.fresh(), ids.fresh());
        let mut load = Load::default();
        load.start(first);
        load.start(second);
        assert_eq!(load.succeed(first, "late", now()), Err(Stale));
        assert_eq!(load.succeed(second, "new", now()), Ok(None));
        assert_eq!(load.succeed(second, "twice", now()), Err(Stale));
        assert_eq!(load.data(), Some(&"new"));
    }

    #[test]
    fn data_survives_refreshing_failing_and_cancelling() {
        let mut ids = RequestIds::default();
        let mut load = Load::default();
        let request = ids.fresh();
        load.start(request);
        load.succeed(request, "old", now()).unwrap();
        let request = ids.fresh();
        load.start(request);
        assert_eq!(load.data(), Some(&"old"));
        load.fail(request, Failure::new(FailureKind::Offline)).unwrap();
        assert_eq!(load.data(), Some(&"old"));
        assert!(load.ready().unwrap().failure.is_some());
        let request = ids.fresh();
        load.start(request);
        assert_eq!(load.cancel(), Some(request));
        assert_eq!(load.fail(request, Failure::new(FailureKind::Offline)), Err(Stale));
        assert_eq!(load.data(), Some(&"old"));
    }

    #[test]
    fn a_cancelled_first_load_is_idle_again() {
        let mut load: Load<()> = Load::default();
        let request = RequestIds::default().fresh();
        load.start(request);
        assert_eq!(load.cancel(), Some(request));
        assert!(matches!(load, Load::Idle));
        assert_eq!(load.cancel(), None);
    }
}
