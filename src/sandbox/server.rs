//! Connections, and what each request gets.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::AUTHORIZATION;
use hyper::http::request::Parts;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{HeaderMap, Method, Request, Response};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use super::Options;
use super::cases::Cases;
use super::journal::Journal;
use super::query::{self, ListQuery};
use super::reply::Reply;
use super::scenario::Scenario;
use super::script::{self, Script};
use super::times::{self, Clock};
use super::tokens::Tokens;

/// The largest request body read; the token endpoints need a few hundred bytes.
const BODY_LIMIT: usize = 64 * 1024;

/// All that the server knows. Each lock is held for one short call and never across an await.
pub(super) struct State {
    /// The customers and how far each has moved.
    pub(super) cases: Mutex<Cases>,
    /// The tokens that are still good.
    pub(super) tokens: Mutex<Tokens>,
    /// Holds and scripted replies.
    pub(super) script: Mutex<Script>,
    /// The requests so far.
    pub(super) journal: Journal,
    /// The server's own time.
    pub(super) clock: Clock,
    latency: Duration,
}

impl State {
    /// A server that nobody has asked anything.
    pub(super) fn new(scenario: Scenario, options: &Options) -> Self {
        Self {
            cases: Mutex::new(Cases::new(scenario, options.start)),
            tokens: Mutex::new(Tokens::new(options)),
            script: Mutex::default(),
            journal: Journal::new(),
            clock: Clock::new(options.start, options.clock_skew),
            latency: options.latency,
        }
    }
}

/// Locks even after a panic elsewhere: one failed request must not silence the server.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Serves connections, each in a task of its own, until it is aborted; they end with it.
pub(super) async fn accept(listener: TcpListener, state: Arc<State>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(serve(stream, Arc::clone(&state)));
                }
                // Out of descriptors, most likely: others must close first.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            },
            // Collected so that the set does not grow; how a connection ended is the client's concern.
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn serve(stream: TcpStream, state: Arc<State>) {
    // Without this, small answers on a kept connection wait for the client's delayed acknowledgement.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request| {
        let state = Arc::clone(&state);
        async move { Ok::<_, Infallible>(answer(&state, request).await) }
    });
    // An error here is a client that went away or sent no HTTP.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}

async fn answer(state: &State, request: Request<Incoming>) -> Response<Full<Bytes>> {
    let path = request.uri().path_and_query().map_or_else(|| request.uri().to_string(), ToString::to_string);
    // Claimed before the request is on record: who has seen it there may already script the next one.
    let (gates, scripted) = {
        let mut script = lock(&state.script);
        (script.gates(&path), script.claim(&path))
    };
    state.journal.record(
        request.method().to_string(),
        path.clone(),
        authorization(request.headers()).map(str::to_owned),
    );
    script::pass(gates).await;
    if !state.latency.is_zero() {
        tokio::time::sleep(state.latency).await;
    }
    let reply = match scripted.or_else(|| lock(&state.script).claim(&path)) {
        Some(reply) => reply,
        None => route(state, request).await,
    };
    reply.into_response(times::http_date(state.clock.now()))
}

async fn route(state: &State, request: Request<Incoming>) -> Reply {
    let (head, body) = request.into_parts();
    let segments: Vec<&str> = head.uri.path().split('/').skip(1).collect();
    match segments.as_slice() {
        ["v1", "oauth", "token"] if head.method == Method::POST => issue(state, body).await,
        ["v1", "oauth", "refresh-token"] if head.method == Method::POST => refresh(state, body).await,
        _ if !is_signed_in(state, &head) => Reply::unauthorized(),
        ["v2", "customers"] if head.method == Method::GET => list(state, &head),
        ["v2", "customers", id] if head.method == Method::GET => {
            let found = lock(&state.cases).detail(&query::decoded(id));
            found.map_or_else(Reply::not_found, |json| Reply::text(200, "application/json", json))
        }
        ["v1", "customers", id] if head.method == Method::GET => {
            let found = lock(&state.cases).detail_v1(&query::decoded(id));
            let unknown = || Reply::refusal(404, "Customer not found");
            found.map_or_else(unknown, |json| Reply::text(200, "application/json", json))
        }
        ["v2", "customers"] | ["v1" | "v2", "customers", _] => Reply::refusal(405, "Method not allowed"),
        _ => Reply::not_found(),
    }
}

fn authorization(headers: &HeaderMap) -> Option<&str> {
    headers.get(AUTHORIZATION)?.to_str().ok()
}

fn is_signed_in(state: &State, head: &Parts) -> bool {
    let Some((scheme, token)) = authorization(&head.headers).and_then(|value| value.split_once(' ')) else {
        return false;
    };
    scheme.eq_ignore_ascii_case("bearer") && lock(&state.tokens).accepts(token.trim(), state.clock.now())
}

fn list(state: &State, head: &Parts) -> Reply {
    match ListQuery::read(head.uri.query().unwrap_or_default()) {
        Ok(query) => Reply::text(200, "application/json", lock(&state.cases).page(query)),
        Err(complaints) => Reply::unprocessable(&complaints),
    }
}

async fn issue(state: &State, body: Incoming) -> Reply {
    let fields = match fields(body, ["client_id", "client_secret"]).await {
        Ok(fields) => fields,
        Err(refusal) => return refusal,
    };
    let [id, secret] = fields;
    let pair = lock(&state.tokens).issue(&id, &secret, state.clock.now());
    // Wrapped here and bare below: both envelopes are documented, so a client has to take both.
    pair.map_or_else(Reply::unauthorized, |pair| Reply::json(200, &json!({ "data": pair })))
}

async fn refresh(state: &State, body: Incoming) -> Reply {
    let [token] = match fields(body, ["refresh_token"]).await {
        Ok(fields) => fields,
        Err(refusal) => return refusal,
    };
    let pair = lock(&state.tokens).refresh(&token, state.clock.now());
    pair.map_or_else(Reply::unauthorized, |pair| Reply::json(200, &pair))
}

/// The named text fields of a JSON body.
async fn fields<const N: usize>(body: Incoming, names: [&'static str; N]) -> Result<[String; N], Reply> {
    let Ok(body) = Limited::new(body, BODY_LIMIT).collect().await else {
        return Err(Reply::refusal(413, "Request body too large or cut off"));
    };
    let json: Value = serde_json::from_slice(&body.to_bytes()).unwrap_or_default();
    let text = |name: &str| json.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    let missing: Vec<_> =
        names.into_iter().filter(|name| text(name).is_none()).map(|name| (name, "is required")).collect();
    if missing.is_empty() {
        Ok(names.map(|name| text(name).unwrap_or_default().to_owned()))
    } else {
        Err(Reply::unprocessable(&missing))
    }
}
