//! A one-line text field.

use unicode_segmentation::UnicodeSegmentation;

/// Longest text a field takes; a pasted megabyte must not become a filter.
const LONGEST: usize = 200;

/// A change to a text field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Text typed or pasted. Only its first line counts.
    Insert(String),
    /// Remove the character before the cursor.
    Backspace,
    /// Remove the character at the cursor.
    Delete,
    /// Remove the word before the cursor.
    DeleteWord,
    /// Remove everything before the cursor.
    DeleteToStart,
    /// One character left.
    Left,
    /// One character right.
    Right,
    /// To the start.
    Start,
    /// To the end.
    End,
    /// Take the text.
    Submit,
    /// Leave the field.
    Cancel,
}

/// A line of text with a cursor. Holds no control character.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextField {
    before: String,
    after: String,
}

impl TextField {
    /// A field that holds `text`, the cursor at its end.
    #[must_use]
    pub fn holding(text: &str) -> Self {
        let mut field = Self::default();
        field.insert(text);
        field
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}{}", self.before, self.after)
    }

    /// The text on both sides of the cursor.
    #[must_use]
    pub fn around_cursor(&self) -> (&str, &str) {
        (&self.before, &self.after)
    }

    /// Whether there is no text.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.before.is_empty() && self.after.is_empty()
    }

    /// Applies a change; submitting and leaving are the owner's affair.
    pub fn apply(&mut self, edit: &Edit) {
        match edit {
            Edit::Insert(text) => self.insert(text),
            Edit::Backspace => drop(pop_last(&mut self.before)),
            Edit::Delete => drop(pop_first(&mut self.after)),
            Edit::DeleteWord => self.delete_word(),
            Edit::DeleteToStart => self.before.clear(),
            Edit::Left => {
                let moved = pop_last(&mut self.before);
                self.after.insert_str(0, &moved);
            }
            Edit::Right => {
                let moved = pop_first(&mut self.after);
                self.before.push_str(&moved);
            }
            Edit::Start => {
                self.after.insert_str(0, &self.before);
                self.before.clear();
            }
            Edit::End => self.before.push_str(&std::mem::take(&mut self.after)),
            Edit::Submit | Edit::Cancel => {}
        }
    }

    fn insert(&mut self, text: &str) {
        let room = LONGEST.saturating_sub(self.before.chars().count() + self.after.chars().count());
        let line = text.lines().next().unwrap_or_default();
        self.before.extend(line.chars().filter(|c| !c.is_control()).take(room));
    }

    fn delete_word(&mut self) {
        let kept = self.before.trim_end().rfind(' ').map_or(0, |space| space + 1);
        self.before.truncate(kept);
    }
}

fn pop_last(text: &mut String) -> String {
    let at = text.grapheme_indices(true).next_back().map_or(0, |(at, _)| at);
    text.split_off(at)
}

fn pop_first(text: &mut String) -> String {
    let at = text.graphemes(true).next().map_or(0, str::len);
    let rest = text.split_off(at);
    std::mem::replace(text, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_move_by_what_a_person_sees() {
        let mut field = TextField::holding("cafe\u{301} 株式");
        field.apply(&Edit::Left);
        assert_eq!(field.around_cursor(), ("cafe\u{301} 株", "式"));
        field.apply(&Edit::Delete);
        field.apply(&Edit::DeleteWord);
        assert_eq!(field.text(), "cafe\u{301} ");
        field.apply(&Edit::Backspace);
        field.apply(&Edit::Backspace);
        assert_eq!(field.text(), "caf");
        field.apply(&Edit::Start);
        field.apply(&Edit::Right);
        assert_eq!(field.around_cursor(), ("c", "af"));
        field.apply(&Edit::DeleteToStart);
        field.apply(&Edit::End);
        assert_eq!(field.around_cursor(), ("af", ""));
        field.apply(&Edit::Insert("x".to_owned()));
        assert_eq!(field.text(), "afx");
    }

    #[test]
    fn a_paste_is_text_and_bounded() {
        let mut field = TextField::default();
        field.apply(&Edit::Insert(format!("a\u{1b}b{}", "x".repeat(1_000_000))));
        assert!(field.text().starts_with("abxx") && field.text().chars().count() == LONGEST);
        let mut field = TextField::default();
        field.apply(&Edit::Insert("first\nsecond".to_owned()));
        assert_eq!(field.text(), "first");
    }
}
