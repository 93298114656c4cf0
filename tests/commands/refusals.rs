//! What cannot be done is said in one sentence on standard error, with an exit code that a script can branch on.

use std::net::TcpListener;

use kyb_dash::sandbox::{Reply, Sandbox, Scenario};
use serde_json::json;

use crate::{KESTREL, REFERENCE, Run, on_sandbox, run, run_with};

const NOBODY: &str = "00000000-0000-4000-8000-00000000dead";
const TOKEN: (&str, &str) = ("FIN_API_TOKEN", "invented.token.0123456789abcdef");

#[track_caller]
fn assert_refused(ran: &Run, code: i32, parts: &[&str]) {
    assert_eq!((ran.code, ran.out.as_str()), (Some(code), ""), "{}", ran.err);
    for part in parts {
        assert!(ran.err.contains(part), "{part}: {}", ran.err);
    }
    assert!(!ran.err.contains(TOKEN.1), "{}", ran.err);
    assert!(!ran.err.chars().any(|c| c.is_control() && c != '\n'), "{:?}", ran.err);
}

#[track_caller]
fn assert_one_sentence(ran: &Run) {
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    assert!(ran.err.starts_with("kyb-dash: "), "{}", ran.err);
}

/// Faults: A1.
#[test]
fn without_credentials_it_says_how_to_give_them() {
    for arguments in [&["list"][..], &["show", KESTREL], &["draft", KESTREL], &["watch", KESTREL]] {
        assert_refused(&run(arguments), 3, &["FIN_API_TOKEN", "FIN_CLIENT_ID", "--demo"]);
    }
    let doctor = run(&["doctor"]);
    assert_eq!(doctor.code, Some(3));
    assert!(doctor.out.contains("FAULT: no credentials were given"), "{}", doctor.out);
}

#[test]
fn an_id_nobody_has_is_exit_4() {
    for command in ["show", "draft", "watch"] {
        let ran = run(&[command, NOBODY, "--demo"]);
        assert_refused(&ran, 4, &["no such customer here (404)", "check the id and the environment"]);
        assert_one_sentence(&ran);
    }
}

/// Faults: W1.
#[test]
fn a_closed_port_is_exit_5() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let url = format!("http://127.0.0.1:{port}");
    for arguments in [&["list"][..], &["show", KESTREL], &["watch", KESTREL]] {
        let arguments: Vec<&str> = arguments.iter().copied().chain(["--base-url", &url]).collect();
        let ran = run_with(&arguments, &[TOKEN]);
        assert_refused(&ran, 5, &["no connection to the server", "check the network"]);
        assert_one_sentence(&ran);
    }
    let doctor = run_with(&["doctor", "--base-url", &url], &[TOKEN]);
    assert_eq!(doctor.code, Some(5));
    assert!(doctor.out.contains("FAULT: no connection to the server"), "{}", doctor.out);
}

/// Faults: W13.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_token_is_exit_3() {
    let sandbox = Sandbox::start(Scenario::many(1)).await.unwrap();
    sandbox.answer_all("/v2/customers", Reply::unauthorized());
    for arguments in [&["list"][..], &["show", KESTREL]] {
        let ran = on_sandbox(&sandbox, arguments).await;
        assert_refused(&ran, 3, &["signed out", "renew the credentials"]);
        assert_one_sentence(&ran);
    }
    assert_eq!(on_sandbox(&sandbox, &["doctor"]).await.code, Some(3));
}

#[test]
fn a_production_host_under_the_name_of_the_sandbox_is_exit_2() {
    let ran = run_with(&["list", "--env", "sandbox", "--base-url", "https://api.fin.com"], &[TOKEN]);
    assert_refused(&ran, 2, &["api.fin.com is the production server, but --env sandbox was asked for"]);
    assert_one_sentence(&ran);
    let unknown_host = run_with(&["list", "--base-url", "https://kyb.example"], &[TOKEN]);
    assert_refused(&unknown_host, 2, &["kyb.example", "--allow-host"]);
}

#[test]
fn wrong_words_on_the_command_line_are_exit_2_and_named() {
    assert_refused(
        &run(&["list", "--demo", "--status", ""]),
        2,
        &["--status <STATUS>", "ACTION_REQUIRED", "REINITIATE"],
    );
    assert_refused(&run(&["watch", KESTREL, "--demo", "--interval", "often"]), 2, &["often", "30s"]);
    let many = run(&["list", "--demo", "--needs-us", "--max-details", "99999999999999999999"]);
    assert_refused(&many, 2, &["--max-details <NUMBER>", "write a whole number"]);
    assert_refused(&run(&["show"]), 2, &["ID"]);
    assert_refused(&run(&["show", "a/b", "--demo"]), 2, &["letters, digits"]);
    let often = run_with(&["watch", KESTREL, "--interval", "200ms", "--env", "production"], &[TOKEN]);
    assert_refused(&often, 2, &["--interval must be at least 1s"]);
    let nobody = run(&["draft", "--file", REFERENCE, "--for", "jane"]);
    assert_refused(&nobody, 2, &["company, 2e719a54-cdef-43f9-a5ac-f6ef679ea1dc"]);
    assert_one_sentence(&nobody);
}

