//! The commands without a screen, as the real binary: what they print, and how they end.

#![allow(clippy::disallowed_methods, reason = "a test that gets no thread fails")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

#[path = "commands/completions.rs"]
mod completions;
#[path = "commands/configured.rs"]
mod configured;
#[path = "commands/contributing.rs"]
mod contributing;
#[path = "commands/drafts.rs"]
mod drafts;
#[path = "commands/faulty_files.rs"]
mod faulty_files;
#[path = "commands/given_wrong.rs"]
mod given_wrong;
#[path = "commands/handover.rs"]
mod handover;
#[path = "commands/limits.rs"]
mod limits;
#[path = "commands/listing.rs"]
mod listing;
#[path = "commands/locale.rs"]
mod locale;
#[path = "commands/manual.rs"]
mod manual;
#[path = "commands/noted.rs"]
mod noted;
#[path = "commands/proxies.rs"]
mod proxies;
#[path = "commands/readme.rs"]
mod readme;
#[path = "commands/refusals.rs"]
mod refusals;
#[path = "commands/remembered.rs"]
mod remembered;
#[path = "commands/remembering.rs"]
mod remembering;
#[path = "commands/report.rs"]
mod report;
#[path = "commands/schemas.rs"]
mod schemas;
#[path = "commands/sent.rs"]
mod sent;
#[path = "commands/short_ids.rs"]
mod short_ids;
#[path = "commands/spelling.rs"]
mod spelling;
#[path = "commands/standard_output.rs"]
mod standard_output;
#[path = "commands/token_command.rs"]
mod token_command;
#[path = "commands/unknown.rs"]
mod unknown;
#[path = "commands/watching.rs"]
mod watching;

use std::io::Write;
use std::process::{Command, Output, Stdio};

use clap::CommandFactory;
use kyb_dash::cli::CommandLine;
use kyb_dash::sandbox::{Sandbox, Scenario};
use serde_json::{Value, json};

const REFERENCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/reference.json");
/// Its second look at the demo's Kestrel & Quarry shows a change.
const KESTREL: &str = "b120a366-f0bb-49cf-82f2-dc05873f9bd0";

