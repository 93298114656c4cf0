//! Steps, patches and offsets.

use jiff::{SignedDuration, Timestamp};

use super::*;

const KESTREL: &str = "Kestrel & Quarry Trading LLP";

async fn demo() -> Harness {
    Harness::open(Scenario::demo()).await
}

/// The id of the demo's business with this name.
async fn id_of(harness: &Harness, name: &str) -> String {
    let rows = harness.rows("BUSINESS").await;
    let row = rows.iter().find(|row| row["business_name"] == name).unwrap();
    row["customer_id"].as_str().unwrap().to_owned()
}

async fn statuses(harness: &Harness, name: &str, looks: usize) -> Vec<String> {
    let id = id_of(harness, name).await;
    let mut seen = Vec::new();
    for _ in 0..looks {
        seen.push(harness.look(&id).await["customer_status"].as_str().unwrap().to_owned());
    }
    seen
}

#[tokio::test]
async fn the_first_refresh_approves_a_party_and_closes_its_ask() {
    let harness = demo().await;
    let id = id_of(&harness, KESTREL).await;
    let before = harness.look(&id).await;
    let after = harness.look(&id).await;
    assert_eq!(before["associated_parties"][1]["verification"]["status"], "REJECTED");
    assert_eq!(after["associated_parties"][1]["verification"]["status"], "APPROVED");
    assert_eq!(before["request_for_information"].as_array().unwrap().len(), 2);
    assert_eq!(after["request_for_information"], json!([before["request_for_information"][0]]));

    // Undoing just these changes gives the first look again: nothing else moved.
    let mut undone = after.clone();
    undone["associated_parties"][1]["verification"] = before["associated_parties"][1]["verification"].clone();
    undone["request_for_information"] = before["request_for_information"].clone();
    undone["rejection_reason"]["associated_parties"] = before["rejection_reason"]["associated_parties"].clone();
    undone["updated_at"] = before["updated_at"].clone();
    assert_eq!(undone, before);
    assert_eq!(harness.look(&id).await, after, "the last step stays");
}

#[tokio::test]
async fn cases_move_with_each_look_and_stop_at_the_last_step() {
    let harness = demo().await;
    assert_eq!(
        statuses(&harness, "Tidewrack Logistics B.V.", 6).await,
        ["ACTION_REQUIRED", "PROCESSING", "PROCESSING", "APPROVED", "APPROVED", "APPROVED"]
    );
    assert_eq!(statuses(&harness, "Gannet Row Print Sp. z o.o.", 2).await, ["PROCESSING", "ACTION_REQUIRED"]);
}

#[tokio::test]
async fn an_approved_case_gets_a_request_and_stays_approved() {
    let harness = demo().await;
    let id = id_of(&harness, "Northmoor Dairy ApS").await;
    let (before, after) = (harness.look(&id).await, harness.look(&id).await);
    assert_eq!(before["request_for_information"], json!([]));
    assert_eq!(after["request_for_information"].as_array().unwrap().len(), 1);
    assert_eq!((&before["customer_status"], &after["customer_status"]), (&json!("APPROVED"), &json!("APPROVED")));
}

#[tokio::test]
async fn labels_change_while_the_ask_stays() {
    let harness = demo().await;
    let id = id_of(&harness, "Cinder Lane Roasters Inc.").await;
    let mut labels = Vec::new();
    let mut asks = Vec::new();
    for _ in 0..3 {
        let customer = harness.look(&id).await;
        labels.push(customer["rejection_reason"]["documents"][0]["reject_labels"].clone());
        asks.push(customer["request_for_information"].clone());
    }
    assert!(labels[0] != labels[1] && labels[1] != labels[2]);
    assert!(asks[0] == asks[1] && asks[1] == asks[2]);
}

#[tokio::test]
async fn lists_refusals_and_scripted_replies_move_nothing() {
    let harness = demo().await;
    let id = id_of(&harness, KESTREL).await;
    let path = format!("/v2/customers/{id}");
    for _ in 0..3 {
        harness.rows("BUSINESS").await;
        harness.get_as(&path, "Bearer guess").await;
        harness.sandbox.answer_next(&id, crate::sandbox::Reply::status(503));
        assert_eq!(harness.get(&path).await.0, 503);
    }
    let customer = harness.look(&id).await;
    assert_eq!(customer["associated_parties"][1]["verification"]["status"], "REJECTED");
}

