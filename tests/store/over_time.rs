//! Figures over time, of all customers of a host.

use kyb_dash::api::convert;
use kyb_dash::catalogue;
use kyb_dash::domain::calendar::{Calendar, date};
use kyb_dash::domain::follow_up::Entered;
use kyb_dash::domain::history::{Way, What};
use kyb_dash::domain::id::CustomerId;
use kyb_dash::domain::key::Subject;
use kyb_dash::domain::over_time::{OverTime, WeekExtent, Window};
use kyb_dash::domain::time::Wall;
use kyb_dash::store::{About, Location, Look, Store};
use serde_json::json;

use crate::harness::{Folder, customer, look, scope, stores};

/// Days since Monday, 5 October 2026.
fn day(day: i64) -> Wall {
    Wall::from_second(1_791_158_400 + day * 86_400).unwrap()
}

fn window(since: i64, until: i64) -> Window {
    Window { since: day(since), until: day(until) }
}

async fn over_time(store: &mut Store, window: Window) -> OverTime {
    store.over_time(window, &Calendar::default()).await.unwrap()
}

/// Looks at a customer of whom these papers are asked; answers the look.
async fn see(store: &mut Store, number: usize, at: i64, status: &str, papers: &[&str]) -> Look {
    let id: CustomerId = customer(number).as_str().parse().unwrap();
    let fields = json!([{ "field_name": "files", "data_type": "URI", "status": "MISSING", "options": [] }]);
    let asks: Vec<_> = papers.iter().map(|paper| json!({ "document_type": paper, "fields": fields })).collect();
    let requests = json!([{ "scope": "CUSTOMER", "section": "formation_documents", "categories": asks }]);
    let requests = if asks.is_empty() { json!([]) } else { requests };
    let case = json!({ "data": {
        "customer_id": id.as_str(), "type": "BUSINESS", "business_name": "Amber Basalt Ltd", "customer_status": status,
        "associated_parties": [], "rejection_reason": null, "request_for_information": requests,
    } });
    let case = convert::case(case.to_string().as_bytes(), &id).unwrap();
    let (key, glossary) = (store.key().await.unwrap(), catalogue::glossary());
    let look = store.compare(&case, day(at), &key, &glossary).await.unwrap().unwrap().look;
    store.record(vec![look.clone()]).await.unwrap();
    look
}

async fn send(store: &mut Store, look: &Look, at: i64, follow_up: &str) {
    let (key, glossary) = (store.key().await.unwrap(), catalogue::glossary());
    let about = About { look: &look.imprint, looked_at: look.at };
    let follow_up = date(follow_up).unwrap();
    let what = Entered::Sent { to: vec![Subject::Company], way: Way::Draft, follow_up, note: None };
    store.enter(&look.customer, about, (&key, &glossary), &what, day(at)).await.unwrap();
}

/// Three customers: one is asked, answers and is approved, one is asked before the window and never answers, and of one
/// nothing but an e-mail changes.
async fn three(store: &mut Store) {
    see(store, 1, 0, "REVIEWING", &[]).await;
    see(store, 2, 1, "REVIEWING", &[]).await;
    see(store, 3, 1, "APPROVED", &[]).await;
    let asked = see(store, 1, 7, "ACTION_REQUIRED", &["PASSPORT", "TAX_RETURN"]).await;
    send(store, &asked, 9, "2026-10-30").await;
    see(store, 1, 16, "REVIEWING", &[]).await;
    see(store, 1, 20, "APPROVED", &[]).await;
    let asked = see(store, 2, 2, "ACTION_REQUIRED", &["PASSPORT"]).await;
    send(store, &asked, 3, "2026-10-12").await;
}

fn days(spread: kyb_dash::domain::over_time::Spread<std::time::Duration>) -> (usize, Option<u64>, usize) {
    (spread.count, spread.median.map(|median| median.as_secs() / 86_400), spread.left_out)
}

