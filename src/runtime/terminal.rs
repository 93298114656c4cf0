//! The terminal: taken with one list of what is switched on, given back by undoing exactly that, whatever happens.

use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::mem::ManuallyDrop;
use std::panic::PanicHookInfo;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::time::Duration;

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::Print;
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};
use rustix::process::{Signal, kill_current_process_group};
use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};

use crate::app::layout::Size;
use crate::threads;

use super::{TerminalBackend, wipe};

/// Bytes collected before a write: more than a full frame, so that a frame is one write.
const FRAME: usize = 256 * 1024;

/// How long a terminal that may take nothing is tried before the program ends without it.
const LAST_TRY: Duration = Duration::from_millis(200);

/// Most columns and rows that are drawn. Anybody can set 65,535 of each, and a frame of that has four thousand million cells.
const LARGEST: u16 = 1000;

/// Whether the terminal is ours at the moment; there is one per process, and a panic hook must know.
static IS_TAKEN: AtomicBool = AtomicBool::new(false);
/// Whether the mouse is ours with it.
static WITH_MOUSE: AtomicBool = AtomicBool::new(false);

/// Reports clicks and the wheel, in coordinates of any size. crossterm's own command asks for every movement as well, and
/// each would wake us.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1000l";

/// Whose the mouse is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mouse {
    /// The terminal's: it selects text.
    #[default]
    Terminal,
    /// Ours.
    Ours,
}

/// Why the dashboard cannot be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoTerminal {
    /// Standard output goes elsewhere.
    OutputElsewhere,
    /// There is nothing to read keys from.
    NoKeys,
    /// `TERM` names a terminal without a screen.
    Dumb,
}

impl std::fmt::Display for NoTerminal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::OutputElsewhere => {
                "the dashboard needs a terminal, and the output goes elsewhere; run it without a pipe or a redirection"
            }
            Self::NoKeys => "the dashboard needs a terminal to read keys from, and there is none",
            Self::Dumb => {
                "the dashboard needs a terminal with a screen, and TERM is \"dumb\"; set TERM to what yours is"
            }
        })
    }
}

impl std::error::Error for NoTerminal {}

/// Looks whether there is a terminal to use, without touching it.
///
/// # Errors
/// What is missing.
pub fn check() -> Result<(), NoTerminal> {
    if !io::stdout().is_terminal() {
        return Err(NoTerminal::OutputElsewhere);
    }
    if std::env::var_os("TERM").is_some_and(|term| term == "dumb") {
        return Err(NoTerminal::Dumb);
    }
    let has_keys = io::stdin().is_terminal() || std::fs::File::open("/dev/tty").is_ok();
    if has_keys { Ok(()) } else { Err(NoTerminal::NoKeys) }
}

/// The terminal's size. A serial line, a container without one of its own and a terminal that is only being opened tell
/// none; then `COLUMNS` and `LINES` do, where a shell passed them on, and else it is that of most terminals ever made.
#[must_use]
pub fn size() -> Size {
    let told = crossterm::terminal::window_size().ok();
    let or = |told: Option<u16>, variable: &str, usual: u16| {
        let named = || std::env::var(variable).ok()?.trim().parse().ok();
        let cells = told.filter(|cells| *cells > 0).or_else(|| named().filter(|cells| *cells > 0));
        cells.unwrap_or(usual).min(LARGEST)
    };
    Size {
        width: or(told.as_ref().map(|told| told.columns), "COLUMNS", 80),
        height: or(told.as_ref().map(|told| told.rows), "LINES", 24),
    }
}

fn whole(size: Size) -> Rect {
    Rect::new(0, 0, size.width, size.height)
}

/// The terminal while it is ours. Dropping it gives it back.
pub struct Screen {
    /// Never dropped: ratatui would show the cursor once more, and panic where the terminal is gone.
    terminal: ManuallyDrop<Terminal<CrosstermBackend<BufWriter<Stdout>>>>,
}

impl Screen {
    /// Takes the terminal, and makes sure that a panic gives it back.
    ///
    /// # Errors
    /// Where the terminal refuses.
    pub fn take(mouse: Mouse) -> io::Result<Self> {
        install_panic_hook();
        WITH_MOUSE.store(mouse == Mouse::Ours, Ordering::SeqCst);
        take()?;
        let out = BufWriter::with_capacity(FRAME, io::stdout());
        // Not the size that the terminal tells, which may be none.
        let options = TerminalOptions { viewport: Viewport::Fixed(whole(size())) };
        match Terminal::with_options(CrosstermBackend::new(out), options) {
            Ok(terminal) => Ok(Self { terminal: ManuallyDrop::new(terminal) }),
            Err(error) => {
                give_back(Reader::LetGo);
                Err(error)
            }
        }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back(Reader::LetGo);
    }
}

