//! The customer's own facts, and its parties.

use crate::domain::customer::Name;
use crate::domain::fact::Extent;
use crate::domain::key::Subject;
use crate::domain::party::{Party, Share, held_together};
use crate::domain::text::SafeText;
use crate::domain::time::Timestamp;

use super::super::blocks::Block;
use super::{Pen, counted_of, profile_facts, said};

pub(super) fn facts(pen: &mut Pen<'_>) {
    let case = pen.report.case;
    pen.heading("Customer");
    let mut facts = vec![("name".to_owned(), pen.sight.subject(&Subject::Company))];
    if let Name::Individual { first, last } = &case.profile.name {
        facts.push(("first name".to_owned(), said(first, |name| pen.sight.personal(name))));
        facts.push(("last name".to_owned(), said(last, |name| pen.sight.personal(name))));
    }
    facts.extend(profile_facts(pen, &case.profile, &case.particulars));
    facts.push(("verification".to_owned(), said(&case.verification_type, |kind| pen.sight.text(kind.raw()))));
    facts.push(("status changed".to_owned(), said(&case.last_status_updated_at, Timestamp::to_second)));
    pen.put(Block::Facts(facts));
    pen.other(0, &case.other);
}

pub(super) fn parties(pen: &mut Pen<'_>) {
    let all = &pen.report.case.parties;
    let parties = all.items();
    if all.given().is_none() {
        pen.heading(format!("Parties: {}", all.absence().unwrap_or_default()));
        return;
    }
    let held = held_together(parties).filter(|_| !parties.is_empty() && all.extent() == Extent::Whole);
    let owned = held.map_or_else(String::new, |held| format!(", owned {}", held.in_short()));
    pen.heading(format!("Parties: {}{owned}", counted_of(all)));
    for one in parties {
        party(pen, one);
    }
}

fn party(pen: &mut Pen<'_>, party: &Party) {
    let title = pen.sight.subject(&Subject::Party(party.key.clone()));
    let verification = party.verification.given();
    let status = verification.map_or_else(
        || party.verification.absence().unwrap_or_default().to_owned(),
        |verification| said(&verification.status, |status| pen.sight.text(status.raw())),
    );
    pen.put(Block::item(0, format!("{title}: {status}")));
    let mut lines = vec![
        format!("id: {}", said(&party.id, |id| pen.sight.text(id.text()))),
        format!("type: {}", said(&party.kind, |kind| pen.sight.text(kind.raw()))),
        format!("share: {}", said(&party.share, Share::as_sent)),
        format!("email: {}", said(&party.email, |email| pen.sight.personal(email))),
    ];
    if let Some(verification) = verification {
        let words = |text: &SafeText| pen.sight.text(&text.on_one_line());
        lines.push(format!("updated: {}", said(&verification.updated_at, Timestamp::to_second)));
        lines.push(format!("reason for the customer: {}", said(&verification.for_customer, words)));
        lines.push(format!("reason for us: {}", said(&verification.for_developer, words)));
    }
    for line in lines {
        pen.put(Block::item(1, line));
    }
    pen.other(1, &party.other);
    pen.other(1, verification.map_or(&[], |verification| &verification.other));
}
