//! Holds `src/` to the design: who may use whom, how files are laid out, how long they get.
//!
//! The rules are [`RULES`]. A reach is a path in a `use`, a path in code without a `use`, or a name that is handed
//! on (`pub use`, `pub type`) to a module that may not have it. Code that only tests have is free to reach anywhere.

#![expect(clippy::expect_used, reason = "a file of ours that cannot be read fails the test that reads it")]

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

#[path = "architecture/cases.rs"]
mod cases;
#[path = "architecture/names.rs"]
mod names;
#[path = "architecture/reach.rs"]
mod reach;
#[path = "architecture/tokens.rs"]
mod tokens;

use reach::{Scan, Target, scan};

/// What the code of one module may use, besides itself and [`EVERYONE`].
struct Rule {
    /// Covers this module and what is below it; a rule for an inner module adds to those around it.
    module: &'static str,
    /// Paths of ours, with all that is below them.
    ours: &'static [&'static str],
    /// Outside crates, or paths in them.
    outside: &'static [&'static str],
}

const ALL: &[&str] = &["*"];

#[rustfmt::skip]
const RULES: &[Rule] = &[
    Rule { module: "domain",     ours: &[],          outside: &[] },
    Rule { module: "catalogue",  ours: &["domain"],  outside: &["serde_json"] },
    Rule { module: "config",     ours: &["domain"],  outside: &["toml", "secrecy", "url", "etcetera"] },
    Rule { module: "api",        ours: &["domain", "config::environment", "config::Environment",
                                         "config::credentials", "config::Credentials"],
           outside: &["reqwest", "serde_json", "tokio::sync", "tokio::task", "tokio::time", "secrecy", "url", "httpdate",
                      "flate2"] },
    Rule { module: "app",        ours: &["domain"],  outside: &[] },
    Rule { module: "input",      ours: &["app", "config::written", "config::spelling"],
           outside: &["crossterm::event"] },
    Rule { module: "view",       ours: &["app", "domain", "input::keymap", "input::Keymap", "config::written"],
           outside: &["ratatui"] },
    Rule { module: "view::tree", ours: &[],          outside: &["tui_tree_widget"] },
    Rule { module: "output",     ours: &["domain"],  outside: &["serde_json", "csv"] },
    Rule { module: "sandbox",    ours: &[],
           outside: &["hyper", "hyper_util", "http_body_util", "tokio", "serde_json"] },
    Rule { module: "runtime",    ours: &["app", "input", "view", "api", "output", "config", "catalogue", "domain"],
           outside: &["tokio", "crossterm", "ratatui", "anyhow", "rustix", "base64", "secrecy"] },
    Rule { module: "commands",   ours: &["api", "output", "config", "catalogue", "domain", "sandbox"],
           outside: &["tokio", "anyhow", "serde_json"] },
    Rule { module: "cli",        ours: ALL,          outside: ALL },
    Rule { module: "main",       ours: ALL,          outside: ALL },
];

/// What every module may use: its data is text and times. What is in `std` needs no mention, since it is no dependency.
const EVERYONE: &[&str] = &["serde", "jiff", "unicode_*"];

/// Crates that show another crate under a path of their own.
const SECOND_DOORS: &[(&str, &str)] = &[("ratatui::crossterm", "crossterm")];

/// The longest a file in `src/` may be.
const LONGEST_FILE: usize = 450;

/// Files that may be longer, by their path in `src/`.
const LONGER_FILES: &[&str] = &[];

fn starts_with(path: &[String], allowed: &str) -> bool {
    let allowed: Vec<&str> = allowed.split("::").collect();
    allowed == ["*"]
        || path.len() >= allowed.len()
            && allowed.iter().zip(path).all(|(allowed, segment)| {
                allowed.strip_suffix('*').map_or(allowed == segment, |start| segment.starts_with(start))
            })
}

fn may_use(module: &[String], target: &Target) -> bool {
    // lib.rs is the list of modules itself.
    let Some(top) = module.first() else { return true };
    let mut rules = RULES.iter().filter(|rule| starts_with(module, rule.module));
    match target {
        Target::Ours(path) => {
            path.first() == Some(top) || rules.any(|rule| rule.ours.iter().any(|allowed| starts_with(path, allowed)))
        }
        Target::Outside(path) => {
            let path = through_second_door(path);
            let mut allowed = EVERYONE.iter().chain(rules.flat_map(|rule| rule.outside));
            allowed.any(|allowed| starts_with(&path, allowed))
        }
    }
}

fn through_second_door(path: &[String]) -> Vec<String> {
    let Some((door, behind)) = SECOND_DOORS.iter().find(|(door, _)| starts_with(path, door)) else {
        return path.to_vec();
    };
    let rest = path.iter().skip(door.split("::").count());
    std::iter::once((*behind).to_owned()).chain(rest.cloned()).collect()
}

/// The modules that could get at `target` through `place` but may not use it.
fn wrong_readers(place: &[String], target: &Target) -> Vec<&'static str> {
    let place_target = Target::Ours(place.to_vec());
    let reader = |rule: &Rule| segments(rule.module);
    let others = RULES.iter().filter(|rule| reader(rule).first() != place.first());
    others
        .filter(|rule| may_use(&reader(rule), &place_target) && !may_use(&reader(rule), target))
        .map(|rule| rule.module)
        .collect()
}

fn segments(path: &str) -> Vec<String> {
    path.split("::").map(str::to_owned).collect()
}

