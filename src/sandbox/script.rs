//! What a test tells the server to do with matching requests: hold them, or answer them its way.

use std::collections::VecDeque;
use std::sync::{Arc, Weak};

use tokio::sync::watch;

use super::reply::Reply;

/// Keeps requests waiting; letting go of it, or dropping it, lets them through.
#[must_use = "requests are let through as soon as this is dropped"]
pub struct Hold {
    closed: Arc<watch::Sender<()>>,
}

impl Hold {
    /// How many requests wait here now; one whose client has gone no longer does.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.closed.receiver_count()
    }

    /// Lets every request that waits for this go on.
    pub fn release(self) {
        drop(self);
    }
}

/// Every hold and every scripted reply.
#[derive(Default)]
pub(super) struct Script {
    gates: Vec<Gate>,
    once: VecDeque<(String, Reply)>,
    always: Vec<(String, Reply)>,
}

/// The server's side of a [`Hold`].
struct Gate {
    path_contains: String,
    only_next: bool,
    /// Nothing once the hold is gone.
    closed: Weak<watch::Sender<()>>,
}

impl Script {
    /// Holds matching requests that arrive from now on.
    pub(super) fn hold(&mut self, path_contains: &str, only_next: bool) -> Hold {
        let closed = Arc::new(watch::Sender::new(()));
        self.gates.push(Gate { path_contains: path_contains.to_owned(), only_next, closed: Arc::downgrade(&closed) });
        Hold { closed }
    }

    /// Queues one reply.
    pub(super) fn answer_next(&mut self, path_contains: &str, reply: Reply) {
        self.once.push_back((path_contains.to_owned(), reply));
    }

    /// Replies to all from now on; the newest such order wins.
    pub(super) fn answer_all(&mut self, path_contains: &str, reply: Reply) {
        self.always.push((path_contains.to_owned(), reply));
    }

    /// Forgets the replies.
    pub(super) fn clear(&mut self) {
        self.once.clear();
        self.always.clear();
    }

    /// The gates that a request arriving now has to pass.
    pub(super) fn gates(&mut self, path: &str) -> Vec<watch::Receiver<()>> {
        let mut waiting = Vec::new();
        self.gates.retain(|gate| {
            let Some(closed) = gate.closed.upgrade() else {
                return false;
            };
            let here = path.contains(&gate.path_contains);
            if here {
                waiting.push(closed.subscribe());
            }
            !(here && gate.only_next)
        });
        waiting
    }

    /// The scripted reply for a request, if there is one; a queued one is used up.
    pub(super) fn claim(&mut self, path: &str) -> Option<Reply> {
        let queued = self.once.iter().position(|(part, _)| path.contains(part));
        if let Some(position) = queued {
            return self.once.remove(position).map(|(_, reply)| reply);
        }
        self.always.iter().rev().find(|(part, _)| path.contains(part)).map(|(_, reply)| reply.clone())
    }
}

/// Waits until every one of these gates is open.
pub(super) async fn pass(gates: Vec<watch::Receiver<()>>) {
    for mut gate in gates {
        // Nothing is ever sent: the wait ends when the hold, which is the sender, is gone.
        while gate.changed().await.is_ok() {}
    }
}
