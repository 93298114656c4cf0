//! Text that stood where something else was expected. It cannot be shown as what it should have been, but what it says may
//! still hold a case.

use super::fact::JsonPath;
use super::key::{Item, Subject};
use super::mask::{Personal, PersonalKind};
use super::text::SafeText;

/// A text that was found in a value which could not be read, or that a later value of the same key replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stray {
    /// Where it stands.
    pub path: JsonPath,
    /// The branch of the case it belongs to.
    pub item: Item,
    /// Whom that is about; the company where it is not known.
    pub subject: Subject,
    /// What should have stood there.
    pub place: StrayPlace,
    /// The text, behind its keys within the value. It may be anyone's name.
    pub text: Personal,
}

impl Stray {
    /// A text as something personal that keeps its lines.
    #[must_use]
    pub fn personal(raw: &str) -> Personal {
        Personal::from_safe(PersonalKind::Unknown, SafeText::block(raw))
    }
}

/// What should have stood where a stray text does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StrayPlace {
    /// Labels.
    Labels,
    /// What Fin says to us of a party.
    ForDeveloper,
    /// Any other text, or a branch that holds texts.
    Words,
}
