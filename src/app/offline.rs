//! Whether the server can be reached: one state for all requests, instead of a failure for each.

use std::collections::HashSet;
use std::time::Duration;

use crate::domain::customer::RowKey;
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::pace::{OFFLINE_LONGEST, offline_pause};
use crate::domain::time::Now;

/// The way to the server.
#[derive(Debug, Default)]
pub struct Connection {
    offline: Option<Offline>,
    /// Counts the timers; names the latest.
    timer: u64,
    /// When the server was reached again last, and how often that was tried.
    ended: Option<(Now, u32)>,
    /// What was missed and is to be fetched once the server does what it is asked.
    owed: Option<Missed>,
}

/// The server cannot be reached.
#[derive(Debug)]
pub struct Offline {
    /// Since when.
    pub since: Now,
    /// When it is tried again; `None` while it is tried.
    pub next: Option<Now>,
    /// Tries so far.
    tries: u32,
    /// Whose cases could not be read meanwhile.
    missed: HashSet<RowKey>,
    /// Whether the list was due meanwhile.
    pub(in crate::app) missed_list: bool,
    /// Whether only the list is known not to be had: it took too long, and cases may be had all the same.
    is_of_list: bool,
}

/// What could not be read while the server could not be reached.
#[derive(Debug, Default)]
pub(in crate::app) struct Missed {
    /// Whose cases.
    pub(in crate::app) cases: HashSet<RowKey>,
    /// Whether the list was due.
    pub(in crate::app) list: bool,
}

/// A request that has ended, or brought something.
#[derive(Debug)]
pub struct Ended {
    /// Whose case was asked for; `None` where it was the list.
    pub case: Option<RowKey>,
    /// Why it failed, if it did.
    pub failure: Option<Failure>,
}

/// What the end of a request says of the way to the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The server did what it was asked.
    Answered,
    /// The server answered, and refused.
    Refused,
    /// Nobody can tell whether it was the server that did not do it.
    Unclear,
    /// The server is not there.
    Unreachable,
}

impl Ended {
    /// What it says of the way to the server.
    #[must_use]
    pub fn reach(&self) -> Reach {
        self.failure.as_ref().map_or(Reach::Answered, |failure| Reach::of_failure(failure, self.case.is_none()))
    }
}

impl Reach {
    /// What the failure of a request says. That one case takes too long says nothing of the server; that the list does, says
    /// that nothing is to be had there.
    #[must_use]
    const fn of_failure(failure: &Failure, is_list: bool) -> Self {
        use FailureKind as K;
        match failure.kind {
            K::Offline => Self::Unreachable,
            K::TimedOut if is_list => Self::Unreachable,
            K::TimedOut
            | K::Interrupted
            | K::Tls
            | K::NotHttps
            | K::NotHttp
            | K::Proxy
            | K::Redirected
            | K::Credentials
            | K::Panicked => Self::Unclear,
            K::SignedOut
            | K::Forbidden
            | K::NotFound
            | K::NoList
            | K::Conflict
            | K::Refused(_)
            | K::Locked
            | K::RateLimited
            | K::Server(_)
            | K::Status(_)
            | K::NotUnderstood
            | K::TooLarge
            | K::WrongCustomer => Self::Refused,
        }
    }
}

impl Connection {
    /// The state, where the server cannot be reached.
    #[must_use]
    pub const fn offline(&self) -> Option<&Offline> {
        self.offline.as_ref()
    }

    /// The same, to note what is missed.
    pub(in crate::app) const fn offline_mut(&mut self) -> Option<&mut Offline> {
        self.offline.as_mut()
    }

    /// Whether the server cannot be reached.
    #[must_use]
    pub const fn is_offline(&self) -> bool {
        self.offline.is_some()
    }

