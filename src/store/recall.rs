//! Remembering. What cannot be read is counted, never told as nothing.

use std::collections::BTreeMap;

use sqlx::any::AnyRow;
use sqlx::{Any, Connection as _, Row as _, Transaction};

use super::open::{Scope, Store};
use super::row::{value, wall};
use super::trouble::Trouble;
use crate::domain::follow_up::{FollowUp, Since, pursuit};
use crate::domain::history::{Event, EventId};
use crate::domain::imprint::{CustomerKey, Imprint, KeptDigest, Names};
use crate::domain::text::SafeText;
use crate::domain::time::Wall;

/// How many changes of one customer are told.
const MOST_EVENTS: i64 = 500;
/// How many rows are read at once.
const PAGE: i64 = 2_000;

/// The last look at a case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Looked {
    /// When the customer was first looked at.
    pub first_seen: Wall,
    /// When it was last looked at.
    pub looked_at: Wall,
    /// What the case was.
    pub known: Imprint,
    /// Its row.
    pub digest: KeptDigest,
}

/// The look that the reader has seen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Seen {
    /// When the look was made.
    pub at: Wall,
    /// What it was.
    pub imprint: Imprint,
}

/// What is remembered of one customer.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Remembered {
    /// The last look; nothing where there was none, or it is one of `unreadable`.
    pub looked: Option<Looked>,
    /// The look that the reader has seen; nothing where there was none, or it is one of `unreadable`.
    pub seen: Option<Seen>,
    /// Whether it is one of `unreadable`.
    pub is_seen_unreadable: bool,
    /// What happened, the newest first.
    pub events: Vec<Event>,
    /// How many older events are left out.
    pub left_out: usize,
    /// How many looks and events could not be read.
    pub unreadable: usize,
}

impl Remembered {
    /// What became of the requests that went out, as the last look showed it.
    #[must_use]
    pub fn follow_up(&self) -> FollowUp {
        let since = self.looked.as_ref().map(|looked| Since { now: &looked.known, at: looked.looked_at });
        pursuit(&self.events, since, &Names::default()).in_short
    }
}

/// What is remembered of one row of the queue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RememberedRow {
    /// Whose row.
    pub customer: CustomerKey,
    /// When it was last looked at.
    pub looked_at: Wall,
    /// Its numbers.
    pub digest: KeptDigest,
    /// Whether the reader has seen the case.
    pub has_seen: bool,
    /// Whether the case is another one than the reader has seen; nothing where the reader has seen none, or nobody can tell.
    pub differs_from_seen: Option<bool>,
}

/// What is remembered at the start.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Recalled {
    /// The rows, by customer.
    pub rows: Vec<RememberedRow>,
    /// Whose rows could not be read, as the store names them.
    pub unreadable: Vec<String>,
    /// What became of the requests that went out, as the last look showed it, and how much was noted.
    pub follow_ups: BTreeMap<CustomerKey, FollowUp>,
    /// What the reader chose.
    pub preferences: BTreeMap<SafeText, SafeText>,
    /// When the reader was told of the memory.
    pub told: Option<Wall>,
}

