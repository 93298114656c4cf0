//! Chooses what to do, and ends with one sentence where it cannot be done.

mod configuration;
mod connect;
pub mod demo;
mod entering;
mod headless;
mod look;
mod memory;
mod remembered;
mod reporting;

use std::io::{self, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use clap::Parser;
use clap::error::ErrorKind;
use tokio::runtime::Runtime;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::api::convert::{self, LARGEST_FILE};
use crate::app::line::Tone;
use crate::app::model::Model;
use crate::app::msg::Msg;
use crate::app::saved;
use crate::app::session::{Session, Source};
use crate::domain::id::CustomerId;
use crate::runtime::clock::{Clock, SystemClock};
use crate::runtime::copy_command::CopyCommand;
use crate::runtime::effects::Tasks;
use crate::runtime::log::{Entry, Log};
use crate::runtime::memory::Memory;
use crate::runtime::terminal::{self, Mouse, Screen, check, size};
use crate::runtime::{Dashboard, Ended, Sources, executor, input, session, signals};
use crate::sandbox::Sandbox;
use crate::view::View;

use self::configuration::Configured;
use self::connect::Connection;
use super::exit::{Exit, Misuse};
use super::refusal::{mistyped, mistyped_first, without_values};
use super::{Command, CommandLine};

/// Runs the program.
#[must_use]
pub fn main() -> ExitCode {
    refuse_core_dumps();
    if let Some(code) = session::lead(std::env::args_os()) {
        return code;
    }
    let ran = match CommandLine::try_parse().map_err(without_values) {
        Ok(command_line) => run(command_line),
        // Help and the version are output like any other.
        Err(error) if !error.use_stderr() => headless::printed(&look::page().signs(&error.render().to_string())),
        Err(error) if error.kind() == ErrorKind::UnknownArgument => match mistyped_first(std::env::args_os()) {
            Some(sentence) => Err(Misuse(sentence).into()),
            None => return refuse(&error),
        },
        Err(error) => return refuse(&error),
    };
    match ran {
        Ok(exit) => exit.into(),
        Err(error) => {
            tell(&format!("{error:#}"));
            Exit::of(&error).into()
        }
    }
}

/// Says what is wrong with the command line.
fn refuse(error: &clap::Error) -> ExitCode {
    // Where nobody reads it, nothing can be done about it.
    drop(write!(io::stderr(), "{}", look::page().signs(&error.render().to_string())));
    u8::try_from(error.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from)
}

/// Says something beside the output. Nobody reads it where standard error is closed, and then nothing can be done.
fn tell(sentence: &str) {
    drop(writeln!(io::stderr(), "kyb-dash: {}", look::page().signs(sentence)));
}

fn run(command_line: CommandLine) -> anyhow::Result<Exit> {
    let CommandLine { command, ids, common } = command_line;
    // Not left to the parser, which does not see that one stands before a command and the other behind it.
    if common.mask && common.no_mask {
        return Err(Misuse("--mask and --no-mask contradict each other; give one of them".to_owned()).into());
    }
    match command {
        None => {
            if let Some(sentence) = ids.iter().find_map(|id| mistyped(id.as_str())) {
                return Err(Misuse(sentence).into());
            }
            check()?;
            dashboard(ids, &common)
        }
        Some(Command::View { file }) => {
            check()?;
            view(&file, &common)
        }
        Some(Command::List(args)) => runtime()?.block_on(headless::list(args, &common)),
        Some(Command::Show(args)) => runtime()?.block_on(headless::show(args, &common)),
        Some(Command::Draft(args)) => runtime()?.block_on(headless::draft(args, &common)),
        Some(Command::Watch(args)) => runtime()?.block_on(headless::watch(args, &common)),
        Some(Command::Sent(args)) => runtime()?.block_on(entering::sent(args, &common)),
        Some(Command::Note(args)) => runtime()?.block_on(entering::note(args, &common)),
        Some(Command::Handover(args)) => runtime()?.block_on(entering::handover(args, &common)),
        Some(Command::Report(args)) => runtime()?.block_on(reporting::report(args, &common)),
        Some(Command::History(args)) => runtime()?.block_on(remembered::history(args, &common)),
        Some(Command::Memory(args)) => runtime()?.block_on(remembered::memory(args, &common)),
        Some(Command::Forget(args)) => runtime()?.block_on(remembered::forget(args, &common)),
        Some(Command::Doctor) => runtime()?.block_on(headless::doctor(&common)),
        Some(Command::Completions { shell }) => headless::completions(shell),
        Some(Command::Schema { name }) => headless::schema(name),
        Some(Command::Man) => headless::manual(),
    }
}

/// Opens a saved file. No client, no sandbox and no certificate is needed for it.
fn view(file: &Path, common: &super::Common) -> anyhow::Result<Exit> {
    let bytes = read(file).with_context(|| format!("cannot open {}", file.display()))?;
    let cases = convert::saved(&bytes).with_context(|| file.display().to_string())?;
    let session = Session { word: "FILE", host: file_name(file), tone: Tone::Plain, source: Source::File };
    let clock = SystemClock::start();
    let configured = configuration::read(common);
    let model = saved::open(session, configured.review_settings(), cases, size(), clock.now());
    let (messages, inbox) = unbounded_channel();
    let work = Work { clock, tasks: Tasks::new(None, messages), messages: inbox, log: log(common)? };
    // Timers are all there is to do.
    show(executor::in_this_thread().context("cannot start")?, common, configured, model, work)
}

fn dashboard(ids: Vec<CustomerId>, common: &super::Common) -> anyhow::Result<Exit> {
    let runtime = runtime()?;
    let configured = configuration::read(common);
    let log = log(common)?;
    let connection = runtime.block_on(connect::connect(ids, common, &configured.settings, log.clone()));
    let Connection { session, server, messages, inbox, sandbox, kept_under } = connection.map_err(|error| {
        // What was asked for may be named in the file that could not be read.
        configured.faults.iter().fold(error, |error, fault| error.context(fault.to_string()))
    })?;
    log.write(&Entry::Started(session.word));
    let clock = SystemClock::start();
    let mut model = Model::new(session, configured.review_settings(), size(), clock.now());
    let started = sandbox.as_ref().map(Sandbox::started);
    let memory = memory::settings(&configured.settings, kept_under, started, &model);
    let memory =
        memory.map(|settings| runtime.block_on(async { Memory::start(settings, messages.clone(), clock.now().wall) }));
    if memory.is_some() {
        model.memory.state = crate::app::memory::Memory::Starting;
    }
    let tasks = Tasks::new(Some(server), messages).remembering(memory);
    let work = Work { clock, tasks, messages: inbox, log };
    let exit = show(runtime, common, configured, model, work);
    drop(sandbox);
    exit
}

/// What the loop works with beside the screen.
struct Work {
    clock: SystemClock,
    tasks: Tasks,
    messages: UnboundedReceiver<Msg>,
    log: Log,
}

fn show(
    runtime: Runtime,
    common: &super::Common,
    mut configured: Configured,
    mut model: Model,
    work: Work,
) -> anyhow::Result<Exit> {
    let Work { clock, tasks, messages, log } = work;
    let view =
        View::new(look::theme(&mut configured, common, look::means(common.color, |name| std::env::var_os(name))));
    let keymap = configured.keymap();
    configured.settle(&mut model);
    let copy_command = configured.settings.copy_command.value.as_deref().and_then(CopyCommand::new);
    let alert = configured.settings.alert.value;
    let mouse = if configured.settings.mouse.value { Mouse::Ours } else { Mouse::Terminal };
    let signals =
        signals::listen(|signal| terminal::abandon(signal.exit_code())).context("cannot listen to signals")?;
    let (ended, screen) = runtime.block_on(async {
        let screen = Screen::take(mouse).context("the terminal refuses")?;
        let events = input::read().context("cannot read the terminal")?;
        let sources = Sources { events, signals, messages };
        let dashboard = Dashboard::new(model, view, keymap, screen, clock, tasks).logging(log.clone());
        let dashboard = dashboard.copying_with(copy_command).alerting(alert.sequence());
        anyhow::Ok(dashboard.run(sources).await)
    })?;
    // The terminal goes back last: while the program lives, its reader would take what is typed for the shell.
    runtime.shutdown_background();
    drop(screen);
    log.write(&Entry::Ended(match &ended {
        Ok(Ended::Quit) => "by the user",
        Ok(Ended::Signal(_)) => "by a signal",
        Ok(Ended::TerminalGone) | Err(_) => "as the terminal is gone",
    }));
    match ended.context("the terminal cannot be drawn on")? {
        Ended::Quit => Ok(Exit::Done),
        Ended::Signal(signal) => Ok(Exit::Signal(signal)),
        Ended::TerminalGone => Ok(Exit::Failed),
    }
}

/// The log that is asked for, if one is.
fn log(common: &super::Common) -> anyhow::Result<Log> {
    let log = common.log.as_deref().map(Log::open).transpose();
    Ok(log.map_err(Misuse)?.unwrap_or_default())
}

fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    let source: Box<dyn Read> =
        if file == Path::new("-") { Box::new(io::stdin()) } else { Box::new(std::fs::File::open(file)?) };
    let mut bytes = Vec::new();
    source.take(LARGEST_FILE as u64 + 1).read_to_end(&mut bytes)?;
    anyhow::ensure!(bytes.len() <= LARGEST_FILE, "it is larger than 64 MiB, so it is no saved reply");
    Ok(bytes)
}

/// What a file is called on screen and in reports: its folder is nobody's business.
fn file_name(file: &Path) -> String {
    let name = file.file_name().filter(|name| *name != "-");
    name.map_or_else(|| "standard input".to_owned(), |name| name.to_string_lossy().into_owned())
}

fn runtime() -> anyhow::Result<Runtime> {
    executor::with_workers().context("cannot start")
}

/// A core dump would hold the token. Where the limit cannot be set, the system forbids more than we would.
fn refuse_core_dumps() {
    let none = rustix::process::Rlimit { current: Some(0), maximum: Some(0) };
    rustix::process::setrlimit(rustix::process::Resource::Core, none).ok();
}
