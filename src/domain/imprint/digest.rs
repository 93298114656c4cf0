//! What is kept of a queue row: its numbers, without a name.

use serde::{Deserialize, Serialize};

use super::is_uuid;
use super::written::Reach;
use crate::domain::ball::{Ball, Requested};
use crate::domain::customer::CustomerStatus;
use crate::domain::digest::{Digest, Owed};
use crate::domain::fact::Word;
use crate::domain::glossary::Glossary;
use crate::domain::id::PartyId;
use crate::domain::rejection::LabelCode;
use crate::domain::request::DocumentType;
use crate::domain::since::{Basis, Since};
use crate::domain::tally::Tally;
use crate::domain::time::Wall;

/// The numbers of a queue row as they are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptDigest {
    status: Option<String>,
    ball: Holder,
    requested: Requests,
    held: usize,
    asks: Count,
    asks_of_company: usize,
    blocked_parties: Count,
    parties: Count,
    since: Option<(i64, Ground)>,
    last_activity: Option<i64>,
    labels: Vec<String>,
    knows_all_labels: bool,
    party_ids: Vec<String>,
    /// Earlier versions kept neither of these.
    #[serde(default)]
    owed: Option<KeptOwed>,
    #[serde(default)]
    not_approved: Option<Count>,
}

/// An [`Owed`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeptOwed {
    documents: Vec<String>,
    knows_all: bool,
}

/// A [`Tally`].
type Count = (usize, Reach);

/// A [`Ball`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Holder {
    Us,
    Unknown,
    Customer,
    Fin,
    Nobody,
}

/// A [`Requested`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Requests {
    NotRead,
    NotTold,
    Unreadable,
    Nothing,
    Open,
}

/// A [`Basis`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Ground {
    StatusChange,
    FirstSeen,
    AtMost,
    LastUpdate,
    Creation,
    Sent,
    Due,
}

impl KeptDigest {
    /// What is kept of a digest: no e-mail, no id that is no uuid, and of labels those that the catalogue knows and that do
    /// not hold.
    #[must_use]
    pub fn of(digest: &Digest, glossary: &Glossary) -> Self {
        let is_kept = |label: &&LabelCode| glossary.label(label).is_some() && !glossary.holds(label);
        let labels: Vec<String> = digest.labels.iter().filter(is_kept).map(ToString::to_string).collect();
        Self {
            status: digest.status.map(|status| status.word().to_owned()),
            ball: digest.ball.into(),
            requested: digest.requested.into(),
            held: digest.held,
            asks: count(digest.asks),
            asks_of_company: digest.asks_of_company,
            blocked_parties: count(digest.blocked_parties),
            parties: count(digest.parties),
            since: digest.since.map(|since| (since.at.as_millisecond(), since.basis.into())),
            last_activity: digest.last_activity.map(Wall::as_millisecond),
            knows_all_labels: digest.knows_all_labels && labels.len() == digest.labels.len(),
            labels,
            party_ids: {
                let ids = digest.party_ids.iter().map(|id| id.text().as_str());
                ids.filter(|id| is_uuid(id)).map(str::to_owned).collect()
            },
            owed: digest.owed.as_ref().map(|owed| kept_owed(owed, glossary)),
            not_approved: digest.not_approved.map(count),
        }
    }

    /// Whether something withheld the drafts of the case.
    #[must_use]
    pub const fn is_held(&self) -> bool {
        self.held > 0
    }

    /// The digest as far as it was kept; `None` where it says what this build does not know.
    #[must_use]
    pub fn digest(&self) -> Option<Digest> {
        let status = match &self.status {
            Some(word) => Some(CustomerStatus::parse(word)?),
            None => None,
        };
        let at = |millisecond| Wall::from_millisecond(millisecond).ok();
        let since = match self.since {
            Some((millisecond, ground)) => Some(Since { at: at(millisecond)?, basis: ground.into() }),
            None => None,
        };
        Some(Digest {
            status,
            ball: self.ball.into(),
            requested: self.requested.into(),
            held: self.held,
            asks: tally(self.asks),
            asks_of_company: self.asks_of_company,
            blocked_parties: tally(self.blocked_parties),
            parties: tally(self.parties),
            since,
            last_activity: self.last_activity.and_then(at),
            labels: self.labels.iter().map(|label| LabelCode::new(label)).collect(),
            knows_all_labels: self.knows_all_labels,
            party_ids: self.party_ids.iter().map(|id| PartyId::new(id)).collect(),
            handles: Vec::new(),
            owed: self.owed.as_ref().map(|owed| Owed {
                documents: owed.documents.iter().map(|code| DocumentType::new(code)).collect(),
                knows_all: owed.knows_all,
            }),
            not_approved: self.not_approved.map(tally),
            // They are made of the case itself, and change with time and configuration.
            findings: None,
        })
    }
}

/// As of labels, only those are kept that the catalogue knows.
fn kept_owed(owed: &Owed, glossary: &Glossary) -> KeptOwed {
    let is_kept = |document: &&DocumentType| glossary.document(document).is_some();
    let documents: Vec<String> = owed.documents.iter().filter(is_kept).map(ToString::to_string).collect();
    KeptOwed { knows_all: owed.knows_all && documents.len() == owed.documents.len(), documents }
}

fn count(tally: Tally) -> Count {
    (tally.counted, tally.extent.into())
}

fn tally((counted, reach): Count) -> Tally {
    Tally { counted, extent: reach.into() }
}

/// Two enumerations whose values stand for each other one by one.
macro_rules! stands_for {
    ($ours:ident, $written:ident, $($value:ident),+) => {
        impl From<$ours> for $written {
            fn from(value: $ours) -> Self {
                match value { $($ours::$value => Self::$value),+ }
            }
        }

        impl From<$written> for $ours {
            fn from(written: $written) -> Self {
                match written { $($written::$value => Self::$value),+ }
            }
        }
    };
}

stands_for!(Ball, Holder, Us, Unknown, Customer, Fin, Nobody);
stands_for!(Requested, Requests, NotRead, NotTold, Unreadable, Nothing, Open);
stands_for!(Basis, Ground, StatusChange, FirstSeen, AtMost, LastUpdate, Creation, Sent, Due);
