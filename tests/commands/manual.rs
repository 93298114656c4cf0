//! The manual page, as the programs judge it that show it.

use std::fs;
use std::process::Command;

use clap::CommandFactory;
use kyb_dash::cli::CommandLine;

use crate::{is_installed, printed};

/// What a program says of the page, on either stream; where it is not installed, that is said.
fn said_by(program: &str, arguments: &[&str]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("kyb-dash.1");
    fs::write(&page, printed(&["man"])).unwrap();
    if !is_installed(program) {
        return None;
    }
    let output = Command::new(program).args(arguments).arg(&page).output().unwrap();
    Some(String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
}

#[test]
fn no_program_has_anything_against_the_page() {
    for (program, arguments) in [("groff", &["-man", "-ww", "-Tutf8", "-z"][..]), ("mandoc", &["-Tlint"])] {
        if let Some(said) = said_by(program, arguments) {
            assert_eq!(said, "", "{program} {arguments:?}");
        }
    }
}

/// One page holds everything: every command, every flag and no other page's name.
#[test]
fn the_page_holds_every_command_and_flag_and_names_no_other_page() {
    let page = printed(&["man"]).replace("\\-", "-");
    assert!(page.is_ascii());
    assert_eq!(page.matches("\n.TH ").count(), 1, "one page");
    assert!(!page.contains("(1)"), "there is no other page");
    let heading = page.lines().find(|line| line.starts_with(".TH ")).unwrap();
    let date = heading.split(' ').nth(3).unwrap();
    assert!(date.parse::<jiff::civil::Date>().is_ok(), "{heading}");
    assert_eq!(page, printed(&["man"]).replace("\\-", "-"), "the same at any time");
    for command in CommandLine::command().get_subcommands() {
        assert!(page.contains(&format!("\n.SS \"kyb-dash {}\"\n", command.get_name())), "{}", command.get_name());
        for flag in command.get_arguments().filter_map(|argument| argument.get_long()) {
            assert!(page.contains(&format!("\\fB--{flag}\\fR")), "{flag}");
        }
    }
    for part in ["FIN_API_TOKEN", "Exit codes: 0 done", "markdown"] {
        assert!(page.contains(part), "{part}: {page}");
    }
}
