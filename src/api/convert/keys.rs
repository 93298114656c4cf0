//! The keys of an object.

use std::collections::BTreeMap;

use crate::api::wire::Json;
use crate::domain::fact::{Fact, ProblemKind};

use super::log::Unreadable;
use super::node::{Node, is_unreadable};
use super::path::Path;
use super::stray;

/// The values of an object by their keys. Keys sent twice are noted; the last value counts.
pub(super) fn by_key(node: Node<'_>) -> Result<BTreeMap<&str, &Json>, Unreadable> {
    let Some(Json::Object(entries)) = Some(node.value).filter(|value| !is_unreadable(value)) else {
        return Err(node.wrong("an object"));
    };
    let mut fields = BTreeMap::new();
    for (key, value) in entries {
        if let Some(value) = fields.insert(key.as_str(), value) {
            let path = Path::Key(node.path, key);
            stray::gather(Node { value, path: &path, log: node.log });
            let what = "sent more than once; the last value is shown";
            node.log.note(&path, ProblemKind::DuplicateKey, what, Fact::Missing);
        }
    }
    Ok(fields)
}
