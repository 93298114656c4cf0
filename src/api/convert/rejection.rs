//! What was refused, and of whom.

use crate::domain::fact::Fact;
use crate::domain::id::PartyId;
use crate::domain::key::{Item, Subject};
use crate::domain::rejection::{
    Category, DocumentUri, LabelCode, PartyRejection, RejectedDocument, Rejection, RejectionReason, Verdict,
};

use super::log::Unreadable;
use super::node::{Node, prose};
use super::party::Named;
use super::reader::{Object, items};
use super::stray;

/// The rejection of a case, joined to its parties.
pub(super) fn rejection(object: &mut Object<'_>, named: &Named<'_>) -> Fact<RejectionReason> {
    object.fact("rejection_reason", |node| {
        let mut object = Object::of(node)?;
        let parties = object.fact("associated_parties", |node| items(node, |node| of_party(node, named)));
        Ok(RejectionReason { company: of_subject(object, &Subject::Company), parties })
    })
}

fn of_party(node: Node<'_>, named: &Named<'_>) -> Result<PartyRejection, Unreadable> {
    let mut object = Object::of(node)?;
    let id = object.fact("id", |node| node.text().map(PartyId::new));
    let subject = named.subject(&id);
    Ok(PartyRejection { rejection: of_subject(object, &subject), subject, id })
}

fn of_subject(mut object: Object<'_>, subject: &Subject) -> Rejection {
    let strays = object.strays();
    let before = strays.count();
    let rejection = Rejection {
        verdict: object.fact("applicant", |node| Object::of(node).map(verdict)),
        documents: object.fact("documents", |node| items(node, document)),
        other: object.other(),
    };
    strays.settle(before..strays.count(), &Item::Rejection(subject.clone()), subject);
    rejection
}

fn document(node: Node<'_>) -> Result<RejectedDocument, Unreadable> {
    let mut object = Object::of(node)?;
    Ok(RejectedDocument {
        uri: object.fact("uri", |node| node.text().map(DocumentUri::new)),
        category: object.fact("category", |node| node.text().map(Category::new)),
        verdict: verdict(object),
    })
}

fn verdict(mut object: Object<'_>) -> Verdict {
    Verdict {
        comment: object.fact("moderation_comment", prose),
        labels: object.fact("reject_labels", |node| items(node, label)),
        other: object.other(),
    }
}

/// A label; of one that is no code, but longer than a line may be, the text is kept too.
fn label(node: Node<'_>) -> Result<LabelCode, Unreadable> {
    let code = LabelCode::new(node.text()?);
    stray::keep_if_cut(node);
    Ok(code)
}
