//! The customer's own facts, and its parties.

use crate::domain::customer::Name;
use crate::domain::fact::Extent;
use crate::domain::key::Subject;
use crate::domain::mask::{Personal, Prose};
use crate::domain::party::{Party, Share, held_together};

use super::super::blocks::Block;
use super::{FactWriter, counted_of, profile_facts, said};

pub(super) fn facts(writer: &mut FactWriter<'_>) {
    let case = writer.report.case;
    writer.heading("Customer");
    let mut facts = vec![("name".to_owned(), writer.options.subject(&Subject::Company))];
    if let Name::Individual { first, last } = &case.profile.name {
        facts.push(("first name".to_owned(), said(first, |name| writer.options.personal(name))));
        facts.push(("last name".to_owned(), said(last, |name| writer.options.personal(name))));
    }
    facts.extend(profile_facts(writer, &case.profile, &case.details));
    facts.push(("verification".to_owned(), said(&case.verification_type, |kind| writer.options.text(kind.raw()))));
    facts.push(("status changed".to_owned(), said(&case.last_status_updated_at, |time| writer.options.time(time))));
    writer.put(Block::Facts(facts));
    writer.other(0, &case.other);
}

pub(super) fn parties(writer: &mut FactWriter<'_>) {
    let all = &writer.report.case.parties;
    let parties = all.items();
    if all.given().is_none() {
        writer.heading(format!("Parties: {}", all.absence().unwrap_or_default()));
        return;
    }
    let held = held_together(parties).filter(|_| !parties.is_empty() && all.extent() == Extent::Whole);
    let owned = held.map_or_else(String::new, |held| format!(", owned {}", held.in_short()));
    writer.heading(format!("Parties: {}{owned}", counted_of(all)));
    for one in parties {
        party(writer, one);
    }
}

fn party(writer: &mut FactWriter<'_>, party: &Party) {
    let title = writer.options.party_beside_share(&party.key);
    let verification = party.verification.given();
    let status = verification.map_or_else(
        || party.verification.absence().unwrap_or_default().to_owned(),
        |verification| said(&verification.status, |status| writer.options.text(status.raw())),
    );
    writer.put(Block::item(0, format!("{title}: {status}")));
    let mut lines = vec![
        format!("id: {}", said(&party.id, |id| writer.options.text(id.text()))),
        format!("type: {}", said(&party.kind, |kind| writer.options.text(kind.raw()))),
        format!("share: {}", said(&party.share, Share::as_sent)),
        format!("email: {}", said(&party.email, |email| email_of(writer, party, email))),
    ];
    if let Some(verification) = verification {
        let words = |text: &Prose| writer.options.prose_or(&text.on_one_line());
        lines.push(format!("updated: {}", said(&verification.updated_at, |time| writer.options.time(time))));
        lines.push(format!("reason for the customer: {}", said(&verification.for_customer, words)));
        lines.push(format!("reason for us: {}", said(&verification.for_developer, words)));
    }
    for line in lines {
        writer.put(Block::item(1, line));
    }
    writer.other(1, &party.other);
    writer.other(1, verification.map_or(&[], |verification| &verification.other));
}

/// The e-mail of a party. Its share stands beside it.
fn email_of(writer: &FactWriter<'_>, party: &Party, email: &Personal) -> String {
    if email.is_blank() || !writer.options.is_masked() {
        return writer.options.personal(email);
    }
    writer.options.party_beside_share(&party.key)
}
