//! CONTRIBUTING.md tells the truth: what it names is there, and it has the table of the layers.

use std::fs;
use std::path::Path;

const CONTRIBUTING: &str = include_str!("../../CONTRIBUTING.md");
const LIB: &str = include_str!("../../src/lib.rs");

/// What stands between backticks, outside of fenced blocks.
fn named() -> Vec<&'static str> {
    CONTRIBUTING.lines().flat_map(|line| line.split('`').skip(1).step_by(2)).filter(|text| !text.is_empty()).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn every_path_is_there() {
    let is_pattern = |path: &str| path.contains(['*', ' ', '$']) || path.contains("NAME") || path.starts_with("src/a/");
    let folders = ["src/", "tests/", "assets/", "benches/", ".ci/"];
    let paths = named().into_iter().filter(|text| folders.iter().any(|folder| text.starts_with(folder)));
    let missing: Vec<&str> = paths.filter(|path| !is_pattern(path) && !root().join(path).exists()).collect();
    assert!(missing.is_empty(), "CONTRIBUTING.md names these, and they are not there: {missing:?}");
    let links = CONTRIBUTING.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    for link in links.filter(|link| !link.starts_with('#')) {
        assert!(root().join(link).exists(), "CONTRIBUTING.md links {link}, which is not there");
    }
}

fn sources(folder: &Path, text: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, text);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            text.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}

/// A name with three underscores or more is that of a test.
#[test]
fn every_test_that_is_named_is_there() {
    let mut text = String::new();
    sources(&root().join("src"), &mut text);
    sources(&root().join("tests"), &mut text);
    let is_test = |name: &&str| {
        name.matches('_').count() >= 3 && name.chars().all(|c| c == '_' || c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    let tests: Vec<&str> = named().into_iter().filter(is_test).filter(|name| !text.contains(name)).collect();
    assert!(tests.is_empty(), "CONTRIBUTING.md names these tests, and they are not there: {tests:?}");
}

#[test]
fn its_layers_are_those_of_the_crate() {
    let rows = |text: &'static str, start: &str| -> Vec<String> {
        let lines = text.lines().filter_map(|line| line.strip_prefix(start));
        lines.map(|line| line.replace(['`', '[', ']'], "")).collect()
    };
    let ours = rows(LIB, "//! | [`");
    let told = CONTRIBUTING.split("## Layers").nth(1).unwrap().split("Other folders").next().unwrap();
    assert!(ours.len() > 10);
    assert_eq!(rows(told, "| `"), ours, "the table under Layers in CONTRIBUTING.md must be that of src/lib.rs");
}
