//! `draft`: the messages that ask for what is owed.

use crate::catalogue;
use crate::domain::case::Case;
use crate::domain::draft::{Draft, DraftKind, DraftOptions, Recipient, drafts};
use crate::domain::mask::Mask;
use crate::report::{draft_text, drafts_text};

use super::CommandError;

/// The name of the customer itself among recipients.
const COMPANY: &str = "company";

/// The drafts of a case, or one recipient's (`company`, or a party's id, whole or in its short form). Notes for our own
/// people are marked as such. `None` where nothing is owed.
///
/// # Errors
/// [`CommandError::Misuse`] where nothing is asked of the recipient; it names those of whom something is.
pub fn draft(
    case: &Case,
    wanted: Option<&str>,
    options: &DraftOptions,
    mask: Mask,
) -> Result<Option<String>, CommandError> {
    let all = drafts(case, &catalogue::glossary(), options, mask);
    if all.is_empty() {
        return Ok(None);
    }
    let Some(name) = wanted else { return Ok(Some(drafts_text(&all))) };
    let own: Vec<Draft> = all.iter().filter(|draft| is_called(&draft.recipient, name)).cloned().collect();
    match own.as_slice() {
        [] => {
            let names: Vec<String> = all.iter().map(|draft| name_of(&draft.recipient)).collect();
            Err(CommandError::Misuse(format!("nothing is asked of that recipient; --for takes {}", names.join(", "))))
        }
        // Alone, a message is ready to be sent on by a script.
        [one] if one.kind == DraftKind::Message => Ok(Some(draft_text(one))),
        some => Ok(Some(drafts_text(some))),
    }
}

fn name_of(recipient: &Recipient) -> String {
    match recipient {
        Recipient::Company => COMPANY.to_owned(),
        Recipient::Party(key) => key.id.to_string(),
        Recipient::Stranger(id) => id.to_string(),
    }
}

fn is_called(recipient: &Recipient, name: &str) -> bool {
    // A party whose id could not be read has an empty one, which nobody means.
    !name.is_empty()
        && match recipient {
            Recipient::Company => name == COMPANY,
            Recipient::Party(key) => key.id.is_written(name),
            Recipient::Stranger(id) => id.is_written(name),
        }
}
