//! From the command line to the commands without a screen, and from their results to exit codes.

use std::io::{self, IsTerminal};

use anyhow::Context;

use crate::api::{Client, Event};
use crate::commands::doctor::{self, Configuration, Reached, Surroundings, Terminal};
use crate::commands::draft::{self, Ending};
use crate::commands::kept::Recorder;
use crate::commands::list::{self, ListOptions};
use crate::commands::schema::Schema;
use crate::commands::stdout::{print, reader_left};
use crate::commands::watch::{self, WatchOptions, Watched, WatchedQueue};
use crate::commands::{Opened, short_id, show};
use crate::config::credentials::Credentials;
use crate::config::proxy;
use crate::domain::draft::DraftOptions;
use crate::domain::mask::Mask;
use crate::domain::order::Direction;
use crate::domain::pace::{CASE_EVERY, QUEUE_EVERY};
use crate::domain::time::Wall;
use crate::output::Format;
use crate::runtime::log::Entry;
use crate::runtime::signals::Signal;
use crate::runtime::terminal;
use crate::sandbox::Sandbox;

use super::super::exit::{Exit, Misuse};
use super::super::values::{SHORTEST_SHARED_INTERVAL, unknown_status};
use super::super::{
    CaseArgs, Common, DraftArgs, DraftFormat, ListArgs, ListFormat, SchemaName, ShowArgs, ShowFormat, Until, WatchArgs,
    WatchFormat,
};
use super::configuration::{self, Configured};
use super::connect::{self, Access, Chosen};
use super::{file_name, look, read, remembered, tell};

pub(super) async fn list(args: ListArgs, common: &Common) -> anyhow::Result<Exit> {
    let configured = configured(common)?;
    args.statuses.iter().filter_map(unknown_status).for_each(|note| tell(&note));
    let Access { chosen, credentials, sandbox } = connect::access(common, &configured.settings).await?;
    let mut recorder = if args.changed {
        remembered::recorder(common, &configured, &chosen, true).await?
    } else {
        remembered::recorder_or_demo(common, &configured, (&chosen, sandbox.as_ref()), args.chase).await?
    };
    let client = start(chosen, credentials, common, &configured)?;
    let options = ListOptions {
        limits: configured.settings.limits,
        kind: connect::list_kind(common.customer_type),
        statuses: args.statuses,
        needs_us: args.needs_us,
        details: args.details,
        why: args.why,
        changed: args.changed,
        chase: args.chase,
        max_details: args.max_details,
        sort: args.sort,
        direction: if args.reverse { Direction::Reversed } else { Direction::Usual },
        limit: args.limit,
        format: match args.format {
            ListFormat::Table => list::ListFormat::Table,
            ListFormat::Json => list::ListFormat::Json,
            ListFormat::Csv => list::ListFormat::Csv,
        },
        calendar: configured.calendar(),
        page: look::page(),
        mask: configured.mask(),
    };
    // Many requests for nobody: it is printed in the end, so nothing else would say that its reader has left.
    let listed = tokio::select! {
        listed = list::list(&client, &options, &mut recorder) => Some(listed),
        () = reader_left() => None,
    };
    recorder.end().await;
    let Some(listed) = listed.transpose()? else { return Ok(Exit::Done) };
    printed(&listed.text)?;
    for note in &listed.notes {
        tell(note);
    }
    Ok(if listed.is_partial { Exit::Failed } else { Exit::Done })
}

pub(super) async fn show(args: ShowArgs, common: &Common) -> anyhow::Result<Exit> {
    let configured = configured(common)?;
    let opened = open(&args.case, common, &configured).await?;
    let format = match args.format {
        ShowFormat::Text => Format::Text,
        ShowFormat::Markdown => Format::Markdown,
        ShowFormat::Json => Format::Json,
    };
    let page = look::page();
    let thresholds = &configured.settings.thresholds;
    printed(&show::show(&opened, (format, page), thresholds, configured.mask(), Wall::now()))
}

pub(super) async fn draft(args: DraftArgs, common: &Common) -> anyhow::Result<Exit> {
    let configured = configured(common)?;
    let opened = open(&args.case, common, &configured).await?;
    let settings = &configured.settings;
    let options = DraftOptions::answered_within(settings.reply_by_days.value, Wall::now())
        .answered_as(settings.how_to_answer.value.clone());
    let format = match args.format {
        DraftFormat::Text => draft::DraftFormat::Text,
        DraftFormat::Json => draft::DraftFormat::Json,
    };
    let drafted = draft::draft(&opened.case, args.recipient.as_deref(), &options, configured.mask(), format)?;
    // A message is to be sent, so that only one that is looked at here is made for this locale.
    let page = look::page();
    let is_shown = format == draft::DraftFormat::Text && page.width.is_some();
    printed(&if is_shown { page.signs(&drafted.text) } else { drafted.text })?;
    for note in &drafted.notes {
        tell(note);
    }
    Ok(match drafted.ending {
        Ending::Done => Exit::Done,
        Ending::Incomplete => Exit::Failed,
        Ending::Held => Exit::Held,
    })
}

