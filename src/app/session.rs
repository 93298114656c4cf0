//! What the dashboard is connected to. Constant for a run.

use crate::domain::id::CustomerId;
use crate::domain::origin::Origin;
use crate::domain::text::SafeText;

use super::line::Tone;

/// What the dashboard is connected to. Constant for a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The environment in one word, from the host: `SANDBOX`, `PRODUCTION`, `CUSTOM`, `DEMO`, or `FILE`.
    pub word: &'static str,
    /// The host, or what stands in its place.
    pub host: String,
    /// How loudly the header says it.
    pub tone: Tone,
    /// Where cases come from.
    pub source: Source,
}

impl Session {
    /// Where its cases come from, for a reader elsewhere.
    #[must_use]
    pub fn origin(&self) -> Origin {
        match self.source {
            Source::File => Origin::File(SafeText::line(&self.host)),
            Source::List | Source::Customers(_) => {
                Origin::Server(SafeText::line(format!("{} {}", self.word, self.host).trim_end()))
            }
        }
    }
}

/// Where cases come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The API: the whole list.
    List,
    /// The API: these customers; no list call is made.
    Customers(Vec<CustomerId>),
    /// A saved file: nothing can be fetched.
    File,
}

impl Source {
    /// Whether there is a server to ask.
    #[must_use]
    pub const fn is_live(&self) -> bool {
        !matches!(self, Self::File)
    }
}
