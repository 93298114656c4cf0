//! A program of the user's that takes what is copied: for terminals that do not (OSC 52). It runs in a session of its own, so
//! that it cannot ask on our terminal, and may outlive us, as a clipboard does.

use std::ffi::OsString;
use std::fmt;
use std::io::{self, PipeReader, Write};
use std::path::Path;
use std::process::Child;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use crate::threads;

use super::{child, session};
use crate::domain::mask::Sentence;
use crate::domain::text::SafeText;

/// How long it may take to end. One that lives on holds what was copied, as programs do where the desktop has no place for
/// it; that one is left alone.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long a text may take to be written that a program has read whole before it ended.
const AT_END: Duration = Duration::from_millis(200);

/// A program and its arguments; what is copied comes to its standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyCommand {
    program: OsString,
    arguments: Vec<OsString>,
}

/// How far a copy came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Taken {
    /// The program says that it has it.
    Done,
    /// The program has it and lives on.
    HandedOver,
}

impl CopyCommand {
    /// Nothing is run yet; `None` where there is no program in it.
    #[must_use]
    pub fn new(argv: &[OsString]) -> Option<Self> {
        let (program, arguments) = argv.split_first()?;
        Some(Self { program: program.clone(), arguments: arguments.to_vec() })
    }

    /// What it is called: its folder is nobody's business, and its arguments may be anything.
    fn name(&self) -> String {
        let program = Path::new(&self.program);
        program.file_name().unwrap_or(&self.program).to_string_lossy().into_owned()
    }

    /// Copies a text, and says how that went.
    pub(super) fn copy(&self, text: String, what: &Sentence) -> Result<Sentence, Sentence> {
        let (characters, name) = (text.chars().count(), self.name());
        match self.take(text) {
            Ok(Taken::Done) => Ok(what.within(|what| format!("copied {what} ({characters} characters) with {name}"))),
            Ok(Taken::HandedOver) => {
                Ok(what.within(|what| format!("handed {what} ({characters} characters) over to {name}")))
            }
            Err(why) => Err(Sentence::plain(SafeText::block(&why))),
        }
    }

    /// It has no shell, no terminal, none of our variables, and nowhere to write to.
    fn take(&self, text: String) -> Result<Taken, String> {
        let name = self.name();
        let until = Instant::now() + PATIENCE;
        let cannot = |error: &dyn fmt::Display| format!("copy_command {name} cannot be run: {error}");
        let (mut child, given) = self.start(text).map_err(|error| cannot(&error))?;
        let refused = child::read(child.stderr.take(), child::LONGEST_REASON).map_err(|error| cannot(&error))?;
        let ended = child::wait(child).map_err(|error| cannot(&error))?;
        let within = || until.saturating_duration_since(Instant::now());
        if let Ok(Ok(refused)) = refused.recv_timeout(within())
            && !refused.is_empty()
        {
            return Err(cannot(&String::from_utf8_lossy(&refused)));
        }
        match ended.recv_timeout(within()) {
            Err(_lives_on) => Ok(Taken::HandedOver),
            Ok(Ok(status)) if status.success() && given.was_read() => Ok(Taken::Done),
            Ok(Ok(status)) if status.success() => {
                Err(format!("copy_command {name} ended before it had read all of it; nothing may have been copied"))
            }
            Ok(Ok(status)) => Err(format!("copy_command {name} failed ({status}); nothing may have been copied")),
            Ok(Err(error)) => Err(cannot(&error)),
        }
    }

    /// Starts it, with the text on its way to it.
    fn start(&self, text: String) -> io::Result<(Child, Given)> {
        let (unread, mut pipe) = io::pipe()?;
        let mut command = session::outliving(&session::this_program(), &self.program, &self.arguments);
        let child = command.stdin(unread.try_clone()?).spawn()?;
        let (sender, written) = mpsc::channel();
        // In a thread of its own: a program need not read what it is given. It is told before the program learns that this
        // was all.
        threads::start("copied text", move || {
            drop(sender.send(pipe.write_all(text.as_bytes())));
        })?;
        Ok((child, Given { unread, written }))
    }
}

/// A text on its way to a program. We hold the end that the program reads from, too: so what it left can be seen.
struct Given {
    unread: PipeReader,
    written: mpsc::Receiver<io::Result<()>>,
}

impl Given {
    /// Whether a program that has ended had read all of it.
    fn was_read(self) -> bool {
        matches!(self.written.recv_timeout(AT_END), Ok(Ok(())))
            && rustix::io::ioctl_fionread(&self.unread).is_ok_and(|left| left == 0)
    }
}
