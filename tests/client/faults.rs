//! Redirects, bodies without end, silence, and what a request looks like.

use std::time::Duration;

use kyb_dash::api::{ClientOptions, ListKind};
use kyb_dash::config::credentials::Credentials;
use kyb_dash::config::environment::Environment;
use kyb_dash::domain::failure::FailureKind;

use super::server::{Act, Server, answer, customer};
use super::{TOKEN, client_with, id, options, signed, soon};

/// Faults: W17.
#[tokio::test]
async fn a_redirect_is_not_followed_and_the_token_stays() {
    let elsewhere = Server::start(|_, seen| Act::Send(customer(seen))).await;
    let there = elsewhere.url.clone();
    for (status, location) in [
        (301, format!("{there}/v2/customers/c1")),
        (302, "http://evil.example/secret/path?token=1".to_owned()),
        (303, "/v2/customers/c1".to_owned()),
        (307, there.clone()),
        (308, "//evil.example/".to_owned()),
        (302, "http://[broken".to_owned()),
        (302, "\u{1}".to_owned()),
    ] {
        let header = format!("location: {location}\r\n");
        let server = Server::start(move |_, _| Act::Send(answer(status, &header, ""))).await;
        let (client, _) = signed(&server.url);
        let failure = client.case(&id("c1")).await.unwrap_err();
        if !location.contains('\u{1}') {
            assert_eq!(failure.kind, FailureKind::Redirected, "{location}");
        }
        assert!(!failure.sentence().contains("secret/path"), "{failure}");
    }
    assert!(elsewhere.seen().is_empty(), "nothing may arrive there");
}

/// Faults: W17, W20.
#[tokio::test]
async fn a_request_says_who_asks_and_nothing_more() {
    let server = Server::start(|_, seen| Act::Send(customer(seen))).await;
    let (client, _) = signed(&server.url);
    client.case(&id("a.b_c-1")).await.unwrap();
    let _ = client.first_page(ListKind::Individual).await;
    let seen = server.seen();
    assert_eq!(seen[0].line(), "GET /v2/customers/a.b_c-1");
    assert_eq!(seen[1].line(), "GET /v2/customers?type=INDIVIDUAL&per_page=512&current_page=1");
    assert_eq!(seen[0].header("authorization"), Some(format!("Bearer {TOKEN}").as_str()));
    assert_eq!(seen[0].header("user-agent"), Some(concat!("kyb-dash/", env!("CARGO_PKG_VERSION"))));
    assert_eq!(seen[0].header("accept"), Some("application/json"));
    assert_eq!((seen[0].header("referer"), seen[0].header("cookie")), (None, None));
}

