//! The task that owns the store: it answers with what is remembered of a case, and keeps looks in batches. The loop never
//! waits for it, and a run without a store goes on as before.

mod entered;
mod over_time;
mod recalled;

use std::collections::{HashMap, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::oneshot;
use tokio::time::timeout;

use crate::app::load::RequestId;
use crate::app::memory::{MemoryMsg, Recalled, Recollection, Remember};
use crate::app::msg::Msg;
use crate::app::over_time::AskOverTime;
use crate::domain::case::Case;
use crate::domain::customer::RowKey;
use crate::domain::glossary::Glossary;
use crate::domain::imprint::{CustomerKey, FingerprintKey};
use crate::domain::mask::Sentence;
use crate::domain::text::SafeText;
use crate::domain::time::Wall;
use crate::store::{Compared, EarlierEntry, Location, Look, Refusal, Scope, Store, Trouble};

use recalled::{recalled, recollection};

/// How long an answer waits for what is remembered of its case.
const PATIENCE: Duration = Duration::from_millis(300);
/// How long quitting waits for what is still to be written.
const CLOSING: Duration = Duration::from_millis(200);
/// Most looks that are written at once.
const BATCH: usize = 100;
/// Most cases that are kept for when the reader was told; the oldest are read again soon enough.
const MOST_WAITING: usize = 300;

/// Where and how long something is kept.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where.
    pub location: Location,
    /// Of which server, by whom.
    pub scope: Scope,
    /// For how many days.
    pub keep_days: u32,
    /// Our words for codes: what they know is kept in the clear.
    pub glossary: Arc<Glossary>,
    /// What was entered before the run: of a demo alone.
    pub earlier_entries: Vec<EarlierEntry>,
}

/// Reaches the task.
#[derive(Clone, Debug)]
pub struct Memory {
    requests: UnboundedSender<Request>,
}

#[derive(Debug)]
enum Request {
    Look { case: Box<Case>, request: RequestId, at: Wall, answer: oneshot::Sender<Recollection> },
    Remember(Remember, Wall),
    OverTime(AskOverTime),
    Close(oneshot::Sender<()>),
}

impl Memory {
    /// Starts the task. It says through `messages` what is remembered, or why nothing is.
    #[must_use]
    pub fn start(settings: Settings, messages: UnboundedSender<Msg>, now: Wall) -> Self {
        let (requests, inbox) = unbounded_channel();
        tokio::spawn(Keeper::new(settings, messages).run(inbox, now));
        Self { requests }
    }

    /// What is remembered of a case that was just read; the look itself is kept. `None` where nothing is remembered, or it
    /// takes too long.
    pub async fn look(&self, case: &Case, request: RequestId, at: Wall) -> Option<Recollection> {
        let (answer, recollection) = oneshot::channel();
        let case = Box::new(case.clone());
        self.requests.send(Request::Look { case, request, at, answer }).ok()?;
        timeout(PATIENCE, recollection).await.ok()?.ok()
    }

    /// Keeps something.
    pub fn remember(&self, what: Remember, at: Wall) {
        // Where the task has ended, nothing is kept any more, and that was said.
        drop(self.requests.send(Request::Remember(what, at)));
    }

    /// Asks for figures over time; whether there is anybody who answers.
    #[must_use]
    pub fn over_time(&self, ask: AskOverTime) -> bool {
        self.requests.send(Request::OverTime(ask)).is_ok()
    }

    /// Writes what is left and ends, in 200 ms at most.
    pub async fn close(&self) {
        let (done, closed) = oneshot::channel();
        if self.requests.send(Request::Close(done)).is_ok() {
            drop(timeout(CLOSING, closed).await);
        }
    }
}

/// A look of this run.
#[derive(Clone, Debug)]
struct Latest {
    request: RequestId,
    look: Look,
}

/// Owns the store.
struct Keeper {
    settings: Settings,
    messages: UnboundedSender<Msg>,
    state: State,
    /// The last look at each case in this run: what the reader sees.
    latest: HashMap<CustomerKey, Latest>,
    /// The look before that one: the reader may have met it and nothing later.
    replaced: HashMap<CustomerKey, Latest>,
    /// Looks that were made before the reader was told.
    waiting: VecDeque<(Box<Case>, RequestId, Wall)>,
    /// Looks that are still to be written.
    unwritten: Vec<CustomerKey>,
    /// What was said last of something that went wrong: it is said once.
    said: Option<Trouble>,
}

/// How far the store is.
enum State {
    /// It may not be begun yet.
    Untold,
    /// It is open.
    Open { store: Box<Store>, key: FingerprintKey },
    /// Nothing is kept.
    Off,
}

