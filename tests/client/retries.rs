//! Which failures are tried again, how often, and who waits.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use kyb_dash::api::{ClientOptions, Event, WaitReason};
use kyb_dash::config::credentials::Credentials;
use kyb_dash::domain::failure::FailureKind;

use super::server::{Act, Server, answer, customer};
use super::{TOKEN, client_with, id, options, signed};

/// Faults: W3, W16.
#[tokio::test]
async fn passing_failures_are_tried_three_times() {
    let server = Server::start(|number, seen| {
        Act::Send(match number {
            0 => answer(500, "", r#"{"status":500,"message":"Something broke"}"#),
            1 => b"HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{\"data\":".to_vec(),
            _ => customer(seen),
        })
    })
    .await;
    let (client, events) = signed(&server.url);
    assert_eq!(client.case(&id("c1")).await.unwrap().id, id("c1"));
    assert_eq!(server.lines(), ["GET /v2/customers/c1"; 3]);
    let retry = |next, why| Event::Retrying { next, of: 3, why };
    assert_eq!(events.all(), [retry(2, FailureKind::Server(500)), retry(3, FailureKind::Interrupted)]);
}

/// Faults: W16.
#[tokio::test]
async fn the_last_failure_is_the_answer() {
    let server = Server::start(|_, _| Act::Send(answer(502, "content-type: text/html\r\n", "<h1>Bad</h1>"))).await;
    let (client, _) = signed(&server.url);
    let failure = client.case(&id("c1")).await.unwrap_err();
    assert_eq!(failure.sentence(), "the server failed (502): the server sent HTML, not JSON");
    assert_eq!(server.seen().len(), 3);
}

/// Faults: W4, W14.
#[tokio::test]
async fn failures_that_stay_are_not_tried_again() {
    for status in [400, 403, 409, 418, 422, 423, 301] {
        let server = Server::start(move |_, _| Act::Send(answer(status, "", r#"{"message":"no"}"#))).await;
        let (client, _) = signed(&server.url);
        client.case(&id("c1")).await.unwrap_err();
        assert_eq!(server.seen().len(), 1, "{status}");
    }
    for body in ["", "null", "<html>", r#"{"data":[]}"#, r#"{"data":{"customer_id":"c2"}}"#, r#"{"data":"#] {
        let server = Server::start(move |_, _| Act::Send(answer(200, "", body))).await;
        let (client, _) = signed(&server.url);
        let kind = client.case(&id("c1")).await.unwrap_err().kind;
        let wrong = body.contains("c2");
        assert_eq!(kind, if wrong { FailureKind::WrongCustomer } else { FailureKind::NotUnderstood }, "{body}");
        assert_eq!(server.seen().len(), 1, "{body}");
    }
}

/// Faults: W1.
#[tokio::test]
async fn no_connection_is_offline() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let (client, events) = signed(&url);
    let failure = client.case(&id("c1")).await.unwrap_err();
    assert_eq!(failure.kind, FailureKind::Offline);
    assert!(failure.said.unwrap().as_str().contains("refused"));
    assert_eq!(events.count(|event| matches!(event, Event::Retrying { .. })), 2);
}

/// Faults: W15.
#[tokio::test]
async fn one_pause_holds_every_request() {
    const PAUSE: Duration = Duration::from_millis(300);
    let server = Server::start(|number, seen| {
        Act::Send(if number == 0 { answer(429, "retry-after: 100\r\n", "{}") } else { customer(seen) })
    })
    .await;
    let patience = ClientOptions { longest_pause: PAUSE, ..options() };
    let (client, events) = client_with(&server.url, Credentials::Token(TOKEN.into()), patience);
    let first = tokio::spawn({
        let client = client.clone();
        async move { client.case(&id("c0")).await }
    });
    server.reach(1).await;
    // The event says that the gate is closed.
    while events.all().is_empty() {
        tokio::task::yield_now().await;
    }
    let closed = server.seen()[0].at;
    let others: Vec<_> = (1..20)
        .map(|n| {
            let client = client.clone();
            tokio::spawn(async move { client.case(&id(&format!("c{n}"))).await })
        })
        .collect();
    first.await.unwrap().unwrap();
    for task in others {
        task.await.unwrap().unwrap();
    }
    let seen = server.seen();
    assert_eq!(seen.len(), 21);
    assert!(seen[1..].iter().all(|request| request.at - closed >= PAUSE), "a request came through");
    assert_eq!(events.all()[0], Event::Waiting { seconds: 1, why: WaitReason::RateLimited });
    assert_eq!(events.count(|event| *event == Event::Resumed), 1);
}

/// Faults: W15.
#[tokio::test]
async fn every_form_of_retry_after_ends() {
    let long = Duration::from_millis(20);
    let forms = [
        "0",
        "1",
        "-5",
        "9999999999999999999999",
        "soon",
        "Sun, 22 Nov 2099 12:00:00 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "",
    ];
    for form in forms {
        for status in [429, 503] {
            let server = Server::start(move |number, seen| {
                let header = format!("retry-after: {form}\r\n");
                Act::Send(if number == 0 { answer(status, &header, "{}") } else { customer(seen) })
            })
            .await;
            let patience = ClientOptions { longest_pause: long, ..options() };
            let (client, _) = client_with(&server.url, Credentials::Token(TOKEN.into()), patience);
            let start = Instant::now();
            client.case(&id("c1")).await.unwrap();
            assert!(start.elapsed() < Duration::from_secs(10), "{status} {form}");
        }
    }
}

/// Faults: W15.
#[tokio::test]
async fn a_503_names_its_pause_and_a_500_closes_nothing() {
    let table = [
        (503, "retry-after: 0\r\n", 0, 3),
        (503, "retry-after: 7\r\n", 2, 3),
        (503, "", 0, 3),
        (500, "retry-after: 7\r\n", 0, 3),
    ];
    for (status, headers, waits, requests) in table {
        let server = Server::start(move |_, _| Act::Send(answer(status, headers, "{}"))).await;
        let patience = ClientOptions { longest_pause: Duration::from_millis(5), ..options() };
        let (client, events) = client_with(&server.url, Credentials::Token(TOKEN.into()), patience);
        let failure = client.case(&id("c1")).await.unwrap_err();
        assert_eq!(failure.kind, FailureKind::Server(status));
        assert_eq!(server.seen().len(), requests);
        let heard = events.count(|event| matches!(event, Event::Waiting { why: WaitReason::Unavailable, .. }));
        assert!(heard >= waits && (waits > 0 || heard == 0), "{status} {headers} {heard}");
    }
}
