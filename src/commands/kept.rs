//! What is kept between runs, as commands use it: they read it, and keep their looks where something is kept already. They
//! begin nothing, as only the dashboard tells its reader first, and what the reader has *seen* never moves here.

mod entered;

use std::path::PathBuf;
use std::time::Duration;

use tokio::time::timeout;

use crate::catalogue;
use crate::domain::calendar::Calendar;
use crate::domain::case::Case;
use crate::domain::change::Change;
use crate::domain::digest::Digest;
use crate::domain::glossary::Glossary;
use crate::domain::id::CustomerId;
use crate::domain::imprint::{CustomerKey, FingerprintKey};
use crate::domain::over_time::{OverTime, Window};
use crate::domain::time::Wall;
use crate::store::{Compared, EarlierEntry, Location, Look, Recalled, Refusal, Scope, Store, Trouble};

use super::error::CommandError;
use super::short_id::{SHORTEST, ambiguous};

pub(super) use self::entered::{Touched, nothing_remembered};

/// Most looks that wait to be written.
const BATCH: usize = 100;
/// How long the last of them may take to be written.
const PATIENCE: Duration = Duration::from_secs(2);

/// Where it is kept, and of which host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The folder.
    pub folder: PathBuf,
    /// The host; empty where it is about all of them.
    pub host: String,
}

impl Kept {
    /// Opens what is there; `None` where nothing is. Nothing is begun.
    ///
    /// # Errors
    /// Where it cannot be used.
    pub async fn open(&self) -> Result<Option<Store>, Refusal> {
        if Store::is_at(&self.folder)? { self.open_or_make().await.map(Some) } else { Ok(None) }
    }

    /// Opens what is there, also where only a part of it is left, so that it can be forgotten; `None` where nothing is.
    ///
    /// # Errors
    /// Where it cannot be used.
    pub(super) async fn open_to_forget(&self) -> Result<Option<Store>, Refusal> {
        if Store::has_files_at(&self.folder)? { self.open_or_make().await.map(Some) } else { Ok(None) }
    }

    async fn open_or_make(&self) -> Result<Store, Refusal> {
        let scope = Scope { host: self.host.clone(), reviewer: String::new() };
        Store::open(self.location(), scope).await
    }

    pub(super) fn refused(&self, trouble: Trouble) -> Refusal {
        Refusal::at(&self.location(), trouble)
    }

    fn location(&self) -> Location {
        Location::Folder(self.folder.clone())
    }
}

/// The remembered customer whose id is this one, or begins so.
///
/// # Errors
/// Where there is none, or several begin so.
pub(super) fn meant(given: &CustomerId, mut begun: Vec<CustomerKey>, host: &str) -> Result<CustomerKey, CommandError> {
    begun.sort();
    begun.dedup();
    let is_too_short = given.as_str().len() < SHORTEST;
    let at = if host.is_empty() { String::new() } else { format!(" on {host}") };
    match begun.as_slice() {
        _ if is_too_short => Err(CommandError::Misuse(format!(
            "no customer has this id, and it is too short for the beginning of one; write {SHORTEST} characters or more"
        ))),
        [] => Err(CommandError::NotRemembered(format!("nothing is remembered of {given}{at}"))),
        [one] => Ok(one.clone()),
        several => {
            Err(CommandError::Misuse(ambiguous(given, &several.iter().map(CustomerKey::as_str).collect::<Vec<_>>())))
        }
    }
}

/// Keeps the looks of a command.
pub struct Recorder {
    open: Option<Open>,
    say: fn(&str),
    /// What was said last of something that went wrong: it is said once.
    said: Option<Trouble>,
}

struct Open {
    location: Location,
    store: Store,
    key: FingerprintKey,
    glossary: Glossary,
    unwritten: Vec<Look>,
}

/// An earlier look at a case, and what differs from it.
pub(super) struct Earlier {
    pub(super) at: Wall,
    pub(super) changes: Vec<Change>,
}

impl Recorder {
    /// Keeps nothing.
    #[must_use]
    pub fn off(say: fn(&str)) -> Self {
        Self { open: None, say, said: None }
    }

    /// Keeps looks where something is kept already and the reader was told of it.
    ///
    /// # Errors
    /// Where what is there cannot be used.
    pub async fn start(kept: &Kept, say: fn(&str)) -> Result<Self, Refusal> {
        let Some(mut store) = kept.open().await? else { return Ok(Self::off(say)) };
        let told = store.told().await.map_err(|trouble| kept.refused(trouble))?;
        if told.is_none() {
            store.close().await;
            return Ok(Self::off(say));
        }
        let key = store.key().await?;
        let (location, glossary) = (kept.location(), catalogue::glossary());
        let open = Open { location, store, key, glossary, unwritten: Vec::new() };
        Ok(Self { open: Some(open), say, said: None })
    }

