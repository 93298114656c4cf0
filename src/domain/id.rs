//! Identifiers. They are opaque: uuids in the documentation, but webhook samples use others (`assets/api.md` §8). They
//! are shown and sent as they came, and compared without regard to the case of their letters, which carries no meaning
//! in a uuid and changes on its way through spreadsheets and other systems.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::fold::is_dash;
use super::text::SafeText;

/// Longest customer id that is sent.
const LONGEST: usize = 128;

/// The id of a customer: safe to show and to put into a URL path as one segment.
///
/// Invariant: 1 to 128 characters of `A–Z a–z 0–9 - _ .`, and not dots alone.
#[derive(Clone, Debug)]
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

    /// Whether this text in lower case is in it, in whatever case.
    #[must_use]
    pub fn holds(&self, lower: &str) -> bool {
        let has_capitals = || self.0.bytes().any(|byte| byte.is_ascii_uppercase());
        self.0.contains(lower) || has_capitals() && self.0.to_ascii_lowercase().contains(lower)
    }

    /// Its first characters, enough for a person to tell cases apart.
    #[must_use]
    pub fn short(&self) -> &str {
        self.0.get(..8).unwrap_or(&self.0)
    }

    /// What the customer is called where its name is hidden: the same everywhere, and not the same as another one.
    #[must_use]
    pub fn nickname(&self) -> SafeText {
        SafeText::line(&format!("Customer {}", self.short().to_ascii_lowercase()))
    }
}

impl fmt::Display for CustomerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl std::str::FromStr for CustomerId {
    type Err = NotAnId;

    /// Takes an id that a person gave. What writes documents makes other dashes of its hyphens, and blanks are copied with it.
    fn from_str(typed: &str) -> Result<Self, NotAnId> {
        Self::parse(&with_hyphens(typed.trim()))
    }
}

fn with_hyphens(typed: &str) -> String {
    typed.chars().map(|c| if is_dash(c) { '-' } else { c }).collect()
}

/// The id of an associated party. Used to join and to show, never sent.
#[derive(Clone, Debug)]
pub struct PartyId(SafeText);

impl PartyId {
    /// Takes the id as sent.
    #[must_use]
    pub fn new(raw: &str) -> Self {
        Self(SafeText::line(raw))
    }

    /// The id as sent, made safe.
    #[must_use]
    pub const fn text(&self) -> &SafeText {
        &self.0
    }

    fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Whether somebody who writes this means this party: its whole id, or its short form.
    #[must_use]
    pub fn is_written(&self, written: &str) -> bool {
        let written = with_hyphens(written.trim());
        [self.as_str(), self.short()].into_iter().any(|form| with_hyphens(form).eq_ignore_ascii_case(&written))
    }

    /// Its first characters, enough for a person to tell parties apart.
    #[must_use]
    pub fn short(&self) -> &str {
        let text = self.text().as_str();
        text.char_indices().nth(8).map_or(text, |(end, _)| text.get(..end).unwrap_or(text))
    }
}

impl fmt::Display for PartyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Equality, order and hash of an id by its letters in lower case, without a second copy of it.
macro_rules! any_case {
    ($name:ident) => {
        impl $name {
            /// Whether it begins so, in whatever case.
            #[must_use]
            pub fn begins_with(&self, beginning: &str) -> bool {
                self.as_str().get(..beginning.len()).is_some_and(|own| own.eq_ignore_ascii_case(beginning))
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.as_str().eq_ignore_ascii_case(other.as_str())
            }
        }

        impl Eq for $name {}

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> Ordering {
                let [own, others] = [self, other].map(|id| id.as_str().bytes().map(|byte| byte.to_ascii_lowercase()));
                own.cmp(others)
            }
        }

        impl Hash for $name {
            fn hash<H: Hasher>(&self, state: &mut H) {
                let mut piece = [0; 64];
                for bytes in self.as_str().as_bytes().chunks(piece.len()) {
                    if let Some(lower) = piece.get_mut(..bytes.len()) {
                        lower.copy_from_slice(bytes);
                        lower.make_ascii_lowercase();
                        state.write(lower);
                    }
                }
                // Ids that follow each other are not to be taken for one.
                state.write_u8(0xff);
            }
        }
    };
}

any_case!(CustomerId);
any_case!(PartyId);

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
    use proptest::prelude::*;

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
    fn an_id_that_was_copied_from_a_document_is_one() {
        let typed: Result<CustomerId, NotAnId> = " 671536f8\u{2011}DDC5\u{2013}4b1e\u{a0}".parse();
        assert_eq!(typed.unwrap().as_str(), "671536f8-DDC5-4b1e");
        assert!(" ".parse::<CustomerId>().is_err() && "é".parse::<CustomerId>().is_err());
        assert!(PartyId::new("2e719a54-cdef").is_written("2E719A54\u{2010}cdef"));
    }

    fn hash(value: impl Hash) -> u64 {
        let mut hasher = std::hash::DefaultHasher::new();
        value.hash(&mut hasher);
        hasher.finish()
    }

    proptest! {
        /// Two ids are one exactly where they differ in the case of letters alone; order and hash agree with that, and each
        /// is kept as it was sent.
        #[test]
        fn ids_compare_without_regard_to_case(one in "[A-Ca-c0-1.-]{1,3}|[A-Za-z0-9]{60,128}", other in "[A-Ca-c0-1.-]{1,3}") {
            prop_assume!(!one.chars().chain(other.chars()).all(|c| c == '.'));
            let lower = |text: &str| text.to_ascii_lowercase();
            for (left, right) in [(one.clone(), other.clone()), (one.clone(), one.to_uppercase()), (lower(&one), one.clone())] {
                let (a, b) = (PartyId::new(&left), PartyId::new(&right));
                prop_assert_eq!(a == b, lower(&left) == lower(&right));
                prop_assert_eq!(a.cmp(&b), lower(&left).cmp(&lower(&right)));
                prop_assert!(a != b || hash(&a) == hash(&b));
                prop_assert_eq!(a.text().as_str(), left.as_str());
                let (Ok(a), Ok(b)) = (CustomerId::parse(&left), CustomerId::parse(&right)) else { continue };
                prop_assert_eq!(a == b, lower(&left) == lower(&right));
                prop_assert_eq!(a.cmp(&b), lower(&left).cmp(&lower(&right)));
                prop_assert!(a != b || hash(&a) == hash(&b));
                prop_assert_eq!(a.as_str(), left.as_str());
            }
        }
    }

    #[test]
    fn a_beginning_and_a_short_form_are_known_in_any_case() {
        let id = CustomerId::parse("671536F8-ddc5").unwrap();
        assert!(id.begins_with("671536f8-D") && id.begins_with("") && !id.begins_with("671536f8-ddc5-"));
        assert!(id.holds("36f8-d") && id.holds("ddc5") && !id.holds("ddc6"));
        let party = PartyId::new("2e719A54-cdef");
        assert!(party.is_written("2E719a54") && party.is_written("2e719a54-CDEF") && !party.is_written("2e719a5"));
        assert!(PartyId::new("é").begins_with("é") && !PartyId::new("é").begins_with("e"));
        assert_ne!(hash((PartyId::new("a"), PartyId::new("b"))), hash((PartyId::new("ab"), PartyId::new(""))));
    }

    #[test]
    fn short_forms_never_split_a_character() {
        assert_eq!(CustomerId::parse("671536f8-ddc5").unwrap().short(), "671536f8");
        assert_eq!(PartyId::new("ééééééééé").short(), "éééééééé");
    }
}
