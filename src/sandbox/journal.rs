//! Which requests arrived, in order.

use std::collections::VecDeque;
use std::fmt;
use std::sync::Mutex;

use tokio::sync::watch;

use super::server::lock;

/// Enough for every test; a demo left open for weeks must not grow.
const KEPT: usize = 50_000;

/// One request as it arrived.
#[derive(Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The position among all requests to this server, from 1.
    pub order: usize,
    /// `GET`, `POST`, …
    pub method: String,
    /// The path with its query, as sent.
    pub path: String,
    /// The `Authorization` header; `None` when there was none or it was not text.
    pub authorization: Option<String>,
}

impl fmt::Debug for Recorded {
    /// Without the authorization: it may be somebody's real token.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let signed = if self.authorization.is_some() { "signed" } else { "unsigned" };
        write!(f, "#{} {} {} ({signed})", self.order, self.method, self.path)
    }
}

/// Every request, and a bell that rings with each.
pub(super) struct Journal {
    entries: Mutex<Entries>,
    arrivals: watch::Sender<()>,
}

#[derive(Default)]
struct Entries {
    count: usize,
    kept: VecDeque<Recorded>,
}

impl Journal {
    /// Nothing recorded.
    pub(super) fn new() -> Self {
        Self { entries: Mutex::default(), arrivals: watch::Sender::new(()) }
    }

    /// Writes down one request and wakes those who wait for it.
    pub(super) fn record(&self, method: String, path: String, authorization: Option<String>) {
        {
            let mut entries = lock(&self.entries);
            entries.count += 1;
            let order = entries.count;
            if entries.kept.len() == KEPT {
                entries.kept.pop_front();
            }
            entries.kept.push_back(Recorded { order, method, path, authorization });
        }
        self.arrivals.send_replace(());
    }

    /// The requests kept, oldest first.
    pub(super) fn all(&self) -> Vec<Recorded> {
        lock(&self.entries).kept.iter().cloned().collect()
    }

    /// Returns when at least `n` requests match.
    pub(super) async fn reach(&self, n: usize, matching: impl Fn(&Recorded) -> bool) {
        // Subscribed before the first count: an arrival in between still wakes this.
        let mut arrivals = self.arrivals.subscribe();
        // Counted on a copy: the caller's closure may ask the journal itself.
        while self.all().iter().filter(|request| matching(request)).count() < n {
            if arrivals.changed().await.is_err() {
                return;
            }
        }
    }
}
