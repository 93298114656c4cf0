//! What was refused, and of whom.

use crate::domain::fact::Fact;
use crate::domain::id::PartyId;
use crate::domain::rejection::{
    Category, DocumentUri, LabelCode, PartyRejection, RejectedDocument, Rejection, RejectionReason, Verdict,
};

use super::party::Named;
use super::reader::{Node, Object, Unreadable, prose};

/// The rejection of a case, joined to its parties.
pub(super) fn rejection(object: &mut Object<'_>, named: &Named<'_>) -> Fact<RejectionReason> {
    object.fact("rejection_reason", |node| {
        let mut object = node.object()?;
        let parties = object.fact("associated_parties", |node| node.items(|node| of_party(node, named)));
        Ok(RejectionReason { company: of_subject(object), parties })
    })
}

fn of_party(node: Node<'_>, named: &Named<'_>) -> Result<PartyRejection, Unreadable> {
    let mut object = node.object()?;
    let id = object.fact("id", |node| node.text().map(PartyId::new));
    Ok(PartyRejection { subject: named.subject(&id), id, rejection: of_subject(object) })
}

fn of_subject(mut object: Object<'_>) -> Rejection {
    Rejection {
        verdict: object.fact("applicant", |node| node.object().map(verdict)),
        documents: object.fact("documents", |node| node.items(document)),
        other: object.other(),
    }
}

fn document(node: Node<'_>) -> Result<RejectedDocument, Unreadable> {
    let mut object = node.object()?;
    Ok(RejectedDocument {
        uri: object.fact("uri", |node| node.text().map(DocumentUri::new)),
        category: object.fact("category", |node| node.text().map(Category::new)),
        verdict: verdict(object),
    })
}

fn verdict(mut object: Object<'_>) -> Verdict {
    Verdict {
        comment: object.fact("moderation_comment", prose),
        labels: object.fact("reject_labels", |node| node.items(|node| node.text().map(LabelCode::new))),
        other: object.other(),
    }
}
