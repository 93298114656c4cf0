//! The client: reads, retried where that can help, and signed with whatever token holds.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Url;

use crate::config::credentials::Credentials;
use crate::config::environment::Environment;
use crate::domain::case::Case;
use crate::domain::completeness::Completeness;
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::id::CustomerId;
use crate::domain::pace::IN_FLIGHT;

use super::auth::Auth;
use super::convert::{self, Page};
use super::exchange::{Exchange, scrub};
use super::listing::{self, ListKind};
use super::retry::{Jitter, backoff};
use super::transport::Call;

/// Most decoded bytes of customer details, as of a saved file: thousands of parties with their papers fit.
const DETAILS_CAP: usize = 64 * 1024 * 1024;
/// Most decoded bytes of a list page.
const PAGE_CAP: usize = 32 * 1024 * 1024;

/// How patient a client is, and how much it asks for at once.
#[derive(Clone, Debug)]
pub struct ClientOptions {
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
            connect_timeout: Duration::from_secs(10),
            read_timeout: Duration::from_secs(20),
            total_timeout: Duration::from_secs(60),
            tries: 3,
            first_delay: Duration::from_millis(500),
            longest_delay: Duration::from_secs(8),
            longest_pause: Duration::from_secs(120),
            jitter: Jitter::default(),
            pages_at_once: IN_FLIGHT,
        }
    }
}

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

/// A client of one server. Clones share connections, token and gate; a dropped future ends its request.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

struct Inner {
    exchange: Exchange,
    auth: Auth,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Client({})", self.0.exchange.environment.host())
    }
}

impl Client {
    /// A client that has done nothing yet: connections, certificates and tokens come with the first request. The
    /// observer is called from within requests and must not block.
    #[must_use]
    pub fn new(
        environment: Environment,
        credentials: Credentials,
        options: ClientOptions,
        observer: impl Fn(Event) + Send + Sync + 'static,
    ) -> Self {
        let exchange = Exchange::new(environment, options, Box::new(observer));
        Self(Arc::new(Inner { exchange, auth: Auth::new(credentials) }))
    }

    /// The server it talks to.
    #[must_use]
    pub fn environment(&self) -> &Environment {
        &self.0.exchange.environment
    }

    /// Reads a customer's details. Individuals may be known to the first version alone (`assets/api.md` §2), so it is
    /// asked before a customer is said to be unknown.
    ///
    /// # Errors
    /// The failure of the last try, or of reading the reply. [`FailureKind::NotFound`] where neither version has such a
    /// customer.
    pub async fn case(&self, id: &CustomerId) -> Result<Case, Failure> {
        let unknown = match self.details("v2", id).await {
            Err(failure) if failure.kind == FailureKind::NotFound => failure,
            outcome => return outcome,
        };
        let first = self.details("v1", id).await;
        first.map_err(|failure| if is_refusal(&failure.kind) { unknown } else { failure })
    }

    async fn details(&self, version: &str, id: &CustomerId) -> Result<Case, Failure> {
        let url = self.0.exchange.url(&[version, "customers", id.as_str()]);
        self.get(url, Asked::Case(id.clone()), DETAILS_CAP, |reply| convert::case(reply, id)).await
    }

    /// Reads the whole list: its first page, then the others at the same time. They are given in their order, each customer
    /// once; [`Page::total`] counts all types that are listed up to this one. Says whether anybody is missing: a page that
    /// fails behind the first one costs its own customers alone.
    ///
    /// # Errors
    /// Where the first page fails, or another one for a reason that all would meet.
    pub async fn list(&self, kind: ListKind, give: impl FnMut(Page)) -> Result<Completeness, Failure> {
        listing::list(self, kind, self.0.exchange.options.pages_at_once, give).await
    }

    /// Reads the first page of the list, of companies where it has both types.
    ///
    /// # Errors
    /// The failure of the last try, or of reading the reply.
    pub async fn first_page(&self, kind: ListKind) -> Result<Page, Failure> {
        listing::first_page(self, kind).await
    }

    /// Reads one page of the list of one type. That it is not found speaks of no customer.
    pub(super) async fn page(&self, kind: &str, per_page: u64, number: u64) -> Result<Page, Failure> {
        let mut url = self.0.exchange.url(&["v2", "customers"]);
        url.query_pairs_mut()
            .append_pair("type", kind)
            .append_pair("per_page", &per_page.to_string())
            .append_pair("current_page", &number.to_string());
        let answer = self.get(url, Asked::Page(number), PAGE_CAP, convert::page).await;
        answer.map_err(|failure| match failure.kind {
            FailureKind::NotFound => Failure { kind: FailureKind::NoList, ..failure },
            _ => failure,
        })
    }

    async fn get<T>(
        &self,
        url: Url,
        asked: Asked,
        cap: usize,
        read: impl FnOnce(&[u8]) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let Inner { exchange, auth } = &*self.0;
        let options = &exchange.options;
        let mut tried = 1;
        let mut renewed = false;
        let mut pair = auth.bearer(exchange).await?;
        loop {
            let secrets = auth.secrets(&pair);
            let call = Call::Get { url: url.clone(), bearer: &pair.access };
            let failure = match exchange.send(call, &asked, cap, &secrets).await {
                Ok(reply) => return read(&reply).map_err(|failure| scrub(failure, &secrets)),
                Err(failure) => failure,
            };
            if failure.kind == FailureKind::SignedOut && !renewed {
                renewed = true;
                pair = auth.after_refusal(&pair, failure, exchange).await?;
            } else if failure.is_passing() && tried < options.tries {
                let delay = backoff(tried, options.first_delay, options.longest_delay, &options.jitter);
                tried += 1;
                exchange.tell(Event::Retrying { next: tried, of: options.tries, why: failure.kind });
                tokio::time::sleep(delay).await;
                pair = auth.bearer(exchange).await?;
            } else {
                return Err(failure);
            }
        }
    }
}

/// Whether a version of the API does not have what was asked for, or is not there for us: what the other one says holds.
const fn is_refusal(kind: &FailureKind) -> bool {
    use FailureKind as K;
    matches!(
        kind,
        K::NotFound
            | K::SignedOut
            | K::Forbidden
            | K::Conflict
            | K::Refused(_)
            | K::Locked
            | K::Status(_)
            | K::Redirected
    )
}
