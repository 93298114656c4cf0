//! Where a text is no TOML: which name its broken line is about, so that it can be told what is expected there.

use std::ops::Range;

use toml::de::DeTable;

/// How many lines are looked back at for the one that something broken began on.
const LOOK_BACK: usize = 50;
/// What stands for a value that cannot be read: nothing that we read is a date.
pub(super) const WRONG: &str = "1979-05-27";

/// A line that cannot be read.
pub(super) struct BrokenLine<'t> {
    /// The text up to the line, which can be read.
    before: &'t str,
    /// What is set there, perhaps.
    name: &'t str,
    /// Where the line stands, in bytes from the start of the text.
    pub(super) place: Range<usize>,
    /// Where its value begins.
    pub(super) value_at: usize,
}

impl<'t> BrokenLine<'t> {
    /// The line that a fault at this place belongs to: this one, or one before it whose value goes on until here.
    pub(super) fn find(text: &'t str, at: usize) -> Option<Self> {
        let mut start = start_of_line(text, at.min(text.len()));
        for _ in 0..LOOK_BACK {
            let before = text.get(..start)?;
            if DeTable::parse(before).is_ok() {
                return Self::at(text, start);
            }
            start = start_of_line(text, start.checked_sub(1)?);
        }
        None
    }

    fn at(text: &'t str, start: usize) -> Option<Self> {
        let (before, rest) = text.split_at_checked(start)?;
        let line = rest.split('\n').next()?;
        let indented = line.trim_start();
        let name = name_at(indented, 0)?;
        let behind = indented.get(name.len()..)?;
        // Without any of these, what looks like a name may be anything.
        let value = behind.trim_start().strip_prefix(['=', ':']).unwrap_or(behind).trim_start();
        (!behind.is_empty()).then(|| Self {
            before,
            name,
            place: start..start + line.trim_end().len(),
            value_at: start + line.len() - value.len(),
        })
    }

    /// A text that can be read up to the line, and there has the name with a value that nobody takes.
    pub(super) fn mended(&self) -> String {
        format!("{}{} = {WRONG}", self.before, self.name)
    }
}

fn start_of_line(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1)
}

/// The name that stands at this place without quotes.
pub(super) fn name_at(text: &str, at: usize) -> Option<&str> {
    let rest = text.get(at..)?;
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let name = rest.split(|c| !is_part(c)).next()?;
    (!name.is_empty()).then_some(name)
}

/// The text before the line of this place.
pub(super) fn before_line(text: &str, at: usize) -> &str {
    text.get(..start_of_line(text, at)).unwrap_or_default()
}

/// What is said of a line of which nothing else is known.
pub(super) fn form_of_line(text: &str, at: usize) -> &'static str {
    let line = text.get(start_of_line(text, at)..).unwrap_or_default();
    if line.trim_start().starts_with('[') {
        "this cannot be read; a group begins with its name between brackets, as in [limits], on a line of its own"
    } else {
        "this cannot be read; a line is NAME = VALUE, and a text stands between quotes"
    }
}
