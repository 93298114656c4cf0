//! Signing in, renewing, and being signed out.

use std::time::Duration;

use kyb_dash::api::{Asked, ClientOptions, Event};
use kyb_dash::config::credentials::Credentials;
use kyb_dash::domain::failure::FailureKind;
use kyb_dash::sandbox::{CLIENT_ID, CLIENT_SECRET, Recorded, Reply, Sandbox, Scenario};

use super::server::{Act, Server, answer, customer, pair};
use super::{client_with, numbered, options, signed, soon, unsigned};

fn posts(sandbox: &Sandbox) -> Vec<String> {
    sandbox.requests().into_iter().filter(|request| request.method == "POST").map(|request| request.path).collect()
}

fn is_get(request: &Recorded) -> bool {
    request.method == "GET"
}

#[tokio::test]
async fn a_token_is_obtained_with_the_first_request_and_kept() {
    let sandbox = Sandbox::start(Scenario::many(3)).await.unwrap();
    let (client, events) = unsigned(&sandbox.base_url());
    assert!(sandbox.requests().is_empty(), "nothing before the first request");
    for n in 0..3 {
        assert_eq!(client.case(&numbered(n)).await.unwrap().id, numbered(n));
    }
    assert_eq!(posts(&sandbox), ["/v1/oauth/token"]);
    assert_eq!(events.all(), []);
}

/// Faults: W13.
#[tokio::test]
async fn fifty_refusals_at_once_are_one_renewal_and_one_retry_each() {
    let sandbox = Sandbox::start(Scenario::many(50)).await.unwrap();
    let (client, events) = unsigned(&sandbox.base_url());
    client.case(&numbered(0)).await.unwrap();
    let hold = sandbox.hold("/v2/customers/");
    let tasks: Vec<_> = (0..50)
        .map(|n| {
            let client = client.clone();
            tokio::spawn(async move { client.case(&numbered(n)).await })
        })
        .collect();
    soon(sandbox.requests_reach(51, is_get)).await;
    sandbox.expire_access_tokens();
    hold.release();
    for task in tasks {
        soon(task).await.unwrap().unwrap();
    }
    assert_eq!(posts(&sandbox), ["/v1/oauth/token", "/v1/oauth/refresh-token"]);
    assert_eq!(sandbox.requests().iter().filter(|request| is_get(request)).count(), 101);
    assert_eq!(events.all(), [Event::TokenRefreshed]);
}

#[tokio::test]
async fn a_refused_renewal_falls_back_to_the_client_once() {
    let sandbox = Sandbox::start(Scenario::many(1)).await.unwrap();
    let (client, _) = unsigned(&sandbox.base_url());
    client.case(&numbered(0)).await.unwrap();
    sandbox.expire_access_tokens();
    sandbox.revoke_refresh_tokens();
    client.case(&numbered(0)).await.unwrap();
    assert_eq!(posts(&sandbox), ["/v1/oauth/token", "/v1/oauth/refresh-token", "/v1/oauth/token"]);
}

/// Faults: W13.
#[tokio::test]
async fn when_nothing_helps_everybody_is_signed_out_by_one_attempt() {
    let sandbox = Sandbox::start(Scenario::many(20)).await.unwrap();
    let (client, _) = unsigned(&sandbox.base_url());
    client.case(&numbered(0)).await.unwrap();
    let hold = sandbox.hold("/v2/customers/");
    let tasks: Vec<_> = (0..20)
        .map(|n| {
            let client = client.clone();
            tokio::spawn(async move { client.case(&numbered(n)).await })
        })
        .collect();
    soon(sandbox.requests_reach(21, is_get)).await;
    sandbox.expire_access_tokens();
    // The renewal is held so that all of them are waiting for it before it fails.
    let renewal = sandbox.hold("/v1/oauth/");
    sandbox.answer_all("/v1/oauth/", Reply::unauthorized());
    hold.release();
    soon(sandbox.requests_reach(1, |request| request.path.ends_with("refresh-token"))).await;
    for _ in 0..1_000 {
        tokio::task::yield_now().await;
    }
    renewal.release();
    for task in tasks {
        assert_eq!(soon(task).await.unwrap().unwrap_err().kind, FailureKind::SignedOut);
    }
    let posts = posts(&sandbox);
    assert!(posts.len() < 10, "a storm of {}", posts.len());

    sandbox.clear_scripts();
    client.case(&numbered(0)).await.unwrap();
}

