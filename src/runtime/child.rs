//! Programs we start: never through a shell, without our secrets in their environment, without our terminal.

use std::io::{self, Read};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};

/// Variables that may hold a secret of ours begin with this.
const OURS: &str = "FIN_";
/// Names our terminal to programs of another session, which would ask on it.
const OUR_TERMINAL: &str = "GPG_TTY";

/// A program that reads nothing, says nothing and knows nothing of us. It gets a process group of its own, so that
/// Ctrl-C is not for it, and all it starts can be ended with it.
pub(super) fn quiet(program: &str) -> Command {
    let mut command = Command::new(program);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
    command.env_remove(OUR_TERMINAL);
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
    /// It could not be started, or not be read.
    System(io::Error),
    /// It did not end in time, and was ended.
    TooSlow,
    /// It printed more than was wanted, and was ended.
    TooMuch,
    /// It failed.
    Failed(ExitStatus),
}

impl From<io::Error> for NoOutput {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

/// What a program prints in at most so many bytes and so much time. It is ended, with all it started, where it takes
/// more.
pub(super) fn output(mut command: Command, most: usize, patience: Duration) -> Result<Vec<u8>, NoOutput> {
    let until = Instant::now() + patience;
    let mut child = command.stdout(Stdio::piped()).spawn()?;
    let group = Group(Pid::from_child(&child));
    let printed = read(&mut child, most);
    let ended = wait(child);
    let within = || until.saturating_duration_since(Instant::now());
    let printed = match printed.recv_timeout(within()) {
        Ok(printed) => printed?,
        Err(_) => return Err(group.end(NoOutput::TooSlow)),
    };
    if printed.len() > most {
        return Err(group.end(NoOutput::TooMuch));
    }
    match ended.recv_timeout(within()) {
        Ok(status) if !status.as_ref().is_ok_and(ExitStatus::success) => Err(NoOutput::Failed(status?)),
        Ok(_) => Ok(printed),
        Err(_) => Err(group.end(NoOutput::TooSlow)),
    }
}

/// The process group of a child, which has its number.
struct Group(Pid);

impl Group {
    /// Ends the child and what it started. That it has ended by itself meanwhile is as good.
    fn end(self, why: NoOutput) -> NoOutput {
        kill_process_group(self.0, Signal::KILL).ok();
        why
    }
}

/// Reads in a thread of its own, as a read cannot be given up.
fn read(child: &mut Child, most: usize) -> mpsc::Receiver<io::Result<Vec<u8>>> {
    let (sender, receiver) = mpsc::channel();
    if let Some(out) = child.stdout.take() {
        thread::spawn(move || {
            let mut bytes = Vec::new();
            let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
            let read = out.take(limit).read_to_end(&mut bytes).map(|_| bytes);
            drop(sender.send(read));
        });
    }
    receiver
}

/// Waits in a thread of its own: so no zombie stays, however long it takes.
pub(super) fn wait(mut child: Child) -> mpsc::Receiver<io::Result<ExitStatus>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || drop(sender.send(child.wait())));
    receiver
}
