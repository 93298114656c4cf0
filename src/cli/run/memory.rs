//! Where a run remembers.

use std::sync::Arc;

use crate::app::model::Model;
use crate::config::memory::folder;
use crate::config::settings::Settings as Configured;
use crate::runtime::memory::Settings;
use crate::store::{Location, Scope};

use super::demo;

/// Where something is remembered, and for how long; `None` where nothing is. A demo remembers within its run alone, and a
/// system without a home folder not at all.
pub(super) fn settings(configured: &Configured, host: Option<String>, model: &Model) -> Option<Settings> {
    if configured.memory.off.value {
        return None;
    }
    let is_demo = host.is_none();
    let location = match &host {
        Some(_) => Location::Folder(folder(|name| std::env::var_os(name))?),
        None => Location::Memory,
    };
    // The file belongs to one user; a store of several reviewers will name them.
    let scope = Scope { host: host.unwrap_or_default(), reviewer: String::new() };
    let (keep_days, glossary) = (configured.memory.keep_days.value, Arc::clone(&model.settings.glossary));
    let earlier_entries = if is_demo { demo::entered(&model.settings.calendar, model.now.wall) } else { Vec::new() };
    Some(Settings { location, scope, keep_days, glossary, earlier_entries })
}
