use std::sync::LazyLock;

use super::alarms::Found;
use super::*;
use crate::catalogue;
use crate::domain::text::SafeText;

static GLOSSARY: LazyLock<Glossary> = LazyLock::new(catalogue::glossary);

/// Sentences that hold, one to a line; `\n` and `\u{…}` stand for what they name.
const HOLDS: &str = include_str!("tests/holds.txt");
/// Sentences that hold nothing.
const HARMLESS: &str = include_str!("tests/harmless.txt");

fn sentences(table: &str) -> Vec<String> {
    let plain = |line: &str| line.replace("\\n", "\n").replace("\\r", "\r").replace("\\u{200b}", "\u{200b}");
    table.lines().filter(|line| !line.is_empty()).map(plain).collect()
}

fn in_text(raw: &str) -> Found {
    GLOSSARY.alarms.in_text(SafeText::block(raw).as_str())
}

fn holds(found: &Found) -> bool {
    !found.alarms.is_empty() || !found.labels.is_empty()
}

fn wrong(texts: &[String], expected: bool) -> Vec<String> {
    let found = texts.iter().map(|text| (text, in_text(text)));
    found.filter(|(_, found)| holds(found) != expected).map(|(text, found)| format!("{text} {found:?}")).collect()
}

/// Faults: H1.
#[test]
fn sentences_that_hold() {
    let all = sentences(HOLDS);
    assert!(all.len() >= 60);
    assert_eq!(wrong(&all, true), Vec::<String>::new());
    let loud: Vec<String> = all.iter().map(|text| text.to_uppercase()).collect();
    assert_eq!(wrong(&loud, true), Vec::<String>::new());
    let broken: Vec<String> = all.iter().map(|text| text.replace(' ', "\n")).collect();
    assert_eq!(wrong(&broken, true), Vec::<String>::new());
    let joined: Vec<String> = all.iter().map(|text| text.replace(' ', "_")).collect();
    assert_eq!(wrong(&joined, true), Vec::<String>::new());
}

#[test]
fn sentences_that_do_not() {
    let all = sentences(HARMLESS);
    assert!(all.len() >= 50);
    assert_eq!(wrong(&all, false), Vec::<String>::new());
    let loud: Vec<String> = all.iter().map(|text| text.to_uppercase()).collect();
    assert_eq!(wrong(&loud, false), Vec::<String>::new());
}
