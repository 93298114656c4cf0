//! A program of the user's in a session of its own. It has no terminal that it could ask on, so whatever is typed stays for
//! whom it is meant.
//!
//! A session can only be begun from inside, so this program is started again, to begin one. Under the name `LEADER` it stays,
//! and what it runs ends when we end, in whatever way that is: its standard input is a pipe whose other end is ours alone;
//! where we let go of that, or are gone, it ends the program and all that the program started. Under the name `BECOMING` it
//! becomes the program, which may outlive us.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use rustix::io::retry_on_intr;
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, setsid, waitid};

use super::child;
use crate::threads;

/// The name under which this program leads a session.
const LEADER: &str = "kyb-dash: session";
/// The name under which this program begins a session and becomes another program.
const BECOMING: &str = "kyb-dash: begins a session";

/// Where this program is to be found when it is started again. The system's own link holds even where the file was replaced
/// meanwhile.
pub(super) fn this_program() -> PathBuf {
    let link = Path::new("/proc/self/exe");
    if link.exists() { link.to_owned() } else { std::env::current_exe().unwrap_or_default() }
}

/// A program with its arguments in a session that this file of ours leads. Its standard input is for nobody to write to: it
/// is what the session hangs on. On standard error stands why the program could not be run.
pub(super) fn command(leader: &Path, program: &OsStr, arguments: &[OsString]) -> Command {
    let mut command = child::quiet(leader);
    command.arg0(LEADER).arg(program).args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A program with its arguments in a session that this file of ours begins, and that may outlive us. What it reads is the
/// caller's to say. On standard error stands why the program could not be run; once it runs, that is closed.
pub(super) fn outliving(beginner: &Path, program: &OsStr, arguments: &[OsString]) -> Command {
    let mut command = child::quiet(beginner);
    command.arg0(BECOMING).arg(program).args(arguments).stderr(Stdio::piped());
    command
}

/// Begins a session, where this program was started to do so, with what these arguments name; `None` where it was not.
pub fn lead(mut arguments: impl Iterator<Item = OsString>) -> Option<ExitCode> {
    let name = arguments.next()?;
    if name == BECOMING {
        return Some(become_program(arguments));
    }
    if name != LEADER {
        return None;
    }
    Some(keep(arguments).unwrap_or_else(|error| {
        // Where nobody listens, nobody waits for it either.
        drop(write!(io::stderr(), "{error}"));
        ExitCode::FAILURE
    }))
}

/// Becomes the program. That it could not, is told on what was standard error: the program itself gets none.
fn become_program(mut arguments: impl Iterator<Item = OsString>) -> ExitCode {
    // Closed where the program runs.
    let told = io::stderr().as_fd().try_clone_to_owned();
    let error = match setsid() {
        Ok(_) => {
            let program = arguments.next().unwrap_or_default();
            Command::new(program).args(arguments).stderr(Stdio::null()).exec()
        }
        Err(error) => error.into(),
    };
    if let Ok(told) = told {
        // Where nobody listens, nobody waits for it either.
        drop(write!(File::from(told), "{error}"));
    }
    ExitCode::FAILURE
}

/// Runs the program until it ends, or until nobody holds our standard input any longer. What it leaves behind ends, too.
fn keep(mut arguments: impl Iterator<Item = OsString>) -> io::Result<ExitCode> {
    setsid()?;
    let program = arguments.next().unwrap_or_default();
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stderr(Stdio::null()).process_group(0);
    let group = Pid::from_child(&command.spawn()?);
    let listens = threads::start("standard input", move || {
        drop(io::copy(&mut io::stdin(), &mut io::sink()));
        end(group);
    });
    if let Err(error) = listens {
        end(group);
        return Err(error);
    }
    // It stays a zombie until we are gone, so that its number cannot become another's.
    let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
    let ended = retry_on_intr(|| waitid(WaitId::Pid(group), options))?;
    end(group);
    let code = ended.and_then(|ended| {
        let of_signal = ended.terminating_signal().map(|signal| 128 + signal);
        u8::try_from(ended.exit_status().or(of_signal)?).ok()
    });
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

/// Ends all of a process group. That nobody is left in it is as good.
fn end(group: Pid) {
    kill_process_group(group, Signal::KILL).ok();
}
