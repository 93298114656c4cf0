//! Keeping: looks in batches, what the reader has seen, and what a person entered.

use sqlx::{Any, Row as _, Transaction};

use super::key_file::random;
use super::open::{Scope, Store};
use super::row::{body, value};
use super::trouble::Trouble;
use crate::domain::history::{EventId, What};
use crate::domain::imprint::{CustomerKey, Imprint, KeptDigest};
use crate::domain::time::Wall;

/// Two programs look at a case at almost the same time. A kept look that is later than a new one by more milliseconds than
/// this was made before a clock was set back, and must not keep out all that follows.
const CLOCK_WAS_SET_BACK: i64 = 3_600_000;

/// A case as it was just read.
#[derive(Clone, Debug)]
pub struct Look {
    /// Whose case.
    pub customer: CustomerKey,
    /// When it was read.
    pub at: Wall,
    /// What it was.
    pub imprint: Imprint,
    /// Its row.
    pub digest: KeptDigest,
}

/// What became of a batch of looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Recorded {
    /// Customers that were not known before.
    pub new: usize,
    /// Looks in which something differs; each is an event now.
    pub changed: usize,
    /// Looks in which nothing differs.
    pub unchanged: usize,
    /// Looks left out, as a later one is kept.
    pub skipped: usize,
    /// Looks that took the place of one that could not be read, or compared, so nobody knows what differs.
    pub unreadable: usize,
}

/// Where something belongs, and how its events are told apart.
struct Writer<'a> {
    transaction: Transaction<'a, Any>,
    host: String,
    added: u32,
}

impl Store {
    /// Keeps a batch of looks, all or none. What differs from the look before is an event.
    ///
    /// # Errors
    /// Where it cannot be written; nothing of the batch is kept then.
    pub async fn record(&mut self, looks: Vec<Look>) -> Result<Recorded, Trouble> {
        let (host, added) = (self.scope.host.clone(), self.number(looks.len()));
        let mut writer = Writer { transaction: self.begin().await?, host, added };
        let mut recorded = Recorded::default();
        for look in looks {
            writer.keep(&look, &mut recorded).await?;
        }
        writer.transaction.commit().await?;
        Ok(recorded)
    }

    /// The reader has seen this look. Another program may have kept a later one, which the reader has not seen.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub async fn seen(&mut self, customer: &CustomerKey, imprint: &Imprint, at: Wall) -> Result<(), Trouble> {
        let Scope { host, reviewer } = self.scope.clone();
        let mut transaction = self.begin().await?;
        let question = "SELECT imprint FROM seen WHERE host = $1 AND customer = $2 AND reviewer = $3";
        let question = sqlx::query(question).bind(host.clone()).bind(customer.as_str().to_owned());
        let earlier = question.bind(reviewer.clone()).fetch_optional(&mut *transaction).await?;
        let earlier = earlier.and_then(|row| value::<Imprint>(&row.try_get::<String, _>(0).ok()?));
        // What could not be read of this look was seen as it was before.
        let imprint = match &earlier {
            Some(earlier) => imprint.clone().filled_from(earlier),
            None => imprint.clone(),
        };
        let insert = "INSERT INTO seen (host, reviewer, customer, seen_at, imprint) VALUES ($1, $2, $3, $4, $5) \
                      ON CONFLICT (host, customer, reviewer) \
                      DO UPDATE SET seen_at = excluded.seen_at, imprint = excluded.imprint";
        let insert = sqlx::query(insert).bind(host).bind(reviewer).bind(customer.as_str().to_owned());
        insert.bind(at.as_millisecond()).bind(body(&imprint)?).execute(&mut *transaction).await?;
        Ok(transaction.commit().await?)
    }

    /// Keeps what a person entered. It is on the disk when this returns.
    ///
    /// # Errors
    /// Where it cannot be written; it is not kept then.
    pub async fn add(&mut self, customer: &CustomerKey, at: Wall, what: &What) -> Result<EventId, Trouble> {
        let Scope { host, reviewer } = self.scope.clone();
        let added = self.number(1);
        let mut writer = Writer { transaction: self.begin().await?, host, added };
        let id = writer.add(&reviewer, customer, at, what).await?;
        writer.transaction.commit().await?;
        Ok(id)
    }

    /// Keeps several things that a person entered at once, all or none.
    pub(super) async fn add_all(&mut self, customer: &CustomerKey, at: Wall, events: &[What]) -> Result<(), Trouble> {
        let Scope { host, reviewer } = self.scope.clone();
        let added = self.number(events.len());
        let mut writer = Writer { transaction: self.begin().await?, host, added };
        for what in events {
            writer.add(&reviewer, customer, at, what).await?;
        }
        Ok(writer.transaction.commit().await?)
    }

    /// Numbers for so many events; answers the one before the first.
    fn number(&mut self, events: usize) -> u32 {
        let before = self.added;
        self.added = before.wrapping_add(u32::try_from(events).unwrap_or_default());
        before
    }
}

