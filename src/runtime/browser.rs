//! Opens a link with the desktop's own program.

use std::io;

use super::child;

/// The program that opens links.
const OPENER: &str = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };

/// Starts the desktop's program on a link, which `domain::link` made: https, and one word. It is not waited for, and how
/// it ends tells us nothing.
///
/// # Errors
/// Where there is no such program.
pub fn open(link: &str) -> io::Result<()> {
    drop(child::wait(child::quiet(OPENER).arg(link).spawn()?));
    Ok(())
}
