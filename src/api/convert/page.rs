//! A page of the customer list.

use crate::api::wire::Json;
use crate::domain::customer::{CustomerRow, RowKey};
use crate::domain::fact::{Fact, Items, Problem};
use crate::domain::failure::Failure;

use super::log::{Log, Unreadable};
use super::node::Node;
use super::parse::{not_understood, parse};
use super::path::Path;
use super::profile;
use super::reader::{Object, items};
use super::recognise::instead;

/// A page of the customer list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its rows, in the order sent; one that could not be read is a row that says so.
    pub rows: Vec<CustomerRow>,
    /// How many customers there are on all pages, where the server said so.
    pub total: Option<u64>,
    /// How many pages there are, where the server said so.
    pub pages: Option<u64>,
    /// How many rows the server puts on a page, where it said so; it need not be what was asked for.
    pub per_page: Option<u64>,
    /// Which page it is, from 1; 0 where the server did not say and nobody asked.
    pub number: u64,
    /// What could not be taken as it stood, outside of rows.
    pub problems: Vec<Problem>,
}

/// Reads the reply of `GET /v2/customers` (and of its older twin, which looks the same).
///
/// # Errors
/// [`FailureKind::NotUnderstood`](crate::domain::failure::FailureKind::NotUnderstood) where it has no list of customers.
pub fn page(reply: &[u8]) -> Result<Page, Failure> {
    let json = parse(reply)?;
    let log = Log::default();
    let path = Path::Key(&Path::Root, "data");
    let data = json.get("data").filter(|data| data.get("customers").is_some());
    let object = data.and_then(|value| Object::of(Node { value, path: &path, log: &log }).ok());
    let Some(mut object) = object else {
        return Err(not_understood(&instead(&json, "a list of customers")));
    };
    let Numbers { number, per_page, pages, total } = numbers(&mut object);
    let Fact::Given(rows) = object.fact("customers", rows) else {
        return Err(not_understood("the list page has no list in its customers"));
    };
    Ok(Page { rows: rows.read, total, pages, per_page, number: number.unwrap_or(0), problems: log.finish() })
}

#[derive(Default)]
struct Numbers {
    number: Option<u64>,
    per_page: Option<u64>,
    pages: Option<u64>,
    total: Option<u64>,
}

fn numbers(data: &mut Object<'_>) -> Numbers {
    let read = data.fact("pagination", |node| {
        let mut object = Object::of(node)?;
        let mut number = |key| object.fact(key, count).given().copied();
        Ok(Numbers {
            number: number("current_page"),
            per_page: number("per_page"),
            pages: number("total_page"),
            total: number("total"),
        })
    });
    match read {
        Fact::Given(numbers) => numbers,
        Fact::Missing | Fact::Null | Fact::Unreadable(_) | Fact::Withheld => Numbers::default(),
    }
}

fn count(node: Node<'_>) -> Result<u64, Unreadable> {
    let digits = match node.value {
        Json::Number(digits) => digits.parse().ok(),
        _ => None,
    };
    digits.ok_or_else(|| node.wrong("a whole number"))
}

/// Rows are read one by one, each with its own problems; those without a usable id are numbered.
fn rows(node: Node<'_>) -> Result<Items<CustomerRow>, Unreadable> {
    let mut unusable = 0_u32;
    items(node, |node| {
        let log = Log::default();
        let node = Node { log: &log, ..node };
        // What is no object gives the row of an empty one: it stays visible, with the problem noted.
        let nothing = Json::Object(Vec::new());
        let empty = Node { value: &nothing, ..node };
        let mut object = Object::of(node).or_else(|_| Object::of(empty))?;
        let key = match profile::id(&mut object) {
            Fact::Given(id) => RowKey::Customer(id),
            Fact::Missing | Fact::Null | Fact::Unreadable(_) | Fact::Withheld => {
                unusable = unusable.saturating_add(1);
                RowKey::Unusable(unusable - 1)
            }
        };
        let (profile, details) = (profile::read(&mut object), profile::details(&mut object));
        let other = object.other();
        Ok(CustomerRow { key, profile, details, other, problems: log.finish() })
    })
}
