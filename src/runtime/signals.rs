//! Signals: those that end the program, the one that says it goes on, and the one that says the terminal has a new size.

use std::io;

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

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

/// Starts listening; from now on none of these ends the program by itself.
///
/// # Errors
/// Where a handler cannot be installed.
pub fn listen() -> io::Result<UnboundedReceiver<Signal>> {
    let (sender, receiver) = unbounded_channel();
    for which in Signal::ALL {
        let mut stream = signal(which.kind())?;
        let sender = sender.clone();
        tokio::spawn(async move {
            while stream.recv().await.is_some() {
                if sender.send(which).is_err() {
                    return;
                }
            }
        });
    }
    Ok(receiver)
}
