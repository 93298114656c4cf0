//! The beginning of an id does wherever an id does, and a mistyped command is not taken for one.

use kyb_dash::sandbox::{Sandbox, Scenario};
use serde_json::json;

use crate::{on_sandbox, run};

const FIRST: &str = "671536f8-ddc5-4b1e-bd6f-27d0ed07a27c";
const SECOND: &str = "671536f8-ddc5-4b1e-bd6f-27d0ed07a27d";
const OTHER: &str = "b120a366-f0bb-49cf-82f2-dc05873f9bd0";

async fn sandbox() -> Sandbox {
    let customer = |id: &&str| json!({"customer_id": id, "type": "BUSINESS", "customer_status": "APPROVED"});
    let mut records: Vec<_> = [FIRST, SECOND, OTHER, "plain", "cust-uuid-1"].iter().map(customer).collect();
    records.push(json!({"customer_id": "abcdef01-person", "type": "INDIVIDUAL", "customer_status": "APPROVED"}));
    Sandbox::start(Scenario::of(records)).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn six_characters_do_where_no_other_id_begins_so() {
    let sandbox = sandbox().await;
    let table = [
        (OTHER, OTHER),
        ("b120a3", OTHER),
        ("B120A366\u{2011}F0BB", OTHER),
        ("671536f8-ddc5-4b1e-bd6f-27d0ed07a27d", SECOND),
        ("plain", "plain"),
        ("cust-uuid-1", "cust-uuid-1"),
        ("abcdef", "abcdef01-person"),
    ];
    for (given, meant) in table {
        for command in [&["show", given, "--format", "json"][..], &["draft", given, "--format", "json"]] {
            let ran = on_sandbox(&sandbox, command).await;
            assert!(ran.out.contains(&format!("\"customer_id\": \"{meant}\"")), "{given}: {}{}", ran.out, ran.err);
        }
        let watched = on_sandbox(&sandbox, &["watch", given, "--until", "approved"]).await;
        assert_eq!((watched.code, watched.err.as_str()), (Some(0), ""), "{given}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_whole_id_and_one_that_is_too_short_cost_no_list() {
    let sandbox = sandbox().await;
    let lists = || sandbox.requests().iter().filter(|request| request.path.starts_with("/v2/customers?")).count();
    for given in [FIRST, "plain", "b120a"] {
        on_sandbox(&sandbox, &["show", given]).await;
        on_sandbox(&sandbox, &["watch", given, "--until", "approved"]).await;
    }
    assert_eq!(lists(), 0);
    on_sandbox(&sandbox, &["show", "b120a3"]).await;
    assert!(lists() > 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_may_be_several_or_nobody_is_told() {
    let sandbox = sandbox().await;
    for command in ["show", "draft", "watch"] {
        let several = on_sandbox(&sandbox, &[command, "671536F8"]).await;
        let told =
            format!("2 customers have ids that begin with 671536F8: {FIRST}, {SECOND}; write more of the one you mean");
        assert_eq!((several.code, several.err), (Some(2), format!("kyb-dash: {told}\n")), "{command}");
        let short = on_sandbox(&sandbox, &[command, "b120a"]).await;
        assert_eq!(short.code, Some(2), "{command}: {}", short.err);
        assert!(short.err.contains("write 6 characters or more"), "{command}: {}", short.err);
        let nobody = on_sandbox(&sandbox, &[command, "b120a4"]).await;
        assert_eq!(nobody.code, Some(4), "{command}: {}", nobody.err);
        assert!(nobody.err.contains("no listed id begins so"), "{command}: {}", nobody.err);
    }
}

#[test]
fn in_a_file_the_beginning_of_an_id_does_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("three.json");
    let customer = |id: &str| json!({"customer_id": id, "type": "BUSINESS", "customer_status": "APPROVED"});
    std::fs::write(&path, json!([customer(FIRST), customer(SECOND), customer(OTHER)]).to_string()).unwrap();
    let show = |id: &str| run(&["show", id, "--file", path.to_str().unwrap()]);
    assert!(show("B120a3").out.contains(OTHER));
    let several = show("671536");
    assert_eq!(several.code, Some(2));
    assert!(
        several.err.contains("three.json holds 2 customers whose ids begin with 671536; write more of it"),
        "{}",
        several.err
    );
    assert!(show("b120a").err.contains("holds no customer b120a"));
}

#[test]
fn a_mistyped_command_is_told_with_the_one_that_is_meant() {
    for (arguments, word, meant) in [
        (&["lsit"][..], "lsit", "list"),
        (&["shwo", FIRST], "shwo", "show"),
        (&["--demo", "lsit", "--needs-us"], "lsit", "list"),
        (&["Doctor"], "Doctor", "doctor"),
    ] {
        let ran = run(arguments);
        let told = format!("kyb-dash: there is no command `{word}`; did you mean `{meant}`?\n");
        assert_eq!((ran.code, ran.out.as_str(), ran.err), (Some(2), "", told), "{arguments:?}");
    }
    // An id, which needs a terminal.
    assert!(run(&["deadbeef", "--demo"]).err.contains("terminal"));
}
