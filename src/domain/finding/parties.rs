//! Parties: where each stands against what is refused and asked of it, and parties that seem to be one.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::customer::CustomerStatus;
use crate::domain::fact::Fact;
use crate::domain::id::{PartyId, PartyKey};
use crate::domain::key::{Item, Subject};
use crate::domain::mask::{Mask, Prose};
use crate::domain::party::{Party, PartyStatus, Verification};
use crate::domain::standing::Standing;
use crate::domain::wording::counted;

use super::{Check, Found, Look, Severity};

pub(super) fn check(look: &Look<'_>, found: &mut Found) {
    let asked = asked(look);
    for standing in look.standings {
        match standing.party.and_then(Party::status) {
            Some(PartyStatus::Rejected) => rejected(look, standing, &asked, found),
            Some(PartyStatus::Approved) => approved(look, standing, found),
            Some(PartyStatus::Initiated | PartyStatus::Reviewing) | None => {}
        }
    }
    unknown(look, found);
    same_id(look, found);
    same_email(look, found);
}

fn rejected(look: &Look<'_>, standing: &Standing<'_>, asked: &BTreeSet<&PartyId>, found: &mut Found) {
    let whose = &standing.subject;
    let item = standing.item();
    let reasons = standing.party.and_then(|party| party.verification.given());
    // Nobody can tell what is asked of a party that has no id, or which rejection is its own.
    let has_id = !matches!(&standing.subject, Subject::Party(key) if key.id.text().is_blank());
    // Of a customer that is rejected nothing more is to be asked.
    let is_closed = look.case.profile.known_status() == Some(CustomerStatus::Rejected);
    if has_id && !is_closed && look.knows_all_requests && !is_asked(standing, asked) {
        let sentence = look.say(|names| {
            format!("{} is rejected, yet nothing is asked of it: nobody can act, ask Fin.", names.starting(whose))
        });
        found.tell(Check::PartyRejectedNoRfi, Severity::Error, item.clone(), sentence);
    }
    let has_reason = reasons.is_some_and(|reason| says(&reason.for_customer) || says(&reason.for_developer));
    if has_id && look.knows_all_rejections && !standing.is_refused() && !has_reason {
        let sentence = look.say(|names| format!("{} is rejected, and nothing says why.", names.starting(whose)));
        found.tell(Check::PartyRejectedNoReason, Severity::Warning, item.clone(), sentence);
    }
    if !reasons.is_some_and(|Verification { for_customer, .. }| says(for_customer)) {
        let sentence = look.say(|names| {
            format!("{} is rejected, and Fin gave no sentence meant for the customer.", names.starting(whose))
        });
        found.tell(Check::UnsafeSilence, Severity::Information, item, sentence);
    }
}

fn says(text: &Fact<Prose>) -> bool {
    text.is_unknown() || text.given().is_some_and(|text| !text.is_blank())
}

/// Whether something is asked of a party, or of another that shares its id: the request does not tell them apart.
fn is_asked(standing: &Standing<'_>, asked: &BTreeSet<&PartyId>) -> bool {
    standing.is_wanted() || matches!(&standing.subject, Subject::Party(key) if asked.contains(&key.id))
}

/// The ids of the parties something is asked of; a blank one names nobody.
fn asked<'a>(look: &'a Look<'_>) -> BTreeSet<&'a PartyId> {
    let wanted = look.standings.iter().filter(|standing| standing.is_wanted());
    let ids = wanted.filter_map(|standing| match &standing.subject {
        Subject::Party(key) if !key.id.text().is_blank() => Some(&key.id),
        _ => None,
    });
    ids.collect()
}

fn approved(look: &Look<'_>, standing: &Standing<'_>, found: &mut Found) {
    let what = match (standing.is_wanted(), standing.is_refused()) {
        (true, true) => "something is refused and asked of it",
        (true, false) => "something is asked of it",
        (false, true) => "something is refused of it",
        (false, false) => return,
    };
    let sentence = look.say(|names| format!("{} is approved, yet {what}.", names.starting(&standing.subject)));
    found.tell(Check::PartyApprovedOpen, Severity::Warning, standing.item(), sentence);
}

fn unknown(look: &Look<'_>, found: &mut Found) {
    if !look.knows_all_parties {
        return;
    }
    let unknown_parties: BTreeSet<Subject> = look.case.rejections().into_iter().map(|(subject, _)| subject).collect();
    for subject in unknown_parties {
        let Subject::UnknownParty(id) = &subject else { continue };
        let sentence = if id.text().is_blank() {
            "A rejection does not say of which party it speaks.".to_owned()
        } else {
            format!("A rejection speaks of party {}, which this case does not have.", id.short())
        };
        found.add(Check::ReasonUnknownParty, Severity::Error, Item::Rejection(subject), &sentence);
    }
}

fn same_id(look: &Look<'_>, found: &mut Found) {
    let mut sharing: BTreeMap<&PartyId, BTreeSet<&PartyKey>> = BTreeMap::new();
    for party in look.case.parties.items() {
        if !party.key.id.text().is_blank() {
            sharing.entry(&party.key.id).or_default().insert(&party.key);
        }
    }
    for keys in sharing.values().filter(|keys| keys.len() > 1) {
        let Some(first) = keys.first() else { continue };
        let item = Item::PartyFact((*first).clone(), "id");
        let sentence = format!("{} share the id {}.", counted(keys.len(), "party", "parties"), first.id.short());
        found.add(Check::DupParty, Severity::Error, item, &sentence);
    }
}

fn same_email(look: &Look<'_>, found: &mut Found) {
    let mut sharing: BTreeMap<String, BTreeSet<&PartyKey>> = BTreeMap::new();
    for party in look.case.parties.items() {
        if let Some(email) = party.email.given().filter(|email| !email.is_blank()) {
            let folded = email.show(Mask::Off).as_str().trim().to_lowercase();
            sharing.entry(folded).or_default().insert(&party.key);
        }
    }
    for keys in sharing.values().filter(|keys| keys.len() > 1) {
        let Some(first) = keys.first() else { continue };
        // One id sent twice is told as such.
        let one_id = !first.id.text().is_blank() && keys.iter().all(|key| key.id == first.id);
        if !one_id {
            let subject = Subject::Party((*first).clone());
            let others = counted(keys.len() - 1, "other party", "other parties");
            let sentence = look.say(|names| format!("{} shares its e-mail with {others}.", names.starting(&subject)));
            found.tell(Check::DupParty, Severity::Warning, Item::PartyFact((*first).clone(), "email"), sentence);
        }
    }
}
