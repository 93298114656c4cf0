//! One thing that was found, and how it is told.

use super::Alarm;
use crate::domain::key::{Item, Subject};
use crate::domain::rejection::LabelCode;
use crate::domain::text::SafeText;

/// Something that holds a case or wants a look, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Signal {
    /// What was found.
    pub kind: SignalKind,
    /// Where it stands, to jump to.
    pub item: Item,
    /// Whom that is about; the company where it is not known.
    pub subject: Subject,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SignalKind {
    /// A label of the hold list, as the catalogue spells it.
    HoldLabel(LabelCode),
    /// Words that sound an alarm.
    Alarm(Alarm),
    /// The export that the case was read from says that it was held.
    Exported,
    /// Another label that must not be quoted, as the catalogue spells it.
    QuietLabel(LabelCode),
    /// A label that the catalogue does not know, as sent.
    UnknownLabel(LabelCode),
    /// What Fin says to us of a party, in words of its own.
    ForDeveloper,
    /// What Fin says to us of a party, in words it is known to use.
    KnownForDeveloper,
    /// A text with a word that accuses, as the catalogue lists it.
    AccusingWord(String),
    /// A status without a known meaning.
    UnknownStatus,
    /// Something is asked while Fin's compliance is looking at the customer.
    AskedInCompliance,
}

impl SignalKind {
    /// Whether the first copy of a message asks because of it.
    #[must_use]
    pub const fn asks(&self) -> bool {
        matches!(self, Self::ForDeveloper | Self::UnknownStatus)
    }
}

impl SignalKind {
    /// The thing itself in a few words, for a list. Of what was sent it repeats nothing.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::HoldLabel(code) | Self::QuietLabel(code) => format!("the label {code}"),
            Self::Alarm(alarm) => format!("words about {}", alarm.words()),
            Self::UnknownLabel(_) => "a label that is not in our catalogue".to_owned(),
            Self::ForDeveloper => "what Fin says to us".to_owned(),
            Self::KnownForDeveloper => "a usual sentence of Fin's to us".to_owned(),
            Self::AccusingWord(word) => format!("the word “{word}”"),
            Self::Exported => "an export that says that the case was held".to_owned(),
            Self::AskedInCompliance => "a compliance review during which something is asked".to_owned(),
            Self::UnknownStatus => "a status without a known meaning".to_owned(),
        }
    }
}

impl Signal {
    /// A stable code in small letters, for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match &self.kind {
            SignalKind::HoldLabel(_) => "hold_label",
            SignalKind::Alarm(alarm) => alarm.signal_code(),
            SignalKind::Exported => "held_when_exported",
            SignalKind::QuietLabel(_) => "quiet_label",
            SignalKind::UnknownLabel(_) => "unknown_label",
            SignalKind::ForDeveloper => "for_developer",
            SignalKind::KnownForDeveloper => "for_developer_known",
            SignalKind::AccusingWord(_) => "accusing_word",
            SignalKind::UnknownStatus => "unknown_status",
            SignalKind::AskedInCompliance => "asked_in_compliance",
        }
    }

    /// One sentence for the reviewer: what was found, and where. Of what was sent it repeats nothing but the short forms
    /// of ids.
    #[must_use]
    pub fn sentence(&self) -> SafeText {
        SafeText::line(&format!("{} {}.", self.place(), self.says()))
    }

    /// What was found, to follow the place.
    #[must_use]
    pub fn says(&self) -> String {
        match &self.kind {
            SignalKind::HoldLabel(code) if self.is_label() => format!("reads as {code}"),
            SignalKind::HoldLabel(code) => format!("names {code}"),
            SignalKind::Alarm(alarm) => format!("speaks of {}", alarm.words()),
            SignalKind::QuietLabel(code) => format!("is {code}, which must not be told"),
            SignalKind::UnknownLabel(_) => "is not in our catalogue".to_owned(),
            SignalKind::ForDeveloper => "is to be read before anybody is written to".to_owned(),
            SignalKind::KnownForDeveloper => "is one of Fin's usual sentences".to_owned(),
            SignalKind::AccusingWord(word) => format!("has a word that accuses ({word})"),
            SignalKind::Exported => "was held when it was exported".to_owned(),
            SignalKind::AskedInCompliance => "says that Fin's compliance is looking, yet something is asked".to_owned(),
            SignalKind::UnknownStatus => "has no known meaning".to_owned(),
        }
    }

    const fn is_label(&self) -> bool {
        matches!(self.item, Item::Label(..) | Item::DocumentLabel(..))
    }

    /// Where it stands, to begin a sentence with. A label's own text is left out: it may be anything.
    #[must_use]
    pub fn place(&self) -> String {
        let whose = self.subject.words();
        match &self.item {
            Item::Label(..) => format!("A label on {whose}"),
            Item::DocumentLabel(..) => format!("A label on a document of {whose}"),
            Item::Comment(_) => format!("The comment on {whose}"),
            Item::DocumentFact(..) => format!("The comment on a document of {whose}"),
            Item::PartyFact(_, "for_customer") => format!("What Fin says to the customer of {whose}"),
            Item::PartyFact(_, "for_developer") => format!("What Fin says to us of {whose}"),
            Item::PartyFact(_, "status") => format!("The status of {whose}"),
            Item::Fact("customer_status") => "The customer's status".to_owned(),
            Item::FieldFact(_, "status") => format!("The status of something asked of {whose}"),
            Item::FieldFact(..) => format!("The reason of something asked of {whose}"),
            Item::OtherField(_) => "A field this program does not know".to_owned(),
            Item::Party(_) => format!("Something unreadable in the record of {whose}"),
            Item::Rejection(_) => format!("Something unreadable in the rejection of {whose}"),
            Item::Request(_) | Item::Ask(_) => format!("Something unreadable in a request to {whose}"),
            Item::Rejections => "The unreadable rejection".to_owned(),
            Item::Requests => "The unreadable requests".to_owned(),
            Item::Parties => "The unreadable list of parties".to_owned(),
            Item::Case => "The case".to_owned(),
            _ => "Something unreadable in the case".to_owned(),
        }
    }
}