impl Keeper {
    fn new(settings: Settings, messages: UnboundedSender<Msg>) -> Self {
        Self {
            settings,
            messages,
            state: State::Untold,
            latest: HashMap::new(),
            replaced: HashMap::new(),
            waiting: VecDeque::new(),
            unwritten: Vec::new(),
            said: None,
        }
    }

    async fn run(mut self, mut inbox: UnboundedReceiver<Request>, now: Wall) {
        self.begin(now).await;
        while let Some(request) = inbox.recv().await {
            match request {
                Request::Look { case, request, at, answer } => {
                    if let State::Untold = self.state {
                        self.wait(case, request, at);
                    } else if let Some(recollection) = self.look(&case, request, at).await
                        && let Err(late) = answer.send(recollection)
                    {
                        let (key, recollection) = (RowKey::Customer(case.id), Box::new(late));
                        self.send(MemoryMsg::Late { key, look: request, recollection });
                    }
                }
                Request::Remember(what, at) => self.remember(what, at).await,
                Request::OverTime(ask) => self.over_time(ask).await,
                Request::Close(done) => {
                    self.write().await;
                    self.shut().await;
                    // Whoever waited for it may have given up.
                    done.send(()).ok();
                    return;
                }
            }
            if inbox.is_empty() || self.unwritten.len() >= BATCH {
                self.write().await;
            }
        }
    }

    /// Sets a look aside until the reader was told: of each customer the latest.
    fn wait(&mut self, case: Box<Case>, request: RequestId, at: Wall) {
        self.waiting.retain(|(waiting, ..)| waiting.id != case.id);
        self.waiting.push_back((case, request, at));
        if self.waiting.len() > MOST_WAITING {
            self.waiting.pop_front();
        }
    }

    /// Opens what is kept already. Where nothing is, or this reader was never told of it, the reader is told first.
    async fn begin(&mut self, now: Wall) {
        if let Location::Folder(folder) = &self.settings.location {
            match Store::is_at(folder) {
                Ok(true) => {}
                Ok(false) => return self.send(MemoryMsg::Ask(place(folder))),
                Err(refusal) => return self.refuse(&refusal),
            }
        }
        self.open(now, false).await;
    }

    async fn open(&mut self, now: Wall, was_told: bool) {
        match self.opened(now, was_told).await {
            Ok(Some((store, key, recalled))) => {
                self.state = State::Open { store: Box::new(store), key };
                self.send(MemoryMsg::Recalled(Box::new(recalled)));
            }
            Ok(None) => {}
            Err(refusal) => self.refuse(&refusal),
        }
    }

    fn refuse(&mut self, refusal: &Refusal) {
        self.state = State::Off;
        self.send(MemoryMsg::Off(format!("nothing is remembered: {refusal}")));
    }

    async fn opened(
        &mut self,
        now: Wall,
        was_told: bool,
    ) -> Result<Option<(Store, FingerprintKey, Recalled)>, Refusal> {
        let Settings { location, scope, .. } = self.settings.clone();
        let mut store = Store::open(location.clone(), scope).await?;
        match begun(&self.settings, &mut store, now, was_told).await {
            Ok(Some((key, recalled))) => Ok(Some((store, key, recalled))),
            Ok(None) => {
                store.close().await;
                if let Location::Folder(folder) = &location {
                    self.send(MemoryMsg::Ask(place(folder)));
                }
                Ok(None)
            }
            Err(refusal) => {
                store.close().await;
                Err(refusal)
            }
        }
    }

    /// Takes a look, and answers with what is remembered of its case.
    async fn look(&mut self, case: &Case, request: RequestId, at: Wall) -> Option<Recollection> {
        let customer = CustomerKey::of(&case.id)?;
        let glossary = Arc::clone(&self.settings.glossary);
        // The look before may still be unwritten.
        if self.unwritten.contains(&customer) {
            self.write().await;
        }
        let State::Open { store, key } = &mut self.state else { return None };
        let compared = match store.compare(case, at, key, &glossary).await {
            Ok(compared) => compared?,
            Err(trouble) => {
                self.failed(trouble);
                return None;
            }
        };
        let Compared { look, remembered, names, pursuit } = compared;
        let recollection = recollection(&remembered, &look.imprint, &names, pursuit);
        if let Some(before) = self.latest.insert(customer.clone(), Latest { request, look }) {
            self.replaced.insert(customer.clone(), before);
        }
        self.unwritten.push(customer);
        Some(recollection)
    }

