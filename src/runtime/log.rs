//! The log: off unless a file is named; ids, statuses and times, and no way to write anything else into it.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::api::{Asked, Event};
use crate::config::private::is_private;
use crate::domain::id::CustomerId;

/// Most bytes a log grows to; it says so in its last line.
const LARGEST: u64 = 10 * 1024 * 1024;

/// Something worth a line.
#[derive(Clone, Debug)]
pub enum Entry<'a> {
    /// The program starts; the environment's word.
    Started(&'static str),
    /// It ends, and how.
    Ended(&'static str),
    /// Something of the client's.
    Client(&'a Event),
    /// An answer came that nobody waited for, or about another customer.
    Refused(&'a CustomerId),
}

/// A log, or none. Clones write to the same file.
#[derive(Clone, Debug, Default)]
pub struct Log(Option<Arc<Mutex<Pages>>>);

#[derive(Debug)]
struct Pages {
    file: File,
    left: u64,
}

impl Log {
    /// Opens a log; what stands in the file already is kept, and counts.
    ///
    /// # Errors
    /// A sentence that says what to do, where the file cannot be written, or be read by others.
    pub fn open(path: &Path) -> Result<Self, String> {
        let shown = path.display();
        // Opening a pipe would wait for a reader, so its kind is looked at before.
        if path.metadata().is_ok_and(|known| !known.is_file()) {
            return Err(format!("--log {shown}: this is no regular file; name a new one"));
        }
        let opened = OpenOptions::new().create(true).append(true).mode(0o600).open(path);
        let known = opened.and_then(|file| file.metadata().map(|known| (file, known)));
        let (file, known) = known.map_err(|error| format!("--log {shown} cannot be written: {error}"))?;
        if !is_private(&known) {
            return Err(format!("--log {shown} can be read by others; run: chmod 600 {shown}"));
        }
        if known.len() >= LARGEST {
            return Err(format!("--log {shown} is full (10 MiB); move it away, or name another one"));
        }
        Ok(Self(Some(Arc::new(Mutex::new(Pages { file, left: LARGEST - known.len() })))))
    }

    /// Writes a line. A disk that is full costs the line and nothing else.
    pub fn write(&self, entry: &Entry<'_>) {
        let Some(pages) = &self.0 else { return };
        let mut pages = pages.lock().unwrap_or_else(PoisonError::into_inner);
        drop(pages.write(&format!("{:.0} {entry}\n", jiff::Timestamp::now())));
    }

    /// Writes what the client says of itself.
    pub fn client(&self, event: &Event) {
        self.write(&Entry::Client(event));
    }
}

impl Pages {
    fn write(&mut self, line: &str) -> io::Result<()> {
        const LAST: &str = "the log is full\n";
        if self.left == 0 {
            return Ok(());
        }
        let fits = (line.len() + LAST.len()) as u64 <= self.left;
        let line = if fits { line } else { LAST };
        self.left = if fits { self.left - line.len() as u64 } else { 0 };
        self.file.write_all(line.as_bytes())
    }
}

impl fmt::Display for Entry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Started(environment) => write!(f, "started {} {environment}", env!("CARGO_PKG_VERSION")),
            Self::Ended(how) => write!(f, "ended {how}"),
            Self::Client(event) => write_event(event, f),
            Self::Refused(id) => write!(f, "refused an answer nobody waits for, case {id}"),
        }
    }
}

fn write_event(event: &Event, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match event {
        Event::Answered { asked, status, took } => write!(f, "{} {status} {} ms", Words(asked), took.as_millis()),
        Event::Unanswered { asked, why, took } => write!(f, "{} {why:?} {} ms", Words(asked), took.as_millis()),
        Event::Waiting { seconds, why } => write!(f, "every request waits {seconds} s, {why:?}"),
        Event::Resumed => f.write_str("requests go on"),
        Event::Retrying { next, of, why } => write!(f, "try {next} of {of} follows, {why:?}"),
        Event::TokenRefreshed => f.write_str("the token was renewed"),
    }
}

struct Words<'a>(&'a Asked);

impl fmt::Display for Words<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Asked::Token => f.write_str("token"),
            Asked::Page(number) => write!(f, "list page {number}"),
            Asked::Case(id) => write!(f, "case {id}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_log_is_private_appended_to_and_ends_when_it_is_full() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log");
        Log::open(&path).unwrap().write(&Entry::Started("SANDBOX"));
        Log::open(&path).unwrap().write(&Entry::Ended("quit"));
        let text = fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = text.lines().map(|line| line.split_once(' ').unwrap().1).collect();
        assert_eq!(lines, [format!("started {} SANDBOX", env!("CARGO_PKG_VERSION")).as_str(), "ended quit"]);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);

        let file = OpenOptions::new().append(true).open(&path).unwrap();
        file.set_len(LARGEST - 60).unwrap();
        let log = Log::open(&path).unwrap();
        for _ in 0..5 {
            log.write(&Entry::Ended("quit"));
        }
        let full = fs::read(&path).unwrap();
        assert!(full.ends_with(b"ended quit\nthe log is full\n") && full.len() as u64 <= LARGEST);
        file.set_len(LARGEST).unwrap();
        assert!(Log::open(&path).unwrap_err().contains("is full"));
    }

    #[test]
    fn what_cannot_be_a_log_is_refused_with_the_fix() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log");
        fs::write(&path, "").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        let fix = format!("can be read by others; run: chmod 600 {}", path.display());
        assert!(Log::open(&path).unwrap_err().ends_with(&fix));
        assert!(Log::open(folder.path()).unwrap_err().contains("no regular file"));
        assert!(Log::open(&folder.path().join("no/where")).unwrap_err().contains("cannot be written"));
    }
}
