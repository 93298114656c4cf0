//! What the dashboard makes of a server or a network that misbehaves: what was there stays, what is wrong is said where
//! it happened, and a key tries again.

use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use kyb_dash::api::{ClientOptions, Jitter};
use kyb_dash::domain::time::Wall;
use kyb_dash::runtime::Ended;
use kyb_dash::sandbox::{Reply, Sandbox, Scenario};
use serde_json::{Value, json};

use crate::harness::{Clocked, Running, Setup, eventually};
use crate::server::{Act, Server, answer, pair};

const ID: &str = "00000000-0000-4000-8000-000000000001";
const OWNER: &str = "owner@corp.example";

fn customer(status: &str) -> Value {
    json!({
        "customer_id": ID, "type": "BUSINESS", "business_name": "Alpha Ltd", "customer_status": status,
        "updated_at": "2026-05-01T10:00:00Z",
        "associated_parties": [{"id": "p1", "type": "INDIVIDUAL", "ownership_percent": 50, "email": OWNER}],
    })
}

async fn sandbox() -> Sandbox {
    Sandbox::start(Scenario::of(vec![customer("PROCESSING")])).await.unwrap()
}

/// One try, so that what fails is seen at once, and no spread.
fn once() -> ClientOptions {
    ClientOptions { tries: 1, jitter: Jitter::new(|| 0.0), ..ClientOptions::default() }
}

fn setup() -> Setup {
    Setup { size: (160, 40), options: once(), ..Setup::default() }
}

/// A dashboard with the case of the one customer on its screen.
async fn opened(sandbox: &Sandbox) -> Running {
    let mut running = Running::start(sandbox, setup());
    running.wait_for_text(OWNER).await;
    running
}

/// Faults: W1.
#[tokio::test(flavor = "multi_thread")]
async fn without_a_network_the_screen_comes_says_so_and_a_key_tries_again() {
    let held = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = held.local_addr().unwrap();
    drop(held);
    let mut running = Running::at(&format!("http://{address}"), setup());
    let screen = running.wait_for_text("no connection to the server").await;
    assert!(screen.contains("R tries again"), "{screen}");
    assert!(running.frames().first().unwrap().contains("loading"), "the first screen did not wait");
    // Somebody plugs the cable in.
    let listener = tokio::net::TcpListener::bind(address).await.unwrap();
    let server = Server::on(listener, |_, seen| {
        Act::Send(if seen.line().starts_with("POST") { pair("a.b.c-0123456789") } else { list(1) })
    });
    running.keys("R");
    running.wait_for_text("Alpha Ltd").await;
    assert!(!server.seen().is_empty());
    running.quit().await;
}

fn list(total: usize) -> Vec<u8> {
    let page = json!({"data": {"customers": [customer("PROCESSING")], "pagination": {"total": total}}});
    answer(200, "", &page.to_string())
}

/// Faults: W2.
#[tokio::test(flavor = "multi_thread")]
async fn esc_cancels_what_does_not_answer_and_q_leaves_it() {
    for silence in
        [Act::Stall as fn(Vec<u8>) -> Act, |bytes| Act::Endless(bytes, vec![b' '], Duration::from_millis(20))]
    {
        let server = Server::start(move |_, seen| {
            if seen.line().starts_with("POST") {
                return Act::Send(pair("a.b.c-0123456789"));
            }
            silence(b"HTTP/1.1 200 OK\r\ncontent-length: 900000\r\n\r\n".to_vec())
        })
        .await;
        let mut running = Running::at(&server.url, setup());
        server.reach(2).await;
        running.keys("<esc>");
        running.wait_for_text("cancelled; R fetches the queue again").await;
        running.keys("R");
        server.reach(3).await;
        running.keys("q");
        assert_eq!(running.ended().await, Ended::Quit);
    }
}

