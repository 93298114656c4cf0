//! What a program writes to its terminal, as it is read and kept, and how the program left.

use std::io::{Read, Write};
use std::panic::Location;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::Instant;

use portable_pty::{ExitStatus, MasterPty};

use crate::modes::Modes;

/// What a program wrote to its terminal, and who waits for more.
pub struct Feed {
    pub state: Mutex<State>,
    pub changed: Condvar,
}

/// What is known of a terminal and its program.
pub struct State {
    pub parser: vt100::Parser,
    /// Everything that was written to the terminal.
    pub output: Vec<u8>,
    /// When the last of it was read.
    pub written_at: Instant,
    pub reading: Reading,
    /// Nobody has the terminal open any more and all of its output was read.
    pub closed: bool,
    /// How and when the program ended.
    pub exit: Option<(ExitStatus, Instant)>,
}

/// Whether what is written to the terminal is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    Goes,
    /// It stops with the next piece.
    Stops,
    Stands,
}

impl Feed {
    /// A failed assertion in a condition must not hide behind a poisoned lock.
    pub fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets the reader go on, or holds it while nothing is to be read.
    fn pass(&self) {
        let mut state = self.lock();
        while state.reading != Reading::Goes {
            state.reading = Reading::Stands;
            self.changed.notify_all();
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    pub fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.lock());
        self.changed.notify_all();
    }
}

/// Reads until the terminal is closed. No query of the program is answered, as over a bad line.
pub fn spawn_reader(feed: &Arc<Feed>, mut reader: Box<dyn Read + Send>) {
    let feed = Arc::clone(feed);
    thread::spawn(move || {
        let mut buffer = [0; 8192];
        while let Ok(count @ 1..) = reader.read(&mut buffer) {
            feed.pass();
            let read = &buffer[..count];
            feed.change(|state| {
                state.output.extend_from_slice(read);
                state.written_at = Instant::now();
                state.parser.process(read);
            });
        }
        feed.change(|state| state.closed = true);
    });
}

/// Writes in a thread of its own: a program that does not read must not hold up its test.
pub fn spawn_writer(mut writer: Box<dyn Write + Send>) -> mpsc::Sender<Vec<u8>> {
    let (input, pending) = mpsc::channel::<Vec<u8>>();
    thread::spawn(move || {
        for bytes in pending {
            if writer.write_all(&bytes).is_err() {
                break;
            }
        }
    });
    input
}

impl State {
    pub fn report(&self, what: &str, asked_at: &Location) -> String {
        let screen = self.parser.screen();
        let (rows, columns) = screen.size();
        let end = match &self.exit {
            Some((status, _)) => format!("the program has ended ({status})"),
            None => "the program is running".to_owned(),
        };
        let (modes, text) = (Modes::of(screen), screen.contents());
        let tail = self.output[self.output.len().saturating_sub(400)..].escape_ascii();
        format!(
            "{asked_at}: no {what:?}; {end}\n{modes:?}\n── screen, {columns}×{rows} ──\n{text}\n── last output ──\n{tail}"
        )
    }
}

/// How a program left.
#[derive(Debug)]
pub struct Exit {
    pub status: ExitStatus,
    /// The tty was set up as before the program when it ended.
    pub termios_is_restored: bool,
    /// What was still switched on.
    pub modes: Modes,
    /// The same from the raw output, for every mode: see [`left_changed`].
    pub left_changed: Vec<String>,
}

impl Exit {
    /// Fails unless the terminal was left as it was found.
    #[track_caller]
    pub fn assert_restored(&self) {
        assert!(self.termios_is_restored, "the tty's settings were not restored: {self:?}");
        assert_eq!(self.modes, Modes::PLAIN, "modes were left on");
        assert!(self.left_changed.is_empty(), "modes were left changed: {:?}", self.left_changed);
    }
}

/// The settings of a tty (echo, line editing, signals, special characters), to be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Termios(String);

impl Termios {
    /// The master side answers for the tty, so no program and no open terminal is needed.
    pub fn of(master: &dyn MasterPty) -> Self {
        Self(format!("{:?}", master.get_termios().expect("the settings of the tty")))
    }
}