    /// Keeps looks within this run alone, beside what was entered before it: of a demo.
    ///
    /// # Errors
    /// Where not even that can be had.
    pub async fn with_earlier(earlier_entries: &[EarlierEntry], say: fn(&str)) -> Result<Self, Refusal> {
        let (location, glossary) = (Location::Memory, catalogue::glossary());
        let mut store = Store::open(location.clone(), Scope { host: String::new(), reviewer: String::new() }).await?;
        let key = store.key().await?;
        store
            .enter_earlier(earlier_entries, &key, &glossary)
            .await
            .map_err(|trouble| Refusal::at(&location, trouble))?;
        let open = Open { location, store, key, glossary, unwritten: Vec::new() };
        Ok(Self { open: Some(open), say, said: None })
    }

    /// Whether anything is remembered.
    #[must_use]
    pub const fn is_on(&self) -> bool {
        self.open.is_some()
    }

    /// Takes a look, and tells what differs from the last one that is remembered, where that can be told.
    pub(super) async fn compare(&mut self, case: &Case, at: Wall) -> Option<Earlier> {
        match self.compared(case, at).await {
            Ok(compared) => {
                let Compared { look, remembered, names, .. } = compared?;
                remembered.looked.and_then(|looked| {
                    let differences = looked.known.differences(&look.imprint)?;
                    let changes = differences.iter().map(|difference| difference.told(&names)).collect();
                    Some(Earlier { at: looked.looked_at, changes })
                })
            }
            Err(trouble) => {
                self.failed(trouble);
                None
            }
        }
    }

    /// Takes a look, and tells it beside what is remembered; `None` where nothing is kept of it.
    async fn compared(&mut self, case: &Case, at: Wall) -> Result<Option<Compared>, Trouble> {
        let Some(customer) = CustomerKey::of(&case.id) else { return Ok(None) };
        let is_unwritten = |open: &Open| open.unwritten.iter().any(|look| look.customer == customer);
        if self.open.as_ref().is_some_and(|open| is_unwritten(open) || open.unwritten.len() >= BATCH) {
            self.write().await;
        }
        let Some(Open { store, key, glossary, unwritten, .. }) = &mut self.open else { return Ok(None) };
        let compared = store.compare(case, at, key, glossary).await?;
        unwritten.extend(compared.as_ref().map(|compared| compared.look.clone()));
        Ok(compared)
    }

    /// Takes a look; answers how the look before it showed the case, where that is remembered.
    pub async fn look(&mut self, case: &Case, at: Wall) -> Option<Digest> {
        match self.compared(case, at).await {
            Ok(compared) => compared?.remembered.looked?.digest.digest(),
            Err(trouble) => {
                self.failed(trouble);
                None
            }
        }
    }

    /// Writes the looks that are not written yet.
    pub(super) async fn write(&mut self) {
        let Some(Open { store, unwritten, .. }) = &mut self.open else { return };
        if unwritten.is_empty() {
            return;
        }
        // They stay until they are written: whoever waits for this may be interrupted, and a look that is written twice changes
        // nothing.
        let written = store.record(unwritten.clone()).await;
        unwritten.clear();
        if let Err(trouble) = written {
            self.failed(trouble);
        }
    }

    /// What is remembered of all customers, these looks included; `None` where nothing is kept.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub(super) async fn recall(&mut self) -> Result<Option<Recalled>, Refusal> {
        self.write().await;
        let Some(Open { store, location, .. }) = &mut self.open else { return Ok(None) };
        store.recall_all().await.map(Some).map_err(|trouble| Refusal::at(location, trouble))
    }

    /// Figures over time, these looks included; `None` where nothing is kept.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub async fn over_time(&mut self, window: Window, calendar: &Calendar) -> Result<Option<OverTime>, Refusal> {
        self.write().await;
        let Some(Open { store, location, .. }) = &mut self.open else { return Ok(None) };
        store.over_time(window, calendar).await.map(Some).map_err(|trouble| Refusal::at(location, trouble))
    }

    /// Writes what is left.
    pub async fn end(mut self) {
        drop(timeout(PATIENCE, self.write()).await);
        if let Some(open) = self.open {
            open.store.close().await;
        }
    }

    fn failed(&mut self, trouble: Trouble) {
        if self.said.replace(trouble) != Some(trouble) {
            (self.say)(&format!("what changed is not kept: {}", self.refusal(trouble)));
        }
    }

    fn refusal(&self, trouble: Trouble) -> Refusal {
        let location = self.open.as_ref().map_or(&Location::Memory, |open| &open.location);
        Refusal::at(location, trouble)
    }
}
