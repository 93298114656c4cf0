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
