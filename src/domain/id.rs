//! Identifiers. They are opaque: uuids in the documentation, but webhook samples use others (`fin-api.md` §8).

use std::fmt;
use std::sync::Arc;

use super::fact::code;
use super::text::SafeText;

/// Longest customer id that is sent.
const LONGEST: usize = 128;

/// The id of a customer: safe to show and to put into a URL path as one segment.
///
/// Invariant: 1 to 128 characters of `A–Z a–z 0–9 - _ .`, and not dots alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CustomerId(Arc<str>);

/// Why a text cannot be a customer id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnId;

impl fmt::Display for NotAnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a customer id has 1 to 128 letters, digits, '-', '_' or '.'")
    }
}

impl std::error::Error for NotAnId {}

impl CustomerId {
    /// Takes an id.
    ///
    /// # Errors
    /// [`NotAnId`] where the text could be read as more than one path segment, or as none.
    pub fn parse(raw: &str) -> Result<Self, NotAnId> {
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let dots_alone = raw.chars().all(|c| c == '.');
        if raw.is_empty() || raw.len() > LONGEST || dots_alone || !raw.chars().all(fits) {
            return Err(NotAnId);
        }
        Ok(Self(raw.into()))
    }

    /// The id as sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its first characters, enough for a person to tell cases apart.
    #[must_use]
    pub fn short(&self) -> &str {
        self.0.get(..8).unwrap_or(&self.0)
    }

    /// What the customer is called where its name is hidden: the same everywhere, and not the same as another one.
    #[must_use]
    pub fn nickname(&self) -> SafeText {
        SafeText::line(&format!("Customer {}", self.short()))
    }
}

impl fmt::Display for CustomerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl std::str::FromStr for CustomerId {
    type Err = NotAnId;

    fn from_str(raw: &str) -> Result<Self, NotAnId> {
        Self::parse(raw)
    }
}

code! {
    /// The id of an associated party. Used to join and to show, never sent.
    PartyId
}

impl PartyId {
    /// Its first characters, enough for a person to tell parties apart.
    #[must_use]
    pub fn short(&self) -> &str {
        let text = self.text().as_str();
        text.char_indices().nth(8).map_or(text, |(end, _)| text.get(..end).unwrap_or(text))
    }
}

/// A party's identity within its case: its id, and which of those that share this id (a fault, but one that happens).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartyKey {
    /// The id; empty text where none could be read.
    pub id: PartyId,
    /// 0 for the first party with this id.
    pub ordinal: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Faults: W20.
    #[test]
    fn an_id_is_one_path_segment_or_refused() {
        for good in ["671536f8-ddc5-4b1e-bd6f-27d0ed07a27c", "cust-uuid-1234", "a", "a.b"] {
            assert_eq!(CustomerId::parse(good).unwrap().as_str(), good);
        }
        let long = "x".repeat(129);
        for bad in ["", ".", "..", "a/b", "../x", "a?b", "a%2fb", "a b", "é", "a\n", "a#b", long.as_str()] {
            assert_eq!(CustomerId::parse(bad), Err(NotAnId), "{bad:?}");
        }
    }

    #[test]
    fn short_forms_never_split_a_character() {
        assert_eq!(CustomerId::parse("671536f8-ddc5").unwrap().short(), "671536f8");
        assert_eq!(PartyId::new("ééééééééé").short(), "éééééééé");
    }
}