pub(super) async fn watch(args: WatchArgs, common: &Common) -> anyhow::Result<Exit> {
    let configured = configured(common)?;
    let settings = &configured.settings;
    let ids = match (args.queue, args.ids.is_empty()) {
        (true, _) => &[][..],
        (false, true) => &settings.watch.value,
        (false, false) => &args.ids,
    };
    if args.max_details.is_some() && !ids.is_empty() {
        let sentence =
            "--max-details is for the whole queue, and the configuration names customers to watch; add --queue";
        return Err(Misuse(sentence.to_owned()).into());
    }
    let (client, _sandbox, mut recorder) = client(common, &configured).await?;
    let interval = args.interval.unwrap_or(if ids.is_empty() { QUEUE_EVERY } else { CASE_EVERY });
    if interval < SHORTEST_SHARED_INTERVAL && !client.environment().is_loopback() {
        return Err(Misuse("--interval must be at least 1s on a server that others share".to_owned()).into());
    }
    let until = args.until.map(|until| match until {
        Until::Change => watch::Until::Change,
        Until::Approved => watch::Until::Approved,
        Until::Decided => watch::Until::Decided,
    });
    let mask = if common.no_mask { Mask::Off } else { Mask::On };
    let format = match args.format {
        WatchFormat::Text => watch::WatchFormat::Text,
        WatchFormat::Json => watch::WatchFormat::Json,
    };
    let options = WatchOptions { interval, until, mask, format, page: look::page() };
    let watched = async {
        if !ids.is_empty() {
            return Ok(Watched::Customers(short_id::all(&client, ids).await?));
        }
        let kind = connect::list_kind(common.customer_type);
        let (limits, max_details) = (settings.limits, args.max_details);
        anyhow::Ok(Watched::Queue(WatchedQueue { kind, limits, max_details }))
    };
    let watched = tokio::select! {
        watched = watched => watched?,
        () = reader_left() => return Ok(Exit::Done),
    };
    let ended = watch::watch(&client, &watched, &options, &mut recorder).await;
    recorder.end().await;
    match ended? {
        watch::Ended::Done => Ok(Exit::Done),
        watch::Ended::Interrupted => Ok(Exit::Signal(Signal::Interrupt)),
    }
}

pub(super) async fn doctor(common: &Common) -> anyhow::Result<Exit> {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let means = look::means(common.color, |name| std::env::var_os(name));
    let mut configured = configuration::read(common);
    // Both may find faults in files of their own.
    look::theme(&mut configured, common, means);
    configured.keymap();
    let (access, _sandbox) = reached(common, &configured).await?;
    let memory = remembered::arrangement(common, &configured);
    let terminal = Terminal {
        name: variable("TERM"),
        size: io::stdout().is_terminal().then(terminal::size).map(|size| (size.width, size.height)),
        colour: means.colour,
        unicode: means.unicode,
    };
    let proxies = proxy::told(|name| std::env::var_os(name));
    let kind = connect::list_kind(common.customer_type);
    let file = match &configured.path {
        None if common.demo => "not read: --demo reads only one that --config names".to_owned(),
        None => "none, as no home folder is known".to_owned(),
        Some(path) if configured.is_there => path.display().to_string(),
        Some(path) => format!("none at {}", path.display()),
    };
    let configuration = Configuration {
        file,
        faults: configured.faults,
        settings: configured.settings.rows(),
        notices: configured.settings.notices,
    };
    let page = look::page();
    let surroundings = Surroundings { terminal, configuration, memory, access, proxies, kind, page };
    let diagnosis = doctor::examine(surroundings).await;
    printed(&diagnosis.text)?;
    Ok(diagnosis.fault.as_ref().map_or(Exit::Done, Exit::of))
}

