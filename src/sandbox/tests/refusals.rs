//! 401, 404, 405, 422, and clients that do not speak HTTP.

#![allow(clippy::disallowed_methods, reason = "a test that gets no thread fails")]

use std::io::{Read, Write};
use std::net::TcpStream;

use super::*;

#[tokio::test]
async fn every_endpoint_but_the_token_ones_wants_a_bearer() {
    let harness = Harness::open(Scenario::of(vec![business("b-1", "One Ltd")])).await;
    let refused = (401, json!({ "message": "Authentication failed" }));
    for path in ["/v2/customers?type=BUSINESS", "/v2/customers/b-1", "/v2/customers", "/elsewhere"] {
        for authorization in ["", "Bearer", "Bearer ", "Bearer guess", &format!("Basic {}", harness.token)] {
            assert_eq!(harness.get_as(path, authorization).await, refused, "{path} {authorization}");
        }
        let bare = harness.http.get(harness.url(path)).send().await.unwrap();
        assert_eq!(read(bare).await, refused, "{path}");
    }
    let (status, _) = harness.get_as("/v2/customers/b-1", &format!("bearer {}", harness.token)).await;
    assert_eq!(status, 200, "the scheme's case does not matter");
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let harness = Harness::open(Scenario::of(vec![business("b-1", "One Ltd")])).await;
    for path in [
        "/v2/customers/b-2",
        "/v2/customers/",
        "/v2/customers/b-1/capabilities",
        "/v2/customers/b-1%2Fcapabilities",
        "/v1/customers",
        "/",
    ] {
        let expected = (404, json!({ "message": "Resource not found" }));
        assert_eq!(harness.get(path).await, expected, "{path}");
    }
    assert_eq!(harness.get("/v1/customers/b-2").await, (404, json!({ "message": "Customer not found" })));
}

#[tokio::test]
async fn an_id_is_one_decoded_segment() {
    let harness = Harness::open(Scenario::of(vec![business("a/b c", "One Ltd")])).await;
    let customer = harness.look("a%2Fb%20c").await;
    assert_eq!(customer["business_name"], "One Ltd");
}

#[tokio::test]
async fn a_bad_list_query_is_refused_field_by_field() {
    let harness = Harness::open(Scenario::many(1)).await;
    let (status, body) = harness.get("/v2/customers?per_page=513&current_page=0").await;
    assert_eq!(status, 422);
    assert_eq!(keys(&body), ["message", "errors"]);
    let errors = body["errors"].as_array().unwrap();
    let named: Vec<_> = errors.iter().flat_map(keys).collect();
    assert_eq!(named, ["type", "per_page", "current_page"]);
    assert!(errors.iter().all(|error| error.as_object().unwrap().values().all(Value::is_string)));
}

#[tokio::test]
async fn customers_are_only_read() {
    let harness = Harness::open(Scenario::of(vec![business("b-1", "One Ltd")])).await;
    let request = harness.http.patch(harness.url("/v2/customers/b-1")).bearer_auth(&harness.token);
    let (status, _) = read(request.send().await.unwrap()).await;
    assert_eq!(status, 405);
}

#[tokio::test]
async fn garbage_harms_nobody_else() {
    let harness = Harness::open(Scenario::of(vec![business("b-1", "One Ltd")])).await;
    let address = harness.sandbox.base_url().replace("http://", "");
    let answered = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(b"\x16\x03\x01 this is not HTTP\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        // The server may answer 400 or just hang up; either way the connection ends.
        let _ = stream.read_to_end(&mut answer);
        answer
    });
    let answer = String::from_utf8(answered.await.unwrap()).unwrap();
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 400"), "{answer}");
    assert_eq!(harness.look("b-1").await["business_name"], "One Ltd");
}

#[tokio::test]
async fn a_connection_serves_more_than_one_request() {
    let harness = Harness::open(Scenario::of(Vec::new())).await;
    let address = harness.sandbox.base_url().replace("http://", "");
    let answers = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(b"GET /a HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
        stream.write_all(b"GET /b HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
        let mut answers = String::new();
        stream.read_to_string(&mut answers).unwrap();
        answers
    });
    assert_eq!(answers.await.unwrap().matches("HTTP/1.1 401").count(), 2);
}

#[tokio::test]
async fn a_dropped_server_is_gone() {
    let sandbox = Sandbox::start(Scenario::many(1)).await.unwrap();
    let url = format!("{}/v2/customers", sandbox.base_url());
    let client = http();
    assert!(client.get(&url).send().await.is_ok());
    drop(sandbox);
    // The port closes when the runtime has ended the accepting task.
    while client.get(&url).send().await.is_ok() {
        tokio::task::yield_now().await;
    }
}
