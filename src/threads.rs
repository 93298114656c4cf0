//! Threads, of which a system may allow few: where none can be had, that is an error with a sentence, never a panic.

use std::fmt;
use std::io;
use std::thread::{Builder, JoinHandle};

/// What the system says where it allows no further thread is "temporarily unavailable", which helps nobody.
#[derive(Debug)]
struct NoThread(io::Error);

impl fmt::Display for NoThread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.kind() {
            io::ErrorKind::WouldBlock => f.write_str(
                "the system allows no further thread; raise the limit of processes for this user (ulimit -u, or that of the container)",
            ),
            _ => write!(f, "no thread can be started: {}", self.0),
        }
    }
}

impl std::error::Error for NoThread {}

/// Starts a thread.
///
/// # Errors
/// Where the system allows none; the sentence names the limit.
pub fn start<T: Send + 'static>(name: &str, work: impl FnOnce() -> T + Send + 'static) -> io::Result<JoinHandle<T>> {
    Builder::new().name(name.to_owned()).spawn(work).map_err(|error| io::Error::new(error.kind(), NoThread(error)))
}