impl Store {
    /// What is remembered of one customer; nothing where nothing is.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub async fn recall(&mut self, customer: &CustomerKey) -> Result<Option<Remembered>, Trouble> {
        let mut reader = Reader { scope: self.scope.clone(), transaction: self.connection.begin().await? };
        let mut remembered = Remembered::default();
        let found_look = reader.look(customer, &mut remembered).await?;
        let found_seen = reader.seen(customer, &mut remembered).await?;
        let found_events = reader.events(customer, &mut remembered).await?;
        reader.transaction.rollback().await?;
        Ok((found_look || found_seen || found_events).then_some(remembered))
    }

    /// What is remembered of all customers, for the queue.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub async fn recall_all(&mut self) -> Result<Recalled, Trouble> {
        let mut recalled = self.recall_rows().await?;
        for (customer, _) in self.entered_since(None).await? {
            let remembered = self.recall(&customer).await?.unwrap_or_default();
            recalled.follow_ups.insert(customer, remembered.follow_up());
        }
        Ok(recalled)
    }

    async fn recall_rows(&mut self) -> Result<Recalled, Trouble> {
        let mut reader = Reader { scope: self.scope.clone(), transaction: self.connection.begin().await? };
        let mut recalled = Recalled::default();
        let mut after = String::new();
        loop {
            let page = reader.page(&after).await?;
            let Some(last) = page.last() else { break };
            after = last.try_get(0)?;
            for row in &page {
                match remembered_row(row) {
                    Some(row) => recalled.rows.push(row),
                    None => recalled.unreadable.push(row.try_get(0)?),
                }
            }
        }
        recalled.preferences = reader.preferences().await?;
        recalled.told = reader.told().await?;
        reader.transaction.rollback().await?;
        Ok(recalled)
    }

    /// When the reader was told of the memory.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub async fn told(&mut self) -> Result<Option<Wall>, Trouble> {
        let mut reader = Reader { scope: self.scope.clone(), transaction: self.connection.begin().await? };
        let told = reader.told().await?;
        reader.transaction.rollback().await?;
        Ok(told)
    }
}

/// One moment of the database.
struct Reader<'a> {
    scope: Scope,
    transaction: Transaction<'a, Any>,
}

impl Reader<'_> {
    async fn look(&mut self, customer: &CustomerKey, remembered: &mut Remembered) -> Result<bool, Trouble> {
        let question = "SELECT first_seen, looked_at, imprint, digest FROM looks \
                        WHERE host = $1 AND customer = $2 AND reviewer = ''";
        let question = sqlx::query(question).bind(self.scope.host.clone()).bind(customer.as_str().to_owned());
        let Some(row) = question.fetch_optional(&mut *self.transaction).await? else { return Ok(false) };
        remembered.looked = looked(&row);
        remembered.unreadable += usize::from(remembered.looked.is_none());
        Ok(true)
    }

    async fn seen(&mut self, customer: &CustomerKey, remembered: &mut Remembered) -> Result<bool, Trouble> {
        let question = "SELECT seen_at, imprint FROM seen WHERE host = $1 AND customer = $2 AND reviewer = $3";
        let question = sqlx::query(question).bind(self.scope.host.clone()).bind(customer.as_str().to_owned());
        let question = question.bind(self.scope.reviewer.clone());
        let Some(row) = question.fetch_optional(&mut *self.transaction).await? else { return Ok(false) };
        remembered.seen = seen(&row);
        remembered.is_seen_unreadable = remembered.seen.is_none();
        remembered.unreadable += usize::from(remembered.is_seen_unreadable);
        Ok(true)
    }

    async fn events(&mut self, customer: &CustomerKey, remembered: &mut Remembered) -> Result<bool, Trouble> {
        let question = "SELECT COUNT(*), COUNT(CASE WHEN kind = 'look' THEN 1 END) FROM events \
                        WHERE host = $1 AND customer = $2";
        let question = sqlx::query(question).bind(self.scope.host.clone()).bind(customer.as_str().to_owned());
        let row = question.fetch_one(&mut *self.transaction).await?;
        let (all, looks): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
        remembered.left_out = usize::try_from(looks - MOST_EVENTS).unwrap_or_default();
        // What people entered is never left out, however much else happened.
        let question = "SELECT at, body, id FROM events WHERE host = $1 AND customer = $2 AND (kind <> 'look' \
                        OR (at, id) IN (SELECT at, id FROM events WHERE host = $1 AND customer = $2 AND kind = 'look' \
                        ORDER BY at DESC, id DESC LIMIT $3)) ORDER BY at DESC, id DESC";
        let question = sqlx::query(question).bind(self.scope.host.clone()).bind(customer.as_str().to_owned());
        for row in question.bind(MOST_EVENTS).fetch_all(&mut *self.transaction).await? {
            match event(&row) {
                Some(event) => remembered.events.push(event),
                None => remembered.unreadable += 1,
            }
        }
        Ok(all > 0)
    }

    /// Imprints are long, so they are read only where they differ as text.
    async fn page(&mut self, after: &str) -> Result<Vec<AnyRow>, Trouble> {
        let question = "SELECT looks.customer, looks.looked_at, looks.digest, seen.seen_at, \
                        CASE WHEN seen.imprint <> looks.imprint THEN looks.imprint END, \
                        CASE WHEN seen.imprint <> looks.imprint THEN seen.imprint END \
                        FROM looks LEFT JOIN seen ON seen.host = looks.host AND seen.customer = looks.customer \
                        AND seen.reviewer = $1 \
                        WHERE looks.host = $2 AND looks.reviewer = '' AND looks.customer > $3 \
                        ORDER BY looks.customer LIMIT $4";
        let question = sqlx::query(question).bind(self.scope.reviewer.clone()).bind(self.scope.host.clone());
        Ok(question.bind(after.to_owned()).bind(PAGE).fetch_all(&mut *self.transaction).await?)
    }

    async fn preferences(&mut self) -> Result<BTreeMap<SafeText, SafeText>, Trouble> {
        let question = "SELECT name, value FROM preferences WHERE host = $1 AND reviewer = $2";
        let question = sqlx::query(question).bind(self.scope.host.clone()).bind(self.scope.reviewer.clone());
        let rows = question.fetch_all(&mut *self.transaction).await?;
        let text = |row: &AnyRow, at: usize| row.try_get::<String, _>(at).map(|text| SafeText::line(&text));
        rows.iter().map(|row| Ok((text(row, 0)?, text(row, 1)?))).collect()
    }

    async fn told(&mut self) -> Result<Option<Wall>, Trouble> {
        let question = "SELECT at FROM told WHERE host = $1 AND reviewer = $2";
        let question = sqlx::query(question).bind(self.scope.host.clone()).bind(self.scope.reviewer.clone());
        let row = question.fetch_optional(&mut *self.transaction).await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?.and_then(wall))
    }
}