#[tokio::test]
async fn a_case_moves_alone() {
    let harness = demo().await;
    let kestrel = id_of(&harness, KESTREL).await;
    let tidewrack = id_of(&harness, "Tidewrack Logistics B.V.").await;
    for _ in 0..4 {
        harness.look(&tidewrack).await;
    }
    let customer = harness.look(&kestrel).await;
    assert_eq!(customer["associated_parties"][1]["verification"]["status"], "REJECTED");
}

#[tokio::test]
async fn a_row_shows_what_the_next_look_will_show() {
    let harness = demo().await;
    for kind in ["BUSINESS", "INDIVIDUAL"] {
        for _ in 0..4 {
            for row in harness.rows(kind).await {
                let customer = harness.look(row["customer_id"].as_str().unwrap()).await;
                for key in keys(&row) {
                    assert_eq!(row[key], customer[key], "{} {key}", row["customer_id"]);
                }
            }
        }
    }
}

#[tokio::test]
async fn offsets_count_from_the_servers_start() {
    let start: Timestamp = "2026-03-10T12:00:00.9Z".parse().unwrap();
    let options = Options { start, clock_skew: SignedDuration::from_hours(5), ..Options::default() };
    let harness = Harness::open_with(Scenario::of(vec![business("b-1", "One Ltd")]), options).await;
    let customer = harness.look("b-1").await;
    assert_eq!(customer["created_at"], "2026-03-07T12:00:00Z");
    assert_eq!(customer["updated_at"], "2026-03-10T11:00:00Z");
    assert_eq!(harness.rows("BUSINESS").await[0]["created_at"], "2026-03-07T12:00:00Z");
}

#[tokio::test]
async fn a_patch_lies_on_top_of_every_step() {
    let harness = demo().await;
    let id = id_of(&harness, "Tidewrack Logistics B.V.").await;
    harness.sandbox.patch(&id, json!({ "customer_status": "REJECTED", "phone": null }));
    harness.sandbox.patch(&id, json!({ "email": "new@tidewrack.example" }));
    for _ in 0..4 {
        let customer = harness.look(&id).await;
        assert_eq!(customer["customer_status"], "REJECTED");
        assert_eq!(customer["email"], "new@tidewrack.example");
        assert_eq!(customer.get("phone"), None);
    }
    let rows = harness.rows("BUSINESS").await;
    let row = rows.iter().find(|row| row["customer_id"] == id.as_str()).unwrap();
    assert_eq!(row["customer_status"], "REJECTED");
}

#[tokio::test]
async fn made_up_customers_take_patches_and_strangers_do_not() {
    let harness = Harness::open(Scenario::many(3)).await;
    let id = "00000000-0000-4000-8000-000000000002";
    harness.sandbox.patch(id, json!({ "business_name": "Renamed Ltd" }));
    harness.sandbox.patch("unknown_party", json!({ "business_name": "Nobody Ltd" }));
    assert_eq!(harness.look(id).await["business_name"], "Renamed Ltd");
    assert_eq!(harness.rows("BUSINESS").await[2]["business_name"], "Renamed Ltd");
    assert_eq!(harness.get("/v2/customers/unknown_party").await.0, 404);
}

#[tokio::test]
async fn both_versions_tell_of_one_case_in_their_own_words() {
    let mut ada = individual("i-1");
    ada["customer_status"] = json!("ACTION_REQUIRED");
    let harness = Harness::open(Scenario::of(vec![ada])).await;
    let of = async |version: &str| harness.get(&format!("/{version}/customers/i-1")).await.1["data"].clone();
    let (second, first) = (of("v2").await, of("v1").await);
    assert_eq!(
        (&second["customer_status"], &first["customer_status"]),
        (&json!("ACTION_REQUIRED"), &json!("REINITIATE"))
    );
    assert_eq!((&second["first_name"], &second["customer_id"]), (&first["first_name"], &first["customer_id"]));
    harness.sandbox.patch("i-1", json!({ "customer_status": "APPROVED" }));
    assert_eq!(of("v1").await["customer_status"], "APPROVED");
}
