//! Asks: what people must do. One ask is one document type owed by one subject under one section.

use std::collections::{BTreeMap, HashMap};

use super::case::Case;
use super::key::{AskKey, FieldKey, Subject};
use super::request::RequestedField;

/// What one subject owes: a document type, with the fields that are wanted of it.
#[derive(Debug)]
pub struct Ask<'case> {
    /// Its identity.
    pub key: AskKey,
    /// Its fields, those of merged duplicates included.
    pub fields: Vec<(FieldKey, &'case RequestedField)>,
}

impl Ask<'_> {
    /// Whom it asks.
    #[must_use]
    pub const fn subject(&self) -> &Subject {
        &self.key.request.subject
    }
}

/// The open asks of a case in the order sent; duplicates merge, and a document type without fields still counts.
#[must_use]
pub fn asks(case: &Case) -> Vec<Ask<'_>> {
    let mut places = BTreeMap::new();
    let mut asks: Vec<Ask<'_>> = Vec::new();
    for (key, _) in case.requested_documents() {
        places.entry(key.clone()).or_insert_with(|| {
            asks.push(Ask { key, fields: Vec::new() });
            asks.len() - 1
        });
    }
    for (key, field) in case.requested_fields() {
        if let Some(ask) = places.get(&key.ask).and_then(|place| asks.get_mut(*place)) {
            ask.fields.push((key, field));
        }
    }
    asks
}

/// Asks by whom they ask, each in their order.
#[must_use]
pub fn by_subject<'asks, 'case>(asks: &'asks [Ask<'case>]) -> HashMap<&'asks Subject, Vec<&'asks Ask<'case>>> {
    let mut found: HashMap<&Subject, Vec<&Ask<'_>>> = HashMap::new();
    for ask in asks {
        found.entry(ask.subject()).or_default().push(ask);
    }
    found
}

#[cfg(test)]
mod tests;
