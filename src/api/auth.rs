//! Tokens: obtained when the first request needs one, renewed before they end, and by one request for all that wait.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use secrecy::zeroize::Zeroize;
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;
use tokio::time::Instant;

use crate::config::credentials::{Credentials, TokenSource};
use crate::domain::failure::{Failure, FailureKind};
use crate::threads;

use super::convert::{self, TokenReply};
use super::event::{Asked, Event};
use super::exchange::{Exchange, scrub};
use super::redact::Secrets;
use super::retry::backoff;
use super::transport::Call;

/// Most bytes of a token reply.
const CAP: usize = 64 * 1024;
/// A token is renewed this long before its end, so that no request leaves with one that ends on the way.
const MARGIN: Duration = Duration::from_mins(1);
/// How long to go on with a token that still holds when its renewal failed for a passing reason.
const RENEWAL_REST: Duration = Duration::from_secs(10);

/// A token as it was issued.
pub(super) struct Pair {
    pub(super) access: SecretString,
    refresh: Option<SecretString>,
    /// Counts issues, so that a refusal of an old token does not renew a newer one.
    generation: u64,
    ends_at: Option<Instant>,
}

/// The credentials and the token they brought.
pub(super) struct Auth {
    credentials: Credentials,
    state: Mutex<State>,
    /// Held by the one request that renews. Whoever drops it midway lets the next in line renew.
    turn: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct State {
    pair: Option<Arc<Pair>>,
    generation: u64,
    renew_at: Option<Instant>,
    /// Renewals tried so far: who waited while one failed does not try again at once.
    attempts: u64,
    last_failure: Option<Failure>,
}

impl Auth {
    /// Credentials that nobody has used yet.
    pub(super) fn new(credentials: Credentials) -> Self {
        let mut state = State::default();
        if let Credentials::Token(token) = &credentials {
            let pair = Pair { access: token.clone(), refresh: None, generation: 0, ends_at: None };
            state.pair = Some(Arc::new(pair));
        }
        Self { credentials, state: Mutex::new(state), turn: tokio::sync::Mutex::default() }
    }

    /// A token to send.
    pub(super) async fn bearer(&self, exchange: &Exchange) -> Result<Arc<Pair>, Failure> {
        self.newer_than(None, exchange).await
    }

    /// A token newer than the one that was just refused, or the refusal where none can be had.
    pub(super) async fn after_refusal(
        &self,
        refused: &Pair,
        refusal: Failure,
        exchange: &Exchange,
    ) -> Result<Arc<Pair>, Failure> {
        match self.credentials {
            Credentials::Token(_) => Err(refusal),
            Credentials::Client { .. } | Credentials::Supplied(_) => {
                self.newer_than(Some(refused.generation), exchange).await
            }
        }
    }

    /// Everything that no text may show, the token just used included.
    pub(super) fn secrets(&self, used: &Pair) -> Secrets {
        let current = self.state().pair.clone();
        let mut values = vec![used.access.clone()];
        values.extend(used.refresh.clone());
        values.extend(current.into_iter().map(|pair| pair.access.clone()));
        values.extend(self.own_secrets());
        Secrets::new(values)
    }

    fn own_secrets(&self) -> Vec<SecretString> {
        match &self.credentials {
            Credentials::Token(token) => vec![token.clone()],
            Credentials::Client { id, secret } => vec![id.clone(), secret.clone()],
            // What it supplied is in the pair.
            Credentials::Supplied(_) => Vec::new(),
        }
    }

    async fn newer_than(&self, refused: Option<u64>, exchange: &Exchange) -> Result<Arc<Pair>, Failure> {
        let begun = {
            let state = self.state();
            if let Some(pair) = state.usable(refused) {
                return Ok(pair);
            }
            state.attempts
        };
        let _turn = self.turn.lock().await;
        let (current, failed) = {
            let state = self.state();
            if let Some(pair) = state.usable(refused) {
                return Ok(pair);
            }
            (state.pair.clone(), state.last_failure.clone().filter(|_| state.attempts > begun))
        };
        let outcome = if let Some(failure) = failed {
            Err(failure)
        } else {
            let asked_at = Instant::now();
            let outcome = self.obtain(current.as_deref(), exchange).await;
            self.record(outcome, asked_at, exchange)
        };
        // A renewal ahead of time may fail while the token still holds.
        let holds = |pair: &Arc<Pair>| refused.is_none() && pair.ends_at.is_none_or(|end| Instant::now() < end);
        match (outcome, current.filter(holds)) {
            (Err(failure), Some(pair)) if failure.is_passing() => Ok(pair),
            (outcome, _) => outcome,
        }
    }

    /// The next pair: by the refresh token where there is one, else, or where the server gives none for that, by the client.
    async fn obtain(&self, current: Option<&Pair>, exchange: &Exchange) -> Result<TokenReply, Failure> {
        let (id, secret) = match &self.credentials {
            Credentials::Client { id, secret } => (id, secret),
            Credentials::Supplied(source) => return supplied(Arc::clone(source)).await,
            Credentials::Token(_) => return Err(Failure::new(FailureKind::SignedOut)),
        };
        if let Some(refresh) = current.and_then(|pair| pair.refresh.as_ref()) {
            let body = json!({ "refresh_token": refresh.expose_secret() }).to_string();
            let issue = Issue { endpoint: "refresh-token", body: &body, sent: refresh };
            match self.issue(&issue, exchange, |kind| *kind == FailureKind::Offline).await {
                Err(failure) if is_answer(&failure.kind) => {}
                outcome => return outcome,
            }
        }
        let body = json!({ "client_id": id.expose_secret(), "client_secret": secret.expose_secret() }).to_string();
        let issue = Issue { endpoint: "token", body: &body, sent: secret };
        self.issue(&issue, exchange, is_not_yet).await
    }

