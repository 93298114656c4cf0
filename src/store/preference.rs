//! What the reader chose, and that the reader was told of the memory.

use super::open::Store;
use super::trouble::Trouble;
use crate::domain::time::Wall;

impl Store {
    /// Keeps a choice of the reader's.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub async fn set_preference(&mut self, name: &str, value: &str) -> Result<(), Trouble> {
        let scope = self.scope.clone();
        let mut transaction = self.begin().await?;
        let set = "INSERT INTO preferences (host, reviewer, name, value) VALUES ($1, $2, $3, $4) \
                   ON CONFLICT (host, reviewer, name) DO UPDATE SET value = excluded.value";
        let set = sqlx::query(set).bind(scope.host).bind(scope.reviewer).bind(name.to_owned()).bind(value.to_owned());
        set.execute(&mut *transaction).await?;
        Ok(transaction.commit().await?)
    }

    /// The reader was told that something is kept.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub async fn tell(&mut self, at: Wall) -> Result<(), Trouble> {
        let scope = self.scope.clone();
        let mut transaction = self.begin().await?;
        let tell = "INSERT INTO told (host, reviewer, at) VALUES ($1, $2, $3) \
                    ON CONFLICT (host, reviewer) DO UPDATE SET at = excluded.at";
        let tell = sqlx::query(tell).bind(scope.host).bind(scope.reviewer).bind(at.as_millisecond());
        tell.execute(&mut *transaction).await?;
        Ok(transaction.commit().await?)
    }
}
