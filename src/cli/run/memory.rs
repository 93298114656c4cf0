//! Where a run remembers.

use std::sync::Arc;

use crate::app::model::Model;
use crate::config::memory::folder;
use crate::config::settings::Settings as Configured;
use crate::domain::time::Wall;
use crate::runtime::memory::Settings;
use crate::store::{Location, Scope};

use super::demo;

/// Where something is remembered, and for how long; `None` where nothing is. A demo remembers within its run alone, and a
/// system without a home folder not at all.
pub(super) fn settings(
    configured: &Configured,
    host: Option<String>,
    demo_started: Option<Wall>,
    model: &Model,
) -> Option<Settings> {
    if configured.memory.off.value {
        return None;
    }
    let location = match &host {
        Some(_) => Location::Folder(folder(|name| std::env::var_os(name))?),
        None => Location::Memory,
    };
    // The file belongs to one user; a store of several reviewers will name them.
    let scope = Scope { host: host.unwrap_or_default(), reviewer: String::new() };
    let (keep_days, glossary) = (configured.memory.keep_days.value, Arc::clone(&model.settings.glossary));
    let earlier = demo_started.map(|started| demo::earlier(&model.settings.calendar, started));
    let earlier_entries = earlier.unwrap_or_default();
    Some(Settings { location, scope, keep_days, glossary, earlier_entries })
}
