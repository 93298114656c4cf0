//! Opening and closing.

use std::path::Path;
use std::time::Duration;

use sqlx::{Any, AnyConnection, Connection as _, Transaction};
use tokio::time::timeout;

use super::filesystem::Filesystem;
use super::key_file::is_current;
use super::location::Location;
use super::place::Place;
use super::schema::{Found, choose_journal, connect, examine, found_in, migrate};
use super::trouble::{Refusal, Trouble};

/// The longest that closing waits; SQLite may still write its log into the file meanwhile, and need not.
const CLOSING: Duration = Duration::from_millis(200);

/// Whose memory it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scope {
    /// The host of the API: what is kept of one is never told of another.
    pub host: String,
    /// Who reads.
    pub reviewer: String,
}

/// What is kept between runs, for one host and one reader.
pub struct Store {
    pub(super) connection: AnyConnection,
    pub(super) scope: Scope,
    /// Nothing where it is in memory.
    pub(super) place: Option<Place>,
    /// As last read or made.
    pub(super) key: Option<[u8; 16]>,
    /// How many events were added; keeps those of one millisecond in order.
    pub(super) added: u32,
}

impl Store {
    /// Whether something is kept in this folder already. Nothing is made or opened.
    ///
    /// # Errors
    /// Where the folder cannot be looked into.
    pub fn is_at(folder: &Path) -> Result<bool, Refusal> {
        Place::is_at(folder)
    }

    /// Whether anything is in this folder that is to go when all is forgotten. Nothing is made or opened.
    ///
    /// # Errors
    /// Where the folder cannot be looked into.
    pub fn has_files_at(folder: &Path) -> Result<bool, Refusal> {
        Place::has_files_at(folder)
    }

    /// Opens what is there, or makes it.
    ///
    /// # Errors
    /// Where it cannot be kept there: nothing was changed then, except that a folder or an empty file may be new.
    pub async fn open(location: Location, scope: Scope) -> Result<Self, Refusal> {
        let filesystem = match &location {
            Location::Folder(folder) => Some(folder),
            Location::Memory => None,
        };
        // Of what is nearest to it and exists.
        let nearest = filesystem.and_then(|folder| folder.ancestors().find(|folder| folder.exists()));
        let filesystem = nearest.map_or(Filesystem::Shared, Filesystem::of);
        Self::open_on(location, scope, filesystem).await
    }

    /// Opens it as [`open`](Self::open) does, on a filesystem of this kind.
    ///
    /// # Errors
    /// As `open`.
    pub async fn open_on(location: Location, scope: Scope, filesystem: Filesystem) -> Result<Self, Refusal> {
        let Location::Folder(folder) = location else {
            let connection = in_memory().await.map_err(|trouble| Refusal { path: None, trouble })?;
            return Ok(Self { connection, scope, place: None, key: None, added: 0 });
        };
        let place = Place::prepare(&folder)?;
        let connection = in_file(&place, filesystem).await;
        let connection = connection.map_err(|trouble| Refusal::of(place.database(), trouble))?;
        Ok(Self { connection, scope, place: Some(place), key: None, added: 0 })
    }

    /// Closes it, in 200 ms at most. What was committed is kept either way.
    pub async fn close(self) {
        timeout(CLOSING, self.connection.close()).await.ok();
    }

    /// Begins a change, which no other program can come between.
    ///
    /// # Errors
    /// Where another program writes, or has forgotten everything since the key was read.
    pub(super) async fn begin(&mut self) -> Result<Transaction<'_, Any>, Trouble> {
        let transaction = self.connection.begin_with("BEGIN IMMEDIATE").await?;
        if let (Some(place), Some(key)) = (&self.place, &self.key)
            && !is_current(place, key)
        {
            return Err(Trouble::KeyChanged);
        }
        Ok(transaction)
    }
}

async fn in_memory() -> Result<AnyConnection, Trouble> {
    let mut connection = connect("sqlite::memory:").await?;
    migrate(&mut connection).await?;
    Ok(connection)
}

async fn in_file(place: &Place, filesystem: Filesystem) -> Result<AnyConnection, Trouble> {
    let found = examine(place).await?;
    let mut connection = connect(&place.address("mode=rw")?).await?;
    let prepared = prepare(&mut connection, filesystem, found).await;
    if let Err(trouble) = prepared {
        connection.close().await.ok();
        return Err(trouble);
    }
    Ok(connection)
}

async fn prepare(connection: &mut AnyConnection, filesystem: Filesystem, found: Found) -> Result<(), Trouble> {
    let found = if found == Found::Unfinished { found_in(connection).await? } else { found };
    choose_journal(connection, filesystem, found).await?;
    migrate(connection).await
}
