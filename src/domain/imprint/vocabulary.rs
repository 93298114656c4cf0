//! Which words are kept in the clear.

use std::hash::Hasher;

use siphasher::sip::SipHasher24;

use crate::domain::customer::{CustomerKind, CustomerStatus, VerificationType};
use crate::domain::fact::Word;
use crate::domain::glossary::Glossary;
use crate::domain::party::{PartyKind, PartyStatus};
use crate::domain::request::{DataType, FieldStatus, Side};

/// Stands for all words that a look was sealed with. Looks that were sealed with other words cannot be compared: a code that
/// one of them keeps as a fingerprint would seem to be gone, and its word to be new.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Vocabulary(pub(super) u64);

impl Vocabulary {
    /// The words of this build and of these lists.
    pub(super) fn of(glossary: &Glossary) -> Self {
        let Glossary { labels, hold, documents, fields, sections, aliases, .. } = glossary;
        let lists: [Vec<&str>; 6] = [
            labels.keys().map(String::as_str).collect(),
            hold.iter().map(String::as_str).collect(),
            documents.keys().map(String::as_str).collect(),
            fields.keys().map(String::as_str).collect(),
            sections.keys().map(String::as_str).collect(),
            aliases.keys().map(String::as_str).collect(),
        ];
        let enumerations = [
            CustomerKind::WORDS,
            CustomerStatus::WORDS,
            VerificationType::WORDS,
            PartyKind::WORDS,
            PartyStatus::WORDS,
            DataType::WORDS,
            FieldStatus::WORDS,
            Side::WORDS,
        ];
        let mut hasher = SipHasher24::new();
        for mut words in lists.into_iter().chain(enumerations.map(<[_]>::to_vec)) {
            words.sort_unstable();
            for word in words {
                hasher.write(word.as_bytes());
                hasher.write(&[0]);
            }
            hasher.write(&[1]);
        }
        Self(hasher.finish())
    }
}
