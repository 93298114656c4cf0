//! A program in a pseudo-terminal of its own, with a clean environment and an empty home.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::num::NonZeroU16;
use std::panic::Location;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, MasterPty, PtySize, SlavePty, native_pty_system};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use tempfile::TempDir;

use crate::feed::{Exit, Feed, Reading, State, Termios, spawn_reader, spawn_writer};
use crate::keys;
use crate::modes::{Modes, left_changed};

/// The program under test.
pub const APP: &str = env!("CARGO_BIN_EXE_kyb-dash");

/// How long anything may take; generous, since it is only waited for when something is wrong.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long the last output of a program that has ended may take to arrive.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// How long somebody looks before they press a key again: longer than the program waits for the rest of a sequence.
const PRESS_AGAIN: Duration = Duration::from_millis(200);

/// A screen is settled when nothing was written to it for so long. What is expected of it is a condition of its own.
const QUIET: Duration = Duration::from_millis(150);

/// A condition may look at more than the screen (the tty's settings, another terminal), which wakes nobody.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// A file in `tests/fixtures`.
pub fn fixture(name: &str) -> String {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests", "fixtures", name].iter().collect();
    path.to_str().expect("a project path in UTF-8").to_owned()
}

/// Size of a terminal, in character cells; neither may be 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub columns: u16,
    pub rows: u16,
}

impl Size {
    pub const fn new(columns: u16, rows: u16) -> Self {
        Self { columns, rows }
    }

    fn for_pty(self) -> PtySize {
        PtySize { rows: self.rows, cols: self.columns, pixel_width: 0, pixel_height: 0 }
    }

    /// Rows first, as the emulator has it.
    fn for_screen(self) -> (NonZeroU16, NonZeroU16) {
        let cells = |count| NonZeroU16::new(count).expect("a terminal has rows and columns");
        (cells(self.rows), cells(self.columns))
    }
}

/// A program about to be started.
pub struct Launch {
    argv: Vec<OsString>,
    size: Size,
    env: BTreeMap<OsString, OsString>,
    is_controlling: bool,
}

impl Launch {
    /// kyb-dash itself, in a terminal of 120×30.
    pub fn app(args: &[&str]) -> Self {
        Self::program(APP, args)
    }

    /// Another program, looked up in `PATH`.
    pub fn program(program: &str, args: &[&str]) -> Self {
        let path = std::env::var_os("PATH").unwrap_or_else(|| "/usr/bin:/bin".into());
        // Without a SHELL of ours, portable-pty looks up that of the user.
        let env = [
            ("PATH", path),
            ("SHELL", "/bin/sh".into()),
            ("TERM", "xterm-256color".into()),
            ("LANG", "C.UTF-8".into()),
        ];
        Self {
            argv: std::iter::once(program).chain(args.iter().copied()).map(OsString::from).collect(),
            size: Size::new(120, 30),
            env: env.into_iter().map(|(name, value)| (name.into(), value)).collect(),
            is_controlling: true,
        }
    }

    /// A shell script that finds kyb-dash as `$0` and `args` as `$1` and so on.
    pub fn script(script: &str, args: &[&str]) -> Self {
        Self::program("sh", &[&["-c", script, APP], args].concat())
    }

    pub fn size(mut self, columns: u16, rows: u16) -> Self {
        self.size = Size::new(columns, rows);
        self
    }

    /// Sets a variable in the otherwise clean environment.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.env.insert(name.into(), value.as_ref().to_owned());
        self
    }

    /// Leaves the program without a controlling terminal: its streams are a terminal, but `/dev/tty` cannot be opened.
    pub fn without_controlling_terminal(mut self) -> Self {
        self.is_controlling = false;
        self
    }

    /// Starts the program in its home, an empty temporary folder.
    pub fn start(self) -> Terminal {
        let home = tempfile::tempdir().expect("a temporary home");
        let mut command = CommandBuilder::from_argv(self.argv);
        command.env_clear();
        command.env("HOME", home.path());
        command.cwd(home.path());
        command.set_controlling_tty(self.is_controlling);
        for (name, value) in &self.env {
            command.env(name, value);
        }

        let pair = native_pty_system().openpty(self.size.for_pty()).expect("a pseudo-terminal");
        let termios_at_start = Termios::of(&*pair.master);
        let mut child = pair.slave.spawn_command(command).expect("a started program");
        let pid = child.process_id().and_then(|id| Pid::from_raw(id.cast_signed())).expect("a process id");

        let (rows, columns) = self.size.for_screen();
        let feed = Arc::new(Feed {
            state: Mutex::new(State {
                parser: vt100::Parser::new(rows, columns, 0),
                output: Vec::new(),
                written_at: Instant::now(),
                reading: Reading::Goes,
                closed: false,
                exit: None,
            }),
            changed: Condvar::new(),
        });
        spawn_reader(&feed, pair.master.try_clone_reader().expect("a reader"));
        let waiting = Arc::clone(&feed);
        thread::spawn(move || {
            let status = child.wait().expect("a child to wait for");
            waiting.change(|state| state.exit = Some((status, Instant::now())));
        });
        let input = spawn_writer(pair.master.take_writer().expect("a writer"));
        Terminal { feed, input, pid, home, termios_at_start, master: pair.master, slave: Some(pair.slave) }
    }
}

