//! Customer details in a file.

use std::error::Error;
use std::fmt;

use crate::api::wire::{self, Json, NotJson};
use crate::domain::case::{Case, Export};
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::text::SafeText;

use super::case::customer;
use super::documents::{Document, documents};
use super::file::unwrapped;
use super::parse::not_understood;
use super::path::Path;
use super::recognise::{details, instead, is_receipt, what};

/// Most documents in one file: more customers than any list has.
const MOST_DOCUMENTS: usize = 100_000;

/// Why a file holds no customer: one sentence about the file, not about an answer of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoCase(SafeText);

impl fmt::Display for NoCase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Error for NoCase {}

impl From<Failure> for NoCase {
    fn from(failure: Failure) -> Self {
        Self(failure.said.clone().unwrap_or_else(|| SafeText::line(&failure.sentence())))
    }
}

/// Reads saved customer details: an API reply, a bare customer, a list of either, or several of them one after the other,
/// as one on each line. They may be in UTF-16, packed with gzip, or behind the head of their HTTP response. Of several,
/// what is no customer fails on its own, unless nothing is one.
///
/// # Errors
/// One sentence that says what the file is instead, where it holds no customer at all.
pub fn saved(file: &[u8]) -> Result<Vec<Result<Case, Failure>>, NoCase> {
    let document = unwrapped(file)?;
    let json = match wire::parse(&document) {
        Ok(json) => json,
        Err(error) => {
            return match documents(&document, MOST_DOCUMENTS).as_slice() {
                [] | [_] => Err(not_json(&error).into()),
                several => each(several),
            };
        }
    };
    let root = Path::Root;
    let Json::List(items) = &json else {
        return Ok(vec![Ok(one(&json, &root)?)]);
    };
    let cases: Vec<_> = items.iter().enumerate().map(|(index, item)| one(item, &Path::Index(&root, index))).collect();
    if cases.is_empty() {
        return Err(not_understood("this is an empty list, with no customer details in it").into());
    }
    if cases.iter().any(Result::is_ok) {
        return Ok(cases);
    }
    let what = items.first().map_or_else(String::new, what);
    let count = items.len();
    let sentence = format!("none of the {count} entries of this list is customer details; the first is {what}");
    Err(not_understood(&sentence).into())
}

/// Reads documents that stand one after the other, each by itself, so that their values are never held all at once.
fn each(documents: &[Document<'_>]) -> Result<Vec<Result<Case, Failure>>, NoCase> {
    let count = documents.len();
    if count > MOST_DOCUMENTS {
        return Err(Failure::saying(FailureKind::TooLarge, "more than 100,000 documents in one file").into());
    }
    let mut first = None;
    let read = |(index, document): (usize, &Document<'_>)| {
        let json = wire::parse(document.bytes).map_err(|error| not_json(&document.place(error)))?;
        first.get_or_insert_with(|| what(&json));
        one(&json, &Path::Index(&Path::Root, index))
    };
    let cases: Vec<_> = documents.iter().enumerate().map(read).collect();
    if cases.iter().any(Result::is_ok) {
        return Ok(cases);
    }
    let what = first.unwrap_or_else(|| "no JSON".to_owned());
    let sentence = format!("none of the {count} documents in this file is customer details; the first is {what}");
    Err(not_understood(&sentence).into())
}

fn not_json(error: &NotJson) -> Failure {
    match error {
        NotJson::Syntax { .. } => not_understood(&format!("this is not JSON: {error}")),
        NotJson::TooManyValues => Failure::saying(FailureKind::TooLarge, &error.to_string()),
    }
}

fn one(json: &Json, path: &Path<'_>) -> Result<Case, Failure> {
    let Some((value, in_data)) = details(json).filter(|(value, _)| !is_receipt(value)) else {
        return Err(not_understood(&instead(json, "customer details")));
    };
    let data = Path::Key(path, "data");
    let export = export(json);
    // Beside the data, an export of ours has what it says of itself.
    let reply = (in_data && export.is_none()).then_some((json, path));
    let case = customer(value, if in_data { &data } else { path }, reply)?;
    Ok(Case { export, ..case })
}

/// What an export of ours says of its case beside the data.
fn export(json: &Json) -> Option<Export> {
    json.get("schema")?;
    let is = |key: &str| matches!(json.get(key), Some(Json::Bool(true)));
    Some(Export { is_masked: is("masked"), is_held: is("held") })
}
