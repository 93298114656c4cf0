//! The folder and the files in it: made for the owner alone, refused where others can get at them.
//!
//! The database file is never opened here: closing it would take away the locks that SQLite holds on it in this process
//! (<https://www.sqlite.org/howtocorrupt.html>, 2.2).

use std::fmt::Write as _;
use std::fs::{self, DirBuilder, Metadata};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rustix::fs::{Access, access};
use tempfile::NamedTempFile;

use super::trouble::{Refusal, Trouble};

/// What others than the owner may do with a file.
const OTHERS: u32 = 0o077;
const DATABASE: &str = "memory.db";
const KEY: &str = "fingerprint.key";
/// What SQLite puts beside the database, by the end of its name.
const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

/// A folder that exists and is ours, with a database in it that may still be empty.
#[derive(Clone, Debug)]
pub(super) struct Place {
    folder: PathBuf,
}

impl Place {
    /// Whether there is a database in this folder, or something in its place.
    pub(super) fn is_at(folder: &Path) -> Result<bool, Refusal> {
        is_there(folder, &folder.join(DATABASE))
    }

    /// Whether there is any of our files in this folder: some may be left where the database was removed.
    pub(super) fn has_files_at(folder: &Path) -> Result<bool, Refusal> {
        for path in (Self { folder: folder.to_owned() }).files() {
            if is_there(folder, &path)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Makes what is missing and looks at what is there.
    pub(super) fn prepare(folder: &Path) -> Result<Self, Refusal> {
        let refused = |error: io::Error| Refusal::of(folder, error);
        DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|error| {
            let is_something_else = fs::metadata(folder).is_ok_and(|found| !found.is_dir());
            if is_something_else { Refusal::of(folder, Trouble::WrongKind) } else { refused(error) }
        })?;
        // Without links and dots, which an address would lose.
        let place = Self { folder: fs::canonicalize(folder).map_err(refused)? };
        if !is_private(&fs::metadata(&place.folder).map_err(refused)?) {
            return Err(Refusal::of(place.folder, Trouble::FolderOfOthers));
        }
        for path in place.files() {
            check(&path)?;
        }
        place.make(&place.database(), &[]).map_err(|error| Refusal::of(place.database(), error))?;
        let is_writable = access(place.database(), Access::READ_OK | Access::WRITE_OK);
        is_writable.map_err(|error| Refusal::of(place.database(), io::Error::from(error)))?;
        Ok(place)
    }

    /// The file with everything in it.
    pub(super) fn database(&self) -> PathBuf {
        self.folder.join(DATABASE)
    }

    /// The file with the key of the fingerprints, and nothing else.
    pub(super) fn key(&self) -> PathBuf {
        self.folder.join(KEY)
    }

    /// All files that may be there.
    pub(super) fn files(&self) -> Vec<PathBuf> {
        let beside = BESIDE.map(|end| self.folder.join(format!("{DATABASE}{end}")));
        [self.database(), self.key()].into_iter().chain(beside).collect()
    }

    /// Makes a file of mode 0600 with this content; one that is there already stays as it is. Nobody ever sees half of it.
    pub(super) fn make(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        if path.exists() {
            return Ok(());
        }
        let mut file = NamedTempFile::new_in(&self.folder)?;
        file.write_all(content)?;
        file.as_file().sync_all()?;
        // Closed before it has its name; see above.
        match file.into_temp_path().persist_noclobber(path) {
            Err(error) if error.error.kind() != io::ErrorKind::AlreadyExists => Err(error.error),
            _ => Ok(()),
        }
    }

    /// Whether nothing waits beside the database to be written into it.
    pub(super) fn is_quiet(&self) -> bool {
        let has_bytes = |end| {
            let path = self.folder.join(format!("{DATABASE}{end}"));
            fs::metadata(path).is_ok_and(|file| file.len() > 0)
        };
        !has_bytes("-wal") && !has_bytes("-journal")
    }

    /// Tells whether the database was written between two looks.
    pub(super) fn stamp(&self) -> Option<(u64, SystemTime)> {
        let found = fs::metadata(self.database()).ok()?;
        Some((found.len(), found.modified().ok()?))
    }

    /// The address of the database with parameters of sqlx.
    pub(super) fn address(&self, parameters: &str) -> Result<String, Trouble> {
        let path = self.database();
        let path = path.to_str().ok_or(Trouble::NoText)?;
        let mut address = "sqlite://".to_owned();
        for byte in path.bytes() {
            if byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte) {
                address.push(char::from(byte));
            } else {
                // Writing to a string cannot fail.
                write!(address, "%{byte:02X}").ok();
            }
        }
        Ok(format!("{address}?{parameters}"))
    }
}

/// What cannot be looked for may well be there.
fn is_there(folder: &Path, path: &Path) -> Result<bool, Refusal> {
    match fs::symlink_metadata(path) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(Refusal::of(folder, Trouble::Closed(error.kind()))),
    }
}

fn is_private(found: &Metadata) -> bool {
    found.permissions().mode() & OTHERS == 0
}

/// Refuses what is no file of ours alone; nothing at all is fine.
fn check(path: &Path) -> Result<(), Refusal> {
    let trouble = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => error.into(),
        Ok(found) if !found.is_file() => Trouble::WrongKind,
        Ok(found) if !is_private(&found) => Trouble::FileOfOthers,
        Ok(_) => return Ok(()),
    };
    Err(Refusal::of(path, trouble))
}
