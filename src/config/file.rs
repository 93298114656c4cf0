//! The configuration file: `kyb-dash/config.toml` in the user's configuration folder. It is read, never written.

use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::domain::finding::Thresholds;
use crate::domain::link::LinkTemplate;

/// What the file settles. What it does not name keeps its built-in value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// Whether personal data is hidden from the start.
    pub mask: bool,
    /// Days that a draft gives for an answer; without it, no day is named.
    pub reply_by_days: Option<u16>,
    /// Where a customer can be looked at in a browser.
    pub link: Option<LinkTemplate>,
    /// Where checks draw the line.
    pub thresholds: Thresholds,
}

/// Why a file cannot be used: where, and what was expected. Never the line itself, as it may hold anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadFile {
    path: PathBuf,
    /// Line and column, from 1, where the fault has a place.
    place: Option<(usize, usize)>,
    what: String,
}

impl fmt::Display for BadFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        if let Some((line, column)) = self.place {
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {}", self.what)
    }
}

impl std::error::Error for BadFile {}

/// Where the file is looked for, from the environment's variables; `None` where no home is known.
#[must_use]
pub fn default_path(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let set = |name: &str| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    // A relative folder here would mean another file in every working directory.
    let folder = set("XDG_CONFIG_HOME").filter(|folder| folder.is_absolute());
    folder.or_else(|| set("HOME").map(|home| home.join(".config"))).map(|folder| folder.join("kyb-dash/config.toml"))
}

/// Reads the usual file. One that does not exist settles nothing.
///
/// # Errors
/// Where the file is there and cannot be used.
pub fn read(path: &Path) -> Result<Settings, BadFile> {
    if path.exists() { read_named(path) } else { Ok(Settings::default()) }
}

/// Reads a file that the user named: it has to be there.
///
/// # Errors
/// Where it cannot be used.
pub fn read_named(path: &Path) -> Result<Settings, BadFile> {
    match std::fs::read_to_string(path) {
        Ok(text) => parse(path, &text),
        Err(error) => Err(BadFile { path: path.to_owned(), place: None, what: format!("cannot be read: {error}") }),
    }
}

fn parse(path: &Path, text: &str) -> Result<Settings, BadFile> {
    let bad = |at: Option<usize>, what: String| {
        let place = at.map(|at| place(text, at));
        BadFile { path: path.to_owned(), place, what }
    };
    let file: File = toml::from_str(text).map_err(|error| {
        let message = error.message();
        bad(error.span().map(|span| span.start), format!("{message}{}", nearest(message)))
    })?;
    let link = file.link.as_ref().map(|link| LinkTemplate::parse(link.get_ref()));
    let link = link.transpose().map_err(|error| {
        let at = file.link.as_ref().map(|link| link.span().start);
        bad(at, format!("{error}, as in https://console.example/customers/{{customer_id}}"))
    })?;
    let percent = file.thresholds.ownership_percent.as_ref();
    if let Some(share) = percent.filter(|share| !(0.0..=100.0).contains(share.get_ref())) {
        return Err(bad(Some(share.span().start), "ownership_percent is a number from 0 to 100".to_owned()));
    }
    Ok(Settings {
        mask: file.mask,
        reply_by_days: file.reply_by_days,
        link,
        thresholds: file.thresholds.over(Thresholds::default()),
    })
}

/// Line and column of a place, both from 1.
fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (before.matches('\n').count() + 1, column)
}

/// The nearest of the names that were expected, where an unknown one was met: ``; did you mean `link`?``.
fn nearest(message: &str) -> String {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let Some(unknown) = quoted.next().filter(|_| message.starts_with("unknown field")) else { return String::new() };
    let best = quoted.min_by_key(|known| distance(unknown, known));
    let near = best.filter(|known| distance(unknown, known) <= known.chars().count() / 2);
    near.map(|known| format!("; did you mean `{known}`?")).unwrap_or_default()
}

