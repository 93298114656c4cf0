//! The key that fingerprints are made with. Beside them is kept what tells it from another one.

use sqlx::{Connection as _, Row as _};

use super::key_file::{is_current, random, read};
use super::open::Store;
use super::place::Place;
use super::trouble::{Refusal, Trouble};
use crate::domain::imprint::FingerprintKey;

impl Store {
    /// The key, made where there is none yet.
    ///
    /// # Errors
    /// Where it cannot be read or made, is another one than the fingerprints were made with, or is gone while there are any:
    /// those of another key would all differ.
    pub async fn key(&mut self) -> Result<FingerprintKey, Refusal> {
        let key = self.read_or_make().await.map_err(|trouble| self.refused_key(trouble))?;
        self.key = Some(key);
        Ok(FingerprintKey::new(key))
    }

    /// Why nothing can be compared with what is kept, where the key is not there as it was. Nothing is made.
    ///
    /// # Errors
    /// Where what is kept cannot be read.
    pub async fn key_trouble(&mut self) -> Result<Option<Refusal>, Trouble> {
        let Some(place) = self.place.clone() else { return Ok(None) };
        let trouble = match read(&place) {
            Ok(Some(key)) => {
                let is_other = self.kept_check().await?.is_some_and(|kept| kept != check(key));
                is_other.then_some(Trouble::KeyOfOthers)
            }
            Ok(None) => (self.sealed().await? > 0).then_some(Trouble::KeyLost),
            Err(trouble) => Some(trouble),
        };
        Ok(trouble.map(|trouble| self.refused_key(trouble)))
    }

    async fn read_or_make(&mut self) -> Result<[u8; 16], Trouble> {
        let Some(place) = self.place.clone() else { return self.key.map_or_else(random, Ok) };
        let key = match read(&place)? {
            Some(key) => key,
            None => self.make(&place).await?,
        };
        match self.kept_check().await? {
            Some(kept) if kept == check(key) => {}
            Some(_) => return Err(Trouble::KeyOfOthers),
            // On a full disk, or beside another program that writes, it is kept by a later run.
            None => drop(self.keep_check(&place, key).await),
        }
        Ok(key)
    }

    async fn make(&mut self, place: &Place) -> Result<[u8; 16], Trouble> {
        let mut transaction = self.connection.begin_with("BEGIN IMMEDIATE").await?;
        let kept: i64 = sqlx::query(SEALED).fetch_one(&mut *transaction).await?.try_get(0)?;
        // Another program may have made it since.
        if !place.key().exists() {
            if kept > 0 {
                return Err(Trouble::KeyLost);
            }
            // Of a key that is gone with all that was made with it.
            sqlx::query("DELETE FROM preferences WHERE host = '' AND name = 'key'").execute(&mut *transaction).await?;
            place.make(&place.key(), &random::<16>()?)?;
        }
        transaction.commit().await?;
        read(place)?.ok_or(Trouble::KeyLost)
    }

    async fn kept_check(&mut self) -> Result<Option<String>, Trouble> {
        let question = "SELECT value FROM preferences WHERE host = '' AND reviewer = '' AND name = 'key'";
        let row = sqlx::query(question).fetch_optional(&mut self.connection).await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }

    /// Keeps what tells the key from another one, unless another program has taken the key away meanwhile.
    async fn keep_check(&mut self, place: &Place, key: [u8; 16]) -> Result<(), Trouble> {
        let mut transaction = self.connection.begin_with("BEGIN IMMEDIATE").await?;
        if is_current(place, &key) {
            let insert = "INSERT INTO preferences (host, reviewer, name, value) VALUES ('', '', 'key', $1) \
                          ON CONFLICT (host, reviewer, name) DO NOTHING";
            sqlx::query(insert).bind(check(key)).execute(&mut *transaction).await?;
        }
        Ok(transaction.commit().await?)
    }

    async fn sealed(&mut self) -> Result<i64, Trouble> {
        Ok(sqlx::query(SEALED).fetch_one(&mut self.connection).await?.try_get(0)?)
    }

    /// A key that is gone is said of what cannot be compared without it, anything else of the key.
    fn refused_key(&self, trouble: Trouble) -> Refusal {
        let path = self.place.as_ref().map(|place| match trouble {
            Trouble::KeyLost => place.database(),
            _ => place.key(),
        });
        Refusal { path, trouble }
    }
}

fn check(key: [u8; 16]) -> String {
    FingerprintKey::new(key).check()
}

/// How much is kept that was made with a key.
const SEALED: &str = "SELECT (SELECT COUNT(*) FROM looks) + (SELECT COUNT(*) FROM seen)";
