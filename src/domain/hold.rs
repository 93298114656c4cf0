//! What keeps the messages of a case back, and what wants to be looked at before one is sent.
//!
//! Searched are labels, comments, reasons, the sentences of a verification, fields this build does not know, and any text
//! that stands in the place of one of these. Not searched are names, addresses, ids, handles, sections, document types,
//! options and status words. Only English is searched, with a few fixed expressions in German, French, Spanish,
//! Portuguese and Italian: a text in another language, or in other letters, holds nothing back.
//!
//! What holds is written in `assets/alarms.toml`, and which labels hold in `assets/labels.toml`; both are our judgement.

mod alarm;
mod alarms;
mod gather;
mod lexicon;
mod pattern;
mod signal;
mod table;
mod words;

pub use alarm::Alarm;
pub use alarms::Alarms;
pub use signal::{Signal, SignalKind};
pub use table::{AlarmRow, AlarmTable, Codes};

use super::case::Case;
use super::glossary::Glossary;

/// What keeps the messages of a case back, or wants to be looked at before one is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Precautions {
    /// What holds: while there is any, nothing of the case may be sent to anybody before compliance was asked. Sorted,
    /// each once.
    pub holds: Vec<Signal>,
    /// What is to be looked at before the first message is copied. Sorted, each once.
    pub look_first: Vec<Signal>,
}

impl Precautions {
    /// Reads a case. The order in which things were sent makes no difference, and the work grows with the case's size.
    #[must_use]
    pub fn of(case: &Case, glossary: &Glossary) -> Self {
        gather::precautions(case, glossary)
    }

    /// Whether every message of the case is withheld.
    #[must_use]
    pub fn is_held(&self) -> bool {
        !self.holds.is_empty()
    }

    /// Whether the first copy of a message asks: for what Fin says to us in words of its own, and for a status without a
    /// known meaning.
    #[must_use]
    pub fn asks_once(&self) -> bool {
        self.look_first.iter().any(|signal| signal.kind.asks())
    }
}

#[cfg(test)]
mod tests;
