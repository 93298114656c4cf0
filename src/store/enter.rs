//! Keeping what a person enters of a case.

use super::entered::Changed;
use super::open::Store;
use super::trouble::Trouble;
use crate::domain::case::Case;
use crate::domain::follow_up::Entered;
use crate::domain::glossary::Glossary;
use crate::domain::history::{EventId, Sent, What};
use crate::domain::imprint::{CustomerKey, FingerprintKey, Imprint, KeptSubject};
use crate::domain::time::Wall;

/// The look at a case that something entered is about.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// The look, sealed.
    pub look: &'a Imprint,
    /// When it was looked at.
    pub looked_at: Wall,
}

/// Something of some time ago.
#[derive(Clone, Debug)]
pub struct EarlierEntry {
    /// The case as it was then.
    pub case: Case,
    /// When.
    pub at: Wall,
    /// What.
    pub what: Earlier,
}

/// What there was.
#[derive(Clone, Debug)]
pub enum Earlier {
    /// The case was looked at.
    Look,
    /// Something was entered.
    Entered(Entered),
}

impl Store {
    /// Keeps something that a person entered. It is on the disk when this returns. `None` where it was added, else what became
    /// of what it changes.
    ///
    /// # Errors
    /// Where it cannot be written; nothing of it is kept then.
    pub async fn enter(
        &mut self,
        customer: &CustomerKey,
        about: About<'_>,
        (key, glossary): (&FingerprintKey, &Glossary),
        what: &Entered,
        now: Wall,
    ) -> Result<Option<Changed>, Trouble> {
        let note = |text: &String| What::Note { text: text.clone() };
        let (first, second) = match what {
            Entered::Sent { to, way, follow_up, note: noted } => {
                let to: Vec<KeptSubject> = to.iter().map(|to| KeptSubject::of(to, customer, key, glossary)).collect();
                let (owed, looked_at) = (about.look.owed(&to), about.looked_at);
                let sent = Sent { to, way: *way, follow_up: *follow_up, looked_at, owed };
                (What::Sent(sent), noted.as_ref().map(note))
            }
            Entered::Snoozed { until, note: noted } => (What::Snoozed { until: *until }, noted.as_ref().map(note)),
            Entered::Answered => (What::Answered, None),
            Entered::Note(text) => (note(text), None),
            Entered::Rewritten { id, before, text } => {
                return self.rewritten(customer, id, (before, &note(text))).await.map(Some);
            }
            Entered::NoteRemoved(id) | Entered::Undone(id) => return self.removed(customer, id).await.map(Some),
        };
        let events: Vec<What> = std::iter::once(first).chain(second).collect();
        // It is worth a second try where another program was writing.
        match self.add_all(customer, now, &events).await {
            Err(Trouble::Busy) => self.add_all(customer, now, &events).await?,
            kept => kept?,
        }
        Ok(None)
    }

    /// Keeps what there was before, oldest first: a demo begins so.
    ///
    /// # Errors
    /// As [`enter`](Self::enter).
    pub async fn enter_earlier(
        &mut self,
        earlier_entries: &[EarlierEntry],
        key: &FingerprintKey,
        glossary: &Glossary,
    ) -> Result<(), Trouble> {
        for EarlierEntry { case, at, what } in earlier_entries {
            let Some(customer) = CustomerKey::of(&case.id) else { continue };
            match what {
                Earlier::Look => {
                    let compared = self.compare(case, *at, key, glossary).await?;
                    self.record(compared.into_iter().map(|compared| compared.look).collect()).await?;
                }
                Earlier::Entered(what) => {
                    let look = Imprint::of(case, &customer, key, glossary);
                    let about = About { look: &look, looked_at: *at };
                    self.enter(&customer, about, (key, glossary), what, *at).await?;
                }
            }
        }
        Ok(())
    }

    async fn rewritten(
        &mut self,
        customer: &CustomerKey,
        id: &EventId,
        (before, what): (&str, &What),
    ) -> Result<Changed, Trouble> {
        match self.rewrite(customer, id, (before, what)).await {
            Err(Trouble::Busy) => self.rewrite(customer, id, (before, what)).await,
            changed => changed,
        }
    }

    async fn removed(&mut self, customer: &CustomerKey, id: &EventId) -> Result<Changed, Trouble> {
        match self.remove(customer, id).await {
            Err(Trouble::Busy) => self.remove(customer, id).await,
            changed => changed,
        }
    }
}
