//! Figures over time, of all customers at one moment.

use sqlx::any::AnyRow;
use sqlx::{Any, Connection as _, Row as _, Transaction};

use super::open::Store;
use super::recall::{self, event, looked};
use super::row::wall;
use super::trouble::Trouble;
use crate::domain::calendar::Calendar;
use crate::domain::history::Event;
use crate::domain::imprint::CustomerKey;
use crate::domain::over_time::{CaseHistory, Collector, Ground, Looked, OverTime, Window};
use crate::domain::time::Wall;

/// Those of whom anything was seen to change since $2, or to whom anything was sent at any time, as a request may be
/// waiting since long ago. Nothing else that is entered is in a figure without a request. They are listed once: asked for
/// with each page, that took longer than all the rest.
const CUSTOMERS: &str = "SELECT customer FROM events WHERE host = $1 AND kind = 'look' AND at >= $2 UNION \
                         SELECT customer FROM events WHERE host = $1 AND kind = 'sent' ORDER BY customer";

const LOOK: &str = "SELECT first_seen, looked_at, imprint, digest FROM looks \
                    WHERE host = $1 AND customer = $2 AND reviewer = ''";

const EVENTS: &str = "SELECT at, body, id FROM events WHERE host = $1 AND customer = $2 AND kind <> 'note' \
                      ORDER BY at DESC, id DESC";

impl Store {
    /// Figures over time. Customers of whom nothing moved since the window began are not read, but for their number.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub async fn over_time(&mut self, window: Window, calendar: &Calendar) -> Result<OverTime, Trouble> {
        let host = self.scope.host.clone();
        let mut reader = Reader { host, since: window.since, transaction: self.connection.begin().await? };
        let mut ground = reader.ground().await?;
        let mut collector = OverTime::collector(window, calendar);
        for customer in reader.customers().await? {
            ground.unreadable += usize::from(!add(&mut collector, &customer, &reader.of(&customer).await?));
        }
        reader.transaction.rollback().await?;
        Ok(collector.finish(ground))
    }
}

/// One moment of the database.
struct Reader<'a> {
    host: String,
    since: Wall,
    transaction: Transaction<'a, Any>,
}

impl Reader<'_> {
    async fn ground(&mut self) -> Result<Ground, Trouble> {
        let question = "SELECT COUNT(*), MIN(first_seen) FROM looks WHERE host = $1 AND reviewer = ''";
        let row = sqlx::query(question).bind(self.host.clone()).fetch_one(&mut *self.transaction).await?;
        let customers = usize::try_from(row.try_get::<i64, _>(0)?).unwrap_or_default();
        let history_since = row.try_get::<Option<i64>, _>(1)?.and_then(wall);
        Ok(Ground { history_since, customers, unreadable: 0 })
    }

    async fn customers(&mut self) -> Result<Vec<String>, Trouble> {
        let question = sqlx::query(CUSTOMERS).bind(self.host.clone()).bind(self.since.as_millisecond());
        let rows = question.fetch_all(&mut *self.transaction).await?;
        Ok(rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?)
    }

    /// What is kept of a customer: two questions by their keys, which read nothing else.
    async fn of(&mut self, customer: &str) -> Result<Rows, Trouble> {
        let question = |question| sqlx::query(question).bind(self.host.clone()).bind(customer.to_owned());
        let (look, events) = (question(LOOK), question(EVENTS));
        let look = look.fetch_optional(&mut *self.transaction).await?;
        Ok(Rows { look, events: events.fetch_all(&mut *self.transaction).await? })
    }
}

/// What is kept of a customer.
struct Rows {
    look: Option<AnyRow>,
    events: Vec<AnyRow>,
}

/// Takes a customer; whether all that is kept of it could be read.
fn add(collector: &mut Collector<'_>, name: &str, rows: &Rows) -> bool {
    let mut events: Vec<Event> = Vec::new();
    let mut unreadable: Option<Wall> = None;
    for row in &rows.events {
        match event(row) {
            Some(event) => events.push(event),
            // One that has no readable time either may be the newest.
            None => unreadable = unreadable.max(Some(row.try_get(0).ok().and_then(wall).unwrap_or(Wall::MAX))),
        }
    }
    let look = rows.look.as_ref().and_then(looked);
    let is_damaged = look.is_none() && rows.look.is_some();
    let Some(customer) = CustomerKey::parse(name) else { return false };
    let looked = look.as_ref().map(|recall::Looked { looked_at: at, known, digest, .. }| Looked {
        at: *at,
        known,
        is_held: digest.is_held(),
    });
    let first_seen = look.as_ref().map(|look| look.first_seen);
    collector.add(&CaseHistory { customer: &customer, first_seen, looked, events: &events, unreadable });
    !is_damaged && unreadable.is_none()
}