/// A look of a row that begins with `first_seen, looked_at, imprint, digest`.
pub(super) fn looked(row: &AnyRow) -> Option<Looked> {
    let (first_seen, looked_at) = (wall(row.try_get(0).ok()?)?, wall(row.try_get(1).ok()?)?);
    let text = |at: usize| row.try_get::<String, _>(at).ok();
    Some(Looked { first_seen, looked_at, known: value(&text(2)?)?, digest: value(&text(3)?)? })
}

fn seen(row: &AnyRow) -> Option<Seen> {
    let at = wall(row.try_get(0).ok()?)?;
    Some(Seen { at, imprint: value(&row.try_get::<String, _>(1).ok()?)? })
}

/// An event of a row that begins with `at, body, id`.
pub(super) fn event(row: &AnyRow) -> Option<Event> {
    let at = wall(row.try_get(0).ok()?)?;
    let text = |at: usize| row.try_get::<String, _>(at).ok();
    Some(Event { id: EventId::new(&text(2)?), at, what: value(&text(1)?)? })
}

fn remembered_row(row: &AnyRow) -> Option<RememberedRow> {
    let customer = CustomerKey::parse(&row.try_get::<String, _>(0).ok()?)?;
    let looked_at = wall(row.try_get(1).ok()?)?;
    let digest = value(&row.try_get::<String, _>(2).ok()?)?;
    let has_seen = row.try_get::<Option<i64>, _>(3).ok()?.is_some();
    let imprint = |at: usize| row.try_get::<Option<String>, _>(at).ok();
    let differs = match (imprint(4)?, imprint(5)?) {
        (Some(known), Some(seen)) => {
            let (known, seen) = (value::<Imprint>(&known)?, value::<Imprint>(&seen)?);
            seen.differences(&known).map(|differences| !differences.is_empty())
        }
        _ => Some(false),
    };
    let differs_from_seen = differs.filter(|_| has_seen);
    Some(RememberedRow { customer, looked_at, digest, has_seen, differs_from_seen })
}
