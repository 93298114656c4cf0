//! What is settled, and by whom: flags count more than variables, these more than the file, and that more than what is
//! built in.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use crate::domain::draft::part::HowToAnswer;
use crate::domain::finding::Thresholds;
use crate::domain::id::CustomerId;
use crate::domain::link::LinkTemplate;
use crate::domain::pace::{Every, Limits};

use super::alert::Alert;
use super::memory::{FORBIDS, KEEP_DAYS};

/// Where a value came from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// Nobody said anything else.
    #[default]
    BuiltIn,
    /// The configuration file.
    File,
    /// This variable of the environment.
    Variable(&'static str),
    /// This flag.
    Flag(&'static str),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BuiltIn => "built in",
            Self::File => "file",
            Self::Variable(name) | Self::Flag(name) => name,
        })
    }
}

/// A value and where it came from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Setting<T> {
    /// The value that counts.
    pub value: T,
    /// Where it came from.
    pub origin: Origin,
}

impl<T> Setting<T> {
    /// What holds as long as nobody says anything else.
    #[must_use]
    pub const fn built_in(value: T) -> Self {
        Self { value, origin: Origin::BuiltIn }
    }

    /// What somebody says who counts for more; `None` where they say nothing.
    #[must_use]
    pub fn or_rather(self, value: Option<T>, origin: Origin) -> Self {
        value.map_or(self, |value| Self { value, origin })
    }
}

/// A word of the file that names something only another part of the program knows, or another file, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The word.
    pub name: String,
    /// Line and column, both from 1.
    pub place: (usize, usize),
}

/// Something in the file that counts all the same, and that whoever wrote it should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileNotice {
    /// The file.
    pub path: PathBuf,
    /// Line and column, both from 1.
    pub place: (usize, usize),
    /// What is to be known, without anything that is written there.
    pub what: String,
}

impl fmt::Display for FileNotice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.place;
        write!(f, "{}:{line}:{column}: {}", self.path.display(), self.what)
    }
}

/// Where the token of an environment is to be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenFrom {
    /// A file that holds it.
    File(PathBuf),
    /// A program that prints it, with its arguments.
    Command(Vec<OsString>),
}

/// An address of the file, as it is written; it is judged when it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenUrl {
    /// The address.
    pub url: String,
    /// File, line and column.
    pub written_at: String,
}

/// An environment as the file describes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedServer {
    /// Its address; the two environments of Fin's have one without being told.
    pub base_url: Option<WrittenUrl>,
    /// What people call it; it stands beside the host and never in its place.
    pub label: Option<String>,
    /// Where its token is to be had.
    pub token: Option<TokenFrom>,
}

/// What is remembered between runs.
#[derive(Clone, Debug, PartialEq)]
pub struct MemorySettings {
    /// Whether nothing is.
    pub off: Setting<bool>,
    /// For how many days.
    pub keep_days: Setting<u32>,
}

impl Default for MemorySettings {
    fn default() -> Self {
        Self { off: Setting::built_in(false), keep_days: Setting::built_in(KEEP_DAYS) }
    }
}

impl MemorySettings {
    /// The same with what a flag and the variables say: any of them can turn it off, none can turn it on again.
    #[must_use]
    pub fn forbidden_by(mut self, flag: bool, variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let is_set = variable(FORBIDS).is_some_and(|value| !value.is_empty() && value != "0");
        if is_set {
            self.off = Setting { value: true, origin: Origin::Variable(FORBIDS) };
        }
        if flag {
            self.off = Setting { value: true, origin: Origin::Flag("--no-memory") };
        }
        self
    }
}

/// Everything the file can settle.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// The environment that is meant where none is named.
    pub environment: Setting<Option<String>>,
    /// Environments by their names.
    pub environments: BTreeMap<String, NamedServer>,
    /// Whether personal data is hidden from the start.
    pub mask: Setting<bool>,
    /// Minutes without a key after which personal data is hidden.
    pub mask_after_minutes: Setting<Option<u32>>,
    /// Whether the screen shows times in this machine's zone.
    pub local_time: Setting<bool>,
    /// Whether the hold of a case may be lifted, once compliance was asked.
    pub allow_lift: Setting<bool>,
    /// Whether the mouse is ours.
    pub mouse: Setting<bool>,
    /// The theme, by its name or as a file.
    pub theme: Setting<Option<Named>>,
    /// The file with the keys that differ from the standard ones, as it is written.
    pub keymap: Setting<Option<Named>>,
    /// Where a customer can be looked at in a browser.
    pub link: Setting<Option<LinkTemplate>>,
    /// Days that a draft gives for an answer; without it, no day is named.
    pub reply_by_days: Setting<Option<u16>>,
    /// Days on which nobody works besides weekends.
    pub holidays: Setting<BTreeSet<jiff::civil::Date>>,
    /// How customers answer, in the user's own sentence; without it, a draft says it in general words.
    pub how_to_answer: Setting<Option<HowToAnswer>>,
    /// The program that takes what is copied, with its arguments; without one, the terminal does.
    pub copy_command: Setting<Option<Vec<OsString>>>,
    /// Customers that `watch` watches where none is named, and whose details are read first.
    pub watch: Setting<Vec<CustomerId>>,
    /// How often auto-refresh fetches.
    pub every: Every,
    /// What tells that a watched case changed.
    pub alert: Setting<Alert>,
    /// What is remembered between runs.
    pub memory: MemorySettings,
    /// What is fetched behind the queue at most.
    pub limits: Limits,
    /// Where checks draw the line.
    pub thresholds: Thresholds,
    /// The names within `every`, `limits` and `thresholds` that the file settles.
    pub given: Vec<&'static str>,
    /// What whoever wrote the file should know of it.
    pub notices: Vec<FileNotice>,
}

