//! The configuration file: `kyb-dash/config.toml` in the user's configuration folder. It is read, never written.

pub mod spelling;
mod written;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use toml::Spanned;

use crate::domain::draft::part::HowToAnswer;
use crate::domain::finding::Thresholds;
use crate::domain::id::CustomerId;
use crate::domain::link::LinkTemplate;
use crate::domain::pace::{Every, Limits};

use super::settings::{Named, NamedServer, Origin, Setting, Settings, TokenFrom};

/// Auto-refresh of one case, and of the list, is never more frequent than this, in seconds.
const SHORTEST: (u32, u32) = (5, 30);
/// Most requests for details at once, and a second.
const MOST: (u32, u32) = (16, 50);

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
    if path.exists() { read_named(path).map(Some) } else { Ok(None) }
}

/// Reads a file that the user named: it has to be there.
///
/// # Errors
/// Where it cannot be used.
pub fn read_named(path: &Path) -> Result<Settings, BadFile> {
    match std::fs::read_to_string(path) {
        Ok(text) => parse(path, &text),
        Err(error) => Err(BadFile::new(path.to_owned(), None, format!("cannot be read: {error}"))),
    }
}

/// Line and column of a place in a text, both from 1.
#[must_use]
pub fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (before.matches('\n').count() + 1, column)
}

fn parse(path: &Path, text: &str) -> Result<Settings, BadFile> {
    let reader = Reader { path, text };
    let file: written::File = toml::from_str(text)
        .map_err(|error| reader.bad(error.span().map(|span| span.start), spelling::shorter(error.message())))?;
    reader.settings(file)
}

/// Turns what is written into what it means.
struct Reader<'a> {
    path: &'a Path,
    text: &'a str,
}