/// Faults: W21.
#[tokio::test]
async fn an_answer_about_the_same_id_in_another_case_is_the_right_one() {
    let server = Server::start(|_, _| Act::Send(answer(200, "", r#"{"data":{"customer_id":"ab-1"}}"#))).await;
    let (client, _) = signed(&server.url);
    assert_eq!(client.case(&id("AB-1")).await.unwrap().id.as_str(), "ab-1");
    assert_eq!(server.lines(), ["GET /v2/customers/AB-1"], "asked for as it was written");
    assert_eq!(client.case(&id("ab-2")).await.unwrap_err().kind, FailureKind::WrongCustomer);
}

/// Faults: W5.
#[tokio::test]
async fn answers_are_capped_by_what_they_hold() {
    let announced = b"HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n{".to_vec();
    let chunked = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n".to_vec();
    let piece = [b"10000\r\n".to_vec(), vec![b' '; 0x10000], b"\r\n".to_vec()].concat();
    let bomb = include_bytes!("../fixtures/bomb.gz");
    let head = format!("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\n\r\n", bomb.len());
    let zipped = [head.into_bytes(), bomb.to_vec()].concat();
    let server = Server::start(move |number, _| match number {
        0 => Act::Stall(announced.clone()),
        1 => Act::Endless(chunked.clone(), piece.clone(), Duration::ZERO),
        _ => Act::Stall(zipped.clone()),
    })
    .await;
    let (client, _) = signed(&server.url);
    for what in ["announced", "endless", "unpacked"] {
        let failure = soon(client.case(&id("c1"))).await.unwrap_err();
        assert_eq!(failure.kind, FailureKind::TooLarge, "{what}");
        assert_eq!(failure.said.unwrap().as_str(), "more than 65536 KiB");
    }
}

/// Faults: W5.
#[tokio::test]
async fn an_error_without_end_is_still_its_status() {
    let head = b"HTTP/1.1 404 Not Found\r\ntransfer-encoding: chunked\r\n\r\n".to_vec();
    let piece = [b"1000\r\n".to_vec(), vec![b'x'; 0x1000], b"\r\n".to_vec()].concat();
    let server = Server::start(move |_, _| Act::Endless(head.clone(), piece.clone(), Duration::ZERO)).await;
    let (client, _) = signed(&server.url);
    let failure = soon(client.case(&id("c1"))).await.unwrap_err();
    assert_eq!(failure.kind, FailureKind::NotFound);
    assert!(failure.sentence().len() < 500);
}

/// Faults: W2.
#[tokio::test]
async fn silence_and_trickles_time_out() {
    let patience = |read, total| ClientOptions {
        read_timeout: Duration::from_millis(read),
        total_timeout: Duration::from_millis(total),
        tries: 2,
        ..options()
    };
    let whole = b"HTTP/1.1 200 OK\r\ncontent-length: 9000\r\n\r\n".to_vec();
    let table = [
        ("no answer", Vec::new(), None, patience(100, 60_000)),
        ("half a head", b"HTTP/1.1 200 OK\r\nx".to_vec(), None, patience(100, 60_000)),
        ("a head that trickles", b"HTTP/1.1 200 OK\r\n".to_vec(), Some(b"x: y\r\n".to_vec()), patience(200, 60_000)),
        ("half a body", whole.clone(), None, patience(100, 60_000)),
        ("a body that trickles", whole, Some(b" ".to_vec()), patience(60_000, 200)),
    ];
    for (what, head, piece, options) in table {
        let server = Server::start(move |_, _| match &piece {
            None => Act::Stall(head.clone()),
            Some(piece) => Act::Endless(head.clone(), piece.clone(), Duration::from_millis(10)),
        })
        .await;
        let (client, _) = client_with(&server.url, Credentials::Token(TOKEN.into()), options);
        let failure = soon(client.case(&id("c1"))).await.unwrap_err();
        assert_eq!(failure.kind, FailureKind::TimedOut, "{what}");
        assert_eq!(server.seen().len(), 2, "{what}");
    }
}

/// Faults: W3.
#[tokio::test]
async fn garbage_and_broken_answers_are_interruptions() {
    let table: [&[u8]; 6] = [
        b"",
        b"garbage\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{\"data\":",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{\"da",
        b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 4\r\n\r\nnope",
    ];
    for bytes in table {
        let server = Server::start(move |_, _| Act::Send(bytes.to_vec())).await;
        let (client, _) = signed(&server.url);
        let failure = soon(client.case(&id("c1"))).await.unwrap_err();
        assert_eq!(failure.kind, FailureKind::Interrupted, "{:?}", String::from_utf8_lossy(bytes));
        assert!(failure.said.is_some());
        assert!(!failure.sentence().contains("127.0.0.1"), "{failure}");
    }
}

/// Faults: W2.
#[tokio::test]
async fn a_dropped_request_is_gone_at_once() {
    let server = Server::start(|_, _| Act::Stall(Vec::new())).await;
    let (client, _) = signed(&server.url);
    let task = tokio::spawn(async move { client.case(&id("c1")).await });
    server.reach(1).await;
    task.abort();
    assert!(soon(task).await.unwrap_err().is_cancelled());
}

/// Faults: W19.
#[tokio::test]
async fn https_to_a_server_without_it_is_named() {
    let server = Server::start(|_, _| Act::Send(answer(400, "", "this is plain http"))).await;
    let address = server.url.replace("http://", "https://");
    let environment = Environment::parse(&address, false, false).unwrap();
    let client = kyb_dash::api::Client::new(environment, Credentials::Token(TOKEN.into()), options(), |_| {});
    let failure = soon(client.case(&id("c1"))).await.unwrap_err();
    assert_eq!(failure.kind, FailureKind::NotHttps, "{failure}");
    assert_eq!(failure.sentence(), "the server does not speak https at this address");
}
