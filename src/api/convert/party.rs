//! Associated parties and their identities.

use std::collections::HashSet;

use crate::api::wire::Json;
use crate::domain::customer::OtherField;
use crate::domain::fact::{Extent, Fact, Items, Open};
use crate::domain::id::{PartyId, PartyKey};
use crate::domain::key::{Item, Subject, ordinals};
use crate::domain::mask::{Personal, PersonalKind, Prose};
use crate::domain::party::{Party, PartyStatus, Share, Verification};
use crate::domain::text::SafeText;
use crate::domain::time::Timestamp;

use super::log::Unreadable;
use super::node::{Node, prose, quote, time, word};
use super::reader::{Object, items};

/// The parties of a case, each with its key.
pub(super) fn parties(object: &mut Object<'_>) -> Fact<Items<Party>> {
    let mut found = Vec::new();
    let parties = object.fact("associated_parties", |node| {
        items(node, |node| {
            let before = node.log.strays.count();
            let party = party(node)?;
            found.push(before..node.log.strays.count());
            Ok(party)
        })
    });
    let parties = parties.map(with_keys);
    for (party, found) in parties.items().iter().zip(found) {
        object.strays().settle(found, &Item::Party(party.key.clone()), &Subject::Party(party.key.clone()));
    }
    parties
}

/// The parties of a case as rejections and requests name them.
pub(super) struct Named<'a> {
    known: HashSet<&'a PartyId>,
    is_whole: bool,
}

impl<'a> Named<'a> {
    pub(super) fn of(parties: &'a Fact<Items<Party>>) -> Self {
        let has_id = |party: &Party| party.id.given().is_some_and(|id| !id.text().is_blank());
        let is_whole = parties.extent() == Extent::Whole && parties.items().iter().all(has_id);
        Self { known: parties.items().iter().filter_map(|party| party.id.given()).collect(), is_whole }
    }

    /// Whom an id names. Where several parties share it, the first by content. Only a list that is known whole, with an
    /// id for each party, tells that somebody is not in it.
    pub(super) fn subject(&self, id: &Fact<PartyId>) -> Subject {
        let id = id.given().cloned().unwrap_or_else(|| PartyId::new(""));
        if !id.text().is_blank() && (!self.is_whole || self.known.contains(&id)) {
            Subject::Party(PartyKey { id, ordinal: 0 })
        } else {
            Subject::UnknownParty(id)
        }
    }
}

fn party(node: Node<'_>) -> Result<Party, Unreadable> {
    let mut object = Object::of(node)?;
    Ok(Party {
        key: PartyKey { id: PartyId::new(""), ordinal: 0 },
        id: object.fact("id", |node| node.text().map(PartyId::new)),
        kind: object.fact("type", word),
        share: object.fact("ownership_percent", share),
        email: object.fact("email", |node| node.personal(PersonalKind::Email)),
        verification: object.fact("verification", verification),
        other: object.other(),
    })
}

/// A share is no secret of a person, so what stands in its place is repeated. A text that is a number once blanks around
/// it are gone is read as that number and noted; any other text, one with a percent sign too, is not.
fn share(node: Node<'_>) -> Result<Share, Unreadable> {
    match node.value {
        Json::Number(raw) => {
            Share::parse(raw).ok_or_else(|| node.unreadable_value("expected a percentage", quote(raw)))
        }
        Json::Text(text) => {
            let Some(share) = Share::parse_text(text) else {
                return Err(node.unreadable_value("expected a number, found a text", quote(text)));
            };
            node.odd_value("a number sent as a text, read as that number", quote(text));
            Ok(share)
        }
        _ => Err(node.wrong("a number")),
    }
}

fn verification(node: Node<'_>) -> Result<Verification, Unreadable> {
    let mut object = Object::of(node)?;
    let (reason, mut unknown) = match object.fact("reason", reason) {
        Fact::Given((reason, unknown)) => (reason, unknown),
        absent => (Reason::absent(&absent.map(|_| ())), Vec::new()),
    };
    Ok(Verification {
        status: object.fact("status", word),
        for_customer: reason.for_customer,
        for_developer: reason.for_developer,
        updated_at: object.fact("updated_at", time),
        other: {
            unknown.extend(object.other());
            unknown
        },
    })
}

/// The two sentences of a verification.
struct Reason {
    for_customer: Fact<Prose>,
    for_developer: Fact<Prose>,
}

impl Reason {
    /// Both sentences are as absent as the object that would hold them.
    fn absent(state: &Fact<()>) -> Self {
        let same = || state.as_ref().map(|&()| Prose::default());
        Self { for_customer: same(), for_developer: same() }
    }
}

fn reason(node: Node<'_>) -> Result<(Reason, Vec<OtherField>), Unreadable> {
    let mut object = Object::of(node)?;
    let reason =
        Reason { for_customer: object.fact("for_customer", prose), for_developer: object.fact("for_developer", prose) };
    let within = |field: OtherField| OtherField { key: SafeText::line(&format!("reason.{}", field.key)), ..field };
    Ok((reason, object.other().into_iter().map(within).collect()))
}

/// What tells parties with the same id apart, so that the order they are sent in does not matter.
type Content<'a> = (
    Option<&'a Personal>,
    Option<&'a Share>,
    Option<(Option<&'a Open<PartyStatus>>, Option<&'a Timestamp>, Option<&'a Prose>, Option<&'a Prose>)>,
);

fn content(party: &Party) -> Content<'_> {
    let verification = party.verification.given();
    (
        party.email.given(),
        party.share.given(),
        verification.map(|v| (v.status.given(), v.updated_at.given(), v.for_customer.given(), v.for_developer.given())),
    )
}

fn with_keys(mut parties: Items<Party>) -> Items<Party> {
    let id = |party: &Party| party.id.given().cloned().unwrap_or_else(|| PartyId::new(""));
    let numbers = ordinals(&parties.read, id, content);
    for (party, ordinal) in parties.read.iter_mut().zip(numbers) {
        party.key = PartyKey { id: id(party), ordinal };
    }
    parties
}
