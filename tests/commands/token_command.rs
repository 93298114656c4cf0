//! Programs that bring a token: what is made of what they print, and that nothing is left of them.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use kyb_dash::config::credentials::TokenSource;
use kyb_dash::runtime::token_command::TokenCommand;
use rustix::process::{Pid, test_kill_process};
use secrecy::ExposeSecret;

fn obtained(argv: &[&str], patience: Duration) -> Result<String, String> {
    let argv: Vec<OsString> = argv.iter().map(OsString::from).collect();
    let leader = PathBuf::from(env!("CARGO_BIN_EXE_kyb-dash"));
    let command = TokenCommand::new(&argv).unwrap().led_by(leader, patience);
    command.obtain().map(|token| token.expose_secret().to_owned())
}

fn run(script: &str) -> Result<String, String> {
    obtained(&["sh", "-c", script], Duration::from_secs(20))
}

#[test]
fn what_it_prints_is_the_token() {
    assert_eq!(run("echo abc.def; echo noise >&2"), Ok("abc.def".to_owned()));
    let nothing = Err("token_command sh printed nothing; run it by hand to see why".to_owned());
    assert_eq!(run("cat"), nothing, "no input");
}

/// Faults: A4.
#[test]
fn whatever_goes_wrong_is_said_without_what_was_printed() {
    let table = [
        ("echo hunter2; exit 3", "token_command sh failed (exit status: 3)"),
        ("echo hunter2; kill -9 $$", "token_command sh failed (exit status: 137)"),
        ("echo hunter2 >&2; exit 1", "token_command sh failed (exit status: 1)"),
        ("yes hunter2", "token_command sh printed more than 16 KiB"),
        ("echo hunter2; echo hunter2", "token_command sh has more than one line"),
    ];
    for (script, why) in table {
        let said = run(script).unwrap_err();
        assert!(said.starts_with(why) && !said.contains("hunter2"), "{script}: {said}");
    }
    for script in ["echo hunter2; exec >&-; sleep 60", "sleep 60 & wait"] {
        let started = Instant::now();
        let said = obtained(&["sh", "-c", script], Duration::from_millis(400)).unwrap_err();
        let why = "token_command sh did not end within 0 s and was stopped";
        assert!(said.starts_with(why) && !said.contains("hunter2"), "{script}: {said}");
        assert!(started.elapsed() < Duration::from_secs(20), "{script}: it is ended, not waited for");
    }
    assert!(TokenCommand::new(&[]).is_none());
}

/// A whole command line in one text is the usual mistake, and may hold anything.
#[test]
fn what_cannot_be_run_is_not_repeated() {
    for words in ["/nonexistent/hunter2", "vault read hunter2", "/", "hunter2\0"] {
        let said = obtained(&[words], Duration::from_secs(20)).unwrap_err();
        assert!(said.starts_with("token_command cannot be run: ") && said.contains("each a text of its own"), "{said}");
        assert!(!said.contains("hunter2"), "{said}");
    }
}

/// Whether a process of this number runs; one that has ended and that nobody asked about yet does not.
fn runs(pid: i32) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    Pid::from_raw(pid).is_some_and(|pid| test_kill_process(pid).is_ok()) && !stat.contains(") Z ")
}

/// Returns once the process whose number stands in this file is gone.
fn wait_until_gone(file: &Path) {
    let started = Instant::now();
    loop {
        let text = std::fs::read_to_string(file).unwrap_or_default();
        if text.trim().parse().is_ok_and(|pid| !runs(pid)) {
            return;
        }
        assert!(started.elapsed() < Duration::from_secs(20), "{text} is still there");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn nothing_is_left_of_it_however_it_ends() {
    for (script, patience) in [
        ("echo abc; (sleep 600 & echo $! > $0) >/dev/null", 20_000),
        ("(sleep 600 & echo $! > $0) >/dev/null; exit 3", 20_000),
        ("sleep 600 & echo $! > $0; yes", 20_000),
        ("sleep 600 & echo $! > $0; wait", 400),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("pid");
        let argv = ["sh", "-c", script, file.to_str().unwrap()];
        let _ = obtained(&argv, Duration::from_millis(patience));
        wait_until_gone(&file);
    }
}
