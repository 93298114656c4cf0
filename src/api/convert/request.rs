//! What is wanted, and of whom.

use crate::domain::fact::{Fact, Items, Open};
use crate::domain::id::PartyId;
use crate::domain::key::{Item, Subject};
use crate::domain::request::{DocumentType, FieldName, Request, RequestedDocument, RequestedField, Scope, Section};

use super::log::Unreadable;
use super::node::{Node, line, prose, word};
use super::party::Named;
use super::reader::{Object, items};

/// The requests of a case, joined to its parties.
pub(super) fn requests(object: &mut Object<'_>, named: &Named<'_>) -> Fact<Items<Request>> {
    object.fact("request_for_information", |node| items(node, |node| request(node, named)))
}

fn request(node: Node<'_>, named: &Named<'_>) -> Result<Request, Unreadable> {
    let mut object = Object::of(node)?;
    let scope = object.fact("scope", word);
    let party = object.fact("associated_party_id", |node| node.text().map(PartyId::new));
    let strays = object.strays();
    let before = strays.count();
    let request = Request {
        subject: subject(&scope, &party, named),
        scope,
        party,
        section: object.fact("section", |node| node.text().map(Section::new)),
        documents: object.fact("categories", |node| items(node, document)),
        other: object.other(),
    };
    strays.settle(before..strays.count(), &Item::Request(request.key()), &request.subject);
    Ok(request)
}

/// Whom a request is about. A customer scope wins over a party's id, and no scope means the customer unless there is an
/// id; a scope that cannot be read says nothing, so the id decides, and without one nobody known is meant.
fn subject(scope: &Fact<Open<Scope>>, party: &Fact<PartyId>, named: &Named<'_>) -> Subject {
    let no_party = matches!(party, Fact::Missing | Fact::Null);
    match scope {
        Fact::Given(word) if word.known() == Some(Scope::Customer) => Subject::Company,
        Fact::Missing | Fact::Null if no_party => Subject::Company,
        _ => named.subject(party),
    }
}

fn document(node: Node<'_>) -> Result<RequestedDocument, Unreadable> {
    let mut object = Object::of(node)?;
    Ok(RequestedDocument {
        document_type: object.fact("document_type", |node| node.text().map(DocumentType::new)),
        fields: object.fact("fields", |node| items(node, field)),
        other: object.other(),
    })
}

fn field(node: Node<'_>) -> Result<RequestedField, Unreadable> {
    let mut object = Object::of(node)?;
    Ok(RequestedField {
        name: object.fact("field_name", |node| node.text().map(FieldName::new)),
        data_type: object.fact("data_type", word),
        status: object.fact("status", word),
        reason: object.fact("reason", prose),
        options: object.fact("options", |node| items(node, line)),
        side: object.fact("side", word),
        other: object.other(),
    })
}
