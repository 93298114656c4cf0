//! A window opened on a customer that then leaves the view, changes, or vanishes is about that customer or does nothing
//! (faults: H3): over HTTP, in the real loop.

use serde_json::json;

use kyb_dash::sandbox::{Reply, Sandbox};

use super::{customer, id, sandbox_of};
use crate::harness::{Running, Setup, eventually};

const SIZE: (u16, u16) = (160, 45);

fn needs_us(number: usize, name: &str) -> serde_json::Value {
    let mut customer = customer(number, name);
    customer["customer_status"] = json!("ACTION_REQUIRED");
    customer["request_for_information"] = json!([{
        "scope": "CUSTOMER", "section": "formation_documents", "associated_party_id": null,
        "categories": [{ "document_type": "CERTIFICATE_OF_INCORPORATION", "fields": [{
            "field_name": "files", "data_type": "URI", "status": "INVALID", "options": [],
        }] }],
    }]);
    customer
}

async fn three_that_need_us() -> Sandbox {
    sandbox_of(vec![needs_us(1, "Alpha Ltd"), needs_us(2, "Beta Ltd"), needs_us(3, "Gamma Ltd")]).await
}

/// The view "need us", Alpha Ltd selected, and a window open on it.
async fn opened(sandbox: &Sandbox, keys: &str, shows: &str) -> Running {
    let mut running = Running::start(sandbox, Setup { size: SIZE, ..Setup::default() });
    running.wait_until_all_looked_at().await;
    running.keys("f");
    running.wait_for_text("showing: need us").await;
    running.keys(keys);
    running.wait_for_text(shows).await;
    running
}

/// Alpha Ltd is with Fin now, and the list says so.
fn moves_on(sandbox: &Sandbox) {
    sandbox.patch(
        &id(1),
        json!({ "customer_status": "REVIEWING", "request_for_information": [], "updated_at": "2026-05-20T10:00:00Z" }),
    );
}

/// Reads the case anew behind a window.
async fn case_is_read_again(sandbox: &Sandbox, running: &mut Running) {
    let details = |request: &kyb_dash::sandbox::Recorded| request.path == format!("/v2/customers/{}", id(1));
    let asked = sandbox.requests().iter().filter(|request| details(request)).count();
    running.keys("r");
    sandbox.requests_reach(asked + 1, details).await;
    running.wait_for("the answer was taken", |screen| screen.contains("refreshed: ")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_of_a_customer_that_left_the_view_is_copied_as_it_was_opened() {
    let sandbox = three_that_need_us().await;
    let mut running = opened(&sandbox, "d", "Draft").await;
    moves_on(&sandbox);
    case_is_read_again(&sandbox, &mut running).await;
    let screen = running.wait_for_text("THE CASE CHANGED").await;
    assert!(screen.contains("to Alpha Ltd") && screen.contains("one document needed"), "{screen}");
    running.keys("y");
    running.wait_for_text("The case has changed since").await;
    running.keys("y");
    running.wait_for_text("copied the message to Alpha Ltd").await;
    let copied = clipboard(&running);
    assert!(copied.contains("reference 00000000") && !copied.contains("Beta"), "{copied}");
    running.keys("<esc>");
    let screen = running.wait_for("the case is back", |screen| !screen.contains("THE CASE CHANGED")).await;
    assert!(screen.lines().any(|line| line.contains('▌') && line.contains("Alpha Ltd")), "{screen}");
    assert!(screen.contains("no longer matches"), "it stays, and says so: {screen}");
    running.keys("j");
    let screen = running.wait_for("the next one", |screen| !screen.contains("Alpha Ltd")).await;
    assert!(screen.lines().any(|line| line.contains('▌') && line.contains("Beta Ltd")), "{screen}");
    running.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn r_in_a_draft_shows_the_draft_of_the_later_look() {
    let sandbox = three_that_need_us().await;
    let mut running = opened(&sandbox, "d", "Draft").await;
    sandbox.patch(&id(1), json!({ "business_name": "Alpha Renamed Ltd" }));
    case_is_read_again(&sandbox, &mut running).await;
    running.wait_for_text("THE CASE CHANGED").await;
    running.keys("r");
    let screen = running.wait_for("the later look", |screen| !screen.contains("THE CASE CHANGED")).await;
    assert!(screen.contains("to Alpha Renamed Ltd"), "{screen}");
    running.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_that_vanished_leaves_a_window_that_can_only_be_closed() {
    let sandbox = three_that_need_us().await;
    let mut running = opened(&sandbox, "d", "Draft").await;
    sandbox.answer_all(&id(1), Reply::refusal(404, "Resource not found"));
    running.keys("r");
    running.wait_for_text("GONE: the server no longer knows this customer").await;
    running.keys("y");
    running.wait_for_text("nothing was done").await;
    assert_eq!(running.written(), "", "nothing reached the clipboard");
    running.keys("<esc>");
    let screen = running.wait_for("closed", |screen| !screen.contains("GONE:")).await;
    assert!(screen.lines().any(|line| line.contains('▌') && line.contains("Alpha Ltd")), "{screen}");
    running.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_that_was_chosen_from_copies_what_was_there() {
    let sandbox = three_that_need_us().await;
    let mut running = opened(&sandbox, "<enter>", "Associated parties").await;
    // The answer to this refresh comes while the choice is open.
    let late = sandbox.hold_next(&id(1));
    sandbox.patch(&id(1), json!({ "business_name": "Alpha Renamed Ltd" }));
    running.keys("r");
    eventually("the refresh is under way", || late.waiting() == 1).await;
    running.keys("YG");
    running.wait_for_text("the terms link").await;
    running.keys("kk");
    late.release();
    running.wait_for_text("of the look before the last").await;
    running.keys("<enter>");
    running.wait_for_text("copied a summary of the case").await;
    let copied = clipboard(&running);
    assert!(copied.contains("Alpha Ltd") && !copied.contains("Renamed"), "{copied}");
    running.quit().await;
}

/// What the terminal was asked to put on the clipboard.
fn clipboard(running: &Running) -> String {
    use base64::Engine;
    let written = running.written();
    let encoded = written.rsplit("52;c;").next().unwrap_or_default();
    let encoded: String = encoded.chars().take_while(|c| c.is_ascii_alphanumeric() || "+/=".contains(*c)).collect();
    let bytes = base64::engine::general_purpose::STANDARD.decode(encoded).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}