/// How many letters to change, add or drop to get from one word to the other.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (line, letter) in from.chars().enumerate() {
        let mut diagonal = line;
        let mut left = line + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (cell, other) in row.iter_mut().skip(1).zip(&to) {
            let above = *cell;
            let changed = diagonal + usize::from(letter != *other);
            left = changed.min(above + 1).min(left + 1);
            diagonal = above;
            *cell = left;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
struct File {
    mask: bool,
    reply_by_days: Option<u16>,
    link: Option<toml::Spanned<String>>,
    thresholds: FileThresholds,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct FileThresholds {
    ownership_percent: Option<toml::Spanned<f64>>,
    stale_wait_days: Option<u32>,
    stale_fin_business_days: Option<u32>,
}

impl FileThresholds {
    fn over(self, built_in: Thresholds) -> Thresholds {
        #[expect(clippy::cast_possible_truncation, reason = "a share from 0 to 100, checked before")]
        let hundredths = self.ownership_percent.map(|share| (share.into_inner() * 100.0).round() as i64);
        Thresholds {
            ownership: hundredths.unwrap_or(built_in.ownership),
            stale_wait_days: self.stale_wait_days.unwrap_or(built_in.stale_wait_days),
            stale_fin_business_days: self.stale_fin_business_days.unwrap_or(built_in.stale_fin_business_days),
            ..built_in
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: &str = include_str!("../../assets/config.example.toml");

    fn read_text(text: &str) -> Result<Settings, String> {
        parse(Path::new("config.toml"), text).map_err(|bad| bad.to_string())
    }

    #[test]
    fn the_example_as_it_stands_settles_nothing_and_uncommented_all_of_it() {
        assert_eq!(read_text(EXAMPLE), Ok(Settings::default()));
        let uncommented: Vec<&str> = EXAMPLE.lines().map(|line| line.strip_prefix("#: ").unwrap_or(line)).collect();
        let settings = read_text(&uncommented.join("\n")).unwrap();
        assert!(settings.mask && settings.reply_by_days == Some(14) && settings.link.is_some());
        assert_eq!(settings.thresholds, Thresholds::default(), "it shows the built-in values");
    }

    #[test]
    fn a_fault_is_named_with_its_place_and_what_was_expected() {
        let table = [
            (
                "lnik = \"x\"",
                "config.toml:1:1: unknown field `lnik`, expected one of `mask`, `reply_by_days`, `link`, `thresholds`; did you mean `link`?",
            ),
            ("mask = true\nreply_by_days = \"soon\"", "config.toml:2:17: invalid type: string \"soon\", expected u16"),
            (
                "link = \"http://x/{customer_id}\"",
                "config.toml:1:8: a link template begins with https://, as in https://console.example/customers/{customer_id}",
            ),
            (
                "[thresholds]\nownership_percent = 250.0",
                "config.toml:2:21: ownership_percent is a number from 0 to 100",
            ),
        ];
        for (text, message) in table {
            assert_eq!(read_text(text), Err(message.to_owned()), "{text}");
        }
        let bad = read_text("mask = \"hunter2").unwrap_err();
        assert!(bad.starts_with("config.toml:1:") && !bad.contains("hunter2"), "never the line itself: {bad}");
    }

    #[test]
    fn the_file_is_looked_for_where_such_files_are() {
        let path = |variables: &[(&str, &str)]| {
            default_path(|name| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into()))
        };
        assert_eq!(path(&[("XDG_CONFIG_HOME", "/c"), ("HOME", "/h")]), Some("/c/kyb-dash/config.toml".into()));
        assert_eq!(path(&[("XDG_CONFIG_HOME", "c"), ("HOME", "/h")]), Some("/h/.config/kyb-dash/config.toml".into()));
        assert_eq!(path(&[("HOME", "")]), None);
        let nowhere = Path::new("/nowhere/at/all.toml");
        assert_eq!(read(nowhere), Ok(Settings::default()));
        assert!(read_named(nowhere).unwrap_err().to_string().starts_with("/nowhere/at/all.toml: cannot be read"));
    }
}
