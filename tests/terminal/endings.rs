//! Ends that nobody asked for: a panic, a terminal that is gone, nowhere to write.

use std::io::Read;
use std::panic::catch_unwind;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use kyb_dash::runtime::terminal::{Mouse, Screen};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use rustix::process::Signal;

use crate::dashboard::{PERSON, reference_case};
use crate::pty::{APP, Launch, Size, Terminal, fixture};

/// Longer than a program that notices takes, shorter than one that spins would.
const PATIENCE: Duration = Duration::from_secs(20);

/// Set where this program is run again, for a test that is nothing by itself.
const PART: &str = "KYB_DASH_TEST_PART";

/// This test program itself, told to run one of the tests below that are nothing by themselves.
fn myself(test: &str) -> Terminal {
    let program = std::env::current_exe().unwrap();
    let arguments = ["--exact", test, "--nocapture"];
    Launch::program(program.to_str().expect("a path in UTF-8"), &arguments).env(PART, "").start()
}

fn is_run_again() -> bool {
    std::env::var_os(PART).is_some()
}

/// The part of the next test that panics with the terminal in its hands.
#[test]
fn panics_in_the_loop() {
    if !is_run_again() {
        return;
    }
    let screen = Screen::take(Mouse::Ours).unwrap();
    let panicked = catch_unwind(|| panic!("hunter2 was on the screen"));
    // The guard goes after the hook has run, as when the stack unwinds.
    drop(screen);
    assert!(panicked.is_err());
}

/// A panic gives the terminal back first, and then says where it was and not what it was about.
///
/// Faults: P2, A8.
#[test]
fn a_panic_gives_the_terminal_back_and_tells_no_secret() {
    let mut terminal = myself("endings::panics_in_the_loop");
    let exit = terminal.wait_exit();
    exit.assert_restored();
    let output = String::from_utf8_lossy(&terminal.raw_bytes()).into_owned();
    assert!(output.contains("\u{1b}[?1000h") && output.contains("stopped by a defect of its own at "), "{output}");
    assert!(!output.contains("hunter2"), "{output}");
}

/// The part of the next test whose helper panics while the screen lives on.
#[test]
fn panics_beside_the_loop() {
    if !is_run_again() {
        return;
    }
    let screen = Screen::take(Mouse::Terminal).unwrap();
    drop(thread::spawn(|| panic!("hunter2 in a helper")).join());
    print!("still here");
    drop(std::io::Write::flush(&mut std::io::stdout()));
    drop(std::io::stdin().read(&mut [0]));
    drop(screen);
}

/// Faults: P2.
#[test]
fn a_panic_beside_the_loop_leaves_the_screen_alone() {
    let mut terminal = myself("endings::panics_beside_the_loop");
    terminal.wait_for_text("still here");
    assert!(terminal.modes().alternate_screen);
    assert!(!terminal.screen_text().contains("hunter2"), "{}", terminal.screen_text());
    terminal.send("x");
    terminal.wait_exit().assert_restored();
}

/// Shows the reference case in a terminal that is then taken away, and returns how the program ended.
fn ends_without_its_terminal(script: &str) -> Option<u32> {
    let size = PtySize { rows: 30, cols: 120, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", script, APP, &fixture("reference.json")]);
    command.env("TERM", "xterm-256color");
    command.env("LANG", "C.UTF-8");
    let mut child = pair.slave.spawn_command(command).expect("a started program");
    let mut reader = pair.master.try_clone_reader().expect("a reader");
    let mut shown = String::new();
    let mut piece = [0; 4096];
    while !shown.contains(PERSON) {
        let read = reader.read(&mut piece).expect("its output");
        shown.push_str(&String::from_utf8_lossy(&piece[..read]));
    }
    // The last of the frame, so that nothing is left to be written.
    drop((reader, pair.master, pair.slave));
    let (sender, ended) = mpsc::channel();
    let mut killer = child.clone_killer();
    thread::spawn(move || drop(sender.send(child.wait())));
    let status = ended.recv_timeout(PATIENCE).ok().and_then(Result::ok);
    drop(killer.kill());
    status.map(|status| status.exit_code())
}

/// Faults: P4.
#[test]
fn without_its_terminal_it_ends_by_itself() {
    for script in ["exec \"$0\" view \"$1\"", "trap '' HUP; exec \"$0\" view \"$1\""] {
        let code = ends_without_its_terminal(script);
        assert!(code.is_some(), "{script}: it should have ended");
    }
}

/// A terminal that takes nothing (a stopped multiplexer, a line that hangs) holds up neither a signal during a draw nor
/// one while the terminal is being given back. Its settings are restored; what would have to be written cannot be.
///
/// Faults: P2.
#[test]
fn a_terminal_that_takes_nothing_keeps_no_signal_waiting() {
    let endings = [(Signal::TERM, 143, "?"), (Signal::HUP, 129, "?"), (Signal::TERM, 143, "q")];
    let started: Vec<Terminal> = endings.iter().map(|_| reference_case(Size::new(120, 30))).collect();
    for (terminal, (signal, _, keys)) in started.iter().zip(endings) {
        terminal.block();
        terminal.send(keys);
        if keys == "q" {
            // The loop has ended, and what it still has to write waits.
            terminal.wait_for_first_termios();
        }
        terminal.signal(signal);
    }
    let since = Instant::now();
    for (mut terminal, (signal, code, _)) in started.into_iter().zip(endings) {
        terminal.wait_ended();
        assert!(since.elapsed() < PATIENCE, "{signal:?}: {:?}", since.elapsed());
        terminal.unblock();
        let exit = terminal.wait_exit();
        assert_eq!((exit.status.exit_code(), exit.termios_is_restored), (code, true), "{signal:?}: {exit:?}");
        assert!(exit.modes.alternate_screen, "{signal:?}: it could write, so nothing was tried: {exit:?}");
    }
}

/// Faults: P9.
#[test]
fn without_a_home_and_with_nowhere_to_write_it_says_so_and_goes_on() {
    let script = "unset HOME; cd /proc && exec \"$0\" view \"$1\"";
    let mut terminal = Launch::script(script, &[&fixture("reference.json")]).start();
    terminal.wait_for_text(PERSON);
    terminal.send("e<enter>");
    terminal.wait_for_text("nothing was written: ");
    terminal.send("q");
    assert!(terminal.wait_exit().status.success());
}

/// Faults: P9.
#[test]
fn two_at_once_are_in_nobodys_way() {
    let [mut one, mut other] = [(); 2].map(|()| Launch::app(&["--demo"]).start());
    for terminal in [&one, &other] {
        terminal.wait_for_text("need us");
    }
    for terminal in [&mut one, &mut other] {
        terminal.send("q");
        assert!(terminal.wait_exit().status.success());
    }
}

/// A core dump would hold the token.
///
/// Faults: A8.
#[cfg(target_os = "linux")]
#[test]
fn no_core_is_ever_dumped() {
    let mut terminal = Launch::app(&["view", &fixture("reference.json")]).start();
    terminal.wait_for_text(PERSON);
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", terminal.process())).unwrap();
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).expect("the limit");
    assert_eq!(core.split_whitespace().skip(4).take(2).collect::<Vec<_>>(), ["0", "0"], "{core}");
    terminal.send("q");
    terminal.wait_exit();
}
