//! Writes what the user takes away: a new file that only they can read, named without personal data.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Names tried before giving up: two exports in one second are rare, ten are a mistake.
const TRIES: u32 = 10;

/// Writes a new file into `folder`. An existing one is never touched: the name gets a number instead.
///
/// # Errors
/// Where no new file can be written there.
pub fn write_new(folder: &Path, name: &str, content: &str) -> io::Result<PathBuf> {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "txt"));
    for number in 0..TRIES {
        let again = if number == 0 { String::new() } else { format!("-{}", number + 1) };
        let path = folder.join(format!("{stem}{again}.{ending}"));
        match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
            Ok(mut file) => {
                file.write_all(content.as_bytes())?;
                return Ok(path);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
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
        assert!(write_new(&folder.path().join("nowhere"), "kyb-1.md", "x").is_err());
    }
}
