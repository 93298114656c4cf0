//! A program of the user's that takes what is copied: for terminals that do not (OSC 52).

use std::ffi::OsString;
use std::io::Write;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use crate::threads;

use super::child;

/// How long it may take to end. One that lives on holds what was copied, as programs do where the desktop has no place for
/// it; that one is left alone.
const PATIENCE: Duration = Duration::from_secs(2);

/// A program and its arguments; what is copied comes to its standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyCommand {
    program: OsString,
    arguments: Vec<OsString>,
}

/// How far a copy came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Taken {
    /// The program says that it has it.
    Done,
    /// The program has it and lives on.
    HandedOver,
}

impl CopyCommand {
    /// Nothing is run yet; `None` where there is no program in it.
    #[must_use]
    pub fn new(argv: &[OsString]) -> Option<Self> {
        let (program, arguments) = argv.split_first()?;
        Some(Self { program: program.clone(), arguments: arguments.to_vec() })
    }

    /// What it is called: its folder is nobody's business, and its arguments may be anything.
    fn name(&self) -> String {
        let program = Path::new(&self.program);
        program.file_name().unwrap_or(&self.program).to_string_lossy().into_owned()
    }

    /// Copies a text, and says how that went.
    pub(super) fn copy(&self, text: String, what: &str) -> Result<String, String> {
        let (characters, name) = (text.chars().count(), self.name());
        match self.take(text)? {
            Taken::Done => Ok(format!("copied {what} ({characters} characters) with {name}")),
            Taken::HandedOver => Ok(format!("handed {what} ({characters} characters) over to {name}")),
        }
    }

    /// It has no shell, no terminal of ours to read from, none of our variables, and nowhere to write to. In a process group
    /// of its own, so that Ctrl-C is not for it.
    fn take(&self, text: String) -> Result<Taken, String> {
        let name = self.name();
        let cannot = |error| format!("copy_command {name} cannot be run: {error}");
        let mut command = child::quiet(&self.program);
        let spawned = command.args(&self.arguments).stdin(Stdio::piped()).process_group(0).spawn();
        let mut child = spawned.map_err(cannot)?;
        if let Some(mut stdin) = child.stdin.take() {
            // In a thread of its own: a program need not read what it is given.
            threads::start("copied text", move || drop(stdin.write_all(text.as_bytes()))).map_err(cannot)?;
        }
        let ended = child::wait(child).map_err(cannot)?;
        match ended.recv_timeout(PATIENCE) {
            Err(_lives_on) => Ok(Taken::HandedOver),
            Ok(Ok(status)) if status.success() => Ok(Taken::Done),
            Ok(Ok(status)) => Err(format!("copy_command {name} failed ({status}); nothing may have been copied")),
            Ok(Err(error)) => Err(cannot(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sh(script: &str, argument: &Path) -> CopyCommand {
        let argv = [OsString::from("sh"), "-c".into(), script.into(), "sh".into(), argument.into()];
        CopyCommand::new(&argv).unwrap()
    }

    #[test]
    fn the_program_gets_the_whole_text_and_none_of_our_variables() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("copied");
        let text = "Grüße, é\n".repeat(50_000);
        let said =
            sh("cat > \"$1\"; env | grep -c '^FIN_' > \"$1.env\"; exit 0", &file).copy(text.clone(), "the message");
        assert_eq!(said, Ok(format!("copied the message ({} characters) with sh", text.chars().count())));
        assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
        assert_eq!(std::fs::read_to_string(folder.path().join("copied.env")).unwrap(), "0\n");
    }

    #[test]
    fn one_that_lives_on_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("pid");
        let said = sh("echo $$ > \"$1\"; cat > /dev/null; exec sleep 30", &file).copy("x".to_owned(), "the id");
        assert_eq!(said, Ok("handed the id (1 characters) over to sh".to_owned()));
        let pid: i32 = std::fs::read_to_string(&file).unwrap().trim().parse().unwrap();
        let pid = rustix::process::Pid::from_raw(pid).unwrap();
        assert!(rustix::process::test_kill_process(pid).is_ok(), "it still runs");
        rustix::process::kill_process(pid, rustix::process::Signal::KILL).unwrap();
    }

    #[test]
    fn what_goes_wrong_is_said_without_text_and_arguments() {
        let folder = tempfile::tempdir().unwrap();
        let failed = sh("echo hunter2; exit 3", folder.path()).copy("hunter2".to_owned(), "the id").unwrap_err();
        assert_eq!(failed, "copy_command sh failed (exit status: 3); nothing may have been copied");
        let missing = CopyCommand::new(&["/nowhere/clip".into(), "hunter2".into()]).unwrap();
        let said = missing.copy("hunter2".to_owned(), "the id").unwrap_err();
        assert!(said.starts_with("copy_command clip cannot be run: ") && !said.contains("hunter2"), "{said}");
        assert_eq!(CopyCommand::new(&[]), None);
    }
}
