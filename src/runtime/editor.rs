//! The editor of the user's, for a text that is longer than a line. It has our terminal and works on a file that nobody else
//! can read, in a folder that nobody else can enter: what editors leave beside it goes with it.

use std::ffi::OsString;
use std::fs::{self, OpenOptions, Permissions};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use tempfile::{Builder, TempDir};

use super::child::without_secrets;

/// What was written, and where. The file is removed with this.
#[derive(Debug)]
pub struct Written {
    /// The content of the file.
    pub bytes: Vec<u8>,
    folder: TempDir,
}

impl Written {
    /// Leaves the file where it is, and says where: for what was written and could not be taken.
    #[must_use]
    pub fn left(self) -> PathBuf {
        file(&self.folder.keep())
    }
}

/// An empty file to be written in. It is removed with this.
#[derive(Debug)]
pub struct Sheet {
    folder: TempDir,
}

impl Sheet {
    /// Makes it in a folder, else in the system's folder for such files.
    ///
    /// # Errors
    /// A sentence where it cannot be made; nothing is left then.
    pub fn new(place: Option<PathBuf>) -> Result<Self, String> {
        let refused = |error: &std::io::Error| format!("no file can be made for the editor: {error}");
        let place = place.unwrap_or_else(std::env::temp_dir);
        let folder = Builder::new().prefix("kyb-dash-").permissions(Permissions::from_mode(0o700)).tempdir_in(place);
        let folder = folder.map_err(|error| refused(&error))?;
        let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file(folder.path()));
        made.map_err(|error| refused(&error))?;
        Ok(Self { folder })
    }

    /// The folder that holds it and what editors leave beside it.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Lets it be written. `editor` is a program with its arguments, parted by blanks.
    ///
    /// # Errors
    /// A sentence where it cannot be run or failed; nothing is left then.
    pub fn write(self, editor: &str) -> Result<Written, String> {
        let mut words = editor.split_whitespace();
        let program = words.next().ok_or("the editor has no name")?;
        let path = file(self.folder());
        let arguments = words.map(OsString::from).chain([path.clone().into_os_string()]);
        let status = without_secrets(program).args(arguments).status();
        let status = status.map_err(|error| format!("the editor cannot be run: {error}"))?;
        if !status.success() {
            return Err(format!("the editor failed ({status}), so nothing was taken"));
        }
        let bytes = fs::read(&path).map_err(|error| format!("what was written cannot be read: {error}"))?;
        Ok(Written { bytes, folder: self.folder })
    }
}

fn file(folder: &Path) -> PathBuf {
    folder.join("note.txt")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(editor: &str, folder: Option<PathBuf>) -> Result<Written, String> {
        Sheet::new(folder)?.write(editor)
    }

    /// An editor that writes what it sees of its file, of the folder and of its environment.
    fn editor(folder: &Path, more: &str) -> String {
        let script = folder.join("editor");
        let seen = "find \"$2\" -perm 600 -exec echo file \\; > \"$2.seen\"\n\
                    find \"${2%/*}\" -prune -perm 700 -exec echo folder \\; >> \"$2.seen\"";
        let text = format!("#!/bin/sh\n{seen}\n{more}\n");
        fs::write(&script, text).unwrap();
        fs::set_permissions(&script, Permissions::from_mode(0o700)).unwrap();
        format!("{} --wait", script.display())
    }

    #[test]
    fn nobody_else_can_read_the_file_and_nothing_of_it_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("place");
        fs::create_dir(&place).unwrap();
        let editor = editor(folder.path(), "cat \"$2.seen\" > \"$2\"");
        let written = write(&editor, Some(place.clone())).unwrap();
        assert_eq!(String::from_utf8(written.bytes.clone()).unwrap(), "file\nfolder\n");
        assert_eq!(fs::read_dir(&place).unwrap().count(), 1);
        drop(written);
        assert_eq!(fs::read_dir(&place).unwrap().count(), 0, "what stood beside it is gone, too");
    }

    #[test]
    fn what_could_not_be_taken_is_left_where_it_says() {
        let folder = tempfile::tempdir().unwrap();
        let editor = editor(folder.path(), "echo words > \"$2\"");
        let left = write(&editor, Some(folder.path().to_owned())).unwrap().left();
        assert_eq!(fs::read_to_string(left).unwrap(), "words\n");
    }

    #[test]
    fn an_editor_that_fails_or_is_none_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("place");
        fs::create_dir(&place).unwrap();
        let editor = editor(folder.path(), "echo words > \"$2\"; exit 3");
        for (editor, said) in [
            (editor.as_str(), "the editor failed (exit status: 3)"),
            ("/nonexistent/editor", "the editor cannot be run"),
            (" ", "the editor has no name"),
        ] {
            let refused = write(editor, Some(place.clone())).unwrap_err();
            assert!(refused.contains(said), "{refused}");
            assert_eq!(fs::read_dir(&place).unwrap().count(), 0);
        }
    }
}
