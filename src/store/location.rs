//! Where it is kept.

use std::path::PathBuf;

/// Where it is kept.
#[derive(Clone, Debug)]
pub enum Location {
    /// In files of a folder that nobody else can read.
    Folder(PathBuf),
    /// In memory, until it is closed.
    Memory,
}
