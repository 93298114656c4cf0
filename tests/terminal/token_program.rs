//! A program that brings the token beside a real terminal: it has none to ask on, and does not outlive us.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, test_kill_process};
use tempfile::TempDir;

use crate::pty::Launch;

/// How long to look for what a program leaves in a file.
const PATIENCE: Duration = Duration::from_secs(30);

/// A folder with a token program and a configuration that names it; the program runs there.
fn configured(script: &str) -> (TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let there = folder.path().to_str().expect("a path in UTF-8");
    fs::write(folder.path().join("program"), format!("cd '{there}'\n{script}")).expect("a program");
    let text = format!(
        "[environments.local]\nbase_url = \"http://127.0.0.1:9\"\ntoken_command = [\"sh\", \"{there}/program\"]"
    );
    let path = folder.path().join("config.toml");
    fs::write(&path, text).expect("a configuration");
    let path = path.to_str().expect("a path in UTF-8").to_owned();
    (folder, path)
}

fn wait_until(what: &str, condition: impl Fn() -> bool) {
    let started = Instant::now();
    while !condition() {
        assert!(started.elapsed() < PATIENCE, "{what}");
        thread::sleep(Duration::from_millis(20));
    }
}

fn content(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap_or_default()
}

/// What somebody types while it runs is for whoever reads the terminal next, not for it, and least of all half of it.
///
/// Faults: A4.
#[test]
fn it_cannot_ask_and_what_is_typed_meanwhile_stays() {
    let program = "ls -l /proc/$$/fd > fds 2>/dev/null
        echo password: 2>refused >/dev/tty || echo refused >> refused
        { read answer; } 2>>refused </dev/tty || echo refused >> refused
        echo \"$answer\" > answer
        mv refused done
        while [ ! -e go ]; do sleep 0.05; done
        exit 7";
    let (folder, path) = configured(program);
    let script = "\"$0\" list --env local --config \"$1\"; read line; echo \"the shell got <$line>\"";
    let mut shell = Launch::script(script, &[&path]).start();
    wait_until("the program should have tried", || folder.path().join("done").exists());
    shell.send("typed meanwhile<enter>");
    fs::write(folder.path().join("go"), "").expect("a file");
    shell.wait_for_text("token_command sh failed (exit status: 7)");
    shell.wait_for_text("the shell got <typed meanwhile>");
    assert_eq!(content(folder.path(), "done").matches("refused\n").count(), 2, "{}", content(folder.path(), "done"));
    assert_eq!(content(folder.path(), "answer"), "\n");
    let open = content(folder.path(), "fds");
    assert!(!open.contains("/dev/pts") && !open.contains("/dev/tty"), "{open}");
    assert!(!shell.screen_text().contains("password:"), "{}", shell.screen_text());
    assert!(shell.wait_exit().status.success());
}

/// Whether a process of this number runs; one that has ended and that nobody asked about yet does not.
fn runs(pid: i32) -> bool {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    Pid::from_raw(pid).is_some_and(|pid| test_kill_process(pid).is_ok()) && !stat.contains(") Z ")
}

/// How many of the processes whose numbers the program wrote down are left.
fn left(folder: &Path) -> usize {
    let pids = content(folder, "pids");
    pids.lines().filter_map(|line| line.parse().ok()).filter(|pid| runs(*pid)).count()
}

/// Faults: A4.
#[test]
fn it_ends_with_us_and_all_it_started_with_it() {
    let program = "sleep 600 & echo $! > starting; (sleep 600; true) & echo $! >> starting; echo $$ >> starting
        mv starting pids; wait";
    let dashboard = &["--env", "local"][..];
    let (list, show) = (&["list", "--env", "local"][..], &["show", "a", "--env", "local"][..]);
    let endings = [
        (dashboard, Some("q"), None),
        (dashboard, Some("<ctrl-c>"), None),
        (dashboard, None, Some(Signal::TERM)),
        (dashboard, None, Some(Signal::HUP)),
        (dashboard, None, Some(Signal::KILL)),
        (list, Some("<ctrl-c>"), None),
        (list, None, Some(Signal::HUP)),
        (show, None, Some(Signal::TERM)),
        (&["watch", "a", "--env", "local"], Some("<ctrl-c>"), None),
        (&["doctor", "--env", "local"], None, Some(Signal::QUIT)),
    ];
    for (arguments, keys, signal) in endings {
        let (folder, path) = configured(program);
        let mut terminal = Launch::app(&[arguments, &["--config", &path]].concat()).start();
        wait_until("the program should have started", || left(folder.path()) == 3);
        if let Some(keys) = keys {
            terminal.send(keys);
        }
        if let Some(signal) = signal {
            terminal.signal(signal);
        }
        terminal.wait_exit();
        wait_until(&format!("{arguments:?} {keys:?} {signal:?}: it lives on"), || left(folder.path()) == 0);
    }
}