#[tokio::test]
async fn figures_are_of_all_customers_of_this_host_alone() {
    for (folder, mut store) in stores().await {
        let nothing = over_time(&mut store, window(6, 22)).await;
        assert_eq!((nothing.history_since, nothing.customers, nothing.unreadable), (None, 0, 0));
        assert!(nothing.weeks.iter().all(|week| week.extent == WeekExtent::Unknown));
        three(&mut store).await;
        let over = over_time(&mut store, window(6, 22)).await;
        assert_eq!((over.history_since, over.customers, over.unreadable), (Some(day(0)), 3, 0));
        let weeks: Vec<_> = over.weeks.iter().map(|week| (week.extent, week.opened.asks, week.resolved.asks)).collect();
        let (part, whole) = (WeekExtent::Part, WeekExtent::Whole);
        assert_eq!(weeks, [(part, 0, 0), (whole, 2, 0), (whole, 0, 2), (part, 0, 0)]);
        assert!(over.weeks[1].opened.customers.contains(&customer(1)));
        assert_eq!(days(over.with_us), (1, Some(2), 1), "what was asked before the window is ours again");
        assert_eq!(days(over.with_customer), (2, Some(4), 0), "of the one until it was to be chased, in the window");
        assert_eq!(days(over.with_fin), (1, Some(4), 1));
        assert_eq!((over.rounds.median, over.approved, over.rejected), (Some(1), 1, 0));
        assert_eq!((days(over.answered), over.waiting), ((1, Some(7), 0), 1));
        if folder.path().exists() {
            let mut other = Store::open(folder.location(), scope("other.example", "me")).await.unwrap();
            see(&mut other, 1, 4, "REVIEWING", &[]).await;
            see(&mut other, 1, 8, "REJECTED", &[]).await;
            let over_there = over_time(&mut other, window(6, 22)).await;
            assert_eq!((over_there.history_since, over_there.customers), (Some(day(4)), 1));
            assert_eq!((over_there.approved, over_there.rejected), (0, 1));
            assert_eq!(over_time(&mut store, window(6, 22)).await, over);
        }
    }
}

/// Faults: S2.
#[tokio::test]
async fn customers_of_whom_something_cannot_be_read_are_counted_and_nothing_is_concluded() {
    let damages = [
        ("an event", "UPDATE events SET body = '{' WHERE at = 1792540800000"),
        ("the time of an event", "UPDATE events SET at = 9223372036854775807 WHERE at = 1792540800000"),
        ("a look", "UPDATE looks SET imprint = '{}' WHERE first_seen = 1791158400000"),
        ("whose look it is", "UPDATE events SET customer = 'x' WHERE at = 1792540800000"),
    ];
    for (name, damage) in damages {
        let folder = Folder::new();
        let mut store = folder.open().await;
        three(&mut store).await;
        let whole = over_time(&mut store, window(6, 22)).await;
        let mut raw = folder.raw().await;
        assert!(sqlx::raw_sql(damage).execute(&mut raw).await.unwrap().rows_affected() > 0, "{name}");
        let over = over_time(&mut store, window(6, 22)).await;
        assert_eq!((over.customers, over.unreadable), (3, 1), "{name}");
        assert_eq!([whole.with_fin.count, over.with_fin.count], [1, 0], "{name}");
        assert_eq!([whole.with_us.count, over.with_us.count], [1, 0], "{name}");
    }
}

#[tokio::test]
async fn a_great_many_are_read_page_by_page() {
    let mut store = Store::open(Location::Memory, scope("api.example", "me")).await.unwrap();
    for (second, status) in [(10, "REVIEWING"), (20, "APPROVED")] {
        store.record((0..2_500).map(|number| look(number, second, status)).collect()).await.unwrap();
    }
    store.add(&customer(3_000), day(0), &What::Answered).await.unwrap();
    let until = crate::harness::at(30);
    let over = over_time(&mut store, Window { since: crate::harness::at(15), until }).await;
    assert_eq!((over.customers, over.approved, over.unreadable), (2_500, 2_500, 0));
    assert_eq!(over.held, 2_500);
}
