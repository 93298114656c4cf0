//! A system that allows little: no further thread, no larger file, and a terminal that has no size.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::pty::{APP, Launch, Size, fixture};

/// A user that owns no process on this machine: the limit counts all of a user's, and is none for root.
const NOBODY_ELSE: &str = "54321";

/// The program where such a user may run it: the folder it was built in may be root's alone.
fn readable_by_all(folder: &Path) -> PathBuf {
    let copy = folder.join("kyb-dash");
    fs::copy(APP, &copy).expect("a copy of the program");
    for path in [folder, &copy] {
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("a mode of our own file");
    }
    copy
}

/// The words before a program that let it start so many threads and no more; `None` where this system cannot.
fn with_threads(beside_the_first: usize) -> Option<String> {
    #[expect(clippy::print_stdout, reason = "what was not tried is told")]
    let has = |program: &str| {
        let found =
            std::env::var_os("PATH").is_some_and(|all| std::env::split_paths(&all).any(|at| at.join(program).exists()));
        if !found {
            println!("not tried: there is no {program} here");
        }
        found
    };
    let limit = format!("prlimit --nproc={}", beside_the_first + 1);
    if !has("prlimit") {
        return None;
    }
    if !rustix::process::getuid().is_root() {
        // All that this user runs counts already, so that none is left in either case.
        return Some(limit);
    }
    has("setpriv").then(|| format!("setpriv --reuid={NOBODY_ELSE} --regid={NOBODY_ELSE} --clear-groups {limit}"))
}

#[test]
fn without_a_thread_for_the_keys_the_dashboard_says_so_and_leaves() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = readable_by_all(folder.path());
    for threads in [0, 1] {
        let Some(limited) = with_threads(threads) else { return };
        for arguments in ["--demo".to_owned(), format!("view {}", fixture("reference.json"))] {
            // The shell is not limited, and what is behind `exec` is the process itself.
            let script = format!("exec {limited} {} {arguments}", program.display());
            let mut terminal = Launch::script(&script, &[]).size(300, 30).start();
            let exit = terminal.wait_exit();
            let said = String::from_utf8(terminal.raw_bytes()).expect("text");
            assert_eq!(exit.status.exit_code(), 1, "{script}: {said}");
            assert!(said.contains("the system allows no further thread; raise the limit"), "{script}: {said}");
            assert!(!said.contains("panicked") && !said.contains("src/"), "{script}: {said}");
            exit.assert_restored();
        }
    }
}

#[test]
fn what_cannot_be_written_whole_is_not_written() {
    for keys in ["e<enter>", "ej<enter>"] {
        let terminal = Launch::script("ulimit -f 1; exec \"$0\" view \"$1\"", &[&fixture("reference.json")]).start();
        terminal.wait_for_text("Fin.com");
        terminal.send(keys);
        terminal.wait_for_text("nothing was written: File too large");
        let left: Vec<_> = fs::read_dir(terminal.home()).expect("the home").collect();
        assert!(left.is_empty(), "{left:?}");
    }
}

/// Whether the dashboard has this size: its header ends at the right edge, its keys are in the last row.
fn is_filled(screen: &vt100::Screen, size: Size) -> bool {
    let rows: Vec<String> = screen.rows(0, size.columns).collect();
    let is_wide = |row: &String| row.chars().count() == usize::from(size.columns);
    rows.iter().any(|row| row.contains("Juniper Fold"))
        && rows.iter().any(is_wide)
        && rows.last().is_some_and(|row| row.contains("? all keys"))
}

#[test]
fn a_terminal_without_a_size_is_drawn_on_and_takes_the_one_it_gets() {
    for (variables, size) in [("", Size::new(80, 24)), ("COLUMNS=120 LINES=30", Size::new(120, 30))] {
        let script = format!("stty rows 0 cols 0; {variables} exec \"$0\" --demo");
        let terminal = Launch::script(&script, &[]).size(size.columns, size.rows).start();
        terminal.wait_settled(|screen| is_filled(screen, size));
        let other = Size::new(100, 40);
        terminal.resize(other);
        terminal.wait_settled(|screen| is_filled(screen, other));
    }
}

#[test]
fn a_terminal_of_any_size_takes_no_more_memory_than_a_screen_is_large() {
    let script = "stty rows 65535 cols 65535; ulimit -v 4000000; exec \"$0\" --demo";
    let terminal = Launch::script(script, &[]).start();
    terminal.wait_for_own_screen();
    terminal.resize(Size::new(120, 30));
    terminal.wait_for_text("Juniper Fold");
}
