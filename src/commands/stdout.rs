//! Standard output: plain text, and a reader who leaves early is no failure.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd;

use anyhow::Context;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::retry_on_intr;
use tokio::sync::oneshot;

use crate::threads;

/// Whether anybody still reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// As far as we know.
    There,
    /// It has seen enough, as `head` does.
    Gone,
}

/// Prints a text at once.
///
/// # Errors
/// A sentence where it cannot be written, unless the reader has gone.
pub fn print(text: &str) -> anyhow::Result<Reader> {
    print_whole(text).context("cannot write to standard output")
}

fn print_whole(text: &str) -> io::Result<Reader> {
    // The library's own handle takes what it cannot write to for something that nobody reads.
    let out = io::stdout().lock();
    write_to(&mut File::from(out.as_fd().try_clone_to_owned()?), text)
}

/// Returns once nobody reads standard output any longer, also while nothing is printed. Of what has no reader, such as a file,
/// it never does.
pub async fn reader_left() {
    let (tell, told) = oneshot::channel();
    // A thread of its own: it waits for as long as the program runs, and nobody waits for it. Files cannot be waited for in
    // the way of the async runtime.
    let watched = threads::start("reader", move || {
        let stdout = io::stdout();
        // Asked for nothing, it tells of errors and hang-ups alone.
        let mut waited = [PollFd::new(&stdout, PollFlags::empty())];
        let is_over = retry_on_intr(|| poll(&mut waited, None)).is_ok();
        let gone = PollFlags::ERR | PollFlags::HUP;
        if is_over && waited.iter().any(|fd| fd.revents().intersects(gone)) {
            tell.send(()).ok();
        }
    });
    // Where no thread can be had, the next line that is printed finds out.
    drop(watched);
    // Without a word there is no reader who could leave.
    if told.await.is_err() {
        std::future::pending::<()>().await;
    }
}

fn write_to(out: &mut impl Write, text: &str) -> io::Result<Reader> {
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Ok(Reader::There),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Reader::Gone),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Refusing(io::ErrorKind);

    impl Write for Refusing {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn only_a_reader_who_left_is_no_failure() {
        let mut kept = Vec::new();
        assert_eq!(write_to(&mut kept, "a\n").unwrap(), Reader::There);
        assert_eq!(kept, b"a\n");
        assert_eq!(write_to(&mut Refusing(io::ErrorKind::BrokenPipe), "a").unwrap(), Reader::Gone);
        let full = write_to(&mut Refusing(io::ErrorKind::StorageFull), "a").unwrap_err();
        assert_eq!(full.kind(), io::ErrorKind::StorageFull);
    }
}
