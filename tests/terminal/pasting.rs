//! What comes in faster than anybody types: pastes with and without brackets, and keys glued to an Esc.

use crate::dashboard::{PERSON, reference_case, wait_for_same};
use crate::pty::{Size, Terminal};

const SIZE: Size = Size::new(120, 30);

/// Every letter of it would be a command: `q` quits, `e` exports, `m` masks.
///
/// Faults: P7.
#[test]
fn a_megabyte_in_brackets_is_text_where_text_is_wanted_and_nothing_elsewhere() {
    let mut terminal = reference_case(SIZE);
    let text = "qemzd?".repeat(180_000);
    terminal.paste(&text);
    terminal.send("/");
    terminal.wait_for_text("Esc leaves");
    terminal.paste(&text);
    terminal.wait_for_text("qemzd?");
    terminal.send("<esc><esc>");
    terminal.wait_for_text(PERSON);
    assert!(std::fs::read_dir(terminal.home()).unwrap().next().is_none(), "nothing was exported");
    terminal.send("q");
    assert!(terminal.wait_exit().status.success());
}

/// Faults: P7.
#[test]
fn a_hundred_thousand_characters_without_brackets_are_drained_before_anything_is_drawn() {
    let mut terminal = reference_case(SIZE);
    let before = terminal.raw_bytes().len();
    terminal.send_bytes("jk".repeat(50_000).into_bytes());
    terminal.send("?");
    terminal.wait_for_text("All actions");
    // A frame of its own for each key would have written hundreds of bytes for it.
    let written = terminal.raw_bytes().len() - before;
    assert!(written < 100_000 * 20, "{written} bytes for 100,000 keys");
    terminal.send("<esc>");
    terminal.wait_for(|screen| !screen.contents().contains("All actions"));
    terminal.send("q");
    assert!(terminal.wait_exit().status.success());
}

/// Faults: P7a.
#[test]
fn esc_glued_to_a_bracket_loses_no_key_for_good() {
    for glued in [
        "\x1b[",
        "\x1b]",
        "\x1b[j",
        "\x1b]j",
        "\x1bO",
        "\x1b\x1b[",
        "\x1b[?",
        "\x1b[?1;",
        "\x1b[<",
        "\x1b[<0;1",
        "\x1b[M",
        "\x1bP1",
    ] {
        let mut terminal = reference_case(SIZE);
        terminal.send_bytes(glued.as_bytes().to_vec());
        // Whatever became of those, the keys after them do what they do.
        terminal.send("<esc><esc>??<esc>?");
        terminal.wait_for_text("All actions");
        // What was typed there is left with it.
        terminal.send("<f1>");
        terminal.wait_for_text(PERSON);
        assert!(std::fs::read_dir(terminal.home()).unwrap().next().is_none(), "{glued:?}: nothing fired");
        terminal.send("<ctrl-c>");
        assert!(terminal.wait_exit().status.success(), "{glued:?}");
    }
}

/// As from a terminal that lost the end of it. Its text has begun to be read, so no key of it is a command.
///
/// Faults: P7, P7a.
#[test]
fn a_paste_without_its_end_is_left_by_esc_and_by_ctrl_c() {
    let mut terminal = reference_case(SIZE);
    terminal.send("/");
    terminal.wait_for_text("Esc leaves");
    terminal.send_bytes(b"\x1b[200~never ended".to_vec());
    // The first takes the text in, another one leaves the field.
    terminal.press_until("<esc>", |terminal| !terminal.screen_text().contains("Esc leaves"));
    terminal.send_bytes(b"\x1b[200~never ended".to_vec());
    terminal.press_until("<ctrl-c>", Terminal::has_ended);
    assert!(terminal.wait_exit().status.success());
}

/// Faults: P8.
#[test]
fn a_mouse_that_points_nowhere_is_ignored() {
    let (mut terminal, calm) = (reference_case(SIZE), reference_case(SIZE));
    for report in ["\x1b[<0;65535;65535M", "\x1b[<0;0;0M", "\x1b[<64;500;500M", "\x1b[<35;1;1M", "\x1b[M\x7f\x7f\x7f"] {
        terminal.send_bytes(report.as_bytes().to_vec());
    }
    // The keys behind the reports have been read, so those have been, too.
    terminal.send("?");
    terminal.wait_for_text("All actions");
    terminal.send("<esc>");
    wait_for_same(&terminal, &calm);
    terminal.send("q");
    assert!(terminal.wait_exit().status.success());
}
