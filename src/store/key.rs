//! The key that fingerprints are made with.

use sqlx::{Connection as _, Row as _};

use super::key_file::{random, read};
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
