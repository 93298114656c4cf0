//! Exit codes: what a script can branch on.

use std::process::ExitCode;

use crate::commands::CommandError;
use crate::domain::failure::{Failure, FailureKind};
use crate::runtime::signals::Signal;
use crate::runtime::terminal::NoTerminal;

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done,
    /// Failed.
    Failed,
    /// The command line was wrong, or there is no terminal.
    Usage,
    /// No usable credentials.
    Credentials,
    /// No such customer.
    NoSuchCustomer,
    /// The network or the server failed.
    Network,
    /// The case is held: nothing may be sent before compliance was asked.
    Held,
    /// A signal ended it.
    Signal(Signal),
}

impl Exit {
    /// The exit for an error: by the first thing in its chain that says what kind it is.
    #[must_use]
    pub fn of(error: &anyhow::Error) -> Self {
        error
            .chain()
            .find_map(|cause| {
                cause
                    .downcast_ref::<Failure>()
                    .map(Self::of_failure)
                    .or_else(|| cause.downcast_ref::<CommandError>().map(Self::of_command))
                    .or_else(|| cause.downcast_ref::<NoTerminal>().map(|_| Self::Usage))
                    .or_else(|| cause.downcast_ref::<Misuse>().map(|_| Self::Usage))
                    .or_else(|| cause.downcast_ref::<NoCredentials>().map(|_| Self::Credentials))
            })
            .unwrap_or(Self::Failed)
    }

    const fn of_command(error: &CommandError) -> Self {
        match error {
            CommandError::Unanswered(failure) => Self::of_failure(failure),
            CommandError::Misuse(_) => Self::Usage,
            CommandError::NotRemembered(_) => Self::NoSuchCustomer,
        }
    }

    const fn of_failure(failure: &Failure) -> Self {
        use FailureKind as K;
        match failure.kind {
            K::Credentials | K::SignedOut => Self::Credentials,
            K::NotFound => Self::NoSuchCustomer,
            K::Offline
            | K::TimedOut
            | K::Interrupted
            | K::Tls
            | K::NotHttps
            | K::NotHttp
            | K::Proxy
            | K::Redirected
            | K::NoList
            | K::RateLimited
            | K::Server(_) => Self::Network,
            K::Forbidden
            | K::Conflict
            | K::Refused(_)
            | K::Locked
            | K::Status(_)
            | K::NotUnderstood
            | K::TooLarge
            | K::WrongCustomer
            | K::Panicked => Self::Failed,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Failed => 1,
            Exit::Usage => 2,
            Exit::Credentials => 3,
            Exit::NoSuchCustomer => 4,
            Exit::Network => 5,
            Exit::Held => 6,
            Exit::Signal(signal) => signal.exit_code(),
        })
    }
}

/// A command line that contradicts itself or names something unusable; the text says what to write instead.
#[derive(Debug)]
pub struct Misuse(pub String);

impl std::fmt::Display for Misuse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Misuse {}

/// No usable credentials; the text says how to give them.
#[derive(Debug)]
pub struct NoCredentials(pub String);

impl std::fmt::Display for NoCredentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NoCredentials {}
