//! `draft` as the real binary: what is written, to whom, what is said beside it, and how it ends.

use std::path::PathBuf;

use serde_json::Value;

use crate::configured::configuration;
use crate::{REFERENCE, Run, on_sandbox, run};
use kyb_dash::sandbox::{Sandbox, Scenario};
use serde_json::json;

/// One of the small cases that each stand for a kind.
fn file(name: &str) -> String {
    let path: PathBuf =
        [env!("CARGO_MANIFEST_DIR"), "tests", "fixtures", "cases", &format!("{name}.json")].iter().collect();
    path.to_str().unwrap().to_owned()
}

fn draft(name: &str, more: &[&str]) -> Run {
    let path = file(name);
    run(&[&["draft", "--file", &path], more].concat())
}

/// The messages among what was printed, without notes.
fn messages(ran: &Run) -> Vec<&str> {
    let parts = ran.out.split("==== ").filter(|part| part.starts_with("For "));
    parts.collect()
}

fn note(ran: &Run) -> &str {
    ran.out.split("==== NOT for ").nth(1).unwrap_or_default()
}

/// Faults: H2.
#[test]
fn reasons_that_nobody_reviewed_are_not_repeated() {
    let ran = draft("reasons_not_to_repeat", &[]);
    let payload: Value =
        serde_json::from_str(&std::fs::read_to_string(file("reasons_not_to_repeat")).unwrap()).unwrap();
    let fields = &payload["data"]["request_for_information"][0]["categories"][0]["fields"];
    let reasons: Vec<&str> = fields.as_array().unwrap().iter().map(|field| field["reason"].as_str().unwrap()).collect();
    assert_eq!(reasons.len(), 6);
    for reason in reasons {
        assert!(!ran.out.contains(reason), "{reason}: {}", ran.out);
        assert!(
            !messages(&ran).iter().any(|message| message.contains(reason.get(..12).unwrap())),
            "{reason}: {}",
            ran.out
        );
    }
    // One of the six tells not to tell.
    assert_eq!((ran.code, messages(&ran).len()), (Some(6), 0), "{}", ran.out);
}

#[test]
fn what_fin_decided_is_said_and_no_message_is_written() {
    let ran = draft("rejected_for_good", &[]);
    assert_eq!((ran.code, messages(&ran).len(), ran.err.as_str()), (Some(0), 0, ""), "{}", ran.out);
    assert!(note(&ran).contains("Fin has decided: the customer is rejected."), "{}", ran.out);
    let company = draft("rejected_for_good", &["--for", "company"]);
    assert!(company.code == Some(0) && note(&company).contains("Fin has decided"), "{}", company.out);
}

