//! Opens a link with the desktop's own program: never through a shell, without our secrets, without our terminal.

use std::io;
use std::process::{Command, Stdio};

/// The program that opens links.
const OPENER: &str = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };

/// Starts the desktop's program on a link, which `domain::link` made: https, and one word. It is not waited for.
///
/// # Errors
/// Where there is no such program.
pub fn open(link: &str) -> io::Result<()> {
    let mut command = Command::new(OPENER);
    command.arg(link).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("FIN_") {
            command.env_remove(name);
        }
    }
    let mut child = command.spawn()?;
    // Reaped in a thread of its own, so that no zombie stays; how it ended tells us nothing.
    std::thread::spawn(move || drop(child.wait()));
    Ok(())
}
