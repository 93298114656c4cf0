//! The key that fingerprints are made with: in a file of its own, so that a copy of the database alone tells nothing.

use std::fs;
use std::io;

use sqlx::{Connection as _, Row as _};

use super::open::Store;
use super::place::Place;
use super::trouble::{Refusal, Trouble};
use crate::domain::imprint::FingerprintKey;

impl Store {
    /// The key, made where there is none yet.
    ///
    /// # Errors
    /// Where it cannot be read or made, or is gone while there are fingerprints: those of another key would all differ.
    pub async fn key(&mut self) -> Result<FingerprintKey, Refusal> {
        let path = self.place.as_ref().map(Place::key);
        let key = self.read_or_make().await.map_err(|trouble| Refusal { path, trouble })?;
        self.key = Some(key);
        Ok(FingerprintKey::new(key))
    }

    async fn read_or_make(&mut self) -> Result<[u8; 16], Trouble> {
        let Some(place) = &self.place else { return self.key.map_or_else(random, Ok) };
        if let Some(key) = read(place)? {
            return Ok(key);
        }
        let mut transaction = self.connection.begin_with("BEGIN IMMEDIATE").await?;
        let question = "SELECT (SELECT COUNT(*) FROM looks) + (SELECT COUNT(*) FROM seen)";
        let kept: i64 = sqlx::query(question).fetch_one(&mut *transaction).await?.try_get(0)?;
        // Another program may have made it since.
        if kept > 0 && !place.key().exists() {
            return Err(Trouble::KeyLost);
        }
        place.make(&place.key(), &random::<16>()?)?;
        transaction.rollback().await?;
        read(place)?.ok_or(Trouble::KeyLost)
    }
}

/// Bytes that nobody can guess.
pub(super) fn random<const N: usize>() -> Result<[u8; N], Trouble> {
    let mut bytes = [0; N];
    match getrandom::fill(&mut bytes) {
        Ok(()) => Ok(bytes),
        Err(_) => Err(Trouble::System(io::ErrorKind::Other)),
    }
}

fn read(place: &Place) -> Result<Option<[u8; 16]>, Trouble> {
    match fs::read(place.key()) {
        Ok(bytes) => match bytes.try_into() {
            Ok(key) => Ok(Some(key)),
            Err(_) => Err(Trouble::Damaged),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Whether this is still the key.
pub(super) fn is_current(place: &Place, key: &[u8; 16]) -> bool {
    read(place).is_ok_and(|found| found.as_ref() == Some(key))
}

/// Takes the key away; the next one is another one.
pub(super) fn remove(place: &Place) -> Result<(), Trouble> {
    match fs::remove_file(place.key()) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
