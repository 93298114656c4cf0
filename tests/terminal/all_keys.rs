//! A terminal that tells all keys as sequences, as kitty does where somebody left that switched on.

use crate::dashboard::PERSON;
use crate::pty::{Launch, fixture};

/// Faults: P7a.
#[test]
fn keys_do_the_same_where_they_come_as_sequences() {
    let mut terminal = Launch::app(&["view", &fixture("reference.json")]).start();
    terminal.wait_for_text(PERSON);
    // Pressed and let go, with the number lock on.
    terminal.send_bytes(b"\x1b[57441;130u\x1b[47:63;130;63u\x1b[47:63;130:3u\x1b[57441;129:3u".to_vec());
    terminal.wait_for_text("All actions");
    terminal.send_bytes(b"\x1b[27;129u\x1b[27;129:3u".to_vec());
    terminal.wait_for(|screen| !screen.contents().contains("All actions"));
    // Without the text, with caps lock in place of Shift.
    terminal.send_bytes(b"\x1b[116;2u\x1b[116;2:3u".to_vec());
    terminal.wait_for_text("‹History");
    terminal.send_bytes(b"\x1b[116;65u".to_vec());
    terminal.wait_for_text("‹Findings");
    // A command of the desktop is none of ours; text of an input method is text.
    terminal.send_bytes(b"\x1b[113;9u\x1b[0;;100:233u\x1b[47;129u\x1b[0;;26085:26412u".to_vec());
    terminal.wait_for_text("日本");
    terminal.send_bytes(b"\x1b[1089::99;133u".to_vec());
    assert!(terminal.wait_exit().status.success());
}
