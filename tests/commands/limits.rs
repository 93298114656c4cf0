//! A system that allows no further thread, and no larger file.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use tempfile::tempdir;

use super::{REFERENCE, Run, printed};

/// A user that owns no process on this machine: the limit counts all of a user's, and is none for root.
const NOBODY_ELSE: &str = "54321";

#[expect(clippy::print_stdout, reason = "what was not tried is told")]
fn has(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).any(|folder| folder.join(program).exists());
    if !found {
        println!("not tried: there is no {program} here");
    }
    found
}

/// Runs the program where its user may have no further thread; `None` where this system cannot forbid one.
fn without_threads(arguments: &[&str]) -> Option<Run> {
    // The folder it was built in may be readable by root alone.
    let folder = tempdir().unwrap();
    let copy = folder.path().join("kyb-dash");
    fs::copy(env!("CARGO_BIN_EXE_kyb-dash"), &copy).unwrap();
    for path in [folder.path(), &copy] {
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    if !has("prlimit") || rustix::process::getuid().is_root() && !has("setpriv") {
        return None;
    }
    let mut command = if rustix::process::getuid().is_root() {
        let mut command = Command::new("setpriv");
        command.args(["--reuid", NOBODY_ELSE, "--regid", NOBODY_ELSE, "--clear-groups", "prlimit", "--nproc=1"]);
        command
    } else {
        let mut command = Command::new("prlimit");
        command.arg("--nproc=1");
        command
    };
    let path = std::env::var_os("PATH").unwrap_or_default();
    command
        .env_clear()
        .env("PATH", path)
        .env("LANG", "C.UTF-8")
        .env("HOME", "/nonexistent")
        .env("FIN_API_TOKEN", "abc");
    Some(command.arg(copy).args(arguments).output().unwrap().into())
}

#[test]
fn without_a_second_thread_everything_works_that_needs_none() {
    let file = fs::read_to_string(REFERENCE).unwrap();
    let copied = tempdir().unwrap();
    let path = copied.path().join("reference.json");
    fs::write(&path, file).unwrap();
    for path in [copied.path(), &path] {
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let path = path.to_str().unwrap();
    for arguments in [&["show", "--file", path, "--format", "json"][..], &["show", "--file", path], &["schema", "show"]]
    {
        let Some(Run { code, out, err }) = without_threads(arguments) else { return };
        assert_eq!((code, &*err, &*out), (Some(0), "", &*printed(arguments)), "{arguments:?}");
    }
    let Some(Run { code, out, err }) = without_threads(&["list", "--demo"]) else { return };
    assert_eq!(code, Some(0), "the built-in server needs none either");
    assert!(err.starts_with("kyb-dash: nothing is remembered: ") && err.lines().count() == 1, "{err}");
    assert!(out.contains("Kestrel & Quarry"), "{out}");
}

#[test]
fn a_thread_that_is_needed_and_cannot_be_had_is_one_sentence() {
    let arguments = ["list", "--base-url", "https://api.invalid", "--allow-host"];
    let Some(Run { code, out, err }) = without_threads(&arguments) else { return };
    assert_eq!((code, &*out, err.lines().count()), (Some(5), "", 1), "{err}");
    assert!(err.contains("the system allows no further thread; raise the limit"), "{err}");
}

#[test]
fn output_beyond_the_limit_of_a_file_is_an_error_and_not_the_end() {
    let folder = tempdir().unwrap();
    let script = "ulimit -f 1; exec \"$0\" \"$@\" >out";
    let mut command = Command::new("sh");
    command.args(["-c", script, env!("CARGO_BIN_EXE_kyb-dash"), "show", "--format", "json", "--file", REFERENCE]);
    let Run { code, err, .. } = command.current_dir(folder.path()).output().unwrap().into();
    assert_eq!((code, err.lines().count()), (Some(1), 1), "{err}");
    assert!(err.contains("cannot write to standard output: File too large"), "{err}");
}
