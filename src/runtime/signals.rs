//! Signals: those that end the program, the one that says it goes on, and the one that says the terminal has a new size.

use std::future::pending;
use std::io;
use std::time::Duration;

use tokio::runtime::Builder;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::threads;

/// How long the program may take to end after a signal that asks for it.
const PATIENCE: Duration = Duration::from_secs(2);

/// A signal the program answers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// The terminal hung up.
    Hangup,
    /// Somebody pressed Ctrl-C elsewhere, or sent it.
    Interrupt,
    /// Somebody asked for a core dump; there is none, as it would hold the token.
    Quit,
    /// Somebody asked the program to end.
    Terminate,
    /// The program was stopped and goes on.
    Continue,
    /// The terminal has a new size.
    Resize,
}

impl Signal {
    const ALL: [Self; 6] = [Self::Hangup, Self::Interrupt, Self::Quit, Self::Terminate, Self::Continue, Self::Resize];

    /// The exit code that tells a shell which signal ended the program: 128 and its number.
    #[must_use]
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::Hangup => 128 + 1,
            Self::Interrupt => 128 + 2,
            Self::Quit => 128 + 3,
            Self::Terminate => 128 + 15,
            Self::Continue | Self::Resize => 0,
        }
    }

    const fn ends(self) -> bool {
        !matches!(self, Self::Continue | Self::Resize)
    }

    fn kind(self) -> SignalKind {
        match self {
            Self::Hangup => SignalKind::hangup(),
            Self::Interrupt => SignalKind::interrupt(),
            Self::Quit => SignalKind::quit(),
            Self::Terminate => SignalKind::terminate(),
            Self::Resize => SignalKind::window_change(),
            // Tokio has no name for SIGCONT. Its number is one of the few that differ between systems.
            Self::Continue => SignalKind::from_raw(rustix::process::Signal::CONT.as_raw()),
        }
    }
}

/// Starts listening; from now on none of these ends the program by itself. `overdue` is called where the program lives on
/// for too long after one that should end it.
///
/// It is listened in a thread of its own: the one of the loop may wait for a terminal that takes nothing, without end.
///
/// # Errors
/// Where a handler cannot be installed, or no thread be started.
pub fn listen(overdue: fn(Signal)) -> io::Result<UnboundedReceiver<Signal>> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let context = runtime.enter();
    let (sender, receiver) = unbounded_channel();
    for which in Signal::ALL {
        let mut stream = signal(which.kind())?;
        let sender = sender.clone();
        tokio::spawn(async move {
            while stream.recv().await.is_some() {
                // The loop may have ended already, and the terminal not be given back yet.
                sender.send(which).ok();
                if which.ends() {
                    tokio::time::sleep(PATIENCE).await;
                    overdue(which);
                }
            }
        });
    }
    drop(context);
    threads::start("signals", move || runtime.block_on(pending::<()>()))?;
    Ok(receiver)
}
