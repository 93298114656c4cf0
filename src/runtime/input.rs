//! Reads the terminal in a thread of its own, so that the loop can wait for keys and answers alike.

use std::io;

use crossterm::event::{self, Event};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

/// Starts reading events. The channel closes when the terminal can no longer be read.
///
/// # Errors
/// Where no thread can be started.
pub fn read() -> io::Result<UnboundedReceiver<Event>> {
    let (sender, receiver) = unbounded_channel();
    std::thread::Builder::new().name("terminal input".to_owned()).spawn(move || {
        while let Ok(event) = event::read() {
            if sender.send(event).is_err() {
                return;
            }
        }
    })?;
    Ok(receiver)
}
