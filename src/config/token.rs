//! A token in a file of the user's: read only where nobody else can read it.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::PathBuf;

use secrecy::SecretString;
use secrecy::zeroize::Zeroizing;

use super::credentials::{LARGEST, TokenSource, clean};
use super::private::is_private;

/// A file that holds a token and nothing else.
#[derive(Clone, Debug)]
pub struct TokenFile {
    path: PathBuf,
}

/// Why a file was not read.
enum Unread {
    NoFile,
    NotPrivate,
    System(io::Error),
}

impl From<io::Error> for Unread {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

impl TokenFile {
    /// Nothing is read yet.
    #[must_use]
    pub const fn new(path: PathBuf) -> Self {
        Self { path }
    }

    fn read(&self) -> Result<Zeroizing<Vec<u8>>, Unread> {
        // Opening a pipe would wait for a writer, so its kind is looked at before.
        if !fs::metadata(&self.path)?.is_file() {
            return Err(Unread::NoFile);
        }
        let file = File::open(&self.path)?;
        if !is_private(&file.metadata()?) {
            return Err(Unread::NotPrivate);
        }
        let mut bytes = Zeroizing::new(Vec::with_capacity(LARGEST + 1));
        file.take(LARGEST as u64 + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

impl TokenSource for TokenFile {
    /// With its path, unless nothing is there: then it may be the token itself that was written in its place.
    fn name(&self) -> String {
        if self.path.exists() { format!("token_file {}", self.path.display()) } else { "token_file".to_owned() }
    }

    fn obtain(&self) -> Result<SecretString, String> {
        let name = self.name();
        let bytes = self.read().map_err(|unread| match unread {
            Unread::NoFile => format!("{name} is no regular file; name one that holds the token alone"),
            // A mount does not say who those others are, so it is not believed to have none; whoever knows can say so.
            Unread::NotPrivate => {
                let path = self.path.display();
                format!(
                    "{name} can be read by others; run: chmod 600 {path}; where a mount sets its mode, have it mounted with \
                     mode 0400, or say that those others may read it: token_command = [\"cat\", \"{path}\"]"
                )
            }
            Unread::System(error) => format!("{name} cannot be read: {error}"),
        })?;
        let token = clean(&name, &bytes).map_err(|error| error.to_string())?;
        token.ok_or_else(|| format!("{name} is empty; write the token into it"))
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use secrecy::ExposeSecret;

    use super::*;

    fn obtained(content: &[u8], mode: u32) -> Result<String, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("token");
        fs::write(&path, content).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        let told = TokenFile::new(path.clone()).obtain();
        told.map(|token| token.expose_secret().to_owned())
            .map_err(|why| why.replace(&path.display().to_string(), "PATH"))
    }

    /// The mode itself is judged, so this holds for root, too, who can read everything.
    ///
    /// Faults: A3.
    #[test]
    fn a_file_that_others_can_read_is_refused_with_the_fix() {
        assert_eq!(obtained(b"abc.def\n", 0o600), Ok("abc.def".to_owned()));
        assert_eq!(obtained(b"abc.def", 0o400), Ok("abc.def".to_owned()));
        for mode in [0o640, 0o604, 0o620, 0o644, 0o601, 0o444, 0o440] {
            let fix = "token_file PATH can be read by others; run: chmod 600 PATH; where a mount sets its mode, have it mounted \
                       with mode 0400, or say that those others may read it: token_command = [\"cat\", \"PATH\"]";
            assert_eq!(obtained(b"hunter2", mode), Err(fix.to_owned()), "{mode:o}");
        }
    }

    #[test]
    fn what_is_no_token_is_refused_without_echo() {
        assert_eq!(obtained(b" \n", 0o600), Err("token_file PATH is empty; write the token into it".to_owned()));
        for content in
            [&b"hunter2\nhunter2"[..], &b"hunter2".repeat(10_000), &[0xff, 0xfe], b"Bearer hunter2", b"\"hunter2\""]
        {
            let why = obtained(content, 0o600).unwrap_err();
            assert!(why.contains("cannot be a credential") && !why.contains("hunter2"), "{why}");
        }
    }

    /// Faults: A3.
    #[test]
    fn a_folder_and_a_pipe_are_refused_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
        assert!(made.success());
        for path in [folder.path(), &pipe] {
            let why = TokenFile::new(path.to_owned()).obtain().unwrap_err();
            assert!(why.contains("is no regular file"), "{why}");
        }
    }

    #[test]
    fn a_token_in_place_of_a_path_is_not_repeated() {
        let misplaced = TokenFile::new(PathBuf::from("/c/kyb-dash/hunter2"));
        let why = misplaced.obtain().unwrap_err();
        assert!(why.starts_with("token_file cannot be read: ") && !why.contains("hunter2"), "{why}");
        assert_eq!(misplaced.name(), "token_file");
    }
}
