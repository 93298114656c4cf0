//! Programs we start: never through a shell, without our secrets in their environment, and but for an editor without our
//! terminal.

use std::ffi::OsStr;
use std::io::{self, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use crate::threads;

/// Variables that may hold a secret of ours begin with this.
const OURS: &str = "FIN_";
/// Names our terminal to programs of another session, which would ask on it.
const OUR_TERMINAL: &str = "GPG_TTY";
/// Longest reason of the system's that is read.
pub(super) const LONGEST_REASON: usize = 256;

/// A program that reads nothing, says nothing and knows nothing of us.
pub(super) fn quiet(program: impl AsRef<OsStr>) -> Command {
    let mut command = without_secrets(program);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.env_remove(OUR_TERMINAL);
    command
}

/// A program that has our terminal, and nothing in its environment that may be a secret of ours.
pub(super) fn without_secrets(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with(OURS) {
            command.env_remove(name);
        }
    }
    command
}

/// Why a program brought nothing.
#[derive(Debug)]
pub(super) enum NoOutput {
    /// It could not be started, or not be read; what the system says of it.
    System(String),
    /// It did not end in time, and was ended.
    TooSlow,
    /// It printed more than was wanted, and was ended.
    TooMuch,
    /// It failed.
    Failed(ExitStatus),
}

impl From<io::Error> for NoOutput {
    fn from(error: io::Error) -> Self {
        Self::System(error.to_string())
    }
}

/// What a program in a [session](super::session) of its own prints, in at most so many bytes and so much time. It is ended,
/// with all it started, where it takes more.
pub(super) fn output(mut session: Command, most: usize, patience: Duration) -> Result<Vec<u8>, NoOutput> {
    let until = Instant::now() + patience;
    let mut leader = session.spawn()?;
    // Held to the end of this function: the session ends with it.
    let _hold = leader.stdin.take();
    let printed = read(leader.stdout.take(), most)?;
    let refused = read(leader.stderr.take(), LONGEST_REASON)?;
    let ended = wait(leader)?;
    let within = || until.saturating_duration_since(Instant::now());
    let printed = printed.recv_timeout(within()).map_err(|_late| NoOutput::TooSlow)??;
    if printed.len() > most {
        return Err(NoOutput::TooMuch);
    }
    let status = ended.recv_timeout(within()).map_err(|_late| NoOutput::TooSlow)??;
    let refused = refused.recv_timeout(within()).map_err(|_late| NoOutput::TooSlow)??;
    match status.success() {
        _ if !refused.is_empty() => Err(NoOutput::System(String::from_utf8_lossy(&refused).into_owned())),
        true => Ok(printed),
        false => Err(NoOutput::Failed(status)),
    }
}

/// Reads in a thread of its own, as a read cannot be given up: as many bytes as are wanted, and one more where there is one.
pub(super) fn read(
    from: Option<impl Read + Send + 'static>,
    most: usize,
) -> io::Result<mpsc::Receiver<io::Result<Vec<u8>>>> {
    let (sender, receiver) = mpsc::channel();
    if let Some(from) = from {
        threads::start("output of a program", move || {
            let mut bytes = Vec::new();
            let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
            let read = from.take(limit).read_to_end(&mut bytes).map(|_| bytes);
            drop(sender.send(read));
        })?;
    }
    Ok(receiver)
}

/// Waits in a thread of its own: so no zombie stays, however long it takes.
pub(super) fn wait(mut child: Child) -> io::Result<mpsc::Receiver<io::Result<ExitStatus>>> {
    let (sender, receiver) = mpsc::channel();
    threads::start("end of a program", move || drop(sender.send(child.wait())))?;
    Ok(receiver)
}
