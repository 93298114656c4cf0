//! Fingerprints: what stands for a text that is not kept. They tell that a text differs, not what it was.
//!
//! Twelve bits are few on purpose. Who guesses a name, an e-mail and a phone, and has file and key, finds that one person
//! in 4,096 fits: of 100,000 people some 24 share each fingerprint, so it proves nobody. The price is that one change in
//! 4,096 of a text goes unnoticed; it is paid, as lists, statuses and times are kept in the clear.

use std::fmt;
use std::hash::Hasher;

use siphasher::sip::SipHasher24;

use crate::domain::text::SafeText;

/// The bits of a fingerprint.
const BITS: u32 = 12;

/// The key without which fingerprints tell nothing at all. It lies in a file of its own, never beside what it seals.
#[derive(Clone)]
pub struct FingerprintKey([u8; 16]);

impl FingerprintKey {
    /// Takes a key of random bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The fingerprint of some texts, such as `[3fa]`. What they are about goes into it, so that equal texts in two places
    /// are not seen to be equal.
    pub(super) fn of<'a>(&self, about: &[&str], texts: impl IntoIterator<Item = &'a str>) -> SafeText {
        let hash = self.hash(about, texts);
        SafeText::line(&format!("[{:03x}]", hash >> (u64::BITS - BITS)))
    }

    /// What tells this key from another one, and nothing of any text.
    #[must_use]
    pub fn check(&self) -> String {
        format!("{:016x}", self.hash(&["the key of the fingerprints"], []))
    }

    fn hash<'a>(&self, about: &[&str], texts: impl IntoIterator<Item = &'a str>) -> u64 {
        let mut hasher = SipHasher24::new_with_key(&self.0);
        // The length parts the texts: `ab`, `c` is not `a`, `bc`.
        let mut write = |text: &str| {
            hasher.write(&u64::try_from(text.len()).unwrap_or(u64::MAX).to_le_bytes());
            hasher.write(text.as_bytes());
        };
        about.iter().copied().for_each(&mut write);
        texts.into_iter().for_each(write);
        hasher.finish()
    }
}

impl fmt::Debug for FingerprintKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FingerprintKey(hidden)")
    }
}

/// Whether a kept text is a fingerprint. No word of our lists is written so.
#[must_use]
pub fn is_fingerprint(kept: &str) -> bool {
    let digits = kept.strip_prefix('[').and_then(|kept| kept.strip_suffix(']'));
    digits.is_some_and(|digits| digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Whether a fingerprint stands somewhere in a text.
#[must_use]
pub fn holds_fingerprint(text: &str) -> bool {
    let is_at = |place| text.get(place..place + 5).is_some_and(is_fingerprint);
    text.match_indices('[').any(|(place, _)| is_at(place))
}