/// A program at work in a pseudo-terminal; dropping it kills the program.
pub struct Terminal {
    feed: Arc<Feed>,
    input: mpsc::Sender<Vec<u8>>,
    pid: Pid,
    home: TempDir,
    termios_at_start: Termios,
    master: Box<dyn MasterPty + Send>,
    /// Kept open so that the terminal outlives the program and its settings can be read.
    slave: Option<Box<dyn SlavePty + Send>>,
}

impl Terminal {
    /// kyb-dash with these arguments, in a terminal of this size.
    pub fn start(args: &[&str], size: Size) -> Self {
        Launch::app(args).size(size.columns, size.rows).start()
    }

    /// Types keys: see [`keys::encode`].
    pub fn send(&self, keys: &str) {
        self.send_bytes(keys::encode(keys));
    }

    /// Pastes a text, in the brackets of bracketed paste.
    pub fn paste(&self, text: &str) {
        self.send_bytes(keys::pasted(text));
    }

    pub fn send_bytes(&self, bytes: Vec<u8>) {
        self.input.send(bytes).expect("a terminal that takes input");
    }

    /// Presses a key as somebody does to whom nothing happens: again after a while, until the program has done it.
    #[track_caller]
    pub fn press_until(&self, key: &str, done: impl Fn(&Self) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !done(self) {
            assert!(Instant::now() < deadline, "{key} does nothing:\n{}", self.screen_text());
            self.send(key);
            let state = self.feed.lock();
            drop(self.feed.changed.wait_timeout(state, PRESS_AGAIN).unwrap_or_else(PoisonError::into_inner));
        }
    }

    /// Waits until the screen is as wanted; fails with what is on it when that does not come about.
    #[track_caller]
    pub fn wait_for(&self, wanted: impl Fn(&vt100::Screen) -> bool) {
        self.wait_until("the screen", |state| wanted(state.parser.screen()));
    }

    /// Waits until a text is on the screen, within one row.
    #[track_caller]
    pub fn wait_for_text(&self, text: &str) {
        self.wait_until(text, |state| state.parser.screen().contents().contains(text));
    }

    /// Waits until the screen is as wanted and changes no more: a part of a frame is read before the rest of it.
    #[track_caller]
    pub fn wait_settled(&self, wanted: impl Fn(&vt100::Screen) -> bool) {
        self.wait_until("the settled screen", |state| {
            wanted(state.parser.screen()) && state.written_at.elapsed() >= QUIET
        });
    }

    /// Waits until this part of the screen is the same on both terminals, however long either takes to get there; fails
    /// with both screens.
    #[track_caller]
    pub fn wait_for_same<T: PartialEq>(&self, other: &Self, part: impl Fn(&vt100::Screen) -> T) {
        let is_same = |state: &State| part(state.parser.screen()) == other.with_screen(&part);
        self.wait_or_tell("the screen of the other", is_same, || {
            format!("\n── the other screen ──\n{}", other.screen_text())
        });
    }

    /// Waits until the program has switched to its own screen.
    #[track_caller]
    pub fn wait_for_own_screen(&self) {
        self.wait_until("the alternate screen", |state| state.parser.screen().alternate_screen());
    }

    /// Waits until the terminal is set up as it was before the program.
    #[track_caller]
    pub fn wait_for_first_termios(&self) {
        self.wait_until("the first settings of the tty", |_| self.has_first_termios());
    }

    /// Waits until the program has ended, all it wrote was read, and nobody else has the terminal open.
    #[track_caller]
    pub fn wait_exit(&mut self) -> Exit {
        self.wait_ended();
        let termios_is_restored = self.has_first_termios();
        self.slave = None;
        self.wait_until("the end of the output", |state| state.closed);
        let state = self.feed.lock();
        let (status, _) = state.exit.clone().expect("an ended program");
        Exit {
            status,
            termios_is_restored,
            modes: Modes::of(state.parser.screen()),
            left_changed: left_changed(&state.output),
        }
    }

