//! The harness against standard programs: a test that uses it should fail for the right reason only.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rustix::process::Signal;

use crate::modes::Modes;
use crate::pty::{Launch, Size};

#[test]
fn runs_a_program_to_its_end() {
    let mut terminal = Launch::program("sh", &["-c", "echo hello; exit 7"]).start();
    let exit = terminal.wait_exit();
    assert_eq!(exit.status.exit_code(), 7);
    assert_eq!(terminal.screen_text().trim_end(), "hello");
    assert_eq!(terminal.raw_bytes(), b"hello\r\n");
    exit.assert_restored();
}

#[test]
fn the_last_output_is_not_lost() {
    let mut terminal = Launch::script("i=0; while [ $i -lt 5000 ]; do i=$((i+1)); echo line $i; done", &[]).start();
    terminal.wait_exit();
    assert!(terminal.screen_text().contains("line 5000"));
}

#[test]
fn the_environment_is_clean() {
    let mut terminal = Launch::program("env", &[]).env("EXTRA", "1").size(200, 50).start();
    terminal.wait_exit();
    let text = terminal.screen_text();
    let mut names: Vec<&str> = text.lines().filter_map(|line| line.split_once('=')).map(|(name, _)| name).collect();
    names.sort_unstable();
    assert_eq!(names, ["EXTRA", "HOME", "LANG", "PATH", "SHELL", "TERM"]);
    let home = terminal.home().to_str().expect("a home in UTF-8");
    assert!(text.contains(&format!("HOME={home}\n")), "{text}");
}

#[test]
fn keys_arrive_and_the_screen_answers() {
    let mut terminal = Launch::program("cat", &[]).start();
    terminal.send("one<lt>two<enter>");
    terminal.wait_for_text("one<two\none<two");
    terminal.wait_for(|screen| screen.cursor_position() == (2, 0));
    terminal.send("<ctrl-d>");
    assert!(terminal.wait_exit().status.success());
}

#[test]
fn pastes_come_in_brackets() {
    let mut terminal = Launch::program("sh", &["-c", "stty raw -echo; echo ready; head -c 15 | od -An -c"]).start();
    terminal.wait_for_text("ready");
    terminal.paste("a\nb");
    terminal.wait_exit();
    let text = terminal.screen_text().split_whitespace().collect::<String>();
    assert!(text.ends_with(r"033[200~a\nb033[201~"), "{text}");
}

#[test]
fn a_program_sees_the_size_and_its_changes() {
    let script = "trap 'stty size' WINCH; echo ready; while :; do read line; done";
    let terminal = Launch::script(script, &[]).size(80, 24).start();
    terminal.wait_for_text("ready");
    terminal.resize(Size::new(61, 17));
    terminal.wait_for_text("17 61");
    terminal.wait_for(|screen| (screen.size().0.get(), screen.size().1.get()) == (17, 61));
}

#[test]
fn the_smallest_terminal_takes_any_output() {
    let mut terminal = Launch::program("printf", &["日本\\033[5;5Hab\\033[?1049hx\\n漢\\033[2J"]).size(1, 1).start();
    assert!(terminal.wait_exit().status.success());
}

#[test]
fn a_signal_ends_a_program_and_is_named() {
    let mut terminal = Launch::program("sh", &["-c", "echo ready; read line"]).start();
    terminal.wait_for_text("ready");
    terminal.signal(Signal::TERM);
    let exit = terminal.wait_exit();
    assert!(!exit.status.success());
    assert_eq!(exit.status.signal(), Some("Terminated"));
}

#[test]
fn changed_settings_of_the_tty_are_seen() {
    let script = "stty raw -echo; echo raw; read line; stty sane; echo sane; read line";
    let terminal = Launch::program("sh", &["-c", script]).start();
    terminal.wait_for_text("raw");
    assert!(!terminal.has_first_termios());
    drop(terminal);

    let mut terminal = Launch::program("sh", &["-c", "stty -echo"]).start();
    assert!(!terminal.wait_exit().termios_is_restored);

    let mut terminal = Launch::program("sh", &["-c", "old=$(stty -g); stty raw -echo; stty \"$old\""]).start();
    terminal.wait_exit().assert_restored();
    terminal.wait_for_first_termios();
}

#[test]
fn modes_are_seen_while_on_and_when_left_on() {
    let script = r"printf '\033[?1049h\033[?25l\033[?2004h\033[?1003h'; read line; printf '\033[?1049l\033[?25h'";
    let mut terminal = Launch::program("sh", &["-c", script]).start();
    terminal.wait_for_own_screen();
    terminal.wait_for(|screen| screen.mouse_protocol_mode() == vt100::MouseProtocolMode::AnyMotion);
    let modes = terminal.modes();
    assert!(modes.alternate_screen && modes.bracketed_paste && !modes.cursor_visible, "{modes:?}");
    terminal.send("<enter>");
    let exit = terminal.wait_exit();
    assert_eq!(exit.modes, Modes { bracketed_paste: true, mouse: vt100::MouseProtocolMode::AnyMotion, ..Modes::PLAIN });
    assert_eq!(exit.left_changed, ["?1003h", "?2004h"]);
}

#[test]
fn a_wait_that_cannot_come_true_says_what_is_there() {
    let terminal = Launch::program("sh", &["-c", "echo here; exit 3"]).start();
    let waited = catch_unwind(AssertUnwindSafe(|| terminal.wait_for_text("there it is")));
    let report = waited.expect_err("a failed wait").downcast::<String>().expect("a message");
    for part in ["self_check.rs", "no \"there it is\"", "Exited with code 3", "120×30", "here\n"] {
        assert!(report.contains(part), "no {part} in: {report}");
    }
    let other = Launch::program("sh", &["-c", "echo elsewhere; read line"]).start();
    other.wait_settled(|screen| screen.contents().contains("elsewhere"));
    let compared = catch_unwind(AssertUnwindSafe(|| terminal.wait_for_same(&other, vt100::Screen::contents)));
    let report = compared.expect_err("a failed wait").downcast::<String>().expect("a message");
    assert!(report.contains("here\n") && report.contains("── the other screen ──\nelsewhere"), "{report}");
}

#[test]
fn a_dropped_terminal_leaves_no_program_behind() {
    let terminal =
        Launch::program("sh", &["-c", "trap '' HUP TERM INT; echo pid $$.; while :; do read l; done"]).start();
    terminal.wait_for(|screen| screen.contents().contains('.'));
    let text = terminal.screen_text();
    let pid = text.trim().trim_start_matches("pid ").trim_end_matches('.').to_owned();
    drop(terminal);
    let mut check = Launch::script("while kill -0 $1 2>/dev/null; do :; done; echo gone", &[&pid]).start();
    check.wait_exit();
    assert!(check.screen_text().contains("gone"));
}

#[test]
fn a_program_can_lack_a_controlling_terminal() {
    let script = "if (: </dev/tty) 2>/dev/null; then echo found; else echo none; fi; test -t 1 && echo stdout";
    let mut with = Launch::script(script, &[]).start();
    with.wait_exit();
    assert_eq!(with.screen_text().trim_end(), "found\nstdout");
    let mut without = Launch::script(script, &[]).without_controlling_terminal().start();
    without.wait_exit();
    assert_eq!(without.screen_text().trim_end(), "none\nstdout");
}