impl TerminalBackend for Screen {
    type Backend = CrosstermBackend<BufWriter<Stdout>>;

    fn terminal(&mut self) -> &mut Terminal<Self::Backend> {
        &mut self.terminal
    }

    fn size(&mut self) -> io::Result<Size> {
        let size = size();
        self.terminal.resize(whole(size))?;
        Ok(size)
    }

    fn begin_frame(&mut self) -> io::Result<()> {
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)
    }

    fn end_frame(&mut self) -> io::Result<()> {
        execute!(self.terminal.backend_mut(), EndSynchronizedUpdate)
    }

    fn suspend(&mut self) -> io::Result<()> {
        give_back(Reader::Stays);
        // The whole group, as the shell would: a pipeline stops together. In an orphaned group the kernel ignores this
        // signal, and the program goes on at once.
        kill_current_process_group(Signal::TSTP).map_err(io::Error::from)?;
        self.retake()
    }

    fn write(&mut self, sequence: &str) -> io::Result<()> {
        let mut out = io::stdout();
        out.write_all(sequence.as_bytes())?;
        out.flush()
    }

    fn retake(&mut self) -> io::Result<()> {
        take()?;
        wipe(&mut self.terminal)
    }
}

/// Switches on everything the dashboard needs. [`give_back`] is its mirror.
fn take() -> io::Result<()> {
    IS_TAKEN.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    make_ours();
    let mouse = if WITH_MOUSE.load(Ordering::SeqCst) { MOUSE_ON } else { "" };
    execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, Print(mouse), Hide)
}

/// Sets the mode once more: whoever had the terminal meanwhile may have changed it, and crossterm sets it only when it
/// believes that it is not set. Without a moment in between, as a Ctrl-Z that falls into it would stop us as we are. And a
/// program we start that opens the terminal by itself is stopped when it writes there, instead of painting over the screen.
/// Leaving raw mode takes all this back; a terminal that cannot be told so is no worse than before.
fn make_ours() {
    let terminal = io::stdout();
    if let Ok(mut settings) = tcgetattr(&terminal) {
        settings.make_raw();
        settings.local_modes |= LocalModes::TOSTOP;
        tcsetattr(&terminal, OptionalActions::Now, &settings).ok();
    }
}

/// What becomes of the thread that reads keys.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reader {
    /// The program stops and goes on: keys will be ours again.
    Stays,
    /// The program ends: whatever is typed from now on belongs to the shell.
    LetGo,
}

/// Switches off everything [`take`] switched on, once. A terminal that is gone cannot be helped: errors are of no use.
fn give_back(reader: Reader) {
    if IS_TAKEN.swap(false, Ordering::SeqCst) {
        drop(disable_raw_mode());
        if reader == Reader::LetGo {
            let_go_of_keys();
        }
        // What a person sees comes last: they type when they see their shell.
        let mouse = if WITH_MOUSE.load(Ordering::SeqCst) { MOUSE_OFF } else { "" };
        drop(execute!(io::stdout(), Show, Print(mouse), DisableBracketedPaste, LeaveAlternateScreen));
        drop(io::stdout().flush());
    }
}

/// Ends the program in the middle of whatever it does: its loop may be writing to a terminal that takes nothing. The
/// settings of the terminal come back without a write. What has to be written is tried for a moment and in a thread of its
/// own, as the loop may hold standard output for good.
pub fn abandon(code: u8) -> ! {
    let (sender, given_back) = channel();
    let giving_back = move || {
        give_back(Reader::LetGo);
        sender.send(()).ok();
    };
    threads::start("last words", giving_back).ok();
    given_back.recv_timeout(LAST_TRY).ok();
    std::process::exit(code.into())
}

/// The reader cannot be stopped while it waits, and would take the next keys with it; so it is left reading nothing.
fn let_go_of_keys() {
    if let Ok(nothing) = std::fs::File::open("/dev/null") {
        rustix::stdio::dup2_stdin(&nothing).ok();
    }
}

/// A panic in the loop gives the terminal back and says where it was. What was panicked about stays unsaid, as it may
/// hold what is on screen. A panic in a task is caught there and becomes a message.
fn install_panic_hook() {
    let looping = std::thread::current().id();
    std::panic::set_hook(Box::new(move |info| {
        if std::thread::current().id() == looping {
            give_back(Reader::LetGo);
            report(info);
        }
    }));
}

fn report(info: &PanicHookInfo<'_>) {
    let place = info.location().map_or_else(String::new, |place| format!(" at {}:{}", place.file(), place.line()));
    let sentence = format!("kyb-dash: stopped by a defect of its own{place}; please report it\n");
    drop(io::stderr().write_all(sentence.as_bytes()));
}