impl Reader<'_> {
    fn bad(&self, at: Option<usize>, what: String) -> BadFile {
        BadFile::new(self.path.to_owned(), at.map(|at| place(self.text, at)), what)
    }

    fn wrong<T>(&self, value: &Spanned<T>, what: impl Into<String>) -> BadFile {
        self.bad(Some(value.span().start), what.into())
    }

    fn settings(&self, file: written::File) -> Result<Settings, BadFile> {
        let given = given(&file);
        let environments = self.environments(file.environments)?;
        let environment = file.environment.map(|name| self.known(name, &environments)).transpose()?;
        let link = file.link.map(|link| self.link(&link)).transpose()?;
        let watch =
            file.watch.map(|ids| ids.iter().map(|id| self.id(id)).collect::<Result<Vec<_>, _>>()).transpose()?;
        let how_to_answer = file.how_to_answer.map(|sentence| self.how_to_answer(&sentence)).transpose()?;
        let every = Every::default();
        let limits = Limits::default();
        Ok(Settings {
            environment: of_file(None, environment.map(Some)),
            environments,
            mask: of_file(false, file.mask),
            local_time: of_file(false, file.local_time),
            mouse: of_file(false, file.mouse),
            theme: of_file(None, file.theme.map(|name| Some(self.named(name)))),
            keymap: of_file(None, file.keymap.map(|path| Some(self.beside(path.get_ref())))),
            link: of_file(None, link.map(Some)),
            reply_by_days: of_file(None, file.reply_by_days.map(Some)),
            how_to_answer: of_file(None, how_to_answer.map(Some)),
            watch: of_file(Vec::new(), watch),
            every: Every {
                case: self.every(file.refresh.case_seconds.as_ref(), SHORTEST.0, every.case)?,
                queue: self.every(file.refresh.queue_seconds.as_ref(), SHORTEST.1, every.queue)?,
            },
            limits: self.limits(&file.limits, limits)?,
            thresholds: self.thresholds(file.thresholds)?,
            given,
        })
    }

    fn named(&self, name: Spanned<String>) -> Named {
        let place = place(self.text, name.span().start);
        Named { name: name.into_inner(), place }
    }

    /// A path as people write it: relative to the file it stands in, `~/` being home.
    fn beside(&self, written: &str) -> PathBuf {
        let home = written.strip_prefix("~/").and_then(|rest| Some(Path::new(&std::env::var_os("HOME")?).join(rest)));
        home.unwrap_or_else(|| self.path.parent().unwrap_or_else(|| Path::new("")).join(written))
    }

    fn known(&self, name: Spanned<String>, servers: &BTreeMap<String, NamedServer>) -> Result<String, BadFile> {
        let known = || BUILT_IN.into_iter().chain(servers.keys().map(String::as_str));
        if known().any(|known| known == name.get_ref()) {
            return Ok(name.into_inner());
        }
        let near = spelling::did_you_mean(name.get_ref(), known());
        Err(self.wrong(&name, format!("no environment is called {}{near}", name.get_ref())))
    }

    fn link(&self, link: &Spanned<String>) -> Result<LinkTemplate, BadFile> {
        LinkTemplate::parse(link.get_ref()).map_err(|error| {
            self.wrong(link, format!("{error}, as in https://console.example/customers/{{customer_id}}"))
        })
    }

    fn how_to_answer(&self, sentence: &Spanned<String>) -> Result<HowToAnswer, BadFile> {
        HowToAnswer::configured(sentence.get_ref()).map_err(|error| self.wrong(sentence, error.to_string()))
    }

    fn id(&self, id: &Spanned<String>) -> Result<CustomerId, BadFile> {
        CustomerId::parse(id.get_ref()).map_err(|error| self.wrong(id, format!("this is no customer id: {error}")))
    }

    fn every(
        &self,
        seconds: Option<&Spanned<u32>>,
        least: u32,
        built_in: Option<Duration>,
    ) -> Result<Option<Duration>, BadFile> {
        match seconds.map(|seconds| (*seconds.get_ref(), seconds)) {
            None => Ok(built_in),
            Some((0, _)) => Ok(None),
            Some((few, seconds)) if few < least => {
                Err(self.wrong(seconds, format!("this is 0 (never) or at least {least} seconds")))
            }
            Some((seconds, _)) => Ok(Some(Duration::from_secs(seconds.into()))),
        }
    }

    fn limits(&self, written: &written::Limits, built_in: Limits) -> Result<Limits, BadFile> {
        let within = |value: &Option<Spanned<u32>>, most: u32| match value {
            Some(value) if !(1..=most).contains(value.get_ref()) => {
                Err(self.wrong(value, format!("this is a number from 1 to {most}")))
            }
            value => Ok(value.as_ref().map(|value| *value.get_ref())),
        };
        let size = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
        let limits = Limits {
            in_flight: within(&written.in_flight, MOST.0)?.map_or(built_in.in_flight, size),
            per_run: written.per_run.map_or(built_in.per_run, size),
            ..built_in
        };
        Ok(within(&written.per_second, MOST.1)?.map_or(limits, |requests| limits.a_second(requests)))
    }

    fn thresholds(&self, written: written::Thresholds) -> Result<Thresholds, BadFile> {
        let built_in = Thresholds::default();
        if let Some(share) = written.ownership_percent.as_ref().filter(|share| !(0.0..=100.0).contains(share.get_ref()))
        {
            return Err(self.wrong(share, "ownership_percent is a number from 0 to 100"));
        }
        #[expect(clippy::cast_possible_truncation, reason = "a share from 0 to 100, checked before")]
        let hundredths = written.ownership_percent.map(|share| (share.into_inner() * 100.0).round() as i64);
        Ok(Thresholds {
            ownership: hundredths.unwrap_or(built_in.ownership),
            stale_wait_days: written.stale_wait_days.unwrap_or(built_in.stale_wait_days),
            stale_fin_business_days: written.stale_fin_business_days.unwrap_or(built_in.stale_fin_business_days),
            ..built_in
        })
    }

    fn environments(
        &self,
        written: BTreeMap<String, written::Server>,
    ) -> Result<BTreeMap<String, NamedServer>, BadFile> {
        written.into_iter().map(|(name, server)| self.server(&name, server).map(|server| (name, server))).collect()
    }

    /// An address is checked when it is used: only then is it known who vouches for it.
    fn server(&self, name: &str, written: written::Server) -> Result<NamedServer, BadFile> {
        let token = match (written.token_file, written.token_command) {
            (Some(_), Some(command)) => {
                return Err(self.wrong(&command, "give token_file or token_command, not both"));
            }
            (None, Some(command)) if command.get_ref().first().is_none_or(String::is_empty) => {
                return Err(
                    self.wrong(&command, "this is a program and its arguments, as in [\"pass\", \"kyb/token\"]")
                );
            }
            (Some(path), None) => Some(TokenFrom::File(self.beside(&path))),
            (None, Some(command)) => Some(TokenFrom::Command(command.into_inner())),
            (None, None) => None,
        };
        if written.base_url.is_none() && !BUILT_IN.contains(&name) {
            return Err(self.bad(None, format!("environments.{name} needs a base_url, as in https://kyb.example")));
        }
        Ok(NamedServer { base_url: written.base_url.map(Spanned::into_inner), label: written.label, token })
    }
}

/// The environments that have an address without being told.
pub const BUILT_IN: [&str; 2] = ["sandbox", "production"];

fn of_file<T>(built_in: T, written: Option<T>) -> Setting<T> {
    Setting::built_in(built_in).or_rather(written, Origin::File)
}

/// The names within groups that the file settles.
fn given(file: &written::File) -> Vec<&'static str> {
    let names = [
        (file.refresh.case_seconds.is_some(), "refresh.case_seconds"),
        (file.refresh.queue_seconds.is_some(), "refresh.queue_seconds"),
        (file.limits.in_flight.is_some(), "limits.in_flight"),
        (file.limits.per_second.is_some(), "limits.per_second"),
        (file.limits.per_run.is_some(), "limits.per_run"),
        (file.thresholds.ownership_percent.is_some(), "thresholds.ownership_percent"),
        (file.thresholds.stale_wait_days.is_some(), "thresholds.stale_wait_days"),
        (file.thresholds.stale_fin_business_days.is_some(), "thresholds.stale_fin_business_days"),
    ];
    names.into_iter().filter_map(|(is_given, name)| is_given.then_some(name)).collect()
}

#[cfg(test)]
mod tests;
