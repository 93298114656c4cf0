//! A line of a pane in terms of what it says; how it looks is the theme's affair.

use std::borrow::Cow;

use crate::domain::fact::Fact;
use crate::domain::id::PartyKey;
use crate::domain::mask::{Personal, Prose, Redactor, Sentence, TextOrProse};
use crate::domain::rejection::DocumentUri;
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
    /// A person by name, or by the nickname that a mask puts in its place.
    Person {
        /// The name, where one is given.
        name: Option<Personal>,
        /// The nickname.
        nickname: SafeText,
    },
    /// A party by its e-mail, the only human handle it has, or by its nickname.
    Party {
        /// The e-mail, where one is given.
        email: Option<Personal>,
        /// Which party.
        key: PartyKey,
        /// Whether its share stands beside it, so that its nickname does not say that again.
        beside_share: bool,
    },
    /// The handle of a document, with a file name that may be anybody's.
    Handle(DocumentUri),
    /// A path of keys, any of which may be a name.
    Path(SafeText),
    /// What somebody wrote, shown as the mask allows.
    Prose(Prose),
    /// A sentence of ours that may repeat such words.
    Sentence(Sentence),
    /// A sign.
    Mark(Mark),
    /// A share as a bar, in hundredths of a percent.
    Bar(i64),
    /// A moment, shown in the zone of the screen.
    Time(Wall),
}

impl Content {
    /// The words as far as they are shown, times in UTC, signs and bars as nothing; `None` where a mask leaves them out.
    #[must_use]
    pub fn words(&self, redactor: &Redactor) -> Option<Cow<'_, str>> {
        let owned = |text: SafeText| Cow::Owned(text.to_string());
        Some(match self {
            Self::Own(text) => Cow::Borrowed(text),
            Self::Remote(text) if !redactor.is_masked() => Cow::Borrowed(text.as_str()),
            Self::Remote(text) => owned(redactor.text(text)),
            Self::Personal(value) => owned(redactor.personal(value)),
            Self::Person { nickname, .. } if redactor.is_masked() => Cow::Borrowed(nickname.as_str()),
            Self::Person { name: Some(name), .. } => owned(redactor.personal(name)),
            Self::Person { name: None, .. } => Cow::Borrowed("(no name)"),
            Self::Party { key, beside_share: true, .. } if redactor.is_masked() => {
                owned(redactor.party_beside_share(key))
            }
            Self::Party { key, .. } if redactor.is_masked() => owned(redactor.party(key)),
            Self::Party { email: Some(email), .. } => owned(redactor.personal(email)),
            Self::Party { email: None, key, .. } => Cow::Owned(format!("party {}", key.id.short())),
            Self::Handle(uri) => owned(redactor.uri(uri)),
            Self::Path(path) => owned(redactor.path(path)),
            Self::Prose(prose) => owned(redactor.prose(prose)?),
            Self::Sentence(sentence) => owned(redactor.sentence(sentence)),
            Self::Time(at) => Cow::Owned(to_second(*at)),
            Self::Mark(_) | Self::Bar(_) => Cow::Borrowed(""),
        })
    }
}

/// How a piece gives way where its line has too little room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shrink {
    /// Never: a share, a status, a count, an age.
    Never,
    /// In its middle: an address, a file name.
    Middle,
    /// At its end: words.
    End,
}

impl Content {
    /// How it gives way unless its line says otherwise.
    const fn shrink(&self) -> Shrink {
        match self {
            Self::Own(_) | Self::Mark(_) | Self::Bar(_) | Self::Time(_) => Shrink::Never,
            Self::Personal(_) | Self::Person { .. } | Self::Party { .. } | Self::Handle(_) => Shrink::Middle,
            Self::Remote(_) | Self::Path(_) | Self::Prose(_) | Self::Sentence(_) => Shrink::End,
        }
    }
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it says.
    pub content: Content,
    /// What it is.
    pub tone: Tone,
    /// How it gives way.
    pub shrink: Shrink,
}

impl Piece {
    /// Whether it is a sign, which words do not hold.
    #[must_use]
    pub const fn is_sign(&self) -> bool {
        matches!(self.content, Content::Mark(_))
    }
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

    /// Adds a company's name, which no mask hides.
    #[must_use]
    pub fn company(self, name: &SafeText, tone: Tone) -> Self {
        self.with(Content::Own(name.on_one_line().to_string().into()), tone).shrinking(Shrink::End)
    }

    /// The same line, the last piece of which gives way like this.
    #[must_use]
    pub fn shrinking(mut self, shrink: Shrink) -> Self {
        if let Some(piece) = self.0.last_mut() {
            piece.shrink = shrink;
        }
        self
    }

