//! Walking the list of a server that keeps its word, and of some that do not.

use std::collections::HashSet;

use kyb_dash::api::{ListKind, Listing, Page};
use kyb_dash::domain::customer::{CustomerRow, RowKey};
use kyb_dash::domain::failure::FailureKind;
use kyb_dash::sandbox::{Sandbox, Scenario};
use serde_json::{Value, json};

use super::server::{Act, Seen, Server, answer};
use super::{signed, soon, unsigned};

async fn walk(mut listing: Listing) -> Vec<Page> {
    let mut pages = Vec::new();
    while let Some(page) = soon(listing.next_page()).await {
        pages.push(page.unwrap());
        assert!(pages.len() < 100, "the walk does not end");
    }
    assert!(listing.next_page().await.is_none());
    pages
}

fn ids(pages: &[Page]) -> Vec<String> {
    let rows = pages.iter().flat_map(|page| &page.rows);
    rows.filter_map(|row: &CustomerRow| row.key.id().map(ToString::to_string)).collect()
}

fn notes(pages: &[Page]) -> Vec<String> {
    pages.iter().flat_map(|page| &page.problems).map(|problem| problem.what.to_string()).collect()
}

/// The page and the type that a list request asks for.
fn asked(seen: &Seen) -> (u64, bool) {
    let line = seen.line();
    let number = line.split("current_page=").nth(1).and_then(|rest| rest.split('&').next()).unwrap();
    (number.parse().unwrap(), line.contains("type=INDIVIDUAL"))
}

fn page(rows: &[&str], pagination: &Value) -> Act {
    let rows: Vec<Value> = rows
        .iter()
        .map(|id| if id.is_empty() { json!({ "business_name": "No id" }) } else { json!({ "customer_id": id }) })
        .collect();
    let body = json!({ "data": { "pagination": pagination, "customers": rows } }).to_string();
    Act::Send(answer(200, "", &body))
}

#[tokio::test]
async fn a_long_list_is_walked_once() {
    let sandbox = Sandbox::start(Scenario::many(1_100)).await.unwrap();
    let (client, _) = unsigned(&sandbox.base_url());
    let pages = walk(client.list(ListKind::Business)).await;
    assert_eq!(pages.iter().map(|page| page.rows.len()).collect::<Vec<_>>(), [512, 512, 76]);
    assert_eq!(pages.iter().map(|page| page.number).collect::<Vec<_>>(), [1, 2, 3]);
    assert!(pages.iter().all(|page| page.total == Some(1_100) && page.pages == Some(3) && page.problems.is_empty()));
    assert_eq!(ids(&pages).into_iter().collect::<HashSet<_>>().len(), 1_100);
    let lists = sandbox.requests().iter().filter(|request| request.method == "GET").count();
    assert_eq!(lists, 3);
}

#[tokio::test]
async fn all_is_companies_then_people() {
    let person = |n: u32| json!({ "customer_id": format!("p{n}"), "type": "INDIVIDUAL", "first_name": "Ada" });
    let company = json!({ "customer_id": "c1", "type": "BUSINESS" });
    let sandbox = Sandbox::start(Scenario::of(vec![person(1), company, person(2)])).await.unwrap();
    let (client, _) = unsigned(&sandbox.base_url());
    assert_eq!(ids(&walk(client.list(ListKind::All)).await), ["c1", "p1", "p2"]);
    assert_eq!(ids(&walk(client.list(ListKind::Individual)).await), ["p1", "p2"]);
    assert_eq!(ids(&walk(client.list(ListKind::default())).await), ["c1"]);
}

#[tokio::test]
async fn an_empty_list_is_one_empty_page() {
    let sandbox = Sandbox::start(Scenario::of(Vec::new())).await.unwrap();
    let (client, _) = unsigned(&sandbox.base_url());
    let pages = walk(client.list(ListKind::Business)).await;
    assert_eq!((pages.len(), pages[0].rows.len(), pages[0].total), (1, 0, Some(0)));
    assert_eq!(notes(&pages), [""; 0]);
}

/// Faults: W11.
#[tokio::test]
async fn rows_that_move_between_pages_come_once() {
    let server = Server::start(|_, seen| match asked(seen).0 {
        1 => page(&["a", "b", "b", ""], &json!({ "total_page": 3, "total": 6, "per_page": 4 })),
        2 => page(&["b", "c", ""], &json!({ "total_page": 3, "total": 6, "per_page": 4 })),
        _ => page(&["a", "d"], &json!({ "total_page": 3, "total": 6, "per_page": 4 })),
    })
    .await;
    let (client, _) = signed(&server.url);
    let pages = walk(client.list(ListKind::Business)).await;
    assert_eq!(ids(&pages), ["a", "b", "c", "d"]);
    assert_eq!(notes(&pages), [""; 0]);
    let unusable: Vec<_> = pages
        .iter()
        .flat_map(|page| &page.rows)
        .filter(|row| row.key.id().is_none())
        .map(|row| row.key.clone())
        .collect();
    assert_eq!(unusable, [RowKey::Unusable(0), RowKey::Unusable(1)]);
}

