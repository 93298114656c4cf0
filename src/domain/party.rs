//! Associated parties: the people behind a business. On read they have no name and no role (`assets/api.md` §0).

use std::cmp::Ordering;
use std::fmt;

use super::customer::OtherField;
use super::fact::{Fact, Open, words};
use super::id::{PartyId, PartyKey};
use super::mask::{Personal, Prose};
use super::percent::Percent;
use super::text::SafeText;
use super::time::Timestamp;

words! {
    /// What kind of party this is; only individuals were ever seen (`assets/api.md` §2).
    PartyKind {
        /// A natural person.
        Individual = "INDIVIDUAL",
    }
}

words! {
    /// How far a party's own verification is (`assets/api.md` §5.2). These are not the customer statuses.
    PartyStatus {
        /// Known, not yet looked at.
        Initiated = "INITIATED",
        /// Being looked at.
        Reviewing = "REVIEWING",
        /// Verified.
        Approved = "APPROVED",
        /// Refused, though the business itself may still be fixable.
        Rejected = "REJECTED",
    }
}

/// An associated party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Its identity within the case.
    pub key: PartyKey,
    /// Its id as sent.
    pub id: Fact<PartyId>,
    /// What kind of party it is.
    pub kind: Fact<Open<PartyKind>>,
    /// Its share of the business.
    pub share: Fact<Share>,
    /// Its e-mail, the only human handle it has.
    pub email: Fact<Personal>,
    /// Its verification.
    pub verification: Fact<Verification>,
    /// Fields this build does not know.
    pub other: Vec<OtherField>,
}

impl Party {
    /// Its verification status, where it was sent and known.
    #[must_use]
    pub fn status(&self) -> Option<PartyStatus> {
        self.verification.given().and_then(|v| v.status.given()).and_then(Open::known)
    }
}

/// A party's verification.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Verification {
    /// Where it stands.
    pub status: Fact<Open<PartyStatus>>,
    /// The sentence meant for the customer; null in every published sample.
    pub for_customer: Fact<Prose>,
    /// The sentence meant for us; never shown to a customer.
    pub for_developer: Fact<Prose>,
    /// When it last changed; may be newer than the customer's own `updated_at`.
    pub updated_at: Fact<Timestamp>,
    /// Fields this build does not know.
    pub other: Vec<OtherField>,
}

/// A share of ownership: its exact value, and the number as it was sent. Shares of one value are equal however they were
/// written.
#[derive(Clone, Debug)]
pub struct Share {
    value: Percent,
    sent: SafeText,
    is_text: bool,
}

impl Share {
    /// Reads a number of percent; `None` where the text is none, or one that is absurdly large or long.
    #[must_use]
    pub fn parse(sent: &str) -> Option<Self> {
        Some(Self { value: Percent::parse(sent)?, sent: SafeText::line(sent), is_text: false })
    }

    /// Reads the same where it was sent as a text, which may have blanks around it.
    #[must_use]
    pub fn parse_text(sent: &str) -> Option<Self> {
        Some(Self { value: Percent::parse(sent.trim())?, sent: SafeText::line(sent), is_text: true })
    }

    /// Its value.
    #[must_use]
    pub const fn value(&self) -> &Percent {
        &self.value
    }

    /// The number as it was sent: `60.0`, `6e1`.
    #[must_use]
    pub const fn sent(&self) -> &SafeText {
        &self.sent
    }

    /// Whether it was sent as a text.
    #[must_use]
    pub const fn is_text(&self) -> bool {
        self.is_text
    }

    /// The same with its sign: `60.0 %`, `6e1 %`.
    #[must_use]
    pub fn as_sent(&self) -> String {
        format!("{} %", self.sent.as_str().trim())
    }
}

impl PartialEq for Share {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Eq for Share {}

impl PartialOrd for Share {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Share {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.cmp(&other.value)
    }
}

impl fmt::Display for Share {
    /// Every digit of its value.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

/// What these parties hold together; `None` unless every share was given.
#[must_use]
pub fn held_together(parties: &[Party]) -> Option<Percent> {
    let shares: Option<Vec<&Percent>> = parties.iter().map(|party| party.share.given().map(Share::value)).collect();
    shares.map(|shares| Percent::sum(shares.into_iter()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Faults: W8.
    #[test]
    fn shares_are_equal_by_value_and_keep_what_was_sent() {
        for sent in ["60", "60.0", "6e1", "0.60e2"] {
            let share = Share::parse(sent).unwrap();
            assert_eq!((share.sent().as_str(), share.to_string().as_str()), (sent, "60 %"));
            assert_eq!((&share, share.cmp(&share)), (&Share::parse("60").unwrap(), Ordering::Equal));
        }
        let text = Share::parse_text(" 60.0 ").unwrap();
        assert_eq!((&text, text.is_text(), text.sent().as_str()), (&Share::parse("60").unwrap(), true, " 60.0 "));
        assert_eq!((text.as_sent().as_str(), Share::parse(" 60.0 ")), ("60.0 %", None));
        assert!(Share::parse("24.999") < Share::parse("25"));
        for odd in ["NaN", "1e300", "12,5", "75 %", ""] {
            assert_eq!(Share::parse(odd), None, "{odd}");
        }
    }
}