    /// Whether the server cannot be reached, and the next try is not due.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.offline.as_ref().is_some_and(|offline| offline.next.is_some())
    }

    /// Notes that the server could not be reached; whether that is new. What fails again soon after it went well is not tried
    /// as often as at first.
    pub(in crate::app) fn lose(&mut self, ended: &Ended, now: Now) -> bool {
        let is_new = self.offline.is_none();
        let recent = self.ended.filter(|(at, _)| now.since(*at) < OFFLINE_LONGEST);
        let offline = self.offline.get_or_insert_with(|| Offline {
            since: now,
            next: None,
            tries: recent.map_or(0, |(_, tries)| tries),
            missed: HashSet::new(),
            missed_list: false,
            is_of_list: true,
        });
        offline.is_of_list &= ended.failure.as_ref().is_some_and(|failure| failure.kind == FailureKind::TimedOut);
        offline.missed.extend(ended.case.clone());
        is_new
    }

    /// Whether the answer about a case says nothing of why the server is taken to be away.
    pub(in crate::app) fn is_beside(&self, ended: &Ended) -> bool {
        ended.case.is_some() && self.offline.as_ref().is_some_and(|offline| offline.is_of_list)
    }

    /// Ends the state; returns since when it was, if it was. What was missed is owed from now on.
    pub(in crate::app) fn regain(&mut self, now: Now) -> Option<Now> {
        let Offline { since, tries, missed, missed_list, .. } = self.offline.take()?;
        self.ended = Some((now, tries));
        let owed = self.owed.get_or_insert_default();
        owed.cases.extend(missed);
        owed.list |= missed_list;
        Some(since)
    }

    /// What is to be fetched now that the server does what it is asked.
    pub(in crate::app) fn take_owed(&mut self) -> Option<Missed> {
        self.owed.take()
    }

    /// Notes whether a try is under way. Where none is and none is due, the next one is: returns its timer and the time until
    /// then.
    pub(in crate::app) fn settle(&mut self, is_tried: bool, now: Now) -> Option<(u64, Duration)> {
        let offline = self.offline.as_mut()?;
        if is_tried {
            offline.next = None;
            return None;
        }
        if offline.next.is_some() {
            return None;
        }
        let pause = offline_pause(offline.tries);
        offline.tries = offline.tries.saturating_add(1);
        offline.next = Some(Now { mono: now.mono + pause, wall: now.wall.checked_add(pause).unwrap_or(now.wall) });
        self.timer += 1;
        Some((self.timer, pause))
    }

    /// Whether this timer is the one that the next try waits for; the try is under way from now on.
    pub(in crate::app) fn is_due(&mut self, timer: u64) -> bool {
        let is_current = self.timer == timer;
        let due = self.offline.as_mut().filter(|_| is_current).and_then(|offline| offline.next.take());
        due.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::row_key;

    fn now() -> Now {
        Now { mono: Duration::ZERO, wall: jiff::Timestamp::UNIX_EPOCH }
    }

    fn ended(case: Option<&str>, kind: Option<FailureKind>) -> Ended {
        Ended { case: case.map(row_key), failure: kind.map(Failure::new) }
    }

    #[test]
    fn what_was_missed_is_owed_until_the_server_does_what_it_is_asked() {
        let mut connection = Connection::default();
        connection.lose(&ended(Some("c1"), Some(FailureKind::Offline)), now());
        assert!(connection.regain(now()).is_some(), "a refusal ends it");
        connection.lose(&ended(Some("c2"), Some(FailureKind::Offline)), now());
        connection.regain(now());
        let owed = connection.take_owed().unwrap();
        assert_eq!(owed.cases, [row_key("c1"), row_key("c2")].into());
        assert!(connection.take_owed().is_none());
    }

    #[test]
    fn a_case_says_nothing_of_a_list_that_takes_too_long() {
        let mut connection = Connection::default();
        connection.lose(&ended(None, Some(FailureKind::TimedOut)), now());
        assert!(connection.is_beside(&ended(Some("c1"), None)) && !connection.is_beside(&ended(None, None)));
        connection.lose(&ended(None, Some(FailureKind::Offline)), now());
        assert!(!connection.is_beside(&ended(Some("c1"), None)), "the server itself was away");
    }
}
