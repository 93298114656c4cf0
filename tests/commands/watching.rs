//! `watch`: what it prints, what it outlives, and what ends it.

use std::process::Child;
use std::time::Duration;

use kyb_dash::sandbox::{Reply, Sandbox, Scenario};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};

use crate::{KESTREL, Run, on_sandbox, printed, program};

const WATCHED: &str = "watched";

fn customer(status: &str) -> Value {
    json!({"customer_id": WATCHED, "type": "BUSINESS", "customer_status": status, "email": "office@cobalt.example"})
}

/// Starts a watch of the one customer.
fn start(sandbox: &Sandbox, more: &[&str]) -> Child {
    let url = sandbox.base_url();
    let arguments = ["watch", WATCHED, "--interval", "100ms", "--base-url", &url];
    let arguments: Vec<&str> = arguments.iter().chain(more).copied().collect();
    program(&arguments, &[("FIN_API_TOKEN", &sandbox.access_token())]).spawn().unwrap()
}

/// How long anything may take before the test fails.
const PATIENCE: Duration = Duration::from_secs(30);

async fn end(child: Child) -> Run {
    let process = Pid::from_child(&child);
    let ended = tokio::task::spawn_blocking(|| child.wait_with_output().unwrap().into());
    match tokio::time::timeout(PATIENCE, ended).await {
        Ok(run) => run.unwrap(),
        Err(late) => {
            kill_process(process, Signal::KILL).unwrap();
            panic!("it should have ended: {late}");
        }
    }
}

/// Waits until the customer was looked at this often. The last look may still be under way, those before it are over.
async fn looks(sandbox: &Sandbox, count: usize) {
    let looked = sandbox.requests_reach(count, |request| request.path.contains(WATCHED));
    tokio::time::timeout(PATIENCE, looked).await.unwrap();
}

