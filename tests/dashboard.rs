//! The dashboard as its user meets it, against a real server that misbehaves on request.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

#[path = "dashboard/harness.rs"]
mod harness;
#[path = "dashboard/offline.rs"]
mod offline;
#[path = "dashboard/pictures.rs"]
mod pictures;
#[path = "dashboard/svg.rs"]
mod svg;
#[path = "dashboard/tour.rs"]
mod tour;
#[path = "dashboard/windows.rs"]
mod windows;

use std::time::Duration;

use kyb_dash::domain::id::CustomerId;
use kyb_dash::domain::pace::IN_FLIGHT;
use kyb_dash::runtime::Ended;
use kyb_dash::runtime::signals::Signal;
use kyb_dash::sandbox::{Recorded, Reply, Sandbox, Scenario};
use serde_json::{Value, json};

use harness::{Running, Setup, eventually};

fn customer(number: usize, name: &str) -> Value {
    json!({
        "customer_id": id(number), "type": "BUSINESS", "business_name": name, "email": format!("c{number}@corp.example"),
        "phone": "+15550100", "country_of_incorporation": "GBR", "verification_type": "STANDARD",
        "customer_status": "PROCESSING", "created_at": "2026-05-01T10:00:00Z",
        "updated_at": format!("2026-05-{:02}T10:00:00Z", number + 1),
        "associated_parties": [party(&format!("owner-of-{number}"), "REVIEWING")],
        "rejection_reason": null, "request_for_information": [],
    })
}

fn party(name: &str, status: &str) -> Value {
    json!({
        "id": name, "type": "INDIVIDUAL", "ownership_percent": 50, "email": format!("{name}@corp.example"),
        "verification": { "status": status, "reason": { "for_customer": null, "for_developer": null },
                          "updated_at": "2026-05-02T10:00:00Z" },
    })
}

fn id(number: usize) -> String {
    format!("00000000-0000-4000-8000-{number:012}")
}

fn details_of(number: usize) -> impl Fn(&Recorded) -> bool {
    let path = format!("/v2/customers/{}", id(number));
    move |request| request.path == path
}

fn is_details(request: &Recorded) -> bool {
    request.path.starts_with("/v2/customers/")
}

async fn sandbox_of(customers: Vec<Value>) -> Sandbox {
    Sandbox::start(Scenario::of(customers)).await.unwrap()
}

