//! Changes: what differs between two looks at one case. Order is never a change, and what could not be read is never told
//! as gone, resolved or new: it is compared with the last look at which it could be.

mod collect;
mod documents;
mod gaps;
mod inventory;

use super::case::Case;
use super::fact::Extent;
use super::key::Item;
use super::mask::TextOrProse;

pub(in crate::domain) use gaps::is_at_or_below;
pub use inventory::Inventory;

pub(in crate::domain) use documents::Papers;
pub(in crate::domain) use gaps::Gaps;
pub(in crate::domain) use inventory::Value;

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What differs.
    pub item: Item,
    /// How it differs.
    pub how: How,
}

/// How a thing differs. Personal values say only that they changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// It was not there before.
    Added,
    /// It is no longer there.
    Removed,
    /// Its value changed.
    Altered {
        /// The value before.
        before: TextOrProse,
        /// The value now.
        after: TextOrProse,
    },
    /// It could be read before and cannot be now, or not all of it, or it is no longer told. Nothing follows from it.
    Lost(Extent),
    /// It can be read again, or for the first time.
    Found,
}

impl How {
    /// Whether the case itself is known to differ, and not only what could be read of it.
    #[must_use]
    pub const fn is_of_the_case(&self) -> bool {
        matches!(self, Self::Added | Self::Removed | Self::Altered { .. })
    }
}

impl Change {
    /// What happened, in a word before the name of the item; `None` where the values say it.
    #[must_use]
    pub const fn verb(&self) -> Option<&'static str> {
        match (&self.how, &self.item) {
            (How::Added, Item::Ask(_)) => Some("opened"),
            (How::Removed, Item::Ask(_)) => Some("resolved"),
            (How::Added, _) => Some("new"),
            (How::Removed, _) => Some("gone"),
            (How::Lost(extent), _) => extent.gap(),
            (How::Found, _) => Some("can be read again"),
            (How::Altered { .. }, _) => None,
        }
    }

    /// Its code in JSON.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match (&self.how, &self.item) {
            (How::Added, Item::Ask(_)) => "opened",
            (How::Removed, Item::Ask(_)) => "resolved",
            (How::Added, _) => "added",
            (How::Removed, _) => "removed",
            (How::Altered { .. }, _) => "altered",
            (How::Lost(Extent::NotTold), _) => "not_told",
            (How::Lost(_), _) => "unreadable",
            (How::Found, _) => "readable_again",
        }
    }
}

/// What differs from `before` to `after`: company first, then parties, rejections, requests.
#[must_use]
pub fn changes(before: &Case, after: &Case) -> Vec<Change> {
    Inventory::of(before).changes(&Inventory::of(after))
}

#[cfg(test)]
mod tests;
