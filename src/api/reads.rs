//! Reads: signed with whatever token holds, and retried where that can help.

use reqwest::Url;

use crate::config::credentials::Credentials;
use crate::domain::case::Case;
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::id::CustomerId;

use super::auth::Auth;
use super::convert::{self, Page};
use super::event::{Asked, Event};
use super::exchange::{Exchange, scrub};
use super::retry::backoff;
use super::transport::Call;

/// Most decoded bytes of customer details, as of a saved file: thousands of parties with their papers fit.
const DETAILS_CAP: usize = 64 * 1024 * 1024;
/// Most decoded bytes of a list page.
const PAGE_CAP: usize = 32 * 1024 * 1024;

/// The way to one server, with the token that signs what is read there.
pub(super) struct Reads {
    pub(super) exchange: Exchange,
    auth: Auth,
}

impl Reads {
    /// Nothing is read yet, and no token asked for.
    pub(super) fn new(exchange: Exchange, credentials: Credentials) -> Self {
        Self { exchange, auth: Auth::new(credentials) }
    }

    /// Reads a customer's details from this version of the API.
    pub(super) async fn case(&self, version: &str, id: &CustomerId) -> Result<Case, Failure> {
        let url = self.exchange.url(&[version, "customers", id.as_str()]);
        self.get(url, Asked::Case(id.clone()), DETAILS_CAP, |reply| convert::case(reply, id)).await
    }

    /// Reads one page of the list of one type. That it is not found speaks of no customer.
    pub(super) async fn page(&self, kind: &str, per_page: u64, number: u64) -> Result<Page, Failure> {
        let mut url = self.exchange.url(&["v2", "customers"]);
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
        let Self { exchange, auth } = self;
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