#[test]
fn a_verified_account_is_not_told_to_complete_its_verification() {
    let ran = draft("approved_with_a_request", &["--for", "company"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.starts_with("Subject: Bramble Quay Traders Ltd: one document needed"), "{}", ran.out);
    assert!(ran.out.contains("The account of Bramble Quay Traders Ltd is verified. We have a further request:"));
    assert!(!ran.out.to_lowercase().contains("complete the verification"), "{}", ran.out);
}

#[test]
fn those_who_remain_are_asked_to_finish() {
    let ran = draft("parties_remaining", &[]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{}", ran.out);
    let [company, party] = messages(&ran)[..] else { panic!("{}", ran.out) };
    assert!(
        company.contains("\nOne person who belongs to it still has to be verified:\n- an owner of 60 %\n"),
        "{company}"
    );
    assert!(
        party.starts_with("For Party 9a1c…0001 · 60 %") && party.contains("please finish the verification"),
        "{party}"
    );
    let letter = |message: &str| message.split_once("Subject: ").unwrap().1.to_owned();
    assert!(!letter(company).contains('@') && !letter(party).contains('@'));
}

#[test]
fn a_party_that_is_rejected_without_an_ask_is_a_matter_for_fin() {
    let ran = draft("party_rejected_nothing_asked", &[]);
    assert_eq!((ran.code, messages(&ran).len(), ran.err.as_str()), (Some(0), 0, ""), "{}", ran.out);
    assert!(note(&ran).contains("Party 9a1c…0001") && note(&ran).contains("ask Fin"), "{}", ran.out);
}

/// Faults: K2.
#[test]
fn requests_that_cannot_be_read_are_said_to_be_and_nothing_is_written() {
    for recipient in [&[][..], &["--for", "company"]] {
        let ran = draft("requests_are_an_object", recipient);
        assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{}", ran.err);
        assert!(ran.err.starts_with("kyb-dash: no message for "), "{}", ran.err);
        assert!(ran.err.contains("the requests could not be read, or not all of them"), "{}", ran.err);
    }
}

/// Faults: H1.
#[test]
fn a_hold_ends_with_six_and_prints_the_note_alone_for_whomever_it_was_asked() {
    for recipient in [&[][..], &["--for", "company"], &["--for", "9A1C0D2E-0000-4000-8000-000000000002"]] {
        let ran = draft("labels_are_text", recipient);
        assert_eq!((ran.code, messages(&ran).len()), (Some(6), 0), "{}", ran.out);
        assert!(ran.out.starts_with("==== NOT for sending"), "{}", ran.out);
        assert!(
            note(&ran).contains("send nothing to anyone in this case") && note(&ran).contains("SANCTIONS"),
            "{}",
            ran.out
        );
    }
}

#[test]
fn a_recipient_that_is_not_there_is_a_mistake_that_names_those_who_are() {
    let ran = draft("parties_remaining", &["--for", "nonsense"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    let names = "company, 9a1c0d2e-0000-4000-8000-000000000001, 9a1c0d2e-0000-4000-8000-000000000002";
    assert_eq!(ran.err, format!("kyb-dash: the case has no such recipient; --for takes {names}\n"));
    let approved = draft("parties_remaining", &["--for", "9a1c0d2e-0000-4000-8000-000000000002"]);
    assert_eq!((approved.code, approved.out.as_str()), (Some(0), ""));
    assert_eq!(approved.err, "kyb-dash: no message for Party 9a1c…0002 · 40 %: nothing is asked\n");
}

#[test]
fn what_to_look_at_first_is_one_line_beside_the_messages() {
    let ran = run(&["draft", "--file", REFERENCE]);
    assert_eq!((ran.code, messages(&ran).len()), (Some(0), 2), "{}", ran.err);
    assert!(ran.err.starts_with("kyb-dash: look first: ") && ran.err.lines().count() == 1, "{}", ran.err);
    assert!(!ran.out.contains("NOT for"), "{}", ran.out);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_case_of_which_nothing_is_wanted_says_who_has_it() {
    let customer = |id: &str, status: &str| {
        json!({"customer_id": id, "type": "BUSINESS", "customer_status": status, "request_for_information": [],
               "associated_parties": []})
    };
    let untold = json!({"customer_id": "c", "type": "BUSINESS", "customer_status": "APPROVED"});
    let sandbox = Sandbox::start(Scenario::of(vec![customer("a", "APPROVED"), customer("b", "REVIEWING"), untold]));
    let sandbox = sandbox.await.unwrap();
    for (id, code, said) in [
        ("a", 0, "no message for the company: nothing is asked"),
        ("b", 0, "no message for the company: with Fin, and nothing is asked"),
        ("c", 1, "no message for the company: the requests were not told"),
    ] {
        let ran = on_sandbox(&sandbox, &["draft", id]).await;
        assert_eq!((ran.code, ran.out.as_str(), ran.err), (Some(code), "", format!("kyb-dash: {said}\n")), "{id}");
    }
}

#[test]
fn the_configuration_says_how_to_answer() {
    let sentence = "Please upload the documents in your account.";
    let (_folder, path) = configuration(&format!("how_to_answer = \"{sentence}\""));
    let ran = run(&["draft", "--file", REFERENCE, "--config", &path]);
    assert_eq!(ran.out.matches(&format!("\nHow to answer: {sentence}\n")).count(), 2, "{}", ran.out);
    let (_folder, path) = configuration("how_to_answer = \"two\\nlines\"");
    let ran = run(&["draft", "--file", REFERENCE, "--config", &path]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    assert!(ran.err.contains("config.toml:1:17: how_to_answer: this is one sentence on one line"), "{}", ran.err);
}
