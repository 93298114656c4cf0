//! What is done after the ask, by the real program on a real folder: kept across runs and between two dashboards, and gone
//! from the files once it is removed.

use kyb_dash::sandbox::{Sandbox, Scenario};
use rustix::process::Signal;
use serde_json::json;

use crate::memory::{ASKED, FIRST, SECOND, State, customer, plain, row, wait_until};
use crate::pty::Terminal;

/// A dashboard whose reader agreed that it remembers, on the first case.
fn opened(state: &State, sandbox: &Sandbox) -> Terminal {
    let terminal = state.run(sandbox, &[]);
    terminal.wait_for_text("need us");
    terminal.wait_for_text(ASKED);
    terminal.send("<enter>");
    terminal.wait_for_text("‹Tree›");
    wait_until("a memory", || !state.files_with("SQLite format 3").is_empty());
    terminal
}

/// Opens the window, once the memory is open.
fn mark(terminal: &Terminal) {
    terminal.press_until("w", |terminal| terminal.screen_text().contains("Mark as sent"));
    // Whoever was slow to show it took the key as text.
    terminal.send("<ctrl-u>");
}

/// Faults: S9.
#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn a_mark_is_kept_before_it_is_said_and_other_dashboards_have_it() {
    let cases = vec![plain(FIRST, "Amber Basalt"), plain(SECOND, "Birch Lantern")];
    let sandbox = Sandbox::start(Scenario::of(cases)).await.unwrap();
    let state = State::new();
    let mut first = opened(&state, &sandbox);
    let other = state.run(&sandbox, &[]);
    other.wait_for_text("2 need us");
    mark(&first);
    first.send("rang them<enter>twice<ctrl-s>");
    first.wait_for_text("marked as sent: kept");
    first.signal(Signal::KILL);
    first.wait_exit();
    // The other one learns of it when it looks at the case again.
    other.press_until("r", |terminal| terminal.screen_text().contains("1 asked"));
    assert!(row(&other, "Amber Basalt").contains("cus"), "{}", other.screen_text());
    let held = sandbox.hold("/v2/customers/");
    let mut next = state.run(&sandbox, &[]);
    next.wait_for_text("1 asked");
    assert!(row(&next, "Amber Basalt").contains("cus"), "before any details arrive: {}", next.screen_text());
    held.release();
    next.wait_for(|screen| !screen.contents().contains("remembered"));
    assert!(row(&next, "Amber Basalt").contains("cus"), "{}", next.screen_text());
    // Another ask brings it back.
    sandbox.patch(
        FIRST,
        json!({"request_for_information": [{"section": "formation_documents", "categories": [
        {"document_type": "PASSPORT", "fields": []}, {"document_type": "UTILITY_BILL", "fields": []}]}]}),
    );
    next.press_until("j", |terminal| terminal.screen_text().contains("Amber Basalt · "));
    next.press_until("r", |terminal| !terminal.screen_text().contains("1 asked"));
    assert!(row(&next, "Amber Basalt").contains("us"), "{}", next.screen_text());
    next.send("q");
    next.wait_exit();
}

/// Faults: S5.
#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn of_a_mark_nothing_personal_is_kept_and_a_removed_note_is_gone_from_every_byte() {
    const CANARY: &str = "canarywren";
    const NOTE: &str = "wordsofanote";
    let sandbox = Sandbox::start(Scenario::of(vec![customer(FIRST, CANARY)])).await.unwrap();
    let state = State::new();
    let mut terminal = opened(&state, &sandbox);
    mark(&terminal);
    terminal.send("<shift-tab><shift-tab><ctrl-u>company<ctrl-s>");
    terminal.wait_for_text("marked as sent: kept");
    state.assert_free_of(CANARY);
    terminal.send("i");
    terminal.wait_for_text("in the clear");
    terminal.send("wordsofanote<enter>on two lines<ctrl-s>");
    terminal.wait_for_text("the note is kept");
    assert!(!state.files_with(NOTE).is_empty(), "notes are kept as typed");
    state.assert_private();
    terminal.send("i");
    terminal.wait_for_text("note of ");
    terminal.send("<tab><ctrl-u><backspace><ctrl-u>other words<ctrl-s>");
    terminal.wait_for_text("kept as it is now");
    state.assert_free_of(NOTE);
    assert!(!state.files_with("other words").is_empty());
    terminal.send("i");
    terminal.wait_for_text("note of ");
    terminal.send("<tab><ctrl-u><ctrl-s>");
    terminal.wait_for_text("removes it for good");
    terminal.send("<ctrl-s>");
    terminal.wait_for_text("gone, from the file too");
    state.assert_free_of("other words");
    state.assert_free_of(CANARY);
    terminal.send("q");
    terminal.wait_exit();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn a_note_in_an_editor_leaves_no_file_behind_whatever_ends_the_program() {
    let sandbox = Sandbox::start(Scenario::of(vec![plain(FIRST, "Amber Basalt")])).await.unwrap();
    let state = State::new();
    let mut terminal = opened(&state, &sandbox);
    terminal.send("q");
    terminal.wait_exit();
    let place = tempfile::tempdir().unwrap();
    let editor = place.path().join("editor");
    std::fs::write(&editor, "#!/bin/sh\necho words > \"$1\"; echo written; exec sleep 2\n").unwrap();
    std::fs::set_permissions(&editor, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
    let files = place.path().join("files");
    std::fs::create_dir(&files).unwrap();
    let variables = [("EDITOR", editor.to_str().unwrap()), ("XDG_RUNTIME_DIR", files.to_str().unwrap())];
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129)] {
        let mut terminal = state.run_with(&sandbox, &["note", FIRST], &variables);
        terminal.wait_for_text("written");
        assert_eq!(std::fs::read_dir(&files).unwrap().count(), 1);
        terminal.signal(signal);
        let exit = terminal.wait_exit();
        assert_eq!((exit.status.exit_code(), std::fs::read_dir(&files).unwrap().count()), (code, 0));
    }
}
