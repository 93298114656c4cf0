//! What SQLite must be told, and whether a file is one of ours.

use std::time::Duration;

use sqlx::{AnyConnection, ConnectOptions as _, Connection as _, Row as _};
use tokio::time::sleep;

use super::filesystem::Filesystem;
use super::place::Place;
use super::trouble::Trouble;

/// Each step of the tables, and how the file says that it was made.
const STEPS: [(&str, &str); 3] = [
    (include_str!("migrations/1.sql"), "PRAGMA user_version = 1"),
    (include_str!("migrations/2.sql"), "PRAGMA user_version = 2"),
    (include_str!("migrations/3.sql"), "PRAGMA user_version = 3"),
];
/// `kybd`, in a field of the file's head that SQLite leaves to programs.
const OURS: i64 = 0x6b79_6264;
const MARK: &str = "PRAGMA application_id = 1803117156";

/// No database is shorter than its smallest page.
const SHORTEST: u64 = 512;

/// Waiting is up to SQLite, except where the journal changes. `temp_store`: what it sorts and copies is in no other folder.
const SETTINGS: &str = "PRAGMA busy_timeout = 900; PRAGMA secure_delete = ON; PRAGMA synchronous = FULL; \
                        PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF";

/// A file that is about to be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Found {
    /// Nothing is in it.
    Empty,
    /// Whole, and of a version that we know.
    Ours,
    /// A program ended while it wrote, and whoever opens it to write puts it right.
    Unfinished,
}

/// Opens a connection.
pub(super) async fn connect(address: &str) -> Result<AnyConnection, Trouble> {
    sqlx::any::install_default_drivers();
    let options: sqlx::any::AnyConnectOptions = address.parse()?;
    let mut connection = options.disable_statement_logging().connect().await?;
    sqlx::raw_sql(SETTINGS).execute(&mut connection).await?;
    Ok(connection)
}

/// Looks at the file without writing to it or beside it.
pub(super) async fn examine(place: &Place) -> Result<Found, Trouble> {
    let (stamp, is_quiet) = (place.stamp(), place.is_quiet());
    // SQLite takes a single byte for nothing, and would write over it.
    if stamp.is_some_and(|(bytes, _)| (1..SHORTEST).contains(&bytes)) {
        return Err(Trouble::NotOurs);
    }
    // Unlocked where nobody seems to write. If somebody did after all, what was read says nothing.
    let first = if is_quiet { "immutable=1" } else { "mode=ro" };
    let found = examine_at(&place.address(first)?).await;
    if is_quiet && found.is_err() && (!place.is_quiet() || place.stamp() != stamp) {
        return examine_at(&place.address("mode=ro")?).await;
    }
    found
}

async fn examine_at(address: &str) -> Result<Found, Trouble> {
    let found = match connect(address).await {
        Ok(mut connection) => {
            let found = found_in(&mut connection).await;
            connection.close().await.ok();
            found
        }
        Err(trouble) => Err(trouble),
    };
    // A journal has to be rolled back, which only a writer may do.
    if found == Err(Trouble::NotWritable) { Ok(Found::Unfinished) } else { found }
}

/// What an open database is.
pub(super) async fn found_in(connection: &mut AnyConnection) -> Result<Found, Trouble> {
    // At one moment: another program may just be making the tables.
    let mut moment = connection.begin().await?;
    let tables = number(&mut moment, "SELECT COUNT(*) FROM sqlite_schema").await?;
    let mark = number(&mut moment, "PRAGMA application_id").await?;
    let version = number(&mut moment, "PRAGMA user_version").await?;
    moment.rollback().await?;
    match (mark, version) {
        (0, 0) if tables == 0 => return Ok(Found::Empty),
        (OURS, version) if version > latest() => return Err(Trouble::Later),
        (OURS, 1..) => {}
        _ => return Err(Trouble::NotOurs),
    }
    if text(connection, "PRAGMA quick_check(1)").await? == "ok" { Ok(Found::Ours) } else { Err(Trouble::Damaged) }
}

/// Chooses how changes are written: a write-ahead log on this machine, a rollback journal elsewhere. A file that has a
/// rollback journal keeps it, whatever the filesystem: another machine may have it open.
pub(super) async fn choose_journal(
    connection: &mut AnyConnection,
    filesystem: Filesystem,
    found: Found,
) -> Result<(), Trouble> {
    let (wanted, is_wanted_now) = match filesystem {
        Filesystem::Local => ("PRAGMA journal_mode = WAL", found == Found::Empty),
        Filesystem::Shared => ("PRAGMA journal_mode = DELETE", true),
    };
    let name = if filesystem == Filesystem::Local { "wal" } else { "delete" };
    if !is_wanted_now || text(connection, "PRAGMA journal_mode").await? == name {
        return Ok(());
    }
    // SQLite does not wait for a lock here.
    for _ in 0..30 {
        match text(connection, wanted).await {
            Ok(mode) if mode == name => return Ok(()),
            Ok(_) | Err(Trouble::Busy) => sleep(Duration::from_millis(30)).await,
            Err(trouble) => return Err(trouble),
        }
    }
    Err(Trouble::Busy)
}

/// Makes the tables, or brings them to our version.
pub(super) async fn migrate(connection: &mut AnyConnection) -> Result<(), Trouble> {
    if number(connection, "PRAGMA user_version").await? == latest() {
        return Ok(());
    }
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    let version = number(&mut transaction, "PRAGMA user_version").await?;
    if version > latest() {
        return Err(Trouble::Later);
    }
    for (tables, done) in STEPS.iter().skip(usize::try_from(version).unwrap_or_default()) {
        sqlx::raw_sql(*tables).execute(&mut *transaction).await?;
        sqlx::raw_sql(*done).execute(&mut *transaction).await?;
    }
    sqlx::raw_sql(MARK).execute(&mut *transaction).await?;
    Ok(transaction.commit().await?)
}

fn latest() -> i64 {
    i64::try_from(STEPS.len()).unwrap_or(i64::MAX)
}

async fn number(connection: &mut AnyConnection, question: &'static str) -> Result<i64, Trouble> {
    Ok(sqlx::raw_sql(question).fetch_one(connection).await?.try_get(0)?)
}

pub(super) async fn text(connection: &mut AnyConnection, question: &'static str) -> Result<String, Trouble> {
    Ok(sqlx::raw_sql(question).fetch_one(connection).await?.try_get(0)?)
}
