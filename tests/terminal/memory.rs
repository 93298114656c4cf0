//! What is remembered between runs, by the real program on a real folder.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use kyb_dash::sandbox::{Sandbox, Scenario};
use rustix::process::Signal;
use serde_json::{Value, json};

use crate::pty::{APP, Launch, Terminal};

pub(crate) const ASKED: &str = "any other key agrees";
pub(crate) const FIRST: &str = "c0ffee00-0000-4000-8000-000000000001";
pub(crate) const SECOND: &str = "c0ffee00-0000-4000-8000-000000000002";
const PARTY: &str = "c0ffee00-0000-4000-8000-0000000000aa";

/// A customer in which every text that a server writes freely holds the canary.
pub(crate) fn customer(id: &str, canary: &str) -> Value {
    let wild = |what: &str| format!("{canary} {what}");
    json!({
        "customer_id": id, "type": "BUSINESS", "business_name": wild("name"), "email": format!("{canary}@people.example"),
        "phone": format!("+1555{canary}"), "country_of_incorporation": wild("country"), "customer_status": "ACTION_REQUIRED",
        "tos_policies_url": format!("https://tos.example/?tos_policies_value={canary}"),
        "created_at": "2026-11-01T08:00:00Z", "updated_at": "2026-11-02T08:00:00Z",
        "last_status_updated_at": "2026-11-02T08:00:00Z",
        "associated_parties": [
            {"id": PARTY, "type": "INDIVIDUAL", "ownership_percent": 60, "email": format!("{canary}.owner@people.example"),
             "verification": {"status": "INITIATED", "reason": {"for_customer": wild("said"), "for_developer": wild("told")}}},
            {"id": wild("party"), "type": wild("kind"), "email": wild("mail"), "verification": {"status": wild("status")}},
        ],
        "rejection_reason": {"applicant": {"moderation_comment": wild("comment"), "reject_labels": ["LOW_QUALITY", wild("label")]},
            "documents": [{"uri": wild("file"), "category": wild("category"), "moderation_comment": wild("refused"),
                "reject_labels": [wild("label")]}]},
        "request_for_information": [{"section": wild("section"), "categories": [{"document_type": wild("document"),
            "fields": [{"field_name": wild("field"), "data_type": wild("data"), "status": "INVALID", "reason": wild("reason"),
                "options": [wild("option")]}]}]}],
        wild("key"): wild("value"),
    })
}

/// The state folder of all runs of a test.
pub(crate) struct State(tempfile::TempDir);

impl State {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn folder(&self) -> PathBuf {
        self.0.path().join("kyb-dash")
    }

    pub(crate) fn run(&self, sandbox: &Sandbox, arguments: &[&str]) -> Terminal {
        self.run_with(sandbox, arguments, &[])
    }

    pub(crate) fn run_with(&self, sandbox: &Sandbox, arguments: &[&str], variables: &[(&str, &str)]) -> Terminal {
        let address = sandbox.base_url();
        // A demo has a server of its own.
        let address = if arguments.contains(&"--demo") { Vec::new() } else { vec!["--base-url", &address] };
        let arguments = [&address, arguments].concat();
        let launch = Launch::app(&arguments).env("FIN_API_TOKEN", sandbox.access_token());
        let launch = launch.env("XDG_STATE_HOME", self.0.path()).size(120, 30);
        variables.iter().fold(launch, |launch, (name, value)| launch.env(name, value)).start()
    }

    /// Runs a command without a screen; what it prints and says.
    pub(crate) fn command(&self, sandbox: &Sandbox, arguments: &[&str]) -> String {
        let mut command = Command::new(APP);
        command.args(["--base-url", &sandbox.base_url()]).args(arguments).env_clear();
        command.env("XDG_STATE_HOME", self.0.path()).env("FIN_API_TOKEN", sandbox.access_token());
        let output = command.output().unwrap();
        [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat()
    }

    fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let Ok(entries) = fs::read_dir(self.folder()) else { return Vec::new() };
        entries.map(|entry| entry.unwrap().path()).map(|path| (path.clone(), fs::read(&path).unwrap())).collect()
    }

