//! The configuration file: `kyb-dash/config.toml` in the user's configuration folder. It is read, never written.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fmt;
use std::io;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::domain::draft::part::HowToAnswer;
use crate::domain::finding::Thresholds;
use crate::domain::id::CustomerId;
use crate::domain::link::LinkTemplate;
use crate::domain::pace::{Every, Limits, ReadAhead};

use super::alert::Alert;
use super::holidays::holidays;
use super::memory::KEEP_DAYS;
use super::settings::{
    FileNotice, MemorySettings, Named, NamedServer, Origin, Setting, Settings, TokenFrom, WrittenUrl,
};
use super::spelling::did_you_mean;
use super::text_file::{self, place};
use super::written::{self, Placed, Table};

/// Auto-refresh of one case, and of the list, is never more frequent than this, in seconds.
const SHORTEST: (u32, u32) = (5, 30);
/// Most requests for details at once, and a second.
const MOST: (u32, u32) = (16, 50);
/// Days without any activity, and what that was called before.
const IDLE_DAYS: &str = "idle_days";
const FORMER_IDLE_DAYS: &str = "stale_wait_days";
/// Most minutes without a key: a day.
const MOST_MINUTES: u32 = 24 * 60;
/// What a theme is.
const THEME: &str = "the name of a theme, or a file that ends in .toml, in quotes";
/// What a token file is.
const PATH: &str = "a path, in quotes, as in \"production.token\"";
/// What a copy command is.
const COPY_COMMAND: &str = "a list of a program and its arguments, as in [\"wl-copy\"]";
/// What a token command is.
const COMMAND: &str = "a list of a program and its arguments, as in [\"pass\", \"show\", \"kyb/token\"]";

/// Why a file cannot be used: where, and what was expected. Never the line itself, as it may hold anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadFile {
    path: PathBuf,
    /// Line and column, from 1, where the fault has a place.
    place: Option<(usize, usize)>,
    what: String,
}

impl BadFile {
    /// A fault in a file, at a line and column from 1 where it has a place.
    #[must_use]
    pub const fn new(path: PathBuf, place: Option<(usize, usize)>, what: String) -> Self {
        Self { path, place, what }
    }
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

/// Reads the usual file; `None` where it does not exist.
///
/// # Errors
/// Where the file is there and cannot be used.
pub fn read(path: &Path) -> Result<Option<Settings>, BadFile> {
    let is_missing = |error: &io::Error| matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory);
    // A link that leads nowhere is there, and so is what nobody lets us look at.
    if std::fs::symlink_metadata(path).is_err_and(|error| is_missing(&error)) {
        return Ok(None);
    }
    read_named(path).map(Some)
}

/// Reads a file that the user named: it has to be there.
///
/// # Errors
/// Where it cannot be used.
pub fn read_named(path: &Path) -> Result<Settings, BadFile> {
    match text_file::read(path) {
        Ok(text) => parse(path, &text),
        Err(unread) => Err(BadFile::new(path.to_owned(), unread.place, unread.what)),
    }
}

fn parse(path: &Path, text: &str) -> Result<Settings, BadFile> {
    let reader = Reader { path, text };
    written::read(text, |root| reader.settings(root))
        .map_err(|fault| BadFile::new(path.to_owned(), Some(place(text, fault.at)), fault.what))
}

/// Turns what is written into what it means.
struct Reader<'a> {
    path: &'a Path,
    text: &'a str,
}