    /// Asks for tokens, and once more after these failures: nothing was issued then, so nothing is issued twice.
    async fn issue(
        &self,
        issue: &Issue<'_>,
        exchange: &Exchange,
        again: impl FnOnce(&FailureKind) -> bool,
    ) -> Result<TokenReply, Failure> {
        let options = &exchange.options;
        let why = match self.post(issue, exchange).await {
            Err(failure) if options.tries > 1 && again(&failure.kind) => failure.kind,
            outcome => return outcome,
        };
        exchange.tell(Event::Retrying { next: 2, of: 2, why });
        // A pause that the server asked for is kept at the gate.
        tokio::time::sleep(backoff(1, options.first_delay, options.longest_delay, &options.jitter)).await;
        self.post(issue, exchange).await
    }

    async fn post(&self, issue: &Issue<'_>, exchange: &Exchange) -> Result<TokenReply, Failure> {
        let secrets = Secrets::new(self.own_secrets().into_iter().chain([issue.sent.clone()]));
        let url = exchange.url(&["v1", "oauth", issue.endpoint]);
        let call = Call::Post { url, body: issue.body.as_bytes().to_vec() };
        let mut reply = exchange.send(call, &Asked::Token, CAP, &secrets).await.map_err(named)?;
        let pair = convert::token(&reply).map_err(|failure| scrub(failure, &secrets));
        reply.zeroize();
        pair
    }

    /// Keeps what a renewal brought. Life is counted from before the request was sent, which is the safe side.
    fn record(
        &self,
        outcome: Result<TokenReply, Failure>,
        asked_at: Instant,
        exchange: &Exchange,
    ) -> Result<Arc<Pair>, Failure> {
        let mut state = self.state();
        state.attempts += 1;
        match outcome {
            Ok(reply) => {
                state.generation += 1;
                let pair = Arc::new(Pair {
                    access: reply.access,
                    refresh: reply.refresh,
                    generation: state.generation,
                    ends_at: reply.access_life.map(|life| asked_at + life),
                });
                state.renew_at = reply.access_life.map(|life| asked_at + renew_after(life));
                state.last_failure = None;
                state.pair = Some(Arc::clone(&pair));
                let is_renewal = state.generation > 1;
                drop(state);
                if is_renewal {
                    exchange.tell(Event::TokenRefreshed);
                }
                Ok(pair)
            }
            Err(failure) => {
                if failure.kind == FailureKind::SignedOut {
                    state.pair = None;
                } else {
                    state.renew_at = Some(Instant::now() + RENEWAL_REST);
                }
                state.last_failure = Some(failure.clone());
                Err(failure)
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A request for tokens.
struct Issue<'a> {
    endpoint: &'static str,
    body: &'a str,
    /// The secret in the body.
    sent: &'a SecretString,
}

/// Whether a failure is what the server answered, rather than that no whole answer came.
const fn is_answer(kind: &FailureKind) -> bool {
    use FailureKind as K;
    !matches!(kind, K::Offline | K::TimedOut | K::Interrupted | K::Tls | K::NotHttps | K::NotHttp | K::Proxy)
}

/// Whether nothing was issued, and soon may be.
const fn is_not_yet(kind: &FailureKind) -> bool {
    matches!(kind, FailureKind::Offline | FailureKind::RateLimited | FailureKind::Server(503))
}

/// The failure as one of a token endpoint: no customer was asked for, so what is not there is the endpoint.
fn named(failure: Failure) -> Failure {
    if failure.kind != FailureKind::NotFound {
        return failure;
    }
    let server = failure.said.as_ref().map(|said| format!(" ({said})")).unwrap_or_default();
    Failure::saying(FailureKind::Status(404), &format!("no tokens are issued at this address{server}"))
}

/// Asks a source in a thread of its own, as it may take a while; whoever gives up waiting leaves it to end by itself.
async fn supplied(source: Arc<dyn TokenSource>) -> Result<TokenReply, Failure> {
    let (sender, receiver) = tokio::sync::oneshot::channel();
    let asked = threads::start("token source", move || drop(sender.send(source.obtain())));
    let obtained = match asked {
        Ok(_) => receiver.await.unwrap_or_else(|_ended| Err("the token could not be asked for".to_owned())),
        Err(error) => Err(format!("the token cannot be asked for: {error}")),
    };
    match obtained {
        Ok(access) => Ok(TokenReply { access, access_life: None, refresh: None, refresh_life: None }),
        Err(why) => Err(Failure::saying(FailureKind::Credentials, &why)),
    }
}

impl State {
    /// The pair, where it is newer than the refused one and not due for renewal.
    fn usable(&self, refused: Option<u64>) -> Option<Arc<Pair>> {
        let is_newer = |pair: &&Arc<Pair>| refused.is_none_or(|refused| pair.generation > refused);
        let is_due = self.renew_at.is_some_and(|at| at <= Instant::now());
        self.pair.as_ref().filter(is_newer).filter(|_| !is_due).cloned()
    }
}

/// When to renew a token of this life: a minute before its end, or half way where that would be too soon.
fn renew_after(life: Duration) -> Duration {
    if life > 2 * MARGIN { life.saturating_sub(MARGIN) } else { life / 2 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renewal_comes_before_the_end_but_not_at_once() {
        let table = [(86_400, 86_340), (121, 61), (120, 60), (60, 30), (1, 0)];
        for (life, after) in table {
            assert_eq!(renew_after(Duration::from_secs(life)).as_secs(), after, "{life}");
        }
        assert!(!renew_after(Duration::from_secs(1)).is_zero());
    }
}