    /// Adds words of our own that may be cut: a title, a sentence.
    #[must_use]
    pub fn words_that_shrink(self, text: impl Into<Cow<'static, str>>, tone: Tone) -> Self {
        self.and(text, tone).shrinking(Shrink::End)
    }

    /// Adds a status as sent: never cut.
    #[must_use]
    pub fn status<T: std::fmt::Display>(self, fact: &Fact<T>, tone: Tone) -> Self {
        self.fact(fact, tone).shrinking(Shrink::Never)
    }

    /// Adds a person, by name or by nickname.
    #[must_use]
    pub fn person(self, name: Option<Personal>, nickname: SafeText) -> Self {
        self.with(Content::Person { name, nickname }, Tone::Plain)
    }

    /// Adds a party, by its e-mail or by its nickname.
    #[must_use]
    pub fn party(self, email: Option<Personal>, key: PartyKey) -> Self {
        self.with(Content::Party { email, key, beside_share: false }, Tone::Plain)
    }

    /// The same line, the last piece of which is a party with its share beside it.
    #[must_use]
    pub fn beside_share(mut self) -> Self {
        if let Some(Content::Party { beside_share, .. }) = self.0.last_mut().map(|piece| &mut piece.content) {
            *beside_share = true;
        }
        self
    }

    /// Adds the handle of a document, or what is said in its absence.
    #[must_use]
    pub fn handle(self, fact: &Fact<DocumentUri>, tone: Tone) -> Self {
        match fact {
            Fact::Given(uri) if uri.text().is_blank() => self.and("(empty)", Tone::Dim),
            Fact::Given(uri) => self.with(Content::Handle(uri.clone()), tone),
            other => self.and(other.absence().unwrap_or_default(), absence_tone(other)),
        }
    }

    /// Adds a path of keys.
    #[must_use]
    pub fn path(self, path: &SafeText, tone: Tone) -> Self {
        self.with(Content::Path(path.clone()), tone)
    }

    /// Adds what somebody wrote, or what is said in its absence.
    #[must_use]
    pub fn prose(self, fact: &Fact<Prose>, tone: Tone) -> Self {
        match fact {
            Fact::Given(prose) if prose.is_blank() => self.and("(empty)", Tone::Dim),
            Fact::Given(prose) => self.with(Content::Prose(prose.on_one_line()), tone),
            other => self.and(other.absence().unwrap_or_default(), absence_tone(other)),
        }
    }

    /// Adds words that may be prose.
    #[must_use]
    pub fn told(self, told: &TextOrProse, tone: Tone) -> Self {
        match told {
            TextOrProse::Plain(text) => self.remote(text, tone),
            TextOrProse::Prose(prose) => self.with(Content::Prose(prose.on_one_line()), tone),
        }
    }

    /// Adds a sentence of ours that may repeat prose.
    #[must_use]
    pub fn sentence(self, sentence: &Sentence, tone: Tone) -> Self {
        self.with(Content::Sentence(sentence.clone()), tone)
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

    /// Adds a time, or what is said in its absence. What is no time may be anything.
    #[must_use]
    pub fn time(self, fact: &Fact<Timestamp>, tone: Tone) -> Self {
        match fact.given().map(|time| (time, time.at())) {
            Some((_, Some(at))) => self.moment(at, tone),
            Some((time, None)) if time.is_zero() => self.remote(&SafeText::line(&time.to_second()), tone),
            _ => self.prose(&fact.as_ref().map(|time| Prose::line(&time.to_second())), tone),
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

    /// Adds the pieces of another line.
    #[must_use]
    pub fn followed_by(mut self, other: &Self) -> Self {
        self.0.extend(other.0.iter().cloned());
        self
    }

    /// The pieces from left to right.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// The words of the line as far as they are shown: what a search looks through.
    #[must_use]
    pub fn words(&self, redactor: &Redactor) -> String {
        self.0.iter().filter_map(|piece| piece.content.words(redactor)).collect()
    }

    /// The words without the dim name they may begin with: what a copy of the value holds. `None` where a mask leaves
    /// some of them out.
    #[must_use]
    pub fn value(&self, redactor: &Redactor) -> Option<String> {
        let is_name = |piece: &Piece| piece.tone == Tone::Dim && matches!(piece.content, Content::Own(_));
        let pieces = match self.0.split_first() {
            Some((name, rest)) if is_name(name) && !rest.is_empty() => rest,
            _ => &self.0,
        };
        let words: Option<String> = pieces.iter().map(|piece| piece.content.words(redactor)).collect();
        words.map(|words| words.trim().to_owned())
    }

    fn with(mut self, content: Content, tone: Tone) -> Self {
        let shrink = content.shrink();
        self.0.push(Piece { content, tone, shrink });
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
