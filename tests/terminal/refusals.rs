//! Where there is no terminal to draw on, it says so in one sentence and leaves.

use std::fs;

use crate::pty::{Launch, Terminal};

/// The exit code for wrong usage and for no terminal.
const NO_TERMINAL: u32 = 2;

/// Runs a script that ends with kyb-dash and keeps its error text in `err`.
fn refused(script: &str) -> (Terminal, String) {
    let mut terminal = Launch::script(script, &[]).start();
    let exit = terminal.wait_exit();
    let error = fs::read_to_string(terminal.home().join("err")).expect("the kept error text");
    assert_eq!(exit.status.exit_code(), NO_TERMINAL, "{script}: {error}");
    exit.assert_restored();
    (terminal, error)
}

#[track_caller]
fn assert_one_sentence(text: &str) {
    assert_eq!(text.trim_end().lines().count(), 1, "{text:?}");
    assert!(text.trim_end().len() > 10, "{text:?}");
    assert!(!text.chars().any(|c| c.is_control() && !"\r\n".contains(c)), "{text:?}");
}

/// Faults: P5.
#[test]
fn output_to_a_file_or_a_pipe_is_refused() {
    let to_file = "\"$0\" --demo >out 2>err";
    let to_pipe = "{ \"$0\" --demo 2>err; echo $? >code; } | cat >out; exit $(cat code)";
    for script in [to_file, to_pipe] {
        let (terminal, error) = refused(script);
        assert_one_sentence(&error);
        let output = fs::read_to_string(terminal.home().join("out")).expect("the kept output");
        assert_eq!(output, "", "{script}");
        assert_eq!(terminal.raw_bytes(), b"", "{script}");
    }
}

/// The terminal is looked at before anything else is asked for.
///
/// Faults: P5.
#[test]
fn the_terminal_comes_before_the_credentials() {
    let (_, error) = refused("\"$0\" >out 2>err");
    assert_one_sentence(&error);
    assert!(!error.contains("FIN_"), "{error}");
}

/// Faults: P5.
#[test]
fn a_dumb_terminal_is_refused_without_escapes() {
    let mut terminal = Launch::app(&["--demo"]).env("TERM", "dumb").size(500, 30).start();
    let exit = terminal.wait_exit();
    let output = String::from_utf8(terminal.raw_bytes()).expect("text");
    assert_eq!(exit.status.exit_code(), NO_TERMINAL, "{output}");
    assert_one_sentence(&output);
    exit.assert_restored();
}

/// Faults: P5.
#[test]
fn a_screen_without_a_keyboard_is_refused() {
    let mut terminal =
        Launch::script("exec \"$0\" --demo </dev/null 2>err", &[]).without_controlling_terminal().start();
    let exit = terminal.wait_exit();
    let error = fs::read_to_string(terminal.home().join("err")).expect("the kept error text");
    assert_eq!(exit.status.exit_code(), NO_TERMINAL, "{error}");
    assert_one_sentence(&error);
    assert_eq!(terminal.raw_bytes(), b"");
    exit.assert_restored();
}
