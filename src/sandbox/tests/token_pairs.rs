//! Issue, refresh, expiry, the two envelopes and the server's clock.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::*;

const FIELDS: [&str; 5] = ["access_token", "access_token_ttl", "refresh_token", "refresh_token_ttl", "current_time"];

async fn desk_with(options: Options) -> Harness {
    Harness::open_with(Scenario::of(vec![business("b-1", "One Ltd")]), options).await
}

async fn status_with(harness: &Harness, token: &Value) -> u16 {
    let authorization = format!("Bearer {}", token.as_str().unwrap());
    harness.get_as("/v2/customers/b-1", &authorization).await.0
}

fn refresh_body(pair: &Value) -> String {
    json!({ "refresh_token": pair["refresh_token"] }).to_string()
}

fn instant(text: &Value) -> Timestamp {
    let text = text.as_str().unwrap();
    assert!(text.ends_with("+00") && text.len() == 22, "{text}");
    text.replace("+00", "Z").parse().unwrap()
}

#[tokio::test]
async fn issue_is_wrapped_and_refresh_is_bare() {
    let harness = desk_with(Options::default()).await;
    let (status, wrapped) = harness.post("/v1/oauth/token", credentials()).await;
    assert_eq!((status, keys(&wrapped)), (200, vec!["data"]));
    assert_eq!(keys(&wrapped["data"]), FIELDS);
    assert!(wrapped["data"].as_object().unwrap().values().all(Value::is_string));

    let (status, bare) = harness.post("/v1/oauth/refresh-token", refresh_body(&wrapped["data"])).await;
    assert_eq!((status, keys(&bare)), (200, FIELDS.to_vec()));
    for token in [&wrapped["data"]["access_token"], &bare["access_token"]] {
        assert_eq!(status_with(&harness, token).await, 200);
    }
}

#[tokio::test]
async fn lives_are_told_by_the_servers_clock() {
    let start: Timestamp = "2026-03-10T12:00:00Z".parse().unwrap();
    let harness = desk_with(Options {
        start,
        access_token_life: Duration::from_secs(90),
        clock_skew: SignedDuration::from_hours(24),
        ..Options::default()
    })
    .await;
    let (_, body) = harness.post("/v1/oauth/token", credentials()).await;
    let now = instant(&body["data"]["current_time"]);
    assert!(now >= start + SignedDuration::from_hours(24) && now < start + SignedDuration::from_hours(25));
    let access_ends = instant(&body["data"]["access_token_ttl"]);
    assert_eq!(access_ends.duration_since(now), SignedDuration::from_secs(90));
    let refresh_ends = instant(&body["data"]["refresh_token_ttl"]);
    assert_eq!(refresh_ends.duration_since(now), SignedDuration::from_hours(7 * 24));
    assert_eq!(status_with(&harness, &body["data"]["access_token"]).await, 200);
}

#[tokio::test]
async fn a_token_without_life_is_dead_at_once() {
    let harness = desk_with(Options { access_token_life: Duration::ZERO, ..Options::default() }).await;
    let (_, body) = harness.post("/v1/oauth/token", credentials()).await;
    assert_eq!(status_with(&harness, &body["data"]["access_token"]).await, 401);
}

#[tokio::test]
async fn expired_access_is_renewed_until_refresh_is_revoked() {
    let harness = desk_with(Options::default()).await;
    let (_, first) = harness.post("/v1/oauth/token", credentials()).await;
    harness.sandbox.expire_access_tokens();
    assert_eq!(status_with(&harness, &first["data"]["access_token"]).await, 401);

    let (status, second) = harness.post("/v1/oauth/refresh-token", refresh_body(&first["data"])).await;
    assert_eq!(status, 200);
    assert_eq!(status_with(&harness, &second["access_token"]).await, 200);

    harness.sandbox.revoke_refresh_tokens();
    let refused = harness.post("/v1/oauth/refresh-token", refresh_body(&second)).await;
    assert_eq!(refused, (401, json!({ "message": "Authentication failed" })));
    assert_eq!(status_with(&harness, &second["access_token"]).await, 200);
}

#[tokio::test]
async fn wrong_credentials_and_bad_bodies_are_told_apart() {
    let harness = desk_with(Options::default()).await;
    let wrong = json!({ "client_id": CLIENT_ID, "client_secret": "guess" }).to_string();
    let (status, body) = harness.post("/v1/oauth/token", wrong).await;
    assert_eq!((status, body), (401, json!({ "message": "Authentication failed" })));

    for (path, body, named) in [
        ("/v1/oauth/token", "{}", vec!["client_id", "client_secret"]),
        ("/v1/oauth/token", "not JSON", vec!["client_id", "client_secret"]),
        ("/v1/oauth/token", r#"{"client_id":"x","client_secret":5}"#, vec!["client_secret"]),
        ("/v1/oauth/refresh-token", r#"{"refresh_token":""}"#, vec!["refresh_token"]),
    ] {
        let (status, answer) = harness.post(path, body).await;
        assert_eq!(status, 422, "{path} {body}");
        let errors = answer["errors"].as_array().unwrap();
        assert_eq!(errors.iter().flat_map(keys).collect::<Vec<_>>(), named, "{path} {body}");
    }

    let (status, _) = harness.post("/v1/oauth/token", vec![b' '; 70_000]).await;
    assert_eq!(status, 413);
}

#[tokio::test]
async fn two_servers_share_no_tokens() {
    let one = desk_with(Options { token_seed: 1, ..Options::default() }).await;
    let two = desk_with(Options { token_seed: 2, ..Options::default() }).await;
    assert_eq!(status_with(&one, &json!(two.token)).await, 401);
}
