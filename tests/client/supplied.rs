//! Tokens that a file or a command supplies: asked for late, once for all who wait, and again when one is refused.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use kyb_dash::api::Asked;
use kyb_dash::config::credentials::{Credentials, TokenSource};
use kyb_dash::domain::failure::FailureKind;
use kyb_dash::sandbox::{Sandbox, Scenario};
use secrecy::SecretString;

use super::{Events, client_with, numbered, options, soon};

/// Gives these tokens one after the other, the last again and again; what is no token is a reason why there is none.
struct Source {
    tokens: Vec<Result<String, String>>,
    asked: AtomicUsize,
}

impl Source {
    fn of(tokens: impl IntoIterator<Item = Result<String, String>>) -> Arc<Self> {
        Arc::new(Self { tokens: tokens.into_iter().collect(), asked: AtomicUsize::new(0) })
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

impl TokenSource for Source {
    fn name(&self) -> String {
        "a test".to_owned()
    }

    fn obtain(&self) -> Result<SecretString, String> {
        let place = self.asked.fetch_add(1, Ordering::SeqCst).min(self.tokens.len() - 1);
        self.tokens[place].clone().map(SecretString::from)
    }
}

fn supplied(sandbox: &Sandbox, source: &Arc<Source>) -> (kyb_dash::api::Client, Events) {
    let source: Arc<dyn TokenSource> = Arc::<Source>::clone(source);
    client_with(&sandbox.base_url(), Credentials::Supplied(source), options())
}

#[tokio::test]
async fn it_is_asked_for_with_the_first_request_and_kept() {
    let sandbox = Sandbox::start(Scenario::many(3)).await.unwrap();
    let source = Source::of([Ok(sandbox.access_token())]);
    let (client, events) = supplied(&sandbox, &source);
    assert_eq!(source.asked(), 0, "nothing before the first request");
    for n in 0..3 {
        soon(client.case(&numbered(n))).await.unwrap();
    }
    assert_eq!(source.asked(), 1);
    let exchanges: Vec<_> = (0..3).map(|n| (Asked::Case(numbered(n)), Ok(200))).collect();
    assert_eq!(events.exchanges(), exchanges);
}

/// Faults: W13.
#[tokio::test]
async fn a_refused_one_is_asked_for_again_once_for_all() {
    let sandbox = Sandbox::start(Scenario::many(20)).await.unwrap();
    let source = Source::of([Ok("invented.stale.token".to_owned()), Ok(sandbox.access_token())]);
    let (client, _) = supplied(&sandbox, &source);
    let tasks: Vec<_> = (0..20)
        .map(|n| {
            let client = client.clone();
            tokio::spawn(async move { client.case(&numbered(n)).await })
        })
        .collect();
    for task in tasks {
        soon(task).await.unwrap().unwrap();
    }
    assert_eq!(source.asked(), 2);
}

#[tokio::test]
async fn one_that_stays_refused_is_signed_out() {
    let sandbox = Sandbox::start(Scenario::many(1)).await.unwrap();
    let source = Source::of([Ok("invented.stale.token".to_owned())]);
    let (client, events) = supplied(&sandbox, &source);
    let failure = soon(client.case(&numbered(0))).await.unwrap_err();
    assert_eq!((failure.kind, source.asked()), (FailureKind::SignedOut, 2));
    assert_eq!(events.exchanges().len(), 2);
}

#[tokio::test]
async fn where_there_is_none_nothing_is_sent_and_the_reason_is_told() {
    let sandbox = Sandbox::start(Scenario::many(1)).await.unwrap();
    let source = Source::of([Err("the test has none; give it one".to_owned())]);
    let (client, _) = supplied(&sandbox, &source);
    let failure = soon(client.case(&numbered(0))).await.unwrap_err();
    assert_eq!(failure.kind, FailureKind::Credentials);
    assert_eq!(failure.sentence(), "no usable credentials: the test has none; give it one");
    assert!(sandbox.requests().is_empty());
}
