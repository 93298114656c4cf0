//! Folders, looks, and this program started once more as another process.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use kyb_dash::domain::history::{Event, What};
use kyb_dash::domain::imprint::{CustomerKey, Imprint, KeptDigest};
use kyb_dash::domain::time::Wall;
use kyb_dash::store::{Location, Look, Scope, Store, Trouble};
use sqlx::{AnyConnection, Connection as _};

/// Names what another process of this program has to do, and in which folder.
pub const TASK: &str = "KYB_DASH_TEST_STORE_TASK";
pub const FOLDER: &str = "KYB_DASH_TEST_STORE_FOLDER";

/// A folder that is gone when this is dropped. The one that the store makes lies in it.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn around(&self) -> &Path {
        self.0.path()
    }

    pub fn path(&self) -> PathBuf {
        self.0.path().join("state").join("kyb-dash")
    }

    pub fn database(&self) -> PathBuf {
        self.path().join("memory.db")
    }

    pub fn key(&self) -> PathBuf {
        self.path().join("fingerprint.key")
    }

    pub fn location(&self) -> Location {
        Location::Folder(self.path())
    }

    pub async fn open(&self) -> Store {
        open(self.location()).await
    }

    /// Every file of the folder, by its name.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let files = fs::read_dir(self.path()).unwrap().map(|entry| entry.unwrap().path());
        files.map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(path).unwrap())).collect()
    }

    /// The files in whose bytes this text is found.
    pub fn files_with(&self, text: &str) -> Vec<String> {
        let has = |bytes: &[u8]| bytes.windows(text.len()).any(|window| window == text.as_bytes());
        self.files().into_iter().filter(|(_, bytes)| has(bytes)).map(|(name, _)| name).collect()
    }

    /// The database without the store.
    pub async fn raw(&self) -> AnyConnection {
        sqlx::any::install_default_drivers();
        AnyConnection::connect(&format!("sqlite://{}", self.database().display())).await.unwrap()
    }

    /// Runs one statement without the store.
    pub async fn run(&self, statement: &'static str) {
        let mut connection = self.raw().await;
        sqlx::raw_sql(statement).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    }
}

pub fn scope(host: &str, reviewer: &str) -> Scope {
    Scope { host: host.to_owned(), reviewer: reviewer.to_owned() }
}

pub async fn open(location: Location) -> Store {
    Store::open(location, scope("api.example", "me")).await.unwrap()
}

/// Both kinds of store, which must not be told apart.
pub async fn stores() -> Vec<(Folder, Store)> {
    let (folder, other) = (Folder::new(), Folder::new());
    let (file, memory) = (folder.open().await, open(Location::Memory).await);
    vec![(folder, file), (other, memory)]
}

pub fn at(second: i64) -> Wall {
    Wall::from_second(1_790_000_000 + second).unwrap()
}

pub fn customer(number: usize) -> CustomerKey {
    let start = number * 2_654_435 % 0xffff_fffb;
    CustomerKey::parse(&format!("{start:08x}-aaaa-4bbb-8ccc-{number:012x}")).unwrap()
}

/// An imprint that differs from all others by what it says.
pub fn imprint(says: &str) -> Imprint {
    let status = serde_json::json!([{ "fact": "customer_status" }, says]);
    let look = serde_json::json!({
        "v": 1, "items": [status], "papers": [], "entries": [], "nameless": [], "gaps": [], "gaps_now": [],
    });
    serde_json::from_value(look).unwrap()
}

/// The imprint of a look in which what the others say could not be read.
pub fn unreadable() -> Imprint {
    let gap = serde_json::json!([[{ "fact": "customer_status" }, "unreadable"]]);
    let look = serde_json::json!({
        "v": 1, "items": [], "papers": [], "entries": [], "nameless": [], "gaps": gap, "gaps_now": gap,
    });
    serde_json::from_value(look).unwrap()
}

pub fn digest(number: u64) -> KeptDigest {
    let none = serde_json::json!([0, "whole"]);
    let digest = serde_json::json!({
        "status": null, "ball": "us", "requested": "open", "held": number, "asks": none, "asks_of_company": 0,
        "blocked_parties": none, "parties": none, "since": null, "last_activity": null, "labels": [],
        "knows_all_labels": true, "party_ids": [],
    });
    serde_json::from_value(digest).unwrap()
}

pub fn look(number: usize, second: i64, says: &str) -> Look {
    Look { customer: customer(number), at: at(second), imprint: imprint(says), digest: digest(second.unsigned_abs()) }
}

/// The reader has seen the look that is kept, where one is.
pub async fn see(store: &mut Store, customer: &CustomerKey, at: Wall) -> Result<(), Trouble> {
    let looked = store.recall(customer).await?.and_then(|remembered| remembered.looked);
    match looked {
        Some(looked) => store.seen(customer, &looked.known, at).await,
        None => Ok(()),
    }
}

pub fn lift(reference: &str) -> What {
    What::Lift { reference: reference.to_owned() }
}

/// The references of all lifts that are remembered, the newest first.
pub async fn references(store: &mut Store, customer: &CustomerKey) -> Vec<String> {
    let events = store.recall(customer).await.unwrap().map(|remembered| remembered.events).unwrap_or_default();
    let reference = |event: Event| match event.what {
        What::Lift { reference } => Some(reference),
        _ => None,
    };
    events.into_iter().filter_map(reference).collect()
}

/// This program as another process, which runs the test `several::a_task_of_another_process` alone.
pub fn another_process(task: &str, folder: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(task_arguments()).env(TASK, task).env(FOLDER, folder).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

pub const fn task_arguments() -> [&'static str; 4] {
    ["--exact", "several::a_task_of_another_process", "--nocapture", "--test-threads=1"]
}
