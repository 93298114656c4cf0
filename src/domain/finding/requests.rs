//! Requests: whom they are about, whether they ask for anything, and whether they fit the status.

use std::collections::BTreeSet;

use crate::domain::customer::CustomerStatus;
use crate::domain::fact::Open;
use crate::domain::key::{Item, RequestKey, Subject};
use crate::domain::mask::Sentence;
use crate::domain::request::{Request, Scope};
use crate::domain::standing::called;
use crate::domain::text::SafeText;
use crate::domain::wording::{capital, code, counted};

use super::{Check, Found, Look, Names, Severity};

pub(super) fn check(look: &Look<'_>, found: &mut Found) {
    unknown_party(look, found);
    if look.knows_all_requests {
        emptiness(look, found);
        one_side_only(look, found);
    }
    against_status(look, found);
}

fn unknown_party(look: &Look<'_>, found: &mut Found) {
    for (key, entries) in look.standings.iter().flat_map(|standing| &standing.requests) {
        for sentence in entries.iter().filter_map(|request| mismatch(look, request)) {
            found.tell(Check::RfiUnknownParty, Severity::Error, Item::Request(key.clone()), sentence);
        }
    }
}

/// What is wrong with whom a request is about.
fn mismatch(look: &Look<'_>, request: &Request) -> Option<Sentence> {
    let scope = request.scope.given().and_then(Open::known);
    let named = request.party.given().filter(|id| !id.text().is_blank());
    let is_unknown_party = matches!(request.subject, Subject::UnknownParty(_)) && look.knows_all_parties;
    match (scope, named) {
        (Some(Scope::Customer), Some(id)) => {
            let party = look.case.parties.items().iter().find(|party| party.key.id == *id);
            let party = party.map(|party| Subject::Party(party.key.clone()));
            Some(look.say(|names| {
                let named = party.as_ref().map_or_else(|| format!("party {}", id.short()), |party| names.of(party));
                format!("A request is about {}, yet it names {named} as well.", names.of(&Subject::Company))
            }))
        }
        (_, Some(id)) if is_unknown_party => {
            let sentence = format!("A request is about party {}, which this case does not have.", id.short());
            Some(Sentence::plain(SafeText::line(&sentence)))
        }
        (Some(Scope::AssociatedParty), None) if is_unknown_party => {
            Some(Sentence::plain(SafeText::line("A request is about a party, and does not say which.")))
        }
        _ => None,
    }
}

fn emptiness(look: &Look<'_>, found: &mut Found) {
    let requires_action = look.case.profile.known_status() == Some(CustomerStatus::ActionRequired);
    if requires_action && look.case.requests.items().is_empty() {
        let sentence = "Action is required, yet no request is open.";
        found.add(Check::RfiEmpty, Severity::Warning, Item::Requests, sentence);
    }
    for standing in look.standings {
        let asking: BTreeSet<&RequestKey> = standing.asks.iter().map(|ask| &ask.key.request).collect();
        for key in standing.requests.keys() {
            if !asking.contains(key) {
                let sentence = look.say(|names| format!("{} names no document.", request_of(look, names, key)));
                found.tell(Check::RfiEmpty, Severity::Warning, Item::Request(key.clone()), sentence);
            }
        }
        for ask in standing.asks.iter().filter(|ask| ask.fields.is_empty()) {
            let title = ask.key.document_type.as_ref().map(|paper| look.glossary.document_title(paper));
            let title = title.map_or_else(|| "a document without a type".to_owned(), |title| code(&title));
            let request = &ask.key.request;
            let sentence =
                look.say(|names| format!("{} names no field of: {title}.", request_of(look, names, request)));
            found.tell(Check::RfiEmpty, Severity::Warning, Item::Ask(ask.key.clone()), sentence);
        }
    }
}

/// `The request “Ownership documents” to the company`.
fn request_of(look: &Look<'_>, names: &Names<'_>, key: &RequestKey) -> String {
    let whose = names.of(&key.subject);
    match &key.section {
        Some(section) => format!("The request “{}” to {whose}", code(&look.glossary.section_title(section))),
        None => format!("A request to {whose} without a section"),
    }
}

fn against_status(look: &Look<'_>, found: &mut Found) {
    use CustomerStatus as S;
    if look.case.requests.items().is_empty() {
        return;
    }
    let asks = look.standings.iter().map(|standing| standing.asks.len()).sum();
    // A request may be open that names no document yet.
    let open = match asks {
        0 => counted(look.case.requests.items().len(), "request is open", "requests are open"),
        asks => counted(asks, "ask is open", "asks are open"),
    };
    match look.case.profile.known_status() {
        Some(S::Approved) => {
            let sentence = format!("Approved, yet {open}: legitimate, urgent and easily missed.");
            found.add(Check::RfiOnApproved, Severity::Warning, Item::Requests, &sentence);
        }
        Some(S::Rejected | S::Processing) => {
            let status = code(&look.case.profile.status.words());
            let sentence = format!("The status is {status}, yet {open}.");
            found.add(Check::StatusVsRfi, Severity::Information, Item::Requests, &sentence);
        }
        _ => {}
    }
}

/// Where there are both a company and parties, which of the two holds the case up.
fn one_side_only(look: &Look<'_>, found: &mut Found) {
    let company = called(look.case, &Subject::Company);
    let wanted = |of_company: bool| {
        let side = look.standings.iter().filter(move |standing| (standing.subject == Subject::Company) == of_company);
        side.filter(|standing| standing.is_wanted()).count()
    };
    let sentence = match (wanted(true), wanted(false)) {
        (0, parties) if parties > 0 => {
            let parties = counted(parties, "party owes", "parties owe");
            format!("Only {parties} something: nothing is asked of {company}.")
        }
        (1.., 0) if !look.case.parties.items().is_empty() => {
            format!("{} alone owes something: nothing is asked of its parties.", capital(&company))
        }
        _ => return,
    };
    found.add(Check::BlockedOnlyBy, Severity::Information, Item::Requests, &sentence);
}
