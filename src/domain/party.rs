//! Associated parties: the people behind a business. On read they have no name and no role (`fin-api.md` §0).

use std::fmt;

use super::customer::OtherField;
use super::fact::{Fact, Open, words};
use super::id::{PartyId, PartyKey};
use super::mask::{Personal, Prose};
use super::text::SafeText;
use super::time::Timestamp;

words! {
    /// What kind of party this is; only individuals were ever seen (`fin-api.md` §2).
    PartyKind {
        /// A natural person.
        Individual = "INDIVIDUAL",
    }
}

words! {
    /// How far a party's own verification is (`fin-api.md` §5.2). These are not the customer statuses.
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

/// A share of ownership in hundredths of a percent, with the number as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    hundredths: i64,
    raw: SafeText,
}

impl Share {
    /// Takes a percentage; `None` where it is not finite or absurdly large.
    #[must_use]
    pub fn from_percent(percent: f64, raw: &str) -> Option<Self> {
        const LARGEST: f64 = 1e12;
        if !percent.is_finite() || percent.abs() > LARGEST {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "bounded above by LARGEST")]
        let hundredths = (percent * 100.0).round() as i64;
        Some(Self { hundredths, raw: SafeText::line(raw) })
    }

    /// The share in hundredths of a percent.
    #[must_use]
    pub const fn hundredths(&self) -> i64 {
        self.hundredths
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} %", self.raw)
    }
}

/// A sum of shares for people: `100 %`, `99.99 %`.
#[must_use]
pub fn percent(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, rest) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    let fraction = match rest {
        0 => String::new(),
        rest if rest % 10 == 0 => format!(".{}", rest / 10),
        rest => format!(".{rest:02}"),
    };
    format!("{sign}{whole}{fraction} %")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_exact_in_hundredths() {
        let table =
            [(60.0, "60", 6000), (33.33, "33.33", 3333), (-5.0, "-5", -500), (101.0, "101", 10_100), (0.0, "0", 0)];
        for (percent, raw, hundredths) in table {
            let share = Share::from_percent(percent, raw).unwrap();
            assert_eq!((share.hundredths(), share.to_string()), (hundredths, format!("{raw} %")));
        }
        assert_eq!(Share::from_percent(f64::NAN, "NaN"), None);
        assert_eq!(Share::from_percent(1e300, "1e300"), None);
    }

    #[test]
    fn sums_read_as_people_write_them() {
        let table = [(10_000, "100 %"), (9_999, "99.99 %"), (9_990, "99.9 %"), (5, "0.05 %"), (-500, "-5 %")];
        for (hundredths, words) in table {
            assert_eq!(percent(hundredths), words);
        }
    }
}
