//! Values that cannot be mistaken for anything else, in every place that holds a secret or a person; then a sweep over
//! everything that the program leaves behind, for what it was not asked to write there.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use kyb_dash::sandbox::{Reply, Sandbox, Scenario};
use serde_json::{Value, json};

use crate::pty::{APP, Launch};

/// Values of a person, which the screen may show and nothing else unless asked.
const PEOPLE: [&str; 4] = ["canary.person@people.example", "+15550199777", "Canarella", "canary-passport-of-jane.png"];
const CONSENT: &str = "canary-consent-0123456789";
const ID: &str = "c0ffee00-0000-4000-8000-000000000001";

fn case() -> Value {
    json!({
        "customer_id": ID, "type": "INDIVIDUAL", "first_name": "Canarella", "last_name": "Byrd",
        "email": PEOPLE[0], "phone": PEOPLE[1], "country_of_residence": "GBR", "customer_status": "ACTION_REQUIRED",
        "tos_policies_url": format!("https://tos.example/?customer_id={ID}&tos_policies_value={CONSENT}"),
        "rejection_reason": {"applicant": {"moderation_comment": "", "reject_labels": ["LOW_QUALITY"]},
            "documents": [{"uri": PEOPLE[3], "category": "PROOF_OF_IDENTITY", "moderation_comment": "Canarella, send it again",
                "reject_labels": ["LOW_QUALITY"]}]},
        "request_for_information": [{"section": "proof_of_identity", "categories": [{"document_type": "PASSPORT",
            "fields": [{"field_name": "files", "data_type": "URI", "status": "INVALID", "reason": "Canarella"}]}]}],
    })
}

/// Every file below a folder with what is in it.
fn files(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(files(&path));
        } else {
            let content = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
            all.push((path, content));
        }
    }
    all
}

#[track_caller]
fn assert_free_of(what: &str, text: &str, secrets: &[&str]) {
    for secret in secrets {
        assert!(!text.contains(secret), "{secret} is in {what}:\n{text}");
    }
}

/// The dashboard with everything made to talk: a log, trace variables, a server that echoes the token, and somebody who
/// looks at everything. Neither the token nor a person is in the log, on the command line, in a file or left on the
/// shell's screen.
///
/// Faults: A7, A8.
#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn the_dashboard_leaves_nothing_behind() {
    let sandbox = Sandbox::start(Scenario::of(vec![case()])).await.unwrap();
    let token = sandbox.access_token();
    // What is remembered has a sweep of its own.
    let script = "\"$0\" --no-memory --type individual --base-url \"$1\" --log log 2>err; echo ended >>shell";
    let launch = Launch::script(script, &[&sandbox.base_url()])
        .env("FIN_API_TOKEN", &token)
        .env("RUST_LOG", "trace")
        .env("RUST_BACKTRACE", "full")
        .size(160, 40);
    let mut terminal = launch.start();
    terminal.wait_for_text("Canarella, send it again");
    terminal.send("<enter>jl");
    terminal.wait_for_text(PEOPLE[0]);
    sandbox.answer_next(ID, Reply::refusal(500, &format!("got Authorization: Bearer {token}")));
    sandbox.answer_next(ID, Reply::refusal(400, &format!("got {token} of {}", PEOPLE[0])));
    terminal.send("r");
    terminal.wait_for_text("not refreshed: the server refused the request (400): got [hidden]");
    terminal.send("ttt34d<esc>m?<f1>");
    terminal.wait_for_text("personal data is hidden");
    let argv = fs::read_dir("/proc").unwrap().filter_map(|entry| fs::read(entry.ok()?.path().join("cmdline")).ok());
    for argv in argv {
        assert_free_of("a command line", &String::from_utf8_lossy(&argv), &[&token, CONSENT]);
    }
    assert_free_of("the screen", &terminal.screen_text(), &[&token, CONSENT]);
    terminal.send("q");
    assert!(terminal.wait_exit().status.success());

    let secrets = [&[token.as_str(), CONSENT], &PEOPLE[..]].concat();
    let left = files(terminal.home());
    let names: Vec<&str> = left.iter().filter_map(|(path, _)| path.file_name()?.to_str()).collect();
    assert!(names.contains(&"log") && names.len() == 3, "log, err and shell: {names:?}");
    for (path, content) in &left {
        assert_free_of(&path.display().to_string(), content, &secrets);
    }
    let log = &left.iter().find(|(path, _)| path.ends_with("log")).unwrap().1;
    assert!(log.contains("200") && log.contains("400") && log.contains(ID), "it was written at all: {log}");
    // What the shell shows afterwards, and what could be scrolled back to.
    assert_free_of("the shell's screen", &terminal.screen_text(), &secrets);
}

