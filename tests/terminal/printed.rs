//! What the commands without a screen print to a terminal: it fits, where a pipe gets all of it.

use unicode_width::UnicodeWidthStr;

use crate::pty::{Launch, fixture};

/// All lines that a command prints in a terminal of this width, in this locale.
fn lines(launch: Launch, width: u16, locale: &str) -> Vec<String> {
    let mut terminal = launch.size(width, 50).env("LANG", locale).start();
    assert!(terminal.wait_exit().status.success());
    let printed = String::from_utf8(terminal.raw_bytes()).expect("UTF-8");
    // Behind what was said while they were fetched.
    let last = |line: &str| line.trim_end_matches('\r').rsplit('\r').next().unwrap_or_default().to_owned();
    printed.lines().map(last).collect()
}

fn list(width: u16, locale: &str) -> Vec<String> {
    let mut printed = lines(Launch::app(&["list", "--demo"]), width, locale);
    // What is said beside the list is wrapped, and stands behind it.
    let note = printed.iter().position(|line| line.starts_with("kyb-dash:")).expect("that the order is an estimate");
    assert!(printed.split_off(note).concat().contains("estimate"));
    printed
}

/// The cells of a column, found by its head, without blanks. `–` is `nobody` where there is little room.
fn column(lines: &[String], head: &str) -> Vec<String> {
    let at = lines[0].find(head).unwrap_or_else(|| panic!("no {head} in {}", lines[0]));
    let behind = lines[0].chars().enumerate().skip(at).skip_while(|(_, c)| *c != ' ');
    let end = behind.skip_while(|(_, c)| *c == ' ').map(|(place, _)| place).next().unwrap_or(usize::MAX);
    let cell = |line: &String| {
        let mut column = 0;
        let mut cell = String::new();
        for c in line.chars() {
            if (at..end).contains(&column) && c != ' ' {
                cell.push(c);
            }
            column += c.to_string().width();
        }
        cell.replace('≈', "~").replace(['–', '-'], "nobody")
    };
    lines[1..].iter().map(cell).collect()
}

#[test]
fn a_list_fits_the_terminal_and_is_whole_in_a_pipe() {
    let whole = lines(Launch::script("\"$0\" list --demo | cat", &[]), 40, "C.UTF-8");
    assert!(whole.iter().any(|line| line.width() > 120), "nothing to fit");
    assert!(!whole.concat().contains('…'), "nothing is cut in a pipe");
    let wide = list(400, "C.UTF-8");
    assert!(!wide.concat().contains('…'), "there is room");
    for width in [200, 140, 120, 100, 80] {
        for locale in ["C.UTF-8", "C"] {
            let fitted = list(width, locale);
            assert_eq!(fitted.len(), whole.len(), "{width}: a line for each customer");
            for line in &fitted {
                assert!(line.width() <= usize::from(width), "{width}: {line}");
            }
            for head in ["STATUS", "BALL", "WAIT", "ASKS"] {
                assert_eq!(column(&fitted, head), column(&wide, head), "{width} {head}");
            }
            let text = fitted.join("\n");
            assert_eq!(locale == "C", !text.contains('≈'), "{width}: {text}");
            assert!(locale != "C" || !text.contains('…'), "{width}: {text}");
        }
    }
    for width in [72, 60, 40] {
        for line in list(width, "C.UTF-8") {
            assert!(line.width() <= usize::from(width), "{width}: {line}");
        }
    }
}

#[test]
fn tables_of_a_case_fit_and_nothing_of_them_is_cut() {
    let show = || Launch::app(&["show", "--file", &fixture("reference.json")]);
    let tables = |lines: &[String]| -> Vec<String> {
        let start = lines.iter().position(|line| line.starts_with("Findings")).expect("findings");
        let head = lines.iter().take_while(|line| !line.is_empty());
        head.chain(&lines[start..]).take_while(|line| !line.starts_with("Could not")).cloned().collect()
    };
    let piped = Launch::script("\"$0\" show --file \"$1\" | cat", &[&fixture("reference.json")]);
    let whole = tables(&lines(piped, 40, "C.UTF-8"));
    let letters = |lines: &[String]| {
        let mut letters: Vec<char> =
            lines.concat().chars().filter(|c| !c.is_whitespace() && !"=-".contains(*c)).collect();
        letters.sort_unstable();
        letters
    };
    for width in [160, 100, 80, 60] {
        let fitted = tables(&lines(show(), width, "C.UTF-8"));
        for line in &fitted {
            assert!(line.width() <= usize::from(width), "{width}: {line}");
        }
        assert_eq!(letters(&fitted), letters(&whole), "{width}");
    }
    let doctor = lines(Launch::app(&["doctor", "--demo"]), 60, "C.UTF-8");
    assert!(doctor.iter().all(|line| line.width() <= 60), "{doctor:?}");
}

/// A message is looked at here, so it is made for this locale; in a pipe it is what is sent.
#[test]
fn a_message_is_for_this_terminal_only_where_it_is_shown() {
    let arguments = ["draft", "--file", &fixture("reference.json"), "--mask"];
    let shown = lines(Launch::app(&arguments), 120, "C").join("\n");
    assert!(!shown.contains(['·', '…', '•', '–']) && shown.contains("For Party 2e71 - "), "{shown}");
    let piped = Launch::script("\"$0\" \"$@\" | cat", &arguments);
    let piped = lines(piped, 120, "C").join("\n");
    assert!(piped.contains("For Party 2e71 · "), "{piped}");
}

#[test]
fn a_report_fits_the_terminal_and_is_whole_in_a_pipe() {
    let whole = lines(Launch::script("\"$0\" report --demo | cat", &[]), 40, "C.UTF-8");
    let tables = |lines: &[String]| lines.iter().filter(|line| line.contains(['█', '#'])).count();
    for width in [120, 80] {
        for locale in ["C.UTF-8", "C"] {
            let fitted = lines(Launch::app(&["report", "--demo"]), width, locale);
            for line in &fitted {
                assert!(line.width() <= usize::from(width), "{width}: {line}");
            }
            let text = fitted.join("\n");
            assert_eq!(tables(&fitted), tables(&whole), "{width}: a line for each row: {text}");
            assert!(locale != "C" || !text.contains(['≈', '█', '░', '≤', '–', '…']), "{text}");
        }
    }
    for line in whole.iter().filter(|line| line.contains('█')) {
        assert!(line.width() <= 80, "{line}");
    }
}
