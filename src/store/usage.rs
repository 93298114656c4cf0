//! What is kept, for a person who asks.

use std::fs;
use std::path::PathBuf;

use sqlx::Row as _;

use super::open::Store;
use super::place::Place;
use super::row::wall;
use super::trouble::Trouble;
use crate::domain::imprint::CustomerKey;
use crate::domain::text::SafeText;
use crate::domain::time::Wall;

/// How much is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Usage {
    /// The database; nothing where it is in memory.
    pub path: Option<PathBuf>,
    /// What all its files take.
    pub bytes: u64,
    /// How much of each host.
    pub hosts: Vec<HostUsage>,
    /// The oldest look or event.
    pub oldest: Option<Wall>,
}

/// How much is kept of one host.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HostUsage {
    /// The host.
    pub host: SafeText,
    /// Customers of which something is kept.
    pub customers: u64,
    /// Events.
    pub events: u64,
}

impl Usage {
    /// Customers of all hosts.
    #[must_use]
    pub fn customers(&self) -> u64 {
        self.hosts.iter().map(|host| host.customers).sum()
    }

    /// Events of all hosts.
    #[must_use]
    pub fn events(&self) -> u64 {
        self.hosts.iter().map(|host| host.events).sum()
    }
}

impl Store {
    /// The customers of whom something is kept and whose ids begin so, each with its host.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub async fn begun(&mut self, beginning: &str) -> Result<Vec<(SafeText, CustomerKey)>, Trouble> {
        // Nothing else is in a UUID, and some of it would be a pattern.
        if !beginning.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit()) {
            return Ok(Vec::new());
        }
        let question = "SELECT host, customer FROM (SELECT host, customer FROM looks UNION SELECT host, customer FROM seen \
                        UNION SELECT host, customer FROM events) AS customers \
                        WHERE customer LIKE $1 ORDER BY customer, host";
        let question = sqlx::query(question).bind(format!("{}%", beginning.to_ascii_lowercase()));
        let rows = question.fetch_all(&mut self.connection).await?;
        let mut begun = Vec::new();
        for row in rows {
            let (host, customer): (String, String) = (row.try_get(0)?, row.try_get(1)?);
            // What is no UUID was not written by us, and is nobody.
            begun.extend(CustomerKey::parse(&customer).map(|customer| (SafeText::line(&host), customer)));
        }
        Ok(begun)
    }

    /// How much is kept, of all hosts.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub async fn usage(&mut self) -> Result<Usage, Trouble> {
        let question = "SELECT customers.host, COUNT(*), (SELECT COUNT(*) FROM events WHERE events.host = customers.host) \
                        FROM (SELECT host, customer FROM looks UNION SELECT host, customer FROM events) AS customers \
                        GROUP BY customers.host ORDER BY customers.host";
        let rows = sqlx::query(question).fetch_all(&mut self.connection).await?;
        let count = |number: i64| u64::try_from(number).unwrap_or_default();
        let mut hosts = Vec::new();
        for row in rows {
            let host = SafeText::line(&row.try_get::<String, _>(0)?);
            hosts.push(HostUsage { host, customers: count(row.try_get(1)?), events: count(row.try_get(2)?) });
        }
        let question = "SELECT MIN(at) FROM (SELECT MIN(first_seen) AS at FROM looks UNION ALL SELECT MIN(at) FROM events) \
                        AS times";
        let oldest = sqlx::query(question).fetch_one(&mut self.connection).await?.try_get::<Option<i64>, _>(0)?;
        let files = self.place.iter().flat_map(Place::files);
        let bytes = files.filter_map(|file| Some(fs::metadata(file).ok()?.len())).sum();
        let path = self.place.as_ref().map(Place::database);
        Ok(Usage { path, bytes, hosts, oldest: oldest.and_then(wall) })
    }
}
