//! Which test holds which fault: read from the tests, where a line `Faults: W1, W2` in a test's documentation names them.
//! `UPDATE_COVERAGE=1 cargo test --test faults coverage` writes the listing anew.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

const LIST: &str = include_str!("list.md");

/// The ids of the list in its order.
fn ids() -> Vec<&'static str> {
    LIST.lines().filter_map(|line| line.strip_prefix("- ")?.split_once(": ")).map(|(id, _)| id).collect()
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

/// The faults that each test names, by fault: `path: test`.
fn named() -> BTreeMap<String, Vec<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    rust_files(&root.join("src"), &mut files);
    rust_files(&root.join("tests"), &mut files);
    let mut named: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let path = file.strip_prefix(root).unwrap().display().to_string();
        let mut waiting: Vec<String> = Vec::new();
        let mut is_test = false;
        for line in text.lines().map(str::trim) {
            if let Some(list) = line.strip_prefix("/// Faults: ") {
                waiting.extend(list.trim_end_matches('.').split(", ").map(str::to_owned));
            }
            is_test |= line.starts_with("#[test]") || line.starts_with("#[tokio::test");
            let function = line.strip_prefix("async ").unwrap_or(line).strip_prefix("fn ");
            if let Some(name) = function.and_then(|rest| rest.split('(').next()) {
                assert!(waiting.is_empty() || is_test, "{path}: {name} names faults and is no test");
                for id in waiting.drain(..) {
                    named.entry(id).or_default().push(format!("{path}: {name}"));
                }
                is_test = false;
            }
        }
        assert!(waiting.is_empty(), "{path}: {waiting:?} stand at no test");
    }
    named
}

fn listing(named: &BTreeMap<String, Vec<String>>) -> String {
    let mut text = "# Which test holds which fault\n\nMade from the tests by tests/faults/coverage.rs.\n".to_owned();
    for id in ids() {
        writeln!(text, "\n{id}").unwrap();
        for test in named.get(id).into_iter().flatten() {
            writeln!(text, "- {test}").unwrap();
        }
    }
    text
}

#[test]
fn every_fault_has_its_test_and_the_listing_is_current() {
    let named = named();
    let ids = ids();
    assert!(ids.len() > 50, "the list was read");
    let unknown: Vec<&String> = named.keys().filter(|id| !ids.contains(&id.as_str())).collect();
    assert!(unknown.is_empty(), "named by tests and not in tests/faults/list.md: {unknown:?}");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults/coverage.md");
    let made = listing(&named);
    if std::env::var_os("UPDATE_COVERAGE").is_some() {
        fs::write(&path, &made).unwrap();
    }
    let missing: Vec<&str> = ids.into_iter().filter(|id| !named.contains_key(*id)).collect();
    assert!(missing.is_empty(), "no test names these faults: {missing:?}");
    assert!(
        fs::read_to_string(&path).unwrap_or_default() == made,
        "the listing is not current; UPDATE_COVERAGE=1 cargo test --test faults coverage"
    );
}
