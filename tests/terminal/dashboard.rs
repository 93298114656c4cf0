//! The dashboard on the screen: starting, quitting, signals, sizes.

use std::net::TcpListener;

use rustix::process::Signal;

use crate::feed::Exit;
use crate::modes::Modes;
use crate::pty::{Launch, Size, Terminal, fixture};

/// Somebody in the reference case, so on the screen once it is shown.
pub const PERSON: &str = "jane.smith@acmecorp.com";

/// The reference case in a terminal of this size, without network and without anything that changes by itself.
pub fn reference_case(size: Size) -> Terminal {
    let terminal = Terminal::start(&["view", &fixture("reference.json")], size);
    terminal.wait_settled(|screen| screen.contents().contains(PERSON));
    terminal
}

/// What is below the header, which says when the data was read.
fn body(screen: &vt100::Screen) -> Vec<String> {
    screen.rows(0, screen.size().1.get()).skip(1).collect()
}

/// Waits until two terminals of one size show the same case, whole.
#[track_caller]
pub fn wait_for_same(terminal: &Terminal, calm: &Terminal) {
    terminal.wait_for_same(calm, body);
}

#[track_caller]
fn assert_left_in_good_order(exit: &Exit, terminal: &Terminal) {
    exit.assert_restored();
    let output = String::from_utf8_lossy(&terminal.raw_bytes()).into_owned();
    assert!(!output.contains("panicked"), "{output}");
}

#[test]
fn the_demo_starts_without_account_or_network() {
    let mut terminal = Terminal::start(&["--demo"], Size::new(120, 30));
    terminal.wait_for(|screen| {
        let text = screen.contents();
        text.contains("Fin.com") && text.contains("DEMO")
    });
    terminal.send("q");
    let exit = terminal.wait_exit();
    assert!(exit.status.success(), "{exit:?}");
    assert_left_in_good_order(&exit, &terminal);
}

#[test]
fn a_saved_case_is_shown() {
    let mut terminal = reference_case(Size::new(120, 30));
    assert!(terminal.modes().alternate_screen);
    terminal.send("q");
    assert!(terminal.wait_exit().status.success());
}

#[test]
fn a_case_is_read_from_a_pipe_and_keys_from_the_terminal() {
    let mut terminal = Launch::script("cat \"$1\" | \"$0\" view -", &[&fixture("reference.json")]).start();
    terminal.wait_for_text(PERSON);
    terminal.send("q");
    let exit = terminal.wait_exit();
    assert!(exit.status.success(), "{exit:?}");
    assert_left_in_good_order(&exit, &terminal);
}

/// Faults: W19.
#[test]
fn a_proxy_that_is_down_does_not_matter_to_the_demo() {
    // Bound and let go, so that nobody listens there.
    let port = TcpListener::bind("127.0.0.1:0").and_then(|held| held.local_addr()).expect("a free port").port();
    let proxy = format!("http://127.0.0.1:{port}");
    let names = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];
    let launch = names.iter().fold(Launch::app(&["--demo"]), |launch, name| launch.env(name, &proxy));
    let terminal = launch.start();
    terminal.wait_for_text("Fin.com");
}

/// Faults: P2.
#[test]
fn quitting_gives_the_terminal_back() {
    for keys in ["q", "<ctrl-c>", "?<ctrl-c>", "/q<ctrl-c>"] {
        let mut terminal = reference_case(Size::new(120, 30));
        terminal.send(keys);
        let exit = terminal.wait_exit();
        assert!(exit.status.success(), "{keys}: {exit:?}");
        assert_left_in_good_order(&exit, &terminal);
    }
}

#[test]
fn the_shells_screen_is_back_after_quitting() {
    let script = "echo before; \"$0\" \"$@\"; echo \"code $?\"";
    let mut terminal = Launch::script(script, &["view", &fixture("reference.json")]).start();
    terminal.wait_for_text(PERSON);
    terminal.send("q");
    terminal.wait_exit().assert_restored();
    assert_eq!(terminal.screen_text().trim_end(), "before\ncode 0");
}

