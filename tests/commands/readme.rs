//! The README and the documents it links tell the truth: what they print is what the program prints, and they name what
//! there is.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use clap::CommandFactory;
use kyb_dash::app::action::Action;
use kyb_dash::app::quick_view::QuickView;
use kyb_dash::cli::CommandLine;
use kyb_dash::config::settings::Settings;
use kyb_dash::input::keymap::Keymap;
use kyb_dash::view::theme::Theme;

const README: &str = include_str!("../../README.md");
const GUIDE: &str = include_str!("../../assets/guide.md");
const CONFIGURATION: &str = include_str!("../../assets/configuration.md");
const COMMANDS: &str = include_str!("../../assets/schema/README.md");

/// Every document for users, by its path.
const DOCUMENTS: [(&str, &str); 8] = [
    ("README.md", README),
    ("assets/guide.md", GUIDE),
    ("assets/configuration.md", CONFIGURATION),
    ("assets/schema/README.md", COMMANDS),
    ("SECURITY.md", include_str!("../../SECURITY.md")),
    ("CHANGELOG.md", include_str!("../../CHANGELOG.md")),
    ("benches/README.md", include_str!("../../benches/README.md")),
    ("assets/api.md", include_str!("../../assets/api.md")),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What stands under a heading, up to the next one of its level.
fn section(text: &'static str, heading: &str) -> &'static str {
    text.split(&format!("\n{heading}\n")).nth(1).unwrap().split("\n## ").next().unwrap()
}

/// A command of a document and what it is said to print.
struct Example {
    document: &'static str,
    command: String,
    printed: Vec<String>,
}

fn examples() -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    for (document, text) in DOCUMENTS {
        let mut is_inside = false;
        for line in text.lines() {
            match (is_inside, line.strip_prefix("$ ")) {
                (false, _) => is_inside = line == "```console",
                (true, Some(command)) => {
                    examples.push(Example { document, command: command.to_owned(), printed: Vec::new() });
                }
                (true, None) if line == "```" => is_inside = false,
                (true, None) => examples.last_mut().unwrap().printed.push(line.to_owned()),
            }
        }
    }
    examples
}

/// What a command prints, run as a reader would run it, from where its files are: its output, then what it
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
            "no line `$ {start}…` in a ```console block of assets/schema/README.md: add one, with what it prints"
        );
    }
    for Example { document, command, printed } in examples {
        let shown: Vec<String> = printed.iter().map(|line| normal(line)).collect();
        assert!(shown.iter().any(|line| line != "…"), "{command}: nothing is shown of it");
        let real = run(&command);
        let (shown_lines, real_lines) = (shown.join("\n"), real.join("\n"));
        assert!(
            fits(&shown, &real),
            "{document} shows another output; copy what is printed, `…` for lines left out\n\
             $ {command}\n{document}:\n{shown_lines}\nprinted (# for times):\n{real_lines}"
        );
    }
}

#[test]
fn every_action_has_its_first_key_in_the_table() {
    let table = section(GUIDE, "## Keys");
    let keymap = Keymap::standard();
    let is_digit = |key: &str| key.chars().all(|c| c.is_ascii_digit());
    let missing: Vec<_> = Action::ALL
        .iter()
        .filter_map(|action| keymap.hint(*action).map(|key| (action.name(), key)))
        .filter(|(_, key)| !is_digit(key) && !table.contains(&format!("`{key}`")))
        .collect();
    assert!(missing.is_empty(), "no such key in the table under Keys in assets/guide.md; add it to a row: {missing:?}");
}

#[test]
fn every_quick_view_is_named_in_the_row_of_its_key() {
    let words: Vec<&str> = QuickView::ALL.iter().map(|view| view.words()).collect();
    let listed = format!("next quick view ({})", words.join(", "));
    assert!(GUIDE.contains(&listed), "assets/guide.md, the row of `f` under Keys, must say: {listed}");
}

/// The README has the essential keys; those that it has are bound.
#[test]
fn every_key_of_the_readme_is_bound() {
    let keymap = Keymap::standard();
    let bound: BTreeSet<String> = Action::ALL.iter().flat_map(|action| keymap.keys(*action)).collect();
    let rows = section(README, "## Keys").lines().filter(|line| line.starts_with("| `"));
    let keys: Vec<&str> =
        rows.filter_map(|row| row.split('|').nth(1)).flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect();
    assert!(keys.len() > 20, "{keys:?}");
    let unbound: Vec<&str> = keys.into_iter().filter(|key| !bound.contains(*key)).collect();
    assert!(unbound.is_empty(), "README.md names these keys under Keys, and they are bound to nothing: {unbound:?}");
}

#[test]
fn the_readme_is_short() {
    let words = README.split_whitespace().count();
    assert!(words <= 1600, "README.md has {words} words; move what is not for the first day to assets/guide.md");
}

#[test]
fn every_setting_is_in_the_table_with_the_number_that_is_built_in() {
    let table = section(CONFIGURATION, "## Settings");
    for row in Settings::default().rows() {
        let number: String = row.value.chars().take_while(char::is_ascii_digit).collect();
        let start = if number.is_empty() { String::new() } else { format!(" {number} |") };
        let start = format!("| `{}` |{start}", row.name);
        assert!(table.contains(&start), "assets/configuration.md needs a row under Settings that begins with: {start}");
    }
    for name in Theme::NAMES {
        assert!(
            section(CONFIGURATION, "## Themes").contains(&format!("`{name}`")),
            "assets/configuration.md does not name the theme `{name}` under Themes"
        );
    }
}

#[test]
fn every_schema_is_linked() {
    for entry in std::fs::read_dir(root().join("assets/schema")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(
            name == "README.md" || COMMANDS.contains(&format!("]({name})")),
            "assets/schema/README.md does not link {name}"
        );
    }
}

/// The anchor of a heading, as it is linked.
fn anchor(heading: &str) -> String {
    let kept = heading.trim_start_matches('#').trim().to_lowercase();
    kept.chars().filter(|c| c.is_alphanumeric() || *c == ' ' || *c == '-').collect::<String>().replace(' ', "-")
}

#[test]
fn every_link_leads_somewhere() {
    let mut count = 0;
    for (document, text) in DOCUMENTS {
        let folder = root().join(document).parent().unwrap().to_owned();
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| !link.contains("://")) {
            let (path, part) = link.split_once('#').unwrap_or((link, ""));
            let target = if path.is_empty() { root().join(document) } else { folder.join(path) };
            assert!(target.exists(), "{document} links {link}, which is not there");
            if !part.is_empty() {
                let linked = std::fs::read_to_string(&target).unwrap();
                let mut headings = linked.lines().filter(|line| line.starts_with('#'));
                assert!(
                    headings.any(|line| anchor(line) == part),
                    "{document} links {link}, and there is no such heading"
                );
            }
            count += 1;
        }
    }
    assert!(count > 20, "{count}");
}

/// What stands between backticks and looks like a path of ours.
#[test]
fn every_path_that_is_named_is_there() {
    for (document, text) in DOCUMENTS {
        let named = text.lines().flat_map(|line| line.split('`').skip(1).step_by(2));
        for path in named.filter(|name| ["src/", "tests/", "assets/", "benches/"].iter().any(|it| name.starts_with(it)))
        {
            assert!(root().join(path).exists(), "{document} names {path}, which is not there");
        }
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
