//! Reads objects field by field and lists element by element.

use std::collections::BTreeMap;

use crate::api::wire::Json;
use crate::domain::customer::OtherField;
use crate::domain::fact::{Fact, Items};

use super::keys::by_key;
use super::log::{Log, Strays, Unreadable};
use super::node::{Node, is_withheld};
use super::path::Path;
use super::{other, stray};

/// The elements of a list, each read on its own: one that cannot be read is noted and counted, its texts apart.
pub(super) fn items<T>(
    node: Node<'_>,
    mut read: impl FnMut(Node<'_>) -> Result<T, Unreadable>,
) -> Result<Items<T>, Unreadable> {
    let values = node.value.list().ok_or_else(|| node.wrong("a list"))?;
    let (mut items, mut others) = (Items::default(), Vec::new());
    for (index, value) in values.iter().enumerate() {
        if let Ok(item) = read(Node { value, path: &Path::Index(node.path, index), log: node.log }) {
            items.read.push(item);
        } else {
            items.unread += 1;
            others.push(value);
        }
    }
    stray::gather_items(node, &others);
    Ok(items)
}

/// An object whose fields are taken one by one; what nobody took is unknown to this build.
pub(super) struct Object<'a> {
    fields: BTreeMap<&'a str, &'a Json>,
    path: &'a Path<'a>,
    log: &'a Log,
}

impl<'a> Object<'a> {
    /// The object at this place.
    pub(super) fn of(node: Node<'a>) -> Result<Self, Unreadable> {
        Ok(Self { fields: by_key(node)?, path: node.path, log: node.log })
    }

    /// Takes a field.
    pub(super) fn fact<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(Node<'_>) -> Result<T, Unreadable>,
    ) -> Fact<T> {
        match self.fields.remove(key) {
            None => Fact::Missing,
            Some(Json::Null) => Fact::Null,
            Some(value) if is_withheld(value) => Fact::Withheld,
            Some(value) => {
                let path = Path::Key(self.path, key);
                let node = Node { value, path: &path, log: self.log };
                match read(node) {
                    Ok(value) => Fact::Given(value),
                    Err(Unreadable(problem)) => {
                        stray::gather(node);
                        Fact::Unreadable(problem)
                    }
                }
            }
        }
    }

    /// The texts of what could not be read so far.
    pub(super) const fn strays(&self) -> &'a Strays {
        &self.log.strays
    }

    /// Whether a field that nobody took yet was sent.
    pub(super) fn has(&self, key: &str) -> bool {
        self.fields.contains_key(key)
    }

    /// The fields that nobody took.
    pub(super) fn other(self) -> Vec<OtherField> {
        other::fields(&self.fields, self.path, self.log)
    }
}
