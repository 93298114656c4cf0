//! Texts of values that could not be read: what they say may hold a case all the same.

use crate::api::wire::Json;
use crate::domain::stray::StrayPlace;

use super::node::Node;
use super::path::Path;

/// Branches and leaves that hold what people wrote.
const WORDS: [&str; 11] = [
    "associated_parties",
    "verification",
    "reason",
    "for_customer",
    "rejection_reason",
    "applicant",
    "documents",
    "moderation_comment",
    "request_for_information",
    "categories",
    "fields",
];
/// Leaves that are no sentences: names, addresses, ids, handles, codes and times.
const NOT_SEARCHED: [&str; 29] = [
    "associated_party_id",
    "business_name",
    "category",
    "country_of_incorporation",
    "country_of_residence",
    "created_at",
    "customer_id",
    "customer_status",
    "data_type",
    "document_type",
    "email",
    "field_name",
    "first_name",
    "id",
    "last_name",
    "last_status_updated_at",
    "options",
    "ownership_percent",
    "phone",
    "scope",
    "section",
    "side",
    "status",
    "tos_policies_url",
    "tos_policies_value",
    "type",
    "updated_at",
    "uri",
    "verification_type",
];

/// Keeps the texts of a value that could not be read, or that nothing else keeps.
pub(super) fn gather(node: Node<'_>) {
    gather_items(node, &[node.value]);
}

/// Keeps the texts of those elements of a list that could not be read, as one text: a sentence may run through them.
pub(super) fn gather_items(node: Node<'_>, items: &[&Json]) {
    let key = node.path.key().unwrap_or_default();
    // Below a value of another kind only what is named as a text is one.
    let place = place(key).or_else(|| (!NOT_SEARCHED.contains(&key)).then_some(StrayPlace::Words));
    let mut gathering = Gathering { place, lines: Vec::new() };
    for value in items {
        gathering.below(Node { value, ..node }, "");
    }
    if let Some(place) = place {
        node.log.keep(node.path, place, gathering.lines.join("\n"));
    }
}

/// Keeps a text that is too long to be kept whole where it belongs.
pub(super) fn keep_if_cut(node: Node<'_>) {
    /// No text of so many bytes is cut.
    const SHORT: usize = 2_000;
    if node.value.text().is_some_and(|text| text.len() > SHORT) {
        gather(node);
    }
}

/// What should stand under a key; `None` where that is no text.
fn place(key: &str) -> Option<StrayPlace> {
    match key {
        "reject_labels" => Some(StrayPlace::Labels),
        "for_developer" => Some(StrayPlace::ForDeveloper),
        key => WORDS.contains(&key).then_some(StrayPlace::Words),
    }
}

/// The lines of one stray text.
struct Gathering {
    place: Option<StrayPlace>,
    lines: Vec<String>,
}

impl Gathering {
    /// Adds the leaves below a value; `at` are the keys that lead to it.
    fn below(&mut self, node: Node<'_>, at: &str) {
        match node.value {
            Json::List(items) => {
                for (index, value) in items.iter().enumerate() {
                    let path = Path::Index(node.path, index);
                    self.below(Node { value, path: &path, log: node.log }, at);
                }
            }
            Json::Object(entries) => {
                for (key, value) in entries {
                    let path = Path::Key(node.path, key);
                    self.key(Node { value, path: &path, log: node.log }, at, key);
                }
            }
            Json::Text(text) => self.leaf(at, text),
            Json::Number(digits) => self.leaf(at, digits),
            Json::Bool(true) if !at.is_empty() => self.leaf(at, "true"),
            Json::Bool(_) | Json::Null => {}
        }
    }

    fn key(&mut self, node: Node<'_>, at: &str, key: &str) {
        let own = place(key);
        if own.is_some() && own != self.place {
            gather(node);
        } else if self.place == Some(StrayPlace::Labels) || !NOT_SEARCHED.contains(&key) {
            let at = if own.is_some() { at.to_owned() } else { format!("{at} {key}") };
            self.below(node, &at);
        }
    }

    fn leaf(&mut self, at: &str, value: &str) {
        if self.place.is_some() {
            self.lines.push(if at.is_empty() { value.to_owned() } else { format!("{}: {value}", at.trim_start()) });
        }
    }
}
