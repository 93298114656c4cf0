//! The README tells the truth: what it prints is what the program prints, and it names what there is.

use std::path::Path;
use std::process::Command;

use clap::CommandFactory;
use kyb_dash::app::action::Action;
use kyb_dash::app::quick_view::QuickView;
use kyb_dash::cli::CommandLine;
use kyb_dash::input::keymap::Keymap;
use kyb_dash::view::theme::Theme;

const README: &str = include_str!("../../README.md");

/// A command of the README and what it is said to print.
struct Example {
    command: String,
    printed: Vec<String>,
}

fn examples() -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut is_inside = false;
    for line in README.lines() {
        match (is_inside, line.strip_prefix("$ ")) {
            (false, _) => is_inside = line == "```console",
            (true, Some(command)) => examples.push(Example { command: command.to_owned(), printed: Vec::new() }),
            (true, None) if line == "```" => is_inside = false,
            (true, None) => examples.last_mut().unwrap().printed.push(line.to_owned()),
        }
    }
    examples
}

/// What a command prints, run as a reader of the README would run it, from where its files are: its output, then what it
/// says beside it.
fn run(command: &str) -> Vec<String> {
    let program = Path::new(env!("CARGO_BIN_EXE_kyb-dash")).parent().unwrap().to_str().unwrap();
    let path = format!("{program}:{}", std::env::var("PATH").unwrap());
    let variables =
        [("PATH", path.as_str()), ("HOME", "/nonexistent"), ("LANG", "C.UTF-8"), ("TERM", "xterm-256color")];
    let mut shell = Command::new("sh");
    shell.args(["-c", command]).env_clear().envs(variables).current_dir(env!("CARGO_MANIFEST_DIR"));
    let output = shell.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let (printed, said) = (text(output.stdout), text(output.stderr));
    printed.lines().chain(said.lines()).map(normal).collect()
}

/// A line without what differs from day to day: dates, times, spans of time.
fn normal(line: &str) -> String {
    let is_time = |word: &str| {
        let digits = word.chars().filter(char::is_ascii_digit).count();
        digits >= 6 && word.chars().all(|c| c.is_ascii_digit() || "-:TZ.".contains(c))
    };
    let mut words: Vec<String> = Vec::new();
    for word in line.split_whitespace() {
        let before = words.last().is_some_and(|last| last.trim_start_matches('≈').chars().all(|c| c.is_ascii_digit()));
        if before && ["d", "h", "m", "ms", "min"].contains(&word.trim_end_matches(',')) {
            words.pop();
            words.push("#".to_owned());
            continue;
        }
        words.push(if is_time(word) { "#".to_owned() } else { word.to_owned() });
    }
    words.join(" ")
}

/// Whether lines are as printed; a line of `…` stands for any number of them.
fn fits(shown: &[String], printed: &[String]) -> bool {
    match shown.split_first() {
        None => printed.is_empty(),
        Some((first, rest)) if first == "…" => (0..=printed.len()).any(|skipped| fits(rest, &printed[skipped..])),
        Some((first, rest)) => printed.first() == Some(first) && fits(rest, &printed[1..]),
    }
}

#[test]
fn every_output_is_what_the_program_prints() {
    let examples = examples();
    // `view` opens the screen, and what `schema` prints is longer than a reader reads.
    for command in CommandLine::command().get_subcommands().filter(|it| !["view", "schema"].contains(&it.get_name())) {
        let start = format!("kyb-dash {} ", command.get_name());
        assert!(
            examples.iter().any(|example| format!("{} ", example.command).starts_with(&start)),
            "no line `$ {start}…` in a ```console block of README.md: add one, with what it prints"
        );
    }
    for Example { command, printed } in examples {
        let shown: Vec<String> = printed.iter().map(|line| normal(line)).collect();
        assert!(shown.iter().any(|line| line != "…"), "{command}: nothing is shown of it");
        let real = run(&command);
        let (shown_lines, real_lines) = (shown.join("\n"), real.join("\n"));
        assert!(
            fits(&shown, &real),
            "README.md shows another output; copy what is printed, `…` for lines left out\n\
             $ {command}\nREADME:\n{shown_lines}\nprinted (# for times):\n{real_lines}"
        );
    }
}

#[test]
fn every_action_has_its_first_key_in_the_table() {
    let table = README.split("### Keys").nth(1).unwrap().split("\n## ").next().unwrap();
    let keymap = Keymap::standard();
    let is_digit = |key: &str| key.chars().all(|c| c.is_ascii_digit());
    let missing: Vec<_> = Action::ALL
        .iter()
        .filter_map(|action| keymap.hint(*action).map(|key| (action.name(), key)))
        .filter(|(_, key)| !is_digit(key) && !table.contains(&format!("`{key}`")))
        .collect();
    assert!(missing.is_empty(), "no such key in the table under Keys in README.md; add it to a row: {missing:?}");
}

#[test]
fn every_quick_view_is_named_in_the_row_of_its_key() {
    let words: Vec<&str> = QuickView::ALL.iter().map(|view| view.words()).collect();
    let listed = format!("next quick view ({})", words.join(", "));
    assert!(README.contains(&listed), "README.md, the row of `f` under Keys, must say: {listed}");
}

#[test]
fn every_theme_and_every_asset_that_is_linked_is_there() {
    for name in Theme::NAMES {
        assert!(
            README.contains(&format!("`{name}`")),
            "README.md does not name the theme `{name}` under Configuration"
        );
    }
    let links = README.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let local: Vec<&str> = links.filter(|link| !link.contains("://") && !link.starts_with('#')).collect();
    assert!(local.len() > 4, "{local:?}");
    for link in local {
        assert!(
            Path::new(env!("CARGO_MANIFEST_DIR")).join(link).exists(),
            "README.md links {link}, which is not there"
        );
    }
}

#[test]
fn lines_left_out_are_any_number_and_times_are_not_compared() {
    let lines = |text: &str| -> Vec<String> { text.lines().map(normal).collect() };
    let printed = lines("at 2026-11-24 16:30:16 UTC for 26 h\nb\nc");
    for shown in ["at 2020-01-01 00:00:00 UTC for 3 d\n…", "…\nc", "…", "at 2026-11-24 16:30:16 UTC  for 1 h\nb\nc"]
    {
        assert!(fits(&lines(shown), &printed), "{shown}");
    }
    for shown in ["", "b\n…", "…\nb", "at 2026-11-24 16:30:16 UTC for 1 h\nx\nc"] {
        assert!(!fits(&lines(shown), &printed), "{shown}");
    }
}
