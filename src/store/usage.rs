//! What is kept, for a person who asks.

use std::fs;
use std::path::PathBuf;

use sqlx::Row as _;

use super::open::Store;
use super::place::Place;
use super::row::wall;
use super::trouble::Trouble;
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
