//! What is kept of a look at a case between two runs: enough to tell later what changed, and nothing that says who it is
//! about.
//!
//! An [`Imprint`] is an [`Inventory`] in which every text was *sealed*: kept in the clear where it is a uuid, a time, a
//! share, or a word that this build's own lists know, and replaced by a fingerprint of twelve bits everywhere else. It can
//! be made in no other way, and of all looks only imprints can be written down. Two imprints compare by the function that
//! compares two looks of one run.
//!
//! ```
//! use kyb_dash::domain::imprint::Imprint;
//! fn can_be_stored<T: serde::Serialize>() {}
//! can_be_stored::<Imprint>();
//! ```
//!
//! ```compile_fail
//! fn can_be_stored<T: serde::Serialize>() {}
//! can_be_stored::<kyb_dash::domain::change::Inventory>();
//! ```
//!
//! ```compile_fail
//! fn can_be_stored<T: serde::Serialize>() {}
//! can_be_stored::<kyb_dash::domain::mask::Personal>();
//! ```

mod digest;
mod fingerprint;
mod owed;
mod seal;
mod stood;
mod vocabulary;
mod written;

use std::collections::BTreeMap;
use std::fmt;

use super::case::Case;
use super::change::{Change, How, Inventory, Value};
use super::glossary::Glossary;
use super::id::CustomerId;
use super::key::Item;
use super::mask::TextOrProse;
use super::text::SafeText;

pub use digest::KeptDigest;
pub use fingerprint::{FingerprintKey, holds_fingerprint, is_fingerprint};
pub use owed::{KeptSubject, Owed};
pub use stood::Stood;

use seal::Seal;
use vocabulary::Vocabulary;

/// A customer under which something is kept: a uuid in lower case. A customer with another id is not kept: its id would be
/// open text, and a fingerprint of it would be shared with other customers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CustomerKey(Box<str>);

impl CustomerKey {
    /// Takes a uuid in any case.
    #[must_use]
    pub fn parse(raw: &str) -> Option<Self> {
        is_uuid(raw).then(|| Self(raw.to_ascii_lowercase().into()))
    }

    /// The key of a customer, where it has one.
    #[must_use]
    pub fn of(id: &CustomerId) -> Option<Self> {
        Self::parse(id.as_str())
    }

    /// The uuid in lower case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What is said in place of a value that is not kept.
pub const NOT_KEPT: &str = "(not kept)";

fn is_uuid(raw: &str) -> bool {
    let lengths = raw.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]) && raw.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}

/// A look at a case as it is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Imprint {
    sealed: Inventory,
    words: Vocabulary,
}

/// A difference between two imprints. It names things as they are kept; see [`Names`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference(Change);

/// The things of a case by what they are called where they are kept, for those that are called otherwise there.
#[derive(Clone, Debug, Default)]
pub struct Names(BTreeMap<Item, Item>);

impl Imprint {
    /// Seals a look.
    #[must_use]
    pub fn of(case: &Case, customer: &CustomerKey, key: &FingerprintKey, glossary: &Glossary) -> Self {
        let sealed = Seal { key, customer, glossary }.inventory(&Inventory::of(case)).0;
        Self { sealed, words: Vocabulary::of(glossary) }
    }

    /// What differs from this look to a later one; `None` where nobody can tell, as another version of the program, which
    /// knows other words, sealed one of them.
    #[must_use]
    pub fn differences(&self, later: &Self) -> Option<Vec<Difference>> {
        let is_alike = self.words == later.words;
        is_alike.then(|| self.sealed.changes(&later.sealed).into_iter().map(Difference::of).collect())
    }

    /// The status, as it was read last; `None` where it never was, or is not kept in the clear.
    #[must_use]
    pub fn status(&self) -> Option<SafeText> {
        match self.sealed.items.get(&Item::Fact("customer_status"))? {
            Value::Plain(text) if !is_fingerprint(text.as_str()) => Some(text.clone()),
            _ => None,
        }
    }

    /// This look, with what it could not read as an earlier one had it, where they can be compared: the next look is compared
    /// with that.
    #[must_use]
    pub fn filled_from(self, earlier: &Self) -> Self {
        if self.words != earlier.words {
            return self;
        }
        Self { sealed: self.sealed.filled_from(&earlier.sealed), words: self.words }
    }
}

impl fmt::Debug for Imprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Imprint({:?})", self.sealed)
    }
}

impl Names {
    /// What the things of a case are called where it is kept.
    #[must_use]
    pub fn of(case: &Case, customer: &CustomerKey, key: &FingerprintKey, glossary: &Glossary) -> Self {
        Seal { key, customer, glossary }.inventory(&Inventory::of(case)).1
    }

    /// What a thing is called in the case, by what it is called where it is kept.
    #[must_use]
    pub fn live(&self, item: &Item) -> Item {
        self.0.get(item).unwrap_or(item).clone()
    }
}

impl Difference {
    /// Takes a change between two sealed looks: nothing in it is prose any more.
    fn of(Change { item, how }: Change) -> Self {
        let plain = |value: TextOrProse| TextOrProse::Plain(value.unmasked().clone());
        let how = match how {
            How::Altered { before, after } => How::Altered { before: plain(before), after: plain(after) },
            how => how,
        };
        Self(Change { item, how })
    }

    /// The change as it is told beside the case, in which things still have their own names.
    #[must_use]
    pub fn told(&self, names: &Names) -> Change {
        let told = |value: &TextOrProse| {
            let is_sealed = is_fingerprint(value.unmasked().as_str());
            if is_sealed { TextOrProse::Plain(SafeText::line(NOT_KEPT)) } else { value.clone() }
        };
        let how = match &self.0.how {
            How::Altered { before, after } => How::Altered { before: told(before), after: told(after) },
            how => how.clone(),
        };
        Change { item: names.live(&self.0.item), how }
    }
}

#[cfg(test)]
mod tests;
