//! The client: what the program asks of one server.

use std::fmt;
use std::sync::Arc;

use crate::config::credentials::Credentials;
use crate::config::environment::Environment;
use crate::domain::case::Case;
use crate::domain::completeness::Completeness;
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::id::CustomerId;

use super::convert::Page;
use super::event::Event;
use super::exchange::Exchange;
use super::listing::{self, ListKind};
use super::options::ClientOptions;
use super::reads::Reads;

/// A client of one server. Clones share connections, token and gate; a dropped future ends its request.
#[derive(Clone)]
pub struct Client(Arc<Reads>);

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
        Self(Arc::new(Reads::new(exchange, credentials)))
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
        let unknown = match self.0.case("v2", id).await {
            Err(failure) if failure.kind == FailureKind::NotFound => failure,
            outcome => return outcome,
        };
        let first = self.0.case("v1", id).await;
        first.map_err(|failure| if is_refusal(&failure.kind) { unknown } else { failure })
    }

    /// Reads the whole list: its first page, then the others at the same time. They are given in their order, each customer
    /// once; [`Page::total`] counts all types that are listed up to this one. Says whether anybody is missing: a page that
    /// fails behind the first one costs its own customers alone.
    ///
    /// # Errors
    /// Where the first page fails, or another one for a reason that all would meet.
    pub async fn list(&self, kind: ListKind, give: impl FnMut(Page)) -> Result<Completeness, Failure> {
        listing::list(&self.0, kind, give).await
    }

    /// Reads the first page of the list, of companies where it has both types.
    ///
    /// # Errors
    /// The failure of the last try, or of reading the reply.
    pub async fn first_page(&self, kind: ListKind) -> Result<Page, Failure> {
        listing::first_page(&self.0, kind).await
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
