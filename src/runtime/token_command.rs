//! A program of the user's that prints a token.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use secrecy::SecretString;
use secrecy::zeroize::Zeroizing;

use crate::config::credentials::{LARGEST, TokenSource, clean};

use super::child::{self, NoOutput};
use super::session;

/// How long it may take: longer than a password manager that asks its server, shorter than a person's patience.
const PATIENCE: Duration = Duration::from_secs(30);

/// A program and its arguments. What it prints is a token and nothing else.
#[derive(Clone, Debug)]
pub struct TokenCommand {
    program: OsString,
    arguments: Vec<OsString>,
    leader: PathBuf,
    patience: Duration,
}

impl TokenCommand {
    /// Nothing is run yet; `None` where there is no program in it.
    #[must_use]
    pub fn new(argv: &[OsString]) -> Option<Self> {
        let (program, arguments) = argv.split_first()?;
        let (program, arguments) = (program.clone(), arguments.to_vec());
        Some(Self { program, arguments, leader: session::this_program(), patience: PATIENCE })
    }

    /// The same in a session that another file of this program leads, and with another patience: for callers that are not
    /// this program themselves.
    #[must_use]
    pub fn led_by(self, leader: PathBuf, patience: Duration) -> Self {
        Self { leader, patience, ..self }
    }
}

impl TokenSource for TokenCommand {
    /// Without its words: what cannot be run may be the token itself, or hold it.
    fn name(&self) -> String {
        "token_command".to_owned()
    }

    /// What it writes to standard error goes nowhere: it may hold a secret, and would be painted over the screen. The
    /// program is named only where there is one.
    fn obtain(&self) -> Result<SecretString, String> {
        let name = format!("token_command {}", self.program.display());
        let command = session::command(&self.leader, &self.program, &self.arguments);
        let printed = child::output(command, LARGEST, self.patience).map_err(|why| match why {
            NoOutput::System(error) => {
                format!(
                    "token_command cannot be run: {error}; it is a program and its arguments, each a text of its own"
                )
            }
            NoOutput::TooSlow => {
                let seconds = self.patience.as_secs();
                format!("{name} did not end within {seconds} s and was stopped; it cannot ask anything here")
            }
            NoOutput::TooMuch => format!("{name} printed more than 16 KiB, which is no token; run it by hand"),
            NoOutput::Failed(status) => format!("{name} failed ({status}); run it by hand to see why"),
        })?;
        let token = clean(&name, &Zeroizing::new(printed)).map_err(|error| error.to_string())?;
        token.ok_or_else(|| format!("{name} printed nothing; run it by hand to see why"))
    }
}