#[test]
fn a_change_is_a_line_with_its_time_and_without_a_person() {
    let watch = |more: &[&str]| {
        let arguments = ["watch", KESTREL, "--demo", "--interval", "100ms", "--until", "change"];
        printed(&arguments.iter().chain(more).copied().collect::<Vec<_>>())
    };
    for lines in [watch(&[]), watch(&["--no-mask"])] {
        for line in lines.lines() {
            let (time, rest) = line.split_once("  ").unwrap();
            assert!(
                time.strip_suffix(" UTC")
                    .is_some_and(|time| time.replace(' ', "T").parse::<jiff::civil::DateTime>().is_ok())
            );
            assert!(rest.starts_with(&format!("{KESTREL}  ")), "{line}");
        }
        assert!(lines.contains("status of party 9dfb369b: REJECTED → APPROVED"), "{lines}");
        assert!(lines.contains("resolved: ask "), "{lines}");
        assert!(!lines.contains('@'), "{lines}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn remote_words_are_masked_unless_asked_for() {
    for (more, is_masked) in [(&["--until", "change"][..], true), (&["--until", "change", "--no-mask"], false)] {
        let said = json!({"applicant": {"moderation_comment": "Ask office@cobalt.example.", "reject_labels": []}});
        let mut watched = customer("REVIEWING");
        watched["rejection_reason"] = said;
        let sandbox = Sandbox::start(Scenario::of(vec![watched])).await.unwrap();
        let child = start(&sandbox, more);
        looks(&sandbox, 2).await;
        let said = json!({"applicant": {"moderation_comment": "Ask office@cobalt.example again."}});
        sandbox.patch(WATCHED, json!({"rejection_reason": said}));
        let ran = end(child).await;
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
        assert_eq!(ran.out.contains("left out by the mask"), is_masked, "{}", ran.out);
        assert_eq!(!ran.out.contains("office@cobalt.example"), is_masked, "{}", ran.out);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_ends_when_all_are_approved() {
    let sandbox = Sandbox::start(Scenario::of(vec![customer("REVIEWING")])).await.unwrap();
    let child = start(&sandbox, &["--until", "approved"]);
    looks(&sandbox, 2).await;
    sandbox.patch(WATCHED, json!({"customer_status": "APPROVED"}));
    let ran = end(child).await;
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    assert!(ran.out.ends_with("status: REVIEWING → APPROVED\n"), "{}", ran.out);

    let already = on_sandbox(&sandbox, &["watch", WATCHED, "--until", "approved"]).await;
    assert_eq!((already.code, already.out.as_str()), (Some(0), ""));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_interrupt_ends_it_quietly() {
    let sandbox = Sandbox::start(Scenario::of(vec![customer("REVIEWING")])).await.unwrap();
    let child = start(&sandbox, &[]);
    looks(&sandbox, 2).await;
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    let ran = end(child).await;
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (Some(130), "", ""));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_outlives_a_failure_that_passes_and_no_other() {
    let sandbox = Sandbox::start(Scenario::of(vec![customer("REVIEWING")])).await.unwrap();
    let child = start(&sandbox, &[]);
    looks(&sandbox, 2).await;
    // One for each try of the client.
    for _ in 0..3 {
        sandbox.answer_next(WATCHED, Reply::refusal(500, "out of order"));
    }
    let failed = sandbox.requests().len() + 4;
    looks(&sandbox, failed).await;
    sandbox.answer_all(WATCHED, Reply::not_found());
    let ran = end(child).await;
    assert_eq!((ran.code, ran.out.as_str()), (Some(4), ""));
    let lines: Vec<&str> = ran.err.lines().collect();
    assert_eq!(lines.len(), 2, "{}", ran.err);
    assert!(lines[0].contains("the server failed (500)") && lines[0].contains("; next look in "), "{}", ran.err);
    assert!(lines[1].contains("no such customer here"), "{}", ran.err);
}

/// Starts a watch of several customers.
fn start_all(sandbox: &Sandbox, ids: &[&str], more: &[&str]) -> std::process::Command {
    let url = sandbox.base_url();
    let arguments = [&["watch"], ids, &["--interval", "100ms", "--base-url", &url], more].concat();
    program(&arguments, &[("FIN_API_TOKEN", &sandbox.access_token())])
}

fn customers(ids: &[&str]) -> Scenario {
    let customer = |id: &&str| json!({"customer_id": id, "type": "BUSINESS", "customer_status": "REVIEWING"});
    Scenario::of(ids.iter().map(customer).collect())
}

/// Waits until a customer was looked at this often from now on.
async fn more_looks(sandbox: &Sandbox, id: &str, count: usize) {
    let path = format!("/v2/customers/{id}");
    let so_far = sandbox.requests().iter().filter(|request| request.path == path).count();
    let looked = sandbox.requests_reach(so_far + count, |request| request.path == path);
    tokio::time::timeout(PATIENCE, looked).await.unwrap();
}

/// As behind `head`, or in a pane whose other program has ended: nothing is ever written that would tell it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_ends_with_its_reader_while_nothing_changes() {
    let sandbox = Sandbox::start(customers(&[WATCHED])).await.unwrap();
    let slow = &["--interval", "600s"][..];
    for (more, looks_first) in [(&[][..], 3), (slow, 1)] {
        let arguments = if more.is_empty() { vec!["--interval", "100ms"] } else { more.to_vec() };
        let url = sandbox.base_url();
        let arguments = [&["watch", WATCHED, "--base-url", &url], &arguments[..]].concat();
        let mut child = program(&arguments, &[("FIN_API_TOKEN", &sandbox.access_token())]).spawn().unwrap();
        more_looks(&sandbox, WATCHED, looks_first).await;
        assert_eq!(child.try_wait().unwrap(), None, "somebody reads");
        drop(child.stdout.take());
        let ran = end(child).await;
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{arguments:?}");
    }
    // A socket, as some supervisors give.
    let (ours, theirs) = std::os::unix::net::UnixStream::pair().unwrap();
    let mut command = start_all(&sandbox, &[WATCHED], &[]);
    let child = command.stdout(std::os::fd::OwnedFd::from(theirs)).spawn().unwrap();
    drop(command);
    more_looks(&sandbox, WATCHED, 2).await;
    drop(ours);
    assert_eq!(end(child).await.code, Some(0));
}

/// Also while the first answer is waited for.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_ends_with_its_reader_while_the_server_is_silent() {
    let sandbox = Sandbox::start(customers(&[WATCHED])).await.unwrap();
    let hold = sandbox.hold("/v2/");
    let (url, token) = (sandbox.base_url(), sandbox.access_token());
    for arguments in [&["watch", WATCHED][..], &["list"]] {
        let so_far = sandbox.requests().len();
        let arguments = [arguments, &["--base-url", &url]].concat();
        let mut child = program(&arguments, &[("FIN_API_TOKEN", &token)]).spawn().unwrap();
        let asked = sandbox.requests_reach(so_far + 1, |_| true);
        tokio::time::timeout(PATIENCE, asked).await.unwrap();
        drop(child.stdout.take());
        let ended = tokio::time::timeout(Duration::from_secs(10), end(child)).await;
        assert_eq!(ended.unwrap().code, Some(0), "{arguments:?}");
    }
    drop(hold);
}

/// A file has no reader who could leave, and neither has what throws all away.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_goes_on_where_nobody_is_expected_to_read() {
    let sandbox = Sandbox::start(customers(&[WATCHED])).await.unwrap();
    for file in [tempfile::tempfile().unwrap(), std::fs::File::create("/dev/null").unwrap()] {
        let mut child = start_all(&sandbox, &[WATCHED], &[]).stdout(file).spawn().unwrap();
        more_looks(&sandbox, WATCHED, 4).await;
        assert_eq!(child.try_wait().unwrap(), None);
        kill_process(Pid::from_child(&child), Signal::INT).unwrap();
        assert_eq!(end(child).await.code, Some(130));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_customer_that_is_gone_does_not_end_the_others() {
    for (damage, says, code) in [
        (Reply::not_found(), "no such customer here (404): Resource not found; it is watched no longer", 4),
        (Reply::text(200, "application/json", "[not JSON"), "could not be understood", 1),
    ] {
        let sandbox = Sandbox::start(customers(&["first", "second", "third"])).await.unwrap();
        // One of them from the beginning.
        sandbox.answer_all("/first", damage.clone());
        let child = start_all(&sandbox, &["first", "second", "third"], &[]).spawn().unwrap();
        more_looks(&sandbox, "third", 2).await;
        sandbox.answer_all("/second", damage.clone());
        more_looks(&sandbox, "third", 3).await;
        sandbox.patch("third", json!({"customer_status": "APPROVED"}));
        more_looks(&sandbox, "third", 2).await;
        sandbox.answer_all("/third", damage);
        let ran = end(child).await;
        assert_eq!(ran.code, Some(code), "{}", ran.err);
        assert!(ran.out.contains("third  status: REVIEWING → APPROVED"), "{}", ran.out);
        let lines: Vec<&str> = ran.err.lines().collect();
        assert_eq!(lines.len(), 3, "{}", ran.err);
        assert!(lines[0].contains("  first  ") && lines[0].contains(says), "{}", ran.err);
        assert!(lines[1].contains("  second  ") && lines[1].contains(says), "{}", ran.err);
        assert!(lines[2].starts_with("kyb-dash: no customer is left to watch: third: "), "{}", ran.err);
    }
}

/// What was waited for never comes for a customer that is gone: a script must not take it for done.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wait_without_one_of_them_is_not_done() {
    let sandbox = Sandbox::start(customers(&["first", "second"])).await.unwrap();
    sandbox.answer_all("/first", Reply::not_found());
    let child = start_all(&sandbox, &["first", "second"], &["--until", "approved"]).spawn().unwrap();
    more_looks(&sandbox, "second", 2).await;
    sandbox.patch("second", json!({"customer_status": "APPROVED"}));
    let ran = end(child).await;
    assert_eq!(ran.code, Some(4), "{}", ran.err);
    let says = "kyb-dash: what was waited for has come for all but first: no such customer here (404)";
    assert!(ran.err.contains(says), "{}", ran.err);
    assert!(ran.out.contains("second  status: REVIEWING → APPROVED"), "{}", ran.out);
}

/// A failure that passes ends nobody once the server has brought somebody, even if it is the first look at a customer.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_first_look_that_fails_beside_others_is_taken_again() {
    let sandbox = Sandbox::start(customers(&["first", "second"])).await.unwrap();
    for _ in 0..3 {
        sandbox.answer_next("/second", Reply::refusal(500, "out of order"));
    }
    let child = start_all(&sandbox, &["first", "second"], &["--until", "approved"]).spawn().unwrap();
    more_looks(&sandbox, "second", 5).await;
    for id in ["first", "second"] {
        sandbox.patch(id, json!({"customer_status": "APPROVED"}));
    }
    let ran = end(child).await;
    assert_eq!((ran.code, ran.err.lines().count()), (Some(0), 1), "{}", ran.err);
    assert!(ran.err.contains("  second  the server failed (500)"), "{}", ran.err);
}

/// Starts a watch of the whole queue.
fn start_queue(sandbox: &Sandbox, more: &[&str]) -> Child {
    start_all(sandbox, &[], more).spawn().unwrap()
}

/// Waits until the list was read this often from now on.
async fn more_lists(sandbox: &Sandbox, count: usize) {
    let is_list = |path: &str| path.starts_with("/v2/customers?");
    let so_far = sandbox.requests().iter().filter(|request| is_list(&request.path)).count();
    let listed = sandbox.requests_reach(so_far + count, |request| is_list(&request.path));
    tokio::time::timeout(PATIENCE, listed).await.unwrap();
}

/// A whole list of some customers.
fn list_of(ids: &[&str]) -> Reply {
    let row = |id: &&str| json!({"customer_id": id, "type": "BUSINESS", "business_name": format!("{id} Ltd")});
    let pagination = json!({"current_page": 1, "per_page": 512, "total_page": 1, "total": ids.len()});
    let customers: Vec<Value> = ids.iter().map(row).collect();
    Reply::json(200, &json!({"data": {"pagination": pagination, "customers": customers}}))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_whole_queue_tells_who_comes_who_goes_and_what_changes_each_once() {
    let schema: Value = serde_json::from_str(&printed(&["schema", "watch"])).unwrap();
    let schema = jsonschema::draft202012::options().build(&schema).unwrap();
    for json in [false, true] {
        let sandbox = Sandbox::start(customers(&["first", "second", "third"])).await.unwrap();
        sandbox.answer_all("/v2/customers?", list_of(&["first", "second"]));
        let child = start_queue(&sandbox, if json { &["--format", "json"] } else { &[] });
        more_lists(&sandbox, 3).await;
        sandbox.patch("first", json!({"customer_status": "APPROVED"}));
        sandbox.clear_scripts();
        sandbox.answer_all("/v2/customers?", list_of(&["first", "third"]));
        more_lists(&sandbox, 6).await;
        kill_process(Pid::from_child(&child), Signal::INT).unwrap();
        let ran = end(child).await;
        assert_eq!((ran.code, ran.err.as_str()), (Some(130), ""));
        let told: &[&str] = if json {
            assert!(ran.out.lines().all(|line| schema.is_valid(&serde_json::from_str(line).unwrap())), "{}", ran.out);
            &[
                r#""customer_id":"first","change":"altered","item":"status","before":"REVIEWING","after":"APPROVED""#,
                r#""customer_id":"second","change":"vanished","item":"customer second Ltd""#,
                r#""customer_id":"third","change":"appeared","item":"customer third Ltd""#,
            ]
        } else {
            &[
                "  first  status: REVIEWING → APPROVED\n",
                "  second  gone: customer second Ltd\n",
                "  third  new: customer third Ltd\n",
            ]
        };
        for told in told {
            assert_eq!(ran.out.matches(told).count(), 1, "{told}: {}", ran.out);
        }
    }
}

/// Without details, the list alone tells; with a bound, those that changed by the list come first.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_details_of_a_queue_are_bounded() {
    let details = |sandbox: &Sandbox| {
        let requests = sandbox.requests();
        requests.iter().filter(|request| request.path.starts_with("/v2/customers/")).count()
    };
    let sandbox = Sandbox::start(customers(&["first", "second", "third"])).await.unwrap();
    let child = start_queue(&sandbox, &["--max-details", "0", "--until", "change"]);
    more_lists(&sandbox, 3).await;
    sandbox.patch("third", json!({"customer_status": "APPROVED"}));
    let ran = end(child).await;
    assert!(ran.out.contains("  third  status: REVIEWING → APPROVED\n"), "{}", ran.out);
    assert_eq!((ran.code, details(&sandbox)), (Some(0), 0));

    let child = start_queue(&sandbox, &["--max-details", "1"]);
    for id in ["first", "second", "third"] {
        more_looks(&sandbox, id, 1).await;
    }
    let (so_far, lists) = (details(&sandbox), 3);
    more_lists(&sandbox, lists).await;
    assert!(details(&sandbox) - so_far <= lists + 1, "one in each look");
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    end(child).await;
}

/// A list that cannot be read ends nothing once there was one, and is told once; it makes nobody vanish.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_queue_outlives_a_failure_that_passes() {
    let sandbox = Sandbox::start(customers(&["first"])).await.unwrap();
    let child = start_queue(&sandbox, &[]);
    more_lists(&sandbox, 3).await;
    sandbox.answer_all("/v2/customers?", Reply::refusal(500, "out of order"));
    more_lists(&sandbox, 7).await;
    sandbox.clear_scripts();
    more_lists(&sandbox, 3).await;
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    let ran = end(child).await;
    assert_eq!((ran.code, ran.out.as_str()), (Some(130), ""), "{}", ran.err);
    assert!(ran.err.contains("the server failed (500)"), "{}", ran.err);
    assert_eq!(ran.err.matches("the list could not be read").count(), 1, "{}", ran.err);
}
