//! Writes what the user takes away: a new file that only they can read, named without personal data.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// Names tried before giving up: two exports in one second are rare, ten are a mistake.
const TRIES: u32 = 10;

/// Writes a new file into `folder`, whole or not at all: beside its place first, and there only when the disk has it. An
/// existing one is never touched: the name gets a number instead.
///
/// # Errors
/// Where no new file can be written there. Nothing is left behind then.
pub fn write_new(folder: &Path, name: &str, content: &str) -> io::Result<PathBuf> {
    // Only the owner can read such a file, from its first moment on. The crate's errors name paths, and a mask may forbid that.
    let mut written =
        NamedTempFile::with_prefix_in(".kyb-dash-", folder).map_err(|error| io::Error::from(error.kind()))?;
    written.as_file_mut().write_all(content.as_bytes())?;
    // A full disk or quota may tell only now.
    written.as_file().sync_all()?;
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "txt"));
    for number in 0..TRIES {
        let again = if number == 0 { String::new() } else { format!("-{}", number + 1) };
        let path = folder.join(format!("{stem}{again}.{ending}"));
        match written.persist_noclobber(&path) {
            Ok(_) => return Ok(path),
            Err(refused) if refused.error.kind() == io::ErrorKind::AlreadyExists => written = refused.file,
            Err(refused) => return Err(refused.error),
        }
    }
    Err(io::Error::new(io::ErrorKind::AlreadyExists, "there are many exports of this second already"))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn an_export_is_private_and_overwrites_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let first = write_new(folder.path(), "kyb-1.md", "one").unwrap();
        let second = write_new(folder.path(), "kyb-1.md", "two").unwrap();
        assert_eq!(first.file_name().unwrap(), "kyb-1.md");
        assert_eq!(second.file_name().unwrap(), "kyb-1-2.md");
        assert_eq!(std::fs::read_to_string(&first).unwrap(), "one");
        assert_eq!(std::fs::metadata(&second).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "nothing else is left");
        let refused = write_new(&folder.path().join("nowhere"), "kyb-1.md", "x").unwrap_err();
        assert!(!refused.to_string().contains("nowhere"), "{refused}");
    }
}
