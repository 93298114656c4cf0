//! Keeps what a person entered of a case, and says so only once it is on the disk.

use std::sync::Arc;

use super::{Keeper, State};
use crate::app::memory::{EnteredOn, Kept, MemoryMsg, NotKept};
use crate::domain::customer::RowKey;
use crate::domain::follow_up::{Entered, Since, pursuit};
use crate::domain::history::{Happened, What};
use crate::domain::imprint::{CustomerKey, Imprint, Names};
use crate::domain::time::Wall;
use crate::store::{About, Changed, Refusal, Trouble};

/// Why nothing of a customer can be kept.
const NO_UUID: &str = "not kept: this customer's id is no UUID, and nothing of such customers is remembered";
/// Why nothing can be kept of anybody.
const NOT_OPEN: &str = "not kept: nothing is remembered in this run";

/// Whether something is kept.
type Answer = Result<(), NotKept>;
/// What is said of it.
type Words = Result<&'static str, String>;

impl Keeper {
    /// Keeps something entered; sends what is known then, and whether it is kept.
    pub(super) async fn enter(&mut self, on: EnteredOn, what: Entered, now: Wall) {
        let (answer, said) = match self.kept(&on, &what, now).await {
            Ok(kept) => kept,
            Err(why) => (Err(NotKept::Failed(why.clone())), Err(why)),
        };
        self.send(MemoryMsg::Answered { key: on.key.clone(), answer });
        self.tell(Some(on.key), said.as_ref().map(|words| *words).map_err(String::as_str));
    }

    async fn kept(&mut self, on: &EnteredOn, what: &Entered, now: Wall) -> Result<(Answer, Words), String> {
        let customer = CustomerKey::of(&on.case.id).ok_or(NO_UUID)?;
        // A look that is still unwritten belongs before what was entered after it.
        self.write().await;
        let glossary = Arc::clone(&self.settings.glossary);
        let State::Open { store, key } = &mut self.state else { return Err(NOT_OPEN.to_owned()) };
        let look = Imprint::of(&on.case, &customer, key, &glossary);
        let about = About { look: &look, looked_at: on.looked_at };
        let refusal = |trouble| Refusal::at(&self.settings.location, trouble);
        let kept = store.enter(&customer, about, (key, &glossary), what, now).await;
        let changed = kept.map_err(|trouble| format!("not kept: {}", refusal(trouble)))?;
        let answer = match (what, changed) {
            (_, Some(Changed::Other)) => Err(NotKept::Changed),
            (Entered::Rewritten { .. }, Some(Changed::Missing)) => Err(NotKept::Gone),
            _ => Ok(()),
        };
        let remembered = match store.recall(&customer).await {
            Ok(remembered) => remembered.unwrap_or_default(),
            Err(trouble) => return Ok((answer, unread(said(what, changed), &refusal(trouble)))),
        };
        let names = Names::of(&on.case, &customer, key, &glossary);
        let ours = self.latest.get(&customer).map(|latest| (&latest.look.imprint, latest.look.at));
        let (now, at) = ours.unwrap_or((&look, on.looked_at));
        let others = remembered.looked.as_ref().map(|looked| Since { now: &looked.known, at: looked.looked_at });
        // Another program may have looked later, and seen what this run has not.
        let since = others.filter(|others| others.at > at).unwrap_or(Since { now, at });
        let pursuit = pursuit(&remembered.events, Some(since), &names);
        let told = remembered.events.iter().rev().map(|event| event.told(&names));
        let past = told.filter(|past| !matches!(past.what, Happened::Changed(_))).collect();
        self.send(MemoryMsg::Entered { key: on.key.clone(), kept: Box::new(Kept { past, pursuit }) });
        Ok((answer, said(what, changed)))
    }

    /// Keeps the reference of a lift.
    pub(super) async fn lift(&mut self, of: RowKey, reference: String, now: Wall) {
        let Some(customer) = of.id().and_then(CustomerKey::of) else { return self.tell(Some(of), Err(NO_UUID)) };
        let State::Open { store, .. } = &mut self.state else { return self.tell(Some(of), Err(NOT_OPEN)) };
        let lift = What::Lift { reference };
        let kept = match store.add(&customer, now, &lift).await {
            Err(Trouble::Busy) => store.add(&customer, now, &lift).await,
            kept => kept,
        };
        match kept {
            Ok(_) => self.tell(Some(of), Ok("the lift is kept in the history of this case")),
            Err(trouble) => {
                let refusal = Refusal::at(&self.settings.location, trouble);
                self.tell(Some(of), Err(&format!("the lift is not kept in the history: {refusal}")));
            }
        }
    }
}

/// What is said once it is kept, or that a part of it could not be done.
fn said(what: &Entered, changed: Option<Changed>) -> Words {
    let (done, missing) = match what {
        Entered::Sent { .. } => ("marked as sent: kept", ""),
        Entered::Snoozed { .. } => ("put off: kept", ""),
        Entered::Answered => ("marked as answered: kept", ""),
        Entered::Note(_) => ("the note is kept", ""),
        Entered::Rewritten { .. } => {
            ("the note is kept as it is now", "the note was removed meanwhile, by another program")
        }
        Entered::NoteRemoved(_) => ("the note is gone, from the file too", "the note was gone already"),
        Entered::Undone(_) => ("undone: it is no longer marked", "it was no longer marked already"),
    };
    match changed {
        None | Some(Changed::Done(Ok(()))) => Ok(done),
        Some(Changed::Missing) => Err(missing.to_owned()),
        Some(Changed::Other) => Err("the note was changed meanwhile, by another program, and stays so".to_owned()),
        Some(Changed::Done(Err(_))) => {
            Err(format!("{done}; but its words may be in the log beside it until the other program that reads it ends"))
        }
    }
}

/// It is done, but what is known since could not be read: what is shown is older.
fn unread(said: Words, refusal: &Refusal) -> Words {
    Err(match said {
        Ok(done) => format!("{done}, but could not be read again: {refusal}"),
        Err(said) => said,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_told_as_kept_where_it_cannot_be_read_again() {
        let refusal = Refusal::at(&crate::store::Location::Memory, Trouble::Busy);
        let told = unread(said(&Entered::Answered, None), &refusal).unwrap_err();
        assert!(told.starts_with("marked as answered: kept, but could not be read again: "), "{told}");
        let told = unread(said(&Entered::Answered, Some(Changed::Other)), &refusal).unwrap_err();
        assert!(!told.contains("read again"), "{told}");
    }
}
