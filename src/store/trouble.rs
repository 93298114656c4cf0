//! What can go wrong, in sentences that hold neither SQL nor anything of a row.

use std::fmt;
use std::io;
use std::path::PathBuf;

use super::location::Location;

/// Why something could not be kept or read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Trouble {
    /// Another program writes to it, and did so for as long as we waited.
    Busy,
    /// The disk is full.
    Full,
    /// It cannot be written: its mode, its owner or its filesystem forbid it.
    NotWritable,
    /// Its content contradicts itself.
    Damaged,
    /// It is something else than what we write.
    NotOurs,
    /// A later version of this program wrote it.
    Later,
    /// It is no regular file, or a folder that is none.
    WrongKind,
    /// A file that others can read or write.
    FileOfOthers,
    /// A folder that others can read or write.
    FolderOfOthers,
    /// It cannot be told whether anything is there, for this reason.
    Closed(io::ErrorKind),
    /// It cannot be read: its mode or its owner forbid it.
    NotReadable,
    /// What is in the place of the key is none.
    NoKey,
    /// The key is not the one that the fingerprints were made with.
    KeyOfOthers,
    /// The key of the fingerprints is gone while there are fingerprints made with it.
    KeyLost,
    /// The key is another one than at the start: everything was forgotten meanwhile.
    KeyChanged,
    /// No thread could be started.
    NoThread,
    /// Its path is no text.
    NoText,
    /// The system refused, for this reason.
    System(io::ErrorKind),
    /// SQLite refused, with this code.
    Code(i32),
}

impl Trouble {
    /// Why a file could not be read.
    pub(super) fn of_reading(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::PermissionDenied { Self::NotReadable } else { error.into() }
    }

    /// SQLite's primary result codes (<https://www.sqlite.org/rescode.html>).
    pub(super) fn from_code(code: i32) -> Self {
        match code & 0xff {
            5 | 6 => Self::Busy,
            3 | 8 | 14 => Self::NotWritable,
            11 => Self::Damaged,
            13 => Self::Full,
            26 => Self::NotOurs,
            _ => Self::Code(code),
        }
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::WouldBlock => Self::NoThread,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::NotWritable,
            kind => Self::System(kind),
        }
    }
}

impl From<sqlx::Error> for Trouble {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::Database(error) => {
                let code = error.code().and_then(|code| code.parse().ok());
                code.map_or(Self::Code(-1), Self::from_code)
            }
            sqlx::Error::Io(error) => error.into(),
            // A column of another type than we write, or text that is none.
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) | sqlx::Error::ColumnNotFound(_) => Self::Damaged,
            _ => Self::Code(-1),
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sentence = match self {
            Self::Busy => "is being written by another program; try again when that has ended",
            Self::Full => "cannot be written: the disk is full",
            Self::NotWritable => "cannot be written; allow it to be, or name another folder in XDG_STATE_HOME",
            Self::Damaged => "is damaged and was left as it is; move it away to begin anew",
            Self::NotOurs => "was not written by kyb-dash and was left as it is; move it away to begin anew",
            Self::Later => "was written by a later version of kyb-dash and was left as it is; use that version",
            Self::WrongKind => {
                "is not what belongs there (a folder, and regular files in it); move it away to begin anew"
            }
            Self::FileOfOthers | Self::FolderOfOthers => "can be read or written by others",
            Self::KeyLost => {
                "has lost the key of its fingerprints, so nothing in it can be compared; put fingerprint.key back beside \
                 it, or forget everything"
            }
            Self::NotReadable => "cannot be read; allow it to be (chmod 600), or forget everything",
            Self::NoKey => {
                "is no key of fingerprints, so nothing kept can be compared; put the right file in its place, or forget \
                 everything"
            }
            Self::KeyOfOthers => {
                "is not the key that the fingerprints in memory.db were made with, so nothing in it can be compared; put \
                 the right file in its place, or forget everything"
            }
            Self::KeyChanged => "was forgotten by another program; start again to remember anew",
            Self::NoThread => {
                "cannot be opened: the system allows no further thread; raise the limit of processes for this user \
                 (ulimit -u, or that of the container)"
            }
            Self::NoText => "has a path that is no UTF-8 text; name another folder in XDG_STATE_HOME",
            Self::Closed(kind) => {
                return write!(
                    f,
                    "cannot be looked into: {kind}; allow that, or name another folder in XDG_STATE_HOME"
                );
            }
            Self::System(kind) => return write!(f, "cannot be used: {kind}"),
            Self::Code(code) => return write!(f, "cannot be used (SQLite's code {code})"),
        };
        f.write_str(sentence)
    }
}

impl std::error::Error for Trouble {}

/// Why there is no memory in this run: what was refused, and what to do about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
    /// What is refused; nothing where it is only in memory.
    pub path: Option<PathBuf>,
    /// Why.
    pub trouble: Trouble,
}

impl Refusal {
    /// What went wrong with what is kept at a place.
    #[must_use]
    pub fn at(location: &Location, trouble: Trouble) -> Self {
        let path = match location {
            Location::Folder(folder) => Some(folder.clone()),
            Location::Memory => None,
        };
        Self { path, trouble }
    }

    pub(super) fn of(path: impl Into<PathBuf>, trouble: impl Into<Trouble>) -> Self {
        Self { path: Some(path.into()), trouble: trouble.into() }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(path) = &self.path else { return write!(f, "the memory {}", self.trouble) };
        write!(f, "{} {}", path.display(), self.trouble)?;
        match self.trouble {
            Trouble::FileOfOthers => write!(f, "; run: chmod 600 {}", path.display()),
            Trouble::FolderOfOthers => write!(f, "; run: chmod 700 {}", path.display()),
            _ => Ok(()),
        }
    }
}

impl std::error::Error for Refusal {}

/// What was to be forgotten is gone from the tables, and the file could not be made anew without it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NotCompacted(pub Trouble);

impl fmt::Display for NotCompacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it is forgotten, but its bytes may still be in the files: ")?;
        match self.0 {
            Trouble::Busy => f.write_str("another program uses them; end it and run this again"),
            Trouble::Full => f.write_str("the disk is full; make room and run this again"),
            trouble => write!(f, "the database {trouble}"),
        }
    }
}

impl std::error::Error for NotCompacted {}

#[cfg(test)]
mod tests {
    use super::*;

    /// A mode alone keeps no owner of the machine out, so no test on files can show it there.
    #[test]
    fn what_cannot_be_read_is_not_said_to_be_unwritable() {
        let trouble = Trouble::of_reading(io::Error::from(io::ErrorKind::PermissionDenied));
        assert!(trouble.to_string().starts_with("cannot be read;"), "{trouble}");
        let closed = Refusal::of("/home/somebody", Trouble::Closed(io::ErrorKind::PermissionDenied)).to_string();
        assert!(closed.starts_with("/home/somebody cannot be looked into: permission denied;"), "{closed}");
    }
}