/// Names sort by waiting time, which is that of `updated_at`: customer 1 waits longest.
async fn alpha_and_beta() -> Sandbox {
    sandbox_of(vec![customer(1, "Alpha Ltd"), customer(2, "Beta Ltd")]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_opens_on_the_whole_queue_and_its_first_case() {
    let sandbox = Sandbox::start(Scenario::demo()).await.unwrap();
    let mut running = Running::start(&sandbox, Setup::default());
    running.wait_for("a tree", |screen| screen.contains("Associated parties") && screen.contains("need us")).await;
    running.keys("/fin.com<enter><enter>");
    let screen = running.wait_for_text("jane.smith@acmecorp.com").await;
    assert!(screen.contains("EXPIRATION_DATE") && screen.contains("671536f8"), "{screen}");
    running.quit().await;
}

/// Faults: W12.
#[tokio::test(flavor = "multi_thread")]
async fn a_late_answer_about_a_case_that_was_left_changes_its_row_and_not_the_panes() {
    let sandbox = alpha_and_beta().await;
    let late = sandbox.hold(&id(2));
    let mut running = Running::start(&sandbox, Setup::default());
    running.wait_for_text("owner-of-1@corp.example").await;
    // Fetched behind the queue, it is not given up when its row is left.
    sandbox.requests_reach(1, details_of(2)).await;
    running.keys("jk");
    running.wait_for_text("owner-of-1@corp.example").await;
    late.release();
    let screen = running.wait_until_all_looked_at().await;
    assert!(screen.contains("owner-of-1@corp.example"), "{screen}");
    for frame in running.frames() {
        let selects = |name: &str| frame.lines().any(|line| line.contains('▌') && line.contains(name));
        assert!(!(selects("Alpha Ltd") && frame.contains("owner-of-2@")), "{frame}");
    }
    running.quit().await;
}

/// Faults: W21.
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_about_another_customer_is_refused_loudly() {
    let sandbox = alpha_and_beta().await;
    let mut wrong = customer(2, "Beta Ltd");
    wrong["business_name"] = json!("Somebody Else");
    sandbox.answer_all(&id(1), Reply::json(200, &json!({ "data": wrong })));
    let mut running = Running::start(&sandbox, Setup::default());
    let screen = running.wait_for_text("about another customer").await;
    assert!(!screen.contains("Somebody Else"), "{screen}");
    running.quit().await;
}

/// Faults: W14.
#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_that_fails_keeps_the_data_and_says_so() {
    let sandbox = alpha_and_beta().await;
    let mut running = Running::start(&sandbox, Setup::default());
    running.wait_for_text("owner-of-1@corp.example").await;
    sandbox.answer_all(&id(1), Reply::refusal(404, "Resource not found"));
    running.keys("r");
    let screen = running.wait_for_text("last refresh failed").await;
    assert!(screen.contains("owner-of-1@corp.example"), "{screen}");
    running.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_shows_exactly_what_changed_and_marks_it_until_seen() {
    let sandbox = alpha_and_beta().await;
    let mut running = Running::start(&sandbox, Setup::default());
    running.wait_for_text("owner-of-1@corp.example").await;
    sandbox.patch(&id(1), json!({ "associated_parties": [party("owner-of-1", "APPROVED")] }));
    running.keys("r");
    let screen = running.wait_for_text("1 change").await;
    assert!(screen.contains("APPROVED") && screen.contains('●'), "{screen}");
    running.keys("r");
    running.wait_for_text("nothing changed").await;
    running.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_that_approves_a_party_and_closes_an_ask_shows_just_that_everywhere() {
    let sandbox = Sandbox::start(Scenario::demo()).await.unwrap();
    let mut running = Running::start(&sandbox, Setup { size: (200, 50), ..Setup::default() });
    running.wait_for_text("need us").await;
    running.keys("/kestrel<enter><enter>");
    running.wait_for_text("ivo.tamsin@kestrel-quarry.example").await;
    running.keys("r");
    let screen = running.wait_for_text("refreshed: ").await;
    let queue = |line: &&str| line.chars().take(40).collect::<String>().contains("Kestrel & Quarry");
    let queue_row = screen.lines().find(queue).unwrap();
    assert!(queue_row.contains('●'), "the queue marks it: {queue_row}");
    assert!(
        screen.lines().any(|line| line.contains('○') && line.contains("ivo.tamsin")),
        "the tree marks it: {screen}"
    );
    running.keys("T");
    let screen = running.wait_for_text("is APPROVED (was REJECTED)").await;
    for change in [
        "ivo.tamsin@kestrel-quarry.example (25 %) is APPROVED (was REJECTED)",
        "Utility bill of ivo.tamsin@kestrel-quarry.example (25 %) is settled",
        "gone: label BAD_PROOF_OF_",
        "no longer refused: PROOF_OF_ADDR",
        "new with that: the date of the last update, the date of a party's check",
    ] {
        assert!(screen.contains(change), "{change}\n{screen}");
    }
    assert!(screen.contains("6 changes") && !screen.contains("SHAREHOLDER_REGISTER of"), "and nothing else: {screen}");
    running.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_copied_to_the_terminal_and_said_to_be() {
    let sandbox = Sandbox::start(Scenario::demo()).await.unwrap();
    let mut running = Running::start(&sandbox, Setup::default());
    running.wait_for_text("jane.smith@acmecorp.com").await;
    running.keys("d");
    running.wait_for_text("Proof of source of funds").await;
    running.keys("y");
    running.wait_for_text("copied the message to").await;
    let written = running.written();
    assert!(written.contains("\u{1b}]52;c;") && written.ends_with(['\u{7}', '\\']), "{written:?}");
    assert!(!written.contains("Proof"), "nothing raw");
    running.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mask_covers_the_people_in_every_pane() {
    let sandbox = Sandbox::start(Scenario::demo()).await.unwrap();
    let mut running = Running::start(&sandbox, Setup::default());
    running.wait_for_text("jane.smith@acmecorp.com").await;
    running.keys("m");
    let screen = running.wait_for_text("personal data is hidden").await;
    for personal in ["jane", "robert.chen", "acmecorp", "14155552671"] {
        assert!(!screen.contains(personal), "{personal}\n{screen}");
    }
    assert!(screen.contains("Party 2e71"), "a stable nickname: {screen}");
    running.keys("m");
    running.wait_for_text("jane.smith@acmecorp.com").await;
    running.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_selection_survives_a_refresh_that_removes_its_node() {
    let sandbox = alpha_and_beta().await;
    sandbox.patch(&id(1), json!({ "associated_parties": [party("first", "REVIEWING"), party("second", "REVIEWING")] }));
    let mut running = Running::start(&sandbox, Setup::default());
    running.wait_for_text("second@corp.example").await;
    running.keys("<enter>/second<enter>");
    running.wait_for("second is selected", |screen| selects_in_case(screen, "second@corp.example")).await;
    sandbox.patch(&id(1), json!({ "associated_parties": [party("first", "REVIEWING")] }));
    running.keys("r");
    let screen = running.wait_for("second gone", |screen| !screen.contains("second@corp.example")).await;
    assert!(selects_in_case(&screen, "Rejection"), "the nearest that is left: {screen}");
    running.quit().await;
}

/// Whether a row beside the queue is selected that holds a text.
fn selects_in_case(screen: &str, text: &str) -> bool {
    screen.lines().any(|line| line.rsplit('▌').next().is_some_and(|row| line.contains('▌') && row.contains(text)))
}

#[tokio::test(flavor = "multi_thread")]
async fn holding_j_against_a_slow_server_asks_for_little_and_ends_on_the_right_case() {
    let customers = (1..=100).map(|n| customer(n % 28, &format!("Customer {n:03}"))).enumerate();
    let customers = customers.map(|(n, mut value)| {
        value["customer_id"] = json!(id(n + 1));
        value
    });
    let sandbox = sandbox_of(customers.collect()).await;
    let slow = sandbox.hold("/v2/customers/");
    let mut running = Running::start(&sandbox, Setup::default());
    sandbox.requests_reach(1, is_details).await;
    for _ in 0..90 {
        running.keys("j");
    }
    sandbox.requests_reach(2, is_details).await;
    let asked = sandbox.requests().into_iter().filter(is_details).collect::<Vec<_>>();
    assert!(asked.len() <= 3, "{asked:?}");
    slow.release();
    let last = asked.last().unwrap().path.rsplit('/').next().unwrap().to_owned();
    let screen = running.wait_for("the case that is selected", |screen| screen.contains("Associated parties")).await;
    let name = format!("Customer {:03}", last.rsplit('-').next().unwrap().parse::<usize>().unwrap());
    assert!(screen.lines().any(|line| line.contains('▌') && line.contains(&name)), "{name}\n{screen}");
    running.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn details_behind_the_queue_stay_within_bounds() {
    let customers = (1..=12).map(|n| customer(n, &format!("Customer {n:02}"))).collect();
    let sandbox = sandbox_of(customers).await;
    let first = sandbox.hold_next(&id(1));
    let mut running = Running::start(&sandbox, Setup::default());
    sandbox.requests_reach(1, is_details).await;
    let rest = sandbox.hold("/v2/customers/");
    first.release();
    sandbox.requests_reach(1 + IN_FLIGHT, is_details).await;
    assert_eq!(sandbox.requests().iter().filter(|request| is_details(request)).count(), 1 + IN_FLIGHT);
    rest.release();
    running.wait_until_all_looked_at().await;
    let asked: Vec<String> = sandbox.requests().into_iter().filter(is_details).map(|request| request.path).collect();
    let mut once = asked.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), asked.len(), "each once: {asked:?}");
    running.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn named_customers_make_no_list_call() {
    let sandbox = alpha_and_beta().await;
    let ids = vec![CustomerId::parse(&id(2)).unwrap()];
    let mut running = Running::start(&sandbox, Setup { ids, ..Setup::default() });
    running.wait_for_text("owner-of-2@corp.example").await;
    running.keys("R");
    running.wait_for_text("named on the command line").await;
    assert!(sandbox.requests().iter().all(|request| !request.path.starts_with("/v2/customers?")));
    running.quit().await;
}

/// Faults: W2.
#[tokio::test(flavor = "multi_thread")]
async fn esc_cancels_a_load_and_q_always_answers() {
    let sandbox = alpha_and_beta().await;
    let hold = sandbox.hold(&id(1));
    let mut running = Running::start(&sandbox, Setup::default());
    sandbox.requests_reach(1, details_of(1)).await;
    running.keys("<enter><esc>");
    running.wait_for_text("cancelled").await;
    eventually("the request is given up", || hold.waiting() == 0).await;
    // Out of the case, and out of the program.
    running.keys("qq");
    assert_eq!(running.ended().await, Ended::Quit);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_drawn_while_nothing_happens() {
    let sandbox = alpha_and_beta().await;
    let mut running = Running::start(&sandbox, Setup::default());
    running.wait_until_all_looked_at().await;
    let before = running.draws();
    // Time is the condition here: were anything ticking, it would have drawn within this second.
    let drawn = tokio::time::timeout(Duration::from_millis(1_100), running.wait_for("a frame", str::is_empty));
    assert!(drawn.await.is_err());
    assert!(running.draws() - before <= 1, "only a whole minute may draw: {} → {}", before, running.draws());
    running.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signal_ends_the_loop() {
    let sandbox = alpha_and_beta().await;
    let mut running = Running::start(&sandbox, Setup::default());
    running.wait_for_text("Alpha Ltd").await;
    running.signal(Signal::Terminate);
    assert_eq!(running.ended().await, Ended::Signal(Signal::Terminate));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_one_frame() {
    let sandbox = Sandbox::start(Scenario::demo()).await.unwrap();
    let ids = vec![CustomerId::parse("671536f8-ddc5-4b1e-bd6f-27d0ed07a27c").unwrap()];
    let mut running = Running::start(&sandbox, Setup { ids, ..Setup::default() });
    running.wait_for_text("jane.smith@acmecorp.com").await;
    running.keys("<enter>g");
    running.wait_for("the root", |screen| screen.lines().any(|line| line.contains("▌▾ ! Fin.com"))).await;
    for (key, row) in
        [("j", "▸ Company facts"), ("j", "▾ Associated parties"), ("k", "▸ Company facts"), ("k", "▾ ! Fin.com")]
    {
        let before = running.draws();
        running.keys(key);
        running
            .wait_for(row, |screen| {
                screen.lines().any(|line| line.contains(&format!("▌{row}")) || line.contains(&format!("▌  {row}")))
            })
            .await;
        assert_eq!(running.draws(), before + 1, "{key}");
    }
    running.quit().await;
}
