//! What people entered: of whom there is any, changing it, and removing it so that its words are gone from the files.

use sqlx::Row as _;

use super::open::{Scope, Store};
use super::row::{body, value, wall};
use super::trouble::{NotCompacted, Trouble};
use crate::domain::history::{EventId, What};
use crate::domain::imprint::CustomerKey;
use crate::domain::mask::Prose;
use crate::domain::time::Wall;

/// What became of a change of something entered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Changed {
    /// It is no longer there: another program removed it.
    Missing,
    /// It says something else by now: another program changed it, and it stands as that left it.
    Other,
    /// It is done; whether the words of before are gone from the files as well.
    Done(Result<(), NotCompacted>),
}

impl Store {
    /// The customers of whom anything was entered since a moment, and when it was last; all of them where none is given.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub async fn entered_since(&mut self, since: Option<Wall>) -> Result<Vec<(CustomerKey, Wall)>, Trouble> {
        let question = "SELECT customer, MAX(at) FROM events WHERE host = $1 \
                        AND kind IN ('sent', 'snoozed', 'answered', 'note', 'lift') AND at >= $2 \
                        GROUP BY customer ORDER BY MAX(at) DESC, customer";
        let since = since.map_or(i64::MIN, Wall::as_millisecond);
        let question = sqlx::query(question).bind(self.scope.host.clone()).bind(since);
        let rows = question.fetch_all(&mut self.connection).await?;
        let entered = rows.iter().filter_map(|row| {
            let customer = CustomerKey::parse(&row.try_get::<String, _>(0).ok()?)?;
            Some((customer, wall(row.try_get(1).ok()?)?))
        });
        Ok(entered.collect())
    }

    /// The customers whose case the reader left since a moment.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub async fn seen_since(&mut self, since: Wall) -> Result<Vec<CustomerKey>, Trouble> {
        let Scope { host, reviewer } = self.scope.clone();
        let question =
            "SELECT customer FROM seen WHERE host = $1 AND reviewer = $2 AND seen_at >= $3 ORDER BY customer";
        let question = sqlx::query(question).bind(host).bind(reviewer).bind(since.as_millisecond());
        let rows = question.fetch_all(&mut self.connection).await?;
        Ok(rows.iter().filter_map(|row| CustomerKey::parse(&row.try_get::<String, _>(0).ok()?)).collect())
    }

    /// Changes a note of this reader, where it still says what it said `before`. That is gone from the files then, where no
    /// other program reads them just then.
    ///
    /// # Errors
    /// Where it cannot be written; it stands as before then.
    pub async fn rewrite(
        &mut self,
        customer: &CustomerKey,
        id: &EventId,
        (before, what): (&str, &What),
    ) -> Result<Changed, Trouble> {
        let Scope { host, reviewer } = self.scope.clone();
        let mut transaction = self.begin().await?;
        let question = "SELECT body FROM events WHERE host = $1 AND reviewer = $2 AND customer = $3 AND id = $4";
        let question = sqlx::query(question).bind(host.clone()).bind(reviewer.clone());
        let question = question.bind(customer.as_str().to_owned()).bind(id.as_str().to_owned());
        let Some(row) = question.fetch_optional(&mut *transaction).await? else { return Ok(Changed::Missing) };
        // Whoever wrote `before` had it from the screen, so it is compared as it is shown.
        let is_before = match value(&row.try_get::<String, _>(0)?) {
            Some(What::Note { text }) => Prose::block(&text).unmasked().as_str() == before,
            _ => false,
        };
        if !is_before {
            return Ok(Changed::Other);
        }
        let update = "UPDATE events SET body = $1 WHERE host = $2 AND reviewer = $3 AND customer = $4 AND id = $5";
        let update = sqlx::query(update).bind(body(what)?).bind(host).bind(reviewer);
        let update = update.bind(customer.as_str().to_owned()).bind(id.as_str().to_owned());
        let count = update.execute(&mut *transaction).await?.rows_affected();
        transaction.commit().await?;
        Ok(self.changed(count).await)
    }

    /// Removes something that was entered by this reader, as [`rewrite`](Self::rewrite) changes it.
    ///
    /// # Errors
    /// Where it cannot be written; it is there as before then.
    pub async fn remove(&mut self, customer: &CustomerKey, id: &EventId) -> Result<Changed, Trouble> {
        let Scope { host, reviewer } = self.scope.clone();
        let mut transaction = self.begin().await?;
        // A lift stays: it says what was sent in spite of a hold.
        let delete = "DELETE FROM events WHERE host = $1 AND reviewer = $2 AND customer = $3 AND id = $4 \
                      AND kind IN ('sent', 'snoozed', 'answered', 'note')";
        let delete = sqlx::query(delete).bind(host).bind(reviewer);
        let delete = delete.bind(customer.as_str().to_owned()).bind(id.as_str().to_owned());
        let count = delete.execute(&mut *transaction).await?.rows_affected();
        transaction.commit().await?;
        Ok(self.changed(count).await)
    }

    async fn changed(&mut self, count: u64) -> Changed {
        match count {
            0 => Changed::Missing,
            // `secure_delete` has overwritten the page; the log may still hold it as it was.
            _ if self.place.is_none() => Changed::Done(Ok(())),
            _ => Changed::Done(self.empty_log().await.map_err(NotCompacted)),
        }
    }
}
