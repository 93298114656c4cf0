//! Signing in, renewing, and being signed out.

use std::time::Duration;

use kyb_dash::api::Event;
use kyb_dash::domain::failure::FailureKind;
use kyb_dash::sandbox::{Recorded, Reply, Sandbox, Scenario};

use super::server::{Act, Server, answer, customer, pair};
use super::{numbered, signed, soon, unsigned};

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
    pass(Duration::from_secs(60)).await;
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
    assert_eq!(posts, 2, "one failed renewal, then a rest");
    pass(Duration::from_secs(60)).await;
    let failure = client.case(&numbered(0)).await.unwrap_err();
    assert_eq!(failure.kind, FailureKind::Server(500), "after its end nothing holds");
}

/// Faults: W16.
#[tokio::test]
async fn a_request_for_a_token_is_never_repeated() {
    for status in [500, 503, 429, 422, 404, 302] {
        let server = Server::start(move |_, _| Act::Send(answer(status, "retry-after: 0\r\n", "{}"))).await;
        let (client, _) = unsigned(&server.url);
        let failure = client.case(&numbered(0)).await.unwrap_err();
        assert_ne!(failure.kind, FailureKind::NotFound, "no customer was asked for");
        assert_eq!(server.lines(), ["POST /v1/oauth/token"], "{status}");
    }
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
