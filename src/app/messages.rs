//! The list of messages: what the user was told last, newest first.

use std::collections::VecDeque;

use crate::domain::customer::RowKey;
use crate::domain::time::Wall;

use super::line::Tone;
use super::notice::Words;

/// Messages kept.
pub const KEPT: usize = 200;

/// Something the user was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The sentence.
    pub words: Words,
    /// How bad it is.
    pub tone: Tone,
    /// The customer it is about, where it is about one.
    pub about: Option<RowKey>,
    /// When it was said; where it was said several times in a row, the last time.
    pub at: Wall,
    /// How often it was said in a row.
    pub times: usize,
}

impl Message {
    /// What kind of message it is, in one word.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self.tone {
            Tone::Good => "done",
            Tone::Warn => "warning",
            Tone::Bad => "error",
            Tone::Plain | Tone::Dim | Tone::Strong | Tone::Code | Tone::Waiting => "info",
        }
    }

    fn says_what(&self, other: &Self) -> bool {
        (&self.words, self.tone, &self.about) == (&other.words, other.tone, &other.about)
    }
}

/// The list of messages.
#[derive(Clone, Debug, Default)]
pub struct Messages {
    /// Newest first.
    kept: VecDeque<Message>,
    /// How many were about a customer who was not viewed, and never shown in the footer.
    pub unseen: usize,
    /// Counts what was said.
    pub(in crate::app) revision: u64,
}

impl Messages {
    /// The messages, newest first.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Message> {
        self.kept.iter()
    }

    /// How many are kept.
    #[must_use]
    pub fn count(&self) -> usize {
        self.kept.len()
    }

    /// One of them, counted from the newest.
    #[must_use]
    pub fn get(&self, place: usize) -> Option<&Message> {
        self.kept.get(place)
    }

    /// Adds a message; whether it takes a row of its own, rather than being what was said last.
    pub(in crate::app) fn add(&mut self, message: Message) -> bool {
        self.revision += 1;
        if let Some(last) = self.kept.front_mut().filter(|last| last.says_what(&message)) {
            last.times = last.times.saturating_add(message.times);
            last.at = message.at;
            return false;
        }
        self.kept.push_front(message);
        self.kept.truncate(KEPT);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::text::SafeText;

    fn said(text: &str, second: i64) -> Message {
        let text = SafeText::line(text);
        let words = Words { open: text.clone(), covered: text };
        let at = jiff::Timestamp::from_second(second).unwrap();
        Message { words, tone: Tone::Plain, about: None, at, times: 1 }
    }

    #[test]
    fn equal_messages_in_a_row_are_one_with_a_count_and_the_last_time() {
        let mut messages = Messages::default();
        let own: Vec<bool> =
            [("a", 1), ("a", 2), ("b", 3), ("a", 4)].map(|(text, at)| messages.add(said(text, at))).to_vec();
        assert_eq!(own, [true, false, true, true]);
        let kept: Vec<_> =
            messages.iter().map(|one| (one.words.open.to_string(), one.times, one.at.as_second())).collect();
        assert_eq!(kept, [("a".to_owned(), 1, 4), ("b".to_owned(), 1, 3), ("a".to_owned(), 2, 2)]);
        let other = Message { tone: Tone::Bad, ..said("a", 5) };
        assert!(messages.add(other), "another kind is another message");
    }

    #[test]
    fn the_oldest_leave() {
        let mut messages = Messages::default();
        for number in 0..KEPT + 5 {
            messages.add(said(&number.to_string(), 0));
        }
        assert_eq!(messages.count(), KEPT);
        let last = messages.get(KEPT - 1).map(|one| one.words.open.to_string());
        assert_eq!(last.as_deref(), Some("5"));
    }
}
