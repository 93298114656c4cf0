//! A placeholder until the real module is merged: what of a case is kept between runs.

use serde::{Deserialize, Serialize};

/// A look at a case, sealed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Imprint(pub Vec<String>);

impl Imprint {
    /// What differs in a later look.
    #[must_use]
    pub fn differences(&self, later: &Self) -> Vec<Difference> {
        later.0.iter().filter(|one| !self.0.contains(one)).cloned().map(Difference).collect()
    }
}

/// One thing that differs between two looks.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Difference(pub String);

/// The numbers of a row of the queue.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KeptDigest(pub u64);

/// What fingerprints are made with.
#[derive(Clone, Debug)]
#[expect(dead_code, reason = "a placeholder")]
pub struct FingerprintKey([u8; 16]);

impl FingerprintKey {
    /// A key of these bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }
}

/// A customer's UUID in lower case.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CustomerKey(String);

impl CustomerKey {
    /// Takes a UUID.
    #[must_use]
    pub fn parse(raw: &str) -> Option<Self> {
        let fits = raw.len() == 36
            && raw.bytes().enumerate().all(|(at, byte)| match at {
                8 | 13 | 18 | 23 => byte == b'-',
                _ => byte.is_ascii_hexdigit(),
            });
        fits.then(|| Self(raw.to_ascii_lowercase()))
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
