//! What people enter of customers: entering more, and finding those of whom there is any.

use jiff::civil::Date;

use super::{Kept, Open, Recorder, meant};
use crate::domain::calendar::Calendar;
use crate::domain::case::Case;
use crate::domain::follow_up::Entered;
use crate::domain::history::{Past, What};
use crate::domain::id::CustomerId;
use crate::domain::imprint::{CustomerKey, Imprint, Names};
use crate::domain::time::Wall;
use crate::store::{About, Compared, Refusal, Remembered, Store, Trouble};

/// What is said where something cannot be done without the memory, and nothing is remembered.
pub(in crate::commands) fn nothing_remembered(what: &str) -> anyhow::Error {
    anyhow::anyhow!(
        "{what} needs what the dashboard remembers, and nothing is remembered here yet; open the dashboard once"
    )
}

/// Customers by what was done about them.
#[derive(Debug, Default)]
pub(in crate::commands) struct Touched {
    /// Something was entered since a moment.
    pub(in crate::commands) entered: Vec<CustomerKey>,
    /// Nothing was, and a request is to be chased.
    pub(in crate::commands) due: Vec<CustomerKey>,
    /// Nothing was, and the reader looked at them.
    pub(in crate::commands) seen: Vec<CustomerKey>,
    /// How many could not be read of whom something is remembered.
    pub(in crate::commands) unreadable: usize,
}

impl Kept {
    /// What is there to add to: the reader was told of it.
    async fn told(&self, what: &str) -> anyhow::Result<Store> {
        let mut store = self.open().await?.ok_or_else(|| nothing_remembered(what))?;
        let told = store.told().await.map_err(|trouble| self.refused(trouble))?;
        anyhow::ensure!(told.is_some(), nothing_remembered(what));
        Ok(store)
    }

    /// The remembered customer that something is to be noted of.
    pub(in crate::commands) async fn customer(&self, given: &CustomerId, what: &str) -> anyhow::Result<CustomerKey> {
        let mut store = self.told(what).await?;
        let begun = store.begun(given.as_str()).await.map_err(|trouble| self.refused(trouble))?;
        store.close().await;
        let begun = begun.into_iter().filter(|(of, _)| of.as_str() == self.host).map(|(_, customer)| customer);
        Ok(meant(given, begun.collect(), &self.host)?)
    }

    /// Keeps a note. It is on the disk when this returns.
    pub(in crate::commands) async fn note(&self, of: &CustomerKey, text: String, what: &str) -> anyhow::Result<()> {
        let mut store = self.told(what).await?;
        let (note, now) = (What::Note { text }, Wall::now());
        // It is worth a second try where another program was writing.
        let kept = match store.add(of, now, &note).await {
            Err(Trouble::Busy) => store.add(of, now, &note).await,
            kept => kept,
        };
        store.close().await;
        kept.map(drop).map_err(|trouble| self.refused(trouble).into())
    }
}

impl Recorder {
    /// Keeps something entered of a case that was looked at, and tells it as it is kept; `None` where nothing is kept of this
    /// customer. It is on the disk when this returns.
    pub(in crate::commands) async fn enter(
        &mut self,
        case: &Case,
        looked_at: Wall,
        what: &Entered,
    ) -> anyhow::Result<Option<Past>> {
        // A look that is still unwritten belongs before what was entered after it.
        self.write().await;
        let (Some(customer), Some(open)) = (CustomerKey::of(&case.id), &mut self.open) else { return Ok(None) };
        let Open { store, location, key, glossary, .. } = open;
        let look = Imprint::of(case, &customer, key, glossary);
        let about = About { look: &look, looked_at };
        let kept = store.enter(&customer, about, (key, glossary), what, Wall::now()).await;
        kept.map_err(|trouble| Refusal::at(location, trouble))?;
        let remembered = store.recall(&customer).await.map_err(|trouble| {
            // Whoever reads that it failed would enter it a second time.
            anyhow::anyhow!("it is kept, but could not be read again: {}", Refusal::at(location, trouble))
        });
        let remembered = remembered?.unwrap_or_default();
        let names = Names::of(case, &customer, key, glossary);
        let is_other = |what: &What| matches!(what, What::Look(_) | What::Note { .. });
        Ok(remembered.events.iter().find(|event| !is_other(&event.what)).map(|event| event.told(&names)))
    }

    /// Of whom something was entered since a moment, who is to be chased, and who was only looked at; `None` where nothing is
    /// remembered.
    pub(in crate::commands) async fn touched(
        &mut self,
        since: Wall,
        (calendar, today): (&Calendar, Date),
    ) -> Result<Option<Touched>, Refusal> {
        let Some(recalled) = self.recall().await? else { return Ok(None) };
        let Some(Open { store, location, .. }) = &mut self.open else { return Ok(None) };
        let read = async { Ok((store.entered_since(Some(since)).await?, store.seen_since(since).await?)) };
        let (entered, seen) = read.await.map_err(|trouble: Trouble| Refusal::at(location, trouble))?;
        let entered: Vec<CustomerKey> = entered.into_iter().map(|(customer, _)| customer).collect();
        let due = recalled.follow_ups.into_iter().filter(|(_, it)| it.clone().on(calendar, today).is_due);
        Ok(Some(Touched {
            due: due.map(|(customer, _)| customer).filter(|customer| !entered.contains(customer)).collect(),
            seen: seen.into_iter().filter(|customer| !entered.contains(customer)).collect(),
            entered,
            unreadable: recalled.unreadable.len(),
        }))
    }

    /// Takes a look, and tells it beside what is remembered; `None` where nothing is kept of it.
    pub(in crate::commands) async fn beside(&mut self, case: &Case, at: Wall) -> Result<Option<Compared>, Refusal> {
        let compared = self.compared(case, at).await;
        compared.map_err(|trouble| self.refusal(trouble))
    }

    /// What is remembered of one customer.
    pub(in crate::commands) async fn remembered(&mut self, of: &CustomerKey) -> Result<Remembered, Refusal> {
        let Some(Open { store, location, .. }) = &mut self.open else { return Ok(Remembered::default()) };
        let remembered = store.recall(of).await.map_err(|trouble| Refusal::at(location, trouble))?;
        Ok(remembered.unwrap_or_default())
    }
}
