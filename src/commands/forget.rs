//! `forget`: what is kept of customers goes for good, of all hosts.

use crate::domain::id::CustomerId;
use crate::domain::time::Wall;
use crate::store::{Forgotten, NotCompacted, Refusal, Trouble, Which};

use super::CommandError;
use super::kept::{Kept, meant};
use super::memory::several;

/// What is to be forgotten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Forget {
    /// Everything of these customers; the beginning of an id will do.
    Customers(Vec<CustomerId>),
    /// What is older than so many days.
    OlderThan(u32),
    /// Everything.
    All,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// What is printed.
    pub text: String,
    /// Why bytes of it may still be in the files.
    pub not_compacted: Option<NotCompacted>,
}

/// Forgets.
///
/// # Errors
/// Where nothing is forgotten: a customer of whom nothing is remembered, an id that may be several, or what is kept cannot be
/// changed.
pub async fn forget(kept: &Kept, what: Forget, now: Wall) -> anyhow::Result<Outcome> {
    let refused = |trouble| nothing_forgotten(kept.refused(trouble));
    let Some(mut store) = kept.open_to_forget().await.map_err(nothing_forgotten)? else {
        return match what {
            Forget::Customers(_) => Err(CommandError::NotRemembered(
                "nothing is remembered of anybody, so nothing was forgotten".to_owned(),
            )
            .into()),
            _ => Ok(Outcome {
                text: "nothing is remembered, so there was nothing to forget\n".to_owned(),
                not_compacted: None,
            }),
        };
    };
    let which = match what {
        Forget::Customers(ids) => {
            let mut customers = Vec::new();
            for id in ids {
                let begun = store.begun(id.as_str()).await.map_err(refused)?;
                customers.push(meant(&id, begun.into_iter().map(|(_, customer)| customer).collect(), "")?);
            }
            customers.sort();
            customers.dedup();
            Which::Customers(customers)
        }
        Forget::OlderThan(days) => {
            let kept_for = jiff::SignedDuration::from_hours(24 * i64::from(days));
            let too_long = || CommandError::Misuse("--older-than is longer ago than any time".to_owned());
            Which::OlderThan(now.checked_sub(kept_for).ok().ok_or_else(too_long)?)
        }
        Forget::All => Which::All,
    };
    let is_all = which == Which::All;
    let Forgotten { customers, events, compacted } = store.forget(which).await.map_err(refused)?;
    store.close().await;
    let (customers, events) = (several(customers, "customer"), several(events, "event"));
    let all = if is_all { ", and the key of the fingerprints" } else { "" };
    Ok(Outcome { text: format!("forgotten: {customers} and {events}{all}\n"), not_compacted: compacted.err() })
}

/// What nobody could look into is not gone.
fn nothing_forgotten(refusal: Refusal) -> anyhow::Error {
    if matches!(refusal.trouble, Trouble::Damaged | Trouble::NotOurs | Trouble::Later) {
        anyhow::anyhow!("{refusal}. Nothing was forgotten: what it holds is on the disk until you delete it")
    } else {
        refusal.into()
    }
}
