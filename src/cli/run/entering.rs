//! The commands that keep what people did, and the one that tells it to a colleague.

use std::io::{self, IsTerminal, Read};
use std::path::PathBuf;

use anyhow::Context;
use tokio::signal::unix::{SignalKind, signal};

use crate::commands::handover::{self, HandoverOptions};
use crate::commands::sent::{self, Marked, SentRequest};
use crate::commands::stdout::reader_left;
use crate::commands::{Opened, note};
use crate::domain::time::Wall;
use crate::runtime::editor::{Sheet, Written};
use crate::runtime::signals::Signal;
use crate::threads;

use super::super::exit::{Exit, Misuse};
use super::super::{Common, HandoverArgs, HandoverFormat, NoteArgs, SentArgs};
use super::connect::{self, Access};
use super::headless::{configured, printed, start};
use super::{look, remembered, tell};

pub(super) async fn sent(args: SentArgs, common: &Common) -> anyhow::Result<Exit> {
    refuse_demo(common)?;
    let configured = configured(common)?;
    let calendar = configured.calendar();
    let today = calendar.day(Wall::now());
    let follow_up = match &args.follow_up {
        Some(written) => {
            calendar.meant(written, today).map_err(|why| Misuse(format!("--follow-up: {}", why.words())))?
        }
        None => calendar.follow_up(today, configured.settings.reply_by_days.value),
    };
    let note = args.note.map(|_| note::as_kept(&typed()?).map_err(anyhow::Error::from)).transpose()?;
    let Access { chosen, credentials, sandbox: _ } = connect::access(common, &configured.settings).await?;
    let source = chosen.words();
    let mut recorder = remembered::recorder(common, &configured, &chosen, true).await?;
    sent::check(&recorder)?;
    let request = SentRequest { to: args.to, follow_up, today, note };
    let marked = async {
        let opened = Opened::fetch(&start(chosen, credentials, common, &configured)?, &args.id, &source).await?;
        sent::sent(&opened, request, &mut recorder).await
    };
    let marked = marked.await;
    recorder.end().await;
    match marked? {
        Marked::Kept(sentence) => printed(&look::page().signs(&sentence)),
        Marked::Held(sentence) => {
            tell(sentence);
            Ok(Exit::Held)
        }
    }
}

pub(super) async fn note(args: NoteArgs, common: &Common) -> anyhow::Result<Exit> {
    refuse_demo(common)?;
    let configured = configured(common)?;
    let kept = remembered::kept_here(common, &configured)?;
    // Before anything is typed.
    let customer = note::customer(&kept, &args.id).await?;
    let sentence = if args.from.is_some() {
        note::note(&kept, &customer, note::as_kept(&typed()?)?).await?
    } else {
        let written = match edited().await? {
            Ok(written) => written,
            Err(signal) => return Ok(Exit::Signal(signal)),
        };
        let keep = async {
            let text = note::as_kept(&written.bytes)?;
            note::note(&kept, &customer, text).await
        };
        match keep.await {
            Ok(sentence) => sentence,
            Err(error) if written.bytes.iter().all(u8::is_ascii_whitespace) => return Err(error),
            Err(error) => {
                let left = written.left();
                return Err(error.context(format!(
                    "what you wrote is still in {0}: give it to `kyb-dash note ID - < {0}` and remove it then",
                    left.display()
                )));
            }
        }
    };
    printed(&look::page().signs(&sentence))
}

pub(super) async fn handover(args: HandoverArgs, common: &Common) -> anyhow::Result<Exit> {
    let configured = configured(common)?;
    let (calendar, now) = (configured.calendar(), Wall::now());
    let since = args.since.at(&calendar, now).map_err(|why| Misuse(format!("--since: {why}")))?;
    let Access { chosen, credentials, sandbox } = connect::access(common, &configured.settings).await?;
    let source = chosen.words();
    let mut recorder = remembered::recorder_or_demo(common, &configured, (&chosen, sandbox.as_ref()), true).await?;
    let client = start(chosen, credentials, common, &configured)?;
    let options = HandoverOptions {
        since,
        calendar,
        limits: configured.settings.limits,
        format: match args.format {
            HandoverFormat::Text => handover::HandoverFormat::Text,
            HandoverFormat::Markdown => handover::HandoverFormat::Markdown,
            HandoverFormat::Json => handover::HandoverFormat::Json,
        },
        page: look::page(),
        mask: configured.mask(),
        source,
    };
    let handed = tokio::select! {
        handed = handover::handover(&client, &options, &mut recorder) => Some(handed),
        () = reader_left() => None,
    };
    recorder.end().await;
    let Some(handed) = handed.transpose()? else { return Ok(Exit::Done) };
    printed(&handed.text)?;
    for note in &handed.notes {
        tell(note);
    }
    Ok(if handed.is_partial { Exit::Failed } else { Exit::Done })
}

fn refuse_demo(common: &Common) -> anyhow::Result<()> {
    let sentence = "a demo keeps nothing beyond its run, so nothing was kept; leave out --demo";
    if common.demo { Err(Misuse(sentence.to_owned()).into()) } else { Ok(()) }
}

/// What comes from standard input; no more of it than shows that it is too much.
fn typed() -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = u64::try_from(note::MOST_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    io::stdin().take(most).read_to_end(&mut bytes).context("cannot read standard input")?;
    Ok(bytes)
}

/// What was written in the user's editor; else the signal that ends us, and the file is gone with what was written.
async fn edited() -> anyhow::Result<Result<Written, Signal>> {
    let refused = |why: &str| Misuse(format!("{why}; or give the words to standard input: kyb-dash note ID -"));
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        return Err(refused("an editor needs a terminal").into());
    }
    let named = |name: &str| std::env::var(name).ok().filter(|editor| !editor.trim().is_empty());
    let editor = named("VISUAL").or_else(|| named("EDITOR"));
    let editor = editor.ok_or_else(|| refused("neither VISUAL nor EDITOR names an editor; set one"))?;
    // What is typed there is the editor's, an interrupt included. The file must not outlive us, whatever ends us.
    let listen = |kind| signal(kind).context("cannot listen to signals");
    let (_interrupts, _quits) = (listen(SignalKind::interrupt())?, listen(SignalKind::quit())?);
    let (mut hangup, mut end) = (listen(SignalKind::hangup())?, listen(SignalKind::terminate())?);
    let folder = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|folder| folder.is_dir());
    let sheet = Sheet::new(folder).map_err(anyhow::Error::msg)?;
    let folder = sheet.folder().to_owned();
    let (sender, receiver) = tokio::sync::oneshot::channel();
    threads::start("editor", move || drop(sender.send(sheet.write(&editor)))).context("cannot start")?;
    let signal = tokio::select! {
        written = receiver => {
            let written = written.context("the editor ended without an answer")?;
            return written.map(Ok).map_err(anyhow::Error::msg);
        }
        _ = hangup.recv() => Signal::Hangup,
        _ = end.recv() => Signal::Terminate,
    };
    std::fs::remove_dir_all(folder).context("what was written cannot be removed")?;
    Ok(Err(signal))
}
