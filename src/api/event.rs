//! What requests tell whoever made the client, while they are under way.

use std::time::Duration;

use crate::domain::failure::FailureKind;
use crate::domain::id::CustomerId;

/// Something that happens between a request and its answer and that a person may want to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// An answer came.
    Answered {
        /// What was asked for.
        asked: Asked,
        /// Its HTTP status.
        status: u16,
        /// Time since the request was sent.
        took: Duration,
    },
    /// No answer came, or none that ended.
    Unanswered {
        /// What was asked for.
        asked: Asked,
        /// Why.
        why: FailureKind,
        /// Time since the request was sent.
        took: Duration,
    },
    /// Every request waits from now on.
    Waiting {
        /// How long, in seconds.
        seconds: u64,
        /// Who wants it so.
        why: WaitReason,
    },
    /// The first request after such a pause is on its way.
    Resumed,
    /// A read, or a request for a token, failed and is tried again.
    Retrying {
        /// Which try comes next, from 2.
        next: u32,
        /// How many there are at most.
        of: u32,
        /// Why the last one failed.
        why: FailureKind,
    },
    /// A token was replaced by a newer one.
    TokenRefreshed,
}

/// What a request asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// A token.
    Token,
    /// A page of the list, by its number.
    Page(u64),
    /// A customer's details.
    Case(CustomerId),
}

/// Why every request waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitReason {
    /// The server counts too many requests (429).
    RateLimited,
    /// The server is not available and said for how long (503).
    Unavailable,
}