/// A setting as it is told to people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its name in the file.
    pub name: String,
    /// Its value.
    pub value: String,
    /// Where that came from.
    pub origin: Origin,
}

impl Settings {
    /// Every setting with its value, as `doctor` shows it. Where a token is to be had is not told.
    #[must_use]
    pub fn rows(&self) -> Vec<Row> {
        let mut rows = vec![
            row("environment", &self.environment, |name| words(name.as_deref())),
            row("mask", &self.mask, ToString::to_string),
            row("mask_after_minutes", &self.mask_after_minutes, |minutes| words(minutes.as_ref())),
            row("local_time", &self.local_time, ToString::to_string),
            row("allow_lift", &self.allow_lift, ToString::to_string),
            row("mouse", &self.mouse, ToString::to_string),
            row("theme", &self.theme, |theme| words(theme.as_ref().map(|theme| &theme.name))),
            row("keymap", &self.keymap, |file| words(file.as_ref().map(|file| &file.name))),
            row("link", &self.link, |link| words(link.as_ref().map(LinkTemplate::template))),
            row("reply_by_days", &self.reply_by_days, |days| words(days.as_ref())),
            row("holidays", &self.holidays, |days| match days.len() {
                0 => words(None::<&str>),
                many => crate::domain::wording::counted(many, "day", "days"),
            }),
            row("how_to_answer", &self.how_to_answer, |how| words(how.as_ref().map(|_| "a sentence of your own"))),
            row("copy_command", &self.copy_command, |argv| words(argv.as_ref().map(|_| "a program of your own"))),
            row("alert", &self.alert, |alert| alert.word().to_owned()),
            row("memory.off", &self.memory.off, ToString::to_string),
            row("memory.keep_days", &self.memory.keep_days, ToString::to_string),
            row("watch", &self.watch, |ids| match ids.len() {
                0 => words(None::<&str>),
                many => crate::domain::wording::counted(many, "customer", "customers"),
            }),
        ];
        let parts = [
            ("refresh.case_seconds", seconds(self.every.case)),
            ("refresh.queue_seconds", seconds(self.every.queue)),
            ("limits.in_flight", self.limits.in_flight.to_string()),
            ("limits.per_second", self.limits.per_second().to_string()),
            ("limits.per_run", self.limits.per_run.to_string()),
            ("limits.details", self.limits.details.word().to_owned()),
            ("thresholds.ownership_percent", self.thresholds.ownership.to_string()),
            ("thresholds.idle_days", self.thresholds.idle_days.to_string()),
            ("thresholds.stale_fin_business_days", self.thresholds.stale_fin_business_days.to_string()),
        ];
        rows.extend(parts.into_iter().map(|(name, value)| {
            let origin = if self.given.contains(&name) { Origin::File } else { Origin::BuiltIn };
            Row { name: name.to_owned(), value, origin }
        }));
        rows.extend(self.environments.iter().map(|(name, server)| Row {
            name: format!("environments.{name}"),
            value: server.words(),
            origin: Origin::File,
        }));
        rows
    }
}

impl NamedServer {
    /// What is known of it, redacted: an address may hold a password until it is checked, and what should say where the
    /// token is may be the token itself.
    fn words(&self) -> String {
        let address = self.base_url.as_ref().map(|_| "an address of its own".to_owned());
        let label = self.label.as_ref().map(|label| format!("“{label}”"));
        let token = self.token.as_ref().map(|from| match from {
            TokenFrom::File(_) => "token_file".to_owned(),
            TokenFrom::Command(_) => "token_command".to_owned(),
        });
        let parts: Vec<String> = [label, address, token].into_iter().flatten().collect();
        if parts.is_empty() { "nothing settled".to_owned() } else { parts.join(", ") }
    }
}

fn row<T>(name: &str, setting: &Setting<T>, words: impl FnOnce(&T) -> String) -> Row {
    Row { name: name.to_owned(), value: words(&setting.value), origin: setting.origin }
}

fn words<T: fmt::Display>(value: Option<T>) -> String {
    value.map_or_else(|| "not set".to_owned(), |value| value.to_string())
}

fn seconds(every: Option<Duration>) -> String {
    every.map_or_else(|| "0 (never)".to_owned(), |every| every.as_secs().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anything_can_turn_it_off() {
        let set = |value: &'static str| move |name: &str| (name == FORBIDS).then(|| OsString::from(value));
        let settings = MemorySettings::default;
        assert!(!settings().forbidden_by(false, set("")).off.value);
        assert!(!settings().forbidden_by(false, set("0")).off.value);
        assert_eq!(settings().forbidden_by(false, set("1")).off.origin, Origin::Variable(FORBIDS));
        assert_eq!(settings().forbidden_by(true, set("")).off.origin, Origin::Flag("--no-memory"));
    }
}
