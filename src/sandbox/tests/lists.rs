//! Pages, filters and rows.

use std::collections::HashSet;

use super::*;

#[tokio::test]
async fn pages_cover_everything_once_and_in_order() {
    let names: Vec<String> = (0..23).map(|n| format!("id-{n}")).collect();
    let records = names.iter().map(|id| business(id, "Plain Ltd")).collect();
    let harness = Harness::open(Scenario::of(records)).await;
    let mut seen = Vec::new();
    for page in 1..=4 {
        let path = format!("/v2/customers?type=BUSINESS&per_page=7&current_page={page}");
        let (status, body) = harness.get(&path).await;
        assert_eq!(status, 200);
        assert_eq!(
            body["data"]["pagination"],
            json!({ "current_page": page, "per_page": 7, "total_page": 4, "total": 23 })
        );
        let rows = body["data"]["customers"].as_array().unwrap();
        seen.extend(ids(rows).into_iter().map(str::to_owned));
    }
    assert_eq!(seen, names);
}

#[tokio::test]
async fn a_page_holds_ten_unless_told_and_none_behind_the_last() {
    let harness = Harness::open(Scenario::many(25)).await;
    let (_, body) = harness.get("/v2/customers?type=BUSINESS").await;
    assert_eq!(body["data"]["customers"].as_array().unwrap().len(), 10);
    for page in ["4", "18446744073709551615"] {
        let path = format!("/v2/customers?type=BUSINESS&current_page={page}");
        let (status, body) = harness.get(&path).await;
        assert_eq!((status, &body["data"]["customers"]), (200, &json!([])));
        assert_eq!(body["data"]["pagination"]["total"], 25);
    }
}

#[tokio::test]
async fn an_empty_list_has_no_pages() {
    let harness = Harness::open(Scenario::of(Vec::new())).await;
    let (_, body) = harness.get("/v2/customers?type=BUSINESS").await;
    assert_eq!(body["data"]["pagination"]["total_page"], 0);
    assert_eq!(body["data"]["customers"], json!([]));
}

#[tokio::test]
async fn the_type_chooses_the_list() {
    let records = vec![business("b-1", "One Ltd"), individual("i-1"), business("b-2", "Two Ltd")];
    let harness = Harness::open(Scenario::of(records)).await;
    assert_eq!(ids(&harness.rows("BUSINESS").await), ["b-1", "b-2"]);
    assert_eq!(ids(&harness.rows("INDIVIDUAL").await), ["i-1"]);
}

#[tokio::test]
async fn rows_have_the_documented_fields_and_no_others() {
    let records = vec![business("b-1", "One Ltd"), individual("i-1")];
    let harness = Harness::open(Scenario::of(records)).await;
    assert_eq!(
        keys(&harness.rows("BUSINESS").await[0]),
        [
            "customer_id",
            "type",
            "business_name",
            "email",
            "phone",
            "country_of_incorporation",
            "customer_status",
            "tos_policies_url",
            "created_at",
            "updated_at"
        ]
    );
    assert_eq!(
        keys(&harness.rows("INDIVIDUAL").await[0]),
        [
            "customer_id",
            "type",
            "first_name",
            "last_name",
            "email",
            "phone",
            "country_of_residence",
            "customer_status",
            "tos_policies_url",
            "created_at",
            "updated_at"
        ]
    );
}

#[tokio::test]
async fn what_a_customer_lacks_its_row_lacks_too() {
    let records = vec![json!({ "customer_id": "x", "phone": null }), json!(null)];
    let harness = Harness::open(Scenario::of(records)).await;
    let rows = harness.rows("BUSINESS").await;
    assert_eq!(rows, [json!({ "customer_id": "x", "phone": null }), json!(null)]);
}

#[tokio::test]
async fn a_hundred_thousand_customers_are_paged_and_found() {
    let harness = Harness::open(Scenario::many(100_000)).await;
    let mut seen = HashSet::new();
    for page in [1, 2, 98, 195, 196] {
        let path = format!("/v2/customers?type=BUSINESS&per_page=512&current_page={page}");
        let (_, body) = harness.get(&path).await;
        assert_eq!(body["data"]["pagination"]["total_page"], 196);
        let rows = body["data"]["customers"].as_array().unwrap();
        seen.extend(ids(rows).into_iter().map(str::to_owned));
    }
    assert_eq!(seen.len(), 4 * 512 + 100_000 % 512);
    assert!(harness.rows("INDIVIDUAL").await.is_empty());

    let row = harness.rows("BUSINESS").await[0].clone();
    let customer = harness.look(row["customer_id"].as_str().unwrap()).await;
    for key in keys(&row) {
        assert_eq!(row[key], customer[key], "{key}");
    }
    let (status, _) = harness.get("/v2/customers/00000000-0000-4000-8000-000000100000").await;
    assert_eq!(status, 404);
}

#[tokio::test]
async fn many_clients_are_served_at_once() {
    let harness = Harness::open(Scenario::many(50)).await;
    let held = harness.sandbox.hold("/v2/customers");
    let mut waiting = tokio::task::JoinSet::new();
    for n in 0..50 {
        let request = harness
            .http
            .get(harness.url(&format!("/v2/customers/00000000-0000-4000-8000-{n:012}")))
            .bearer_auth(&harness.token);
        waiting.spawn(async move { request.send().await.unwrap().status().as_u16() });
    }
    harness.sandbox.requests_reach(50, |_| true).await;
    held.release();
    assert_eq!(waiting.join_all().await, vec![200; 50]);
}