impl Reader<'_> {
    fn settings(&self, root: &mut Table<'_>) -> Settings {
        let environment = root
            .text("environment", "the name of an environment, in quotes; an environment itself is [environments.NAME]");
        let reply_by_days = root.whole("reply_by_days", &(0..=u16::MAX.into()));
        let mask_after = root.whole("mask_after_minutes", &(0..=MOST_MINUTES));
        let mut settings = Settings {
            mask: of_file(false, root.flag("mask")),
            mask_after_minutes: of_file(
                None,
                mask_after.map(|minutes| Some(minutes.value).filter(|minutes| *minutes > 0)),
            ),
            local_time: of_file(false, root.flag("local_time")),
            allow_lift: of_file(false, root.flag("allow_lift")),
            mouse: of_file(false, root.flag("mouse")),
            theme: of_file(None, root.text("theme", THEME).map(|theme| Some(self.named(theme)))),
            keymap: of_file(None, root.text("keymap", "a file, in quotes").map(|file| Some(self.named(file)))),
            link: of_file(None, link(root).map(Some)),
            reply_by_days: of_file(None, reply_by_days.map(|days| u16::try_from(days.value).ok())),
            how_to_answer: of_file(None, how_to_answer(root).map(Some)),
            copy_command: of_file(None, self.copy_command(root).map(Some)),
            holidays: of_file(BTreeSet::new(), holidays(root)),
            watch: of_file(Vec::new(), watch(root)),
            alert: of_file(Alert::Off, alert(root)),
            every: Every::default(),
            limits: Limits::default(),
            thresholds: Thresholds::default(),
            ..Settings::default()
        };
        root.table("refresh", |group| refresh(group, &mut settings));
        root.table("limits", |group| limits(group, &mut settings));
        root.table("memory", |group| memory(group, &mut settings.memory));
        root.table("thresholds", |group| self.thresholds(group, &mut settings));
        let environments = root.table("environments", |group| {
            group.tables("an environment is a group of names of its own, below [environments.NAME]", |name, server| {
                self.server(name, server)
            })
        });
        settings.environments = environments.into_iter().flatten().collect();
        settings.environment = of_file(None, environment.map(|name| known(root, name, &settings.environments)));
        settings
    }

    fn copy_command(&self, root: &mut Table<'_>) -> Option<Vec<OsString>> {
        let command = root.texts("copy_command", COPY_COMMAND)?;
        if command.value.first().is_none_or(|program| program.value.is_empty()) {
            root.fault(command.at, format!("copy_command is {COPY_COMMAND}"));
        }
        Some(self.words(&command.value))
    }

    /// A program and its arguments, the paths among them those of the file.
    fn words(&self, argv: &[Placed<String>]) -> Vec<OsString> {
        argv.iter().enumerate().map(|(place, word)| self.word(place, &word.value)).collect()
    }

    fn thresholds(&self, group: &mut Table<'_>, settings: &mut Settings) {
        let ownership = group.percent("ownership_percent").map(|share| share.value);
        settings.given.extend(ownership.as_ref().map(|_| "thresholds.ownership_percent"));
        let mut days = |group: &mut Table<'_>, name, full| number(group, settings, (name, full), 0..=u32::MAX);
        let idle = days(group, IDLE_DAYS, "thresholds.idle_days");
        let former = group.former(FORMER_IDLE_DAYS, |group| days(group, FORMER_IDLE_DAYS, "thresholds.idle_days"));
        let fin = days(group, "stale_fin_business_days", "thresholds.stale_fin_business_days");
        settings.notices.extend(former.as_ref().map(|former| self.renamed(former.at, FORMER_IDLE_DAYS, IDLE_DAYS)));
        let built_in = settings.thresholds.clone();
        settings.thresholds = Thresholds {
            ownership: ownership.unwrap_or(built_in.ownership),
            idle_days: idle.or_else(|| former?.value).unwrap_or(built_in.idle_days),
            stale_fin_business_days: fin.unwrap_or(built_in.stale_fin_business_days),
            ..built_in
        };
    }

    /// Says that the name at this place is the former one of a setting.
    fn renamed(&self, at: usize, former: &str, name: &str) -> FileNotice {
        let what = format!("{former} is now called {name}; the old name will not be read by the next version");
        FileNotice { path: self.path.to_owned(), place: place(self.text, at), what }
    }

    /// A word of a token command. The program is a path where it has a `/`, else it is looked up; an argument is one only
    /// where its beginning says so, as it may be anything.
    fn word(&self, place: usize, written: &str) -> OsString {
        let is_beside =
            if place == 0 { written.contains('/') } else { written.starts_with("./") || written.starts_with("../") };
        let path = at_home(written).or_else(|| is_beside.then(|| beside(self.path, written)));
        // The program may go elsewhere before it reads them.
        path.map_or_else(|| written.into(), |path| std::path::absolute(&path).unwrap_or(path).into())
    }

    fn named(&self, name: Placed<String>) -> Named {
        Named { place: place(self.text, name.at), name: name.value }
    }

    /// An address is checked when it is used: only then is it known who vouches for it.
    fn server(&self, name: &Placed<String>, server: &mut Table<'_>) -> NamedServer {
        let needs_address = !server.has("base_url") && !BUILT_IN.contains(&name.value.as_str());
        let base_url = server.text("base_url", "an address, in quotes, as in \"https://kyb.example\"");
        let label = server.text("label", "a text, in quotes");
        let file = server.text("token_file", PATH);
        if let Some(empty) = file.as_ref().filter(|file| file.value.is_empty()) {
            server.fault(empty.at, format!("token_file is {PATH}"));
        }
        let command = server.texts("token_command", COMMAND);
        if needs_address {
            let whose = "an environment that is neither sandbox nor production";
            server.fault(name.at, format!("{whose} needs a base_url, as in \"https://kyb.example\""));
        }
        let token = match (file, command) {
            (Some(_), Some(command)) => {
                server.fault(command.at, "give token_file or token_command, not both");
                None
            }
            (None, Some(command)) => {
                if command.value.first().is_none_or(|program| program.value.is_empty()) {
                    server.fault(command.at, format!("token_command is {COMMAND}"));
                }
                Some(TokenFrom::Command(self.words(&command.value)))
            }
            (Some(path), None) => Some(TokenFrom::File(beside(self.path, &path.value))),
            (None, None) => None,
        };
        let base_url = base_url.map(|url| {
            let (line, column) = place(self.text, url.at);
            WrittenUrl { url: url.value, written_at: format!("{}:{line}:{column}", self.path.display()) }
        });
        NamedServer { base_url, label: label.map(|label| label.value), token }
    }
}

