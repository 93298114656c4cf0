//! Forgetting, for good: rows are overwritten (`secure_delete`), and then the files are made anew without them.

use sqlx::{Any, Connection as _, Row as _, Transaction};

use super::key_file;
use super::open::Store;
use super::trouble::{NotCompacted, Trouble};
use crate::domain::imprint::CustomerKey;
use crate::domain::time::Wall;

/// What is to be forgotten, of all hosts and readers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Which {
    /// All of these customers.
    Customers(Vec<CustomerKey>),
    /// All of customers that were not looked at since, and events that are older.
    OlderThan(Wall),
    /// Everything, the key of the fingerprints too.
    All,
}

/// What was forgotten.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Forgotten {
    /// Customers of which nothing is left.
    pub customers: u64,
    /// Events.
    pub events: u64,
    /// Whether the bytes are gone from the files as well.
    pub compacted: Result<(), NotCompacted>,
}

/// How many were deleted.
#[derive(Clone, Copy, Default)]
struct Deleted {
    customers: u64,
    events: u64,
}

impl Store {
    /// Forgets.
    ///
    /// # Errors
    /// Where nothing could be forgotten.
    pub async fn forget(&mut self, which: Which) -> Result<Forgotten, Trouble> {
        let deleted = match which {
            Which::Customers(customers) => self.delete_customers(&customers).await?,
            Which::OlderThan(at) => self.delete_older(at).await?,
            Which::All => self.delete_all().await?,
        };
        let Deleted { customers, events } = deleted;
        Ok(Forgotten { customers, events, compacted: self.compact().await.map_err(NotCompacted) })
    }

    /// Forgets what is older than this many days, without making the files anew: for the start of every run.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub async fn expire(&mut self, keep_days: u32, now: Wall) -> Result<(), Trouble> {
        let kept = jiff::SignedDuration::from_hours(24 * i64::from(keep_days));
        // A time before all times leaves nothing to forget.
        if let Ok(at) = now.checked_sub(kept) {
            self.delete_older(at).await?;
        }
        Ok(())
    }

    async fn delete_customers(&mut self, customers: &[CustomerKey]) -> Result<Deleted, Trouble> {
        let mut transaction = self.begin_to_delete().await?;
        let question = "SELECT host FROM looks UNION SELECT host FROM seen UNION SELECT host FROM events";
        let rows = sqlx::query(question).fetch_all(&mut *transaction).await?;
        let hosts = rows.iter().map(|row| row.try_get(0)).collect::<Result<Vec<String>, _>>()?;
        let mut deleted = Deleted::default();
        for customer in customers {
            let mut rows = 0;
            for host in &hosts {
                let statements = [
                    "DELETE FROM events WHERE host = $1 AND customer = $2",
                    "DELETE FROM seen WHERE host = $1 AND customer = $2",
                    "DELETE FROM looks WHERE host = $1 AND customer = $2",
                ];
                for (at, statement) in statements.into_iter().enumerate() {
                    let statement = sqlx::query(statement).bind(host.clone()).bind(customer.as_str().to_owned());
                    let count = statement.execute(&mut *transaction).await?.rows_affected();
                    deleted.events += if at == 0 { count } else { 0 };
                    rows += count;
                }
            }
            deleted.customers += u64::from(rows > 0);
        }
        transaction.commit().await?;
        Ok(deleted)
    }

    async fn delete_older(&mut self, at: Wall) -> Result<Deleted, Trouble> {
        let mut transaction = self.begin_to_delete().await?;
        let mut deleted = Deleted::default();
        let events = "DELETE FROM events WHERE at < $1 OR EXISTS (SELECT 1 FROM looks WHERE looks.host = events.host \
                      AND looks.customer = events.customer AND looks.looked_at < $1)";
        deleted.events = change(&mut transaction, events, at).await?;
        deleted.customers = change(&mut transaction, "DELETE FROM looks WHERE looked_at < $1", at).await?;
        let seen = "DELETE FROM seen WHERE NOT EXISTS (SELECT 1 FROM looks WHERE looks.host = seen.host \
                    AND looks.customer = seen.customer)";
        sqlx::query(seen).execute(&mut *transaction).await?;
        // Of what was before nothing is known any more: no status may be told to have lasted since then.
        change(&mut transaction, "UPDATE looks SET first_seen = $1 WHERE first_seen < $1", at).await?;
        transaction.commit().await?;
        Ok(deleted)
    }

    async fn delete_all(&mut self) -> Result<Deleted, Trouble> {
        let mut transaction = self.begin_to_delete().await?;
        let question = "SELECT COUNT(*) FROM (SELECT host, customer FROM looks UNION SELECT host, customer FROM seen \
                        UNION SELECT host, customer FROM events) AS customers";
        let customers: i64 = sqlx::query(question).fetch_one(&mut *transaction).await?.try_get(0)?;
        let events = delete_tables(&mut transaction).await?;
        transaction.commit().await?;
        // The key goes in a change of its own, which has next to nothing to write: a full disk cannot leave rows without it.
        let place = self.place.clone();
        let mut transaction = self.begin_to_delete().await?;
        delete_tables(&mut transaction).await?;
        if let Some(place) = place {
            key_file::remove(&place)?;
        }
        transaction.commit().await?;
        self.key = None;
        Ok(Deleted { customers: u64::try_from(customers).unwrap_or_default(), events })
    }

    /// What is forgotten needs no key.
    async fn begin_to_delete(&mut self) -> Result<Transaction<'_, Any>, Trouble> {
        Ok(self.connection.begin_with("BEGIN IMMEDIATE").await?)
    }
}

async fn change(transaction: &mut Transaction<'_, Any>, statement: &'static str, at: Wall) -> Result<u64, Trouble> {
    let statement = sqlx::query(statement).bind(at.as_millisecond());
    Ok(statement.execute(&mut **transaction).await?.rows_affected())
}

/// Empties all tables; answers how many events there were.
async fn delete_tables(transaction: &mut Transaction<'_, Any>) -> Result<u64, Trouble> {
    for statement in ["DELETE FROM looks", "DELETE FROM seen", "DELETE FROM preferences", "DELETE FROM told"] {
        sqlx::query(statement).execute(&mut **transaction).await?;
    }
    // With a condition, as SQLite does not count without one.
    let events = sqlx::query("DELETE FROM events WHERE at IS NOT NULL").execute(&mut **transaction).await?;
    Ok(events.rows_affected())
}
