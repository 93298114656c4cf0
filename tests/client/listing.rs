//! Walking the list of a server that keeps its word, and of some that do not.

use std::collections::{BTreeSet, HashSet};
use std::sync::{Arc, Mutex};

use kyb_dash::api::{Client, ListKind, Page};
use kyb_dash::domain::completeness::Completeness;
use kyb_dash::domain::customer::{CustomerRow, RowKey};
use kyb_dash::domain::failure::{Failure, FailureKind};
use kyb_dash::domain::pace::IN_FLIGHT;
use kyb_dash::sandbox::{Reply, Sandbox, Scenario};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::server::{Act, Seen, Server, answer};
use super::{numbered, signed, soon, unsigned};

/// Reads a list: its pages as they were given, and how it ended.
async fn read(client: &Client, kind: ListKind) -> (Vec<Page>, Result<Completeness, Failure>) {
    let mut pages = Vec::new();
    let end = soon(client.list(kind, |page| pages.push(page))).await;
    (pages, end)
}

/// The pages of a list that is whole.
async fn whole(client: &Client, kind: ListKind) -> Vec<Page> {
    let (pages, end) = read(client, kind).await;
    assert_eq!(end.unwrap(), Completeness::Whole);
    pages
}

/// The ids of a list that is not, and what is said of it.
async fn incomplete(client: &Client, kind: ListKind) -> (Vec<String>, String) {
    let (pages, end) = read(client, kind).await;
    (ids(&pages), end.unwrap().shortfall().unwrap().sentence())
}

fn ids(pages: &[Page]) -> Vec<String> {
    let rows = pages.iter().flat_map(|page| &page.rows);
    rows.filter_map(|row: &CustomerRow| row.key.id().map(ToString::to_string)).collect()
}

