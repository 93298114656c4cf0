//! Text that is typed into: one field, whether it holds a line or several.

use unicode_segmentation::UnicodeSegmentation;

use crate::domain::history::LONGEST_NOTE;

/// Longest line a field takes; a pasted megabyte must not become a filter.
const LONGEST_LINE: usize = 200;
/// Longest text over several lines: a note.
const LONGEST_TEXT: usize = LONGEST_NOTE;

/// A change to a field. What a key means in a field is decided once, in `input`; every field and every form takes the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Text typed or pasted. Of a paste into a field of one line, only its first line counts.
    Insert(String),
    /// Remove the character before the cursor.
    Backspace,
    /// Remove the character at the cursor.
    Delete,
    /// Remove the word before the cursor.
    DeleteWord,
    /// Remove everything on the line before the cursor.
    DeleteToStart,
    /// One character left.
    Left,
    /// One character right.
    Right,
    /// One word left.
    WordLeft,
    /// One word right.
    WordRight,
    /// To the start of the line.
    Start,
    /// To the end of the line.
    End,
    /// To the next field, or complete what is typed.
    Next,
    /// To the field before.
    Previous,
    /// Take the text; in a field of several lines, begin another.
    Submit,
    /// Take all fields, from wherever the cursor is.
    Finish,
    /// Leave the field.
    Cancel,
}

/// How many lines a field takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lines {
    /// One.
    #[default]
    One,
    /// Several.
    Many,
}

/// A text with a cursor. Holds no control character but line breaks, and those only where it takes several lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextField {
    before: String,
    after: String,
    lines: Lines,
}

impl TextField {
    /// A field that holds `text`, the cursor at its end.
    #[must_use]
    pub fn holding(text: &str) -> Self {
        let mut field = Self::default();
        field.hold(text);
        field
    }

    /// Holds `text` in place of what is there, the cursor at its end. It is ours, so it is never cut.
    pub fn hold(&mut self, text: &str) {
        (self.before, self.after) = (self.taken(text).collect(), String::new());
    }

    /// An empty field for several lines.
    #[must_use]
    pub fn of_lines() -> Self {
        Self { lines: Lines::Many, ..Self::default() }
    }

    /// How many lines it takes.
    #[must_use]
    pub const fn lines(&self) -> Lines {
        self.lines
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

    /// Applies a change; going to another field, submitting and leaving are the owner's affair.
    pub fn apply(&mut self, edit: &Edit) {
        match edit {
            Edit::Insert(text) => self.insert(text),
            Edit::Backspace => drop(pop_last(&mut self.before)),
            Edit::Delete => drop(pop_first(&mut self.after)),
            Edit::DeleteWord => self.before.truncate(word_start(&self.before)),
            Edit::DeleteToStart => self.before.truncate(line_start(&self.before)),
            Edit::Left => {
                let moved = pop_last(&mut self.before);
                self.after.insert_str(0, &moved);
            }
            Edit::Right => {
                let moved = pop_first(&mut self.after);
                self.before.push_str(&moved);
            }
            Edit::WordLeft => self.back_to(word_start(&self.before)),
            Edit::WordRight => self.on_to(word_end(&self.after)),
            Edit::Start => self.back_to(line_start(&self.before)),
            Edit::End => self.on_to(self.after.find('\n').unwrap_or(self.after.len())),
            Edit::Submit if self.lines == Lines::Many => self.insert("\n"),
            Edit::Submit | Edit::Cancel | Edit::Next | Edit::Previous | Edit::Finish => {}
        }
    }

    /// Moves to the line above or below, to the same character where that line is long enough; whether there is one.
    pub fn step_line(&mut self, down: bool) -> bool {
        let column = self.before.graphemes(true).rev().take_while(|character| *character != "\n").count();
        if down {
            let Some(end) = self.after.find('\n') else { return false };
            self.on_to(end + 1);
        } else {
            let start = line_start(&self.before);
            let Some(end) = start.checked_sub(1) else { return false };
            self.back_to(end);
            self.back_to(line_start(&self.before));
        }
        let line = self.after.split('\n').next().unwrap_or_default();
        let at: usize = line.graphemes(true).take(column).map(str::len).sum();
        self.on_to(at);
        true
    }

    /// Moves the cursor back to a place before it.
    fn back_to(&mut self, at: usize) {
        let moved = self.before.split_off(at);
        self.after.insert_str(0, &moved);
    }

    /// Moves the cursor on by so much of what is behind it.
    fn on_to(&mut self, length: usize) {
        let rest = self.after.split_off(length);
        self.before.push_str(&std::mem::replace(&mut self.after, rest));
    }

    fn insert(&mut self, text: &str) {
        let longest = if self.lines == Lines::One { LONGEST_LINE } else { LONGEST_TEXT };
        let left = longest.saturating_sub(self.before.chars().count() + self.after.chars().count());
        let text: String = self.taken(text).take(left).collect();
        self.before.push_str(&text);
    }

    /// What a field of so many lines takes of a text.
    fn taken<'a>(&self, text: &'a str) -> impl Iterator<Item = char> + use<'a> {
        let lines = self.lines;
        let text = if lines == Lines::One { text.lines().next().unwrap_or_default() } else { text };
        text.chars().filter(move |c| !c.is_control() || (*c == '\n' && lines == Lines::Many))
    }
}

