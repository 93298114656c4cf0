//! A line of a pane in terms of what it says; how it looks is the theme's affair.

use std::borrow::Cow;

use crate::domain::fact::Fact;
use crate::domain::mask::{Mask, Personal};
use crate::domain::text::SafeText;
use crate::domain::time::{Timestamp, Wall, to_second};

/// What a piece of text is, which decides how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Ordinary text.
    Plain,
    /// The name of a value, a note in passing.
    Dim,
    /// A heading.
    Strong,
    /// A code of the API.
    Code,
    /// All is well.
    Good,
    /// Under way, nothing to do.
    Waiting,
    /// Worth a look.
    Warn,
    /// Refused, wrong or in the way.
    Bad,
}

/// A sign that says without colour what the tone says with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Verified.
    Good,
    /// Refused.
    Bad,
    /// Worth a look.
    Warn,
    /// Good to know.
    Note,
    /// Under way.
    Waiting,
    /// A label.
    Label,
    /// Something that is asked for.
    Ask,
    /// Differs from the last look.
    Changed,
}

/// The content of a piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Our own words.
    Own(Cow<'static, str>),
    /// Somebody else's, made safe.
    Remote(SafeText),
    /// A personal value, shown as the mask allows.
    Personal(Personal),
    /// A sign.
    Mark(Mark),
    /// A share as a bar, in hundredths of a percent.
    Bar(i64),
    /// A moment, shown in the zone of the screen.
    Time(Wall),
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it says.
    pub content: Content,
    /// What it is.
    pub tone: Tone,
}

/// A line, built from left to right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line(Vec<Piece>);

impl Line {
    /// A line that starts with our own words.
    #[must_use]
    pub fn own(text: impl Into<Cow<'static, str>>, tone: Tone) -> Self {
        Self::default().and(text, tone)
    }

    /// Adds our own words.
    #[must_use]
    pub fn and(self, text: impl Into<Cow<'static, str>>, tone: Tone) -> Self {
        self.with(Content::Own(text.into()), tone)
    }

    /// Adds somebody else's words.
    #[must_use]
    pub fn remote(self, text: &SafeText, tone: Tone) -> Self {
        self.with(Content::Remote(text.on_one_line()), tone)
    }

    /// Adds a personal value, or what is said in its absence.
    #[must_use]
    pub fn personal(self, fact: &Fact<Personal>) -> Self {
        match fact {
            Fact::Given(value) if value.is_blank() => self.and("(empty)", Tone::Dim),
            Fact::Given(value) => self.with(Content::Personal(value.clone()), Tone::Plain),
            other => self.and(other.absence().unwrap_or_default(), absence_tone(other)),
        }
    }

    /// Adds a value, or what is said in its absence.
    #[must_use]
    pub fn fact<T: std::fmt::Display>(self, fact: &Fact<T>, tone: Tone) -> Self {
        match fact {
            Fact::Given(value) => {
                let text = SafeText::line(&value.to_string());
                if text.is_blank() { self.and("(empty)", Tone::Dim) } else { self.remote(&text, tone) }
            }
            other => self.and(other.absence().unwrap_or_default(), absence_tone(other)),
        }
    }

    /// Adds a time as it was sent, or what is said in its absence.
    #[must_use]
    pub fn time(self, fact: &Fact<Timestamp>, tone: Tone) -> Self {
        match fact.given().and_then(Timestamp::at) {
            Some(at) => self.moment(at, tone),
            None => self.fact(&fact.as_ref().map(Timestamp::to_second), tone),
        }
    }

    /// Adds a moment.
    #[must_use]
    pub fn moment(self, at: Wall, tone: Tone) -> Self {
        self.with(Content::Time(at), tone)
    }

    /// Adds a sign and a blank.
    #[must_use]
    pub fn mark(self, mark: Mark) -> Self {
        let tone = match mark {
            Mark::Good => Tone::Good,
            Mark::Bad | Mark::Label => Tone::Bad,
            Mark::Warn | Mark::Ask | Mark::Changed => Tone::Warn,
            Mark::Waiting => Tone::Waiting,
            Mark::Note => Tone::Dim,
        };
        self.with(Content::Mark(mark), tone)
    }

    /// Adds a share as a bar.
    #[must_use]
    pub fn bar(self, hundredths: i64) -> Self {
        self.with(Content::Bar(hundredths), Tone::Plain)
    }

    /// The pieces from left to right.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// The words of the line without signs and bars, times in UTC: what a search looks through.
    #[must_use]
    pub fn words(&self, mask: Mask) -> String {
        let mut words = String::new();
        for piece in &self.0 {
            match &piece.content {
                Content::Own(text) => words.push_str(text),
                Content::Remote(text) => words.push_str(text.as_str()),
                Content::Personal(value) => words.push_str(value.show(mask).as_str()),
                Content::Time(at) => words.push_str(&to_second(*at)),
                Content::Mark(_) | Content::Bar(_) => {}
            }
        }
        words
    }

    /// The words without the dim name they may begin with: what a copy of the value holds.
    #[must_use]
    pub fn value(&self, mask: Mask) -> String {
        let is_name = |piece: &Piece| piece.tone == Tone::Dim && matches!(piece.content, Content::Own(_));
        match self.0.split_first() {
            Some((name, rest)) if is_name(name) && !rest.is_empty() => Self(rest.to_vec()).words(mask),
            _ => self.words(mask).trim().to_owned(),
        }
    }

    fn with(mut self, content: Content, tone: Tone) -> Self {
        self.0.push(Piece { content, tone });
        self
    }
}

const fn absence_tone<T>(fact: &Fact<T>) -> Tone {
    match fact {
        Fact::Unreadable(_) => Tone::Bad,
        Fact::Withheld => Tone::Warn,
        Fact::Missing | Fact::Null | Fact::Given(_) => Tone::Dim,
    }
}
