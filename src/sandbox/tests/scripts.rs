//! The record of requests, holds, scripted replies and latency.

use std::time::{Duration, Instant};

use super::*;
use crate::sandbox::Reply;

async fn two() -> Harness {
    let records = vec![business("b-1", "One Ltd"), business("b-2", "Two Ltd")];
    Harness::open(Scenario::of(records)).await
}

/// A request of its own task, so that it can wait.
fn ask(harness: &Harness, path: &str) -> tokio::task::JoinHandle<(u16, Value)> {
    let request = harness.http.get(harness.url(path)).bearer_auth(&harness.token);
    tokio::spawn(async move { read(request.send().await.unwrap()).await })
}

#[tokio::test]
async fn requests_are_on_record_in_order() {
    let harness = two().await;
    harness.get("/v2/customers?type=BUSINESS&per_page=2").await;
    harness.post("/v1/oauth/token", credentials()).await;
    let seen = harness.sandbox.requests();
    let lines: Vec<_> = seen.iter().map(|r| (r.order, r.method.as_str(), r.path.as_str())).collect();
    assert_eq!(lines, [(1, "GET", "/v2/customers?type=BUSINESS&per_page=2"), (2, "POST", "/v1/oauth/token"),]);
    assert_eq!(seen[0].authorization, Some(format!("Bearer {}", harness.token)));
    assert_eq!(seen[1].authorization, None);
    assert!(!format!("{seen:?}").contains(&harness.token));
}

#[tokio::test]
async fn a_hold_stops_matching_requests_only() {
    let harness = two().await;
    let hold = harness.sandbox.hold("/b-1");
    let caught = ask(&harness, "/v2/customers/b-1");
    harness.sandbox.requests_reach(1, |r| r.path.ends_with("/b-1")).await;
    assert_eq!(harness.look("b-2").await["business_name"], "Two Ltd");
    assert!(!caught.is_finished());
    hold.release();
    assert_eq!(caught.await.unwrap().0, 200);
    assert_eq!(harness.look("b-1").await["business_name"], "One Ltd");
}

#[tokio::test]
async fn what_a_held_request_gets_is_decided_when_it_is_let_go() {
    let harness = two().await;
    let hold = harness.sandbox.hold("/b-1");
    let caught = ask(&harness, "/v2/customers/b-1");
    harness.sandbox.requests_reach(1, |_| true).await;
    harness.sandbox.patch("b-1", json!({ "business_name": "Renamed Ltd" }));
    drop(hold);
    assert_eq!(caught.await.unwrap().1["data"]["business_name"], "Renamed Ltd");
}

#[tokio::test]
async fn one_held_request_can_be_overtaken() {
    let harness = two().await;
    let hold = harness.sandbox.hold_next("/b-1");
    harness.sandbox.answer_next("/b-1", Reply::refusal(500, "first"));
    let first = ask(&harness, "/v2/customers/b-1");
    harness.sandbox.requests_reach(1, |_| true).await;
    assert_eq!(harness.look("b-1").await["business_name"], "One Ltd");
    assert!(!first.is_finished());
    hold.release();
    assert_eq!(first.await.unwrap(), (500, json!({ "message": "first" })));
}

#[tokio::test]
async fn a_hold_made_later_does_not_catch_who_is_already_waiting() {
    let harness = two().await;
    let first_hold = harness.sandbox.hold("/b-1");
    let first = ask(&harness, "/v2/customers/b-1");
    harness.sandbox.requests_reach(1, |_| true).await;
    let second_hold = harness.sandbox.hold("/b-1");
    first_hold.release();
    assert_eq!(first.await.unwrap().0, 200);
    drop(second_hold);
}

#[tokio::test]
async fn a_client_that_leaves_while_held_moves_nothing() {
    let harness = Harness::open(Scenario::demo()).await;
    let rows = harness.rows("BUSINESS").await;
    let kestrel = rows.iter().find(|r| r["business_name"].as_str().is_some_and(|n| n.starts_with("Kestrel")));
    let id = kestrel.unwrap()["customer_id"].as_str().unwrap();
    let hold = harness.sandbox.hold(id);
    let leaving = ask(&harness, &format!("/v2/customers/{id}"));
    harness.sandbox.requests_reach(1, |r| r.path.ends_with(id)).await;
    assert_eq!(hold.waiting(), 1);
    leaving.abort();
    assert!(leaving.await.unwrap_err().is_cancelled());
    while hold.waiting() > 0 {
        tokio::task::yield_now().await;
    }
    hold.release();
    let customer = harness.look(id).await;
    assert_eq!(customer["associated_parties"][1]["verification"]["status"], "REJECTED");
}

#[tokio::test]
async fn queued_replies_go_out_in_order_then_the_standing_one_then_the_truth() {
    let harness = two().await;
    harness.sandbox.answer_all("/b-1", Reply::status(503).header("retry-after", "7"));
    harness.sandbox.answer_next("/b-1", Reply::text(200, "text/html", "<p>gateway</p>"));
    harness.sandbox.answer_next("/v2/", Reply::json(429, &json!({ "message": "slow down" })));
    assert_eq!(harness.get("/v2/customers/b-1").await, (200, json!("<p>gateway</p>")));
    assert_eq!(harness.get("/v2/customers/b-1").await.0, 429);
    for _ in 0..2 {
        let request = harness.http.get(harness.url("/v2/customers/b-1")).bearer_auth(&harness.token);
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 503);
        assert_eq!(response.headers()["retry-after"], "7");
    }
    assert_eq!(harness.get("/v2/customers/b-2").await.0, 200);
    harness.sandbox.clear_scripts();
    assert_eq!(harness.get("/v2/customers/b-1").await.0, 200);
}

#[tokio::test]
async fn a_reply_that_http_cannot_carry_is_still_an_answer() {
    let harness = two().await;
    let reply = Reply::status(7).header("bad name", "x").header("x-ok", "y\n").header("x-kept", "z");
    harness.sandbox.answer_next("/b-1", reply.body(vec![0xff, 0xfe]));
    let request = harness.http.get(harness.url("/v2/customers/b-1")).bearer_auth(&harness.token);
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 500);
    assert_eq!(response.headers()["x-kept"], "z");
    assert_eq!(response.headers().get("x-ok"), None);
    assert_eq!(response.bytes().await.unwrap().as_ref(), [0xff, 0xfe]);
}

#[tokio::test]
async fn answers_carry_the_servers_date() {
    let options = Options { start: "2026-03-10T12:00:00Z".parse().unwrap(), ..Options::default() };
    let harness = Harness::open_with(Scenario::many(1), options).await;
    let response = harness.http.get(harness.url("/")).send().await.unwrap();
    let date = response.headers()["date"].to_str().unwrap();
    assert!(date.starts_with("Tue, 10 Mar 2026 12:0"), "{date}");
}

#[tokio::test]
async fn latency_delays_every_answer() {
    let latency = Duration::from_millis(30);
    let options = Options { latency, ..Options::default() };
    let harness = Harness::open_with(Scenario::many(1), options).await;
    let asked = Instant::now();
    harness.rows("BUSINESS").await;
    assert!(asked.elapsed() >= latency);
}