    /// Writes the looks that are not written yet.
    async fn write(&mut self) {
        let customers = std::mem::take(&mut self.unwritten);
        let State::Open { store, .. } = &mut self.state else { return };
        let looks: Vec<Look> =
            customers.iter().filter_map(|customer| Some(self.latest.get(customer)?.look.clone())).collect();
        if !looks.is_empty()
            && let Err(trouble) = store.record(looks).await
        {
            // Another program writes: these are tried again with the next.
            if trouble == Trouble::Busy {
                self.unwritten = customers;
            }
            self.failed(trouble);
        }
    }

    async fn remember(&mut self, what: Remember, now: Wall) {
        match what {
            Remember::Begin => {
                self.open(now, true).await;
                for (case, request, at) in std::mem::take(&mut self.waiting) {
                    self.look(&case, request, at).await;
                }
            }
            Remember::Nothing => {
                self.write().await;
                self.shut().await;
                (self.latest, self.unwritten, self.waiting) = (HashMap::new(), Vec::new(), VecDeque::new());
                self.replaced.clear();
            }
            Remember::Seen { key, look } => {
                let Some(customer) = key.id().and_then(CustomerKey::of) else { return };
                self.write().await;
                let looks = [self.latest.get(&customer), self.replaced.get(&customer)];
                let seen = looks.into_iter().flatten().find(|latest| latest.request == look);
                let Some(Look { imprint, at, .. }) = seen.map(|latest| latest.look.clone()) else { return };
                let State::Open { store, .. } = &mut self.state else { return };
                if let Err(trouble) = store.seen(&customer, &imprint, at).await {
                    self.failed(trouble);
                }
            }
            Remember::Lift { key, reference } => self.lift(key, reference.to_string(), now).await,
            Remember::Entered { on, what } => self.enter(on, what, now).await,
            Remember::Preferences(preferences) => {
                let State::Open { store, .. } = &mut self.state else { return };
                for (name, value) in preferences.words() {
                    if let Err(trouble) = store.set_preference(name, value).await {
                        self.failed(trouble);
                        return;
                    }
                }
            }
        }
    }

    async fn shut(&mut self) {
        if let State::Open { store, .. } = std::mem::replace(&mut self.state, State::Off) {
            store.close().await;
        }
    }

    /// Says what went wrong, once. What follows is tried all the same: a disk may have room again.
    fn failed(&mut self, trouble: Trouble) {
        if self.said.replace(trouble) != Some(trouble) {
            let refusal = Refusal::at(&self.settings.location, trouble);
            self.tell(None, Err(&format!("it is not kept: {refusal}")));
        }
    }

    fn tell(&self, about: Option<RowKey>, said: Result<&str, &str>) {
        let sentence = |text: &str| Sentence::plain(SafeText::line(text));
        drop(self.messages.send(Msg::said(about, said.map(sentence).map_err(sentence))));
    }

    fn send(&self, news: MemoryMsg) {
        // Only after the loop has ended is there nobody to receive it.
        drop(self.messages.send(Msg::Memory(news)));
    }
}

/// Recalls what is kept; `None` where the reader is to be told first. Nothing is written before all of it can be used.
async fn begun(
    settings: &Settings,
    store: &mut Store,
    now: Wall,
    was_told: bool,
) -> Result<Option<(FingerprintKey, Recalled)>, Refusal> {
    let Settings { location, keep_days, glossary, earlier_entries, .. } = settings;
    let refused = |trouble| Refusal::at(location, trouble);
    if !earlier_entries.is_empty() {
        let key = store.key().await?;
        store.enter_earlier(earlier_entries, &key, glossary).await.map_err(refused)?;
    }
    let kept = store.recall_all().await.map_err(refused)?;
    if matches!(location, Location::Folder(_)) && !was_told && kept.told.is_none() {
        return Ok(None);
    }
    let key = store.key().await?;
    if was_told {
        store.tell(now).await.map_err(refused)?;
    }
    // What is too old goes at each start; that it may go later costs nothing.
    store.expire(*keep_days, now).await.ok();
    let place = match location {
        Location::Folder(folder) => place(folder),
        Location::Memory => SafeText::line("the memory of this run alone"),
    };
    Ok(Some((key, recalled(kept, place))))
}

fn place(folder: &std::path::Path) -> SafeText {
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let inside = home.as_ref().and_then(|home| folder.strip_prefix(home).ok());
    SafeText::line(&inside.map_or_else(|| folder.display().to_string(), |inside| format!("~/{}", inside.display())))
}

#[cfg(test)]
mod tests;
