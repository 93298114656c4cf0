//! How the recipients of a case are named on the command line.

use crate::domain::draft::Recipient;

/// The name of the customer itself among recipients.
const COMPANY: &str = "company";

pub(super) fn name_of(recipient: &Recipient) -> String {
    match recipient {
        Recipient::Company => COMPANY.to_owned(),
        Recipient::Party(key) => key.id.to_string(),
        Recipient::UnknownParty(id) => id.to_string(),
    }
}

pub(super) fn is_called(recipient: &Recipient, name: &str) -> bool {
    // A party whose id could not be read has an empty one, which nobody means.
    !name.is_empty()
        && match recipient {
            Recipient::Company => name.eq_ignore_ascii_case(COMPANY),
            Recipient::Party(key) => key.id.is_written(name),
            Recipient::UnknownParty(id) => id.is_written(name),
        }
}