/// An export is asked for; its name, its mode and the consent token in it are not.
///
/// Faults: A8.
#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn an_export_is_private_nameless_and_without_the_consent_token() {
    let sandbox = Sandbox::start(Scenario::of(vec![case()])).await.unwrap();
    let launch = Launch::app(&["--no-memory", "--type", "individual", "--base-url", &sandbox.base_url()]);
    let mut terminal = launch.env("FIN_API_TOKEN", sandbox.access_token()).start();
    terminal.wait_for_text("Canarella, send it again");
    for keys in ["e<enter>", "ej<enter>"] {
        terminal.send(keys);
        terminal.wait_for_text("written to ");
        terminal.send("r");
        terminal.wait_for_text("nothing changed");
    }
    let written = files(terminal.home());
    assert_eq!(written.len(), 2);
    for (path, content) in &written {
        assert!(content.contains(PEOPLE[2]), "it holds what was asked for");
        assert_free_of("an export", content, &[CONSENT, &sandbox.access_token()]);
        assert_free_of("its name", &path.display().to_string(), &PEOPLE);
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    terminal.send("q");
    terminal.wait_exit();
}

/// The commands: what they print is asked for; what they say beside it is not. `watch` hides people by itself.
///
/// Faults: A7, A8.
#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn the_commands_say_nothing_beside_what_they_print() {
    let sandbox = Sandbox::start(Scenario::of(vec![case()])).await.unwrap();
    let (url, token) = (sandbox.base_url(), sandbox.access_token());
    let folder = tempfile::tempdir().unwrap();
    let run = async |arguments: &[&str]| {
        let mut command = Command::new(APP);
        command.args(arguments).args(["--base-url", &url, "--type", "individual", "--log", "log"]);
        command.env_clear().env("FIN_API_TOKEN", &token).env("RUST_LOG", "trace").env("HOME", folder.path());
        command.current_dir(folder.path()).stdin(Stdio::null());
        tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap()
    };
    let secrets = [&[token.as_str(), CONSENT], &PEOPLE[..]].concat();
    for arguments in
        [&["list"][..], &["list", "--format", "json"], &["show", ID, "--format", "json"], &["draft", ID], &["doctor"]]
    {
        let output = run(arguments).await;
        assert_free_of("what is printed", &String::from_utf8_lossy(&output.stdout), &[&token, CONSENT]);
        assert_free_of("standard error", &String::from_utf8_lossy(&output.stderr), &secrets);
        let masked = run(&[arguments, &["--mask"]].concat()).await;
        assert_free_of("what is printed under a mask", &String::from_utf8_lossy(&masked.stdout), &secrets);
    }
    // A report has nobody in it, with a mask or without.
    for format in ["text", "markdown", "json", "csv"] {
        let output = run(&["report", "--format", format]).await;
        assert_free_of("a report", &String::from_utf8_lossy(&output.stdout), &secrets);
        assert_free_of("standard error", &String::from_utf8_lossy(&output.stderr), &secrets);
    }
    sandbox.answer_all(ID, Reply::refusal(400, &format!("Bearer {token} {CONSENT}").replace(CONSENT, "")));
    let refused = run(&["show", ID]).await;
    assert_free_of("standard error", &String::from_utf8_lossy(&refused.stderr), &secrets);
    for (path, content) in files(folder.path()) {
        assert_free_of(&path.display().to_string(), &content, &secrets);
    }
}