/// The program with nothing in its environment but these variables, in a locale of UTF-8 unless they say otherwise.
fn program(arguments: &[&str], variables: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kyb-dash"));
    command.env_clear().env("LANG", "C.UTF-8").envs(variables.iter().copied()).env("HOME", "/nonexistent");
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Whether there is such a program. Where there is none, that is said in the output of the tests, also of those that pass.
fn is_installed(program: &str) -> bool {
    let found = Command::new(program).arg("--version").stdin(Stdio::null()).output().is_ok();
    if !found {
        // Macros that print are kept back where a test passes.
        drop(writeln!(std::io::stderr(), "NOT TESTED: {program} is not installed"));
    }
    found
}

/// What a run brought.
struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

fn run_with(arguments: &[&str], variables: &[(&str, &str)]) -> Run {
    program(arguments, variables).output().unwrap().into()
}

/// Runs it with something on its standard input.
fn typing(arguments: &[&str], variables: &[(&str, &str)], typed: &[u8]) -> Run {
    let mut child = program(arguments, variables).stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A program that refuses does not read it.
    drop(child.stdin.take().unwrap().write_all(typed));
    child.wait_with_output().unwrap().into()
}

fn run(arguments: &[&str]) -> Run {
    run_with(arguments, &[])
}

/// What a run prints that succeeds and has nothing to add. No control character is in it but line breaks.
#[track_caller]
fn printed(arguments: &[&str]) -> String {
    let Run { code, out, err } = run(arguments);
    assert_eq!((code, err.as_str()), (Some(0), ""), "{arguments:?}");
    assert!(out.ends_with('\n'), "{arguments:?}");
    assert!(!out.chars().any(|c| c.is_control() && c != '\n'), "{out:?}");
    out
}

#[track_caller]
fn json_of(arguments: &[&str]) -> Value {
    serde_json::from_str(&printed(arguments)).unwrap()
}

/// Runs the program against a sandbox, with a token of its own.
async fn on_sandbox(sandbox: &Sandbox, arguments: &[&str]) -> Run {
    let (url, token) = (sandbox.base_url(), sandbox.access_token());
    let arguments: Vec<String> = arguments.iter().map(|&argument| argument.to_owned()).collect();
    let ran = tokio::task::spawn_blocking(move || {
        let mut arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        arguments.extend(["--base-url", &url]);
        run_with(&arguments, &[("FIN_API_TOKEN", &token)])
    });
    ran.await.unwrap()
}

#[test]
fn list_prints_every_page_in_three_forms() {
    let table = printed(&["list", "--demo"]);
    let head: Vec<&str> = table.lines().next().unwrap().split_whitespace().collect();
    assert_eq!(head, ["ID", "NAME", "COUNTRY", "STATUS", "BALL", "WAITING", "CHASE", "ASKS", "PARTIES"]);
    assert!(table.contains(KESTREL));

    let list = json_of(&["list", "--demo", "--format", "json"]);
    assert_eq!((&list["schema"], &list["complete"]), (&json!(2), &json!(true)));
    let customers = list["customers"].as_array().unwrap();
    assert_eq!(customers.len(), table.lines().count() - 1);

    let csv = printed(&["list", "--demo", "--format", "csv"]);
    assert!(csv.starts_with("customer_id,type,name,country,customer_status,ball,"), "{csv}");
}

#[test]
fn list_takes_statuses_of_both_vocabularies() {
    let ids = |status: &str| -> Vec<Value> {
        let list = json_of(&["list", "--demo", "--format", "json", "--status", status]);
        list["customers"].as_array().unwrap().iter().map(|customer| customer["customer_id"].clone()).collect()
    };
    let new = ids("ACTION_REQUIRED");
    assert!(new.contains(&json!(KESTREL)));
    assert_eq!(new, ids("reinitiate"));
    assert!(!ids("APPROVED").contains(&json!(KESTREL)));
}

/// Fin may have more statuses than this build knows.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_status_that_is_not_known_is_compared_as_it_is_written() {
    let customer = |id: &str, status: &str| json!({"customer_id": id, "type": "BUSINESS", "customer_status": status});
    let records =
        vec![customer("a", "FROZEN"), customer("b", "Frozen"), customer("c", "APPROVED"), json!({"customer_id": "d"})];
    let sandbox = Sandbox::start(Scenario::of(records)).await.unwrap();
    let listed = async |statuses: &[&str]| {
        let flags = statuses.iter().flat_map(|status| ["--status", status]);
        let arguments: Vec<&str> = ["list", "--format", "csv"].into_iter().chain(flags).collect();
        let ran = on_sandbox(&sandbox, &arguments).await;
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let ids: Vec<String> = ran.out.lines().skip(1).map(|line| line.split(',').next().unwrap().to_owned()).collect();
        (ids.join(" "), ran.err)
    };
    let note = "--status names a status this build does not know, so it is compared exactly as it is written";
    assert_eq!(listed(&["FROZEN"]).await, ("a".to_owned(), format!("kyb-dash: {note}\n")));
    assert_eq!(listed(&["Frozen"]).await.0, "b");
    assert_eq!(listed(&["frozen"]).await.0, "");
    assert_eq!(listed(&["approved", "FROZEN"]).await.0, "a c");
    assert_eq!(listed(&["APROVED"]).await, (String::new(), format!("kyb-dash: {note}; did you mean `APPROVED`?\n")));
    assert_eq!(listed(&["approved"]).await, ("c".to_owned(), String::new()));
}

