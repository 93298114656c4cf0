//! The configuration file, and what follows from it for a run. A file that cannot be used costs a dashboard its settings
//! and a notice; a command, whose output nobody may be watching, says so and ends. What is only to be known of a file, such
//! as a name that is going out of use, costs nothing.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::app::line::Tone;
use crate::app::model::Model;
use crate::app::notice::{Manner, Said};
use crate::app::review_settings::ReviewSettings;
use crate::catalogue;
use crate::config::file::{self, BadFile};
use crate::config::settings::{Named, Origin, Setting, Settings};
use crate::config::text_file::{self, Unread, place};
use crate::config::written::Fault;
use crate::domain::calendar::Calendar;
use crate::domain::mask::Mask;
use crate::domain::time::Zone;
use crate::input::keymap::Keymap;

use super::super::Common;
use super::super::exit::Misuse;

/// The settings, where they were looked for, and what was wrong with the files.
pub(super) struct Configured {
    pub(super) settings: Settings,
    /// The file that is read, or would be.
    pub(super) path: Option<PathBuf>,
    /// Whether there is such a file.
    pub(super) is_there: bool,
    pub(super) faults: Vec<BadFile>,
}

/// Reads the file that is named, else the one in the configuration folder; a demo reads only one that is named. Flags
/// count for more than what it says.
pub(super) fn read(common: &Common) -> Configured {
    let usual = || file::default_path(|name| std::env::var_os(name)).filter(|_| !common.demo);
    let path = common.config.clone().or_else(usual);
    let read = path.as_deref().map_or(Ok(None), |path| match &common.config {
        Some(_) => file::read_named(path).map(Some),
        None => file::read(path),
    });
    let is_there = !matches!(read, Ok(None));
    let (settings, faults) = match read {
        Ok(settings) => (settings.unwrap_or_default(), Vec::new()),
        Err(fault) => (unread(), vec![fault]),
    };
    Configured { settings: flagged(settings, common), path, is_there, faults }
}

/// What holds where a file cannot be read: it may have asked for the mask, so personal data is hidden.
fn unread() -> Settings {
    let mut settings = Settings::default();
    settings.mask.value = true;
    // It may have forbidden it.
    settings.memory.off.value = true;
    settings
}

fn flagged(mut settings: Settings, common: &Common) -> Settings {
    settings.mask = settings
        .mask
        .or_rather(common.mask.then_some(true), Origin::Flag("--mask"))
        .or_rather(common.no_mask.then_some(false), Origin::Flag("--no-mask"));
    settings.memory = settings.memory.forbidden_by(common.no_memory, |name| std::env::var_os(name));
    settings
}

impl Configured {
    /// The settings for a command without a screen.
    ///
    /// # Errors
    /// Where the file cannot be used.
    pub(super) fn for_command(common: &Common) -> anyhow::Result<Self> {
        let configured = read(common);
        match configured.faults.first() {
            None => Ok(configured),
            Some(fault) => Err(Misuse(fault.to_string()).into()),
        }
    }

    /// Whether personal data is hidden.
    pub(super) const fn mask(&self) -> Mask {
        if self.settings.mask.value { Mask::On } else { Mask::Off }
    }

    /// How cases are read.
    pub(super) fn review_settings(&self) -> ReviewSettings {
        ReviewSettings {
            glossary: Arc::new(catalogue::glossary()),
            thresholds: self.settings.thresholds.clone(),
            calendar: self.calendar(),
            reply_by_days: self.settings.reply_by_days.value,
            how_to_answer: self.settings.how_to_answer.value.clone(),
            allow_lift: self.settings.allow_lift.value,
            mask_after: self
                .settings
                .mask_after_minutes
                .value
                .map(|minutes| Duration::from_secs(60 * u64::from(minutes))),
            link: self.settings.link.value.clone(),
        }
    }

    /// In which zone times are shown and days are counted.
    fn zone(&self) -> Zone {
        if self.settings.local_time.value { Zone::Local(jiff::tz::TimeZone::system()) } else { Zone::Utc }
    }

    /// On which days people work.
    pub(super) fn calendar(&self) -> Calendar {
        Calendar { zone: self.zone(), holidays: self.settings.holidays.value.clone() }
    }

    /// The standard keys with what the user's own file changes. One that cannot be used is a fault and changes nothing.
    pub(super) fn keymap(&mut self) -> Keymap {
        let Some(Named { name, place }) = self.settings.keymap.value.clone() else { return Keymap::standard() };
        let keymap = self.named_file("keymap", &name, place, Keymap::standard_with);
        if keymap.is_none() {
            self.settings.keymap = Setting::default();
        }
        keymap.unwrap_or_else(Keymap::standard)
    }

    /// What a file holds that is named at this place of the configuration. Where nothing can be read there, its name is not
    /// repeated: it may be anything that somebody wrote in its place.
    pub(super) fn named_file<T>(
        &mut self,
        setting: &str,
        name: &str,
        named_at: (usize, usize),
        parse: impl FnOnce(&str) -> Result<T, Fault>,
    ) -> Option<T> {
        let path = file::beside(self.path.as_deref().unwrap_or_else(|| Path::new("")), name);
        let text = match text_file::read(&path) {
            Ok(text) => text,
            Err(Unread { place: Some(place), what }) => {
                self.faults.push(BadFile::new(path, Some(place), what));
                return None;
            }
            Err(Unread { place: None, what }) => {
                self.fault(named_at, format!("{setting} names a file that {what}"));
                return None;
            }
        };
        let parsed = parse(&text);
        parsed.map_err(|fault| self.faults.push(BadFile::new(path, Some(place(&text, fault.at)), fault.what))).ok()
    }

    /// Notes a fault in the configuration file.
    pub(super) fn fault(&mut self, place: (usize, usize), what: String) {
        self.faults.push(BadFile::new(self.path.clone().unwrap_or_default(), Some(place), what));
    }

    /// Starts the dashboard as settled.
    pub(super) fn settle(&self, model: &mut Model) {
        let settings = &self.settings;
        model.screen.mask = self.mask();
        model.screen.is_mask_set = self.settings.mask.value;
        model.screen.zone = self.zone();
        model.auto.every = settings.every;
        model.prefetch.configure(settings.limits, settings.watch.value.iter().cloned());
        if let Some(said) = self.notice() {
            model.tell(said);
        }
    }

    fn notice(&self) -> Option<Said> {
        let fault = self.faults.first().map(ToString::to_string);
        let told = fault.clone().or_else(|| self.settings.notices.first().map(ToString::to_string))?;
        let others = match self.faults.len() + self.settings.notices.len() - 1 {
            0 => String::new(),
            more => format!(" (and {more} more, see kyb-dash doctor)"),
        };
        let hidden = if self.settings.mask.value { ", and personal data is hidden" } else { "" };
        let cost = fault.map_or_else(String::new, |_| format!("; what is built in is used instead{hidden}"));
        let text = format!("{}{others}{cost}", from_home(&told));
        Some(Said::new(Tone::Warn, text).told(Manner::Lasting))
    }
}

/// A path as people write it, so that what is wrong stands in sight in a line that is cut.
fn from_home(sentence: &str) -> String {
    let home = std::env::var("HOME").unwrap_or_default();
    let inside = sentence.strip_prefix(&home).filter(|rest| !home.is_empty() && rest.starts_with('/'));
    inside.map_or_else(|| sentence.to_owned(), |rest| format!("~{rest}"))
}