impl Writer<'_> {
    async fn keep(&mut self, look: &Look, recorded: &mut Recorded) -> Result<(), Trouble> {
        let question = "SELECT looked_at, imprint FROM looks WHERE host = $1 AND customer = $2 AND reviewer = ''";
        let question = sqlx::query(question).bind(self.host.clone()).bind(look.customer.as_str().to_owned());
        let Some(row) = question.fetch_optional(&mut *self.transaction).await? else {
            recorded.new += 1;
            return self.insert(look).await;
        };
        let later_by = row.try_get::<i64, _>(0)?.saturating_sub(look.at.as_millisecond());
        if (1..=CLOCK_WAS_SET_BACK).contains(&later_by) {
            recorded.skipped += 1;
            return Ok(());
        }
        // One that is no text is as unreadable as one that is no imprint.
        let kept = row.try_get::<String, _>(1).ok();
        let imprint = body(&look.imprint)?;
        if kept.as_ref() == Some(&imprint) {
            recorded.unchanged += 1;
            return self.touch(look).await;
        }
        let kept = kept.and_then(|kept| value::<Imprint>(&kept));
        match kept.as_ref().and_then(|kept| kept.differences(&look.imprint)) {
            None => recorded.unreadable += 1,
            Some(differences) if differences.is_empty() => recorded.unchanged += 1,
            Some(differences) => {
                recorded.changed += 1;
                self.add("", &look.customer, look.at, &What::Look(differences)).await?;
            }
        }
        // What cannot be read now is kept as it was read last: the next look is compared with that.
        let imprint = match &kept {
            Some(kept) => body(&look.imprint.clone().filled_from(kept))?,
            None => imprint,
        };
        self.update(look, imprint).await
    }

    async fn insert(&mut self, look: &Look) -> Result<(), Trouble> {
        let insert = "INSERT INTO looks (host, reviewer, customer, first_seen, looked_at, digest, imprint) \
                      VALUES ($1, '', $2, $3, $3, $4, $5)";
        let insert = sqlx::query(insert).bind(self.host.clone()).bind(look.customer.as_str().to_owned());
        let insert = insert.bind(look.at.as_millisecond()).bind(body(&look.digest)?).bind(body(&look.imprint)?);
        insert.execute(&mut *self.transaction).await?;
        Ok(())
    }

    /// Everything but the imprint, which is long.
    async fn touch(&mut self, look: &Look) -> Result<(), Trouble> {
        let update = "UPDATE looks SET looked_at = $1, digest = $2 WHERE host = $3 AND customer = $4 AND reviewer = ''";
        let update = sqlx::query(update).bind(look.at.as_millisecond()).bind(body(&look.digest)?);
        let update = update.bind(self.host.clone()).bind(look.customer.as_str().to_owned());
        update.execute(&mut *self.transaction).await?;
        Ok(())
    }

    async fn update(&mut self, look: &Look, imprint: String) -> Result<(), Trouble> {
        self.touch(look).await?;
        let update = "UPDATE looks SET imprint = $1 WHERE host = $2 AND customer = $3 AND reviewer = ''";
        let update = sqlx::query(update).bind(imprint).bind(self.host.clone());
        update.bind(look.customer.as_str().to_owned()).execute(&mut *self.transaction).await?;
        Ok(())
    }

    async fn add(&mut self, reviewer: &str, customer: &CustomerKey, at: Wall, what: &What) -> Result<EventId, Trouble> {
        self.added = self.added.wrapping_add(1);
        let id = format!("{:08x}{:032x}", self.added, u128::from_be_bytes(random()?));
        let insert = "INSERT INTO events (id, host, reviewer, customer, at, kind, body) \
                      VALUES ($1, $2, $3, $4, $5, $6, $7)";
        let insert = sqlx::query(insert).bind(id.clone()).bind(self.host.clone()).bind(reviewer.to_owned());
        let insert = insert.bind(customer.as_str().to_owned()).bind(at.as_millisecond());
        insert.bind(kind(what)).bind(body(what)?).execute(&mut *self.transaction).await?;
        Ok(EventId::new(&id))
    }
}

pub(super) const fn kind(what: &What) -> &'static str {
    match what {
        What::Look(_) => "look",
        What::Lift { .. } => "lift",
        What::Sent(_) => "sent",
        What::Snoozed { .. } => "snoozed",
        What::Answered => "answered",
        What::Note { .. } => "note",
    }
}