    #[track_caller]
    fn wait_until(&self, what: &str, wanted: impl Fn(&State) -> bool) {
        self.wait_or_tell(what, wanted, String::new);
    }

    /// Waits for a condition, or fails with what is on the screen and what else there is to tell.
    #[track_caller]
    fn wait_or_tell(&self, what: &str, wanted: impl Fn(&State) -> bool, more: impl Fn() -> String) {
        let deadline = Instant::now() + PATIENCE;
        let mut state = self.feed.lock();
        while !wanted(&state) {
            let now = Instant::now();
            // What has ended changes nothing any more; a closed terminal has said all it will.
            let ended = state.exit.as_ref().is_some_and(|(_, at)| now.duration_since(*at) > LAST_WORDS);
            if now >= deadline || ended && self.slave.is_some() {
                let report = state.report(what, Location::caller());
                drop(state);
                panic!("{report}{}", more());
            }
            state = self.feed.changed.wait_timeout(state, LOOK_AGAIN).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Reads the terminal no more and fills it, so that a write to it waits.
    #[track_caller]
    pub fn block(&self) {
        let path = self.master.tty_name().expect("a terminal with a name");
        let flags = OFlags::WRONLY | OFlags::NOCTTY | OFlags::NONBLOCK;
        let tty = rustix::fs::open(path, flags, Mode::empty()).expect("the terminal");
        self.feed.change(|state| state.reading = Reading::Stops);
        let full = Timespec { tv_sec: 0, tv_nsec: 200_000_000 };
        let deadline = Instant::now() + PATIENCE;
        // The kernel moves what is written from one buffer to the next, so that there may be room again.
        while poll(&mut [PollFd::new(&tty, PollFlags::OUT)], Some(&full)).expect("a terminal to wait for") > 0 {
            assert!(Instant::now() < deadline, "the terminal takes everything");
            while rustix::io::write(&tty, &[b'.'; 64]).is_ok() {}
        }
        self.wait_until("the end of reading", |state| state.reading == Reading::Stands);
    }

    /// Reads again after [`Self::block`].
    pub fn unblock(&self) {
        self.feed.change(|state| state.reading = Reading::Goes);
    }

    /// Waits until the program has ended, whatever it wrote.
    #[track_caller]
    pub fn wait_ended(&self) {
        self.wait_until("the end of the program", |state| state.exit.is_some());
    }

    /// Changes the size of the terminal; the program is told by SIGWINCH.
    pub fn resize(&self, size: Size) {
        let (rows, columns) = size.for_screen();
        // Under the lock: what is drawn for the new size must meet a screen that has it.
        let mut state = self.feed.lock();
        state.parser.set_size(rows, columns);
        self.master.resize(size.for_pty()).expect("a terminal that can be resized");
    }

    /// Sends a signal to the program that was started, not to its children.
    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid, signal).expect("a program that can be signalled");
    }

    /// Looks at the screen.
    pub fn with_screen<T>(&self, look: impl FnOnce(&vt100::Screen) -> T) -> T {
        look(self.feed.lock().parser.screen())
    }

    /// What is on the screen, without spaces at the ends of rows.
    pub fn screen_text(&self) -> String {
        self.with_screen(vt100::Screen::contents)
    }

    /// Everything that was written to the terminal so far.
    pub fn raw_bytes(&self) -> Vec<u8> {
        self.feed.lock().output.clone()
    }

    pub fn modes(&self) -> Modes {
        self.with_screen(Modes::of)
    }

    /// Whether the tty is set up as it was before the program was started.
    pub fn has_first_termios(&self) -> bool {
        Termios::of(&*self.master) == self.termios_at_start
    }

    /// The number of the process.
    pub fn process(&self) -> i32 {
        self.pid.as_raw_nonzero().get()
    }

    /// Whether the program has ended.
    pub fn has_ended(&self) -> bool {
        self.feed.lock().exit.is_some()
    }

    /// The program's `HOME` and working folder.
    pub fn home(&self) -> &Path {
        self.home.path()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if self.feed.lock().exit.is_some() {
            return;
        }
        // A job of a shell has a process group of its own.
        let foreground = self.master.process_group_leader().and_then(Pid::from_raw);
        for group in foreground.into_iter().chain([self.pid]) {
            // A group that is gone already needs no killing.
            let _ = kill_process_group(group, Signal::KILL);
        }
    }
}