/// Faults: A6.
#[test]
fn what_is_given_to_a_flag_is_not_repeated() {
    let address = "https://ada:hunter2@fin.example";
    let table = [
        &["doctor", "--base-url", address][..],
        &["list", "--base-url", address],
        &["list", "--base-ulr", address],
        &["list", "--base-ulr=https://ada:hunter2@fin.example"],
        &["list", address],
        &[address],
        &["show", address],
        &["list", "--env", address],
        &["list", "--demo", "--type", address],
        &["watch", KESTREL, "--demo", "--interval", address],
    ];
    for arguments in table {
        let ran = run_with(arguments, &[TOKEN]);
        assert_eq!(ran.code, Some(2), "{arguments:?}: {}", ran.err);
        let said = format!("{}{}", ran.out, ran.err);
        assert!(!said.contains("ada") && !said.contains("hunter2"), "{arguments:?}: {said}");
    }
    let ran = run_with(&["doctor"], &[TOKEN, ("FIN_API_BASE_URL", address)]);
    assert!(ran.out.contains("FAULT: the base URL must not hold a user"), "{}", ran.out);
    assert!(!ran.out.contains("hunter2"), "{}", ran.out);
}

#[test]
fn a_file_without_the_case_says_what_it_has_instead() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("two.json");
    let customer = |id: &str| json!({"customer_id": id, "type": "BUSINESS", "customer_status": "APPROVED"});
    std::fs::write(&path, json!([customer("a"), customer("b")]).to_string()).unwrap();
    let two = path.to_str().unwrap();
    assert_refused(&run(&["show", "--file", two]), 2, &["two.json holds 2 customers", "before --file"]);
    assert_refused(&run(&["show", "c", "--file", two]), 2, &["two.json holds no customer c"]);
    let picked = run(&["show", "b", "--file", two, "--format", "json"]);
    assert_eq!(picked.code, Some(0), "{}", picked.err);
    assert!(picked.out.contains("\"customer_id\": \"b\""), "{}", picked.out);

    let picked = run(&["show", "B", "--file", two, "--format", "json"]);
    assert!(picked.out.contains("\"customer_id\": \"b\""), "an id means the same in any case: {}", picked.err);
    std::fs::write(&path, json!([customer("a"), customer("A"), customer("b")]).to_string()).unwrap();
    for command in ["show", "draft"] {
        let twice = run(&[command, "a", "--file", two]);
        assert_refused(
            &twice,
            2,
            &["two.json holds 2 customers with the id a; take all but the one you mean out of it"],
        );
        assert_one_sentence(&twice);
    }

    std::fs::write(&path, "{\"data\": {\"customers\": []}}").unwrap();
    let list = run(&["show", "--file", two]);
    assert_refused(&list, 1, &["two.json", "a list page, not customer details"]);
    assert_one_sentence(&list);
    let missing = run(&["show", "--file", "/nonexistent/reply.json"]);
    assert_refused(&missing, 1, &["cannot open /nonexistent/reply.json"]);
    assert_one_sentence(&missing);
}

/// Faults: K3.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_incomplete_list_is_printed_says_so_and_is_exit_1() {
    let sandbox = Sandbox::start(Scenario::many(1_100)).await.unwrap();
    sandbox.answer_all("current_page=2", Reply::refusal(400, "no"));
    for (format, lines) in [("table", 589), ("csv", 589)] {
        let ran = on_sandbox(&sandbox, &["list", "--format", format]).await;
        assert_eq!((ran.code, ran.out.lines().count()), (Some(1), lines), "{}", ran.err);
        let told = "INCOMPLETE: 588 of 1,100 customers listed; page 2 could not be read: the server refused";
        assert!(ran.err.contains(told), "{}", ran.err);
        assert_one_sentence(&ran);
    }
    let ran = on_sandbox(&sandbox, &["list", "--format", "json"]).await;
    let list: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((ran.code, &list["complete"]), (Some(1), &json!(false)));
    assert_eq!(list["customers"].as_array().unwrap().len(), 588);
    // People are whole, companies are not.
    let all = on_sandbox(&sandbox, &["list", "--type", "all"]).await;
    assert_eq!(all.code, Some(1));
    assert!(all.err.contains("companies: page 2 could not be read"), "{}", all.err);
}

/// Faults: W14.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_without_a_list_is_exit_5_and_no_customer() {
    let sandbox = Sandbox::start(Scenario::many(1)).await.unwrap();
    sandbox.answer_all("/v2/customers?", Reply::not_found());
    let ran = on_sandbox(&sandbox, &["list"]).await;
    assert_refused(&ran, 5, &["no customer list at this address (404)", "check the base URL"]);
    assert_one_sentence(&ran);
    let doctor = on_sandbox(&sandbox, &["doctor"]).await;
    assert_eq!(doctor.code, Some(5));
    assert!(doctor.out.contains("FAULT: no customer list at this address"), "{}", doctor.out);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn details_that_fail_are_told_and_the_rest_is_printed() {
    let customer = |id: &str| json!({"customer_id": id, "type": "BUSINESS", "customer_status": "INCOMPLETE"});
    let sandbox = Sandbox::start(Scenario::of(vec![customer("aaa"), customer("bbb")])).await.unwrap();
    sandbox.answer_all("/v2/customers/aaa", Reply::refusal(400, "no"));
    let ran = on_sandbox(&sandbox, &["list", "--needs-us"]).await;
    assert_eq!((ran.code, ran.out.lines().count()), (Some(1), 3), "{}", ran.out);
    assert!(ran.err.contains("the details of 1 of 2 could not be read"), "{}", ran.err);
    let json = on_sandbox(&sandbox, &["list", "--needs-us", "--format", "json"]).await;
    assert!(json.out.contains("\"complete\": false"), "{}", json.out);
    assert_one_sentence(&ran);
}