#[test]
fn needs_us_shows_ours_alone_with_their_details() {
    let list = json_of(&["list", "--demo", "--needs-us", "--format", "json"]);
    let customers = list["customers"].as_array().unwrap();
    assert!(!customers.is_empty());
    assert!(customers.iter().all(|customer| customer["ball"] == "us" || customer["ball"] == "unknown"), "{list}");
    let of = |id: &str| customers.iter().find(|customer| customer["customer_id"] == id);
    assert!(of(KESTREL).is_none(), "it was asked for all that it owes");
    let one = of("671536f8-ddc5-4b1e-bd6f-27d0ed07a27c").unwrap();
    assert_eq!(one["details"]["parties"], json!({"counted": 2, "is_complete": true}));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn details_are_fetched_for_needs_us_alone_and_no_more_than_is_allowed() {
    let customer = |id: &str, status: &str| json!({"customer_id": id, "type": "BUSINESS", "customer_status": status});
    let requests = json!([{"scope": "CUSTOMER", "section": "legal", "categories": [{"document_type": "OTHER"}]}]);
    let mut asked = customer("b", "IN_COMPLIANCE");
    asked["request_for_information"] = requests;
    let mut unreadable = customer("d", "REVIEWING");
    unreadable["request_for_information"] = json!({});
    let records = vec![customer("a", "APPROVED"), asked, customer("c", "INCOMPLETE"), unreadable];
    let sandbox = Sandbox::start(Scenario::of(records)).await.unwrap();
    let details = || {
        let mut paths: Vec<String> = sandbox.requests().iter().map(|request| request.path.clone()).collect();
        paths.retain(|path| path.starts_with("/v2/customers/"));
        paths.sort();
        paths
    };
    on_sandbox(&sandbox, &["list"]).await;
    assert_eq!(details(), [""; 0]);
    let ours = on_sandbox(&sandbox, &["list", "--needs-us"]).await;
    let all = ["/v2/customers/a", "/v2/customers/b", "/v2/customers/c", "/v2/customers/d"];
    assert_eq!(details(), all, "an open request makes a customer ours under any status");
    assert_eq!((ours.code, ours.out.lines().count()), (Some(0), 4), "{}", ours.out);
    assert!(ours.err.contains("2 customers need us; of 1 more it is not known who must act"), "{}", ours.err);
    let bounded = on_sandbox(&sandbox, &["list", "--needs-us", "--max-details", "1"]).await;
    assert_eq!(details().len(), 5, "what needs us by its status comes first: {:?}", details());
    assert_eq!(bounded.code, Some(1));
    assert!(bounded.err.contains("the details of 3 of 4 were not read"), "{}", bounded.err);
}

/// Faults: T10.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn csv_runs_nothing() {
    let formula = "=HYPERLINK(\"https://pay.example\")";
    let customer = json!({"customer_id": "a", "type": "BUSINESS", "business_name": formula, "phone": "+1 555 0142"});
    let sandbox = Sandbox::start(Scenario::of(vec![customer])).await.unwrap();
    let csv = on_sandbox(&sandbox, &["list", "--format", "csv"]).await.out;
    assert!(csv.contains("\"'=HYPERLINK(\"\"https://pay.example\"\")\""), "{csv}");
    assert!(csv.contains(",'+1 555 0142,"), "{csv}");
}

/// Asserts that what was sent is told at the same place.
#[track_caller]
fn assert_told(path: &str, sent: &Value, told: &Value) {
    match sent {
        Value::Object(entries) => {
            for (key, value) in entries {
                if key != "tos_policies_url" {
                    assert_told(&format!("{path}.{key}"), value, &told[key]);
                }
            }
        }
        Value::Array(items) => {
            assert_eq!(told.as_array().map(Vec::len), Some(items.len()), "{path}");
            for (place, item) in items.iter().enumerate() {
                assert_told(&format!("{path}[{place}]"), item, &told[place]);
            }
        }
        scalar => assert_eq!(told, scalar, "{path}"),
    }
}

#[test]
fn show_as_json_holds_every_fact_and_what_follows_from_them() {
    let payload: Value = serde_json::from_str(include_str!("fixtures/reference.json")).unwrap();
    let shown = json_of(&["show", "--file", REFERENCE, "--format", "json"]);
    assert_eq!(shown["schema"], 2);
    let case = &shown;
    assert_told("data", &payload["data"], &shown["data"]);
    assert!(!shown.to_string().contains("4e0e505a-36f0"), "the consent token");
    assert_eq!(case["ball"], "us");
    assert_eq!(case["asks"].as_array().unwrap().len(), 4);
    let fields: usize =
        case["asks"].as_array().unwrap().iter().map(|ask| ask["fields"].as_array().unwrap().len()).sum();
    assert_eq!(fields, 10);
    assert!(!case["findings"].as_array().unwrap().is_empty());
    assert!(!case["why"].as_str().unwrap().is_empty());
    assert_eq!((&case["source"], &case["fetched_at"]), (&json!("reference.json"), &Value::Null));
}

