//! A program of the user's that prints a token.

use std::time::Duration;

use secrecy::SecretString;
use secrecy::zeroize::Zeroizing;

use crate::config::credentials::{LARGEST, TokenSource, clean};

use super::child::{self, NoOutput};

/// How long it may take: longer than a password manager that asks its server, shorter than a person's patience.
const PATIENCE: Duration = Duration::from_secs(30);

/// A program and its arguments. What it prints is a token and nothing else.
#[derive(Clone, Debug)]
pub struct TokenCommand {
    program: String,
    arguments: Vec<String>,
    patience: Duration,
}

impl TokenCommand {
    /// Nothing is run yet; `None` where there is no program in it.
    #[must_use]
    pub fn new(argv: &[String]) -> Option<Self> {
        let (program, arguments) = argv.split_first()?;
        Some(Self { program: program.clone(), arguments: arguments.to_vec(), patience: PATIENCE })
    }
}

impl TokenSource for TokenCommand {
    fn name(&self) -> String {
        format!("token_command {}", self.program)
    }

    /// What it writes to standard error goes nowhere: it may hold a secret, and would be painted over the screen.
    fn obtain(&self) -> Result<SecretString, String> {
        let mut command = child::quiet(&self.program);
        command.args(&self.arguments);
        let name = self.name();
        let printed = child::output(command, LARGEST, self.patience).map_err(|why| match why {
            NoOutput::System(error) => format!("{name} cannot be run: {error}"),
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

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use secrecy::ExposeSecret;

    use super::*;

    fn run(script: &str) -> Result<String, String> {
        let argv = ["sh", "-c", script].map(str::to_owned);
        let command = TokenCommand { patience: Duration::from_millis(400), ..TokenCommand::new(&argv).unwrap() };
        command.obtain().map(|token| token.expose_secret().to_owned())
    }

    #[test]
    fn what_it_prints_is_the_token() {
        assert_eq!(run("echo abc.def; echo noise >&2"), Ok("abc.def".to_owned()));
        assert_eq!(
            run("cat"),
            Err("token_command sh printed nothing; run it by hand to see why".to_owned()),
            "no input"
        );
    }

    /// Faults: A4.
    #[test]
    fn whatever_goes_wrong_is_said_without_what_was_printed() {
        let table = [
            ("echo hunter2; exit 3", "token_command sh failed (exit status: 3)"),
            ("echo hunter2 >&2; exit 1", "token_command sh failed (exit status: 1)"),
            ("yes hunter2", "token_command sh printed more than 16 KiB"),
            ("echo hunter2; echo hunter2", "token_command sh has more than one line"),
            ("echo hunter2; exec >&-; sleep 60", "token_command sh did not end within 0 s and was stopped"),
            ("sleep 60 & wait", "token_command sh did not end within 0 s and was stopped"),
        ];
        for (script, why) in table {
            let started = Instant::now();
            let said = run(script).unwrap_err();
            assert!(said.starts_with(why) && !said.contains("hunter2"), "{script}: {said}");
            assert!(started.elapsed() < Duration::from_secs(20), "{script}: it is ended, not waited for");
        }
        let nobody = TokenCommand::new(&["/nonexistent/program".to_owned()]).unwrap();
        assert!(nobody.obtain().unwrap_err().starts_with("token_command /nonexistent/program cannot be run: "));
        assert!(TokenCommand::new(&[]).is_none());
    }
}
