//! Making the files anew, without what was deleted.

use sqlx::Row as _;

use super::open::Store;
use super::trouble::Trouble;

impl Store {
    /// Writes the log into the file and empties it, copies the file without its gaps, and empties the log of that. The log
    /// can be emptied only while no other program reads from it or writes to it.
    pub(super) async fn compact(&mut self) -> Result<(), Trouble> {
        if self.place.is_none() {
            return Ok(());
        }
        self.empty_log().await?;
        sqlx::raw_sql("VACUUM").execute(&mut self.connection).await?;
        self.empty_log().await
    }

    /// Writes the log into the file and empties it.
    pub(super) async fn empty_log(&mut self) -> Result<(), Trouble> {
        let row = sqlx::raw_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut self.connection).await?;
        if row.try_get::<i64, _>(0)? == 0 { Ok(()) } else { Err(Trouble::Busy) }
    }
}