fn written(target: &Target) -> String {
    match target {
        Target::Ours(path) => std::iter::once("crate").chain(path.iter().map(String::as_str)).collect::<Vec<_>>(),
        Target::Outside(path) => path.iter().map(String::as_str).collect(),
    }
    .join("::")
}

/// What is wrong in one file, each with its line.
fn complaints(module: &[String], scan: &Scan) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for reach in &scan.reaches {
        let target = written(&reach.target);
        if !may_use(module, &reach.target) {
            found.push((reach.line, target));
        } else if let Some(place) = &reach.handed_on {
            let readers = wrong_readers(place, &reach.target);
            if !readers.is_empty() {
                found.push((reach.line, format!("{target} handed on to {}", readers.join(", "))));
            }
        }
    }
    found.extend(scan.hidden_code.iter().map(|line| (*line, "code from a file of another name".to_owned())));
    found.sort();
    found.dedup();
    found
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every Rust file below `folder`, in a stable order.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).expect("a readable folder").map(|entry| entry.expect("a readable entry").path()).collect();
    entries.sort();
    let is_rust = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "rs");
    entries
        .into_iter()
        .flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] })
        .filter(is_rust)
        .collect()
}

fn inside(root: &Path, file: &Path) -> String {
    file.strip_prefix(root).expect("a file below the root").to_string_lossy().replace('\\', "/")
}

fn in_src(file: &Path) -> String {
    inside(&src(), file)
}

fn module_of(root: &Path, file: &Path) -> Vec<String> {
    match inside(root, file).trim_end_matches(".rs") {
        "lib" => Vec::new(),
        path => path.split('/').map(str::to_owned).collect(),
    }
}

/// The crate names under `[dependencies]`, those of single platforms included.
fn dependencies() -> BTreeSet<String> {
    let manifest = fs::read_to_string(src().with_file_name("Cargo.toml")).expect("our manifest");
    let manifest: toml::Table = manifest.parse().expect("a manifest in TOML");
    let platforms = manifest.get("target").and_then(toml::Value::as_table).into_iter().flat_map(toml::Table::values);
    let sections = platforms.filter_map(|platform| platform.get("dependencies")).chain(manifest.get("dependencies"));
    let names = sections.filter_map(toml::Value::as_table).flat_map(toml::Table::keys);
    names.map(|name| name.replace('-', "_")).collect()
}

/// Every forbidden reach in the production code below `root`, as `path:line: what`.
fn forbidden(root: &Path, crates: &BTreeSet<String>) -> Vec<String> {
    let scans: Vec<(PathBuf, Vec<String>, Scan)> = rust_files(root)
        .into_iter()
        .map(|file| {
            let module = module_of(root, &file);
            let source = fs::read_to_string(&file).expect("a readable source");
            let scan = scan(&module, &source, crates);
            (file, module, scan)
        })
        .collect();
    let only_in_tests: HashSet<Vec<String>> = scans
        .iter()
        .flat_map(|(_, module, scan)| {
            scan.test_modules.iter().map(|name| module.iter().chain([name]).cloned().collect())
        })
        .collect();
    let is_production = |module: &[String]| (1..=module.len()).all(|length| !only_in_tests.contains(&module[..length]));
    scans
        .iter()
        .filter(|(_, module, _)| is_production(module))
        .flat_map(|(file, module, scan)| {
            let file = inside(root, file);
            complaints(module, scan).into_iter().map(move |(line, what)| format!("{file}:{line}: {what}"))
        })
        .collect()
}

#[test]
fn every_module_uses_only_what_the_design_allows() {
    let crates = dependencies();
    assert!(crates.contains("serde_json"), "the manifest was read");
    let wrong: Vec<String> = forbidden(&src(), &crates).iter().map(|reach| format!("src/{reach}")).collect();
    assert!(wrong.is_empty(), "forbidden by the table at the top of tests/architecture.rs:\n{}", wrong.join("\n"));
}

#[test]
fn every_top_level_module_has_a_rule() {
    let ruled: HashSet<&str> = RULES.iter().filter_map(|rule| rule.module.split("::").next()).collect();
    let unruled: Vec<String> = rust_files(&src())
        .iter()
        .filter(|file| module_of(&src(), file).first().is_some_and(|top| !ruled.contains(top.as_str())))
        .map(|file| in_src(file))
        .collect();
    assert!(unruled.is_empty(), "in no row of the table in tests/architecture.rs: {unruled:?}");
}

#[test]
fn a_folder_lies_beside_the_file_of_its_module() {
    let mut wrong = BTreeSet::new();
    for file in rust_files(&src()) {
        if file.file_name().is_some_and(|name| name == "mod.rs") {
            wrong.insert(format!("{} should be named after its folder", in_src(&file)));
        }
        let folder = file.parent().expect("a folder");
        if folder != src() && !folder.with_extension("rs").is_file() {
            wrong.insert(format!("{}/ has no {0}.rs beside it", in_src(folder)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_file_outgrows_its_room() {
    let lines = |file: &Path| fs::read_to_string(file).expect("a readable source").lines().count();
    let long: Vec<String> = rust_files(&src())
        .iter()
        .filter(|file| lines(file) > LONGEST_FILE && !LONGER_FILES.contains(&in_src(file).as_str()))
        .map(|file| format!("{} has {} lines", in_src(file), lines(file)))
        .collect();
    assert!(long.is_empty(), "longer than {LONGEST_FILE} lines, give the parts a room each: {long:#?}");
}
