//! Files of settings, as text: only regular ones are opened, as a pipe would be waited for and a device may never end.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// The largest that is read, in bytes; whoever writes settings by hand needs a thousandth of it.
const LARGEST: usize = 1024 * 1024;

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Line and column, both from 1, where the reason has a place.
    pub place: Option<(usize, usize)>,
    /// The reason, behind the name of the file.
    pub what: String,
}

impl Unread {
    fn whole(what: &str) -> Self {
        Self { place: None, what: what.to_owned() }
    }
}

impl From<io::Error> for Unread {
    fn from(error: io::Error) -> Self {
        Self { place: None, what: format!("cannot be read: {error}") }
    }
}

/// The text of a file, without a byte-order mark.
///
/// # Errors
/// Where there is none, where it is no regular file, and where it is no text in UTF-8.
pub fn read(path: &Path) -> Result<String, Unread> {
    // Looked at before it is opened, as opening a pipe waits for a writer.
    let kind = fs::metadata(path)?;
    if kind.is_dir() {
        return Err(Unread::whole("cannot be read: it is a folder; name a file"));
    }
    if !kind.is_file() {
        return Err(Unread::whole("cannot be read: it is a pipe, a socket or a device; name a regular file"));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > LARGEST {
        return Err(Unread::whole("is larger than 1 MiB, so it holds no settings"));
    }
    text(&bytes)
}

fn text(bytes: &[u8]) -> Result<String, Unread> {
    let is_wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || bytes.contains(&0);
    if is_wide {
        return Err(Unread {
            place: Some((1, 1)),
            what: "this is UTF-16, not UTF-8; save the file as UTF-8".to_owned(),
        });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes).map(str::to_owned).map_err(|error| {
        let (before, _) = bytes.split_at(error.valid_up_to());
        let place = place(&String::from_utf8_lossy(before), before.len());
        Unread { place: Some(place), what: "this character is not UTF-8; save the file as UTF-8".to_owned() }
    })
}

/// Line and column of a place in a text, both from 1.
#[must_use]
pub fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (before.matches('\n').count() + 1, column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_utf8_is_taken_and_the_wrong_character_has_a_place() {
        assert_eq!(text(b"\xef\xbb\xbfmask = true"), Ok("mask = true".to_owned()));
        let table: [(&[u8], (usize, usize), &str); 4] = [
            (b"\xff\xfem\0a\0", (1, 1), "UTF-16"),
            (b"\xfe\xff\0m\0a", (1, 1), "UTF-16"),
            (b"m\0a\0s\0k\0", (1, 1), "UTF-16"),
            ("# ä\nx = \"Gr".as_bytes(), (2, 8), "not UTF-8"),
        ];
        for (bytes, place, what) in table {
            let bytes = if what == "not UTF-8" { [bytes, b"\xfc\xdfe\""].concat() } else { bytes.to_vec() };
            let unread = text(&bytes).unwrap_err();
            assert!(unread.place == Some(place) && unread.what.contains(what), "{unread:?}");
        }
    }

    /// Faults: A3.
    #[test]
    fn what_is_no_regular_file_is_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let socket = folder.path().join("socket");
        let _bound = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        for path in [pipe.as_path(), &socket, Path::new("/dev/zero"), Path::new("/dev/null")] {
            assert!(read(path).unwrap_err().what.contains("a pipe, a socket or a device"), "{}", path.display());
        }
        assert!(read(folder.path()).unwrap_err().what.contains("it is a folder"));
        let large = folder.path().join("large");
        fs::write(&large, vec![b'#'; LARGEST + 1]).unwrap();
        assert!(read(&large).unwrap_err().what.contains("1 MiB"));
    }
}