/// A path as people write it: relative to the file it stands in, `~/` being home.
#[must_use]
pub fn beside(file: &Path, written: &str) -> PathBuf {
    at_home(written).unwrap_or_else(|| file.parent().unwrap_or_else(|| Path::new("")).join(written))
}

/// What begins with `~/`, at home; `None` for anything else, another user's home included, and where no home is known.
fn at_home(written: &str) -> Option<PathBuf> {
    let inside = written.strip_prefix("~/")?;
    // A relative home would be another folder in every working directory.
    let home = std::env::var_os("HOME").map(PathBuf::from).filter(|home| home.is_absolute())?;
    Some(home.join(inside.trim_start_matches('/')))
}

fn known(root: &Table<'_>, name: Placed<String>, servers: &BTreeMap<String, NamedServer>) -> Option<String> {
    let known = || BUILT_IN.into_iter().chain(servers.keys().map(String::as_str));
    if known().any(|known| known == name.value) {
        return Some(name.value);
    }
    let near = did_you_mean(&name.value, known());
    let all: Vec<&str> = known().collect();
    root.fault(name.at, format!("environment names none that there is; there are {}{near}", all.join(", ")));
    None
}

fn link(root: &mut Table<'_>) -> Option<LinkTemplate> {
    let example = "https://console.example/customers/{customer_id}";
    let written = root.text("link", &format!("an address, in quotes, as in \"{example}\""))?;
    match LinkTemplate::parse(&written.value) {
        Ok(link) => Some(link),
        Err(error) => {
            root.fault(written.at, format!("{error}, as in {example}"));
            None
        }
    }
}

fn how_to_answer(root: &mut Table<'_>) -> Option<HowToAnswer> {
    let written = root.text("how_to_answer", "a sentence, in quotes")?;
    HowToAnswer::configured(&written.value)
        .map_err(|error| root.fault(written.at, format!("how_to_answer: {error}")))
        .ok()
}

