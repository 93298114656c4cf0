//! Where a case stood between two of its looks: found by stepping back from the last one over what each look showed.

use std::collections::{BTreeMap, BTreeSet};

use super::owed::{is_asked, may_ask_more};
use super::{Difference, Imprint};
use crate::domain::ball::{Ball, Requested};
use crate::domain::change::{Change, How};
use crate::domain::customer::CustomerStatus;
use crate::domain::fact::{Extent, Word};
use crate::domain::key::{AskKey, Item};
use crate::domain::text::SafeText;

const STATUS: Item = Item::Fact("customer_status");

/// The status of a case and what was asked of it, as far as its looks tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stood {
    /// In the clear, as it was read last.
    status: Option<SafeText>,
    /// Whether the look itself could read it.
    is_status_read: bool,
    /// Asks, and requests that name nothing.
    open: BTreeSet<Item>,
    /// What is asked and could not be read.
    gaps: BTreeMap<Item, Extent>,
}

impl Stood {
    /// Where a case stands by its last look.
    #[must_use]
    pub fn of(look: &Imprint) -> Self {
        let (items, gaps) = (&look.sealed.items, &look.sealed.gaps_now);
        let is_open = |item: &&Item| matches!(item, Item::Ask(_) | Item::Request(_));
        Self {
            status: look.status(),
            is_status_read: !gaps.contains_key(&STATUS),
            open: items.keys().filter(is_open).cloned().collect(),
            gaps: gaps
                .iter()
                .filter(|(item, _)| is_asked(item))
                .map(|(item, extent)| (item.clone(), *extent))
                .collect(),
        }
    }

    /// Goes back to before a look that showed these differences. Answers whether they fit: where they do not, something
    /// happened in between that nobody kept, and where the case stood is not known.
    #[must_use]
    pub fn step_back(&mut self, differences: &[Difference]) -> bool {
        let status = || differences.iter().filter(|it| it.0.item == STATUS).map(|it| &it.0.how);
        // A status that was read again and is another one is told as both.
        let (found, others): (Vec<&How>, Vec<&How>) = status().partition(|how| **how == How::Found);
        let mut fits = others.into_iter().all(|how| self.has_undone(how));
        if !found.is_empty() {
            fits &= self.is_status_read;
            self.is_status_read = false;
        }
        for Difference(Change { item, how }) in differences {
            match (item, how) {
                (Item::Ask(_) | Item::Request(_), How::Added) => fits &= self.open.remove(item),
                (Item::Ask(_) | Item::Request(_), How::Removed) => fits &= self.open.insert(item.clone()),
                (item, How::Lost(_)) if is_asked(item) => drop(self.gaps.remove(item)),
                // How much of it could not be read before is not kept.
                (item, How::Found) if is_asked(item) => drop(self.gaps.insert(item.clone(), Extent::Unreadable)),
                _ => {}
            }
        }
        fits
    }

    fn has_undone(&mut self, how: &How) -> bool {
        match how {
            How::Altered { before, after } => {
                let fits = self.status == in_the_clear(after.unmasked());
                (self.status, self.is_status_read) = (in_the_clear(before.unmasked()), true);
                fits
            }
            How::Lost(_) => !std::mem::replace(&mut self.is_status_read, true),
            _ => false,
        }
    }

    /// Who had to act, as far as the case itself says; [`Ball::Unknown`] where its status is not known.
    #[must_use]
    pub fn ball(&self) -> Ball {
        let status = self.status.as_ref().filter(|_| self.is_status_read);
        match status.and_then(|status| CustomerStatus::parse(status.as_str())) {
            None => Ball::Unknown,
            status => Ball::of(status, self.requested()),
        }
    }

    fn requested(&self) -> Requested {
        let is_request = |item: &Item| matches!(item, Item::Request(_));
        match self.gaps.get(&Item::Requests) {
            Some(Extent::NotTold) => Requested::NotTold,
            // What was asked by an earlier look may be gone.
            Some(_) => Requested::Unreadable,
            None if !self.open.is_empty() || self.gaps.keys().any(is_request) => Requested::Open,
            None => Requested::Nothing,
        }
    }

    /// What was asked.
    pub fn asks(&self) -> impl Iterator<Item = &AskKey> {
        self.open.iter().filter_map(|item| match item {
            Item::Ask(ask) => Some(ask),
            _ => None,
        })
    }

    /// Whether more may have been asked than that.
    #[must_use]
    pub fn may_ask_more(&self) -> bool {
        may_ask_more(&self.gaps)
    }
}

impl Difference {
    /// The ask that came.
    #[must_use]
    pub const fn added_ask(&self) -> Option<&AskKey> {
        match (&self.0.item, &self.0.how) {
            (Item::Ask(ask), How::Added) => Some(ask),
            _ => None,
        }
    }

    /// The status that the customer came to have, where this is such a move and the status is one that we know.
    #[must_use]
    pub fn became(&self) -> Option<CustomerStatus> {
        match &self.0 {
            Change { item: STATUS, how: How::Altered { after, .. } } => {
                CustomerStatus::parse(after.unmasked().as_str())
            }
            _ => None,
        }
    }
}

fn in_the_clear(status: &SafeText) -> Option<SafeText> {
    (!super::is_fingerprint(status.as_str())).then(|| status.clone())
}