/// Faults: P2.
#[test]
fn signals_end_it_in_good_order() {
    let signals = [("TERM", Signal::TERM), ("HUP", Signal::HUP), ("INT", Signal::INT), ("QUIT", Signal::QUIT)];
    for (name, signal) in signals {
        let mut terminal = reference_case(Size::new(120, 30));
        terminal.signal(signal);
        let exit = terminal.wait_exit();
        assert!(!exit.status.success(), "SIG{name}: {exit:?}");
        assert_left_in_good_order(&exit, &terminal);
    }
}

/// Faults: P2.
#[test]
fn a_signal_at_the_first_moment_ends_it_in_good_order() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT, Signal::QUIT] {
        let mut terminal = Launch::app(&["--demo"]).start();
        terminal.wait_for_own_screen();
        terminal.signal(signal);
        let exit = terminal.wait_exit();
        assert!(!exit.status.success(), "{exit:?}");
        assert_left_in_good_order(&exit, &terminal);
    }
}

/// Faults: P1.
#[test]
fn it_survives_the_smallest_terminals() {
    for size in [Size::new(1, 1), Size::new(2, 1), Size::new(10, 3), Size::new(39, 9)] {
        let mut terminal = Terminal::start(&["view", &fixture("reference.json")], size);
        terminal.wait_for_own_screen();
        if size.columns >= 10 {
            terminal.wait_for(|screen| !screen.contents().trim().is_empty());
        }
        terminal.send("j<tab>k<shift-tab>?<esc>");
        terminal.resize(Size::new(120, 30));
        terminal.wait_for_text(PERSON);
        terminal.resize(size);
        terminal.send("<ctrl-c>");
        let exit = terminal.wait_exit();
        assert!(exit.status.success(), "{size:?}: {exit:?}");
        assert_left_in_good_order(&exit, &terminal);
    }
}

/// Faults: P1.
#[test]
fn the_last_of_many_sizes_wins() {
    let calm = reference_case(Size::new(130, 40));
    let stormy = reference_case(Size::new(120, 30));
    for step in 0..1000_u16 {
        stormy.resize(Size::new(1 + step * 37 % 200, 1 + step * 17 % 60));
    }
    stormy.resize(Size::new(130, 40));
    wait_for_same(&stormy, &calm);
}

#[test]
fn a_size_that_went_and_came_back_is_painted_again() {
    let calm = reference_case(Size::new(120, 30));
    let resized = reference_case(Size::new(120, 30));
    wait_for_same(&resized, &calm);
    // The terminal forgets what did not fit meanwhile, even when the program never saw the small size.
    resized.resize(Size::new(20, 5));
    resized.resize(Size::new(120, 30));
    wait_for_same(&resized, &calm);
}

#[test]
fn nothing_is_switched_on_but_what_is_known() {
    let mut terminal = reference_case(Size::new(120, 30));
    let modes = terminal.modes();
    assert_eq!(
        modes,
        Modes { alternate_screen: true, cursor_visible: false, bracketed_paste: true, mouse: modes.mouse }
    );
    terminal.send("q");
    terminal.wait_exit().assert_restored();
}

/// Over a slow line every byte is felt: a move within the tree repaints two rows and nothing else.
#[test]
fn a_move_that_changes_no_other_pane_takes_few_bytes() {
    let mut terminal = reference_case(Size::new(200, 50));
    terminal.send("2gjl");
    terminal.wait_settled(|screen| screen.contents().contains("country"));
    for _ in 0..5 {
        let (before, row) = (terminal.raw_bytes().len(), terminal.with_screen(marked_row));
        terminal.send("j");
        terminal.wait_settled(|screen| marked_row(screen) > row);
        let bytes = terminal.raw_bytes().len() - before;
        assert!(bytes <= 600, "{bytes} bytes for one move");
    }
    terminal.send("q");
    terminal.wait_exit();
}

/// The row of the case pane in which the mark of the selection is.
fn marked_row(screen: &vt100::Screen) -> Option<usize> {
    let columns = screen.size().1.get();
    screen
        .rows(64, columns - 64)
        .position(|row| row.starts_with('▌') || row.get(..8).is_some_and(|start| start.contains('▌')))
}