/// Faults: W13.
#[tokio::test]
async fn a_given_token_that_is_refused_is_not_tried_again() {
    let server = Server::start(|_, _| Act::Send(answer(401, "", r#"{"message":"Authentication failed"}"#))).await;
    let (client, _) = signed(&server.url);
    let failure = client.case(&numbered(0)).await.unwrap_err();
    assert_eq!(failure.kind, FailureKind::SignedOut);
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn a_new_token_that_is_refused_too_is_the_end() {
    let server = Server::start(|number, seen| {
        let is_get = seen.line().starts_with("GET");
        Act::Send(if is_get { answer(401, "", "{}") } else { pair(&format!("t{number}")) })
    })
    .await;
    let (client, _) = unsigned(&server.url);
    assert_eq!(client.case(&numbered(0)).await.unwrap_err().kind, FailureKind::SignedOut);
    let lines: Vec<_> = server.lines().iter().map(|line| line.split('/').next_back().unwrap().to_owned()).collect();
    let number = numbered(0).to_string();
    assert_eq!(lines, ["token", &number, "refresh-token", &number]);
}

#[tokio::test]
async fn a_renewal_whose_caller_goes_away_leaves_the_others_going() {
    let sandbox = Sandbox::start(Scenario::many(2)).await.unwrap();
    let (client, _) = unsigned(&sandbox.base_url());
    let hold = sandbox.hold_next("/v1/oauth/token");
    let leader = tokio::spawn({
        let client = client.clone();
        async move { client.case(&numbered(0)).await }
    });
    soon(sandbox.requests_reach(1, |request| request.method == "POST")).await;
    let follower = tokio::spawn(async move { client.case(&numbered(1)).await });
    leader.abort();
    assert!(leader.await.unwrap_err().is_cancelled());
    soon(follower).await.unwrap().unwrap();
    drop(hold);
}

/// Lets this much time pass for the client, and none for anybody else.
async fn pass(time: Duration) {
    tokio::time::pause();
    tokio::time::advance(time).await;
    tokio::time::resume();
}

/// Faults: W18.
#[tokio::test]
async fn a_token_is_renewed_a_minute_before_its_end_by_the_servers_clock() {
    let server = Server::start(|number, seen| {
        Act::Send(if seen.line().starts_with("GET") { customer(seen) } else { pair(&format!("t{number}")) })
    })
    .await;
    let (client, events) = unsigned(&server.url);
    client.case(&numbered(0)).await.unwrap();
    pass(Duration::from_secs(3_500)).await;
    client.case(&numbered(0)).await.unwrap();
    assert_eq!(events.all(), [], "two minutes before the end nothing is due");
    pass(Duration::from_mins(1)).await;
    client.case(&numbered(0)).await.unwrap();
    assert_eq!(events.all(), [Event::TokenRefreshed]);
    let seen = server.seen();
    let signed: Vec<_> = seen.iter().filter_map(|request| request.header("authorization")).collect();
    assert_eq!(signed, ["Bearer t0", "Bearer t0", "Bearer t3"]);
    assert!(seen[3].text.ends_with(r#"{"refresh_token":"r-t0"}"#));
    assert!(seen[0].text.contains(r#"{"client_id":"demo-client","client_secret":"#));
}

#[tokio::test]
async fn a_renewal_ahead_of_time_may_fail_while_the_token_holds() {
    let server = Server::start(|number, seen| match number {
        0 => Act::Send(pair("t0")),
        _ if seen.line().starts_with("GET") => Act::Send(customer(seen)),
        _ => Act::Send(answer(500, "", "{}")),
    })
    .await;
    let (client, _) = unsigned(&server.url);
    client.case(&numbered(0)).await.unwrap();
    pass(Duration::from_secs(3_550)).await;
    client.case(&numbered(0)).await.unwrap();
    client.case(&numbered(0)).await.unwrap();
    let posts = server.lines().iter().filter(|line| line.starts_with("POST")).count();
    assert_eq!(posts, 3, "one failed renewal, by both ways, then a rest");
    pass(Duration::from_mins(1)).await;
    let failure = client.case(&numbered(0)).await.unwrap_err();
    assert_eq!(failure.kind, FailureKind::Server(500), "after its end nothing holds");
}

/// How often a token was asked for, by the endpoint.
fn endpoints(server: &Server) -> Vec<String> {
    let lines = server.lines().into_iter().filter(|line| line.starts_with("POST"));
    lines.map(|line| line.trim_start_matches("POST /v1/oauth/").to_owned()).collect()
}

/// Faults: W16.
#[tokio::test]
async fn a_request_for_a_token_is_repeated_only_where_nothing_was_issued_and_soon_may_be() {
    for (status, posts) in [(500, 1), (502, 1), (422, 1), (400, 1), (404, 1), (302, 1), (429, 2), (503, 2)] {
        let server = Server::start(move |_, _| Act::Send(answer(status, "retry-after: 0\r\n", "{}"))).await;
        let (client, events) = unsigned(&server.url);
        let failure = client.case(&numbered(0)).await.unwrap_err();
        assert_ne!(failure.kind, FailureKind::NotFound, "no customer was asked for");
        assert_eq!(endpoints(&server), vec!["token"; posts], "{status}");
        assert_eq!(events.count(|event| matches!(event, Event::Retrying { of: 2, .. })), posts - 1, "{status}");
    }
    let once = ClientOptions { tries: 1, ..options() };
    let server = Server::start(|_, _| Act::Send(answer(503, "", "{}"))).await;
    let (client, _) = client_with(&server.url, Credentials::client(CLIENT_ID, CLIENT_SECRET), once);
    client.case(&numbered(0)).await.unwrap_err();
    assert_eq!(endpoints(&server), ["token"], "a client that tries once");
}

/// Faults: W15, W16.
#[tokio::test]
async fn a_second_request_for_a_token_keeps_the_pause_and_may_bring_it() {
    const PAUSE: Duration = Duration::from_millis(300);
    for (status, header, pause) in
        [(429, "retry-after: 100\r\n", PAUSE), (503, "retry-after: 100\r\n", PAUSE), (503, "", Duration::ZERO)]
    {
        let server = Server::start(move |number, seen| {
            let is_get = seen.line().starts_with("GET");
            Act::Send(match number {
                0 => answer(status, header, "{}"),
                _ if is_get => customer(seen),
                _ => pair("t1"),
            })
        })
        .await;
        let patience = ClientOptions { longest_pause: PAUSE, ..options() };
        let (client, _) = client_with(&server.url, Credentials::client(CLIENT_ID, CLIENT_SECRET), patience);
        client.case(&numbered(0)).await.unwrap();
        let seen = server.seen();
        assert_eq!(endpoints(&server), ["token", "token"], "{status}");
        assert!(seen[1].at - seen[0].at >= pause, "{status}: {:?}", seen[1].at - seen[0].at);
    }
}

/// Faults: W1.
#[tokio::test]
async fn a_token_is_asked_for_again_once_where_there_is_no_connection() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let (client, events) = unsigned(&url);
    assert_eq!(client.case(&numbered(0)).await.unwrap_err().kind, FailureKind::Offline);
    assert_eq!(events.exchanges(), vec![(Asked::Token, Err(FailureKind::Offline)); 2]);
}

/// However a server fails to renew, the client's own credentials may still do; where there is no answer, they cannot.
///
/// Faults: W13, W16.
#[tokio::test]
async fn a_renewal_that_brings_no_token_falls_back_to_the_client_once() {
    let refusals = [
        answer(500, "", "{}"),
        answer(503, "", "{}"),
        answer(429, "retry-after: 0\r\n", "{}"),
        answer(400, "", r#"{"message":"no"}"#),
        answer(401, "", "{}"),
        answer(404, "", "{}"),
        answer(302, "location: /elsewhere\r\n", ""),
        answer(200, "", "<html>"),
        answer(200, "", r#"{"data":{}}"#),
    ];
    for refusal in refusals {
        let told = String::from_utf8_lossy(&refusal).into_owned();
        let server = Server::start(move |number, seen| {
            let line = seen.line();
            Act::Send(match number {
                1 => answer(401, "", "{}"),
                _ if line.starts_with("GET") => customer(seen),
                _ if line.ends_with("refresh-token") => refusal.clone(),
                _ => pair(&format!("t{number}")),
            })
        })
        .await;
        let (client, _) = unsigned(&server.url);
        client.case(&numbered(0)).await.unwrap();
        assert_eq!(endpoints(&server), ["token", "refresh-token", "token"], "{told}");
    }

    // Half an answer may have used up the refresh token, but says nothing of the client.
    let server = Server::start(|number, seen| {
        Act::Send(match number {
            0 => pair("t0"),
            _ if seen.line().starts_with("GET") => answer(401, "", "{}"),
            _ => b"HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{".to_vec(),
        })
    })
    .await;
    let (client, _) = unsigned(&server.url);
    assert_eq!(client.case(&numbered(0)).await.unwrap_err().kind, FailureKind::Interrupted);
    assert_eq!(endpoints(&server), ["token", "refresh-token"]);
}

/// A wrong address is no missing customer, and no wrong credentials either.
///
/// Faults: W14.
#[tokio::test]
async fn an_address_without_a_token_endpoint_is_named() {
    let server = Server::start(|_, _| Act::Send(answer(404, "", r#"{"message":"Resource not found"}"#))).await;
    let (client, _) = unsigned(&server.url);
    let failure = client.case(&numbered(0)).await.unwrap_err();
    let sentence = "an unexpected answer (404): no tokens are issued at this address (Resource not found)";
    assert_eq!(
        (failure.sentence().as_str(), failure.remedy()),
        (sentence, "check the base URL and this program's version")
    );
}

/// Faults: A7.
#[tokio::test]
async fn secrets_are_in_no_failure_whoever_echoes_them() {
    let server = Server::start(|number, seen| {
        let echo = seen.text.replace(['"', '\r', '\n', '\\'], " ");
        match number {
            0 => Act::Send(pair("issued-token-0123456789")),
            1 => Act::Send(answer(400, "", &format!(r#"{{"message":"{echo}","errors":[{{"x":"{echo}"}}]}}"#))),
            2 => Act::Send(answer(200, "", &format!("you sent {echo}"))),
            _ => Act::Send(answer(302, &format!("location: https://x.example/?t={echo}\r\n"), "")),
        }
    })
    .await;
    let (client, _) = unsigned(&server.url);
    for kind in [FailureKind::Refused(400), FailureKind::NotUnderstood, FailureKind::Redirected] {
        let failure = client.case(&numbered(0)).await.unwrap_err();
        assert_eq!(failure.kind, kind);
        let shown = format!("{failure} {failure:?} {client:?}");
        assert!(!shown.contains("issued-token") && !shown.contains("0123456789"), "{shown}");
    }

    let echo = Server::start(|_, seen| {
        let echo = seen.text.split("\r\n\r\n").nth(1).unwrap_or_default().replace('"', "'");
        Act::Send(answer(401, "", &format!(r#"{{"message":"{echo}"}}"#)))
    })
    .await;
    let (client, _) = unsigned(&echo.url);
    let failure = client.case(&numbered(0)).await.unwrap_err();
    let shown = format!("{failure:?}");
    assert_eq!(failure.kind, FailureKind::SignedOut);
    assert!(shown.contains("client_secret") && !shown.contains("demo-secret"), "{shown}");
}
