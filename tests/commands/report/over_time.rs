//! What moved, against what the raw replies of three runs give, and a memory that is not there or cannot be read.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::counted::{Raw, fetch, turn};
use crate::Run;
use crate::remembered::{FIRST, Place, SECOND, asks, open_to_others};
use crate::schemas::{assert_valid, schema};

const CUSTOMERS: usize = 1_000;

fn id(n: usize) -> String {
    format!("{:08x}-aaaa-4bbb-8ccc-{n:012x}", n * 40_503 % 65_521)
}

/// How a customer stands at one of three looks: each of them has its own way.
fn state(n: usize, look: usize) -> Value {
    let mixed = |salt: usize| ((n * 131 + look * 37 + salt * 17).wrapping_mul(2_654_435_761) >> 9) % 40;
    let statuses = [
        "REVIEWING",
        "ACTION_REQUIRED",
        "APPROVED",
        "REJECTED",
        "INCOMPLETE",
        "IN_COMPLIANCE",
        "PROCESSING",
        "ACTION_REQUIRED",
    ];
    let status = statuses[mixed(0) % statuses.len()];
    let wanted = ["PASSPORT", "UTILITY_BILL", "OTHER"].iter().enumerate();
    let wanted = wanted.filter(|(place, _)| mixed(place + 1) < 10);
    let documents: Vec<Value> = wanted.map(|(_, code)| json!({"document_type": code})).collect();
    let requests = if documents.is_empty() {
        json!([])
    } else {
        json!([{"scope": "CUSTOMER", "section": "identifying_documents", "categories": documents}])
    };
    json!({
        "customer_status": status, "request_for_information": requests, "associated_parties": [],
        "rejection_reason": null, "updated_at": "2026-01-05T12:00:00Z",
    })
}

fn customer(n: usize) -> Value {
    let mut customer = state(n, 0);
    let fields = json!({"customer_id": id(n), "type": "BUSINESS", "business_name": "Canary Holdings"});
    customer.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    customer
}

async fn report(place: &Place, more: &[&str]) -> (Run, Value) {
    let ran = place.run(&[&["report", "--format", "json"], more].concat()).await;
    let report = assert_valid(&schema("report"), &ran.out, "report");
    (ran, report)
}

fn asked(details: &Value) -> BTreeSet<String> {
    let requests = details["request_for_information"].as_array().unwrap().iter();
    let documents = requests.flat_map(|request| request["categories"].as_array().unwrap());
    documents.map(|document| document["document_type"].as_str().unwrap().to_owned()).collect()
}

