//! The commands about what is kept between runs, and where the others find it.

use std::path::PathBuf;

use crate::commands::forget::{self, Forget};
use crate::commands::history;
use crate::commands::kept::{Kept, Recorder};
use crate::commands::memory::{self, Arrangement};
use crate::config::memory::folder;
use crate::config::settings::Settings;
use crate::domain::time::Wall;
use crate::sandbox::Sandbox;
use crate::store::Refusal;

use super::super::exit::{Exit, Misuse};
use super::super::{Common, ForgetArgs, HistoryArgs, HistoryFormat, MemoryArgs, MemoryFormat};
use super::configuration::Configured;
use super::connect::{self, Chosen};
use super::headless::{configured, printed};
use super::{demo, look, tell};

/// Said where no folder can be had.
const NO_HOME: &str = "no home folder is known; set HOME or XDG_STATE_HOME";

pub(super) async fn history(args: HistoryArgs, common: &Common) -> anyhow::Result<Exit> {
    let configured = configured(common)?;
    let kept = if common.demo {
        kept(common, &configured.settings, String::new())
    } else {
        let chosen = connect::choose(common, &configured.settings)?;
        kept(common, &configured.settings, chosen.environment.host())
    }?;
    let format = match args.format {
        HistoryFormat::Text => history::HistoryFormat::Text,
        HistoryFormat::Json => history::HistoryFormat::Json,
        HistoryFormat::Csv => history::HistoryFormat::Csv,
    };
    printed(&history::history(&kept, &args.id, (format, look::page()), configured.mask()).await?)
}

pub(super) async fn memory(args: MemoryArgs, common: &Common) -> anyhow::Result<Exit> {
    let configured = configured(common)?;
    let format = match args.format {
        MemoryFormat::Text => memory::MemoryFormat::Text,
        MemoryFormat::Json => memory::MemoryFormat::Json,
    };
    printed(&memory::memory(arrangement(common, &configured), format, look::page()).await?)
}

/// Removing is possible also while nothing is to be remembered, and where the configuration cannot be read.
pub(super) async fn forget(args: ForgetArgs, common: &Common) -> anyhow::Result<Exit> {
    if common.demo {
        let sentence = "a demo keeps nothing beyond its run, so there is nothing to forget; leave out --demo";
        return Err(Misuse(sentence.to_owned()).into());
    }
    let what = match (args.all, args.older_than) {
        (true, _) => Forget::All,
        (false, Some(days)) => Forget::OlderThan(days),
        (false, None) => Forget::Customers(args.ids),
    };
    let kept = Kept { folder: home()?, host: String::new() };
    let outcome = forget::forget(&kept, what, Wall::now()).await?;
    printed(&outcome.text)?;
    let Some(not_compacted) = outcome.not_compacted else { return Ok(Exit::Done) };
    tell(&not_compacted.to_string());
    Ok(Exit::Failed)
}

/// Whether, where and how long something is kept, of all hosts.
pub(super) fn arrangement(common: &Common, configured: &Configured) -> Arrangement {
    let memory = &configured.settings.memory;
    let off_by = if common.demo {
        Some("a demo keeps nothing beyond its run".to_owned())
    } else {
        memory.off.value.then(|| off_by(configured))
    };
    let folder = folder(|name| std::env::var_os(name)).filter(|_| !common.demo);
    let off_by = off_by.or_else(|| folder.is_none().then(|| NO_HOME.to_owned()));
    let keep_days = (memory.keep_days.value, memory.keep_days.origin.to_string());
    Arrangement { off_by, kept: folder.map(|folder| Kept { folder, host: String::new() }), keep_days }
}

fn off_by(configured: &Configured) -> String {
    match configured.faults.first() {
        Some(_) => "the configuration cannot be read and may forbid it".to_owned(),
        None => configured.settings.memory.off.origin.to_string(),
    }
}

/// Keeps the looks of a command where something is kept of this server. What cannot be used is told, and costs nothing else.
///
/// # Errors
/// Where what is remembered `is_needed` and cannot be had.
pub(super) async fn recorder(
    common: &Common,
    configured: &Configured,
    chosen: &Chosen,
    is_needed: bool,
) -> anyhow::Result<Recorder> {
    let kept = match kept(common, &configured.settings, chosen.environment.host()) {
        Ok(kept) => kept,
        Err(why) if is_needed => return Err(why),
        Err(_) => return Ok(Recorder::off(tell)),
    };
    or_off(Recorder::start(&kept, tell).await, is_needed)
}

fn or_off(started: Result<Recorder, Refusal>, is_needed: bool) -> anyhow::Result<Recorder> {
    match started {
        Ok(recorder) => Ok(recorder),
        Err(refusal) if is_needed => Err(refusal.into()),
        Err(refusal) => {
            tell(&format!("nothing is remembered: {refusal}"));
            Ok(Recorder::off(tell))
        }
    }
}

/// The same, or in a demo what its dashboard begins with.
///
/// # Errors
/// As of [`recorder`].
pub(super) async fn recorder_or_demo(
    common: &Common,
    configured: &Configured,
    (chosen, sandbox): (&Chosen, Option<&Sandbox>),
    is_needed: bool,
) -> anyhow::Result<Recorder> {
    if let Some(sandbox) = sandbox.filter(|_| !configured.settings.memory.off.value) {
        let earlier = demo::earlier(&configured.calendar(), sandbox.started());
        return or_off(Recorder::with_earlier(&earlier, tell).await, is_needed);
    }
    recorder(common, configured, chosen, is_needed).await
}

/// The same for what can do without; answers, too, whether something is there that cannot be used, which is told.
pub(super) async fn recorder_if_readable(
    common: &Common,
    configured: &Configured,
    server: (&Chosen, Option<&Sandbox>),
) -> (Recorder, bool) {
    match recorder_or_demo(common, configured, server, true).await {
        Ok(recorder) => (recorder, false),
        Err(error) => {
            let is_unreadable = error.downcast_ref::<Refusal>().is_some();
            if is_unreadable {
                tell(&format!("what is remembered could not be read: {error}"));
            }
            (Recorder::off(tell), is_unreadable)
        }
    }
}

/// Where it is kept what is remembered of the environment that is meant. Neither server nor credentials are needed.
pub(super) fn kept_here(common: &Common, configured: &Configured) -> anyhow::Result<Kept> {
    let chosen = connect::choose(common, &configured.settings)?;
    kept(common, &configured.settings, chosen.environment.host())
}

/// Where it is kept what is remembered of a host.
fn kept(common: &Common, settings: &Settings, host: String) -> anyhow::Result<Kept> {
    let off = &settings.memory.off;
    anyhow::ensure!(!off.value, "nothing is remembered: it is turned off ({})", off.origin);
    anyhow::ensure!(!common.demo, "a demo remembers nothing beyond its run; leave out --demo");
    Ok(Kept { folder: home()?, host })
}

fn home() -> anyhow::Result<PathBuf> {
    folder(|name| std::env::var_os(name)).ok_or_else(|| anyhow::anyhow!("nothing is remembered: {NO_HOME}"))
}
