//! How requests travel, how patient they are, and how many are under way at once.

use std::time::Duration;

use crate::config::proxy::Proxy;
use crate::domain::pace::IN_FLIGHT;

use super::retry::Jitter;

/// How a client reaches its server, how patient it is, and how much it asks for at once.
#[derive(Clone, Debug)]
pub struct ClientOptions {
    /// The proxy in between. Without one it connects directly, whatever variables say.
    pub proxy: Option<Proxy>,
    /// Longest wait for a connection.
    pub connect_timeout: Duration,
    /// Longest wait for the answer to begin, and between two pieces of it.
    pub read_timeout: Duration,
    /// Longest time one try takes in all.
    pub total_timeout: Duration,
    /// How often a read is tried in all; at least once.
    pub tries: u32,
    /// Longest wait before the second try; it doubles with each further one.
    pub first_delay: Duration,
    /// Where that doubling ends.
    pub longest_delay: Duration,
    /// Longest pause a server can ask for.
    pub longest_pause: Duration,
    /// What spreads the waits.
    pub jitter: Jitter,
    /// Pages of the list under way at once; at least one.
    pub pages_at_once: usize,
}

impl Default for ClientOptions {
    fn default() -> Self {
        Self {
            proxy: None,
            connect_timeout: Duration::from_secs(10),
            read_timeout: Duration::from_secs(20),
            total_timeout: Duration::from_mins(1),
            tries: 3,
            first_delay: Duration::from_millis(500),
            longest_delay: Duration::from_secs(8),
            longest_pause: Duration::from_mins(2),
            jitter: Jitter::default(),
            pages_at_once: IN_FLIGHT,
        }
    }
}
