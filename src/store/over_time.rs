//! Figures over time, of all customers at one moment.

use std::collections::HashMap;

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

/// How many customers are read at once.
const PAGE: i64 = 1_000;

/// Those of whom anything was seen to change since $2, or to whom anything was sent at any time, as a request may be
/// waiting since long ago. Nothing else that is entered is in a figure without a request.
macro_rules! page {
    ($question:literal) => {
        concat!(
            "WITH page AS (SELECT customer FROM (",
            "SELECT customer FROM events WHERE host = $1 AND kind = 'look' AND at >= $2 UNION ",
            "SELECT customer FROM events WHERE host = $1 AND kind = 'sent') AS moved ",
            "WHERE customer > $3 ORDER BY customer LIMIT $4) ",
            $question
        )
    };
}

const LOOKS: &str = page!(
    "SELECT looks.first_seen, looks.looked_at, looks.imprint, looks.digest, page.customer, looks.customer FROM page \
     LEFT JOIN looks ON looks.host = $1 AND looks.customer = page.customer AND looks.reviewer = '' \
     ORDER BY page.customer"
);

const EVENTS: &str = page!(
    "SELECT events.at, events.body, events.id, page.customer FROM page \
     JOIN events ON events.host = $1 AND events.customer = page.customer AND events.kind <> 'note' \
     ORDER BY page.customer, events.at DESC, events.id DESC"
);

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
        let mut after = String::new();
        loop {
            let looks = reader.page(LOOKS, &after).await?;
            let Some(last) = looks.last() else { break };
            let last = last.try_get(4)?;
            let events = reader.page(EVENTS, &after).await?;
            ground.unreadable += add(&mut collector, &looks, &events)?;
            after = last;
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

    async fn page(&mut self, question: &'static str, after: &str) -> Result<Vec<AnyRow>, Trouble> {
        let question = sqlx::query(question).bind(self.host.clone()).bind(self.since.as_millisecond());
        Ok(question.bind(after.to_owned()).bind(PAGE).fetch_all(&mut *self.transaction).await?)
    }
}

/// What was entered of a customer and seen to change.
#[derive(Default)]
struct Past {
    events: Vec<Event>,
    /// When the newest was that cannot be read.
    unreadable: Option<Wall>,
}

/// Takes the customers of a page; answers how many of them could not be read, or not all of what is kept of them.
fn add(collector: &mut Collector<'_>, looks: &[AnyRow], events: &[AnyRow]) -> Result<usize, Trouble> {
    let mut pasts: HashMap<String, Past> = HashMap::new();
    for row in events {
        let past = pasts.entry(row.try_get(3)?).or_default();
        if let Some(event) = event(row) {
            past.events.push(event);
            continue;
        }
        // One that has no readable time either may be the newest.
        let at = row.try_get(0).ok().and_then(wall).unwrap_or(Wall::MAX);
        past.unreadable = past.unreadable.max(Some(at));
    }
    let mut unreadable = 0;
    for row in looks {
        let name: String = row.try_get(4)?;
        let past = pasts.remove(&name).unwrap_or_default();
        let look = looked(row);
        let is_damaged = look.is_none() && row.try_get::<Option<String>, _>(5)?.is_some();
        let customer = CustomerKey::parse(&name);
        unreadable += usize::from(is_damaged || past.unreadable.is_some() || customer.is_none());
        let Some(customer) = customer else { continue };
        let looked = look.as_ref().map(|recall::Looked { looked_at: at, known, digest, .. }| Looked {
            at: *at,
            known,
            is_held: digest.is_held(),
        });
        collector.add(&CaseHistory {
            customer: &customer,
            first_seen: look.as_ref().map(|look| look.first_seen),
            looked,
            events: &past.events,
            unreadable: past.unreadable,
        });
    }
    Ok(unreadable)
}