    /// The files in whose bytes a text is.
    pub(crate) fn files_with(&self, text: &str) -> Vec<PathBuf> {
        let is_in = |bytes: &[u8]| bytes.windows(text.len()).any(|window| window == text.as_bytes());
        self.files().into_iter().filter(|(_, bytes)| is_in(bytes)).map(|(path, _)| path).collect()
    }

    #[track_caller]
    pub(crate) fn assert_free_of(&self, text: &str) {
        assert!(self.files_with(text).is_empty(), "{text} is in {:?}", self.files_with(text));
    }

    #[track_caller]
    pub(crate) fn assert_private(&self) {
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&self.folder()), 0o700);
        for (path, _) in self.files() {
            assert_eq!(mode(&path), 0o600, "{}", path.display());
        }
    }
}

pub(crate) fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..2_000 {
        if is_so() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    panic!("never: {what}");
}

/// Faults: S5.
#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn no_text_of_a_case_is_in_any_byte_and_after_forgetting_no_id_either() {
    const CANARY: &str = "canarywren";
    let sandbox = Sandbox::start(Scenario::of(vec![customer(FIRST, CANARY), customer(SECOND, CANARY)])).await.unwrap();
    let state = State::new();
    let mut terminal = state.run(&sandbox, &[]);
    terminal.wait_for_text("2 need us");
    terminal.wait_for_text(ASKED);
    assert!(!state.folder().exists(), "nothing is written before a key");
    terminal.send("<enter>");
    wait_until("a memory", || state.files().iter().any(|(path, _)| path.ends_with("memory.db")));
    wait_until("both cases are kept", || state.command(&sandbox, &["memory"]).contains("2          0"));
    sandbox.patch(FIRST, json!({"customer_status": "REVIEWING", "business_name": format!("{CANARY} anew")}));
    terminal.send("rJ");
    wait_until("a change is kept", || state.command(&sandbox, &["memory"]).contains("2          1"));
    state.assert_free_of(CANARY);
    state.assert_private();
    terminal.signal(Signal::KILL);
    terminal.wait_exit();
    state.assert_free_of(CANARY);
    let mut again = state.run(&sandbox, &[]);
    again.wait_for_text("need us");
    again.send("<enter>");
    again.wait_for_text("‹Tree›");
    again.send("1J2");
    assert!(!again.screen_text().contains(ASKED), "it was told");
    again.send("qq");
    again.wait_exit();
    state.assert_free_of(CANARY);
    state.assert_private();
    let history = state.command(&sandbox, &["history", FIRST]);
    assert!(!history.contains(CANARY) && history.contains("REVIEWING"), "{history}");
    for id in [FIRST, SECOND, PARTY] {
        assert!(!state.files_with(id).is_empty(), "{id} is kept");
    }
    let forgotten = state.command(&sandbox, &["forget", "--all"]);
    assert!(forgotten.contains("2 customers"), "{forgotten}");
    state.assert_free_of(CANARY);
    for id in [FIRST, SECOND, PARTY] {
        state.assert_free_of(id);
    }
}

pub(crate) fn plain(id: &str, name: &str) -> Value {
    json!({
        "customer_id": id, "type": "BUSINESS", "business_name": name, "customer_status": "ACTION_REQUIRED",
        "updated_at": "2026-11-02T08:00:00Z", "last_status_updated_at": "2026-11-02T08:00:00Z", "associated_parties": [],
        "rejection_reason": null,
        "request_for_information": [{"section": "formation_documents", "categories": [
            {"document_type": "PASSPORT", "fields": []}]}],
    })
}

pub(crate) fn row(terminal: &Terminal, name: &str) -> String {
    // The queue is the pane at the left.
    let text = terminal.screen_text();
    let mut rows = text.lines().map(|line| line.chars().take(44).collect::<String>());
    rows.find(|row| row.contains(name)).unwrap_or_default()
}

