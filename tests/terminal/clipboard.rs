//! What is copied, as the terminal gets it: bare, and through what stands between.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::dashboard::PERSON;
use crate::pty::{APP, Launch, Terminal, fixture};

/// The beginning of every copy, and of one wrapped for tmux.
const BARE: &str = "\x1b]52;c;";
const FOR_TMUX: &str = "\x1bPtmux;\x1b\x1b]52;c;";

/// Copies a message, which is longer than what GNU screen takes at once. Returns all that was written to the terminal.
fn copied(terminal: &Terminal) -> String {
    terminal.wait_for_text(PERSON);
    terminal.send("d");
    terminal.wait_for_text("Proof of source of funds");
    terminal.send("y");
    terminal.wait_for_text("copied the message to");
    String::from_utf8_lossy(&terminal.raw_bytes()).into_owned()
}

/// The text that a terminal puts on its clipboard, which hears only the bare sequence.
#[track_caller]
fn clipboard(written: &str) -> String {
    let encoded = written.split(BARE).nth(1).and_then(|rest| rest.split_once('\x07'));
    let encoded = encoded.unwrap_or_else(|| panic!("nothing is copied: {}", written.escape_debug())).0;
    String::from_utf8(STANDARD.decode(encoded).expect("base64")).expect("UTF-8")
}

fn launch(variables: &[(&str, &str)]) -> Launch {
    let app = Launch::app(&["view", &fixture("reference.json")]);
    variables.iter().fold(app, |launch, (name, value)| launch.env(name, value))
}

#[test]
fn a_copy_is_wrapped_for_what_stands_between() {
    let written = |variables| copied(&launch(variables).start());
    let bare = written(&[]);
    let text = clipboard(&bare);
    assert!(text.contains("Proof of source of funds") && text.len() > 768, "{text}");
    assert!(!bare.contains("\x1bP"), "nothing stands between");

    // `TERM` alone is no screen: tmux has it, too.
    let in_tmux = written(&[("TMUX", "/tmp/tmux-0/default,700,0"), ("TERM", "screen")]);
    assert_eq!(clipboard(&in_tmux), text);
    assert!(in_tmux.contains(FOR_TMUX), "{}", in_tmux.escape_debug());

    for variables in [&[("STY", "800.pts-1.host"), ("TERM", "screen")][..], &[("TERM", "screen.xterm-256color")]] {
        let in_screen = written(variables);
        // What it keeps to itself of each piece.
        let passed = in_screen.replace("\x1b\\\x1bP", "");
        assert_eq!(clipboard(&passed), text, "{variables:?}");
        let (_, pieces) = in_screen.split_once("\x1bP\x1b]52").expect("a first piece");
        let pieces = pieces.split("\x1bP").map(|piece| piece.split("\x1b\\").next().unwrap_or_default());
        assert!(pieces.clone().count() > 4 && pieces.clone().all(|piece| piece.len() < 256), "{variables:?}");
        assert!(!in_screen.contains("tmux;"), "{variables:?}");
    }

    let both = [("STY", "800.pts-1.host"), ("TMUX", "/tmp/tmux-0/default,900,0"), ("TERM", "tmux-256color")];
    let tmux_in_screen = written(&both);
    assert!(tmux_in_screen.contains("\x1bPtmux;\x1b\x1bP\x1b\x1b]52;c;"), "{}", tmux_in_screen.escape_debug());
}

/// The real one, where it is installed.
#[test]
fn gnu_screen_lets_a_copy_through() {
    if Command::new("screen").arg("--version").output().is_err() {
        return;
    }
    let sockets = tempfile::tempdir().expect("a folder");
    fs::set_permissions(sockets.path(), Permissions::from_mode(0o700)).expect("a private folder");
    let name = fixture("reference.json");
    let inside = Launch::program("screen", &["-c", "/dev/null", "-S", "copy", "-U", APP, "view", &name]);
    let terminal = inside.env("SCREENDIR", sockets.path()).start();
    let _session = Session(sockets.path());
    let text = clipboard(&copied(&terminal));
    assert!(text.contains("Proof of source of funds") && text.len() > 768, "{text}");
}

/// A session of GNU screen, which outlives its terminal; it ends with this.
struct Session<'a>(&'a Path);

impl Drop for Session<'_> {
    fn drop(&mut self) {
        let quit = Command::new("screen").args(["-S", "copy", "-X", "quit"]).env("SCREENDIR", self.0).output();
        drop(quit);
    }
}
