//! Fields this build does not know, kept as their leaves so that nothing sent is hidden.

use std::collections::BTreeMap;

use crate::api::wire::Json;
use crate::domain::customer::OtherField;
use crate::domain::fact::Fact;
use crate::domain::mask::Prose;
use crate::domain::text::SafeText;

use super::keys::by_key;
use super::log::Log;
use super::node::{Node, is_withheld};
use super::path::Path;
use super::stray;

/// Most unknown fields kept of one object.
const MOST_FIELDS: usize = 100;
/// Most leaves kept of one unknown field.
const MOST_LEAVES: usize = 300;
/// Levels followed into one unknown field.
const DEEPEST: usize = 8;

/// Under this key an export of ours lists such fields.
const EXPORTED: &str = "other_fields";

/// These fields with their leaves, in the order of their keys.
pub(super) fn fields(sent: &BTreeMap<&str, &Json>, path: &Path<'_>, log: &Log) -> Vec<OtherField> {
    if let Some(exported) = sent.get(EXPORTED).and_then(|listed| exported(listed)) {
        let rest: BTreeMap<&str, &Json> =
            sent.iter().filter(|(key, _)| **key != EXPORTED).map(|(key, value)| (*key, *value)).collect();
        let mut fields = fields(&rest, path, log);
        fields.extend(exported);
        return fields;
    }
    let mut fields: Vec<OtherField> = sent
        .iter()
        .take(MOST_FIELDS)
        .map(|(key, value)| {
            let mut leaves = Leaves::default();
            let (here, at) = (Path::Key(path, key), Path::Root);
            leaves.gather(Node { value, path: &here, log }, &at, 0);
            OtherField { key: SafeText::line(key), leaves: leaves.finish() }
        })
        .collect();
    for (key, value) in sent.iter().skip(MOST_FIELDS) {
        stray::gather(Node { value, path: &Path::Key(path, key), log });
    }
    if let Some(more) = sent.len().checked_sub(MOST_FIELDS).filter(|more| *more > 0) {
        let note = text_of(&format!("{more} more fields are not listed"));
        fields.push(OtherField { key: SafeText::line("…"), leaves: vec![(SafeText::default(), note)] });
    }
    fields
}

/// The fields that an export lists; `None` where this is no such list.
fn exported(listed: &Json) -> Option<Vec<OtherField>> {
    let value = |value: &Json| match value {
        Json::Text(text) => Some(text_of(text)),
        value => is_withheld(value).then_some(Fact::Withheld),
    };
    let leaf = |leaf: &Json| Some((SafeText::line(leaf.get("path")?.text()?), value(leaf.get("value")?)?));
    let field = |field: &Json| {
        let leaves: Option<Vec<_>> = field.get("leaves")?.list()?.iter().take(MOST_LEAVES).map(leaf).collect();
        Some(OtherField { key: SafeText::line(field.get("key")?.text()?), leaves: leaves? })
    };
    listed.list()?.iter().take(MOST_FIELDS).map(field).collect()
}

#[derive(Default)]
struct Leaves {
    kept: Vec<(SafeText, Fact<Prose>)>,
    left_out: usize,
}

impl Leaves {
    /// Adds the leaves below a value; `at` is where it stands within its unknown field.
    fn gather(&mut self, node: Node<'_>, at: &Path<'_>, depth: usize) {
        match node.value {
            Json::List(items) if !items.is_empty() && depth < DEEPEST => {
                for (index, value) in items.iter().enumerate() {
                    let (path, at) = (Path::Index(node.path, index), Path::Index(at, index));
                    self.gather(Node { value, path: &path, log: node.log }, &at, depth + 1);
                }
            }
            Json::Object(entries) if !entries.is_empty() && depth < DEEPEST => {
                // For the duplicates it notes; each of them is listed all the same.
                let _ = by_key(node);
                for (key, value) in entries {
                    let (path, at) = (Path::Key(node.path, key), Path::Key(at, key));
                    self.gather(Node { value, path: &path, log: node.log }, &at, depth + 1);
                }
            }
            _ => self.keep(at, node),
        }
    }

    /// Keeps a leaf to be shown; the texts of what is not shown, or not whole, are kept apart.
    fn keep(&mut self, at: &Path<'_>, node: Node<'_>) {
        if self.kept.len() == MOST_LEAVES {
            self.left_out += 1;
            stray::gather(node);
            return;
        }
        let shown = match node.value {
            Json::Null => "null",
            Json::Bool(true) => "true",
            Json::Bool(false) => "false",
            Json::Number(digits) => digits,
            Json::Text(text) => {
                stray::keep_if_cut(node);
                text
            }
            Json::List(items) if items.is_empty() => "[]",
            Json::Object(entries) if entries.is_empty() => "{}",
            Json::List(_) | Json::Object(_) => {
                stray::gather(node);
                "… (nested deeper)"
            }
        };
        self.kept.push((SafeText::line(&at.to_string()), text_of(shown)));
    }

    fn finish(mut self) -> Vec<(SafeText, Fact<Prose>)> {
        if self.left_out > 0 {
            let note = text_of(&format!("{} more values are not listed", self.left_out));
            self.kept.push((SafeText::line("…"), note));
        }
        self.kept
    }
}

fn text_of(text: &str) -> Fact<Prose> {
    Fact::Given(Prose::line(text))
}
