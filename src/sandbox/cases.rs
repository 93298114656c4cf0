//! Where every case stands: its record, the looks it had, and the patches put on top.

use std::collections::HashMap;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::generated;
use super::merge;
use super::query::{Kind, ListQuery};
use super::scenario::{Record, Scenario};
use super::times;

const BUSINESS_ROW: [&str; 10] = [
    "customer_id",
    "type",
    "business_name",
    "email",
    "phone",
    "country_of_incorporation",
    "customer_status",
    "tos_policies_url",
    "created_at",
    "updated_at",
];

const INDIVIDUAL_ROW: [&str; 11] = [
    "customer_id",
    "type",
    "first_name",
    "last_name",
    "email",
    "phone",
    "country_of_residence",
    "customer_status",
    "tos_policies_url",
    "created_at",
    "updated_at",
];

/// The statuses that the first version of the API calls by other words, each with its own.
const V1_WORDS: [(&str, &str); 3] =
    [("PROCESSING", "QUEUED"), ("IN_COMPLIANCE", "ON_HOLD"), ("ACTION_REQUIRED", "REINITIATE")];

/// The customers as they are now.
pub(super) struct Cases {
    scenario: Scenario,
    start: Timestamp,
    by_id: HashMap<String, usize>,
    businesses: Vec<usize>,
    individuals: Vec<usize>,
    looks: HashMap<String, usize>,
    patches: HashMap<String, Vec<Value>>,
}

/// Where a customer comes from.
enum Source<'a> {
    Recorded(&'a Record),
    Generated(usize),
}

impl Cases {
    /// Every case at its first step.
    pub(super) fn new(scenario: Scenario, start: Timestamp) -> Self {
        let mut cases = Self {
            scenario: Scenario::default(),
            start,
            by_id: HashMap::new(),
            businesses: Vec::new(),
            individuals: Vec::new(),
            looks: HashMap::new(),
            patches: HashMap::new(),
        };
        for (position, record) in scenario.records.iter().enumerate() {
            if let Some(id) = text(&record.customer, "customer_id") {
                cases.by_id.entry(id.to_owned()).or_insert(position);
            }
            match kind(&record.customer) {
                Kind::Business => cases.businesses.push(position),
                Kind::Individual => cases.individuals.push(position),
            }
        }
        cases.scenario = scenario;
        cases
    }

    /// The details of a case as JSON text, and one look more for it; none for an unknown id.
    pub(super) fn detail(&mut self, id: &str) -> Option<String> {
        let customer = match self.find(id)? {
            Source::Recorded(Record { text: Some(text), .. }) if !self.patches.contains_key(id) => (*text).to_owned(),
            source => self.current(&source, id).to_string(),
        };
        *self.looks.entry(id.to_owned()).or_default() += 1;
        let body = format!("{{\"data\":{customer}}}");
        Some(times::settle(&body, self.start))
    }

    /// The same in the words of the first version of the API.
    pub(super) fn detail_v1(&mut self, id: &str) -> Option<String> {
        let mut customer = self.current(&self.find(id)?, id);
        *self.looks.entry(id.to_owned()).or_default() += 1;
        if let Some(status) = customer.get_mut("customer_status") {
            let old = status.as_str().and_then(|new| V1_WORDS.iter().find(|(word, _)| *word == new));
            if let Some((_, old)) = old {
                *status = json!(old);
            }
        }
        Some(times::settle(&json!({ "data": customer }).to_string(), self.start))
    }

    /// One page of a list as JSON text; a page behind the last one is empty.
    pub(super) fn page(&self, query: ListQuery) -> String {
        let (recorded, generated) = match query.kind {
            Kind::Business => (&self.businesses, self.scenario.generated),
            Kind::Individual => (&self.individuals, 0),
        };
        let total = recorded.len() + generated;
        let per_page = usize::try_from(query.per_page).unwrap_or(usize::MAX);
        let first = usize::try_from(query.current_page - 1).unwrap_or(usize::MAX).saturating_mul(per_page);
        let rows: Vec<Value> = (first.min(total)..first.saturating_add(per_page).min(total))
            .filter_map(|position| self.row(recorded, position))
            .collect();
        let body = json!({
            "data": {
                "pagination": {
                    "current_page": query.current_page,
                    "per_page": query.per_page,
                    "total_page": total.div_ceil(per_page),
                    "total": total,
                },
                "customers": rows,
            },
        });
        times::settle(&body.to_string(), self.start)
    }

    /// Puts a patch on top of a case.
    pub(super) fn patch(&mut self, id: &str, patch: Value) {
        if self.find(id).is_some() {
            self.patches.entry(id.to_owned()).or_default().push(patch);
        }
    }

    fn find(&self, id: &str) -> Option<Source<'_>> {
        if let Some(&position) = self.by_id.get(id) {
            return self.scenario.records.get(position).map(Source::Recorded);
        }
        generated::number(id).filter(|&n| n < self.scenario.generated).map(Source::Generated)
    }

    fn current(&self, source: &Source<'_>, id: &str) -> Value {
        let mut customer = match source {
            Source::Generated(n) => generated::customer(*n),
            Source::Recorded(record) => {
                let looks = self.looks.get(id).copied().unwrap_or_default();
                let mut customer = record.customer.clone();
                for step in record.steps.iter().take(looks) {
                    merge::apply(&mut customer, step);
                }
                customer
            }
        };
        for patch in self.patches.get(id).into_iter().flatten() {
            merge::apply(&mut customer, patch);
        }
        customer
    }

    fn row(&self, recorded: &[usize], position: usize) -> Option<Value> {
        if let Some(&index) = recorded.get(position) {
            let record = self.scenario.records.get(index)?;
            let id = text(&record.customer, "customer_id").unwrap_or_default();
            return Some(row_of(self.current(&Source::Recorded(record), id)));
        }
        let n = position - recorded.len();
        let id = generated::id(n);
        if self.patches.contains_key(&id) {
            return Some(row_of(self.current(&Source::Generated(n), &id)));
        }
        Some(generated::row(n))
    }
}

/// The list row of a customer; what is not an object is its own row.
fn row_of(customer: Value) -> Value {
    let names: &[&str] = match kind(&customer) {
        Kind::Business => &BUSINESS_ROW,
        Kind::Individual => &INDIVIDUAL_ROW,
    };
    match customer {
        Value::Object(mut members) => {
            let row: Map<String, Value> =
                names.iter().filter_map(|name| Some(((*name).to_owned(), members.get_mut(*name)?.take()))).collect();
            Value::Object(row)
        }
        other => other,
    }
}

fn kind(customer: &Value) -> Kind {
    if text(customer, "type") == Some("INDIVIDUAL") { Kind::Individual } else { Kind::Business }
}

fn text<'a>(customer: &'a Value, name: &str) -> Option<&'a str> {
    customer.get(name)?.as_str()
}
