//! A line on standard error that says how far long work is. Only people see it: a log or a pipe gets nothing.

use std::io::{self, IsTerminal, Write};

/// One line that is written over again and again, and gone in the end.
pub(super) struct Progress {
    is_seen: bool,
    /// Characters of the line as it stands.
    width: usize,
}

impl Progress {
    pub(super) fn start() -> Self {
        Self { is_seen: io::stderr().is_terminal(), width: 0 }
    }

    pub(super) fn say(&mut self, text: &str) {
        if self.is_seen {
            let old = self.width;
            self.width = text.chars().count();
            // Nothing hangs on this line, so it matters to nobody where it cannot be written.
            drop(write!(io::stderr(), "\r{text:<old$}"));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.width > 0 {
            let blank = "";
            drop(write!(io::stderr(), "\r{blank:<width$}\r", width = self.width));
        }
    }
}
