//! From the configuration file to how the dashboard starts. A file that cannot be used costs its settings and a notice,
//! never the dashboard.

use std::sync::Arc;

use crate::app::line::Tone;
use crate::app::model::{Model, Notice};
use crate::app::reading::Reading;
use crate::catalogue;
use crate::config::file::{self, BadFile, Settings};
use crate::domain::mask::Mask;

use super::super::Common;

/// The settings, and what was wrong with the file.
pub(super) struct Configured {
    settings: Settings,
    fault: Option<BadFile>,
}

/// Reads the file that is named, else the one in the configuration folder; a demo reads none.
pub(super) fn read(common: &Common) -> Configured {
    let named = common.config.as_deref().map(file::read_named);
    let usual = || file::default_path(|name| std::env::var_os(name)).map(|path| file::read(&path));
    let read = if common.demo { None } else { named.or_else(usual) };
    match read {
        None => Configured { settings: Settings::default(), fault: None },
        Some(Ok(settings)) => Configured { settings, fault: None },
        Some(Err(fault)) => Configured { settings: Settings::default(), fault: Some(fault) },
    }
}

impl Configured {
    /// How cases are read.
    pub(super) fn reading(&self) -> Reading {
        Reading {
            glossary: Arc::new(catalogue::glossary()),
            thresholds: self.settings.thresholds,
            reply_by_days: self.settings.reply_by_days,
            link: self.settings.link.clone(),
        }
    }

    /// Starts the dashboard as settled; a flag counts for more than the file.
    pub(super) fn settle(self, model: &mut Model, common: &Common) {
        model.screen.mask = if self.settings.mask { Mask::On } else { common.mask() };
        model.screen.notice = self.fault.map(|fault| {
            let text = format!("{fault}; the built-in settings are used");
            Notice { text, tone: Tone::Warn, number: 0 }
        });
    }
}
