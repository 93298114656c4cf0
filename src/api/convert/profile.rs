//! What the list and the details both say of a customer.

use crate::domain::customer::{CustomerDetails, CustomerKind, Name, Profile, TosLink};
use crate::domain::fact::{Fact, Open};
use crate::domain::id::CustomerId;
use crate::domain::mask::PersonalKind;
use crate::domain::text::SafeText;

use super::node::{line, time, word};
use super::reader::Object;

/// The customer's id.
pub(super) fn id(object: &mut Object<'_>) -> Fact<CustomerId> {
    object
        .fact("customer_id", |node| CustomerId::parse(node.text()?).map_err(|rule| node.unreadable(&rule.to_string())))
}

/// The facts of a profile.
pub(super) fn read(object: &mut Object<'_>) -> Profile {
    let kind = object.fact("type", word);
    let individual = is_individual(&kind, object);
    Profile {
        name: name(individual, object),
        email: object.fact("email", |node| node.personal(PersonalKind::Email)),
        country: country(individual, object),
        status: object.fact("customer_status", word),
        updated_at: object.fact("updated_at", time),
        kind,
    }
}

/// The facts beside a profile.
pub(super) fn details(object: &mut Object<'_>) -> CustomerDetails {
    CustomerDetails {
        phone: object.fact("phone", |node| node.personal(PersonalKind::Phone)),
        tos: object.fact("tos_policies_url", |node| node.text().map(TosLink::new)),
        created_at: object.fact("created_at", time),
    }
}

/// Judged by the type, else by which names were sent.
fn is_individual(kind: &Fact<Open<CustomerKind>>, object: &Object<'_>) -> bool {
    match kind.given().and_then(CustomerKind::meant) {
        Some(CustomerKind::Individual) => true,
        Some(CustomerKind::Business) => false,
        None => !object.has("business_name") && (object.has("first_name") || object.has("last_name")),
    }
}

fn name(individual: bool, object: &mut Object<'_>) -> Name {
    if individual {
        Name::Individual {
            first: object.fact("first_name", |node| node.personal(PersonalKind::Name)),
            last: object.fact("last_name", |node| node.personal(PersonalKind::Name)),
        }
    } else {
        Name::Business(object.fact("business_name", line))
    }
}

/// The country under the key of this kind of customer, else under the other; a second one stays an unknown field.
fn country(individual: bool, object: &mut Object<'_>) -> Fact<SafeText> {
    let (own, others) = if individual {
        ("country_of_residence", "country_of_incorporation")
    } else {
        ("country_of_incorporation", "country_of_residence")
    };
    let key = if object.has(own) || !object.has(others) { own } else { others };
    object.fact(key, line)
}