/// The value at or below which so many tenths of them are.
fn ranked(values: &mut [usize], tenths: usize) -> Value {
    values.sort_unstable();
    let rank = (values.len() * tenths).div_ceil(10);
    rank.checked_sub(1).map_or(Value::Null, |place| json!(values[place]))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_moved_is_what_the_raw_replies_of_three_runs_give() {
    let place = Place::of((0..CUSTOMERS).map(customer).collect()).await;
    place.tell().await;
    let mut looks: Vec<Vec<Raw>> = Vec::new();
    let mut told = Value::Null;
    for look in 0..3 {
        for n in (0..CUSTOMERS).filter(|_| look > 0) {
            place.sandbox.patch(&id(n), state(n, look));
        }
        let (ran, report) = report(&place, &["--since", "21d"]).await;
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
        told = report["over_time"].clone();
        looks.push(fetch(&place.sandbox).await);
    }
    let now = Timestamp::now();
    let (mut opened, mut resolved, mut opened_of, mut resolved_of) = (0, 0, 0, 0);
    let (mut rounds, mut approved, mut rejected) = (Vec::new(), 0, 0);
    let (mut whole, mut cut) = ([0, 0], [0, 0]);
    for n in 0..CUSTOMERS {
        let seen: Vec<&Raw> =
            looks.iter().map(|look| look.iter().find(|raw| raw.id() == Some(&id(n))).unwrap()).collect();
        let details: Vec<&Value> = seen.iter().map(|raw| raw.details.as_ref().unwrap()).collect();
        let asked: Vec<BTreeSet<String>> = details.iter().map(|details| asked(details)).collect();
        let came: Vec<usize> = asked.windows(2).map(|two| two[1].difference(&two[0]).count()).collect();
        let went: Vec<usize> = asked.windows(2).map(|two| two[0].difference(&two[1]).count()).collect();
        opened += came.iter().sum::<usize>();
        resolved += went.iter().sum::<usize>();
        opened_of += usize::from(came.iter().any(|count| *count > 0));
        resolved_of += usize::from(went.iter().any(|count| *count > 0));
        if came.iter().chain(&went).any(|count| *count > 0) {
            let more = came.iter().filter(|count| **count > 0).count();
            rounds.push(usize::from(!asked[0].is_empty()) + more);
        }
        let statuses: Vec<&str> = details.iter().map(|details| details["customer_status"].as_str().unwrap()).collect();
        let became = statuses.windows(2).rev().filter(|two| two[0] != two[1]).map(|two| two[1]);
        match became.into_iter().find(|status| ["APPROVED", "REJECTED"].contains(status)) {
            Some("APPROVED") => approved += 1,
            Some(_) => rejected += 1,
            None => {}
        }
        let mut balls: Vec<&str> = seen.iter().map(|raw| turn(raw, false, now).ball).collect();
        balls.dedup();
        let has_moved = asked.windows(2).any(|two| two[0] != two[1]) || statuses.windows(2).any(|two| two[0] != two[1]);
        for (nth, ball) in balls.iter().enumerate().filter(|_| has_moved) {
            let Some(holder) = ["us", "fin"].iter().position(|it| it == ball) else { continue };
            // What was seen to begin and to end.
            let counts = if nth > 0 && nth + 1 < balls.len() { &mut whole } else { &mut cut };
            counts[holder] += 1;
        }
    }
    let weeks = told["weeks"].as_array().unwrap();
    let (running, earlier) = weeks.split_last().unwrap();
    assert_eq!(running["opened"], json!({"asks": opened, "customers": opened_of}));
    assert_eq!(running["resolved"], json!({"asks": resolved, "customers": resolved_of}));
    assert_eq!(running["known"], "part");
    assert_eq!(earlier.len(), 3, "{weeks:?}");
    for week in earlier {
        assert_eq!(
            (&week["known"], &week["opened"], &week["resolved"]),
            (&json!("unknown"), &Value::Null, &Value::Null)
        );
    }
    assert_eq!((&told["approved"], &told["rejected"]), (&json!(approved), &json!(rejected)));
    assert_eq!((&told["customers"], &told["unreadable"]), (&json!(CUSTOMERS), &json!(0)));
    let per_case = &told["rounds_per_case"];
    assert_eq!((&per_case["median"], &per_case["ninetieth"]), (&ranked(&mut rounds, 5), &ranked(&mut rounds, 9)));
    assert_eq!((&per_case["rests_on"], &per_case["customers"]), (&json!(rounds.len()), &json!(rounds.len())));
    for (place, whose) in ["us", "fin"].into_iter().enumerate() {
        let days = &told["days_with"][whose];
        assert_eq!((&days["rests_on"], &days["left_out"]), (&json!(whole[place]), &json!(cut[place])), "{whose}");
        assert_eq!((&days["median"], &days["ninetieth"]), (&json!(0.0), &json!(0.0)), "{whose}");
    }
    assert!(whole.iter().all(|count| *count > 50) && opened > 300 && approved > 50, "{whole:?} {opened} {approved}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_that_went_out_is_with_the_customer_and_then_answered() {
    let place = Place::new().await;
    place.tell().await;
    place.sandbox.patch(
        FIRST,
        json!({"customer_status": "ACTION_REQUIRED", "request_for_information": asks("identifying_documents")}),
    );
    let (_, before) = report(&place, &[]).await;
    let with = |report: &Value, ball: usize| report["balls"][ball]["customers"].as_u64().unwrap();
    assert_eq!((with(&before, 0), with(&before, 2)), (1, 0));
    let sent = place.run(&["sent", FIRST, "--to", "company", "--follow-up", "+5"]).await;
    assert_eq!(sent.code, Some(0), "{}", sent.err);
    let (_, asked) = report(&place, &[]).await;
    assert_eq!((with(&asked, 0), with(&asked, 2)), (0, 1));
    assert_eq!(asked["balls"][2]["oldest"]["waiting_since"]["basis"], "sent");
    assert_eq!(
        (&asked["over_time"]["still_waiting"], &asked["over_time"]["days_until_answered_or_closed"]["rests_on"]),
        (&json!(1), &json!(0))
    );
    place.sandbox.patch(FIRST, json!({"customer_status": "REVIEWING", "request_for_information": []}));
    let (_, after) = report(&place, &[]).await;
    let over_time = &after["over_time"];
    assert_eq!(
        (&over_time["still_waiting"], &over_time["days_until_answered_or_closed"]["rests_on"]),
        (&json!(0), &json!(1))
    );
    assert_eq!(over_time["weeks"].as_array().unwrap().last().unwrap()["resolved"], json!({"asks": 1, "customers": 1}));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_was_not_read_now_is_told_as_remembered_unless_the_list_says_more() {
    let place = Place::new().await;
    place.tell().await;
    place.sandbox.patch(
        FIRST,
        json!({"customer_status": "ACTION_REQUIRED", "request_for_information": asks("identifying_documents")}),
    );
    let (_, read) = report(&place, &[]).await;
    let (ran, remembered) = report(&place, &["--max-details", "0"]).await;
    assert_eq!(ran.code, Some(1));
    assert_eq!(remembered["customers"], json!({"all": 3, "read": 3, "remembered": 3, "unread": 0, "open": 3}));
    assert_eq!(remembered["findings"]["rests_on"], 0);
    for section in ["balls", "labels", "statuses"] {
        assert_eq!(remembered[section], read[section], "{section}");
    }
    // The list says of one that it moved.
    place.sandbox.patch(SECOND, json!({"customer_status": "APPROVED"}));
    let (_, moved) = report(&place, &["--max-details", "0"]).await;
    assert_eq!(moved["customers"], json!({"all": 3, "read": 2, "remembered": 2, "unread": 1, "open": 3}));
    let (_, forgotten) = report(&place, &["--max-details", "0", "--no-memory"]).await;
    assert_eq!((&forgotten["customers"]["remembered"], &forgotten["over_time"]), (&json!(0), &Value::Null));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_memory_that_is_not_there_or_not_readable_costs_nothing_else() {
    let place = Place::new().await;
    let (ran, nothing) = report(&place, &[]).await;
    assert_eq!((ran.code, ran.err.as_str(), &nothing["over_time"]), (Some(0), "", &Value::Null));
    assert!(!place.folder().exists(), "a report begins nothing");
    let text = place.printed(&["report"]).await;
    assert!(text.contains("Nothing is remembered here,"), "{text}");

    place.tell().await;
    report(&place, &[]).await;
    // One that cannot be read is read anew, and then it can.
    place.damage(FIRST).await;
    let (ran, again) = report(&place, &["--max-details", "0"]).await;
    assert_eq!(ran.code, Some(1));
    assert_eq!(again["customers"]["remembered"], 2, "{}", ran.err);

    open_to_others(&place.folder());
    let (ran, refused) = report(&place, &[]).await;
    assert_eq!((ran.code, &refused["over_time"]), (Some(1), &Value::Null));
    assert!(ran.err.contains("what is remembered could not be read: ") && ran.err.contains("chmod 700"), "{}", ran.err);
    assert_eq!((&refused["customers"], &refused["complete"]), (&nothing["customers"], &json!(true)));
    let text = place.run(&["report"]).await;
    assert!(text.out.contains("What is remembered could not be read, so what moved is not known."), "{}", text.out);
}
