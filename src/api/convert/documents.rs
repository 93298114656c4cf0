//! Several documents in one file, one after the other.

use serde::de::IgnoredAny;

use crate::api::wire::{MARK, NotJson, readable};

/// One of several documents in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Document<'a> {
    pub(super) bytes: &'a [u8],
    place: Place,
}

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    /// The line, from 1.
    line: usize,
    /// How many bytes of the line are before it.
    column: usize,
}

impl Place {
    /// The place behind this text that begins here.
    fn behind(self, text: &[u8]) -> Self {
        let mut lines = text.rsplit(|byte| *byte == b'\n');
        let last = lines.next().map_or(0, <[u8]>::len);
        match lines.count() {
            0 => Self { column: self.column + last, ..self },
            breaks => Self { line: self.line + breaks, column: last },
        }
    }
}

impl Document<'_> {
    /// What is wrong in this document, by its place in the whole file.
    pub(super) fn place(&self, error: NotJson) -> NotJson {
        match error {
            NotJson::Syntax { what, line: 1, column } => {
                NotJson::Syntax { what, line: self.place.line, column: self.place.column + column }
            }
            NotJson::Syntax { what, line, column } => {
                NotJson::Syntax { what, line: self.place.line + line - 1, column }
            }
            NotJson::TooManyValues => NotJson::TooManyValues,
        }
    }
}

/// The documents that stand one after the other, with white space between them or without; no more than one above `most`.
/// One that is broken ends with its line where all before it had a line of their own, else with the file. Where the first
/// is broken there are none.
pub(super) fn documents(bytes: &[u8], most: usize) -> Vec<Document<'_>> {
    let mut rest = bytes.strip_prefix(MARK).unwrap_or(bytes);
    let readable = readable(rest);
    let end = readable.len();
    let mut place = Place { line: 1, column: 0 };
    let mut found = Vec::new();
    let mut have_lines = true;
    while found.len() <= most {
        let text = rest.trim_ascii_start();
        place = place.behind(rest.get(..rest.len() - text.len()).unwrap_or_default());
        if text.is_empty() {
            break;
        }
        let same = readable.get(end - text.len()..).unwrap_or_default();
        let mut stream = serde_json::Deserializer::from_slice(same).into_iter();
        let is_whole = matches!(stream.next(), Some(Ok(IgnoredAny)));
        if found.is_empty() && !is_whole {
            break;
        }
        have_lines &= place.column == 0;
        let line = || text.iter().position(|byte| *byte == b'\n').unwrap_or(text.len());
        let length = match (is_whole, have_lines) {
            (true, _) => stream.byte_offset(),
            (false, true) => line(),
            (false, false) => text.len(),
        };
        let (document, others) = text.split_at(length.min(text.len()));
        have_lines &= !document.contains(&b'\n');
        found.push(Document { bytes: document, place });
        place = place.behind(document);
        rest = others;
    }
    found
}
