//! `draft`: the messages that ask for what is owed.

use crate::catalogue;
use crate::domain::case::Case;
use crate::domain::draft::{Draft, DraftOptions, Drafts, Original, Recipient, drafts};
use crate::domain::mask::Mask;
use crate::domain::text::SafeText;
use crate::output::{draft_text, drafts_json, drafts_text};

use super::CommandError;
use super::recipient::{is_called, name_of};

/// What `draft` has to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drafted {
    /// What is printed; nothing where there is neither a message nor a note.
    pub text: String,
    /// What is said beside that.
    pub notes: Vec<String>,
    /// How it ends.
    pub ending: Ending,
}

/// How drafts are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftFormat {
    /// For people.
    Text,
    /// For scripts.
    Json,
}

/// How `draft` ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// All there is to write was written.
    Done,
    /// There may be something to write that nobody can tell.
    Incomplete,
    /// The case is held.
    Held,
}

/// The drafts of a case, or one recipient's (`company`, or a party's id, whole or in its short form). Notes for our own
/// people are marked as such.
///
/// # Errors
/// [`CommandError::Misuse`] where the case has no such recipient; it names those there are.
pub fn draft(
    case: &Case,
    wanted: Option<&str>,
    options: &DraftOptions,
    mask: Mask,
    format: DraftFormat,
) -> Result<Drafted, CommandError> {
    let glossary = catalogue::glossary();
    let mut all = drafts(case, &glossary, options, mask);
    if let Some(name) = wanted {
        keep(&mut all, case, name)?;
    }
    let is_incomplete = all.without.iter().any(|one| one.why.is_incomplete());
    let ending = match (all.is_held, is_incomplete) {
        (true, _) => Ending::Held,
        (false, true) => Ending::Incomplete,
        (false, false) => Ending::Done,
    };
    let text = match (wanted, all.messages.as_slice(), &all.note) {
        _ if format == DraftFormat::Json => drafts_json(case, &glossary, &all, mask),
        // Alone, a message is ready to be sent on by a script.
        (Some(_), [one], None) => draft_text(one),
        _ => drafts_text(&all),
    };
    Ok(Drafted { text, notes: notes(&all), ending })
}

/// Leaves what concerns one recipient; of the note only where it says why this one gets no message.
fn keep(all: &mut Drafts, case: &Case, name: &str) -> Result<(), CommandError> {
    let recipients: Vec<Recipient> = case.subjects().iter().map(Recipient::of).collect();
    if !recipients.iter().any(|recipient| is_called(recipient, name)) {
        let names = recipients.iter().map(name_of).filter(|name| !name.is_empty());
        let names = names.collect::<Vec<_>>().join(", ");
        return Err(CommandError::Misuse(format!("the case has no such recipient; --for takes {names}")));
    }
    all.messages.retain(|message| is_called(&message.recipient, name));
    all.without.retain(|one| is_called(&one.recipient, name));
    if !all.without.iter().any(|one| one.why.is_in_note()) {
        all.note = None;
    }
    Ok(())
}

/// What is said beside the drafts: what to look at first, what a message cannot name, and why somebody gets none, unless
/// the note has said so or nothing is asked and others get theirs.
fn notes(all: &Drafts) -> Vec<String> {
    let mut notes = Vec::new();
    if !all.messages.is_empty() && !all.look_first.is_empty() {
        notes.push(format!("look first: {}", all.to_look_at()));
    }
    for message in &all.messages {
        notes.extend(unnamed(message));
    }
    let is_silent = all.messages.is_empty() && all.note.is_none();
    let told = all.reasons().into_iter().filter(|(why, _)| is_silent || why.is_incomplete());
    notes.extend(told.map(|(_, sentence)| sentence));
    notes
}

fn unnamed(message: &Draft) -> Option<String> {
    let codes: Vec<&str> = message.originals.iter().filter_map(Original::code).map(SafeText::as_str).collect();
    (!codes.is_empty()).then(|| {
        let codes = codes.join(", ");
        format!("the message to {} cannot name what is not known here: {codes}", message.to)
    })
}
