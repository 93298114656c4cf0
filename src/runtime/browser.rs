//! Opens a link with the desktop's own program.

use std::io;
use std::os::unix::process::CommandExt;

use super::child;

/// The program that opens links.
const OPENER: &str = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };

/// Starts the desktop's program on a link, which `domain::link` made: https, and one word. It is not waited for, and how
/// it ends tells us nothing.
///
/// # Errors
/// Where there is no such program.
pub fn open(link: &str) -> io::Result<()> {
    // In a process group of its own, so that Ctrl-C is not for it.
    drop(child::wait(child::quiet(OPENER).arg(link).process_group(0).spawn()?)?);
    Ok(())
}