fn watch(root: &mut Table<'_>) -> Option<Vec<CustomerId>> {
    let written = root.texts("watch", "a list of customer ids, each in quotes")?;
    let mut ids = Vec::new();
    for id in written.value {
        match id.value.parse::<CustomerId>() {
            Ok(id) => ids.push(id),
            Err(error) => root.fault(id.at, format!("watch has something that is no customer id: {error}")),
        }
    }
    Some(ids)
}

fn alert(root: &mut Table<'_>) -> Option<Alert> {
    const EXPECTED: &str = "one of off, bell and desktop, in quotes";
    let written = root.text("alert", EXPECTED)?;
    let known = Alert::WORDS.into_iter().find(|(_, word)| *word == written.value).map(|(alert, _)| alert);
    if known.is_none() {
        root.fault(written.at, format!("alert is {EXPECTED}"));
    }
    known
}

/// Auto-refresh. The second of each pair of names is the one the setting has on its own.
fn refresh(group: &mut Table<'_>, settings: &mut Settings) {
    let mut every = |name, full, least: u32| {
        let seconds = group.whole(name, &(0..=u32::MAX))?;
        if (1..least).contains(&seconds.value) {
            group.fault(seconds.at, format!("{name} is 0 (never) or at least {least} seconds"));
        }
        settings.given.push(full);
        Some((seconds.value > 0).then(|| Duration::from_secs(seconds.value.into())))
    };
    let case = every("case_seconds", "refresh.case_seconds", SHORTEST.0);
    let queue = every("queue_seconds", "refresh.queue_seconds", SHORTEST.1);
    let built_in = settings.every;
    settings.every = Every { case: case.unwrap_or(built_in.case), queue: queue.unwrap_or(built_in.queue) };
}

fn limits(group: &mut Table<'_>, settings: &mut Settings) {
    let mut limit = |name, full, bounds| number(group, settings, (name, full), bounds);
    let in_flight = limit("in_flight", "limits.in_flight", 1..=MOST.0);
    let per_second = limit("per_second", "limits.per_second", 1..=MOST.1);
    let per_run = limit("per_run", "limits.per_run", 0..=u32::MAX);
    let details = details(group);
    settings.given.extend(details.map(|_| "limits.details"));
    let size = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    let built_in = settings.limits;
    let limits = Limits {
        in_flight: in_flight.map_or(built_in.in_flight, size),
        per_run: per_run.map_or(built_in.per_run, size),
        details: details.unwrap_or(built_in.details),
        ..built_in
    };
    settings.limits = per_second.map_or(limits, |requests| limits.a_second(requests));
}

/// Longer than ten years nothing is kept.
const LONGEST_KEPT: u32 = 3_650;

fn memory(group: &mut Table<'_>, settings: &mut MemorySettings) {
    settings.off = of_file(false, group.flag("off"));
    let days = group.whole("keep_days", &(1..=LONGEST_KEPT)).map(|days| days.value);
    settings.keep_days = of_file(KEEP_DAYS, days);
}

fn details(group: &mut Table<'_>) -> Option<ReadAhead> {
    const EXPECTED: &str = "one of auto, needed, all and off, in quotes";
    let written = group.text("details", EXPECTED)?;
    let known = ReadAhead::WORDS.into_iter().find(|(_, word)| *word == written.value).map(|(which, _)| which);
    if known.is_none() {
        group.fault(written.at, format!("details is {EXPECTED}"));
    }
    known
}

/// A whole number of a group, by its name there and by the one it has on its own.
fn number(
    group: &mut Table<'_>,
    settings: &mut Settings,
    (name, full): (&'static str, &'static str),
    bounds: RangeInclusive<u32>,
) -> Option<u32> {
    let number = group.whole(name, &bounds)?;
    settings.given.push(full);
    Some(number.value)
}

/// The environments that have an address without being told.
pub const BUILT_IN: [&str; 2] = ["sandbox", "production"];

fn of_file<T>(built_in: T, written: Option<T>) -> Setting<T> {
    Setting::built_in(built_in).or_rather(written, Origin::File)
}

#[cfg(test)]
mod tests;