/// The server and the credentials as far as they can be found, each with where it comes from.
async fn reached(common: &Common, configured: &Configured) -> anyhow::Result<(Reached, Option<Sandbox>)> {
    if common.demo {
        let Access { chosen, credentials, sandbox } = connect::access(common, &configured.settings).await?;
        let called = chosen.words();
        let credentials = Ok((credentials, "those of the built-in sandbox".to_owned()));
        let route = Some(connect::route(&chosen.environment));
        return Ok((Reached { environment: Ok((chosen.environment, called)), credentials, route }, sandbox));
    }
    let chosen = connect::choose(common, &configured.settings);
    let credentials = match &chosen {
        Ok(chosen) => connect::credentials(chosen),
        // Which environment's token would be meant is not known, but what the variables hold is.
        Err(_) => connect::credentials_of_variables(),
    };
    let credentials = credentials.map(|credentials| {
        let from = match &credentials {
            Credentials::Token(_) => "FIN_API_TOKEN is set".to_owned(),
            Credentials::Client { .. } => "FIN_CLIENT_ID and FIN_CLIENT_SECRET are set".to_owned(),
            Credentials::Supplied(source) => format!("{} (file)", source.name()),
        };
        (credentials, from)
    });
    let route = chosen.as_ref().ok().map(|chosen| connect::route(&chosen.environment));
    let environment = chosen.map(|chosen| {
        let called = format!("{} ({})", chosen.words(), chosen.origin);
        (chosen.environment, called)
    });
    Ok((Reached { environment, credentials, route }, None))
}

pub(super) fn schema(name: SchemaName) -> anyhow::Result<Exit> {
    printed(
        match name {
            SchemaName::List => Schema::List,
            SchemaName::Show => Schema::Show,
            SchemaName::Draft => Schema::Draft,
            SchemaName::Watch => Schema::Watch,
            SchemaName::History => Schema::History,
            SchemaName::Handover => Schema::Handover,
            SchemaName::Memory => Schema::Memory,
            SchemaName::Report => Schema::Report,
        }
        .text(),
    )
}

pub(super) fn completions(shell: clap_complete::Shell) -> anyhow::Result<Exit> {
    printed(&super::super::completions::script(shell)?)
}

pub(super) fn manual() -> anyhow::Result<Exit> {
    printed(&super::super::manual::page())
}

/// The settings, with what is to be known of their file told beside the output.
pub(super) fn configured(common: &Common) -> anyhow::Result<Configured> {
    let configured = Configured::for_command(common)?;
    for notice in &configured.settings.notices {
        tell(&notice.to_string());
    }
    Ok(configured)
}

/// A case, fetched or read from a file. A file needs no server, no sandbox and no credentials.
async fn open(args: &CaseArgs, common: &Common, configured: &Configured) -> anyhow::Result<Opened> {
    if let Some(file) = &args.file {
        let content = read(file).with_context(|| format!("cannot open {}", file.display()))?;
        return Opened::read(&content, &file_name(file), args.id.as_ref());
    }
    let id = args.id.as_ref().ok_or_else(|| Misuse("give a customer id, or --file".to_owned()))?;
    let Access { chosen, credentials, sandbox: _sandbox } = connect::access(common, &configured.settings).await?;
    let source = chosen.words();
    let mut recorder = remembered::recorder(common, configured, &chosen, false).await?;
    let opened = Opened::fetch(&start(chosen, credentials, common, configured)?, id, &source).await;
    if let Ok(Opened { case, fetched: Some(at), .. }) = &opened {
        recorder.look(case, *at).await;
    }
    recorder.end().await;
    Ok(opened?)
}

/// A client, the built-in server that must live as long as it, and what keeps its looks.
async fn client(common: &Common, configured: &Configured) -> anyhow::Result<(Client, Option<Sandbox>, Recorder)> {
    let Access { chosen, credentials, sandbox } = connect::access(common, &configured.settings).await?;
    let recorder = remembered::recorder(common, configured, &chosen, false).await?;
    Ok((start(chosen, credentials, common, configured)?, sandbox, recorder))
}

/// A client that says on a terminal why it waits.
pub(super) fn start(
    chosen: Chosen,
    credentials: Credentials,
    common: &Common,
    configured: &Configured,
) -> anyhow::Result<Client> {
    let log = super::log(common)?;
    log.write(&Entry::Started(chosen.environment.word()));
    let is_seen = io::stderr().is_terminal();
    let observer = move |event: Event| {
        log.client(&event);
        if let (true, Event::Waiting { seconds, .. }) = (is_seen, event) {
            tell(&format!("the server asks to wait for {seconds} s"));
        }
    };
    connect::client(chosen.environment, credentials, &configured.settings, observer)
}

pub(super) fn printed(text: &str) -> anyhow::Result<Exit> {
    print(text)?;
    Ok(Exit::Done)
}
