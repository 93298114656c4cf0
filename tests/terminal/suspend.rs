//! Ctrl-Z and `fg`, under a shell with job control and without one.

use crate::dashboard::{reference_case, wait_for_same};
use crate::modes::Modes;
use crate::pty::{APP, Launch, Size, fixture};

const SIZE: Size = Size::new(120, 30);

/// Whether the shell has just said that a job was stopped, and waits for the next command.
fn is_stopped_anew(text: &str) -> bool {
    let mut last = text.trim_end().lines().rev();
    last.next().is_some_and(|line| line.trim_end() == "ready>")
        && last.next().is_some_and(|line| line.contains("topped"))
}

/// Faults: P3.
#[test]
fn it_steps_aside_and_comes_back_ten_times() {
    let calm = reference_case(SIZE);
    let mut shell = Launch::program("sh", &["-i"])
        .size(SIZE.columns, SIZE.rows)
        .env("PS1", "ready> ")
        .env("APP", APP)
        .env("CASE", fixture("reference.json"))
        .start();
    shell.wait_for_text("ready>");
    shell.send("\"$APP\" view \"$CASE\"<enter>");
    wait_for_same(&shell, &calm);

    for time in 0..10 {
        shell.send("<ctrl-z>");
        shell.wait_for(|screen| !screen.alternate_screen() && is_stopped_anew(&screen.contents()));
        shell.wait_for_first_termios();
        shell.wait_for(|screen| Modes::of(screen) == Modes::PLAIN);
        // The quotes keep the echo of the command from looking like its output.
        shell.send(&format!("echo \"usable a\"'\"{time}. time\"'<enter>"));
        shell.wait_for_text(&format!("usable a\"{time}. time\""));
        shell.send("fg<enter>");
        shell.wait_for_own_screen();
        wait_for_same(&shell, &calm);
    }

    shell.send("q");
    shell.wait_for(|screen| Modes::of(screen) == Modes::PLAIN);
    shell.send("echo code=$?<enter>");
    shell.wait_for_text("code=0");
    shell.send("exit<enter>");
    shell.wait_exit().assert_restored();
}

/// Where no shell could bring it back, the kernel lets no program stop itself.
///
/// Faults: P3.
#[test]
fn it_goes_on_where_nobody_could_bring_it_back() {
    let calm = reference_case(SIZE);
    let mut terminal = reference_case(SIZE);
    terminal.send("<ctrl-z>");
    terminal.send("j");
    terminal.send("k");
    wait_for_same(&terminal, &calm);
    terminal.send("q");
    let exit = terminal.wait_exit();
    assert!(exit.status.success(), "{exit:?}");
    exit.assert_restored();
}
