//! `list` in its order, cut and explained.

use kyb_dash::sandbox::{Sandbox, Scenario};
use serde_json::{Value, json};

use crate::{Run, json_of, on_sandbox, run};

fn customer(id: &str, name: &str, status: &str, updated: &str) -> Value {
    json!({"customer_id": id, "type": "BUSINESS", "business_name": name, "customer_status": status, "updated_at": updated})
}

/// In another order than any that can be asked for.
async fn sandbox() -> Sandbox {
    let mut asked = customer("b", "Delta", "REVIEWING", "2026-05-02T00:00:00Z");
    asked["request_for_information"] =
        json!([{"scope": "CUSTOMER", "section": "legal", "categories": [{"document_type": "OTHER"}]}]);
    let records = vec![
        customer("c", "alpha", "ACTION_REQUIRED", "2026-05-03T00:00:00Z"),
        customer("a", "Charlie", "PROCESSING", "2026-05-01T00:00:00Z"),
        customer("d", "Bravo", "ACTION_REQUIRED", "2026-05-01T00:00:00Z"),
        asked,
    ];
    Sandbox::start(Scenario::of(records)).await.unwrap()
}

async fn listed(sandbox: &Sandbox, more: &[&str]) -> Run {
    on_sandbox(sandbox, &[&["list"], more].concat()).await
}

async fn ids(sandbox: &Sandbox, more: &[&str]) -> String {
    let ran = listed(sandbox, &[&["--format", "csv"], more].concat()).await;
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    ran.out.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_needs_us_longest_comes_first_unless_another_order_is_asked_for() {
    let sandbox = sandbox().await;
    for (more, expected) in [
        (&[][..], "dcab"),
        (&["--reverse"], "bacd"),
        (&["--sort", "name"], "cdab"),
        (&["--sort", "name", "--reverse"], "badc"),
        (&["--sort", "waiting"], "adbc"),
        // An open request makes the case ours: only its details tell.
        (&["--details", "--sort", "asks"], "bacd"),
        (&["--details", "--status", "REVIEWING"], "b"),
    ] {
        assert_eq!(ids(&sandbox, more).await, expected, "{more:?}");
    }
    assert_eq!(ids(&sandbox, &["--needs-us"]).await.len(), 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_cut_is_counted() {
    let sandbox = sandbox().await;
    let table = listed(&sandbox, &["--limit", "1"]).await;
    assert_eq!((table.code, table.out.lines().count()), (Some(0), 2), "{}", table.out);
    assert!(table.out.contains("Bravo"), "the first of the order: {}", table.out);
    assert_eq!(table.err, "kyb-dash: 3 customers left out, as --limit asks for\n");
    assert_eq!(listed(&sandbox, &["--limit", "4"]).await.err, "");
    let json: Value = serde_json::from_str(&listed(&sandbox, &["--limit", "3", "--format", "json"]).await.out).unwrap();
    assert_eq!(
        (&json["left_out"], &json["complete"], &json["customers"][2]["customer_id"]),
        (&json!(1), &json!(true), &json!("a"))
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_without_details_says_that_it_is_an_estimate() {
    let sandbox = sandbox().await;
    for (more, is_estimate) in [
        (&[][..], true),
        (&["--sort", "name"], false),
        (&["--details"], false),
        (&["--why"], false),
        (&["--details", "--max-details", "1"], true),
    ] {
        let ran = listed(&sandbox, &[&["--format", "json"], more].concat()).await;
        let json: Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(json["order_is_estimate"], json!(is_estimate), "{more:?}");
        let is_bounded = more.contains(&"--max-details");
        assert_eq!(ran.code, Some(i32::from(is_bounded)), "{more:?}: {}", ran.err);
        let told = "the details of 3 of 4 were not read, so the order is an estimate; raise --max-details";
        assert_eq!(ran.err.contains(told), is_bounded, "{more:?}: {}", ran.err);
        assert_eq!(
            (&json["complete"], json["customers"].as_array().unwrap().len()),
            (&json!(true), 4),
            "nobody is missing"
        );
    }
    let missing = listed(&sandbox, &["--needs-us", "--max-details", "1", "--format", "json"]).await;
    let json: Value = serde_json::from_str(&missing.out).unwrap();
    assert_eq!((missing.code, &json["complete"]), (Some(1), &json!(false)));
    let refused = run(&["list", "--demo", "--max-details", "1"]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("<--needs-us|--why|--details>"), "{}", refused.err);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn why_each_waits_is_told_where_its_details_were_read() {
    let sandbox = sandbox().await;
    let ran = listed(&sandbox, &["--why", "--max-details", "3", "--sort", "name"]).await;
    let lines: Vec<&str> = ran.out.lines().collect();
    assert!(
        lines[0].ends_with("  WHY") && lines[1].ends_with("  Action is required; what is asked is not told"),
        "{}",
        ran.out
    );
    assert_eq!(lines.iter().filter(|line| line.ends_with("  ?")).count(), 1, "{}", ran.out);
    let json = json_of(&["list", "--demo", "--why", "--mask", "--format", "json"]);
    let customers = json["customers"].as_array().unwrap();
    assert!(customers.iter().filter(|one| one["why"].is_string()).count() > 40);
    assert!(json_of(&["list", "--demo", "--details", "--format", "json"])["customers"][0].get("why").is_none());
}