/// The first run looks at both cases; one changes; the second shows what it remembers, then what changed; the third shows
/// nothing of what the second saw.
#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn the_next_run_shows_what_changed_and_the_one_after_it_does_not() {
    let cases = vec![plain(FIRST, "Amber Basalt"), plain(SECOND, "Birch Lantern")];
    let sandbox = Sandbox::start(Scenario::of(cases)).await.unwrap();
    let state = State::new();
    let mut first = state.run(&sandbox, &[]);
    first.wait_for_text("2 need us");
    first.wait_for_text(ASKED);
    first.send("<enter>");
    wait_until("both cases are kept", || state.command(&sandbox, &["memory"]).contains("2          0"));
    first.send("J");
    first.wait_for(|screen| screen.contents().contains("Birch Lantern · "));
    first.send("1");
    first.wait_for_text("Enter open");
    first.send("q");
    first.wait_exit();

    sandbox.patch(
        FIRST,
        json!({"request_for_information": [], "customer_status": "ACTION_REQUIRED",
        "updated_at": "2026-11-03T08:00:00Z"}),
    );
    let held = sandbox.hold("/v2/customers/");
    let mut second = state.run(&sandbox, &[]);
    second.wait_for_text("2 remembered");
    assert!(row(&second, "Birch Lantern").contains('◌'), "{}", second.screen_text());
    held.release();
    second.wait_for(|screen| !screen.contents().contains("remembered"));
    assert!(row(&second, "Amber Basalt").contains('●'), "{}", second.screen_text());
    assert!(!row(&second, "Birch Lantern").contains('●'), "{}", second.screen_text());
    second.press_until("k", |terminal| terminal.screen_text().contains("Amber Basalt · "));
    second.send("2ttt");
    second.wait_for_text("‹History");
    second.wait_for_text("Passport of Company is settled");
    second.send("1");
    second.wait_for_text("Enter open");
    second.send("q");
    second.wait_exit();

    let mut third = state.run(&sandbox, &[]);
    third.wait_for(|screen| screen.contents().contains("2 need us") && !screen.contents().contains("remembered"));
    // The tab is as it was left, and tells of what was.
    third.wait_for_text("is settled");
    assert!(!third.screen_text().contains("changed since you looked"), "{}", third.screen_text());
    for name in ["Amber Basalt", "Birch Lantern"] {
        assert!(!row(&third, name).contains('●'), "{}", third.screen_text());
    }
    third.send("q");
    third.wait_exit();
}