/// Faults: W11.
#[tokio::test]
async fn a_list_that_goes_in_circles_is_left() {
    let server =
        Server::start(|_, _| page(&["a", "b", ""], &json!({ "total_page": 9, "total": 27, "per_page": 3 }))).await;
    let (client, _) = signed(&server.url);
    let pages = walk(client.list(ListKind::Business)).await;
    assert_eq!(ids(&pages), ["a", "b"]);
    assert_eq!(pages[0].rows.len(), 3);
    assert_eq!(notes(&pages), ["page 2 only repeats earlier ones: 3 of 27 customers were listed"]);
    assert_eq!(server.seen().len(), 2);
}

/// Faults: W11.
#[tokio::test]
async fn totals_that_lie_are_found_out() {
    // Fewer pages than customers need, while the last one is full.
    let server = Server::start(|_, seen| match asked(seen).0 {
        1 => page(&["a", "b"], &json!({ "total_page": 1, "total": 3, "per_page": 2 })),
        2 => page(&["c"], &json!({ "total_page": 1, "total": 3, "per_page": 2 })),
        _ => page(&[], &json!({})),
    })
    .await;
    let (client, _) = signed(&server.url);
    let pages = walk(client.list(ListKind::Business)).await;
    assert_eq!((ids(&pages).join(""), notes(&pages).len(), server.seen().len()), ("abc".to_owned(), 0, 2));

    // More customers than ever come.
    let server = Server::start(|_, seen| match asked(seen).0 {
        1 => page(&["a", "b"], &json!({ "total_page": 9, "total": 18, "per_page": 2 })),
        _ => page(&[], &json!({ "total_page": 9, "total": 18, "per_page": 2 })),
    })
    .await;
    let (client, _) = signed(&server.url);
    let pages = walk(client.list(ListKind::Business)).await;
    assert_eq!(ids(&pages), ["a", "b"]);
    assert_eq!(notes(&pages), ["page 2 is empty: 2 of 18 customers were listed"]);

    let server = Server::start(|_, _| page(&["a"], &json!({ "total_page": 1, "total": 2, "per_page": 10 }))).await;
    let (client, _) = signed(&server.url);
    let pages = walk(client.list(ListKind::Business)).await;
    assert_eq!(notes(&pages), ["the last page came early: 1 of 2 customers were listed"]);
}

#[tokio::test]
async fn a_server_without_page_numbers_is_walked_to_the_end() {
    let server = Server::start(|_, seen| match asked(seen).0 {
        1 => page(&["a", "b"], &Value::Null),
        2 => page(&["c"], &json!("?")),
        _ => page(&[], &json!({})),
    })
    .await;
    let (client, _) = signed(&server.url);
    let pages = walk(client.list(ListKind::Business)).await;
    assert_eq!(ids(&pages), ["a", "b", "c"]);
    assert_eq!(notes(&pages), ["expected an object, found a text"]);
}

/// Faults: W11.
#[tokio::test]
async fn a_server_that_ignores_the_type_gives_nobody_twice() {
    let server = Server::start(|_, _| page(&["a", "b"], &json!({ "total_page": 1, "total": 2 }))).await;
    let (client, _) = signed(&server.url);
    let pages = walk(client.list(ListKind::All)).await;
    assert_eq!(ids(&pages), ["a", "b"]);
    assert_eq!(pages.iter().map(|page| page.rows.len()).collect::<Vec<_>>(), [2, 0]);
}

#[tokio::test]
async fn a_failure_ends_the_walk_and_a_dropped_call_does_not() {
    let server = Server::start(|number, _| match number {
        0 => Act::Stall(Vec::new()),
        1 => page(&["a"], &json!({ "total_page": 2, "total": 2, "per_page": 1 })),
        _ => Act::Send(answer(403, "", r#"{"message":"no"}"#)),
    })
    .await;
    let (client, _) = signed(&server.url);
    let mut listing = client.list(ListKind::All);
    tokio::select! {
        _ = listing.next_page() => panic!("it was not answered"),
        () = server.reach(1) => {}
    }
    assert_eq!(soon(listing.next_page()).await.unwrap().unwrap().number, 1);
    assert_eq!(soon(listing.next_page()).await.unwrap().unwrap_err().kind, FailureKind::Forbidden);
    assert!(listing.next_page().await.is_none());
}
