//! `memory`: what is kept between runs, where, how much, and since when. Nothing of what is kept is told.

use crate::output::{KeptReport, MemoryReport, Paper};
use crate::store::{Refusal, Usage};

use super::kept::Kept;

/// Whether, where and how long something is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrangement {
    /// Who turned it off, where somebody did.
    pub off_by: Option<String>,
    /// Where; `None` where no folder can be had.
    pub kept: Option<Kept>,
    /// For how many days, and by whose word.
    pub keep_days: (u32, String),
}

/// How it is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemoryFormat {
    /// For people.
    Text,
    /// For scripts.
    Json,
}

/// What is kept.
///
/// # Errors
/// Where it cannot be used; that says why.
pub async fn memory(arrangement: Arrangement, format: MemoryFormat, page: Paper) -> Result<String, Refusal> {
    let Arrangement { off_by, kept, keep_days } = arrangement;
    let used = match &kept {
        Some(kept) => usage(kept).await?,
        None => None,
    };
    let (kept_report, trouble) = used.unzip();
    let report = MemoryReport {
        off_by,
        trouble: trouble.flatten().map(|refusal| refusal.to_string()),
        folder: kept.as_ref().map(|kept| kept.folder.display().to_string()),
        keep_days,
        kept: kept_report,
    };
    Ok(match format {
        MemoryFormat::Text => report.text(page),
        MemoryFormat::Json => report.json(),
    })
}

/// How much is kept, and why nothing is added to it where nothing is; `None` where nothing is kept.
async fn usage(kept: &Kept) -> Result<Option<(KeptReport, Option<Refusal>)>, Refusal> {
    let Some(mut store) = kept.open().await? else { return Ok(None) };
    let usage = store.usage().await.map_err(|trouble| kept.refused(trouble))?;
    let trouble = store.key_trouble().await.map_err(|trouble| kept.refused(trouble))?;
    store.close().await;
    let Usage { bytes, hosts, oldest, .. } = usage;
    let hosts = hosts.into_iter().map(|host| (host.host, host.customers, host.events)).collect();
    Ok(Some((KeptReport { bytes, oldest, hosts }, trouble)))
}

impl Arrangement {
    /// The same in a line, as `doctor` tells it.
    ///
    /// # Errors
    /// Where it cannot be used.
    pub async fn words(&self) -> Result<String, Refusal> {
        let Some(kept) = &self.kept else {
            return Ok(format!("off ({})", self.off_by.as_deref().unwrap_or("there is no folder for it")));
        };
        let there = match usage(kept).await? {
            None => "nothing is kept yet".to_owned(),
            Some((_, Some(refusal))) => return Err(refusal),
            Some((report, None)) => {
                let (customers, events) = report.totals();
                format!("{}, {}, {}", several(customers, "customer"), several(events, "event"), report.size())
            }
        };
        let state = self.off_by.as_ref().map_or_else(|| "on".to_owned(), |by| format!("off ({by})"));
        Ok(format!("{state}, {}: {there}", kept.folder.display()))
    }
}

/// `1 customer`, `2 customers`.
pub(super) fn several(count: u64, one: &str) -> String {
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    crate::domain::wording::counted(count, one, &format!("{one}s"))
}