/// Faults: W3, W4, W5, W14, W16, W17, W21.
#[tokio::test(flavor = "multi_thread")]
async fn whatever_a_refresh_brings_old_data_stays_with_its_age_and_the_reason() {
    let sandbox = sandbox().await;
    let mut running = opened(&sandbox).await;
    let json = |body: &Value| Reply::json(200, body);
    let table = [
        (Reply::text(200, "text/html", "<h1>Welcome</h1>"), "HTML, not JSON"),
        (Reply::status(200), "could not be understood"),
        (json(&json!(null)), "could not be understood"),
        (json(&json!({"data": []})), "could not be understood"),
        (Reply::text(200, "application/json", "{\"data\":{\"customer_id\""), "could not be understood"),
        (json(&json!({"data": {"customer_id": "another"}})), "about another customer"),
        (Reply::refusal(403, "no"), "not allowed (403)"),
        (Reply::refusal(409, "busy"), "something else is under way for this customer (409)"),
        (Reply::json(422, &json!({"message": "no", "errors": [{"x": "y"}]})), "refused the request (422): no (x: y)"),
        (Reply::refusal(423, "no"), "not enabled for this client (423)"),
        (Reply::refusal(500, "broken"), "the server failed (500): broken"),
        (Reply::text(502, "text/html", "<h1>Bad</h1>"), "the server failed (502)"),
        (Reply::status(302).header("location", "https://evil.example/"), "which is never followed"),
    ];
    for (reply, says) in table {
        sandbox.clear_scripts();
        sandbox.answer_all(ID, reply);
        running.keys("r");
        let screen = running.wait_for_text(says).await;
        assert!(screen.contains(OWNER) && screen.contains("fetched"), "{says}: {screen}");
        assert!(screen.contains("last refresh failed, r tries again"), "{says}: {screen}");
        sandbox.clear_scripts();
        running.keys("r");
        running.wait_for("whole again", |screen| screen.contains("nothing changed")).await;
    }
    running.quit().await;
}

/// Faults: W14.
#[tokio::test(flavor = "multi_thread")]
async fn a_customer_that_is_gone_stays_as_a_marked_row() {
    let sandbox = sandbox().await;
    let mut running = opened(&sandbox).await;
    sandbox.answer_all(ID, Reply::not_found());
    running.keys("r");
    let screen = running.wait_for_text("not refreshed: no such customer here (404)").await;
    assert!(screen.lines().any(|line| line.contains("Alpha Ltd") && line.contains("gone")), "{screen}");
    assert!(screen.contains(OWNER), "{screen}");
    running.quit().await;
}

/// Faults: W13.
#[tokio::test(flavor = "multi_thread")]
async fn signed_out_keeps_what_was_read_and_says_so() {
    let sandbox = sandbox().await;
    let mut running = opened(&sandbox).await;
    sandbox.answer_all("/v", Reply::unauthorized());
    running.keys("r");
    let screen = running.wait_for_text("signed out").await;
    assert!(screen.contains(OWNER) && screen.contains("last refresh failed"), "{screen}");
    running.quit().await;
}

/// A rate limit is for every request: while it lasts nothing is sent, and the time that is left is seen to pass.
///
/// Faults: W15.
#[tokio::test(flavor = "multi_thread")]
async fn a_pause_is_counted_down_on_the_screen_and_then_requests_go_on() {
    let sandbox = sandbox().await;
    let mut running = opened(&sandbox).await;
    sandbox.answer_next(ID, Reply::refusal(429, "slow down").header("retry-after", "2"));
    running.keys("r");
    running.wait_for_text("server asks for patience: 2 s").await;
    let sent = sandbox.requests().len();
    running.keys("r");
    running.wait_for_text("server asks for patience: 1 s").await;
    assert_eq!(sandbox.requests().len(), sent, "nothing was sent meanwhile");
    sandbox.requests_reach(sent + 1, |_| true).await;
    running.wait_for("over", |screen| !screen.contains("patience") && !screen.contains("refreshing")).await;
    running.quit().await;
}

