//! A program that takes what is copied, beside a real terminal: what it gets, what it cannot reach, and what is said of it.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process, test_kill_process};
use tempfile::TempDir;

use crate::dashboard::PERSON;
use crate::pty::{Launch, Terminal, fixture};

/// How long to look for what a program leaves in a file.
const PATIENCE: Duration = Duration::from_secs(30);
/// Written by the program where it got all.
const TAKES: &str = "cat > got; env > variables
    if { echo asks > /dev/tty; } 2> /dev/null; then echo asked > tty; else echo refused > tty; fi";

/// A dashboard over a saved file, whose copy command is this script.
fn started(script: &str, file: &str, flags: &[&str]) -> (TempDir, Terminal) {
    let folder = tempfile::tempdir().expect("a folder");
    let there = folder.path().to_str().expect("a path in UTF-8");
    fs::write(folder.path().join("program"), format!("cd '{there}'\n{script}")).expect("a program");
    let command =
        if script.is_empty() { "\"/nowhere/clip\"".to_owned() } else { format!("\"sh\", \"{there}/program\"") };
    let config = folder.path().join("config.toml");
    fs::write(&config, format!("copy_command = [{command}]")).expect("a configuration");
    let config = config.to_str().expect("a path in UTF-8");
    let launch = Launch::app(&[&["view", file, "--config", config], flags].concat()).size(200, 50);
    let terminal = launch.env("FIN_API_TOKEN", "hunter2").env("GPG_TTY", "/dev/pts/0").start();
    (folder, terminal)
}

fn content(folder: &Path, name: &str) -> String {
    let started = Instant::now();
    loop {
        if let Ok(text) = fs::read_to_string(folder.join(name)) {
            return text;
        }
        assert!(started.elapsed() < PATIENCE, "the program leaves no {name}");
        thread::sleep(Duration::from_millis(20));
    }
}

/// Opens the drafts and copies the first.
fn copies_the_draft(terminal: &Terminal) {
    terminal.send("d");
    terminal.wait_for_text("Proof of source of funds");
    terminal.send("y");
}

/// Faults: A4.
#[test]
fn it_gets_the_text_and_neither_our_variables_nor_our_terminal() {
    let (folder, terminal) = started(TAKES, &fixture("reference.json"), &[]);
    terminal.wait_for_text(PERSON);
    copies_the_draft(&terminal);
    terminal.wait_for_text("characters) with sh");
    let got = content(folder.path(), "got");
    assert!(got.starts_with("Subject: ") && got.contains("Proof of source of funds"), "{got}");
    let variables = content(folder.path(), "variables");
    assert!(
        variables.contains("PATH=") && !variables.contains("FIN_") && !variables.contains("GPG_TTY"),
        "{variables}"
    );
    assert_eq!(content(folder.path(), "tty"), "refused\n");
    assert!(
        !terminal.screen_text().contains("asks >") && !terminal.raw_bytes().windows(5).any(|part| part == b"]52;c")
    );
}

#[test]
fn it_gets_no_person_under_a_mask_and_nothing_of_a_held_case() {
    let (folder, terminal) = started(TAKES, &fixture("reference.json"), &["--mask"]);
    terminal.wait_for_text("MASKED");
    copies_the_draft(&terminal);
    terminal.wait_for_text("characters) with sh");
    let got = content(folder.path(), "got");
    assert!(got.contains("MASKED") && !got.contains("jane") && !got.contains("acmecorp"), "{got}");

    let json = fs::read_to_string(fixture("reference.json")).expect("the fixture");
    let held = tempfile::tempdir().expect("a folder");
    let file = held.path().join("held.json");
    fs::write(&file, json.replacen("LOW_QUALITY", "FRAUDULENT_PATTERNS", 1)).expect("a held case");
    let (folder, terminal) = started(TAKES, file.to_str().expect("a path in UTF-8"), &[]);
    terminal.wait_for_text(PERSON);
    for entry in ["recipient", "subject line", "text"] {
        terminal.send("Y");
        terminal.wait_for_text("the draft's recipient (the case is held");
        let downs = 4 + ["recipient", "subject line", "text"].iter().position(|known| *known == entry).unwrap();
        terminal.send(&format!("{}<enter>", "j".repeat(downs)));
        terminal.wait_for_text(&format!("not copied (the draft's {entry}): the case is held"));
    }
    assert!(!folder.path().join("got").exists());
}

#[test]
fn what_was_not_copied_is_not_told_as_copied() {
    let table = [
        ("exit 0", "sh ended before it had read all of it; nothing may have been copied"),
        ("head -c 1 > /dev/null", "sh ended before it had read all of it; nothing may have been copied"),
        (
            "cat > /dev/null; echo hunter2 >&2; exit 3",
            "copy_command sh failed (exit status: 3); nothing may have been copied",
        ),
        ("", "copy_command clip cannot be run: No such file or directory"),
    ];
    for (script, said) in table {
        let (_folder, terminal) = started(script, &fixture("reference.json"), &[]);
        terminal.wait_for_text(PERSON);
        copies_the_draft(&terminal);
        terminal.wait_for_text(said);
        assert!(!terminal.screen_text().contains("hunter2"), "{}", terminal.screen_text());
    }
}

/// As programs do that keep a clipboard where the desktop has no place for it.
#[test]
fn one_that_lives_on_is_left_alone_even_when_we_are_gone() {
    let script = "echo $$ > starting; cat > /dev/null; mv starting pid; exec sleep 600";
    let (folder, mut terminal) = started(script, &fixture("reference.json"), &[]);
    terminal.wait_for_text(PERSON);
    copies_the_draft(&terminal);
    terminal.wait_for_text("characters) over to sh");
    terminal.send("<esc>");
    terminal.send("<ctrl-c>");
    terminal.wait_exit();
    let pid: i32 = content(folder.path(), "pid").trim().parse().expect("a number");
    let pid = Pid::from_raw(pid).expect("a process");
    assert!(test_kill_process(pid).is_ok(), "it still runs");
    kill_process(pid, Signal::KILL).expect("it can be ended");
}