/// Faults: S2, S3.
#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn a_file_that_cannot_be_used_is_named_once_and_left_alone() {
    let sandbox = Sandbox::start(Scenario::of(vec![plain(FIRST, "Amber Basalt")])).await.unwrap();
    for (bytes, mode, words) in
        [(&b"no database, and long enough"[..], 0o600, "memory.db"), (&b""[..], 0o644, "chmod 600")]
    {
        let state = State::new();
        fs::create_dir(state.folder()).unwrap();
        fs::set_permissions(state.folder(), fs::Permissions::from_mode(0o700)).unwrap();
        let file = state.folder().join("memory.db");
        fs::write(&file, bytes).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
        let mut terminal = state.run(&sandbox, &[]);
        terminal.wait_for_text("nothing is remembered");
        terminal.wait_for_text(words);
        terminal.send("<enter>");
        terminal.wait_for_text("‹Tree›");
        terminal.send("qq");
        terminal.wait_exit();
        assert_eq!(fs::read(&file).unwrap(), bytes);
        assert_eq!(state.files().len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn nothing_is_made_where_it_is_forbidden() {
    let sandbox = Sandbox::start(Scenario::of(vec![plain(FIRST, "Amber Basalt")])).await.unwrap();
    let variable = [("KYB_DASH_NO_MEMORY", "1")];
    for (arguments, variables) in [(&["--no-memory"][..], &[][..]), (&["--demo"], &[]), (&[], &variable)] {
        let state = State::new();
        let mut terminal = state.run_with(&sandbox, arguments, variables);
        terminal.wait_for_text("need");
        terminal.send("<enter>");
        terminal.wait_for_text("‹Tree›");
        assert!(!terminal.screen_text().contains(ASKED), "{}", terminal.screen_text());
        terminal.send("qq");
        terminal.wait_exit();
        assert!(!state.folder().exists(), "{arguments:?} {variables:?}");
    }
}

/// The editor has the terminal, an interrupt is its own, and no file is left but where it says so.
#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn a_note_is_written_in_an_editor_and_nothing_is_left_of_its_file() {
    let sandbox = Sandbox::start(Scenario::of(vec![plain(FIRST, "Amber Quay")])).await.unwrap();
    let state = State::new();
    let mut terminal = state.run(&sandbox, &[]);
    terminal.wait_for_text(ASKED);
    terminal.send("<enter>");
    wait_until("a case is kept", || state.command(&sandbox, &["memory"]).contains("1          0"));
    terminal.send("qq");
    terminal.wait_exit();
    let place = state.0.path().join("place");
    fs::create_dir(&place).unwrap();
    let script = state.0.path().join("editor");
    let edit = async |words: &str| {
        let text =
            format!("#!/bin/sh\ntrap '' INT\necho WRITING\nread answer\nprintf '%s' \"$answer {words}\" > \"$1\"\n");
        fs::write(&script, text).unwrap();
        fs::set_permissions(&script, fs::Permissions::from_mode(0o700)).unwrap();
        let variables = [("VISUAL", script.to_str().unwrap()), ("XDG_RUNTIME_DIR", place.to_str().unwrap())];
        let mut terminal = state.run_with(&sandbox, &["note", FIRST], &variables);
        terminal.wait_for_text("WRITING");
        assert_eq!(fs::read_dir(&place).unwrap().count(), 1);
        terminal.send_bytes(vec![3]);
        terminal.send_bytes(b"typed\r".to_vec());
        terminal.wait_exit();
        terminal.screen_text()
    };
    let kept = edit("and kept").await;
    assert!(kept.contains("kept: a note of 1 line on customer c0ffee00"), "{kept}");
    assert!(state.command(&sandbox, &["history", FIRST]).contains("note: typed and kept"));
    assert_eq!(fs::read_dir(&place).unwrap().count(), 0);

    let refused = edit(&"long ".repeat(900)).await;
    assert!(refused.contains("what you wrote is still in"), "{refused}");
    let left = fs::read_dir(&place).unwrap().next().unwrap().unwrap().path().join("note.txt");
    assert!(fs::read_to_string(&left).unwrap().starts_with("typed long "), "nothing that was written is lost");
    assert_eq!(fs::metadata(&left).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(state.command(&sandbox, &["history", FIRST]).matches("note: ").count(), 1);
}

/// A server that opens a request without touching the row of the list.
#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn what_is_only_remembered_is_read_again_by_itself() {
    let mut approved = plain(FIRST, "Amber Basalt");
    approved["customer_status"] = json!("APPROVED");
    let requests = approved["request_for_information"].take();
    approved["request_for_information"] = json!([]);
    let sandbox = Sandbox::start(Scenario::of(vec![approved, plain(SECOND, "Birch Lantern")])).await.unwrap();
    let state = State::new();
    let mut first = state.run(&sandbox, &[]);
    first.wait_for_text("1 needs us");
    first.wait_for_text(ASKED);
    first.send("<enter>");
    wait_until("both cases are kept", || state.command(&sandbox, &["memory"]).contains("2          0"));
    first.send("qq");
    first.wait_exit();

    sandbox.patch(FIRST, json!({"request_for_information": requests}));
    let held = sandbox.hold("/v2/customers/");
    let mut second = state.run(&sandbox, &[]);
    second.wait_for_text("2 remembered");
    assert!(second.screen_text().contains("1+ need us · "), "{}", second.screen_text());
    held.release();
    second.wait_for(|screen| !screen.contents().contains("remembered"));
    second.wait_for(|screen| screen.contents().contains("1 + 1 ? need us") || screen.contents().contains("2 need us"));
    second.send("qq");
    second.wait_exit();
}
