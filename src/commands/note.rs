//! `note`: a note on a remembered customer. No server is asked. The words are never an argument, which others could read.

use crate::domain::history::LONGEST_NOTE;
use crate::domain::id::CustomerId;
use crate::domain::imprint::CustomerKey;
use crate::domain::wording::{counted, number};

use super::CommandError;
use super::kept::Kept;

/// More bytes than any note has; so many are read.
pub const MOST_BYTES: usize = 1_048_576;

/// What is said to need the memory.
const NOTE: &str = "`note`";

/// A note as it is kept: its lines as they were typed, without control characters and without blank ends.
///
/// # Errors
/// [`CommandError::Misuse`] where it is empty, no text, or too long; that says how long it is.
pub fn as_kept(typed: &[u8]) -> Result<String, CommandError> {
    let refused = |why: String| Err(CommandError::Misuse(format!("{why}, so nothing was noted")));
    if typed.len() > MOST_BYTES {
        return refused(format!(
            "the note is longer than {} bytes; {} characters are kept",
            number(MOST_BYTES),
            number(LONGEST_NOTE)
        ));
    }
    let Ok(text) = std::str::from_utf8(typed) else { return refused("the note is not UTF-8".to_owned()) };
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\t', " ");
    let text: String = text.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    let text = text.trim();
    match text.chars().count() {
        0 => refused("the note is empty".to_owned()),
        length if length > LONGEST_NOTE => refused(format!(
            "the note has {} characters and {} are kept at most; make it shorter, or two of it",
            number(length),
            number(LONGEST_NOTE)
        )),
        _ => Ok(text.to_owned()),
    }
}

/// The remembered customer that is meant, before anything is typed about it.
///
/// # Errors
/// Where there is none, several, or nothing is remembered.
pub async fn customer(kept: &Kept, given: &CustomerId) -> anyhow::Result<CustomerKey> {
    kept.customer(given, NOTE).await
}

/// Keeps a note, and says so.
///
/// # Errors
/// Where it cannot be kept.
pub async fn note(kept: &Kept, of: &CustomerKey, text: String) -> anyhow::Result<String> {
    let lines = counted(text.lines().count(), "line", "lines");
    kept.note(of, text, NOTE).await?;
    Ok(format!("kept: a note of {lines} on customer {}\n", of.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_kept_and_control_characters_are_not() {
        let kept = |typed: &str| as_kept(typed.as_bytes()).unwrap();
        assert_eq!(kept("\u{feff}one\r\n\r\n  two\tthree \n\n"), "one\n\n  two three");
        assert_eq!(kept("a\u{1b}]0;x\u{7}b\u{9b}1mc\rd\0e\u{7f}"), "a]0;xb1mcde");
        assert_eq!(kept("=1+1\n# h\n`c` ü 字"), "=1+1\n# h\n`c` ü 字");
    }

    #[test]
    fn what_is_too_long_is_refused_with_its_length() {
        let refused = |typed: &[u8]| as_kept(typed).unwrap_err().to_string();
        assert_eq!(as_kept("ä".repeat(LONGEST_NOTE).as_bytes()).unwrap().chars().count(), LONGEST_NOTE);
        let told = refused("ä".repeat(LONGEST_NOTE + 1).as_bytes());
        assert!(told.starts_with("the note has 4,001 characters and 4,000 are kept at most"), "{told}");
        assert!(refused(&vec![b'a'; MOST_BYTES + 1]).contains("longer than 1,048,576 bytes"));
        assert_eq!(refused(b" \n\x1b\n"), "the note is empty, so nothing was noted");
        assert_eq!(refused(b"\xff"), "the note is not UTF-8, so nothing was noted");
    }
}
