//! The client over real HTTP on loopback: the sandbox where the API behaves, a scripted server where it does not.

#![allow(clippy::disallowed_methods, reason = "a test that gets no thread fails")]
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

#[path = "client/faults.rs"]
mod faults;
#[path = "client/listing.rs"]
mod listing;
#[path = "client/proxy.rs"]
mod proxy;
#[path = "client/retries.rs"]
mod retries;
#[path = "client/server.rs"]
mod server;
#[path = "client/supplied.rs"]
mod supplied;
#[path = "client/tokens.rs"]
mod tokens;
#[path = "client/versions.rs"]
mod versions;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use kyb_dash::api::{Asked, Client, ClientOptions, Event, Jitter};
use kyb_dash::config::credentials::Credentials;
use kyb_dash::config::environment::Environment;
use kyb_dash::domain::failure::FailureKind;
use kyb_dash::domain::id::CustomerId;
use kyb_dash::sandbox::{CLIENT_ID, CLIENT_SECRET};

const TOKEN: &str = "invented.token.0123456789abcdef";

/// What a client told its observer.
#[derive(Clone, Default)]
struct Events(Arc<Mutex<Vec<Event>>>);

impl Events {
    /// What happened between requests and answers.
    fn all(&self) -> Vec<Event> {
        let is_exchange = |event: &Event| matches!(event, Event::Answered { .. } | Event::Unanswered { .. });
        self.0.lock().unwrap().iter().filter(|event| !is_exchange(event)).cloned().collect()
    }

    /// What was asked for and how it was answered: the HTTP status, or why there is none.
    fn exchanges(&self) -> Vec<(Asked, Result<u16, FailureKind>)> {
        let exchange = |event: &Event| match event {
            Event::Answered { asked, status, .. } => Some((asked.clone(), Ok(*status))),
            Event::Unanswered { asked, why, .. } => Some((asked.clone(), Err(why.clone()))),
            _ => None,
        };
        self.0.lock().unwrap().iter().filter_map(exchange).collect()
    }

    fn count(&self, matching: impl Fn(&Event) -> bool) -> usize {
        self.all().iter().filter(|event| matching(event)).count()
    }
}

/// Patient enough for a busy machine, but with no waits of its own.
fn options() -> ClientOptions {
    ClientOptions { jitter: Jitter::new(|| 0.0), ..ClientOptions::default() }
}

fn client_with(url: &str, credentials: Credentials, options: ClientOptions) -> (Client, Events) {
    let events = Events::default();
    let heard = events.clone();
    let environment = Environment::demo(url).unwrap();
    let client = Client::new(environment, credentials, options, move |event| heard.0.lock().unwrap().push(event));
    (client, events)
}

/// A client with a token of its own.
fn signed(url: &str) -> (Client, Events) {
    client_with(url, Credentials::Token(TOKEN.into()), options())
}

/// A client that obtains its tokens.
fn unsigned(url: &str) -> (Client, Events) {
    let credentials = Credentials::Client { id: CLIENT_ID.into(), secret: CLIENT_SECRET.into() };
    client_with(url, credentials, options())
}

fn id(text: &str) -> CustomerId {
    CustomerId::parse(text).unwrap()
}

/// The id of the sandbox's made-up customer of this number.
fn numbered(n: usize) -> CustomerId {
    id(&format!("00000000-0000-4000-8000-{n:012}"))
}

/// A bound on what should happen at once, for tests that would otherwise hang.
async fn soon<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(30), future).await.expect("it should have happened by now")
}