#[test]
fn saved_files_are_read_as_curl_and_shells_leave_them() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/");
    for file in ["saved_with_headers.txt", "saved_as_utf16.json"] {
        let shown = json_of(&["show", "--file", &format!("{folder}{file}"), "--format", "json"]);
        assert_eq!(shown["data"]["customer_id"], "671536f8-ddc5-4b1e-bd6f-27d0ed07a27c", "{file}");
        let drafts = run(&["draft", "--file", &format!("{folder}{file}")]);
        assert_eq!((drafts.code, drafts.out.matches("Subject: ").count()), (Some(0), 2), "{file}");
    }
    let named = run(&["show", "--file", &format!("{folder}bomb.gz")]);
    assert_eq!((named.code, named.err.lines().count()), (Some(1), 1), "{}", named.err);
}

#[test]
fn show_prints_text_and_markdown_and_obeys_the_mask() {
    let text = printed(&["show", "--file", REFERENCE]);
    assert!(text.contains("jane.smith@acmecorp.com"));
    let markdown = printed(&["show", "--file", REFERENCE, "--format", "markdown"]);
    assert!(markdown.starts_with('#'), "{markdown}");
    for format in ["text", "markdown", "json"] {
        let masked = printed(&["show", "--file", REFERENCE, "--mask", "--format", format]);
        assert!(!masked.contains("jane") && !masked.contains("4155552671"), "{masked}");
    }
    let fetched = json_of(&["show", KESTREL, "--demo", "--format", "json"]);
    assert_eq!(fetched["source"], "DEMO built-in sandbox");
    assert!(fetched["fetched_at"].is_string());
}

/// What `draft` prints of the reference case, beside which it says what to look at.
fn drafted(arguments: &[&str]) -> String {
    let ran = run(&[&["draft", "--file", REFERENCE], arguments].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    ran.out
}

#[test]
fn draft_prints_all_or_one_recipients_message() {
    let all = drafted(&[]);
    assert_eq!(all.matches("Subject: ").count(), 2, "{all}");
    let company = drafted(&["--for", "company"]);
    assert!(company.starts_with("Subject: Fin.com: three documents needed"), "{company}");
    let whole = drafted(&["--for", "2e719a54-cdef-43f9-a5ac-f6ef679ea1dc"]);
    assert!(whole.contains("assport") && !whole.contains("team,"), "{whole}");
    assert_eq!(whole, drafted(&["--for", "2e719a54"]));
    assert_eq!(whole, drafted(&["--for", "2E719A54-CDEF-43f9-a5ac-f6ef679ea1dc"]));
    assert!(drafted(&["--mask"]).contains("MASKED"));
}

#[test]
fn doctor_tells_much_and_no_secret() {
    let page = printed(&["doctor", "--demo"]);
    for part in [env!("CARGO_PKG_VERSION"), "DEMO built-in sandbox", "TERM is not set", "answers in"] {
        assert!(page.contains(part), "{page}");
    }
    let variables = [
        ("FIN_API_TOKEN", "invented-secret-token"),
        ("HTTPS_PROXY", "http://ada:hunter2@proxy.example:3128"),
        ("FIN_API_BASE_URL", "https://api.fin.com"),
        ("TERM", "xterm-256color\u{1b}[2J"),
        ("LANG", "C.UTF-8"),
    ];
    let ran = run_with(&["doctor", "--env", "sandbox"], &variables);
    assert_eq!((ran.code, ran.err.as_str()), (Some(2), ""), "{}", ran.out);
    for part in
        ["FAULT: api.fin.com is the production server", "FIN_API_TOKEN is set", "HTTPS_PROXY=proxy.example:3128"]
    {
        assert!(ran.out.contains(part), "{}", ran.out);
    }
    for secret in ["invented-secret", "ada", "hunter2", "\u{1b}"] {
        assert!(!ran.out.contains(secret), "{secret}: {}", ran.out);
    }
}

#[test]
fn completions_name_every_command() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let Run { code, out, err } = run(&["completions", shell]);
        assert_eq!((code, err.as_str()), (Some(0), ""), "{shell}");
        assert!(out.contains("doctor") && out.contains("needs-us"), "{shell}: {out}");
    }
}

#[test]
fn the_help_of_every_command_has_an_example() {
    assert!(printed(&["--help"]).contains("\nExamples:\n  kyb-dash "));
    for command in CommandLine::command().get_subcommands() {
        let name = command.get_name();
        let help = printed(&[name, "--help"]);
        let start = format!("Examples:\n  kyb-dash {name}");
        let advice = "must be in its after_help in src/cli.rs";
        assert!(help.contains(&format!("\n{start}")), "“{start}” {advice}:\n{help}");
    }
}