/// A hundred answers at once, each of them twice, in any order: what is drawn is always of the customer it stands under.
///
/// Faults: W12.
#[tokio::test(flavor = "multi_thread")]
async fn a_burst_of_answers_lands_each_under_its_own_customer() {
    let name = |number: usize| format!("Customer {number:03}");
    let all = (0..100).map(|number| {
        json!({"customer_id": format!("c{number:03}"), "type": "BUSINESS", "business_name": name(number),
            "customer_status": "PROCESSING", "updated_at": format!("2026-05-01T10:{:02}:00Z", number % 60),
            "associated_parties": [{"id": "p", "email": format!("owner-of-{number:03}@corp.example")}]})
    });
    let sandbox = Sandbox::start(Scenario::of(all.collect())).await.unwrap();
    let hold = sandbox.hold("/v2/customers/c");
    let mut running = Running::start(&sandbox, setup());
    running.wait_for_text("Customer 0").await;
    for _ in 0..40 {
        running.keys("Jrr");
    }
    eventually("somebody waits", || hold.waiting() > 0).await;
    hold.release();
    let screen = running.wait_for_text("owner-of-").await;
    let owner = |frame: &str| frame.split("owner-of-").nth(1).and_then(|rest| rest.get(..3)).map(str::to_owned);
    let shown = owner(&screen).unwrap();
    assert!(screen.lines().any(|line| line.contains('▌') && line.contains(&format!("Customer {shown}"))), "{screen}");
    for frame in running.frames() {
        let Some(owner) = owner(&frame) else { continue };
        assert!(frame.contains(&format!("Customer {owner} ·")), "{frame}");
    }
    running.quit().await;
}

/// A machine that slept, a clock set back: ages never fall below what passed, and waking is one refresh, not a storm.
///
/// Faults: W18.
#[tokio::test(flavor = "multi_thread")]
async fn clocks_that_jump_make_data_old_and_never_young() {
    let sandbox = sandbox().await;
    let wall: Wall = "2026-11-23T09:30:00Z".parse().unwrap();
    let clock = Clocked::at(wall);
    let mut running = Running::start(&sandbox, Setup { clock: Some(clock.clone()), ..setup() });
    running.wait_for_text(OWNER).await;
    running.keys("a");
    running.wait_for_text("auto-refresh on").await;
    *clock.0.lock().unwrap() = wall + Duration::from_hours(8);
    running.keys("jk");
    running.wait_for_text("8 h ago").await;
    *clock.0.lock().unwrap() = wall - Duration::from_hours(24);
    running.keys("jk");
    let screen =
        running.wait_for("an age again", |screen| screen.contains("just now") || screen.contains("min ago")).await;
    assert!(!screen.contains('-') || !screen.contains("-1"), "{screen}");
    let details = sandbox.requests().iter().filter(|request| request.path.contains(ID)).count();
    assert!(details <= 2, "no storm: {details}");
    running.quit().await;
}

/// A server that is up and down: each time it is up, what it says is shown.
///
/// Faults: W16.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_flaps_is_followed() {
    let sandbox = sandbox().await;
    let mut running = opened(&sandbox).await;
    for round in 0..4 {
        sandbox.answer_all(ID, Reply::refusal(503, "down"));
        running.keys("r");
        running.wait_for_text("the server failed (503)").await;
        sandbox.clear_scripts();
        let status = if round % 2 == 0 { "REVIEWING" } else { "PROCESSING" };
        sandbox.patch(ID, json!({ "customer_status": status }));
        running.keys("r");
        running.wait_for("news", |screen| screen.contains(status) && screen.contains("refreshed: ")).await;
    }
    running.quit().await;
}

/// The list lies about its length, and repeats itself: everybody is shown once, and the header tells the truth.
///
/// Faults: W11, K3.
#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_lies_shows_everybody_once() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let server = Server::start(move |_, seen| {
        if seen.line().starts_with("POST") {
            return Act::Send(pair("a.b.c-0123456789"));
        }
        if seen.line().contains("customers?") {
            count.fetch_add(1, Ordering::SeqCst);
            return Act::Send(list(5_000));
        }
        Act::Send(answer(200, "", &json!({ "data": customer("PROCESSING") }).to_string()))
    })
    .await;
    let mut running = Running::at(&server.url, setup());
    let screen = running.wait_for_text(OWNER).await;
    // The queue alone: the panes beside it name the customer and Fin, too.
    let in_queue = screen.lines().map(|line| line.chars().take(48).collect::<String>());
    let alpha = in_queue.filter(|line| line.contains("Alpha Ltd") && line.contains("Fin"));
    assert_eq!(alpha.count(), 1, "{screen}");
    running.wait_for_text("INCOMPLETE").await;
    let asked = asked.load(Ordering::SeqCst);
    // Companies and people, each walked twice, and each time a few pages ahead.
    assert!(asked <= 2 * 2 * 18, "a list that goes in circles is left: {asked}");
    running.quit().await;
}
