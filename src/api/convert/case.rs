//! A case from a details reply.

use crate::api::wire::Json;
use crate::domain::case::Case;
use crate::domain::customer::OtherField;
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::id::CustomerId;

use super::log::Log;
use super::node::{Node, time, word};
use super::parse::{not_understood, parse};
use super::path::Path;
use super::reader::Object;
use super::recognise::{details, instead};
use super::{party, profile, rejection, request};

/// Reads the reply of `GET /v2/customers/{customer_id}`.
///
/// # Errors
/// [`FailureKind::NotUnderstood`] where it is no customer with a usable id; [`FailureKind::WrongCustomer`] where it is
/// another than the one asked for.
pub fn case(reply: &[u8], asked: &CustomerId) -> Result<Case, Failure> {
    let json = parse(reply)?;
    let (value, in_data) = details(&json).ok_or_else(|| not_understood(&instead(&json, "customer details")))?;
    let (root, data) = (Path::Root, Path::Key(&Path::Root, "data"));
    let case = if in_data { customer(value, &data, Some((&json, &root)))? } else { customer(value, &root, None)? };
    if case.id == *asked { Ok(case) } else { Err(Failure::new(FailureKind::WrongCustomer)) }
}

/// Reads a customer that stands at this place, and what stands beside it in a reply that holds it under `data`.
pub(super) fn customer(value: &Json, path: &Path<'_>, reply: Option<(&Json, &Path<'_>)>) -> Result<Case, Failure> {
    let log = Log::default();
    let Ok(mut object) = Object::of(Node { value, path, log: &log }) else {
        return Err(not_understood("not an object, so no customer details"));
    };
    let Some(id) = profile::id(&mut object).given().cloned() else {
        return Err(not_understood("the customer has no usable customer_id"));
    };
    let profile = profile::read(&mut object);
    let details = profile::details(&mut object);
    let verification_type = object.fact("verification_type", word);
    let last_status_updated_at = object.fact("last_status_updated_at", time);
    let parties = party::parties(&mut object);
    let named = party::Named::of(&parties);
    let rejection = rejection::rejection(&mut object, &named);
    let requests = request::requests(&mut object, &named);
    let mut other = object.other();
    other.extend(reply.map_or_else(Vec::new, |(value, path)| beside_data(Node { value, path, log: &log })));
    let strays = log.strays.take();
    let problems = log.finish();
    Ok(Case {
        id,
        profile,
        details,
        verification_type,
        last_status_updated_at,
        parties,
        rejection,
        requests,
        other,
        problems,
        strays,
        export: None,
    })
}

/// What a reply says beside its data, such as a message: nothing that was sent is hidden or left unsearched.
fn beside_data(reply: Node<'_>) -> Vec<OtherField> {
    Object::of(reply).map_or_else(
        |_| Vec::new(),
        |mut reply| {
            let _ = reply.fact("data", |_| Ok(()));
            reply.other()
        },
    )
}
