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
    /// A comment with a word that accuses, as the catalogue lists it.
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
        let place = self.place();
        SafeText::line(&match &self.kind {
            SignalKind::HoldLabel(code) if self.is_label() => format!("{place} reads as {code}."),
            SignalKind::HoldLabel(code) => format!("{place} names {code}."),
            SignalKind::Alarm(alarm) => format!("{place} speaks of {}.", alarm.words()),
            SignalKind::Exported => "The case was held when it was exported.".to_owned(),
            SignalKind::QuietLabel(code) => format!("{place} is {code}, which must not be told."),
            SignalKind::UnknownLabel(_) => format!("{place} is not in our catalogue."),
            SignalKind::ForDeveloper => format!("{place} is there to be read before anybody is written to."),
            SignalKind::KnownForDeveloper => format!("{place} is one of Fin's usual sentences."),
            SignalKind::AccusingWord(word) => format!("{place} has a word that accuses: {word}."),
            SignalKind::UnknownStatus => format!("{place} has no known meaning."),
            SignalKind::AskedInCompliance => "Fin's compliance is looking at the customer, and still asks.".to_owned(),
        })
    }

    const fn is_label(&self) -> bool {
        matches!(self.item, Item::Label(..) | Item::DocumentLabel(..))
    }

    /// Where it stands, to begin a sentence with. A label's own text is left out: it may be anything.
    fn place(&self) -> String {
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
            Item::FieldFact(..) => format!("The reason of something asked of {whose}"),
            Item::OtherField(_) => "A field this program does not know".to_owned(),
            Item::Party(_) => format!("Something unreadable in the record of {whose}"),
            Item::Rejection(_) => format!("Something unreadable in the rejection of {whose}"),
            Item::Request(_) | Item::Ask(_) => format!("Something unreadable in a request to {whose}"),
            Item::Rejections => "The unreadable rejection".to_owned(),
            Item::Requests => "The unreadable requests".to_owned(),
            Item::Parties => "The unreadable list of parties".to_owned(),
            _ => "Something unreadable in the case".to_owned(),
        }
    }
}
