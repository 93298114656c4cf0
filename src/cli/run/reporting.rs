//! `report`, from the command line to its exit code.

use crate::commands::report::{self, ReportOptions};
use crate::commands::stdout::reader_left;
use crate::domain::time::Wall;

use super::super::exit::{Exit, Misuse};
use super::super::{Common, ReportArgs, ReportFormat};
use super::connect::{self, Access};
use super::headless::{configured, printed, start};
use super::{look, remembered, tell};

pub(super) async fn report(args: ReportArgs, common: &Common) -> anyhow::Result<Exit> {
    let configured = configured(common)?;
    let calendar = configured.calendar();
    let since = args.since.at(&calendar, Wall::now()).map_err(|why| Misuse(format!("--since: {why}")))?;
    let Access { chosen, credentials, sandbox } = connect::access(common, &configured.settings).await?;
    let source = chosen.words();
    let (mut recorder, is_memory_unreadable) =
        remembered::recorder_if_readable(common, &configured, (&chosen, sandbox.as_ref())).await;
    let client = start(chosen, credentials, common, &configured)?;
    let options = ReportOptions {
        kind: connect::list_kind(common.customer_type),
        since,
        max_details: args.max_details,
        limits: configured.settings.limits,
        thresholds: configured.settings.thresholds.clone(),
        calendar,
        format: match args.format {
            ReportFormat::Text => report::ReportFormat::Text,
            ReportFormat::Markdown => report::ReportFormat::Markdown,
            ReportFormat::Json => report::ReportFormat::Json,
            ReportFormat::Csv => report::ReportFormat::Csv,
        },
        page: look::page(),
        source,
        is_memory_unreadable,
    };
    // Many requests for nobody: it is printed in the end, so nothing else would say that its reader has left.
    let reported = tokio::select! {
        reported = report::report(&client, &options, &mut recorder) => Some(reported),
        () = reader_left() => None,
    };
    recorder.end().await;
    drop(sandbox);
    let Some(reported) = reported.transpose()? else { return Ok(Exit::Done) };
    printed(&reported.text)?;
    for note in &reported.notes {
        tell(note);
    }
    Ok(if reported.is_partial { Exit::Failed } else { Exit::Done })
}
