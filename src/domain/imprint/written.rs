//! How imprints and differences are written down. What is read passes through [`SafeText`] again: a file is as foreign as
//! a server.

mod thing;

use std::collections::{BTreeMap, BTreeSet};

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::vocabulary::Vocabulary;
use super::{Difference, Imprint};
use crate::domain::change::{Change, Gaps, How, Inventory, Papers, Value};
use crate::domain::fact::{Fact, Items};
use crate::domain::key::{DocumentKey, Item};
use crate::domain::mask::{Prose, TextOrProse};
use crate::domain::rejection::{Category, DocumentUri, LabelCode, RejectedDocument, Verdict};
use crate::domain::text::SafeText;

use thing::{PaperKey, Thing, UnknownName, document_key, item, paper_key};
pub(super) use thing::{Reach, Whom};

/// The version of what is written. Another one is not read: it is looked at anew.
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Look {
    v: u32,
    /// Not there in what was written before it was; equal to no number then.
    #[serde(default)]
    words: u64,
    items: Vec<(Thing, Option<String>)>,
    papers: Vec<Paper>,
    entries: Vec<Thing>,
    nameless: Vec<Thing>,
    gaps: Vec<(Thing, Reach)>,
    gaps_now: Vec<(Thing, Reach)>,
}

/// A [`Fact`].
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Sent<T> {
    Missing,
    Null,
    Given(T),
    Unknown,
}

#[derive(Serialize, Deserialize)]
struct Paper {
    key: PaperKey,
    uri: Sent<String>,
    category: Sent<String>,
    comment: Sent<String>,
    labels: Sent<(Vec<String>, usize)>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Differing {
    item: Thing,
    how: Manner,
}

/// A [`How`].
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Manner {
    Added,
    Removed,
    Altered(String, String),
    Lost(Reach),
    Found,
}

impl Serialize for Imprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let look = &self.sealed;
        let things = |items: &BTreeSet<Item>| items.iter().map(Thing::from).collect();
        let gaps = |gaps: &Gaps| gaps.iter().map(|(item, extent)| (item.into(), (*extent).into())).collect();
        let written = Look {
            v: VERSION,
            words: self.words.0,
            items: look.items.iter().map(|(item, value)| (item.into(), written_value(value))).collect(),
            papers: look.papers.iter().map(Paper::from).collect(),
            entries: things(&look.entries),
            nameless: things(&look.nameless),
            gaps: gaps(&look.gaps),
            gaps_now: gaps(&look.gaps_now),
        };
        written.serialize(serializer)
    }
}

/// A sealed value is a text or none.
fn written_value(value: &Value) -> Option<String> {
    match value {
        Value::Plain(text) => Some(text.to_string()),
        Value::There | Value::Prose(_) | Value::Personal(_) | Value::Unknown(_) => None,
    }
}

impl<'de> Deserialize<'de> for Imprint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let look = Look::deserialize(deserializer)?;
        if look.v != VERSION {
            return Err(D::Error::custom("written by another version"));
        }
        let things = |things: Vec<Thing>| things.into_iter().map(item).collect::<Result<BTreeSet<Item>, _>>();
        let gaps = |gaps: Vec<(Thing, Reach)>| {
            gaps.into_iter()
                .map(|(thing, reach)| Ok((item(thing)?, reach.into())))
                .collect::<Result<Gaps, UnknownName>>()
        };
        let value = |text: Option<String>| text.map_or(Value::There, |text| Value::Plain(SafeText::line(&text)));
        let items = look.items.into_iter().map(|(thing, text)| Ok((item(thing)?, value(text))));
        let mut papers = Papers::default();
        for paper in look.papers {
            let (key, document) = paper.read();
            papers.add(key, document);
        }
        papers.sort();
        let sealed = Inventory {
            items: items.collect::<Result<BTreeMap<Item, Value>, UnknownName>>().map_err(D::Error::custom)?,
            papers,
            entries: things(look.entries).map_err(D::Error::custom)?,
            nameless: things(look.nameless).map_err(D::Error::custom)?,
            gaps: gaps(look.gaps).map_err(D::Error::custom)?,
            gaps_now: gaps(look.gaps_now).map_err(D::Error::custom)?,
        };
        Ok(Self { sealed, words: Vocabulary(look.words) })
    }
}

impl Serialize for Difference {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = |value: &TextOrProse| value.unmasked().to_string();
        let how = match &self.0.how {
            How::Added => Manner::Added,
            How::Removed => Manner::Removed,
            How::Altered { before, after } => Manner::Altered(text(before), text(after)),
            How::Lost(extent) => Manner::Lost((*extent).into()),
            How::Found => Manner::Found,
        };
        Differing { item: (&self.0.item).into(), how }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Difference {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Differing { item: thing, how } = Differing::deserialize(deserializer)?;
        let text = |text: String| TextOrProse::Plain(SafeText::line(&text));
        let how = match how {
            Manner::Added => How::Added,
            Manner::Removed => How::Removed,
            Manner::Altered(before, after) => How::Altered { before: text(before), after: text(after) },
            Manner::Lost(reach) => How::Lost(reach.into()),
            Manner::Found => How::Found,
        };
        Ok(Self(Change { item: item(thing).map_err(D::Error::custom)?, how }))
    }
}

impl<T> Sent<T> {
    fn of<U>(fact: &Fact<U>, write: impl FnOnce(&U) -> T) -> Self {
        match fact {
            Fact::Missing => Self::Missing,
            Fact::Null => Self::Null,
            Fact::Given(value) => Self::Given(write(value)),
            Fact::Unreadable(_) | Fact::Withheld => Self::Unknown,
        }
    }

    fn read<U>(self, read: impl FnOnce(T) -> U) -> Fact<U> {
        match self {
            Self::Missing => Fact::Missing,
            Self::Null => Fact::Null,
            Self::Given(value) => Fact::Given(read(value)),
            Self::Unknown => Fact::Withheld,
        }
    }
}

impl From<(&DocumentKey, &RejectedDocument)> for Paper {
    fn from((key, document): (&DocumentKey, &RejectedDocument)) -> Self {
        let labels = |labels: &Items<LabelCode>| (labels.read.iter().map(ToString::to_string).collect(), labels.unread);
        Self {
            key: paper_key(key),
            uri: Sent::of(&document.uri, ToString::to_string),
            category: Sent::of(&document.category, ToString::to_string),
            comment: Sent::of(&document.verdict.comment, |comment| comment.unmasked().to_string()),
            labels: Sent::of(&document.verdict.labels, labels),
        }
    }
}

impl Paper {
    fn read(self) -> (DocumentKey, RejectedDocument) {
        let labels = |(read, unread): (Vec<String>, usize)| Items {
            read: read.iter().map(|label| LabelCode::new(label)).collect(),
            unread,
        };
        let verdict = Verdict {
            comment: self.comment.read(|comment| Prose::line(&comment)),
            labels: self.labels.read(labels),
            other: Vec::new(),
        };
        let (uri, category) =
            (self.uri.read(|uri| DocumentUri::new(&uri)), self.category.read(|name| Category::new(&name)));
        (document_key(self.key), RejectedDocument { uri, category, verdict })
    }
}
