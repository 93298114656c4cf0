//! The built-in stand-in for the Fin API, for `--demo` and for tests: a real HTTP server on loopback.
//!
//! It answers `GET /v2/customers`, `GET /v2/customers/{id}`, `GET /v1/customers/{id}`, `POST /v1/oauth/token` and
//! `POST /v1/oauth/refresh-token`, and refuses as the API does. A case moves when it is looked at:
//! its step is the number of earlier detail requests for its id, and a list shows each case at the
//! step the next detail request would show.
//!
//! Tests can see every request ([`Sandbox::requests`]), hold some back ([`Sandbox::hold`]), script
//! replies ([`Sandbox::answer_next`]) and change a case ([`Sandbox::patch`]).

mod cases;
mod demo;
mod generated;
mod journal;
mod merge;
mod query;
mod reply;
mod scenario;
mod script;
mod server;
mod times;
mod tokens;

#[cfg(test)]
mod tests;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub use journal::Recorded;
pub use reply::Reply;
pub use scenario::Scenario;
pub use script::Hold;

use server::{State, lock};

/// The client id that every sandbox accepts; it opens nothing else.
pub const CLIENT_ID: &str = "demo-client";

/// The client secret that every sandbox accepts; it protects nothing.
pub const CLIENT_SECRET: &str = "demo-secret-not-a-real-one";

/// How a sandbox behaves, apart from its customers.
#[derive(Debug, Clone)]
pub struct Options {
    /// The instant the server starts at, by its own clock; offsets in records count from its whole second.
    pub start: Timestamp,
    /// How long an access token is accepted after it was issued.
    pub access_token_life: Duration,
    /// How long a refresh token is accepted after it was issued.
    pub refresh_token_life: Duration,
    /// How far the server's clock (`current_time`, token expiry, the `Date` header) is ahead of `start` plus the time run.
    pub clock_skew: SignedDuration,
    /// The wait before every answer, as a network would add it.
    pub latency: Duration,
    /// What makes this server's tokens differ from another's.
    pub token_seed: u64,
}

impl Default for Options {
    /// Starts now, with the API's sample lifetimes (a day and a week), a true clock and no latency.
    fn default() -> Self {
        let day = Duration::from_hours(24);
        let nanos = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
        Self {
            start: Timestamp::now(),
            access_token_life: day,
            refresh_token_life: 7 * day,
            clock_skew: SignedDuration::ZERO,
            latency: Duration::ZERO,
            // Nanoseconds since 1970 fit in 64 bits until the year 2554.
            token_seed: u64::try_from(nanos).unwrap_or(u64::MAX),
        }
    }
}

/// A running server on a free loopback port; dropping it closes the port and every connection.
pub struct Sandbox {
    address: SocketAddr,
    started: Timestamp,
    state: Arc<State>,
    accepting: JoinHandle<()>,
}

impl Sandbox {
    /// Starts a server with the default [`Options`] on the current tokio runtime.
    ///
    /// # Errors
    /// When no loopback port can be opened.
    pub async fn start(scenario: Scenario) -> io::Result<Self> {
        Self::start_with(scenario, Options::default()).await
    }

    /// Starts a server with the given options on the current tokio runtime.
    ///
    /// # Errors
    /// When no loopback port can be opened.
    pub async fn start_with(scenario: Scenario, options: Options) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let state = Arc::new(State::new(scenario, &options));
        let accepting = tokio::spawn(server::accept(listener, Arc::clone(&state)));
        Ok(Self { address, started: options.start, state, accepting })
    }

    /// `http://127.0.0.1:PORT`, without a slash at the end.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The instant that offsets in records count from.
    #[must_use]
    pub const fn started(&self) -> Timestamp {
        self.started
    }

    /// Every request so far, oldest first (the newest 50,000 of them).
    #[must_use]
    pub fn requests(&self) -> Vec<Recorded> {
        self.state.journal.all()
    }

    /// Returns as soon as at least `n` of the recorded requests match. A request counts when it arrives, held or not.
    pub async fn requests_reach(&self, n: usize, matching: impl Fn(&Recorded) -> bool) {
        self.state.journal.reach(n, matching).await;
    }

    /// Makes every request that arrives from now on, and whose path with its query contains the given
    /// text, wait until the [`Hold`] is gone. Other requests are answered at once.
    pub fn hold(&self, path_contains: &str) -> Hold {
        lock(&self.state.script).hold(path_contains, false)
    }

    /// As [`hold`](Self::hold), but only for the next such request: for answers that overtake each other.
    pub fn hold_next(&self, path_contains: &str) -> Hold {
        lock(&self.state.script).hold(path_contains, true)
    }

    /// Queues one reply for the next request whose path with its query contains the given text. It is
    /// given instead of any other answer and moves nothing. A waiting request takes its reply when it
    /// arrives, or when it is let go if there was none.
    pub fn answer_next(&self, path_contains: &str, reply: Reply) {
        lock(&self.state.script).answer_next(path_contains, reply);
    }

    /// Gives this reply to every matching request until [`clear_scripts`](Self::clear_scripts), after queued ones.
    pub fn answer_all(&self, path_contains: &str, reply: Reply) {
        lock(&self.state.script).answer_all(path_contains, reply);
    }

    /// Forgets every scripted reply; holds stay.
    pub fn clear_scripts(&self) {
        lock(&self.state.script).clear();
    }

    /// A fresh access token, for clients that bring their own.
    #[must_use]
    pub fn access_token(&self) -> String {
        lock(&self.state.tokens).access_token(self.state.clock.now())
    }

    /// Makes every access token issued so far worthless (401); refresh tokens stay.
    pub fn expire_access_tokens(&self) {
        lock(&self.state.tokens).expire_access();
    }

    /// Makes every refresh token issued so far worthless (401); access tokens stay.
    pub fn revoke_refresh_tokens(&self) {
        lock(&self.state.tokens).revoke_refresh();
    }

    /// Changes one case from now on: the RFC 7396 patch goes on top of every step. The case stays in
    /// the list (business or individual) it began in. An unknown id changes nothing.
    pub fn patch(&self, id: &str, merge_patch: Value) {
        lock(&self.state.cases).patch(id, merge_patch);
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}
