//! Reads the terminal in a thread of its own, so that the loop can wait for keys and answers alike.

use std::fs::File;
use std::io::{self, IsTerminal};

use crossterm::event::Event;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::{Errno, retry_on_intr};
use rustix::stdio;
use rustix::termios::ttyname;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::input::decoder::{Decoder, Wait};

use crate::threads;

/// The bytes of one key arrive together, or, over a slow line, this close to each other. An Esc by itself is told from the
/// beginning of another key by waiting for so long.
const KEY: Timespec = Timespec { tv_sec: 0, tv_nsec: 30_000_000 };
/// The same for a long text, which comes in pieces.
const TEXT: Timespec = Timespec { tv_sec: 0, tv_nsec: 500_000_000 };
/// Bytes of one read: what the kernel keeps of a terminal's input.
const READ: usize = 4096;

/// Starts reading events. The channel closes when the terminal can no longer be read.
///
/// From here on standard input is the terminal, even where something else was piped in: whoever puts something else in
/// its place makes the reader end.
///
/// # Errors
/// Where there is no terminal, or no thread can be started.
pub fn read() -> io::Result<UnboundedReceiver<Event>> {
    if !io::stdin().is_terminal() {
        stdio::dup2_stdin(terminal()?)?;
    }
    let (sender, receiver) = unbounded_channel();
    threads::start("terminal input", move || read_all(&sender).ok())?;
    Ok(receiver)
}

/// The terminal by its own name, where it has one: some systems cannot wait on `/dev/tty`.
fn terminal() -> io::Result<File> {
    let name = ttyname(stdio::stdout(), Vec::new()).ok().and_then(|name| name.into_string().ok());
    name.and_then(|name| File::open(name).ok()).map_or_else(|| File::open("/dev/tty"), Ok)
}

fn read_all(sender: &UnboundedSender<Event>) -> Result<(), Errno> {
    let mut decoder = Decoder::default();
    let (mut bytes, mut events) = ([0; READ], Vec::new());
    while !sender.is_closed() {
        let is_quiet = !wait(decoder.waits_for().map(|wait| match wait {
            Wait::Key => &KEY,
            Wait::Text => &TEXT,
        }))?;
        if is_quiet {
            decoder.quiet(&mut events);
        } else {
            // Never before something is there: a read that waits would take what is typed after the end.
            match retry_on_intr(|| rustix::io::read(stdio::stdin(), &mut bytes)) {
                Ok(0) => return Ok(()),
                Ok(count) => decoder.read(bytes.get(..count).unwrap_or_default(), &mut events),
                // Somebody else reads here too and was faster.
                Err(Errno::AGAIN) => {}
                Err(error) => return Err(error),
            }
        }
        for event in events.drain(..) {
            // The loop has ended; so does this with the next look.
            sender.send(event).ok();
        }
    }
    Ok(())
}

/// Waits until there is something to read; `false` where nothing came for so long.
fn wait(longest: Option<&Timespec>) -> Result<bool, Errno> {
    let stdin = stdio::stdin();
    let mut watched = [PollFd::new(&stdin, PollFlags::IN)];
    Ok(retry_on_intr(|| poll(&mut watched, longest))? > 0)
}
