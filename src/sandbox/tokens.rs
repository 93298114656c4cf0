//! Tokens: issued, refreshed, checked. They only have to differ, so a seed and a counter make them.

use std::collections::HashMap;
use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::times::token_time;
use super::{CLIENT_ID, CLIENT_SECRET, Options};

/// Every token that is still good, with the instant it ends at.
pub(super) struct Tokens {
    seed: u64,
    issued: u64,
    access_life: Duration,
    refresh_life: Duration,
    access: HashMap<String, Timestamp>,
    refresh: HashMap<String, Timestamp>,
}

impl Tokens {
    /// No tokens yet.
    pub(super) fn new(options: &Options) -> Self {
        Self {
            seed: options.token_seed,
            issued: 0,
            access_life: options.access_token_life,
            refresh_life: options.refresh_token_life,
            access: HashMap::new(),
            refresh: HashMap::new(),
        }
    }

    /// The five fields of a first pair; none for credentials other than the demo's.
    pub(super) fn issue(&mut self, id: &str, secret: &str, now: Timestamp) -> Option<Value> {
        (id == CLIENT_ID && secret == CLIENT_SECRET).then(|| self.pair(now))
    }

    /// The five fields of the next pair; none for a token that is unknown, used or too old.
    ///
    /// A refresh token works once: a client that goes on using the old one shows here first.
    pub(super) fn refresh(&mut self, token: &str, now: Timestamp) -> Option<Value> {
        let ends = self.refresh.remove(token)?;
        (now < ends).then(|| self.pair(now))
    }

    /// Whether this access token is good at `now`.
    pub(super) fn accepts(&self, token: &str, now: Timestamp) -> bool {
        self.access.get(token).is_some_and(|&ends| now < ends)
    }

    /// One more access token.
    pub(super) fn access_token(&mut self, now: Timestamp) -> String {
        self.access.retain(|_, ends| now < *ends);
        let token = self.next("access");
        self.access.insert(token.clone(), after(now, self.access_life));
        token
    }

    /// Forgets every access token.
    pub(super) fn expire_access(&mut self) {
        self.access.clear();
    }

    /// Forgets every refresh token.
    pub(super) fn revoke_refresh(&mut self) {
        self.refresh.clear();
    }

    fn pair(&mut self, now: Timestamp) -> Value {
        self.refresh.retain(|_, ends| now < *ends);
        let access = self.access_token(now);
        let refresh = self.next("refresh");
        self.refresh.insert(refresh.clone(), after(now, self.refresh_life));
        json!({
            "access_token": access,
            "access_token_ttl": token_time(after(now, self.access_life)),
            "refresh_token": refresh,
            "refresh_token_ttl": token_time(after(now, self.refresh_life)),
            "current_time": token_time(now),
        })
    }

    fn next(&mut self, kind: &str) -> String {
        self.issued += 1;
        format!("sandbox.{kind}.{:x}.{}", self.seed, self.issued)
    }
}

fn after(now: Timestamp, life: Duration) -> Timestamp {
    now.checked_add(life).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use super::*;

    fn tokens() -> Tokens {
        Tokens::new(&Options {
            access_token_life: Duration::from_mins(1),
            refresh_token_life: Duration::from_mins(10),
            token_seed: 7,
            ..Options::default()
        })
    }

    fn field<'a>(pair: &'a Value, name: &str) -> &'a str {
        pair[name].as_str().unwrap()
    }

    #[test]
    fn a_token_ends_with_its_life() {
        let now = Timestamp::UNIX_EPOCH;
        let mut tokens = tokens();
        let pair = tokens.issue(CLIENT_ID, CLIENT_SECRET, now).unwrap();
        let access = field(&pair, "access_token");
        assert!(tokens.accepts(access, now + 59.seconds()));
        assert!(!tokens.accepts(access, now + 60.seconds()));
        assert!(tokens.refresh(field(&pair, "refresh_token"), now + 600.seconds()).is_none());
    }

    #[test]
    fn a_refresh_token_works_once_and_leaves_the_access_token() {
        let now = Timestamp::UNIX_EPOCH;
        let mut tokens = tokens();
        let first = tokens.issue(CLIENT_ID, CLIENT_SECRET, now).unwrap();
        let second = tokens.refresh(field(&first, "refresh_token"), now).unwrap();
        assert!(tokens.refresh(field(&first, "refresh_token"), now).is_none());
        assert!(tokens.refresh(field(&second, "refresh_token"), now).is_some());
        assert!(tokens.accepts(field(&first, "access_token"), now));
        assert_ne!(field(&first, "access_token"), field(&second, "access_token"));
    }

    #[test]
    fn only_the_demo_credentials_are_known() {
        let now = Timestamp::UNIX_EPOCH;
        assert!(tokens().issue(CLIENT_ID, "guess", now).is_none());
        assert!(tokens().issue("guess", CLIENT_SECRET, now).is_none());
    }
}