fn numbers(pages: &[Page]) -> Vec<u64> {
    pages.iter().map(|page| page.number).collect()
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

fn refusal(status: u16) -> Act {
    Act::Send(answer(status, "", r#"{"message":"no"}"#))
}

fn list_requests(sandbox: &Sandbox) -> usize {
    sandbox.requests().iter().filter(|request| request.path.starts_with("/v2/customers?")).count()
}

#[tokio::test]
async fn a_long_list_is_walked_once() {
    let sandbox = Sandbox::start(Scenario::many(1_100)).await.unwrap();
    let (client, _) = unsigned(&sandbox.base_url());
    let pages = whole(&client, ListKind::Business).await;
    assert_eq!(pages.iter().map(|page| page.rows.len()).collect::<Vec<_>>(), [512, 512, 76]);
    assert_eq!(numbers(&pages), [1, 2, 3]);
    assert!(pages.iter().all(|page| page.total == Some(1_100) && page.pages == Some(3) && page.problems.is_empty()));
    assert_eq!(ids(&pages).into_iter().collect::<HashSet<_>>().len(), 1_100);
    assert_eq!(list_requests(&sandbox), 3);
}

#[tokio::test]
async fn all_is_companies_then_people() {
    let person = |n: u32| json!({ "customer_id": format!("p{n}"), "type": "INDIVIDUAL", "first_name": "Ada" });
    let company = json!({ "customer_id": "c1", "type": "BUSINESS" });
    let sandbox = Sandbox::start(Scenario::of(vec![person(1), company, person(2)])).await.unwrap();
    let (client, _) = unsigned(&sandbox.base_url());
    let all = whole(&client, ListKind::All).await;
    assert_eq!(ids(&all), ["c1", "p1", "p2"]);
    assert_eq!(all.iter().map(|page| page.total).collect::<Vec<_>>(), [Some(1), Some(3)], "of both");
    assert_eq!(ids(&whole(&client, ListKind::Individual).await), ["p1", "p2"]);
    assert_eq!(ids(&whole(&client, ListKind::default()).await), ["c1"]);
    assert_eq!(ids(&[client.first_page(ListKind::All).await.unwrap()]), ["c1"]);
}

#[tokio::test]
async fn an_empty_list_is_one_empty_page() {
    let sandbox = Sandbox::start(Scenario::of(Vec::new())).await.unwrap();
    let (client, _) = unsigned(&sandbox.base_url());
    let pages = whole(&client, ListKind::Business).await;
    assert_eq!((pages.len(), pages[0].rows.len(), pages[0].total), (1, 0, Some(0)));
}

/// Each page is held back by itself, so what is under way is known without a clock.
#[tokio::test]
async fn pages_behind_the_first_are_asked_for_at_the_same_time_and_within_the_limit() {
    let sandbox = Sandbox::start(Scenario::many(9 * 512)).await.unwrap();
    let mut holds: Vec<_> = (2..=9).map(|page| sandbox.hold(&format!("current_page={page}"))).collect();
    let (client, _) = unsigned(&sandbox.base_url());
    let numbers = Arc::new(Mutex::new(Vec::new()));
    let (listing, given) = (client.clone(), Arc::clone(&numbers));
    let list =
        tokio::spawn(
            async move { listing.list(ListKind::Business, |page| given.lock().unwrap().push(page.number)).await },
        );
    let is_page = |request: &kyb_dash::sandbox::Recorded| request.path.starts_with("/v2/customers?");
    for released in 0..=4 {
        soon(sandbox.requests_reach(1 + IN_FLIGHT + released, is_page)).await;
        // A page too many would have been asked for in the same breath, before this.
        client.case(&numbered(1)).await.unwrap();
        assert_eq!(list_requests(&sandbox), 1 + IN_FLIGHT + released);
        assert_eq!(*numbers.lock().unwrap(), [1], "the first at once, the others behind the second");
        // Of those under way, the last is answered first.
        holds.remove(IN_FLIGHT - 1).release();
    }
    drop(holds);
    assert_eq!(soon(list).await.unwrap().unwrap(), Completeness::Whole);
    assert_eq!(*numbers.lock().unwrap(), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
}

#[tokio::test]
async fn a_dropped_listing_ends_its_requests() {
    let sandbox = Sandbox::start(Scenario::many(9 * 512)).await.unwrap();
    let holds: Vec<_> = (2..=9).map(|page| sandbox.hold(&format!("current_page={page}"))).collect();
    let (client, _) = unsigned(&sandbox.base_url());
    tokio::select! {
        _ = client.list(ListKind::Business, drop) => panic!("it was not answered"),
        () = sandbox.requests_reach(1 + IN_FLIGHT, |request| request.path.contains("current_page")) => {}
    }
    let ended = async {
        while holds.iter().any(|hold| hold.waiting() > 0) {
            tokio::task::yield_now().await;
        }
    };
    soon(ended).await;
    assert_eq!(list_requests(&sandbox), 1 + IN_FLIGHT);
}

/// Faults: W11.
#[tokio::test]
async fn a_server_that_puts_on_a_page_what_it_likes_is_walked_to_its_end() {
    for per_page in [10, 40] {
        let server = Server::start(move |_, seen| {
            let first = (usize::try_from(asked(seen).0).unwrap() - 1) * per_page;
            let rows: Vec<String> = (first..95.min(first + per_page)).map(|n| format!("c{n}")).collect();
            let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
            // It repeats what was asked for, and reckons with it.
            page(&rows, &json!({ "current_page": 1, "total_page": 1, "total": 95, "per_page": 512 }))
        })
        .await;
        let (client, _) = signed(&server.url);
        let pages = whole(&client, ListKind::Business).await;
        assert_eq!(ids(&pages), (0..95).map(|n| format!("c{n}")).collect::<Vec<_>>());
        assert_eq!(server.seen().len(), 95_usize.div_ceil(per_page));
    }
}

/// Faults: W11, K3.
#[tokio::test]
async fn rows_that_move_between_pages_come_once_and_are_looked_for_once_more() {
    let numbers = json!({ "total_page": 3, "total": 6, "per_page": 4 });
    let server = Server::start(move |_, seen| match asked(seen).0 {
        1 => page(&["a", "b", "b", ""], &numbers),
        2 => page(&["b", "c", ""], &numbers),
        _ => page(&["a", "d"], &numbers),
    })
    .await;
    let (client, _) = signed(&server.url);
    let pages = whole(&client, ListKind::Business).await;
    assert_eq!(ids(&pages), ["a", "b", "c", "d"]);
    let keys = pages.iter().flat_map(|page| &page.rows).map(|row| &row.key);
    let unusable: Vec<&RowKey> = keys.filter(|key| key.id().is_none()).collect();
    assert_eq!(unusable, [&RowKey::Unusable(0), &RowKey::Unusable(1)]);
    assert_eq!(server.seen().len(), 6, "twice");
}

/// Faults: W11, K3.
#[tokio::test]
async fn a_list_that_goes_in_circles_is_left() {
    let server =
        Server::start(|_, _| page(&["a", "b", ""], &json!({ "total_page": 9, "total": 27, "per_page": 3 }))).await;
    let (client, _) = signed(&server.url);
    let (ids, told) = incomplete(&client, ListKind::Business).await;
    assert_eq!(ids, ["a", "b"]);
    assert_eq!(told, "INCOMPLETE: 3 of 27 customers listed; page 2 only repeats earlier ones");
    assert!(server.seen().len() <= 2 * (1 + IN_FLIGHT + 1), "{}", server.seen().len());
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
    let pages = whole(&client, ListKind::Business).await;
    assert_eq!(ids(&pages), ["a", "b", "c"]);
    let notes: Vec<&str> = pages.iter().flat_map(|page| &page.problems).map(|problem| problem.what.as_str()).collect();
    assert_eq!(notes, ["expected an object, found a text"]);
}

/// Faults: W11.
#[tokio::test]
async fn a_server_that_ignores_the_type_gives_nobody_twice() {
    let server = Server::start(|_, _| page(&["a", "b"], &json!({ "total_page": 1, "total": 2 }))).await;
    let (client, _) = signed(&server.url);
    assert_eq!(ids(&whole(&client, ListKind::All).await), ["a", "b"]);
    assert_eq!(server.seen().len(), 2);
}

/// Faults: W14.
#[tokio::test]
async fn a_list_that_is_not_found_is_a_wrong_address_and_no_customer() {
    let server = Server::start(|_, _| refusal(404)).await;
    let (client, _) = signed(&server.url);
    let (pages, end) = read(&client, ListKind::All).await;
    let failure = end.unwrap_err();
    assert_eq!((pages.len(), &failure.kind), (0, &FailureKind::NoList));
    assert_eq!(failure.sentence(), "no customer list at this address (404): no");
    assert_eq!(failure.remedy(), "check the base URL");
    assert_eq!(client.first_page(ListKind::Individual).await.unwrap_err().kind, FailureKind::NoList);
}

/// Faults: W13, W14, K3.
#[tokio::test]
async fn a_failure_costs_the_list_only_at_its_first_page_or_where_every_page_would_meet_it() {
    let numbers = json!({ "total_page": 3, "total": 3, "per_page": 1 });
    let server = |status: u16, failing: u64| {
        let numbers = numbers.clone();
        Server::start(move |_, seen| match asked(seen) {
            (number, false) if number == failing => refusal(status),
            (number, false) => page(&[&format!("c{number}")], &numbers),
            (_, true) => page(&["p"], &json!({ "total_page": 1, "total": 1 })),
        })
    };
    for (status, failing, kind) in [
        (400, 1, FailureKind::Refused(400)),
        (403, 1, FailureKind::Forbidden),
        (403, 2, FailureKind::Forbidden),
        (401, 3, FailureKind::SignedOut),
    ] {
        let server = server(status, failing).await;
        let (client, _) = signed(&server.url);
        let (pages, end) = read(&client, ListKind::All).await;
        assert_eq!((end.unwrap_err().kind, pages.len() < usize::try_from(failing).unwrap()), (kind, true), "{status}");
    }
    for status in [400, 404] {
        let server = server(status, 2).await;
        let (client, _) = signed(&server.url);
        let (ids, told) = incomplete(&client, ListKind::All).await;
        assert_eq!(ids, ["c1", "c3", "p"], "what was read is kept");
        assert!(
            told.starts_with("INCOMPLETE: 3 of 4 customers listed; companies: page 2 could not be read: "),
            "{told}"
        );
    }
}

/// Faults: W15, K3.
#[tokio::test]
async fn every_page_waits_when_the_server_asks_for_patience() {
    let sandbox = Sandbox::start(Scenario::many(5 * 512)).await.unwrap();
    sandbox.answer_next("current_page=3", Reply::refusal(429, "slow").header("retry-after", "1"));
    let (client, events) = unsigned(&sandbox.base_url());
    let pages = whole(&client, ListKind::Business).await;
    assert_eq!(numbers(&pages), [1, 2, 3, 4, 5]);
    assert_eq!(events.count(|event| matches!(event, kyb_dash::api::Event::Waiting { seconds: 1, .. })), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Customers go and move before any answer; as nobody comes, no count hides it.
    ///
    /// Faults: W11, K3.
    #[test]
    fn no_customer_is_lost_in_silence(
        count in 3_usize..24,
        happens in vec((any::<bool>(), 0_usize..64, 0_usize..64), 0..8),
    ) {
        let all: Vec<String> = (0..count).map(|number| format!("c{number}")).collect();
        let state = Arc::new(Mutex::new((all.clone(), all.into_iter().collect::<BTreeSet<_>>())));
        let shared = Arc::clone(&state);
        let serve = move |request: usize, seen: &Seen| {
            let (ids, there) = &mut *shared.lock().unwrap();
            if let Some((goes, from, to)) = happens.get(request).filter(|_| !ids.is_empty()) {
                let one = ids.remove(from % ids.len());
                if *goes {
                    there.remove(&one);
                } else {
                    ids.insert(to % (ids.len() + 1), one);
                }
            }
            let number = asked(seen).0;
            if number == 1 {
                *there = ids.iter().cloned().collect();
            }
            let first = (usize::try_from(number).unwrap() - 1) * 3;
            let rows: Vec<&str> = ids.iter().skip(first).take(3).map(String::as_str).collect();
            page(&rows, &json!({ "total": ids.len(), "total_page": ids.len().div_ceil(3), "per_page": 3 }))
        };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (pages, end) = runtime.block_on(async {
            let server = Server::start(serve).await;
            read(&signed(&server.url).0, ListKind::Business).await
        });
        let met: BTreeSet<String> = ids(&pages).into_iter().collect();
        prop_assert_eq!(met.len(), ids(&pages).len(), "each once");
        if end.unwrap().is_whole() {
            let there = &state.lock().unwrap().1;
            prop_assert!(there.is_subset(&met), "{:?} without {:?}", met, there);
        }
    }
}
