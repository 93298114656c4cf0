//! What the commands are asked for that keep what people did, and tell it.

use clap::{Args, ValueEnum, ValueHint};

use super::values::{since, standard_input};
use crate::commands::handover::Since;
use crate::domain::id::CustomerId;

pub(super) const SENT_HELP: &str = "\
The case is fetched first, as it is kept what is owed now. Nothing is sent from here, and nothing can be marked as sent while
the case is held. A day is written as 2026-12-04, fri, tomorrow, or +5 for five business days.

Examples:
  kyb-dash sent ID --to company
  kyb-dash sent ID --to company --to 2e719a54 --follow-up fri
  echo 'Called Ivo.' | kyb-dash sent ID --to company --note -";

pub(super) const NOTE_HELP: &str = "\
No server is asked, and no credentials are needed. The words are never an argument, which others on this machine could read.
Without `-`, VISUAL or EDITOR opens; its words are parted by blanks, and it has to stay until the file is closed.

Examples:
  kyb-dash note ID
  kyb-dash note ID - < note.txt";

pub(super) const HANDOVER_HELP: &str = "\
For each customer of whom you kept something since then: where it stands, what is owed and by whom, what was sent and when it
is to be chased, notes, and the next step. All of them are fetched first.

Examples:
  kyb-dash handover
  kyb-dash handover --since yesterday --format markdown > handover.md
  kyb-dash handover --since 2026-11-24 --mask";

/// What `sent` is asked for.
#[derive(Debug, Args)]
pub struct SentArgs {
    /// The customer; the first six characters or more of its id will do where no other begins so
    #[arg(value_name = "ID", value_hint = ValueHint::Other)]
    pub id: CustomerId,

    /// To whom it went: `company`, or a party's id; may be given again
    #[arg(long, value_name = "company|PARTY_ID", required = true, value_hint = ValueHint::Other)]
    pub to: Vec<String>,

    /// When it is to be chased [default: in three business days, or as `reply_by_days` says]
    #[arg(long, value_name = "DAY", value_hint = ValueHint::Other)]
    pub follow_up: Option<String>,

    /// Keep a note with it; `-` is standard input
    #[arg(long, value_name = "-", value_parser = standard_input, value_hint = ValueHint::Other)]
    pub note: Option<StandardInput>,
}

/// What `note` is asked for.
#[derive(Debug, Args)]
pub struct NoteArgs {
    /// The customer; the first six characters or more of its id will do where no other remembered one begins so
    #[arg(value_name = "ID", value_hint = ValueHint::Other)]
    pub id: CustomerId,

    /// `-` reads the words from standard input; else an editor opens
    #[arg(value_name = "-", value_parser = standard_input, value_hint = ValueHint::Other)]
    pub from: Option<StandardInput>,
}

/// That a text comes from standard input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StandardInput;

/// What `handover` is asked for.
#[derive(Debug, Args)]
pub struct HandoverArgs {
    /// Since when: a time such as 8h or 2d, `today`, `yesterday`, or a date
    #[arg(long, value_name = "WHEN", default_value = "12h", value_parser = since, value_hint = ValueHint::Other)]
    pub since: Since,

    /// How to print it
    #[arg(long, value_enum, default_value_t = HandoverFormat::Text)]
    pub format: HandoverFormat,
}

/// How a handover is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum HandoverFormat {
    /// For people.
    Text,
    /// For tickets and chats.
    Markdown,
    /// For scripts.
    Json,
}