/// Where the word before the end of a text starts.
fn word_start(text: &str) -> usize {
    let words = text.trim_end();
    let last = words.split(char::is_whitespace).next_back().unwrap_or_default();
    words.len() - last.len()
}

/// Where the first word of a text ends.
fn word_end(text: &str) -> usize {
    let words = text.trim_start();
    let first = words.split(char::is_whitespace).next().unwrap_or_default();
    text.len() - words.len() + first.len()
}

/// Where the last line of a text starts.
fn line_start(text: &str) -> usize {
    text.rfind('\n').map_or(0, |end| end + 1)
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
    use proptest::prelude::*;

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
    fn words_are_what_stands_between_blanks() {
        let mut field = TextField::holding("status:us  amber\u{3000}basalt");
        for (edit, before) in [
            (Edit::WordLeft, "status:us  amber\u{3000}"),
            (Edit::WordLeft, "status:us  "),
            (Edit::WordLeft, ""),
            (Edit::WordLeft, ""),
            (Edit::WordRight, "status:us"),
            (Edit::WordRight, "status:us  amber"),
            (Edit::WordRight, "status:us  amber\u{3000}basalt"),
            (Edit::WordRight, "status:us  amber\u{3000}basalt"),
        ] {
            field.apply(&edit);
            assert_eq!(field.around_cursor().0, before, "{edit:?}");
        }
    }

    #[test]
    fn a_paste_is_text_and_bounded() {
        let mut field = TextField::default();
        field.apply(&Edit::Insert(format!("a\u{1b}b{}", "x".repeat(1_000_000))));
        assert!(field.text().starts_with("abxx") && field.text().chars().count() == LONGEST_LINE);
        let long = "long ".repeat(LONGEST_LINE);
        assert_eq!(TextField::holding(&long).text(), long, "what is ours is never cut");
        let mut field = TextField::default();
        field.apply(&Edit::Insert("first\nsecond".to_owned()));
        field.apply(&Edit::Submit);
        assert_eq!(field.text(), "first");
    }

    #[test]
    fn several_lines_are_moved_through_by_lines() {
        let mut field = TextField::of_lines();
        field.apply(&Edit::Insert("long first\r\nshort\nthe third".to_owned()));
        assert_eq!(field.text(), "long first\nshort\nthe third");
        assert!(field.step_line(false));
        assert_eq!(field.around_cursor(), ("long first\nshort", "\nthe third"));
        field.apply(&Edit::Start);
        field.apply(&Edit::Right);
        assert!(field.step_line(false) && !field.step_line(false), "there is no line above the first");
        assert_eq!(field.around_cursor().0, "l");
        assert!(field.step_line(true) && field.step_line(true) && !field.step_line(true));
        field.apply(&Edit::Submit);
        assert_eq!(field.text(), "long first\nshort\nt\nhe third");
        field.apply(&Edit::DeleteToStart);
        field.apply(&Edit::End);
        assert_eq!(field.around_cursor(), ("long first\nshort\nt\nhe third", ""));
    }

    fn any_edit() -> impl Strategy<Value = Edit> {
        let plain = prop::sample::select(vec![
            Edit::Backspace,
            Edit::Delete,
            Edit::DeleteWord,
            Edit::DeleteToStart,
            Edit::Left,
            Edit::Right,
            Edit::WordLeft,
            Edit::WordRight,
            Edit::Start,
            Edit::End,
            Edit::Submit,
        ]);
        prop_oneof![plain, "[a é\u{301}\n株👩🏽\u{3000}]{0,6}".prop_map(Edit::Insert)]
    }

    proptest! {
        #[test]
        fn any_edits_leave_a_text(edits in prop::collection::vec(any_edit(), 0..40), many: bool, steps in 0_usize..6) {
            let mut field = if many { TextField::of_lines() } else { TextField::default() };
            for edit in edits {
                field.apply(&edit);
            }
            let text = field.text();
            for step in 0..steps {
                field.step_line(step % 2 == 0);
            }
            prop_assert_eq!(&field.text(), &text, "moving changes nothing");
            prop_assert!(many || !text.contains('\n'));
        }
    }
}
