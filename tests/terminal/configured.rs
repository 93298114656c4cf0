//! The dashboard as its user has configured it: keys, colours, the mouse, and a file with a fault in it.

use std::fs;

use rustix::process::Signal;
use tempfile::TempDir;

use crate::dashboard::PERSON;
use crate::pty::{Launch, Terminal, fixture};

/// A dashboard over the reference case, started with a configuration file of its own.
fn configured(text: &str, with: impl FnOnce(Launch) -> Launch) -> (TempDir, Terminal) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("config.toml");
    fs::write(&path, text).expect("a configuration");
    let path = path.to_str().expect("a path in UTF-8");
    let terminal = with(Launch::app(&["view", &fixture("reference.json"), "--config", path])).start();
    terminal.wait_for_own_screen();
    (folder, terminal)
}

/// Presses the first button on a cell, counted from 1 as terminals do.
fn click(terminal: &Terminal, column: u16, row: u16) {
    terminal.send_bytes(format!("\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m").into_bytes());
}

/// Faults: P2, P8.
#[test]
fn the_mouse_is_ours_only_where_that_is_settled_and_is_given_back() {
    let (_folder, calm) = configured("", |launch| launch);
    calm.wait_for_text(PERSON);
    assert_eq!(calm.modes().mouse, vt100::MouseProtocolMode::None);

    for signal in [None, Some(Signal::TERM)] {
        let (_folder, mut terminal) = configured("mouse = true", |launch| launch);
        terminal.wait_for_text(PERSON);
        // Movements are not asked for: each would wake us.
        assert_eq!(terminal.modes().mouse, vt100::MouseProtocolMode::PressRelease);
        let column = terminal.with_screen(|screen| {
            let title = screen.rows(0, 120).nth(1).unwrap_or_default();
            title.split("Findings").next().map_or(0, |before| before.chars().count())
        });
        click(&terminal, u16::try_from(column).expect("a column") + 2, 2);
        terminal.wait_for_text("‹Findings");
        click(&terminal, 65535, 65535);
        click(&terminal, 1, 1);
        match signal {
            None => terminal.send("q"),
            Some(signal) => terminal.signal(signal),
        }
        terminal.wait_exit().assert_restored();
    }
}

/// Faults: P9.
#[test]
fn a_file_with_a_fault_costs_its_settings_and_a_notice_and_hides_people() {
    let (folder, mut terminal) = configured("mouse = true\nmsak = false", |launch| launch.size(200, 50));
    terminal.wait_for_text("config.toml:2:1: unknown name `msak`; did you mean `mask`?");
    terminal.wait_for_text("personal data is hidden");
    assert!(!terminal.screen_text().contains(PERSON), "{}", terminal.screen_text());
    assert_eq!(terminal.modes().mouse, vt100::MouseProtocolMode::None);
    let text = fs::read_to_string(folder.path().join("config.toml")).expect("the file");
    assert_eq!(text, "mouse = true\nmsak = false", "it is never written");
    terminal.send("m");
    terminal.wait_for_text("the same key again shows it");
    terminal.send("m");
    terminal.wait_for_text(PERSON);
    terminal.send("q");
    terminal.wait_exit().assert_restored();
}

/// It counts all the same: the mouse is as settled, and nobody is hidden.
#[test]
fn a_former_name_in_the_file_costs_a_notice_alone() {
    let text = "mouse = true\n[thresholds]\nstale_wait_days = 3";
    let (_folder, mut terminal) = configured(text, |launch| launch.size(200, 50));
    terminal.wait_for_text("config.toml:3:1: stale_wait_days is now called idle_days; the old name will not be read");
    terminal.wait_for_text(PERSON);
    assert_eq!(terminal.modes().mouse, vt100::MouseProtocolMode::PressRelease);
    assert!(!terminal.screen_text().contains("built in"), "{}", terminal.screen_text());
    terminal.send("q");
    terminal.wait_exit().assert_restored();
}

/// A flag counts for more than the file, and than what is assumed where the file cannot be read.
#[test]
fn no_mask_shows_people_whatever_the_file_says() {
    for text in ["mask = true", "msak = true"] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("config.toml");
        fs::write(&path, text).expect("a configuration");
        let path = path.to_str().expect("a path in UTF-8");
        let terminal = Launch::app(&["view", &fixture("reference.json"), "--no-mask", "--config", path]).start();
        terminal.wait_for_text(PERSON);
    }
}

#[test]
fn hints_and_help_show_the_users_own_keys() {
    let (folder, terminal) = configured("keymap = \"keys.toml\"", |launch| launch.size(200, 50));
    terminal.wait_for_text("config.toml:1:10: keymap names a file that cannot be read");
    fs::write(folder.path().join("keys.toml"), "help = [\"f9\"]\nquit = [\"x\"]").expect("a keymap");
    let path = folder.path().join("config.toml");
    let again = ["view", &fixture("reference.json"), "--config", path.to_str().expect("UTF-8")];
    let mut terminal = Launch::app(&again).start();
    terminal.wait_for_text("F9 all keys");
    terminal.send("q?<f9>");
    terminal.wait_for_text("All actions");
    terminal.send("<f9>");
    terminal.wait_for(|screen| !screen.contents().contains("All actions"));
    terminal.send("x");
    assert!(terminal.wait_exit().status.success());
}

/// Whether the program set any colour.
fn is_coloured(terminal: &Terminal) -> bool {
    let output = String::from_utf8_lossy(&terminal.raw_bytes()).into_owned();
    let looks = output.split("\x1b[").skip(1).filter_map(|rest| rest.split_once('m')).map(|(look, _)| look);
    let is_colour =
        |code: &str| matches!(code, "38" | "48") || code.parse().is_ok_and(|code: u8| (30..38).contains(&code));
    looks.flat_map(|look| look.split(';')).any(is_colour)
}

/// Faults: P6.
#[test]
fn colours_come_and_go_as_variables_and_flags_say() {
    let launch = |more: &[&str], variables: &[(&str, &str)]| {
        let file = fixture("reference.json");
        let arguments = [&["view", &file], more].concat();
        let terminal =
            variables.iter().fold(Launch::app(&arguments), |launch, (name, value)| launch.env(name, value)).start();
        terminal.wait_for_text(PERSON);
        is_coloured(&terminal)
    };
    assert!(launch(&[], &[]));
    assert!(!launch(&[], &[("NO_COLOR", "1")]));
    assert!(!launch(&[], &[("CLICOLOR", "0")]));
    assert!(!launch(&["--color", "never"], &[]));
    assert!(launch(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(launch(&["--theme", "light"], &[]));
    assert!(!launch(&["--theme", "light"], &[("NO_COLOR", "1")]));
}

/// What a token command says besides the token is neither painted over the screen nor shown.
///
/// Faults: A4.
#[test]
fn a_token_command_leaves_the_screen_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let script = "echo noise-on-stderr >&2; echo noise-on-the-terminal >/dev/tty; exit 7";
    let text = format!(
        "[environments.local]\nbase_url = \"http://127.0.0.1:9\"\ntoken_command = [\"sh\", \"-c\", \"{script}\"]"
    );
    let path = folder.path().join("config.toml");
    fs::write(&path, text).expect("a configuration");
    let arguments = ["--env", "local", "--config", path.to_str().expect("UTF-8")];
    let terminal = Launch::app(&arguments).size(160, 30).start();
    terminal.wait_for_text("token_command sh failed (exit status: 7)");
    assert!(!terminal.screen_text().contains("noise"), "{}", terminal.screen_text());
}
